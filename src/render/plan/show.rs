//! A page as text.

use std::fmt::Write as _;

use super::chosen::{Counts, chosen, saved_finding};
use super::fit::people as people_of;
use super::{Page, PlanPage, commit_in_words, dot, page};
use crate::diagnostics::Finding;
use crate::plan::{Commit, Consequences};
use crate::render::findings::{FindingStyle, human_one};
use crate::render::json::plan::{JsonSummary, JsonTests, PlanDocument};
use crate::render::layout::{hanging, hanging_in, left_right, legible};
use crate::render::terminal::style;
use crate::render::{Symbol, Terminal};
use crate::text::{Sources, words};

/// Failed tests on a page.
const FAILURES: usize = 10;
/// Reasons shown beside a failed test.
const REASONS: usize = 3;
/// Characters of a text from a file.
pub(super) const TEXT: usize = 300;

/// A plan for people. Ends in a line break.
#[must_use]
pub fn human(shown: &PlanPage<'_>, terminal: &Terminal) -> String {
    let found = chosen(shown.findings, shown.full, |f| {
        (f.rule.id, f.severity.into())
    });
    let one = |f: &&Finding| human_one(f, shown.sources, terminal, FindingStyle::Plan);
    let texts = found.shown.iter().map(one).collect();
    let page = page(shown);
    let told = Told {
        findings: texts,
        omitted: &found.omitted,
        ..Told::new(shown, &page, terminal)
    };
    told.text()
}

/// What is said of a plan in every format for people.
pub(super) struct Facts {
    /// What was compared with what.
    pub(super) compared: String,
    /// `2 warnings`, `1 test fails`.
    pub(super) weights: Vec<String>,
    /// How many findings there are besides; empty if none.
    pub(super) standing: String,
}

/// The facts of a plan.
pub(super) fn facts(shown: &PlanPage<'_>) -> Facts {
    let page = page(shown);
    let told = Told::new(shown, &page, &Terminal::PLAIN);
    Facts {
        compared: told.compared(),
        weights: told.weights(),
        standing: told.besides(),
    }
}

/// A saved plan for people, as it was when it was made. `stale` says why it can't be applied any longer.
#[must_use]
pub fn saved(document: &PlanDocument, stale: Option<&str>, terminal: &Terminal) -> String {
    let none = Page::default();
    let found = chosen(&document.findings, false, |f| (f.rule.as_str(), f.severity));
    let counts = document
        .findings
        .iter()
        .map(|f| (f.severity, f.accepted.is_none(), f.stood));
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
        against: Against::Version(document.base().map_or(0, |b| b.serial.0)),
        stale,
        all: "the file holds all",
        terminal,
    };
    told.text()
}

/// The first lines of a plan, for what happened without one: the headline, then who loses, gains and
/// keeps contact. Ends in a line break.
#[must_use]
pub fn people(
    consequences: &Consequences,
    sources: &Sources,
    full: bool,
    terminal: &Terminal,
) -> String {
    let page = people_of(consequences, sources, full);
    let told = Told {
        page: &page,
        findings: Vec::new(),
        omitted: &[],
        counts: Counts::of(std::iter::empty()),
        standing: 0,
        tests: &JsonTests::default(),
        summary: JsonSummary::default(),
        against: Against::Version(0),
        stale: None,
        all: "--full shows all",
        terminal,
    };
    let mut parts = vec![told.head(), told.people(), told.ways_in()];
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

/// What it was compared with.
#[derive(Clone, Copy)]
enum Against<'a> {
    /// A version of the recorded state.
    Version(u64),
    /// A commit of the files.
    Commit(&'a Commit),
}

/// Everything that is told.
pub(super) struct Told<'a> {
    pub(super) page: &'a Page,
    findings: Vec<String>,
    omitted: &'a [(String, usize)],
    counts: Counts,
    standing: usize,
    pub(super) tests: &'a JsonTests,
    summary: JsonSummary,
    against: Against<'a>,
    stale: Option<&'a str>,
    /// Where everything is shown.
    pub(super) all: &'static str,
    pub(super) terminal: &'a Terminal,
}

impl<'a> Told<'a> {
    /// A plan without its findings.
    fn new(shown: &PlanPage<'a>, page: &'a Page, terminal: &'a Terminal) -> Self {
        let findings = shown.findings.iter();
        Self {
            page,
            findings: Vec::new(),
            omitted: &[],
            counts: Counts::of(findings.map(|f| (f.severity.into(), f.counts(), f.stood))),
            standing: shown.plan.standing.warning + shown.plan.standing.note,
            tests: shown.tests,
            summary: shown.plan.summary().into(),
            against: match &shown.plan.commit {
                Some(commit) => Against::Commit(commit),
                None => Against::Version(shown.plan.base.serial.0),
            },
            stale: None,
            all: "--full shows all",
            terminal,
        }
    }
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
            parts.push(self.head());
            parts.push(self.people());
            parts.push(self.ways_in());
        } else {
            parts.push(self.no_changes());
        }
        parts.push(self.failures());
        parts.push(self.removed_tests());
        parts.extend(self.findings.iter().cloned());
        parts.push(self.more_findings());
        if changes {
            parts.push(self.changes());
            parts.push(self.closing());
            parts.push(self.listed("Counted: ", &self.page.counted));
        }
        parts.retain(|part| !part.is_empty());
        parts.join("\n")
    }

    /// The first lines.
    fn head(&self) -> String {
        let headline = self.shown(&self.page.headline);
        let mut head = hanging_in(style::HEADING, "", &headline, self.terminal);
        if !self.page.behind.is_empty() {
            head.push_str(&hanging("", &self.shown(&self.page.behind), self.terminal));
        }
        head
    }

    pub(super) fn shown(&self, text: &str) -> String {
        legible(text, TEXT, self.terminal)
    }

    pub(super) fn more(&self, count: usize, one: &str) -> String {
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
                match self.against {
                    Against::Version(_) => "so apply will refuse this plan",
                    Against::Commit(_) => "so apply would refuse it",
                },
                self.terminal,
            ));
            for reason in failure.reasons.iter().take(REASONS) {
                out.push_str(&hanging("    - ", &self.shown(reason), self.terminal));
            }
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
        match (self.against, &page.recorded_on) {
            (Against::Commit(commit), _) => {
                let _ = write!(out, ", with {}.", self.shown(&commit_in_words(commit)));
            }
            (Against::Version(0), _) => out.push_str("; nothing is recorded yet."),
            (Against::Version(serial), Some(day)) => {
                let _ = write!(out, ", with version {serial} of {}.", self.shown(day));
            }
            (Against::Version(serial), None) => {
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
        let files = matches!(self.against, Against::Commit(_));
        let actions = actions.iter().filter(|(n, _)| *n > 0);
        let thousands = |n: u64| words::thousands(usize::try_from(n).unwrap_or(usize::MAX));
        let mut parts: Vec<String> = actions
            .map(|(n, word)| match *word {
                "forget" if files => format!("{} no longer stated", thousands(*n)),
                word => format!("{} to {word}", thousands(*n)),
            })
            .collect();
        parts.extend(self.weights());
        let last = format!("{}. Microsoft 365 itself is not touched.", parts.join(&dot));
        let mut out = hanging("", &self.compared(), self.terminal);
        out.push_str(&hanging("", &last, self.terminal));
        out.push_str(&self.standing());
        out
    }

    /// `2 warnings`, `1 accepted`, `37 from before this change`, `1 test fails`.
    fn weights(&self) -> Vec<String> {
        let Counts {
            errors,
            warnings,
            notes,
            accepted,
            stood,
        } = self.counts;
        let counted = [(errors, "error"), (warnings, "warning"), (notes, "note")];
        let counted = counted.iter().filter(|(n, _)| *n > 0);
        let mut parts: Vec<String> = counted.map(|(n, word)| words::count(*n, word)).collect();
        if accepted > 0 {
            parts.push(format!("{accepted} accepted"));
        }
        if stood > 0 {
            let stood = words::thousands(stood);
            parts.push(format!("{stood} from before this change"));
        }
        let JsonTests { passed, failed, .. } = *self.tests;
        let tests = match (passed, failed) {
            (0, 0) => String::new(),
            (passed, 0) => format!("tests {passed} of {passed} pass"),
            (_, 1) => "1 test fails".to_owned(),
            (_, failed) => format!("{failed} tests fail"),
        };
        match (tests.is_empty(), self.tests.removed.len()) {
            (true, 0) => {}
            (true, gone) => parts.push(format!("{} removed", words::count(gone, "test"))),
            (false, 0) => parts.push(tests),
            (false, gone) => parts.push(format!("{tests}, {} removed", words::thousands(gone))),
        }
        parts
    }

    fn standing(&self) -> String {
        match self.besides() {
            none if none.is_empty() => none,
            text => hanging("", &text, self.terminal),
        }
    }

    /// `3 findings are about what does not change: guestlist validate`
    fn besides(&self) -> String {
        if self.standing == 0 {
            return String::new();
        }
        let count = words::thousands(self.standing);
        // Beside a commit there are also those that it had already.
        let about = match (self.against, self.standing) {
            (Against::Version(_), 1) => "finding is about what does not change",
            (Against::Version(_), _) => "findings are about what does not change",
            (Against::Commit(_), 1) => "finding stands without this change",
            (Against::Commit(_), _) => "findings stand without this change",
        };
        format!("{count} {about}: guestlist validate")
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
