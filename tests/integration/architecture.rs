//! The direction in which layers use each other, read from the `use` lines.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What each layer may use besides itself.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("diagnostics", &["text"]),
    ("document", &["diagnostics", "text"]),
    ("model", &["document", "diagnostics", "text"]),
    ("diff", &["model", "diagnostics", "text"]),
    ("state", &["model", "text"]),
    ("interop", &["model", "text"]),
    ("access", &["state", "diff", "model", "diagnostics", "text"]),
    ("rules", &["diff", "model", "diagnostics", "text"]),
    (
        "plan",
        &[
            "access",
            "rules",
            "state",
            "diff",
            "model",
            "diagnostics",
            "text",
        ],
    ),
    (
        "workflow",
        &[
            "interop",
            "plan",
            "access",
            "rules",
            "state",
            "diff",
            "model",
            "document",
            "diagnostics",
            "text",
        ],
    ),
    // A leaf: only the command line calls it.
    (
        "render",
        &[
            "workflow",
            "interop",
            "plan",
            "access",
            "state",
            "diff",
            "model",
            "rules",
            "diagnostics",
            "text",
        ],
    ),
    (
        "cli",
        &[
            "render",
            "workflow",
            "interop",
            "plan",
            "access",
            "rules",
            "state",
            "diff",
            "model",
            "document",
            "diagnostics",
            "text",
        ],
    ),
];

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// Each file of the library with its layer and text.
fn sources() -> Vec<(PathBuf, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    files(&root, &mut paths);
    let mut out = Vec::new();
    for path in paths {
        let inside = path.strip_prefix(&root).unwrap();
        let layer = inside
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_str()
            .unwrap()
            .to_owned();
        if !layer.ends_with(".rs") {
            out.push((inside.to_owned(), layer, fs::read_to_string(&path).unwrap()));
        }
    }
    assert!(out.len() > 100, "the sources were not found");
    out
}

/// Layers named after `crate::` in a text, comments left out.
fn used(text: &str) -> BTreeSet<String> {
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let mut out = BTreeSet::new();
    for line in code {
        for rest in line.split("crate::").skip(1) {
            let word: String = rest
                .chars()
                .take_while(|c| c.is_ascii_lowercase() || *c == '_')
                .collect();
            out.insert(word);
        }
    }
    out
}

#[test]
fn each_layer_uses_only_those_below_it() {
    let allowed: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    let mut wrong = Vec::new();
    for (path, layer, text) in sources() {
        let below = allowed
            .get(layer.as_str())
            .unwrap_or_else(|| panic!("{layer} has no place"));
        for word in used(&text) {
            let known = allowed.contains_key(word.as_str());
            if known && word != layer && !below.contains(&word.as_str()) {
                wrong.push(format!("{} uses {word}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_command_line_knows_the_command_line() {
    for (path, layer, text) in sources() {
        if layer == "cli" {
            continue;
        }
        for word in [
            "clap::",
            "clap_complete",
            "std::process::exit",
            "println!",
            "ctrlc::",
        ] {
            assert!(!text.contains(word), "{} has {word}", path.display());
        }
    }
}

#[test]
fn every_file_of_tests_is_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/integration");
    let main = fs::read_to_string(folder.join("main.rs")).unwrap();
    for entry in fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let module = name.trim_end_matches(".rs");
        if module != "main" {
            assert!(
                main.contains(&format!("mod {module};")),
                "{name} is not listed"
            );
        }
    }
}
