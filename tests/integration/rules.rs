//! Every rule reports its flagged fixture and not its clean one.
//!
//! A fixture is a small workspace below `tests/fixtures/rules/<id>/{flagged,clean}`. One with a
//! `before.yaml` is about a change: that configuration is applied first.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use guestlist::rules;

/// The day on which the fixtures are judged.
const TODAY: &str = "2026-11-20";

/// Pages of what no file can show.
const EXPLAINED: &[&str] = &[
    "firewall-untestable",
    "guest-signed-in-elsewhere",
    "skype-consumer",
    "xtap-direct-connect-cross-cloud",
    "xtap-guest-vs-channel",
    "xtap-mfa-registration-conflict",
];

/// Rules about a change against a commit, and what the formats for reviews add, and about exports: see
/// `base`, `review` and `imports`.
const ELSEWHERE: &[&str] = &[
    "test-weakened",
    "rule-relaxed",
    "changed-outside",
    "not-carried-out",
    "values-unseen",
];

/// Rules whose flagged fixture is not valid.
const ERRORS: &[&str] = &[
    "ad-partition-shared",
    "capability-impossible",
    "groups-shared",
    "guest-own-organisation",
    "hybrid-split",
    "licence-shared",
    "storage-shared",
    "user-domain-not-owned",
    "user-in-two-tenants",
];

/// The rules that something can report, apart from faults.
fn reported() -> impl Iterator<Item = &'static str> {
    let is_shown = |id: &str| !EXPLAINED.contains(&id) && !ELSEWHERE.contains(&id);
    rules::all()
        .filter(move |rule| !rule.fault && is_shown(rule.id))
        .map(|rule| rule.id)
}

fn fixture(id: &str, kind: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/rules")
        .join(id)
        .join(kind)
}

fn guestlist(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_guestlist"))
        .arg("-C")
        .arg(folder)
        .args(["--as-of", TODAY])
        .args(arguments)
        .env_clear()
        .env("GUESTLIST_AUTHOR", "test")
        .env("SOURCE_DATE_EPOCH", "1795168800")
        .env("GUESTLIST_CACHE_DIR", folder.join(".cache"))
        .output()
        .unwrap()
}

/// The rules among the findings of a document; without errors it must be valid.
fn findings(folder: &Path, command: &str) -> BTreeSet<String> {
    let output = guestlist(folder, &[command, "--format", "json"]);
    let document: serde_json::Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{command}: {e}: {}", text(&output)));
    let findings = document["findings"].as_array().unwrap();
    let rules = findings.iter().map(|f| f["rule"].as_str().unwrap());
    let rules: BTreeSet<String> = rules.map(str::to_owned).collect();
    let is_error = ERRORS.iter().any(|id| rules.contains(*id));
    assert_eq!(document["valid"], !is_error, "{command}: {document}");
    rules
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// What a fixture reports: validate, and plan where something was recorded before.
fn reports(from: &Path) -> BTreeSet<String> {
    let folder = tempfile::tempdir().unwrap();
    for file in fs::read_dir(from).unwrap().map(Result::unwrap) {
        fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
    }
    let before = folder.path().join("before.yaml");
    if !before.exists() {
        return findings(folder.path(), "validate");
    }
    let config = folder.path().join("guestlist.yaml");
    let after = fs::read(&config).unwrap();
    fs::rename(&before, &config).unwrap();
    let applied = guestlist(folder.path(), &["apply", "--auto-approve"]);
    assert!(applied.status.success(), "apply: {}", text(&applied));
    fs::write(&config, after).unwrap();
    let mut rules = findings(folder.path(), "validate");
    rules.extend(findings(folder.path(), "plan"));
    rules
}

#[test]
fn every_rule_reports_its_flagged_fixture_and_not_its_clean_one() {
    let mut wrong = Vec::new();
    for id in reported() {
        for (kind, expected) in [("flagged", true), ("clean", false)] {
            let folder = fixture(id, kind);
            if !folder.join("guestlist.yaml").is_file() {
                wrong.push(format!("{id}: {} is missing", folder.display()));
                continue;
            }
            let rules = reports(&folder);
            if rules.contains(id) != expected {
                wrong.push(format!("{id}, {kind}: reported are {rules:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_fixture_is_of_a_rule_and_says_what_it_shows() {
    let ids: BTreeSet<&str> = reported().collect();
    for folder in fs::read_dir(fixture("", "")).unwrap().map(Result::unwrap) {
        let name = folder.file_name().into_string().unwrap();
        assert!(ids.contains(name.as_str()), "{name} is no rule");
        for kind in ["flagged", "clean"] {
            let text = fs::read_to_string(fixture(&name, kind).join("guestlist.yaml")).unwrap();
            assert!(text.starts_with("# "), "{name}/{kind} does not say why");
        }
    }
}

#[test]
fn every_rule_has_an_id_of_its_own_and_a_page() {
    let mut seen = BTreeSet::new();
    for rule in rules::all() {
        let id = rule.id;
        assert!(seen.insert(id), "{id} is there twice");
        let is_kebab = |word: &str| {
            let letters = word
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
            letters && !word.is_empty()
        };
        assert!(id.split('-').all(is_kebab), "{id} is not kebab-case");
        for text in [rule.summary, rule.explanation] {
            assert!(text.ends_with('.'), "{id}: \"{text}\" is no sentence");
            assert!(!text.contains("  "), "{id}: \"{text}\" holds two spaces");
        }
        assert!(!rule.summary.contains('\n'), "{id}: a summary is one line");
    }
}
