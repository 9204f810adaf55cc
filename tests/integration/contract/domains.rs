//! §1 Domains and duplicates.

use serde_json::json;

use super::{assert_says, assert_valid, contoso, error, found, only, place, planned};
use crate::support::Workspace;

#[test]
fn what_is_no_domain_is_refused_with_the_fix() {
    for (word, fix) in [
        ("com", ""),
        ("co.uk", ""),
        ("onmicrosoft.com", "onmicrosoft.com"),
        ("ONMICROSOFT.COM.", "onmicrosoft.com"),
        ("10.0.0.1", ""),
        ("\"::1\"", ""),
        ("\"[::1]\"", ""),
        ("ann@fabrikam.com", "fabrikam.com"),
        ("https://fabrikam.com/x", "fabrikam.com"),
        ("fabrikam.com/x", "fabrikam.com"),
        ("\"*.fabrikam.com\"", "fabrikam.com"),
        ("fabrikam", ""),
        ("\"\"", ""),
        ("\" \"", ""),
        ("a..com", ""),
        ("-a.com", ""),
        ("\"a.com, b.com\"", ""),
        ("\"@fabrikam.com\"", "fabrikam.com"),
        ("\"fabrikam.com\\0\"", ""),
    ] {
        for key in [
            "allowed_domains",
            "blocked_domains",
            "allowed_trial_tenant_domains",
        ] {
            let w = contoso(&format!("{key}: [{word}, good.example]"));
            let fault = error(&w, "invalid-domain");
            let told = format!("{} {}", fault["detail"], fault["help"]);
            assert_says(&told, &[fix]);
            assert!(fault["message"].as_str().is_some_and(|m| !m.is_empty()));
        }
    }
    let long = format!("{}.com", "a".repeat(64));
    error(
        &contoso(&format!("blocked_domains: [{long}]")),
        "invalid-domain",
    );
    let long = format!("{}com", "abcdefghi.".repeat(26));
    error(
        &contoso(&format!("blocked_domains: [{long}]")),
        "invalid-domain",
    );
}

#[test]
fn domains_of_tenants_and_partners_are_domains_too() {
    for word in ["com", "ann@x.com", "onmicrosoft.com", "\"*.x.com\""] {
        for part in ["tenants", "partners"] {
            let w = Workspace::of(&format!(
                "version: 1\n{part}: {{ a: {{ domains: [{word}] }} }}\n"
            ));
            error(&w, "invalid-domain");
        }
    }
    assert_valid(&Workspace::of(
        "version: 1\ntenants: { a: { domains: [contoso.onmicrosoft.com] } }\n",
    ));
}

#[test]
fn domains_are_compared_in_lower_case_ascii_and_shown_as_written() {
    let w = contoso("blocked_domains: [Bücher.Example., xn--bcher-kva.example]");
    let note = only(&w, "duplicate-entry");
    assert_eq!(note["severity"], "note");
    assert_eq!(place(&note["location"]), "guestlist.yaml:6:42-6:63");
    assert_eq!(
        place(&note["related"][0]["location"]),
        "guestlist.yaml:6:25-6:40"
    );
    let change = planned(&w, "contoso.external_access.blocked_domains");
    assert_eq!(change["after"], json!(["xn--bcher-kva.example"]));
    let w = contoso("blocked_domains: [github.IO]");
    let note = only(&w, "private-suffix");
    assert_eq!(note["severity"], "note");
    assert_says(note["message"].as_str().unwrap(), &["github.IO"]);
    assert_valid(&w);
}

#[test]
fn duplicates_as_written_are_notes_and_through_lists_nothing() {
    let w = contoso("blocked_domains: [a.com, A.com, { domain: a.com, reason: x }]");
    assert_valid(&w);
    assert_eq!(found(&w, "duplicate-entry").len(), 2);
    let w = Workspace::of(
        "version: 1\nlists: { one: [a.com], two: [a.com, { list: one }] }\npartners: { p: { domains: [a.com] } }\n\
         tenants:\n  contoso:\n    domains: [contoso.com]\n    external_access:\n      \
         blocked_domains: [{ list: one }, { list: two }, { partner: p }, a.com]\n",
    );
    assert_valid(&w);
    assert!(found(&w, "duplicate-entry").is_empty());
}

#[test]
fn a_duplicate_in_a_list_file_is_a_note_as_well() {
    let w = Workspace::new(&[
        (
            "guestlist.yaml",
            "version: 1\nlists: { l: { file: l.txt } }\n",
        ),
        ("l.txt", "a.com\nb.com\nA.com\n"),
    ]);
    let note = only(&w, "duplicate-entry");
    assert_eq!(place(&note["location"]), "l.txt:3:1-3:6");
    assert_eq!(place(&note["related"][0]["location"]), "l.txt:1:1-1:6");
}

#[test]
fn four_thousand_entries_and_no_more() {
    let list = |n: usize| -> String { (0..n).map(|i| format!("d{i}.com\n")).collect() };
    for key in [
        "allowed_domains",
        "blocked_domains",
        "allowed_trial_tenant_domains",
    ] {
        let text = format!(
            "version: 1\nlists: {{ many: {{ file: many.txt }} }}\ntenants:\n  contoso:\n    \
             domains: [contoso.com]\n    external_access: {{ {key}: [{{ list: many }}] }}\n"
        );
        let w = Workspace::new(&[("guestlist.yaml", &text), ("many.txt", &list(4_000))]);
        assert_valid(&w);
        w.write("many.txt", &list(4_001));
        let fault = error(&w, "too-many-entries");
        assert_says(&fault.to_string(), &["4,001", "4,000"]);
        assert_eq!(fault["location"]["line"], 6, "{key}");
    }
    // What counts is what reaches the service: different domains.
    let twice = format!("{}{}", list(4_000), list(10));
    let text = "version: 1\nlists: { many: { file: many.txt } }\ntenants:\n  contoso:\n    domains: [contoso.com]\n    \
                external_access: { blocked_domains: [{ list: many }] }\n";
    assert_valid(&Workspace::new(&[
        ("guestlist.yaml", text),
        ("many.txt", &twice),
    ]));
}
