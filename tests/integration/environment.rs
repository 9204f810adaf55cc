//! What git and the system say.

use std::fs;
use std::path::Path;
use std::process::Command;

use guestlist::workflow::environment::Environment;
use guestlist::workflow::files::{RelPath, Root};
use guestlist::workflow::git::{git_commit, git_top};
use tempfile::TempDir;

/// Runs git as nobody in particular.
fn git(dir: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(variable);
    }
    let command = command
        .args([
            "-c",
            "commit.gpgsign=false",
            "-c",
            "user.name=Test",
            "-c",
            "user.email=test@contoso.com",
        ])
        .args(arguments)
        .current_dir(dir);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// A repository with a workspace in the folder `w`, all of it committed.
fn repository() -> (TempDir, Root, Vec<RelPath>) {
    let dir = tempfile::tempdir().unwrap();
    let names = ["guestlist.yaml", "größe.guestlist.yaml", "lists/a b.txt"];
    fs::create_dir_all(dir.path().join("w/lists")).unwrap();
    for name in names {
        fs::write(dir.path().join("w").join(name), "1\n").unwrap();
    }
    fs::write(dir.path().join("w/readme"), "1\n").unwrap();
    git(dir.path(), &["init", "-q"]);
    git(dir.path(), &["add", "."]);
    git(dir.path(), &["commit", "-q", "-m", "one"]);
    let root = Root::at(&dir.path().join("w")).unwrap();
    let files = names.map(|name| RelPath::parse(name).unwrap()).to_vec();
    (dir, root, files)
}

fn is_clean(root: &Root, files: &[RelPath]) -> bool {
    git_commit(root, files).unwrap().clean
}

#[test]
fn the_commit_is_clean_while_the_files_are_its_own() {
    let (dir, root, files) = repository();
    let commit = git_commit(&root, &files).unwrap();
    assert_eq!(commit.commit, git(dir.path(), &["rev-parse", "HEAD"]));
    assert!(commit.clean);
    // What is not configuration does not count, nor a file that only looks touched.
    fs::write(root.path().join("readme"), "2\n").unwrap();
    fs::write(root.path().join("new"), "").unwrap();
    fs::write(dir.path().join("other.guestlist.yaml"), "").unwrap();
    fs::write(root.path().join("guestlist.yaml"), "1\n").unwrap();
    assert!(is_clean(&root, &files));
}

#[test]
fn a_file_that_differs_from_the_commit_is_not_clean() {
    for name in ["guestlist.yaml", "größe.guestlist.yaml", "lists/a b.txt"] {
        let (dir, root, files) = repository();
        fs::write(root.path().join(name), "2\n").unwrap();
        assert!(!is_clean(&root, &files), "{name} changed");
        git(dir.path(), &["add", "."]);
        assert!(!is_clean(&root, &files), "{name} staged");
    }
}

#[test]
fn new_deleted_and_newly_ignored_files_are_not_clean() {
    let (dir, root, mut files) = repository();
    files.push(RelPath::parse("new.guestlist.yaml").unwrap());
    fs::write(root.path().join("new.guestlist.yaml"), "").unwrap();
    assert!(!is_clean(&root, &files));
    fs::write(root.path().join(".gitignore"), "new.*\n").unwrap();
    assert!(!is_clean(&root, &files), "ignored, so not in the commit");

    let (_dir, root, mut files) = repository();
    fs::remove_file(root.path().join("größe.guestlist.yaml")).unwrap();
    files.remove(1);
    assert!(!is_clean(&root, &files));
    drop(dir);
}

#[test]
fn without_a_commit_there_is_no_answer() {
    let dir = tempfile::tempdir().unwrap();
    let root = Root::at(dir.path()).unwrap();
    assert_eq!(git_commit(&root, &[]), None);
    assert_eq!(git_top(&root), None);
    git(dir.path(), &["init", "-q"]);
    assert_eq!(git_commit(&root, &[]), None);
    assert_eq!(git_top(&root).as_deref(), Some(root.path()));
}

#[test]
fn the_top_is_that_of_the_repository() {
    let (_dir, root, _) = repository();
    assert_eq!(git_top(&root).as_deref(), root.path().parent());
}

#[test]
fn a_repository_starts_no_program_of_its_own() {
    let (dir, root, files) = repository();
    git(
        dir.path(),
        &["config", "core.fsmonitor", "touch ran; false"],
    );
    git(dir.path(), &["config", "diff.external", "touch ran; false"]);
    fs::write(root.path().join("guestlist.yaml"), "2\n").unwrap();
    assert!(!is_clean(&root, &files));
    assert!(!dir.path().join("ran").exists() && !root.path().join("ran").exists());
}

#[test]
fn the_author_is_the_chosen_one_then_gits_then_the_login() {
    let (dir, root, _) = repository();
    let mut environment = Environment {
        author: Some("Ann".to_owned()),
        login: Some("ann".to_owned()),
        ..Environment::default()
    };
    assert_eq!(environment.author(root.path()), "Ann");
    environment.author = None;
    git(dir.path(), &["config", "user.name", "Bob Lee"]);
    git(dir.path(), &["config", "user.email", "bob@contoso.com"]);
    assert_eq!(environment.author(root.path()), "Bob Lee <bob@contoso.com>");
    assert_eq!(environment.author(&root.path().join("gone")), "ann");
}
