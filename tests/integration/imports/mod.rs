//! Import and drift, through the program: exports in the shapes that other tools write.

mod drift;
mod formats;
mod hostile;
pub(crate) mod samples;

use std::path::{Path, PathBuf};

use crate::support::Workspace;

/// An export in the form that a tool writes it, written for these tests.
pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/imports")
        .join(name)
}

/// A workspace without a tenant.
fn empty() -> Workspace {
    Workspace::of("version: 1\n")
}

/// Imports a file that must be taken over.
fn imported(file: &str, more: &[&str]) -> (Workspace, String) {
    let workspace = empty();
    let mut arguments = vec!["import", file];
    arguments.extend(more);
    let out = workspace.ok(&arguments);
    (workspace, out)
}

/// What is recorded of a tenant, by key.
fn recorded(workspace: &Workspace) -> serde_json::Map<String, serde_json::Value> {
    let (code, document) = workspace.json(&["show"]);
    assert_eq!(code, 0);
    let mut out = serde_json::Map::new();
    for setting in document["tenants"][0]["settings"].as_array().unwrap() {
        let address = setting["address"].as_str().unwrap();
        let (_, key) = address.split_once('.').unwrap();
        assert_eq!(setting["known"], "observed", "{address}");
        out.insert(key.to_owned(), setting["value"].clone());
    }
    out
}

/// Right after an import the files are valid and canonical, a plan has nothing to do, and nothing has
/// drifted.
fn is_settled(workspace: &Workspace, arguments: &[&str]) {
    workspace.ok(&["validate"]);
    workspace.ok(&["fmt", "--check"]);
    let plan = workspace.run(&["plan", "--detailed-exitcode"]);
    assert_eq!(plan.code, 0, "{}{}", plan.out, plan.err);
    let mut drift = vec!["drift", "--detailed-exitcode"];
    drift.extend(arguments);
    let drift = workspace.run(&drift);
    assert_eq!(drift.code, 0, "{}{}", drift.out, drift.err);
    workspace.ok(&["state", "verify"]);
}
