//! Teams as a whole and single teams: what is open to people outside besides chat and guest access.
//!
//! Facts: learn.microsoft.com, `Set-CsTeamsClientConfiguration`; Graph `team` (`guestSettings`);
//! defaults of the tenant's settings after CIS Microsoft 365 Foundations 7.0.

use crate::model::config::DomainEntries;
use crate::model::section::{Api, Default, Objects, Rights, Wider, settings};

const CLIENT: &str = "CsTeamsClientConfiguration";
const CIS: &str =
    "The default is that of CIS Microsoft 365 Foundations 7.0; the cmdlet's page has none.";

settings! {
    /// Teams as a whole and single teams.
    struct Teams at "teams" {
        /// Whether anybody who knows a channel's mail address can post to it by mail, from any
        /// organisation, unless `restricted_senders` names some.
        email_into_channels: bool = {
            title: "Mail into channels",
            object: CLIENT, property: "AllowEmailIntoChannel",
            default: Default::Flag(true), wider: Wider::WhenTrue, uncertain: CIS,
        },
        /// The only mail domains that may post to channels. No effect while `email_into_channels` is
        /// false; none named means all.
        restricted_senders: DomainEntries = {
            title: "Senders of mail into channels",
            object: CLIENT, property: "RestrictedSenderList",
            default: Default::Undocumented, wider: Wider::Neither,
            uncertain: "The cmdlet takes one text with semicolons between the domains; another \
                        source says commas. That an empty list lets everybody post is inferred.",
        },
        /// Whether the search for people follows the address book policies of Exchange, so that
        /// people of one part of the organisation do not find those of another.
        scoped_people_search: bool = {
            title: "Scoped people search",
            object: CLIENT, property: "AllowScopedPeopleSearchandAccess",
            default: Default::Undocumented, wider: Wider::WhenFalse,
            uncertain: "The default is not documented (false in a published example).",
        },
    } groups {
        /// Storage of other companies in teams.
        storage: Storage,
        /// Single teams, by name or id.
        teams: Objects<Team>,
    }
}

settings! {
    /// Storage of other companies: files there follow their rules, not those of SharePoint.
    struct Storage at "teams.storage" {
        /// Whether people may use Box in teams.
        box_files: bool = {
            title: "Box", object: CLIENT, property: "AllowBox",
            default: Default::Flag(true), wider: Wider::WhenTrue, uncertain: CIS,
        },
        /// Whether people may use Dropbox in teams.
        dropbox: bool = {
            title: "Dropbox", object: CLIENT, property: "AllowDropBox",
            default: Default::Flag(true), wider: Wider::WhenTrue, uncertain: CIS,
        },
        /// Whether people may use Egnyte in teams.
        egnyte: bool = {
            title: "Egnyte", object: CLIENT, property: "AllowEgnyte",
            default: Default::Flag(true), wider: Wider::WhenTrue, uncertain: CIS,
        },
        /// Whether people may use Google Drive in teams.
        google_drive: bool = {
            title: "Google Drive", object: CLIENT, property: "AllowGoogleDrive",
            default: Default::Flag(true), wider: Wider::WhenTrue, uncertain: CIS,
        },
        /// Whether people may use Citrix ShareFile in teams.
        share_file: bool = {
            title: "ShareFile", object: CLIENT, property: "AllowShareFile",
            default: Default::Flag(true), wider: Wider::WhenTrue, uncertain: CIS,
        },
    }
}

settings! {
    /// What guests may do in a team, by the team's name, or its id where the name is not unique.
    /// Owners can change it.
    object(Free) struct Team at "teams.teams[]" = {
        title: "Team", object: "team",
        api: Api::Graph("/teams/{id}", Rights::UNKNOWN),
    } {
        /// Whether guests may create channels and change them.
        guests_create_update_channels: bool = {
            title: "Guests create and change channels",
            object: "team", property: "guestSettings.allowCreateUpdateChannels",
            api: Api::Graph("/teams/{id}", Rights::UNKNOWN),
            default: Default::Flag(false), wider: Wider::WhenTrue,
            uncertain: "The default is not documented by Microsoft. Owners of the team can change \
                        it without a plan.",
        },
        /// Whether guests may delete channels, with all that is in them.
        guests_delete_channels: bool = {
            title: "Guests delete channels",
            object: "team", property: "guestSettings.allowDeleteChannels",
            api: Api::Graph("/teams/{id}", Rights::UNKNOWN),
            default: Default::Flag(false), wider: Wider::WhenTrue,
            uncertain: "The default is not documented by Microsoft. Owners of the team can change \
                        it without a plan.",
        },
    }
}
