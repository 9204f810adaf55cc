//! `invitation-policy-large`: the policy of invitation domains is nearly as long as it may be.

use super::{ALLOWED, BLOCKED};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::resolve;
use crate::rules::{Rule, TenantCase};
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "invitation-policy-large",
    default: Some(Severity::Warning),
    summary: "The list of invitation domains is nearly full.",
    explanation: "Entra ID limits the policy that holds the list by length, not by number: 25,000 \
                  characters of JSON, other settings in the policy included. From 20,000 characters \
                  on guestlist warns, because what else stands in the policy is not known here; above \
                  25,000 it refuses.",
    fact: "Allow or block invites to specific organizations: at most 25 KB",
    fault: false,
};

/// Beyond this it is a fault.
const MOST: usize = 25_000;

pub(in crate::rules) struct InvitationPolicyLarge;
pub(in crate::rules) static RULE: InvitationPolicyLarge = InvitationPolicyLarge;

impl Rule for InvitationPolicyLarge {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        for key in [&ALLOWED, &BLOCKED] {
            let Some(list) = case.list(key) else { continue };
            let length = resolve::policy_length(list.set());
            if !(resolve::WARN_AT..=MOST).contains(&length) {
                continue;
            }
            let message = format!(
                "{} of {} characters of the policy of invitation domains are used",
                words::thousands(length),
                words::thousands(MOST)
            );
            findings.push(
                Finding::new(&INFO, message)
                    .at(case.place(key), "nearly full")
                    .about(case.address(key))
                    .detail("Other settings in the same policy count too; guestlist does not see them.")
                    .advice("take entries away that nobody needs, or turn to a shorter deny list"),
            );
        }
    }
}
