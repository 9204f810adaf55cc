//! §3 JSON documents, key by key and by their published schemas.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{contoso, place, tenant};
use crate::support::Workspace;

fn keys(value: &Value) -> BTreeSet<&str> {
    value
        .as_object()
        .unwrap_or_else(|| panic!("{value}"))
        .keys()
        .map(String::as_str)
        .collect()
}

fn has_keys(value: &Value, names: &[&str]) {
    let there = keys(value);
    for name in names {
        assert!(there.contains(name), "no {name} in {value}");
    }
}

const PLAN: &[&str] = &[
    "format_version",
    "as_of",
    "base",
    "fingerprint",
    "valid",
    "summary",
    "standing",
    "tests",
    "changes",
    "effects",
    "effects_omitted",
    "findings",
];
const FINDING: &[&str] = &[
    "rule", "severity", "message", "help", "address", "accepted", "related", "location",
];

/// Plans of every kind: valid, empty, faulty, saved; with updates, forgotten settings, accepts.
fn workspaces() -> Vec<Workspace> {
    let updated = contoso(
        "enabled: true\nallowed_domains: all\nblocked_domains: [a.com, github.io]\ntrial_tenants: allowed",
    );
    updated.apply();
    updated.write("guestlist.yaml", &format!(
        "{}    accept:\n      - {{ rule: allow-list-blocks-rest, reason: Agreed }}\n",
        tenant("contoso", "enabled: true\nallowed_domains: [fabrikam.com, { domain: b.com, reason: Why, expires: 2026-11-30 }]\nblocked_domains: []")
    ));
    let same = contoso("enabled: true");
    same.apply();
    vec![
        contoso("enabled: true"),
        updated,
        same,
        contoso("allowed_domains: []\nenabled: true\nenabled: false"),
        Workspace::of("version: 1\n"),
        Workspace::of("- nothing"),
        Workspace::new(&[
            ("guestlist.yaml", include_str!("example.yaml")),
            ("lists/threat-intel.txt", "evil.example\n"),
        ]),
    ]
}

#[test]
fn documents_are_as_their_schemas_say() {
    for w in workspaces() {
        let (code, plan) = w.json(&["plan", "--out", "p.plan"]);
        w.assert_by_schema("plan", &plan);
        has_keys(&plan, PLAN);
        assert_eq!(plan["valid"], code == 0);
        for finding in plan["findings"].as_array().unwrap() {
            has_keys(finding, FINDING);
        }
        if code == 0 {
            let saved: Value = serde_json::from_str(&w.read("p.plan")).unwrap();
            w.assert_by_schema("plan", &saved);
            for key in PLAN {
                assert_eq!(saved[key], plan[key], "{key}");
            }
            let shown = w.json(&["show", "p.plan"]).1;
            w.assert_by_schema("plan", &shown);
            for key in PLAN {
                assert_eq!(shown[key], plan[key], "{key}");
            }
        }
        let validate = w.json(&["validate"]).1;
        w.assert_by_schema("findings", &validate);
        has_keys(&validate, &["format_version", "valid", "findings"]);
        let show = w.run(&["show", "--format", "json"]);
        if show.code == 0 {
            let show = serde_json::from_str(&show.out).unwrap();
            w.assert_by_schema("state", &show);
        }
    }
}

#[test]
fn a_plan_says_what_the_contract_says() {
    let w = contoso("enabled: true\nallowed_domains: all");
    let first = w.json(&["plan"]).1;
    assert_eq!(first["format_version"], "1.0");
    assert_eq!(first["as_of"], crate::support::TODAY);
    assert_eq!(first["base"], json!({"lineage": null, "serial": 0}));
    assert_eq!(first["valid"], true);
    assert_eq!(
        first["summary"],
        json!({"create": 2, "update": 0, "delete": 0, "forget": 0})
    );
    assert_eq!(
        keys(&first["standing"]),
        BTreeSet::from(["note", "warning"])
    );
    assert_eq!(
        first["tests"],
        json!({"passed": 0, "failed": 0, "failures": []})
    );
    let change = &first["changes"][0];
    assert_eq!(change["action"], "create");
    assert_eq!(change["before"], Value::Null);
    w.apply();
    w.write(
        "guestlist.yaml",
        &tenant(
            "contoso",
            "enabled: true\nallowed_domains: [Fabrikam.com, bücher.example]",
        ),
    );
    let second = w.json(&["plan"]).1;
    assert_eq!(second["base"]["serial"], 1);
    assert!(second["base"]["lineage"].is_string());
    let change = &second["changes"][0];
    let expected = json!({
        "address": "contoso.external_access.allowed_domains", "tenant": "contoso", "section": "external_access",
        "setting": "allowed_domains", "action": "update", "before": "all",
        "after": ["fabrikam.com", "xn--bcher-kva.example"],
        "added": ["fabrikam.com", "xn--bcher-kva.example"], "removed": [],
    });
    for (key, value) in expected.as_object().unwrap() {
        assert_eq!(&change[key], value, "{key}");
    }
    let finding = second["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["rule"] == "allow-list-blocks-rest")
        .unwrap();
    assert_eq!(finding["severity"], "warning");
    assert_eq!(
        finding["address"],
        "contoso.external_access.allowed_domains"
    );
    assert_eq!(finding["accepted"], Value::Null);
    assert_eq!(finding["related"], json!([]));
    assert_eq!(place(&finding["location"]), "guestlist.yaml:7:7-7:54");
    assert!(!finding["help"].as_str().unwrap().is_empty());
    w.apply();
    w.write(
        "guestlist.yaml",
        &tenant(
            "contoso",
            "enabled: true\nallowed_domains: [b.com, fabrikam.com]",
        ),
    );
    let third = w.json(&["plan"]).1;
    assert_eq!(third["changes"][0]["added"], json!(["b.com"]));
    assert_eq!(
        third["changes"][0]["removed"],
        json!(["xn--bcher-kva.example"])
    );
}

#[test]
fn same_input_same_bytes_and_the_fingerprint_covers_meaning() {
    let text = tenant("contoso", "enabled: true\nallowed_domains: [a.com, b.com]");
    let w = Workspace::of(&text);
    let print = |w: &Workspace| w.json(&["plan"]).1["fingerprint"].clone();
    let (one, two) = (
        w.ok(&["plan", "--format", "json"]),
        w.ok(&["plan", "--format", "json"]),
    );
    assert_eq!(one, two);
    let first = print(&w);
    assert!(first.is_string());
    // Not findings, not the date, not spelling, comments or order.
    assert_eq!(
        w.json(&["--as-of", "2031-01-01", "plan"]).1["fingerprint"],
        first
    );
    let spelled = text
        .replace("[a.com, b.com]", "[B.COM., a.com] # why")
        .replace("version: 1", "# x\nversion: 1");
    assert_eq!(print(&Workspace::of(&spelled)), first);
    let via_list = text
        .replace("version: 1", "version: 1\nlists: { l: [b.com, a.com] }")
        .replace("[a.com, b.com]", "[{ list: l }]");
    let resolved = print(&Workspace::of(&via_list));
    assert!(resolved.is_string());
    // But the resolved configuration, accepts and tests.
    for other in [
        text.replace("b.com]", "c.com]"),
        format!("{text}    accept: [{{ rule: open-federation, reason: x }}]\n"),
        format!(
            "{text}tests: {{ t: [{{ from: a.com, can: chat, to: contoso, expect: unknown }}] }}\n"
        ),
    ] {
        assert_ne!(print(&Workspace::of(&other)), first, "{other}");
    }
}

#[test]
fn documents_of_the_state() {
    let w = contoso("enabled: true\nblocked_domains: [{ domain: a.com, reason: Why }]");
    let nothing = w.json(&["show"]).1;
    assert!(nothing["format_version"].is_string());
    w.apply();
    let list = w.json(&["state", "list"]).1;
    has_keys(&list, &["format_version", "base", "tenants"]);
    let log = w.json(&["state", "log"]).1;
    let version = &log["versions"][0];
    has_keys(
        version,
        &[
            "lineage", "serial", "time", "author", "message", "config", "digest", "previous",
        ],
    );
    assert_eq!(version["author"], "Ann <ann@contoso.com>");
    has_keys(
        &w.json(&["state", "show", "1"]).1,
        &["format_version", "version", "changes"],
    );
    let report = w.json(&["state", "verify"]).1;
    assert_eq!(report["intact"], true);
}

#[test]
fn apply_prints_the_plan_and_the_version_it_became() {
    let w = contoso("enabled: true\nallowed_domains: [fabrikam.com]");
    let applied = |arguments: &[&str], ends: i32| {
        let mut all = vec!["apply"];
        all.extend(arguments);
        let (code, document) = w.json(&all);
        assert_eq!(code, ends, "{document}");
        has_keys(&document, PLAN);
        document
    };
    assert_eq!(
        applied(&["--auto-approve", "--deny", "warning"], 3)["version"],
        Value::Null
    );
    assert_eq!(applied(&[], 1)["version"], Value::Null);
    let recorded = applied(&["--auto-approve", "--message", "why"], 0);
    assert_eq!(recorded["version"]["serial"], 1);
    assert_eq!(recorded["version"]["message"], "why");
    assert_eq!(recorded["summary"]["create"], 2);
    let nothing = applied(&["--auto-approve"], 0);
    assert_eq!(
        (&nothing["version"], &nothing["changes"]),
        (&Value::Null, &json!([]))
    );
    w.write(
        "guestlist.yaml",
        &tenant("contoso", "enabled: true\nallowed_domains: all"),
    );
    w.ok(&["plan", "--out", "p.plan"]);
    assert_eq!(applied(&["p.plan"], 0)["version"]["serial"], 2);
}

#[test]
fn nothing_recorded_is_a_document_too() {
    let w = contoso("enabled: true");
    for arguments in [&["show"][..], &["state", "show"]] {
        let document = w.json(arguments).1;
        has_keys(&document, &["format_version", "version"]);
        assert_eq!(document["version"], Value::Null);
    }
    assert_eq!(w.json(&["state", "log"]).1["versions"], json!([]));
    assert_eq!(
        w.json(&["state", "list"]).1["base"],
        json!({"lineage": null, "serial": 0})
    );
    assert_eq!(w.json(&["state", "verify"]).1["head"], Value::Null);
}

#[test]
fn entries_of_faulty_files_are_a_document_with_the_faults() {
    let w = contoso("allowed_domains: []");
    let (code, document) = w.json(&["entries"]);
    assert_eq!((code, &document["valid"]), (1, &json!(false)));
    assert_eq!(Workspace::rules(&document), ["empty-list"]);
    assert_eq!(document["entries"], Value::Null);
    let csv = w.run(&["entries", "--format", "csv"]);
    assert_eq!((csv.code, csv.out.as_str()), (1, ""));
    assert!(csv.err.contains("allowed_domains: all"), "{}", csv.err);
}

#[test]
fn the_schema_of_the_files_serves_every_file() {
    let w = Workspace::of("version: 1\n");
    let schema: Value = serde_json::from_str(&w.ok(&["schema"])).unwrap();
    let validator = jsonschema::draft7::new(&schema).unwrap();
    let read = |text: &str| serde_yaml::from_str::<Value>(text).unwrap();
    let fits = |text: &str| validator.is_valid(&read(text));
    assert!(fits(include_str!("example.yaml")));
    // version is asked for by validate, not by the schema.
    assert!(fits("tenants: { contoso: { domains: [contoso.com] } }"));
    for wrong in [
        "tenant: {}",
        "tenants: { contoso: { external_acces: {} } }",
        "tenants: { contoso: { external_access: { enabled: 1 } } }",
        "tenants: { contoso: { external_access: { allowed_domains: everybody } } }",
        "tenants: { contoso: { guest_access: { messaging: { giphy_rating: Strict } } } }",
        "lists: { l: [{ dmain: a.com }] }",
        "rules: { open-federation: fatal }",
        "capabilities: 2020",
    ] {
        assert!(!fits(wrong), "{wrong}");
    }
}
