//! What `explain` finds, and how its pages look.

use crate::support::Workspace;

const FILE: &str = "\
version: 1
lists:
  resellers:
    - fabrikam.com
    - partner: northwind
    - { list: small, reason: Shops that order by chat }
  small: [wingtiptoys.com]
partners:
  northwind:
    domains: [northwindtraders.com, northwind.de]
    reason: Distribution contract
    confirmed: { external_access: [contoso.com], by: it@northwind.de, date: 2026-11-02 }
baselines:
  standard:
    external_access:
      allowed_domains: [{ domain: adatum.example, reason: Audit }]
tenants:
  contoso:
    domains: [contoso.com]
    baseline: standard
    external_access:
      allowed_domains:
        - inherited: true
        - list: resellers
        - tenant: litware
  litware:
    domains: [litware.com]
    baseline: standard
";

fn entry(address: &str) -> (String, Option<u64>, Vec<String>, Option<String>) {
    let w = Workspace::of(FILE);
    let (code, document) = w.json(&["explain", address]);
    assert_eq!(code, 0, "{address}");
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    let domains = document["domains"].as_array().into_iter().flatten();
    (
        text(&document["kind"]).unwrap_or_default(),
        document["location"]["line"].as_u64(),
        domains.filter_map(text).collect(),
        text(&document["notes"]["reason"]),
    )
}

#[test]
fn entries_of_every_kind_are_found_where_they_are_written() {
    let shop = Some("Shops that order by chat".to_owned());
    let found = |kind: &str, line, domains: &[&str], reason| {
        let domains: Vec<String> = domains.iter().map(|d| (*d).to_owned()).collect();
        (kind.to_owned(), Some(line), domains, reason)
    };
    let northwind = ["northwind.de", "northwindtraders.com"];
    assert_eq!(
        entry("lists.resellers[northwind]"),
        found("partner", 5, &northwind, None)
    );
    assert_eq!(
        entry("lists.resellers[small]"),
        found("list", 6, &["wingtiptoys.com"], shop.clone())
    );
    // A domain that came by way of a list is found where that list has it.
    assert_eq!(
        entry("lists.resellers[wingtiptoys.com]"),
        found("domain", 7, &[], shop)
    );
    let allowed = "contoso.external_access.allowed_domains";
    assert_eq!(
        entry(&format!("{allowed}[inherited]")),
        found("inherited", 23, &[], None)
    );
    assert_eq!(entry(&format!("{allowed}[resellers]")).1, Some(24));
    assert_eq!(
        entry(&format!("{allowed}[litware]")),
        found("tenant", 25, &["litware.com"], None)
    );
    // An entry of the baseline that is inherited.
    assert_eq!(
        entry(&format!("{allowed}[Adatum.Example]")),
        found("domain", 16, &[], Some("Audit".to_owned()))
    );
    assert_eq!(entry(&format!("{allowed}[nobody.example]")).1, None);
}

#[test]
fn official_names_lead_to_the_setting() {
    let w = Workspace::of(FILE);
    for (asked, hint) in [
        (
            "contoso.AllowFederatedUsers",
            "explain contoso.external_access.enabled",
        ),
        (
            "contoso.external_access.AllowFederatedUsers",
            "explain contoso.external_access.enabled",
        ),
        ("AllowFederatedUsers", "explain external_access.enabled"),
        ("contoso.AllowPublicUsers", "AllowPublicUsers is retired"),
        ("northwind", "explain partners.northwind"),
    ] {
        let run = w.run(&["explain", asked]);
        let flat = run.err.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(run.code, 1, "{asked}");
        assert!(flat.contains(hint), "{asked}: {flat}");
    }
}

#[test]
fn pages_of_kinds_and_of_whole_things_fit_eighty_columns() {
    let w = Workspace::of(FILE);
    for address in [
        "tenants",
        "lists",
        "partners",
        "baselines",
        "contoso",
        "contoso.guest_access",
        "lists.resellers",
        "partners.northwind",
        "baselines.standard",
    ] {
        let page = w.ok(&["explain", address]);
        for line in page.lines() {
            assert!(line.chars().count() <= 80, "{address}: {line}");
        }
    }
    snapbox::assert_data_eq!(
        w.ok(&["explain", "partners.northwind"]),
        snapbox::str![[r#"
partners.northwind
  defined   guestlist.yaml:9
  domains   northwind.de, northwindtraders.com
  reason    Distribution contract
  told us   they allow contoso.com (it@northwind.de, 2026-11-02)
  used by   contoso

"#]]
    );
    snapbox::assert_data_eq!(
        w.ok(&["explain", "partners"]),
        snapbox::str![[r#"
partners
  partners.northwind  2 domains                                 guestlist.yaml:9

one of them: guestlist explain partners.northwind

"#]]
    );
}

#[test]
fn a_slip_in_the_section_is_told_by_the_nearest_setting() {
    let w = Workspace::of("version: 1\ntenants:\n  contoso: { domains: [contoso.com] }\n");
    for (asked, meant) in [
        ("contoso.external_acess.enabled", "external_access.enabled"),
        ("external_acess.allowed_domains", "external_access?"),
    ] {
        let run = w.run(&["explain", asked]);
        assert!(run.err.contains(meant), "{asked}: {}", run.err);
        assert!(!run.err.contains("exchange"), "{asked}: {}", run.err);
    }
}
