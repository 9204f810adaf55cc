//! Formats that show findings beside the lines of a change: SARIF, annotations of GitHub, code quality
//! of GitLab.
//!
//! Paths in them are relative to the top of the git repository, whatever folder the workspace is in.

pub mod github;
pub mod gitlab;
pub mod sarif;

use std::collections::HashMap;

use crate::diagnostics::{Finding, RuleInfo, Severity};
use crate::render::json::plan::JsonTests;
use crate::render::json::{JsonLocation, JsonRelated};
use crate::rules::guards::TEST_FAILED;
use crate::text::{Sources, printable, words};

/// Characters of a text that may hold text from files.
const TEXT: usize = 2_000;

/// Something to say beside a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The rule's page.
    pub rule: &'static RuleInfo,
    /// Its weight here.
    pub severity: Severity,
    /// What is the case, in one sentence.
    pub message: String,
    /// The same, said of several tenants at once: an address without the tenant it begins with.
    pub shared: String,
    /// What it means; may be empty.
    pub detail: String,
    /// How to put it right, one way a line; may be empty.
    pub help: String,
    /// Where it is; its file relative to the top of the repository.
    pub location: Option<JsonLocation>,
    /// The file that it is about, where no line of it is right.
    pub file: Option<String>,
    /// Other places of the same matter.
    pub related: Vec<JsonRelated>,
    /// The tenant that it is about; none for what is about no single one.
    pub tenant: Option<String>,
    /// Why somebody accepted it.
    pub accepted: Option<String>,
    /// Whether the commit that was compared with had it already.
    pub stood: bool,
    /// Stands for the matter whatever line it is on.
    pub fingerprint: String,
}

/// Everything that a format shows.
#[derive(Debug, Clone, Default)]
pub struct Review {
    /// The weightiest first; within a weight in the order given.
    pub remarks: Vec<Remark>,
    /// Faults that were only counted.
    pub omitted: usize,
    /// What was asked: `validate` or `plan`.
    pub command: &'static str,
    /// The path of the workspace's root below the top of the repository: empty, or with a `/` at the
    /// end.
    pub prefix: String,
    /// Beside a commit: the option that names it, `--base origin/main`.
    pub base: Option<String>,
}

impl Review {
    /// What there is to say about findings, and about tests that fail.
    #[must_use]
    pub fn new(
        command: &'static str,
        findings: &[Finding],
        tests: Option<&JsonTests>,
        omitted: usize,
        sources: &Sources,
        prefix: &str,
    ) -> Self {
        let of_findings = findings.iter().map(|f| remark(f, sources, prefix));
        let mut remarks: Vec<(String, Remark)> = failures(tests, prefix);
        remarks.extend(of_findings);
        let mut seen: HashMap<String, usize> = HashMap::new();
        let mut remarks: Vec<Remark> = remarks
            .into_iter()
            .map(|(matter, mut remark)| {
                let number = seen.entry(matter.clone()).or_default();
                *number += 1;
                let hash = blake3::hash(format!("{matter}\n{number}").as_bytes());
                remark.fingerprint = hash.to_hex().chars().take(32).collect();
                remark
            })
            .collect();
        remarks.sort_by_key(|remark| std::cmp::Reverse(remark.severity));
        Self {
            remarks,
            omitted,
            command,
            prefix: prefix.to_owned(),
            base: None,
        }
    }

    /// What was compared with a commit: each remark is news, or stood there already.
    #[must_use]
    pub fn beside(self, base: Option<String>) -> Self {
        Self { base, ..self }
    }

    /// The command that shows all of it to people.
    fn shows_all(&self) -> String {
        let command = format!("guestlist {}", self.command);
        match &self.base {
            Some(base) => clean(&words::command(&command, Some(base), "--full")),
            None => command,
        }
    }

    /// The file that stands for the workspace where a remark has no place.
    fn root_file(&self) -> String {
        format!("{}guestlist.yaml", self.prefix)
    }

    /// Which workspace of the repository it is about.
    fn workspace(&self) -> &str {
        match self.prefix.trim_end_matches('/') {
            "" => "root",
            prefix => prefix,
        }
    }
}

/// A remark and the matter it is about: rule, file and address, never a line.
fn remark(finding: &Finding, sources: &Sources, prefix: &str) -> (String, Remark) {
    let below = |mut location: JsonLocation| {
        location.file = format!("{prefix}{}", location.file);
        location
    };
    let place = finding.place.as_ref().map(|label| label.span);
    let gone = place.filter(|span| span.is_earlier());
    // Who reads these formats sees the files of today alone: what is gone has no line in them.
    let here = gone.map_or(place, |_| finding.nearest);
    let location = here.map(|span| below(JsonLocation::of(span, sources)));
    let was = gone.map(|span| JsonLocation::of(span, sources));
    let is_there = |path: &str| sources.iter().any(|(_, file)| file.path() == path);
    let alone = was
        .as_ref()
        .filter(|was| location.is_none() && is_there(&was.file));
    let alone = alone.map(|was| format!("{prefix}{}", was.file));
    let mut detail = finding.detail.clone();
    let earlier = finding
        .related
        .iter()
        .filter(|label| label.span.is_earlier());
    let earlier = earlier.map(|label| JsonLocation::of(label.span, sources));
    for was in was.into_iter().chain(earlier) {
        let was = below(was);
        detail.push(format!(
            "It stood at {}:{} before this change.",
            was.file, was.line
        ));
    }
    let related = finding
        .related
        .iter()
        .filter(|label| !label.span.is_earlier());
    let related = related.map(|label| JsonRelated {
        message: clean(&label.text),
        location: below(JsonLocation::of(label.span, sources)),
    });
    let file = location.as_ref().map(|l| l.file.as_str());
    let file = file.or(alone.as_deref()).unwrap_or_default();
    let about = finding.address.as_deref().unwrap_or(&finding.message);
    let matter = format!("{}\n{file}\n{about}", finding.rule.id);
    let remark = Remark {
        rule: finding.rule,
        severity: finding.severity,
        message: clean(&finding.message),
        shared: clean(&without_tenant(finding)),
        detail: clean(&detail.join(" ")),
        help: lines(&finding.help()),
        related: related.collect(),
        tenant: finding.tenant().map(clean),
        accepted: finding.accepted.as_ref().map(|a| clean(&a.reason)),
        stood: finding.stood,
        location,
        file: alone,
        fingerprint: String::new(),
    };
    (matter, remark)
}

impl Remark {
    /// What it means, for formats that know no place for what stood before.
    fn told(&self) -> String {
        let stood = match self.stood {
            true => format!("It {}.", Finding::STOOD),
            false => String::new(),
        };
        let parts = [stood.as_str(), &self.detail];
        let parts: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        parts.join(" ")
    }
}

/// The message, whichever tenant it is about.
fn without_tenant(finding: &Finding) -> String {
    let address = finding
        .address
        .as_deref()
        .filter(|_| finding.tenant().is_some());
    match address.and_then(|address| Some((address, address.split_once('.')?.1))) {
        Some((address, below)) => finding.message.replace(address, below),
        None => finding.message.clone(),
    }
}

/// Tests that fail: apply would refuse the plan.
fn failures(tests: Option<&JsonTests>, prefix: &str) -> Vec<(String, Remark)> {
    let failures = tests.into_iter().flat_map(|tests| &tests.failures);
    failures
        .map(|failure| {
            let location = failure.location.clone().map(|mut location| {
                location.file = format!("{prefix}{}", location.file);
                location
            });
            let matter = format!("{}\n{}\n{}", TEST_FAILED.id, failure.test, failure.index);
            let message = clean(&format!("{}: {}", failure.test, failure.message));
            let remark = Remark {
                rule: &TEST_FAILED,
                severity: Severity::Error,
                shared: message.clone(),
                message,
                detail: clean(&failure.reasons.join("; ")),
                help: String::new(),
                location,
                file: None,
                related: Vec::new(),
                tenant: None,
                accepted: None,
                stood: false,
                fingerprint: String::new(),
            };
            (matter, remark)
        })
        .collect()
}

/// A path as a relative URI (RFC 3986).
pub(in crate::render) fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// Text of one line that no terminal and no page obeys.
fn clean(text: &str) -> String {
    match text.char_indices().nth(TEXT) {
        None => printable(text).into_owned(),
        Some((end, _)) => format!("{}…", printable(&text[..end])),
    }
}

/// The same of several lines.
fn lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().take(40).map(clean).collect();
    lines.join("\n")
}
