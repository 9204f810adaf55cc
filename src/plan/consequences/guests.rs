//! What becomes of guests: those who are there, those who are to be invited, and what they may do.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::contact::{Alike, alike};
use super::fares::Fare;
use super::groups::{self, Said, subject};
use super::{Consequences, Group, Index};
use crate::access::{
    Capability, Key, Link, LinkOrigin, Party, Question, RouteKind, Side, State, World, answer,
};
use crate::model::Name;
use crate::plan::Plan;
use crate::text::{Span, words};

/// Ways in that are shown.
const WAYS: usize = 2;

/// What a step of the way in does to a new guest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepState {
    /// It lets through, as before.
    Open,
    /// It lets through now.
    Opens,
    /// It lets through those whom an administrator adds.
    Limited,
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
        &[Key::InviteMode, Key::InviteDomains],
    ),
    stage("Entra", "their home tenant is let in", &[Key::Inbound]),
    stage(
        "Groups",
        "guests see a team's content",
        &[Key::GroupsContent],
    ),
    stage(
        "Groups",
        "team owners may add guests",
        &[Key::GroupsAdd, Key::TeamAdd],
    ),
    stage(
        "SharePoint",
        "files may be shared with them",
        &[
            Key::SharePoint,
            Key::SharePointMode,
            Key::SharePointAllowed,
            Key::SharePointBlocked,
        ],
    ),
];

/// Steps without which nobody comes in at all; files are one capability.
const ENTRY: usize = 6;

/// What becomes of the guests of one tenant.
struct Hosting<'a> {
    tenant: &'a Name,
    /// The switch of Teams, where it moves.
    switch: Option<bool>,
    /// Whether anybody new can come in, before and after.
    new: [bool; 2],
    /// Whether those who are there can work, before and after.
    existing: [bool; 2],
    steps: Vec<Step>,
}

/// What becomes of all guests.
pub(super) struct Guests<'a, 'f> {
    /// Whose way in changes for whom.
    ways: Vec<Alike<'a, 'f>>,
    /// What guests lose (false) or gain apart from the way in.
    gates: BTreeMap<&'f BTreeSet<(bool, Capability)>, Vec<&'a Name>>,
    hostings: Vec<Hosting<'a>>,
}

pub(super) fn of<'a, 'f>(
    plan: &'a Plan,
    index: Index<'a>,
    fares: &'f [Fare<'a>],
) -> Guests<'a, 'f> {
    let mut gates: BTreeMap<_, Vec<&Name>> = BTreeMap::new();
    for fare in fares.iter().filter(|fare| !fare.gates.is_empty()) {
        gates.entry(&fare.gates).or_default().extend(&fare.tenants);
    }
    let hostings = plan
        .tenants()
        .into_par_iter()
        .filter_map(|tenant| hosting(index, tenant))
        .collect();
    Guests {
        ways: alike(index, fares, |fare| &fare.guests),
        gates,
        hostings,
    }
}

/// What becomes of a tenant's guests, if a step of the way in moves.
fn hosting<'a>(index: Index<'a>, tenant: &'a Name) -> Option<Hosting<'a>> {
    let (was, is) = (
        index.before.tenants.get(tenant)?,
        index.after.tenants.get(tenant)?,
    );
    let mut keys = STAGES.iter().flat_map(|stage| stage.keys);
    if keys.all(|key| was.get(*key).value == is.get(*key).value) {
        return None;
    }
    let (before, after) = (links(index.before, tenant), links(index.after, tenant));
    let steps: Vec<Step> = STAGES
        .iter()
        .filter_map(|stage| stage.step(&before, &after))
        .collect();
    let open = |links: &[Link], all: bool| {
        let stages = STAGES.iter().take(ENTRY);
        let states = stages.filter_map(|s| s.link(links));
        let mut counted = states.filter(|link| all || !link.new_guests_only);
        counted.all(|link| link.state == State::Open)
    };
    Some(Hosting {
        tenant,
        switch: is
            .flag(Key::Guests)
            .filter(|on| was.flag(Key::Guests) != Some(*on)),
        new: [open(&before, true), open(&after, true)],
        existing: [open(&before, false), open(&after, false)],
        steps,
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
    /// The link that decides: the least open.
    fn link<'l>(&self, links: &'l [Link]) -> Option<&'l Link> {
        let own = links
            .iter()
            .filter(|l| l.key.is_some_and(|k| self.keys.contains(&k)));
        own.rev().max_by_key(|link| (link.state, is_limited(link)))
    }

    fn step(&self, before: &[Link], after: &[Link]) -> Option<Step> {
        let (was, link) = (self.link(before), self.link(after)?);
        let moved = was.is_none_or(|was| was.state != link.state);
        let state = match (link.state, moved) {
            (State::Open, _) if is_limited(link) => StepState::Limited,
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

/// Owners may not add new guests; administrators still may.
fn is_limited(link: &Link) -> bool {
    let off = link.value.as_ref().and_then(crate::model::Value::as_flag) == Some(false);
    off && matches!(link.key, Some(Key::GroupsAdd | Key::TeamAdd))
}

impl<'a> Guests<'a, '_> {
    fn with(&self, holds: impl Fn(&Hosting<'a>) -> bool) -> Vec<&'a Name> {
        let those = self.hostings.iter().filter(|h| holds(h));
        those.map(|h| h.tenant).collect()
    }

    /// Tenants of which something is told here.
    pub(super) fn touched(&self) -> impl Iterator<Item = &'a Name> {
        let gated = self.gates.values().flatten().copied();
        gated.chain(self.hostings.iter().map(|h| h.tenant))
    }

    /// Sentences of the headline.
    pub(super) fn sentences(&self, index: Index<'_>) -> Vec<String> {
        let mut out = Vec::new();
        let mut say = |tenants: Vec<&Name>, text: &dyn Fn(&str, bool) -> String| {
            if !tenants.is_empty() {
                out.push(text(&subject(&tenants, index.config), tenants.len() == 1));
            }
        };
        let opens = |one| if one { "opens" } else { "open" };
        say(
            self.with(|h| h.switch == Some(true) && h.new[1]),
            &|who, one| format!("{who} {} Teams to guests.", opens(one)),
        );
        say(
            self.with(|h| h.switch == Some(true) && !h.new[1]),
            &|who, one| {
                let opens = opens(one);
                format!("{who} {opens} Teams to guests, but no new guest can be invited.")
            },
        );
        say(self.with(|h| h.switch == Some(false)), &|who, one| {
            let closes = if one { "closes" } else { "close" };
            format!("{who} {closes} Teams to guests.")
        });
        say(
            self.with(|h| h.switch.is_none() && h.new == [false, true]),
            &|who, _| format!("New guests can be invited to {who}."),
        );
        say(
            self.with(|h| h.switch.is_none() && h.new == [true, false]),
            &|who, _| format!("No new guest can be invited to {who} any longer."),
        );
        for (gates, tenants) in &self.gates {
            say(tenants.clone(), &|who, _| {
                let side = |wider, verb: &str| {
                    let nouns = nouns(gates, wider);
                    (!nouns.is_empty()).then(|| format!("{verb} {nouns}"))
                };
                let sides = [side(false, "lose"), side(true, "gain")];
                let sides: Vec<String> = sides.into_iter().flatten().collect();
                format!("guests of {who} {}.", sides.join(" and "))
            });
        }
        out
    }
}

/// `animated pictures and memes`
fn nouns(gates: &BTreeSet<(bool, Capability)>, wider: bool) -> String {
    let those = gates.iter().filter(|(w, _)| *w == wider);
    let nouns: Vec<&str> = those.map(|(_, capability)| capability.noun()).collect();
    match nouns.len() {
        0..=4 => words::and(&nouns),
        n => words::and(&[nouns[..3].join(", "), words::count(n - 3, "more thing")]),
    }
}

/// Puts what becomes of guests into groups.
pub(super) fn add(out: &mut Consequences, index: Index<'_>, guests: &Guests<'_, '_>) {
    add_existing(out, index, guests);
    for way in &guests.ways {
        let who = subject(&way.tenants, index.config);
        let said = Said {
            about: &format!("the way in as new guests of {who}, once invited"),
            home: "let their people out",
            domains_are: "",
            everybody_loses: "if their organisation let them out until now",
        };
        groups::add_moves(out, index, way, &said);
    }
    for (gates, tenants) in &guests.gates {
        let who = subject(tenants, index.config);
        let guests = if tenants.len() == 1 {
            "its guests"
        } else {
            "their guests"
        };
        for (wider, side) in [(false, &mut out.lose), (true, &mut out.gain)] {
            let nouns = nouns(gates, wider);
            if !nouns.is_empty() {
                side.push(Group {
                    about: format!("{nouns} at {who}"),
                    who: vec![guests.to_owned()],
                    ..Group::default()
                });
            }
        }
    }
    add_untouched(out, guests);
    out.ways_in = ways_in(index, guests);
}

/// People who are in the directory already.
fn add_existing(out: &mut Consequences, index: Index<'_>, guests: &Guests<'_, '_>) {
    for wider in [true, false] {
        let tenants = guests.with(|h| h.existing == [!wider, wider]);
        if tenants.is_empty() {
            continue;
        }
        let who = subject(&tenants, index.config);
        let (directory, its) = match tenants.len() {
            1 => (format!("{who}'s directory"), "its"),
            _ => (format!("the directories of {who}"), "their"),
        };
        let group = |who: String, what: String| Group {
            who: vec![who],
            what,
            ..Group::default()
        };
        if wider {
            let what = "who get Teams back (how many: not known here)".to_owned();
            let who = format!("guests already in {directory}");
            out.gain.push(group(who, what));
        } else {
            let what = format!("who can't use {its} teams any longer (how many: not known here)");
            out.lose.push(group(format!("guests in {directory}"), what));
        }
    }
}

fn add_untouched(out: &mut Consequences, guests: &Guests<'_, '_>) {
    let mut shut = guests
        .hostings
        .iter()
        .filter(|h| h.switch == Some(true) && !h.new[1]);
    let is_shut = |step: &Step| matches!(step.state, StepState::Shut | StepState::Shuts);
    if let Some(at) = shut.find_map(|h| h.steps.iter().position(is_shut)) {
        let step = at + 1;
        let text = format!("everybody who is no guest yet: step {step} of the way in is shut");
        out.untouched.push(text);
    }
    if !guests.with(|h| h.switch == Some(false)).is_empty() {
        let text = "guests' accounts in the directory, and files shared with them";
        out.untouched.push(text.to_owned());
    }
}

/// The way in of every tenant of which a step moves; alike ones together, the most common first.
fn ways_in(index: Index<'_>, guests: &Guests<'_, '_>) -> Vec<WayIn> {
    let mut alike: BTreeMap<&[Step], Vec<&Name>> = BTreeMap::new();
    for hosting in &guests.hostings {
        alike
            .entry(&hosting.steps)
            .or_default()
            .push(hosting.tenant);
    }
    let mut alike: Vec<_> = alike.into_iter().collect();
    alike.sort_by_key(|(_, tenants)| (std::cmp::Reverse(tenants.len()), tenants[0]));
    let way = |(steps, tenants): (&[Step], Vec<&Name>)| WayIn {
        host: subject(&tenants, index.config),
        steps: steps.to_vec(),
    };
    alike.into_iter().take(WAYS).map(way).collect()
}
