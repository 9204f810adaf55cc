//! `contacts-shared-with-everyone`: people may share their contacts with everybody.

use super::everybody::with_everybody;
use super::object::{Object, ObjectRule, POLICIES};
use crate::diagnostics::{Findings, RuleInfo, Severity};

static INFO: RuleInfo = RuleInfo {
    id: "contacts-shared-with-everyone",
    default: Some(Severity::Warning),
    summary: "A sharing policy lets people share their contacts with everybody.",
    explanation: "The contacts of a mailbox are personal data of other people. An entry * lets each person share theirs with every Microsoft 365 organisation. With anonymous it is of no use: what is published to the internet is a calendar; that the service refuses it is not confirmed. List the organisations that are meant.",
    fact: "New-SharingPolicy -Domains; CISA SCuBA MS.EXO.6.1v1",
    fault: false,
};

pub(in crate::rules) static RULE: ObjectRule = ObjectRule {
    info: &INFO,
    kinds: &[POLICIES],
    check,
};

/// The lists that it looks at, and what people may share by them.
const LISTS: &[(&str, &str)] = &[("contacts", "contacts")];

fn check(object: &Object<'_>, findings: &mut Findings) {
    for finding in with_everybody(object, &INFO, LISTS) {
        findings.push(
            finding.fix("contacts: [fabrikam.com]", "the organisations that are meant"),
        );
    }
}
