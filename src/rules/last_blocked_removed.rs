//! `last-blocked-removed`: the block list becomes empty, and the tenant plainly open.

use super::{Rule, TenantCase};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::diff::Change;
use crate::model::federation::{ALLOWED, BLOCKED, ENABLED, Reach};
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "last-blocked-removed",
    default: Some(Severity::Note),
    summary: "The block list becomes empty: the tenant is open to everybody.",
    explanation: "With allowed_domains \"all\" and nothing blocked, every organisation that allows \
                  yours gets in, those that were blocked until now included. If some of them should \
                  stay out, keep their entries.",
    fact: "Manage external meetings and chat: open to all external domains without a blocked one; \
           Set-CsTenantFederationConfiguration -BlockedDomains",
    fault: false,
};

pub(super) struct LastBlockedRemoved;
pub(super) static RULE: LastBlockedRemoved = LastBlockedRemoved;

impl Rule for LastBlockedRemoved {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn only_in_plans(&self) -> bool {
        true
    }

    fn change(&self, case: &TenantCase<'_>, change: &Change, findings: &mut Findings) {
        let is_open = || matches!(case.view().reach(), Some(Reach::Except { blocked, .. }) if blocked.is_empty());
        let removed = change.removed();
        if change.key != BLOCKED || removed.is_empty() || !is_open() {
            return;
        }
        let name = &case.tenant.name;
        findings.push(
            Finding::new(
                &INFO,
                format!("With its last blocked domain gone {name} is open to everybody"),
            )
            .at(case.place(&BLOCKED), "nobody is blocked")
            .about(case.address(&BLOCKED))
            .rests_on(case.address(&ALLOWED))
            .rests_on(case.address(&ENABLED))
            .about_change()
            .detail(format!("No longer blocked: {}.", words::some(&removed, 6)))
            .advice("keep the entries of those that should stay out"),
        );
    }
}
