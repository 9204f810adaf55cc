//! Child processes: this test binary, started again for one of the tests below.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use guestlist::state::StateError;

use super::{commit_round, open};

const FOLDER: &str = "GUESTLIST_TEST_STATE";

/// A command that runs one test of this binary as a child with that state folder.
pub(crate) fn child(test: &str, folder: &Path) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args([test, "--exact", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder);
    command
}

/// The state folder, in a child; nothing in the ordinary run of the tests.
pub(crate) fn folder() -> Option<PathBuf> {
    env::var_os(FOLDER).map(PathBuf::from)
}

/// Commits until it is killed.
#[test]
fn commits_for_ever() {
    let Some(folder) = folder() else { return };
    loop {
        let mut state = open(&folder).unwrap();
        commit_round(&mut state).unwrap();
    }
}

/// Commits ten times against other processes and says how often it was told that it lost.
#[test]
fn commits_ten_times() {
    let Some(folder) = folder() else { return };
    let mut won = 0;
    while won < 10 {
        let mut state = open(&folder).unwrap();
        match commit_round(&mut state) {
            Ok(_) => won += 1,
            Err(StateError::Moved { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }
}
