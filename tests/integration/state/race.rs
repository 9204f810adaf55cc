//! Two writers at once: one wins, the others are told and have recorded nothing.

use std::process::Stdio;
use std::sync::Barrier;

use guestlist::state::{Serial, StateError};

use super::child::child;
use super::{assert_rounds, assert_sound, commit_round, open};

#[test]
fn of_threads_that_follow_the_same_version_one_wins() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state");
    for serial in 1..=20 {
        let ready = Barrier::new(6);
        let compete = || {
            let mut state = open(&path).unwrap();
            ready.wait();
            match commit_round(&mut state) {
                Ok(version) => {
                    assert_eq!(version.serial, Serial(serial));
                    true
                }
                Err(StateError::Moved { expected, now }) => {
                    assert_eq!(expected.serial, Serial(serial - 1));
                    assert_eq!(now.unwrap().serial, Serial(serial));
                    false
                }
                Err(error) => panic!("{error}"),
            }
        };
        let won = std::thread::scope(|scope| {
            let all: Vec<_> = (0..6).map(|_| scope.spawn(compete)).collect();
            all.into_iter()
                .map(|thread| thread.join().unwrap())
                .filter(|won| *won)
                .count()
        });
        assert_eq!(won, 1);
    }
    assert_sound(&path);
    assert_rounds(&open(&path).unwrap());
}

#[test]
fn processes_lose_no_version_of_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state");
    let start = || {
        child("state::child::commits_ten_times", &path)
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    };
    let all: Vec<_> = (0..4).map(|_| start()).collect();
    for mut process in all {
        assert!(process.wait().unwrap().success());
    }
    let state = open(&path).unwrap();
    assert_eq!(state.base().serial, Serial(40));
    assert_sound(&path);
    assert_rounds(&state);
}

#[test]
fn a_folder_exchanged_behind_the_back_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state");
    let mut stale = super::record(&path, 2);
    // As a checkout of another branch does.
    std::fs::remove_file(path.join("log/0000000002.json")).unwrap();
    let error = commit_round(&mut stale).unwrap_err();
    assert!(matches!(&error, StateError::Moved { now: Some(now), .. } if now.serial == Serial(1)));
    assert!(error.to_string().contains("from version 2 to version 1"));
}
