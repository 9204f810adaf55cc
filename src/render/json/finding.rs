//! One finding in every JSON document.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostics::{Acceptance, Finding, Label, Severity};
use crate::text::{Location, Sources, Span};

/// How much a finding weighs, from light to heavy.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Severity")]
pub enum JsonSeverity {
    /// Worth knowing.
    Note,
    /// Probably not what was meant, or a consequence to review.
    Warning,
    /// Wrong: nothing is planned or recorded.
    Error,
}

impl From<Severity> for JsonSeverity {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Note => Self::Note,
            Severity::Warning => Self::Warning,
            Severity::Error => Self::Error,
        }
    }
}

impl From<JsonSeverity> for Severity {
    fn from(severity: JsonSeverity) -> Self {
        match severity {
            JsonSeverity::Note => Self::Note,
            JsonSeverity::Warning => Self::Warning,
            JsonSeverity::Error => Self::Error,
        }
    }
}

/// A place in a file. Lines and columns count from 1, columns in characters; the end is the first
/// place after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Location")]
pub struct JsonLocation {
    /// Path relative to the workspace's root, with `/`.
    pub file: String,
    /// Line of the first character.
    #[schemars(range(min = 1))]
    pub line: u32,
    /// Column of the first character.
    #[schemars(range(min = 1))]
    pub column: u32,
    /// Line of the first place after.
    #[schemars(range(min = 1))]
    pub end_line: u32,
    /// Column of the first place after.
    #[schemars(range(min = 1))]
    pub end_column: u32,
    /// With --base: set if it stands in the file as it was at that commit, and is gone from the
    /// file here.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub removed: bool,
}

impl From<Location> for JsonLocation {
    fn from(location: Location) -> Self {
        let Location {
            file,
            line,
            column,
            end_line,
            end_column,
            removed,
        } = location;
        Self {
            file,
            line,
            column,
            end_line,
            end_column,
            removed,
        }
    }
}

impl JsonLocation {
    /// Where a span is.
    #[must_use]
    pub fn of(span: Span, sources: &Sources) -> Self {
        sources.location(span).into()
    }
}

/// Another place of the same matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Related")]
pub struct JsonRelated {
    /// A few words; may be empty.
    pub message: String,
    /// The place.
    pub location: JsonLocation,
}

impl JsonRelated {
    fn new(label: &Label, sources: &Sources) -> Self {
        Self {
            message: label.text.clone(),
            location: JsonLocation::of(label.span, sources),
        }
    }
}

/// Why somebody accepted the finding, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Acceptance")]
pub struct JsonAcceptance {
    /// The reason given.
    pub reason: String,
    /// Where it was accepted.
    pub location: JsonLocation,
}

impl JsonAcceptance {
    fn new(acceptance: &Acceptance, sources: &Sources) -> Self {
        Self {
            reason: acceptance.reason.clone(),
            location: JsonLocation::of(acceptance.span, sources),
        }
    }
}

/// A fault of the files, or what a rule found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Finding")]
pub struct JsonFinding {
    /// The rule's name; `guestlist rules NAME` explains it.
    pub rule: String,
    /// Its weight here.
    pub severity: JsonSeverity,
    /// One sentence: what is the case.
    pub message: String,
    /// What it means, and why; may be empty.
    pub detail: String,
    /// How to put it right, one way a line; may be empty.
    pub help: String,
    /// What it is about.
    pub address: Option<String>,
    /// Set if somebody accepted it; then it does not count for `--deny`.
    pub accepted: Option<JsonAcceptance>,
    /// With --base: set if the commit had it already, so that the change did not bring it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stood: bool,
    /// Other places of the same matter. Of a thing defined twice, the first.
    pub related: Vec<JsonRelated>,
    /// Where it is.
    pub location: Option<JsonLocation>,
}

impl JsonFinding {
    /// The finding with its places looked up.
    #[must_use]
    pub fn new(finding: &Finding, sources: &Sources) -> Self {
        let related = finding.related.iter();
        let accepted = finding.accepted.as_ref();
        let place = finding.place.as_ref();
        Self {
            rule: finding.rule.id.to_owned(),
            severity: finding.severity.into(),
            message: finding.message.clone(),
            detail: finding.detail.join(" "),
            help: finding.help(),
            address: finding.address.clone(),
            accepted: accepted.map(|a| JsonAcceptance::new(a, sources)),
            stood: finding.stood,
            related: related.map(|l| JsonRelated::new(l, sources)).collect(),
            location: place.map(|l| JsonLocation::of(l.span, sources)),
        }
    }
}

/// All of them, in their order.
#[must_use]
pub fn findings(findings: &[Finding], sources: &Sources) -> Vec<JsonFinding> {
    let new = |finding| JsonFinding::new(finding, sources);
    findings.iter().map(new).collect()
}
