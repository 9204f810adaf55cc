//! `guest-latency-24h`: guest settings take a day to arrive.

use super::{Rule, TenantCase};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::diff::{Action, Change};
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "guest-latency-24h",
    default: Some(Severity::Note),
    summary: "Guest settings change: allow up to 24 hours.",
    explanation: "A change to guest access in Teams takes up to 24 hours after the last of its steps \
                  until it counts for everybody. Until then some guests see the old rules and some \
                  the new ones: don't test, and don't look for a fault, before the day is over. The \
                  time runs from the change in the service, not from the apply that records it.",
    fact: "Teams guest access checklist: after all steps allow up to 24 hours for the change to \
           take effect",
    fault: false,
};

pub(super) struct GuestLatency;
pub(super) static RULE: GuestLatency = GuestLatency;

impl Rule for GuestLatency {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn only_in_plans(&self) -> bool {
        true
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let changes: Vec<&Change> = guest_changes(case).collect();
        let Some(first) = changes.first() else { return };
        let mut finding = Finding::new(
            &INFO,
            "Allow up to 24 hours after the real change before you test it",
        )
        .at(case.place(&first.key), "takes up to a day")
        .about(case.address(&first.key))
        .about_change();
        if changes.len() > 1 {
            let number = words::count(changes.len(), "guest setting");
            finding = finding.detail(format!("{number} of {} change.", case.tenant.name));
        }
        findings.push(finding);
    }
}

/// Guest settings whose value changes; a released one keeps its value.
pub(super) fn guest_changes<'a>(case: &TenantCase<'a>) -> impl Iterator<Item = &'a Change> {
    let is_guest = |c: &&Change| c.key.section() == Some("guest_access");
    let changes = case.changes.iter().filter(is_guest);
    changes.filter(|c| c.action != Action::Forget)
}
