//! `external-access-closed`: a tenant that talks to others stops doing so.

use super::{Rule, TenantCase};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::diff::Change;
use crate::model::federation::{ALLOWED, ENABLED, Reach};

static INFO: RuleInfo = RuleInfo {
    id: "external-access-closed",
    default: Some(Severity::Warning),
    summary: "A tenant closes to every organisation.",
    explanation: "The switch goes off, or allowed_domains becomes \"none\": chat, calls and presence \
                  with people of all other organisations end, partners and your own other tenants \
                  among them. Guests who are in teams already are not touched. To keep out a few, \
                  block their domains; to keep a few, list them. If it is meant, accept the finding \
                  and say why. Where an allow list goes, last-allowed-removed says so.",
    fact: "Set-CsTenantFederationConfiguration -AllowFederatedUsers, -AllowedDomains: without the \
           switch, and with an empty allow list, communication with all domains is blocked",
    fault: false,
};

pub(super) struct ExternalAccessClosed;
pub(super) static RULE: ExternalAccessClosed = ExternalAccessClosed;

impl Rule for ExternalAccessClosed {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn only_in_plans(&self) -> bool {
        true
    }

    fn change(&self, case: &TenantCase<'_>, change: &Change, findings: &mut Findings) {
        let (before, after) = (case.before().reach(), case.view().reach());
        let was_open = match &before {
            Some(Reach::Only(set)) => !set.is_empty(),
            Some(Reach::Except { .. }) => true,
            _ => false,
        };
        let (key, label, fix) = match after {
            Some(Reach::Off) if change.key == ENABLED => {
                (&ENABLED, "off for everybody", "enabled: true")
            }
            // A list that goes is told by last-allowed-removed.
            Some(Reach::Nobody)
                if change.key == ALLOWED && matches!(before, Some(Reach::Except { .. })) =>
            {
                (&ALLOWED, "nobody", "allowed_domains: all")
            }
            _ => return,
        };
        if !was_open {
            return;
        }
        let name = &case.tenant.name;
        findings.push(
            Finding::new(&INFO, format!("{name} closes to every other organisation"))
                .at(case.place(key), label)
                .about(case.address(key))
                .about_change()
                .detail(
                    "Chat, calls and presence end with people of all other organisations, partners \
                     and your own other tenants among them.",
                )
                .fix(fix, "to keep it open"),
        );
    }
}
