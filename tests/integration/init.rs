//! The workspace to start from.

use std::fs;

use guestlist::workflow::files::{Root, discover, find_root};
use guestlist::workflow::init::{InitError, init};
use serde_json::Value;

const SCHEMA: &str = "{}\n";

#[test]
fn writes_a_workspace_that_is_found_and_reads_as_yaml() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("new/rules");
    let report = init(&folder, SCHEMA).unwrap();
    assert_eq!(
        report.written,
        [
            ".guestlist/guestlist.schema.json",
            ".vscode/settings.json",
            ".vscode/extensions.json",
            "lists.guestlist.yaml",
            "tenants/contoso.guestlist.yaml",
            "guestlist.yaml",
        ]
    );
    assert!(report.kept.is_empty());
    let root = find_root(&folder.join("tenants")).unwrap();
    assert_eq!(root, Root::at(&folder).unwrap());
    let found = discover(&root);
    assert_eq!(found.files.len(), 3);
    assert!(found.findings.items().is_empty());
    for file in found.files {
        let text = fs::read_to_string(file.under(&root)).unwrap();
        let value: Value = serde_yaml::from_str(&text).unwrap();
        assert!(value.is_object(), "{file}");
        // The schema that the first line names is the one that was written.
        let line = text.lines().next().unwrap();
        let schema = line
            .strip_prefix("# yaml-language-server: $schema=")
            .unwrap();
        let schema = file.under(&root).parent().unwrap().join(schema);
        assert_eq!(fs::read_to_string(schema).unwrap(), SCHEMA, "{file}");
    }
    for name in ["settings", "extensions"] {
        let file = folder.join(format!(".vscode/{name}.json"));
        let text = fs::read_to_string(file).unwrap();
        assert!(serde_json::from_str::<Value>(&text).is_ok(), "{name}");
    }
}

#[test]
fn keeps_what_is_there() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join(".vscode")).unwrap();
    fs::write(dir.path().join(".vscode/settings.json"), "mine").unwrap();
    let report = init(dir.path(), SCHEMA).unwrap();
    assert_eq!(report.kept, [".vscode/settings.json"]);
    assert_eq!(report.written.len(), 5);
    let kept = fs::read_to_string(dir.path().join(".vscode/settings.json")).unwrap();
    assert_eq!(kept, "mine");
}

#[test]
fn touches_no_folder_that_is_a_workspace() {
    for name in ["guestlist.yaml", "guestlist.yml"] {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(name), "mine").unwrap();
        let error = init(dir.path(), SCHEMA).unwrap_err();
        assert!(error.to_string().contains(name), "{error}");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}

#[test]
fn a_folder_that_can_not_be_made_is_named() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("file"), "").unwrap();
    let error = init(&dir.path().join("file"), SCHEMA).unwrap_err();
    assert!(matches!(error, InitError::NoFolder { .. }), "{error}");
}
