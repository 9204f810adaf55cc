//! A finding, and how one is put together.

use compact_str::CompactString;

use super::{RuleInfo, Severity};
use crate::text::{Sources, Span};

/// A marked place and the words beside the mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// A few words; may be empty.
    pub text: String,
}

/// One way to put it right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// YAML or a command to copy; may have several lines; empty if there is only advice.
    pub code: String,
    /// What it does or what to do.
    pub text: String,
}

/// A finding that somebody accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// Why it was accepted.
    pub reason: String,
    /// Where it was accepted.
    pub span: Span,
}

/// What a finding has in common with those of other tenants, so that they can be told as one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gist {
    /// Who it is about, by name.
    pub who: Vec<String>,
    /// Each thing that is the case: the system, and a few words.
    pub facts: Vec<(&'static str, String)>,
}

/// A fault of the files, or what a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's page.
    pub rule: &'static RuleInfo,
    /// Its weight here: the rule's default or what `rules:` says.
    pub severity: Severity,
    /// One short sentence: what is the case.
    pub message: String,
    /// Sentences: what it means for people, and why.
    pub detail: Vec<String>,
    /// Ways to put it right, the best first.
    pub fixes: Vec<Fix>,
    /// What it is about, as an address.
    pub address: Option<String>,
    /// Where it is.
    pub place: Option<Label>,
    /// Other places of the same matter.
    pub related: Vec<Label>,
    /// Set if somebody accepted it.
    pub accepted: Option<Acceptance>,
    /// Settings it rests on besides its own address; a change to any of them makes it news.
    pub rests_on: Vec<String>,
    /// It exists only because something changes.
    pub about_change: bool,
    /// The word of a list that it is about and that the change takes away.
    pub removed: Option<String>,
    /// If its place is gone from the files: the nearest that is left of it there.
    pub nearest: Option<Span>,
    /// What it has in common with those of other tenants.
    pub gist: Option<Gist>,
    /// A small table that belongs to what it means.
    pub rows: Vec<[String; 3]>,
    /// Everything that it is about, where its texts name only some of it or count: who reads both
    /// can tell whether another finding says more. Empty if the texts say it all.
    pub members: Vec<CompactString>,
    /// Whether the commit that a plan is compared with had it already: the change touches what it is
    /// about, and did not bring it.
    pub stood: bool,
}

impl Finding {
    /// Said beside what [stood](Self::stood): it is told because `--deny` refuses it.
    pub const STOOD: &str = "was there before this change; --deny counts it";

    /// A finding without a place yet.
    #[must_use]
    pub fn new(rule: &'static RuleInfo, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.default.unwrap_or(Severity::Note),
            message: message.into(),
            detail: Vec::new(),
            fixes: Vec::new(),
            address: None,
            place: None,
            related: Vec::new(),
            accepted: None,
            rests_on: Vec::new(),
            about_change: false,
            removed: None,
            nearest: None,
            gist: None,
            rows: Vec::new(),
            members: Vec::new(),
            stood: false,
        }
    }

    /// Marks the place.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        let text = text.into();
        self.place = Some(Label { span, text });
        self
    }

    /// Marks the place if there is one.
    #[must_use]
    pub fn at_maybe(self, span: Option<Span>, text: impl Into<String>) -> Self {
        match span {
            Some(span) => self.at(span, text),
            None => self,
        }
    }

    /// Marks another place of the same matter.
    #[must_use]
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        let text = text.into();
        self.related.push(Label { span, text });
        self
    }

    /// Moves it to a place in files as they were earlier; the place it had is the nearest one left.
    #[must_use]
    pub fn moved_to(mut self, span: Span, text: impl Into<String>) -> Self {
        let left = self.place.take().map(|label| label.span);
        self.nearest = left.filter(|_| span.is_earlier());
        self.at(span, text)
    }

    /// Names the word of a list that the change takes away.
    #[must_use]
    pub fn removed(mut self, word: impl Into<String>) -> Self {
        self.removed = Some(word.into());
        self
    }

    /// Says what it has in common with those of other tenants.
    #[must_use]
    pub fn gist(mut self, gist: Gist) -> Self {
        self.gist = Some(gist);
        self
    }

    /// Names everything that it is about, beside texts that name only some of it.
    #[must_use]
    pub fn members<W: AsRef<str>>(mut self, words: impl IntoIterator<Item = W>) -> Self {
        let words = words.into_iter();
        self.members
            .extend(words.map(|w| CompactString::from(w.as_ref())));
        self
    }

    /// Says what it means.
    #[must_use]
    pub fn detail(mut self, text: impl Into<String>) -> Self {
        self.detail.push(text.into());
        self
    }

    /// Offers something to copy and says what it does.
    #[must_use]
    pub fn fix(mut self, code: impl Into<String>, text: impl Into<String>) -> Self {
        let (code, text) = (code.into(), text.into());
        self.fixes.push(Fix { code, text });
        self
    }

    /// Offers advice without text to copy.
    #[must_use]
    pub fn advice(self, text: impl Into<String>) -> Self {
        self.fix("", text)
    }

    /// Says what it is about.
    #[must_use]
    pub fn about(mut self, address: impl std::fmt::Display) -> Self {
        self.address = Some(address.to_string());
        self
    }

    /// Names another setting it rests on.
    #[must_use]
    pub fn rests_on(mut self, address: impl std::fmt::Display) -> Self {
        self.rests_on.push(address.to_string());
        self
    }

    /// Says that it exists only because something changes.
    #[must_use]
    pub fn about_change(mut self) -> Self {
        self.about_change = true;
        self
    }

    /// The tenant that it is about; none for what is about no single one.
    #[must_use]
    pub fn tenant(&self) -> Option<&str> {
        // What stands beside the tenants in an address.
        const OTHERS: [&str; 6] = ["partners", "lists", "baselines", "tests", "accept", "rules"];
        let (owner, _) = self.address.as_deref()?.split_once('.')?;
        (!OTHERS.contains(&owner)).then_some(owner)
    }

    /// The advice as one text, for formats with a single field.
    #[must_use]
    pub fn help(&self) -> String {
        let fix = |f: &Fix| match (f.code.is_empty(), f.text.is_empty()) {
            (true, _) => f.text.clone(),
            (_, true) => f.code.clone(),
            _ => format!("{}  ({})", f.code, f.text),
        };
        let lines: Vec<String> = self.fixes.iter().map(fix).collect();
        lines.join("\n")
    }

    /// Whether it counts for `--deny`.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.accepted.is_none()
    }
}

/// Puts findings into reading order (file, line, weight) and drops repetitions of one place: a node
/// behind an alias is reported at each use otherwise.
pub fn sort_and_dedup(findings: &mut Vec<Finding>, sources: &Sources) {
    let path = |f: &Finding| {
        f.place
            .as_ref()
            .map(|l| (sources.file(l.span.file).path().to_owned(), l.span.start))
    };
    findings.sort_by_cached_key(|f| {
        (
            path(f),
            std::cmp::Reverse(f.severity),
            f.rule.id,
            f.address.clone(),
            f.message.clone(),
        )
    });
    findings.dedup_by(|a, b| {
        a.rule.id == b.rule.id
            && a.place == b.place
            && a.message == b.message
            && a.address == b.address
    });
}

/// Findings of one step, bounded: a hostile file can hold a million faults.
#[derive(Debug, Default)]
pub struct Findings {
    items: Vec<Finding>,
    faults: usize,
    omitted: usize,
}

impl Findings {
    /// How many faults one collector keeps; the rest is counted.
    pub const MOST: usize = 1_000;

    /// Nothing found yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a finding in, or counts it. What is no fault is always kept: each of them can be
    /// accepted or set to another severity, and all are counted by severity.
    pub fn push(&mut self, finding: Finding) {
        if finding.rule.fault {
            if self.faults >= Self::MOST {
                self.omitted += 1;
                return;
            }
            self.faults += 1;
        }
        self.items.push(finding);
    }

    /// Counts faults that are not even built.
    pub fn omit(&mut self, number: usize) {
        self.omitted += number;
    }

    /// How many are kept by now, to find later what a step has added.
    #[must_use]
    pub fn mark(&self) -> usize {
        self.items.len()
    }

    /// What was added between two marks.
    pub fn between(&mut self, marks: std::ops::Range<usize>) -> &mut [Finding] {
        self.items.get_mut(marks).unwrap_or_default()
    }

    /// Takes another step's findings in.
    pub fn append(&mut self, other: Self) {
        self.items.extend(other.items);
        self.faults += other.faults;
        self.omitted += other.omitted;
    }

    /// How many were counted and not kept.
    #[must_use]
    pub fn omitted(&self) -> usize {
        self.omitted
    }

    /// Those that were kept.
    #[must_use]
    pub fn items(&self) -> &[Finding] {
        &self.items
    }

    /// Whether one of them is a fault or an error.
    #[must_use]
    pub fn has_error(&self) -> bool {
        self.omitted > 0 || self.items.iter().any(|f| f.severity == Severity::Error)
    }

    /// Those that were kept, and how many were not.
    #[must_use]
    pub fn into_parts(self) -> (Vec<Finding>, usize) {
        (self.items, self.omitted)
    }
}
