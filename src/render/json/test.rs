//! The document of `test --format json`.

use serde::Serialize;

use super::{JsonFinding, JsonLocation, findings};
use crate::access::Outcome;
use crate::diagnostics::Finding;
use crate::model::config::Expect;
use crate::text::Sources;

/// Version of this document.
pub const FORMAT_VERSION: &str = "1.0";

/// What `guestlist test --format json` prints. Counted by expectation.
#[derive(Debug, Serialize)]
pub struct TestDocument {
    format_version: &'static str,
    passed: usize,
    failed: usize,
    results: Vec<JsonResult>,
    /// Only if the files, or expectations, have faults.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<JsonFinding>,
}

/// What became of one expectation.
#[derive(Debug, Serialize)]
struct JsonResult {
    test: String,
    index: usize,
    passed: bool,
    expected: &'static str,
    answer: &'static str,
    location: JsonLocation,
}

/// The document of these outcomes, and of faults if there are any.
#[must_use]
pub fn document(outcomes: &[Outcome], faults: &[Finding], sources: &Sources) -> TestDocument {
    let passed = outcomes.iter().filter(|outcome| outcome.passed).count();
    let result = |outcome: &Outcome| JsonResult {
        test: outcome.test.to_string(),
        index: outcome.index,
        passed: outcome.passed,
        expected: expected(outcome.expected),
        answer: outcome.answer.as_str(),
        location: JsonLocation::of(outcome.span, sources),
    };
    TestDocument {
        format_version: FORMAT_VERSION,
        passed,
        failed: outcomes.len() - passed,
        results: outcomes.iter().map(result).collect(),
        findings: findings(faults, sources),
    }
}

/// The word of an expected answer.
#[must_use]
pub fn expected(expect: Expect) -> &'static str {
    match expect {
        Expect::Yes => "yes",
        Expect::No => "no",
        Expect::Unknown => "unknown",
    }
}
