//! Killed at any instant: the old version or the new one, never neither.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use guestlist::state::{
    Digest, Found, LocalStore, Published, Serial, State, StateError, Store, Stray, verify,
};

use super::child::child;
use super::{assert_rounds, assert_sound, commit_round, open, record};

#[test]
fn a_process_killed_at_any_instant_leaves_the_old_or_the_new_version() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    let mut newest = Serial::NONE;
    for round in 0..40_u64 {
        let mut process = child("state::child::commits_for_ever", &state)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Instants all over the start of a process and its commits.
        std::thread::sleep(Duration::from_micros(4_000 + round * 1_597));
        process.kill().unwrap();
        process.wait().unwrap();
        let mut now = open(&state).unwrap();
        assert!(now.base().serial >= newest);
        assert_sound(&state);
        newest = commit_round(&mut now).unwrap().serial;
    }
    assert_rounds(&open(&state).unwrap());
}

/// A store whose process dies at the n-th operation, with half a file written.
struct Dying {
    inner: LocalStore,
    left: AtomicUsize,
}

impl Dying {
    fn step(&self, torn: Option<(&str, &[u8])>) -> Result<(), StateError> {
        // Objects are written by several threads: a step that two of them took for the same one would
        // not be counted.
        let one_less = |left: usize| left.checked_sub(1);
        let (set, fetch) = (Ordering::SeqCst, Ordering::SeqCst);
        if self.left.fetch_update(set, fetch, one_less).is_ok() {
            return Ok(());
        }
        if let Some((folder, bytes)) = torn {
            let file = self.inner.folder().join(folder).join(".tmp-torn");
            fs::write(file, &bytes[..bytes.len() / 2]).unwrap();
        }
        Err(StateError::Io {
            path: "killed".to_owned(),
            source: std::io::Error::other("killed"),
        })
    }
}

impl Store for Dying {
    fn prepare(&self, first: bool) -> Result<(), StateError> {
        self.step(None)?;
        self.inner.prepare(first)
    }

    fn list_log(&self) -> Result<Vec<Serial>, StateError> {
        self.step(None)?;
        self.inner.list_log()
    }

    fn read_log(&self, serial: Serial) -> Result<Found, StateError> {
        self.step(None)?;
        self.inner.read_log(serial)
    }

    fn create_log(&self, serial: Serial, bytes: &[u8]) -> Result<Published, StateError> {
        self.step(Some(("log", bytes)))?;
        self.inner.create_log(serial, bytes)
    }

    fn list_objects(&self) -> Result<Vec<Digest>, StateError> {
        self.step(None)?;
        self.inner.list_objects()
    }

    fn read_object(&self, name: &Digest) -> Result<Found, StateError> {
        self.step(None)?;
        self.inner.read_object(name)
    }

    fn put_object(&self, name: &Digest, bytes: &[u8]) -> Result<Published, StateError> {
        self.step(Some(("objects", bytes)))?;
        self.inner.put_object(name, bytes)
    }

    fn sync_objects(&self) -> Result<(), StateError> {
        self.step(None)?;
        self.inner.sync_objects()
    }

    fn strays(&self) -> Result<Vec<Stray>, StateError> {
        self.inner.strays()
    }

    fn log_place(&self, serial: Serial) -> String {
        self.inner.log_place(serial)
    }

    fn object_place(&self, name: &Digest) -> String {
        self.inner.object_place(name)
    }
}

/// Dies at the n-th operation of a commit; says whether the commit was through before.
fn die_at(folder: &Path, n: usize) -> bool {
    let dying = Arc::new(Dying {
        inner: LocalStore::new(folder),
        left: AtomicUsize::new(usize::MAX),
    });
    let mut state = State::open(dying.clone()).unwrap();
    dying.left.store(n, Ordering::SeqCst);
    commit_round(&mut state).is_ok()
}

fn copy(from: &Path, to: &Path) {
    if !from.exists() {
        return;
    }
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

#[test]
fn a_commit_that_ends_before_any_of_its_steps_counts_for_nothing() {
    // Before the first version, an ordinary one, and one that holds the whole list.
    for before in [0, 1, 63] {
        let start = tempfile::tempdir().unwrap();
        record(&start.path().join("state"), before);
        let mut steps = 0;
        loop {
            let folder = tempfile::tempdir().unwrap();
            let state = folder.path().join("state");
            copy(&start.path().join("state"), &state);
            let through = die_at(&state, steps);
            let mut now = open(&state).unwrap();
            assert_eq!(now.base().serial.0, before + u64::from(through));
            let report = verify(&LocalStore::new(&state), None).unwrap();
            assert_eq!(report.damage, Vec::new(), "step {steps}");
            commit_round(&mut now).unwrap();
            assert_rounds(&open(&state).unwrap());
            if through {
                break;
            }
            steps += 1;
        }
        assert!(steps > 10, "a commit has many steps, not {steps}");
    }
}
