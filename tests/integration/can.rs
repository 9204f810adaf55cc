//! `can`, `test` and `capabilities`: what people and programs read.

use serde_json::json;
use snapbox::{IntoData, assert_data_eq, str};

use crate::support::Workspace;

const SHARED: &str = "\
version: 1
partners:
  northwind:
    display_name: Northwind
    domains: [northwindtraders.com]
";

const BASELINES: &str = "\
baselines:
  standard:
    external_access:
      enabled: true
      allowed_domains: all
    guest_access:
      enabled: false
tenants:
  litware: { domains: [litwareinc.com], baseline: standard }
  woodgrove: { domains: [woodgrove.com], baseline: standard }
";

const CONTOSO: &str = "\
tenants:
  contoso:
    domains: [contoso.com]
    baseline: standard
    external_access:
      allowed_domains:
        - fabrikam.com
";

fn group() -> Workspace {
    Workspace::new(&[
        ("guestlist.yaml", SHARED),
        ("baselines.guestlist.yaml", BASELINES),
        ("tenants/contoso.guestlist.yaml", CONTOSO),
    ])
}

#[test]
fn a_person_who_may_be_a_guest_elsewhere() {
    let text = group().ok(&["can", "ann@contoso.com", "chat", "northwindtraders.com"]);
    assert_data_eq!(
        text,
        str![[r#"
No, not directly. Only as Northwind's guest, if they invite them.

directly, each with their own account                                         no
  ✗ contoso allows 1 domain; northwindtraders.com is not it
                                                tenants/contoso.guestlist.yaml:6
  ? Northwind must allow contoso.com too                          not known here
Northwind invited as a guest to contoso                                       no
  ✗ contoso accepts no guests in Teams: guest access is off
                                                      baselines.guestlist.yaml:7
  ? whether Northwind lets its people be guests elsewhere         not known here
contoso invited as a guest to Northwind                     Northwind's decision
  ✓ contoso lets its people be guests elsewhere
                                             Microsoft's default, stated nowhere
  ? whether Northwind invites them and lets them in               not known here

1 assumption, stated nowhere:
contoso.cross_tenant_access.default.b2b_collaboration_outbound.users

To make it a direct yes
  1  add to allowed_domains of contoso          tenants/contoso.guestlist.yaml:6
       - partner: northwind
  2  ask Northwind's administrator to allow contoso.com
     (the letter to send: guestlist ask northwind)

"#]]
        .raw()
    );
}

#[test]
fn files_need_guests_and_guests_are_shut_out() {
    let text = group().ok(&["can", "bob@fabrikam.com", "share-files", "contoso"]);
    assert_data_eq!(
        text,
        str![[r#"
Not at contoso: direct contact carries chat and calls, never files, and no guest
can be let in. Only as fabrikam.com's guest, if they invite them.

directly, each with their own account                                         no
  ✗ direct contact carries chat and calls, never files       capabilities, row 5
contoso invited as a guest to fabrikam.com               fabrikam.com's decision
  ✓ contoso lets its people be guests elsewhere
                                             Microsoft's default, stated nowhere
  ? whether fabrikam.com invites them and lets them in            not known here
fabrikam.com invited as a guest to contoso                                    no
  ✗ contoso accepts no guests in Teams: guest access is off
                                                      baselines.guestlist.yaml:7
  ? whether fabrikam.com lets its people be guests elsewhere; people without an
    organisation of their own sign in with a one-time code        not known here

1 assumption, stated nowhere:
contoso.cross_tenant_access.default.b2b_collaboration_outbound.users

To make it yes, as a guest
  1  write in contoso, over the baseline "standard"
                                                tenants/contoso.guestlist.yaml:2
       guest_access: { enabled: true }
     (changing the baseline "standard" would open litware and woodgrove as well)
  2  ask fabrikam.com's administrator whether its people may be guests elsewhere
     (by default they may)
  3  invite them, and allow up to 24 hours before you test it

"#]]
        .raw()
    );
}

#[test]
fn personal_accounts() {
    let w = Workspace::of(
        "version: 1\ntenants:\n  contoso:\n    domains: [contoso.com]\n    external_access:\n      \
         teams_consumer: { enabled: true, inbound: false, restrict_to_external_user_profiles: false }\n",
    );
    let text = w.ok(&["can", "consumer", "chat", "contoso"]);
    assert_data_eq!(
        text,
        str![[r#"
Yes, but not directly: only as contoso's guest, once invited.

directly, each with their own account                                         no
  ✗ personal Teams accounts may not start a chat with contoso   guestlist.yaml:6
  ✓ next: the external access policy of contoso's people lets them talk to
    personal accounts                        Microsoft's default, stated nowhere
contoso invited as a guest to personal Teams accounts                         no
  ✗ personal accounts have no organisation that could take guests      always so
personal Teams accounts invited as a guest to contoso          yes, once invited
  ✓ contoso accepts guests in Teams          Microsoft's default, stated nowhere
  ✓ somebody at contoso may send invitations
                                             Microsoft's default, stated nowhere
  ✓ contoso may invite people of any domain  Microsoft's default, stated nowhere
  ✓ personal accounts have no organisation that could hold them back; they sign
    in with their own account or a one-time code                       always so
  ✓ guests see the content of contoso's teams
                                             Microsoft's default, stated nowhere
  ✓ team owners at contoso may add guests    Microsoft's default, stated nowhere
  ✓ contoso lets guests chat                 Microsoft's default, stated nowhere

6 assumptions, stated nowhere: contoso.entra_b2b.invitations.allowed_domains,
contoso.entra_b2b.invites_from, contoso.groups.guests_access_content,
contoso.groups.owners_add_guests, contoso.guest_access.enabled, … 1 more
Not certain
  - guest_access.enabled: On since 8 February 2021 for tenants that never set
    it, off before. The admin centre also shows "Service default"
  - entra_b2b.invites_from: US Government clouds start with none. How long a
    change takes is not documented; SharePoint's copy may lag by 24 hours
  - entra_b2b.invitations.allowed_domains: Whether a listed domain covers its
    subdomains is not documented; guestlist takes it that it does not
  - groups.owners_add_guests: Single groups and sensitivity labels can differ
  - guest_access.messaging.chat: That editing, deleting, Giphy, memes and
    stickers count in channels only while it is false is inferred

"#]]
        .raw()
    );
}

#[test]
fn an_organisation_that_no_file_names() {
    let text = group().ok(&["can", "anyone", "chat", "contoso"]);
    assert_data_eq!(
        text,
        str![[r#"
No, not directly. Only as the other organisation's guest, if they invite them.

directly, each with their own account                                         no
  ✗ contoso allows 1 domain and nobody else     tenants/contoso.guestlist.yaml:6
  ? the other organisation must allow contoso.com too             not known here
contoso invited as a guest to the other organisation
                                               the other organisation's decision
  ✓ contoso lets its people be guests elsewhere
                                             Microsoft's default, stated nowhere
  ? whether the other organisation invites them and lets them in  not known here
the other organisation invited as a guest to contoso                          no
  ✗ contoso accepts no guests in Teams: guest access is off
                                                      baselines.guestlist.yaml:7
  ? whether the other organisation lets its people be guests elsewhere; people
    without an organisation of their own sign in with a one-time code
                                                                  not known here

1 assumption, stated nowhere:
contoso.cross_tenant_access.default.b2b_collaboration_outbound.users

To make it a direct yes
  1  change contoso.external_access.allowed_domains
                                                tenants/contoso.guestlist.yaml:6
       allowed_domains: all
     (this lets in everybody who is not blocked)
  2  ask the other organisation's administrator to allow contoso.com

"#]]
        .raw()
    );
}

#[test]
fn a_blocked_person() {
    let w = Workspace::of(
        "version: 1\ntenants:\n  contoso:\n    domains: [contoso.com]\n    guest_access: { enabled: false }\n    \
         external_access:\n      blocked_users: { enabled: true, users: [eve@fabrikam.com] }\n",
    );
    let text = w.ok(&["can", "eve@fabrikam.com", "chat", "contoso"]);
    assert_data_eq!(
        text,
        str![[r#"
No, not directly. Only as fabrikam.com's guest, if they invite them.

directly, each with their own account                                         no
  ✗ contoso blocks eve@fabrikam.com                             guestlist.yaml:7
  ? fabrikam.com must allow contoso.com too                       not known here
contoso invited as a guest to fabrikam.com               fabrikam.com's decision
  ✓ contoso lets its people be guests elsewhere
                                             Microsoft's default, stated nowhere
  ? whether fabrikam.com invites them and lets them in            not known here
fabrikam.com invited as a guest to contoso                                    no
  ✗ contoso accepts no guests in Teams: guest access is off     guestlist.yaml:5
  ? whether fabrikam.com lets its people be guests elsewhere; people without an
    organisation of their own sign in with a one-time code        not known here

1 assumption, stated nowhere:
contoso.cross_tenant_access.default.b2b_collaboration_outbound.users

To make it a direct yes
  1  take them off contoso.external_access.blocked_users.users  guestlist.yaml:7
  2  ask fabrikam.com's administrator to allow contoso.com

"#]]
        .raw()
    );
    let (_, other) = w.json(&["can", "bob@fabrikam.com", "chat", "contoso"]);
    assert_eq!(other["routes"][0]["answer"], "unknown");
}

/// One line of a shared list blocks one of the partner's two domains, for two tenants.
fn two_domains() -> Workspace {
    Workspace::of(
        "\
version: 1
lists:
  rivals: [adatum.de, adatum.fr]
tenants:
  contoso: { domains: [contoso.com], external_access: { blocked_domains: [{ list: rivals }] } }
  litware: { domains: [litwareinc.com], external_access: { blocked_domains: [{ list: rivals }] } }
partners:
  adatum:
    domains: [adatum.com, adatum.de]
    confirmed: { external_access: [contoso.com], by: it@adatum.com, date: 2026-11-02 }
",
    )
}

#[test]
fn domains_that_differ_are_answered_one_by_one() {
    let w = two_domains();
    let text = w.ok(&["can", "contoso", "find", "adatum"]);
    assert_data_eq!(
        text,
        str![[r#"
It depends on the domain: yes for adatum.com; no for adatum.de.

adatum.com: Yes, directly.
directly, each with their own account                                        yes
  ✓ external access is on at contoso         Microsoft's default, stated nowhere
  ✓ the external access policy of contoso's people lets them talk to other
    organisations                            Microsoft's default, stated nowhere
  ✓ contoso allows every domain that it does not block
                                             Microsoft's default, stated nowhere
  ✓ contoso does not block adatum.com                           guestlist.yaml:5
  ✓ adatum counts as paying: no file says that it has trial licences only
                                                                guestlist.yaml:8
  ✓ it@adatum.com confirmed on 2026-11-02 that adatum allows contoso.com
                                                               guestlist.yaml:10
  ● only by e-mail or SIP address, not by name
adatum invited as a guest to contoso                                          no
  ✗ guest access does not offer search for people of the other organisation
                                                             capabilities, row 4
contoso invited as a guest to adatum                                          no
  ✗ guest access does not offer search for people of the other organisation
                                                             capabilities, row 4

adatum.de: No, neither directly nor as a guest.
directly, each with their own account                                         no
  ✗ contoso blocks adatum.de                                    guestlist.yaml:3
  ✓ next: it@adatum.com confirmed on 2026-11-02 that adatum allows contoso.com
                                                               guestlist.yaml:10
adatum invited as a guest to contoso                                          no
  ✗ guest access does not offer search for people of the other organisation
                                                             capabilities, row 4
contoso invited as a guest to adatum                                          no
  ✗ guest access does not offer search for people of the other organisation
                                                             capabilities, row 4

4 assumptions, stated nowhere: contoso.external_access.allowed_domains,
contoso.external_access.enabled,
contoso.external_access_policies[global].federation_access,
partners.adatum.trial
Not certain
  - external_access_policies[global].federation_access: A policy stops
    one-to-one contact and starting a chat; a colleague whose policy allows it
    can still add its people to a group chat with people outside

To make it a direct yes for all domains
  1  take adatum.de off the list "rivals"                       guestlist.yaml:3
     (litware would be open to it as well; to open contoso alone, state its own
     blocked_domains)

"#]]
        .raw()
    );
    let (code, document) = w.json(&["can", "contoso", "find", "adatum"]);
    assert_eq!((code, &document["answer"]), (0, &json!("mixed")));
    let groups = document["by_domain"].as_array().unwrap();
    let answers: Vec<_> = groups.iter().map(|g| (&g["to"], &g["answer"])).collect();
    assert_eq!(
        answers,
        [
            (&json!(["adatum.com"]), &json!("yes")),
            (&json!(["adatum.de"]), &json!("no"))
        ]
    );
}

#[test]
fn a_domain_that_nobody_declares_and_defaults_that_do_not_count() {
    let w = group();
    let text = w.ok(&["can", "litware", "chat", "adatum.com", "--no-defaults"]);
    assert_data_eq!(
        text,
        str![[r#"
Directly perhaps: a setting that decides it is not known. Or as adatum.com's
guest, if what is not known here allows it.

directly, each with their own account                             not known here
  ✓ external access is on at litware                  baselines.guestlist.yaml:4
  ? not known whether the external access policy of litware's people lets them
    talk to other organisations                                   stated nowhere
  ✓ litware allows every domain that it does not block
                                                      baselines.guestlist.yaml:5
  ? not known whether litware leaves adatum.com unblocked         stated nowhere
  ? adatum.com must allow litwareinc.com too                      not known here
adatum.com invited as a guest to litware                                      no
  ✗ litware accepts no guests in Teams: guest access is off
                                                      baselines.guestlist.yaml:7
  ? not known whether somebody at litware may send invitations    stated nowhere
  ? not known whether litware may invite people of any domain     stated nowhere
  ? whether adatum.com lets its people be guests elsewhere; people without an
    organisation of their own sign in with a one-time code        not known here
  ? not known whether litware lets in guests of other tenants     stated nowhere
  ? not known whether guests see the content of litware's teams   stated nowhere
  ? not known whether team owners at litware may add guests       stated nowhere
  ? not known whether litware lets guests chat                    stated nowhere
litware invited as a guest to adatum.com                          not known here
  ? not known whether litware lets its people be guests elsewhere
                                                                  stated nowhere
  ? whether adatum.com invites them and lets them in              not known here

Nothing is assumed.

To make it a direct yes
  1  state litware.external_access_policies[global].federation_access; no file
     does                                             baselines.guestlist.yaml:9
  2  state litware.external_access.blocked_domains; no file does
                                                      baselines.guestlist.yaml:9
  3  ask adatum.com's administrator to allow litwareinc.com

"#]]
        .raw()
    );
    let with = w.json(&["can", "litware", "chat", "woodgrove"]).1;
    let without = w
        .json(&["can", "litware", "chat", "woodgrove", "--no-defaults"])
        .1;
    assert_eq!(with["answer"], "yes");
    assert_eq!(without["answer"], "unknown");
    assert!(with["routes"][0]["assumed"].as_array().unwrap().len() > 2);
    // That they count as paying is no default of a setting.
    assert_eq!(
        without["routes"][0]["assumed"],
        json!(["litware.trial", "woodgrove.trial"])
    );
}

#[test]
fn the_document() {
    let (code, document) = group().json(&["can", "ann@contoso.com", "chat", "northwind"]);
    assert_eq!(code, 0);
    let text = serde_json::to_string_pretty(&document).unwrap();
    assert_data_eq!(
        text,
        str![[r#"
{
  "answer": "unknown",
  "capability": "chat-across-organisations",
  "format_version": "1.0",
  "from": "ann@contoso.com",
  "routes": [
    {
      "answer": "no",
      "assumed": [],
      "host": null,
      "kind": "external",
      "next": {
        "address": null,
        "location": null,
        "origin": "not known here",
        "state": "unknown",
        "text": "Northwind must allow contoso.com too",
        "value": null
      },
      "reasons": [
        {
          "address": "contoso.external_access.allowed_domains",
          "location": {
            "column": 7,
            "end_column": 22,
            "end_line": 6,
            "file": "tenants/contoso.guestlist.yaml",
            "line": 6
          },
          "origin": "stated in the tenant",
          "state": "shut",
          "text": "contoso allows 1 domain; northwindtraders.com is not it",
          "value": null
        },
        {
          "address": null,
          "location": null,
          "origin": "not known here",
          "state": "unknown",
          "text": "Northwind must allow contoso.com too",
          "value": null
        }
      ]
    },
    {
      "answer": "no",
      "assumed": [],
      "existing_guests": "no",
      "host": "contoso",
      "kind": "guest",
      "next": {
        "address": null,
        "location": null,
        "origin": "not known here",
        "state": "unknown",
        "text": "whether Northwind lets its people be guests elsewhere",
        "value": null
      },
      "reasons": [
        {
          "address": "contoso.guest_access.enabled",
          "location": {
            "column": 7,
            "end_column": 21,
            "end_line": 7,
            "file": "baselines.guestlist.yaml",
            "line": 7
          },
          "origin": "baseline \"standard\"",
          "state": "shut",
          "text": "contoso accepts no guests in Teams: guest access is off",
          "value": false
        },
        {
          "address": null,
          "location": null,
          "origin": "not known here",
          "state": "unknown",
          "text": "whether Northwind lets its people be guests elsewhere",
          "value": null
        }
      ]
    },
    {
      "answer": "unknown",
      "assumed": [
        "contoso.cross_tenant_access.default.b2b_collaboration_outbound.users"
      ],
      "existing_guests": "unknown",
      "host": "northwind",
      "kind": "guest",
      "next": null,
      "reasons": [
        {
          "address": null,
          "location": null,
          "origin": "not known here",
          "state": "unknown",
          "text": "whether Northwind invites them and lets them in",
          "value": null
        },
        {
          "address": "contoso.cross_tenant_access.default.b2b_collaboration_outbound.users",
          "location": null,
          "origin": "Microsoft's default, stated nowhere",
          "state": "open",
          "text": "contoso lets its people be guests elsewhere",
          "value": "allowed"
        }
      ]
    }
  ],
  "to": "northwind"
}
"#]]
        .raw()
    );
}

#[test]
fn editions_that_differ_are_told() {
    let text = group().ok(&["can", "litware", "screen", "woodgrove"]);
    assert!(
        text.contains("By the other edition the answer is no: "),
        "{text}"
    );
    let (_, document) = group().json(&["can", "litware", "screen", "woodgrove"]);
    assert_eq!(
        document["other_edition"],
        json!({ "edition": "2019", "answer": "no" })
    );
}

#[test]
fn what_can_not_be_asked_is_an_error() {
    let w = group();
    let error = |arguments: &[&str]| {
        let run = w.run(arguments);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{arguments:?}");
        run.err
    };
    let errors = [
        error(&["can", "contoso", "share-file", "litware"]),
        error(&["can", "contso", "chat", "litware"]),
        error(&["can", "ann@contoso.com", "chat", "contoso"]),
        error(&["can", "contoso", "chat", "litware", "--recorded"]),
        error(&["can", "contoso", "chat", "litware", "--at", "7"]),
    ];
    assert_data_eq!(
        errors.concat(),
        str![[r#"
error: "share-file" is no capability; did you mean share-files?
error: no tenant or partner is called "contso", and it is no domain; did you mean contoso?
error: ann@contoso.com and contoso are one organisation: this is about people of different ones
error: in what is recorded: no tenant or partner is called "contoso", and it is no domain
error: there is no version 7; nothing is recorded yet

"#]]
        .raw()
    );
}

#[test]
fn the_past_is_answered_as_it_was() {
    let w = group();
    w.apply();
    let closed = CONTOSO.replace("        - fabrikam.com\n", "        - woodgrove.com\n");
    w.write("tenants/contoso.guestlist.yaml", &closed);
    let asked = ["can", "contoso", "chat", "woodgrove"];
    let answer = |more: &[&str]| {
        let arguments: Vec<&str> = asked.iter().chain(more).copied().collect();
        w.json(&arguments).1["answer"].clone()
    };
    assert_eq!(answer(&[]), "yes");
    assert_eq!(answer(&["--recorded"]), "no");
    w.apply();
    assert_eq!(answer(&["--recorded"]), "yes");
    assert_eq!(answer(&["--at", "1"]), "no");
    let text = w.ok(&["can", "contoso", "chat", "woodgrove", "--at", "1"]);
    assert_data_eq!(
        text,
        str![[r#"
No, neither directly nor as a guest.

directly, each with their own account                                         no
  ✗ contoso allows 1 domain; woodgrove.com is not it    recorded, stated nowhere
  ✓ next: woodgrove does not block contoso.com
                                             Microsoft's default, stated nowhere
woodgrove invited as a guest to contoso                                       no
  ✗ contoso accepts no guests in Teams: guest access is off
                                                        recorded, stated nowhere
  ✓ next: contoso lets guests chat           Microsoft's default, stated nowhere
contoso invited as a guest to woodgrove                                       no
  ✗ woodgrove accepts no guests in Teams: guest access is off
                                                        recorded, stated nowhere
  ✓ next: woodgrove lets guests chat         Microsoft's default, stated nowhere

Nothing is assumed.

"#]]
        .raw()
    );
}

#[test]
fn what_no_file_states_is_answered_from_the_record() {
    let w = group();
    w.apply();
    // Released: the recorded list stays and counts.
    let released = "tenants:\n  contoso: { domains: [contoso.com] }\n";
    w.write("tenants/contoso.guestlist.yaml", released);
    let text = w.ok(&["can", "contoso", "chat", "woodgrove"]);
    assert_data_eq!(
        text,
        str![[r#"
No, neither directly nor as a guest.

directly, each with their own account                                         no
  ✗ contoso allows 1 domain; woodgrove.com is not it    recorded, stated nowhere
  ✓ next: woodgrove does not block contoso.com
                                             Microsoft's default, stated nowhere
woodgrove invited as a guest to contoso                                       no
  ✗ contoso accepts no guests in Teams: guest access is off
                                                        recorded, stated nowhere
  ✓ next: contoso lets guests chat           Microsoft's default, stated nowhere
contoso invited as a guest to woodgrove                                       no
  ✗ woodgrove accepts no guests in Teams: guest access is off
                                                      baselines.guestlist.yaml:7
  ✓ next: woodgrove lets guests chat         Microsoft's default, stated nowhere

Nothing is assumed.

To make it a direct yes
  1  state in contoso                           tenants/contoso.guestlist.yaml:2
       external_access:
         allowed_domains:
           - fabrikam.com
           - tenant: woodgrove

"#]]
        .raw()
    );
}

/// Every pair and capability has the same answers before anything is recorded and after.
#[test]
fn desired_and_recorded_agree_after_apply() {
    for w in [group(), two_domains()] {
        w.apply();
        let names: &[&str] = if w.read("guestlist.yaml").contains("adatum") {
            &["contoso", "litware", "adatum", "anyone", "consumer"]
        } else {
            &[
                "contoso",
                "litware",
                "woodgrove",
                "northwind",
                "fabrikam.com",
            ]
        };
        for capability in ["chat", "find", "share-files", "teams", "meeting"] {
            for (from, to) in pairs(names) {
                let asked = ["can", from, capability, to];
                let recorded = [&asked[..], &["--recorded"]].concat();
                assert_eq!(
                    verdicts(&w.json(&asked).1),
                    verdicts(&w.json(&recorded).1),
                    "{asked:?}"
                );
            }
        }
    }
}

fn pairs<'n>(names: &'n [&'n str]) -> impl Iterator<Item = (&'n str, &'n str)> {
    let all = names.iter().flat_map(|a| names.iter().map(|b| (*a, *b)));
    all.filter(|(a, b)| a != b)
}

/// A document without texts and places.
fn verdicts(document: &serde_json::Value) -> serde_json::Value {
    match document {
        serde_json::Value::Object(map) => {
            let kept = map.iter().filter(|(key, _)| {
                !matches!(key.as_str(), "reasons" | "next" | "assumed" | "conditions")
            });
            let kept = kept.map(|(key, value)| (key.clone(), verdicts(value)));
            serde_json::Value::Object(kept.collect())
        }
        serde_json::Value::Array(items) => items.iter().map(verdicts).collect(),
        other => other.clone(),
    }
}

const TESTS: &str = "\
tests:
  sisters-talk:
    - { from: [contoso, litware], can: chat, by: external, to: woodgrove, expect: yes }
    - { from: anyone, can: teams, host: contoso, to: contoso, expect: no }
";

#[test]
fn a_failing_expectation_shows_its_proof() {
    let w = group();
    w.write("tests.guestlist.yaml", TESTS);
    let run = w.run(&["test"]);
    assert_eq!(run.code, 3, "{}", run.err);
    assert_data_eq!(
        run.out,
        str![[r#"
✗ sisters-talk: contoso, litware must be able to chat with woodgrove, directly
  1 of 2 pairs fail                                       tests.guestlist.yaml:3

contoso.com with woodgrove.com: No, not directly.
directly, each with their own account                                         no
  ✗ contoso allows 1 domain; woodgrove.com is not it
                                                tenants/contoso.guestlist.yaml:6
  ✓ next: woodgrove does not block contoso.com
                                             Microsoft's default, stated nowhere

✗ 1 of 2 expectations fail.

"#]]
        .raw()
    );
    let (code, document) = w.json(&["test"]);
    assert_eq!(code, 3);
    let text = serde_json::to_string_pretty(&document).unwrap();
    assert_data_eq!(
        text,
        str![[r#"
{
  "failed": 1,
  "format_version": "1.0",
  "passed": 1,
  "results": [
    {
      "answer": "mixed",
      "expected": "yes",
      "index": 0,
      "location": {
        "column": 7,
        "end_column": 88,
        "end_line": 3,
        "file": "tests.guestlist.yaml",
        "line": 3
      },
      "passed": false,
      "test": "sisters-talk"
    },
    {
      "answer": "no",
      "expected": "no",
      "index": 1,
      "location": {
        "column": 7,
        "end_column": 75,
        "end_line": 4,
        "file": "tests.guestlist.yaml",
        "line": 4
      },
      "passed": true,
      "test": "sisters-talk"
    }
  ]
}
"#]]
        .raw()
    );
}

#[test]
fn expectations_that_hold_and_the_record() {
    let w = group();
    w.apply();
    w.write("tests.guestlist.yaml", TESTS);
    let open = CONTOSO.replace("- fabrikam.com", "- woodgrove.com");
    w.write("tenants/contoso.guestlist.yaml", &open);
    assert_data_eq!(
        w.ok(&["test"]),
        str![[r#"
✓ 2 expectations, all hold.

"#]]
        .raw()
    );
    assert_eq!(w.run(&["test", "--recorded"]).code, 3);
    w.apply();
    assert_eq!(w.run(&["test", "--recorded"]).code, 0);
    assert_eq!(w.run(&["test", "--at", "1"]).code, 3);
    // Version 0 knows nobody: the expectations can't be asked of it.
    let run = w.run(&["test", "--at", "0"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("\"contoso\" is no tenant"), "{}", run.out);
}

#[test]
fn no_tests_is_no_failure() {
    assert_data_eq!(
        group().ok(&["test"]),
        str![[r#"
● No tests: under tests: you can write who must reach whom, and who must not.
  With each change plan and apply check it, and apply refuses what breaks it.

"#]]
        .raw()
    );
}

/// Faults of expectations are shown with all other faults, by every command that reads the files.
#[test]
fn expectations_that_can_not_be_asked_are_faults() {
    let w = group();
    w.write(
        "tests.guestlist.yaml",
        "\
tests:
  wrong:
    - { from: contoso, can: chta, to: litware, expect: yes }
    - { from: contso, can: chat, to: litware, expect: yes }
    - { from: tag:nl, can: chat, to: litware, expect: yes }
    - { from: contoso, can: chat, by: pigeon, to: litware, expect: yes }
    - { from: contoso, can: chat, to: contoso.com, expect: yes }
",
    );
    w.write(
        "more.guestlist.yaml",
        "lists:\n  some: [{ list: missing }]\n",
    );
    for command in ["validate", "plan", "test"] {
        let (code, document) = w.json(&[command]);
        assert_eq!(code, 1, "{command}");
        let findings = document["findings"].as_array().unwrap();
        let found: Vec<(&str, u64)> = findings
            .iter()
            .map(|f| {
                let line = f["location"]["line"].as_u64().unwrap();
                (f["rule"].as_str().unwrap(), line)
            })
            .filter(|(rule, _)| matches!(*rule, "unknown-name" | "invalid-value"))
            .collect();
        assert_eq!(
            found,
            [
                ("unknown-name", 2),
                ("invalid-value", 3),
                ("unknown-name", 4),
                ("unknown-name", 5),
                ("invalid-value", 6),
                ("invalid-value", 7)
            ],
            "{command}"
        );
    }
    let (_, document) = w.json(&["can", "contoso", "chat", "litware"]);
    assert_eq!(document["answer"], json!(null));
    assert_eq!(Workspace::rules(&document).len(), 6);
}

/// A file that can't be read may declare whom a test names.
#[test]
fn names_are_not_missed_where_a_file_could_not_be_read() {
    let w = group();
    w.write("tests.guestlist.yaml", TESTS);
    w.write("tenants/contoso.guestlist.yaml", "tenants: [\n");
    let (_, document) = w.json(&["validate"]);
    let rules = Workspace::rules(&document);
    assert!(
        rules.contains(&"syntax") && !rules.contains(&"unknown-name"),
        "{rules:?}"
    );
    w.write(
        "tenants/contoso.guestlist.yaml",
        "tenants:\n  contoso: { domains: [contoso.com], tags: 7 }\n",
    );
    let tagged = "tests:\n  t:\n    - { from: tag:nl, can: chat, to: litware, expect: no }\n";
    w.write("tests.guestlist.yaml", tagged);
    let (_, document) = w.json(&["validate"]);
    assert!(!Workspace::rules(&document).contains(&"unknown-name"));
}

#[test]
fn the_table_of_capabilities() {
    let w = Workspace::new(&[]);
    let text = w.ok(&["capabilities"]);
    assert!(text.lines().all(|line| line.chars().count() <= 80));
    assert_data_eq!(
        text,
        str![[r#"
                                                  external      guest
    capability                        short       2019   2021   2019   2021
 1  chat-across-organisations         chat        yes    yes    yes    yes
 2  call-across-organisations         call        yes    yes    yes    yes
 3  see-availability                              yes    yes    yes 1  yes 1
 4  search-users-in-external-tenants  find        yes 2  yes 2  no     no
 5  share-files                       files       no     no     yes    yes
 6  access-teams-resources            teams       no     no     yes    yes
 7  be-added-to-group-chat            group-chat  no     no     yes    yes
 8  be-added-to-meeting               meeting     yes    yes    yes    yes
 9  add-users-to-chat-with-external               no 3   -      n/a    -
10  identified-as-external-party                  yes    yes    yes    yes
11  presence-displayed                presence    yes    yes    yes    yes
12  out-of-office-shown                           no     no     yes    yes
13  block-individual-user                         no     no     yes    yes
14  mentions                                      no     yes 4  yes    yes
15  private-calls                                 yes    yes    yes    yes
16  ip-video                          video       yes    yes    yes    yes
17  screen-sharing                    screen      no     yes 4  yes    yes
18  meet-now                                      no     no     yes    yes
19  edit-sent-messages                            no     yes 4  yes    yes
20  delete-sent-messages                          no     yes 4  yes    yes
21  giphy                                         no     yes 4  yes    yes
22  memes                                         no     yes 4  yes    yes
23  stickers                                      no     yes 4  yes    yes

 1  only if the person was added as a guest and is signed in to the hosting
    organisation as that guest
 2  only by e-mail or SIP address, not by name
 3  chat with people of other organisations is one-to-one only
 4  only in a one-to-one chat between two people who both use Teams only
 -  this edition has no such row

What the host's settings take away from its guests
  everything                 guest_access.enabled: false
  chat-across-organisations  guest_access.messaging.chat: false
  call-across-organisations  guest_access.calling.private_calls: false
  share-files                sharepoint.sharing: disabled
  share-files                groups.guests_access_content: false
  access-teams-resources     groups.guests_access_content: false
  be-added-to-group-chat     guest_access.messaging.chat: false
  private-calls              guest_access.calling.private_calls: false
  ip-video                   guest_access.meeting.ip_video: false
  screen-sharing             guest_access.meeting.screen_sharing: disabled
  meet-now                   guest_access.meeting.meet_now: false
  edit-sent-messages         guest_access.messaging.edit_sent_messages: false
  delete-sent-messages       guest_access.messaging.delete_sent_messages: false
  giphy                      guest_access.messaging.giphy: false
  memes                      guest_access.messaging.memes: false
  stickers                   guest_access.messaging.stickers: false

                external access              guest access
granted to      a whole domain               one person
granted by      the tenant's administrator   a team owner, once the
                                             administrator has switched it on
resources       none: one-to-one chat,       the teams that the person was
                calls and presence           invited to: their channels, files
                                             and chats
team            impossible                   that is what it is for
collaboration,
channels,
files
default         on, for all domains          on since February 2021 unless set;
                                             off before
either or both  both may be used together    recommended for fuller
                                             collaboration
delay           none stated                  up to 24 hours after the last step
the other side  must allow your domain too   must let its people be guests
                                             elsewhere; it does by default

Answers rest on the edition of 2021 unless guestlist.yaml says capabilities:
2019.

"#]]
        .raw()
    );
    let (_, document) = w.json(&["capabilities"]);
    let rows = document["capabilities"].as_array().unwrap();
    assert_eq!(rows.len(), 23);
    assert_eq!(
        rows[8],
        json!({
            "number": 9, "id": "add-users-to-chat-with-external", "short": null,
            "editions": {
                "2019": {
                    "external": "no", "guest": "n/a", "guest_condition": null,
                    "external_condition": "chat with people of other organisations is one-to-one only",
                },
                "2021": {
                    "external": null, "guest": null,
                    "external_condition": null, "guest_condition": null,
                },
            },
            "gates": [],
        })
    );
}

/// The line to change is the entry, not the declaration that it names.
#[test]
fn a_partner_on_a_block_list_is_taken_off_where_it_was_put() {
    let w = Workspace::of(
        "\
version: 1
partners:
  northwind: { domains: [northwindtraders.com] }
lists:
  rivals:
    - partner: northwind
tenants:
  contoso: { domains: [contoso.com], external_access: { blocked_domains: [{ list: rivals }] } }
  litware:
    domains: [litwareinc.com]
    external_access:
      blocked_domains:
        - partner: northwind
",
    );
    let steps = |tenant: &str| {
        let text = w.ok(&["can", tenant, "chat", "northwind"]);
        let (_, steps) = text.split_once("To make it a direct yes\n").unwrap();
        steps.to_owned()
    };
    assert_data_eq!(
        steps("contoso"),
        str![[r#"
  1  take "partner: northwind" off blocked_domains of contoso, or off the list
     there that holds it                                        guestlist.yaml:8
  2  ask northwind's administrator to allow contoso.com
     (the letter to send: guestlist ask northwind)

"#]]
        .raw()
    );
    assert_data_eq!(
        steps("litware"),
        str![[r#"
  1  take "partner: northwind" off blocked_domains of litware, or off the list
     there that holds it                                       guestlist.yaml:12
  2  ask northwind's administrator to allow litwareinc.com
     (the letter to send: guestlist ask northwind)

"#]]
        .raw()
    );
}

/// The first route of the document, with the words of its reasons.
fn first_route(w: &Workspace, arguments: &[&str]) -> serde_json::Value {
    let (code, document) = w.json(arguments);
    assert_eq!(code, 0, "{document}");
    document["routes"][0].clone()
}

#[test]
fn an_entry_is_of_the_list_in_which_it_is_written() {
    let w = Workspace::of(
        "\
version: 1
lists:
  # Named first, and as long as the list that it takes everything from.
  all-shops: [{ list: shops }]
  # Has the same partner, and is used by nobody.
  other: [{ partner: northwind }, { tenant: litware }]
  shops: [wingtiptoys.com]
  wide: [{ list: shops }, tailspintoys.com]
  threats: { file: threats.txt }
partners:
  northwind: { domains: [northwindtraders.com] }
tenants:
  litware: { domains: [litwareinc.com] }
  contoso:
    domains: [contoso.com]
    external_access:
      allowed_domains: [{ list: all-shops }, { list: wide }, { partner: northwind }, { tenant: \
         litware }, { list: threats }]
",
    );
    w.write("threats.txt", "adatum.com\n");
    for (domain, origin) in [
        ("wingtiptoys.com", "list \"shops\""),
        ("tailspintoys.com", "list \"wide\""),
        ("adatum.com", "file of the list \"threats\""),
        ("northwindtraders.com", "stated in the tenant"),
        ("litwareinc.com", "stated in the tenant"),
    ] {
        let route = first_route(&w, &["can", "contoso", "chat", domain]);
        let reasons = route["reasons"].as_array().unwrap();
        let allows = format!("contoso allows {domain}");
        let reason = reasons.iter().find(|r| r["text"] == allows.as_str());
        assert_eq!(reason.unwrap()["origin"], origin, "{domain}");
    }
}

#[test]
fn what_would_decide_next_is_what_is_in_the_way_too() {
    let w = Workspace::of(
        "\
version: 1
tenants:
  contoso:
    domains: [contoso.com]
    external_access: { blocked_domains: [fabrikam.com] }
    guest_access: { enabled: false, messaging: { chat: false } }
  litware: { domains: [litwareinc.com], guest_access: { enabled: false } }
",
    );
    // Their decision is told before ours, and decides once ours is out of the way.
    let (_, document) = w.json(&["can", "fabrikam.com", "chat", "contoso"]);
    let [direct, _, guest] = [0, 1, 2].map(|at| document["routes"][at].clone());
    assert_eq!(direct["reasons"][0]["text"], "contoso blocks fabrikam.com");
    assert_eq!(
        direct["next"]["text"],
        "fabrikam.com must allow contoso.com too"
    );
    // A second setting that shuts goes before what is not known.
    assert_eq!(
        guest["next"]["address"],
        "contoso.guest_access.messaging.chat"
    );
    assert_eq!(guest["next"]["state"], "shut");
    assert_eq!(guest["next"]["value"], false);
    // Nobody is stopped because owners may not add guests.
    let (_, document) = w.json(&["can", "contoso", "teams", "litware"]);
    let guest = &document["routes"][2];
    assert_eq!(
        guest["next"]["address"],
        "litware.groups.guests_access_content"
    );
    let text = w.ok(&["can", "fabrikam.com", "chat", "contoso"]);
    assert!(!text.contains("next: "), "{text}");
    let (ours, theirs) = (
        text.find("blocks fabrikam").unwrap(),
        text.find("must allow").unwrap(),
    );
    assert!(ours < theirs, "{text}");
}

#[test]
fn headlines_blame_only_whom_something_can_be_changed_at() {
    let w = Workspace::of(
        "\
version: 1
tenants:
  contoso: { domains: [contoso.com], guest_access: { enabled: false } }
  litware: { domains: [litwareinc.com] }
",
    );
    let text = w.ok(&["can", "litware", "teams", "contoso"]);
    assert!(text.starts_with("Not at contoso: "), "{text}");
    // Being a guest at the other one says nothing about direct contact.
    let text = w.ok(&["can", "litware", "group-chat", "contoso"]);
    let head = "Yes, as litware's guest, once invited. Directly perhaps: what guestlist";
    assert!(text.starts_with(head), "{text}");
}

#[test]
fn what_is_not_certain_names_its_setting() {
    let text = group().ok(&["can", "litware", "chat", "woodgrove"]);
    let line = "  - external_access_policies[global].federation_access: A policy";
    assert!(text.contains(line), "{text}");
}

#[test]
fn the_version_may_be_named_beside_the_record() {
    let w = group();
    w.ok(&["apply", "--auto-approve"]);
    let question = ["can", "litware", "chat", "woodgrove", "--at", "1"];
    let both: Vec<&str> = question.into_iter().chain(["--recorded"]).collect();
    assert_eq!(w.ok(&both), w.ok(&question));
    w.ok(&["test", "--at", "1", "--recorded"]);
}

#[test]
fn a_proof_does_not_depend_on_the_order_of_entries() {
    let text = |entries: &str| {
        format!(
            "\
version: 1
lists:
  a: [fabrikam.com, northwind.de]
  b: [{{ domain: fabrikam.com, reason: Joint launch }}]
tenants:
  contoso: {{ domains: [contoso.com], external_access: {{ allowed_domains: [{entries}] }} }}
  litware: {{ domains: [litwareinc.com], external_access: {{ blocked_domains: [{entries}] }} }}
"
        )
    };
    let one = Workspace::of(&text("{ list: a }, { list: b }"));
    let two = Workspace::of(&text("{ list: b }, { list: a }"));
    for tenant in ["contoso", "litware"] {
        let question = ["can", "fabrikam.com", "chat", tenant];
        assert_eq!(one.json(&question), two.json(&question));
        assert_eq!(one.ok(&question), two.ok(&question));
    }
    assert_eq!(
        one.json(&["plan"]).1["effects"],
        two.json(&["plan"]).1["effects"]
    );
}

#[test]
fn what_a_partner_confirmed_is_not_asked_for_again() {
    let w = Workspace::of(
        "\
version: 1
partners:
  northwind:
    domains: [northwindtraders.com]
    confirmed: { external_access: [contoso.com], by: it@northwind.de, date: 2026-11-02 }
tenants:
  contoso: { domains: [contoso.com, contoso.nl] }
",
    );
    let step = |w: &Workspace| {
        let text = w.ok(&["can", "contoso", "chat", "northwind"]);
        let line = text.lines().find(|l| l.contains("administrator to allow"));
        line.unwrap().trim_start().to_owned()
    };
    assert_eq!(
        step(&w),
        "1  ask northwind's administrator to allow contoso.nl"
    );
    // After a year it is no proof any more.
    let old = w.read("guestlist.yaml").replace("2026-11-02", "2025-11-02");
    w.write("guestlist.yaml", &old);
    let both = "1  ask northwind's administrator to allow contoso.com and contoso.nl";
    assert_eq!(step(&w), both);
}

#[test]
fn a_block_list_that_is_silent_elsewhere_is_not_said_to_open() {
    let tenant = |name: &str, more: &str| {
        format!(
            "  {name}:\n    domains: [{name}.com]\n    external_access: {{ blocked_domains: [{{ list: rivals }}]{more} }}\n"
        )
    };
    let tenants = [
        tenant("contoso", ""),
        tenant("litware", ""),
        tenant("listed", ", allowed_domains: [adatum.com]"),
        tenant("shut", ", allowed_domains: none"),
        tenant("closed", ", enabled: false"),
    ];
    let text = format!(
        "version: 1\nlists:\n  rivals: [fabrikam.com]\ntenants:\n{}",
        tenants.concat()
    );
    let w = Workspace::of(&text);
    let text = w.ok(&["can", "contoso", "chat", "fabrikam.com"]);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains("(litware would be open to it as well;"),
        "{text}"
    );
}
