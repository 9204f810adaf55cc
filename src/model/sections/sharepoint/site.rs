//! Single sites, OneDrive sites of people among them.

use super::{LEVELS, LinkPermission, LinkType, RestrictionMode, ShareLinkRole, ShareLinkScope};
use super::{ROLES, SCOPES, Sharing, SharingState};
use crate::model::config::DomainEntries;
use crate::model::section::{Default, Ids, NumberOrZero, Wider, choice, settings};

const SITE: &str = "SPOSite";
const PATH: &str = "SharePoint admin centre > Sites > Active sites";

/// Most domains in one list of a site. Source: "Restrict sharing of SharePoint and OneDrive content by
/// domain"; older pages say 100.
const DOMAINS: Option<usize> = Some(500);

choice! {
    /// Whether links for the whole organisation are forbidden.
    enum CompanyLinks {
        /// They are.
        Disabled = "disabled" / "Disabled",
        /// They are not.
        NotDisabled = "not_disabled" / "NotDisabled",
    }
}

choice! {
    /// Whom the link in the main place is for.
    enum MainLinkScope {
        /// People who are added.
        OnlyPeopleAdded = "only_people_added" / "OnlyPeopleAdded",
        /// People in the organisation.
        Organization = "organization" / "Organization",
        /// Anyone with the link.
        Anyone = "anyone" / "Anyone",
    }
}

choice! {
    /// Whether a site can be used.
    enum LockState {
        /// By nobody.
        NoAccess = "no_access" / "NoAccess",
        /// For reading.
        ReadOnly = "read_only" / "ReadOnly",
        /// As its permissions say.
        Unlock = "unlock" / "Unlock",
    }
}

settings! {
    /// A site, by its address. A OneDrive is a site too
    /// (`https://contoso-my.sharepoint.com/personal/…`). `absent` deletes the site with its content;
    /// to leave a site alone, do not state it.
    object(Url) struct Site at "sharepoint.sites[]" = {
        title: "Site", label: "Active sites", admin_centre: PATH,
        object: SITE,
    } {
        /// How far the site shares. The strictest of tenant, partition (`core_sharing`, or OneDrive)
        /// and site counts; a wider value may be stored and has no effect until those above open.
        sharing: Sharing = {
            title: "Sharing of the site", label: "External sharing", admin_centre: PATH,
            object: SITE, property: "SharingCapability",
            default: Default::Undocumented, wider: Wider::Order(LEVELS),
            uncertain: "The default depends on the site: communication sites, sites without a group \
                        and classic ones share with nobody outside, the root site and OneDrive with \
                        anyone, sites of groups and teams with new and existing guests if owners may \
                        add guests, else with existing guests.",
        },
        /// Leaves out what the partition says (`core_sharing`, or OneDrive); the tenant still caps.
        override_sharing: bool = {
            title: "Leave out the partition",
            object: SITE, property: "OverrideSharingCapability",
            default: Default::Flag(false), wider: Wider::WhenTrue,
        },
        /// The preselected link; `none` is what the tenant says.
        default_sharing_link_type: LinkType = {
            title: "Preselected link of the site", label: "Default sharing link type",
            admin_centre: PATH, object: SITE, property: "DefaultSharingLinkType",
            default: Default::Word("none"),
            wider: Wider::Order(&["direct", "internal", "anonymous_access"]),
        },
        /// What the preselected link lets people do; `none` is what the tenant says.
        default_link_permission: LinkPermission = {
            title: "Permission of the site's preselected link", label: "Default link permission",
            admin_centre: PATH, object: SITE, property: "DefaultLinkPermission",
            default: Default::Word("none"), wider: Wider::Order(&["view", "edit"]),
        },
        /// Guests are found by name here.
        show_people_picker_suggestions_for_guest_users: bool = {
            title: "Suggest guests on the site",
            object: SITE, property: "ShowPeoplePickerSuggestionsForGuestUsers",
            default: Default::Flag(false), wider: Wider::WhenTrue,
        },
        /// Forbids links for the whole organisation.
        disable_company_wide_sharing_links: CompanyLinks = {
            title: "No links for the whole organisation",
            object: SITE, property: "DisableCompanyWideSharingLinks",
            default: Default::Word("not_disabled"), wider: Wider::Neither,
        },
        /// Only owners share.
        disable_sharing_for_non_owners: bool = {
            title: "Only owners share",
            object: SITE, property: "DisableSharingForNonOwners",
            default: Default::Flag(false), wider: Wider::WhenFalse,
        },
        /// Whether guests may be administrators of the site: `on` blocks them.
        block_guests_as_site_admin: SharingState = {
            title: "No guests as administrators of the site",
            object: SITE, property: "BlockGuestsAsSiteAdmin",
            default: Default::Undocumented, wider: Wider::Order(&["on", "off"]),
            uncertain: "The default is not documented.",
        },
        /// Whether the site can be used. Not for the root site.
        lock_state: LockState = {
            title: "Lock",
            object: SITE, property: "LockState",
            default: Default::Word("unlock"),
            wider: Wider::Order(&["no_access", "read_only", "unlock"]),
        },
    } groups {
        /// Which domains the site may be shared with.
        domain_restriction: SiteRestriction,
        /// Links that work for anyone who has them.
        anyone_links: SiteAnyoneLinks,
        /// How long guests keep access.
        external_users: SiteExternalUsers,
        /// The link that is preselected.
        default_share_link: SiteShareLink,
        /// Who gets in at all.
        restricted_access_control: RestrictedAccess,
    }
}

settings! {
    /// Which domains a site may be shared with. Where the tenant has a list the tenant wins: below an
    /// allow list of the tenant a site's allow list must be a part of it; below a block list a site may
    /// have either.
    struct SiteRestriction at "sharepoint.sites[].domain_restriction" {
        /// Which of the two lists counts.
        mode: RestrictionMode = {
            title: "Which list of domains counts on the site", label: "Limit sharing by domain",
            admin_centre: PATH, object: SITE, property: "SharingDomainRestrictionMode",
            default: Default::Word("none"),
            wider: Wider::Order(&["allow_list", "block_list", "none"]),
            uncertain: "By PowerShell only for OneDrive and for sites of groups. What a block list \
                        does below the tenant's allow list is not documented.",
        },
        /// The domains that the site may be shared with. Counts only while `mode` is `allow_list`.
        allowed_domains: DomainEntries = {
            title: "Allowed domains of the site", admin_centre: PATH,
            object: SITE, property: "SharingAllowedDomainList",
            default: Default::Empty, most: DOMAINS, wider: Wider::MoreEntries,
            uncertain: "At most 500 domains; older pages say 100.",
        },
        /// The domains that the site may not be shared with. Counts only while `mode` is
        /// `block_list`.
        blocked_domains: DomainEntries = {
            title: "Blocked domains of the site", admin_centre: PATH,
            object: SITE, property: "SharingBlockedDomainList",
            default: Default::Empty, most: DOMAINS, wider: Wider::FewerEntries,
            uncertain: "At most 500 domains; older pages say 100.",
        },
    }
}

settings! {
    /// Links to a site that work for anyone who has them.
    struct SiteAnyoneLinks at "sharepoint.sites[].anyone_links" {
        /// The site's own number of days counts, even if it is looser than the tenant's.
        override_expiration: bool = {
            title: "Own days for links for anyone",
            object: SITE, property: "OverrideTenantAnonymousLinkExpirationPolicy",
            default: Default::Flag(false), wider: Wider::Neither,
        },
        /// After how many days such links end; 0 is never. Used only while `override_expiration` is
        /// true.
        expire_in_days: NumberOrZero<1, 730> = {
            title: "Days until links for anyone to the site end",
            object: SITE, property: "AnonymousLinkExpirationInDays",
            default: Default::Undocumented, wider: Wider::Longer,
            uncertain: "The default is not documented.",
        },
    }
}

settings! {
    /// How long guests keep access to a site.
    struct SiteExternalUsers at "sharepoint.sites[].external_users" {
        /// The site's own number of days counts, even if it is looser than the tenant's.
        override_expiration: bool = {
            title: "Own days for guests",
            object: SITE, property: "OverrideTenantExternalUserExpirationPolicy",
            default: Default::Flag(false), wider: Wider::Neither,
        },
        /// After how many days guests' access ends; 0 is never. Used only while
        /// `override_expiration` is true.
        expire_in_days: NumberOrZero<1, 730> = {
            title: "Days until guests' access to the site ends",
            object: SITE, property: "ExternalUserExpirationInDays",
            default: Default::Undocumented, wider: Wider::Longer,
            uncertain: "The default is not documented.",
        },
    }
}

settings! {
    /// The link that is preselected on a site. It forbids nothing.
    struct SiteShareLink at "sharepoint.sites[].default_share_link" {
        /// Whom it is for. `anyone` falls back to a narrower one where it is not allowed.
        scope: ShareLinkScope = {
            title: "Preselected link of the site (new)",
            object: SITE, property: "DefaultShareLinkScope",
            default: Default::Word("uninitialized"), wider: Wider::Order(SCOPES),
        },
        /// What it lets people do.
        role: ShareLinkRole = {
            title: "Permission of the site's preselected link (new)",
            object: SITE, property: "DefaultShareLinkRole",
            default: Default::Undocumented, wider: Wider::Order(ROLES),
            uncertain: "The default is not documented.",
        },
        /// Whom the link in the main place is for.
        main_scope: MainLinkScope = {
            title: "Main link of the site",
            object: SITE, property: "DefaultMainLinkScope",
            default: Default::Word("only_people_added"),
            wider: Wider::Order(&["only_people_added", "organization", "anyone"]),
        },
        /// Preselects the link for people who have access already.
        to_existing_access: bool = {
            title: "Preselect people with access on the site",
            object: SITE, property: "DefaultLinkToExistingAccess",
            default: Default::Flag(false), wider: Wider::WhenFalse,
        },
    }
}

settings! {
    /// Who gets into a site at all, whatever it is shared with.
    struct RestrictedAccess at "sharepoint.sites[].restricted_access_control" {
        /// Only members of `groups` get in.
        enabled: bool = {
            title: "Only members of groups get in",
            object: SITE, property: "RestrictedAccessControl",
            default: Default::Flag(false), wider: Wider::WhenFalse,
        },
        /// The groups (ids). Used only while `enabled` is true.
        groups: Ids = {
            title: "Groups that get in",
            object: SITE, property: "RestrictedAccessControlGroups",
            default: Default::Empty, wider: Wider::MoreEntries,
        },
    }
}
