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
