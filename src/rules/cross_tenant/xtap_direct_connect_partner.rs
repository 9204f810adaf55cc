//! `xtap-direct-connect-partner`: shared channels with a partner, whose side is theirs.

use super::{Lets, Other, PARTNERS, lets, other};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::rules::{Rule, TenantCase};

static INFO: RuleInfo = RuleInfo {
    id: "xtap-direct-connect-partner",
    default: Some(Severity::Note),
    summary: "Shared channels with a partner need the partner's side too.",
    explanation: "B2B direct connect is shut by default on both sides. This tenant opens its side for \
                  an organisation that you do not run; their administrator must open the other side \
                  for your tenant id, and both need Entra ID P1. Shared channels never work across \
                  clouds (commercial, US Government, China).",
    fact: "B2B direct connect overview",
    fault: false,
};

pub(in crate::rules) struct XtapDirectConnectPartner;
pub(in crate::rules) static RULE: XtapDirectConnectPartner = XtapDirectConnectPartner;

impl Rule for XtapDirectConnectPartner {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let view = case.view();
        for object in case.tenant.objects(PARTNERS) {
            if matches!(other(case.context.config, &object.name), Other::Ours(_)) {
                continue;
            }
            let open = [
                ("b2b_direct_connect_inbound", "outbound"),
                ("b2b_direct_connect_outbound", "inbound"),
            ]
            .into_iter()
            .find_map(|(setting, theirs)| {
                let (lets, key) = lets(&view, Some(&object.name), setting);
                let is_open = matches!(lets, Lets::All | Lets::Some) && key.is_of_object();
                is_open.then_some((key, theirs))
            });
            let Some((key, theirs)) = open else { continue };
            let name = &object.name;
            findings.push(
                Finding::new(
                    &INFO,
                    format!("shared channels with {name} work only if {name} opens its side too"),
                )
                .at(case.place(&key), "our side")
                .about(case.address(&key))
                .advice(format!(
                    "ask their administrator to allow B2B direct connect, {theirs}, for the tenant \
                     id of {}",
                    case.tenant.name
                )),
            );
        }
    }
}
