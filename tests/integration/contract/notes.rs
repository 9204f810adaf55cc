//! §1 Notes, expiry, accept, severities.

use serde_json::{Value, json};

use super::{
    assert_says, assert_valid, contoso, error, errors, found, only, place, tenant, validate,
};
use crate::support::Workspace;

const DUE: &str = "blocked_domains: [{ domain: a.com, reason: Why, expires: 2026-11-20 }]";

fn on(workspace: &Workspace, day: &str) -> Vec<(String, String)> {
    let document = workspace.json(&["--as-of", day, "validate"]).1;
    let findings = document["findings"].as_array().unwrap();
    let text = |f: &Value, key: &str| f[key].as_str().unwrap().to_owned();
    findings
        .iter()
        .filter(|f| text(f, "rule").starts_with("entry-expire"))
        .map(|f| (text(f, "rule"), text(f, "severity")))
        .collect()
}

#[test]
fn the_last_valid_day_is_valid_and_thirty_days_before_are_soon() {
    let w = contoso(DUE);
    let soon = [("entry-expires-soon".to_owned(), "note".to_owned())];
    let past = [("entry-expired".to_owned(), "warning".to_owned())];
    assert_eq!(on(&w, "2026-10-20"), []);
    assert_eq!(on(&w, "2026-10-21"), soon);
    assert_eq!(on(&w, "2026-11-20"), soon);
    assert_eq!(on(&w, "2026-11-21"), past);
    // guestlist never removes by itself.
    let document = w.json(&["--as-of", "2027-11-21", "plan"]).1;
    assert_eq!(document["changes"][0]["after"], json!(["a.com"]));
}

#[test]
fn partners_and_references_expire_too() {
    let w = Workspace::of(
        "version: 1\nlists: { l: [{ domain: a.com, expires: 2026-11-01 }] }\npartners:\n  p: { domains: [p.com], expires: 2026-11-01 }\n\
         tenants:\n  contoso:\n    domains: [contoso.com]\n    external_access:\n      blocked_domains:\n        \
         - { list: l, expires: 2026-11-01 }\n        - { partner: p, expires: 2026-11-01 }\n",
    );
    assert_eq!(found(&w, "entry-expired").len(), 4, "{}", validate(&w));
}

#[test]
fn expires_is_a_date() {
    for wrong in [
        "soon",
        "2026-02-30",
        "2026-1-1",
        "20261120",
        "2026-11-20T10:00:00Z",
        "31.12.2026",
    ] {
        let w = contoso(&format!(
            "blocked_domains: [{{ domain: a.com, expires: \"{wrong}\" }}]"
        ));
        error(&w, "invalid-value");
    }
    assert_valid(&contoso(
        "blocked_domains: [{ domain: a.com, expires: \"2027-11-20\" }]",
    ));
}

#[test]
fn a_change_of_notes_alone_is_no_change_and_they_are_kept_for_the_removal() {
    let w = contoso(
        "blocked_domains:\n  - b.com\n  - { domain: a.com, reason: Joint launch, ticket: SEC-1412, owner: ann@contoso.com }",
    );
    w.apply();
    w.write(
        "guestlist.yaml",
        &tenant(
            "contoso",
            "blocked_domains:\n  - { domain: b.com, reason: Other }\n  - a.com",
        ),
    );
    assert_eq!(w.json(&["plan"]).1["changes"], json!([]));
    w.write(
        "guestlist.yaml",
        &tenant("contoso", "blocked_domains:\n  - b.com"),
    );
    assert_says(&w.ok(&["plan"]), &["- a.com", "Joint launch", "SEC-1412"]);
}

#[test]
fn missing_notes_are_found_once_the_rule_is_set() {
    for (rule, note) in [
        ("entry-without-reason", "reason: x"),
        ("entry-without-owner", "owner: x"),
        ("entry-without-expiry", "expires: 2028-01-01"),
    ] {
        let bare = tenant("contoso", "blocked_domains: [a.com]");
        let set = |body: &str, to: &str| {
            Workspace::of(&body.replace(
                "version: 1\n",
                &format!("version: 1\nrules: {{ {rule}: {to} }}\n"),
            ))
        };
        assert!(found(&Workspace::of(&bare), rule).is_empty());
        assert_eq!(only(&set(&bare, "warning"), rule)["severity"], "warning");
        assert_eq!(only(&set(&bare, "note"), rule)["severity"], "note");
        assert!(found(&set(&bare, "off"), rule).is_empty());
        let told = tenant(
            "contoso",
            &format!("blocked_domains: [{{ domain: a.com, {note} }}]"),
        );
        assert!(found(&set(&told, "warning"), rule).is_empty());
        let raised = set(&bare, "error");
        error(&raised, rule);
        assert_eq!(raised.run(&["plan"]).code, 1);
        assert_eq!(raised.run(&["apply", "--auto-approve"]).code, 1);
    }
}

/// `open-federation` is found in contoso; `accept` goes where told.
fn open(top: &str, baseline: &str, own: &str) -> Workspace {
    let accept = |text: &str, indent: &str| {
        if text.is_empty() {
            String::new()
        } else {
            format!("{indent}accept:\n{indent}  - {{ {text} }}\n")
        }
    };
    Workspace::of(&format!(
        "version: 1\n{}baselines:\n  standard:\n    guest_access: {{ enabled: true }}\n{}tenants:\n  contoso:\n    \
         domains: [contoso.com]\n    baseline: standard\n    external_access: {{ enabled: true, allowed_domains: all, blocked_domains: [] }}\n{}",
        accept(top, ""),
        accept(baseline, "    "),
        accept(own, "    ")
    ))
}

#[test]
fn accept_stands_in_a_tenant_a_baseline_or_at_top_level() {
    let bare = only(&open("", "", ""), "open-federation");
    assert_eq!(bare["accepted"], Value::Null);
    for w in [
        open("", "rule: open-federation, reason: Agreed", ""),
        open("", "", "rule: open-federation, reason: Agreed"),
        open(
            "",
            "",
            "rule: open-federation, reason: Agreed, address: contoso.external_access",
        ),
        open(
            "",
            "",
            "rule: open-federation, reason: Agreed, expires: 2026-11-20",
        ),
    ] {
        let finding = only(&w, "open-federation");
        assert_eq!(finding["accepted"]["reason"], "Agreed", "{}", validate(&w));
        assert!(found(&w, "accept-unused").is_empty(), "{}", validate(&w));
        assert_says(&w.ok(&["validate"]), &["accepted"]);
        assert_eq!(
            w.run(&["validate", "--deny", "note"]).code,
            i32::from(found_unaccepted(&w)) * 3
        );
    }
}

fn found_unaccepted(w: &Workspace) -> bool {
    let document = validate(w);
    document["findings"]
        .as_array()
        .unwrap()
        .iter()
        .any(|f| f["accepted"].is_null())
}

#[test]
fn accept_at_top_level_is_for_lists() {
    let w = Workspace::of(
        "version: 1\naccept:\n  - { rule: entry-expired, reason: Kept, address: \"lists.l[a.com]\" }\n\
         lists: { l: [{ domain: a.com, expires: 2026-01-01 }, { domain: b.com, expires: 2026-01-01 }] }\n",
    );
    let all = found(&w, "entry-expired");
    assert_eq!(all.len(), 2);
    assert_eq!(all[0]["accepted"]["reason"], "Kept");
    assert_eq!(all[1]["accepted"], Value::Null);
}

#[test]
fn an_address_prefix_ends_at_a_part() {
    // `contoso.external` is no prefix of `contoso.external_access`.
    let w = open(
        "",
        "",
        "rule: open-federation, reason: Agreed, address: contoso.guest_access",
    );
    assert_eq!(only(&w, "open-federation")["accepted"], Value::Null);
    only(&w, "accept-unused");
}

#[test]
fn an_expired_accept_no_longer_counts() {
    let w = open(
        "",
        "",
        "rule: open-federation, reason: Agreed, expires: 2026-11-19",
    );
    assert_eq!(only(&w, "open-federation")["accepted"], Value::Null);
}

#[test]
fn reason_is_required_and_rules_must_exist() {
    let w = open("", "", "rule: open-federation");
    error(&w, "missing-key");
    let w = open("", "", "rule: open-federation, reason: \"\"");
    assert_eq!(errors(&w).len(), 1, "{}", validate(&w));
    let w = open("", "", "rule: open-federatio, reason: x");
    assert_says(&error(&w, "unknown-rule").to_string(), &["open-federation"]);
    let w = open("", "", "rule: open-federation, reason: x, address: \"a b\"");
    assert_eq!(errors(&w).len(), 1, "{}", validate(&w));
}

#[test]
fn an_error_cannot_be_accepted() {
    for rule in ["unknown-key", "empty-list", "domain-in-two-tenants"] {
        let w = open("", "", &format!("rule: {rule}, reason: x"));
        error(&w, "fixed-severity");
    }
    // Raised to error, it can no longer be accepted.
    let w = open("", "", "rule: open-federation, reason: x");
    let raised = w.read("guestlist.yaml").replace(
        "version: 1\n",
        "version: 1\nrules: { open-federation: error }\n",
    );
    w.write("guestlist.yaml", &raised);
    let (code, document) = w.json(&["validate"]);
    assert_eq!(code, 1);
    let finding = document["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["rule"] == "open-federation");
    if let Some(finding) = finding {
        assert_eq!(
            (&finding["severity"], &finding["accepted"]),
            (&json!("error"), &Value::Null)
        );
    }
    assert!(
        Workspace::rules(&document).contains(&"fixed-severity"),
        "{document}"
    );
}

#[test]
fn an_accept_that_matches_nothing_is_a_note() {
    let w = open("", "", "rule: private-suffix, reason: x");
    let note = only(&w, "accept-unused");
    assert_eq!(note["severity"], "note");
    assert_valid(&w);
}

#[test]
fn severities_of_the_contract() {
    let w = Workspace::of("version: 1\n");
    let rules = w.json(&["rules"]).1;
    let rules = rules["rules"].as_array().unwrap();
    for id in [
        "entry-expired",
        "many-tenants-forgotten",
        "baseline-list-replaced",
    ] {
        let rule = rules.iter().find(|r| r["id"] == id || r["rule"] == id);
        assert_says(&rule.unwrap().to_string(), &["\"warning\""]);
    }
    for (rule, severity) in [
        ("unknown-key", "warning"),
        ("syntax", "off"),
        ("domain-in-two-tenants", "note"),
    ] {
        let w = Workspace::of(&format!("version: 1\nrules: {{ {rule}: {severity} }}\n"));
        let fault = error(&w, "fixed-severity");
        assert_eq!(
            fault["location"]["line"],
            2,
            "{}",
            place(&fault["location"])
        );
        assert_valid(&Workspace::of(&format!(
            "version: 1\nrules: {{ {rule}: error }}\n"
        )));
    }
    error(
        &Workspace::of("version: 1\nrules: { nope: error }\n"),
        "unknown-rule",
    );
    error(
        &Workspace::of("version: 1\nrules: { open-federation: fatal }\n"),
        "invalid-value",
    );
    // YAML 1.1 tools write off as a switch.
    assert_valid(&Workspace::of(
        "version: 1\nrules: { open-federation: \"off\" }\n",
    ));
}

#[test]
fn deny_counts_what_nobody_accepted() {
    let finding = "rule: open-federation, reason: Agreed";
    let w = open("", "", "");
    let notes = w.run(&["validate", "--deny", "note"]);
    assert_eq!(notes.code, 3);
    assert_eq!(w.run(&["validate", "--deny", "warning"]).code, 0);
    let raised = |w: &Workspace| {
        let text = w.read("guestlist.yaml").replace(
            "version: 1\n",
            "version: 1\nrules: { open-federation: warning }\n",
        );
        w.write("guestlist.yaml", &text);
    };
    raised(&w);
    assert_eq!(w.run(&["validate", "--deny", "warning"]).code, 3);
    assert_eq!(w.run(&["plan", "--deny", "warning"]).code, 3);
    let accepted = open("", "", finding);
    raised(&accepted);
    assert_eq!(accepted.run(&["validate", "--deny", "warning"]).code, 0);
    assert_eq!(accepted.run(&["plan", "--deny", "warning"]).code, 0);
    // In a plan only what changes counts; the standing ones are counted apart.
    w.apply();
    assert_eq!(w.run(&["plan", "--deny", "warning"]).code, 0);
    let document = w.json(&["plan"]).1;
    assert_eq!(document["standing"]["warning"], 1, "{document}");
    assert_eq!(w.run(&["validate", "--deny", "warning"]).code, 3);
}
