//! `sharing-policy-no-default`: no sharing policy is the default.

use super::object::{Object, POLICIES};
use crate::diagnostics::{Findings, RuleInfo, Severity};
use crate::rules::{Rule, TenantCase};

static INFO: RuleInfo = RuleInfo {
    id: "sharing-policy-no-default",
    default: Some(Severity::Warning),
    summary: "The built-in sharing policy is no longer the default, and no other one is.",
    explanation: "Exactly one sharing policy is the default; it counts for every mailbox that has \
                  none of its own. A policy stops being the default only by making another one the \
                  default. Write default: true in that one, or delete default: false here.",
    fact: "New-SharingPolicy -Default",
    fault: false,
};

pub(in crate::rules) struct SharingPolicyNoDefault;
pub(in crate::rules) static RULE: SharingPolicyNoDefault = SharingPolicyNoDefault;

impl Rule for SharingPolicyNoDefault {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let objects = Object::all(case, POLICIES);
        let has_default = objects.iter().any(|o| o.flag("default") == Some(true));
        let built_in = objects
            .iter()
            .find(|o| o.name().eq_ignore_ascii_case("Default Sharing Policy"));
        let Some(built_in) = built_in.filter(|_| !has_default) else {
            return;
        };
        // It is the default of a fresh tenant, unless a file says otherwise.
        let stated = case.desired(&built_in.key("default"));
        if stated.and_then(|d| d.value.as_flag()) == Some(false) {
            findings.push(
                built_in
                    .finding(
                        &INFO,
                        "default",
                        "no sharing policy is the default".to_owned(),
                        "taken from this one",
                    )
                    .fix("default: true", "in the policy that takes its place"),
            );
        }
    }
}
