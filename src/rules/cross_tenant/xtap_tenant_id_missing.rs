//! `xtap-tenant-id-missing`: cross-tenant access for an organisation whose tenant id nobody states.

use super::PARTNERS;
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::Name;
use crate::rules::{Rule, TenantCase};

static INFO: RuleInfo = RuleInfo {
    id: "xtap-tenant-id-missing",
    default: Some(Severity::Warning),
    summary: "Cross-tenant access for an organisation without a tenant id.",
    explanation: "Entra ID keeps cross-tenant access by tenant id, not by domain or name. The partner \
                  or tenant is declared without one, so what is stated for it can't be written. Ask \
                  their administrator (Microsoft Entra admin centre, Overview), and state tenant_id \
                  with the organisation.",
    fact: "Graph crossTenantAccessPolicyConfigurationPartner: tenantId is the key",
    fault: false,
};

pub(in crate::rules) struct XtapTenantIdMissing;
pub(in crate::rules) static RULE: XtapTenantIdMissing = XtapTenantIdMissing;

impl Rule for XtapTenantIdMissing {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let config = case.context.config;
        for object in case.tenant.objects(PARTNERS) {
            let Ok(name) = Name::parse(&object.name) else {
                continue;
            };
            let tenant = config.tenants.get(&name);
            let partner = config.partners.get(&name);
            let id = tenant.map(|t| (&t.spec.tenant_id, t.span));
            let Some((None, span)) = id.or_else(|| partner.map(|p| (&p.spec.tenant_id, p.span)))
            else {
                continue;
            };
            findings.push(
                Finding::new(
                    &INFO,
                    format!("the tenant id of {name} is not stated, and cross-tenant access needs it"),
                )
                .at(object.desired.span, "kept by tenant id")
                .related(span, "declared here without tenant_id")
                .about(case.address(object.key))
                .advice(format!(
                    "ask their administrator for it, and write tenant_id with {name}"
                )),
            );
        }
    }
}
