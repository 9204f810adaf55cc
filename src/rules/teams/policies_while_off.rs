//! `policies-while-off`: policies of people while external access is off.

use super::{ALLOWED, BLOCKED, FEDERATION, POLICIES, WHICH};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::configuration::TenantObject;
use crate::model::SettingKey;
use crate::model::federation::ENABLED;
use crate::rules::{Rule, TenantCase};
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "policies-while-off",
    default: Some(Severity::Warning),
    summary: "Policies that let people out while external access is off.",
    explanation: "external_access.enabled is the master switch: while it is false no policy lets \
                  anybody talk to people outside. To shut everybody out but a few, leave the switch \
                  on, allow nobody with allowed_domains: none, and grant the few a policy with \
                  domains of its own.",
    fact: "Set-CsTenantFederationConfiguration, AllowFederatedUsers: to block all but some users \
           keep it true and leave the allow list empty",
    fault: false,
};

pub(in crate::rules) struct PoliciesWhileOff;
pub(in crate::rules) static RULE: PoliciesWhileOff = PoliciesWhileOff;

impl Rule for PoliciesWhileOff {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let view = case.view();
        if view.flag(&ENABLED) != Some(false) {
            return;
        }
        let policies = case.tenant.objects(POLICIES);
        let idle: Vec<TenantObject<'_>> = policies.filter(|p| lets_out(case, p)).collect();
        let Some(first) = idle.first() else { return };
        let names: Vec<&str> = idle.iter().map(|p| p.name.as_str()).collect();
        let mut finding = Finding::new(
            &INFO,
            format!(
                "External access of {} is off: {} without effect: {}",
                case.tenant.name,
                if idle.len() == 1 {
                    "a policy is"
                } else {
                    "policies are"
                },
                words::some(&names, 3)
            ),
        )
        .at(first.desired.span, "without effect")
        .about(case.address(first.key))
        .members(&names)
        .rests_on(case.address(&ENABLED));
        for other in idle.iter().skip(1) {
            finding = finding.related(other.desired.span, "without effect too");
        }
        finding = match view.span(&ENABLED) {
            Some(span) => finding.related(span, "switched off here"),
            None => finding.detail("The switch is recorded as off; no file states it."),
        };
        findings.push(finding.fix(
            "external_access: { enabled: true, allowed_domains: none }",
            "To let only the people of these policies out, write",
        ));
    }
}

/// Whether a file gives the policy something that lets people out.
fn lets_out(case: &TenantCase<'_>, policy: &TenantObject<'_>) -> bool {
    let stated = |declared: &SettingKey| case.desired(&policy.setting(declared));
    let on = stated(&FEDERATION).is_some_and(|d| d.value.as_flag() == Some(true));
    let which = stated(&WHICH).and_then(|d| d.value.as_text());
    let wide = which.is_some_and(|w| w != "organization_default" && !w.starts_with("block_all"));
    let lists = [&ALLOWED, &BLOCKED].into_iter().any(|declared| {
        let set = stated(declared).and_then(|d| d.value.as_set());
        set.is_some_and(|set| !set.is_empty())
    });
    on || wide || lists
}
