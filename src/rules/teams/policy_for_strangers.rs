//! `policy-for-strangers`: a policy for people who are not of the tenant.

use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::configuration::Owner;
use crate::model::{Domain, SettingKey, ValueSet};
use crate::rules::{Rule, TenantCase};
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "policy-for-strangers",
    default: Some(Severity::Warning),
    summary: "A policy is granted to people of another organisation.",
    explanation: "Policies are for a tenant's own people, by the address they sign in with. An address \
                  under a domain of another tenant or of a partner is no account of this tenant: \
                  the policy can't be granted to it. Name the person in the tenant that has the \
                  account.",
    fact: "Grant-CsExternalAccessPolicy, Identity: the user's sign-in or SIP address",
    fault: false,
};

static USERS: [SettingKey; 2] = [
    SettingKey::of("external_access_policies[].users"),
    SettingKey::of("meetings.policies[].users"),
];

pub(in crate::rules) struct PolicyForStrangers;
pub(in crate::rules) static RULE: PolicyForStrangers = PolicyForStrangers;

impl Rule for PolicyForStrangers {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        for (key, desired) in &case.tenant.settings {
            if !USERS.iter().any(|users| users.as_str() == key.declared()) {
                continue;
            }
            let users = desired.value.as_set().into_iter().flat_map(ValueSet::iter);
            let strangers: Vec<&str> = users.filter(|user| is_stranger(case, user)).collect();
            if strangers.is_empty() {
                continue;
            }
            let policy = key.object_name().unwrap_or_default();
            findings.push(
                Finding::new(
                    &INFO,
                    format!(
                        "The policy \"{policy}\" of {} names people of others: {}",
                        case.tenant.name,
                        words::some(&strangers, 3)
                    ),
                )
                .at(desired.span, "no account of this tenant")
                .about(case.address(key))
                .members(&strangers)
                .advice("name them in the tenant that has their accounts"),
            );
        }
    }
}

/// Whether the address is under a domain that another organisation owns.
fn is_stranger(case: &TenantCase<'_>, user: &str) -> bool {
    let domain = user.rsplit_once('@').and_then(|(_, d)| Domain::parse(d).ok());
    let owner = domain.and_then(|d| case.context.config.owners.get(&d));
    match owner {
        Some(Owner::Tenant(name)) => *name != case.tenant.name,
        Some(Owner::Partner(_)) => true,
        None => false,
    }
}
