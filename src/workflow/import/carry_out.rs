//! Writing a tenant's file, and recording what it states as observed.

use std::path::Path;

use super::{ImportError, Prepared};
use crate::plan;
use crate::state::{Kind, Origin, State, Version};
use crate::workflow::atomic_file::{self, WriteError};
use crate::workflow::exports::Export;
use crate::workflow::load::{self, Workspace};
use crate::workflow::observed::{self, Observed};

/// Writes the file and records what it states as observed. If the values can't be recorded, the file
/// goes again.
pub fn carry_out(
    workspace: &Workspace,
    state: &mut State,
    export: &Export,
    prepared: &Prepared,
    origin: Origin,
) -> Result<Version, ImportError> {
    let path = prepared.path.under(&workspace.root);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|source| WriteError::Other {
            path: folder.to_owned(),
            source,
        })?;
    }
    atomic_file::write_new(&path, prepared.text.as_bytes())?;
    record(workspace, state, export, prepared, origin).inspect_err(|_| withdraw(&path))
}

/// Takes back the file that this run wrote.
fn withdraw(path: &Path) {
    // What can't be removed is a valid file that states what was seen; the error that led here is said.
    let _ = std::fs::remove_file(path);
}

fn record(
    workspace: &Workspace,
    state: &mut State,
    export: &Export,
    prepared: &Prepared,
    origin: Origin,
) -> Result<Version, ImportError> {
    let read = load::load(workspace.root.clone())?;
    let Some(declared) = read.config.tenants.get(&prepared.name) else {
        return Err(ImportError::LeftOut(prepared.path.as_str().to_owned()));
    };
    let before = state.tenant(&prepared.name)?;
    let observed = Observed {
        tenant: &prepared.name,
        before: before.as_ref(),
        after: plan::imported(declared, before.as_ref(), origin.time, &export.seen),
    };
    Ok(observed::record(
        state,
        &read.config,
        Kind::Import,
        origin,
        observed,
    )?)
}
