//! The document of `validate --format json`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::finding::{self, JsonFinding};
use super::is_zero;
use crate::diagnostics::{Finding, Severity};
use crate::text::Sources;

/// Version of this document.
pub const FORMAT_VERSION: &str = "1.0";
/// Name of its schema.
pub const SCHEMA_ID: &str = "findings.schema.json";

/// What `guestlist validate --format json` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "Findings of guestlist validate")]
pub struct ValidateDocument {
    /// Changes only with the meaning or the form of what is here.
    pub format_version: String,
    /// Whether there is no fault and no other error.
    pub valid: bool,
    /// Faults and findings in the order of files and lines.
    pub findings: Vec<JsonFinding>,
    /// Faults that were counted and not kept; absent if there are none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub omitted: usize,
}

/// The document of these findings; `omitted` faults besides were only counted.
#[must_use]
pub fn document(findings: &[Finding], omitted: usize, sources: &Sources) -> ValidateDocument {
    let error = |f: &Finding| f.severity == Severity::Error;
    ValidateDocument {
        format_version: FORMAT_VERSION.to_owned(),
        valid: omitted == 0 && !findings.iter().any(error),
        findings: finding::findings(findings, sources),
        omitted,
    }
}

/// The document's schema, JSON Schema draft 7.
#[must_use]
pub fn schema() -> serde_json::Value {
    super::draft07::<ValidateDocument>(SCHEMA_ID)
}

#[cfg(test)]
mod tests;
