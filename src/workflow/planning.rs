//! Making a plan for a workspace.

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::base::Base;
use super::load::Workspace;
use crate::model::{Configuration, Name};
use crate::plan::{self, Earlier, Plan, Selection};
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

/// Makes the plan that a change of the files comes to: from the configuration at a commit, without any
/// recorded state. A base without a workspace is an empty one.
pub fn against(
    workspace: &Workspace,
    base: &Base,
    recorded: &State,
    today: Date,
    selection: Selection,
) -> Result<Plan, StateError> {
    let none = Configuration::default();
    let config = base.workspace.as_ref().map_or(&none, |w| &w.config);
    let notes = base.workspace.as_ref().map(|w| w.notes.as_slice());
    plan::build(plan::Input {
        config: &workspace.config,
        notes: workspace.notes.clone(),
        recorded: recorded.now(),
        lately: Vec::new(),
        today,
        selection,
        earlier: Some(Earlier {
            commit: &base.commit,
            config,
            notes: notes.unwrap_or_default(),
        }),
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
