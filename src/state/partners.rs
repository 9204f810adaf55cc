//! What of a recorded partner answers rest on: compared and counted like settings. Its notes, and
//! who confirmed something, are recorded beside it.

use std::collections::{BTreeMap, BTreeSet};

use super::Summary;
use super::snapshot::RecordedPartner;
use crate::model::{Name, SettingKey, Value};

/// A partner's domains.
pub static PARTNER_DOMAINS: SettingKey = SettingKey::of("partners.domains");
/// A partner's tenant id.
pub static PARTNER_TENANT_ID: SettingKey = SettingKey::of("partners.tenant_id");
/// Whether a partner has trial licences only.
pub static PARTNER_TRIAL: SettingKey = SettingKey::of("partners.trial");
/// Which of our domains a partner's administrator said they allow.
pub static PARTNER_CONFIRMED: SettingKey = SettingKey::of("partners.confirmed.external_access");
/// When a partner's administrator said so: proof for a year.
pub static PARTNER_CONFIRMED_ON: SettingKey = SettingKey::of("partners.confirmed.date");

impl RecordedPartner {
    /// What answers rest on, by key, as far as it is stated here. That a partner pays is stated by
    /// silence: it stands here only beside `other`, the same partner on the other side of a
    /// comparison, if that one is on trial. Without `other` the domains stand here even if there are
    /// none: they say that there is such a partner.
    #[must_use]
    pub fn values(&self, other: Option<&Self>) -> BTreeMap<&'static SettingKey, Value> {
        let mut values = BTreeMap::new();
        let identity = &self.identity;
        if other.is_none() || !identity.domains.is_empty() {
            values.insert(&PARTNER_DOMAINS, Value::Set(identity.domains.clone()));
        }
        if let Some(id) = &identity.tenant_id {
            values.insert(&PARTNER_TENANT_ID, Value::text(id.as_str()));
        }
        if identity.trial || other.is_some_and(|other| other.identity.trial) {
            values.insert(&PARTNER_TRIAL, Value::Flag(identity.trial));
        }
        if let Some(told) = &self.confirmed {
            let allowed = Value::Set(told.external_access.clone());
            values.insert(&PARTNER_CONFIRMED, allowed);
            let day = Value::text(told.date.to_string());
            values.insert(&PARTNER_CONFIRMED_ON, day);
        }
        values
    }
}

/// Counts what differs between two records of the partners.
pub(super) fn add_changes(
    summary: &mut Summary,
    before: &BTreeMap<Name, RecordedPartner>,
    after: &BTreeMap<Name, RecordedPartner>,
) {
    let names: BTreeSet<&Name> = before.keys().chain(after.keys()).collect();
    for name in names {
        let (was, is) = (before.get(name), after.get(name));
        let values = |one: Option<&RecordedPartner>, other| {
            one.map(|partner| partner.values(other)).unwrap_or_default()
        };
        let (then, now) = (values(was, is), values(is, was));
        for (key, value) in &now {
            match then.get(key) {
                None => summary.create += 1,
                Some(old) if old != value => summary.update += 1,
                Some(_) => {}
            }
        }
        summary.forget += then.keys().filter(|key| !now.contains_key(*key)).count() as u64;
    }
}
