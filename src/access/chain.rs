//! The links of a chain, before they are put into words.
//!
//! A link is a small value, so that a million chains can be walked without making text.

use super::settings::Key;
use super::world::{Origin, WorldTenant};
use crate::model::Value;

/// What a link does to the way through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// It lets through.
    Open,
    /// It depends on what is not known here.
    Unknown,
    /// It stops.
    Shut,
}

impl State {
    /// The word in machine formats.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Unknown => "unknown",
            Self::Shut => "shut",
        }
    }

    /// A switch's position.
    #[must_use]
    pub fn of(open: Option<bool>) -> Self {
        match open {
            Some(true) => Self::Open,
            Some(false) => Self::Shut,
            None => Self::Unknown,
        }
    }

    /// One link after another: shut if either is, else unknown if either is.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.max(other)
    }
}

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// It is possible.
    Yes,
    /// It is not.
    No,
    /// It depends on what is not known here.
    Unknown,
    /// Domains of one organisation differ.
    Mixed,
}

impl Verdict {
    /// The word in machine formats.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
            Self::Mixed => "mixed",
        }
    }

    /// Of several routes: yes if any says so, else unknown if any says so, else no.
    #[must_use]
    pub fn any(routes: impl IntoIterator<Item = Self>) -> Self {
        let mut best = Self::No;
        for route in routes {
            match route {
                Self::Yes => return Self::Yes,
                Self::No => {}
                Self::Unknown | Self::Mixed => best = Self::Unknown,
            }
        }
        best
    }

    /// Of several domains: what all say, else mixed; nothing for none.
    #[must_use]
    pub fn all_same(verdicts: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut verdicts = verdicts.into_iter();
        let first = verdicts.next()?;
        Some(if verdicts.all(|v| v == first) {
            first
        } else {
            Self::Mixed
        })
    }
}

impl From<State> for Verdict {
    fn from(state: State) -> Self {
        match state {
            State::Open => Self::Yes,
            State::Unknown => Self::Unknown,
            State::Shut => Self::No,
        }
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One of the two parties of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// Who wants something.
    From,
    /// With whom.
    To,
}

impl Side {
    /// The other party.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::From => Self::To,
            Self::To => Self::From,
        }
    }
}

/// A way from one party to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RouteKind {
    /// Directly, each with their own account (federation).
    External,
    /// As a guest of that party's organisation.
    Guest(Side),
}

impl RouteKind {
    /// All three.
    pub const ALL: [Self; 3] = [
        Self::External,
        Self::Guest(Side::From),
        Self::Guest(Side::To),
    ];

    /// The word in machine formats.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::External => "external",
            Self::Guest(_) => "guest",
        }
    }
}

/// A domain as the other party's lists see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Seen<'w> {
    /// This domain.
    Domain(&'w str),
    /// A domain that no list names.
    Unnamed,
    /// No file states which.
    NotStated,
}

/// What a link is about; with the state and the parties it becomes a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Say<'w> {
    /// The table does not offer it by external access.
    NotExternal,
    /// The table does not offer it to guests.
    NotGuest,
    /// This edition has no such row.
    Unlisted,
    /// A shut chain is no proof here.
    NotModelled,
    /// Work in teams: the wrong host.
    NotTheirTeams,
    /// An organisation whose domains nobody states.
    NoDomains,
    /// The setting of the key, by its state.
    Setting,
    /// Whether a domain may be invited, by one of the two lists of invitation domains.
    Invited,
    /// Two lists of invitation domains are known, and only one can be in force.
    BothLists,
    /// A cross-tenant setting that tells people or applications apart.
    Chosen,
    /// The allow list: all.
    AllowsAll,
    /// The allow list: nobody.
    AllowsNobody,
    /// The allow list names so many domains; the domain in question.
    AllowList(usize),
    /// The block list; the entry that blocks, if one does.
    BlockList(Option<&'w str>),
    /// A subdomain of that blocked entry.
    BlockedParent(&'w str),
    /// The other organisation has trial licences only.
    Trial,
    /// The other organisation is taken to be paying.
    Paying,
    /// A single person on the list of blocked users.
    BlockedUser,
    /// Which organisations a policy of people reaches.
    PolicyReach,
    /// Which policy a person has: some are for groups, and members are not known.
    PolicyByGroup,
    /// A partner's administrator said so.
    Confirmed,
    /// The same, but too long ago, or after today.
    ConfirmedThen,
    /// Their decision in direct contact.
    TheirLists,
    /// Their decision to take guests.
    TheirInvitation,
    /// Their decision to let people out.
    TheirOutbound,
    /// Nobody could forbid it: personal accounts have no organisation.
    NoOrganisation,
    /// Nobody could host: personal accounts have no organisation.
    NoHost,
}

/// A link.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fact<'w> {
    /// Whose setting or decision it is.
    pub(super) side: Side,
    /// The setting, if it is one.
    pub(super) key: Option<Key>,
    /// The policy that it belongs to, if it is one of a person's own.
    pub(super) policy: Option<usize>,
    /// The object of a single partner in which the setting stands, if it is one.
    pub(super) object: Option<&'w str>,
    /// What it does.
    pub(super) state: State,
    /// What it says.
    pub(super) say: Say<'w>,
    /// It rests on a default.
    pub(super) assumed: bool,
    /// It matters only to people who are not in the host's directory yet.
    pub(super) new_only: bool,
}

impl<'w> Fact<'w> {
    /// A link without a setting.
    pub(super) fn plain(side: Side, state: State, say: Say<'w>) -> Self {
        Self {
            side,
            key: None,
            policy: None,
            object: None,
            state,
            say,
            assumed: false,
            new_only: false,
        }
    }

    /// A link that rests on a tenant's setting.
    pub(super) fn setting(
        side: Side,
        tenant: &WorldTenant,
        key: Key,
        state: State,
        say: Say<'w>,
    ) -> Self {
        let setting = tenant.get(key);
        Self {
            key: Some(key),
            // A default that does not count has no value, and nothing rests on it.
            assumed: setting.origin == Origin::Default && setting.value.is_some(),
            ..Self::plain(side, state, say)
        }
    }

    /// A link that rests on the policy of a person, or on that of everybody.
    pub(super) fn of_policy(
        side: Side,
        tenant: &WorldTenant,
        policy: Option<usize>,
        key: Key,
        state: State,
        say: Say<'w>,
    ) -> Self {
        let setting = tenant.get_for(policy, key);
        Self {
            key: Some(key),
            policy,
            assumed: setting.origin == Origin::Default && setting.value.is_some(),
            ..Self::plain(side, state, say)
        }
    }

    /// A switch of the policy of a person, or of that of everybody.
    pub(super) fn policy_switch(
        side: Side,
        tenant: &WorldTenant,
        policy: Option<usize>,
        key: Key,
    ) -> Self {
        let value = tenant.get_for(policy, key).value.as_ref();
        let state = State::of(value.and_then(Value::as_flag));
        Self::of_policy(side, tenant, policy, key, state, Say::Setting)
    }

    /// A switch of a tenant.
    pub(super) fn switch(side: Side, tenant: &WorldTenant, key: Key) -> Self {
        Self::setting(side, tenant, key, State::of(tenant.flag(key)), Say::Setting)
    }

    /// Whether it stops anybody in one of its positions.
    pub(super) fn may_shut(&self) -> bool {
        let adds_only = matches!(self.key, Some(Key::GroupsAdd));
        !adds_only && !matches!(self.say, Say::Paying | Say::NoOrganisation)
    }

    /// It matters only to people who are to be invited.
    pub(super) fn for_new(mut self) -> Self {
        self.new_only = true;
        self
    }
}

/// Takes links in, one after the other.
pub(super) type Emit<'e, 'w> = &'e mut dyn FnMut(Fact<'w>);

/// What the links of a chain come to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fold {
    /// For somebody who is to be invited.
    pub(super) state: State,
    /// For somebody who is in the host's directory.
    pub(super) existing: State,
    open_assumed: bool,
    shut_stated: bool,
}

impl Default for Fold {
    fn default() -> Self {
        Self {
            state: State::Open,
            existing: State::Open,
            open_assumed: false,
            shut_stated: false,
        }
    }
}

impl Fold {
    /// Adds a link.
    pub(super) fn add(&mut self, fact: &Fact<'_>) {
        self.state = self.state.and(fact.state);
        if !fact.new_only {
            self.existing = self.existing.and(fact.state);
        }
        self.open_assumed |= fact.assumed && fact.state == State::Open;
        self.shut_stated |= !fact.assumed && fact.state == State::Shut;
    }

    /// Whether the answer rests on a default. An unknown claims nothing, so it rests on nothing.
    pub(super) fn is_assumed(self) -> bool {
        match self.state {
            State::Open => self.open_assumed,
            State::Shut => !self.shut_stated,
            State::Unknown => false,
        }
    }
}
