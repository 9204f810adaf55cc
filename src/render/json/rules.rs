//! The documents of `rules --format json` and `rules ID --format json`.

use serde::Serialize;

use crate::diagnostics::{RuleInfo, Severity};

/// Version of both documents.
pub const FORMAT_VERSION: &str = "1.0";

/// A rule's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JsonRule {
    /// Name in findings, in `rules:` and in `accept`.
    pub rule: &'static str,
    /// `off`, `note`, `warning` or `error`.
    pub default_severity: &'static str,
    /// Whether it is a fault of the files, which is always an error.
    pub fault: bool,
    /// One line.
    pub summary: &'static str,
    /// What it sees, why it matters, how to put it right.
    pub explanation: &'static str,
    /// The published fact it rests on; null for a rule of guestlist's own.
    pub fact: Option<&'static str>,
}

impl From<&RuleInfo> for JsonRule {
    fn from(rule: &RuleInfo) -> Self {
        Self {
            rule: rule.id,
            default_severity: rule.default.map_or("off", Severity::as_str),
            fault: rule.fault,
            summary: rule.summary,
            explanation: rule.explanation,
            fact: (!rule.fact.is_empty()).then_some(rule.fact),
        }
    }
}

/// What `guestlist rules --format json` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RulesDocument {
    /// Version of the format.
    pub format_version: &'static str,
    /// All rules.
    pub rules: Vec<JsonRule>,
}

/// What `guestlist rules ID --format json` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleDocument {
    /// Version of the format.
    pub format_version: &'static str,
    /// The rule.
    #[serde(flatten)]
    pub rule: JsonRule,
}

/// The document of all rules.
#[must_use]
pub fn rules(rules: &[&RuleInfo]) -> RulesDocument {
    RulesDocument {
        format_version: FORMAT_VERSION,
        rules: rules.iter().map(|rule| JsonRule::from(*rule)).collect(),
    }
}

/// The document of one rule.
#[must_use]
pub fn rule(rule: &RuleInfo) -> RuleDocument {
    RuleDocument {
        format_version: FORMAT_VERSION,
        rule: rule.into(),
    }
}
