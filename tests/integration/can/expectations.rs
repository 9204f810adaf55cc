//! `test`: what the files expect.

use serde_json::json;
use snapbox::{IntoData, assert_data_eq, str};

use super::{CONTOSO, group};
use crate::support::Workspace;

const TESTS: &str = "\
tests:
  sisters-talk:
    - { from: [contoso, litware], can: chat, by: external, to: woodgrove, expect: yes }
    - { from: anyone, can: teams, host: contoso, to: contoso, expect: no }
";

#[test]
fn a_failing_expectation_shows_its_proof() {
    let w = group();
    w.write("tests.guestlist.yaml", TESTS);
    let run = w.run(&["test"]);
    assert_eq!(run.code, 3, "{}", run.err);
    assert_data_eq!(
        run.out,
        str![[r#"
✗ sisters-talk: contoso, litware must be able to chat with woodgrove, directly
  1 of 2 pairs fail                                       tests.guestlist.yaml:3

contoso.com with woodgrove.com: No, not directly.
directly, each with their own account                                         no
  ✗ contoso allows 1 domain; woodgrove.com is not it
                                                tenants/contoso.guestlist.yaml:6
  ✓ next: woodgrove does not block contoso.com
                                             Microsoft's default, stated nowhere

✗ 1 of 2 expectations fail.

"#]]
        .raw()
    );
    let (code, document) = w.json(&["test"]);
    assert_eq!(code, 3);
    let text = serde_json::to_string_pretty(&document).unwrap();
    assert_data_eq!(
        text,
        str![[r#"
{
  "failed": 1,
  "format_version": "1.0",
  "passed": 1,
  "results": [
    {
      "answer": "mixed",
      "expected": "yes",
      "index": 0,
      "location": {
        "column": 7,
        "end_column": 88,
        "end_line": 3,
        "file": "tests.guestlist.yaml",
        "line": 3
      },
      "passed": false,
      "test": "sisters-talk"
    },
    {
      "answer": "no",
      "expected": "no",
      "index": 1,
      "location": {
        "column": 7,
        "end_column": 75,
        "end_line": 4,
        "file": "tests.guestlist.yaml",
        "line": 4
      },
      "passed": true,
      "test": "sisters-talk"
    }
  ]
}
"#]]
        .raw()
    );
}

#[test]
fn expectations_that_hold_and_the_record() {
    let w = group();
    w.apply();
    w.write("tests.guestlist.yaml", TESTS);
    let open = CONTOSO.replace("- fabrikam.com", "- woodgrove.com");
    w.write("tenants/contoso.guestlist.yaml", &open);
    assert_data_eq!(
        w.ok(&["test"]),
        str![[r#"
✓ 2 expectations, all hold.

"#]]
        .raw()
    );
    assert_eq!(w.run(&["test", "--recorded"]).code, 3);
    w.apply();
    assert_eq!(w.run(&["test", "--recorded"]).code, 0);
    assert_eq!(w.run(&["test", "--at", "1"]).code, 3);
    // Version 0 knows nobody: the expectations can't be asked of it.
    let run = w.run(&["test", "--at", "0"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("\"contoso\" is no tenant"), "{}", run.out);
}

#[test]
fn no_tests_is_no_failure() {
    assert_data_eq!(
        group().ok(&["test"]),
        str![[r#"
● No tests: under tests: you can write who must reach whom, and who must not.
  With each change plan and apply check it, and apply refuses what breaks it.

"#]]
        .raw()
    );
}

/// Faults of expectations are shown with all other faults, by every command that reads the files.
#[test]
fn expectations_that_can_not_be_asked_are_faults() {
    let w = group();
    w.write(
        "tests.guestlist.yaml",
        "\
tests:
  wrong:
    - { from: contoso, can: chta, to: litware, expect: yes }
    - { from: contso, can: chat, to: litware, expect: yes }
    - { from: tag:nl, can: chat, to: litware, expect: yes }
    - { from: contoso, can: chat, by: pigeon, to: litware, expect: yes }
    - { from: contoso, can: chat, to: contoso.com, expect: yes }
",
    );
    w.write(
        "more.guestlist.yaml",
        "lists:\n  some: [{ list: missing }]\n",
    );
    for command in ["validate", "plan", "test"] {
        let (code, document) = w.json(&[command]);
        assert_eq!(code, 1, "{command}");
        let findings = document["findings"].as_array().unwrap();
        let found: Vec<(&str, u64)> = findings
            .iter()
            .map(|f| {
                let line = f["location"]["line"].as_u64().unwrap();
                (f["rule"].as_str().unwrap(), line)
            })
            .filter(|(rule, _)| matches!(*rule, "unknown-name" | "invalid-value"))
            .collect();
        assert_eq!(
            found,
            [
                ("unknown-name", 2),
                ("invalid-value", 3),
                ("unknown-name", 4),
                ("unknown-name", 5),
                ("invalid-value", 6),
                ("invalid-value", 7)
            ],
            "{command}"
        );
    }
    let (_, document) = w.json(&["can", "contoso", "chat", "litware"]);
    assert_eq!(document["answer"], json!(null));
    assert_eq!(Workspace::rules(&document).len(), 6);
}

/// A file that can't be read may declare whom a test names.
#[test]
fn names_are_not_missed_where_a_file_could_not_be_read() {
    let w = group();
    w.write("tests.guestlist.yaml", TESTS);
    w.write("tenants/contoso.guestlist.yaml", "tenants: [\n");
    let (_, document) = w.json(&["validate"]);
    let rules = Workspace::rules(&document);
    assert!(
        rules.contains(&"syntax") && !rules.contains(&"unknown-name"),
        "{rules:?}"
    );
    w.write(
        "tenants/contoso.guestlist.yaml",
        "tenants:\n  contoso: { domains: [contoso.com], tags: 7 }\n",
    );
    let tagged = "tests:\n  t:\n    - { from: tag:nl, can: chat, to: litware, expect: no }\n";
    w.write("tests.guestlist.yaml", tagged);
    let (_, document) = w.json(&["validate"]);
    assert!(!Workspace::rules(&document).contains(&"unknown-name"));
}
