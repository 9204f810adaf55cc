//! `xtap-p1-licence`: cross-tenant access that needs Entra ID P1.

use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::section::{ALL_APPLICATIONS, ALL_USERS};
use crate::model::{SettingKey, Value};
use crate::rules::{Rule, TenantCase};
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "xtap-p1-licence",
    default: Some(Severity::Note),
    summary: "Cross-tenant settings that need Entra ID P1.",
    explanation: "Single users, groups or applications, inbound trust, and B2B direct connect need \
                  Entra ID P1 in the tenant that sets them; direct connect needs it on both sides. \
                  What licences a tenant has is not known here. One finding for each tenant.",
    fact: "Cross-tenant access overview: licences",
    fault: false,
};

pub(in crate::rules) struct XtapP1Licence;
pub(in crate::rules) static RULE: XtapP1Licence = XtapP1Licence;

impl Rule for XtapP1Licence {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let settings = case.tenant.settings.iter();
        let needing: Vec<(&SettingKey, &'static str)> = settings
            .filter(|(key, _)| key.section() == Some("cross_tenant_access"))
            .filter_map(|(key, desired)| Some((key, need(key, &desired.value)?)))
            .collect();
        let Some((first, _)) = needing.first() else {
            return;
        };
        let mut what: Vec<&str> = needing.iter().map(|(_, what)| *what).collect();
        what.sort_unstable();
        what.dedup();
        let message = format!(
            "cross-tenant settings of {} need Entra ID P1",
            case.tenant.name
        );
        let mut finding = Finding::new(&INFO, message)
            .at(case.place(first), "needs Entra ID P1")
            .about(case.address(first))
            .detail(format!("Because of {}.", words::some(&what, 4)));
        for (key, _) in needing.iter().skip(1) {
            finding = finding.rests_on(case.address(key));
        }
        findings.push(finding.advice("check the tenant's licences"));
    }
}

fn need(key: &SettingKey, value: &Value) -> Option<&'static str> {
    let path = key.as_str();
    if path.ends_with("_targets") {
        let set = value.as_set()?;
        let single = !set.contains(ALL_USERS) && !set.contains(ALL_APPLICATIONS);
        return single.then_some("single users, groups or applications");
    }
    if path.contains(".inbound_trust.") {
        return (value.as_flag() == Some(true)).then_some("inbound trust");
    }
    let open = path.contains(".b2b_direct_connect_") && value.as_text() == Some("allowed");
    open.then_some("B2B direct connect (on both sides)")
}
