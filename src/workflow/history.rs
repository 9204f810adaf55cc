//! What a recorded version changed.

use crate::diff::{self, Change};
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
        let (then, now) = (
            then.unwrap_or_default(),
            now.tenant(name)?.unwrap_or_default(),
        );
        let mut desired = plan::side(&now);
        desired.values.retain(|_, (_, managed)| *managed);
        changes.extend(diff::tenant(name, &desired, &plan::side(&then)));
    }
    Ok(changes)
}
