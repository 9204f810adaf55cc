//! Official names that people write by habit: retired, reserved, renamed, or simply spelled the
//! official way. Each is answered with what to write instead.

use super::settings;
use crate::document::Advice;
use crate::model::section::{Choice, Kind, Setting};
use crate::model::{Domain, SettingKey};

/// `(official name, what became of it, the setting to write)`; none means: delete the line.
///
/// Source: `Set-CsTenantFederationConfiguration`, `Set-CsExternalAccessPolicy` and their history.
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
        "EnableXmppAccess",
        "EnableXmppAccess is for servers of your own: it does nothing in Teams",
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
        "external_access.security_team_delegation",
    ),
    (
        "AllowedDomainsAsAList",
        "AllowedDomainsAsAList is another way to write allowed_domains",
        "external_access.allowed_domains",
    ),
    (
        "EnableMSStandardBlockedWords",
        "EnableMSStandardBlockedWords is deprecated: names of groups are checked against the own \
         list alone",
        "groups.blocked_words",
    ),
    (
        "RequireAcceptingAccountMatchInvitedAccount",
        "RequireAcceptingAccountMatchInvitedAccount has no effect any more: invitations go through \
         Entra B2B",
        "",
    ),
    (
        "isRequireAcceptingUserToMatchInvitedUserEnabled",
        "isRequireAcceptingUserToMatchInvitedUserEnabled has no effect any more: invitations go \
         through Entra B2B",
        "",
    ),
    (
        "NotifyOwnersWhenInvitationsAccepted",
        "NotifyOwnersWhenInvitationsAccepted has no effect any more: invitations go through Entra B2B",
        "",
    ),
    (
        "SyncAadB2BManagementPolicy",
        "SyncAadB2BManagementPolicy is an action and no setting: it copies Entra's rules for \
         invitations into SharePoint at once, which otherwise takes up to 24 hours",
        "",
    ),
    (
        "ODBSharingCapability",
        "ODBSharingCapability is what exports call the sharing of OneDrive",
        "onedrive.sharing",
    ),
    (
        "MySiteSharingCapability",
        "MySiteSharingCapability is what Microsoft365DSC calls the sharing of OneDrive",
        "onedrive.sharing",
    ),
    (
        "allowDeletedIdentitiesDataRemoval",
        "this property is reserved: it has no effect",
        "",
    ),
    (
        "BlockExternalAccessUserAccess",
        "the documentation has two names for this switch",
        "external_access.blocked_users.enabled",
    ),
];

/// What counts today instead of a retired setting with that value, and what it means there.
///
/// Source: "Manage external meetings and chat"; the three choices of Skype for Business Online are
/// three states of external access.
#[must_use]
pub fn successor(key: &SettingKey, value: &str) -> Option<(&'static str, &'static str)> {
    Some(match (key.as_str(), value) {
        ("skype_for_business.external_communications", "off_completely") => {
            ("external_access: { enabled: false }", "nobody outside")
        }
        ("skype_for_business.external_communications", "on_except_for_blocked_domains") => (
            "external_access: { enabled: true, allowed_domains: all }",
            "everybody but those under blocked_domains",
        ),
        ("skype_for_business.external_communications", "on_only_for_allowed_domains") => (
            "external_access: { enabled: true, allowed_domains: [fabrikam.com] }",
            "these domains and nobody else",
        ),
        ("skype_for_business.allowed_domains", _) => (
            "external_access: { allowed_domains: [fabrikam.com] }",
            "the same domains",
        ),
        ("skype_for_business.blocked_domains", _) => (
            "external_access: { blocked_domains: [fabrikam.com] }",
            "the same domains; they count only while allowed_domains is all",
        ),
        ("skype_for_business.skype_consumer", _) => (
            "external_access: { teams_consumer: { enabled: true } }",
            "or false: people with personal Teams accounts",
        ),
        _ => return None,
    })
}

/// Official switches that say the opposite of the setting here.
///
/// Source: Graph `sharepointSettings`; Power Platform tenant isolation.
const OPPOSITE: [(&str, &str); 2] = [
    (
        "isResharingByExternalUsersEnabled",
        "sharepoint.prevent_external_users_from_resharing",
    ),
    ("isDisabled", "power_platform.tenant_isolation.enabled"),
];

/// Names of services that are sections under another name.
const RENAMED: [(&str, &str, &str); 3] = [
    (
        "yammer",
        "viva_engage",
        "Yammer is called Viva Engage today",
    ),
    (
        "fabric",
        "power_bi",
        "Microsoft Fabric stands under power_bi",
    ),
    (
        "onedrive_for_business",
        "onedrive",
        "OneDrive for Business stands under onedrive",
    ),
];

/// Services that people expect to have lists of domains, and that have none.
///
/// Source: Fabric tenant settings; "Guests in Viva Engage".
const WITHOUT_DOMAINS: [(&str, &str); 2] =
    [("power_bi", "Power BI"), ("viva_engage", "Viva Engage")];

/// Properties of many objects: they mean only those of the section in which they are written.
const COMMON: [&str; 3] = ["displayname", "description", "name"];

/// What is set for single partners only.
///
/// Source: Graph `crossTenantAccessPolicyConfigurationDefault`.
const CONSENT: [&str; 2] = ["automaticredemption", "automaticuserconsentsettings"];

/// What became of an official name that is retired or reserved.
#[must_use]
pub fn retired(name: &str) -> Option<&'static str> {
    let wanted = folded(name);
    let mut names = RETIRED.iter().filter(|(_, _, setting)| setting.is_empty());
    let found = names.find(|(name, _, _)| folded(name) == wanted);
    found.map(|(_, message, _)| *message)
}

/// The settings of an official name; several objects may share one.
pub fn official(name: &str) -> impl Iterator<Item = &'static Setting> {
    let wanted = folded(name);
    let named = move |s: &&Setting| {
        s.retired.is_none() && !wanted.is_empty() && folded(s.property) == wanted
    };
    settings().iter().filter(named)
}

/// What to say to a key that guestlist does not know, written below the section `path`; `value` is
/// what stands behind it, if that fits on the line.
#[must_use]
pub fn advice(path: &str, key: &str, value: Option<&str>) -> Option<Advice> {
    let wanted = folded(key);
    // Words of other alphabets are no official names.
    if wanted.is_empty() {
        return None;
    }
    if path.starts_with("cross_tenant_access.default") && CONSENT.contains(&wanted.as_str()) {
        return Some(Advice {
            message: "automatic redemption can't be set for all tenants: the default is false and \
                      read-only"
                .to_owned(),
            fix: Some(
                "partners: { fabrikam: { automatic_redemption: { inbound: true } } }".to_owned(),
            ),
            meant: None,
        });
    }
    if let Some(special) = renamed(path, &wanted)
        .or_else(|| without_domains(path, &wanted))
        .or_else(|| opposite(path, &wanted, value))
    {
        return Some(special);
    }
    let retired = RETIRED.iter().find(|(name, _, _)| folded(name) == wanted);
    if let Some((_, message, successor)) = retired {
        return Some(Advice {
            message: (*message).to_owned(),
            fix: super::setting(successor).and_then(|setting| fix(path, setting, value)),
            meant: None,
        });
    }
    // The same section first: several objects may share a property's name.
    let setting = official(key).max_by_key(|s| below(s.key.as_str(), path).is_some())?;
    let below = below(setting.key.as_str(), path).filter(|_| !path.is_empty());
    // A plain word such as Domains is an official name only where it belongs.
    let is_plain = setting.property.matches(char::is_uppercase).count() < 2;
    if below.is_none() && (is_plain || COMMON.contains(&wanted.as_str())) {
        return None;
    }
    Some(Advice {
        message: format!(
            "{} is the official name of {}",
            setting.property, setting.key
        ),
        fix: fix(path, setting, value),
        meant: below.map(ToOwned::to_owned),
    })
}

/// A service under its other name, where sections stand.
fn renamed(path: &str, wanted: &str) -> Option<Advice> {
    let mut names = RENAMED.iter().filter(|_| path.is_empty());
    let (_, section, message) = names.find(|(name, _, _)| folded(name) == wanted)?;
    Some(Advice {
        message: (*message).to_owned(),
        fix: Some(format!("{section}:")),
        meant: Some((*section).to_owned()),
    })
}

/// A list of domains of a service that has none: Entra's list counts for its guests.
fn without_domains(path: &str, wanted: &str) -> Option<Advice> {
    let section = path.split('.').next()?;
    let (_, service) = WITHOUT_DOMAINS.iter().find(|(name, _)| *name == section)?;
    if !wanted.ends_with("domains") && !wanted.ends_with("domainlist") {
        return None;
    }
    let list = if wanted.contains("block") {
        "blocked_domains"
    } else {
        "allowed_domains"
    };
    Some(Advice {
        message: format!(
            "{service} has no list of domains: which domains may be invited is Entra's list"
        ),
        fix: Some(format!(
            "entra_b2b: {{ invitations: {{ {list}: [fabrikam.com] }} }}"
        )),
        meant: None,
    })
}

/// A switch that says the opposite of the setting here.
fn opposite(path: &str, wanted: &str, value: Option<&str>) -> Option<Advice> {
    let (name, key) = OPPOSITE.iter().find(|(name, _)| folded(name) == wanted)?;
    let setting = super::setting(key)?;
    if setting.key.section() != path.split('.').next() {
        return None;
    }
    let value = value.and_then(|text| carried(setting.kind, text));
    let turned = match value.as_deref() {
        Some("true") => Some("false"),
        Some("false") => Some("true"),
        _ => None,
    };
    Some(Advice {
        message: format!("{name} is the opposite of {key}: what is true there is false here"),
        fix: turned.and_then(|value| fix(path, setting, Some(value))),
        meant: None,
    })
}

/// What is left of a key below the place `path`, which names an object where the key has `[]`.
fn below<'k>(key: &'k str, path: &str) -> Option<&'k str> {
    if let Some((collection, rest)) = key.split_once("[].") {
        let is_there = path
            .strip_prefix(collection)
            .is_some_and(|name| name.starts_with('.'));
        return is_there.then_some(rest);
    }
    let rest = key.strip_prefix(path)?;
    Some(rest.trim_start_matches('.'))
}

/// The YAML that states the same below `path`. A value that can't be carried over stays where it is:
/// then only the key is to be replaced, if it stands at the right place.
fn fix(path: &str, setting: &Setting, value: Option<&str>) -> Option<String> {
    let below = match below(setting.key.as_str(), path) {
        Some(below) => below,
        // Which object is meant can't be told from elsewhere.
        None if setting.key.as_str().contains("[]") => return None,
        None => setting.key.as_str(),
    };
    match value.and_then(|text| carried(setting.kind, text)) {
        Some(value) => Some(nested(below, &value)),
        None => (!below.contains('.')).then(|| format!("{below}:")),
    }
}

/// An official value as guestlist writes it.
fn carried(kind: Kind, text: &str) -> Option<String> {
    let word = folded(text);
    match kind {
        Kind::Flag | Kind::FlagOrInherit => match word.as_str() {
            "true" | "on" | "yes" | "enabled" => Some("true".to_owned()),
            "false" | "off" | "no" | "disabled" => Some("false".to_owned()),
            _ => None,
        },
        Kind::Choice(choices) => {
            let same = |c: &&Choice| folded(c.yaml) == word || folded(c.official) == word;
            choices.iter().find(same).map(|c| c.yaml.to_owned())
        }
        Kind::AllowedDomains if matches!(word.as_str(), "all" | "allowallknowndomains") => {
            Some("all".to_owned())
        }
        Kind::AllowedDomains if word == "none" => Some("none".to_owned()),
        _ if text.starts_with('[') => Some(text.to_owned()),
        Kind::AllowedDomains | Kind::Domains => {
            let domain = Domain::parse(text).ok();
            domain.map(|domain| format!("[{domain}]"))
        }
        Kind::MailDomains
        | Kind::Number { .. }
        | Kind::Text(_)
        | Kind::Words(_)
        | Kind::Object(_) => None,
    }
}

/// Lower case without separators: how people vary official names.
fn folded(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// `teams_consumer.inbound` and a value as the YAML that states it.
fn nested(path: &str, value: &str) -> String {
    let mut words: Vec<&str> = path.split('.').filter(|w| !w.is_empty()).collect();
    let Some(last) = words.pop() else {
        return String::new();
    };
    let open: String = words.iter().map(|w| format!("{w}: {{ ")).collect();
    format!("{open}{last}: {value}{}", " }".repeat(words.len()))
}

#[cfg(test)]
mod tests {
    use super::advice;

    #[test]
    fn official_names_are_answered_with_the_key() {
        let fix = |path, key, value| {
            let advice = advice(path, key, Some(value));
            advice.map(|a| a.fix.unwrap_or_default())
        };
        let external = "external_access";
        for (path, key, value, expected) in [
            (external, "AllowFederatedUsers", "$True", "enabled: true"),
            (external, "AllowFederatedUsers", "maybe", "enabled:"),
            (
                external,
                "allow_teams_consumer_inbound",
                "no",
                "teams_consumer: { inbound: false }",
            ),
            (
                external,
                "BlockExternalAccessUserAccess",
                "false",
                "blocked_users: { enabled: false }",
            ),
            (
                external,
                "AllowedDomains",
                "AllowAllKnownDomains",
                "allowed_domains: all",
            ),
            (
                external,
                "AllowedDomains",
                "fabrikam.com",
                "allowed_domains: [fabrikam.com]",
            ),
            (
                "guest_access.messaging",
                "GiphyRatingType",
                "NoRestriction",
                "giphy_rating: no_restriction",
            ),
            ("guest_access", "AllowPublicUsers", "true", ""),
            (
                "external_access_policies.Sales",
                "EnableTeamsConsumerInbound",
                "false",
                "teams_consumer_inbound: false",
            ),
        ] {
            assert_eq!(fix(path, key, value).as_deref(), Some(expected), "{key}");
        }
        for (path, key, value, expected) in [
            (
                "sharepoint",
                "SharingCapability",
                "ExternalUserSharingOnly",
                "sharing: external_user_sharing_only",
            ),
            (
                "sharepoint",
                "SharingAllowedDomainList",
                "fabrikam.com",
                "domain_restriction: { allowed_domains: [fabrikam.com] }",
            ),
            (
                "onedrive",
                "ODBSharingCapability",
                "Disabled",
                "sharing: disabled",
            ),
            (
                "sharepoint",
                "isResharingByExternalUsersEnabled",
                "true",
                "prevent_external_users_from_resharing: false",
            ),
            (
                "power_platform.tenant_isolation",
                "isDisabled",
                "false",
                "enabled: true",
            ),
            (
                "power_bi",
                "blocked_domains",
                "fabrikam.com",
                "entra_b2b: { invitations: { blocked_domains: [fabrikam.com] } }",
            ),
            ("sharepoint", "SyncAadB2BManagementPolicy", "true", ""),
            ("", "yammer", "", "viva_engage:"),
        ] {
            assert_eq!(fix(path, key, value).as_deref(), Some(expected), "{key}");
        }
        assert_eq!(fix("groups", "isDisabled", "true"), None);
        assert_eq!(fix("guest_access", "alow_guests", "true"), None);
        let policy = "exchange.sharing_policies.Default Sharing Policy";
        assert_eq!(
            fix(policy, "Enabled", "false").as_deref(),
            Some("enabled: false")
        );
        assert_eq!(fix("", "Domains", "fabrikam.com"), None);
    }
}
