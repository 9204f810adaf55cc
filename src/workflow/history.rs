//! What a recorded version changed.

use crate::diff::{self, Change, Owner};
use crate::plan;
use crate::state::{Serial, State, StateError, View};

/// The changes between the version before and this one.
pub fn changes_of(state: &State, serial: Serial) -> Result<Vec<Change>, StateError> {
    let now = state.at(serial)?;
    let Some(version) = now.version().cloned() else {
        return Ok(Vec::new());
    };
    let before: Option<View> = serial.before().map(|s| state.at(s)).transpose()?;
    let mut changes = Vec::new();
    for name in &version.moved {
        let then = before
            .as_ref()
            .map(|view| view.tenant(name))
            .transpose()?
            .flatten();
        let now = now.tenant(name)?;
        // Only of a tenant that stays: a first record counts its settings.
        let identities = match (&then, &now) {
            (Some(then), Some(now)) => plan::identities(&now.identity, &then.identity),
            _ => Default::default(),
        };
        let (then, now) = (then.unwrap_or_default(), now.unwrap_or_default());
        let mut desired = plan::side(&now);
        desired.values.retain(|_, (_, managed)| *managed);
        let mut recorded = plan::side(&then);
        let (is, was) = identities;
        for (key, value) in &is {
            desired.values.insert(key, (value, true));
        }
        for (key, value) in &was {
            recorded.values.insert(key, (value, false));
        }
        let owner = Owner::Tenant(name.clone());
        changes.extend(diff::compare(&owner, &desired, &recorded));
    }
    if let Some(before) = before.filter(|b| b.partners_object() != now.partners_object()) {
        changes.extend(plan::between(&before.partners()?, &now.partners()?));
    }
    Ok(changes)
}
