//! The configuration after names, lists and baselines are resolved: what is desired.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use compact_str::CompactString;
use jiff::civil::Date;

use super::config::{
    BaselineSpec, Edition, Expectation, ListSpec, PartnerSpec, RuleSetting, TenantSpec,
};
use super::list::DomainList;
use super::section::PRESENT;
use super::{Address, Domain, Name, Notes, SettingKey, Value};
use crate::text::{Span, Spanned};

/// Where a desired value was stated.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// In the tenant itself.
    Tenant,
    /// In this baseline.
    Baseline(Name),
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tenant => f.write_str("the tenant"),
            Self::Baseline(name) => write!(f, "the baseline \"{name}\""),
        }
    }
}

/// A list that lost entries of the layer below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    /// The layer whose entries are lost.
    pub layer: Layer,
    /// Where that layer states them.
    pub span: Span,
    /// The entries that are lost.
    pub lost: Vec<CompactString>,
}

/// A desired value.
#[derive(Debug, Clone)]
pub struct Desired {
    /// The value.
    pub value: Value,
    /// The layer that states it.
    pub layer: Layer,
    /// Where: the key and its value, or the key alone before a block.
    pub span: Span,
    /// The list behind the value, for lists of domains.
    pub list: Option<DomainList>,
    /// Whether it holds the entries of the layer below as well.
    pub inherits: bool,
    /// What it took away from the layer below.
    pub replaced: Option<Replaced>,
    /// Why it is there, by its name, for named objects; the reasons of entries stand in the list.
    pub own_notes: BTreeMap<CompactString, Notes>,
}

impl Desired {
    /// Why it is there: by entry for lists, by name for objects.
    #[must_use]
    pub fn notes(&self) -> &BTreeMap<CompactString, Notes> {
        self.list
            .as_ref()
            .map_or(&self.own_notes, DomainList::notes)
    }
}

/// A tenant of ours.
#[derive(Debug)]
pub struct Tenant {
    /// Its name.
    pub name: Name,
    /// Where it is defined.
    pub span: Span,
    /// What the file says.
    pub spec: TenantSpec,
    /// Its domains and where each is written.
    pub domains: DomainList,
    /// Its baselines, later wins.
    pub baselines: Vec<Name>,
    /// What is stated for it.
    pub settings: BTreeMap<SettingKey, Desired>,
    /// Settings that are stated but could not be read: not judged.
    pub unknown: BTreeSet<SettingKey>,
}

impl Tenant {
    /// The objects of a kind that are wanted, by the declared path of the kind: `guests[]`.
    pub fn objects<'t>(&'t self, declared: &'t str) -> impl Iterator<Item = TenantObject<'t>> + 't {
        // Objects of a kind stand together: a tenant may have thousands.
        let prefix = format!("{}[", declared.trim_end_matches("[]"));
        let from = SettingKey::from(prefix.clone());
        let of_kind = self
            .settings
            .range(from..)
            .take_while(move |(key, _)| key.as_str().starts_with(&prefix));
        let wanted = of_kind
            .filter(|(key, desired)| key.is_object() && desired.value.as_text() == Some(PRESENT));
        wanted.filter_map(|(key, desired)| {
            let name = key.object_name()?;
            Some(TenantObject { key, name, desired })
        })
    }
}

/// A named object of a tenant that is wanted.
#[derive(Debug, Clone)]
pub struct TenantObject<'t> {
    /// The key of the object itself.
    pub key: &'t SettingKey,
    /// Its name, in the form in which names are compared.
    pub name: String,
    /// Where it is stated, and why.
    pub desired: &'t Desired,
}

impl TenantObject<'_> {
    /// The key of one of its settings, from the setting's declared path.
    #[must_use]
    pub fn setting(&self, declared: &SettingKey) -> SettingKey {
        declared.with_object(&self.name)
    }
}

/// An organisation that we deal with but do not run.
#[derive(Debug)]
pub struct Partner {
    /// Its name.
    pub name: Name,
    /// Where it is defined.
    pub span: Span,
    /// What the file says.
    pub spec: PartnerSpec,
    /// Its domains and where each is written.
    pub domains: DomainList,
    /// Why we deal with it.
    pub notes: Notes,
    /// What its administrator told us.
    pub confirmed: Option<ConfirmedAccess>,
}

/// What a partner's administrator told us.
#[derive(Debug, Clone)]
pub struct ConfirmedAccess {
    /// Which of our domains they allow.
    pub external_access: DomainList,
    /// Who said so.
    pub by: String,
    /// When.
    pub date: Date,
    /// Where it is written.
    pub span: Span,
}

/// A named list.
#[derive(Debug)]
pub struct NamedList {
    /// Where it is defined.
    pub span: Span,
    /// What the file says.
    pub spec: ListSpec,
    /// What it comes down to.
    pub domains: DomainList,
}

/// A baseline.
#[derive(Debug)]
pub struct Baseline {
    /// Where it is defined.
    pub span: Span,
    /// What the file says.
    pub spec: BaselineSpec,
}

/// Where an accept stands, and so what it covers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum AcceptScope {
    /// At top level: lists and what belongs to no tenant.
    Workspace,
    /// In a baseline: every tenant that uses it.
    Baseline(Name),
    /// In a tenant.
    Tenant(Name),
}

/// A finding that somebody accepted.
#[derive(Debug, Clone)]
pub struct AcceptedRule {
    /// What it covers.
    pub scope: AcceptScope,
    /// Which rule.
    pub rule: Spanned<String>,
    /// Why.
    pub reason: String,
    /// Only at or below this address.
    pub address: Option<Spanned<Address>>,
    /// The last day on which it counts.
    pub expires: Option<Date>,
    /// Where it is written.
    pub span: Span,
}

/// A named test.
#[derive(Debug)]
pub struct Test {
    /// Where it is defined.
    pub span: Span,
    /// What it expects.
    pub expectations: Vec<Spanned<Expectation>>,
}

/// Whose a domain is, or a value that changes. Tenants come before partners.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Owner {
    /// One of our tenants.
    Tenant(Name),
    /// A partner: an organisation that we deal with.
    Partner(Name),
}

impl Owner {
    /// The organisation's name; tenants and partners share one namespace.
    #[must_use]
    pub fn name(&self) -> &Name {
        match self {
            Self::Tenant(name) | Self::Partner(name) => name,
        }
    }
}

/// Everything that is desired.
#[derive(Debug, Default)]
pub struct Configuration {
    /// Our tenants.
    pub tenants: BTreeMap<Name, Tenant>,
    /// Organisations that we deal with.
    pub partners: BTreeMap<Name, Partner>,
    /// Named lists.
    pub lists: BTreeMap<Name, NamedList>,
    /// Baselines.
    pub baselines: BTreeMap<Name, Baseline>,
    /// Tests.
    pub tests: BTreeMap<Name, Test>,
    /// Severities of rules, by rule.
    pub rules: BTreeMap<String, Spanned<RuleSetting>>,
    /// Accepted findings.
    pub accepts: Vec<AcceptedRule>,
    /// The edition of the capability table.
    pub edition: Edition,
    /// For how many days a recorded value counts as known, if stated.
    pub values_seen_within: Option<u16>,
    /// Where the state is kept, if stated.
    pub state: Option<Spanned<String>>,
    /// Whether what is stated there could not be read or can't be used: then nobody may look for the
    /// state where it is kept unless stated.
    pub state_unknown: bool,
    /// Whose each declared domain is.
    pub owners: BTreeMap<Domain, Owner>,
}

impl Configuration {
    /// How many settings are stated, over all tenants.
    #[must_use]
    pub fn setting_count(&self) -> usize {
        self.tenants.values().map(|t| t.settings.len()).sum()
    }

    /// Where the name of a tenant or partner is defined.
    #[must_use]
    pub fn organisation_span(&self, name: &Name) -> Option<Span> {
        let tenant = self.tenants.get(name).map(|t| t.span);
        tenant.or_else(|| self.partners.get(name).map(|p| p.span))
    }
}
