//! Teams external access (federation), as one tenant-wide object:
//! `CsTenantFederationConfiguration`, and its two neighbours for blocked users and Azure
//! Communication Services.
//!
//! Facts: learn.microsoft.com, `Set-CsTenantFederationConfiguration`,
//! `Set-CsTeamsExternalAccessConfiguration`, `Set-CsTeamsAcsFederationConfiguration` (state of
//! August 2026); defaults also after CIS Microsoft 365 Foundations 7.0.

use crate::model::config::{AllowedSpec, DomainEntries};
use crate::model::section::{Default, Ids, Users, Wider, choice, settings};

const FEDERATION: &str = "CsTenantFederationConfiguration";
const BLOCKED_USERS: &str = "CsTeamsExternalAccessConfiguration";
const ACS: &str = "CsTeamsAcsFederationConfiguration";

/// The path of 2026 (CIS 7.0); it was "Org-wide settings" and then "Users" before.
const PATH: &str = "Teams admin centre > External collaboration > External access";

/// Most domains in one list. Source: `Set-CsTenantFederationConfiguration`.
const DOMAINS: Option<usize> = Some(4_000);

settings! {
    /// Teams external access (federation).
    struct ExternalAccess at "external_access" {
        /// The master switch. While it is false nobody of another organisation can chat with, call
        /// or see the presence of people here, whatever the lists say.
        enabled: bool = {
            title: "External access", label: "Manage external domains for this organization",
            admin_centre: PATH, object: FEDERATION, property: "AllowFederatedUsers",
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
        /// Whom people here may talk to: `all` is everybody but the blocked domains, `none` is
        /// nobody, a list is these domains and nobody else. Adding the first entry blocks everybody
        /// else. The other organisation must allow you as well. Read only while `enabled` is true.
        allowed_domains: AllowedSpec = {
            title: "Allowed domains", label: "Allow only specific external domains",
            admin_centre: PATH, object: FEDERATION, property: "AllowedDomains",
            default: Default::Word("all"), most: DOMAINS, wider: Wider::MoreEntries,
            uncertain: "At most 4,000 entries; whether that counts together with the blocked ones \
                        is not certain. Subdomains: no switch exists, list each one.",
        },
        /// Whom people here may not talk to. Counts only while `allowed_domains` is `all`; the
        /// service keeps the list while it does not.
        blocked_domains: DomainEntries = {
            title: "Blocked domains", label: "Block only specific external domains",
            admin_centre: PATH, object: FEDERATION, property: "BlockedDomains",
            default: Default::Empty, most: DOMAINS, wider: Wider::FewerEntries,
            uncertain: "At most 4,000 entries; whether that counts together with the allowed ones \
                        is not certain.",
        },
        /// Extends every blocked domain to all its subdomains. Existing one-to-one chats with such
        /// people are disabled and they are removed from group chats. No effect while the block
        /// list has none.
        block_subdomains: bool = {
            title: "Block all subdomains",
            admin_centre: PATH, object: FEDERATION, property: "BlockAllSubdomains",
            default: Default::Flag(false), wider: Wider::WhenFalse,
        },
        /// Whether organisations that have trial licences only may chat and call. `blocked` works
        /// in both directions and removes their people from existing chats.
        trial_tenants: TrialTenants = {
            title: "People in trial tenants",
            admin_centre: PATH, object: FEDERATION, property: "ExternalAccessWithTrialTenants",
            default: Default::Word("blocked"), wider: Wider::Order(&["blocked", "allowed"]),
            uncertain: "Whether the trial block outranks an allowed domain is not documented; \
                        guestlist takes it that it does.",
        },
        /// Trial organisations that are let in although `trial_tenants` is `blocked`. Not read while
        /// it is `allowed`; list each subdomain.
        allowed_trial_tenant_domains: DomainEntries = {
            title: "Exempted trial tenants",
            admin_centre: PATH, object: FEDERATION, property: "AllowedTrialTenantDomains",
            default: Default::Empty, most: DOMAINS, wider: Wider::MoreEntries,
        },
        /// Messages from organisations that were found by open discovery, not listed, arrive only
        /// from senders who are in the receiver's contacts.
        treat_discovered_partners_as_unverified: bool = {
            title: "Treat discovered partners as unverified",
            object: FEDERATION, property: "TreatDiscoveredPartnersAsUnverified",
            default: Default::Flag(false), wider: Wider::WhenFalse,
            uncertain: "That it matters only while allowed_domains is all is inferred.",
        },
        /// Users in Teams and users of an own Skype for Business Server share one SIP domain. For
        /// hybrid installations only.
        shared_sip_address_space: bool = {
            title: "Shared SIP address space",
            object: FEDERATION, property: "SharedSipAddressSpace",
            default: Default::Flag(false), wider: Wider::Neither,
        },
        /// The security team may edit blocked domains and blocked users in the Defender portal:
        /// they can then change without a plan.
        security_team_delegation: bool = {
            title: "Security team may edit the block lists",
            admin_centre: PATH, object: FEDERATION,
            property: "SecurityTeamAllowBlockListDelegation",
            default: Default::Flag(false), wider: Wider::Neither,
            uncertain: "Officially Enabled or Disabled; named DomainBlockingForMDOAdminsInTeams \
                        until December 2025.",
        },
    } groups {
        /// People with personal Teams accounts (not managed by an organisation).
        teams_consumer: TeamsConsumer,
        /// Single people of other organisations who are blocked.
        blocked_users: BlockedUsers,
        /// Azure Communication Services: people in applications built on it.
        acs: Acs,
    }
}

choice! {
    /// Whether organisations with trial licences only are let in.
    enum TrialTenants {
        /// They may chat and call like others.
        Allowed = "allowed" / "Allowed",
        /// They may not, unless exempted.
        Blocked = "blocked" / "Blocked",
    }
}

settings! {
    /// Contact with personal Teams accounts.
    struct TeamsConsumer at "external_access.teams_consumer" {
        /// Whether people here may chat with personal Teams accounts at all; false closes both
        /// directions.
        enabled: bool = {
            title: "Contact with personal Teams accounts",
            admin_centre: PATH, object: FEDERATION, property: "AllowTeamsConsumer",
            default: Default::Flag(true), wider: Wider::WhenTrue,
            uncertain: "Does not exist in GCC, GCC High and DoD.",
        },
        /// Whether such accounts may find people here and start a chat. Counts only while
        /// `enabled` is true; the stored value stays while it is not.
        inbound: bool = {
            title: "Personal Teams accounts may start a chat",
            admin_centre: PATH, object: FEDERATION, property: "AllowTeamsConsumerInbound",
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
        /// Limits the contact to profiles that are listed in the extended directory.
        restrict_to_external_user_profiles: bool = {
            title: "Only external user profiles",
            object: FEDERATION,
            property: "RestrictTeamsConsumerToExternalUserProfiles",
            default: Default::Undocumented, wider: Wider::WhenFalse,
            uncertain: "The default is not documented (false in published examples).",
        },
    }
}

settings! {
    /// Single people of other organisations who are blocked.
    struct BlockedUsers at "external_access.blocked_users" {
        /// Turns the list of blocked users on.
        enabled: bool = {
            title: "Blocking of single users",
            admin_centre: PATH, object: BLOCKED_USERS, property: "BlockExternalUserAccess",
            default: Default::Flag(false), wider: Wider::WhenFalse,
            uncertain: "The documentation names the parameter BlockExternalUserAccess and \
                        BlockExternalAccessUserAccess; which one the module takes is not certain.",
        },
        /// E-mail addresses or MRIs. No effect while `enabled` is false.
        users: Users = {
            title: "Blocked users",
            admin_centre: PATH, object: BLOCKED_USERS, property: "BlockedUsers",
            default: Default::Empty, wider: Wider::FewerEntries,
            uncertain: "200 addresses at most through the Defender portal; another limit was not \
                        found.",
        },
    }
}

choice! {
    /// How people from Azure Communication Services are labelled.
    enum AcsLabel {
        /// As unverified.
        Unverified = "unverified" / "Unverified",
        /// As external.
        External = "external" / "External",
    }
}

settings! {
    /// Azure Communication Services.
    struct Acs at "external_access.acs" {
        /// Whether applications on Azure Communication Services may reach people here. While it is
        /// false the other settings are ignored.
        enabled: bool = {
            title: "Azure Communication Services federation",
            object: ACS, property: "EnableAcsUsers",
            default: Default::Flag(false), wider: Wider::WhenTrue,
        },
        /// The resources (GUIDs) that may; at least one while `enabled` is true, none while it is
        /// false.
        allowed_resources: Ids = {
            title: "Allowed Azure Communication Services resources",
            object: ACS, property: "AllowedAcsResources",
            default: Default::Empty, wider: Wider::MoreEntries,
        },
        /// Meetings take such people only by federation.
        require_federation_for_meeting: bool = {
            title: "Require federation for meetings",
            object: ACS, property: "RequireAcsFederationForMeeting",
            default: Default::Flag(false), wider: Wider::WhenFalse,
        },
        /// No banner for people from allowed resources.
        hide_banner_for_allowed_users: bool = {
            title: "Hide the banner for allowed users",
            object: ACS, property: "HideBannerForAllowedAcsUsers",
            default: Default::Flag(false), wider: Wider::Neither,
        },
        /// How people from allowed resources are labelled.
        label_for_allowed_users: AcsLabel = {
            title: "Label for allowed users",
            object: ACS, property: "LabelForAllowedAcsUsers",
            default: Default::Word("unverified"), wider: Wider::Neither,
        },
    }
}
