//! `guest-off-but-settings`: settings for guests while guest access is off.

use super::{Rule, TenantCase};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::SettingKey;
use crate::model::configuration::Desired;
use crate::text::words;

/// The switch for guests in Teams.
pub(super) static GUESTS: SettingKey = SettingKey::of("guest_access.enabled");

static INFO: RuleInfo = RuleInfo {
    id: "guest-off-but-settings",
    default: Some(Severity::Warning),
    summary: "Guest settings are stated while guest access is off.",
    explanation: "While guest_access.enabled is false no guest can use Teams here, so what guests may \
                  do in calls, meetings and chats is without effect. Either guests were meant to get \
                  in, or the settings can go. Settings that come from a shared baseline and wait for \
                  the day of opening are a reason to accept the finding.",
    fact: "Teams guest access: while guest access is turned off the calling, meeting and messaging \
           settings for guests do not apply; Set-CsTeamsClientConfiguration -AllowGuestUser",
    fault: false,
};

pub(super) struct GuestOffButSettings;
pub(super) static RULE: GuestOffButSettings = GuestOffButSettings;

impl Rule for GuestOffButSettings {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let view = case.view();
        if view.flag(&GUESTS) != Some(false) {
            return;
        }
        let dead: Vec<(&SettingKey, &Desired)> = case
            .tenant
            .settings
            .iter()
            .filter(|(key, _)| key.section() == Some("guest_access") && **key != GUESTS)
            .collect();
        let Some((first, stated)) = dead.first() else {
            return;
        };
        let names: Vec<&str> = dead.iter().map(|(key, _)| key.setting()).collect();
        let mut finding = Finding::new(
            &INFO,
            format!(
                "{} without effect: guest access of {} is off",
                words::count(dead.len(), "guest setting"),
                case.tenant.name
            ),
        )
        .at(stated.span, "without effect")
        .about(case.address(first))
        .detail(format!("Stated: {}.", words::some(&names, 6)))
        .members(&names)
        .rests_on(case.address(&GUESTS))
        .fix(
            "enabled: true",
            "To let guests in, write under guest_access",
        );
        finding = match view.span(&GUESTS) {
            Some(span) => finding.related(span, "switched off here"),
            None => finding.detail("The switch is recorded as off; no file states it."),
        };
        for (key, _) in dead.iter().skip(1) {
            finding = finding.rests_on(case.address(key));
        }
        findings.push(finding);
    }
}
