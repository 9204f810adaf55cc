//! What is offered.

use serde_json::Value;

use super::{MODELINE, editor};
use crate::support::Workspace;

/// The labels offered at the mark.
fn labels(text: &str) -> Option<Vec<String>> {
    let (_workspace, mut editor) = editor()?;
    let open = editor.open("new.guestlist.yaml", &format!("{MODELINE}{text}"));
    let offers = editor.offers(&open);
    let label = |offer: &Value| offer["label"].as_str().unwrap().to_owned();
    Some(offers.iter().map(label).collect())
}

/// The workspace is valid with the offer taken as it is proposed; the text that it gives.
fn taken(text: &str, label: &str) -> Option<String> {
    let (workspace, mut editor) = editor()?;
    let open = editor.open("new.guestlist.yaml", &format!("{MODELINE}{text}"));
    let offers = editor.offers(&open);
    let offer = offers.iter().find(|offer| offer["label"] == label);
    let text = open.with(offer.unwrap_or_else(|| panic!("no {label} in {offers:?}")));
    let rest = "version: 1\ntenants: { home: { domains: [home.example] } }\n";
    let workspace_of_it =
        Workspace::new(&[("guestlist.yaml", rest), ("new.guestlist.yaml", &text)]);
    workspace_of_it.ok(&["validate"]);
    drop(workspace);
    Some(text[MODELINE.len()..].to_owned())
}

#[test]
fn keys_are_offered_in_every_block() {
    let Some(root) = labels("¦\n") else { return };
    let wanted = [
        "accept",
        "baselines",
        "capabilities",
        "lists",
        "partners",
        "requires",
        "rules",
        "state",
        "tenants",
        "tests",
        "values_seen_within",
        "version",
    ];
    assert_eq!(root, wanted);
    let access = "tenants:\n  contoso:\n    external_access:\n      ¦\n";
    let Some(access) = labels(access) else { return };
    for key in [
        "allowed_domains",
        "blocked_domains",
        "enabled",
        "teams_consumer",
    ] {
        assert!(access.iter().any(|label| label == key), "{access:?}");
    }
    let entry = "lists:\n  resellers:\n    - domain: fabrikam.com\n      ¦\n";
    let Some(entry) = labels(entry) else { return };
    for key in ["expires", "owner", "reason", "ticket"] {
        assert!(entry.iter().any(|label| label == key), "{entry:?}");
    }
    let guest = "tenants:\n  contoso:\n    guests:\n      ann@fabrikam.com:\n        ¦\n";
    let Some(guest) = labels(guest) else { return };
    assert_eq!(guest, ["expires", "owner", "reason", "sponsor", "ticket"]);
}

#[test]
fn values_are_offered() {
    for (text, wanted) in [
        (
            "tenants:\n  contoso:\n    external_access:\n      allowed_domains: ¦\n",
            &["all", "none"][..],
        ),
        (
            "tenants:\n  contoso:\n    external_access:\n      enabled: ¦\n",
            &["true", "false"],
        ),
        (
            "tenants:\n  contoso:\n    guest_access:\n      meeting:\n        screen_sharing: ¦\n",
            &["disabled", "single_application", "entire_screen"],
        ),
        (
            "tenants:\n  contoso:\n    guests:\n      ann@fabrikam.com: ¦\n",
            &["absent"],
        ),
        (
            "rules:\n  open-federation: ¦\n",
            &["\"off\"", "note", "warning", "error"],
        ),
    ] {
        let Some(offered) = labels(text) else { return };
        assert_eq!(offered, wanted, "{text}");
    }
    let Some(rules) = labels("rules:\n  ¦\n") else {
        return;
    };
    assert!(
        rules.iter().any(|rule| rule == "allow-list-blocks-rest"),
        "{rules:?}"
    );
    // A fault's weight can't be set.
    assert!(!rules.iter().any(|rule| rule == "unknown-key"), "{rules:?}");
    let Some(accepted) = labels("accept:\n  - rule: ¦\n") else {
        return;
    };
    assert_eq!(accepted, rules);
    let Some(can) = labels("tests:\n  t:\n    - can: ¦\n") else {
        return;
    };
    for word in ["chat", "chat-across-organisations", "see-availability"] {
        assert!(can.iter().any(|offered| offered == word), "{can:?}");
    }
}

#[test]
fn a_tenant_is_a_block_to_fill_in() {
    let Some(text) = taken("tenants:\n  ¦\n", "a tenant") else {
        return;
    };
    snapbox::assert_data_eq!(
        text,
        snapbox::str![[r#"
tenants:
  contoso:
    display_name: Contoso
    domains:
      - contoso.com

"#]]
    );
}

#[test]
fn a_partner_is_a_block_to_fill_in() {
    let Some(text) = taken("partners:\n  ¦\n", "a partner") else {
        return;
    };
    snapbox::assert_data_eq!(
        text,
        snapbox::str![[r#"
partners:
  fabrikam:
    domains:
      - fabrikam.com
    owner: ann@contoso.com
    reason: Joint product launch

"#]]
    );
}

#[test]
fn an_entry_is_a_block_with_reason_and_expiry() {
    let text = "lists:\n  resellers:\n    - ¦\n";
    let Some(text) = taken(text, "a domain with reason and expiry") else {
        return;
    };
    snapbox::assert_data_eq!(
        text,
        snapbox::str![[r#"
lists:
  resellers:
    - domain: fabrikam.com
      expires: 2027-03-31
      owner: ann@contoso.com
      reason: Joint product launch

"#]]
    );
}

#[test]
fn every_other_block_is_valid_as_it_is_proposed() {
    for (text, label) in [
        ("lists:\n  ¦\n", "a list"),
        ("baselines:\n  ¦\n", "a baseline"),
        (
            "tenants:\n  contoso:\n    domains: [contoso.com]\ntests:\n  ¦\n",
            "a test",
        ),
        ("¦\n", "tenants"),
        ("¦\n", "partners"),
        ("¦\n", "lists"),
        ("lists:\n  resellers: ¦\n", "[\"fabrikam.com\"]"),
        (
            "tenants:\n  t:\n    external_access:\n      blocked_domains: ¦\n",
            "[\"fabrikam.com\"]",
        ),
    ] {
        if taken(text, label).is_none() {
            return;
        }
    }
}
