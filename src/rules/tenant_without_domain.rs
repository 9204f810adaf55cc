//! `tenant-without-domain`: a tenant whose domains nobody stated.

use super::{Rule, TenantCase};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};

static INFO: RuleInfo = RuleInfo {
    id: "tenant-without-domain",
    default: Some(Severity::Warning),
    summary: "A tenant that states no domains.",
    explanation: "Each tenant has domains of its own, and other organisations know it by them. \
                  Without them guestlist can't say whether a list lets its people in, so answers \
                  about it are unknown. Write all of them, those that only some people sign in with \
                  too.",
    fact: "Microsoft 365 inter-tenant collaboration: each tenant has its own namespace; UPN, SMTP \
           and SIP namespaces can't be shared",
    fault: false,
};

pub(super) struct TenantWithoutDomain;
pub(super) static RULE: TenantWithoutDomain = TenantWithoutDomain;

impl Rule for TenantWithoutDomain {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let tenant = case.tenant;
        if !tenant.domains.set().is_empty() || tenant.domains.is_faulty() {
            return;
        }
        let address = crate::model::Address::root(&tenant.name).child("domains");
        findings.push(
            Finding::new(
                &INFO,
                format!("no file says which domains {} has", tenant.name),
            )
            .at(tenant.span, "without domains")
            .about(address)
            .detail("Whether anybody's list lets its people in is not known.")
            .fix(
                format!("domains: [{}.example]", tenant.name),
                "with all its domains",
            ),
        );
    }
}
