//! Official names that people write by habit: retired, reserved, renamed, or simply spelled the
//! official way. Each is answered with what to write instead.

use super::settings;
use crate::document::Advice;

/// `(official name, what became of it, what to write)`; nothing to write means: delete the line.
///
/// Source: `Set-CsTenantFederationConfiguration` and its history.
const RETIRED: &[(&str, &str, &str)] = &[
    (
        "AllowPublicUsers",
        "AllowPublicUsers is retired: contact with Skype consumer accounts ended on 5 May 2025",
        "",
    ),
    (
        "skype_consumer",
        "contact with Skype consumer accounts ended on 5 May 2025; there is nothing to set",
        "",
    ),
    (
        "EnablePublicCloudAccess",
        "EnablePublicCloudAccess is retired: contact with Skype consumer accounts ended on 5 May 2025",
        "",
    ),
    (
        "CustomizeFederation",
        "CustomizeFederation is retired: lists of a user's policy work without it",
        "",
    ),
    (
        "EnableExternalAccessRestrictionsForChatParticipants",
        "this property is reserved: it is not in effect yet and the service does not keep its value",
        "",
    ),
    (
        "EnableExternalAccessRestrictionsForChatPartipants",
        "this property is reserved: it is not in effect yet and the service does not keep its value",
        "",
    ),
    (
        "EnableMutualFederationForChatParticipants",
        "this property is reserved: it is not in effect yet and the service does not keep its value",
        "",
    ),
    (
        "EnableMutualFederationForChatPartipants",
        "this property is reserved: it is not in effect yet and the service does not keep its value",
        "",
    ),
    (
        "DomainBlockingForMDOAdminsInTeams",
        "the service renamed DomainBlockingForMDOAdminsInTeams in December 2025",
        "security_team_delegation: true",
    ),
    (
        "AllowedDomainsAsAList",
        "AllowedDomainsAsAList is another way to write allowed_domains",
        "allowed_domains: [fabrikam.com]",
    ),
    (
        "BlockExternalAccessUserAccess",
        "the documentation has two names for this switch",
        "blocked_users: { enabled: true }",
    ),
];

/// What to say to a key that guestlist does not know, written below the section `path`.
#[must_use]
pub fn advice(path: &str, key: &str) -> Option<Advice> {
    let wanted = folded(key);
    let retired = RETIRED.iter().find(|(name, _, _)| folded(name) == wanted);
    if let Some((_, message, fix)) = retired {
        return Some(Advice {
            message: (*message).to_owned(),
            fix: (!fix.is_empty()).then(|| (*fix).to_owned()),
            meant: None,
        });
    }
    let named = settings().iter().filter(|s| folded(s.property) == wanted);
    // The same section first: several objects may share a property's name.
    let setting = named.max_by_key(|s| s.key.as_str().starts_with(path))?;
    let below = setting.key.as_str().strip_prefix(path);
    Some(Advice {
        message: format!(
            "{} is the official name of {}",
            setting.property, setting.key
        ),
        fix: Some(nested(below.unwrap_or(setting.key.as_str()))),
        meant: below.map(|rest| rest.trim_start_matches('.').to_owned()),
    })
}

/// Lower case without separators: how people vary official names.
fn folded(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// `teams_consumer.inbound` as the YAML that states it.
fn nested(path: &str) -> String {
    let mut words: Vec<&str> = path.split('.').filter(|w| !w.is_empty()).collect();
    let Some(last) = words.pop() else {
        return String::new();
    };
    let open: String = words.iter().map(|w| format!("{w}: {{ ")).collect();
    format!("{open}{last}: …{}", " }".repeat(words.len()))
}

#[cfg(test)]
mod tests {
    use super::advice;

    #[test]
    fn official_names_are_answered_with_the_key() {
        let fix = |path, key| advice(path, key).map(|a| a.fix.unwrap_or_default());
        assert_eq!(
            fix("external_access", "AllowFederatedUsers").as_deref(),
            Some("enabled: …")
        );
        assert_eq!(
            fix("external_access", "allow_teams_consumer_inbound").as_deref(),
            Some("teams_consumer: { inbound: … }")
        );
        assert_eq!(fix("guest_access", "AllowPublicUsers").as_deref(), Some(""));
        assert_eq!(fix("guest_access", "alow_guests"), None);
    }
}
