//! `invitations-to-nobody`: an allow list of invitation domains without a domain.

use super::ALLOWED;
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::rules::{Rule, TenantCase};

static INFO: RuleInfo = RuleInfo {
    id: "invitations-to-nobody",
    default: Some(Severity::Warning),
    summary: "People of no domain at all may be invited.",
    explanation: "allowed_domains: none under entra_b2b.invitations is an allow list without a domain: \
                  nobody can be invited, from Teams, groups, SharePoint or Power BI alike, and pending \
                  invitations can't be redeemed; guests who exist keep working. CIS counts it as a \
                  valid state (5.1.6.1). Accept the finding if that is meant.",
    fact: "Allow or block invites to specific organizations; CIS Microsoft 365 Foundations 7.0, \
           5.1.6.1",
    fault: false,
};

pub(in crate::rules) struct InvitationsToNobody;
pub(in crate::rules) static RULE: InvitationsToNobody = InvitationsToNobody;

impl Rule for InvitationsToNobody {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let stated = case.desired(&ALLOWED);
        if stated.is_none_or(|d| d.value.as_text() != Some("none")) {
            return;
        }
        findings.push(
            Finding::new(
                &INFO,
                format!("nobody can be invited to {}", case.tenant.name),
            )
            .at(case.place(&ALLOWED), "no domain")
            .about(case.address(&ALLOWED))
            .detail("Whether the admin centre saves such a list is not certain.")
            .fix("allowed_domains: all", "everybody but blocked_domains")
            .fix("allowed_domains: [fabrikam.com]", "these domains and nobody else"),
        );
    }
}
