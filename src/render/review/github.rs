//! Annotations of GitHub: workflow commands on standard output.
//!
//! A step shows ten annotations of each level and a job fifty (actions/toolkit,
//! docs/problem-matchers.md), so the weightiest come first and the rest is counted in the log.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use super::{Remark, Review};
use crate::diagnostics::{Finding, Severity};
use crate::text::words;

/// Annotations of one level that a step shows.
const OF_A_LEVEL: usize = 10;
/// Tenants that are named of equal remarks.
const NAMED: usize = 4;

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
        let those: Vec<Vec<&Remark>> = one_of_each_first(equal(those));
        for equal in those.iter().take(OF_A_LEVEL) {
            out.push_str(&command(level, equal));
        }
        let left_out = those.iter().skip(OF_A_LEVEL);
        let mut more = left_out.map(Vec::len).sum();
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
            "{} without an annotation, of which a step shows {OF_A_LEVEL} of each level: {} shows all.",
            words::and(&left),
            review.shows_all()
        );
    }
    out
}

/// Remarks that say the same at one place, in the order of the first of each.
fn equal<'r>(remarks: impl Iterator<Item = &'r Remark>) -> Vec<Vec<&'r Remark>> {
    let mut known = HashMap::new();
    let mut out: Vec<Vec<&Remark>> = Vec::new();
    for remark in remarks {
        let place = remark
            .location
            .as_ref()
            .map(|l| (&l.file, l.line, l.column));
        let key = (
            remark.rule.id,
            &remark.shared,
            place,
            &remark.file,
            remark.stood,
        );
        let at = *known.entry(key).or_insert(out.len());
        match out.get_mut(at) {
            Some(equal) => equal.push(remark),
            None => out.push(vec![remark]),
        }
    }
    out
}

/// The first of every rule, then the second of each: a rule with many can't hide another.
fn one_of_each_first(all: Vec<Vec<&Remark>>) -> Vec<Vec<&Remark>> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut ranked: Vec<(usize, Vec<&Remark>)> = Vec::with_capacity(all.len());
    for equal in all {
        let rule = equal.first().map_or("", |remark| remark.rule.id);
        let number = seen.entry(rule).or_default();
        *number += 1;
        ranked.push((*number, equal));
    }
    ranked.sort_by_key(|(number, _)| *number);
    ranked.into_iter().map(|(_, equal)| equal).collect()
}

/// `39 of these: adatum, bellows, coho, … 36 more`; nothing of one alone.
fn number(equal: &[&Remark]) -> String {
    let names: BTreeSet<&str> = equal.iter().filter_map(|r| r.tenant.as_deref()).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let number = words::thousands(equal.len());
    match (equal.len(), names.as_slice()) {
        (1, _) => String::new(),
        (_, []) => format!("{number} of these."),
        (_, names) => format!("{number} of these: {}.", words::some(names, NAMED)),
    }
}

/// One annotation for remarks that say the same at one place.
fn command(level: &str, equal: &[&Remark]) -> String {
    let Some(remark) = equal.first() else {
        return String::new();
    };
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
    let same = |of: fn(&Remark) -> &String| equal.iter().all(|other| of(other) == of(remark));
    let (number, none) = (number(equal), String::new());
    let told = remark.told();
    let detail = match same(|remark| &remark.detail) {
        true => &told,
        false if remark.stood => &format!("It {}.", Finding::STOOD),
        false => &none,
    };
    let help = match same(|remark| &remark.help) {
        true => &remark.help,
        false => &none,
    };
    let said = match equal.len() {
        1 => &remark.message,
        _ => &remark.shared,
    };
    let parts = [said, &number, detail, help];
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
