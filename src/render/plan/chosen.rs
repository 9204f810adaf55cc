//! Which findings of a plan fit on its page.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::diagnostics::Severity;
use crate::render::json::{JsonFinding, JsonSeverity};
use crate::render::layout::{hanging, hanging_in, left_right, shown};
use crate::render::terminal::style;
use crate::render::{Symbol, Terminal};

/// Findings on a page.
const FINDINGS: usize = 5;
/// Findings of one rule on a page; of one that has more, the first alone.
const OF_A_RULE: usize = 2;
/// Characters of a text of a finding.
const TEXT: usize = 1_200;

/// The findings that fit, and how many of which rule do not.
pub(super) struct Chosen<'a, T> {
    pub(super) shown: Vec<&'a T>,
    pub(super) omitted: Vec<(String, usize)>,
}

pub(super) fn chosen<'a, T>(
    findings: &'a [T],
    full: bool,
    about: impl Fn(&'a T) -> (&'a str, JsonSeverity),
) -> Chosen<'a, T> {
    let mut all: Vec<&T> = findings.iter().collect();
    // Stable: within a weight they keep the order of files and lines.
    all.sort_by_key(|f| std::cmp::Reverse(about(f).1));
    let mut chosen = Chosen {
        shown: Vec::new(),
        omitted: Vec::new(),
    };
    let mut of_rule: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for finding in &all {
        of_rule.entry(about(finding).0).or_default().0 += 1;
    }
    for finding in all {
        let (total, seen) = of_rule.entry(about(finding).0).or_default();
        let most = if *total > OF_A_RULE { 1 } else { OF_A_RULE };
        if full || (chosen.shown.len() < FINDINGS && *seen < most) {
            *seen += 1;
            chosen.shown.push(finding);
        }
    }
    let omitted = of_rule
        .into_iter()
        .filter(|(_, (total, seen))| total > seen);
    chosen.omitted = omitted
        .map(|(rule, (total, seen))| (rule.to_owned(), total - seen))
        .collect();
    chosen
}

/// Unaccepted findings by weight, those that stood before apart, and accepted ones.
#[derive(Default)]
pub(super) struct Counts {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    pub(super) notes: usize,
    pub(super) accepted: usize,
    pub(super) stood: usize,
}

impl Counts {
    /// Counts findings by weight, whether they count for `--deny`, and whether they stood before.
    pub(super) fn of(findings: impl Iterator<Item = (JsonSeverity, bool, bool)>) -> Self {
        let mut counts = Self::default();
        for (severity, counted, stood) in findings {
            let count = match severity {
                _ if !counted => &mut counts.accepted,
                _ if stood => &mut counts.stood,
                JsonSeverity::Error => &mut counts.errors,
                JsonSeverity::Warning => &mut counts.warnings,
                JsonSeverity::Note => &mut counts.notes,
            };
            *count += 1;
        }
        counts
    }
}

/// A finding of a saved plan, whose files need not be there any longer.
pub(super) fn saved_finding(finding: &JsonFinding, terminal: &Terminal) -> String {
    let text = |text: &str| shown(text, TEXT, terminal);
    let symbol = terminal.symbol(Symbol::from(Severity::from(finding.severity)));
    let mut out = hanging_in(
        style::HEADING,
        &format!("{symbol} "),
        &text(&finding.message),
        terminal,
    );
    let location = finding.location.as_ref();
    let place = location.map(|l| format!("{}:{}", text(&l.file), l.line));
    let left = place
        .or_else(|| finding.address.as_deref().map(text))
        .unwrap_or_default();
    let paint = |text: &str| terminal.paint(style::PATH, text);
    out.push_str(&left_right(
        4,
        &paint(&left),
        &paint(&text(&finding.rule)),
        terminal,
    ));
    if let Some(accepted) = &finding.accepted {
        out.push_str(&hanging(
            "    accepted: ",
            &text(&accepted.reason),
            terminal,
        ));
        return out;
    }
    if !finding.detail.is_empty() {
        out.push_str(&hanging("    ", &text(&finding.detail), terminal));
    }
    for line in finding.help.lines().take(20) {
        let _ = writeln!(out, "      {}", text(line));
    }
    out
}
