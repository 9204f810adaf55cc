//! Code quality of GitLab: an array of findings, empty if there is nothing to say.

use serde::Serialize;

use super::{Remark, Review};
use crate::diagnostics::Severity;
use crate::text::words;

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Issue {
    /// What is the case.
    pub description: String,
    /// The rule.
    pub check_name: String,
    /// Unique in the array, and the same whatever line it is on.
    pub fingerprint: String,
    /// `info`, `major` or `critical`.
    pub severity: &'static str,
    /// Where it is.
    pub location: Place,
}

/// A file and a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Path relative to the top of the repository.
    pub path: String,
    /// The lines.
    pub lines: Lines,
}

/// Where lines begin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lines {
    /// Counted from 1.
    pub begin: u32,
}

/// The document; what somebody accepted is left out.
#[must_use]
pub fn document(review: &Review) -> Vec<Issue> {
    let remarks = review.remarks.iter().filter(|r| r.accepted.is_none());
    let mut issues: Vec<Issue> = remarks.map(|remark| issue(review, remark)).collect();
    if review.omitted > 0 {
        let more = words::count(review.omitted, "more error");
        issues.push(Issue {
            description: format!("{more}: guestlist validate counts them"),
            check_name: "omitted".to_owned(),
            fingerprint: blake3::hash(b"omitted").to_hex().chars().take(32).collect(),
            severity: level(Severity::Error),
            location: place(review.root_file(), 1),
        });
    }
    issues
}

fn issue(review: &Review, remark: &Remark) -> Issue {
    let location = remark.location.as_ref();
    let file = remark.file.clone().unwrap_or_else(|| review.root_file());
    let (path, line) = location.map_or_else(|| (file, 1), |l| (l.file.clone(), l.line));
    // The same may be so of many tenants, on one line that they share.
    let mut description = match &remark.tenant {
        Some(tenant) if !remark.message.contains(tenant.as_str()) => {
            format!("{tenant}: {}", remark.message)
        }
        _ => remark.message.clone(),
    };
    let detail = remark.told();
    if !detail.is_empty() {
        description = format!("{description}. {detail}");
    }
    Issue {
        description,
        check_name: remark.rule.id.to_owned(),
        fingerprint: remark.fingerprint.clone(),
        severity: level(remark.severity),
        location: place(path, line),
    }
}

fn place(path: String, begin: u32) -> Place {
    Place {
        path,
        lines: Lines { begin },
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "critical",
        Severity::Warning => "major",
        Severity::Note => "info",
    }
}
