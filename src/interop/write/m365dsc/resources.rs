//! The resources of Microsoft365DSC that carry settings, with their properties.
//!
//! Source: the schemas of the resources in microsoft/Microsoft365DSC, October 2024. Which setting a
//! property is, the reader of configurations says: what is written here is read there.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use crate::interop::read::object_of_resource;
use crate::interop::table::settings_of;
use crate::model::section::{Kind, Setting};
use crate::model::sections::settings;

/// The version that the text is written for.
pub(super) const VERSION: &str = "1.24.1016.1";
/// When that was, for people.
pub(super) const VERSION_DATE: &str = "October 2024";

/// How a resource tells its objects apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// `Identity = 'Global'`
    Global,
    /// `IsSingleInstance = 'Yes'`
    Single,
    /// The object's name, in that property.
    Name(&'static str),
    /// The id of the other tenant, in that property.
    TenantId(&'static str),
}

/// How a property is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `$True`, `$False`
    Flag,
    /// A whole number.
    Number,
    /// A text.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// An array of texts.
    List,
    /// An array of these words.
    Words(&'static [&'static str]),
    /// One text with commas between the entries.
    Joined,
    /// An array of targets of cross-tenant access.
    Targets,
}

/// A resource.
#[derive(Debug)]
pub(super) struct Resource {
    /// Its name.
    pub(super) name: &'static str,
    /// Its key.
    pub(super) key: Key,
    /// Its properties; those of instances within it after a dot.
    pub(super) properties: &'static [(&'static str, Shape)],
}

impl Resource {
    /// Whether its objects have names, and can be absent.
    pub(super) fn is_named(&self) -> bool {
        matches!(self.key, Key::Name(_) | Key::TenantId(_))
    }
}

/// Where a setting is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Carrier {
    /// The resource.
    pub(super) resource: &'static Resource,
    /// The place of the property among those of the resource; none for the object itself.
    pub(super) property: Option<usize>,
}

/// Where settings are written, by declared path.
static CARRIERS: LazyLock<HashMap<&'static str, Carrier>> = LazyLock::new(|| {
    let mut out = HashMap::new();
    for resource in RESOURCES {
        let Some(object) = object_of_resource(resource.name) else {
            continue;
        };
        for (place, (path, _)) in resource.properties.iter().enumerate() {
            let fitting = settings_of(object, path).iter().filter(|setting| {
                setting.retired.is_none() && setting.key.is_of_object() == resource.is_named()
            });
            for setting in fitting {
                let property = Some(place);
                out.insert(setting.key.as_str(), Carrier { resource, property });
            }
        }
        let itself = settings()
            .iter()
            .find(|setting| matches!(setting.kind, Kind::Object(_)) && setting.object == object);
        if let Some(setting) = itself {
            let property = None;
            out.insert(setting.key.as_str(), Carrier { resource, property });
        }
    }
    out
});

/// Official objects that a resource is for.
static OBJECTS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let resources = RESOURCES.iter();
    resources
        .filter_map(|r| object_of_resource(r.name))
        .collect()
});

/// Where a setting is written; why it is not.
pub(super) fn carrier(setting: &Setting) -> Result<Carrier, &'static str> {
    let found = CARRIERS.get(setting.key.as_str()).copied();
    found.ok_or_else(|| match OBJECTS.contains(setting.object) {
        true => "no property of Microsoft365DSC is known for it",
        false => "no resource of Microsoft365DSC is known for it",
    })
}

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

/// The class of the instance that a property holds.
pub(super) fn class(property: &str) -> &'static str {
    match property {
        "InboundTrust" => "MSFT_AADCrossTenantAccessPolicyInboundTrust",
        "AutomaticUserConsentSettings" => {
            "MSFT_AADCrossTenantAccessPolicyAutomaticUserConsentSettings"
        }
        "UsersAndGroups" | "Applications" => "MSFT_AADCrossTenantAccessPolicyTargetConfiguration",
        _ => "MSFT_AADCrossTenantAccessPolicyB2BSetting",
    }
}

/// The class of a target.
pub(super) const TARGET: &str = "MSFT_AADCrossTenantAccessPolicyTarget";

static RESOURCES: &[Resource] = &[
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
