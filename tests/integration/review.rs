//! The formats for reviews: SARIF, annotations of GitHub, code quality of GitLab.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::support::{Run, Workspace};

/// Two warnings, a note, and a test that fails.
const FOUND: &str = "version: 1
rules: { open-federation: warning }
tenants:
  contoso:
    domains: [contoso.com]
    external_access: { allowed_domains: all }
  adatum:
    domains: [adatum.com]
    external_access:
      allowed_domains: [{ tenant: contoso }, { tenant: litware }, fabrikam.com, fabrikam.com]
      security_team_delegation: true
  litware:
    domains: [litwareinc.com]
    external_access: { allowed_domains: none }
    accept: [{ rule: two-own-tenants-not-federated, reason: 'Kept apart, [see](http://evil.example)' }]
tests:
  sisters: [{ from: litware, can: chat, by: external, to: contoso, expect: yes }]
";

/// The published schema, from the sources of a crate that carries it (serde-sarif, MIT), which cargo
/// fetches once. Nothing where cargo can't, and the test says so.
#[expect(clippy::print_stderr, reason = "a test that was skipped must say so")]
fn schema() -> Option<Value> {
    let folder = tempfile::tempdir().unwrap();
    let manifest = folder.path().join("Cargo.toml");
    let text = "[package]\nname = \"schema\"\nedition = \"2024\"\n[lib]\npath = \"lib.rs\"\n[workspace]\n\
                [dependencies]\nserde-sarif = { version = \"=0.8.0\", default-features = false }\n";
    std::fs::write(&manifest, text).unwrap();
    std::fs::write(folder.path().join("lib.rs"), "").unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--manifest-path"])
        .arg(&manifest)
        .output()
        .unwrap();
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr);
        eprintln!("SKIPPED: the schema of SARIF can't be fetched: {why}");
        return None;
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages
        .iter()
        .find(|p| p["name"] == "serde-sarif")
        .unwrap();
    let manifest = PathBuf::from(package["manifest_path"].as_str().unwrap());
    let text = std::fs::read_to_string(manifest.with_file_name("src/schema.json")).unwrap();
    let mut schema: Value = serde_json::from_str(&text).unwrap();
    // A stray bracket, which only some readers of patterns forgive; nothing here states a language.
    for part in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][part]["properties"]["language"];
        language.as_object_mut().unwrap().remove("pattern").unwrap();
    }
    let id = schema["$id"].as_str().unwrap();
    assert!(id.ends_with("sarif-schema-2.1.0.json"), "{id}");
    Some(schema)
}

fn sarif(workspace: &Workspace, command: &str) -> Value {
    let run = workspace.run(&[command, "--format", "sarif"]);
    serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}: {}{}", run.out, run.err))
}

fn results(document: &Value) -> &Vec<Value> {
    document["runs"][0]["results"].as_array().unwrap()
}

#[test]
fn sarif_is_what_the_published_schema_asks_for() {
    let Some(schema) = schema() else { return };
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    for text in [
        FOUND,
        "version: 1\n",
        "version: 1\nnonsense: 1\ntenants: { contoso: { domains: [com] } }\n",
        "version: [",
    ] {
        let workspace = Workspace::of(text);
        for command in ["validate", "plan"] {
            let document = sarif(&workspace, command);
            let errors: Vec<String> = validator
                .iter_errors(&document)
                .map(|e| format!("{}: {e}", e.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{command}: {}", errors.join("\n"));
        }
    }
}

#[test]
fn every_rule_has_one_entry_with_its_page() {
    let workspace = Workspace::of(FOUND);
    let document = sarif(&workspace, "plan");
    let rules = document["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap();
    let ids: Vec<&str> = rules.iter().map(|r| r["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len());
    assert_eq!(ids.len(), guestlist::rules::all().count());
    for rule in rules {
        assert!(!rule["help"]["text"].as_str().unwrap().is_empty(), "{rule}");
    }
    let found: Vec<&str> = results(&document)
        .iter()
        .map(|r| {
            let index = usize::try_from(r["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(r["ruleId"], ids[index]);
            ids[index]
        })
        .collect();
    assert_eq!(found[0], "test-failed", "{found:?}");
    assert!(found.contains(&"open-federation"), "{found:?}");
}

#[test]
fn accepted_findings_are_suppressed_and_their_reason_is_no_link() {
    let workspace = Workspace::of(FOUND);
    let document = sarif(&workspace, "validate");
    let accepted: Vec<&Value> = results(&document)
        .iter()
        .filter(|r| r["suppressions"].is_array())
        .collect();
    assert_eq!(accepted.len(), 1, "{document}");
    let why = &accepted[0]["suppressions"][0]["justification"];
    assert!(!why.as_str().unwrap().contains("]("), "{why}");
    for format in ["github", "gitlab"] {
        let run = workspace.run(&["validate", "--format", format]);
        assert!(
            !run.out.contains("two-own-tenants"),
            "{format}: {}",
            run.out
        );
    }
}

/// The fingerprints that a format gives, in the order of rules and messages.
fn fingerprints(workspace: &Workspace) -> [Vec<String>; 2] {
    let document = sarif(workspace, "validate");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let of_sarif = results(&document).iter().map(|r| {
        let prints = &r["partialFingerprints"];
        assert!(
            text(&prints["primaryLocationLineHash"]).starts_with(&text(&prints["guestlist/v1"]))
        );
        text(&prints["guestlist/v1"])
    });
    let run = workspace.run(&["validate", "--format", "gitlab"]);
    let issues: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    let of_gitlab = issues.iter().map(|i| text(&i["fingerprint"]));
    [of_sarif.collect(), of_gitlab.collect()]
}

#[test]
fn fingerprints_stay_where_lines_move_and_are_never_equal() {
    let workspace = Workspace::of(FOUND);
    let before = fingerprints(&workspace);
    for prints in &before {
        assert!(prints.len() >= 3);
        assert_eq!(prints.len(), prints.iter().collect::<BTreeSet<_>>().len());
    }
    let moved = FOUND.replace("tenants:\n", "\n# A comment\n\n\ntenants:\n");
    workspace.write("guestlist.yaml", &moved);
    assert_eq!(before, fingerprints(&workspace));
}

#[test]
fn paths_start_at_the_top_of_the_repository() {
    let workspace = Workspace::new(&[("rules for teams/guestlist.yaml", FOUND)]);
    workspace.git(&["init", "--quiet"]);
    let run = |format| {
        let folder = ["-C", "rules for teams", "plan", "--format", format];
        workspace.run(&folder).out
    };
    let document: Value = serde_json::from_str(&run("sarif")).unwrap();
    let place = &results(&document)[0]["locations"][0]["physicalLocation"];
    assert_eq!(
        place["artifactLocation"]["uri"],
        "rules%20for%20teams/guestlist.yaml"
    );
    assert_eq!(place["region"]["startLine"], 17);
    let id = &document["runs"][0]["automationDetails"]["id"];
    assert_eq!(id, "guestlist/plan/rules%20for%20teams/");
    let issues: Vec<Value> = serde_json::from_str(&run("gitlab")).unwrap();
    assert_eq!(
        issues[0]["location"]["path"],
        "rules for teams/guestlist.yaml"
    );
    let annotations = run("github");
    assert!(
        annotations.starts_with("::error file=rules for teams/guestlist.yaml,line=17,"),
        "{annotations}"
    );
}

#[test]
fn annotations_are_escaped_one_a_line_and_the_weightiest_first() {
    // Keys that GitHub could take for commands or properties.
    let text = "version: 1\n\"a,b: %0A::error::x\\r\\n::set-output name=x::y\": 1\n";
    let workspace = Workspace::new(&[
        ("guestlist.yaml", text),
        ("a,b:c%.guestlist.yaml", "other: 1\n"),
    ]);
    let run = workspace.run(&["validate", "--format", "github"]);
    assert_eq!(run.code, 1);
    for line in run.out.lines() {
        assert!(line.starts_with("::error "), "{line}");
        let (properties, message) = line["::error ".len()..].split_once("::").unwrap();
        assert!(
            !message.contains("%0A::") || message.contains("%250A::"),
            "{line}"
        );
        for property in properties.split(',') {
            let (name, value) = property.split_once('=').unwrap();
            assert!(
                ["file", "line", "endLine", "col", "endColumn", "title"].contains(&name),
                "{line}"
            );
            assert!(!value.contains(':'), "{line}");
        }
    }
    assert!(
        run.out.contains("file=a%2Cb%3Ac%25.guestlist.yaml,"),
        "{}",
        run.out
    );
}

#[test]
fn a_step_gets_ten_annotations_of_a_level_and_the_count_of_the_rest() {
    let mut text = String::from("version: 1\ntenants:\n");
    for at in 0..14 {
        text.push_str(&format!(
            "  t{at}: {{ external_access: {{ allowed_domains: [fabrikam{at}.com] }} }}\n"
        ));
    }
    let faulty = format!("{text}x1: 1\nx2: 1\n");
    let workspace = Workspace::of(&text);
    let out = workspace.run(&["validate", "--format", "github"]).out;
    let of = |level: &str| {
        out.lines()
            .filter(|l| l.starts_with(&format!("::{level} ")))
            .count()
    };
    assert!(of("notice") == 10 || of("warning") == 10, "{out}");
    let last = out.lines().last().unwrap();
    assert!(
        last.contains("more") && last.contains("guestlist validate shows all"),
        "{last}"
    );
    workspace.write("guestlist.yaml", &faulty);
    let out = workspace.run(&["validate", "--format", "github"]).out;
    assert!(
        out.starts_with("::error ") && out.matches("::error ").count() == 2,
        "{out}"
    );
}

#[test]
fn nothing_to_say_is_an_empty_report() {
    let workspace = Workspace::of("version: 1\n");
    assert_eq!(workspace.ok(&["validate", "--format", "gitlab"]), "[]\n");
    assert_eq!(workspace.ok(&["validate", "--format", "github"]), "");
    assert!(results(&sarif(&workspace, "validate")).is_empty());
}

#[test]
fn exit_codes_are_those_of_every_format() {
    let workspace = Workspace::of(FOUND);
    for format in ["human", "json", "markdown", "sarif", "github", "gitlab"] {
        let run = workspace.run(&["plan", "--format", format]);
        assert_eq!(run.code, 3, "{format}: {}", run.err);
        if format != "markdown" {
            let run = workspace.run(&["validate", "--deny", "warning", "--format", format]);
            assert_eq!(run.code, 3, "{format}: {}", run.err);
        }
    }
}

#[test]
fn a_finding_without_a_place_stands_at_the_file_of_the_workspace() {
    let workspace = Workspace::of("version: 1\n");
    std::fs::write(
        workspace.path().join("a.guestlist.yaml"),
        [0xff, 0xfe, 0, 0],
    )
    .unwrap();
    let document = sarif(&workspace, "validate");
    let place = &results(&document)[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "guestlist.yaml");
    let issues: Vec<Value> =
        serde_json::from_str(&workspace.run(&["validate", "--format", "gitlab"]).out).unwrap();
    assert_eq!(
        issues[0]["location"],
        serde_json::json!({ "path": "guestlist.yaml", "lines": { "begin": 1 } })
    );
}

#[test]
fn the_words_of_a_plan_are_remembered_for_no_review() {
    // The paths depend on where the repository begins, which no file of the workspace says.
    let workspace = Workspace::new(&[(
        "w/guestlist.yaml",
        "version: 1\nrules: { open-federation: warning }\ntenants: { contoso: { external_access: { allowed_domains: all } } }\n",
    )]);
    workspace.ok(&["-C", "w", "apply", "--auto-approve"]);
    let run = |arguments: &[&str]| Run::of(&workspace.command(arguments).output().unwrap()).out;
    let before = run(&["-C", "w", "plan", "--format", "sarif"]);
    workspace.git(&["init", "--quiet"]);
    let after = run(&["-C", "w", "plan", "--format", "sarif"]);
    assert_ne!(before, after);
}
