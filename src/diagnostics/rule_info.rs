//! What a rule is, apart from its code.

use std::fmt;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably not what was meant, or a consequence that a reviewer must see.
    Warning,
    /// Wrong: nothing is planned or recorded.
    Error,
}

impl Severity {
    /// The word used in files, on the command line and in machine formats.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A rule's page: what `guestlist rules ID` prints and the reference holds.
#[derive(Debug, PartialEq, Eq)]
pub struct RuleInfo {
    /// Name in findings, in `rules:` and in `accept`, kebab-case.
    pub id: &'static str,
    /// Severity unless `rules:` says otherwise; `None` is off.
    pub default: Option<Severity>,
    /// One line.
    pub summary: &'static str,
    /// What it sees, why it matters, how to put it right.
    pub explanation: &'static str,
    /// The published fact it rests on; empty for a rule of guestlist's own.
    pub fact: &'static str,
    /// Whether it is a fault of the files: always an error, never set lower.
    pub fault: bool,
}

impl RuleInfo {
    /// Whether it is always an error: a fault, or a rule whose default is error.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.fault || self.default == Some(Severity::Error)
    }

    /// The page of a rule that is judged elsewhere, or nowhere.
    #[must_use]
    pub const fn page(
        id: &'static str,
        default: Severity,
        summary: &'static str,
        explanation: &'static str,
        fact: &'static str,
    ) -> Self {
        Self {
            id,
            default: Some(default),
            summary,
            explanation,
            fact,
            fault: false,
        }
    }

    /// A fault's page.
    #[must_use]
    pub const fn fault(id: &'static str, summary: &'static str, explanation: &'static str) -> Self {
        Self {
            id,
            default: Some(Severity::Error),
            summary,
            explanation,
            fact: "",
            fault: true,
        }
    }
}
