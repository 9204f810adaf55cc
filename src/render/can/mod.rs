//! The answer to a question, as one would explain it to a colleague.

pub(super) mod headline;
pub mod proof;

use super::layout::{hanging, hanging_in, legible};
use super::terminal::{Terminal, style};
use crate::access::{Answer, DomainAnswer, Key, Link, Route, RouteKind, Side, Verdict};
use crate::text::{Sources, words};
use crate::workflow::remedy::Remedy;
use crate::workflow::sides::Sides;
use headline::headline;

/// Groups of domains that are proved; the rest is counted.
const GROUPS: usize = 8;
/// Names that are shown before the rest is counted.
const NAMES: usize = 5;
/// Longest text that is shown whole.
const TEXT: usize = 400;

/// An answer and what is told with it.
#[derive(Debug, Clone, Copy)]
pub struct CanPage<'a> {
    /// The answer.
    pub answer: &'a Answer,
    /// Both sides.
    pub sides: &'a Sides,
    /// The answer by the other edition of the table, if it is another one.
    pub other_edition: Option<Verdict>,
    /// The way to a yes.
    pub remedy: Option<&'a Remedy>,
    /// The files.
    pub sources: &'a Sources,
}

/// For people.
#[must_use]
pub fn human(page: &CanPage<'_>, terminal: &Terminal) -> String {
    let CanPage {
        answer,
        sides,
        sources,
        ..
    } = *page;
    let differ = answer.routes.iter().any(|r| r.answer == Verdict::Mixed);
    let mut out = if !differ && answer.answer != Verdict::Mixed {
        let text = headline(&answer.routes, sides);
        let head = hanging_in(style::HEADING, "", &plain(&text, terminal), terminal);
        let proof = proof::routes(&answer.routes, sides, sources, terminal);
        format!("{head}\n{proof}")
    } else {
        by_domain(answer, sides, sources, terminal)
    };
    out.push('\n');
    out.push_str(&assumed(answer, terminal));
    out.push_str(&uncertain(answer, terminal));
    if let Some(text) = &answer.other_edition {
        let text = match page.other_edition {
            Some(verdict) => format!("By the other edition the answer is {verdict}: {text}."),
            None => format!("The answer is the same by the other edition, though {text}."),
        };
        out.push_str(&hanging("", &text, terminal));
    }
    if let Some(remedy) = page.remedy {
        out.push('\n');
        out.push_str(&steps(remedy, answer, sources, terminal));
    }
    out
}

/// One paragraph for each group of domains.
fn by_domain(answer: &Answer, sides: &Sides, sources: &Sources, terminal: &Terminal) -> String {
    let groups = answer.groups.as_slice();
    let of = |verdict| {
        let alike = groups.iter().filter(|group| group.answer == verdict);
        let names: Vec<String> = alike.map(|group| who(group, groups)).collect();
        let what = match verdict {
            Verdict::Yes => "yes for",
            Verdict::No => "no for",
            Verdict::Unknown | Verdict::Mixed => "not decided here for",
        };
        (!names.is_empty()).then(|| format!("{what} {}", words::some(&names, NAMES)))
    };
    let parts = [Verdict::Yes, Verdict::No, Verdict::Unknown].into_iter();
    let parts: Vec<String> = parts.filter_map(of).collect();
    let text = match answer.answer {
        Verdict::Mixed => format!("It depends on the domain: {}.", parts.join("; ")),
        _ => "The ways differ by domain.".to_owned(),
    };
    let mut out = hanging_in(style::HEADING, "", &plain(&text, terminal), terminal);
    for group in groups.iter().take(GROUPS) {
        let text = format!("{}: {}", who(group, groups), headline(&group.routes, sides));
        out.push('\n');
        out.push_str(&hanging_in(
            style::HEADING,
            "",
            &plain(&text, terminal),
            terminal,
        ));
        out.push_str(&proof::routes(&group.routes, sides, sources, terminal));
    }
    if let more @ 1.. = groups.len().saturating_sub(GROUPS) {
        let more = words::count(more, "more group of domains");
        out.push_str(&format!(
            "\n{} {more}: --format json\n",
            terminal.ellipsis()
        ));
    }
    out
}

/// The domains that tell a group from the others.
fn who(group: &DomainAnswer, groups: &[DomainAnswer]) -> String {
    let names = |domains: &[crate::model::Domain]| {
        let domains: Vec<String> = domains.iter().map(ToString::to_string).collect();
        words::some(&domains, NAMES)
    };
    let from_varies = groups.iter().any(|other| other.from != group.from);
    let to_varies = groups.iter().any(|other| other.to != group.to);
    match (from_varies, to_varies) {
        (true, true) => format!("{} with {}", names(&group.from), names(&group.to)),
        (true, false) => names(&group.from),
        _ => names(&group.to),
    }
}

/// What the answer rests on that nobody has stated.
fn assumed(answer: &Answer, terminal: &Terminal) -> String {
    let routes = answer.groups.iter().flat_map(|group| &group.routes);
    let names = proof::assumed(routes);
    if names.is_empty() {
        return hanging("", "Nothing is assumed.", terminal);
    }
    let assumptions = words::count(names.len(), "assumption");
    let names = words::some(&names, NAMES);
    let text = format!("{assumptions}, stated nowhere: {names}");
    hanging("", &plain(&text, terminal), terminal)
}

/// What is not certain about links that a yes needs.
fn uncertain(answer: &Answer, terminal: &Terminal) -> String {
    let routes = answer.groups.iter().flat_map(|group| &group.routes);
    let links = routes
        .filter(|route| route.answer == Verdict::Yes)
        .flat_map(|route| &route.links);
    let mut said: Vec<(&str, &str)> = Vec::new();
    for Link { uncertain, key, .. } in links {
        // What is not certain about these lists is how long they may be.
        let is_list = matches!(key, Some(Key::Allowed | Key::Blocked));
        let text = uncertain.trim_end_matches('.');
        let told = said.iter().any(|(_, other)| *other == text);
        if let Some(key) = key.filter(|_| !is_list && !text.is_empty() && !told) {
            said.push((key.known().key.as_str(), text));
        }
    }
    if said.is_empty() {
        return String::new();
    }
    let line = |(setting, text)| hanging("  - ", &format!("{setting}: {text}"), terminal);
    let lines = said.into_iter().map(line);
    format!("Not certain\n{}", lines.collect::<String>())
}

fn steps(remedy: &Remedy, answer: &Answer, sources: &Sources, terminal: &Terminal) -> String {
    let title = match remedy.kind {
        RouteKind::External => "To make it a direct yes",
        RouteKind::Guest(_) => "To make it yes, as a guest",
    };
    let title = if answer.answer == Verdict::Mixed {
        format!("{title} for all domains")
    } else {
        title.to_owned()
    };
    let mut out = format!("{}\n", terminal.paint(style::HEADING, &title));
    for (at, step) in remedy.steps.iter().enumerate() {
        let first = format!("  {}  ", at + 1);
        out.push_str(&super::proof::step(&first, step, sources, terminal));
    }
    out
}

/// Text that may come from files, safe to show.
fn plain(text: &str, terminal: &Terminal) -> String {
    legible(text, TEXT, terminal)
}

/// Sides in words: `contoso`, or `contoso's decision`.
fn decision(sides: &Sides) -> String {
    match sides.theirs() {
        Some(theirs) => format!("{}'s decision", theirs.label),
        None => "theirs to decide".to_owned(),
    }
}

/// The side that hosts a route's guests.
fn host(route: &Route) -> Option<Side> {
    match route.kind {
        RouteKind::External => None,
        RouteKind::Guest(side) => Some(side),
    }
}

#[cfg(test)]
mod tests;
