//! What is offered as a fix does away with the fault when it is pasted.

use serde_json::Value;

use crate::support::Workspace;

/// Files with one fault each, below `version: 1`, and the fix that is offered.
const FAULTS: &[(&str, &str)] = &[
    (
        "tenants:\n  contoso:\n    guest_access:\n      meeting:\n        live_captions: Enabled\n",
        "live_captions: disabled_user_override",
    ),
    (
        "tenants:\n  contoso:\n    guest_access:\n      meeting:\n        live_captions: false\n",
        "live_captions: disabled",
    ),
    (
        "tenants:\n  contoso:\n    guest_access:\n      meeting:\n        screen_sharing: EntireScreen\n",
        "screen_sharing: entire_screen",
    ),
    (
        "tenants:\n  contoso:\n    guest_access:\n      enabled: on\n",
        "enabled: true",
    ),
    (
        "tenants:\n  contoso:\n    guest_access:\n      enabled:true\n",
        "enabled: true",
    ),
    (
        "tenants:\n  contoso:\n    guest_access:\n      enabled:true\n      calling: { private_calls: true }\n",
        "enabled: true",
    ),
    (
        "lists:\n  a:\n    - domain: fabrikam.com\n      expires: 20261231\n",
        "expires: 2026-12-31",
    ),
    (
        "lists:\n  a:\n    - domain: fabrikam.com\n      expires: 31.12.2026\n",
        "expires: 2026-12-31",
    ),
    (
        "lists:\n  a:\n    - domain: fabrikam.com\n      expires: 2026-02-30\n",
        "2027-03-31",
    ),
    (
        "lists:\n  a:\n    - domain: fabrikam.com\n      reason: 5\n",
        "reason: \"5\"",
    ),
    (
        "lists:\n  a:\n    - domian: fabrikam.com\n      reason: Launch\n",
        "domain:",
    ),
    ("lists:\n  a:\n    - *.fabrikam.com\n", "fabrikam.com"),
    ("lists:\n  a: [*.fabrikam.com]\n", "fabrikam.com"),
    ("lists:\n  a:\n    - \"*.fabrikam.com\"\n", "fabrikam.com"),
    ("lists:\n  a:\n    - @fabrikam.com\n", "fabrikam.com"),
    ("lists:\n  a:\n    - ann@fabrikam.com\n", "fabrikam.com"),
    (
        "lists:\n  a:\n    - https://fabrikam.com/x\n",
        "fabrikam.com",
    ),
    (
        "tenants:\n  contoso:\n    external_access:\n      blocked_domains: none\n",
        "blocked_domains: []",
    ),
    (
        "tenants:\n  contoso:\n    external_access:\n      blocked_domains: fabrikam.com\n",
        "blocked_domains: [fabrikam.com]",
    ),
    (
        "tenants:\n  contoso:\n    external_access:\n      allowed_domains: fabrikam.com\n",
        "allowed_domains: [fabrikam.com]",
    ),
    (
        "tenants:\n  contoso:\n    external_access:\n      allowed_domains: All\n",
        "allowed_domains: all",
    ),
    (
        "tenants:\n  contoso:\n    external_access:\n      allowed_domains: []\n",
        "allowed_domains: all",
    ),
    (
        "tenants:\n  contoso:\n    external_access:\n      AllowFederatedUsers: true\n",
        "enabled: true",
    ),
    (
        "tenants:\n  contoso:\n    external_access:\n      AllowedDomains:\n        - fabrikam.com\n",
        "allowed_domains:",
    ),
    (
        "tenants:\n  contoso:\n    external_access:\n      AllowTeamsConsumerInbound: false\n",
        "teams_consumer: { inbound: false }",
    ),
    ("rules:\n  open-federation: none\n", "open-federation: off"),
    ("rules:\n  open-federation: false\n", "open-federation: off"),
    (
        "tenants:\n  äpfel:\n    domains: [contoso.com]\n",
        "aepfel:",
    ),
    (
        "tenants:\n  contoso:\n    domains: contoso.com\n",
        "domains: [contoso.com]",
    ),
    (
        "lists:\n  a:\n    - list: bb\n  b: [fabrikam.com]\n",
        "list: b",
    ),
];

/// Values that nothing sensible can be made of: no fix that would fail in its turn.
const NO_FIX: &[&str] = &[
    "tenants:\n  contoso:\n    external_access:\n      blocked_domains: 5\n",
    "tenants:\n  contoso:\n    external_access:\n      blocked_domains: fabrikam\n",
    "lists:\n  a:\n    - 5\n",
    "lists:\n  a:\n    - domain: fabrikam.com\n      expires: 20261331\n",
    "tenants:\n  contoso:\n    guest_access:\n      meeting:\n        screen_sharing: Enabled\n",
    "tenants:\n  日本:\n    domains: [contoso.com]\n",
];

/// The file with the fix where the fault was.
fn pasted(text: &str, finding: &Value, fix: &str) -> String {
    let number = |key: &str| usize::try_from(finding["location"][key].as_u64().unwrap()).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let line = &mut lines[number("line") - 1];
    let offset = |column: usize| {
        line.char_indices()
            .nth(column - 1)
            .map_or(line.len(), |c| c.0)
    };
    let (start, end) = (offset(number("column")), offset(number("end_column")));
    let (before, after) = (&line[..start], &line[end..]);
    let key = fix.split_once(':').map(|(key, _)| key);
    *line = match key {
        // A key instead of a key.
        Some(key) if fix.ends_with(':') => format!("{before}{key}{after}"),
        // A key and its value instead of the same key and its value.
        Some(key) if before.trim_end().ends_with(&format!("{key}:")) => {
            let indent = &before[..before.rfind(key).unwrap()];
            format!("{indent}{fix}{after}")
        }
        // A key and its value instead of another key and its value.
        Some(_) => format!("{before}{fix}"),
        None => format!("{before}{fix}{after}"),
    };
    lines.join("\n") + "\n"
}

fn errors(document: &Value) -> Vec<&Value> {
    let findings = document["findings"].as_array().unwrap();
    findings
        .iter()
        .filter(|f| f["severity"] == "error")
        .collect()
}

#[test]
fn a_pasted_fix_validates() {
    for (body, fix) in FAULTS {
        let text = format!("version: 1\n{body}");
        let w = Workspace::of(&text);
        let (code, document) = w.json(&["validate"]);
        let errors = errors(&document);
        assert_eq!((code, errors.len()), (1, 1), "{body}\n{document:#}");
        let help = errors[0]["help"].as_str().unwrap();
        let first = help.lines().next().unwrap_or_default();
        let offered = first.split("  (").next().unwrap();
        assert_eq!(offered, *fix, "{body}");
        let text = pasted(&text, errors[0], offered);
        w.write("guestlist.yaml", &text);
        let run = w.run(&["validate"]);
        assert_eq!(run.code, 0, "{text}\n{}{}", run.out, run.err);
    }
}

#[test]
fn no_fix_is_better_than_one_that_fails() {
    for body in NO_FIX {
        let w = Workspace::of(&format!("version: 1\n{body}"));
        let (code, document) = w.json(&["validate"]);
        let errors = errors(&document);
        assert_eq!((code, errors.len()), (1, 1), "{body}\n{document:#}");
        assert_eq!(errors[0]["help"], "", "{body}");
    }
}

#[test]
fn marks_of_an_unresolved_merge_are_named() {
    for body in [
        "<<<<<<< HEAD\nlists: {}\n=======\nlists: { a: [fabrikam.com] }\n>>>>>>> other\n",
        "lists:\n  a:\n    - fabrikam.com\n<<<<<<< HEAD\n    - a.example\n=======\n    - b.example\n>>>>>>> other\n",
    ] {
        let w = Workspace::of(&format!("version: 1\n{body}"));
        let (_, document) = w.json(&["validate"]);
        let errors = errors(&document);
        assert_eq!(errors.len(), 1, "{document:#}");
        let message = errors[0]["message"].as_str().unwrap();
        assert_eq!(message, "git left a merge here that nobody has resolved");
        assert!(errors[0]["help"].as_str().unwrap().contains("git status"));
    }
}

#[test]
fn marks_of_an_unresolved_merge_in_a_list_file_are_one_fault() {
    let w = Workspace::of("version: 1\nlists: { a: { file: a.txt } }\n");
    let both = "a.example\n<<<<<<< HEAD\nb.example\n=======\nc.example\n>>>>>>> other\n";
    w.write("a.txt", both);
    let (_, document) = w.json(&["validate"]);
    let errors = errors(&document);
    assert_eq!(errors.len(), 1, "{document:#}");
    let message = "git left a merge here that nobody has resolved";
    assert_eq!(errors[0]["message"], message);
    assert_eq!(errors[0]["location"]["file"], "a.txt");
    assert_eq!(errors[0]["location"]["line"], 2);
    let run = w.run(&["fmt"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains(message), "{}{}", run.out, run.err);
    assert_eq!(w.read("a.txt"), both, "fmt leaves it alone");
}
