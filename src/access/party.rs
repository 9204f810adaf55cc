//! Who asks about whom.

use std::fmt;

use super::chain::{Seen, Side};
use super::world::{Organisation, World, WorldPartner, WorldTenant};
use super::{Capability, capabilities::NoSuchCapability};
use crate::model::{Domain, Name};
use crate::text::words;

/// A party of a question.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Party {
    /// A declared tenant or partner, with all its domains.
    Organisation(Name),
    /// A domain; one that nobody declares is an organisation of its own.
    Domain(Domain),
    /// One person: the whole address in lower case, and its domain.
    Person {
        /// `ann@contoso.com`.
        address: String,
        /// `contoso.com`.
        domain: Domain,
    },
    /// An organisation that no file names.
    Anyone,
    /// A personal Teams account, not managed by an organisation.
    Consumer,
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Organisation(name) => name.fmt(f),
            Self::Domain(domain) => domain.fmt(f),
            Self::Person { address, .. } => f.write_str(address),
            Self::Anyone => f.write_str("anyone"),
            Self::Consumer => f.write_str("consumer"),
        }
    }
}

/// May FROM do that with TO?
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Who.
    pub from: Party,
    /// What.
    pub capability: Capability,
    /// With whom.
    pub to: Party,
}

/// Why a question can't be answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QuestionError {
    /// Nobody declares the name, and it is no domain.
    #[error("no tenant or partner is called \"{word}\", and it is no domain{}", .near.as_ref().map(|n| format!("; did you mean {n}?")).unwrap_or_default())]
    NoSuchParty {
        /// What was written.
        word: String,
        /// A declared name like it.
        near: Option<Name>,
    },
    /// An address whose domain is none.
    #[error("\"{0}\" is no e-mail address: {1}")]
    NoSuchPerson(String, crate::model::domain::DomainError),
    /// No such capability.
    #[error(transparent)]
    NoSuchCapability(#[from] NoSuchCapability),
    /// Both parties are one organisation.
    #[error("{0} and {1} are one organisation: this is about people of different ones")]
    OneOrganisation(Party, Party),
}

impl Party {
    /// Reads a party: a declared name, a domain, a person, `anyone` or `consumer`.
    pub fn parse(word: &str, world: &World) -> Result<Self, QuestionError> {
        let word = word.trim();
        match word {
            "anyone" => return Ok(Self::Anyone),
            "consumer" => return Ok(Self::Consumer),
            _ => {}
        }
        if let Some(organisation) = world.organisation(word) {
            return Ok(Self::Organisation(organisation.name().clone()));
        }
        if let Some((user, domain)) = word.rsplit_once('@').filter(|(user, _)| !user.is_empty()) {
            let domain = Domain::parse(domain)
                .map_err(|error| QuestionError::NoSuchPerson(word.to_owned(), error))?;
            let address = format!("{}@{domain}", user.to_lowercase());
            return Ok(Self::Person { address, domain });
        }
        Domain::parse(word).map(Self::Domain).map_err(|_| {
            let names = world.names();
            let near = words::nearest(word, names.iter().map(|n| n.as_str()));
            QuestionError::NoSuchParty {
                word: word.to_owned(),
                near: near.and_then(|n| Name::parse(n).ok()),
            }
        })
    }
}

impl Question {
    /// Reads a question.
    pub fn parse(
        from: &str,
        capability: &str,
        to: &str,
        world: &World,
    ) -> Result<Self, QuestionError> {
        let question = Self {
            from: Party::parse(from, world)?,
            capability: Capability::parse(capability)?,
            to: Party::parse(to, world)?,
        };
        if question.from.is_same_organisation(&question.to, world) {
            return Err(QuestionError::OneOrganisation(question.from, question.to));
        }
        Ok(question)
    }
}

/// Who is at one end.
#[derive(Debug, Clone, Copy)]
pub(super) enum Who<'w> {
    Tenant(&'w WorldTenant),
    Partner(&'w WorldPartner),
    Undeclared,
    Anyone,
    Consumer,
}

/// One end of a question: an organisation under one of its domains.
#[derive(Debug, Clone, Copy)]
pub(super) struct End<'w> {
    pub(super) who: Who<'w>,
    pub(super) domain: Seen<'w>,
    pub(super) person: Option<&'w str>,
}

impl<'w> End<'w> {
    pub(super) const ANYONE: Self = Self::bare(Who::Anyone, Seen::Unnamed);
    pub(super) const CONSUMER: Self = Self::bare(Who::Consumer, Seen::Unnamed);

    pub(super) const fn bare(who: Who<'w>, domain: Seen<'w>) -> Self {
        Self {
            who,
            domain,
            person: None,
        }
    }

    /// The end under that domain, whoever owns it.
    pub(super) fn of_domain(world: &'w World, domain: &'w str) -> Self {
        let owner = world
            .owner(domain)
            .and_then(|name| world.organisation(name.as_str()));
        let who = owner.map_or(Who::Undeclared, Who::from);
        Self::bare(who, Seen::Domain(domain))
    }

    /// The ends of an organisation, one for each domain; one unknown domain if none is stated.
    pub(super) fn of_organisation(organisation: Organisation<'w>) -> Vec<Self> {
        let who = Who::from(organisation);
        let domains = organisation.domains();
        if domains.is_empty() {
            return vec![Self::bare(who, Seen::NotStated)];
        }
        let domains = domains.as_slice().iter();
        domains
            .map(|d| Self::bare(who, Seen::Domain(d.as_str())))
            .collect()
    }

    /// Whether it has trial licences only, if that is stated; nothing for who is not declared.
    pub(super) fn trial(&self) -> Option<bool> {
        match self.who {
            Who::Tenant(tenant) => tenant.trial,
            Who::Partner(partner) => partner.trial,
            Who::Undeclared | Who::Anyone | Who::Consumer => None,
        }
    }

    /// Whether both are one organisation.
    pub(super) fn is_same_organisation(&self, other: &Self) -> bool {
        match (self.who, other.who) {
            (Who::Undeclared, Who::Undeclared) => {
                self.domain != Seen::NotStated && self.domain == other.domain
            }
            (Who::Anyone, Who::Anyone) | (Who::Consumer, Who::Consumer) => true,
            (a, b) => a.name().is_some() && a.name() == b.name(),
        }
    }
}

impl<'w> From<Organisation<'w>> for Who<'w> {
    fn from(organisation: Organisation<'w>) -> Self {
        match organisation {
            Organisation::Tenant(tenant) => Self::Tenant(tenant),
            Organisation::Partner(partner) => Self::Partner(partner),
        }
    }
}

impl<'w> Who<'w> {
    /// The tenant id in lower case, if stated.
    pub(super) fn tenant_id(self) -> Option<&'w str> {
        match self {
            Self::Tenant(tenant) => tenant.tenant_id.as_deref(),
            Self::Partner(partner) => partner.tenant_id.as_deref(),
            _ => None,
        }
    }

    /// The declared name.
    pub(super) fn name(self) -> Option<&'w Name> {
        match self {
            Self::Tenant(tenant) => Some(&tenant.name),
            Self::Partner(partner) => Some(&partner.name),
            _ => None,
        }
    }
}

impl Party {
    /// The ends that a party stands for. A name that the world does not declare has none.
    pub(super) fn ends<'w>(&'w self, world: &'w World) -> Vec<End<'w>> {
        match self {
            Self::Organisation(name) => world
                .organisation(name.as_str())
                .map(End::of_organisation)
                .unwrap_or_default(),
            Self::Domain(domain) => vec![End::of_domain(world, domain.as_str())],
            Self::Person { address, domain } => vec![End {
                person: Some(address),
                ..End::of_domain(world, domain.as_str())
            }],
            Self::Anyone => vec![End::ANYONE],
            Self::Consumer => vec![End::CONSUMER],
        }
    }

    /// Whether both are one organisation.
    #[must_use]
    pub fn is_same_organisation(&self, other: &Self, world: &World) -> bool {
        let (a, b) = (self.ends(world), other.ends(world));
        match (a.first(), b.first()) {
            (Some(a), Some(b)) => a.is_same_organisation(b),
            _ => false,
        }
    }
}

/// The two ends of a question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ends<'w> {
    pub(super) from: End<'w>,
    pub(super) to: End<'w>,
}

impl<'w> Ends<'w> {
    pub(super) fn get(&self, side: Side) -> &End<'w> {
        match side {
            Side::From => &self.from,
            Side::To => &self.to,
        }
    }
}
