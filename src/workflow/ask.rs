//! What to ask a partner's administrator for, and how our own side stands.

use std::collections::BTreeSet;

use super::doors::{DoorKind, DoorPart, doors};
use super::load::Workspace;
use super::remedy::{self, Step};
use super::sides::Sides;
use crate::access::{Capability, Link, Party, Question, QuestionError, State, World};
use crate::model::Name;
use crate::model::config::{Expect, OneOrMany};

/// A tenant of ours and how it stands towards the partner.
#[derive(Debug)]
pub struct OurSide {
    /// The tenant.
    pub tenant: Name,
    /// Its name for people.
    pub display_name: Option<String>,
    /// Its domains; none if nobody states them.
    pub domains: Vec<String>,
    /// Whether a test says that its people and the partner's must reach each other directly.
    pub wanted: bool,
    /// Whether it has trial licences only.
    pub is_trial: bool,
    /// Direct contact, by domains of the partner that our side treats alike.
    pub parts: Vec<DoorPart>,
    /// What to change on our side first.
    pub steps: Vec<Step>,
    /// Whether its domains stand in the letter.
    pub named: bool,
}

/// How a tenant stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// Open for all of the partner's domains.
    Open,
    /// Open for some.
    Partly,
    /// Not known.
    Unknown,
    /// Shut for all.
    Shut,
}

impl OurSide {
    /// What keeps our side from being open.
    pub fn obstacles(&self) -> impl Iterator<Item = &Link> {
        let links = self.parts.iter().flat_map(|part| &part.our_links);
        links.filter(|link| link.state != State::Open)
    }

    /// How our side stands.
    #[must_use]
    pub fn stand(&self) -> Stand {
        let all = |state| self.parts.iter().all(|part| part.ours == state);
        match () {
            () if all(State::Open) => Stand::Open,
            () if all(State::Shut) => Stand::Shut,
            () if self.parts.iter().any(|part| part.ours == State::Open) => Stand::Partly,
            () => Stand::Unknown,
        }
    }
}

/// What the letter is made from.
#[derive(Debug)]
pub struct Ask {
    /// The partner's name, or a domain that nobody declares.
    pub partner: String,
    /// Its name for people.
    pub display_name: Option<String>,
    /// Its domains, as far as they are stated.
    pub their_domains: Vec<String>,
    /// What their administrator told us: which of our domains they allow, who and when, and whether
    /// it is still proof.
    pub confirmed: Option<Confirmed>,
    /// Whether it runs a Skype for Business Server of its own instead of Teams.
    pub skype_for_business_server: bool,
    /// Our tenants.
    pub ours: Vec<OurSide>,
}

/// What their administrator told us.
#[derive(Debug)]
pub struct Confirmed {
    /// Domains of ours.
    pub domains: Vec<String>,
    /// Who said so.
    pub by: String,
    /// The day.
    pub date: String,
    /// Whether it counts today.
    pub is_proof: bool,
}

/// Why there is no letter.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// Nobody of that name.
    #[error(transparent)]
    Party(#[from] QuestionError),
    /// A tenant of ours.
    #[error("{0} is a tenant of yours: its rules stand in your files, nobody has to be asked")]
    Ours(Name),
    /// Somebody without an administrator.
    #[error("a letter needs a partner or a domain: {0} has no administrator to write to")]
    Nobody(String),
    /// There is nothing to ask for.
    #[error("no tenant is declared that the partner could allow")]
    NoTenants,
}

/// Puts together what to ask for. Named are tenants that are open for the partner, or that a test
/// wants to be; if there are none, all.
pub fn ask(workspace: &Workspace, world: &World, word: &str) -> Result<Ask, AskError> {
    let party = Party::parse(word, world)?;
    let name = match &party {
        Party::Organisation(name) => Some(name.clone()),
        Party::Domain(domain) | Party::Person { domain, .. } => {
            world.owner(domain.as_str()).cloned()
        }
        Party::Anyone | Party::Consumer => return Err(AskError::Nobody(party.to_string())),
    };
    if let Some(name) = name
        .as_ref()
        .filter(|name| world.tenants.contains_key(*name))
    {
        return Err(AskError::Ours(name.clone()));
    }
    let partner = name.as_ref().and_then(|name| world.partners.get(name));
    let party = match (name, party) {
        (Some(name), _) => Party::Organisation(name),
        (None, Party::Person { domain, .. }) => Party::Domain(domain),
        (None, party) => party,
    };
    let found = doors(world, &party, Some(Capability::CHAT))?;
    let mut wanted = wanted(workspace, world, &party);
    let mut ours: Vec<OurSide> = Vec::new();
    for tenant in found.tenants {
        let doors = tenant.doors.into_iter();
        let direct = doors.filter(|door| door.asked.kind == DoorKind::Direct);
        let parts = direct.flat_map(|door| door.parts).collect();
        let wanted = wanted.remove(&tenant.tenant);
        let mut side = our_side(workspace, world, tenant.tenant, parts, wanted);
        let question = Question {
            from: Party::Organisation(side.tenant.clone()),
            capability: Capability::CHAT,
            to: party.clone(),
        };
        let sides = Sides::of(&question, world);
        side.steps = remedy::steps(side.obstacles(), &sides, &workspace.config);
        ours.push(side);
    }
    if ours.is_empty() {
        return Err(AskError::NoTenants);
    }
    if ours.iter().all(|side| !side.named) {
        ours.iter_mut().for_each(|side| side.named = true);
    }
    Ok(Ask {
        partner: party.to_string(),
        display_name: partner.and_then(|p| p.display_name.clone()),
        their_domains: found.domains,
        skype_for_business_server: partner.is_some_and(|p| p.skype_for_business_server),
        confirmed: partner
            .and_then(|p| p.confirmed.as_ref())
            .map(|told| Confirmed {
                domains: told.external_access.iter().map(ToOwned::to_owned).collect(),
                by: told.by.clone(),
                date: told.date.to_string(),
                is_proof: world.is_proof(told.date),
            }),
        ours,
    })
}

fn our_side(
    workspace: &Workspace,
    world: &World,
    tenant: Name,
    parts: Vec<DoorPart>,
    wanted: bool,
) -> OurSide {
    let here = world.tenants.get(&tenant);
    let spec = workspace.config.tenants.get(&tenant).map(|t| &t.spec);
    let display_name = spec.and_then(|spec| spec.display_name.as_ref());
    let domains = here.into_iter().flat_map(|t| t.domains.iter());
    let mut side = OurSide {
        display_name: display_name.map(|d| d.value.clone()),
        domains: domains.map(ToOwned::to_owned).collect(),
        wanted,
        is_trial: here.is_some_and(|t| t.trial == Some(true)),
        parts,
        steps: Vec::new(),
        named: false,
        tenant,
    };
    side.named = wanted || matches!(side.stand(), Stand::Open | Stand::Partly);
    side
}

/// Tenants that a test wants to be in direct contact with the partner.
fn wanted(workspace: &Workspace, world: &World, party: &Party) -> BTreeSet<Name> {
    let tests = workspace.config.tests.values();
    let expectations = tests.flat_map(|test| &test.expectations).map(|e| &e.value);
    let mut out = BTreeSet::new();
    for expectation in expectations {
        let directly = expectation.host.is_none()
            && expectation
                .by
                .as_ref()
                .is_none_or(|by| by.value == "external");
        if expectation.expect.value != Expect::Yes || !directly {
            continue;
        }
        let sides = [&expectation.from, &expectation.to];
        for (side, other) in [(sides[0], sides[1]), (sides[1], sides[0])] {
            if names_party(world, other, party) {
                out.extend(tenants(world, side));
            }
        }
    }
    out
}

fn names_party(world: &World, side: &OneOrMany, party: &Party) -> bool {
    let parties = side
        .0
        .iter()
        .filter_map(|w| Party::parse(&w.value, world).ok());
    parties
        .into_iter()
        .any(|one| one.is_same_organisation(party, world))
}

fn tenants(world: &World, side: &OneOrMany) -> Vec<Name> {
    let mut out = Vec::new();
    for word in &side.0 {
        if let Some(tag) = word.value.strip_prefix("tag:") {
            let tagged = world.tenants.values().filter(|t| t.tags.contains(tag));
            out.extend(tagged.map(|t| t.name.clone()));
            continue;
        }
        let name = match Party::parse(&word.value, world) {
            Ok(Party::Organisation(name)) => Some(name),
            Ok(Party::Domain(domain) | Party::Person { domain, .. }) => {
                world.owner(domain.as_str()).cloned()
            }
            _ => None,
        };
        out.extend(name.filter(|name| world.tenants.contains_key(name)));
    }
    out
}
