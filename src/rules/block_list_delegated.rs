//! `block-list-delegated`: the security team may change lists that are kept here.

use super::{Rule, TenantCase};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::SettingKey;
use crate::model::federation::BLOCKED;

/// Whether the security team may edit the block lists.
static DELEGATION: SettingKey = SettingKey::of("external_access.security_team_delegation");
/// Single people who are blocked.
static BLOCKED_USERS: SettingKey = SettingKey::of("external_access.blocked_users.users");

static INFO: RuleInfo = RuleInfo {
    id: "block-list-delegated",
    default: Some(Severity::Note),
    summary: "The security team may change block lists that are stated here.",
    explanation: "With security_team_delegation, blocked domains and blocked users may be edited in \
                  the Defender portal. The service can then hold entries that no plan added: expect \
                  differences, take them over rather than undo them, or leave the lists to the \
                  security team and state them nowhere.",
    fact: "Set-CsTenantFederationConfiguration -SecurityTeamAllowBlockListDelegation",
    fault: false,
};

pub(super) struct BlockListDelegated;
pub(super) static RULE: BlockListDelegated = BlockListDelegated;

impl Rule for BlockListDelegated {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let view = case.view();
        let mut lists = [&BLOCKED, &BLOCKED_USERS]
            .into_iter()
            .filter(|key| view.is_stated(key));
        let Some(first) = lists.next() else { return };
        if view.flag(&DELEGATION) != Some(true) {
            return;
        }
        let name = &case.tenant.name;
        let mut finding = Finding::new(
            &INFO,
            format!("the security team may change {name}'s block lists without a plan"),
        )
        .at(case.place(first), "may be edited in the Defender portal")
        .about(case.address(first))
        .rests_on(case.address(&DELEGATION))
        .detail("The service may then hold entries that no file states.")
        .advice("expect differences, or leave these lists to the security team");
        if let Some(second) = lists.next() {
            finding = finding
                .related(case.place(second), "this one too")
                .rests_on(case.address(second));
        }
        if let Some(span) = view.span(&DELEGATION) {
            finding = finding.related(span, "delegated here");
        }
        findings.push(finding);
    }
}
