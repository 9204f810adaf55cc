//! `groups-shared`: one security group in two tenants.

use super::claims::{OneTenantOnly, words};
use crate::diagnostics::{RuleInfo, Severity};

static INFO: RuleInfo = RuleInfo {
    id: "groups-shared",
    default: Some(Severity::Error),
    summary: "One security group belongs to two tenants.",
    explanation: "A security group belongs to one organisation; no other tenant can use it for policies or permissions. Make a group in each tenant; people of the other one can be members as guests.",
    fact: "Microsoft 365 inter-tenant collaboration: security groups can't be shared across tenants",
    fault: false,
};

pub(in crate::rules) static RULE: OneTenantOnly = OneTenantOnly {
    info: &INFO,
    claims: |tenant| words(tenant, "security_groups", tenant.spec.security_groups.as_ref()),
    message: |what, one, other| format!("{one} and {other} can't share the group {what}"),
    advice: "make a group in each tenant, with guests where people of the other belong",
};
