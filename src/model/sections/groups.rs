//! Guests in Microsoft 365 Groups, and with them in teams.
//!
//! Facts: learn.microsoft.com, "Microsoft Entra cmdlets for configuring group settings", "Manage
//! guest access in Microsoft 365 groups", Graph `groupSetting`. As long as nobody has changed one of
//! these settings the tenant has no settings object, and all defaults count.

use crate::model::section::{Api, Default, Guid, Rights, Text, Url, Wider, Words, settings};

const TENANT: &str = "groupSetting Group.Unified";
/// Sources: Graph "Update groupSetting", "Create settings".
const RIGHTS: Rights = Rights {
    change: &["GroupSettings.ReadWrite.All", "Directory.ReadWrite.All"],
    ..Rights::UNKNOWN
};
const API: Api = Api::Graph("/groupSettings", RIGHTS);
const ONE_GROUP: &str = "groupSetting Group.Unified.Guest";

const PATH: &str = "Microsoft 365 admin centre > Org settings > Microsoft 365 Groups";

settings! {
    /// Guests in Microsoft 365 Groups.
    struct GroupSettings at "groups" {
        /// Whether guests reach the content of groups. While it is false no guest sees a team,
        /// whatever Teams says; they keep their accounts.
        guests_access_content: bool = {
            title: "Guests see the content of groups",
            label: "Let guest group members access group content", admin_centre: PATH,
            object: TENANT, property: "AllowGuestsToAccessGroups", api: API,
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
        /// Whether owners may add people who are not in the directory yet. While it is false owners
        /// add only guests who exist, administrators still add anybody, what single groups say is
        /// ignored, and new team sites in SharePoint start with "Existing guests".
        owners_add_guests: bool = {
            title: "Owners add new guests",
            label: "Let group owners add people outside your organization to Microsoft 365 Groups as guests",
            admin_centre: PATH,
            object: TENANT, property: "AllowToAddGuests", api: API,
            default: Default::Flag(true), wider: Wider::WhenTrue,
            uncertain: "Single groups and sensitivity labels can differ.",
        },
        /// Whether a guest may own a group. A guest never owns a team.
        guests_may_own: bool = {
            title: "Guests may own groups",
            object: TENANT, property: "AllowGuestsToBeGroupOwner", api: API,
            default: Default::Flag(false), wider: Wider::WhenTrue,
            uncertain: "Needs Entra ID P1.",
        },
        /// A page about the rules for guests, shown to them.
        guest_usage_guidelines_url: Url = {
            title: "Rules for guests",
            object: TENANT, property: "GuestUsageGuidelinesUrl", api: API,
            default: Default::Nothing, wider: Wider::Neither, uncertain: "Needs Entra ID P1.",
        },
        /// A page about the rules of groups, shown to members.
        usage_guidelines_url: Url = {
            title: "Rules of groups",
            object: TENANT, property: "UsageGuidelinesUrl", api: API,
            default: Default::Nothing, wider: Wider::Neither, uncertain: "Needs Entra ID P1.",
        },
        /// Whether people who are no administrators may create groups, and with them teams.
        creation: bool = {
            title: "Members may create groups",
            object: TENANT, property: "EnableGroupCreation", api: API,
            default: Default::Flag(true), wider: Wider::Neither,
        },
        /// The group whose members may create groups while `creation` is false.
        creation_allowed_group: Guid = {
            title: "Who may create groups",
            object: TENANT, property: "GroupCreationAllowedGroupId", api: API,
            default: Default::Nothing, wider: Wider::Neither, uncertain: "Needs Entra ID P1.",
        },
        /// Sensitivity labels on groups. A label with a rule for guests decides then whether guests
        /// can be added to the group, and the settings of classification are ignored.
        sensitivity_labels: bool = {
            title: "Sensitivity labels on groups",
            object: TENANT, property: "EnableMIPLabels", api: API,
            default: Default::Flag(false), wider: Wider::Neither, uncertain: "Needs Entra ID P1.",
        },
        /// The classifications that owners choose from; ignored while `sensitivity_labels` is true.
        classifications: Words = {
            title: "Classifications of groups",
            object: TENANT, property: "ClassificationList", api: API,
            default: Default::Empty, wider: Wider::Neither, uncertain: "Needs Entra ID P1.",
        },
        /// The classification of a new group; ignored while `sensitivity_labels` is true.
        default_classification: Text = {
            title: "Classification of a new group",
            object: TENANT, property: "DefaultClassification", api: API,
            default: Default::Nothing, wider: Wider::Neither, uncertain: "Needs Entra ID P1.",
        },
        /// What the classifications mean, at most 300 characters; ignored while
        /// `sensitivity_labels` is true.
        classification_descriptions: Text = {
            title: "Descriptions of classifications",
            object: TENANT, property: "ClassificationDescriptions", api: API,
            default: Default::Nothing, wider: Wider::Neither, uncertain: "Needs Entra ID P1.",
        },
        /// What stands before and after the name of every group, at most 64 characters.
        naming_requirement: Text = {
            title: "Naming of groups",
            object: TENANT, property: "PrefixSuffixNamingRequirement", api: API,
            default: Default::Nothing, wider: Wider::Neither,
            uncertain: "Needs Entra ID P1. Older pages say 63 characters.",
        },
        /// Words that the name of a group may not hold.
        blocked_words: Words = {
            title: "Words that names may not hold",
            object: TENANT, property: "CustomBlockedWordsList", api: API,
            default: Default::Empty, wider: Wider::Neither, uncertain: "Needs Entra ID P1.",
        },
        /// Whether new groups are written back to the own directory, in hybrid installations.
        writeback_default: bool = {
            title: "New groups are written back",
            object: TENANT, property: "NewUnifiedGroupWritebackDefault", api: API,
            default: Default::Flag(true), wider: Wider::Neither, uncertain: "Needs Entra ID P1.",
        },
    } groups {
        /// Single groups that differ.
        exceptions: crate::model::section::Objects<Exception>,
    }
}

settings! {
    /// A single group, by its id or name, that differs from the tenant.
    object(Free) struct Exception at "groups.exceptions[]" = {
        title: "Group that differs",
        object: ONE_GROUP, property: "", api: Api::Graph("/groups/{id}/settings", RIGHTS),
    } {
        /// Whether guests can be added to this group. Ignored while the tenant's
        /// `owners_add_guests` is false; false keeps new guests out, those in the group stay.
        owners_add_guests: bool = {
            title: "Guests can be added to this group",
            object: ONE_GROUP, property: "AllowToAddGuests",
            api: Api::Graph("/groups/{id}/settings", RIGHTS),
            default: Default::Flag(true), wider: Wider::WhenTrue,
            uncertain: "A sensitivity label with a rule for guests decides instead, where labels \
                        are on.",
        },
    }
}
