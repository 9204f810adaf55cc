//! A world: every declared organisation with the settings that count.
//!
//! Lean: a world holds only the settings that answers rest on, lists are shared with the
//! configuration they come from, and tenants are shared between the worlds before and after a plan.

mod build;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use compact_str::CompactString;
use jiff::ToSpan;
use jiff::civil::Date;

use super::party::Who;
use super::settings::{Key, PARTNER_KEYS};
use crate::model::config::Edition;
use crate::model::list::DomainList;
use crate::model::{Name, Value, ValueSet};
use crate::state::snapshot::Confirmation;
use crate::text::Span;

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The tenant states it.
    Tenant,
    /// A baseline states it.
    Baseline(Name),
    /// No file states it; it is recorded.
    Recorded,
    /// Neither; Microsoft's documented default counts.
    Default,
    /// Stated, but it could not be read; or nothing is known and no default is documented.
    Unknown,
}

/// A setting as it counts.
#[derive(Debug, Clone)]
pub struct Setting {
    /// The value; `None` if it is not known.
    pub value: Option<Value>,
    /// Where it comes from.
    pub origin: Origin,
    /// Where a file states it.
    pub span: Option<Span>,
    /// The list behind it, for domains from files.
    pub list: Option<DomainList>,
}

/// A tenant of ours.
#[derive(Debug, Clone)]
pub struct WorldTenant {
    /// Its name.
    pub name: Name,
    /// Its domains; none if nobody states them.
    pub domains: ValueSet,
    /// Where they are stated, one by one.
    pub domain_places: DomainList,
    /// Its tenant id in lower case, if stated.
    pub tenant_id: Option<String>,
    /// Its tags.
    pub tags: BTreeSet<String>,
    /// Whether it has trial licences only, if that is stated.
    pub trial: Option<bool>,
    /// Where it is defined.
    pub span: Option<Span>,
    settings: Vec<Setting>,
    /// External access policies besides that of everybody.
    policies: Vec<WorldPolicy>,
    /// Objects of cross-tenant access, by the name of the other side, with their settings in the
    /// order of `PARTNER_KEYS`.
    partners: BTreeMap<String, Vec<Setting>>,
}

/// An external access policy that is granted to people.
#[derive(Debug, Clone)]
pub(super) struct WorldPolicy {
    /// Its name.
    pub(super) name: String,
    /// The people who have it, by address.
    pub(super) users: ValueSet,
    /// Whether groups have it too.
    pub(super) to_groups: bool,
    /// What it says, in the order of [`Key::OF_POLICY`].
    settings: Vec<Setting>,
}

impl WorldPolicy {
    /// A setting as it counts for the people of the policy.
    pub(super) fn get(&self, key: Key) -> Option<&Setting> {
        let at = Key::OF_POLICY.iter().position(|k| *k == key)?;
        self.settings.get(at)
    }
}

/// Which policy a person has.
#[derive(Debug, Clone)]
pub(super) enum Granted {
    /// That of everybody, or the one of that number.
    One(Option<usize>),
    /// That of everybody or one of these, which groups have: who is a member is not known.
    ByGroup(Vec<usize>),
}

impl WorldTenant {
    /// A policy by its number.
    pub(super) fn policy(&self, number: usize) -> Option<&WorldPolicy> {
        self.policies.get(number)
    }

    /// How many policies there are besides that of everybody.
    pub(super) fn policy_count(&self) -> usize {
        self.policies.len()
    }

    /// Which policy a person has; an organisation as a whole has that of everybody.
    pub(super) fn granted(&self, person: Option<&str>) -> Granted {
        let Some(person) = person else {
            return Granted::One(None);
        };
        let own = self.policies.iter().position(|p| p.users.contains(person));
        if own.is_some() {
            return Granted::One(own);
        }
        let policies = self.policies.iter().enumerate();
        let by_group: Vec<usize> = policies
            .filter(|(_, policy)| policy.to_groups)
            .map(|(at, _)| at)
            .collect();
        if by_group.is_empty() {
            Granted::One(None)
        } else {
            Granted::ByGroup(by_group)
        }
    }

    /// A setting as it counts for people of a policy, or for everybody.
    pub(super) fn get_for(&self, policy: Option<usize>, key: Key) -> &Setting {
        let own = policy.and_then(|at| self.policies.get(at)?.get(key));
        own.unwrap_or_else(|| self.get(key))
    }

    /// A setting as it counts.
    #[must_use]
    pub fn get(&self, key: Key) -> &Setting {
        &self.settings[key.index()]
    }

    /// The names of its objects of cross-tenant access.
    pub fn partners(&self) -> impl Iterator<Item = &str> {
        self.partners.keys().map(String::as_str)
    }

    /// A setting in the object of a partner; nothing if there is no such object. A setting without
    /// a value that rests on the default is left to what counts for all.
    #[must_use]
    pub fn partner(&self, name: &str, key: Key) -> Option<&Setting> {
        let at = PARTNER_KEYS.iter().position(|k| *k == key)?;
        self.partners.get(name)?.get(at)
    }

    /// The name of the object that is about an organisation: its own name, or its tenant id.
    pub(super) fn partner_for(&self, other: Who<'_>) -> Option<&str> {
        let name = other.name()?.as_str();
        let by_name = self.partners.get_key_value(name);
        let by_id = || self.partners.get_key_value(other.tenant_id()?);
        by_name.or_else(by_id).map(|(name, _)| name.as_str())
    }

    /// A setting: in the object of that partner, else the usual one.
    pub(super) fn at(&self, partner: Option<&str>, key: Key) -> &Setting {
        let own = partner.and_then(|name| self.partner(name, key));
        own.unwrap_or_else(|| self.get(key))
    }

    /// Every object of cross-tenant access, with its settings.
    pub(super) fn partner_settings(&self) -> impl Iterator<Item = (&str, &[Setting])> {
        let all = self.partners.iter();
        all.map(|(name, settings)| (name.as_str(), settings.as_slice()))
    }

    /// Every setting, in the order of the keys.
    pub(super) fn settings(&self) -> &[Setting] {
        &self.settings
    }

    /// A switch's position, if known.
    #[must_use]
    pub fn flag(&self, key: Key) -> Option<bool> {
        self.get(key).value.as_ref()?.as_flag()
    }

    /// A choice, if known.
    #[must_use]
    pub fn word(&self, key: Key) -> Option<&str> {
        self.get(key).value.as_ref()?.as_text()
    }

    /// A list, if known.
    #[must_use]
    pub fn set(&self, key: Key) -> Option<&ValueSet> {
        self.get(key).value.as_ref()?.as_set()
    }
}

/// An organisation that we deal with but do not run.
#[derive(Debug, Clone)]
pub struct WorldPartner {
    /// Its name.
    pub name: Name,
    /// Its name for people.
    pub display_name: Option<String>,
    /// Its tenant id in lower case, if stated.
    pub tenant_id: Option<String>,
    /// Its domains; none if nobody states them.
    pub domains: ValueSet,
    /// Whether it has trial licences only, if that is stated.
    pub trial: Option<bool>,
    /// Whether files say that it runs a Skype for Business Server instead of Teams.
    pub skype_for_business_server: bool,
    /// What its administrator told us.
    pub confirmed: Option<Confirmation>,
    /// Where that is written.
    pub confirmed_span: Option<Span>,
    /// Where it is defined.
    pub span: Option<Span>,
}

/// A named list, to say in which list an entry stands.
#[derive(Debug, Clone)]
pub(super) struct WorldList {
    pub(super) name: Name,
    /// From the first domain that is written in the list itself to the last. What it takes from a
    /// partner, a tenant or another list is written there, not here.
    pub(super) written: Span,
    pub(super) in_file: bool,
}

impl WorldList {
    /// Whether the domain at that place is written in the list itself.
    pub(super) fn holds(&self, place: Span) -> bool {
        let Span { file, start, end } = self.written;
        place.file == file && start <= place.start && place.end <= end
    }
}

/// Every declared organisation with the settings that count, on one day.
#[derive(Clone)]
pub struct World {
    /// Our tenants.
    pub tenants: BTreeMap<Name, Arc<WorldTenant>>,
    /// Organisations that we deal with.
    pub partners: BTreeMap<Name, Arc<WorldPartner>>,
    /// The day.
    pub today: Date,
    /// Which edition of the capability table counts.
    pub edition: Edition,
    /// Whether Microsoft's defaults count as unknown.
    pub no_defaults: bool,
    pub(super) lists: Arc<[WorldList]>,
    owners: Arc<BTreeMap<CompactString, Name>>,
}

/// Worlds are large: their outline is enough in messages of tests.
impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("World")
            .field("tenants", &self.tenants.len())
            .field("partners", &self.partners.len())
            .field("today", &self.today)
            .field("edition", &self.edition)
            .finish_non_exhaustive()
    }
}

/// A declared organisation.
#[derive(Debug, Clone, Copy)]
pub(super) enum Organisation<'w> {
    Tenant(&'w WorldTenant),
    Partner(&'w WorldPartner),
}

impl<'w> Organisation<'w> {
    pub(super) fn name(self) -> &'w Name {
        match self {
            Self::Tenant(tenant) => &tenant.name,
            Self::Partner(partner) => &partner.name,
        }
    }

    pub(super) fn domains(self) -> &'w ValueSet {
        match self {
            Self::Tenant(tenant) => &tenant.domains,
            Self::Partner(partner) => &partner.domains,
        }
    }
}

impl World {
    /// The organisation that owns a domain (in its compared form).
    #[must_use]
    pub fn owner(&self, domain: &str) -> Option<&Name> {
        self.owners.get(domain)
    }

    /// The organisation of that name.
    pub(super) fn organisation(&self, name: &str) -> Option<Organisation<'_>> {
        let tenant = self.tenants.get(name).map(|t| Organisation::Tenant(t));
        tenant.or_else(|| self.partners.get(name).map(|p| Organisation::Partner(p)))
    }

    /// Every declared organisation, by name.
    pub(super) fn organisations(&self) -> Vec<Organisation<'_>> {
        let tenants = self.tenants.values().map(|t| Organisation::Tenant(t));
        let partners = self.partners.values().map(|p| Organisation::Partner(p));
        let mut all: Vec<Organisation<'_>> = tenants.chain(partners).collect();
        all.sort_by_key(|o| o.name());
        all
    }

    /// The names of all declared organisations, in order.
    #[must_use]
    pub fn names(&self) -> Vec<&Name> {
        self.organisations()
            .into_iter()
            .map(Organisation::name)
            .collect()
    }

    /// Whether what a partner's administrator said on that day is proof today: for a year.
    #[must_use]
    pub fn is_proof(&self, date: Date) -> bool {
        // Beyond the calendar's end nothing grows old.
        let until = date.checked_add(1.year()).unwrap_or(Date::MAX);
        date <= self.today && self.today <= until
    }
}
