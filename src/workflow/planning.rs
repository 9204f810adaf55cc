//! Making a plan for a workspace.

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::load::Workspace;
use crate::model::Name;
use crate::plan::{self, Plan, Selection};
use crate::state::{State, StateError};

/// Makes the plan.
pub fn make(
    workspace: &Workspace,
    state: &State,
    today: Date,
    selection: Selection,
) -> Result<Plan, StateError> {
    plan::build(plan::Input {
        config: &workspace.config,
        notes: workspace.notes.clone(),
        recorded: state.now(),
        lately: lately(state, today)?,
        today,
        selection,
        earlier: None,
    })
}

/// Tenants whose recorded values moved on that day or the day before.
fn lately(state: &State, today: Date) -> Result<Vec<Name>, StateError> {
    let since = today.checked_sub(1.day()).unwrap_or(today);
    let mut names = Vec::new();
    for version in state.log() {
        let version = version?;
        if version.time.to_zoned(TimeZone::UTC).date() < since {
            break;
        }
        names.extend(version.moved);
    }
    names.sort_unstable();
    names.dedup();
    Ok(names)
}
