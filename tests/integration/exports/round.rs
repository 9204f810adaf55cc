//! The whole way: an export of a tenant is imported, exported in each format, and imported again. What
//! a format carries is the same then.

use std::path::Path;

use serde_json::{Map, Value};

use crate::imports::samples::{PUBLISHED, samples};
use crate::powershell;
use crate::support::Workspace;

const FORMATS: [&str; 3] = ["json", "graph", "m365dsc"];

/// A file of the tests' own, or one of the samples.
fn imported(file: &str, from: &Path) -> Option<Workspace> {
    let workspace = Workspace::of("version: 1\n");
    let path = from.join(file);
    let run = workspace.run(&["import", path.to_str().unwrap(), "--tenant", "contoso"]);
    (run.code == 0).then_some(workspace)
}

/// What is recorded, by key.
fn recorded(workspace: &Workspace) -> Map<String, Value> {
    let (_, document) = workspace.json(&["show"]);
    let settings = document["tenants"][0]["settings"].as_array().unwrap();
    let pair = |setting: &Value| {
        let address = setting["address"].as_str().unwrap();
        (address.to_owned(), setting["value"].clone())
    };
    settings.iter().map(pair).collect()
}

/// Takes what is recorded through every format; how many settings each one carried.
fn goes_round(first: &Workspace, name: &str) -> Vec<usize> {
    let before = recorded(first);
    let mut carried = Vec::new();
    for format in FORMATS {
        let text = first.ok(&["export", "--to", format, "--all"]);
        let file = if format == "m365dsc" {
            "export.ps1"
        } else {
            "export.json"
        };
        first.write(&format!("out/{file}"), &text);
        let second = Workspace::of("version: 1\n");
        second.write(file, &text);
        let run = second.run(&["import", file, "--tenant", "contoso"]);
        if run.code != 0 {
            assert!(
                Workspace::said(&run).contains("nothing in it is a setting"),
                "{name}, {format}: {}",
                run.err
            );
            carried.push(0);
            continue;
        }
        second.ok(&["validate"]);
        let plan = second.run(&["plan", "--detailed-exitcode"]);
        assert_eq!(plan.code, 0, "{name}, {format}: {}", plan.out);
        let after = recorded(&second);
        for (address, value) in &after {
            assert_eq!(
                before.get(address),
                Some(value),
                "{name}, {format}: {address}"
            );
        }
        carried.push(after.len());
        // It says what is to be, and is no proof of what is.
        let drift = first.run(&["drift", &format!("out/{file}"), "--tenant", "contoso"]);
        assert_eq!(drift.code, 1, "{name}, {format}: {}", drift.out);
        let said = Workspace::said(&drift);
        assert!(
            said.contains("what is to be, not what the service holds"),
            "{said}"
        );
    }
    assert_eq!(carried[0], before.len(), "{name}: JSON carries everything");
    let script = first.ok(&["export", "--to", "powershell", "--all"]);
    let errors = powershell::errors(&script);
    assert!(errors.is_empty(), "{name}: {errors:?}");
    carried
}

/// Takes every shape of a file round by itself; how many settings there were. A shape of two meanings is
/// refused, and no other.
fn shapes_go_round(path: &Path, has_two_meanings: impl Fn(&Value) -> bool) -> usize {
    let text = std::fs::read_to_string(path).unwrap();
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
    let mut settings = 0;
    for case in cases {
        let input = tempfile::tempdir().unwrap();
        std::fs::write(input.path().join("input.json"), case["input"].to_string()).unwrap();
        let workspace = imported("input.json", input.path());
        assert_eq!(workspace.is_none(), has_two_meanings(&case), "{case}");
        settings += workspace.map_or(0, |w| goes_round(&w, &case["name"].to_string())[0]);
    }
    settings
}

#[test]
fn every_fixture_goes_round() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/imports");
    // What each format carries of it: JSON, Graph, Microsoft365DSC.
    for (file, expected) in [
        ("scubagear.json", [57, 7, 44]),
        ("m365dsc.ps1", [20, 7, 18]),
        // What a partner inherits from the default can't be said to Microsoft365DSC.
        ("graph-partners.json", [12, 12, 5]),
        // To invite a person, or to send one away, is left to people.
        ("graph-users.json", [1, 0, 0]),
    ] {
        let workspace = imported(file, &folder).unwrap();
        assert_eq!(goes_round(&workspace, file), expected, "{file}");
    }
    for file in [
        "federation-shapes",
        "invitation-shapes",
        "sharepoint-shapes",
    ] {
        let path = folder.join(format!("{file}.json"));
        let means_nothing = |case: &Value| case["allowed"].is_null() && case["values"].is_null();
        assert!(shapes_go_round(&path, means_nothing) > 0, "{file}");
    }
}

#[test]
fn every_published_sample_goes_round() {
    let Some(folder) = samples() else { return };
    let mut settings = 0;
    for file in PUBLISHED {
        settings += goes_round(&imported(file, &folder).unwrap(), file)[0];
    }
    for file in [
        "teams-federation-shapes",
        "b2b-management-policy",
        "spo-domain-lists",
    ] {
        let path = folder.join(format!("shapes/{file}.json"));
        settings += shapes_go_round(&path, |case| case["means"]["mode"] == "ambiguous");
    }
    assert!(settings > 300, "{settings} settings went round");
}
