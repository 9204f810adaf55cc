//! `accept-unused`: an accept that matches nothing.

use super::Rule;
use crate::diagnostics::{Finding, RuleInfo, Severity};
use crate::model::configuration::AcceptedRule;

/// The rule's page.
pub(super) static INFO: RuleInfo = RuleInfo {
    id: "accept-unused",
    default: Some(Severity::Note),
    summary: "An accept that matches no finding.",
    explanation: "What it accepted is gone, or its address names something else. Left in place, it \
                  would hide the same finding when it comes back for another reason. Delete it.",
    fact: "",
    fault: false,
};

/// The funnel alone knows which accepts were used.
pub(super) struct AcceptUnused;
pub(super) static RULE: AcceptUnused = AcceptUnused;

impl Rule for AcceptUnused {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }
}

/// The finding about one accept.
pub(super) fn finding(accept: &AcceptedRule) -> Finding {
    Finding::new(
        &INFO,
        format!(
            "nothing to accept: no finding of {} here",
            accept.rule.value
        ),
    )
    .at(accept.span, "matches nothing")
    .advice("delete this accept")
}
