//! Named objects: stated, recorded, deleted, forgotten.

use serde_json::json;

use crate::support::Workspace;

const GUEST: &str = "\
version: 1
tenants:
  contoso:
    domains: [contoso.com]
    guests:
      ann@fabrikam.com: { sponsor: bob@contoso.com, reason: Audit }
";

fn without_guest(instead: &str) -> String {
    GUEST.replace("{ sponsor: bob@contoso.com, reason: Audit }", instead)
}

fn changes(w: &Workspace) -> Vec<(String, String)> {
    let (_, plan) = w.json(&["plan"]);
    assert_eq!(plan["valid"], true, "{plan}");
    let text = |v: &serde_json::Value| v.as_str().unwrap().to_owned();
    let changes = plan["changes"].as_array().unwrap();
    changes
        .iter()
        .map(|c| (text(&c["address"]), text(&c["action"])))
        .collect()
}

#[test]
fn an_object_is_a_change_with_its_settings_and_none_afterwards() {
    let w = Workspace::of(GUEST);
    let (_, plan) = w.json(&["plan"]);
    let object = &plan["changes"][0];
    assert_eq!(object["address"], "contoso.guests[ann@fabrikam.com]");
    assert_eq!(object["section"], "guests");
    assert_eq!(object["setting"], "[ann@fabrikam.com]");
    assert_eq!(
        (&object["before"], &object["after"]),
        (&json!(null), &json!("present"))
    );
    assert_eq!(
        plan["changes"][1]["address"],
        "contoso.guests[ann@fabrikam.com].sponsor"
    );
    w.apply();
    assert_eq!(changes(&w), []);
    // Another spelling of the same address is the same person; a change of notes is no change.
    w.write(
        "guestlist.yaml",
        &GUEST
            .replace("ann@", "Ann@")
            .replace("Audit", "Yearly audit"),
    );
    assert_eq!(changes(&w), []);
}

#[test]
fn absent_deletes_an_object_with_its_settings_once() {
    let w = Workspace::of(GUEST);
    w.apply();
    w.write("guestlist.yaml", &without_guest("absent"));
    let (_, plan) = w.json(&["plan"]);
    assert_eq!(
        plan["summary"],
        json!({"create": 0, "update": 0, "delete": 2, "forget": 0})
    );
    assert_eq!(plan["changes"][0]["before"], "present");
    w.apply();
    assert_eq!(changes(&w), []);
    let explained = w.ok(&["explain", "contoso.guests"]);
    assert!(
        explained.contains("contoso.guests[ann@fabrikam.com]  absent"),
        "{explained}"
    );
    assert!(!explained.contains("sponsor"), "{explained}");
    // The line may go once it has done its work; nothing is left behind.
    w.write(
        "guestlist.yaml",
        &without_guest("absent").replace("    guests:\n      ann@fabrikam.com: absent\n", ""),
    );
    let (_, plan) = w.json(&["plan"]);
    assert_eq!(Workspace::rules(&plan), Vec::<&str>::new());
}

#[test]
fn an_object_that_is_no_longer_stated_is_forgotten_with_a_finding() {
    let w = Workspace::of(GUEST);
    w.apply();
    w.write(
        "guestlist.yaml",
        "version: 1\ntenants: { contoso: { domains: [contoso.com] } }\n",
    );
    let (_, plan) = w.json(&["plan"]);
    assert_eq!(plan["summary"]["forget"], 2);
    assert_eq!(Workspace::rules(&plan), ["object-left-behind"]);
    w.apply();
    assert_eq!(changes(&w), []);
    w.write("guestlist.yaml", GUEST);
    assert_eq!(
        changes(&w),
        [],
        "a value that is stated again unchanged is no change"
    );
}

#[test]
fn a_tenant_deletes_what_its_baseline_states() {
    let w = Workspace::of(
        "version: 1
baselines:
  standard: { guests: { ann@fabrikam.com: { sponsor: bob@contoso.com } } }
tenants:
  contoso: { domains: [contoso.com], baseline: standard, guests: { ann@fabrikam.com: absent } }
  litware: { domains: [litwareinc.com], baseline: standard }
",
    );
    let list = changes(&w);
    let found: Vec<(&str, &str)> = list.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(
        found,
        [
            ("contoso.domains", "create"),
            ("contoso.guests[ann@fabrikam.com]", "delete"),
            ("litware.domains", "create"),
            ("litware.guests[ann@fabrikam.com]", "create"),
            ("litware.guests[ann@fabrikam.com].sponsor", "create"),
        ]
        .into_iter()
        .filter(|(address, _)| !address.ends_with(".domains")
            || found.iter().any(|(a, _)| a == address))
        .collect::<Vec<_>>()
    );
}

#[test]
fn faults_of_objects_stand_at_their_line_all_at_once() {
    let w = Workspace::of(
        "version: 1
tenants:
  contoso:
    domains: [contoso.com]
    guests:
      nobody: {}
      ann@fabrikam.com: { sponsor: bob }
      ANN@fabrikam.com: {}
      eve@fabrikam.com: gone
      zoe@fabrikam.com: { sponsr: bob@contoso.com }
      dan@fabrikam.com: { expires: tomorrow }
",
    );
    let (code, document) = w.json(&["validate"]);
    assert_eq!(code, 1);
    let found: Vec<(i64, &str)> = document["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| f["severity"] == "error")
        .map(|f| {
            (
                f["location"]["line"].as_i64().unwrap(),
                f["rule"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (6, "invalid-value"),
            (7, "invalid-value"),
            (8, "duplicate-key"),
            (9, "invalid-value"),
            (10, "unknown-key"),
            (11, "invalid-value"),
        ]
    );
}

#[test]
fn objects_are_entries_with_their_notes() {
    let w = Workspace::of(&GUEST.replace("reason: Audit", "reason: Audit, expires: 2026-12-01"));
    let (_, document) = w.json(&["entries"]);
    let row = &document["entries"][0];
    assert_eq!(row["address"], "contoso.guests[ann@fabrikam.com]");
    assert_eq!(
        (&row["kind"], &row["reason"]),
        (&json!("object"), &json!("Audit"))
    );
    let (_, findings) = w.json(&["validate"]);
    assert_eq!(Workspace::rules(&findings), ["entry-expires-soon"]);
}
