//! The matrix and the doors at 80 columns without colour.

use snapbox::{IntoData, assert_data_eq, str};

use super::five;

#[test]
fn the_matrix() {
    assert_data_eq!(
        five().ok(&["access"]),
        str![[r#"
May people of the row chat with people of the column?

                  1   2   3   4   5
   1 contoso      ·   ✓   G   g   ✓
   2 fabrikam*    ✓   ·   g   ?   g
   3 litware      G   g   ·   ?   ✓
   4 northwind*   g   ?   ?   ·   ?
   5 woodgrove    ✓   g   ✓   ?   ·

   ✓ 6  yes, directly: each with their own account
   G 2  yes, but only as a guest, once invited; not, or not surely, directly
   ? 6  depends on what is not known here, mostly on their rules
   g 6  not directly; whether as a guest is not known here
   *    a partner: its rules are its own

3 tenants and 2 partners, 20 answers. From what the files state, on 2026-11-20,
capabilities of 2021.
8 of the 20 answers rest on defaults of Microsoft.
Why: guestlist can contoso chat litware

"#]]
        .raw()
    );
}

#[test]
fn every_door_for_a_partner() {
    assert_data_eq!(
        five().ok(&["access", "northwind"]),
        str![[r#"
Every door of 3 tenants for northwind (northwind.de, northwindtraders.com)

contoso
  ✗ chat, calls and presence: directly, own accounts                        shut
    ✗ contoso allows 2 domains; northwind.de, northwindtraders.com are not among
      them                                      tenants/contoso.guestlist.yaml:7
  ✓ guests in our teams and channels                            open on our side
    ✓ contoso accepts guests in Teams           tenants/contoso.guestlist.yaml:8
    ? whether Northwind Traders lets its people be guests elsewhere
                                                                  not known here
      5 settings at Microsoft's defaults, stated nowhere
  ✓ chat: as our guests                                         open on our side
      for the same reasons as guests above
      6 settings at Microsoft's defaults, stated nowhere
  ✓ files: as our guests                                        open on our side
      for the same reasons as guests above
      7 settings at Microsoft's defaults, stated nowhere
  ✓ our people as guests in their teams                         open on our side
    ? whether Northwind Traders invites them and lets them in     not known here
      1 setting at Microsoft's default, stated nowhere
  ✓ chat: with a personal Teams account                                     open
      4 settings at Microsoft's defaults, stated nowhere
      whether contoso takes only accounts in its extended directory is not known

litware, woodgrove                             2 tenants alike; told for litware
  ~ chat, calls and presence: directly, own accounts           differs by domain
    northwind.de                                                            shut
    ✗ litware blocks northwind.de                              guestlist.yaml:14
    northwindtraders.com                                        open on our side
    ✓ litware does not block northwindtraders.com              guestlist.yaml:14
    ? Northwind Traders must allow litwareinc.com too             not known here
      1 setting at Microsoft's default, stated nowhere
  ✗ guests in our teams and channels                                        shut
    ✗ litware accepts no guests in Teams: guest access is off  guestlist.yaml:15
  ✗ chat: as our guests                                                     shut
      for the same reasons as guests above
  ✗ files: as our guests                                                    shut
      for the same reasons as guests above
  ✓ our people as guests in their teams                         open on our side
    ? whether Northwind Traders invites them and lets them in     not known here
      1 setting at Microsoft's default, stated nowhere
  ✓ chat: with a personal Teams account                                     open
      4 settings at Microsoft's defaults, stated nowhere
      whether litware takes only accounts in its extended directory is not known

Beside chat and teams: contoso, litware, woodgrove
  ✓ invitations as guests                                      open, not managed
  ✓ their people as guests here                                open, not managed
  ✓ our people as guests there                                 open, not managed
  ✗ their people in shared channels here                       shut, not managed
      cross_tenant_access.default.b2b_direct_connect_inbound.users is blocked
      (Microsoft's default)
      cross_tenant_access.default.b2b_direct_connect_inbound.applications is
      blocked (Microsoft's default)
  ✗ our people in shared channels there                        shut, not managed
      cross_tenant_access.default.b2b_direct_connect_outbound.users is blocked
      (Microsoft's default)
      cross_tenant_access.default.b2b_direct_connect_outbound.applications is
      blocked (Microsoft's default)
  ✓ content of groups                                          open, not managed
  ✓ files and sites in SharePoint                              open, not managed
  ✓ files in OneDrive                                          open, not managed
  ? calendars, for everybody (organisation relationship)  not known, not managed
      nothing is known of exchange.organization_relationships
  ? calendars, as people share them (sharing policy)      not known, not managed
      nothing is known of exchange.sharing_policies
  ✓ meetings by link, without an account                       open, not managed
  ? conversations in Viva Engage                          not known, not managed
      viva_engage.external_messaging is not known
  ✓ content of Power BI, for guests                            open, not managed

Single sites, groups, teams and meetings can be narrower than their tenant; what
people share one by one is not looked at.
From what the files state, on 2026-11-20, capabilities of 2021.

"#]]
        .raw()
    );
}

#[test]
fn every_door_for_one_capability_of_a_domain_that_nobody_declares() {
    let text = five().ok(&["access", "competitor.example", "--capability", "files"]);
    assert_data_eq!(
        text,
        str![[r#"
Every door of 3 tenants for competitor.example

contoso
  ✗ files: directly, own accounts                                           shut
    ✗ direct contact carries chat and calls, never files     capabilities, row 5
  ✓ files: as our guests                                        open on our side
    ✓ contoso accepts guests in Teams           tenants/contoso.guestlist.yaml:8
    ? whether competitor.example lets its people be guests elsewhere; people
      without an organisation of their own sign in with a one-time code
                                                                  not known here
      7 settings at Microsoft's defaults, stated nowhere
  ✓ files: our people as their guests                           open on our side
    ? whether competitor.example invites them and lets them in    not known here
      1 setting at Microsoft's default, stated nowhere
  ✗ files: with a personal Teams account                                    shut
    ✗ direct contact carries chat and calls, never files     capabilities, row 5

litware, woodgrove                             2 tenants alike; told for litware
  ✗ files: directly, own accounts                                           shut
    ✗ direct contact carries chat and calls, never files     capabilities, row 5
  ✗ files: as our guests                                                    shut
    ✗ litware accepts no guests in Teams: guest access is off  guestlist.yaml:15
  ✓ files: our people as their guests                           open on our side
    ? whether competitor.example invites them and lets them in    not known here
      1 setting at Microsoft's default, stated nowhere
  ✗ files: with a personal Teams account                                    shut
    ✗ direct contact carries chat and calls, never files     capabilities, row 5

Single sites, groups, teams and meetings can be narrower than their tenant; what
people share one by one is not looked at.
From what the files state, on 2026-11-20, capabilities of 2021.

"#]]
        .raw()
    );
}

#[test]
fn markdown_and_mermaid() {
    let w = five();
    assert_data_eq!(w.ok(&["access", "--format", "markdown"]), str![[r#"
## May people of the row chat with people of the column?

3 tenants and 2 partners, 20 answers. From what the files state, on 2026-11-20, capabilities of 2021.

| | | 1 | 2 | 3 | 4 | 5 |
| --: | --- | :-: | :-: | :-: | :-: | :-: |
| 1 | contoso | · | ✓ | G | g | ✓ |
| 2 | fabrikam | ✓ | · | g | ? | g |
| 3 | litware | G | g | · | ? | ✓ |
| 4 | northwind | g | ? | ? | · | ? |
| 5 | woodgrove | ✓ | g | ✓ | ? | · |

| Mark | Answers | Meaning |
| :-: | --: | --- |
| ✓ | 6 | yes, directly&#58; each with their own account |
| G | 2 | yes, but only as a guest, once invited; not, or not surely, directly |
| ? | 6 | depends on what is not known here, mostly on their rules |
| g | 6 | not directly; whether as a guest is not known here |

| Row | Who |
| --: | --- |
| 1 | Contoso, tenant |
| 2 | fabrikam, partner |
| 3 | litware, tenant |
| 4 | Northwind Traders, partner |
| 5 | woodgrove, tenant |

8 of the 20 answers rest on defaults of Microsoft.

"#]].raw());
    assert_data_eq!(
        w.ok(&["access", "--format", "mermaid"]),
        str![[r#"
flowchart LR
  %% chat-across-organisations: an arrow starts at who asks
  o0["Contoso"]
  o1(["fabrikam"])
  o2["litware"]
  o3(["Northwind Traders"])
  o4["woodgrove"]
  o0 <-->|"yes, directly"| o1
  o0 <==>|"yes, as a guest"| o2
  o0 <-.->|"not directly#59; as a guest#58; not known"| o3
  o0 <-->|"yes, directly"| o4
  o1 <-.->|"not directly#59; as a guest#58; not known"| o2
  o1 <-.->|"not known"| o3
  o1 <-.->|"not directly#59; as a guest#58; not known"| o4
  o2 <-.->|"not known"| o3
  o2 <-->|"yes, directly"| o4
  o3 <-.->|"not known"| o4

"#]]
        .raw()
    );
}

#[test]
fn what_rests_on_defaults_is_not_known_without_them() {
    let w = five();
    let (_, with) = w.json(&["access"]);
    let (_, without) = w.json(&["access", "--no-defaults"]);
    let answers = |document: &serde_json::Value| -> Vec<serde_json::Value> {
        let rows = document["answers"].as_array().unwrap().clone();
        rows.iter()
            .flat_map(|row| row.as_array().unwrap().clone())
            .collect()
    };
    let (a, b) = (answers(&with), answers(&without));
    let differ = a.iter().zip(&b).filter(|(a, b)| a != b).count();
    assert_eq!(with["assumed"], differ);
    assert!(differ > 0);
    assert_eq!(without["assumed"], serde_json::Value::Null);
}

#[test]
fn the_matrix_of_what_is_recorded() {
    let w = five();
    w.apply();
    w.write(
        "tenants/contoso.guestlist.yaml",
        "tenants:\n  contoso: { domains: [contoso.com] }\n",
    );
    let asked = |arguments: &[&str]| {
        let (_, document) = w.json(arguments);
        (document["answers"].clone(), document["recorded"].clone())
    };
    let (desired, none) = asked(&["access"]);
    let (recorded, serial) = asked(&["access", "--recorded"]);
    assert_eq!(none, serde_json::Value::Null);
    assert_eq!(serial, 1);
    assert_eq!(asked(&["access", "--at", "1"]).0, recorded);
    // What no file states any longer still counts as it is recorded.
    assert_eq!(desired, recorded);
    let nothing = w.ok(&["access", "--at", "0"]);
    assert!(nothing.starts_with("No pair to ask about"), "{nothing}");
}

#[test]
fn doors_for_programs() {
    let (code, document) = five().json(&["access", "northwind"]);
    assert_eq!(code, 0);
    let contoso = &document["tenants"][0];
    assert_eq!(contoso["tenant"], "contoso");
    let direct = &contoso["doors"][0];
    assert_eq!(direct["door"], "external");
    assert_eq!(direct["state"], "shut");
    let reasons = direct["by_domain"][0]["reasons"].as_array().unwrap();
    let shut = reasons.iter().find(|r| r["state"] == "shut").unwrap();
    assert_eq!(shut["address"], "contoso.external_access.allowed_domains");
    assert_eq!(shut["location"]["line"], 7);
    assert_eq!(document["tenants"][1]["doors"][0]["state"], "mixed");
    let systems = contoso["systems"].as_array().unwrap();
    let files = systems
        .iter()
        .find(|s| s["door"] == "files and sites in SharePoint")
        .unwrap();
    assert_eq!(
        (files["state"].as_str(), files["managed"].as_bool()),
        (Some("open"), Some(false))
    );
    assert_eq!(files["reasons"][0]["basis"], "default");
}

#[test]
fn words_that_name_nobody_are_answered() {
    let w = five();
    let run = w.run(&["access", "northwnd"]);
    assert_eq!(run.code, 1);
    assert!(
        crate::support::Workspace::said(&run).contains("did you mean northwind?"),
        "{}",
        run.err
    );
    let run = w.run(&["access", "--capability", "chatt"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("did you mean chat?"), "{}", run.err);
}

#[test]
fn doors_that_differ_by_our_own_domain_name_that_one() {
    let w = crate::support::Workspace::of(
        "\
version: 1
tenants:
  contoso: { domains: [contoso.com, contoso.nl] }
partners:
  northwind:
    domains: [northwind.de, northwindtraders.com]
    confirmed: { external_access: [contoso.com], by: it@northwind.de, date: 2026-11-02 }
",
    );
    let text = w.ok(&["access", "northwind"]);
    for line in [
        "    for our contoso.com                                                     open\n",
        "    for our contoso.nl                                     open here, shut there\n",
    ] {
        assert!(text.contains(line), "{text}");
    }
    let (_, document) = w.json(&["access", "northwind"]);
    let parts = &document["tenants"][0]["doors"][0]["by_domain"];
    assert_eq!(parts[0]["own_domains"], serde_json::json!(["contoso.com"]));
    assert_eq!(parts[0]["domains"], serde_json::json!([]));
}
