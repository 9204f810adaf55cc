//! OneDrive sharing: the part of the tenant's sharing settings that counts for people's own files.
//!
//! Facts: learn.microsoft.com, `Set-SPOTenant` (state of July 2026), "Manage sharing settings".

use super::sharepoint::{
    ANYONE, LEVELS, PATH, ROLES, SCOPES, ShareLinkRole, ShareLinkScope, Sharing, SharingState,
    TENANT,
};
use crate::model::section::{Default, NumberOrZero, Wider, settings};

settings! {
    /// OneDrive sharing. Which domains may be shared with stands in `sharepoint.domain_restriction`, a
    /// single OneDrive under `sharepoint.sites`.
    struct OneDrive at "onedrive" {
        /// How far people may share files of their own OneDrive. Never wider than
        /// `sharepoint.sharing`.
        sharing: Sharing = {
            title: "Sharing of OneDrive", label: "Content can be shared with", admin_centre: PATH,
            object: TENANT, property: "OneDriveSharingCapability",
            default: ANYONE, wider: Wider::Order(LEVELS),
            uncertain: "Exports name it ODBSharingCapability; an older way is the sharing of the \
                        site https://TENANT-my.sharepoint.com.",
        },
        /// Who may share: `off` leaves it to the owner, `on` lets everybody who may edit.
        members_can_share: SharingState = {
            title: "Editors share too",
            object: TENANT, property: "ODBMembersCanShare",
            default: Default::Undocumented, wider: Wider::Order(&["off", "on"]),
            uncertain: "The default is not documented; exports show Unspecified.",
        },
        /// Whether people may ask for access.
        access_requests: SharingState = {
            title: "Requests for access",
            object: TENANT, property: "ODBAccessRequests",
            default: Default::Undocumented, wider: Wider::Order(&["off", "on"]),
            uncertain: "The default is not documented; exports show Unspecified.",
        },
        /// Whether guests may be administrators of a OneDrive: `on` blocks them.
        block_guests_as_site_admin: SharingState = {
            title: "No guests as administrators of a OneDrive",
            object: TENANT, property: "OneDriveBlockGuestsAsSiteAdmin",
            default: Default::Undocumented, wider: Wider::Order(&["on", "off"]),
            uncertain: "The default is not documented.",
        },
        /// Guests who have a licence and are managed by an administrator may get a OneDrive.
        for_guests: bool = {
            title: "OneDrive for guests",
            object: TENANT, property: "OneDriveForGuestsEnabled",
            default: Default::Undocumented, wider: Wider::WhenTrue,
            uncertain: "The default is not documented.",
        },
    } groups {
        /// Links that work for anyone who has them.
        anyone_links: OneDriveAnyoneLinks,
        /// Links for everybody in the organisation.
        organization_links: OneDriveOrganizationLinks,
        /// The link that is preselected in OneDrive.
        default_share_link: OneDriveShareLink,
        /// Links by which others hand in files.
        request_files_link: OneDriveRequestFilesLink,
    }
}

settings! {
    /// Links to files in OneDrive that work for anyone who has them. No effect unless `sharing` is
    /// `external_user_and_guest_sharing`, here and in SharePoint.
    struct OneDriveAnyoneLinks at "onedrive.anyone_links" {
        /// After how many days such links end at the latest; 0 is never.
        max_expiration_in_days: NumberOrZero<1, 730> = {
            title: "Days until links for anyone to OneDrive end",
            object: TENANT, property: "OneDriveAnyoneSharingLinkMaxExpirationInDays",
            default: Default::Undocumented, wider: Wider::Longer,
            uncertain: "The default is not documented.",
        },
        /// The number of days that is suggested; at most `max_expiration_in_days`, and 0 suggests
        /// that.
        recommended_expiration_in_days: NumberOrZero<1, 730> = {
            title: "Suggested days for links for anyone to OneDrive",
            object: TENANT, property: "OneDriveAnyoneSharingLinkRecommendedExpirationInDays",
            default: Default::Undocumented, wider: Wider::Longer,
            uncertain: "The default is not documented.",
        },
    }
}

settings! {
    /// Links for everybody in the organisation; nobody outside can use them.
    struct OneDriveOrganizationLinks at "onedrive.organization_links" {
        /// After how many days such links to OneDrive end at the latest; 0 is never.
        max_expiration_in_days: NumberOrZero<7, 720> = {
            title: "Days until links for the organisation to OneDrive end",
            object: TENANT, property: "OneDriveOrganizationSharingLinkMaxExpirationInDays",
            default: Default::Undocumented, wider: Wider::Neither,
            uncertain: "The default is not documented; exports show 0.",
        },
    }
}

settings! {
    /// The link that is preselected in OneDrive. It forbids nothing.
    struct OneDriveShareLink at "onedrive.default_share_link" {
        /// Whom it is for. Replaces `sharepoint.default_sharing_link_type` for OneDrive.
        scope: ShareLinkScope = {
            title: "Preselected link in OneDrive",
            object: TENANT, property: "OneDriveDefaultShareLinkScope",
            default: Default::Word("uninitialized"), wider: Wider::Order(SCOPES),
        },
        /// What it lets people do. Replaces `sharepoint.default_link_permission` for OneDrive.
        role: ShareLinkRole = {
            title: "Permission of the preselected link in OneDrive",
            object: TENANT, property: "OneDriveDefaultShareLinkRole",
            default: Default::Undocumented, wider: Wider::Order(ROLES),
            uncertain: "The default is not documented.",
        },
        /// Preselects the link for people who have access already, whatever `scope` says.
        to_existing_access: bool = {
            title: "Preselect people with access in OneDrive",
            object: TENANT, property: "OneDriveDefaultLinkToExistingAccess",
            default: Default::Flag(false), wider: Wider::WhenFalse,
        },
    }
}

settings! {
    /// Links by which others hand in files, in OneDrive. They need `sharing` to be
    /// `external_user_and_guest_sharing`, and `edit` for links for anyone to files and to folders.
    struct OneDriveRequestFilesLink at "onedrive.request_files_link" {
        /// Whether there are such links.
        enabled: bool = {
            title: "Requests for files in OneDrive",
            object: TENANT, property: "OneDriveRequestFilesLinkEnabled",
            default: Default::Undocumented, wider: Wider::WhenTrue,
            uncertain: "The default is not documented.",
        },
        /// After how many days they end; 0 is never.
        expiration_in_days: NumberOrZero<1, 730> = {
            title: "Days until requests for files in OneDrive end",
            object: TENANT, property: "OneDriveRequestFilesLinkExpirationInDays",
            default: Default::Undocumented, wider: Wider::Longer,
            uncertain: "The default is not documented.",
        },
    }
}
