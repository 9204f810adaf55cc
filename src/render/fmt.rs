//! What `fmt` shows: names of files, differences between two texts, the JSON document.

use schemars::JsonSchema;
use serde::Serialize;
use similar::{ChangeTag, TextDiff};

use super::Terminal;
use super::json::{self, JsonFinding};
use super::layout::hanging;
use super::terminal::style;
use crate::text::{printable, words};
use crate::workflow::format::{Change, Report};

/// Version of the JSON document.
pub const FORMAT_VERSION: &str = "1.0";

/// What is done with files that are not in canonical form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// They are written.
    Write,
    /// They are named.
    Check,
    /// What would change is shown.
    Show,
}

/// What `guestlist fmt --format json` prints.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct FmtDocument {
    /// Changes only with the meaning or the form of what is here.
    pub format_version: String,
    /// Whether every file could be read.
    pub valid: bool,
    /// Files that were not in canonical form.
    pub changed: Vec<JsonChange>,
    /// How many files were in canonical form.
    pub unchanged: usize,
    /// Files that are left as they are, because they could not be changed without changing what they
    /// say.
    pub left: Vec<String>,
    /// Faults in files that could not be read; those are not touched.
    pub findings: Vec<JsonFinding>,
    /// Faults that were counted and not kept.
    pub omitted: usize,
}

/// A file that was not in canonical form.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct JsonChange {
    /// Path relative to the workspace's root.
    pub file: String,
    /// Whether the canonical form was written.
    pub written: bool,
    /// The difference, unified, if it was asked for.
    pub diff: Option<String>,
}

/// The document; `written` says so of each change.
#[must_use]
pub fn document(report: &Report, written: &[bool], with_diff: bool) -> FmtDocument {
    let changed = report.changes.iter().zip(written).map(|(change, written)| {
        let text = |hunks: Vec<Line>| hunks.into_iter().map(|line| line.text).collect();
        JsonChange {
            file: change.path.to_string(),
            written: *written,
            diff: with_diff.then(|| text(lines(change, report))),
        }
    });
    FmtDocument {
        format_version: FORMAT_VERSION.to_owned(),
        valid: report.faults.is_empty() && report.omitted == 0,
        changed: changed.collect(),
        unchanged: report.unchanged,
        left: report.left.iter().map(ToString::to_string).collect(),
        findings: json::findings(&report.faults, &report.sources),
        omitted: report.omitted,
    }
}

/// A line for a file: `formatted` or `would change`, and its name.
#[must_use]
pub fn file(change: &Change, deed: Deed) -> String {
    let done = match deed {
        Deed::Write => "formatted",
        Deed::Check | Deed::Show => "would change",
    };
    format!("{done}  {}\n", printable(change.path.as_str()))
}

/// What differs in a file, as a unified diff whose lines are as long as those of the file.
#[must_use]
pub fn diff(change: &Change, report: &Report, terminal: &Terminal) -> String {
    let mut out = String::new();
    for line in lines(change, report) {
        let text = line.text.trim_end_matches(['\r', '\n']);
        let shown = printable(text);
        let painted = match line.kind {
            LineKind::Added => terminal.paint(style::ADDED, &shown),
            LineKind::Removed => terminal.paint(style::REMOVED, &shown),
            LineKind::Head => terminal.paint(style::PATH, &shown),
            LineKind::Same => shown.into_owned(),
        };
        out.push_str(&painted);
        out.push_str(&line.text[text.len()..]);
    }
    out
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineKind {
    Head,
    Same,
    Added,
    Removed,
}

/// A line of a diff with its line break.
struct Line {
    kind: LineKind,
    text: String,
}

fn lines(change: &Change, report: &Report) -> Vec<Line> {
    let before = report.sources.file(change.before).text();
    let diff = TextDiff::from_lines(before, &change.after);
    let head = |text: String| Line {
        kind: LineKind::Head,
        text,
    };
    let mut out = vec![
        head(format!("--- a/{}\n", change.path)),
        head(format!("+++ b/{}\n", change.path)),
    ];
    for hunk in diff.unified_diff().iter_hunks() {
        out.push(head(format!("{}\n", hunk.header())));
        for line in hunk.iter_changes() {
            let (sign, kind) = match line.tag() {
                ChangeTag::Equal => (' ', LineKind::Same),
                ChangeTag::Delete => ('-', LineKind::Removed),
                ChangeTag::Insert => ('+', LineKind::Added),
            };
            let mut text = format!("{sign}{}", line.value());
            if line.missing_newline() {
                text.push('\n');
            }
            out.push(Line { kind, text });
            if line.missing_newline() {
                out.push(head("\\ No newline at end of file\n".to_owned()));
            }
        }
    }
    out
}

/// The last words: how many files, and what was left alone. `written` says so of each change.
#[must_use]
pub fn summary(report: &Report, deed: Deed, written: &[bool], terminal: &Terminal) -> String {
    let mut out = String::new();
    for path in &report.left {
        let path = printable(path.as_str());
        let text = format!(
            "{path} is left as it is: its lists can't be put in order without changing what it says."
        );
        out.push_str(&hanging("", &text, terminal));
    }
    let changed = report.changes.len();
    let all = changed + report.unchanged;
    let files = words::count(all, "file");
    let text = match (deed, changed) {
        // What could not be read was told before.
        _ if all == 0 => return out,
        (_, 0) if all == 1 => "The file is in canonical form.".to_owned(),
        (_, 0) => format!("All {files} are in canonical form."),
        (Deed::Write, _) => {
            let done = written.iter().filter(|written| **written).count();
            format!("{done} of {files} formatted.")
        }
        (Deed::Check | Deed::Show, _) => {
            format!("{changed} of {files} would change: guestlist fmt writes them.")
        }
    };
    out.push_str(&hanging("", &text, terminal));
    out
}
