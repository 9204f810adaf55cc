//! `calendar-details-shared-with-everyone`: people may share what is in their calendar with everybody.

use super::everybody::with_everybody;
use super::object::{Object, ObjectRule, POLICIES};
use crate::diagnostics::{Findings, RuleInfo, Severity};

static INFO: RuleInfo = RuleInfo {
    id: "calendar-details-shared-with-everyone",
    default: Some(Severity::Warning),
    summary: "A sharing policy lets people share what is in their calendar with everybody.",
    explanation: "With free_busy_detail subjects and locations, with free_busy_reviewer whole appointments may be shared; the entry * is every Microsoft 365 organisation, anonymous is everybody else, by an address on the internet that needs no sign-in. List the organisations that are meant; for everybody at most free_busy_simple.",
    fact: "New-SharingPolicy -Domains; CISA SCuBA MS.EXO.6.2v1; CIS Microsoft 365 Foundations 1.3.3",
    fault: false,
};

pub(in crate::rules) static RULE: ObjectRule = ObjectRule {
    info: &INFO,
    kinds: &[POLICIES],
    check,
};

/// The lists that it looks at, and what people may share by them.
const LISTS: &[(&str, &str)] = &[
    ("free_busy_detail", "subjects and locations"),
    ("free_busy_reviewer", "whole appointments"),
];

fn check(object: &Object<'_>, findings: &mut Findings) {
    for finding in with_everybody(object, &INFO, LISTS) {
        findings.push(
            finding.advice("list the organisations that are meant, or move the entry to free_busy_simple"),
        );
    }
}
