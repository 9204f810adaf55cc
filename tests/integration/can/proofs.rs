//! Which lines an answer rests on, and what would change it.

use snapbox::{IntoData, assert_data_eq, str};

use crate::support::Workspace;

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
