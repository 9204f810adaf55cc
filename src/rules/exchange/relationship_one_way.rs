//! `relationship-one-way`: an organisation relationship between own tenants that only one has.

use super::object::{Object, ObjectRule, RELATIONSHIPS};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::SettingKey;
use crate::model::configuration::{Desired, Tenant};
use crate::model::ValueSet;

static INFO: RuleInfo = RuleInfo {
    id: "relationship-one-way",
    default: Some(Severity::Warning),
    summary: "Only one of two own tenants has a relationship with the other.",
    explanation: "An organisation relationship is one-way: it says what this tenant gives, and where \
                  its own people look up free/busy. For both directions each tenant needs one that \
                  names the other's domains. Until then calendars are seen in one direction, or in \
                  none. State the other one as well, or accept the finding if one direction is \
                  meant.",
    fact: "New-OrganizationRelationship; Exchange Online cross-tenant calendar free/busy",
    fault: false,
};

pub(in crate::rules) static RULE: ObjectRule = ObjectRule {
    info: &INFO,
    kinds: &[RELATIONSHIPS],
    check,
};

static DOMAINS: SettingKey = SettingKey::of("exchange.organization_relationships[].domains");
static ENABLED: SettingKey = SettingKey::of("exchange.organization_relationships[].enabled");
static FREE_BUSY: SettingKey =
    SettingKey::of("exchange.organization_relationships[].free_busy.enabled");

fn check(object: &Object<'_>, findings: &mut Findings) {
    if !object.is_enabled() || object.case.tenant.domains.set().is_empty() {
        return;
    }
    for other in object.own_tenants("domains") {
        match back(object, other) {
            Back::Unknown => {}
            Back::Missing => findings.push(missing(object, other)),
            Back::There(stated) => {
                let off = [&ENABLED, &FREE_BUSY]
                    .map(|key| stated.get(key))
                    .into_iter()
                    .flatten()
                    .find(|d| d.value.as_flag() == Some(false));
                if let Some(off) = off.filter(|_| object.flag("free_busy.enabled") == Some(true)) {
                    findings.push(shut(object, other, off, &stated));
                }
            }
        }
    }
}

/// The relationship in the other direction.
pub(super) enum Back<'a> {
    /// Could not be read.
    Unknown,
    /// No file states one.
    Missing,
    /// There is one.
    There(Stated<'a>),
}

/// What a file states of another tenant's relationship.
pub(super) struct Stated<'a> {
    tenant: &'a Tenant,
    name: String,
}

impl<'a> Stated<'a> {
    pub(super) fn get(&self, declared: &SettingKey) -> Option<&'a Desired> {
        self.tenant.settings.get(&self.key(declared))
    }

    pub(super) fn key(&self, declared: &SettingKey) -> SettingKey {
        declared.with_object(&self.name)
    }
}

/// Looks for the other tenant's relationship with the object's tenant.
pub(super) fn back<'a>(object: &Object<'a>, other: &'a Tenant) -> Back<'a> {
    let own = object.case.tenant.domains.set();
    let names_us = |set: &ValueSet| own.iter().any(|domain| set.contains(domain));
    let found = other.objects(RELATIONSHIPS).find(|o| {
        let domains = other.settings.get(&o.setting(&DOMAINS));
        domains.and_then(|d| d.value.as_set()).is_some_and(names_us)
    });
    if let Some(found) = found {
        return Back::There(Stated {
            tenant: other,
            name: found.name,
        });
    }
    let prefix = RELATIONSHIPS.trim_end_matches("[]");
    match other.unknown.iter().any(|k| k.as_str().starts_with(prefix)) {
        true => Back::Unknown,
        false => Back::Missing,
    }
}

fn missing(object: &Object<'_>, other: &Tenant) -> Finding {
    let (us, them) = (&object.case.tenant.name, &other.name);
    object
        .finding(
            &INFO,
            "domains",
            format!("{us} has a relationship with {them}, {them} has none with {us}"),
            "one way only",
        )
        .related(other.span, format!("{them} states none"))
        .detail(format!(
            "People of {us} look up free/busy of {them} in vain: {them} gives nothing."
        ))
        .fix(
            format!("exchange:\n  organization_relationships:\n    {us}: {{ domains: [{{ tenant: {us} }}] }}"),
            format!("in {them}, with what it is to give"),
        )
}

fn shut(object: &Object<'_>, other: &Tenant, off: &Desired, stated: &Stated<'_>) -> Finding {
    let (us, them) = (&object.case.tenant.name, &other.name);
    let address = crate::model::Address::setting(them, &stated.key(&FREE_BUSY));
    object
        .finding(
            &INFO,
            "free_busy.enabled",
            format!("{us} shares free/busy with {them}, {them} does not share its own"),
            "one way only",
        )
        .related(off.span, format!("off for {them}"))
        .rests_on(address)
        .advice("switch it on in both tenants, or accept the finding if one direction is meant")
}
