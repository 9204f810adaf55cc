//! `guest-change-pending`: a guest setting changed so lately that it may not be in force.

use super::guest_latency_24h::guest_changes;
use super::{Rule, TenantCase};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::{Address, Name};
use crate::text::{Span, words};
use jiff::civil::Date;

/// Names of tenants that are shown; the rest is counted.
const NAMES: usize = 8;

static INFO: RuleInfo = RuleInfo {
    id: "guest-change-pending",
    default: Some(Severity::Note),
    summary: "Guest settings changed less than a day ago.",
    explanation: "A change to guest access in Teams takes up to 24 hours. The recorded state says \
                  that a guest setting of a tenant changed today or yesterday, so what people see \
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

    fn only_in_plans(&self) -> bool {
        true
    }
}

/// A tenant whose guest settings changed lately: when, and where a file states one of them.
#[derive(Debug)]
pub struct Pending {
    tenant: Name,
    day: Date,
    place: Span,
}

impl Pending {
    /// Whether a change to guest settings may not be in force yet.
    #[must_use]
    pub fn of(case: &TenantCase<'_>) -> Option<Self> {
        let day = case.guest_change?;
        let today = case.context.today;
        let is_late = day > today || day.tomorrow().is_ok_and(|next| next < today);
        // A plan that changes them again says so itself.
        if is_late || guest_changes(case).next().is_some() {
            return None;
        }
        let mut settings = case.tenant.settings.iter();
        let (_, stated) = settings.find(|(key, _)| key.section() == Some("guest_access"))?;
        Some(Self {
            tenant: case.tenant.name.clone(),
            day,
            place: stated.span,
        })
    }
}

/// One finding about all of them.
pub(super) fn report(pending: &[Pending], findings: &mut Findings) {
    let Some(first) = pending.first() else { return };
    let last = pending.iter().map(|p| p.day).max().unwrap_or(first.day);
    let (whose, address) = match pending {
        [one] => (
            format!("{}'s guest settings", one.tenant),
            Some(Address::root(&one.tenant).child("guest_access")),
        ),
        _ => (
            format!("guest settings of {}", words::count(pending.len(), "tenant")),
            None,
        ),
    };
    let mut finding = Finding::new(
        &INFO,
        format!("{whose} changed on {last}; they may not be in force yet"),
    )
    .at(first.place, "takes up to 24 hours")
    .about_change()
    .advice("wait until the day is over before you look for a fault");
    if let Some(address) = address {
        finding = finding.about(address);
    } else {
        let names: Vec<&str> = pending.iter().map(|p| p.tenant.as_str()).collect();
        finding = finding.detail(format!("Tenants: {}.", words::some(&names, NAMES)));
    }
    findings.push(finding);
}
