//! `guest-invite-not-in-teams`: guests may invite, but not from Teams.

use super::INVITES_FROM;
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::rules::{Rule, TenantCase};

static INFO: RuleInfo = RuleInfo {
    id: "guest-invite-not-in-teams",
    default: Some(Severity::Note),
    summary: "Guests themselves may send invitations, but not in Teams.",
    explanation: "invites_from: everyone lets guests invite further guests, in SharePoint and by the \
                  interface of Entra ID; Teams never lets them. If guests are not meant to bring in \
                  others, admins_guest_inviters_and_all_members is the next narrower value and takes \
                  nothing from your own people.",
    fact: "Configure external collaboration settings; Guest experience in Teams: guests can't invite",
    fault: false,
};

pub(in crate::rules) struct GuestInviteNotInTeams;
pub(in crate::rules) static RULE: GuestInviteNotInTeams = GuestInviteNotInTeams;

impl Rule for GuestInviteNotInTeams {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let stated = case.desired(&INVITES_FROM);
        if stated.is_some_and(|d| d.value.as_text() == Some("everyone")) {
            let message = format!(
                "guests of {} may invite further guests, though not in Teams",
                case.tenant.name
            );
            findings.push(
                Finding::new(&INFO, message)
                    .at(case.place(&INVITES_FROM), "guests included")
                    .about(case.address(&INVITES_FROM))
                    .fix(
                        "invites_from: admins_guest_inviters_and_all_members",
                        "your own people only",
                    ),
            );
        }
    }
}
