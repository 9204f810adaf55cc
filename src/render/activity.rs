//! What is said of reports on external domain activity, wherever they are counted by.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::interop::activity::{LeftOut, LeftOutBecause, NOT_COVERED};
use crate::model::Domain;
use crate::text::words;
use crate::workflow::activity::{ReportFile, Reports};

/// Rows that are named of those that were left out.
const ROWS: usize = 3;
/// Domains that are named of those in several rows.
const DOMAINS: usize = 3;
/// Files that are told of; the rest is counted.
const FILES: usize = 5;

/// What a reader of the numbers has to know, one sentence each, without a full stop.
#[must_use]
pub fn notes(reports: &Reports) -> Vec<String> {
    let mut out: Vec<String> = reports.files.iter().take(FILES).map(file).collect();
    if let Some(more @ 1..) = reports.files.len().checked_sub(FILES) {
        out.push(words::count(more, "more report"));
    }
    out.push("who had contact with several counts with each".to_owned());
    out.push(NOT_COVERED.to_owned());
    out
}

/// `people of contoso by activity.csv (214 domains)`, and what of it does not count.
fn file(file: &ReportFile) -> String {
    let report = &file.report;
    let domains = words::count(report.people.len(), "domain");
    let mut out = format!("people of {} by {} ({domains})", file.tenant, file.name);
    let rows = report.left_out.iter().take(ROWS).map(row);
    let rows: Vec<String> = rows.collect();
    if report.left_out_count > 0 {
        let count = words::count(report.left_out_count, "row");
        let named = words::some_of(&rows, report.left_out_count);
        out.push_str(&format!(", without {count} ({named})"));
    }
    if !report.repeated.is_empty() {
        let names: Vec<&str> = report.repeated.iter().map(Domain::as_str).collect();
        let count = words::count(names.len(), "domain");
        let verb = if names.len() == 1 { "stands" } else { "stand" };
        out.push_str(&format!(
            ", where {count} {verb} in several rows and the largest number counts ({})",
            words::some(&names, DOMAINS)
        ));
    }
    out
}

/// `line 4, not a domain: "…"`
fn row(row: &LeftOut) -> String {
    let LeftOut {
        line,
        text,
        because,
    } = row;
    let words = because.words();
    match (because, text.as_str()) {
        (LeftOutBecause::Total, _) | (_, "") => format!("line {line}: {words}"),
        (_, text) => format!("line {line}: {words}, \"{text}\""),
    }
}

/// The reports that numbers of people come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Reports")]
pub struct JsonReports {
    /// The files, as they were given.
    pub files: Vec<JsonReport>,
    /// What the reports do not say.
    pub not_covered: String,
}

/// A report on external domain activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Report")]
pub struct JsonReport {
    /// Its name without folders.
    pub file: String,
    /// The tenant whose people it counts.
    pub tenant: String,
    /// The columns that were read: of the domain and of the number of people.
    pub columns: [String; 2],
    /// How many domains count.
    pub domains: usize,
    /// Domains in several rows, of which the largest number counts.
    pub repeated: Vec<String>,
    /// Rows that do not count; at most 100.
    pub left_out: Vec<JsonLeftOut>,
    /// How many rows do not count.
    pub left_out_count: usize,
}

/// A row of a report that does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "LeftOut")]
pub struct JsonLeftOut {
    /// Counted from 1.
    pub line: u64,
    /// What stands there.
    pub text: String,
    /// `no_domain`, `no_number` or `total`.
    pub because: String,
}

impl From<&Reports> for JsonReports {
    fn from(reports: &Reports) -> Self {
        Self {
            files: reports.files.iter().map(JsonReport::from).collect(),
            not_covered: NOT_COVERED.to_owned(),
        }
    }
}

impl From<&ReportFile> for JsonReport {
    fn from(file: &ReportFile) -> Self {
        let report = &file.report;
        let left_out = report.left_out.iter().map(|row| JsonLeftOut {
            line: row.line,
            text: row.text.clone(),
            because: row.because.as_str().to_owned(),
        });
        Self {
            file: file.name.clone(),
            tenant: file.tenant.to_string(),
            columns: report.columns.clone(),
            domains: report.people.len(),
            repeated: report.repeated.iter().map(ToString::to_string).collect(),
            left_out: left_out.collect(),
            left_out_count: report.left_out_count,
        }
    }
}
