//! `groups-plan-required`: guests in groups need certain subscriptions.

use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::diff::Change;
use crate::model::{SettingKey, Value};
use crate::rules::{Rule, TenantCase};

static CONTENT: SettingKey = SettingKey::of("groups.guests_access_content");
static ADD: SettingKey = SettingKey::of("groups.owners_add_guests");

static INFO: RuleInfo = RuleInfo {
    id: "groups-plan-required",
    default: Some(Severity::Note),
    summary: "Guests in Microsoft 365 Groups need a subscription that includes Groups.",
    explanation: "The plan lets guests into groups. Groups are part of Business Essentials and \
                  Premium, Education, and Enterprise E1, E3 and E5; guestlist does not know which of \
                  them the tenant has. Several neighbouring settings need Entra ID P1 as well; the two \
                  that let guests in do not all say so.",
    fact: "Microsoft 365 inter-tenant collaboration: Microsoft 365 Groups",
    fault: false,
};

pub(in crate::rules) struct GroupsPlanRequired;
pub(in crate::rules) static RULE: GroupsPlanRequired = GroupsPlanRequired;

impl Rule for GroupsPlanRequired {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn change(&self, case: &TenantCase<'_>, change: &Change, findings: &mut Findings) {
        let opens = |c: &Change| {
            (c.key == CONTENT || c.key == ADD) && c.after.as_ref().and_then(Value::as_flag) == Some(true)
        };
        let first = case.changes.iter().find(|c| opens(c));
        if first.is_none_or(|first| first.key != change.key) {
            return;
        }
        let message = format!(
            "guests in groups of {} need a subscription with Microsoft 365 Groups",
            case.tenant.name
        );
        findings.push(
            Finding::new(&INFO, message)
                .at(case.place(&change.key), "lets guests in")
                .about(case.address(&change.key))
                .about_change()
                .advice("check the tenant's licences; one of those named on the rule's page is enough"),
        );
    }
}
