//! Policies of single people, meetings, single teams, Skype for Business.

use serde_json::{Value, json};

use crate::support::Workspace;

const POLICIES: &str = "\
version: 1
tenants:
  contoso:
    domains: [contoso.com]
    external_access: { enabled: true, allowed_domains: none }
    external_access_policies:
      global: { federation_access: false }
      Sales staff:
        reason: Sells to Litware
        ticket: SEC-7
        communication_with_external_orgs: allow_specific_external_domains
        allowed_domains: [litwareinc.com]
        users: [ann@contoso.com]
    meetings:
      disable_anonymous_join: false
      policies: { global: { auto_admitted_users: everyone_in_company } }
    teams:
      email_into_channels: false
      storage: { dropbox: false }
      teams: { Launch: { guests_create_update_channels: true } }
  litware: { domains: [litwareinc.com] }
";

fn errors(document: &Value) -> Vec<(i64, &str)> {
    let findings = document["findings"].as_array().unwrap().iter();
    let errors = findings.filter(|f| f["severity"] == "error");
    let place = |f: &'_ Value| f["location"]["line"].as_i64().unwrap();
    errors
        .map(|f| (place(f), f["rule"].as_str().unwrap()))
        .collect()
}

fn addresses(w: &Workspace, action: &str) -> Vec<String> {
    let (_, plan) = w.json(&["plan"]);
    assert_eq!(plan["valid"], true, "{plan}");
    let changes = plan["changes"].as_array().unwrap().iter();
    let changes = changes.filter(|c| c["action"] == action);
    changes
        .map(|c| c["address"].as_str().unwrap().to_owned())
        .collect()
}

fn direct(w: &Workspace, question: [&str; 3]) -> Value {
    let (_, answer) = w.json(&["can", question[0], question[1], question[2]]);
    answer["routes"][0].clone()
}

#[test]
fn sections_are_planned_recorded_and_then_unchanged() {
    let w = Workspace::of(POLICIES);
    let created = addresses(&w, "create");
    for address in [
        "contoso.external_access_policies[\"Sales staff\"]",
        "contoso.external_access_policies[\"Sales staff\"].allowed_domains",
        "contoso.external_access_policies[global].federation_access",
        "contoso.meetings.disable_anonymous_join",
        "contoso.meetings.policies[global].auto_admitted_users",
        "contoso.teams.email_into_channels",
        "contoso.teams.storage.dropbox",
        "contoso.teams.teams[Launch].guests_create_update_channels",
    ] {
        assert!(created.iter().any(|c| c == address), "{address}");
    }
    w.apply();
    for action in ["create", "update", "delete", "forget"] {
        assert_eq!(addresses(&w, action), Vec::<String>::new());
    }
}

#[test]
fn a_policy_is_deleted_with_absent_and_forgotten_with_a_finding() {
    let w = Workspace::of(POLICIES);
    w.apply();
    let start = POLICIES.find("      Sales staff:").unwrap();
    let end = POLICIES.find("    meetings:").unwrap();
    let with = |instead: &str| format!("{}{instead}{}", &POLICIES[..start], &POLICIES[end..]);
    w.write("guestlist.yaml", &with("      Sales staff: absent\n"));
    let deleted = addresses(&w, "delete");
    assert_eq!(deleted.len(), 4, "{deleted:?}");
    w.write("guestlist.yaml", &with(""));
    assert_eq!(addresses(&w, "forget").len(), 4);
    let (_, plan) = w.json(&["plan"]);
    assert!(Workspace::rules(&plan).contains(&"object-left-behind"));
    // What is recorded and stays behind still counts for the person.
    let route = direct(&w, ["ann@contoso.com", "chat", "litware"]);
    assert_eq!(route["answer"], "yes", "{route}");
}

#[test]
fn an_update_of_a_policy_names_what_comes_and_goes() {
    let w = Workspace::of(POLICIES);
    w.apply();
    w.write(
        "guestlist.yaml",
        &POLICIES.replace(
            "[litwareinc.com]\n        users",
            "[fabrikam.com]\n        users",
        ),
    );
    let (_, plan) = w.json(&["plan"]);
    let change = &plan["changes"][0];
    assert_eq!(change["section"], "external_access_policies");
    assert_eq!(
        (&change["added"], &change["removed"]),
        (&json!(["fabrikam.com"]), &json!(["litwareinc.com"]))
    );
}

#[test]
fn what_the_service_would_refuse_stands_at_its_line() {
    let w = Workspace::of(
        "version: 1
tenants:
  contoso:
    domains: [contoso.com]
    external_access_policies:
      global:
        communication_with_external_orgs: block_all_external_domains
        allowed_domains: [fabrikam.com]
        users: [eve@contoso.com]
      Tag:Law: {}
      Global: {}
      Sales:
        communication_with_external_orgs: allow_specific_external_domains
        allowed_domains: []
        users: [ann@contoso.com, not an address]
        groups: [sales]
      Board: { users: [zoe@contoso.com], group_rank: 0 }
      Staff: { users: [zoe@contoso.com] }
    meetings:
      policies:
        global: absent
        Sales: { AutoAdmittedUsers: Everyone }
    teams: { teams: { Launch: { guests_delete_channel: true } } }
",
    );
    let (code, document) = w.json(&["validate"]);
    assert_eq!(code, 1);
    assert_eq!(
        errors(&document),
        [
            (7, "contradiction"),
            (8, "contradiction"),
            (9, "contradiction"),
            (10, "invalid-value"),
            (11, "invalid-value"),
            (14, "empty-list"),
            (15, "invalid-value"),
            (16, "contradiction"),
            (17, "invalid-value"),
            (18, "contradiction"),
            (21, "contradiction"),
            (22, "retired-setting"),
            (23, "unknown-key"),
        ],
        "{document:#}"
    );
}

#[test]
fn what_is_over_is_explained_with_its_successor_and_never_planned() {
    for (stated, date, fix) in [
        (
            "external_communications: off_completely",
            "31 July 2021",
            "external_access: { enabled: false }",
        ),
        (
            "external_communications: on_except_for_blocked_domains",
            "31 July 2021",
            "allowed_domains: all }",
        ),
        (
            "external_communications: on_only_for_allowed_domains",
            "31 July 2021",
            "allowed_domains: [fabrikam.com] }",
        ),
        ("skype_consumer: true", "5 May 2025", "teams_consumer"),
    ] {
        let w = Workspace::of(&format!(
            "version: 1
tenants:
  contoso:
    domains: [contoso.com]
    skype_for_business: {{ {stated} }}
"
        ));
        let (_, document) = w.json(&["validate"]);
        assert_eq!(errors(&document), [(5, "retired-setting")], "{stated}");
        let finding = &document["findings"][0];
        assert!(finding["message"].as_str().unwrap().contains(date));
        assert!(finding["help"].as_str().unwrap().contains(fix), "{finding}");
        let (_, plan) = w.json(&["plan"]);
        assert_eq!(
            (&plan["valid"], &plan["changes"]),
            (&json!(false), &json!(null))
        );
    }
    let w = Workspace::of("version: 1\ntenants: { contoso: { domains: [contoso.com] } }\n");
    let page = w.ok(&[
        "explain",
        "contoso.skype_for_business.external_communications",
    ]);
    assert!(page.contains("31 July 2021"), "{page}");
}

#[test]
fn the_policy_of_a_person_decides_before_the_lists_and_is_named() {
    let w = Workspace::of(POLICIES);
    let ann = direct(&w, ["ann@contoso.com", "chat", "litware"]);
    assert_eq!(ann["answer"], "yes", "{ann}");
    let stranger = direct(&w, ["ann@contoso.com", "chat", "fabrikam.com"]);
    let reason = &stranger["reasons"][0];
    assert_eq!(stranger["answer"], "no");
    assert_eq!(
        reason["address"],
        "contoso.external_access_policies[\"Sales staff\"].allowed_domains"
    );
    assert!(reason["text"].as_str().unwrap().contains("Sales staff"));
    // Everybody else, and the organisation as a whole, has the policy of everybody.
    for who in ["bob@contoso.com", "contoso", "contoso.com"] {
        let route = direct(&w, [who, "chat", "litware"]);
        assert_eq!(route["answer"], "no", "{who}: {route}");
        assert_eq!(
            route["reasons"][0]["address"],
            "contoso.external_access_policies[global].federation_access"
        );
    }
    // The switch outranks every policy.
    w.write(
        "guestlist.yaml",
        &POLICIES.replace("enabled: true", "enabled: false"),
    );
    let off = direct(&w, ["ann@contoso.com", "chat", "litware"]);
    assert_eq!(
        off["reasons"][0]["address"],
        "contoso.external_access.enabled"
    );
}

#[test]
fn who_may_have_the_policy_of_a_group_is_answered_only_if_policies_agree() {
    let with = |which: &str| {
        Workspace::of(&POLICIES.replace(
            "      Sales staff:",
            &format!(
                "      Board: {{ communication_with_external_orgs: {which}, groups: [board], group_rank: 1 }}\n      Sales staff:"
            ),
        ))
    };
    let bob = ["bob@contoso.com", "chat", "litware"];
    let differ = direct(&with("allow_all_external_domains"), bob);
    assert_eq!(differ["answer"], "unknown", "{differ}");
    let agree = direct(&with("block_all_external_domains"), bob);
    assert_eq!(agree["answer"], "no", "{agree}");
    // A policy of one's own outranks those of groups.
    let ann = direct(
        &with("block_all_external_domains"),
        ["ann@contoso.com", "chat", "litware"],
    );
    assert_eq!(ann["answer"], "yes");
}

#[test]
fn a_no_for_meetings_says_that_people_can_join_by_link() {
    let shut = "\
version: 1
tenants:
  contoso:
    domains: [contoso.com]
    external_access: { enabled: false }
    guest_access: { enabled: false }
    meetings: { disable_anonymous_join: JOIN }
  litware: { domains: [litwareinc.com], guest_access: { enabled: false } }
";
    for (join, said) in [("false", "on at contoso"), ("true", "off at contoso")] {
        let w = Workspace::of(&shut.replace("JOIN", join));
        let (_, answer) = w.json(&["can", "contoso", "meeting", "litware"]);
        // Rules of single meetings are not looked at: never a no.
        assert_eq!(answer["answer"], "unknown");
        for route in answer["routes"].as_array().unwrap() {
            let reasons = route["reasons"].to_string();
            assert!(
                reasons.contains("can still join by the meeting's link"),
                "{reasons}"
            );
            assert!(reasons.contains(said), "{reasons}");
        }
    }
}

#[test]
fn policies_are_entries_with_their_notes_and_explained() {
    let w = Workspace::of(POLICIES);
    let (_, document) = w.json(&["entries"]);
    let rows = document["entries"].as_array().unwrap();
    let row = rows
        .iter()
        .find(|r| r["address"] == "contoso.external_access_policies[\"Sales staff\"]")
        .unwrap();
    assert_eq!(
        (&row["reason"], &row["ticket"]),
        (&json!("Sells to Litware"), &json!("SEC-7"))
    );
    let page = w.ok(&[
        "explain",
        "contoso.external_access_policies[\"Sales staff\"].communication_with_external_orgs",
    ]);
    assert!(page.contains("CommunicationWithExternalOrgs"), "{page}");
    assert!(page.contains("CsExternalAccessPolicy"), "{page}");
}

#[test]
fn official_names_are_answered_with_the_key_of_the_policy() {
    let w = Workspace::of(&POLICIES.replace(
        "federation_access: false",
        "EnableFederationAccess: false, EnableXmppAccess: true",
    ));
    let (_, document) = w.json(&["validate"]);
    assert_eq!(
        errors(&document),
        [(7, "retired-setting"), (7, "retired-setting")]
    );
    let help = document["findings"].to_string();
    assert!(help.contains("\"federation_access: false\""), "{help}");
}

#[test]
fn settings_of_a_policy_that_do_nothing_are_told_policy_by_policy() {
    let w = Workspace::of(
        "version: 1
tenants:
  contoso:
    domains: [contoso.com]
    external_access: { enabled: true, teams_consumer: { enabled: false } }
    external_access_policies:
      Sales: { allowed_domains: [fabrikam.com], teams_consumer_inbound: true }
      Law: { federation_access: false, communication_with_external_orgs: block_all_external_domains }
      Board: { communication_with_external_orgs: block_specific_external_domains, blocked_domains: [fabrikam.com] }
    meetings:
      disable_anonymous_join: true
      policies: { global: { anonymous_users_join_meeting: true } }
    guest_access: { enabled: false }
    teams: { teams: { Launch: { guests_delete_channels: true } } }
",
    );
    let (_, document) = w.json(&["validate"]);
    let findings = document["findings"].as_array().unwrap().iter();
    let idle = findings.filter(|f| f["rule"] == "setting-without-effect");
    let mut addresses: Vec<&str> = idle.map(|f| f["address"].as_str().unwrap()).collect();
    addresses.sort_unstable();
    assert_eq!(
        addresses,
        [
            "contoso.external_access_policies[Law].communication_with_external_orgs",
            "contoso.external_access_policies[Sales].allowed_domains",
            "contoso.external_access_policies[Sales].teams_consumer_inbound",
            "contoso.meetings.policies[global].anonymous_users_join_meeting",
            "contoso.teams.teams[Launch].guests_delete_channels",
        ]
    );
    let page = w.run(&["validate"]);
    let text = page.out + &page.err;
    assert!(
        text.contains("external_access_policies[Sales].allowed_domains does"),
        "{text}"
    );
}

#[test]
fn a_plan_says_whom_policies_and_meetings_let_in() {
    let before = POLICIES.replace(
        "disable_anonymous_join: false",
        "disable_anonymous_join: true",
    );
    let w = Workspace::of(&before);
    w.apply();
    w.write(
        "guestlist.yaml",
        &POLICIES.replace(
            "[litwareinc.com]\n        users",
            "[litwareinc.com, fabrikam.com]\n        users",
        ),
    );
    let page = w.run(&["plan"]);
    let text = page.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains("people who join meetings by link without signing in"),
        "{}",
        page.out
    );
    assert!(
        text.contains("other organisations, for people with a policy of their own"),
        "{}",
        page.out
    );
    assert!(!text.contains("joining by meeting link"), "{}", page.out);
}

#[test]
fn a_partner_with_a_server_of_its_own_is_told_what_to_do_there() {
    let w = Workspace::of(
        "version: 1
partners: { fabrikam: { domains: [fabrikam.com], skype_for_business_server: true } }
tenants: { contoso: { domains: [contoso.com] } }
",
    );
    let letter = w.ok(&["ask", "fabrikam"]);
    assert!(letter.contains("New-CsAllowedDomain"), "{letter}");
    assert!(!letter.contains("Teams admin centre"), "{letter}");
    let (_, document) = w.json(&["validate"]);
    assert!(Workspace::rules(&document).contains(&"legacy-sfb-partner"));
    let answer = w.ok(&["can", "contoso", "chat", "fabrikam"]);
    assert!(
        answer.contains("runs Skype for Business Server"),
        "{answer}"
    );
}

#[test]
fn what_would_open_the_way_is_said_for_the_policy_that_shut_it() {
    let w = Workspace::of(
        "version: 1
tenants:
  contoso:
    domains: [contoso.com]
    external_access_policies:
      Sales: { communication_with_external_orgs: allow_specific_external_domains, allowed_domains: [fabrikam.com], users: [ann@contoso.com] }
      Law: { communication_with_external_orgs: block_all_external_domains, users: [zoe@contoso.com] }
      Lab: { communication_with_external_orgs: block_specific_external_domains, blocked_domains: [litwareinc.com], users: [dan@contoso.com] }
      Shop floor: { federation_access: false, users: [bob@contoso.com] }
    guest_access: { enabled: false }
  litware: { domains: [litwareinc.com], guest_access: { enabled: false } }
",
    );
    for (person, expected) in [
        (
            "ann",
            "add to allowed_domains of contoso guestlist.yaml:6 - tenant: litware",
        ),
        (
            "zoe",
            "communication_with_external_orgs: allow_specific_external_domains allowed_domains: - \
             tenant: litware",
        ),
        ("dan", "take litwareinc.com off blocked_domains of contoso"),
        (
            "bob",
            "contoso.external_access_policies[\"Shop floor\"].federation_access guestlist.yaml:9 \
             federation_access: true",
        ),
    ] {
        let page = w.ok(&["can", &format!("{person}@contoso.com"), "chat", "litware"]);
        let flat = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(expected), "{person}: {page}");
    }
}
