//! The answer in a sentence or two, composed from the routes.

use super::host;
use crate::access::{LinkOrigin, Route, RouteKind, Verdict};
use crate::model::Name;
use crate::text::words;
use crate::workflow::sides::Sides;

/// What keeps a route from being answered: the origin of the link that decided.
pub(super) fn doubt(route: &Route) -> Option<&LinkOrigin> {
    Some(&route.links.get(route.decided_by?)?.origin)
}

/// The answer of these routes.
pub(in crate::render) fn headline(routes: &[Route], sides: &Sides) -> String {
    let guests = |verdict| {
        let guests = routes.iter().filter(|r| r.kind != RouteKind::External);
        guests.filter(move |r| r.answer == verdict)
    };
    let yes: Vec<String> = guests(Verdict::Yes).map(|r| guest_of(r, sides)).collect();
    let perhaps: Vec<String> = guests(Verdict::Unknown)
        .filter(|r| !matches!(doubt(r), Some(LinkOrigin::Fixed)))
        .map(|r| format!("{}, {}", guest_of(r, sides), condition(r, sides)))
        .collect();
    let Some(direct) = routes.iter().find(|r| r.kind == RouteKind::External) else {
        return guests_alone(&yes, &perhaps);
    };
    if !yes.is_empty() {
        return with_guests(direct, &words::or(&yes), sides);
    }
    let start = without_guests(direct, routes, sides);
    let only = direct.answer == Verdict::No;
    match (perhaps.is_empty(), only) {
        _ if direct.answer == Verdict::Yes => start,
        _ if is_unlisted(direct) => start,
        (true, _) => start,
        (false, true) => format!("{start} Only {}.", perhaps.join("; or ")),
        (false, false) => format!("{start} Or {}.", perhaps.join("; or ")),
    }
}

/// Where only guests were asked for.
fn guests_alone(yes: &[String], perhaps: &[String]) -> String {
    match (yes, perhaps) {
        ([], []) => "No, not as a guest.".to_owned(),
        ([], perhaps) => format!("Only {}.", perhaps.join("; or ")),
        (yes, _) => format!("Yes, {}, once invited.", words::or(yes)),
    }
}

/// Where a guest's way is open.
fn with_guests(direct: &Route, guests: &str, sides: &Sides) -> String {
    match direct.answer {
        Verdict::Yes => format!("Yes, directly; also {guests}, once invited."),
        Verdict::No => format!("Yes, but not directly: only {guests}, once invited."),
        Verdict::Mixed => {
            format!("Yes, {guests}, once invited; directly for some of the domains only.")
        }
        Verdict::Unknown if matches!(doubt(direct), Some(LinkOrigin::Fixed)) => format!(
            "Yes, {guests}, once invited. Directly perhaps: what guestlist looks at is no proof."
        ),
        Verdict::Unknown => {
            format!(
                "Yes, {guests}, once invited. {}",
                directly_perhaps(direct, sides)
            )
        }
    }
}

/// Where none is, or none is known to be.
fn without_guests(direct: &Route, routes: &[Route], sides: &Sides) -> String {
    match direct.answer {
        Verdict::Yes => "Yes, directly.".to_owned(),
        Verdict::Mixed => "Directly for some of the domains only.".to_owned(),
        Verdict::Unknown => directly_perhaps(direct, sides),
        Verdict::No => {
            let all_shut = routes.len() > 1 && routes.iter().all(|r| r.answer == Verdict::No);
            match (never_direct(direct), shut_at(routes, sides)) {
                (Some(why), Some(ours)) => {
                    format!("Not at {ours}: {why}, and no guest can be let in.")
                }
                (Some(why), None) if all_shut => format!("No: {why}, and guests are kept out."),
                (Some(why), None) => format!("Not directly: {why}."),
                (None, _) if all_shut => "No, neither directly nor as a guest.".to_owned(),
                (None, _) => "No, not directly.".to_owned(),
            }
        }
    }
}

/// Why direct contact is out of the question, if the table says so.
fn never_direct(direct: &Route) -> Option<&str> {
    let link = direct.links.get(direct.decided_by?)?;
    matches!(link.origin, LinkOrigin::Table(_)).then_some(link.text.as_str())
}

/// Tenants of ours whose guests' way is shut.
fn shut_at(routes: &[Route], sides: &Sides) -> Option<String> {
    // Where nobody could be a guest anyway, no setting of ours keeps anybody out.
    let by_setting = |r: &&Route| !matches!(doubt(r), Some(LinkOrigin::Fixed));
    let shut = routes.iter().filter(|r| r.answer == Verdict::No);
    let shut = shut.filter(by_setting);
    let ours = shut.filter_map(|r| sides.get(host(r)?).ours());
    let ours: Vec<&str> = ours.map(Name::as_str).collect();
    (!ours.is_empty()).then(|| words::or(&ours))
}

fn is_unlisted(direct: &Route) -> bool {
    direct.answer == Verdict::Unknown && matches!(doubt(direct), Some(LinkOrigin::Table(_)))
}

/// `as contoso's guest`
fn guest_of(route: &Route, sides: &Sides) -> String {
    let label = host(route).map(|side| sides.get(side).label.as_str());
    format!("as {}'s guest", label.unwrap_or_default())
}

/// On what a guest's way depends.
fn condition(route: &Route, sides: &Sides) -> String {
    let Some(host) = host(route) else {
        return String::new();
    };
    let home = sides.get(host.other());
    match doubt(route) {
        Some(LinkOrigin::Theirs) if sides.get(host).ours().is_some() => {
            format!("if {} lets its people be guests elsewhere", home.label)
        }
        Some(LinkOrigin::Theirs) => "if they invite them".to_owned(),
        _ => "if what is not known here allows it".to_owned(),
    }
}

/// Direct contact that is not decided here.
fn directly_perhaps(direct: &Route, sides: &Sides) -> String {
    match doubt(direct) {
        Some(LinkOrigin::Theirs | LinkOrigin::Confirmed) => match sides.theirs() {
            Some(theirs) => format!(
                "Directly, if {} allows it too: not known here.",
                theirs.label
            ),
            None => "Directly, if both allow it: not known here.".to_owned(),
        },
        Some(LinkOrigin::Table(_)) => {
            "Nobody knows: this edition of the table has no such row.".to_owned()
        }
        Some(LinkOrigin::Fixed) => {
            "Not by the settings that guestlist looks at, but that is no proof of a no.".to_owned()
        }
        Some(LinkOrigin::Declaration) => {
            "Directly perhaps: no file states the domains that decide.".to_owned()
        }
        _ => "Directly perhaps: a setting that decides it is not known.".to_owned(),
    }
}
