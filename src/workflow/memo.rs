//! What plan printed when nothing changed, remembered between runs.
//!
//! It is recalled only if every byte it was made from is the same: all configuration and list files,
//! the newest entry of the recorded state, the program, the day, the way it is shown. So it can never answer what a reader
//! of the files would not; it may be thrown away at any time.

use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::cache::Cache;
use super::files::{self, RelPath, Root};
use super::git::is_unmerged;
use super::load::Workspace;
use super::state_folder;
use crate::diagnostics::Finding;
use crate::state::{Digest, Found, LocalStore, Store};

/// What it was made from.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Memo {
    /// Every file that was read, list files too.
    files: Vec<String>,
    /// Their bytes.
    contents: [u8; 32],
    /// What was remarked about files that were not read.
    remarks: Digest,
    /// The folder of the recorded state.
    state: String,
    /// The bytes of its newest entry.
    head: Option<Digest>,
    /// What was printed.
    output: String,
}

impl Memo {
    /// Whether the workspace still is what this was made from; nothing if that can't be told.
    fn is_of(&self, root: &Root, state: &Path) -> Option<bool> {
        let found = files::discover(root);
        let known: Vec<RelPath> = self
            .files
            .iter()
            .filter_map(|f| RelPath::parse(f))
            .collect();
        let is_configuration = |f: &&RelPath| {
            let name = f.as_str().rsplit('/').next().unwrap_or_default();
            files::is_configuration(name.as_ref())
        };
        let same_files = known.iter().filter(is_configuration).eq(found.files.iter());
        Some(
            same_files
                && remarks(found.findings.items()) == self.remarks
                && files::digest_files(root, &known).ok()? == self.contents
                && head(state)? == self.head,
        )
    }
}

/// The place of the memo of one workspace.
#[derive(Debug)]
pub struct Memory {
    cache: Cache,
    key: [u8; 32],
}

impl Memory {
    /// The place; without a folder nothing is remembered. `shown` tells apart the ways in which the
    /// same plan may be printed.
    #[must_use]
    pub fn new(folder: Option<&Path>, root: &Root, today: Date, shown: &str) -> Self {
        let mut key = blake3::Hasher::new();
        for part in [&today.to_string(), &program(), shown] {
            key.update(part.as_bytes());
            key.update(&[0]);
        }
        Self {
            cache: Cache::new(folder, root, "unchanged"),
            key: *key.finalize().as_bytes(),
        }
    }

    /// What was printed, if nothing it was made from has changed.
    #[must_use]
    pub fn recall(&self, root: &Root) -> Option<String> {
        let memo: Memo = serde_json::from_slice(&self.cache.get(&self.key)?).ok()?;
        let folder = root.path().join(&memo.state);
        // git is asked while the files are read. A merge that it has not finished must be said.
        let (is_unmerged, same) =
            rayon::join(|| is_unmerged(root, &folder), || memo.is_of(root, &folder));
        (same? && !is_unmerged).then_some(memo.output)
    }

    /// Remembers what was printed.
    pub fn keep(&self, workspace: &Workspace, output: String) {
        let (folder, state) = state_folder(&workspace.root, &workspace.config);
        let Some(head) = head(&folder) else { return };
        let texts = workspace
            .sources
            .iter()
            .map(|(_, file)| (file.path(), file.text()));
        let memo = Memo {
            files: workspace.files.iter().map(ToString::to_string).collect(),
            contents: files::digest_contents(texts),
            remarks: workspace.remarks,
            state,
            head,
            output,
        };
        if let Ok(bytes) = serde_json::to_vec(&memo) {
            self.cache.put(&self.key, &bytes);
        }
    }
}

/// What was found about files that are left out or can't be read.
#[must_use]
pub(super) fn remarks(findings: &[Finding]) -> Digest {
    let texts: Vec<&str> = findings.iter().map(|f| f.message.as_str()).collect();
    Digest::of(texts.join("\n").as_bytes())
}

/// The bytes of the newest entry; the outer `None` if that can't be told.
fn head(folder: &Path) -> Option<Option<Digest>> {
    let store = LocalStore::new(folder);
    let Some(newest) = store.list_log().ok()?.pop() else {
        return Some(None);
    };
    match store.read_log(newest).ok()? {
        Found::Bytes(bytes) => Some(Some(Digest::of(&bytes))),
        Found::Missing | Found::Odd(_) => None,
    }
}

/// Tells this build of the program from others of the same version.
fn program() -> String {
    let file = std::env::current_exe().and_then(std::fs::metadata);
    let built = file.ok().map(|f| (f.len(), f.modified().ok()));
    format!("{} {built:?}", env!("CARGO_PKG_VERSION"))
}
