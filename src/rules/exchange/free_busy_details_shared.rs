//! `free-busy-details-shared`: subjects and locations of appointments leave the tenant.

use super::object::{Object, ObjectRule, RELATIONSHIPS};
use crate::diagnostics::{Findings, RuleInfo, Severity};

static INFO: RuleInfo = RuleInfo {
    id: "free-busy-details-shared",
    default: Some(Severity::Warning),
    summary: "A relationship returns subjects and locations of appointments.",
    explanation: "With limited_details the other organisation sees subject and location of \
                  appointments, not only when somebody is busy: names of customers, projects and \
                  people leave the tenant, for everybody or for the group in free_busy.scope. Use \
                  availability_only, or accept the finding and say why it is meant.",
    fact: "New-OrganizationRelationship -FreeBusyAccessLevel",
    fault: false,
};

pub(in crate::rules) static RULE: ObjectRule = ObjectRule {
    info: &INFO,
    kinds: &[RELATIONSHIPS],
    check,
};

fn check(object: &Object<'_>, findings: &mut Findings) {
    let is_shared = object.is_enabled()
        && object.flag("free_busy.enabled") == Some(true)
        && object.says("free_busy.level", "limited_details");
    if !is_shared {
        return;
    }
    let whose = if object.lacks("free_busy.scope") {
        "Those of everybody here."
    } else {
        "Those of the members of free_busy.scope."
    };
    findings.push(
        object
            .finding(
                &INFO,
                "free_busy.level",
                format!("{} sees subjects and locations of appointments", object.name()),
                "more than times",
            )
            .rests_on(object.address("free_busy.enabled"))
            .detail(whose)
            .fix("level: availability_only", "for times only"),
    );
}
