//! Named objects of Exchange as its rules see them.

use std::collections::BTreeSet;

use crate::diagnostics::{Finding, Findings, RuleInfo};
use crate::model::configuration::{Owner, Tenant, TenantObject};
use crate::model::list::DomainList;
use crate::model::{Address, Name, SettingKey, Value, ValueSet};
use crate::rules::{Rule, TenantCase};
use crate::text::Span;

pub(super) const RELATIONSHIPS: &str = "exchange.organization_relationships[]";
pub(super) const POLICIES: &str = "exchange.sharing_policies[]";
pub(super) const INBOUND: &str = "exchange.inbound_connectors[]";
pub(super) const OUTBOUND: &str = "exchange.outbound_connectors[]";
pub(super) const REMOTE: &str = "exchange.remote_domains[]";

/// Lists of a sharing policy that are about calendars, from the least that is shared to the most.
pub(super) const CALENDARS: [&str; 3] =
    ["free_busy_simple", "free_busy_detail", "free_busy_reviewer"];

/// A rule that looks at each object of some kinds.
pub(in crate::rules) struct ObjectRule {
    pub(super) info: &'static RuleInfo,
    pub(super) kinds: &'static [&'static str],
    pub(super) check: fn(&Object<'_>, &mut Findings),
}

impl Rule for ObjectRule {
    fn info(&self) -> &'static RuleInfo {
        self.info
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        for kind in self.kinds {
            for object in Object::all(case, kind) {
                (self.check)(&object, findings);
            }
        }
    }
}

/// A named object that a file wants.
pub(super) struct Object<'a> {
    pub(super) case: &'a TenantCase<'a>,
    pub(super) kind: &'static str,
    stated: TenantObject<'a>,
}

impl<'a> Object<'a> {
    /// All of a kind.
    pub(super) fn all(case: &'a TenantCase<'a>, kind: &'static str) -> Vec<Self> {
        let objects = case.tenant.objects(kind);
        let object = |stated| Self { case, kind, stated };
        objects.map(object).collect()
    }

    pub(super) fn name(&self) -> &str {
        &self.stated.name
    }

    /// Where the object is stated.
    pub(super) fn span(&self) -> Span {
        self.stated.desired.span
    }

    /// Whether that is the key of the object itself.
    pub(super) fn is(&self, key: &SettingKey) -> bool {
        self.stated.key == key
    }

    /// The key of one of its settings.
    pub(super) fn key(&self, setting: &str) -> SettingKey {
        let declared = SettingKey::from(format!("{}.{setting}", self.kind));
        self.stated.setting(&declared)
    }

    pub(super) fn value(&self, setting: &str) -> Option<Value> {
        self.case.view().effective(&self.key(setting)).value
    }

    pub(super) fn flag(&self, setting: &str) -> Option<bool> {
        self.value(setting)?.as_flag()
    }

    pub(super) fn says(&self, setting: &str, word: &str) -> bool {
        let value = self.value(setting);
        value.as_ref().and_then(Value::as_text) == Some(word)
    }

    /// Whether one of its settings is certainly not filled: nothing is stated or recorded, or an
    /// empty list is. What could not be read may be anything.
    pub(super) fn lacks(&self, setting: &str) -> bool {
        let key = self.key(setting);
        let is_unread = self.case.tenant.unknown.contains(&key);
        let value = self.value(setting);
        !is_unread && value.is_none_or(|v| v.as_set().is_some_and(ValueSet::is_empty))
    }

    /// The domains that a file states.
    pub(super) fn list(&self, setting: &str) -> Option<&'a DomainList> {
        self.case.list(&self.key(setting))
    }

    /// Whether it is in force, as far as is known.
    pub(super) fn is_enabled(&self) -> bool {
        self.flag("enabled") != Some(false)
    }

    /// Where a setting is stated, else the object.
    pub(super) fn place(&self, setting: &str) -> Span {
        let stated = self.case.view().span(&self.key(setting));
        stated.unwrap_or_else(|| self.span())
    }

    pub(super) fn address(&self, setting: &str) -> Address {
        self.case.address(&self.key(setting))
    }

    /// The address of the object itself.
    pub(super) fn own_address(&self) -> Address {
        self.case.address(self.stated.key)
    }

    /// A finding about one of its settings.
    pub(super) fn finding(
        &self,
        rule: &'static RuleInfo,
        setting: &str,
        message: String,
        label: &str,
    ) -> Finding {
        Finding::new(rule, message)
            .at(self.place(setting), label)
            .about(self.address(setting))
            .rests_on(self.own_address())
    }

    /// The tenants of ours whose domains a list holds.
    pub(super) fn own_tenants(&self, setting: &str) -> Vec<&'a Tenant> {
        let config = self.case.context.config;
        let domains = self.list(setting).into_iter().flat_map(|l| l.set().iter());
        let owners = domains.filter_map(|d| config.owners.get(d));
        let names = owners.filter_map(|owner| match owner {
            Owner::Tenant(name) => Some(name),
            Owner::Partner(_) => None,
        });
        let others: BTreeSet<&Name> = names
            .filter(|name| **name != self.case.tenant.name)
            .collect();
        let others = others.into_iter();
        others.filter_map(|name| config.tenants.get(name)).collect()
    }

    /// The lists of a relationship or a sharing policy that name with whom is shared.
    pub(super) fn shared_with(&self) -> &'static [&'static str] {
        match self.kind {
            RELATIONSHIPS => &["domains"],
            _ => &[
                "free_busy_simple",
                "free_busy_detail",
                "free_busy_reviewer",
                "contacts",
            ],
        }
    }

    /// The domains of a list that are the tenant's own.
    pub(super) fn own_domains(&self, setting: &str) -> Vec<&'a str> {
        let own = self.case.tenant.domains.set();
        let entries = self.list(setting).into_iter().flat_map(|l| l.set().iter());
        entries.filter(|entry| own.contains(entry)).collect()
    }
}

/// A domain and those above it: `mail.fabrikam.com`, `fabrikam.com`, `com`.
pub(super) fn and_above(domain: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(domain), |d| d.split_once('.').map(|(_, above)| above))
}
