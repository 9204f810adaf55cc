//! The way in for a new guest, step by step: the guest access checklist of Teams.

use crate::access::{
    self, Capability, Key, Link, LinkOrigin, Party, Question, RouteKind, Side, State, World,
    WorldTenant, answer,
};
use crate::model::{Name, Value};
use crate::text::Span;

/// What a step of the way in does to a new guest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepState {
    /// It lets through, as before.
    Open,
    /// It lets through now.
    Opens,
    /// It lets through those whom an administrator adds.
    Limited,
    /// It lets through only those whom a list or an object names.
    Named,
    /// It is not known.
    Unknown,
    /// It stops, as before.
    Shut,
    /// It stops now.
    Shuts,
}

/// One step of the way in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// Where it is decided: `Teams`.
    pub area: &'static str,
    /// What must be so: `guests may use Teams`.
    pub what: &'static str,
    /// Whether it is.
    pub state: StepState,
    /// Where the value comes from, if no file states it.
    pub origin: String,
    /// Where a file states it.
    pub place: Option<Span>,
}

/// The way in for a new guest; every step must be open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayIn {
    /// Whose guest: `contoso`, `37 of your 312 tenants`.
    pub host: String,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

/// What a plan does to the way in.
pub(super) struct Passage {
    /// Whether anybody new can come in, before and after.
    pub(super) new: [bool; 2],
    /// Whether those who are there can work, before and after.
    pub(super) existing: [bool; 2],
    pub(super) steps: Vec<Step>,
}

/// A step and the settings that decide it.
struct Stage {
    area: &'static str,
    what: &'static str,
    keys: &'static [Key],
}

const fn stage(area: &'static str, what: &'static str, keys: &'static [Key]) -> Stage {
    Stage { area, what, keys }
}

/// The guest access checklist of Teams.
static STAGES: [Stage; 7] = [
    stage("Teams", "guests may use Teams", &[Key::Guests]),
    stage("Entra", "someone may send invitations", &[Key::InvitesFrom]),
    stage(
        "Entra",
        "their domain may be invited",
        &[Key::InviteAllowed, Key::InviteBlocked],
    ),
    stage(
        "Entra",
        "their home tenant is let in",
        &[
            Key::InboundUsers,
            Key::InboundUserTargets,
            Key::InboundApps,
            Key::InboundAppTargets,
        ],
    ),
    stage(
        "Groups",
        "guests see a team's content",
        &[Key::GroupsContent],
    ),
    stage("Groups", "team owners may add guests", &[Key::GroupsAdd]),
    stage(
        "SharePoint",
        "files may be shared with them",
        &[
            Key::SharePoint,
            Key::SharePointSites,
            Key::SharePointMode,
            Key::SharePointAllowed,
            Key::SharePointBlocked,
        ],
    ),
];

/// Steps without which nobody comes in at all; files are one capability.
const ENTRY: usize = 6;

/// What a plan does to the way into a tenant, if it moves a step.
pub(super) fn passage(before: &World, after: &World, tenant: &Name) -> Option<Passage> {
    let (was, is) = (before.tenants.get(tenant)?, after.tenants.get(tenant)?);
    let mut keys = STAGES.iter().flat_map(|stage| stage.keys);
    if keys.all(|key| was.get(*key).value == is.get(*key).value) {
        return None;
    }
    let (before, after) = (links(before, tenant), links(after, tenant));
    let open = |links: &[Link], tenant: &WorldTenant, all: bool| {
        let stages = STAGES.iter().take(ENTRY);
        let links = stages.filter_map(|stage| stage.link(links));
        let mut counted = links.filter(|link| all || !link.new_guests_only);
        counted.all(|link| link.state == State::Open || lets_named_in(link, tenant))
    };
    let steps = STAGES.iter();
    let steps = steps.filter_map(|stage| stage.step(&before, &after, is));
    Some(Passage {
        new: [open(&before, was, true), open(&after, is, true)],
        existing: [open(&before, was, false), open(&after, is, false)],
        steps: steps.collect(),
    })
}

/// The way in for people of an organisation that no file names.
fn links(world: &World, tenant: &Name) -> Vec<Link> {
    let question = Question {
        from: Party::Anyone,
        capability: Capability::FILES,
        to: Party::Organisation(tenant.clone()),
    };
    let routes = answer(world, &question)
        .map(|a| a.routes)
        .unwrap_or_default();
    let mut routes = routes.into_iter();
    let way_in = routes.find(|r| r.kind == RouteKind::Guest(Side::To));
    way_in.map(|route| route.links).unwrap_or_default()
}

impl Stage {
    /// The link that decides: the least open, before others one that a file states.
    fn link<'l>(&self, links: &'l [Link]) -> Option<&'l Link> {
        let own = links
            .iter()
            .filter(|l| l.key.is_some_and(|k| self.keys.contains(&k)));
        own.rev()
            .max_by_key(|link| (link.state, is_limited(link), link.span.is_some()))
    }

    fn step(&self, before: &[Link], after: &[Link], tenant: &WorldTenant) -> Option<Step> {
        let (was, link) = (self.link(before), self.link(after)?);
        let moved = was.is_none_or(|was| was.state != link.state);
        let state = match (link.state, moved) {
            (State::Open, _) if is_limited(link) => StepState::Limited,
            (State::Shut, _) if lets_named_in(link, tenant) => StepState::Named,
            (State::Open, true) => StepState::Opens,
            (State::Open, false) => StepState::Open,
            (State::Unknown, _) => StepState::Unknown,
            (State::Shut, true) => StepState::Shuts,
            (State::Shut, false) => StepState::Shut,
        };
        let origin = match &link.origin {
            LinkOrigin::Default => "Microsoft's default".to_owned(),
            LinkOrigin::Recorded => "recorded".to_owned(),
            other => other.to_string(),
        };
        Some(Step {
            area: self.area,
            what: self.what,
            state,
            origin,
            place: link.span,
        })
    }
}

/// Whether a step that shuts out who is not named lets others in: domains on an allow list, tenants
/// with an object of their own.
fn lets_named_in(link: &Link, tenant: &WorldTenant) -> bool {
    match link.key {
        Some(list @ (Key::InviteAllowed | Key::SharePointAllowed)) => {
            tenant.set(list).is_some_and(|set| !set.is_empty())
        }
        Some(Key::InboundUsers | Key::InboundApps) => !access::keeps_all_out(tenant),
        _ => false,
    }
}

/// Owners may not add new guests; administrators still may.
fn is_limited(link: &Link) -> bool {
    let off = link.value.as_ref().and_then(Value::as_flag) == Some(false);
    off && link.key == Some(Key::GroupsAdd)
}
