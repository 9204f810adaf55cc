//! What answers rest on of partners is planned, recorded and compared like settings.

use crate::support::Workspace;
use snapbox::{IntoData, assert_data_eq, str};

const TENANTS: &str = "tenants:
  contoso:
    domains: [contoso.com]
    external_access: { enabled: true, allowed_domains: [northwindtraders.com] }
  litware:
    domains: [litwareinc.com]
    external_access: { enabled: true, allowed_domains: all }
";
const PLAIN: &str = "  northwind: { domains: [northwindtraders.com] }\n";
const CONFIRMED: &str = "  northwind:
    domains: [northwindtraders.com]
    confirmed: { external_access: [contoso.com], by: it@northwind.de, date: 2026-11-02 }
";

fn text(partner: &str) -> String {
    match partner {
        "" => format!("version: 1\n{TENANTS}"),
        partner => format!("version: 1\npartners:\n{partner}{TENANTS}"),
    }
}

/// A workspace of which one configuration is recorded and another one stated.
fn from_to(recorded: &str, stated: &str) -> Workspace {
    let w = Workspace::of(&text(recorded));
    w.apply();
    w.write("guestlist.yaml", &text(stated));
    w
}

/// What a plan changes: addresses and actions.
fn changes(w: &Workspace) -> Vec<(String, String)> {
    let (_, plan) = w.json(&["plan"]);
    let changes = plan["changes"].as_array().unwrap().iter();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    changes
        .map(|c| (text(&c["address"]), text(&c["action"])))
        .collect()
}

fn answer(w: &Workspace, more: &[&str]) -> String {
    let question = ["can", "contoso", "chat", "northwindtraders.com"];
    let (code, document) = w.json(&[&question, more].concat());
    assert_eq!(code, 0, "{document}");
    document["routes"][0]["answer"].as_str().unwrap().to_owned()
}

#[test]
fn a_confirmation_alone_is_planned_and_recorded() {
    let w = from_to(PLAIN, CONFIRMED);
    assert_eq!(answer(&w, &[]), "yes");
    assert_eq!(answer(&w, &["--recorded"]), "unknown");
    assert_eq!(w.run(&["plan", "--detailed-exitcode"]).code, 2);
    assert_data_eq!(
        w.ok(&["plan"]),
        str![[r#"
northwind can no longer chat with litware. northwind may chat with contoso.

Lose chat, calls and presence with litware
  - northwind  partner (northwindtraders.com)
Gain chat, calls and presence with contoso, now for certain
  - northwind  partner (northwindtraders.com)
Not touched: guests who are in teams already; joining by meeting link.

Change   2 settings of 1 partner
  + partners.northwind.confirmed.date                  not recorded → 2026-11-02
    When its administrator said so                              guestlist.yaml:5
  + partners.northwind.confirmed.external_access         not recorded → 1 domain
    Domains of yours that its administrator says they allow     guestlist.yaml:5
    + contoso.com                                               guestlist.yaml:5

Compared: 2 tenants, 4 settings, with version 1 of 2026-11-20.
2 to create. Microsoft 365 itself is not touched.
2 findings are about what does not change: guestlist validate

"#]]
        .raw()
    );
    w.apply();
    assert_eq!(answer(&w, &["--recorded"]), "yes");
    assert_eq!(changes(&w), []);
}

#[test]
fn the_documents_name_the_partner_and_no_tenant() {
    let w = from_to(PLAIN, CONFIRMED);
    let (_, plan) = w.json(&["plan"]);
    let change = &plan["changes"][1];
    let expected = serde_json::json!({
        "address": "partners.northwind.confirmed.external_access", "tenant": null,
        "section": "partners", "setting": "confirmed.external_access", "action": "create",
        "before": null, "after": ["contoso.com"], "added": ["contoso.com"], "removed": []
    });
    assert_eq!(*change, expected);
    assert_eq!(plan["summary"]["create"], 2);
    let effects = plan["effects"].as_array().unwrap();
    let chat = effects.iter().find(|e| {
        e["from"] == "northwind"
            && e["to"] == "contoso"
            && e["capability"] == "chat-across-organisations"
    });
    let chat = chat.unwrap();
    assert_eq!(
        (&chat["before"], &chat["after"]),
        (&"unknown".into(), &"yes".into())
    );
    w.apply();
    let (_, version) = w.json(&["state", "show"]);
    assert_eq!(version["changes"][1], expected);
    assert!(w.ok(&["state", "log"]).contains("apply: 2 new · partners"));
}

#[test]
fn every_statement_that_answers_rest_on_is_a_change() {
    let id = "1e8c7a3c-2b1f-4a52-9d0e-5a0f5f3f3c11";
    let one = |address: &str, action: &str| vec![(address.to_owned(), action.to_owned())];
    let with =
        |line: &str| format!("  northwind:\n    domains: [northwindtraders.com]\n    {line}\n");
    let cases = [
        (
            "trial: true".to_owned(),
            one("partners.northwind.trial", "update"),
        ),
        (
            format!("tenant_id: {id}"),
            one("partners.northwind.tenant_id", "create"),
        ),
        ("reason: Distribution".to_owned(), vec![]),
        ("owner: ann@contoso.com".to_owned(), vec![]),
        ("trial: false".to_owned(), vec![]),
    ];
    for (line, expected) in cases {
        let w = from_to(PLAIN, &with(&line));
        assert_eq!(changes(&w), expected, "{line}");
        w.apply();
        assert_eq!(changes(&w), [], "{line}");
    }
    let later = CONFIRMED.replace("2026-11-02", "2026-11-03");
    let w = from_to(CONFIRMED, &later);
    assert_eq!(
        changes(&w),
        one("partners.northwind.confirmed.date", "update")
    );
    let somebody_else = CONFIRMED.replace("it@", "support@");
    assert_eq!(changes(&from_to(CONFIRMED, &somebody_else)), []);
    let more = PLAIN.replace("northwindtraders.com", "northwindtraders.com, northwind.de");
    let w = from_to(PLAIN, &more);
    assert_eq!(changes(&w), one("partners.northwind.domains", "update"));
    let w = from_to(&with("trial: true"), PLAIN);
    assert_eq!(changes(&w), one("partners.northwind.trial", "update"));
}

#[test]
fn a_partner_that_leaves_the_files_is_forgotten() {
    let w = from_to(CONFIRMED, "");
    let forgotten = ["confirmed.date", "confirmed.external_access", "domains"]
        .map(|what| (format!("partners.northwind.{what}"), "forget".to_owned()));
    assert_eq!(changes(&w), forgotten);
    assert!(w.ok(&["plan"]).contains("1 domain → not stated"));
    w.apply();
    assert_eq!(changes(&w), []);
    assert_eq!(answer(&w, &["--recorded"]), "unknown");
    // A restore brings it back, and counts it.
    let text = w.ok(&["state", "restore", "1", "--auto-approve"]);
    assert!(text.contains("the same as version 1"), "{text}");
    assert_eq!(
        w.json(&["state", "show"]).1["version"]["summary"]["create"],
        3
    );
    assert_eq!(answer(&w, &["--recorded"]), "yes");
}

#[test]
fn a_first_record_counts_settings_and_a_new_partner_counts_afterwards() {
    let w = Workspace::of(&text(CONFIRMED));
    assert_eq!(w.json(&["plan"]).1["summary"]["create"], 4);
    w.apply();
    let both = format!("{CONFIRMED}  fabrikam: {{ domains: [fabrikam.com] }}\n");
    w.write("guestlist.yaml", &text(&both));
    let new = ("partners.fabrikam.domains".to_owned(), "create".to_owned());
    assert_eq!(changes(&w), [new]);
    // The first partners at all, and nothing else.
    let w = from_to("", PLAIN);
    let new = ("partners.northwind.domains".to_owned(), "create".to_owned());
    assert_eq!(changes(&w), [new]);
    w.apply();
    assert_eq!(changes(&w), []);
}

#[test]
fn chosen_tenants_leave_partners_alone() {
    let w = from_to(PLAIN, CONFIRMED);
    let (_, plan) = w.json(&["plan", "--tenant", "contoso"]);
    assert_eq!(plan["changes"], serde_json::json!([]));
    assert_eq!(plan["effects"], serde_json::json!([]));
    assert_eq!(changes(&w).len(), 2);
}

#[test]
fn a_saved_plan_of_a_partner_is_applied_or_refused() {
    let w = from_to(PLAIN, CONFIRMED);
    w.ok(&["plan", "--out", "p"]);
    assert!(w.ok(&["show", "p"]).contains("2 settings of 1 partner"));
    w.write(
        "guestlist.yaml",
        &text(&CONFIRMED.replace("11-02", "11-03")),
    );
    let refused = w.run(&["apply", "p"]);
    assert_eq!(refused.code, 1);
    assert!(
        Workspace::said(&refused).contains("partners"),
        "{}",
        refused.err
    );
    w.write("guestlist.yaml", &text(CONFIRMED));
    let applied = w.ok(&["apply", "p"]);
    assert!(applied.contains("Recorded as version 2: 2 settings of 1 partner."));
    assert!(
        applied.contains("nothing is to be changed there"),
        "{applied}"
    );
    assert_eq!(answer(&w, &["--recorded"]), "yes");
}

#[test]
fn who_a_tenant_is_and_a_tenant_without_settings_are_recorded() {
    let w = from_to("", "");
    let on_trial = text("").replace("[contoso.com]", "[contoso.com]\n    trial: true");
    w.write("guestlist.yaml", &on_trial);
    assert_eq!(
        changes(&w),
        [("contoso.trial".to_owned(), "update".to_owned())]
    );
    w.apply();
    let id = "    tenant_id: 6babcaad-604b-40ac-a9d7-9fd97c0b779f\n    trial: true";
    let on_trial = on_trial.replace("    trial: true", id);
    w.write("guestlist.yaml", &on_trial);
    let stated = ("contoso.tenant_id".to_owned(), "create".to_owned());
    assert_eq!(changes(&w), [stated]);
    w.apply();
    let another = format!("{on_trial}  woodgrove: {{ domains: [woodgrove.com] }}\n");
    w.write("guestlist.yaml", &another);
    let new = ("woodgrove.domains".to_owned(), "create".to_owned());
    assert_eq!(changes(&w), [new]);
    w.apply();
    assert_eq!(changes(&w), []);
    w.ok(&["can", "woodgrove", "chat", "contoso", "--recorded"]);
}
