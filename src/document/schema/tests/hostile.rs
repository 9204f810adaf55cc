//! Hostile text, and more faults than anybody reads.

use std::fmt::Write as _;

use super::check;
use crate::diagnostics::{Findings, Severity};
use crate::document::schema::SHOWN;

#[test]
fn every_fault_is_an_error_and_hostile_text_is_shown_escaped() {
    let outcome = check("\"a\\e[31m\": 1\nversion: \"\\u202e\"\n");
    assert!(
        outcome
            .findings
            .items()
            .iter()
            .all(|f| f.severity == Severity::Error)
    );
    assert!(
        outcome
            .findings
            .items()
            .iter()
            .all(|f| !f.message.contains(['\u{1b}', '\u{202e}']))
    );
}

#[test]
fn a_million_faults_are_counted_and_not_built() {
    let mut text = String::from("tenants:\n  a:\n");
    for n in 0..300_000 {
        let _ = writeln!(text, "    k{n}: 1");
    }
    text.push_str("  b:\n    tags: 1\n");
    let outcome = check(&text);
    assert_eq!(outcome.told.len(), SHOWN + 1);
    assert_eq!(outcome.findings.omitted(), 300_000 - SHOWN);
    assert!(outcome.poison.hides(&["tenants", "a"]) && !outcome.poison.hides(&["tenants", "b"]));

    // So many that not all are gathered: then nothing of the file is judged.
    let text = format!(
        "lists:\n  {}:\n{}",
        "k".repeat(1_000),
        "    - 1\n".repeat(300_000)
    );
    let outcome = check(&text);
    assert_eq!(outcome.told.len(), Findings::MOST);
    assert!(outcome.findings.omitted() > Findings::MOST);
    assert!(outcome.poison.hides::<&str>(&[]));
}

#[test]
fn a_list_of_repetitions_is_counted() {
    let outcome = check(&format!(
        "tenants:\n  a:\n    tags:\n{}",
        "    - x\n".repeat(100_001)
    ));
    assert_eq!(
        (outcome.told.len(), outcome.findings.omitted()),
        (SHOWN, 100_000 - SHOWN)
    );
    assert!(outcome.poison.hides(&["tenants", "a", "tags"]));
}

#[test]
fn four_thousand_entries_and_one_fault() {
    let text = format!("lists:\n  r:\n{}    - 7\n", "    - a.com\n".repeat(4_000));
    let outcome = check(&text);
    assert_eq!(outcome.told.len(), 1);
    assert!(outcome.poison.hides(&["lists", "r", "4000"]));
}
