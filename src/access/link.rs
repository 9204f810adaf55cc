//! Links as they are shown: with words, address, value, origin and place.

use std::fmt;

use super::capabilities::Capability;
use super::chain::{Fact, Say, Side, State};
use super::party::{Ends, Who};
use super::settings::Key;
use super::wording;
use super::world::{Origin, Setting, World, WorldTenant};
use crate::model::{Address, Name, Value};
use crate::text::Span;

/// Where a link's value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkOrigin {
    /// The tenant states it.
    Tenant,
    /// A baseline states it.
    Baseline(Name),
    /// An entry of a named list.
    List(Name),
    /// A line of a named list's file.
    ListFile(Name),
    /// No file states it; it is recorded.
    Recorded,
    /// Microsoft's documented default; no file states it and nothing is recorded.
    Default,
    /// Neither stated nor recorded, and no default counts.
    NotKnown,
    /// Another organisation's decision.
    Theirs,
    /// What a partner's administrator told us.
    Confirmed,
    /// The capability table, by the number of its row.
    Table(usize),
    /// The declaration of an organisation.
    Declaration,
    /// A limit of what is looked at, or a fixed property of the service.
    Fixed,
}

impl fmt::Display for LinkOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tenant => f.write_str("stated in the tenant"),
            Self::Baseline(name) => write!(f, "baseline \"{name}\""),
            Self::List(name) => write!(f, "list \"{name}\""),
            Self::ListFile(name) => write!(f, "file of the list \"{name}\""),
            Self::Recorded => f.write_str("recorded, stated nowhere"),
            Self::Default => f.write_str("Microsoft's default, stated nowhere"),
            Self::NotKnown => f.write_str("stated nowhere"),
            Self::Theirs => f.write_str("not known here"),
            Self::Confirmed => f.write_str("told by their administrator"),
            Self::Table(row) => write!(f, "capabilities, row {row}"),
            Self::Declaration => f.write_str("as declared"),
            Self::Fixed => f.write_str("always so"),
        }
    }
}

/// One link of a chain.
#[derive(Debug, Clone)]
pub struct Link {
    /// What is the case, for people.
    pub text: String,
    /// What it does to the way through.
    pub state: State,
    /// The setting or declaration, if it is ours.
    pub address: Option<Address>,
    /// The setting, if it is one.
    pub key: Option<Key>,
    /// The setting's value, if known.
    pub value: Option<Value>,
    /// Where the value comes from.
    pub origin: LinkOrigin,
    /// Where a file states it: the entry that decides, else the setting.
    pub span: Option<Span>,
    /// Whether it rests on a default.
    pub assumed: bool,
    /// Whether it matters only to people who are not in the host's directory yet.
    pub new_guests_only: bool,
    /// What is not certain about it; may be empty.
    pub uncertain: &'static str,
}

/// Both ends and the domains that stand for each in words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) world: &'a World,
    pub(super) capability: Capability,
    pub(super) ends: &'a Ends<'a>,
    pub(super) from: &'a [&'a str],
    pub(super) to: &'a [&'a str],
}

impl<'a> Told<'a> {
    pub(super) fn domains(&self, side: Side) -> &'a [&'a str] {
        match side {
            Side::From => self.from,
            Side::To => self.to,
        }
    }

    /// Puts a link into words.
    pub(super) fn link(&self, fact: &Fact<'_>) -> Link {
        let mut link = Link {
            text: wording::text(self, fact),
            state: fact.state,
            address: None,
            key: fact.key,
            value: None,
            origin: origin_without_setting(self.capability, fact),
            span: None,
            assumed: fact.assumed,
            new_guests_only: fact.new_only,
            uncertain: fact.key.map_or("", |key| key.known().uncertain()),
        };
        match (self.ends.get(fact.side).who, fact.key) {
            (Who::Tenant(tenant), Some(key)) => self.of_setting(&mut link, fact, tenant, key),
            (Who::Tenant(tenant), None) => {
                link.address = match fact.say {
                    Say::PolicyByGroup => {
                        Some(Address::root(&tenant.name).child("external_access_policies"))
                    }
                    _ => declared(Address::root(&tenant.name), fact),
                };
                link.span = tenant.span.filter(|_| link.address.is_some());
            }
            (Who::Partner(partner), _) => {
                let root = Address::root("partners").child(&partner.name);
                link.address = declared(root, fact);
                link.span = match fact.say {
                    Say::Confirmed | Say::ConfirmedThen => partner.confirmed_span,
                    _ => partner.span.filter(|_| link.address.is_some()),
                };
            }
            _ => {}
        }
        link
    }

    fn of_setting(&self, link: &mut Link, fact: &Fact<'_>, tenant: &WorldTenant, key: Key) {
        let policy = fact.policy.and_then(|number| tenant.policy(number));
        let (setting, path) = match policy {
            Some(policy) => (
                tenant.get_for(fact.policy, key),
                key.in_policy(&policy.name),
            ),
            None => (tenant.at(fact.object, key), key.path(fact.object)),
        };
        link.address = Some(Address::setting(&tenant.name, &path));
        link.value.clone_from(&setting.value);
        link.span = setting.span;
        link.origin = match &setting.origin {
            Origin::Tenant => LinkOrigin::Tenant,
            Origin::Baseline(name) => LinkOrigin::Baseline(name.clone()),
            Origin::Recorded => LinkOrigin::Recorded,
            Origin::Default if setting.value.is_none() => LinkOrigin::NotKnown,
            Origin::Default => LinkOrigin::Default,
            Origin::Unknown => LinkOrigin::NotKnown,
        };
        if let Some(entry) = self.entry(fact) {
            link.address = link.address.take().map(|a| a.element(entry));
            self.of_entry(link, setting, entry);
        }
    }

    /// The entry of a list that decides.
    fn entry<'f>(&self, fact: &Fact<'f>) -> Option<&'f str>
    where
        'a: 'f,
    {
        match (fact.say, fact.state) {
            (Say::BlockList(entry), _) => entry,
            (Say::Invited, State::Open) if fact.key == Some(Key::InviteAllowed) => {
                self.domains(fact.side.other()).first().copied()
            }
            (Say::Invited, State::Shut) if fact.key == Some(Key::InviteBlocked) => {
                self.domains(fact.side.other()).first().copied()
            }
            (Say::AllowList(_), State::Open) => self.domains(fact.side.other()).first().copied(),
            (Say::Trial, State::Open) if fact.key == Some(Key::TrialExemptions) => {
                self.domains(fact.side.other()).first().copied()
            }
            _ => None,
        }
    }

    /// Where the entry is written, and in which list, if it is one that has a name.
    fn of_entry(&self, link: &mut Link, setting: &Setting, entry: &str) {
        let Some(place) = setting.list.as_ref().and_then(|list| list.place(entry)) else {
            return;
        };
        link.span = Some(place);
        if let Some(list) = self.world.lists.iter().find(|list| list.holds(place)) {
            link.origin = if list.in_file {
                LinkOrigin::ListFile(list.name.clone())
            } else {
                LinkOrigin::List(list.name.clone())
            };
        }
    }
}

fn origin_without_setting(capability: Capability, fact: &Fact<'_>) -> LinkOrigin {
    match fact.say {
        Say::NotExternal | Say::NotGuest | Say::Unlisted => LinkOrigin::Table(capability.number()),
        Say::Confirmed | Say::ConfirmedThen => LinkOrigin::Confirmed,
        Say::NoDomains | Say::Paying => LinkOrigin::Declaration,
        Say::PolicyByGroup => LinkOrigin::NotKnown,
        Say::NotModelled | Say::NotTheirTeams | Say::NoOrganisation | Say::NoHost => {
            LinkOrigin::Fixed
        }
        _ => LinkOrigin::Theirs,
    }
}

/// The part of an organisation's declaration that a link rests on.
fn declared(root: Address, fact: &Fact<'_>) -> Option<Address> {
    match fact.say {
        Say::NoDomains => Some(root.child("domains")),
        Say::Paying => Some(root.child("trial")),
        Say::Confirmed | Say::ConfirmedThen => Some(root.child("confirmed")),
        _ => None,
    }
}
