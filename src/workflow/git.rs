//! What git knows about the workspace, asked of the `git` program.
//!
//! git may be missing and the workspace may be in no repository: then there is no answer, and that
//! is no fault.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::files::{RelPath, Root, is_configuration};
use crate::state::ConfigCommit;

/// The commit that is checked out, and whether these files of the workspace are as it has them.
#[must_use]
pub fn git_commit(root: &Root, files: &[RelPath]) -> Option<ConfigCommit> {
    let head = ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"];
    let commit = one_line(git(root.path(), &head)?)?;
    let clean = is_clean(root.path(), files).unwrap_or(false);
    Some(ConfigCommit { commit, clean })
}

/// The top folder of the repository that the workspace is in.
#[must_use]
pub fn git_top(root: &Root) -> Option<PathBuf> {
    let top = one_line(git(root.path(), &["rev-parse", "--show-toplevel"])?)?;
    Some(PathBuf::from(top))
}

/// Whether git waits for somebody to say which side of a merge counts in this folder.
#[must_use]
pub fn is_unmerged(root: &Root, folder: &Path) -> bool {
    let asked = ["ls-files", "--unmerged", "-z", "--"].map(OsStr::new);
    let asked: Vec<&OsStr> = asked.into_iter().chain([folder.as_os_str()]).collect();
    git(root.path(), &asked).is_some_and(|answer| !answer.is_empty())
}

/// What git calls the commit whose changes it is bringing in, while it has not finished; `HEAD` is the
/// other side.
#[must_use]
pub fn incoming(root: &Root) -> Option<&'static str> {
    let names = [
        "MERGE_HEAD",
        "REBASE_HEAD",
        "CHERRY_PICK_HEAD",
        "REVERT_HEAD",
    ];
    let is_there = |name: &&str| {
        let asked = ["rev-parse", "--verify", "--quiet", name];
        git(root.path(), &asked).is_some()
    };
    names.into_iter().find(is_there)
}

/// The user as git knows them: `Ann <ann@contoso.com>`, or what is there of it.
#[must_use]
pub fn git_user(folder: &Path) -> Option<String> {
    let asked = ["config", "-z", "--get-regexp", r"^user\.(name|email)$"];
    let answer = git(folder, &asked)?;
    let answer = String::from_utf8_lossy(&answer);
    // The nearest configuration comes last.
    let last = |key: &str| {
        let values = answer.rsplit('\0').filter_map(|pair| pair.split_once('\n'));
        let mut set = values.filter(|(found, value)| *found == key && !value.is_empty());
        set.next().map(|(_, value)| value)
    };
    match (last("user.name"), last("user.email")) {
        (Some(name), Some(email)) => Some(format!("{name} <{email}>")),
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (None, None) => None,
    }
}

fn is_clean(root: &Path, files: &[RelPath]) -> Option<bool> {
    let tracked = git(root, &["ls-files", "-z", "--", "."])?;
    let tracked: HashSet<&[u8]> = names(&tracked).collect();
    if !files
        .iter()
        .all(|file| tracked.contains(file.as_str().as_bytes()))
    {
        return Some(false);
    }
    let changed = git(root, &DIFF)?;
    let files: HashSet<&[u8]> = files.iter().map(|file| file.as_str().as_bytes()).collect();
    let decides = |name: &[u8]| files.contains(name) || selects(root, name);
    Some(!names(&changed).any(decides))
}

/// Names of what differs from the commit, in the index or on disk.
const DIFF: [&str; 10] = [
    "diff",
    "--name-only",
    "-z",
    "--relative",
    "--no-renames",
    "--no-ext-diff",
    "--ignore-submodules=all",
    "HEAD",
    "--",
    ".",
];

/// Whether a changed file that is not read decides what is: a `.gitignore`, or configuration that
/// was deleted. Other configuration that is not read belongs to a workspace of its own or is
/// excluded.
fn selects(root: &Path, name: &[u8]) -> bool {
    let Ok(name) = std::str::from_utf8(name) else {
        return false;
    };
    let path = root.join(name);
    let Some(file) = path.file_name() else {
        return false;
    };
    file == ".gitignore" || is_configuration(file) && fs::symlink_metadata(&path).is_err()
}

fn names(listing: &[u8]) -> impl Iterator<Item = &[u8]> {
    listing
        .split(|byte| *byte == 0)
        .filter(|name| !name.is_empty())
}

fn one_line(answer: Vec<u8>) -> Option<String> {
    let text = String::from_utf8(answer).ok()?;
    let line = text.trim_end_matches(['\n', '\r']);
    (!line.is_empty()).then(|| line.to_owned())
}

/// Variables that name the repository of the git that started us.
const OF_ANOTHER_CALL: [&str; 8] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
];

/// The path of the workspace's root below the top of its repository: empty, or with a `/` at the end.
/// Nothing if it is in no repository.
#[must_use]
pub fn git_prefix(root: &Root) -> Option<String> {
    let prefix = git(root.path(), &["rev-parse", "--show-prefix"])?;
    let prefix = String::from_utf8(prefix).ok()?;
    Some(prefix.trim_end_matches(['\n', '\r']).to_owned())
}

/// Asks git; nothing if it is missing or refuses.
fn git<S: AsRef<OsStr>>(folder: &Path, arguments: &[S]) -> Option<Vec<u8>> {
    let output = command(folder, arguments).output().ok()?;
    output.status.success().then_some(output.stdout)
}

/// git, ready to be asked.
pub(super) fn command<S: AsRef<OsStr>>(folder: &Path, arguments: &[S]) -> Command {
    let mut command = Command::new("git");
    // Set in hooks, where the index may be half-written.
    for variable in OF_ANOTHER_CALL {
        command.env_remove(variable);
    }
    command
        // Looking writes nothing, fetches nothing, asks nothing and starts no watcher.
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_TERMINAL_PROMPT", "0")
        .args(["--no-pager", "-c", "core.fsmonitor=false"])
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    command
}
