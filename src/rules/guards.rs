//! Pages about the guards of a workspace themselves: its tests, severities and accepted findings.
//! Judged where a configuration is compared with an earlier one: see `plan::earlier`.

use crate::diagnostics::{RuleInfo, Severity};

const fn page(id: &'static str, summary: &'static str, explanation: &'static str) -> RuleInfo {
    RuleInfo::page(id, Severity::Warning, summary, explanation, "")
}

/// A test that a change takes away and that would fail.
pub static TEST_WEAKENED: RuleInfo = page(
    "test-weakened",
    "A change takes away a test that would fail now.",
    "With plan --base the tests of that commit are run against the changed configuration too, with \
     the tags that tenants had there. This one fails, or can't be asked any longer, and the changed \
     files no longer say so: it was removed, or expects something else, or a tag no longer covers the \
     tenant. If that is meant, say why in the review; otherwise put the test back. What the base says \
     of this rule counts, so a change can't switch it off for itself.",
);

/// A finding that a change no longer reports as it was reported.
pub static RULE_RELAXED: RuleInfo = page(
    "rule-relaxed",
    "A change reports a finding no longer, or with less weight.",
    "With plan --base the severities and accepted findings of that commit are applied to the changed \
     configuration too. A finding that they would report is switched off, set to a lower severity, or \
     accepted by the change itself. If that is meant, say why in the review. What the base says of \
     this rule counts, so a change can't switch it off for itself.",
);

/// An expectation that the planned result does not meet.
pub static TEST_FAILED: RuleInfo = RuleInfo::fault(
    "test-failed",
    "An expectation in tests: does not hold.",
    "The planned result does not meet what a test expects, so apply refuses the plan. Change the \
     settings that decide, which the message names, or the test if it asks for something that is no \
     longer wanted. In plan --format json it stands under tests, not among the findings; the formats \
     for reviews show it beside them.",
);
