//! Routes with the links that decided.

use std::collections::BTreeSet;

use super::{decision, host, plain};
use crate::access::{Link, LinkOrigin, Route, RouteKind, State, Verdict};
use crate::render::layout::{hanging, left_right};
use crate::render::proof;
use crate::render::terminal::{Symbol, Terminal, style};
use crate::text::Sources;
use crate::workflow::sides::Sides;

/// Every route: its title and answer, then its links.
#[must_use]
pub fn routes(routes: &[Route], sides: &Sides, sources: &Sources, terminal: &Terminal) -> String {
    let one = |route| self::route(route, sides, sources, terminal);
    routes.iter().map(one).collect()
}

fn route(route: &Route, sides: &Sides, sources: &Sources, terminal: &Terminal) -> String {
    let title = plain(&route.title, terminal);
    let verdict = plain(&verdict(route, sides), terminal);
    let verdict = terminal.paint(verdict_style(route.answer), &verdict);
    let mut out = left_right(0, &title, &verdict, terminal);
    for link in reasons(route) {
        out.push_str(&proof::link(2, "", link, sources, terminal));
    }
    if let Some(next) = next(route) {
        out.push_str(&proof::link(2, "next: ", next, sources, terminal));
    }
    let note = format!("  {} ", terminal.symbol(Symbol::Note));
    for condition in &route.conditions {
        out.push_str(&hanging(&note, &plain(condition, terminal), terminal));
    }
    out.push_str(&existing(route, sides, terminal));
    out
}

/// The links that make the answer, as they are told: all of them, unless one is shut; then those that
/// keep it from being yes.
#[must_use]
pub fn reasons(route: &Route) -> Vec<&Link> {
    let is_shut = route.links.iter().any(|link| link.state == State::Shut);
    if is_shut {
        let mut links: Vec<&Link> = route.obstacles().collect();
        let decided = route.decided_by.and_then(|at| route.links.get(at));
        // What decided comes first; the rest keeps its order.
        links.sort_by_key(|link| !decided.is_some_and(|d| std::ptr::eq(d, *link)));
        links
    } else {
        route.links.iter().collect()
    }
}

/// What the answer of these routes rests on that nobody has stated, each once. A default that does not
/// count is no assumption.
#[must_use]
pub fn assumed<'r>(routes: impl Iterator<Item = &'r Route>) -> Vec<String> {
    let links = routes.flat_map(Route::assumed);
    let counts = links.filter(|link| link.origin != LinkOrigin::NotKnown);
    let addresses = counts.filter_map(|link| Some(link.address.as_ref()?.to_string()));
    addresses.collect::<BTreeSet<_>>().into_iter().collect()
}

/// The link that would decide next, if it is not among those that are told anyway.
fn next(route: &Route) -> Option<&Link> {
    let next = route.links.get(route.next?)?;
    (route.answer == Verdict::No && next.state == State::Open).then_some(next)
}

/// The answer of a route, never the bare word unknown.
fn verdict(route: &Route, sides: &Sides) -> String {
    match route.answer {
        Verdict::Yes if route.kind == RouteKind::External => "yes".to_owned(),
        Verdict::Yes => "yes, once invited".to_owned(),
        Verdict::No => "no".to_owned(),
        Verdict::Mixed => "depends on the domain".to_owned(),
        Verdict::Unknown => match super::headline::doubt(route) {
            Some(LinkOrigin::Theirs | LinkOrigin::Confirmed) => decision(sides),
            Some(LinkOrigin::Table(_)) => "no such row".to_owned(),
            Some(LinkOrigin::Fixed) => "no proof of a no".to_owned(),
            _ => "not known here".to_owned(),
        },
    }
}

fn verdict_style(verdict: Verdict) -> anstyle::Style {
    match verdict {
        Verdict::Yes => style::GOOD,
        Verdict::No => style::ERROR,
        Verdict::Unknown | Verdict::Mixed => style::NOTE,
    }
}

/// People who are in the host's directory already, where the answer for them is another one.
fn existing(route: &Route, sides: &Sides, terminal: &Terminal) -> String {
    let (Some(existing), Some(host)) = (route.existing_guests, host(route)) else {
        return String::new();
    };
    if existing == route.answer {
        return String::new();
    }
    let host = &sides.get(host).label;
    let text = match existing {
        Verdict::Yes => "yes, guests who exist keep access",
        Verdict::No => "no",
        Verdict::Unknown => "not known here",
        Verdict::Mixed => "depends on the domain",
    };
    let text = format!("For people who are in {host}'s directory already: {text}.");
    hanging("  ", &plain(&text, terminal), terminal)
}
