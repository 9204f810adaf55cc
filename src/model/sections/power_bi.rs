//! Power BI (Microsoft Fabric): tenant settings that concern people outside.
//!
//! Facts: learn.microsoft.com, "Export and sharing tenant settings", Fabric REST "Tenants - List
//! Tenant Settings" and "Update Tenant Setting"; defaults after CIS Microsoft 365 Foundations 7.0.
//! There are no lists of domains: which domains may be invited is Entra's list.

use crate::model::section::{Api, Default, Groups, Wider, settings};

const TENANT: &str = "Fabric tenant setting";
const PATH: &str = "Fabric admin portal > Tenant settings > Export and sharing settings";
const READ: &str = "GET https://api.fabric.microsoft.com/v1/admin/tenantsettings";

/// One tenant setting: a switch, groups that narrow it, and who may decide otherwise. `NAME` is its
/// stable name, `TITLE` the words in the portal, which change.
macro_rules! tenant_setting {
    (
        $(#[doc = $doc:literal])*
        $struct:ident at $prefix:literal = $name:literal / $title:literal / $label:literal,
        $default:expr, $wider:expr, $uncertain:literal
        $( { $($more:tt)* } )?
    ) => {
        settings! {
            $(#[doc = $doc])*
            struct $struct at $prefix {
                $(#[doc = $doc])*
                enabled: bool = {
                    title: $title, label: $label, admin_centre: PATH,
                    object: TENANT, property: $name, api: tenant_setting!(@api $name),
                    default: $default, wider: $wider, uncertain: $uncertain,
                },
                /// Security groups that it is limited to; none is the whole organisation. Used only
                /// while `enabled` is true.
                groups: Groups = {
                    title: concat!($title, ": only groups"), admin_centre: PATH,
                    object: TENANT, property: concat!($name, ".enabledSecurityGroups"),
                    api: tenant_setting!(@api $name),
                    default: Default::Empty, wider: Wider::Neither,
                    uncertain: "That an empty list is always the whole organisation is how \
                                published baselines read it.",
                },
                /// Security groups that it does not count for.
                excluded_groups: Groups = {
                    title: concat!($title, ": all but groups"), admin_centre: PATH,
                    object: TENANT, property: concat!($name, ".excludedSecurityGroups"),
                    api: tenant_setting!(@api $name),
                    default: Default::Empty, wider: Wider::Neither,
                },
                /// Administrators of a capacity may decide otherwise.
                delegate_to_capacity: bool = {
                    title: concat!($title, ": capacities decide"), admin_centre: PATH,
                    object: TENANT, property: concat!($name, ".delegateToCapacity"),
                    api: tenant_setting!(@api $name), wider: Wider::Neither,
                },
                /// Administrators of a domain of Fabric may decide otherwise.
                delegate_to_domain: bool = {
                    title: concat!($title, ": domains decide"), admin_centre: PATH,
                    object: TENANT, property: concat!($name, ".delegateToDomain"),
                    api: tenant_setting!(@api $name), wider: Wider::Neither,
                },
                /// Administrators of a workspace may decide otherwise.
                delegate_to_workspace: bool = {
                    title: concat!($title, ": workspaces decide"), admin_centre: PATH,
                    object: TENANT, property: concat!($name, ".delegateToWorkspace"),
                    api: tenant_setting!(@api $name), wider: Wider::Neither,
                },
                $( $($more)* )?
            }
        }
    };
    (@api $name:literal) => {
        Api::Other(
            READ,
            concat!("POST https://api.fabric.microsoft.com/v1/admin/tenantsettings/", $name, "/update"),
        )
    };
}

settings! {
    /// Power BI (Microsoft Fabric).
    struct PowerBi at "power_bi" {
    } groups {
        /// Guests and shared content: the gate for every guest.
        guest_access_to_shared_content: SharedContent,
        /// Invitations from Fabric.
        external_sharing: ExternalSharing,
        /// Guests who browse.
        elevated_guests: ElevatedGuests,
        /// Guests in suggestions.
        guest_lookup: GuestLookup,
        /// Reports for the whole web.
        publish_to_web: PublishToWeb,
        /// Subscriptions of guests.
        email_subscriptions_to_b2b_users: GuestSubscriptions,
        /// Subscriptions sent to people outside.
        email_subscriptions_to_external_users: ExternalSubscriptions,
        /// Semantic models shared in place.
        dataset_in_place_sharing: InPlaceSharing,
        /// Shared semantic models of others.
        external_dataset_sharing: ExternalDatasets,
        /// Data shared with other tenants.
        external_data_sharing: ExternalData,
        /// Data that other tenants share.
        external_data_sharing_receiver: ExternalDataReceiver,
        /// Links for the whole organisation.
        share_link_to_entire_org: OrganisationLink,
    }
}

tenant_setting! {
    /// Guests may use Fabric at all. While it is off guests get an error, and nobody can invite
    /// guests from Fabric. Its groups are groups of guests.
    SharedContent at "power_bi.guest_access_to_shared_content"
        = "AllowGuestUserToAccessSharedContent" / "Guests may use Fabric"
        / "Guest users can access Microsoft Fabric",
    Default::Flag(true), Wider::WhenTrue, ""
}

tenant_setting! {
    /// People may invite guests from Fabric while they share. They must be allowed to by Entra too.
    /// Turning it off leaves guests their access, and they are still found.
    ExternalSharing at "power_bi.external_sharing"
        = "ExternalSharingV2" / "Invitations from Fabric"
        / "Users can invite guest users to collaborate through item sharing and permissions",
    Default::Flag(true), Wider::WhenTrue,
    "Older titles: Invite external users to your organization; Share content with external users."
}

tenant_setting! {
    /// Guests see the whole navigation and browse content. Turning it off takes away no role in a
    /// workspace and no permission that was given.
    ElevatedGuests at "power_bi.elevated_guests"
        = "ElevatedGuestsTenant" / "Guests browse"
        / "Guest users can browse and access Fabric content",
    Default::Flag(false), Wider::WhenTrue, ""
}

tenant_setting! {
    /// Guests are suggested when people share. While it is off their whole address still works.
    GuestLookup at "power_bi.guest_lookup"
        = "AllowGuestLookup" / "Guests are suggested"
        / "Users can see guest users in lists of suggested people",
    Default::Undocumented, Wider::WhenTrue, "The default is believed to be on."
}

tenant_setting! {
    /// Reports may be published for everybody on the web, without signing in.
    PublishToWeb at "power_bi.publish_to_web"
        = "PublishToWeb" / "Publish to web" / "Publish to web",
    Default::Flag(true), Wider::WhenTrue, ""
    {
        /// New embed codes may be made; while it is false only those that exist go on working.
        create_embed_codes: bool = {
            title: "Publish to web: new embed codes", admin_centre: PATH,
            object: TENANT, property: "PublishToWeb.CreateP2w",
            api: tenant_setting!(@api "PublishToWeb"),
            default: Default::Flag(false), wider: Wider::WhenTrue,
        },
    }
}

tenant_setting! {
    /// Guests may subscribe to reports by mail. Turning it off turns
    /// `email_subscriptions_to_external_users` off as well.
    GuestSubscriptions at "power_bi.email_subscriptions_to_b2b_users"
        = "EmailSubscriptionsToB2BUsers" / "Subscriptions of guests"
        / "Guest users can set up and subscribe to email subscriptions",
    Default::Undocumented, Wider::WhenTrue, "The default is not documented."
}

tenant_setting! {
    /// People may send subscriptions by mail to recipients who are no guests.
    ExternalSubscriptions at "power_bi.email_subscriptions_to_external_users"
        = "EmailSubscriptionsToExternalUsers" / "Subscriptions sent outside"
        / "Users can send email subscriptions to guest (external) users",
    Default::Undocumented, Wider::WhenTrue, "The default is not documented."
}

tenant_setting! {
    /// People may share semantic models in place with guests of other tenants.
    InPlaceSharing at "power_bi.dataset_in_place_sharing"
        = "EnableDatasetInPlaceSharing" / "Semantic models shared in place"
        / "Allow specific users to turn on external data sharing",
    Default::Flag(true), Wider::WhenTrue, ""
}

tenant_setting! {
    /// Guests may work with shared semantic models in their own tenants. Needs
    /// `dataset_in_place_sharing`.
    ExternalDatasets at "power_bi.external_dataset_sharing"
        = "ExternalDatasetSharingTenant" / "Semantic models in guests' own tenants"
        / "Guest users can work with shared semantic models in their own tenants",
    Default::Undocumented, Wider::WhenTrue, "The default is believed to be off."
}

tenant_setting! {
    /// Data in OneLake may be shared with other tenants.
    ExternalData at "power_bi.external_data_sharing"
        = "AllowExternalDataSharingSwitch" / "Data shared with other tenants"
        / "External data sharing",
    Default::Undocumented, Wider::WhenTrue, "The default is believed to be off."
}

tenant_setting! {
    /// People may accept data that other tenants share.
    ExternalDataReceiver at "power_bi.external_data_sharing_receiver"
        = "AllowExternalDataSharingReceiverSwitch" / "Data of other tenants"
        / "Users can accept external data shares",
    Default::Undocumented, Wider::WhenTrue, "The default is not documented."
}

tenant_setting! {
    /// Links that open an item for everybody in the organisation. Nobody outside can use them.
    OrganisationLink at "power_bi.share_link_to_entire_org"
        = "ShareLinkToEntireOrg" / "Links for the whole organisation"
        / "Allow shareable links to grant access to everyone in your organization",
    Default::Flag(true), Wider::Neither, ""
}
