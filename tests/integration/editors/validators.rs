//! Other validators accept the schema and come to the verdict of `validate`, as far as a schema goes.
//!
//! They are never stricter, and where they let pass what `validate` refuses, it is by a fault of
//! [`BEYOND`] or by a rule, which judges what the settings mean.

mod cases;

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use guestlist::rules;
use serde_json::Value;

use crate::support::Workspace;
use crate::tools;
use cases::{BEYOND, ONLY_VALIDATE, REFUSED, mutants};

const PROJECT: &str = env!("CARGO_MANIFEST_DIR");

/// Every configuration file below a folder, in order.
pub(super) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if name == "guestlist.yaml" || name.ends_with(".guestlist.yaml") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// A configuration file as data; words such as `off` stay words.
fn document(text: &str) -> Value {
    let options = serde_yaml::options! { strict_booleans: true };
    serde_yaml::from_str_with_options(text, options).unwrap()
}

/// What a validator finds in each document.
fn judge(command: &mut Command, documents: &[Value]) -> Vec<Vec<String>> {
    let mut validator = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines: String = documents.iter().map(|d| format!("{d}\n")).collect();
    let mut input = validator.stdin.take().unwrap();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = validator.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success(), "{command:?}");
    let lines = String::from_utf8(output.stdout).unwrap();
    let found: Vec<Vec<String>> = lines
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    assert_eq!(found.len(), documents.len());
    found
}

/// Ajv's and jsonschema's findings, as far as those programs are here.
fn verdicts(documents: &[Value]) -> Vec<(&'static str, Vec<Vec<String>>)> {
    let schema = Path::new(PROJECT).join("schemas/guestlist.schema.json");
    let tool = |name: &str| Path::new(PROJECT).join("tests/tools").join(name);
    let mut verdicts = Vec::new();
    if let Some(packages) = tools::node_packages() {
        let mut ajv = Command::new("node");
        ajv.arg(tool("ajv.mjs")).arg(&schema).current_dir(packages);
        verdicts.push(("ajv", judge(&mut ajv, documents)));
    }
    if let Some(python) = tools::python() {
        let mut jsonschema = Command::new(python);
        jsonschema.arg(tool("jsonschema_validate.py")).arg(&schema);
        verdicts.push(("jsonschema", judge(&mut jsonschema, documents)));
    }
    verdicts
}

/// The rules of the errors that `validate` finds in a file of a workspace.
fn errors(root: &Path, file: &str) -> BTreeSet<String> {
    let outside = Workspace::new(&[]);
    let root = root.to_str().unwrap();
    let (_, found) = outside.json(&["-C", root, "validate"]);
    let findings = found["findings"].as_array().unwrap().iter();
    let errors = findings.filter(|f| f["severity"] == "error" && f["location"]["file"] == file);
    errors
        .map(|f| f["rule"].as_str().unwrap().to_owned())
        .collect()
}

/// Whether a validator's verdict goes with the errors of `validate`.
fn agree(name: &str, found: &[String], errors: &BTreeSet<String>, what: &str) {
    let is_fault = |rule: &str| rules::find(rule).is_none_or(|rule| rule.fault);
    let beyond = |rule: &String| BEYOND.contains(&rule.as_str()) || !is_fault(rule);
    if found.is_empty() {
        assert!(
            errors.iter().all(beyond),
            "{name} accepts, validate says {errors:?}: {what}"
        );
    } else {
        assert!(
            !errors.is_empty(),
            "{name} says {found:?}, validate accepts: {what}"
        );
    }
}

#[test]
fn they_agree_on_every_fixture_and_example() {
    let mut cases = Vec::new();
    for folder in ["tests/fixtures", "examples"] {
        for file in files(&Path::new(PROJECT).join(folder)) {
            let at = file
                .ancestors()
                .skip(1)
                .find(|f| f.join("guestlist.yaml").is_file());
            let root = at.unwrap();
            let name = file
                .strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            let text = std::fs::read_to_string(&file).unwrap();
            cases.push((file.clone(), document(&text), errors(root, &name)));
        }
    }
    assert!(cases.len() > 100, "{}", cases.len());
    let documents: Vec<Value> = cases.iter().map(|case| case.1.clone()).collect();
    for (name, found) in verdicts(&documents) {
        for ((file, _, errors), found) in cases.iter().zip(found) {
            agree(name, &found, errors, &file.display().to_string());
        }
    }
}

#[test]
fn they_refuse_what_has_a_wrong_shape() {
    let documents: Vec<Value> = REFUSED.iter().map(|(_, text)| document(text)).collect();
    for (rule, text) in REFUSED {
        let w = Workspace::of(text);
        assert!(
            errors(w.path(), "guestlist.yaml").contains(*rule),
            "{rule}: {text}"
        );
    }
    for (name, found) in verdicts(&documents) {
        for ((rule, text), found) in REFUSED.iter().zip(found) {
            assert!(!found.is_empty(), "{name} accepts {rule}: {text}");
        }
    }
}

/// What no schema can say is listed, so that a rule that moves from one list to the other is noticed.
#[test]
fn they_accept_what_only_validate_can_judge() {
    let rules: BTreeSet<&str> = ONLY_VALIDATE.iter().map(|(rule, _)| *rule).collect();
    assert_eq!(rules, BEYOND.iter().copied().collect());
    let documents: Vec<Value> = ONLY_VALIDATE
        .iter()
        .map(|(_, text)| document(text))
        .collect();
    for (rule, text) in ONLY_VALIDATE {
        let w = Workspace::of(text);
        let found = errors(w.path(), "guestlist.yaml");
        assert_eq!(found, [(*rule).to_owned()].into(), "{text}");
    }
    for (name, found) in verdicts(&documents) {
        for ((rule, text), found) in ONLY_VALIDATE.iter().zip(found) {
            assert_eq!(found, [""; 0], "{name} refuses {rule}: {text}");
        }
    }
}

/// Every value of a large file is replaced by one of another kind, and every block gets a key that
/// nobody knows.
#[test]
fn they_agree_on_every_change_of_shape() {
    let example =
        std::fs::read_to_string(Path::new(PROJECT).join("tests/integration/contract/example.yaml"));
    let documents = mutants(&document(&example.unwrap()));
    assert!(documents.len() > 200, "{}", documents.len());
    let w = Workspace::new(&[("lists/threat-intel.txt", "adatum.com\n")]);
    let errors: Vec<BTreeSet<String>> = documents
        .iter()
        .map(|mutant| {
            w.write("guestlist.yaml", &mutant.to_string());
            errors(w.path(), "guestlist.yaml")
        })
        .collect();
    for (name, found) in verdicts(&documents) {
        for ((mutant, errors), found) in documents.iter().zip(&errors).zip(found) {
            agree(name, &found, errors, &mutant.to_string());
        }
    }
}
