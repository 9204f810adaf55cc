//! SharePoint sharing: what a tenant lets out at most, and single sites.
//!
//! Facts: learn.microsoft.com, `Set-SPOTenant`, `Set-SPOSite` (state of July 2026), "Restrict sharing
//! of SharePoint and OneDrive content by domain", "Manage sharing settings", Graph
//! `sharepointSettings`; defaults also after CIS Microsoft 365 Foundations 7.0.

mod links;
mod people;
mod site;

use crate::model::config::DomainEntries;
use crate::model::section::{Default, Objects, Url, Wider, choice, settings};

pub use links::{
    AnyoneLinks, OrganizationLinks, ROLES, RequestFilesLink, SCOPES, ShareLink, ShareLinkRole,
    ShareLinkScope,
};
pub use people::{
    Agents, EmailAttestation, ExternalUsers, Notifications, PeoplePicker, SharingState,
};
pub use people::{SignInAcceleration, WhoCanShare};
pub use site::Site;

/// The object of every tenant-wide setting.
pub(super) const TENANT: &str = "SPOTenant";

/// The path of the sharing page.
pub(super) const PATH: &str = "SharePoint admin centre > Policies > Sharing";

/// How far something is shared, from narrow to wide. The service's numbers are 0, 3, 1, 2: they are
/// not the order.
///
/// Source: `Set-SPOTenant -SharingCapability`.
pub const LEVELS: &[&str] = &[
    "disabled",
    "existing_external_user_sharing_only",
    "external_user_sharing_only",
    "external_user_and_guest_sharing",
];

/// The widest of [`LEVELS`].
pub(super) const ANYONE: Default = Default::Word("external_user_and_guest_sharing");

choice! {
    /// How far content may be shared.
    enum Sharing {
        /// Only people in your organization.
        Disabled = "disabled" / "Disabled",
        /// Existing guests: people who are in the directory already.
        Existing = "existing_external_user_sharing_only" / "ExistingExternalUserSharingOnly",
        /// New and existing guests: whoever signs in or enters a code.
        External = "external_user_sharing_only" / "ExternalUserSharingOnly",
        /// Anyone: whoever has the link, without signing in.
        Anyone = "external_user_and_guest_sharing" / "ExternalUserAndGuestSharing",
    }
}

choice! {
    /// Which list of domains counts.
    enum RestrictionMode {
        /// None of the two: people of every domain.
        None = "none" / "None",
        /// Only people of the allowed domains.
        AllowList = "allow_list" / "AllowList",
        /// Everybody but people of the blocked domains.
        BlockList = "block_list" / "BlockList",
    }
}

choice! {
    /// Which link is preselected.
    enum LinkType {
        /// The widest that is allowed; on a site: what the tenant says.
        None = "none" / "None",
        /// Specific people.
        Direct = "direct" / "Direct",
        /// People in the organisation.
        Internal = "internal" / "Internal",
        /// Anyone with the link.
        AnonymousAccess = "anonymous_access" / "AnonymousAccess",
    }
}

choice! {
    /// What a link lets people do.
    enum LinkPermission {
        /// Nothing of its own: a tenant applies it as edit, a site takes what the tenant says.
        None = "none" / "None",
        /// Look.
        View = "view" / "View",
        /// Change.
        Edit = "edit" / "Edit",
    }
}

choice! {
    /// Whether guests can open new files at once.
    enum NewFiles {
        /// They can.
        AllowExternalSharing = "allow_external_sharing" / "AllowExternalSharing",
        /// Not before the rules for data loss prevention have looked at them.
        BlockExternalSharing = "block_external_sharing" / "BlockExternalSharing",
    }
}

settings! {
    /// SharePoint sharing.
    struct SharePoint at "sharepoint" {
        /// The ceiling for the whole organisation: no site and no OneDrive shares further, whatever
        /// it says itself. Tightening it takes access from guests within about an hour; opening it
        /// again restores the access that guests had before. Guests of a team reach its files only
        /// while this is not `disabled`. Graph has it too, as sharingCapability of
        /// /admin/sharepoint/settings.
        sharing: Sharing = {
            title: "Sharing", label: "Content can be shared with", admin_centre: PATH,
            object: TENANT, property: "SharingCapability",
            default: ANYONE, wider: Wider::Order(LEVELS),
            uncertain: "A single site can be stricter; its own level is known only where files state \
                        it.",
        },
        /// The same for SharePoint sites alone, not for OneDrive. The stricter of this and `sharing`
        /// counts.
        core_sharing: Sharing = {
            title: "Sharing of sites", admin_centre: PATH,
            object: TENANT, property: "CoreSharingCapability",
            default: ANYONE, wider: Wider::Order(LEVELS),
        },
        /// Whether sharing a file makes a guest account in Entra. While it is false a new person
        /// gets a code by e-mail and no account: Entra's rules (who may invite, domains,
        /// multifactor sign-in) do not reach files and folders. Sites are under Entra's rules in
        /// both cases. Turning it off later leaves guests as they are.
        azure_ad_b2b_integration: bool = {
            title: "Integration with Entra B2B",
            object: TENANT, property: "EnableAzureADB2BIntegration",
            default: Default::Undocumented, wider: Wider::WhenFalse,
            uncertain: "Microsoft says that it is on for new tenants, CIS 7.0 that it is off.",
        },
        /// Guests may not share what they do not own. What they fully control they can share all
        /// the same.
        prevent_external_users_from_resharing: bool = {
            title: "Guests can't share further",
            label: "Allow guests to share items they don't own", admin_centre: PATH,
            object: TENANT, property: "PreventExternalUsersFromResharing",
            default: Default::Flag(false), wider: Wider::WhenFalse,
            uncertain: "The admin centre and Graph (isResharingByExternalUsersEnabled) say the \
                        opposite: on there is false here.",
        },
        /// The link that is preselected when somebody shares. It forbids nothing. The settings
        /// `default_share_link` here and in `onedrive` are to replace it.
        default_sharing_link_type: LinkType = {
            title: "Preselected link", label: "File and folder links", admin_centre: PATH,
            object: TENANT, property: "DefaultSharingLinkType",
            default: Default::Undocumented,
            wider: Wider::Order(&["direct", "internal", "anonymous_access"]),
            uncertain: "CIS 7.0 says that the default is Internal, older pages of Microsoft say \
                        the link for anyone. Which one wins over default_share_link is not \
                        documented.",
        },
        /// What the preselected link lets people do. `default_share_link` is to replace it.
        default_link_permission: LinkPermission = {
            title: "Permission of the preselected link", admin_centre: PATH,
            object: TENANT, property: "DefaultLinkPermission",
            default: Default::Word("edit"), wider: Wider::Order(&["view", "edit"]),
            uncertain: "None is applied as Edit.",
        },
        /// Guests can't open new files before the rules for data loss prevention have looked at
        /// them.
        mark_new_files_sensitive_by_default: NewFiles = {
            title: "New files are sensitive until looked at",
            object: TENANT, property: "MarkNewFilesSensitiveByDefault",
            default: Default::Undocumented,
            wider: Wider::Order(&["block_external_sharing", "allow_external_sharing"]),
            uncertain: "The default is believed to be AllowExternalSharing.",
        },
        /// Guests may share with people who are not in the site yet. Needs
        /// `azure_ad_b2b_integration`.
        allow_guest_user_share_to_users_not_in_site_collection: bool = {
            title: "Guests share with people outside the site",
            object: TENANT, property: "AllowGuestUserShareToUsersNotInSiteCollection",
            default: Default::Flag(false), wider: Wider::WhenTrue,
        },
        /// Whether guests may be administrators of sites: `on` blocks them.
        block_guests_as_site_admin: SharingState = {
            title: "No guests as site administrators",
            object: TENANT, property: "CoreBlockGuestsAsSiteAdmin",
            default: Default::Undocumented, wider: Wider::Order(&["on", "off"]),
            uncertain: "The default is not documented.",
        },
        /// Where people are sent who wanted to share and may not; empty by default.
        customized_external_sharing_service_url: Url = {
            title: "Address shown when sharing is blocked",
            object: TENANT, property: "CustomizedExternalSharingServiceUrl",
            default: Default::Undocumented, wider: Wider::Neither,
        },
    } groups {
        /// Which domains content may be shared with.
        domain_restriction: DomainRestriction,
        /// Links that work for anyone who has them.
        anyone_links: AnyoneLinks,
        /// Links for everybody in the organisation.
        organization_links: OrganizationLinks,
        /// The link that is preselected on sites.
        default_share_link: ShareLink,
        /// Links by which others hand in files.
        request_files_link: RequestFilesLink,
        /// How long guests keep access.
        external_users: ExternalUsers,
        /// People who prove who they are by a code.
        email_attestation: EmailAttestation,
        /// Who may share with people outside.
        who_can_share: WhoCanShare,
        /// Agents, programs that act by themselves.
        agents: Agents,
        /// Whom people find when they share.
        people_picker: PeoplePicker,
        /// Mail about sharing.
        notifications: Notifications,
        /// The way to the sign-in page.
        sign_in_acceleration: SignInAcceleration,
        /// Single sites, by address. The strictest of tenant, `core_sharing` or OneDrive, and site
        /// counts.
        sites: Objects<Site>,
    }
}

/// Most domains in one list of a tenant. Source: "Restrict sharing of SharePoint and OneDrive content
/// by domain"; older pages say 3,000 or 1,000.
const DOMAINS: Option<usize> = Some(5_000);

settings! {
    /// Which domains content may be shared with.
    struct DomainRestriction at "sharepoint.domain_restriction" {
        /// Which of the two lists counts; the service keeps the other one. A list with the mode
        /// `allow_list` and no domain on it lets nobody in.
        mode: RestrictionMode = {
            title: "Which list of domains counts", label: "Limit external sharing by domain",
            admin_centre: PATH, object: TENANT, property: "SharingDomainRestrictionMode",
            default: Default::Word("none"),
            wider: Wider::Order(&["allow_list", "block_list", "none"]),
            uncertain: "Whether a listed domain covers its subdomains is not documented; guestlist \
                        takes it that it does not. Graph has it too, as \
                        sharingDomainRestrictionMode.",
        },
        /// The domains that content may be shared with, and no others. Counts only while `mode` is
        /// `allow_list`; kept while it is not. No wildcards. This list limits SharePoint and
        /// OneDrive, not Teams or groups: those follow Entra's list.
        allowed_domains: DomainEntries = {
            title: "Allowed domains", label: "Allow only specific domains", admin_centre: PATH,
            object: TENANT, property: "SharingAllowedDomainList",
            default: Default::Empty, most: DOMAINS, wider: Wider::MoreEntries,
            uncertain: "At most 5,000 domains; older pages say less. Links for anyone are not tied \
                        to a domain: that the list does not stop them is inferred.",
        },
        /// The domains that content may not be shared with. Counts only while `mode` is
        /// `block_list`; kept while it is not.
        blocked_domains: DomainEntries = {
            title: "Blocked domains", label: "Block specific domains", admin_centre: PATH,
            object: TENANT, property: "SharingBlockedDomainList",
            default: Default::Empty, most: DOMAINS, wider: Wider::FewerEntries,
            uncertain: "At most 5,000 domains; older pages say less.",
        },
    }
}
