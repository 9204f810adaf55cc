//! `xtap-block-all-apps-ome`: all applications elsewhere are blocked, protected mail with them.

use super::PARTNERS;
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::section::ALL_APPLICATIONS;
use crate::rules::{Rule, TenantCase};

static INFO: RuleInfo = RuleInfo {
    id: "xtap-block-all-apps-ome",
    default: Some(Severity::Warning),
    summary: "People here can't read protected mail from other tenants.",
    explanation: "Reading encrypted mail of another organisation is an application of that \
                  organisation (00000012-0000-0000-c000-000000000000). Where every application is \
                  blocked outbound it is blocked too. If people here must read such mail, allow that \
                  application alone: users: allowed, applications: allowed, with its id as the only \
                  application target.",
    fact: "Cross-tenant access overview: blocking all outbound applications and Microsoft Rights \
           Management",
    fault: false,
};

pub(in crate::rules) struct XtapBlockAllAppsOme;
pub(in crate::rules) static RULE: XtapBlockAllAppsOme = XtapBlockAllAppsOme;

impl Rule for XtapBlockAllAppsOme {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let objects = case.tenant.objects(PARTNERS).map(|object| Some(object.name));
        for object in objects.chain([None]) {
            let object = object.as_deref();
            let path = |leaf: &str| super::path(object, &format!("b2b_collaboration_outbound.{leaf}"));
            let (key, targets) = (path("applications"), path("application_targets"));
            let word = case.desired(&key).and_then(|d| d.value.as_text());
            let named = case.desired(&targets).and_then(|d| d.value.as_set());
            if word != Some("blocked") || named.is_some_and(|set| !set.contains(ALL_APPLICATIONS)) {
                continue;
            }
            let name = &case.tenant.name;
            let whom = object.unwrap_or("other tenants");
            findings.push(
                Finding::new(
                    &INFO,
                    format!("people of {name} can't read protected mail from {whom}"),
                )
                .at(case.place(&key), "every application")
                .about(case.address(&key))
                .rests_on(case.address(&targets))
                .fix(
                    "{ users: allowed, applications: allowed,\n  \
                     application_targets: [00000012-0000-0000-c000-000000000000] }",
                    "to keep that application alone, write as b2b_collaboration_outbound",
                ),
            );
        }
    }
}
