//! Doors for programs.

use serde::Serialize;

use super::systems::{self, JsonNamed, JsonSystem};

use crate::access::{Link, State};
use crate::render::access::{Basis, seen};
use crate::render::activity::JsonReports;
use crate::render::json::JsonLocation;
use crate::workflow::doors::{Door, DoorPart, Doors};

/// Version of the document.
const FORMAT_VERSION: &str = "1.0";

/// What `guestlist access NAME --format json` prints.
#[derive(Debug, Serialize)]
pub struct DoorsDocument<'a> {
    format_version: &'static str,
    party: String,
    domains: &'a [String],
    edition: &'a str,
    as_of: &'a str,
    recorded: Option<u64>,
    no_defaults: bool,
    tenants: Vec<JsonTenant>,
    /// With --activity: where the numbers of people come from.
    #[serde(skip_serializing_if = "Option::is_none")]
    reports: Option<JsonReports>,
}

#[derive(Debug, Serialize)]
struct JsonTenant {
    tenant: String,
    /// With --activity: people of the tenant who had contact with the party's domains; absent without
    /// a report.
    #[serde(skip_serializing_if = "Option::is_none")]
    people: Option<u64>,
    doors: Vec<JsonDoor>,
    /// Doors of other systems.
    systems: Vec<JsonSystem>,
    /// Objects that are there for the party: guests, policies, connectors.
    named: Vec<JsonNamed>,
}

#[derive(Debug, Serialize)]
struct JsonDoor {
    door: &'static str,
    capability: &'static str,
    /// Our side: open, shut, unknown, or mixed if the party's domains differ.
    state: &'static str,
    /// By domains that are treated alike.
    by_domain: Vec<JsonPart>,
}

#[derive(Debug, Serialize)]
struct JsonPart {
    /// The party's domains; empty for all of them.
    domains: Vec<String>,
    /// The tenant's own domains; empty for all of them.
    own_domains: Vec<String>,
    /// Our side: open, shut or unknown.
    state: &'static str,
    /// The other side.
    other_side: &'static str,
    /// Both: yes, no or unknown.
    answer: &'static str,
    existing_guests: Option<&'static str>,
    reasons: Vec<JsonReason>,
    conditions: Vec<String>,
    /// Settings that count as Microsoft's default.
    assumed: Vec<String>,
}

#[derive(Debug, Serialize)]
struct JsonReason {
    text: String,
    state: &'static str,
    /// Whose side it is about.
    ours: bool,
    address: Option<String>,
    origin: String,
    location: Option<JsonLocation>,
}

/// The document.
#[must_use]
pub fn document<'a>(doors: &'a Doors, basis: &Basis<'a>) -> DoorsDocument<'a> {
    let tenants = doors.tenants.iter().map(|tenant| {
        let of_tenant = doors.systems.iter().find(|s| s.tenant == tenant.tenant);
        let (systems, named) = of_tenant
            .map(|s| systems::json(s, basis))
            .unwrap_or_default();
        JsonTenant {
            tenant: tenant.tenant.to_string(),
            people: seen::with_party(doors, &tenant.tenant, basis.reports),
            doors: tenant.doors.iter().map(|d| door(d, basis)).collect(),
            systems,
            named,
        }
    });
    DoorsDocument {
        format_version: FORMAT_VERSION,
        party: doors.party.to_string(),
        domains: &doors.domains,
        edition: basis.edition,
        as_of: basis.today,
        recorded: basis.recorded,
        no_defaults: basis.no_defaults,
        tenants: tenants.collect(),
        reports: basis.reports.map(Into::into),
    }
}

fn door(door: &Door, basis: &Basis<'_>) -> JsonDoor {
    let mut states = door.parts.iter().map(|part| part.ours);
    let first = states.next().unwrap_or(State::Unknown);
    let state = if states.all(|state| state == first) {
        first.as_str()
    } else {
        "mixed"
    };
    JsonDoor {
        door: door.asked.kind.as_str(),
        capability: door.asked.capability.id(),
        state,
        by_domain: door.parts.iter().map(|p| part(p, basis)).collect(),
    }
}

fn part(part: &DoorPart, basis: &Basis<'_>) -> JsonPart {
    let reason = |link: &Link, ours| JsonReason {
        text: link.text.clone(),
        state: link.state.as_str(),
        ours,
        address: link.address.as_ref().map(ToString::to_string),
        origin: link.origin.to_string(),
        location: link.span.map(|span| JsonLocation::of(span, basis.sources)),
    };
    let ours = part.our_links.iter().map(|link| reason(link, true));
    let theirs = part.their_links.iter().map(|link| reason(link, false));
    let assumed = part.our_links.iter().filter(|link| link.assumed);
    JsonPart {
        domains: part.domains.iter().map(ToString::to_string).collect(),
        own_domains: part.own.iter().map(ToString::to_string).collect(),
        state: part.ours.as_str(),
        other_side: part.theirs.as_str(),
        answer: part.answer.as_str(),
        existing_guests: part.existing_guests.map(crate::access::Verdict::as_str),
        reasons: ours.chain(theirs).collect(),
        conditions: part.conditions.clone(),
        assumed: assumed
            .filter_map(|link| link.address.as_ref())
            .map(ToString::to_string)
            .collect(),
    }
}
