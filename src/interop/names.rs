//! Where the files' names differ from the official ones that settings are declared with.
//!
//! Facts: ScubaGear (`ProviderSettingsExport.json`), Microsoft365DSC (schemas of its resources),
//! learn.microsoft.com (`Set-SPOTenant`), Microsoft Graph. Everything else is found by the table of
//! settings itself.

use crate::model::section::{ALL_APPLICATIONS, ALL_USERS};

/// Keys of a ScubaGear export that hold objects of one kind.
pub(super) const SCUBA: &[(&str, &str)] = &[
    (
        "federation_configuration",
        "CsTenantFederationConfiguration",
    ),
    ("client_configuration", "CsTeamsClientConfiguration"),
    ("meeting_policies", "CsTeamsMeetingPolicy"),
    ("authorization_policies", "authorizationPolicy"),
    ("SPO_tenant", "SPOTenant"),
    ("SPO_site", "SPOSite"),
    ("sharing_policy", "SharingPolicy"),
    ("remote_domains", "RemoteDomain"),
    ("org_relationships", "OrganizationRelationship"),
    ("inbound_connectors", "InboundConnector"),
    ("outbound_connectors", "OutboundConnector"),
];

/// Products of a ScubaGear export: the prefix of their lists of commands and the keys they bring.
pub(super) const SCUBA_PRODUCTS: &[(&str, &[&str])] = &[
    ("aad", &["authorization_policies", "directory_settings"]),
    (
        "exo",
        &[
            "sharing_policy",
            "remote_domains",
            "org_relationships",
            "inbound_connectors",
            "outbound_connectors",
        ],
    ),
    ("SharePoint", &["SPO_tenant", "SPO_site"]),
    (
        "teams",
        &[
            "federation_configuration",
            "client_configuration",
            "meeting_policies",
        ],
    ),
];

/// Resources of Microsoft365DSC, and of Graph's configuration monitors, whose official object has
/// another name than `Cs` and theirs.
pub(super) const RESOURCES: &[(&str, &str)] = &[
    (
        "TeamsFederationConfiguration",
        "CsTenantFederationConfiguration",
    ),
    ("TeamsExternalAccessPolicy", "CsExternalAccessPolicy"),
    ("SPOSharingSettings", "SPOTenant"),
    ("SPOTenantSettings", "SPOTenant"),
    ("SPOAccessControlSettings", "SPOTenant"),
    ("AADAuthorizationPolicy", "authorizationPolicy"),
    ("AADExternalIdentityPolicy", "externalIdentitiesPolicy"),
    ("AADCrossTenantAccessPolicy", "crossTenantAccessPolicy"),
    (
        "AADCrossTenantAccessPolicyConfigurationDefault",
        "crossTenantAccessPolicyConfigurationDefault",
    ),
    (
        "AADCrossTenantAccessPolicyConfigurationPartner",
        "crossTenantAccessPolicyConfigurationPartner",
    ),
];

/// Prefixes of resources, and what stands there in the official object's name.
pub(super) const RESOURCE_PREFIXES: &[(&str, &str)] =
    &[("EXO", ""), ("SPO", "SPO"), ("Teams", "CsTeams")];

/// `(object, name in files, official property)`.
pub(super) const ALIASES: &[(&str, &str, &str)] = &[
    (
        "CsTenantFederationConfiguration",
        "DomainBlockingForMDOAdminsInTeams",
        "SecurityTeamAllowBlockListDelegation",
    ),
    (
        "CsTeamsExternalAccessConfiguration",
        "BlockExternalAccessUserAccess",
        "BlockExternalUserAccess",
    ),
    (
        "SPOTenant",
        "ODBSharingCapability",
        "OneDriveSharingCapability",
    ),
    (
        "SPOTenant",
        "MySiteSharingCapability",
        "OneDriveSharingCapability",
    ),
    (
        "SPOTenant",
        "isResharingByExternalUsersEnabled",
        "PreventExternalUsersFromResharing",
    ),
    ("authorizationPolicy", "GuestUserRole", "guestUserRoleId"),
    (
        "authorizationPolicy",
        "BlockMsolPowershell",
        "blockMsolPowerShell",
    ),
];

/// Switches that the service spells with two words, for true and for false.
///
/// Source: `Set-CsTenantFederationConfiguration`.
pub(super) const SPELLED: &[(&str, &str, (&str, &str))] = &[(
    "CsTenantFederationConfiguration",
    "SecurityTeamAllowBlockListDelegation",
    ("Enabled", "Disabled"),
)];

/// How the service spells a switch, if not as true and false.
pub(super) fn spelled(object: &str, property: &str) -> Option<(&'static str, &'static str)> {
    let found = SPELLED
        .iter()
        .find(|(o, p, _)| *o == object && *p == property);
    found.map(|(_, _, words)| *words)
}

/// Objects in which what is called so is an object of its own in the table of settings.
pub(super) const INNER: &[(&str, &str, &str)] = &[(
    "authorizationPolicy",
    "defaultUserRolePermissions",
    "authorizationPolicy.defaultUserRolePermissions",
)];

/// `DefaultUserRoleAllowedToCreateApps` of Microsoft365DSC is `allowedToCreateApps` within.
pub(super) const INNER_PREFIX: &[(&str, &str, &str)] = &[(
    "authorizationPolicy",
    "DefaultUserRole",
    "authorizationPolicy.defaultUserRolePermissions",
)];

/// Properties that Microsoft retired and that exports still hold.
pub(super) const RETIRED: &[(&str, &str)] = &[
    (
        "RequireAcceptingAccountMatchInvitedAccount",
        "RequireAcceptingAccountMatchInvitedAccount is retired: the service no longer heeds it",
    ),
    (
        "isRequireAcceptingUserToMatchInvitedUserEnabled",
        "the property is retired: the service no longer heeds it",
    ),
];

/// What belongs to the connection of the tool that wrote the file, never a setting.
pub(super) const CREDENTIALS: &[&str] = &[
    "Credential",
    "ApplicationId",
    "TenantId",
    "ApplicationSecret",
    "CertificateThumbprint",
    "CertificatePath",
    "CertificatePassword",
    "ManagedIdentity",
    "AccessTokens",
];

/// What names or describes an object and sets nothing.
pub(super) const DESCRIBING: &[&str] = &[
    "Identity",
    "Name",
    "Id",
    "Guid",
    "Key",
    "ConfigMetadata",
    "ConfigId",
    "DataSource",
    "Element",
    "Ensure",
    "DependsOn",
    "IsSingleInstance",
    "PartnerTenantId",
    "DistinguishedName",
    "ObjectCategory",
    "ObjectClass",
    "ObjectState",
    "IsValid",
    "WhenChanged",
    "WhenCreated",
    "WhenChangedUTC",
    "WhenCreatedUTC",
    "ExchangeObjectId",
    "ExchangeVersion",
    "OrganizationalUnitRoot",
    "OrganizationalUnitRootInternal",
    "OrganizationId",
    "OriginatingServer",
    "AdminDisplayName",
    "NameHashGuid",
    "RunspaceId",
    "PSComputerName",
    "PSShowComputerName",
    "PSSourceJobInstanceId",
    "DeletedDateTime",
    "__metadata",
    "_ObjectIdentity_",
    "_ObjectType_",
    "@odata.context",
    "@odata.type",
    "@odata.id",
    "@odata.etag",
];

/// Enums that arrive as numbers: the property's name at its end, and the official words by number.
///
/// Source: `Set-SPOTenant`, `Microsoft.Online.SharePoint.TenantAdministration`.
pub(super) const NUMBERED: &[(&str, &[(i64, &str)])] = &[
    (
        "SharingCapability",
        &[
            (0, "Disabled"),
            (1, "ExternalUserSharingOnly"),
            (2, "ExternalUserAndGuestSharing"),
            (3, "ExistingExternalUserSharingOnly"),
        ],
    ),
    (
        "SharingDomainRestrictionMode",
        &[(0, "None"), (1, "AllowList"), (2, "BlockList")],
    ),
    (
        "SharingLinkType",
        &[
            (0, "None"),
            (1, "Direct"),
            (2, "Internal"),
            (3, "AnonymousAccess"),
        ],
    ),
    (
        "DefaultLinkPermission",
        &[(0, "None"), (1, "View"), (2, "Edit")],
    ),
    ("AnonymousLinkType", &[(1, "View"), (2, "Edit")]),
    ("BlockGuestsAsSiteAdmin", &[(0, "Unspecified")]),
];

/// Words that stand for an official one.
pub(super) const WORDS: &[(&str, &str)] = &[
    ("a0b1b346-4d3e-4e8b-98f8-753987be4970", "User"),
    ("10dae51f-b6af-4016-8d66-8c2a99b929b3", "Guest"),
    ("2af84b1e-32c8-42b7-82bc-daa82404023b", "RestrictedGuest"),
];

/// Targets of cross-tenant access that stand for more than one: the word in the files, and target and
/// type in the service.
///
/// Source: Graph `crossTenantAccessPolicyTarget`.
pub(super) const TARGETS: [(&str, (&str, &str)); 4] = [
    (ALL_USERS, ("AllUsers", "user")),
    (ALL_APPLICATIONS, ("AllApplications", "application")),
    ("all_microsoft_apps", ("AllMicrosoftApps", "application")),
    ("office365", ("Office365", "application")),
];

/// Actions of a sharing policy: the list in the files, and the service's word.
///
/// Source: `Set-SharingPolicy`, parameter `Domains`.
pub(super) const SHARING_ACTIONS: [(&str, &str); 4] = [
    ("free_busy_simple", "CalendarSharingFreeBusySimple"),
    ("free_busy_detail", "CalendarSharingFreeBusyDetail"),
    ("free_busy_reviewer", "CalendarSharingFreeBusyReviewer"),
    ("contacts", "ContactsSharing"),
];

/// Objects of Graph and what tells them apart: members that are there, and one that is not.
pub(super) const SHAPES: &[(&str, &[&str], &[&str])] = &[
    (
        "crossTenantAccessPolicyConfigurationPartner",
        &["tenantId", "b2bCollaborationInbound"],
        &[],
    ),
    (
        "crossTenantAccessPolicyConfigurationPartner",
        &["tenantId", "b2bDirectConnectInbound"],
        &[],
    ),
    (
        "crossTenantAccessPolicyConfigurationPartner",
        &["tenantId", "inboundTrust"],
        &[],
    ),
    (
        "crossTenantAccessPolicyConfigurationDefault",
        &["isServiceDefault"],
        &["tenantId"],
    ),
    (
        "crossTenantAccessPolicyConfigurationDefault",
        &["b2bCollaborationInbound"],
        &["tenantId"],
    ),
    ("crossTenantAccessPolicy", &["allowedCloudEndpoints"], &[]),
    ("authorizationPolicy", &["allowInvitesFrom"], &[]),
    ("b2bManagementPolicy", &["definition"], &[]),
    (
        "SPOTenant",
        &["sharingCapability", "isResharingByExternalUsersEnabled"],
        &[],
    ),
    ("user", &["userType"], &[]),
];
