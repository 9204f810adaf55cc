//! `delivery-reports-one-sided`: message tracking that only one of two own tenants switched on.

use super::object::{Object, ObjectRule, RELATIONSHIPS};
use super::relationship_one_way::{Back, back};
use crate::diagnostics::{Findings, RuleInfo, Severity};
use crate::model::{Address, SettingKey};

static INFO: RuleInfo = RuleInfo {
    id: "delivery-reports-one-sided",
    default: Some(Severity::Warning),
    summary: "Delivery reports are on for one of two own tenants only.",
    explanation: "Delivery reports across organisations work only if both relationships switch them \
                  on; with one of them off they work in neither direction. Switch them on in both \
                  tenants, or in none.",
    fact: "New-OrganizationRelationship -DeliveryReportEnabled",
    fault: false,
};

pub(in crate::rules) static RULE: ObjectRule = ObjectRule {
    info: &INFO,
    kinds: &[RELATIONSHIPS],
    check,
};

static REPORTS: SettingKey =
    SettingKey::of("exchange.organization_relationships[].delivery_reports");

fn check(object: &Object<'_>, findings: &mut Findings) {
    if object.flag("delivery_reports") != Some(true) {
        return;
    }
    for other in object.own_tenants("domains") {
        let Back::There(stated) = back(object, other) else {
            continue;
        };
        let theirs = stated.get(&REPORTS);
        let key = stated.key(&REPORTS);
        let is_on = theirs.is_some_and(|d| d.value.as_flag() == Some(true));
        if is_on || other.unknown.contains(&key) {
            continue;
        }
        let (us, them) = (&object.case.tenant.name, &other.name);
        let place = theirs.map_or(other.span, |d| d.span);
        findings.push(
            object
                .finding(
                    &INFO,
                    "delivery_reports",
                    format!("delivery reports are on for {us}, not for {them}"),
                    "on here only",
                )
                .related(place, format!("not switched on by {them}"))
                .rests_on(Address::setting(them, &key))
                .detail("They work in neither direction.")
                .fix("delivery_reports: true", format!("in {them} as well")),
        );
    }
}
