//! `anyone-links-ignore-domains`: a list of domains beside links that anyone can use.

use super::word;
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::sharing::{ANYONE, MODE, TENANT};
use crate::rules::{Rule, TenantCase};

static INFO: RuleInfo = RuleInfo {
    id: "anyone-links-ignore-domains",
    default: Some(Severity::Warning),
    summary: "A list of domains does not stop links that anyone can use.",
    explanation: "A link for anyone opens without signing in, so nobody knows whose domain the \
                  visitor is of. While sharing is external_user_and_guest_sharing a list of domains \
                  limits guests, and not such links. Share with external_user_sharing_only at most if \
                  the list is meant to hold. That the list does not stop these links is inferred; CIS \
                  says the same of Entra's list.",
    fact: "Set-SPOTenant -SharingCapability, -SharingDomainRestrictionMode; CIS 5.1.6.1",
    fault: false,
};

pub(in crate::rules) struct AnyoneLinksIgnoreDomains;
pub(in crate::rules) static RULE: AnyoneLinksIgnoreDomains = AnyoneLinksIgnoreDomains;

impl Rule for AnyoneLinksIgnoreDomains {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let view = case.view();
        if !view.is_stated(&MODE) && !view.is_stated(&TENANT) {
            return;
        }
        let mode = word(case, &MODE).filter(|mode| mode != "none");
        if mode.is_none() || word(case, &TENANT).as_deref() != Some(ANYONE) {
            return;
        }
        let place = if view.is_stated(&MODE) { &MODE } else { &TENANT };
        let mut finding = Finding::new(
            &INFO,
            "links for anyone stay open to people of every domain, whatever the list says",
        )
        .at(case.place(place), "does not stop links for anyone")
        .about(case.address(&MODE))
        .rests_on(case.address(&TENANT))
        .detail("Such links need no sign-in (inferred: no page says it of this list).")
        .fix(
            "sharing: external_user_sharing_only",
            "To make everybody sign in, write",
        );
        match view.span(&TENANT) {
            Some(span) if place == &MODE => {
                finding = finding.related(span, "links for anyone are allowed here");
            }
            Some(_) => {}
            None => finding = finding.detail("No file states sharepoint.sharing."),
        }
        findings.push(finding);
    }
}
