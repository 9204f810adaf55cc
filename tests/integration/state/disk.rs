//! A full disk and a folder that can't be written, for real where the system lets a test do that.

#![cfg(target_os = "linux")]
#![expect(
    clippy::print_stderr,
    reason = "a test says what it could not do for real"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use guestlist::state::{StateError, verify};

use super::child::{child, folder};
use super::{assert_rounds, assert_sound, commit_round, open, record};

/// Whether a test may mount file systems in a namespace of its own.
fn can_mount(folder: &Path) -> bool {
    in_namespace(
        "mount -t tmpfs none \"$1\"",
        folder,
        &mut Command::new("true"),
    )
}

/// Runs a command in a mount namespace of its own, after a shell command that gets the folder.
fn in_namespace(before: &str, folder: &Path, command: &mut Command) -> bool {
    let mut namespace = Command::new("unshare");
    namespace
        .args(["-rm", "sh", "-c"])
        .arg(format!("{before} && shift && exec \"$@\""))
        .arg("sh")
        .arg(folder)
        .arg(command.get_program())
        .args(command.get_args())
        .stdout(Stdio::null());
    for (key, value) in command.get_envs() {
        namespace.env(key, value.unwrap_or_default());
    }
    namespace.status().is_ok_and(|status| status.success())
}

#[test]
fn a_full_disk_records_nothing_and_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let disk = folder.path().join("disk");
    fs::create_dir(&disk).unwrap();
    if can_mount(&disk) {
        let mut fills = child("state::disk::child_fills_the_disk", &disk);
        let mount = "mount -t tmpfs -o size=512k none \"$1\"";
        assert!(in_namespace(mount, &disk, &mut fills));
        return;
    }
    eprintln!(
        "no file system can be mounted here: a limit on file sizes stands in for a full disk"
    );
    let state = disk.join("state");
    record(&state, 1);
    let limited = child("state::disk::child_meets_a_limit", &state);
    let status = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$@\"", "sh"])
        .arg(limited.get_program())
        .args(limited.get_args())
        .env("GUESTLIST_TEST_STATE", &state)
        .stdout(Stdio::null())
        .status();
    assert!(status.unwrap().success());
    assert_rounds(&open(&state).unwrap());
}

/// On a file system of 512 KB.
#[test]
fn child_fills_the_disk() {
    let Some(disk) = folder() else { return };
    let state = disk.join("state");
    let ballast = disk.join("ballast");
    record(&state, 1);
    let (mut refused, mut recorded) = (0, 0);
    // From no free page to enough of them, so that each write of a commit is the one that fails.
    for pages in 0..12 {
        // All that fits, less some pages.
        let mut size = 0;
        while fs::write(&ballast, vec![1; size + 4096]).is_ok() {
            size += 4096;
        }
        fs::write(&ballast, vec![1; size.saturating_sub(pages * 4096)]).unwrap();
        let mut now = open(&state).unwrap();
        let before = now.base();
        match commit_round(&mut now) {
            Ok(_) => recorded += 1,
            Err(StateError::DiskFull { .. }) => {
                refused += 1;
                assert_eq!(open(&state).unwrap().base(), before);
                let report = verify(&guestlist::state::LocalStore::new(&state), None).unwrap();
                assert_eq!(report.unfinished, 0, "temporary files were left");
            }
            Err(error) => panic!("{error}"),
        }
        assert_sound(&state);
        fs::remove_file(&ballast).unwrap();
        commit_round(&mut open(&state).unwrap()).unwrap();
    }
    assert!(
        refused > 2 && recorded > 2,
        "{refused} refused, {recorded} recorded"
    );
    assert_rounds(&open(&state).unwrap());
}

/// Where no file may grow beyond a few hundred bytes.
#[test]
fn child_meets_a_limit() {
    let Some(state) = folder() else { return };
    let error = commit_round(&mut open(&state).unwrap()).unwrap_err();
    assert!(matches!(error, StateError::DiskFull { .. }), "{error}");
}

#[test]
fn a_read_only_folder_is_read_and_records_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    record(&state, 2);
    let mut refused = child("state::disk::child_may_not_write", &state);
    if can_mount(folder.path()) {
        let mount = "mount -o bind \"$1\" \"$1\" && mount -o remount,bind,ro \"$1\"";
        assert!(in_namespace(mount, folder.path(), &mut refused));
    } else {
        eprintln!("nothing can be mounted here: permissions stand in for a read-only file system");
        let read_only = |yes: bool| {
            for part in ["log", "objects"] {
                let mut permissions = fs::metadata(state.join(part)).unwrap().permissions();
                permissions.set_readonly(yes);
                fs::set_permissions(state.join(part), permissions).unwrap();
            }
        };
        read_only(true);
        if fs::write(state.join("log/probe"), "").is_ok() {
            eprintln!("this user may write everywhere: the test can't be done");
            fs::remove_file(state.join("log/probe")).unwrap();
        } else {
            assert!(refused.stdout(Stdio::null()).status().unwrap().success());
        }
        read_only(false);
    }
    assert_eq!(open(&state).unwrap().base().serial.0, 2);
}

/// Where the state can be read but not written.
#[test]
fn child_may_not_write() {
    let Some(state) = folder() else { return };
    let mut now = open(&state).unwrap();
    assert_rounds(&now);
    let error = commit_round(&mut now).unwrap_err();
    assert!(matches!(error, StateError::NotWritable { .. }), "{error}");
    assert!(
        error
            .to_string()
            .contains("can't be written, so nothing was recorded")
    );
    assert_rounds(&open(&state).unwrap());
    assert_sound(&state);
}
