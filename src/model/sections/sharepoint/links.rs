//! Links: for anyone, for the organisation, the preselected one, and those to hand in files.

use super::{PATH, TENANT};
use crate::model::section::{Default, NumberOrZero, Wider, choice, settings};

choice! {
    /// What a link for anyone lets people do with a file.
    enum FileLink {
        /// Look.
        View = "view" / "View",
        /// Change.
        Edit = "edit" / "Edit",
    }
}

choice! {
    /// What a link for anyone lets people do with a folder.
    enum FolderLink {
        /// Look.
        View = "view" / "View",
        /// Look, and put files in.
        ViewUpload = "view_upload" / "ViewUpload",
        /// Look, change and put files in.
        Edit = "edit" / "Edit",
    }
}

settings! {
    /// Links that work for anyone who has them, without signing in. No effect unless `sharing` is
    /// `external_user_and_guest_sharing`.
    struct AnyoneLinks at "sharepoint.anyone_links" {
        /// After how many days such links end at the latest; 0 is never. A shorter time shortens
        /// links that exist, a longer one leaves them.
        expire_in_days: NumberOrZero<1, 730> = {
            title: "Days until links for anyone end",
            label: "These links must expire within this many days", admin_centre: PATH,
            object: TENANT, property: "RequireAnonymousLinksExpireInDays",
            default: Default::Number(0), wider: Wider::Longer,
            uncertain: "Exports show -1 where the documentation says 0; both mean no limit.",
        },
        /// What such links let people do with files at most.
        file_permission: FileLink = {
            title: "Links for anyone: files", admin_centre: PATH,
            object: TENANT, property: "FileAnonymousLinkType",
            default: Default::Word("edit"), wider: Wider::Order(&["view", "edit"]),
        },
        /// What such links let people do with folders at most.
        folder_permission: FolderLink = {
            title: "Links for anyone: folders", admin_centre: PATH,
            object: TENANT, property: "FolderAnonymousLinkType",
            default: Default::Word("edit"),
            wider: Wider::Order(&["view", "view_upload", "edit"]),
        },
        /// Asks visitors by such links for an e-mail address.
        track_users: bool = {
            title: "Ask visitors by links for anyone who they are",
            object: TENANT, property: "AnyoneLinkTrackUsers",
            default: Default::Undocumented, wider: Wider::WhenFalse,
            uncertain: "The default is not documented.",
        },
        /// After how many days such links to sites end at the latest; 0 is never.
        max_expiration_in_days: NumberOrZero<1, 730> = {
            title: "Days until links for anyone to sites end",
            object: TENANT, property: "CoreAnyoneSharingLinkMaxExpirationInDays",
            default: Default::Undocumented, wider: Wider::Longer,
            uncertain: "The default is not documented.",
        },
        /// The number of days that is suggested; at most `max_expiration_in_days`, and 0 suggests
        /// that.
        recommended_expiration_in_days: NumberOrZero<1, 730> = {
            title: "Suggested days for links for anyone to sites",
            object: TENANT, property: "CoreAnyoneSharingLinkRecommendedExpirationInDays",
            default: Default::Undocumented, wider: Wider::Longer,
            uncertain: "The default is not documented.",
        },
    }
}

settings! {
    /// Links for everybody in the organisation; nobody outside can use them.
    struct OrganizationLinks at "sharepoint.organization_links" {
        /// After how many days such links to sites end at the latest; 0 is never.
        max_expiration_in_days: NumberOrZero<7, 720> = {
            title: "Days until links for the organisation to sites end",
            object: TENANT, property: "CoreOrganizationSharingLinkMaxExpirationInDays",
            default: Default::Undocumented, wider: Wider::Neither,
            uncertain: "The default is not documented; exports show 0.",
        },
    }
}

/// Whom the preselected link is for, from narrow to wide; `uninitialized` is none of them.
pub const SCOPES: &[&str] = &["specific_people", "organization", "anyone"];

/// What the preselected link lets people do, from least to most; `none` is none of them.
pub const ROLES: &[&str] = &["restricted_view", "view", "review", "edit"];

choice! {
    /// Whom the preselected link is for.
    enum ShareLinkScope {
        /// What older settings say.
        Uninitialized = "uninitialized" / "Uninitialized",
        /// Specific people.
        SpecificPeople = "specific_people" / "SpecificPeople",
        /// People in the organisation.
        Organization = "organization" / "Organization",
        /// Anyone with the link.
        Anyone = "anyone" / "Anyone",
    }
}

choice! {
    /// What the preselected link lets people do.
    enum ShareLinkRole {
        /// What older settings say.
        None = "none" / "None",
        /// Look, without downloading.
        RestrictedView = "restricted_view" / "RestrictedView",
        /// Look.
        View = "view" / "View",
        /// Look and comment.
        Review = "review" / "Review",
        /// Change.
        Edit = "edit" / "Edit",
    }
}

settings! {
    /// The link that is preselected on sites. It forbids nothing.
    struct ShareLink at "sharepoint.default_share_link" {
        /// Whom it is for. Replaces `default_sharing_link_type` for sites.
        scope: ShareLinkScope = {
            title: "Preselected link on sites",
            object: TENANT, property: "CoreDefaultShareLinkScope",
            default: Default::Word("uninitialized"), wider: Wider::Order(SCOPES),
        },
        /// What it lets people do. Replaces `default_link_permission` for sites.
        role: ShareLinkRole = {
            title: "Permission of the preselected link on sites",
            object: TENANT, property: "CoreDefaultShareLinkRole",
            default: Default::Undocumented, wider: Wider::Order(ROLES),
            uncertain: "The default is not documented.",
        },
        /// Preselects the link for people who have access already, whatever `scope` says.
        to_existing_access: bool = {
            title: "Preselect people with access on sites",
            object: TENANT, property: "CoreDefaultLinkToExistingAccess",
            default: Default::Flag(false), wider: Wider::WhenFalse,
        },
    }
}

settings! {
    /// Links by which others hand in files, on sites. They need `edit` for links for anyone to files
    /// and to folders.
    struct RequestFilesLink at "sharepoint.request_files_link" {
        /// Whether there are such links.
        enabled: bool = {
            title: "Requests for files on sites",
            object: TENANT, property: "CoreRequestFilesLinkEnabled",
            default: Default::Undocumented, wider: Wider::WhenTrue,
            uncertain: "The default is not documented.",
        },
        /// After how many days they end; 0 is never.
        expiration_in_days: NumberOrZero<1, 730> = {
            title: "Days until requests for files on sites end",
            object: TENANT, property: "CoreRequestFilesLinkExpirationInDays",
            default: Default::Undocumented, wider: Wider::Longer,
            uncertain: "The default is not documented.",
        },
    }
}
