//! The document of `capabilities --format json`.

use serde::Serialize;

use crate::access::capabilities::{COMPARISON, Capability, Cell, Footnote, Offer};
use crate::model::config::Edition;

/// Version of this document.
pub const FORMAT_VERSION: &str = "1.0";

/// What `guestlist capabilities --format json` prints.
#[derive(Debug, Serialize)]
pub struct CapabilitiesDocument {
    format_version: &'static str,
    capabilities: Vec<JsonCapability>,
    comparison: Vec<JsonAspect>,
}

#[derive(Debug, Serialize)]
struct JsonCapability {
    number: usize,
    id: &'static str,
    short: Option<&'static str>,
    editions: JsonEditions,
    /// Settings of the host, and the value of each that removes the capability from its guests.
    gates: Vec<JsonGate>,
}

#[derive(Debug, Serialize)]
struct JsonEditions {
    #[serde(rename = "2019")]
    y2019: JsonOffer,
    #[serde(rename = "2021")]
    y2021: JsonOffer,
}

/// Null where the edition has no such row.
#[derive(Debug, Serialize)]
struct JsonOffer {
    external: Option<&'static str>,
    guest: Option<&'static str>,
    external_condition: Option<&'static str>,
    guest_condition: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct JsonGate {
    setting: String,
    removed_by: &'static str,
}

#[derive(Debug, Serialize)]
struct JsonAspect {
    aspect: &'static str,
    external: &'static str,
    guest: &'static str,
}

/// The document.
#[must_use]
pub fn document() -> CapabilitiesDocument {
    CapabilitiesDocument {
        format_version: FORMAT_VERSION,
        capabilities: Capability::all().map(capability).collect(),
        comparison: COMPARISON
            .iter()
            .map(|a| JsonAspect {
                aspect: a.aspect,
                external: a.external,
                guest: a.guest,
            })
            .collect(),
    }
}

fn capability(capability: Capability) -> JsonCapability {
    let gates = capability.gates().iter();
    JsonCapability {
        number: capability.number(),
        id: capability.id(),
        short: capability.short(),
        editions: JsonEditions {
            y2019: offer(capability.offer(Edition::Y2019)),
            y2021: offer(capability.offer(Edition::Y2021)),
        },
        gates: gates
            .map(|gate| JsonGate {
                setting: gate.key.known().key.to_string(),
                removed_by: gate.removed_by,
            })
            .collect(),
    }
}

fn offer(offer: Offer) -> JsonOffer {
    let cell = |cell: Cell| (cell != Cell::Unlisted).then(|| cell.as_str());
    JsonOffer {
        external: cell(offer.external),
        guest: cell(offer.guest),
        external_condition: offer.external_note.map(Footnote::text),
        guest_condition: offer.guest_note.map(Footnote::text),
    }
}
