//! The document of `can --format json`.

use serde::Serialize;

use super::value::JsonValue;
use super::{JsonFinding, JsonLocation, findings};
use crate::access::{Answer, DomainAnswer, Link, Route, Verdict};
use crate::diagnostics::Finding;
use crate::model::Domain;
use crate::model::config::Edition;
use crate::render::can::proof;
use crate::text::Sources;

/// Version of this document.
pub const FORMAT_VERSION: &str = "1.0";

/// What `guestlist can --format json` prints.
#[derive(Debug, Serialize)]
pub struct CanDocument {
    format_version: &'static str,
    from: String,
    capability: String,
    to: String,
    /// Null if the files have faults.
    answer: Option<&'static str>,
    routes: Vec<JsonRoute>,
    /// Domains that are treated alike; only if the answers differ.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    by_domain: Vec<JsonDomains>,
    /// Only for a capability about which the editions of the table differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    other_edition: Option<JsonEdition>,
    /// Only if the files have faults.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<JsonFinding>,
}

/// One way.
#[derive(Debug, Serialize)]
struct JsonRoute {
    kind: &'static str,
    host: Option<String>,
    answer: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    existing_guests: Option<&'static str>,
    /// What decided first; for a no only what is in the way.
    reasons: Vec<JsonReason>,
    /// What decides once the first reason is out of the way; null for a yes.
    next: Option<JsonReason>,
    /// What else must be so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    conditions: Vec<String>,
    assumed: Vec<String>,
}

/// One link of a chain.
#[derive(Debug, Serialize)]
struct JsonReason {
    text: String,
    /// What it does to the way through: open, shut or unknown.
    state: &'static str,
    address: Option<String>,
    /// The setting's value; null if it is not known, or a list: lists are long.
    value: Option<JsonValue>,
    /// Where the value comes from, in words.
    origin: String,
    location: Option<JsonLocation>,
}

impl JsonReason {
    fn new(link: &Link, sources: &Sources) -> Self {
        let value = link.value.as_ref().filter(|v| v.as_set().is_none());
        Self {
            text: link.text.clone(),
            state: link.state.as_str(),
            address: link.address.as_ref().map(ToString::to_string),
            value: value.map(JsonValue::from),
            origin: link.origin.to_string(),
            location: link.span.map(|span| JsonLocation::of(span, sources)),
        }
    }
}

/// The answer for domains that are treated alike.
#[derive(Debug, Serialize)]
struct JsonDomains {
    from: Vec<String>,
    to: Vec<String>,
    answer: &'static str,
    routes: Vec<JsonRoute>,
}

/// What the other edition of the table says.
#[derive(Debug, Serialize)]
struct JsonEdition {
    edition: &'static str,
    answer: &'static str,
}

/// The document of an answer; `other` is the answer by the other edition of the table, if the
/// editions differ about the capability.
#[must_use]
pub fn document(
    answer: &Answer,
    other: Option<(Edition, Verdict)>,
    sources: &Sources,
) -> CanDocument {
    let question = &answer.question;
    let route = |r| JsonRoute::new(r, sources);
    let domains = |group| JsonDomains::new(group, sources);
    CanDocument {
        format_version: FORMAT_VERSION,
        from: question.from.to_string(),
        capability: question.capability.id().to_owned(),
        to: question.to.to_string(),
        answer: Some(answer.answer.as_str()),
        routes: answer.routes.iter().map(route).collect(),
        by_domain: answer.by_domain().iter().map(domains).collect(),
        other_edition: other.map(|(edition, verdict)| JsonEdition {
            edition: match edition {
                Edition::Y2019 => "2019",
                Edition::Y2021 => "2021",
            },
            answer: verdict.as_str(),
        }),
        findings: Vec::new(),
    }
}

/// The document of a question that can't be answered because the files have faults.
#[must_use]
pub fn faulty(
    [from, capability, to]: [&str; 3],
    faults: &[Finding],
    sources: &Sources,
) -> CanDocument {
    CanDocument {
        format_version: FORMAT_VERSION,
        from: from.to_owned(),
        capability: capability.to_owned(),
        to: to.to_owned(),
        answer: None,
        routes: Vec::new(),
        by_domain: Vec::new(),
        other_edition: None,
        findings: findings(faults, sources),
    }
}

impl JsonRoute {
    fn new(route: &Route, sources: &Sources) -> Self {
        let reason = |link| JsonReason::new(link, sources);
        let mut reasons = proof::reasons(route);
        // What decided comes first; the rest keeps its order.
        let decided = route.decided_by.and_then(|at| route.links.get(at));
        reasons.sort_by_key(|link| !decided.is_some_and(|d| std::ptr::eq(d, *link)));
        let next = route.next.and_then(|at| route.links.get(at));
        Self {
            kind: route.kind.as_str(),
            host: route.host.as_ref().map(ToString::to_string),
            answer: route.answer.as_str(),
            existing_guests: route.existing_guests.map(Verdict::as_str),
            reasons: reasons.into_iter().map(reason).collect(),
            next: next.map(reason),
            conditions: route.conditions.clone(),
            assumed: proof::assumed(std::iter::once(route)),
        }
    }
}

impl JsonDomains {
    fn new(group: &DomainAnswer, sources: &Sources) -> Self {
        let names = |domains: &[Domain]| domains.iter().map(|d| d.as_str().to_owned()).collect();
        let route = |r| JsonRoute::new(r, sources);
        Self {
            from: names(&group.from),
            to: names(&group.to),
            answer: group.answer.as_str(),
            routes: group.routes.iter().map(route).collect(),
        }
    }
}
