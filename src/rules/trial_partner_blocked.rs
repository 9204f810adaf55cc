//! `trial-partner-blocked`: an allowed organisation that has trial licences only.

use super::{Rule, TenantCase};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::Name;
use crate::model::federation::{ALLOWED, ENABLED, Reach, TRIAL_EXEMPTIONS, TRIAL_TENANTS};
use crate::model::list::DomainList;
use crate::text::{Span, Spanned, words};

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

/// An organisation that says that it has trial licences only.
struct Trial<'a> {
    name: &'a Name,
    domains: &'a DomainList,
    said: Span,
    entry: &'static str,
}

impl Rule for TrialPartnerBlocked {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let view = case.view();
        let is_blocked = view
            .effective(&TRIAL_TENANTS)
            .value
            .is_some_and(|v| v.as_text() == Some("blocked"));
        let (true, true, Some(exempted)) = (
            view.is_stated(&ALLOWED),
            is_blocked,
            view.set(&TRIAL_EXEMPTIONS),
        ) else {
            return;
        };
        let Some(Reach::Only(allowed)) = view.reach() else {
            return;
        };
        for trial in trials(case) {
            let domains = trial.domains.set().iter();
            let blocked: Vec<&str> = domains
                .filter(|d| allowed.contains(d) && !exempted.contains(d))
                .collect();
            if !blocked.is_empty() {
                findings.push(finding(case, &trial, &blocked));
            }
        }
    }
}

/// The other organisations that say so.
fn trials<'a>(case: &TenantCase<'a>) -> impl Iterator<Item = Trial<'a>> {
    let config = case.context.config;
    let own = &case.tenant.name;
    let said = |trial: &Option<Spanned<bool>>| trial.filter(|t| t.value).map(|t| t.span);
    let tenants = config.tenants.values().filter(move |t| &t.name != own);
    let tenants = tenants.filter_map(move |t| {
        Some(Trial {
            name: &t.name,
            domains: &t.domains,
            said: said(&t.spec.trial)?,
            entry: "tenant",
        })
    });
    let partners = config.partners.values().filter_map(move |p| {
        Some(Trial {
            name: &p.name,
            domains: &p.domains,
            said: said(&p.spec.trial)?,
            entry: "partner",
        })
    });
    tenants.chain(partners)
}

fn finding(case: &TenantCase<'_>, trial: &Trial<'_>, blocked: &[&str]) -> Finding {
    let (name, entry) = (trial.name, trial.entry);
    let verb = if blocked.len() == 1 { "is" } else { "are" };
    Finding::new(
        &INFO,
        format!("{name} is allowed, but still shut out: it has trial licences only"),
    )
    .at(
        case.place(&ALLOWED),
        format!("{} {verb} listed", words::some(blocked, 3)),
    )
    .related(trial.said, "trial licences only")
    .about(case.address(&ALLOWED))
    .rests_on(case.address(&TRIAL_TENANTS))
    .rests_on(case.address(&TRIAL_EXEMPTIONS))
    .rests_on(case.address(&ENABLED))
    .detail("trial_tenants is blocked, and such organisations need an exemption besides.")
    .detail("That the block outranks the allow list is inferred, not documented.")
    .fix(
        format!("allowed_trial_tenant_domains:\n  - {entry}: {name}"),
        "To let it in all the same, write",
    )
}
