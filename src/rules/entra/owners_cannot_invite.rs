//! `owners-cannot-invite`: owners may add guests, but may not invite anybody new.

use super::{INVITES_FROM, OWNERS_ADD};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::rules::{Rule, TenantCase};

static INFO: RuleInfo = RuleInfo {
    id: "owners-cannot-invite",
    default: Some(Severity::Note),
    summary: "Owners may add guests to their groups, but only administrators may invite new ones.",
    explanation: "groups.owners_add_guests is true, but invites_from admits administrators and guest \
                  inviters only. Owners of teams and groups who are neither can add guests who are in \
                  the directory already, and nobody new. That is a common choice (CISA MS.AAD.8.2); \
                  it is said because owners will ask. invites_from: none is told by \
                  guest-checklist-incomplete where guest access is on.",
    fact: "Collaborate with guests in a team: members must be allowed to invite; Configure external \
           collaboration settings",
    fault: false,
};

pub(in crate::rules) struct OwnersCannotInvite;
pub(in crate::rules) static RULE: OwnersCannotInvite = OwnersCannotInvite;

impl Rule for OwnersCannotInvite {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let view = case.view();
        let invites = view.effective(&INVITES_FROM).value;
        let only_admins =
            invites.is_some_and(|v| v.as_text() == Some("admins_and_guest_inviters"));
        if !view.is_stated(&OWNERS_ADD) || view.flag(&OWNERS_ADD) != Some(true) || !only_admins {
            return;
        }
        let message = format!(
            "owners at {} may add guests, but can't invite anybody new",
            case.tenant.name
        );
        let mut finding = Finding::new(&INFO, message)
            .at(case.place(&OWNERS_ADD), "only guests who exist already")
            .about(case.address(&OWNERS_ADD))
            .rests_on(case.address(&INVITES_FROM))
            .fix(
                "invites_from: admins_guest_inviters_and_all_members",
                "to let owners invite, under entra_b2b",
            );
        if let Some(span) = view.span(&INVITES_FROM) {
            finding = finding.related(span, "administrators and guest inviters only");
        }
        findings.push(finding);
    }
}
