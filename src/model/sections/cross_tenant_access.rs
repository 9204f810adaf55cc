//! Cross-tenant access in Microsoft Entra: the default for all tenants, and what differs for single
//! ones.
//!
//! Facts: Microsoft Graph `crossTenantAccessPolicy`, `crossTenantAccessPolicyConfigurationDefault`,
//! `crossTenantAccessPolicyConfigurationPartner`, `crossTenantIdentitySyncPolicyPartner`,
//! `crossTenantAccessPolicyTenantRestrictions` (beta); learn.microsoft.com, "Cross-tenant access
//! overview", "B2B direct connect overview", "Tenant restrictions v2". Partner objects are keyed by
//! tenant id, not by domain; what a partner's object leaves at null takes the default's value.

use crate::model::section::{
    Api, Applications, Default, FlagOrInherit, Objects, People, Rights, Text, Wider, Words, choice,
    settings,
};

const BASE: &str = "crossTenantAccessPolicy";
const DEFAULT: &str = "crossTenantAccessPolicyConfigurationDefault";
const PARTNER: &str = "crossTenantAccessPolicyConfigurationPartner";
const SYNC: &str = "crossTenantIdentitySyncPolicyPartner";

/// Source: Graph `crossTenantAccessPolicy`, "Overview of cross-tenant access".
const RIGHTS: Rights = Rights {
    read: Some("Policy.Read.All"),
    change: &["Policy.ReadWrite.CrossTenantAccess"],
    role: "Global Administrator, Security Administrator, Teams Administrator or a custom role",
};
const BASE_API: Api = Api::Graph("/policies/crossTenantAccessPolicy", RIGHTS);
const DEFAULT_API: Api = Api::Graph("/policies/crossTenantAccessPolicy/default", RIGHTS);
const PARTNER_API: Api = Api::Graph(
    "/policies/crossTenantAccessPolicy/partners/{tenantId}",
    RIGHTS,
);
const SYNC_API: Api = Api::Graph(
    "/policies/crossTenantAccessPolicy/partners/{tenantId}/identitySynchronization",
    Rights {
        role: "Global Administrator, Security Administrator or a custom role",
        ..RIGHTS
    },
);

/// From narrow to wide; whether a list of targets makes it narrower or wider depends on the word.
const ACCESS: Wider = Wider::Order(&["blocked", "allowed"]);

settings! {
    /// Cross-tenant access in Microsoft Entra. It counts between Entra tenants only, beside the list
    /// of invitation domains: both must let a guest in.
    struct CrossTenantAccess at "cross_tenant_access" {
        /// Other clouds with which this tenant works together, such as `microsoftonline.us`. After a
        /// cloud is listed everything in it stays blocked until the tenant there is stated under
        /// `partners`; the other side must do the same. Shared channels never work across clouds.
        allowed_cloud_endpoints: Words = {
            title: "Other clouds",
            object: BASE, property: "allowedCloudEndpoints", api: BASE_API,
            default: Default::Empty, wider: Wider::MoreEntries,
        },
    } groups {
        /// What counts for every tenant that `partners` does not name.
        default: DefaultAccess,
        /// Single tenants that differ, by the name of a partner or tenant, or by tenant id.
        partners: Objects<PartnerAccess>,
    }
}

choice! {
    /// Whether the targets are let through.
    enum Access {
        /// They are, and nobody else.
        Allowed = "allowed" / "allowed",
        /// They are not; everybody else is.
        Blocked = "blocked" / "blocked",
    }
}

choice! {
    /// Whether the targets are let through, for one partner.
    enum AccessOrInherit {
        /// They are, and nobody else.
        Allowed = "allowed" / "allowed",
        /// They are not; everybody else is.
        Blocked = "blocked" / "blocked",
        /// As the default says (null in Graph).
        Inherit = "inherit" / "null",
    }
}

/// One of the settings with users, groups and applications, for all tenants or for one.
macro_rules! b2b {
    (
        $(#[doc = $doc:literal])*
        struct $name:ident at $prefix:literal, $what:literal, $property:literal,
        $object:expr, $api:expr, $access:ty, $word:expr, $uncertain:expr
    ) => {
        settings! {
            $(#[doc = $doc])*
            struct $name at $prefix {
                /// Whether users and groups are let through: all of them, or those that
                /// `user_targets` names. If all are blocked, `applications` must be blocked too.
                users: $access = {
                    title: concat!($what, ": users"),
                    object: $object, property: concat!($property, ".usersAndGroups.accessType"),
                    api: $api, default: Default::Word($word), wider: ACCESS, uncertain: $uncertain,
                },
                /// Whom `users` is about: `all_users`, or object ids as `user:ID` and `group:ID`.
                /// Inbound they are of the other tenant's directory, outbound of this one's. Single
                /// users and groups need Entra ID P1.
                user_targets: People = {
                    title: concat!($what, ": which users"),
                    object: $object, property: concat!($property, ".usersAndGroups.targets"),
                    api: $api, default: Default::Words(&["all_users"]), wider: Wider::Neither,
                },
                /// Whether applications may be used: all of them, or those that
                /// `application_targets` names.
                applications: $access = {
                    title: concat!($what, ": applications"),
                    object: $object, property: concat!($property, ".applications.accessType"),
                    api: $api, default: Default::Word($word), wider: ACCESS, uncertain: $uncertain,
                },
                /// Which applications `applications` is about: `all_applications`,
                /// `all_microsoft_apps`, `office365`, or application ids. Single ones need Entra ID
                /// P1.
                application_targets: Applications = {
                    title: concat!($what, ": which applications"),
                    object: $object, property: concat!($property, ".applications.targets"),
                    api: $api, default: Default::Words(&["all_applications"]), wider: Wider::Neither,
                },
            }
        }
    };
}

/// The five settings of that kind, for all tenants or for one.
macro_rules! b2b_settings {
    (
        $object:expr, $api:expr, $access:ty, $open:expr, $closed:expr, $uncertain:expr,
        $collaboration_in:ident at $a:literal, $collaboration_out:ident at $b:literal,
        $connect_in:ident at $c:literal, $connect_out:ident at $d:literal,
        $restrictions:ident at $e:literal
    ) => {
        b2b! {
            /// People of other tenants as guests of this one (B2B collaboration, inbound).
            struct $collaboration_in at $a, "Guests here", "b2bCollaborationInbound",
            $object, $api, $access, $open, $uncertain
        }
        b2b! {
            /// People of this tenant as guests of others (B2B collaboration, outbound).
            struct $collaboration_out at $b, "Our people as guests", "b2bCollaborationOutbound",
            $object, $api, $access, $open, $uncertain
        }
        b2b! {
            /// People of other tenants in shared channels of this one (B2B direct connect, inbound).
            /// Works only if their tenant lets them out.
            struct $connect_in at $c, "Shared channels here", "b2bDirectConnectInbound",
            $object, $api, $access, $closed, $uncertain
        }
        b2b! {
            /// People of this tenant in shared channels of others (B2B direct connect, outbound).
            /// Works only if the other tenant lets them in, and shares some contact data with it.
            struct $connect_out at $d, "Our people in shared channels", "b2bDirectConnectOutbound",
            $object, $api, $access, $closed, $uncertain
        }
        b2b! {
            /// Foreign accounts of people on this organisation's devices and networks (tenant
            /// restrictions). Independent of all else here, and without effect until requests are
            /// marked by a proxy, a Windows policy or Global Secure Access.
            struct $restrictions at $e, "Foreign accounts on our devices", "tenantRestrictions",
            $object, $api, $access, $closed, RESTRICTIONS
        }
    };
}

const RESTRICTIONS: &str = "The shape in Graph v1.0 was not read; beta has it. A limit by single \
                            users is not possible for Microsoft accounts.";
const HALVES: &str = "What counts if only one of users and applications is stated for a partner is \
                      not documented; guestlist takes the default's value for the other one.";

b2b_settings! {
    DEFAULT, DEFAULT_API, Access, "allowed", "blocked", "",
    DefaultCollaborationInbound at "cross_tenant_access.default.b2b_collaboration_inbound",
    DefaultCollaborationOutbound at "cross_tenant_access.default.b2b_collaboration_outbound",
    DefaultConnectInbound at "cross_tenant_access.default.b2b_direct_connect_inbound",
    DefaultConnectOutbound at "cross_tenant_access.default.b2b_direct_connect_outbound",
    DefaultRestrictions at "cross_tenant_access.default.tenant_restrictions"
}

b2b_settings! {
    PARTNER, PARTNER_API, AccessOrInherit, "inherit", "inherit", HALVES,
    PartnerCollaborationInbound at "cross_tenant_access.partners[].b2b_collaboration_inbound",
    PartnerCollaborationOutbound at "cross_tenant_access.partners[].b2b_collaboration_outbound",
    PartnerConnectInbound at "cross_tenant_access.partners[].b2b_direct_connect_inbound",
    PartnerConnectOutbound at "cross_tenant_access.partners[].b2b_direct_connect_outbound",
    PartnerRestrictions at "cross_tenant_access.partners[].tenant_restrictions"
}

settings! {
    /// What counts for every tenant that `partners` does not name.
    struct DefaultAccess at "cross_tenant_access.default" {
    } groups {
        /// People of other tenants as guests of this one.
        b2b_collaboration_inbound: DefaultCollaborationInbound,
        /// People of this tenant as guests of others.
        b2b_collaboration_outbound: DefaultCollaborationOutbound,
        /// People of other tenants in shared channels of this one.
        b2b_direct_connect_inbound: DefaultConnectInbound,
        /// People of this tenant in shared channels of others.
        b2b_direct_connect_outbound: DefaultConnectOutbound,
        /// Foreign accounts on this organisation's devices and networks.
        tenant_restrictions: DefaultRestrictions,
        /// What Conditional Access here believes of another tenant.
        inbound_trust: DefaultTrust,
        /// With which account a guest redeems an invitation.
        redemption: Redemption,
    }
}

settings! {
    /// What Conditional Access here believes of every other tenant. Needs Entra ID P1.
    struct DefaultTrust at "cross_tenant_access.default.inbound_trust" {
        /// Multifactor authentication that people have done in their own tenant counts here.
        mfa: bool = {
            title: "Trust their multifactor authentication",
            object: DEFAULT, property: "inboundTrust.isMfaAccepted", api: DEFAULT_API,
            default: Default::Flag(false), wider: Wider::WhenTrue,
        },
        /// A device that their own tenant calls compliant counts here.
        compliant_device: bool = {
            title: "Trust their compliant devices",
            object: DEFAULT, property: "inboundTrust.isCompliantDeviceAccepted", api: DEFAULT_API,
            default: Default::Flag(false), wider: Wider::WhenTrue,
        },
        /// A device that is joined to their own directory counts here.
        hybrid_joined_device: bool = {
            title: "Trust their hybrid joined devices",
            object: DEFAULT, property: "inboundTrust.isHybridAzureADJoinedDeviceAccepted",
            api: DEFAULT_API, default: Default::Flag(false), wider: Wider::WhenTrue,
        },
    }
}

choice! {
    /// With which kind of account an invitation is redeemed.
    enum IdentityProvider {
        /// Microsoft Entra ID.
        AzureActiveDirectory = "azure_active_directory" / "azureActiveDirectory",
        /// The sign-in of their own organisation, federated with this one.
        ExternalFederation = "external_federation" / "externalFederation",
        /// Accounts of social networks.
        SocialIdentityProviders = "social_identity_providers" / "socialIdentityProviders",
    }
}

choice! {
    /// What is left for people whom no identity provider knows.
    enum Fallback {
        /// As the tenant is set up.
        DefaultConfiguredIdp = "default_configured_idp" / "defaultConfiguredIdp",
        /// A code by e-mail. Guests who have only that can't use SharePoint.
        EmailOneTimePasscode = "email_one_time_passcode" / "emailOneTimePasscode",
        /// A Microsoft account.
        MicrosoftAccount = "microsoft_account" / "microsoftAccount",
    }
}

const PRECEDENCE: &str =
    "invitationRedemptionIdentityProviderConfiguration.primaryIdentityProviderPrecedenceOrder";

settings! {
    /// With which account a guest redeems an invitation. The order of the three is stated as first,
    /// second and third; each stands once.
    struct Redemption at "cross_tenant_access.default.redemption" {
        /// What is tried first.
        first: IdentityProvider = {
            title: "Redemption: first",
            object: DEFAULT, property: PRECEDENCE, api: DEFAULT_API, wider: Wider::Neither,
        },
        /// What is tried next.
        second: IdentityProvider = {
            title: "Redemption: second",
            object: DEFAULT, property: PRECEDENCE, api: DEFAULT_API, wider: Wider::Neither,
        },
        /// What is tried last.
        third: IdentityProvider = {
            title: "Redemption: third",
            object: DEFAULT, property: PRECEDENCE, api: DEFAULT_API, wider: Wider::Neither,
        },
        /// What is left for everybody else; one must remain.
        fallback: Fallback = {
            title: "Redemption: for everybody else",
            object: DEFAULT,
            property: "invitationRedemptionIdentityProviderConfiguration.fallbackIdentityProvider",
            api: DEFAULT_API, default: Default::Word("default_configured_idp"),
            wider: Wider::Neither, uncertain: "The default is inferred.",
        },
    }
}

settings! {
    /// One tenant that differs from the default, named by partner, tenant or tenant id. What is not
    /// stated, or is `inherit`, takes the default's value.
    object(Organisation) struct PartnerAccess at "cross_tenant_access.partners[]" = {
        title: "Cross-tenant access for one tenant",
        object: PARTNER, property: "", api: PARTNER_API,
    } {
        /// Whether this partner manages the tenant as a cloud service provider.
        service_provider: bool = {
            title: "Cloud service provider",
            object: PARTNER, property: "isServiceProvider", api: PARTNER_API,
            wider: Wider::Neither,
        },
    } groups {
        /// Their people as guests of this tenant.
        b2b_collaboration_inbound: PartnerCollaborationInbound,
        /// People of this tenant as their guests.
        b2b_collaboration_outbound: PartnerCollaborationOutbound,
        /// Their people in shared channels of this tenant.
        b2b_direct_connect_inbound: PartnerConnectInbound,
        /// People of this tenant in their shared channels.
        b2b_direct_connect_outbound: PartnerConnectOutbound,
        /// Accounts of that tenant on this organisation's devices and networks.
        tenant_restrictions: PartnerRestrictions,
        /// What Conditional Access here believes of that tenant.
        inbound_trust: PartnerTrust,
        /// Whether guests are spared the question for consent.
        automatic_redemption: AutomaticRedemption,
        /// Whether that tenant may write its people here.
        identity_synchronization: IdentitySynchronization,
    }
}

settings! {
    /// What Conditional Access here believes of that tenant. Needs Entra ID P1.
    struct PartnerTrust at "cross_tenant_access.partners[].inbound_trust" {
        /// Multifactor authentication that people have done in their own tenant counts here. While
        /// it does not and Conditional Access asks for it, nobody gets into shared channels; guests
        /// can do it here.
        mfa: FlagOrInherit = {
            title: "Trust their multifactor authentication",
            object: PARTNER, property: "inboundTrust.isMfaAccepted", api: PARTNER_API,
            default: Default::Word("inherit"), wider: Wider::WhenTrue,
        },
        /// A device that their own tenant calls compliant counts here.
        compliant_device: FlagOrInherit = {
            title: "Trust their compliant devices",
            object: PARTNER, property: "inboundTrust.isCompliantDeviceAccepted", api: PARTNER_API,
            default: Default::Word("inherit"), wider: Wider::WhenTrue,
        },
        /// A device that is joined to their own directory counts here.
        hybrid_joined_device: FlagOrInherit = {
            title: "Trust their hybrid joined devices",
            object: PARTNER, property: "inboundTrust.isHybridAzureADJoinedDeviceAccepted",
            api: PARTNER_API, default: Default::Word("inherit"), wider: Wider::WhenTrue,
        },
    }
}

settings! {
    /// Whether guests are spared the question for consent. It is, only if their home says outbound
    /// and the host says inbound. There is no such setting for all tenants: the default is false and
    /// can't be changed, and `inherit` is false.
    struct AutomaticRedemption at "cross_tenant_access.partners[].automatic_redemption" {
        /// Their people are not asked when they become guests here, if their tenant says outbound.
        inbound: FlagOrInherit = {
            title: "No question for consent: their people here",
            object: PARTNER, property: "automaticUserConsentSettings.inboundAllowed",
            api: PARTNER_API, default: Default::Word("inherit"), wider: Wider::WhenTrue,
        },
        /// People of this tenant are not asked there, if that tenant says inbound.
        outbound: FlagOrInherit = {
            title: "No question for consent: our people there",
            object: PARTNER, property: "automaticUserConsentSettings.outboundAllowed",
            api: PARTNER_API, default: Default::Word("inherit"), wider: Wider::WhenTrue,
        },
    }
}

settings! {
    /// Cross-tenant synchronisation: that tenant creates and changes its people's accounts here.
    struct IdentitySynchronization at "cross_tenant_access.partners[].identity_synchronization" {
        /// Whether that tenant may write its people here. Needs automatic redemption on both sides.
        users_inbound: bool = {
            title: "Their people are written here",
            object: SYNC, property: "userSyncInbound.isSyncAllowed", api: SYNC_API,
            wider: Wider::WhenTrue,
            uncertain: "The property's name was not read in Microsoft's documentation.",
        },
        /// Name of the configuration, for people.
        display_name: Text = {
            title: "Name of the synchronisation",
            object: SYNC, property: "displayName", api: SYNC_API, wider: Wider::Neither,
        },
    }
}
