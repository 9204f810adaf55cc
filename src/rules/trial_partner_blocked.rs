//! `trial-partner-blocked`: an allowed organisation that has trial licences only.

use super::organisations::Organisation;
use super::{Rule, TenantCase};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::federation::{ALLOWED, ENABLED, Reach, TRIAL_EXEMPTIONS, TRIAL_TENANTS};
use crate::text::{Span, words};

static INFO: RuleInfo = RuleInfo {
    id: "trial-partner-blocked",
    default: Some(Severity::Warning),
    summary: "An allowed organisation has trial licences only, and those are blocked.",
    explanation: "trial_tenants: blocked, which is the service's default, cuts off organisations \
                  that have trial licences only, in both directions. Being on the allow list is not \
                  enough for them: they need an entry under allowed_trial_tenant_domains. That the \
                  block outranks the allow list is inferred from there being a list of exemptions; \
                  Microsoft's pages don't say it. Exempt the organisation, or delete trial: true \
                  once it pays.",
    fact: "Set-CsTenantFederationConfiguration -ExternalAccessWithTrialTenants, \
           -AllowedTrialTenantDomains",
    fault: false,
};

pub(super) struct TrialPartnerBlocked;
pub(super) static RULE: TrialPartnerBlocked = TrialPartnerBlocked;

impl Rule for TrialPartnerBlocked {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let context = case.context;
        let organisations = context.shared.organisations(context.config);
        if !organisations.has_trials() {
            return;
        }
        let view = case.view();
        let is_blocked = view
            .effective(&TRIAL_TENANTS)
            .value
            .is_some_and(|v| v.as_text() == Some("blocked"));
        let (true, Some(list), Some(exempted)) = (
            is_blocked,
            case.list(&ALLOWED),
            view.set(&TRIAL_EXEMPTIONS),
        ) else {
            return;
        };
        let Some(Reach::Only(allowed)) = view.reach() else {
            return;
        };
        let named = context.shared.named(context.config, list);
        let trials = named.trials.iter().filter_map(|at| organisations.get(*at));
        for trial in trials.filter(|t| t.name != case.tenant.name) {
            let Some(said) = trial.trial else { continue };
            let domains = trial.domains.iter();
            let blocked: Vec<&str> = domains
                .filter(|d| allowed.contains(d) && !exempted.contains(d))
                .collect();
            if !blocked.is_empty() {
                findings.push(finding(case, trial, said, &blocked));
            }
        }
    }
}

fn finding(
    case: &TenantCase<'_>,
    trial: &Organisation,
    said: Span,
    blocked: &[&str],
) -> Finding {
    let name = &trial.name;
    let verb = if blocked.len() == 1 { "is" } else { "are" };
    Finding::new(
        &INFO,
        format!("{name} is allowed, but still shut out: it has trial licences only"),
    )
    .at(
        case.place(&ALLOWED),
        format!("{} {verb} listed", words::some(blocked, 3)),
    )
    .related(said, "trial licences only")
    .about(case.address(&ALLOWED))
    .rests_on(case.address(&TRIAL_TENANTS))
    .rests_on(case.address(&TRIAL_EXEMPTIONS))
    .rests_on(case.address(&ENABLED))
    .detail("trial_tenants is blocked, and such organisations need an exemption besides.")
    .detail("That the block outranks the allow list is inferred, not documented.")
    .fix(
        format!("allowed_trial_tenant_domains:\n  - {}", trial.entry()),
        "To let it in all the same, write",
    )
}
