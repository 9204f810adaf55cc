//! `block-list-allows-rest`: a block list leaves the door open for everybody else.

use super::{Rule, TenantCase};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::federation::{ALLOWED, BLOCKED, ENABLED, Reach};
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "block-list-allows-rest",
    default: Some(Severity::Note),
    summary: "Only a block list: every other domain is open.",
    explanation: "blocked_domains shuts out the domains on it and nobody else: every other \
                  organisation that allows yours can chat with and call people here, subdomains of \
                  blocked domains too unless block_subdomains is true. That is right where contact \
                  is welcome and a few are not. If only known organisations should get in, list \
                  those under allowed_domains instead.",
    fact: "Manage external meetings and chat: if you add a blocked domain, all other domains are \
           allowed; Set-CsTenantFederationConfiguration -BlockedDomains",
    fault: false,
};

pub(super) struct BlockListAllowsRest;
pub(super) static RULE: BlockListAllowsRest = BlockListAllowsRest;

impl Rule for BlockListAllowsRest {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let view = case.view();
        let Some(Reach::Except { blocked, .. }) = view.reach() else {
            return;
        };
        if blocked.is_empty() || !view.is_stated(&BLOCKED) {
            return;
        }
        let message = format!(
            "all but {} may contact {}",
            words::count(blocked.len(), "blocked domain"),
            case.tenant.name
        );
        findings.push(
            Finding::new(&INFO, message)
                .at(case.place(&BLOCKED), "all others are let in")
                .about(case.address(&BLOCKED))
                .rests_on(case.address(&ALLOWED))
                .rests_on(case.address(&ENABLED))
                .fix(
                    "allowed_domains: [fabrikam.com]",
                    "To let in only those you name, write",
                ),
        );
    }
}
