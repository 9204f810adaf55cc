//! Names that are retired, reserved, renamed, or expected where they are not.

/// `(official name, what became of it, the setting to write)`; none means: delete the line.
///
/// Source: `Set-CsTenantFederationConfiguration`, `Set-CsExternalAccessPolicy` and their history.
pub(super) const RETIRED: &[(&str, &str, &str)] = &[
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

/// Official switches that say the opposite of the setting here.
///
/// Source: Graph `sharepointSettings`; Power Platform tenant isolation.
pub(super) const OPPOSITE: [(&str, &str); 2] = [
    (
        "isResharingByExternalUsersEnabled",
        "sharepoint.prevent_external_users_from_resharing",
    ),
    ("isDisabled", "power_platform.tenant_isolation.enabled"),
];

/// Names of services that are sections under another name.
pub(super) const RENAMED: [(&str, &str, &str); 3] = [
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
pub(super) const WITHOUT_DOMAINS: [(&str, &str); 2] =
    [("power_bi", "Power BI"), ("viva_engage", "Viva Engage")];

/// Properties of many objects: they mean only those of the section in which they are written.
pub(super) const COMMON: [&str; 3] = ["displayname", "description", "name"];

/// What is set for single partners only.
///
/// Source: Graph `crossTenantAccessPolicyConfigurationDefault`.
pub(super) const CONSENT: [&str; 2] = ["automaticredemption", "automaticuserconsentsettings"];
