//! `guest-role-as-member`: guests see as much of the directory as members.

use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::SettingKey;
use crate::rules::{Rule, TenantCase};

static ROLE: SettingKey = SettingKey::of("entra_b2b.guest_user_role");

static INFO: RuleInfo = RuleInfo {
    id: "guest-role-as-member",
    default: Some(Severity::Warning),
    summary: "Guests see as much of the directory as members.",
    explanation: "With guest_user_role: user every guest has the same access to the directory as \
                  members. guest is Microsoft's default, restricted_guest shows guests nothing \
                  but themselves; Teams, Outlook, SharePoint and Planner work with both. Neither \
                  changes what guests may do in SharePoint or Teams.",
    fact: "Restrict guest access permissions in Microsoft Entra ID; CISA MS.AAD.8.1",
    fault: false,
};

pub(in crate::rules) struct GuestRoleAsMember;
pub(in crate::rules) static RULE: GuestRoleAsMember = GuestRoleAsMember;

impl Rule for GuestRoleAsMember {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let stated = case.desired(&ROLE);
        if stated.is_some_and(|d| d.value.as_text() == Some("user")) {
            let message = format!("guests of {} can list its whole directory", case.tenant.name);
            findings.push(
                Finding::new(&INFO, message)
                    .at(case.place(&ROLE), "as members")
                    .about(case.address(&ROLE))
                    .fix("guest_user_role: guest", "Microsoft's default")
                    .fix("guest_user_role: restricted_guest", "nothing but themselves"),
            );
        }
    }
}
