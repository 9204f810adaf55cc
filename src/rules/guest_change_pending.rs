//! `guest-change-pending`: a guest setting changed so lately that it may not be in force.

use super::guest_latency_24h::guest_changes;
use super::{Rule, TenantCase};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::Address;

static INFO: RuleInfo = RuleInfo {
    id: "guest-change-pending",
    default: Some(Severity::Note),
    summary: "Guest settings changed less than a day ago.",
    explanation: "A change to guest access in Teams takes up to 24 hours. The recorded state says \
                  that a guest setting of this tenant changed today or yesterday, so what people see \
                  may still be the old rules: wait before you look for a fault. The day is that of \
                  the record; the change in the service may be later.",
    fact: "Teams guest access checklist: after all steps allow up to 24 hours for the change to \
           take effect",
    fault: false,
};

pub(super) struct GuestChangePending;
pub(super) static RULE: GuestChangePending = GuestChangePending;

impl Rule for GuestChangePending {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let Some(day) = case.guest_change else { return };
        let today = case.context.today;
        let is_late = day > today || day.tomorrow().is_ok_and(|next| next < today);
        // A plan that changes them again says so itself.
        if is_late || guest_changes(case).next().is_some() {
            return;
        }
        let mut settings = case.tenant.settings.iter();
        let Some((_, stated)) = settings.find(|(key, _)| key.section() == Some("guest_access"))
        else {
            return;
        };
        let name = &case.tenant.name;
        findings.push(
            Finding::new(
                &INFO,
                format!("{name}'s guest settings changed on {day}; they may not be in force yet"),
            )
            .at(stated.span, "takes up to 24 hours")
            .about(Address::root(name).child("guest_access"))
            .about_change()
            .advice("wait until the day is over before you look for a fault"),
        );
    }
}
