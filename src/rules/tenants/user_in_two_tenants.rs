//! `user-in-two-tenants`: one account in two tenants.

use super::claims::{OneTenantOnly, words};
use crate::diagnostics::{RuleInfo, Severity};

static INFO: RuleInfo = RuleInfo {
    id: "user-in-two-tenants",
    default: Some(Severity::Error),
    summary: "One account is a member of two tenants.",
    explanation: "An account lives in one tenant; it can't be shared between tenants or be in both. Somebody who works in two has an account in one of them and is a guest in the other, or has a second account under another name.",
    fact: "Microsoft 365 inter-tenant collaboration: user accounts can't be shared or duplicated across tenants",
    fault: false,
};

pub(in crate::rules) static RULE: OneTenantOnly = OneTenantOnly {
    info: &INFO,
    claims: |tenant| words(tenant, "members", tenant.spec.members.as_ref()),
    message: |what, one, other| format!("{what} can't be a member of {one} and of {other}"),
    advice: "keep the account in one tenant and invite it to the other as a guest",
};
