//! §1 Every fault is shown.

use super::{assert_says, contoso, error, errors, found, only, place, validate};
use crate::support::Workspace;

#[test]
fn syntax_schema_and_meaning_in_one_run() {
    let w = Workspace::new(&[
        ("guestlist.yaml", "version: 1\n"),
        ("a.guestlist.yaml", "tenants:\n  a: { domains: [a.com\n"),
        ("b.guestlist.yaml", "tenants:\n  b: { domain: [b.com] }\n"),
        (
            "c.guestlist.yaml",
            "tenants:\n  c: { domains: [c.com], baseline: nowhere, external_access: { allowed_domains: [d@d.com] } }\n",
        ),
    ]);
    let rules = errors(&w);
    assert!(rules.contains(&"syntax".to_owned()), "{rules:?}");
    assert!(rules.contains(&"unknown-key".to_owned()), "{rules:?}");
    assert!(rules.contains(&"invalid-domain".to_owned()), "{rules:?}");
    // The name may stand in the file that has no tree.
    assert!(!rules.contains(&"unknown-name".to_owned()), "{rules:?}");
    w.write("a.guestlist.yaml", "tenants:\n  a: { domains: [a.com] }\n");
    assert!(errors(&w).contains(&"unknown-name".to_owned()));
}

#[test]
fn names_are_not_held_back_by_a_fault_that_leaves_a_tree() {
    let w = Workspace::new(&[
        ("guestlist.yaml", "version: 1\n"),
        ("a.guestlist.yaml", "tenants:\n  a: {}\n  a: {}\nlists: 3\n"),
        ("b.guestlist.yaml", "tenants:\n  b: { baseline: nowhere }\n"),
    ]);
    let rules = errors(&w);
    for rule in ["duplicate-key", "wrong-type", "unknown-name"] {
        assert!(rules.contains(&rule.to_owned()), "{rule} {rules:?}");
    }
}

#[test]
fn an_unknown_key_has_a_suggestion() {
    let fault = error(&contoso("alowed_domains: all"), "unknown-key");
    assert_says(&fault.to_string(), &["allowed_domains"]);
    assert_eq!(place(&fault["location"]), "guestlist.yaml:6:7-6:21");
    let w = Workspace::of("version: 1\ntenant:\n  a: {}\n");
    assert_says(&error(&w, "unknown-key").to_string(), &["tenants"]);
}

#[test]
fn a_duplicate_key_shows_both() {
    let fault = error(&contoso("enabled: true\nenabled: false"), "duplicate-key");
    assert_eq!(place(&fault["location"]), "guestlist.yaml:7:7-7:14");
    assert_eq!(
        place(&fault["related"][0]["location"]),
        "guestlist.yaml:6:7-6:14"
    );
}

#[test]
fn wrong_types_and_values_stand_at_their_word() {
    for (line, rule, at) in [
        ("enabled: \"yes\"", "wrong-type", "6:16-6:21"),
        ("enabled: 1", "wrong-type", "6:16-6:17"),
        ("enabled: on", "wrong-type", "6:16-6:18"),
        ("trial_tenants: maybe", "invalid-value", "6:22-6:27"),
        ("blocked_domains: fabrikam.com", "wrong-type", "6:24-6:36"),
        ("blocked_domains: [5]", "wrong-type", "6:25-6:26"),
        ("blocked_domains: [[a.com]]", "wrong-type", "6:25-6:32"),
        ("teams_consumer: true", "wrong-type", "6:23-6:27"),
        (
            "allowed_domains: [é@x.com, b.com]",
            "invalid-domain",
            "6:25-6:32",
        ),
    ] {
        let fault = error(&contoso(line), rule);
        assert_eq!(
            place(&fault["location"]),
            format!("guestlist.yaml:{at}"),
            "{line}"
        );
    }
}

#[test]
fn columns_are_characters() {
    // Wide and combining characters, and one outside the basic plane, count one each.
    let w = contoso("# 日本\n\"𝒳é\": 1");
    let fault = error(&w, "unknown-key");
    assert_eq!(place(&fault["location"]), "guestlist.yaml:7:7-7:11");
    let w = Workspace::of("version: 1\r\ntenants:\r\n  a: { tags: [\"日本\"], nope: 1 }\r\n");
    assert_eq!(
        place(&error(&w, "unknown-key")["location"]),
        "guestlist.yaml:3:22-3:26"
    );
}

#[test]
fn names_that_no_file_defines() {
    let w = Workspace::of(
        "version: 1\nlists:\n  resellers: [a.com]\npartners:\n  northwind: { domains: [n.com] }\nbaselines:\n  standard: {}\ntenants:\n  \
         litware: { domains: [l.com] }\n  contoso:\n    domains: [contoso.com]\n    baseline: standart\n    external_access:\n      \
         blocked_domains:\n        - list: reseller\n        - partner: northwin\n        - tenant: litwar\n",
    );
    assert_eq!(errors(&w), ["unknown-name"; 4]);
    for (fault, (line, word)) in found(&w, "unknown-name").iter().zip([
        (12, "standard"),
        (15, "resellers"),
        (16, "northwind"),
        (17, "litware"),
    ]) {
        assert_eq!(fault["location"]["line"], line);
        assert_says(&fault.to_string(), &[word]);
    }
}

#[test]
fn a_tenant_is_no_partner_and_a_partner_no_tenant() {
    let w = Workspace::of(
        "version: 1\npartners:\n  p: { domains: [p.com] }\ntenants:\n  t: { domains: [t.com] }\n  contoso:\n    \
         domains: [contoso.com]\n    external_access: { blocked_domains: [{ partner: t }, { tenant: p }] }\n",
    );
    assert_eq!(errors(&w), ["unknown-name"; 2]);
    let all = found(&w, "unknown-name");
    assert_says(&all[0].to_string(), &["tenant: t"]);
    assert_says(&all[1].to_string(), &["partner: p"]);
}

#[test]
fn cycles_are_errors_of_any_length() {
    for lists in [
        "  a: [{ list: a }]\n",
        "  a: [{ list: b }]\n  b: [{ list: a }]\n",
        "  a: [{ list: b }, x.com]\n  b: [{ list: c }]\n  c: [{ list: a }]\n",
    ] {
        let w = Workspace::of(&format!("version: 1\nlists:\n{lists}"));
        assert_eq!(errors(&w), ["list-cycle"], "{lists}");
    }
}

#[test]
fn what_depends_on_a_fault_is_not_judged() {
    // The faulty entry makes the list unknown: nobody says that it is empty or replaces something.
    let w = contoso("allowed_domains: [nope]");
    error(&w, "invalid-domain");
    let w = contoso("allowed_domains: [{ list: gone }]\nblocked_domains: [a.com]");
    error(&w, "unknown-name");
    assert!(
        found(&w, "allow-and-block-both-set").is_empty(),
        "{}",
        validate(&w)
    );
}

#[test]
fn a_fault_in_a_shared_list_is_reported_once_with_its_users() {
    let mut text = "version: 1\nlists:\n  shared: [a.com, b@b.com]\ntenants:\n".to_owned();
    for n in 0..7 {
        text.push_str(&format!(
            "  t{n}: {{ domains: [t{n}.com], external_access: {{ blocked_domains: [{{ list: shared }}] }} }}\n"
        ));
    }
    let w = Workspace::of(&text);
    let fault = error(&w, "invalid-domain");
    assert_says(&fault.to_string(), &["7 tenants"]);
}

#[test]
fn a_fault_in_a_baseline_is_reported_once() {
    let mut text = "version: 1\nbaselines:\n  shared: { external_access: { blocked_domains: [b@b.com] } }\ntenants:\n".to_owned();
    for n in 0..7 {
        text.push_str(&format!(
            "  t{n}: {{ domains: [t{n}.com], baseline: shared }}\n"
        ));
    }
    let fault = error(&Workspace::of(&text), "invalid-domain");
    assert_says(&fault.to_string(), &["7 tenants"]);
}

#[test]
fn about_a_hundred_are_shown_and_the_rest_counted() {
    let mut text = "version: 1\nlists:\n  l:\n".to_owned();
    for n in 0..250 {
        text.push_str(&format!("    - user{n}@x.com\n"));
    }
    let w = Workspace::of(&text);
    let document = validate(&w);
    let shown = document["findings"].as_array().unwrap().len();
    assert!((90..=110).contains(&shown), "{shown}");
    assert_eq!(shown as u64 + document["omitted"].as_u64().unwrap(), 250);
    let run = w.run(&["validate"]);
    assert_eq!(run.code, 1);
    assert_says(&run.out, &["250 errors"]);
}

#[test]
fn every_format_prints_its_document_with_the_faults() {
    let w = contoso("allowed_domains: []");
    for command in ["plan", "apply"] {
        let (code, document) = w.json(&[command]);
        assert_eq!(code, 1);
        assert_eq!(document["valid"], false);
        for key in ["summary", "changes", "effects"] {
            assert!(
                document.get(key).is_some_and(serde_json::Value::is_null),
                "{command} {key}"
            );
        }
        assert_eq!(Workspace::rules(&document), ["empty-list"]);
        let run = w.run(&[command]);
        assert_eq!(run.code, 1);
        assert_says(&run.out, &["allowed_domains: all"]);
    }
}

#[test]
fn an_entry_says_exactly_one_thing() {
    for entry in [
        "{}",
        "{ reason: x }",
        "{ domain: a.com, list: l }",
        "{ inherited: true, domain: a.com }",
    ] {
        let w = contoso(&format!("blocked_domains: [{entry}]"));
        assert_eq!(errors(&w), ["invalid-entry"], "{entry}: {}", validate(&w));
    }
    let w = contoso("blocked_domains: [{ dmain: a.com }]");
    assert_says(&only(&w, "unknown-key").to_string(), &["domain"]);
}

#[test]
fn ids_and_tags_and_names_of_tenants() {
    for (line, rule) in [
        ("tenant_id: 123", "wrong-type"),
        ("tenant_id: abc", "invalid-value"),
        (
            "tenant_id: 6babcaad-604b-40ac-a9d7-9fd97c0b779",
            "invalid-value",
        ),
        ("tags: nl", "wrong-type"),
        ("display_name: [x]", "wrong-type"),
        ("baseline: 3", "wrong-type"),
        ("domains: contoso.com", "wrong-type"),
        ("trial: maybe", "wrong-type"),
    ] {
        let w = Workspace::of(&format!("version: 1\ntenants:\n  contoso:\n    {line}\n"));
        error(&w, rule);
    }
    for id in [
        "6babcaad-604b-40ac-a9d7-9fd97c0b779f",
        "6BABCAAD-604B-40AC-A9D7-9FD97C0B779F",
    ] {
        super::assert_valid(&Workspace::of(&format!(
            "version: 1\ntenants:\n  contoso:\n    domains: [contoso.com]\n    tenant_id: {id}\n"
        )));
    }
}

#[test]
fn a_key_is_the_same_quoted_or_not() {
    error(
        &contoso("enabled: true\n\"enabled\": true"),
        "duplicate-key",
    );
    let w = Workspace::of(
        "version: 1\ntenants:\n  a: { domains: [a.com] }\n  'a': { domains: [b.com] }\n",
    );
    error(&w, "duplicate-key");
}

#[test]
fn a_confirmation_says_who_and_when() {
    for (confirmed, rule) in [
        (
            "{ external_access: [contoso.com], by: it@p.com, date: 2026-11-02 }",
            None,
        ),
        (
            "{ external_access: [], by: it@p.com, date: 2026-11-02 }",
            None,
        ),
        (
            "{ external_access: [contoso.com], date: 2026-11-02 }",
            Some("missing-key"),
        ),
        (
            "{ external_access: [contoso.com], by: it@p.com }",
            Some("missing-key"),
        ),
        (
            "{ external_access: [contoso.com], by: it@p.com, date: soon }",
            Some("invalid-value"),
        ),
        (
            "{ external_access: [com], by: it@p.com, date: 2026-11-02 }",
            Some("invalid-domain"),
        ),
        (
            "{ external_access: all, by: it@p.com, date: 2026-11-02 }",
            Some("wrong-type"),
        ),
    ] {
        let w = Workspace::of(&format!(
            "version: 1\npartners:\n  p:\n    domains: [p.com]\n    confirmed: {confirmed}\n"
        ));
        let expected: Vec<&str> = rule.into_iter().collect();
        assert_eq!(errors(&w), expected, "{confirmed}: {}", validate(&w));
    }
}
