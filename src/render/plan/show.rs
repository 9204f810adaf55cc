//! A page as text.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::page::{Block, Line, Place, Section};
use super::{Page, PlanPage, arrow, dot, page};
use crate::diagnostics::{Finding, Severity};
use crate::plan::Group;
use crate::render::findings::{FindingStyle, human_one};
use crate::render::json::plan::{JsonAction, JsonSummary, JsonTests, PlanDocument};
use crate::render::json::{JsonFinding, JsonSeverity};
use crate::render::layout::{GAP, hanging, hanging_in, left_right, shown, width};
use crate::render::terminal::style;
use crate::render::{Symbol, Terminal};
use crate::text::words;

/// Findings on a page.
const FINDINGS: usize = 5;
/// Findings of one rule on a page; of one that has more, the first alone.
const OF_A_RULE: usize = 2;
/// Failed tests on a page.
const FAILURES: usize = 10;
/// Characters of a text from a file.
const TEXT: usize = 300;

/// A plan for people. Ends in a line break.
#[must_use]
pub fn human(shown: &PlanPage<'_>, terminal: &Terminal) -> String {
    let found = chosen(&shown.plan.findings, shown.full, |f| {
        (f.rule.id, f.severity.into())
    });
    let one = |f: &&Finding| human_one(f, shown.sources, terminal, FindingStyle::Plan);
    let texts = found.shown.iter().map(one).collect();
    let told = Told {
        page: &page(shown),
        findings: texts,
        omitted: &found.omitted,
        counts: Counts::of(
            shown
                .plan
                .findings
                .iter()
                .map(|f| (f.severity.into(), f.counts())),
        ),
        standing: shown.plan.standing.warning + shown.plan.standing.note,
        tests: shown.tests,
        summary: shown.plan.summary().into(),
        serial: shown.plan.base.serial.0,
        stale: None,
        all: "--full shows all",
        terminal,
    };
    told.text()
}

/// A saved plan for people, as it was when it was made. `stale` says why it can't be applied any longer.
#[must_use]
pub fn saved(document: &PlanDocument, stale: Option<&str>, terminal: &Terminal) -> String {
    let none = Page::default();
    let found = chosen(&document.findings, false, |f| (f.rule.as_str(), f.severity));
    let counts = document
        .findings
        .iter()
        .map(|f| (f.severity, f.accepted.is_none()));
    let told = Told {
        page: document.review.as_ref().unwrap_or(&none),
        findings: found
            .shown
            .iter()
            .map(|f| saved_finding(f, terminal))
            .collect(),
        omitted: &found.omitted,
        counts: Counts::of(counts),
        standing: document.standing.warning + document.standing.note,
        tests: &document.tests,
        summary: document.summary.unwrap_or_default(),
        serial: document.base.as_ref().map_or(0, |b| b.serial),
        stale,
        all: "the file holds all",
        terminal,
    };
    told.text()
}

/// The findings that fit, and how many of which rule do not.
struct Chosen<'a, T> {
    shown: Vec<&'a T>,
    omitted: Vec<(String, usize)>,
}

fn chosen<'a, T>(
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

/// Unaccepted findings by weight, and accepted ones.
#[derive(Default)]
struct Counts {
    errors: usize,
    warnings: usize,
    notes: usize,
    accepted: usize,
}

impl Counts {
    fn of(findings: impl Iterator<Item = (JsonSeverity, bool)>) -> Self {
        let mut counts = Self::default();
        for (severity, counted) in findings {
            let count = match severity {
                _ if !counted => &mut counts.accepted,
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
fn saved_finding(finding: &JsonFinding, terminal: &Terminal) -> String {
    let text = |text: &str| shown(text, TEXT * 4, terminal);
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

/// Everything that is told.
struct Told<'a> {
    page: &'a Page,
    findings: Vec<String>,
    omitted: &'a [(String, usize)],
    counts: Counts,
    standing: usize,
    tests: &'a JsonTests,
    summary: JsonSummary,
    serial: u64,
    stale: Option<&'a str>,
    /// Where everything is shown.
    all: &'static str,
    terminal: &'a Terminal,
}

impl Told<'_> {
    fn text(&self) -> String {
        let mut parts = Vec::new();
        if let Some(stale) = self.stale {
            let symbol = self.terminal.symbol(Symbol::Warning);
            let text = format!("Stale: {}", self.shown(stale));
            parts.push(hanging_in(
                style::HEADING,
                &format!("{symbol} "),
                &text,
                self.terminal,
            ));
        }
        let changes = self.page.settings > 0;
        if changes {
            let headline = self.shown(&self.page.headline);
            parts.push(hanging_in(style::HEADING, "", &headline, self.terminal));
            parts.push(self.people());
        } else {
            parts.push(self.no_changes());
        }
        parts.push(self.failures());
        parts.extend(self.findings.iter().cloned());
        parts.push(self.more_findings());
        if changes {
            parts.push(self.changes());
            parts.push(self.closing());
        }
        parts.retain(|part| !part.is_empty());
        parts.join("\n")
    }

    fn shown(&self, text: &str) -> String {
        shown(text, TEXT, self.terminal)
    }

    fn people(&self) -> String {
        let page = self.page;
        let mut out = String::new();
        let both = !page.lose.groups.is_empty() || !page.gain.groups.is_empty();
        for (name, section) in [
            ("Lose", &page.lose),
            ("Gain", &page.gain),
            ("Keep", &page.keep),
        ] {
            if section.groups.is_empty() {
                if both && name != "Keep" {
                    let _ = writeln!(
                        out,
                        "{}   nobody",
                        self.terminal.paint(style::HEADING, name)
                    );
                }
                continue;
            }
            out.push_str(&self.section(name, section));
        }
        for (name, texts) in [
            ("Not touched: ", &page.untouched),
            ("Assumed: ", &page.assumed),
        ] {
            if !texts.is_empty() {
                let texts: Vec<String> = texts.iter().map(|t| self.shown(t)).collect();
                out.push_str(&hanging(
                    "",
                    &format!("{name}{}.", texts.join("; ")),
                    self.terminal,
                ));
            }
        }
        out
    }

    /// Groups under one heading for each thing that is lost or gained.
    fn section(&self, name: &str, section: &Section) -> String {
        let heading = self.terminal.paint(style::HEADING, name);
        let mut out = String::new();
        for groups in section.groups.chunk_by(|a, b| a.about == b.about) {
            let about = self.shown(&groups[0].about);
            if about.is_empty() {
                for group in groups {
                    let text = format!("{}, {}", self.who(group), self.shown(&group.what));
                    out.push_str(&hanging(&format!("{heading}   "), &text, self.terminal));
                }
            } else {
                out.push_str(&hanging(&format!("{heading} "), &about, self.terminal));
                out.push_str(&self.groups(groups));
            }
        }
        if section.omitted > 0 {
            let _ = writeln!(out, "  {}", self.more(section.omitted, "group"));
        }
        out
    }

    /// `  - contoso-nl, litware, woodgrove      your own tenants`
    fn groups(&self, groups: &[Group]) -> String {
        let most = self.terminal.columns() / 2 - 4;
        let wides = groups
            .iter()
            .map(|g| width(&self.who(g)))
            .filter(|w| *w <= most);
        let column = wides.max().unwrap_or(0);
        let mut out = String::new();
        for group in groups {
            let (who, what) = (self.who(group), self.shown(&group.what));
            let wide = width(&who);
            if what.is_empty() {
                out.push_str(&hanging("  - ", &who, self.terminal));
            } else if wide <= column {
                let space = column - wide + GAP;
                out.push_str(&hanging(
                    &format!("  - {who}{:space$}", ""),
                    &what,
                    self.terminal,
                ));
            } else {
                out.push_str(&hanging("  - ", &format!("{what}: {who}"), self.terminal));
            }
        }
        out
    }

    fn who(&self, group: &Group) -> String {
        let mut names: Vec<String> = group.who.iter().map(|w| self.shown(w)).collect();
        if group.more > 0 {
            names.push(format!(
                "{} {} more",
                self.terminal.ellipsis(),
                words::thousands(group.more)
            ));
        }
        names.join(", ")
    }

    fn more(&self, count: usize, one: &str) -> String {
        let text = words::count(count, one);
        let (number, noun) = text.split_once(' ').unwrap_or((&text, ""));
        let ellipsis = self.terminal.ellipsis();
        format!("{ellipsis} {number} more {noun} ({})", self.all)
    }

    fn failures(&self) -> String {
        let mut out = String::new();
        let failures = &self.tests.failures;
        for failure in failures.iter().take(FAILURES) {
            let head = self.terminal.paint(style::ERROR, "test fails");
            let first = format!("{} {head}  ", self.terminal.symbol(Symbol::Error));
            let text = format!(
                "{}: {}",
                self.shown(&failure.test),
                self.shown(&failure.message)
            );
            out.push_str(&hanging(&first, &text, self.terminal));
            let location = failure.location.as_ref();
            let place = location.map(|l| format!("{}:{}", self.shown(&l.file), l.line));
            let place = self.terminal.paint(style::PATH, &place.unwrap_or_default());
            out.push_str(&left_right(
                4,
                &place,
                "so apply will refuse this plan",
                self.terminal,
            ));
        }
        if failures.len() > FAILURES {
            let more = words::count(failures.len() - FAILURES, "failed test");
            let _ = writeln!(out, "{} and {more} more", self.terminal.ellipsis());
        }
        out
    }

    fn more_findings(&self) -> String {
        if self.omitted.is_empty() {
            return String::new();
        }
        let rules: Vec<String> = self
            .omitted
            .iter()
            .map(|(rule, n)| format!("{} more {}", words::thousands(*n), self.shown(rule)))
            .collect();
        let first = format!("{} ", self.terminal.ellipsis());
        let text = format!("{} ({})", rules.join(", "), self.all);
        hanging(&first, &text, self.terminal)
    }

    fn changes(&self) -> String {
        let page = self.page;
        let head = self.terminal.paint(style::HEADING, "Change");
        let settings = words::count(page.settings, "setting");
        let mut out = format!(
            "{head}   {settings} of {}\n",
            words::count(page.tenants, "tenant")
        );
        for block in &page.blocks {
            out.push_str(&self.block(block));
        }
        if page.omitted > 0 {
            let _ = writeln!(out, "  {}", self.more(page.omitted, "setting"));
        }
        out
    }

    fn block(&self, block: &Block) -> String {
        let (mark, paint) = match block.action {
            JsonAction::Create => ("+", style::ADDED),
            JsonAction::Update => ("~", style::NOTE),
            JsonAction::Delete => ("-", style::REMOVED),
            JsonAction::Forget => (".", style::PATH),
        };
        let whose = match block.tenants.as_slice() {
            [tenant] if block.count == 1 => format!("{}.", self.shown(tenant)),
            _ => format!(
                "{} {} ",
                words::thousands(block.count),
                if self.terminal.unicode { "×" } else { "x" }
            ),
        };
        let address = format!("{whose}{}", self.shown(&block.setting));
        let address = self.terminal.paint(style::CODE, &address);
        let mark = self.terminal.paint(paint, mark);
        let values: Vec<String> = block.values.iter().map(|v| self.shown(v)).collect();
        let values = values.join(&format!(" {} ", arrow(self.terminal)));
        let mut out = left_right(2, &format!("{mark} {address}"), &values, self.terminal);
        let mut title = self.shown(&block.title);
        if block.wider {
            let wider = self.terminal.paint(style::WARNING, "opens wider");
            title = [title, wider].join(&format!(" {} ", dot(self.terminal)));
        }
        let place = place(block.place.as_ref(), self.terminal);
        out.push_str(&left_right(4, &title, &place, self.terminal));
        if block.count > 1 {
            let mut names: Vec<String> = block.tenants.iter().map(|t| self.shown(t)).collect();
            let more = block.count.saturating_sub(names.len());
            if more > 0 {
                names.push(format!(
                    "{} {} more",
                    self.terminal.ellipsis(),
                    words::thousands(more)
                ));
            }
            out.push_str(&hanging("    in ", &names.join(", "), self.terminal));
        }
        for line in &block.entries {
            out.push_str(&self.entry(line));
        }
        if block.omitted > 0 {
            let _ = writeln!(out, "    {}", self.more(block.omitted, "entry"));
        }
        out
    }

    fn entry(&self, line: &Line) -> String {
        let (mark, paint) = if line.added {
            ("+", style::ADDED)
        } else {
            ("-", style::REMOVED)
        };
        let entry = self
            .terminal
            .paint(paint, &format!("{mark} {}", self.shown(&line.entry)));
        let place = place(line.place.as_ref(), self.terminal);
        let mut out = left_right(4, &entry, &place, self.terminal);
        out.push_str(&notes_line(8, &line.notes, self.terminal));
        out
    }

    fn compared(&self) -> String {
        let page = self.page;
        let mut out = format!(
            "Compared: {}, {}",
            words::count(page.compared_tenants, "tenant"),
            words::count(page.compared_settings, "setting")
        );
        if !page.chosen.is_empty() {
            let chosen: Vec<String> = page.chosen.iter().map(|c| self.shown(c)).collect();
            let _ = write!(out, " (--tenant {})", chosen.join(" --tenant "));
        }
        match (self.serial, &page.recorded_on) {
            (0, _) => out.push_str("; nothing is recorded yet."),
            (serial, Some(day)) => {
                let _ = write!(out, ", with version {serial} of {}.", self.shown(day));
            }
            (serial, None) => {
                let _ = write!(out, ", with version {serial}.");
            }
        }
        out
    }

    fn closing(&self) -> String {
        let dot = format!(" {} ", dot(self.terminal));
        let s = &self.summary;
        let actions = [
            (s.create, "create"),
            (s.update, "update"),
            (s.delete, "delete"),
            (s.forget, "forget"),
        ];
        let actions = actions.iter().filter(|(n, _)| *n > 0);
        let thousands = |n: u64| words::thousands(usize::try_from(n).unwrap_or(usize::MAX));
        let mut parts: Vec<String> = actions
            .map(|(n, word)| format!("{} to {word}", thousands(*n)))
            .collect();
        parts.extend(self.weights());
        let last = format!("{}. Microsoft 365 itself is not touched.", parts.join(&dot));
        let mut out = hanging("", &self.compared(), self.terminal);
        out.push_str(&hanging("", &last, self.terminal));
        out.push_str(&self.standing());
        out
    }

    /// `2 warnings`, `1 accepted`, `1 test fails`.
    fn weights(&self) -> Vec<String> {
        let Counts {
            errors,
            warnings,
            notes,
            accepted,
        } = self.counts;
        let counted = [(errors, "error"), (warnings, "warning"), (notes, "note")];
        let counted = counted.iter().filter(|(n, _)| *n > 0);
        let mut parts: Vec<String> = counted.map(|(n, word)| words::count(*n, word)).collect();
        if accepted > 0 {
            parts.push(format!("{accepted} accepted"));
        }
        let JsonTests { passed, failed, .. } = *self.tests;
        match (passed, failed) {
            (0, 0) => {}
            (passed, 0) => parts.push(format!("tests {passed} of {passed} pass")),
            (_, 1) => parts.push("1 test fails".to_owned()),
            (_, failed) => parts.push(format!("{failed} tests fail")),
        }
        parts
    }

    fn standing(&self) -> String {
        if self.standing == 0 {
            return String::new();
        }
        let count = words::thousands(self.standing);
        let findings = if self.standing == 1 {
            "finding is"
        } else {
            "findings are"
        };
        let text = format!("{count} {findings} about what does not change: guestlist validate");
        hanging("", &text, self.terminal)
    }

    fn no_changes(&self) -> String {
        let mut text = format!("No changes. {}", self.compared());
        let weights = self.weights();
        if !weights.is_empty() {
            let _ = write!(
                text,
                " {}.",
                weights.join(&format!(" {} ", dot(self.terminal)))
            );
        }
        let mut out = hanging("", &text, self.terminal);
        out.push_str(&self.standing());
        out
    }
}

/// A place at the right edge.
fn place(place: Option<&Place>, terminal: &Terminal) -> String {
    let text = place.map(|p| format!("{}:{}", shown(&p.file, TEXT, terminal), p.line));
    terminal.paint(style::PATH, &text.unwrap_or_default())
}

/// `Joint launch · SEC-1412 · ann@contoso.com · until 2027-03-31`; nothing without notes.
fn notes_line(indent: usize, notes: &[String], terminal: &Terminal) -> String {
    if notes.is_empty() {
        return String::new();
    }
    let notes: Vec<String> = notes.iter().map(|n| shown(n, TEXT, terminal)).collect();
    let text = notes.join(&format!(" {} ", dot(terminal)));
    hanging(&" ".repeat(indent), &text, terminal)
}
