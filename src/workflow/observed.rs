//! Recording what a service was seen to hold, as a version of its own.

use std::collections::BTreeMap;

use crate::model::{Configuration, Name, SettingKey, Value};
use crate::plan;
use crate::state::{Draft, Kind, Origin, RecordedTenant, State, StateError, Summary, Version};

/// A tenant's record before and after it was looked at.
pub(super) struct Observed<'a> {
    pub(super) tenant: &'a Name,
    pub(super) before: Option<&'a RecordedTenant>,
    pub(super) after: RecordedTenant,
}

/// Records a tenant as it was seen.
pub(super) fn record(
    state: &mut State,
    config: &Configuration,
    kind: Kind,
    origin: Origin,
    observed: Observed<'_>,
) -> Result<Version, StateError> {
    let Observed {
        tenant,
        before,
        after,
    } = observed;
    let base = state.base();
    // The first version records partners beside the settings, whatever makes it.
    let partners = state.head().is_none().then(|| plan::partners(config));
    let draft = Draft {
        kind,
        origin,
        plan: None,
        summary: summary(before, &after),
        tenants: BTreeMap::from([(tenant.clone(), Some(after))]),
        partners,
    };
    state.commit(&base, draft).cloned()
}

/// What differs between two records of a tenant.
fn summary(before: Option<&RecordedTenant>, after: &RecordedTenant) -> Summary {
    let mut summary = Summary::default();
    let value = |key: &SettingKey| -> Option<&Value> { Some(&before?.settings.get(key)?.value) };
    for (key, setting) in &after.settings {
        match value(key) {
            None => summary.create += 1,
            Some(old) if *old != setting.value => summary.update += 1,
            Some(_) => {}
        }
    }
    let gone = |key: &&SettingKey| !after.settings.contains_key(*key);
    let gone = before.map_or(0, |before| before.settings.keys().filter(gone).count());
    summary.delete = gone as u64;
    summary
}
