//! `open-federation`: everybody may talk to this tenant.

use super::{Basis, Rule, TenantCase};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::federation::{ALLOWED, BLOCKED, ENABLED, Reach};

static INFO: RuleInfo = RuleInfo {
    id: "open-federation",
    default: Some(Severity::Note),
    summary: "External access is open to every organisation.",
    explanation: "With the switch on, allowed_domains \"all\" and no blocked domain, everybody in any \
                  organisation that allows yours can find, chat with and call people here. That is \
                  the service's default and often what is wanted; baselines such as SCuBA \
                  (MS.TEAMS.2.1) ask for a list of domains instead. Raise this rule to warning if \
                  your organisation does.",
    fact: "Manage external meetings and chat with people and organizations using Microsoft \
           identities: open by default; Set-CsTenantFederationConfiguration -AllowedDomains",
    fault: false,
};

pub(super) struct OpenFederation;
pub(super) static RULE: OpenFederation = OpenFederation;

impl Rule for OpenFederation {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let view = case.view();
        let Some(Reach::Except { blocked, .. }) = view.reach() else {
            return;
        };
        // A tenant for which nothing about federation is stated is left alone.
        let stated = [&ENABLED, &ALLOWED, &BLOCKED]
            .into_iter()
            .find(|k| view.is_stated(k));
        let (true, Some(stated)) = (blocked.is_empty(), stated) else {
            return;
        };
        let key = if view.is_stated(&ALLOWED) {
            &ALLOWED
        } else {
            stated
        };
        let name = &case.tenant.name;
        // What no file says is easily overlooked: the label stands at another setting.
        let (label, basis) = match view.effective(&ALLOWED).basis {
            Basis::Default => (
                "open to all by default",
                "No file states allowed_domains, and nothing is recorded: Microsoft's default is \"all\".",
            ),
            Basis::Recorded => (
                "open to all as recorded",
                "No file states allowed_domains; what is recorded is \"all\".",
            ),
            _ => ("open to all", ""),
        };
        let mut finding = Finding::new(
            &INFO,
            format!("every organisation may chat with and call people of {name}"),
        );
        if !basis.is_empty() {
            finding = finding.detail(basis);
        }
        findings.push(
            finding
            .at(case.place(key), label)
            .about(case.address(key))
            .rests_on(case.address(&ENABLED))
            .rests_on(case.address(&BLOCKED))
            .fix(
                "allowed_domains: [fabrikam.com]",
                "to close it for all but some",
            ),
        );
    }
}
