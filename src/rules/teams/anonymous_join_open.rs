//! `anonymous-join-open`: lists that meetings pass by.

use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::SettingKey;
use crate::model::federation::{self, Reach};
use crate::rules::{Basis, Rule, TenantCase};

static INFO: RuleInfo = RuleInfo {
    id: "anonymous-join-open",
    default: Some(Severity::Note),
    summary: "People whom the lists shut out can still join meetings without signing in.",
    explanation: "Domain lists, blocked users and the switch of external access bind meetings only \
                  where nobody can join anonymously. That takes meetings.disable_anonymous_join for \
                  the tenant, or anonymous_users_join_meeting: false in the meeting policy of every \
                  organiser. Reported where a file states settings of meetings; for others see \
                  guestlist can PARTY meeting TENANT.",
    fact: "Manage external meetings and chat; Set-CsTeamsMeetingConfiguration, \
           DisableAnonymousJoin; Set-CsTeamsMeetingPolicy, AllowAnonymousUsersToJoinMeeting",
    fault: false,
};

static DISABLED: SettingKey = SettingKey::of("meetings.disable_anonymous_join");
static JOIN: SettingKey = SettingKey::of("meetings.policies[].anonymous_users_join_meeting");
const POLICIES: &str = "meetings.policies[]";

pub(in crate::rules) struct AnonymousJoinOpen;
pub(in crate::rules) static RULE: AnonymousJoinOpen = AnonymousJoinOpen;

impl Rule for AnonymousJoinOpen {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let view = case.view();
        let mut keys = case.tenant.settings.keys();
        if !keys.any(|key| key.section() == Some("meetings"))
            || view.flag(&DISABLED) != Some(false)
        {
            return;
        }
        let shut_out = match view.reach() {
            Some(Reach::Off) => "External access is off",
            Some(Reach::Nobody | Reach::Only(_)) => "Only listed organisations are let in",
            Some(Reach::Except { blocked, .. }) if !blocked.is_empty() => "Domains are blocked",
            _ => return,
        };
        let Some((key, who)) = open(case) else { return };
        let mut finding = Finding::new(
            &INFO,
            format!("{shut_out}, but people can still join meetings of {who} by link"),
        )
        .at(case.place(&key), "anonymous join is on")
        .about(case.address(&key))
        .rests_on(case.address(&federation::ENABLED));
        if view.effective(&key).basis == Basis::Default {
            finding = finding.detail("No file states it; on is Microsoft's default.");
        }
        findings.push(finding.fix(
            "meetings: { disable_anonymous_join: true }",
            "To let nobody join without signing in, write",
        ));
    }
}

/// The first policy that lets people join anonymously, and whose meetings that is about.
fn open(case: &TenantCase<'_>) -> Option<(SettingKey, String)> {
    let global = JOIN.with_object("global");
    if case.view().flag(&global) == Some(true) {
        return Some((global, "most organisers".to_owned()));
    }
    let mut policies = case.tenant.objects(POLICIES);
    policies.find_map(|policy| {
        let key = policy.setting(&JOIN);
        let is_open = case.view().flag(&key) == Some(true);
        is_open.then(|| (key, format!("organisers with the policy \"{}\"", policy.name)))
    })
}
