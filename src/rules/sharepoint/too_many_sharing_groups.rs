//! `too-many-sharing-groups`: more groups that may share than the admin centre takes.

use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::SettingKey;
use crate::rules::{Rule, TenantCase};

static INFO: RuleInfo = RuleInfo {
    id: "too-many-sharing-groups",
    default: Some(Severity::Warning),
    summary: "More groups may share than the admin centre takes.",
    explanation: "The SharePoint admin centre takes 12 security groups on both lists of \
                  who_can_share together. Whether the cmdlet takes more is not documented. Put the \
                  people into fewer groups.",
    fact: "Manage security groups for external sharing; Set-SPOTenant -WhoCanShareAnonymousAllowList, \
           -WhoCanShareAuthenticatedGuestAllowList",
    fault: false,
};

/// Groups on both lists together.
const MOST: usize = 12;

static ANONYMOUS: SettingKey = SettingKey::of("sharepoint.who_can_share.anonymous");
static GUESTS: SettingKey = SettingKey::of("sharepoint.who_can_share.authenticated_guests");

pub(in crate::rules) struct TooManySharingGroups;
pub(in crate::rules) static RULE: TooManySharingGroups = TooManySharingGroups;

impl Rule for TooManySharingGroups {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let view = case.view();
        let lists = [&ANONYMOUS, &GUESTS];
        let number: usize = lists
            .iter()
            .filter_map(|key| Some(view.set(key)?.len()))
            .sum();
        let stated = lists.into_iter().find(|key| view.is_stated(key));
        let Some(first) = stated.filter(|_| number > MOST) else {
            return;
        };
        findings.push(
            Finding::new(
                &INFO,
                format!("{number} groups may share; the admin centre takes {MOST} in total"),
            )
            .at(case.place(first), "too many together")
            .about(case.address(first))
            .rests_on(case.address(&GUESTS))
            .advice("put the people into fewer groups"),
        );
    }
}
