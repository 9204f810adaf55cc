//! Every door of every tenant for one party: what is open, shut or not known on our side, and why.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::systems::TenantSystems;
use crate::access::{
    Answer, Capability, Link, LinkOrigin, Party, Question, QuestionError, Route, RouteKind, Side,
    State, Verdict, World, answer,
};
use crate::model::{Domain, Name, SettingKey, Value, ValueSet};
use crate::text::Span;

/// A way between a tenant and the party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DoorKind {
    /// Directly, each with their own account.
    Direct,
    /// The party's people as guests of the tenant.
    GuestHere,
    /// The tenant's people as guests of the party.
    GuestThere,
    /// The party's people with personal accounts, whatever their organisation's domains.
    Personal,
}

impl DoorKind {
    /// The word in machine formats.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "external",
            Self::GuestHere => "guest-here",
            Self::GuestThere => "guest-there",
            Self::Personal => "personal-account",
        }
    }
}

/// What is asked of every tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Asked {
    /// The way.
    pub kind: DoorKind,
    /// What it shall carry.
    pub capability: Capability,
}

/// A door for domains that are treated alike.
#[derive(Debug, Clone)]
pub struct DoorPart {
    /// The party's domains; empty for all, or for a party without domains.
    pub domains: Vec<Domain>,
    /// The tenant's own domains; empty for all.
    pub own: Vec<Domain>,
    /// What our side does.
    pub ours: State,
    /// What the other side does.
    pub theirs: State,
    /// The answer, both sides counted.
    pub answer: Verdict,
    /// For people who are in the tenant's directory already; nothing but for guests here.
    pub existing_guests: Option<Verdict>,
    /// Links of our side.
    pub our_links: Vec<Link>,
    /// Links of the other side.
    pub their_links: Vec<Link>,
    /// What else must be so.
    pub conditions: Vec<String>,
}

/// A door of one tenant.
#[derive(Debug, Clone)]
pub struct Door {
    /// What was asked.
    pub asked: Asked,
    /// By domains of the party that are treated alike; at least one.
    pub parts: Vec<DoorPart>,
}

/// All doors of one tenant.
#[derive(Debug, Clone)]
pub struct TenantDoors {
    /// The tenant.
    pub tenant: Name,
    /// In the order in which they were asked.
    pub doors: Vec<Door>,
}

/// All doors of all tenants for one party.
#[derive(Debug)]
pub struct Doors {
    /// The party.
    pub party: Party,
    /// Its domains, if they are known.
    pub domains: Vec<String>,
    /// By tenant.
    pub tenants: Vec<TenantDoors>,
    /// Doors of other systems, by tenant.
    pub systems: Vec<TenantSystems>,
}

/// What is asked if nobody says.
const USUAL: &[(DoorKind, Capability)] = &[
    (DoorKind::Direct, Capability::CHAT),
    (DoorKind::GuestHere, Capability::TEAMS),
    (DoorKind::GuestHere, Capability::CHAT),
    (DoorKind::GuestHere, Capability::FILES),
    (DoorKind::GuestThere, Capability::TEAMS),
    (DoorKind::Personal, Capability::CHAT),
];

/// Doors for a party. With a capability, every way for that one; else the usual ones.
pub fn doors(
    world: &World,
    party: &Party,
    capability: Option<Capability>,
) -> Result<Doors, QuestionError> {
    let asked = asked(party, capability);
    let mut tenants = Vec::new();
    for name in world.tenants.keys() {
        let tenant = Party::Organisation(name.clone());
        if !tenant.is_same_organisation(party, world) {
            tenants.push(tenant_doors(world, party, name, &asked)?);
        }
    }
    Ok(Doors {
        party: party.clone(),
        domains: domains(world, party),
        tenants,
        systems: Vec::new(),
    })
}

fn asked(party: &Party, capability: Option<Capability>) -> Vec<Asked> {
    let all: Vec<(DoorKind, Capability)> = match capability {
        None => USUAL.to_vec(),
        Some(capability) => [
            DoorKind::Direct,
            DoorKind::GuestHere,
            DoorKind::GuestThere,
            DoorKind::Personal,
        ]
        .map(|kind| (kind, capability))
        .to_vec(),
    };
    let is_personal = *party == Party::Consumer;
    all.into_iter()
        // Personal accounts host nobody, and are themselves the party.
        .filter(|(kind, _)| !is_personal || matches!(kind, DoorKind::Direct | DoorKind::GuestHere))
        .map(|(kind, capability)| Asked { kind, capability })
        .collect()
}

fn domains(world: &World, party: &Party) -> Vec<String> {
    let of = |name: &Name| {
        let tenant = world.tenants.get(name).map(|t| &t.domains);
        tenant.or_else(|| world.partners.get(name).map(|p| &p.domains))
    };
    match party {
        Party::Organisation(name) => {
            let set = of(name).into_iter().flat_map(ValueSet::iter);
            set.map(ToOwned::to_owned).collect()
        }
        Party::Domain(domain) | Party::Person { domain, .. } => vec![domain.to_string()],
        Party::Anyone | Party::Consumer => Vec::new(),
    }
}

fn tenant_doors(
    world: &World,
    party: &Party,
    name: &Name,
    asked: &[Asked],
) -> Result<TenantDoors, QuestionError> {
    let mut answers: BTreeMap<(bool, bool, Capability), Answer> = BTreeMap::new();
    let mut doors = Vec::with_capacity(asked.len());
    for asked in asked {
        let personal = asked.kind == DoorKind::Personal;
        let outwards = asked.kind == DoorKind::GuestThere;
        let answer = match answers.entry((personal, outwards, asked.capability)) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(answer(world, &question(party, name, *asked))?),
        };
        doors.push(Door {
            asked: *asked,
            parts: parts(world, name, *asked, answer),
        });
    }
    Ok(TenantDoors {
        tenant: name.clone(),
        doors,
    })
}

fn question(party: &Party, tenant: &Name, asked: Asked) -> Question {
    let tenant = Party::Organisation(tenant.clone());
    let (from, to) = match asked.kind {
        DoorKind::Personal => (Party::Consumer, tenant),
        DoorKind::GuestThere => (tenant, party.clone()),
        DoorKind::Direct | DoorKind::GuestHere => (party.clone(), tenant),
    };
    Question {
        from,
        capability: asked.capability,
        to,
    }
}

/// The door by domains, those for which the same settings say the same together.
fn parts(world: &World, tenant: &Name, asked: Asked, answer: &Answer) -> Vec<DoorPart> {
    let route = match asked.kind {
        DoorKind::Direct | DoorKind::Personal => RouteKind::External,
        DoorKind::GuestHere | DoorKind::GuestThere => RouteKind::Guest(Side::To),
    };
    let mut out: BTreeMap<Vec<LinkSign>, DoorPart> = BTreeMap::new();
    for group in &answer.groups {
        let Some(route) = group.routes.iter().find(|r| r.kind == route) else {
            continue;
        };
        let (domains, own) = match asked.kind {
            DoorKind::GuestThere => (&group.to, &group.from),
            _ => (&group.from, &group.to),
        };
        let new = part(world, tenant, asked, route);
        let sign = new.our_links.iter().chain(&new.their_links).map(sign);
        let part = out.entry(sign.collect()).or_insert(new);
        part.domains.extend(domains.iter().cloned());
        part.own.extend(own.iter().cloned());
    }
    let mut parts: Vec<DoorPart> = out.into_values().collect();
    if let [only] = parts.as_mut_slice() {
        only.domains.clear();
        only.own.clear();
    }
    for part in &mut parts {
        for domains in [&mut part.domains, &mut part.own] {
            domains.sort_unstable();
            domains.dedup();
        }
    }
    let all_same = |domains: fn(&DoorPart) -> &Vec<Domain>| {
        parts
            .windows(2)
            .all(|two| domains(&two[0]) == domains(&two[1]))
    };
    let (theirs_same, own_same) = (all_same(|p| &p.domains), all_same(|p| &p.own));
    // Only the side that makes the difference is named.
    for part in &mut parts {
        match (theirs_same, own_same) {
            (true, false) => part.domains.clear(),
            (false, true) => part.own.clear(),
            _ => {}
        }
    }
    parts.sort_by(|a, b| (&a.domains, &a.own).cmp(&(&b.domains, &b.own)));
    parts
}

/// What two links have in common that say the same of two domains, or of two tenants.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinkSign {
    key: Option<SettingKey>,
    state: State,
    span: Option<Span>,
    origin: String,
    /// Only of values that no file states: a place says which value it is.
    value: String,
}

/// What a link says, whoever it is about.
#[must_use]
pub fn sign(link: &Link) -> LinkSign {
    let value = match &link.value {
        Some(Value::Set(set)) => set.len().to_string(),
        Some(Value::Text(text)) => text.to_string(),
        _ => String::new(),
    };
    LinkSign {
        key: link.key.map(|key| key.known().key.clone()),
        state: link.state,
        span: link.span,
        origin: link.origin.to_string(),
        value: if link.span.is_some() {
            String::new()
        } else {
            value
        },
    }
}

fn part(world: &World, tenant: &Name, asked: Asked, route: &Route) -> DoorPart {
    let ours = |link: &&Link| match &link.address {
        Some(address) => address.first() == tenant.as_str(),
        None => !matches!(link.origin, LinkOrigin::Theirs | LinkOrigin::Confirmed),
    };
    let (our_links, their_links): (Vec<&Link>, Vec<&Link>) = route.links.iter().partition(ours);
    let state = |links: &[&Link]| links.iter().fold(State::Open, |s, link| s.and(link.state));
    let mut side = state(&our_links);
    if side == State::Shut && asked.capability.never_no(world.edition) {
        side = State::Unknown;
    }
    DoorPart {
        domains: Vec::new(),
        own: Vec::new(),
        ours: side,
        theirs: state(&their_links),
        answer: route.answer,
        existing_guests: route
            .existing_guests
            .filter(|_| asked.kind == DoorKind::GuestHere),
        our_links: our_links.into_iter().cloned().collect(),
        their_links: their_links.into_iter().cloned().collect(),
        conditions: route.conditions.clone(),
    }
}

impl TenantDoors {
    /// What tenants have in common whose doors are open and shut for the same reasons.
    #[must_use]
    pub fn signature(&self) -> Vec<Vec<LinkSign>> {
        let parts = self.doors.iter().flat_map(|door| &door.parts);
        let links = |part: &DoorPart| {
            let links = part.our_links.iter().chain(&part.their_links);
            links.map(sign).collect()
        };
        parts.map(links).collect()
    }
}

impl Doors {
    /// Tenants whose doors are open and shut for the same reasons, together; the order is that of
    /// their first members.
    #[must_use]
    pub fn groups(&self) -> Vec<Vec<&TenantDoors>> {
        let mut at: BTreeMap<Vec<Vec<LinkSign>>, usize> = BTreeMap::new();
        let mut groups: Vec<Vec<&TenantDoors>> = Vec::new();
        for tenant in &self.tenants {
            let place = *at.entry(tenant.signature()).or_insert(groups.len());
            match groups.get_mut(place) {
                Some(group) => group.push(tenant),
                None => groups.push(vec![tenant]),
            }
        }
        groups
    }
}
