//! Annotations of GitHub: workflow commands on standard output.
//!
//! A step shows ten annotations of each level and a job fifty (actions/toolkit,
//! docs/problem-matchers.md), so the weightiest come first and the rest is counted in the log.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::{Remark, Review};
use crate::diagnostics::Severity;
use crate::text::words;

/// Annotations of one level that a step shows.
const OF_A_LEVEL: usize = 10;

/// One command a line; what somebody accepted is left out.
#[must_use]
pub fn text(review: &Review) -> String {
    let mut out = String::new();
    let mut left = Vec::new();
    for (severity, level) in [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Note, "notice"),
    ] {
        let those = review.remarks.iter();
        let those = those.filter(|r| r.severity == severity && r.accepted.is_none());
        let those: Vec<&Remark> = one_of_each_first(those.collect());
        for remark in those.iter().take(OF_A_LEVEL) {
            out.push_str(&command(level, remark));
        }
        let mut more = those.len().saturating_sub(OF_A_LEVEL);
        if severity == Severity::Error {
            more += review.omitted;
        }
        if more > 0 {
            left.push(words::count(more, &format!("more {severity}")));
        }
    }
    if !left.is_empty() {
        let _ = writeln!(
            out,
            "{} without an annotation, of which a step shows {OF_A_LEVEL} of each level: guestlist {} \
             shows all.",
            words::and(&left),
            review.command
        );
    }
    out
}

/// The first of every rule, then the second of each: a rule with many can't hide another.
fn one_of_each_first(remarks: Vec<&Remark>) -> Vec<&Remark> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut ranked: Vec<(usize, &Remark)> = Vec::with_capacity(remarks.len());
    for remark in remarks {
        let number = seen.entry(remark.rule.id).or_default();
        *number += 1;
        ranked.push((*number, remark));
    }
    ranked.sort_by_key(|(number, _)| *number);
    ranked.into_iter().map(|(_, remark)| remark).collect()
}

fn command(level: &str, remark: &Remark) -> String {
    let mut properties = Vec::new();
    if let Some(location) = &remark.location {
        properties.push(format!("file={}", property(&location.file)));
        properties.push(format!("line={}", location.line));
        properties.push(format!("endLine={}", location.end_line));
        // GitHub takes columns only within one line.
        if location.line == location.end_line {
            properties.push(format!("col={}", location.column));
            properties.push(format!("endColumn={}", location.end_column));
        }
    }
    if let Some(file) = &remark.file {
        properties.push(format!("file={}", property(file)));
    }
    properties.push(format!("title={}", property(remark.rule.id)));
    let parts = [&remark.message, &remark.detail, &remark.help];
    let parts: Vec<&str> = parts
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    format!(
        "::{level} {}::{}\n",
        properties.join(","),
        message(&parts.join("\n"))
    )
}

/// Text behind the second `::`.
fn message(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Text of a property.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
