//! `storage-shared`: one pool of storage for two tenants.

use super::claims::{OneTenantOnly, words};
use crate::diagnostics::{RuleInfo, Severity};

static INFO: RuleInfo = RuleInfo {
    id: "storage-shared",
    default: Some(Severity::Error),
    summary: "Storage is pooled over two tenants.",
    explanation: "Storage of mailboxes and of SharePoint belongs to one tenant and can't be pooled over several; limits are managed in each, for SharePoint and for mailboxes apart.",
    fact: "Microsoft 365 inter-tenant collaboration: mailbox and SharePoint storage can't be pooled over tenants",
    fault: false,
};

pub(in crate::rules) static RULE: OneTenantOnly = OneTenantOnly {
    info: &INFO,
    claims: |tenant| words(tenant, "storage", tenant.spec.storage.as_ref()),
    message: |what, one, other| format!("{one} and {other} can't pool the storage {what}"),
    advice: "each tenant has storage of its own: delete it in one of the two",
};
