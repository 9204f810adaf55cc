//! The contract with users, sentence by sentence: what may be relied on from outside.

mod commands;
mod documents;
mod domains;
mod faults;
mod keys;
mod laws;
mod layers;
mod notes;
mod processes;
mod saved;
mod state;
#[cfg(unix)]
mod terminal;
mod workspace;
mod yaml;

use serde_json::Value;

use crate::support::Workspace;

/// One tenant whose `external_access` holds these lines (already without indentation).
fn contoso(external_access: &str) -> Workspace {
    Workspace::of(&tenant("contoso", external_access))
}

/// A file of one tenant.
fn tenant(name: &str, external_access: &str) -> String {
    let lines: String = external_access
        .lines()
        .map(|line| format!("      {line}\n"))
        .collect();
    format!(
        "version: 1\ntenants:\n  {name}:\n    domains: [{name}.com]\n    external_access:\n{lines}"
    )
}

/// What `validate` finds.
fn validate(workspace: &Workspace) -> Value {
    workspace.json(&["validate"]).1
}

/// The findings of `validate` by one rule.
fn found(workspace: &Workspace, rule: &str) -> Vec<Value> {
    let document = validate(workspace);
    let findings = document["findings"].as_array().unwrap();
    findings
        .iter()
        .filter(|f| f["rule"] == rule)
        .cloned()
        .collect()
}

/// The only finding of one rule.
fn only(workspace: &Workspace, rule: &str) -> Value {
    let mut all = found(workspace, rule);
    assert_eq!(all.len(), 1, "{rule}: {}", validate(workspace));
    all.remove(0)
}

/// The rules of all errors, in order.
fn errors(workspace: &Workspace) -> Vec<String> {
    let document = validate(workspace);
    let findings = document["findings"].as_array().unwrap();
    let errors = findings.iter().filter(|f| f["severity"] == "error");
    errors
        .map(|f| f["rule"].as_str().unwrap().to_owned())
        .collect()
}

/// A valid workspace has no error and ends with 0.
fn assert_valid(workspace: &Workspace) {
    let (code, document) = workspace.json(&["validate"]);
    assert_eq!(
        (code, &document["valid"]),
        (0, &Value::Bool(true)),
        "{document}"
    );
}

/// The only error, which must have this rule.
fn error(workspace: &Workspace, rule: &str) -> Value {
    let (code, document) = workspace.json(&["validate"]);
    assert_eq!(code, 1, "{document}");
    assert_eq!(document["valid"], false);
    assert_eq!(errors(workspace), [rule], "{document}");
    only(workspace, rule)
}

/// `file:line:column-end_line:end_column` of a location.
fn place(location: &Value) -> String {
    format!(
        "{}:{}:{}-{}:{}",
        location["file"].as_str().unwrap_or("?"),
        location["line"],
        location["column"],
        location["end_line"],
        location["end_column"]
    )
}

/// What a plan would record for an address.
fn planned(workspace: &Workspace, address: &str) -> Value {
    let (_, document) = workspace.json(&["plan"]);
    let changes = document["changes"].as_array();
    let changes = changes.unwrap_or_else(|| panic!("{document}"));
    let change = changes.iter().find(|c| c["address"] == address);
    change.cloned().unwrap_or(Value::Null)
}

/// Whether a text holds all of these, wherever its lines break.
fn assert_says(text: &str, words: &[&str]) {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for word in words {
        let is_said = text.contains(word) || flat.contains(word);
        assert!(is_said, "no {word:?} in:\n{text}");
    }
}
