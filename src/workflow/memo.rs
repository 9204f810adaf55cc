//! A plan without changes, remembered between runs.
//!
//! It is recalled only if every byte it was made from is the same: all configuration and list files,
//! the newest entry of the recorded state, the program, the day. So it can never answer what a reader
//! of the files would not; it may be thrown away at any time.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::cache::Cache;
use super::files::{self, RelPath, Root};
use super::load::Workspace;
use super::state_folder;
use crate::diagnostics::Finding;
use crate::plan::{Compared, Fingerprints, Plan, Selection, Standing};
use crate::state::{Base, Digest, Found, LocalStore, Store};

/// A plan without changes, as far as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unchanged {
    /// The version it was compared with.
    pub base: Base,
    /// The day on which that version was recorded.
    pub recorded_on: Option<Date>,
    /// What was resolved.
    pub fingerprint: Digest,
    /// How much was compared.
    pub compared: Compared,
    /// Findings that stand.
    pub standing: Standing,
}

impl Unchanged {
    /// The plan, as far as it is shown.
    #[must_use]
    pub fn into_plan(self, today: Date) -> Plan {
        Plan {
            today,
            base: self.base,
            fingerprints: Fingerprints::recalled(self.fingerprint),
            changes: Vec::new(),
            recorded: BTreeMap::new(),
            findings: Vec::new(),
            standing: self.standing,
            compared: self.compared,
            forgotten: Vec::new(),
            selection: Selection::default(),
        }
    }
}

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
    plan: Unchanged,
}

/// The place of the memo of one workspace, for one day.
#[derive(Debug)]
pub struct Memory {
    cache: Cache,
    key: [u8; 32],
}

impl Memory {
    /// The place; without a folder nothing is remembered.
    #[must_use]
    pub fn new(folder: Option<&Path>, root: &Root, today: Date) -> Self {
        let mut key = blake3::Hasher::new();
        key.update(today.to_string().as_bytes());
        key.update(program().as_bytes());
        Self {
            cache: Cache::new(folder, root, "unchanged"),
            key: *key.finalize().as_bytes(),
        }
    }

    /// The plan, if nothing it was made from has changed.
    #[must_use]
    pub fn recall(&self, root: &Root) -> Option<Unchanged> {
        let memo: Memo = serde_json::from_slice(&self.cache.get(&self.key)?).ok()?;
        let found = files::discover(root);
        let known: Vec<RelPath> = memo
            .files
            .iter()
            .filter_map(|f| RelPath::parse(f))
            .collect();
        let is_configuration = |f: &&RelPath| {
            let name = f.as_str().rsplit('/').next().unwrap_or_default();
            files::is_configuration(name.as_ref())
        };
        let same_files = known.iter().filter(is_configuration).eq(found.files.iter());
        let same = same_files
            && remarks(found.findings.items()) == memo.remarks
            && files::digest_files(root, &known).ok()? == memo.contents
            && head(&root.path().join(&memo.state))? == memo.head;
        same.then_some(memo.plan)
    }

    /// Remembers a plan without changes.
    pub fn keep(&self, workspace: &Workspace, plan: &Plan, recorded_on: Option<Date>) {
        let whole = plan.selection.is_all();
        if !(whole && plan.changes.is_empty() && plan.findings.is_empty()) {
            return;
        }
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
            plan: Unchanged {
                base: plan.base,
                recorded_on,
                fingerprint: plan.fingerprints.all,
                compared: plan.compared,
                standing: plan.standing,
            },
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
