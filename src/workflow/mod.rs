//! Commands without their command line: reads the workspace, puts the layers below together and
//! writes what people decided.
//!
//! Everything from outside (files, the clock, the user's name, git) enters here and is passed down
//! as data. Depends on all layers below; never prints and knows no flags.

pub mod activity;
pub mod ask;
pub mod atomic_file;
pub mod base;
pub mod board;
pub mod cache;
pub mod doors;
pub mod drift;
pub mod entries;
pub mod environment;
pub mod expectations;
pub mod explain;
pub mod exports;
pub mod files;
pub mod format;
pub mod git;
pub mod history;
pub mod import;
pub mod init;
pub mod load;
pub mod memo;
mod observed;
pub mod planning;
pub mod remedy;
pub mod schema;
pub mod sides;
pub mod systems;
pub mod tasks;
pub mod worlds;

use std::path::PathBuf;

use crate::model::Configuration;
use files::Root;

/// Where the recorded state is kept unless `state:` says otherwise.
pub const STATE_FOLDER: &str = ".guestlist/state";

/// The folder of the recorded state, and how it is shown to people.
#[must_use]
pub fn state_folder(root: &Root, config: &Configuration) -> (PathBuf, String) {
    let shown = config
        .state
        .as_ref()
        .map_or(STATE_FOLDER, |s| s.value.as_str());
    (root.path().join(shown), shown.to_owned())
}
