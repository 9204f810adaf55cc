//! `licence-shared`: one licence in two tenants.

use super::claims::{OneTenantOnly, words};
use crate::diagnostics::{RuleInfo, Severity};

static INFO: RuleInfo = RuleInfo {
    id: "licence-shared",
    default: Some(Severity::Error),
    summary: "One subscription is claimed by two tenants.",
    explanation: "Licences and subscriptions belong to the tenant for which they were bought and can't be assigned across tenants. Each tenant needs its own.",
    fact: "Microsoft 365 inter-tenant collaboration: licences and subscriptions can't be shared across tenants",
    fault: false,
};

pub(in crate::rules) static RULE: OneTenantOnly = OneTenantOnly {
    info: &INFO,
    claims: |tenant| words(tenant, "licences", tenant.spec.licences.as_ref()),
    message: |what, one, other| format!("{one} and {other} can't share the licence {what}"),
    advice: "each tenant keeps licences of its own: delete it in one of the two",
};
