//! Every door of every tenant for one party, in every format.

mod human;
mod json;
mod markdown;
mod mermaid;
mod page;
mod systems;

use crate::access::{Capability, Link, LinkOrigin, Party, State};
use crate::model::Domain;
use crate::text::words::{count, some};
use crate::workflow::doors::{Asked, Door, DoorKind, DoorPart, Doors, LinkSign, sign};

pub use human::human;
pub use json::document;
pub use markdown::markdown;
pub use mermaid::mermaid;
pub use page::page as html;

/// How a door stands, both sides looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Open,
    /// Our side is open; theirs is not known here.
    OpenHere,
    /// Our side is open, theirs is shut.
    ShutThere,
    Unknown,
    Shut,
    /// Domains differ.
    Differs,
}

impl Standing {
    const ALL: [Self; 6] = [
        Self::Open,
        Self::OpenHere,
        Self::ShutThere,
        Self::Unknown,
        Self::Shut,
        Self::Differs,
    ];

    fn of(door: &Door) -> Self {
        let mut all = door.parts.iter().map(Self::of_part);
        let first = all.next().unwrap_or(Self::Unknown);
        if all.all(|other| other == first) {
            first
        } else {
            Self::Differs
        }
    }

    fn of_part(part: &DoorPart) -> Self {
        match (part.ours, part.theirs) {
            (State::Shut, _) => Self::Shut,
            (State::Unknown, _) => Self::Unknown,
            (State::Open, State::Open) => Self::Open,
            (State::Open, State::Unknown) => Self::OpenHere,
            (State::Open, State::Shut) => Self::ShutThere,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::OpenHere => "open on our side",
            Self::ShutThere => "open here, shut there",
            Self::Unknown => "not known",
            Self::Shut => "shut",
            Self::Differs => "differs by domain",
        }
    }

    fn mark(self) -> &'static str {
        match self {
            Self::Open | Self::OpenHere => "✓",
            Self::Unknown => "?",
            Self::ShutThere | Self::Shut => "✗",
            Self::Differs => "~",
        }
    }

    /// The class of a cell.
    fn class(self) -> &'static str {
        match self {
            Self::Open => "yes",
            Self::OpenHere => "guest",
            Self::Unknown => "unknown",
            Self::ShutThere | Self::Shut => "no",
            Self::Differs => "mixed",
        }
    }
}

/// For which domains a part stands; nothing if for all of both sides.
fn of_domains(part: &DoorPart, most: usize) -> Option<String> {
    let named = |domains: &[Domain]| {
        let domains: Vec<String> = domains.iter().map(ToString::to_string).collect();
        (!domains.is_empty()).then(|| some(&domains, most))
    };
    match (named(&part.own), named(&part.domains)) {
        (None, theirs) => theirs,
        (Some(own), None) => Some(format!("for our {own}")),
        (Some(own), Some(theirs)) => Some(format!("{theirs} with our {own}")),
    }
}

/// What goes through a door, and how.
fn title(asked: Asked) -> String {
    let noun = match asked.capability {
        Capability::CHAT if asked.kind == DoorKind::Direct => "chat, calls and presence",
        capability => capability.noun(),
    };
    let teams = asked.capability == Capability::TEAMS;
    match asked.kind {
        DoorKind::Direct => format!("{noun}: directly, own accounts"),
        DoorKind::GuestHere if teams => "guests in our teams and channels".to_owned(),
        DoorKind::GuestHere => format!("{noun}: as our guests"),
        DoorKind::GuestThere if teams => "our people as guests in their teams".to_owned(),
        DoorKind::GuestThere => format!("{noun}: our people as their guests"),
        DoorKind::Personal => format!("{noun}: with a personal Teams account"),
    }
}

/// Who the party is: `northwind (northwind.de, northwindtraders.com)`.
fn party(doors: &Doors) -> String {
    let domains = some(&doors.domains, 4);
    match &doors.party {
        Party::Organisation(name) if doors.domains.is_empty() => {
            format!("{name} (no file states its domains)")
        }
        Party::Organisation(name) => format!("{name} ({domains})"),
        Party::Domain(domain) => domain.to_string(),
        Party::Person { address, .. } => address.clone(),
        Party::Anyone => "an organisation that no file names".to_owned(),
        Party::Consumer => "personal Teams accounts".to_owned(),
    }
}

fn heading(doors: &Doors) -> String {
    let tenants = count(doors.tenants.len(), "tenant");
    format!("Every door of {tenants} for {}", party(doors))
}

/// Links that say why a door stands as it does: what shuts it, else what is stated to open it and
/// what the other side says.
fn telling(kind: DoorKind, part: &DoorPart) -> Vec<&Link> {
    let is = |state| move |link: &&Link| link.state == state;
    let mut out: Vec<&Link> = part.our_links.iter().filter(is(State::Shut)).collect();
    out.extend(part.our_links.iter().filter(is(State::Unknown)));
    if !out.is_empty() {
        return out;
    }
    let stated = |link: &&Link| link.span.is_some() && link.key.is_some();
    out.extend(part.our_links.iter().filter(stated));
    if kind == DoorKind::Direct {
        // The list that lets them in says more than the switch before it.
        out.drain(..out.len().saturating_sub(1));
    }
    let theirs = part.their_links.iter();
    out.extend(theirs.filter(|l| l.state != State::Open || l.origin == LinkOrigin::Confirmed));
    out
}

/// How many links of our side are open because of a default of Microsoft.
fn defaults(part: &DoorPart) -> usize {
    let assumed = |link: &&Link| link.assumed && link.state == State::Open && link.key.is_some();
    part.our_links.iter().filter(assumed).count()
}

/// The links of a door that were not told for an earlier door of the same tenant.
fn untold<'a>(links: Vec<&'a Link>, told: &mut Vec<LinkSign>) -> Vec<&'a Link> {
    let mut new = links;
    new.retain(|link| !told.contains(&sign(link)));
    told.extend(new.iter().map(|link| sign(link)));
    new
}

/// What no door of a tenant shows.
const NARROWER: &str = "Single sites, groups, teams and meetings can be narrower than their tenant; \
                        what people share one by one is not looked at.";
