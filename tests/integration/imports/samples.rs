//! Published samples of other projects, where they lie beside this one: each is taken over, is valid,
//! and leaves a plan nothing to do. The project's own fixtures hold the same shapes.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::{empty, fixture, imported, is_settled, recorded};
use crate::support::Workspace;

/// Samples, or nothing if they are not here.
#[allow(clippy::print_stderr, reason = "says what was not run")]
pub(crate) fn samples() -> Option<PathBuf> {
    let named = std::env::var_os("GUESTLIST_SAMPLES").map(PathBuf::from);
    let folder =
        named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/fixtures"));
    let there = folder.is_dir();
    if !there {
        eprintln!("not run: there are no samples in {}", folder.display());
    }
    there.then_some(folder)
}

/// Samples of whole tenants and of single objects, relative to their folder.
pub(crate) const PUBLISHED: [&str; 7] = [
    "scubagear/provider-settings-2023.json",
    "scubagear/provider-settings-2026.json",
    "m365dsc/tenant-export.ps1",
    "graph/authorizationPolicy.get.json",
    "graph/crossTenantAccessPolicy.default.get.json",
    "graph/crossTenantAccessPolicy.partners.list.json",
    "graph/sharepointSettings.get.json",
];

/// Every file below a folder, relative to it.
fn files(folder: &Path) -> Vec<String> {
    let mut open = vec![folder.to_owned()];
    let mut out = Vec::new();
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let inside = path.strip_prefix(folder).unwrap();
                out.push(inside.to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    out.sort();
    out
}

#[test]
fn every_fixture_is_taken_over_and_leaves_a_plan_nothing_to_do() {
    for name in [
        "scubagear.json",
        "m365dsc.ps1",
        "graph-partners.json",
        "graph-users.json",
    ] {
        settles(&fixture(name));
    }
}

fn settles(path: &Path) -> Workspace {
    let arguments = [path.to_str().unwrap(), "--tenant", "contoso"];
    let (workspace, _) = imported(arguments[0], &arguments[1..]);
    is_settled(&workspace, &arguments);
    workspace
}

/// What is recorded after the import of one shape by itself; nothing if it is refused as one of two
/// meanings.
fn shape(input: &Value) -> Option<Map<String, Value>> {
    let workspace = empty();
    workspace.write("export.json", &input.to_string());
    let arguments = ["export.json", "--tenant", "contoso"];
    let run = workspace.run(&[&["import"], arguments.as_slice()].concat());
    if run.code != 0 {
        assert!(run.err.contains("--empty-allow-list none"), "{}", run.err);
        assert!(!workspace.path().join("tenants").exists());
        return None;
    }
    is_settled(&workspace, &arguments);
    Some(recorded(&workspace))
}

#[test]
fn every_shape_of_sharepoints_lists_is_told_by_itself() {
    let text = std::fs::read_to_string(fixture("sharepoint-shapes.json")).unwrap();
    let shapes: Vec<Value> = serde_json::from_str(&text).unwrap();
    for case in shapes {
        let expected = case["values"].as_object().unwrap();
        let expected: Map<String, Value> = expected
            .iter()
            .map(|(key, value)| (format!("sharepoint.{key}"), value.clone()))
            .collect();
        assert_eq!(shape(&case["input"]), Some(expected), "{}", case["name"]);
    }
}

#[test]
fn every_published_sample_is_taken_over_and_leaves_a_plan_nothing_to_do() {
    let Some(folder) = samples() else { return };
    for name in files(&folder) {
        let path = folder.join(&name);
        match name.as_str() {
            "README.md" => {}
            // Nothing of it is about external collaboration.
            "graph/configurationMonitor.create.json" => {
                let run = empty().run(&["import", path.to_str().unwrap(), "--tenant", "contoso"]);
                assert_eq!(run.code, 1);
                let said = Workspace::said(&run);
                assert!(said.contains("nothing in it is a setting"), "{said}");
            }
            "shapes/teams-federation-shapes.json" => shapes(&path, federation),
            "shapes/b2b-management-policy.json" => shapes(&path, invitations),
            "shapes/spo-domain-lists.json" => shapes(&path, sharing),
            name if name.starts_with("shapes/") => panic!("nothing is expected of {name}"),
            _ => drop(settles(&path)),
        }
    }
}

/// What one sample means, as a setting and its value.
type Expected = Vec<(&'static str, Value)>;

/// Every shape of a file, by itself; `expected` reads what the file says that it means.
fn shapes(path: &Path, expected: fn(&Value) -> Option<Expected>) {
    let cases: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(!cases.is_empty());
    for case in cases {
        let found = shape(&case["input"]);
        let means = expected(&case["means"]).map(|expected| {
            let owned = expected
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value));
            owned.collect::<Map<String, Value>>()
        });
        assert_eq!(found, means, "{}", case["name"]);
    }
}

fn federation(means: &Value) -> Option<Expected> {
    let mode = means["mode"].as_str().unwrap();
    let allowed = match mode {
        "allow-all" | "block-list" => json!("all"),
        "allow-none" => json!("none"),
        "allow-list" | "off" => means["allowed"].clone(),
        "ambiguous" => return None,
        other => panic!("{other}"),
    };
    Some(vec![
        ("external_access.enabled", json!(mode != "off")),
        ("external_access.allowed_domains", allowed),
        ("external_access.blocked_domains", means["blocked"].clone()),
    ])
}

fn invitations(means: &Value) -> Option<Expected> {
    let domains = means["domains"].clone();
    let (allowed, blocked) = match means["mode"].as_str().unwrap() {
        "any" => (json!("all"), json!([])),
        "allow-list" => (domains, json!([])),
        "block-list" => (json!("all"), domains),
        other => panic!("{other}"),
    };
    Some(vec![
        ("entra_b2b.invitations.allowed_domains", allowed),
        ("entra_b2b.invitations.blocked_domains", blocked),
    ])
}

fn sharing(means: &Value) -> Option<Expected> {
    let word = |name: &str| means[name].as_str().map(|word| json!(snake_case(word)));
    let list = |name: &str| means[name].is_array().then(|| means[name].clone());
    let all = [
        ("sharepoint.sharing", word("capability")),
        ("sharepoint.domain_restriction.mode", word("mode")),
        (
            "sharepoint.domain_restriction.allowed_domains",
            list("allowed"),
        ),
        (
            "sharepoint.domain_restriction.blocked_domains",
            list("blocked"),
        ),
    ];
    let stated = all
        .into_iter()
        .filter_map(|(key, value)| Some((key, value?)));
    Some(stated.collect())
}

fn snake_case(word: &str) -> String {
    let mut out = String::new();
    for letter in word.chars() {
        if letter.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}
