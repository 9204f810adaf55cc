//! Which properties each resource has.
//!
//! Source: the schemas of the resources in microsoft/Microsoft365DSC, October 2024.

use super::{Key, Resource, Shape};

const CAPABILITY: Shape = Shape::Word(&[
    "Disabled",
    "ExternalUserSharingOnly",
    "ExternalUserAndGuestSharing",
    "ExistingExternalUserSharingOnly",
]);
const VIEW_OR_EDIT: Shape = Shape::Word(&["View", "Edit"]);
const CONNECTOR: Shape = Shape::Word(&["Partner", "OnPremises"]);
const ACCESS: Shape = Shape::Word(&["allowed", "blocked"]);

/// The properties of both cross-tenant resources, and those that only one of them has.
macro_rules! cross_tenant {
    ($($own:tt)*) => {
        &[
            ("B2BCollaborationInbound.UsersAndGroups.AccessType", ACCESS),
            ("B2BCollaborationInbound.UsersAndGroups.Targets", Shape::Targets),
            ("B2BCollaborationInbound.Applications.AccessType", ACCESS),
            ("B2BCollaborationInbound.Applications.Targets", Shape::Targets),
            ("B2BCollaborationOutbound.UsersAndGroups.AccessType", ACCESS),
            ("B2BCollaborationOutbound.UsersAndGroups.Targets", Shape::Targets),
            ("B2BCollaborationOutbound.Applications.AccessType", ACCESS),
            ("B2BCollaborationOutbound.Applications.Targets", Shape::Targets),
            ("B2BDirectConnectInbound.UsersAndGroups.AccessType", ACCESS),
            ("B2BDirectConnectInbound.UsersAndGroups.Targets", Shape::Targets),
            ("B2BDirectConnectInbound.Applications.AccessType", ACCESS),
            ("B2BDirectConnectInbound.Applications.Targets", Shape::Targets),
            ("B2BDirectConnectOutbound.UsersAndGroups.AccessType", ACCESS),
            ("B2BDirectConnectOutbound.UsersAndGroups.Targets", Shape::Targets),
            ("B2BDirectConnectOutbound.Applications.AccessType", ACCESS),
            ("B2BDirectConnectOutbound.Applications.Targets", Shape::Targets),
            ("InboundTrust.IsMfaAccepted", Shape::Flag),
            ("InboundTrust.IsCompliantDeviceAccepted", Shape::Flag),
            ("InboundTrust.IsHybridAzureADJoinedDeviceAccepted", Shape::Flag),
            $($own)*
        ]
    };
}

/// Every resource that carries settings.
pub(super) static RESOURCES: &[Resource] = &[
    Resource {
        name: "TeamsFederationConfiguration",
        key: Key::Global,
        properties: &[
            ("AllowFederatedUsers", Shape::Flag),
            ("AllowedDomains", Shape::List),
            ("BlockedDomains", Shape::List),
            ("AllowTeamsConsumer", Shape::Flag),
            ("AllowTeamsConsumerInbound", Shape::Flag),
            ("RestrictTeamsConsumerToExternalUserProfiles", Shape::Flag),
            ("TreatDiscoveredPartnersAsUnverified", Shape::Flag),
            ("SharedSipAddressSpace", Shape::Flag),
            (
                "ExternalAccessWithTrialTenants",
                Shape::Word(&["Allowed", "Blocked"]),
            ),
        ],
    },
    Resource {
        name: "TeamsClientConfiguration",
        key: Key::Global,
        properties: &[
            ("AllowGuestUser", Shape::Flag),
            ("AllowEmailIntoChannel", Shape::Flag),
            ("RestrictedSenderList", Shape::List),
            ("AllowBox", Shape::Flag),
            ("AllowDropBox", Shape::Flag),
            ("AllowEgnyte", Shape::Flag),
            ("AllowGoogleDrive", Shape::Flag),
            ("AllowShareFile", Shape::Flag),
            ("AllowScopedPeopleSearchandAccess", Shape::Flag),
            ("AllowSkypeBusinessInterop", Shape::Flag),
        ],
    },
    Resource {
        name: "TeamsGuestCallingConfiguration",
        key: Key::Global,
        properties: &[("AllowPrivateCalling", Shape::Flag)],
    },
    Resource {
        name: "TeamsGuestMeetingConfiguration",
        key: Key::Global,
        properties: &[
            ("AllowIPVideo", Shape::Flag),
            ("AllowMeetNow", Shape::Flag),
            ("AllowTranscription", Shape::Flag),
            (
                "LiveCaptionsEnabledType",
                Shape::Word(&["Disabled", "DisabledUserOverride"]),
            ),
            (
                "ScreenSharingMode",
                Shape::Word(&["Disabled", "EntireScreen", "SingleApplication"]),
            ),
        ],
    },
    Resource {
        name: "TeamsGuestMessagingConfiguration",
        key: Key::Global,
        properties: &[
            ("AllowUserChat", Shape::Flag),
            ("AllowUserEditMessage", Shape::Flag),
            ("AllowUserDeleteMessage", Shape::Flag),
            ("AllowUserDeleteChat", Shape::Flag),
            ("AllowGiphy", Shape::Flag),
            (
                "GiphyRatingType",
                Shape::Word(&["Moderate", "Strict", "NoRestriction"]),
            ),
            ("AllowMemes", Shape::Flag),
            ("AllowStickers", Shape::Flag),
            ("AllowImmersiveReader", Shape::Flag),
        ],
    },
    Resource {
        name: "SPOSharingSettings",
        key: Key::Single,
        properties: &[
            ("SharingCapability", CAPABILITY),
            ("MySiteSharingCapability", CAPABILITY),
            (
                "SharingDomainRestrictionMode",
                Shape::Word(&["None", "AllowList", "BlockList"]),
            ),
            ("SharingAllowedDomainList", Shape::List),
            ("SharingBlockedDomainList", Shape::List),
            (
                "DefaultSharingLinkType",
                Shape::Word(&["None", "Direct", "Internal", "AnonymousAccess"]),
            ),
            (
                "DefaultLinkPermission",
                Shape::Word(&["None", "View", "Edit"]),
            ),
            ("RequireAnonymousLinksExpireInDays", Shape::Number),
            ("FileAnonymousLinkType", VIEW_OR_EDIT),
            ("FolderAnonymousLinkType", VIEW_OR_EDIT),
            ("ExternalUserExpirationRequired", Shape::Flag),
            ("ExternalUserExpireInDays", Shape::Number),
            ("PreventExternalUsersFromResharing", Shape::Flag),
            ("ShowEveryoneClaim", Shape::Flag),
            ("ShowAllUsersClaim", Shape::Flag),
            ("ShowEveryoneExceptExternalUsersClaim", Shape::Flag),
            ("EnableGuestSignInAcceleration", Shape::Flag),
            ("BccExternalSharingInvitations", Shape::Flag),
            ("BccExternalSharingInvitationsList", Shape::Joined),
            ("ShowPeoplePickerSuggestionsForGuestUsers", Shape::Flag),
            ("NotifyOwnersWhenItemsReshared", Shape::Flag),
        ],
    },
    Resource {
        name: "SPOTenantSettings",
        key: Key::Single,
        properties: &[
            (
                "MarkNewFilesSensitiveByDefault",
                Shape::Word(&["AllowExternalSharing", "BlockExternalSharing"]),
            ),
            ("OwnerAnonymousNotification", Shape::Flag),
            ("SearchResolveExactEmailOrUPN", Shape::Flag),
            ("SignInAccelerationDomain", Shape::Text),
        ],
    },
    Resource {
        name: "SPOAccessControlSettings",
        key: Key::Single,
        properties: &[
            ("EmailAttestationRequired", Shape::Flag),
            ("EmailAttestationReAuthDays", Shape::Number),
        ],
    },
    Resource {
        name: "AADAuthorizationPolicy",
        key: Key::Single,
        properties: &[
            (
                "AllowInvitesFrom",
                Shape::Word(&[
                    "None",
                    "AdminsAndGuestInviters",
                    "AdminsGuestInvitersAndAllMembers",
                    "Everyone",
                ]),
            ),
            (
                "GuestUserRole",
                Shape::Word(&["User", "Guest", "RestrictedGuest"]),
            ),
            ("AllowEmailVerifiedUsersToJoinOrganization", Shape::Flag),
            ("AllowedToSignUpEmailBasedSubscriptions", Shape::Flag),
            ("AllowedToUseSSPR", Shape::Flag),
            ("BlockMsolPowershell", Shape::Flag),
            ("DefaultUserRoleAllowedToCreateApps", Shape::Flag),
            ("DefaultUserRoleAllowedToCreateSecurityGroups", Shape::Flag),
            ("DefaultUserRoleAllowedToCreateTenants", Shape::Flag),
            (
                "DefaultUserRoleAllowedToReadBitlockerKeysForOwnedDevice",
                Shape::Flag,
            ),
            ("DefaultUserRoleAllowedToReadOtherUsers", Shape::Flag),
        ],
    },
    Resource {
        name: "AADExternalIdentityPolicy",
        key: Key::Single,
        properties: &[("AllowExternalIdentitiesToLeave", Shape::Flag)],
    },
    Resource {
        name: "AADCrossTenantAccessPolicy",
        key: Key::Single,
        properties: &[(
            "AllowedCloudEndpoints",
            Shape::Words(&[
                "microsoftonline.com",
                "microsoftonline.us",
                "partner.microsoftonline.cn",
            ]),
        )],
    },
    Resource {
        name: "AADCrossTenantAccessPolicyConfigurationDefault",
        key: Key::Single,
        properties: cross_tenant!(),
    },
    Resource {
        name: "AADCrossTenantAccessPolicyConfigurationPartner",
        key: Key::TenantId("PartnerTenantId"),
        properties: cross_tenant!(
            ("AutomaticUserConsentSettings.InboundAllowed", Shape::Flag),
            ("AutomaticUserConsentSettings.OutboundAllowed", Shape::Flag),
        ),
    },
    Resource {
        name: "EXOOrganizationRelationship",
        key: Key::Name("Name"),
        properties: &[
            ("DomainNames", Shape::List),
            ("Enabled", Shape::Flag),
            ("FreeBusyAccessEnabled", Shape::Flag),
            (
                "FreeBusyAccessLevel",
                Shape::Word(&["None", "AvailabilityOnly", "LimitedDetails"]),
            ),
            ("FreeBusyAccessScope", Shape::Text),
            ("MailTipsAccessEnabled", Shape::Flag),
            (
                "MailTipsAccessLevel",
                Shape::Word(&["None", "All", "Limited"]),
            ),
            ("MailTipsAccessScope", Shape::Text),
            ("PhotosEnabled", Shape::Flag),
            ("DeliveryReportEnabled", Shape::Flag),
            ("ArchiveAccessEnabled", Shape::Flag),
            ("MailboxMoveEnabled", Shape::Flag),
            (
                "MailboxMoveCapability",
                Shape::Word(&[
                    "Inbound",
                    "Outbound",
                    "RemoteInbound",
                    "RemoteOutbound",
                    "None",
                ]),
            ),
            ("MailboxMovePublishedScopes", Shape::List),
            ("OauthApplicationId", Shape::Text),
            ("OrganizationContact", Shape::Text),
            ("TargetApplicationUri", Shape::Text),
            ("TargetAutodiscoverEpr", Shape::Text),
            ("TargetOwaURL", Shape::Text),
            ("TargetSharingEpr", Shape::Text),
        ],
    },
    Resource {
        name: "EXOSharingPolicy",
        key: Key::Name("Name"),
        properties: &[
            ("Default", Shape::Flag),
            ("Enabled", Shape::Flag),
            ("Domains", Shape::List),
        ],
    },
    Resource {
        name: "EXORemoteDomain",
        key: Key::Name("Identity"),
        properties: &[
            ("DomainName", Shape::Text),
            (
                "AllowedOOFType",
                Shape::Word(&["External", "ExternalLegacy", "InternalLegacy", "None"]),
            ),
            ("AutoForwardEnabled", Shape::Flag),
            ("AutoReplyEnabled", Shape::Flag),
            ("DeliveryReportEnabled", Shape::Flag),
            ("NDREnabled", Shape::Flag),
            ("MeetingForwardNotificationEnabled", Shape::Flag),
            ("DisplaySenderName", Shape::Flag),
            ("IsInternal", Shape::Flag),
            ("TargetDeliveryDomain", Shape::Flag),
            ("TNEFEnabled", Shape::Flag),
            ("TrustedMailInboundEnabled", Shape::Flag),
            ("TrustedMailOutboundEnabled", Shape::Flag),
            ("UseSimpleDisplayName", Shape::Flag),
            (
                "ContentType",
                Shape::Word(&["MimeHtmlText", "MimeText", "MimeHtml"]),
            ),
        ],
    },
    Resource {
        name: "EXOInboundConnector",
        key: Key::Name("Identity"),
        properties: &[
            ("Enabled", Shape::Flag),
            ("ConnectorType", CONNECTOR),
            ("ConnectorSource", Shape::Text),
            ("SenderDomains", Shape::List),
            ("SenderIPAddresses", Shape::List),
            ("AssociatedAcceptedDomains", Shape::List),
            ("RequireTls", Shape::Flag),
            ("RestrictDomainsToCertificate", Shape::Flag),
            ("RestrictDomainsToIPAddresses", Shape::Flag),
            ("TlsSenderCertificateName", Shape::Text),
            ("CloudServicesMailEnabled", Shape::Flag),
            ("TreatMessagesAsInternal", Shape::Flag),
            ("Comment", Shape::Text),
        ],
    },
    Resource {
        name: "EXOOutboundConnector",
        key: Key::Name("Identity"),
        properties: &[
            ("Enabled", Shape::Flag),
            ("ConnectorType", CONNECTOR),
            ("RecipientDomains", Shape::List),
            ("SmartHosts", Shape::List),
            ("UseMXRecord", Shape::Flag),
            ("AllAcceptedDomains", Shape::Flag),
            ("CloudServicesMailEnabled", Shape::Flag),
            ("IsTransportRuleScoped", Shape::Flag),
            ("RouteAllMessagesViaOnPremises", Shape::Flag),
            ("SenderRewritingEnabled", Shape::Flag),
            ("TestMode", Shape::Flag),
            ("TlsDomain", Shape::Text),
            (
                "TlsSettings",
                Shape::Word(&[
                    "EncryptionOnly",
                    "CertificateValidation",
                    "DomainValidation",
                ]),
            ),
        ],
    },
];
