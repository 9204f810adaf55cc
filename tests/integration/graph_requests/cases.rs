//! Single cases: what is said, in which order, and what is left to a person.

use guestlist::interop::write::{GraphStep, Target, Task, Wanted};
use guestlist::interop::{self, Options};
use guestlist::model::Value;
use guestlist::model::section::{ABSENT, PRESENT};
use guestlist::model::sections::setting;
use serde_json::{Value as Json, json};

use super::{GROUP, PARTNER, key, read, set, task, wanted, written};
use crate::imports::fixture;

const ALLOWED: &str = "entra_b2b.invitations.allowed_domains";
const BLOCKED: &str = "entra_b2b.invitations.blocked_domains";
const PARTNERS: &str = "cross_tenant_access.partners[]";

fn of(changes: Vec<Wanted>) -> Task {
    Task {
        wanted: changes,
        ..task()
    }
}

fn line(step: &GraphStep) -> String {
    format!("{} {} {}", step.phase, step.method, step.url)
}

fn lines(steps: &[GraphStep]) -> Vec<String> {
    steps.iter().map(line).collect()
}

/// The lists in a definition.
fn lists(body: &Json) -> Json {
    let text = body["definition"][0].as_str().unwrap();
    let policy: Json = serde_json::from_str(text).unwrap();
    policy["B2BManagementPolicy"]["InvitationsAllowedAndBlockedDomainsPolicy"].clone()
}

#[test]
fn invitation_lists_say_one_mode_and_never_two() {
    let all = Value::text("all");
    let none = Value::text("none");
    let one = set(&["fabrikam.com"]);
    for (allowed, blocked, expected) in [
        (&all, &set(&[]), json!({ "BlockedDomains": [] })),
        (
            &all,
            &one,
            json!({ "AllowedDomains": [], "BlockedDomains": ["fabrikam.com"] }),
        ),
        (&none, &set(&[]), json!({ "AllowedDomains": [] })),
        (
            &one,
            &set(&[]),
            json!({ "AllowedDomains": ["fabrikam.com"], "BlockedDomains": [] }),
        ),
    ] {
        let task = of(vec![
            wanted(ALLOWED, None, None, allowed.clone()),
            wanted(BLOCKED, None, None, blocked.clone()),
        ]);
        let (document, out) = written(&task);
        let [step] = document.steps.as_slice() else {
            panic!("{document:?}")
        };
        assert_eq!(lists(step.body.as_ref().unwrap()), expected);
        assert_eq!(lists(&step.instead.as_ref().unwrap().body), expected);
        assert_eq!(step.merge.as_deref(), Some("definition"));
        let observed = read(&out.text);
        assert_eq!(&observed.values[&key(ALLOWED, None)].value, allowed);
        assert_eq!(&observed.values[&key(BLOCKED, None)].value, blocked);
    }
    // Both lists, a list beside something unknown, and one that is too long.
    let many: Vec<String> = (0..2_000).map(|n| format!("a{n}.example.com")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    for (changes, why) in [
        (vec![(ALLOWED, &one), (BLOCKED, &one)], "never both"),
        (
            vec![(BLOCKED, &one)],
            "state entra_b2b.invitations.allowed_domains",
        ),
        (
            vec![(ALLOWED, &all)],
            "state entra_b2b.invitations.blocked_domains",
        ),
        (
            vec![(ALLOWED, &set(&many)), (BLOCKED, &set(&[]))],
            "takes 25,000",
        ),
    ] {
        let changes = changes.into_iter();
        let changes = changes.map(|(key, value)| wanted(key, None, None, value.clone()));
        let (document, out) = written(&of(changes.collect()));
        assert!(document.steps.is_empty());
        assert!(
            out.manual.iter().all(|m| m.why.contains(why)),
            "{:?}",
            out.manual
        );
    }
}

#[test]
fn a_list_of_which_entries_come_and_go_closes_first() {
    let task = of(vec![
        wanted(
            ALLOWED,
            None,
            Some(set(&["fabrikam.com", "old.example.com"])),
            set(&["fabrikam.com", "new.example.com"]),
        ),
        wanted(
            "entra_b2b.invites_from",
            None,
            Some(Value::text("none")),
            Value::text("everyone"),
        ),
        wanted(
            "entra_b2b.guest_user_role",
            None,
            Some(Value::text("user")),
            Value::text("restricted_guest"),
        ),
    ]);
    let (document, _) = written(&task);
    let told: Vec<Json> = document
        .steps
        .iter()
        .filter_map(|step| step.body.clone())
        .map(|body| {
            if body.get("definition").is_some() {
                lists(&body)
            } else {
                body
            }
        })
        .collect();
    assert_eq!(
        told,
        [
            json!({ "AllowedDomains": ["fabrikam.com"], "BlockedDomains": [] }),
            json!({ "guestUserRoleId": "2af84b1e-32c8-42b7-82bc-daa82404023b" }),
            json!({ "AllowedDomains": ["fabrikam.com", "new.example.com"], "BlockedDomains": [] }),
            json!({ "allowInvitesFrom": "everyone" }),
        ]
    );
    // Read back is what counts at the end, once for each object.
    assert_eq!(document.read_back.len(), 2);
    let last = json!({
        "allowInvitesFrom": "everyone",
        "guestUserRoleId": "2af84b1e-32c8-42b7-82bc-daa82404023b",
    });
    assert_eq!(document.read_back[1].must, Some(last));
}

#[test]
fn a_partner_is_made_before_what_hangs_on_it_and_goes_after_it() {
    let users = "cross_tenant_access.partners[].b2b_direct_connect_inbound.users";
    let sync = "cross_tenant_access.partners[].identity_synchronization.users_inbound";
    let name = Some("fabrikam");
    let mut made = of(vec![
        wanted(PARTNERS, name, None, Value::text(PRESENT)),
        wanted(users, name, None, Value::text("allowed")),
        wanted(sync, name, None, Value::Flag(false)),
    ]);
    // Without its id Graph does not know it; and nothing but an id gets into an address.
    for id in [None, Some("x/../../groupSettings"), Some("' or '1' eq '1")] {
        let id = id.map(|id| ("fabrikam".to_owned(), id.to_owned()));
        made.ids = id.into_iter().collect();
        let (document, out) = written(&made);
        assert!(document.steps.is_empty());
        assert_eq!(out.manual.len(), 3);
        assert!(
            out.manual[0]
                .why
                .contains("state tenant_id of partner fabrikam")
        );
    }
    made.ids
        .insert("fabrikam".to_owned(), PARTNER.to_uppercase());
    let (document, _) = written(&made);
    let partners = "https://graph.microsoft.com/v1.0/policies/crossTenantAccessPolicy/partners";
    assert_eq!(
        lines(&document.steps),
        [
            format!("replace POST {partners}"),
            format!("replace PATCH {partners}/{PARTNER}/identitySynchronization"),
        ]
    );
    let all = json!([{ "target": "AllUsers", "targetType": "user" }]);
    let half = json!({ "usersAndGroups": { "accessType": "allowed", "targets": all } });
    let body = json!({ "tenantId": PARTNER, "b2bDirectConnectInbound": half });
    assert_eq!(document.steps[0].body, Some(body));
    let again = document.steps[0].instead.as_ref().unwrap();
    assert_eq!(
        (again.when.as_str(), again.method.as_str()),
        ("there", "PATCH")
    );
    // Whom an existing one is about stays, as long as nothing is said of that.
    let half = json!({ "usersAndGroups": { "accessType": "allowed" } });
    assert_eq!(again.body, json!({ "b2bDirectConnectInbound": half }));
    assert_eq!(again.merge.as_deref(), Some("members"));

    let mut gone = of(vec![wanted(PARTNERS, name, None, Value::text(ABSENT))]);
    gone.ids = made.ids;
    gone.known.insert(key(sync, name), Value::Flag(true));
    let (document, out) = written(&gone);
    assert_eq!(
        lines(&document.steps),
        [
            format!("replace DELETE {partners}/{PARTNER}/identitySynchronization"),
            format!("replace DELETE {partners}/{PARTNER}"),
        ]
    );
    assert!(document.read_back.iter().all(|read| read.must.is_none()));
    let observed = read(&out.text);
    assert_eq!(
        observed.values[&key(PARTNERS, Some(PARTNER))].value,
        Value::text(ABSENT)
    );
}

#[test]
fn a_setting_is_told_whole_with_what_is_known_and_merged_where_it_is_not() {
    let at = |half: &str| format!("cross_tenant_access.default.b2b_collaboration_inbound.{half}");
    let users = at("users");
    let mut task = of(vec![wanted(&users, None, None, Value::text("blocked"))]);
    let (document, _) = written(&task);
    assert_eq!(document.steps[0].merge.as_deref(), Some("members"));
    for (half, value) in [
        ("user_targets", set(&["all_users"])),
        ("applications", Value::text("blocked")),
        ("application_targets", set(&["office365"])),
    ] {
        task.known.insert(key(&at(half), None), value);
    }
    let (document, _) = written(&task);
    assert_eq!(document.steps[0].merge, None);
    let body = document.steps[0].body.as_ref().unwrap();
    assert_eq!(
        body["b2bCollaborationInbound"]["applications"],
        json!({
            "accessType": "blocked",
            "targets": [{ "target": "Office365", "targetType": "application" }],
        })
    );
    // null takes the default's value, and has no targets.
    let at = |half: &str| format!("{PARTNERS}.b2b_collaboration_inbound.{half}");
    let change = |half: &str, value| wanted(&at(half), Some(PARTNER), None, value);
    let (document, out) = written(&of(vec![
        change("users", Value::text("inherit")),
        change("user_targets", set(&["all_users"])),
        change("applications", Value::text("inherit")),
    ]));
    let body = document.steps[0].body.as_ref().unwrap();
    assert_eq!(body["b2bCollaborationInbound"], Json::Null);
    assert_eq!(out.manual.len(), 1);
    // Beta alone documents tenant restrictions, with devices, which guestlist has no setting for.
    let restricted = "cross_tenant_access.default.tenant_restrictions.users";
    let (document, _) = written(&of(vec![wanted(
        restricted,
        None,
        None,
        Value::text("blocked"),
    )]));
    assert!(
        document.steps[0]
            .url
            .starts_with("https://graph.microsoft.com/beta/")
    );
    assert_eq!(document.steps[0].merge.as_deref(), Some("members"));
}

#[test]
fn fabric_is_told_its_groups_while_it_is_off_and_turned_on_last() {
    let of_setting = |member: &str| format!("power_bi.external_sharing.{member}");
    let task = of(vec![
        wanted(
            &of_setting("enabled"),
            None,
            Some(Value::Flag(false)),
            Value::Flag(true),
        ),
        wanted(&of_setting("groups"), None, Some(set(&[])), set(&[GROUP])),
    ]);
    let (document, _) = written(&task);
    let bodies: Vec<&Json> = document
        .steps
        .iter()
        .filter_map(|s| s.body.as_ref())
        .collect();
    let groups = json!([{ "graphId": GROUP }]);
    assert_eq!(
        bodies,
        [
            &json!({ "enabled": false, "enabledSecurityGroups": groups }),
            &json!({ "enabled": true, "enabledSecurityGroups": groups }),
        ]
    );
    let (document, out) = written(&of(vec![wanted(
        &of_setting("groups"),
        None,
        None,
        set(&["Sales"]),
    )]));
    assert!(document.steps.is_empty());
    assert!(out.manual[0].why.contains("object id"));
}

#[test]
fn names_stay_within_their_place_in_an_address() {
    let owners = "groups.exceptions[].owners_add_guests";
    let create = "teams.teams[].guests_create_update_channels";
    let name = Some("x' or 'a' eq 'a/../{setting}?$top=1#&");
    let task = of(vec![
        wanted(owners, name, None, Value::Flag(false)),
        wanted(create, name, None, Value::Flag(false)),
    ]);
    let (document, _) = written(&task);
    let text =
        "x%27%27%20or%20%27%27a%27%27%20eq%20%27%27a%2F..%2F%7Bsetting%7D%3F%24top%3D1%23%26";
    for (step, list) in document.steps.iter().zip(["groups", "teams"]) {
        let find = &step.find[0];
        let base = "https://graph.microsoft.com/v1.0";
        assert_eq!(
            find.url,
            format!("{base}/{list}?$filter=displayName%20eq%20%27{text}%27&$select=id,displayName")
        );
        assert_eq!(find.equals.as_str(), name);
        assert!(find.must_exist);
        assert!(!step.url.contains('\''));
    }
}

#[test]
fn a_group_that_is_stated_without_a_value_is_not_opened() {
    let group = wanted(
        "groups.exceptions[]",
        Some(GROUP),
        None,
        Value::text(PRESENT),
    );
    let mut task = of(vec![group]);
    let (document, out) = written(&task);
    assert!(document.steps.is_empty());
    assert!(out.manual[0].why.contains("nothing is stated"));
    let owners = "groups.exceptions[].owners_add_guests";
    task.known
        .insert(key(owners, Some(GROUP)), Value::Flag(false));
    let (document, _) = written(&task);
    let told = json!({ "values": [{ "name": "AllowToAddGuests", "value": "false" }] });
    assert_eq!(document.steps[0].body, Some(told));
}

#[test]
fn what_is_not_for_graph_says_what_to_do() {
    let guest = Some("ann@fabrikam.com");
    let task = of(vec![
        wanted("external_access.enabled", None, None, Value::Flag(true)),
        wanted(
            "sharepoint.core_sharing",
            None,
            None,
            Value::text("disabled"),
        ),
        wanted("sharepoint.sharing", None, None, Value::text("disabled")),
        wanted("guests[]", guest, None, Value::text(PRESENT)),
        wanted("teams.teams[]", Some(GROUP), None, Value::text(ABSENT)),
        wanted(
            "microsoft_365.sway.external_sharing",
            None,
            None,
            Value::Flag(false),
        ),
        wanted(
            "groups.classifications",
            None,
            None,
            set(&["Secret, really"]),
        ),
    ]);
    let (document, out) = written(&task);
    let [step] = document.steps.as_slice() else {
        panic!("{document:?}")
    };
    assert_eq!(step.body, Some(json!({ "sharingCapability": "disabled" })));
    let said: Vec<String> = out
        .manual
        .iter()
        .map(|m| format!("{}: {}\n", m.key, m.why))
        .collect();
    snapbox::assert_data_eq!(
        said.concat(),
        snapbox::str![[r#"
microsoft_365.sway.external_sharing: no interface for it is known
sharepoint.core_sharing: Microsoft Graph has no property for it: use --to powershell
guests[ann@fabrikam.com]: an invitation, and taking an account away, is a deed towards a person; what is to become of a guest's access is decided one by one
teams.teams[2f5a1a6e-4e0c-4a3f-9a57-2f1f4f0a7c11]: a team goes with everything in it: that is no setting, and a person decides it
groups.classifications: the service keeps the list as one text with commas, and an entry holds one
external_access.enabled: Microsoft Graph has no property for it: use --to powershell

"#]]
    );
    assert_eq!(out.carried, 1);
}

#[test]
fn what_fixtures_hold_comes_back_from_the_requests() {
    for name in [
        "scubagear.json",
        "m365dsc.ps1",
        "graph-partners.json",
        "graph-users.json",
    ] {
        let text = std::fs::read(fixture(name)).unwrap();
        let text = interop::decode(&text).unwrap();
        let observed = interop::read(&text, &Options::default()).unwrap();
        let changes = observed.values.iter().map(|(key, seen)| Wanted {
            setting: setting(&key.declared()).unwrap(),
            key: key.clone(),
            before: None,
            after: seen.value.clone(),
            place: None,
        });
        let task = of(changes.collect());
        let (_, out) = written(&task);
        let again = read(&out.text);
        for (key, seen) in &observed.values {
            if out.manual.iter().all(|manual| manual.key != *key) {
                let value = again.values.get(key).map(|seen| &seen.value);
                assert_eq!(value, Some(&seen.value), "{name}: {key}");
            }
        }
        assert_eq!(out.carried == 0, name == "graph-users.json", "{name}");
    }
}

#[test]
fn a_document_that_was_tampered_with_is_read_without_being_believed() {
    let task = of(vec![wanted(
        "entra_b2b.invites_from",
        None,
        None,
        Value::text("none"),
    )]);
    let text = task.write(Target::Graph).text;
    for (from, to) in [
        ("/policies/authorizationPolicy", "/policies/somethingElse"),
        ("https://graph.microsoft.com/v1.0/policies", "policies"),
        ("\"none\"", "{ \"a\": [1] }"),
    ] {
        let observed = read(&text.replace(from, to));
        assert!(observed.values.is_empty(), "{to}");
        assert!(
            observed.not_taken.iter().any(|not| not.why.matters()),
            "{to}"
        );
    }
}

#[test]
fn a_whole_document_reads_well() {
    let name = Some("fabrikam");
    let mfa = "cross_tenant_access.partners[].inbound_trust.mfa";
    let mut task = of(vec![
        wanted(PARTNERS, name, None, Value::text(PRESENT)),
        wanted(mfa, name, None, Value::Flag(true)),
        wanted(
            "groups.owners_add_guests",
            None,
            Some(Value::Flag(true)),
            Value::Flag(false),
        ),
        wanted("external_access.enabled", None, None, Value::Flag(true)),
    ]);
    task.ids.insert("fabrikam".to_owned(), PARTNER.to_owned());
    task.tests = vec!["Add a guest to a team as its owner: it must be refused.".to_owned()];
    let (_, out) = written(&task);
    let place = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/integration/graph_requests/document.json");
    snapbox::assert_data_eq!(out.text, snapbox::Data::read_from(&place, None).raw());
}
