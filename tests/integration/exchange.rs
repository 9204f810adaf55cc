//! Exchange Online: what is taken, what is refused, and what becomes of its named objects.

use serde_json::{Value, json};

use crate::support::Workspace;

const WHOLE: &str = "\
version: 1
partners:
  fabrikam: { domains: [fabrikam.com, fabrikam.nl], reason: Joint project }
lists:
  resellers: [northwind.de]
tenants:
  contoso:
    domains: [contoso.com, contoso.nl]
    exchange:
      external_recipients_tip: true
      reject_direct_send: true
      auto_forwarding: \"off\"
      external_in_outlook:
        enabled: true
        allowed_domains: [{ partner: fabrikam }, '*.northwind.de']
        allowed_senders: [news@northwind.de]
      organization_relationships:
        Fabrikam:
          reason: Joint project
          owner: bob@contoso.com
          domains: [{ partner: fabrikam }]
          contact: admin@fabrikam.com
          free_busy: { enabled: true, level: availability_only, scope: Project group }
          mail_tips: { enabled: true, level: limited }
          mailbox_moves:
            enabled: true
            capability: remote_outbound
            published_scopes: [Movers]
            oauth_application_id: 6babcaad-604b-40ac-a9d7-9fd97c0b779f
          target:
            application_uri: outlook.com
            autodiscover_epr: https://autodiscover-s.outlook.com/autodiscover/autodiscover.svc/WSSecurity
      sharing_policies:
        Default Sharing Policy: { free_busy_simple: [{ list: resellers }] }
        Board:
          free_busy_detail: [{ partner: fabrikam }]
          contacts: [fabrikam.com]
          mailboxes: [Ann@contoso.com]
      inbound_connectors:
        From Fabrikam:
          connector_type: partner
          sender_domains: ['*.fabrikam.com']
          require_tls: true
          restrict_domains_to_ip_addresses: true
          sender_ip_addresses: [203.0.113.0/24, 198.51.100.7]
          associated_accepted_domains: [contoso.com]
          ef_skip_ips: [203.0.113.1-203.0.113.9, 2001:db8::/32]
          connector_source: AdminUI
          comment: Joint project
      outbound_connectors:
        To Fabrikam:
          connector_type: partner
          recipient_domains: [{ partner: fabrikam }]
          use_mx_record: false
          smart_hosts: [mail.fabrikam.com, 203.0.113.7]
          tls_settings: domain_validation
          tls_domain: '*.fabrikam.com'
          smtp_dane_mode: mandatory
      remote_domains:
        Default: { domain: '*', auto_forward: false, line_wrap: unlimited, tnef: inherit }
        Fabrikam: { domain: '*.Fabrikam.com', allowed_oof: external_legacy, line_wrap: 76 }
";

fn changes(w: &Workspace) -> Vec<(String, String)> {
    let (_, plan) = w.json(&["plan"]);
    assert_eq!(plan["valid"], true, "{plan}");
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let changes = plan["changes"].as_array().unwrap();
    changes
        .iter()
        .map(|c| (text(&c["address"]), text(&c["action"])))
        .collect()
}

#[test]
fn a_whole_section_is_planned_once_and_says_nothing_wrong() {
    let w = Workspace::of(WHOLE);
    let (code, document) = w.json(&["validate"]);
    assert_eq!(code, 0);
    // Fabrikam is named by a relationship and by a policy: worth knowing, and meant here.
    assert_eq!(Workspace::rules(&document), ["calendar-sharing"]);
    let before = changes(&w);
    assert!(before.len() > 50 && before.iter().all(|(_, action)| action == "create"));
    w.apply();
    assert_eq!(changes(&w), []);
}

#[test]
fn entries_come_down_to_the_domains_of_partners_and_lists() {
    let w = Workspace::of(WHOLE);
    let (_, plan) = w.json(&["plan"]);
    let after = |address: &str| {
        let changes = plan["changes"].as_array().unwrap();
        let change = changes.iter().find(|c| c["address"] == address).unwrap();
        change["after"].clone()
    };
    for (address, expected) in [
        (
            "contoso.exchange.organization_relationships[Fabrikam].domains",
            json!(["fabrikam.com", "fabrikam.nl"]),
        ),
        (
            "contoso.exchange.sharing_policies[\"Default Sharing Policy\"].free_busy_simple",
            json!(["northwind.de"]),
        ),
        (
            "contoso.exchange.outbound_connectors[\"To Fabrikam\"].recipient_domains",
            json!(["fabrikam.com", "fabrikam.nl"]),
        ),
        (
            "contoso.exchange.external_in_outlook.allowed_domains",
            json!(["*.northwind.de", "fabrikam.com", "fabrikam.nl"]),
        ),
        (
            "contoso.exchange.sharing_policies[Board].mailboxes",
            json!(["ann@contoso.com"]),
        ),
        (
            "contoso.exchange.remote_domains[Fabrikam].domain",
            json!("*.fabrikam.com"),
        ),
        (
            "contoso.exchange.remote_domains[Fabrikam].line_wrap",
            json!(76),
        ),
    ] {
        assert_eq!(after(address), expected, "{address}");
    }
    // What a partner loses is taken from each list that names it.
    w.apply();
    w.write("guestlist.yaml", &WHOLE.replace(", fabrikam.nl]", "]"));
    let updated: Vec<String> = changes(&w).into_iter().map(|(a, _)| a).collect();
    assert_eq!(
        updated,
        [
            "contoso.exchange.external_in_outlook.allowed_domains",
            "contoso.exchange.organization_relationships[Fabrikam].domains",
            "contoso.exchange.outbound_connectors[\"To Fabrikam\"].recipient_domains",
            "contoso.exchange.sharing_policies[Board].free_busy_detail",
            "partners.fabrikam.domains",
        ]
    );
}

#[test]
fn objects_are_deleted_by_absent_and_forgotten_when_no_longer_stated() {
    let policy = "        Fabrikam: { domain: '*.Fabrikam.com', allowed_oof: external_legacy, line_wrap: 76 }\n";
    let w = Workspace::of(WHOLE);
    w.apply();
    w.write(
        "guestlist.yaml",
        &WHOLE.replace(policy, "        Fabrikam: absent\n"),
    );
    let deleted = changes(&w);
    assert!(deleted.iter().all(|(_, action)| action == "delete"));
    assert_eq!(deleted.len(), 4);
    w.write("guestlist.yaml", &WHOLE.replace(policy, ""));
    let (_, plan) = w.json(&["plan"]);
    assert_eq!(plan["summary"]["forget"], 4);
    assert_eq!(Workspace::rules(&plan), ["object-left-behind"]);
    w.apply();
    assert_eq!(changes(&w), []);
}

/// The faults of a section, by line and rule.
fn faults(section: &str) -> Vec<(i64, String)> {
    let head = "version: 1\ntenants:\n  contoso:\n    domains: [contoso.com]\n    exchange:\n";
    let w = Workspace::of(&format!("{head}{section}"));
    let (code, document) = w.json(&["validate"]);
    let findings = document["findings"].as_array().unwrap();
    let errors = findings.iter().filter(|f| f["severity"] == "error");
    let found: Vec<(i64, String)> = errors
        .map(|f| {
            assert_ne!(f["message"], "", "{f}");
            (
                f["location"]["line"].as_i64().unwrap(),
                f["rule"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    assert_eq!(code, i32::from(!found.is_empty()), "{document}");
    found
}

#[track_caller]
fn assert_faults(section: &str, expected: &[(i64, &str)]) {
    let found = faults(section);
    let found: Vec<(i64, &str)> = found.iter().map(|(l, r)| (*l, r.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn everybody_and_wildcards_are_taken_where_the_service_has_them() {
    assert_faults(
        "      organization_relationships:
        A:
          domains:
            - '*'
            - '*.fabrikam.com'
            - anonymous
      sharing_policies:
        B:
          free_busy_simple: ['*', Anonymous]
          contacts:
            - '*.fabrikam.com'
      inbound_connectors:
        C:
          sender_domains:
            - '*'
            - '*.fabrikam.com'
            - Anonymous
      remote_domains:
        D:
          domain: anonymous
      external_in_outlook:
        allowed_domains:
          - '*.fabrikam.com'
          - '*'
",
        &[
            (9, "invalid-domain"),
            (10, "invalid-domain"),
            (11, "invalid-domain"),
            (16, "invalid-domain"),
            (22, "invalid-domain"),
            (25, "invalid-value"),
            (29, "invalid-domain"),
        ],
    );
}

#[test]
fn what_the_service_refuses_is_a_fault_at_its_line() {
    assert_faults(
        "      sharing_policies:
        A:
          free_busy_simple: [fabrikam.com]
          default: true
          mailboxes: [ann@contoso.com]
        B:
          free_busy_simple: [fabrikam.nl]
          default: true
          mailboxes: [Ann@Contoso.com]
      inbound_connectors:
        C:
          connector_type: partner
          sender_domains: []
          sender_ip_addresses: [203.0.0.0/16]
          tls_sender_certificate_name: '*'
          treat_messages_as_internal: true
          ef_skip_ips: [203.0.113.9-203.0.113.1]
          require_tls: null
      outbound_connectors:
        D:
          connector_type: partner
          smart_hosts: [not a host]
          all_accepted_domains: true
          tls_settings: EncryptionOnly
      remote_domains:
        Default:
          domain: fabrikam.com
        E:
          allowed_oof: internal_legacy
          is_internal: false
          line_wrap: 133
",
        &[
            (13, "contradiction"),
            (14, "contradiction"),
            (18, "invalid-value"),
            (19, "invalid-value"),
            (20, "invalid-value"),
            (21, "contradiction"),
            (22, "invalid-value"),
            (23, "wrong-type"),
            (27, "invalid-value"),
            (28, "contradiction"),
            (29, "invalid-value"),
            (32, "invalid-value"),
            (34, "contradiction"),
            (36, "invalid-value"),
        ],
    );
    assert_faults(
        "      remote_domains:\n        Default: absent\n",
        &[(7, "invalid-value")],
    );
}

#[test]
fn limits_of_names_and_lists_hold() {
    let domains: Vec<String> = (0..239).map(|n| format!("d{n}.example")).collect();
    let list = |n: usize| domains[..n].join(", ");
    let relationship = |name: &str, n: usize| {
        format!(
            "      organization_relationships:\n        {name}: {{ domains: [{}] }}\n",
            list(n)
        )
    };
    assert_faults(&relationship(&"x".repeat(64), 238), &[]);
    assert_faults(&relationship(&"x".repeat(65), 1), &[(7, "invalid-value")]);
    assert_faults(&relationship("Big", 239), &[(7, "too-many-entries")]);
    let unmarked = |n: usize| {
        format!(
            "      external_in_outlook:\n        allowed_domains: [{}]\n        allowed_senders: [a@b.example]\n",
            list(n)
        )
    };
    assert_faults(&unmarked(199), &[]);
    assert_faults(&unmarked(200), &[(7, "too-many-entries")]);
}

#[test]
fn official_names_are_answered_with_the_key() {
    let w = Workspace::of(
        "version: 1
tenants:
  contoso:
    exchange:
      organization_relationships:
        A: { DomainNames: [fabrikam.com], FreeBusyAccessLevel: None }
      outbound_connectors:
        B: { TlsSettings: EncryptionOnly }
",
    );
    let (_, document) = w.json(&["validate"]);
    let help: Vec<&str> = document["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| f["rule"] == "retired-setting")
        .map(|f| f["help"].as_str().unwrap())
        .collect();
    assert_eq!(
        help,
        [
            "domains: [fabrikam.com]",
            "free_busy: { level: none }",
            "tls_settings: encryption_only"
        ]
    );
}

#[test]
fn explain_names_cmdlets_and_defaults_of_an_objects_setting() {
    let w = Workspace::of(WHOLE);
    let said = w.ok(&[
        "explain",
        "contoso.exchange.inbound_connectors[\"From Fabrikam\"].require_tls",
    ]);
    for words in ["Set-InboundConnector -RequireTls", "not documented", "DSC"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let said = w.ok(&[
        "explain",
        "contoso.exchange.sharing_policies[Board].mailboxes",
    ]);
    assert!(said.contains("Set-Mailbox -SharingPolicy"), "{said}");
    let entries = w.ok(&["entries"]);
    assert!(entries.contains("Joint project"), "{entries}");
}

#[test]
fn a_baseline_gives_objects_that_a_tenant_may_change_or_delete() {
    let w = Workspace::of(
        "version: 1
baselines:
  standard:
    exchange:
      remote_domains:
        Default: { auto_forward: false }
        Fabrikam: { domain: fabrikam.com, auto_forward: false }
tenants:
  contoso:
    domains: [contoso.com]
    baseline: standard
    exchange:
      remote_domains:
        Default: { auto_reply: false }
        Fabrikam: absent
",
    );
    let list = changes(&w);
    let found: Vec<(&str, &str)> = list.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(
        found,
        [
            ("contoso.exchange.remote_domains[Default]", "create"),
            (
                "contoso.exchange.remote_domains[Default].auto_forward",
                "create"
            ),
            (
                "contoso.exchange.remote_domains[Default].auto_reply",
                "create"
            ),
            ("contoso.exchange.remote_domains[Fabrikam]", "delete"),
        ]
    );
}

#[test]
fn wildcards_and_words_for_everybody_are_recorded_since_a_version() {
    let w = Workspace::of(
        "version: 1
tenants:
  contoso:
    domains: [contoso.com]
    exchange:
      sharing_policies: { All: { free_busy_simple: ['*', anonymous] } }
      inbound_connectors:
        Audit: { connector_type: partner, sender_domains: ['*.fabrikam.com'], require_tls: true }
",
    );
    w.apply();
    let (_, document) = w.json(&["entries"]);
    let entries = document["entries"].as_array().unwrap();
    for word in ["*", "anonymous", "*.fabrikam.com"] {
        let entry = entries.iter().find(|e| e["entry"] == word).unwrap();
        assert_eq!(entry["since"], 1, "{entry}");
    }
}

#[test]
fn a_key_of_ours_at_a_wrong_place_is_unknown_there() {
    let w = Workspace::of(
        "version: 1
tenants:
  contoso:
    domains: [contoso.com]
    blocked_domains: []
",
    );
    let (code, document) = w.json(&["validate"]);
    let finding = &document["findings"][0];
    assert_eq!((code, &finding["rule"]), (1, &"unknown-key".into()));
    assert_eq!(
        finding["message"],
        "there is no key \"blocked_domains\" here: it belongs in external_access"
    );
    let help = finding["help"].as_str().unwrap();
    assert_eq!(help, "external_access: { blocked_domains: [] }");
}
