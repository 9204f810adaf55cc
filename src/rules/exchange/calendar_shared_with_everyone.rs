//! `calendar-shared-with-everyone`: people may share free/busy with everybody.

use super::everybody::with_everybody;
use super::object::{Object, ObjectRule, POLICIES};
use crate::diagnostics::{Findings, RuleInfo, Severity};

static INFO: RuleInfo = RuleInfo {
    id: "calendar-shared-with-everyone",
    default: Some(Severity::Warning),
    summary: "A sharing policy lets people share free/busy times with everybody.",
    explanation: "An entry * is every Microsoft 365 organisation, anonymous is everybody else, by an address on the internet. Each person whose mailbox has the policy may share when they are busy with all of them. A fresh tenant has such a policy. List the organisations that are meant, or accept the finding and say why.",
    fact: "New-SharingPolicy -Domains; CISA SCuBA MS.EXO.6.2v1; CIS Microsoft 365 Foundations 1.3.3",
    fault: false,
};

pub(in crate::rules) static RULE: ObjectRule = ObjectRule {
    info: &INFO,
    kinds: &[POLICIES],
    check,
};

/// The lists that it looks at, and what people may share by them.
const LISTS: &[(&str, &str)] = &[("free_busy_simple", "free/busy times")];

fn check(object: &Object<'_>, findings: &mut Findings) {
    for finding in with_everybody(object, &INFO, LISTS) {
        findings.push(
            finding.fix("free_busy_simple: [fabrikam.com]", "the organisations that are meant"),
        );
    }
}
