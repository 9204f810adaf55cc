//! What people read of one question.

use serde_json::json;
use snapbox::{IntoData, assert_data_eq, str};

use super::group;
use crate::support::Workspace;

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
pub(super) fn two_domains() -> Workspace {
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
fn what_is_not_certain_names_its_setting() {
    let text = group().ok(&["can", "litware", "chat", "woodgrove"]);
    let line = "  - external_access_policies[global].federation_access: A policy";
    assert!(text.contains(line), "{text}");
}
