//! Invitation domains: an allow list or a deny list, of a limited length.
//!
//! Source: learn.microsoft.com, "Allow or block invites to specific organizations"; Graph beta
//! `b2bManagementPolicy`.

use super::Case;
use crate::diagnostics::{CONTRADICTION, Findings, TOO_MANY_ENTRIES};
use crate::model::{SettingKey, ValueSet};
use crate::text::words;

const ALLOWED: SettingKey = SettingKey::of("entra_b2b.invitations.allowed_domains");
const BLOCKED: SettingKey = SettingKey::of("entra_b2b.invitations.blocked_domains");

/// Most characters of the whole policy; other settings in it count too.
const MOST: usize = 25_000;

/// From how many characters on a policy is nearly full.
pub const WARN_AT: usize = 20_000;

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    both_lists(case, findings);
    length(case, findings);
}

fn both_lists(case: &Case<'_>, findings: &mut Findings) {
    let (Some(allowed), Some(blocked)) = (case.get(&ALLOWED), case.set(&BLOCKED)) else {
        return;
    };
    if allowed.value.as_text() == Some("all") || blocked.is_empty() {
        return;
    }
    let message = "an allow list and a deny list of invitation domains can't both be there";
    let mut finding = case
        .fault(&CONTRADICTION, &BLOCKED, message, "the deny list")
        .related(allowed.span, "the allow list")
        .detail("Entra ID has one list: domains that may be invited, or domains that may not.")
        .fix("blocked_domains: []", "to keep the allow list")
        .fix("allowed_domains: all", "to keep the deny list");
    if allowed.value.as_text() == Some("none") {
        finding = finding.detail("allowed_domains: none is an allow list without a domain.");
    }
    findings.push(finding);
}

fn length(case: &Case<'_>, findings: &mut Findings) {
    for key in [ALLOWED, BLOCKED] {
        let Some(set) = case.set(&key) else { continue };
        let length = policy_length(set);
        if length > MOST {
            let message = format!(
                "the policy of invitation domains has {} characters; Entra ID takes {}",
                words::thousands(length),
                words::thousands(MOST)
            );
            let number = words::count(set.len(), "domain");
            findings.push(
                case.fault(&TOO_MANY_ENTRIES, &key, message, "too long")
                    .detail(format!(
                        "{number}; what counts is the length of the policy as JSON, other settings \
                         in it included."
                    ))
                    .advice("take domains away; a deny list is shorter where few are kept out"),
            );
        }
    }
}

/// How many characters the policy has as JSON, with this as the list that is in force.
#[must_use]
pub fn policy_length(set: &ValueSet) -> usize {
    let list = serde_json::Value::from_iter(set.iter());
    // One of the two lists is in force; the other is stored empty, and both names count.
    let policy = serde_json::json!({ "B2BManagementPolicy": {
        "InvitationsAllowedAndBlockedDomainsPolicy": { "AllowedDomains": list, "BlockedDomains": [] }
    } });
    policy.to_string().chars().count()
}
