//! §1 Meaning: absent, forgotten, layers, emptiness.

use serde_json::{Value, json};

use super::{assert_says, assert_valid, contoso, error, errors, only, planned, tenant, validate};
use crate::support::Workspace;

const ALLOWED: &str = "contoso.external_access.allowed_domains";
const BLOCKED: &str = "contoso.external_access.blocked_domains";

/// A tenant `contoso` over baselines `one` and `two`, each the lines of an `external_access`.
fn layers(one: &str, two: &str, own: &str) -> Workspace {
    let part = |text: &str| {
        if text.is_empty() {
            "{}".to_owned()
        } else {
            format!("{{ external_access: {{ {text} }} }}")
        }
    };
    let own = if own.is_empty() {
        String::new()
    } else {
        format!("    external_access: {{ {own} }}\n")
    };
    Workspace::of(&format!(
        "version: 1\nbaselines:\n  one: {}\n  two: {}\ntenants:\n  contoso:\n    domains: [contoso.com]\n    \
         baseline: [one, two]\n{own}",
        part(one),
        part(two)
    ))
}

fn after(workspace: &Workspace, address: &str) -> Value {
    planned(workspace, address)["after"].clone()
}

#[test]
fn absent_is_unmanaged_and_what_was_managed_is_forgotten() {
    let w = contoso("enabled: true\nallowed_domains: [fabrikam.com]");
    w.apply();
    w.write("guestlist.yaml", &tenant("contoso", "enabled: true"));
    let change = planned(&w, ALLOWED);
    assert_eq!(change["action"], "forget");
    assert_eq!(change["before"], json!(["fabrikam.com"]));
    assert_eq!(change["after"], Value::Null);
    w.apply();
    // The value stays behind, and is never in a plan again.
    assert_eq!(w.json(&["plan"]).1["changes"], json!([]));
    let shown = w.json(&["show"]).1;
    let settings = shown["tenants"][0]["settings"].as_array().unwrap();
    let left = settings.iter().find(|s| s["address"] == ALLOWED).unwrap();
    assert_eq!(
        (&left["managed"], &left["value"]),
        (&json!(false), &json!(["fabrikam.com"]))
    );
    // Stated again unchanged is no change; stated otherwise is an update of the recorded value.
    w.write(
        "guestlist.yaml",
        &tenant("contoso", "enabled: true\nallowed_domains: [fabrikam.com]"),
    );
    let document = w.json(&["plan"]).1;
    assert_eq!(document["changes"], json!([]), "{document}");
    w.write(
        "guestlist.yaml",
        &tenant("contoso", "enabled: true\nallowed_domains: all"),
    );
    let change = planned(&w, ALLOWED);
    assert_eq!(
        (&change["action"], &change["before"]),
        (&json!("update"), &json!(["fabrikam.com"]))
    );
}

#[test]
fn stated_again_unchanged_is_managed_again() {
    let w = contoso("enabled: true\nblock_subdomains: true");
    w.apply();
    w.write("guestlist.yaml", &tenant("contoso", "enabled: true"));
    w.apply();
    w.write(
        "guestlist.yaml",
        &tenant("contoso", "enabled: true\nblock_subdomains: true"),
    );
    w.apply();
    w.write("guestlist.yaml", &tenant("contoso", "enabled: true"));
    // Whoever stated it since: no longer stating it is said once more, or it was never taken back.
    let (code, document) = w.json(&["plan"]);
    assert_eq!(code, 0);
    let changes = document["changes"].as_array().unwrap();
    assert!(
        changes.is_empty() || changes[0]["action"] == "forget",
        "{document}"
    );
}

#[test]
fn removing_a_tenant_forgets_all_its_settings() {
    let w = Workspace::of(
        "version: 1\ntenants:\n  contoso:\n    domains: [contoso.com]\n    external_access: { enabled: true }\n    \
         guest_access: { enabled: false }\n  litware:\n    domains: [litwareinc.com]\n",
    );
    w.apply();
    w.write(
        "guestlist.yaml",
        "version: 1\ntenants:\n  litware:\n    domains: [litwareinc.com]\n",
    );
    let document = w.json(&["plan"]).1;
    assert_eq!(
        document["summary"],
        json!({"create": 0, "update": 0, "delete": 0, "forget": 2})
    );
    w.apply();
    assert_eq!(w.json(&["plan"]).1["changes"], json!([]));
}

#[test]
fn layers_win_leaf_by_leaf_and_later_baselines_win() {
    let w = layers(
        "enabled: true, block_subdomains: false, teams_consumer: { enabled: true, inbound: true }",
        "block_subdomains: true, teams_consumer: { inbound: false }",
        "enabled: false",
    );
    assert_valid(&w);
    let leaf = |key: &str| after(&w, &format!("contoso.external_access.{key}"));
    assert_eq!(leaf("enabled"), json!(false));
    assert_eq!(leaf("block_subdomains"), json!(true));
    assert_eq!(leaf("teams_consumer.enabled"), json!(true));
    assert_eq!(leaf("teams_consumer.inbound"), json!(false));
}

#[test]
fn a_list_replaces_the_layer_below_and_says_how_many_entries_are_lost() {
    let w = layers(
        "blocked_domains: [a.com, b.com, c.com]",
        "",
        "blocked_domains: [c.com, d.com]",
    );
    assert_eq!(after(&w, BLOCKED), json!(["c.com", "d.com"]));
    let lost = only(&w, "baseline-list-replaced");
    assert_eq!(lost["severity"], "warning");
    assert_says(&lost.to_string(), &["2"]);
    // Nothing lost, nothing said.
    let w = layers(
        "blocked_domains: [c.com]",
        "",
        "blocked_domains: [c.com, d.com]",
    );
    assert!(super::found(&w, "baseline-list-replaced").is_empty());
}

#[test]
fn inherited_adds_the_entries_of_the_layer_below() {
    let w = layers(
        "blocked_domains: [a.com]",
        "",
        "blocked_domains: [inherited: true, d.com]",
    );
    assert_valid(&w);
    assert_eq!(after(&w, BLOCKED), json!(["a.com", "d.com"]));
    assert!(super::found(&w, "baseline-list-replaced").is_empty());
    // Through two layers.
    let w = layers(
        "allowed_domains: [a.com]",
        "allowed_domains: [inherited: true, b.com]",
        "allowed_domains: [c.com, inherited: true]",
    );
    assert_eq!(after(&w, ALLOWED), json!(["a.com", "b.com", "c.com"]));
    // Over an empty list there is nothing to add.
    let w = layers(
        "blocked_domains: []",
        "",
        "blocked_domains: [inherited: true, d.com]",
    );
    assert_valid(&w);
    assert_eq!(after(&w, BLOCKED), json!(["d.com"]));
    // The trial exemptions are a domain list as well.
    let w = layers(
        "allowed_trial_tenant_domains: [a.com]",
        "",
        "allowed_trial_tenant_domains: [inherited: true, d.com]",
    );
    let trial = "contoso.external_access.allowed_trial_tenant_domains";
    assert_eq!(after(&w, trial), json!(["a.com", "d.com"]));
}

#[test]
fn inherited_over_all_or_nothing_is_an_error() {
    for (one, own) in [
        (
            "allowed_domains: all",
            "allowed_domains: [inherited: true, d.com]",
        ),
        ("enabled: true", "allowed_domains: [inherited: true, d.com]"),
        ("enabled: true", "blocked_domains: [inherited: true]"),
        ("", "allowed_domains: [inherited: true]"),
    ] {
        let w = layers(one, "", own);
        let fault = error(&w, "nothing-inherited");
        assert_eq!(fault["location"]["line"], 9, "{own}");
    }
    // In the lowest layer itself.
    error(
        &contoso("blocked_domains: [inherited: true]"),
        "nothing-inherited",
    );
}

#[test]
fn inherited_over_none_adds_nothing() {
    let w = layers(
        "allowed_domains: none",
        "",
        "allowed_domains: [inherited: true, d.com]",
    );
    assert_valid(&w);
    assert_eq!(after(&w, ALLOWED), json!(["d.com"]));
    // Nothing but nothing resolves to no domain.
    let w = layers(
        "allowed_domains: none",
        "",
        "allowed_domains: [inherited: true]",
    );
    error(&w, "empty-list");
}

#[test]
fn inherited_false_and_inherited_in_a_named_list_are_errors() {
    let w = layers(
        "blocked_domains: [a.com]",
        "",
        "blocked_domains: [inherited: false, b.com]",
    );
    assert_eq!(errors(&w).len(), 1, "{}", validate(&w));
    let w = Workspace::of("version: 1\nlists:\n  l: [inherited: true, a.com]\n");
    error(&w, "invalid-entry");
}

#[test]
fn null_is_an_error() {
    for null in ["null", "~", ""] {
        for key in [
            "enabled",
            "allowed_domains",
            "blocked_domains",
            "teams_consumer",
            "trial_tenants",
        ] {
            let w = contoso(&format!("{key}: {null}"));
            let fault = error(&w, "wrong-type");
            assert_eq!(fault["location"]["line"], 6, "{key}: {null}");
        }
    }
    for text in [
        "version: 1\ntenants:\n  contoso:\n    external_access:\n",
        "version: 1\ntenants:\n",
        "version: 1\nlists:\n  l:\n",
        "version: 1\ntenants: { contoso: { domains: [null] } }\n",
        "version: 1\nlists: { l: [null] }\n",
        "version: 1\ntenants: { contoso: { baseline: null } }\n",
    ] {
        let w = Workspace::of(text);
        assert_eq!(errors(&w), ["wrong-type"], "{text}: {}", validate(&w));
    }
}

#[test]
fn an_empty_allow_list_offers_all_and_none() {
    let fault = error(&contoso("allowed_domains: []"), "empty-list");
    assert_says(
        fault["help"].as_str().unwrap(),
        &["allowed_domains: all", "allowed_domains: none"],
    );
    assert_eq!(super::place(&fault["location"]), "guestlist.yaml:6:24-6:26");
    // Entries that come to nothing.
    let w = Workspace::of(
        "version: 1\nlists: { none-yet: [] }\npartners: { p: { domains: [] } }\ntenants:\n  contoso:\n    domains: [contoso.com]\n    \
         external_access: { allowed_domains: [{ list: none-yet }, { partner: p }] }\n",
    );
    error(&w, "empty-list");
    // An empty block list says what it says.
    let w = contoso("blocked_domains: []");
    assert_valid(&w);
    assert_eq!(planned(&w, BLOCKED)["after"], json!([]));
    w.apply();
    assert_eq!(w.json(&["plan"]).1["changes"], json!([]));
}

#[test]
fn an_empty_allow_list_of_a_baseline_is_an_error_too() {
    let w = layers("allowed_domains: []", "", "");
    error(&w, "empty-list");
}

#[test]
fn words_of_the_allow_list() {
    for (word, value) in [("all", json!("all")), ("none", json!("none"))] {
        let w = contoso(&format!("allowed_domains: {word}"));
        assert_valid(&w);
        assert_eq!(planned(&w, ALLOWED)["after"], value);
    }
    for wrong in [
        "everybody",
        "All",
        "fabrikam.com",
        "true",
        "{ domain: a.com }",
        "1",
    ] {
        let w = contoso(&format!("allowed_domains: {wrong}"));
        assert_eq!(errors(&w).len(), 1, "{wrong}: {}", validate(&w));
    }
    // all and none are words for the allow list alone.
    for wrong in ["all", "none"] {
        let w = contoso(&format!("blocked_domains: {wrong}"));
        assert_eq!(errors(&w), ["wrong-type"], "{wrong}");
    }
}

#[test]
fn baselines_do_not_nest_and_hold_nothing_of_a_tenant() {
    for key in [
        "baseline: two",
        "domains: [a.com]",
        "tags: [x]",
        "tenant_id: x",
        "display_name: X",
    ] {
        let w = Workspace::of(&format!(
            "version: 1\nbaselines:\n  one: {{ {key} }}\n  two: {{}}\n"
        ));
        assert_eq!(errors(&w), ["unknown-key"], "{key}: {}", validate(&w));
    }
}

#[test]
fn domains_of_a_tenant_are_planned_like_a_setting() {
    let text = tenant("contoso", "enabled: true");
    let w = Workspace::of(&text);
    w.apply();
    w.write(
        "guestlist.yaml",
        &text.replace("[contoso.com]", "[contoso.com, contoso.nl]"),
    );
    let change = planned(&w, "contoso.domains");
    assert_eq!(
        (&change["action"], &change["added"]),
        (&json!("update"), &json!(["contoso.nl"]))
    );
    w.apply();
    assert_eq!(w.json(&["plan"]).1["changes"], json!([]));
    // No longer stated: left alone.
    w.write(
        "guestlist.yaml",
        &text.replace("    domains: [contoso.com]\n", ""),
    );
    let document = w.json(&["plan"]).1;
    let changes = document["changes"].as_array().unwrap();
    assert!(
        changes.iter().all(|c| c["action"] == "forget"),
        "{document}"
    );
    w.apply();
    assert_eq!(w.json(&["plan"]).1["changes"], json!([]));
}
