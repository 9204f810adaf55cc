//! `--to json`: its schema, the order of its steps, and the way back by import.

use std::path::Path;

use super::{TWO, exported};
use crate::support::Workspace;

/// Everything recorded of the only tenant, by address.
fn recorded(workspace: &Workspace) -> serde_json::Value {
    let (code, mut document) = workspace.json(&["show"]);
    assert_eq!(code, 0);
    let mut settings = document["tenants"][0]["settings"].take();
    for setting in settings.as_array_mut().unwrap() {
        // An export is observed, what guestlist wrote itself is requested; the values are the same.
        let setting = setting.as_object_mut().unwrap();
        setting.retain(|name, _| matches!(name.as_str(), "address" | "value"));
    }
    settings
}

/// All as JSON, without the lines (files begin with comments of different length), and without what
/// was seen before: only the first one was.
fn without_places(workspace: &Workspace) -> serde_json::Value {
    let mut document = exported(workspace, &["--all"]);
    for setting in document["settings"].as_array_mut().unwrap() {
        let setting = setting.as_object_mut().unwrap();
        setting.retain(|name, _| name != "place" && name != "before");
    }
    document
}

/// Imports, exports all as JSON, imports that elsewhere: the same is recorded.
fn comes_back(path: &Path) {
    let first = Workspace::of("version: 1\n");
    first.ok(&["import", path.to_str().unwrap(), "--tenant", "contoso"]);
    let json = first.ok(&["export", "--to", "json", "--all"]);
    let second = Workspace::of("version: 1\n");
    second.write("export.json", &json);
    second.ok(&["import", "export.json"]);
    assert_eq!(recorded(&second), recorded(&first), "{}", path.display());
    assert_eq!(
        without_places(&second),
        without_places(&first),
        "{}",
        path.display()
    );
    let plan = second.run(&["plan", "--detailed-exitcode"]);
    assert_eq!(plan.code, 0, "{}", plan.out);
}

#[test]
fn every_fixture_comes_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/imports");
    for name in [
        "scubagear.json",
        "m365dsc.ps1",
        "graph-partners.json",
        "graph-users.json",
    ] {
        comes_back(&folder.join(name));
    }
}

#[test]
fn it_fits_its_schema() {
    let workspace = Workspace::of(TWO);
    workspace.apply();
    let schema: serde_json::Value =
        serde_json::from_str(&workspace.ok(&["schema", "export"])).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for arguments in [
        &["--tenant", "contoso"][..],
        &["--tenant", "contoso", "--all"],
    ] {
        let document = exported(&workspace, arguments);
        let faults: Vec<String> = schema
            .iter_errors(&document)
            .map(|e| e.to_string())
            .collect();
        assert!(faults.is_empty(), "{faults:?}");
    }
}

#[test]
fn what_closes_comes_first_and_what_opens_last() {
    let workspace = Workspace::of(TWO);
    workspace.write(
        "seen.json",
        r#"{"Identity":"Global","AllowFederatedUsers":false,"AllowedDomains":{"AllowedDomain":[{"Domain":"tailspintoys.com"}]},
            "BlockedDomains":[],"AllowTeamsConsumer":true}"#,
    );
    workspace.ok(&["drift", "seen.json", "--tenant", "contoso", "--accept"]);
    let export = exported(&workspace, &["--tenant", "contoso"]);
    let steps: Vec<(&str, &serde_json::Value)> = export["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| (step["phase"].as_str().unwrap(), &step["to"]))
        .collect();
    assert_eq!(
        steps,
        [
            (
                "close",
                &serde_json::json!({ "external_access.allowed_domains": "none" })
            ),
            (
                "close",
                &serde_json::json!({ "guest_access.enabled": false })
            ),
            (
                "open",
                &serde_json::json!({
                    "external_access.enabled": true,
                    "external_access.allowed_domains": ["fabrikam.com"]
                })
            ),
        ]
    );
}
