//! Where a tenant's settings name an organisation, whatever the system: lists that name its domains,
//! objects that carry its name, its tenant id or the address of one of its people.
//!
//! Nothing here knows a single section: which way a list works stands in the table of settings, which
//! settings make a door in `table`.

mod decision;
mod systems;
mod table;

pub use systems::{DoorState, Reason, SystemDoor, doors};
pub use table::{GUESTS_WAY, Way};

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;

use super::View;
use super::setting_without_effect::is_idle;
use crate::diff::Side;
use crate::model::config::PartnerSpec;
use crate::model::configuration::{Configuration, Owner, Tenant};
use crate::model::section::{Form, Kind, PRESENT, Setting, Wider};
use crate::model::sections::setting;
use crate::model::{Domain, Name, SettingKey, Value, ValueSet};
use crate::text::{Span, Spanned};

/// An organisation as settings may name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Organisation {
    /// Its name, or the domain of one that nobody declares.
    pub name: String,
    /// Its domains.
    pub domains: ValueSet,
    /// Its tenant id, if stated.
    pub tenant_id: Option<String>,
}

impl Organisation {
    /// A declared tenant or partner.
    #[must_use]
    pub fn declared(config: &Configuration, name: &Name) -> Option<Self> {
        let (domains, id): (_, Option<&Spanned<String>>) =
            match (config.tenants.get(name), config.partners.get(name)) {
                (Some(tenant), _) => (&tenant.domains, tenant.spec.tenant_id.as_ref()),
                (None, Some(partner)) => {
                    let PartnerSpec { tenant_id, .. } = &partner.spec;
                    (&partner.domains, tenant_id.as_ref())
                }
                (None, None) => return None,
            };
        Some(Self {
            name: name.to_string(),
            domains: domains.set().clone(),
            tenant_id: id.map(|id| id.value.to_lowercase()),
        })
    }

    /// Whose a domain is; an organisation of its own if nobody declares it.
    #[must_use]
    pub fn of_domain(config: &Configuration, domain: &str) -> Self {
        let owner = config.owners.get(&Domain::recorded(domain));
        let declared = owner.and_then(|o: &Owner| Self::declared(config, o.name()));
        declared.unwrap_or_else(|| Self {
            name: domain.to_owned(),
            domains: ValueSet::from_iter([CompactString::from(domain)]),
            tenant_id: None,
        })
    }

    /// Whether a list names it.
    #[must_use]
    pub fn is_on(&self, set: &ValueSet) -> bool {
        self.on(set).is_some()
    }

    /// The first entry of a list that names it; a wildcard names what lies below it, and `*` everybody.
    fn on<'s>(&self, set: &'s ValueSet) -> Option<&'s str> {
        self.entries_on(set).next().or_else(|| set.get("*"))
    }

    /// The entries of a list that name its domains, in their order; `*` is none of them.
    pub(in crate::rules) fn entries_on<'s>(
        &self,
        set: &'s ValueSet,
    ) -> impl Iterator<Item = &'s str> {
        // Few lists have wildcards.
        let has_wildcards = set.has_prefix("*");
        let below = move |domain: &str| {
            let above = std::iter::successors(Some(domain), |domain| {
                domain.split_once('.').map(|(_, parent)| parent)
            });
            let mut wildcards = above.map(|parent| format!("*.{parent}"));
            wildcards.find_map(|wildcard| set.get(&wildcard))
        };
        let domains = self.domains.iter();
        domains.filter_map(move |domain| {
            let wildcard = || has_wildcards.then(|| below(domain)).flatten();
            set.get(domain).or_else(wildcard)
        })
    }

    /// Whether an object's name stands for it or for one of its people.
    fn is_called(&self, form: Form, name: &str) -> bool {
        match form {
            Form::Organisation | Form::Guid => {
                name == self.name || self.tenant_id.as_deref() == Some(name)
            }
            Form::Mail | Form::User => name
                .rsplit_once('@')
                .is_some_and(|(_, domain)| self.domains.contains(domain)),
            Form::MailOrId => self.is_called(Form::Mail, name) || self.is_called(Form::Guid, name),
            Form::Free
            | Form::People
            | Form::Application
            | Form::Name
            | Form::Url
            | Form::Endpoint
            | Form::Ipv4
            | Form::IpRange
            | Form::MailDomain => false,
        }
    }
}

/// What being named there does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// It lets the organisation in, or does something for it.
    Admits,
    /// It keeps the organisation out.
    Refuses,
    /// It says something about it: neither by itself.
    Mentions,
}

/// A setting or object that names an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedAt {
    /// Which.
    pub key: SettingKey,
    /// The entry, or the object's name.
    pub word: String,
    /// What that does.
    pub named: Named,
    /// Whether another setting makes it idle now.
    pub is_idle: bool,
    /// Where a file states it; none for what is only recorded.
    pub span: Option<Span>,
}

/// Every place where a tenant's values name an organisation.
#[must_use]
pub fn named_at(view: &View<'_>, organisation: &Organisation) -> Vec<NamedAt> {
    Naming::of(view).at(organisation)
}

/// The values of a tenant that may name organisations: gathered once for all that are looked for.
#[derive(Debug)]
pub struct Naming<'a> {
    view: &'a View<'a>,
    values: Vec<(&'static Setting, &'a SettingKey, &'a Value)>,
}

impl<'a> Naming<'a> {
    /// Those of a tenant.
    #[must_use]
    pub fn of(view: &'a View<'a>) -> Self {
        let values = values(view.stated, view.recorded).into_iter();
        let values = values.filter_map(|(key, value)| {
            let setting = setting(key.as_str())?;
            may_name(setting.kind).then_some((setting, key, value))
        });
        Self {
            view,
            values: values.collect(),
        }
    }

    /// The lists among them.
    pub fn lists(&self) -> impl Iterator<Item = &'a ValueSet> {
        self.values
            .iter()
            .filter_map(|(_, _, value)| value.as_set())
    }

    /// Whether something that is no list names an organisation.
    #[must_use]
    pub fn is_named_singly(&self, organisation: &Organisation) -> bool {
        let single = self
            .values
            .iter()
            .filter(|(.., value)| value.as_set().is_none());
        single
            .into_iter()
            .any(|(setting, key, value)| names(setting, key, value, organisation).is_some())
    }

    /// Every place that names an organisation.
    #[must_use]
    pub fn at(&self, organisation: &Organisation) -> Vec<NamedAt> {
        let mut found = Vec::new();
        for (setting, key, value) in &self.values {
            let Some((word, named)) = names(setting, key, value, organisation) else {
                continue;
            };
            let list = self
                .view
                .stated
                .and_then(|t| t.settings.get(*key)?.list.as_ref())
                .and_then(|list| list.place(&word));
            found.push(NamedAt {
                key: (*key).clone(),
                word,
                named,
                is_idle: is_idle(self.view, key),
                span: list.or_else(|| self.view.span(key)),
            });
        }
        found
    }
}

/// Whether values of a kind can name an organisation; see [`names`].
fn may_name(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Object(_)
            | Kind::AllowedDomains
            | Kind::Domains
            | Kind::MailDomains
            | Kind::Text(Form::MailDomain)
    )
}

/// What is stated, and what is recorded of the rest.
fn values<'a>(
    stated: Option<&'a Tenant>,
    recorded: &'a Side<'a>,
) -> BTreeMap<&'a SettingKey, &'a Value> {
    let mut values: BTreeMap<&SettingKey, &Value> =
        recorded.values.iter().map(|(k, (v, _))| (*k, *v)).collect();
    let Some(tenant) = stated else { return values };
    // What belongs to an object that is to be deleted goes with it.
    let gone: BTreeSet<&SettingKey> = tenant
        .settings
        .iter()
        .filter(|(key, d)| key.is_object() && d.value.as_text() != Some(PRESENT))
        .map(|(key, _)| key)
        .collect();
    values.retain(|key, _| key.object().is_none_or(|object| !gone.contains(&object)));
    values.extend(tenant.settings.iter().map(|(key, d)| (key, &d.value)));
    values
}

fn names(
    setting: &Setting,
    key: &SettingKey,
    value: &Value,
    organisation: &Organisation,
) -> Option<(String, Named)> {
    match (setting.kind, value) {
        (Kind::Object(form), Value::Text(word)) if word == PRESENT => {
            let name = key.object_name()?;
            let named = match form {
                Form::Mail | Form::User => Named::Admits,
                _ => Named::Mentions,
            };
            organisation.is_called(form, &name).then_some((name, named))
        }
        (Kind::AllowedDomains | Kind::Domains | Kind::MailDomains, Value::Set(set)) => {
            let named = match setting.wider {
                Wider::MoreEntries => Named::Admits,
                Wider::FewerEntries => Named::Refuses,
                _ => Named::Mentions,
            };
            organisation.on(set).map(|word| (word.to_owned(), named))
        }
        (Kind::Text(Form::MailDomain), Value::Text(word)) => {
            let set = ValueSet::from_iter([word.clone()]);
            let is_named = organisation.on(&set).is_some();
            is_named.then(|| (word.to_string(), Named::Mentions))
        }
        _ => None,
    }
}
