//! `allow-and-block-both-set`: a block list that nobody reads, because there is an allow list.

use super::{Rule, TenantCase};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::federation::{ALLOWED, BLOCKED, ENABLED, Reach};
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "allow-and-block-both-set",
    default: Some(Severity::Warning),
    summary: "Both lists are filled, so the block list is not read.",
    explanation: "The service reads blocked_domains only while allowed_domains is \"all\". With an \
                  allow list, or \"none\", everybody who is not allowed is shut out anyway, and a \
                  domain on both lists is let in. The service keeps the block list, and reads it \
                  again on the day the allow list goes. Empty it, or accept the finding with the \
                  reason why it is kept.",
    fact: "Set-CsTenantFederationConfiguration -BlockedDomains: evaluated only while \
           AllowedDomains is AllowAllKnownDomains",
    fault: false,
};

pub(super) struct AllowAndBlockBothSet;
pub(super) static RULE: AllowAndBlockBothSet = AllowAndBlockBothSet;

impl Rule for AllowAndBlockBothSet {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let view = case.view();
        if !view.is_stated(&ALLOWED) && !view.is_stated(&BLOCKED) {
            return;
        }
        let allow = match view.reach() {
            Some(Reach::Only(_)) => "a list",
            Some(Reach::Nobody) => "none",
            _ => return,
        };
        let number = view.set(&BLOCKED).unwrap_or_default().len();
        if number == 0 {
            return;
        }
        // The plan's own words where the list counted until now.
        let is_new = !case.changes.is_empty()
            && matches!(case.before().reach(), Some(Reach::Except { blocked, .. }) if !blocked.is_empty());
        let (verb, later) = if is_new {
            (
                "no longer does anything",
                "It comes back into force if the allow list is taken away again.",
            )
        } else {
            (
                "does nothing",
                "The service keeps it for the day on which that is so again.",
            )
        };
        let (place, label) = if view.is_stated(&BLOCKED) {
            (&BLOCKED, "not read")
        } else {
            (&ALLOWED, "shuts the recorded block list out")
        };
        let mut finding = Finding::new(
            &INFO,
            format!("The block list ({}) {verb}", words::count(number, "domain")),
        )
        .at(case.place(place), label)
        .about(case.address(&BLOCKED))
        .rests_on(case.address(&ALLOWED))
        .rests_on(case.address(&ENABLED))
        .detail("Teams reads it only while allowed_domains is \"all\".")
        .detail(later)
        .fix("blocked_domains: []", "To drop it, write");
        if let (true, Some(span)) = (view.is_stated(&BLOCKED), view.span(&ALLOWED)) {
            finding = finding.related(span, format!("allowed_domains is {allow}"));
        }
        findings.push(finding);
    }
}
