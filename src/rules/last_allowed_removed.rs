//! `last-allowed-removed`: an allow list becomes "all" or "none".

use super::{Rule, TenantCase};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::diff::Change;
use crate::model::AllowedDomains;
use crate::model::federation::{ALLOWED, BLOCKED, ENABLED, Reach};
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "last-allowed-removed",
    default: Some(Severity::Warning),
    summary: "An allow list goes: the tenant opens to all, or closes.",
    explanation: "Without its allow list a tenant either talks to every organisation (all) or to \
                  nobody (none); there is nothing between. guestlist makes you write which of the \
                  two, and says so in the plan, because tools read an empty list in opposite ways. \
                  If neither is meant, keep the entries that are still wanted.",
    fact: "Set-CsTenantFederationConfiguration -AllowedDomains: AllowAllKnownDomains is everybody, \
           an empty list is nobody",
    fault: false,
};

pub(super) struct LastAllowedRemoved;
pub(super) static RULE: LastAllowedRemoved = LastAllowedRemoved;

impl Rule for LastAllowedRemoved {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn only_in_plans(&self) -> bool {
        true
    }

    fn change(&self, case: &TenantCase<'_>, change: &Change, findings: &mut Findings) {
        if change.key != ALLOWED {
            return;
        }
        let policy = |v: Option<&crate::model::Value>| v.and_then(AllowedDomains::from_value);
        let Some(AllowedDomains::Only(before)) = policy(change.before.as_ref()) else {
            return;
        };
        let name = &case.tenant.name;
        let number = words::count(before.len(), "domain");
        let until = format!("Until now it talks to {number} and to nobody else.");
        let (message, label, meaning) = match case.view().reach() {
            Some(Reach::Except { blocked, .. }) if blocked.is_empty() => (
                format!("Without its allow list {name} opens to every organisation"),
                "everybody",
                "Everybody in an organisation that allows yours can find, chat with and call \
                 people here."
                    .to_owned(),
            ),
            Some(Reach::Except { blocked, .. }) => (
                format!("Without its allow list {name} opens to all but the blocked"),
                "everybody else",
                format!(
                    "All organisations get in but the {} on the block list.",
                    words::count(blocked.len(), "domain")
                ),
            ),
            Some(Reach::Nobody) => (
                format!("Without its allow list {name} talks to nobody"),
                "nobody",
                "Everybody on the list loses chat, calls and presence with people here.".to_owned(),
            ),
            _ => return,
        };
        findings.push(
            Finding::new(&INFO, message)
                .at(case.place(&ALLOWED), label)
                .about(case.address(&ALLOWED))
                .rests_on(case.address(&ENABLED))
                .rests_on(case.address(&BLOCKED))
                .about_change()
                .detail(until)
                .detail(meaning)
                .advice("if neither is meant, keep the entries that are still wanted"),
        );
    }
}
