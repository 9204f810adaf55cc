//! Every door of every system for one partner.

use crate::support::Workspace;

const WORKSPACE: &str = "\
version: 1
partners:
  northwind: { domains: [northwindtraders.com, northwind.de], tenant_id: 1e8c7a3c-2b1f-4a52-9d0e-5a0f5f3f3c11 }
tenants:
  contoso:
    domains: [contoso.com]
    entra_b2b: { invites_from: everyone, invitations: { allowed_domains: [northwind.de] } }
    cross_tenant_access:
      partners:
        1E8C7A3C-2b1f-4a52-9d0e-5a0f5f3f3c11: { b2b_direct_connect_inbound: { users: allowed, applications: allowed } }
    sharepoint: { domain_restriction: { mode: block_list, blocked_domains: [northwind.de, northwindtraders.com] } }
    exchange:
      organization_relationships:
        Northwind: { domains: [{ partner: northwind }], enabled: false }
      inbound_connectors:
        Audit: { connector_type: partner, sender_domains: ['*.northwind.de'], require_tls: true }
    guests: { ann@northwind.de: { sponsor: bob@contoso.com } }
  litware: { domains: [litwareinc.com] }
";

fn door<'d>(tenant: &'d serde_json::Value, title: &str) -> &'d serde_json::Value {
    let doors = tenant["systems"].as_array().unwrap();
    doors
        .iter()
        .find(|d| d["door"] == title)
        .unwrap_or_else(|| panic!("no {title}: {tenant}"))
}

#[test]
fn every_door_says_whether_it_is_open_and_whether_it_is_managed() {
    let w = Workspace::of(WORKSPACE);
    let (_, document) = w.json(&["access", "northwind"]);
    let (contoso, litware) = (&document["tenants"][0], &document["tenants"][1]);
    let cases = [
        ("invitations as guests", "partly", true),
        ("their people as guests here", "open", false),
        ("their people in shared channels here", "open", true),
        ("our people in shared channels there", "shut", false),
        ("content of groups", "open", false),
        ("files and sites in SharePoint", "shut", true),
        ("files in OneDrive", "shut", true),
        (
            "calendars, for everybody (organisation relationship)",
            "shut",
            true,
        ),
        ("conversations in Viva Engage", "unknown", false),
        // A fresh tenant has a policy of its own, of which nothing is known here.
        (
            "calendars, as people share them (sharing policy)",
            "unknown",
            false,
        ),
    ];
    for (title, state, managed) in cases {
        let found = door(contoso, title);
        assert_eq!(found["state"], state, "{found}");
        assert_eq!(found["managed"], managed, "{found}");
    }
    assert_eq!(door(litware, "invitations as guests")["state"], "open");
    assert_eq!(door(litware, "invitations as guests")["managed"], false);
    let files = &door(contoso, "files and sites in SharePoint")["reasons"][0];
    assert_eq!(
        files["address"],
        "contoso.sharepoint.domain_restriction.blocked_domains"
    );
    assert_eq!(files["location"]["line"], 11);
    let named: Vec<&str> = contoso["named"]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| n["address"].as_str().unwrap())
        .collect();
    assert!(
        named.contains(&"contoso.guests[ann@northwind.de]"),
        "{named:?}"
    );
    assert!(
        named.contains(&"contoso.exchange.inbound_connectors[Audit].sender_domains"),
        "{named:?}"
    );
}

#[test]
fn the_pages_name_the_same_doors_within_eighty_columns() {
    let w = Workspace::of(WORKSPACE);
    let human = w.ok(&["access", "northwind"]);
    for line in human.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    for format in ["human", "markdown", "html"] {
        let page = w.ok(&["access", "northwind", "--format", format]);
        assert!(page.contains("files and sites in SharePoint"), "{format}");
        assert!(
            page.contains("guests") && page.contains("northwind.de"),
            "{format}: its guest is named"
        );
    }
    // A question about one capability is not about the rest.
    let chat = w.ok(&["access", "northwind", "--capability", "chat"]);
    assert!(!chat.contains("SharePoint"), "{chat}");
}

#[test]
fn recorded_doors_are_those_of_the_record() {
    let w = Workspace::of(WORKSPACE);
    w.apply();
    w.write("guestlist.yaml", &WORKSPACE.replace("block_list", "none"));
    let state = |arguments: &[&str]| {
        let (_, document) = w.json(arguments);
        door(&document["tenants"][0], "files and sites in SharePoint")["state"].clone()
    };
    assert_eq!(state(&["access", "northwind"]), "open");
    assert_eq!(state(&["access", "northwind", "--recorded"]), "shut");
}

#[test]
fn taken_off_one_list_and_still_let_in_by_others_is_said() {
    let w = Workspace::of(WORKSPACE);
    w.apply();
    w.write(
        "guestlist.yaml",
        &WORKSPACE.replace(
            "allowed_domains: [northwind.de]",
            "allowed_domains: [fabrikam.com]",
        ),
    );
    let (_, plan) = w.json(&["plan"]);
    let finding = plan["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["rule"] == "partner-still-let-in")
        .unwrap_or_else(|| panic!("{plan}"));
    assert!(
        finding["message"].as_str().unwrap().starts_with(
            "northwind is taken off contoso.entra_b2b.invitations.allowed_domains, and"
        )
    );
    // The relationship is switched off: no door.
    let text = finding.to_string();
    assert!(text.contains("guests[ann@northwind.de]"), "{text}");
    assert!(!text.contains("organization_relationships"), "{text}");
}

#[test]
fn taken_off_two_lists_of_a_tenant_the_places_are_those_that_stay() {
    let files = |domain: &str| {
        format!(
            "version: 1
tenants:
  contoso:
    domains: [contoso.com]
    external_access: {{ allowed_domains: [{domain}] }}
    exchange:
      organization_relationships: {{ Fabrikam: {{ domains: [{domain}] }} }}
      sharing_policies: {{ All: {{ free_busy_simple: ['*'] }} }}
      inbound_connectors:
        From Fabrikam: {{ connector_type: partner, sender_domains: ['*.fabrikam.com'], require_tls: true }}
"
        )
    };
    let w = Workspace::of(&files("fabrikam.com"));
    w.apply();
    w.write("guestlist.yaml", &files("adatum.com"));
    let text = w.run(&["plan"]).out;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains(
            "fabrikam.com is taken off exchange.organization_relationships[Fabrikam].domains and \
             external_access.allowed_domains of contoso, and still let in elsewhere"
        ) && text.contains(
            "Open for fabrikam.com: exchange.sharing_policies[All].free_busy_simple. Named as \
             well, which lets nobody in by itself: exchange.inbound_connectors[\"From \
             Fabrikam\"].sender_domains."
        ),
        "{text}"
    );
    assert_eq!(text.matches("partner-still-let-in").count(), 1, "{text}");
}

/// Each tenant by itself where all is shown; together, every domain that a door names.
#[test]
fn whom_it_is_about_and_by_which_domains_is_said_of_several_tenants() {
    let files = |entry: &str| {
        let tenant = |name: &str| {
            format!(
                "  {name}:
    domains: [{name}.com]
    baseline: standard
    sharepoint:
      sharing: external_user_sharing_only
      domain_restriction: {{ mode: allow_list, allowed_domains: [tailspin.de, tailspintoys.com] }}
"
            )
        };
        format!(
            "version: 1
lists: {{ resellers: [fabrikam.com{entry}] }}
partners: {{ tailspin: {{ domains: [tailspin.de, tailspintoys.com] }} }}
baselines: {{ standard: {{ external_access: {{ allowed_domains: [{{ list: resellers }}] }} }} }}
tenants:
{}{}",
            tenant("contoso"),
            tenant("litware")
        )
    };
    let w = Workspace::of(&files(", { partner: tailspin }"));
    w.commit();
    w.write("guestlist.yaml", &files(""));
    let plan = |more: &[&str]| {
        let text = w.run(&[&["plan", "--base", "main"], more].concat()).out;
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let full = plan(&["--full"]);
    for tenant in ["contoso", "litware"] {
        let message = format!(
            "tailspin is taken off {tenant}.external_access.allowed_domains, and still let in \
             elsewhere"
        );
        assert_eq!(full.matches(&message).count(), 1, "{full}");
    }
    let together = plan(&[]);
    let row = "SharePoint 2 tenants files can still be shared with tailspin.de, tailspintoys.com";
    assert!(together.contains(row), "{together}");
    // One annotation for both.
    let github = plan(&["--format", "github"]);
    let message = "tailspin is taken off external_access.allowed_domains, and still let in \
                   elsewhere%0A2 of these: contoso, litware.";
    assert!(github.contains(message), "{github}");
}
