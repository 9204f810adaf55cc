//! §1 Keys: every one of the first two sections, with right and wrong values.

use serde_json::{Value, json};

use super::{assert_says, assert_valid, errors, found, planned, validate};
use crate::support::Workspace;

/// `(path, a right value in YAML, as it is recorded, a wrong value)`.
const KEYS: &[(&str, &str, &str, &str)] = &[
    ("external_access.enabled", "true", "true", "\"true\""),
    (
        "external_access.allowed_domains",
        "[fabrikam.com]",
        "[\"fabrikam.com\"]",
        "true",
    ),
    (
        "external_access.blocked_domains",
        "[fabrikam.com]",
        "[\"fabrikam.com\"]",
        "all",
    ),
    ("external_access.block_subdomains", "false", "false", "0"),
    (
        "external_access.teams_consumer.enabled",
        "true",
        "true",
        "yes",
    ),
    (
        "external_access.teams_consumer.inbound",
        "false",
        "false",
        "[]",
    ),
    (
        "external_access.teams_consumer.restrict_to_external_user_profiles",
        "true",
        "true",
        "1",
    ),
    (
        "external_access.trial_tenants",
        "allowed",
        "\"allowed\"",
        "true",
    ),
    (
        "external_access.trial_tenants",
        "blocked",
        "\"blocked\"",
        "Blocked",
    ),
    (
        "external_access.allowed_trial_tenant_domains",
        "[fabrikam.com]",
        "[\"fabrikam.com\"]",
        "none",
    ),
    (
        "external_access.treat_discovered_partners_as_unverified",
        "true",
        "true",
        "unverified",
    ),
    (
        "external_access.shared_sip_address_space",
        "false",
        "false",
        "disabled",
    ),
    (
        "external_access.security_team_delegation",
        "true",
        "true",
        "Enabled",
    ),
    (
        "external_access.blocked_users.enabled",
        "true",
        "true",
        "on",
    ),
    (
        "external_access.blocked_users.users",
        "[Ann@fabrikam.com]",
        "[\"ann@fabrikam.com\"]",
        "[fabrikam.com]",
    ),
    ("external_access.acs.enabled", "false", "false", "2"),
    ("guest_access.enabled", "true", "true", "enabled"),
    ("guest_access.calling.private_calls", "true", "true", "no"),
    ("guest_access.meeting.ip_video", "false", "false", "~"),
    (
        "guest_access.meeting.screen_sharing",
        "disabled",
        "\"disabled\"",
        "Disabled",
    ),
    (
        "guest_access.meeting.screen_sharing",
        "single_application",
        "\"single_application\"",
        "SingleApplication",
    ),
    (
        "guest_access.meeting.screen_sharing",
        "entire_screen",
        "\"entire_screen\"",
        "EntireScreen",
    ),
    ("guest_access.meeting.meet_now", "true", "true", "{}"),
    (
        "guest_access.meeting.live_captions",
        "disabled",
        "\"disabled\"",
        "false",
    ),
    (
        "guest_access.meeting.live_captions",
        "disabled_user_override",
        "\"disabled_user_override\"",
        "DisabledUserOverride",
    ),
    (
        "guest_access.meeting.transcription",
        "true",
        "true",
        "\"false\"",
    ),
    ("guest_access.messaging.chat", "true", "true", "x"),
    (
        "guest_access.messaging.edit_sent_messages",
        "true",
        "true",
        "x",
    ),
    (
        "guest_access.messaging.delete_sent_messages",
        "true",
        "true",
        "x",
    ),
    ("guest_access.messaging.delete_chat", "false", "false", "x"),
    ("guest_access.messaging.giphy", "true", "true", "x"),
    (
        "guest_access.messaging.giphy_rating",
        "strict",
        "\"strict\"",
        "Strict",
    ),
    (
        "guest_access.messaging.giphy_rating",
        "moderate",
        "\"moderate\"",
        "Moderate",
    ),
    (
        "guest_access.messaging.giphy_rating",
        "no_restriction",
        "\"no_restriction\"",
        "NoRestriction",
    ),
    ("guest_access.messaging.memes", "true", "true", "x"),
    ("guest_access.messaging.stickers", "true", "true", "x"),
    (
        "guest_access.messaging.immersive_reader",
        "true",
        "true",
        "x",
    ),
    (
        "guest_access.messaging.delete_bot_messages",
        "false",
        "false",
        "x",
    ),
];

/// A tenant that states one path.
fn stating(path: &str, value: &str) -> Workspace {
    let mut text = "version: 1\ntenants:\n  contoso:\n    domains: [contoso.com]\n".to_owned();
    let parts: Vec<&str> = path.split('.').collect();
    for (depth, part) in parts.iter().enumerate() {
        let indent = " ".repeat(4 + 2 * depth);
        let value = if depth + 1 == parts.len() {
            format!(" {value}")
        } else {
            String::new()
        };
        text.push_str(&format!("{indent}{part}:{value}\n"));
    }
    Workspace::of(&text)
}

#[test]
fn every_key_takes_its_values() {
    for (path, value, recorded, _) in KEYS {
        let w = stating(path, value);
        assert_valid(&w);
        let change = planned(&w, &format!("contoso.{path}"));
        let recorded: Value = serde_json::from_str(recorded).unwrap();
        assert_eq!(change["after"], recorded, "{path}: {change}");
        assert_eq!(change["action"], "create");
        let (section, setting) = path.split_once('.').unwrap();
        assert_eq!(
            (&change["tenant"], &change["section"], &change["setting"]),
            (&json!("contoso"), &json!(section), &json!(setting))
        );
        // A baseline takes the same.
        let text = w.read("guestlist.yaml").replace(
            "tenants:\n  contoso:\n    domains: [contoso.com]\n",
            "baselines:\n  contoso:\n",
        );
        assert_valid(&Workspace::of(&text));
    }
}

#[test]
fn every_key_refuses_other_values_with_what_to_write() {
    for (path, right, _, wrong) in KEYS {
        let w = stating(path, wrong);
        let rules = errors(&w);
        assert_eq!(rules.len(), 1, "{path}: {wrong}: {}", validate(&w));
        let fault = &found(&w, &rules[0])[0];
        let indent = path.matches('.').count() * 2 + 5;
        assert_eq!(
            fault["location"]["line"],
            5 + path.matches('.').count(),
            "{fault}"
        );
        assert!(
            fault["location"]["column"].as_u64().unwrap() >= indent as u64 - 1,
            "{fault}"
        );
        // An official spelling is answered with ours.
        if wrong.starts_with(|c: char| c.is_ascii_uppercase()) && *wrong != "Enabled" {
            assert_says(fault["help"].as_str().unwrap(), &[right]);
        }
    }
}

#[test]
fn every_key_of_the_table_is_explained() {
    let w = Workspace::of("version: 1\ntenants:\n  contoso: { domains: [contoso.com] }\n");
    for (path, ..) in KEYS {
        for address in [(*path).to_owned(), format!("contoso.{path}")] {
            let out = w.ok(&["explain", &address]);
            assert!(
                out.contains("Cs") || out.contains("Set-"),
                "{address}: {out}"
            );
        }
        // The schema knows it, with a description for hovers.
        let schema: Value = serde_json::from_str(&w.ok(&["schema"])).unwrap();
        assert!(described(&schema, path), "{path}");
    }
}

/// Whether the schema describes `tenants.*.path`.
fn described(schema: &Value, path: &str) -> bool {
    let resolve = |node: &Value| -> Value {
        let mut node = node.clone();
        loop {
            let next = node["$ref"]
                .as_str()
                .map(str::to_owned)
                .or_else(|| node["allOf"][0]["$ref"].as_str().map(str::to_owned));
            let Some(reference) = next else { return node };
            let pointer = reference.strip_prefix('#').unwrap();
            node = schema.pointer(pointer).unwrap().clone();
        }
    };
    let mut node = resolve(&resolve(&schema["properties"]["tenants"])["additionalProperties"]);
    let mut description = false;
    for part in path.split('.') {
        let Some(next) = node["properties"].get(part).cloned() else {
            return false;
        };
        description = next["description"].is_string() || resolve(&next)["description"].is_string();
        node = resolve(&next);
    }
    description
}

#[test]
fn official_names_are_answered_with_the_key() {
    for (section, official, ours) in [
        ("external_access", "AllowFederatedUsers", "enabled"),
        ("external_access", "AllowedDomains", "allowed_domains"),
        (
            "external_access",
            "AllowedDomainsAsAList",
            "allowed_domains",
        ),
        ("external_access", "BlockedDomains", "blocked_domains"),
        ("external_access", "BlockAllSubdomains", "block_subdomains"),
        ("external_access", "AllowTeamsConsumer", "teams_consumer"),
        (
            "external_access",
            "AllowTeamsConsumerInbound",
            "teams_consumer",
        ),
        (
            "external_access",
            "ExternalAccessWithTrialTenants",
            "trial_tenants",
        ),
        (
            "external_access",
            "AllowedTrialTenantDomains",
            "allowed_trial_tenant_domains",
        ),
        (
            "external_access",
            "SharedSipAddressSpace",
            "shared_sip_address_space",
        ),
        (
            "external_access",
            "DomainBlockingForMDOAdminsInTeams",
            "security_team_delegation",
        ),
        (
            "external_access",
            "SecurityTeamAllowBlockListDelegation",
            "security_team_delegation",
        ),
        ("external_access", "AllowPublicUsers", "2025"),
        ("external_access", "BlockedUsers", "blocked_users"),
        ("guest_access", "AllowGuestUser", "enabled"),
        ("guest_access", "AllowPrivateCalling", "private_calls"),
        ("guest_access", "AllowIPVideo", "ip_video"),
        ("guest_access", "ScreenSharingMode", "screen_sharing"),
        ("guest_access", "AllowGiphy", "giphy"),
        ("guest_access", "GiphyRatingType", "giphy_rating"),
        ("guest_access", "LiveCaptionsEnabledType", "live_captions"),
    ] {
        let w = stating(&format!("{section}.{official}"), "true");
        let rules = errors(&w);
        assert_eq!(rules, ["retired-setting"], "{official}: {}", validate(&w));
        let fault = &found(&w, &rules[0])[0];
        assert_says(&fault.to_string(), &[ours]);
        assert_eq!(fault["location"]["line"], 6);
    }
}

#[test]
fn acs_needs_a_resource_exactly_while_it_is_on() {
    const ID: &str = "6babcaad-604b-40ac-a9d7-9fd97c0b779f";
    for (acs, rules) in [
        (
            format!("{{ enabled: true, allowed_resources: [{ID}] }}"),
            vec![],
        ),
        (
            "{ enabled: false, allowed_resources: [] }".to_owned(),
            vec![],
        ),
        ("{ enabled: false }".to_owned(), vec![]),
        (
            "{ enabled: true, allowed_resources: [] }".to_owned(),
            vec!["contradiction"],
        ),
        (
            format!("{{ enabled: false, allowed_resources: [{ID}] }}"),
            vec!["contradiction"],
        ),
        (
            "{ enabled: true, allowed_resources: [abc] }".to_owned(),
            vec!["invalid-value"],
        ),
    ] {
        let w = Workspace::of(&format!(
            "version: 1\ntenants:\n  contoso:\n    domains: [contoso.com]\n    external_access:\n      acs: {acs}\n"
        ));
        assert_eq!(errors(&w), rules, "{acs}: {}", validate(&w));
    }
}

#[test]
fn sections_of_later_versions_are_unknown_keys_today() {
    for section in ["copilot", "entra_b2c", "external_acces"] {
        let w = stating(&format!("{section}.enabled"), "true");
        assert_eq!(errors(&w), ["unknown-key"], "{section}");
    }
}
