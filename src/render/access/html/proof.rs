//! The proof of an answer on a page.

use super::escaped;
use crate::access::{Answer, DomainAnswer, Link, Route, RouteKind, State, Verdict};
use crate::model::Domain;
use crate::render::access::verdict_word;
use crate::render::proof;
use crate::text::Sources;
use crate::text::words::{count, some};

/// Groups of domains whose routes are shown; the rest is counted.
const GROUPS: usize = 6;
/// Domains named of one group.
const DOMAINS: usize = 4;

/// The links of a chain; the one that decided stands out.
pub(in crate::render::access) fn chain<'a>(
    links: impl IntoIterator<Item = &'a Link>,
    decided_by: Option<usize>,
    sources: &Sources,
) -> String {
    let mut out = String::from("<ul class=\"chain\">\n");
    for (at, link) in links.into_iter().enumerate() {
        let (class, mark, word) = match link.state {
            State::Open => ("open", "✓", "open"),
            State::Unknown => ("unsure", "?", "not known"),
            State::Shut => ("shut", "✗", "shut"),
        };
        let decides = if decided_by == Some(at) {
            " decides"
        } else {
            ""
        };
        let place = proof::place(link, sources).map(|place| {
            let layer = proof::layer(link).map(|layer| format!(", {}", escaped(&layer)));
            format!(
                "<br><code>{}</code><span class=\"place\">{}</span>",
                escaped(&place),
                layer.unwrap_or_default()
            )
        });
        out.push_str(&format!(
            "<li class=\"{class}{decides}\"><b title=\"{word}\">{mark}</b><span>{}{}</span></li>\n",
            escaped(&link.text),
            place.unwrap_or_default()
        ));
    }
    out + "</ul>\n"
}

/// Every route of an answer, by domains where they differ.
pub(in crate::render::access) fn routes(answer: &Answer, sources: &Sources) -> String {
    let mut out = String::new();
    let by_domain = answer.by_domain();
    if by_domain.is_empty() {
        out.extend(answer.routes.iter().map(|route| one(route, sources)));
    }
    for group in by_domain.iter().take(GROUPS) {
        out.push_str(&format!("<h2>{}</h2>\n", escaped(&domains(group))));
        out.extend(group.routes.iter().map(|route| one(route, sources)));
    }
    if by_domain.len() > GROUPS {
        let more = count(by_domain.len() - GROUPS, "pair");
        out.push_str(&format!("<p>{more} of groups of domains more.</p>\n"));
    }
    if let Some(other) = &answer.other_edition {
        out.push_str(&format!("<p class=\"soft\">{}</p>\n", escaped(other)));
    }
    match answer.assumption_count() {
        0 => {}
        number => {
            let settings = count(number, "setting");
            out.push_str(&format!(
                "<p class=\"soft\">Rests on {settings} that no file states.</p>\n"
            ));
        }
    }
    out
}

fn domains(group: &DomainAnswer) -> String {
    let named = |domains: &[Domain]| {
        let names: Vec<String> = domains.iter().map(ToString::to_string).collect();
        some(&names, DOMAINS)
    };
    format!("{} → {}", named(&group.from), named(&group.to))
}

fn one(route: &Route, sources: &Sources) -> String {
    let class = match route.answer {
        Verdict::Yes if route.kind == RouteKind::External => "yes",
        Verdict::Yes => "guest",
        Verdict::No => "no",
        Verdict::Unknown => "unknown",
        Verdict::Mixed => "mixed",
    };
    let word = verdict_word(route.answer);
    let mut out = format!(
        "<h3><span>{}</span><span class=\"word {class}\">{word}</span></h3>\n{}",
        escaped(&route.title),
        chain(&route.links, route.decided_by, sources)
    );
    for condition in &route.conditions {
        out.push_str(&format!("<p class=\"soft\">{}</p>\n", escaped(condition)));
    }
    if route.answer != Verdict::Yes && route.existing_guests == Some(Verdict::Yes) {
        out.push_str("<p class=\"soft\">People who are in the directory already: yes.</p>\n");
    }
    out
}
