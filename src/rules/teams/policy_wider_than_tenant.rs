//! `policy-wider-than-tenant`: a policy that lets its people reach whom the tenant's lists shut out.

use super::{ALLOWED, BLOCKED, FEDERATION, GLOBAL, POLICIES, WHICH, value};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::configuration::TenantObject;
use crate::model::federation::{self, Reach};
use crate::model::{SettingKey, ValueSet};
use crate::rules::{Rule, TenantCase};
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "policy-wider-than-tenant",
    default: Some(Severity::Note),
    summary: "A policy lets its people reach whom the tenant's lists shut out.",
    explanation: "A policy with anything but organization_default replaces the tenant's lists for \
                  the people it is granted to: they can talk to organisations that the tenant does \
                  not allow, or blocks. That is how a few people get more than everybody else; where \
                  nobody wants it, narrow the policy or let it follow the tenant's lists. To be \
                  stopped by it, set the rule to warning. That a policy outranks the tenant's blocked domains is what administrators report; \
                  Microsoft's documentation does not say it.",
    fact: "Set-CsExternalAccessPolicy, CommunicationWithExternalOrgs",
    fault: false,
};

pub(in crate::rules) struct PolicyWider;
pub(in crate::rules) static RULE: PolicyWider = PolicyWider;

impl Rule for PolicyWider {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let Some(reach) = case.view().reach() else {
            return;
        };
        for policy in case.tenant.objects(POLICIES) {
            let on = value(case, &policy, &FEDERATION).and_then(|v| v.as_flag());
            if policy.name != GLOBAL
                && on == Some(true)
                && let Some(more) = more(case, &policy, &reach)
            {
                findings.push(finding(case, &policy, &reach, &more));
            }
        }
    }
}

/// Whom the policy reaches and the tenant's lists do not, in words.
fn more(case: &TenantCase<'_>, policy: &TenantObject<'_>, reach: &Reach) -> Option<String> {
    let which = value(case, policy, &WHICH)?;
    let list = |declared: &SettingKey| value(case, policy, declared)?.as_set().cloned();
    let named = |domains: Vec<&str>| (!domains.is_empty()).then(|| words::some(&domains, 3));
    match (which.as_text()?, reach) {
        // The switch shuts everybody out, whatever policies say.
        (_, Reach::Off) => None,
        ("allow_specific_external_domains", _) => {
            let allowed = list(&ALLOWED)?;
            named(allowed.iter().filter(|d| !reach.lets_in(d)).collect())
        }
        ("allow_all_external_domains", Reach::Except { blocked, .. }) => {
            named(blocked.iter().collect())
        }
        ("block_specific_external_domains", Reach::Except { blocked, .. }) => {
            let own = list(&BLOCKED).unwrap_or_else(ValueSet::empty);
            named(blocked.minus(&own).collect())
        }
        ("allow_all_external_domains", _) => Some("every organisation".to_owned()),
        ("block_specific_external_domains", _) => {
            Some("every organisation that the policy does not block".to_owned())
        }
        _ => None,
    }
}

fn finding(
    case: &TenantCase<'_>,
    policy: &TenantObject<'_>,
    reach: &Reach,
    more: &str,
) -> Finding {
    let which = policy.setting(&WHICH);
    let view = case.view();
    let (key, shut_out) = match reach {
        Reach::Except { .. } => (&federation::BLOCKED, "blocked for everybody else"),
        _ => (&federation::ALLOWED, "not allowed for everybody else"),
    };
    let place = view.span(&which).unwrap_or(policy.desired.span);
    let mut finding = Finding::new(
        &INFO,
        format!(
            "The people of the policy \"{}\" reach {more}, which {}'s lists shut out",
            policy.name, case.tenant.name
        ),
    )
    .at(place, "replaces the tenant's lists")
    .about(case.address(&which))
    .rests_on(case.address(key));
    if let Some(span) = view.span(key) {
        finding = finding.related(span, shut_out);
    }
    finding.fix(
        "communication_with_external_orgs: organization_default",
        "To let the policy follow the tenant's lists, write",
    )
}
