//! From what is desired to what is recorded.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;
use jiff::Timestamp;

use super::Plan;
use crate::diff::Side;
use crate::model::config::PartnerSpec;
use crate::model::configuration::{Partner, Tenant};
use crate::model::section::ABSENT;
use crate::model::{Configuration, Name, SettingKey, Value};
use crate::state::{
    Confirmation, Draft, Identity, Kind, Known, Origin, PlanMark, RecordedPartner, RecordedSetting,
    RecordedTenant, Seen, View,
};
use crate::text::Spanned;

/// Who a tenant is. Domains and an id that no file states are left alone, like any setting.
#[must_use]
pub(super) fn identity(tenant: &Tenant, before: Option<&RecordedTenant>) -> Identity {
    let spec = &tenant.spec;
    let before = before.map(|before| &before.identity);
    let recorded_id = || before.and_then(|before| before.tenant_id.clone());
    Identity {
        display_name: spec.display_name.as_ref().map(|d| d.value.clone()),
        tenant_id: tenant_id(spec.tenant_id.as_ref()).or_else(recorded_id),
        domains: match before {
            Some(before) if spec.domains.is_none() => before.domains.clone(),
            _ => tenant.domains.set().clone(),
        },
        tags: spec
            .tags
            .iter()
            .flatten()
            .map(|t| t.value.to_string())
            .collect(),
        trial: spec.trial.as_ref().is_some_and(|t| t.value),
    }
}

/// GUIDs are compared in lower case.
fn tenant_id(id: Option<&Spanned<String>>) -> Option<String> {
    id.map(|id| id.value.to_ascii_lowercase())
}

/// A recorded tenant as one side of a comparison.
#[must_use]
pub fn side(recorded: &RecordedTenant) -> Side<'_> {
    let values = recorded
        .settings
        .iter()
        .map(|(key, s)| (key, (&s.value, s.managed)));
    Side {
        values: values.collect(),
    }
}

/// What is recorded for a tenant after apply: what is stated, and what stays behind unmanaged. A
/// value that did not change keeps its time and how it is known.
pub(super) fn tenant(
    tenant: &Tenant,
    before: Option<&RecordedTenant>,
    now: Timestamp,
) -> RecordedTenant {
    let mut settings = before.map(released).unwrap_or_default();
    for (key, desired) in &tenant.settings {
        let same = settings
            .get(key)
            .filter(|s: &&RecordedSetting| s.value == desired.value);
        let (known, since) = same.map_or((Known::Requested, now), |s| (s.known, s.since));
        let seen = same.and_then(|s| s.seen.clone());
        let setting = RecordedSetting {
            value: desired.value.clone(),
            managed: true,
            known,
            since,
            seen,
            notes: desired.notes().clone(),
        };
        settings.insert(key.clone(), setting);
    }
    // What belonged to a deleted object is gone with it.
    let absent: BTreeSet<SettingKey> = settings
        .iter()
        .filter(|(key, s)| key.is_object() && s.value.as_text() == Some(ABSENT))
        .map(|(key, _)| key.clone())
        .collect();
    settings.retain(|key, _| {
        let object = key.object().filter(|object| object != key);
        object.is_none_or(|object| !absent.contains(&object))
    });
    RecordedTenant {
        identity: identity(tenant, before),
        settings,
    }
}

/// What is recorded for a tenant whose files state what was seen: the values as they are stated,
/// known as observed where `seen` says when and where.
#[must_use]
pub fn imported(
    declared: &Tenant,
    before: Option<&RecordedTenant>,
    now: Timestamp,
    seen: &BTreeMap<SettingKey, Seen>,
) -> RecordedTenant {
    let mut recorded = tenant(declared, before, now);
    for (key, setting) in &mut recorded.settings {
        if let Some(seen) = seen.get(key).filter(|_| setting.managed) {
            setting.known = Known::Observed;
            setting.seen = Some(seen.clone());
        }
    }
    recorded
}

/// What is recorded for a tenant after the service's values are taken over: those that files state or
/// stated stay managed, others are kept beside them. Objects of `gone` are no longer there.
#[must_use]
pub fn accepted(
    declared: Option<&Tenant>,
    before: Option<&RecordedTenant>,
    now: Timestamp,
    values: &BTreeMap<SettingKey, (Value, Seen)>,
    gone: &BTreeSet<SettingKey>,
) -> RecordedTenant {
    let mut after = before.cloned().unwrap_or_else(|| RecordedTenant {
        identity: declared.map(|d| identity(d, None)).unwrap_or_default(),
        settings: BTreeMap::new(),
    });
    let is_gone = |key: &SettingKey| key.object().is_some_and(|object| gone.contains(&object));
    after
        .settings
        .retain(|key, _| !is_gone(key) || key.is_object());
    for (key, setting) in &mut after.settings {
        if gone.contains(key) {
            setting.value = Value::text(ABSENT);
            (setting.known, setting.since) = (Known::Observed, now);
        }
    }
    for (key, (value, seen)) in values {
        let old = after.settings.get(key);
        let is_stated = declared.is_some_and(|d| d.settings.contains_key(key));
        let still = |entry: &&CompactString| match value {
            Value::Set(set) => set.contains(entry),
            _ => true,
        };
        let setting = RecordedSetting {
            managed: is_stated || old.is_some_and(|s| s.managed),
            known: Known::Observed,
            since: old.filter(|s| s.value == *value).map_or(now, |s| s.since),
            seen: Some(seen.clone()),
            notes: old
                .map(|s| s.notes.iter().filter(|(entry, _)| still(entry)))
                .into_iter()
                .flatten()
                .map(|(entry, notes)| (entry.clone(), notes.clone()))
                .collect(),
            value: value.clone(),
        };
        after.settings.insert(key.clone(), setting);
    }
    after
}

/// The settings with none of them managed.
fn released(tenant: &RecordedTenant) -> BTreeMap<SettingKey, RecordedSetting> {
    let release = |s: &RecordedSetting| RecordedSetting {
        managed: false,
        ..s.clone()
    };
    tenant
        .settings
        .iter()
        .map(|(k, s)| (k.clone(), release(s)))
        .collect()
}

/// All partners as they are recorded.
#[must_use]
pub fn partners(config: &Configuration) -> BTreeMap<Name, RecordedPartner> {
    config
        .partners
        .iter()
        .map(|(name, p)| (name.clone(), partner(p)))
        .collect()
}

fn partner(partner: &Partner) -> RecordedPartner {
    let PartnerSpec {
        display_name,
        tenant_id: id,
        trial,
        ..
    } = &partner.spec;
    RecordedPartner {
        identity: Identity {
            display_name: display_name.as_ref().map(|d| d.value.clone()),
            tenant_id: tenant_id(id.as_ref()),
            domains: partner.domains.set().clone(),
            trial: trial.as_ref().is_some_and(|t| t.value),
            ..Identity::default()
        },
        notes: partner.notes.clone(),
        confirmed: partner.confirmed.as_ref().map(|c| Confirmation {
            external_access: c.external_access.set().clone(),
            by: c.by.clone(),
            date: c.date,
        }),
    }
}

/// The version that applying a plan records: tenants that change, those whose notes or names moved
/// on since, and the partners.
pub fn draft(
    plan: &Plan,
    config: &Configuration,
    recorded: &View,
    origin: Origin,
) -> Result<Draft, crate::state::StateError> {
    let now = origin.time;
    let mut tenants = BTreeMap::new();
    for (name, declared) in &config.tenants {
        if !plan.selection.chooses(config, name) {
            continue;
        }
        let digest = plan.fingerprints.tenants.get(name);
        let reference = recorded.tenants().get(name);
        if reference.is_some_and(|r| Some(&r.record) == digest) {
            continue;
        }
        let before = match plan.recorded.get(name) {
            Some(before) => Some(before.clone()),
            None => recorded.tenant(name)?,
        };
        // A tenant of which nothing is stated and nothing was recorded is still one that others
        // can be asked about.
        tenants.insert(name.clone(), Some(tenant(declared, before.as_ref(), now)));
    }
    for name in &plan.forgotten {
        if let Some(before) = plan.recorded.get(name) {
            let settings = released(before);
            let identity = before.identity.clone();
            tenants.insert(name.clone(), Some(RecordedTenant { identity, settings }));
        }
    }
    let partners = partners(config);
    let moved = recorded
        .partners()
        .map_or(true, |before| before != partners);
    Ok(Draft {
        kind: Kind::Apply,
        origin,
        plan: Some(PlanMark {
            fingerprint: plan.fingerprints.all,
            id: plan.id(),
        }),
        summary: plan.summary(),
        tenants,
        partners: (plan.selection.is_all() && moved).then_some(partners),
    })
}
