//! Tenants themselves: their domains and what these are used for, and what belongs to one alone.

use serde_json::json;

use crate::support::Workspace;

/// The errors of a workspace: line, rule, message.
fn errors(text: &str) -> Vec<(i64, String, String)> {
    let w = Workspace::of(text);
    let (_, document) = w.json(&["validate"]);
    let findings = document["findings"].as_array().unwrap();
    findings
        .iter()
        .filter(|f| f["severity"] == "error")
        .map(|f| {
            (
                f["location"]["line"].as_i64().unwrap(),
                f["rule"].as_str().unwrap().to_owned(),
                f["message"].as_str().unwrap().to_owned(),
            )
        })
        .collect()
}

#[test]
fn a_domain_with_its_uses_is_a_domain_like_others() {
    let text = "version: 1
tenants:
  contoso:
    domains: [contoso.com, { domain: contoso.nl, upn: false, sip: false }]
    external_access: { enabled: true }
  litware:
    domains: [litwareinc.com]
    external_access: { enabled: true, allowed_domains: [{ tenant: contoso }] }
";
    let w = Workspace::of(text);
    let (_, plan) = w.json(&["plan"]);
    let changes = plan["changes"].as_array().unwrap();
    let list = changes
        .iter()
        .find(|c| c["address"] == "litware.external_access.allowed_domains")
        .unwrap();
    assert_eq!(list["after"], json!(["contoso.com", "contoso.nl"]));
    w.apply();
    let (_, plan) = w.json(&["plan"]);
    assert_eq!(plan["changes"], json!([]));
    // Said in another way it is the same domain: nothing changes.
    w.write(
        "guestlist.yaml",
        &text.replace(
            "{ domain: contoso.nl, upn: false, sip: false }",
            "contoso.nl",
        ),
    );
    let (_, plan) = w.json(&["plan"]);
    assert_eq!(plan["changes"], json!([]));
}

#[test]
fn a_domain_for_mail_alone_need_not_be_on_lists_of_teams() {
    let text = |uses: &str| {
        format!(
            "version: 1
tenants:
  contoso:
    domains: [contoso.com, {{ domain: contoso.nl{uses} }}]
  litware:
    domains: [litwareinc.com]
    external_access: {{ enabled: true, allowed_domains: [contoso.com] }}
"
        )
    };
    let partially = |uses: &str| {
        let (_, document) = Workspace::of(&text(uses)).json(&["validate"]);
        Workspace::rules(&document).contains(&"partner-partially-listed")
    };
    assert!(partially(""));
    assert!(partially(", smtp: false, sip: false"));
    assert!(!partially(", upn: false, sip: false"));
}

#[test]
fn a_namespace_belongs_to_one_tenant() {
    let text = |first: &str, second: &str| {
        format!(
            "version: 1
tenants:
  contoso: {{ domains: [{first}] }}
  litware:
    domains: [litwareinc.com, {second}]
"
        )
    };
    let mail = "{ domain: shared.example, upn: false, sip: false }";
    let sign_in = "{ domain: shared.example, smtp: false, sip: false }";
    let rule = |first, second| {
        let found = errors(&text(first, second));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, 5);
        (found[0].1.clone(), found[0].2.clone())
    };
    assert_eq!(
        rule(mail, "shared.example"),
        (
            "namespace-shared".to_owned(),
            "contoso and litware share shared.example for SMTP".to_owned()
        )
    );
    assert_eq!(rule(mail, sign_in).0, "domain-in-two-tenants");
    assert_eq!(
        rule("shared.example", "shared.example").0,
        "domain-in-two-tenants"
    );
}

#[test]
fn what_a_tenant_says_of_itself_must_look_like_it() {
    let found = errors(
        "version: 1
tenants:
  contoso:
    domains:
      - { domain: contoso.com, upn: false, smtp: false, sip: false }
      - { upn: true }
      - { domain: contoso.nl, mail: true }
      - { domain: nodomain }
    members:
      - ann
      - bob@contoso.com
    security_groups:
      - Sales
    licences:
      - ''
    hybrid:
      exchange: ' '
      entra: x
    ad_partitions:
      corp: ann
",
    );
    let found: Vec<(i64, &str)> = found.iter().map(|(l, r, _)| (*l, r.as_str())).collect();
    assert_eq!(
        found,
        [
            (5, "invalid-value"),
            (6, "missing-key"),
            (7, "unknown-key"),
            (8, "invalid-domain"),
            (10, "invalid-value"),
            (13, "invalid-value"),
            (15, "invalid-value"),
            (17, "invalid-value"),
            (18, "unknown-key"),
            (20, "wrong-type"),
        ]
    );
}

#[test]
fn what_belongs_to_one_tenant_alone_can_not_be_shared() {
    let found = errors(
        "version: 1
tenants:
  contoso:
    domains: [contoso.com, { domain: contoso.nl, upn: false }]
    members:
      - ann@contoso.com
      - eve@contoso.nl
    hybrid: { exchange: Corp, entra_connect: Sync }
    ad_partitions: { corp.contoso.com: [ann] }
    exchange:
      sharing_policies:
        Board:
          free_busy_simple: [fabrikam.com]
          mailboxes: [zoe@fabrikam.com]
  litware:
    domains: [litwareinc.com]
    members:
      - ann@contoso.com
    hybrid: { exchange: corp, entra_connect: Other }
    ad_partitions: { corp.contoso.com: [ann] }
",
    );
    let found: Vec<(i64, &str)> = found.iter().map(|(l, r, _)| (*l, r.as_str())).collect();
    assert_eq!(
        found,
        [
            (7, "user-domain-not-owned"),
            (14, "user-domain-not-owned"),
            (18, "user-domain-not-owned"),
            (18, "user-in-two-tenants"),
            (19, "hybrid-split"),
            (20, "ad-partition-shared"),
        ]
    );
}
