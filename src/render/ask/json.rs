//! The letter for programs.

use serde::Serialize;

use super::letter::{letter, subject};
use crate::access::Link;
use crate::render::Terminal;
use crate::render::json::JsonLocation;
use crate::text::Sources;
use crate::workflow::ask::{Ask, OurSide, Stand};

/// Version of the document.
const FORMAT_VERSION: &str = "1.0";

/// What `guestlist ask --format json` prints.
#[derive(Debug, Serialize)]
pub struct AskDocument<'a> {
    format_version: &'static str,
    partner: &'a str,
    display_name: Option<&'a str>,
    /// Domains that the letter asks to allow.
    our_domains: Vec<&'a str>,
    their_domains: &'a [String],
    tenants: Vec<JsonSide<'a>>,
    subject: String,
    letter: String,
}

#[derive(Debug, Serialize)]
struct JsonSide<'a> {
    tenant: &'a str,
    domains: &'a [String],
    /// Whether the letter names its domains.
    named: bool,
    /// Whether a test wants contact.
    wanted: bool,
    /// Our side: open, partly, unknown or shut.
    state: &'static str,
    reasons: Vec<JsonReason<'a>>,
}

#[derive(Debug, Serialize)]
struct JsonReason<'a> {
    text: &'a str,
    address: Option<String>,
    location: Option<JsonLocation>,
}

/// For programs.
#[must_use]
pub fn document<'a>(ask: &'a Ask, sources: &Sources) -> AskDocument<'a> {
    let named = ask.ours.iter().filter(|side| side.named);
    AskDocument {
        format_version: FORMAT_VERSION,
        partner: &ask.partner,
        display_name: ask.display_name.as_deref(),
        our_domains: named.flat_map(|o| &o.domains).map(String::as_str).collect(),
        their_domains: &ask.their_domains,
        tenants: ask
            .ours
            .iter()
            .map(|side| json_side(side, sources))
            .collect(),
        subject: subject(ask),
        letter: letter(ask, &Terminal::PLAIN),
    }
}

fn json_side<'a>(side: &'a OurSide, sources: &Sources) -> JsonSide<'a> {
    let reason = |link: &'a Link| JsonReason {
        text: &link.text,
        address: link.address.as_ref().map(ToString::to_string),
        location: link.span.map(|span| JsonLocation::of(span, sources)),
    };
    JsonSide {
        tenant: side.tenant.as_str(),
        domains: &side.domains,
        named: side.named,
        wanted: side.wanted,
        state: match side.stand() {
            Stand::Open => "open",
            Stand::Partly => "partly",
            Stand::Unknown => "unknown",
            Stand::Shut => "shut",
        },
        reasons: side.obstacles().map(reason).collect(),
    }
}
