//! The two sides of a question, as people call them.

use crate::access::{Party, Question, Side, World};
use crate::model::{Name, ValueSet};

/// Whose organisation a side is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// A tenant of ours.
    Ours(Name),
    /// A declared partner.
    Partner(Name),
    /// A domain that nobody declares.
    Undeclared(String),
    /// An organisation that no file names.
    Anyone,
    /// Personal accounts, of no organisation.
    Consumer,
}

/// One side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sided {
    /// Whose it is.
    pub whose: Whose,
    /// What its organisation is called. May hold text from files.
    pub label: String,
    /// The organisation's domains.
    pub domains: ValueSet,
    /// Domains of ours that a partner's administrator said they allow, as far as that is proof today.
    pub confirmed: ValueSet,
}

impl Sided {
    fn new(party: &Party, world: &World) -> Self {
        let name = match party {
            Party::Organisation(name) => Some(name),
            Party::Domain(domain) | Party::Person { domain, .. } => world.owner(domain.as_str()),
            Party::Anyone | Party::Consumer => None,
        };
        if let Some(tenant) = name.and_then(|name| world.tenants.get(name)) {
            return Self {
                whose: Whose::Ours(tenant.name.clone()),
                label: tenant.name.to_string(),
                domains: tenant.domains.clone(),
                confirmed: ValueSet::empty(),
            };
        }
        if let Some(partner) = name.and_then(|name| world.partners.get(name)) {
            let shown = partner.display_name.clone();
            return Self {
                whose: Whose::Partner(partner.name.clone()),
                label: shown.unwrap_or_else(|| partner.name.to_string()),
                domains: partner.domains.clone(),
                confirmed: partner
                    .confirmed
                    .as_ref()
                    .filter(|told| world.is_proof(told.date))
                    .map_or_else(ValueSet::empty, |told| told.external_access.clone()),
            };
        }
        let (whose, label) = match party {
            Party::Anyone => (Whose::Anyone, "the other organisation".to_owned()),
            Party::Consumer => (Whose::Consumer, "personal Teams accounts".to_owned()),
            Party::Domain(domain) | Party::Person { domain, .. } => {
                let domain = domain.to_string();
                (Whose::Undeclared(domain.clone()), domain)
            }
            Party::Organisation(name) => (Whose::Anyone, name.to_string()),
        };
        Self {
            whose,
            label,
            domains: ValueSet::empty(),
            confirmed: ValueSet::empty(),
        }
    }

    /// The tenant, if it is one of ours.
    #[must_use]
    pub fn ours(&self) -> Option<&Name> {
        match &self.whose {
            Whose::Ours(name) => Some(name),
            _ => None,
        }
    }
}

/// Both sides of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sides {
    /// Who.
    pub from: Sided,
    /// With whom.
    pub to: Sided,
}

impl Sides {
    /// The sides of a question in a world.
    #[must_use]
    pub fn of(question: &Question, world: &World) -> Self {
        Self {
            from: Sided::new(&question.from, world),
            to: Sided::new(&question.to, world),
        }
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, side: Side) -> &Sided {
        match side {
            Side::From => &self.from,
            Side::To => &self.to,
        }
    }

    /// The one side that is not ours, if the other is.
    #[must_use]
    pub fn theirs(&self) -> Option<&Sided> {
        match (self.from.ours(), self.to.ours()) {
            (Some(_), None) => Some(&self.to),
            (None, Some(_)) => Some(&self.from),
            _ => None,
        }
    }
}
