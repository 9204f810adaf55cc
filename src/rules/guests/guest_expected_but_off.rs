//! `guest-expected-but-off`: guests are declared, and guest access is off.

use super::GUESTS;
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::SettingKey;
use crate::rules::{Basis, Rule, TenantCase};
use crate::text::words;

static SWITCH: SettingKey = SettingKey::of("guest_access.enabled");
static ALLOWED: SettingKey = SettingKey::of("entra_b2b.invitations.allowed_domains");

static INFO: RuleInfo = RuleInfo {
    id: "guest-expected-but-off",
    default: Some(Severity::Warning),
    summary: "Guests, or domains of guests, are declared while guest access is off.",
    explanation: "The tenant declares guests or a list of domains that may be invited, but \
                  guest_access.enabled is false: such people have an account and may reach SharePoint, \
                  and nothing of them works in Teams. Switch guest access on, or accept the finding if \
                  they are guests of SharePoint alone.",
    fact: "Guest access in Microsoft Teams: the switch must be on for any guest; Set-CsTeamsClientConfiguration",
    fault: false,
};

pub(in crate::rules) struct GuestExpectedButOff;
pub(in crate::rules) static RULE: GuestExpectedButOff = GuestExpectedButOff;

impl Rule for GuestExpectedButOff {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let view = case.view();
        if view.flag(&SWITCH) != Some(false) {
            return;
        }
        let name = &case.tenant.name;
        let guests: Vec<_> = case.tenant.objects(GUESTS).collect();
        let (key, place, what) = match (guests.first(), case.list(&ALLOWED)) {
            (Some(first), _) => (
                first.key,
                first.desired.span,
                words::count(guests.len(), "guest"),
            ),
            (None, Some(list)) => (
                &ALLOWED,
                case.place(&ALLOWED),
                words::count(list.set().len(), "guest domain"),
            ),
            (None, None) => return,
        };
        let mut finding = Finding::new(&INFO, format!("{what} declared, guest access of {name} is off"))
            .at(place, "nothing of it works in Teams")
            .about(case.address(key))
            .rests_on(case.address(&SWITCH))
            .fix("guest_access: { enabled: true }", format!("To let them work in Teams, write in {name}"));
        finding = match (view.span(&SWITCH), view.effective(&SWITCH).basis) {
            (Some(span), _) => finding.related(span, "switched off here"),
            (None, Basis::Recorded) => finding.detail("The switch is recorded as off; no file states it."),
            _ => finding,
        };
        findings.push(finding);
    }
}
