//! What would have to change for an answer to become yes.

mod place;
mod setting;

use crate::access::{Answer, Link, LinkOrigin, Route, RouteKind, Side, State, Verdict};
use crate::model::Configuration;
use crate::text::{Span, words};

use super::sides::{Sided, Sides, Whose};

/// Domains of ours that are named; the rest is counted.
const DOMAINS: usize = 5;

/// One thing to do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    /// What to do. May hold text from files.
    pub text: String,
    /// YAML to write; may be empty.
    pub code: String,
    /// Where.
    pub place: Option<Span>,
    /// What else it would do, or where to go on; may be empty.
    pub remark: String,
}

impl Step {
    fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    fn at(mut self, place: Option<Span>) -> Self {
        self.place = place;
        self
    }

    fn code(mut self, code: impl Into<String>) -> Self {
        self.code = code.into();
        self
    }

    fn remark(mut self, remark: impl Into<String>) -> Self {
        self.remark = remark.into();
        self
    }
}

/// The way to a yes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// By which route.
    pub kind: RouteKind,
    /// What to do, in order.
    pub steps: Vec<Step>,
}

/// The way to a yes, if the answer is none and somebody can do something about it: by direct contact
/// where the capability is offered so, else by guests of a tenant of ours, else of theirs.
#[must_use]
pub fn remedy(answer: &Answer, sides: &Sides, config: &Configuration) -> Option<Remedy> {
    let nobody_is_ours = sides.from.ours().is_none() && sides.to.ours().is_none();
    if answer.answer == Verdict::Yes || nobody_is_ours {
        return None;
    }
    let kind = aim(answer, sides)?;
    // What is ours to do comes before what others are asked for.
    let (mut steps, mut asks) = (Vec::new(), Vec::new());
    let routes = answer.groups.iter().flat_map(|group| &group.routes);
    for route in routes.filter(|route| route.kind == kind) {
        for link in route.obstacles() {
            let theirs = matches!(link.origin, LinkOrigin::Theirs | LinkOrigin::Confirmed);
            let steps = if theirs { &mut asks } else { &mut steps };
            match step(link, kind, sides, config) {
                Some(step) if !steps.contains(&step) => steps.push(step),
                _ => {}
            }
        }
    }
    steps.append(&mut asks);
    if let RouteKind::Guest(host) = kind
        && sides.get(host).ours().is_some()
    {
        let wait = "invite them, and allow up to 24 hours before you test it";
        steps.push(Step::new(wait));
    }
    (!steps.is_empty()).then_some(Remedy { kind, steps })
}

/// What to change on our side, of what keeps direct contact shut, each step once.
#[must_use]
pub fn steps<'l>(
    obstacles: impl Iterator<Item = &'l Link>,
    sides: &Sides,
    config: &Configuration,
) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for link in obstacles {
        let step = step(link, RouteKind::External, sides, config);
        steps.extend(step.filter(|step| !steps.contains(step)));
    }
    steps
}

/// The route that is worth opening.
fn aim(answer: &Answer, sides: &Sides) -> Option<RouteKind> {
    let hosted_by_us = |kind: &RouteKind| match kind {
        RouteKind::External => true,
        RouteKind::Guest(host) => sides.get(*host).ours().is_some(),
    };
    let mut order = vec![
        RouteKind::External,
        RouteKind::Guest(Side::To),
        RouteKind::Guest(Side::From),
    ];
    // Of two hosts, ours: the other one is not ours to open.
    order.sort_by_key(|kind| !hosted_by_us(kind));
    order.into_iter().find(|kind| {
        let route = answer.routes.iter().find(|route| route.kind == *kind);
        route.is_some_and(can_be_opened)
    })
}

/// Whether nothing that is always so keeps a route shut.
fn can_be_opened(route: &Route) -> bool {
    let fixed = |link: &Link| match link.origin {
        LinkOrigin::Table(_) => true,
        LinkOrigin::Fixed => link.state == State::Shut,
        _ => false,
    };
    !route.obstacles().any(fixed)
}

fn step(link: &Link, kind: RouteKind, sides: &Sides, config: &Configuration) -> Option<Step> {
    match &link.origin {
        LinkOrigin::Table(_) | LinkOrigin::Fixed => None,
        LinkOrigin::Declaration => declaration(link),
        LinkOrigin::Theirs | LinkOrigin::Confirmed => Some(ask(kind, sides)),
        _ => setting::step(link, sides, config),
    }
}

/// What an organisation's declaration does not say.
fn declaration(link: &Link) -> Option<Step> {
    let address = link.address.as_ref()?;
    Some(Step::new(format!("state {address}")).at(link.span))
}

/// What only the other organisation can decide.
fn ask(kind: RouteKind, sides: &Sides) -> Step {
    let (ours, theirs) = match sides.to.ours() {
        Some(_) => (&sides.to, &sides.from),
        None => (&sides.from, &sides.to),
    };
    let label = &theirs.label;
    let host = match kind {
        RouteKind::External => return allow(ours, theirs),
        RouteKind::Guest(host) => sides.get(host),
    };
    if host == theirs {
        return Step::new(format!("ask {label} to invite them"));
    }
    Step::new(format!(
        "ask {label}'s administrator whether its people may be guests elsewhere (by default they may)"
    ))
}

fn allow(ours: &Sided, theirs: &Sided) -> Step {
    // What they confirmed already is not asked for again.
    let open = ours
        .domains
        .iter()
        .filter(|d| !theirs.confirmed.contains(d));
    let domains: Vec<&str> = open.collect();
    let domains = match domains.len() {
        0 => format!("the domains of {}", ours.label),
        number if number > DOMAINS => words::some(&domains, DOMAINS),
        _ => words::and(&domains),
    };
    let step = Step::new(format!(
        "ask {}'s administrator to allow {domains}",
        theirs.label
    ));
    match &theirs.whose {
        Whose::Partner(name) => step.remark(format!("the letter to send: guestlist ask {name}")),
        _ => step,
    }
}
