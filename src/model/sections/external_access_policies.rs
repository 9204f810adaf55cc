//! External access policies: what single people may do, `CsExternalAccessPolicy`. The one named
//! `global` counts for everybody who has no other.
//!
//! Facts: learn.microsoft.com, `Set-CsExternalAccessPolicy`, `Grant-CsExternalAccessPolicy`,
//! `New-CsGroupPolicyAssignment` (state of August 2026): a policy of the person outranks one of a group. A policy with domains of its own replaces the tenant's lists for its people.

use crate::model::config::DomainEntries;
use crate::model::section::{Api, Default, Groups, MailAddresses, Number, Wider, choice, settings};

const POLICY: &str = "CsExternalAccessPolicy";

/// Who has a policy is no property of it. Source: `Grant-CsExternalAccessPolicy`.
const GRANTED: Api = Api::Other(
    "Get-CsExternalAccessPolicy -ApplicableTo",
    "Grant-CsExternalAccessPolicy",
);
/// The same for groups, whose rank is part of the assignment.
const GRANTED_TO_GROUP: Api = Api::Other(
    "Get-CsGroupPolicyAssignment",
    "Grant-CsExternalAccessPolicy -Group -Rank",
);

choice! {
    /// Which organisations the people of a policy may talk to.
    enum ExternalOrganisations {
        /// Those that the tenant's own lists allow.
        OrganizationDefault = "organization_default" / "OrganizationDefault",
        /// All, whatever the tenant's lists say.
        AllowAll = "allow_all_external_domains" / "AllowAllExternalDomains",
        /// Those of the policy's `allowed_domains` and nobody else.
        AllowSpecific = "allow_specific_external_domains" / "AllowSpecificExternalDomains",
        /// All but those of the policy's `blocked_domains`.
        BlockSpecific = "block_specific_external_domains" / "BlockSpecificExternalDomains",
        /// None.
        BlockAll = "block_all_external_domains" / "BlockAllExternalDomains",
    }
}

settings! {
    /// What some people may do, by the policy's name. `global` is for everybody who has no other and
    /// follows the tenant's lists; any other counts for the people and groups it is granted to.
    object(Name) struct ExternalAccessPolicy at "external_access_policies[]" = {
        title: "External access policy", object: POLICY,
    } {
        /// Whether these people may talk to other organisations at all. No effect while
        /// `external_access.enabled` is false.
        federation_access: bool = {
            title: "Other organisations",
            object: POLICY, property: "EnableFederationAccess",
            default: Default::Flag(true), wider: Wider::WhenTrue,
            uncertain: "A policy stops one-to-one contact and starting a chat; a colleague whose \
                        policy allows it can still add its people to a group chat with people \
                        outside.",
        },
        /// Which organisations: those of the tenant's lists, or other ones. Anything but
        /// `organization_default` replaces the tenant's lists for these people, and may be wider.
        /// The policy `global` can't have anything else.
        communication_with_external_orgs: ExternalOrganisations = {
            title: "Which organisations",
            object: POLICY, property: "CommunicationWithExternalOrgs",
            default: Default::Word("organization_default"), wider: Wider::Neither,
            uncertain: "That a policy outranks the tenant's blocked domains is said by \
                        administrators, not by Microsoft's documentation.",
        },
        /// The only organisations for these people. Read only while
        /// `communication_with_external_orgs` is `allow_specific_external_domains`.
        allowed_domains: DomainEntries = {
            title: "Allowed domains of a policy",
            object: POLICY, property: "AllowedExternalDomains",
            default: Default::Empty, wider: Wider::MoreEntries,
            uncertain: "How many entries the service takes was not found.",
        },
        /// Organisations that these people can't talk to. Read only while
        /// `communication_with_external_orgs` is `block_specific_external_domains`.
        blocked_domains: DomainEntries = {
            title: "Blocked domains of a policy",
            object: POLICY, property: "BlockedExternalDomains",
            default: Default::Empty, wider: Wider::FewerEntries,
            uncertain: "How many entries the service takes, and whether subdomains are blocked \
                        with them, was not found.",
        },
        /// Whether these people may chat with personal Teams accounts; the tenant must allow it too.
        teams_consumer_access: bool = {
            title: "Personal Teams accounts",
            object: POLICY, property: "EnableTeamsConsumerAccess",
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
        /// Whether personal Teams accounts may start a chat with these people; the tenant must allow
        /// it too.
        teams_consumer_inbound: bool = {
            title: "Personal Teams accounts may start a chat with them",
            object: POLICY, property: "EnableTeamsConsumerInbound",
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
        /// Limits the contact with personal accounts to profiles in the extended directory.
        restrict_teams_consumer_to_external_user_profiles: bool = {
            title: "Only external user profiles",
            object: POLICY, property: "RestrictTeamsConsumerAccessToExternalUserProfiles",
            default: Default::Undocumented, wider: Wider::WhenFalse,
            uncertain: "The default is not documented.",
        },
        /// Whether people in applications on Azure Communication Services may reach these people;
        /// the tenant must allow it too.
        acs_federation_access: bool = {
            title: "Azure Communication Services",
            object: POLICY, property: "EnableAcsFederationAccess",
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
        /// Limits group chats with people outside to two organisations: your own and one other. Such
        /// people are removed from larger chats. Meetings, their chats and channels are not touched.
        federated_bilateral_chats: bool = {
            title: "Group chats of two organisations only",
            object: POLICY, property: "FederatedBilateralChats",
            default: Default::Flag(false), wider: Wider::WhenFalse,
        },
        /// Whether these people may send and receive text messages (SMS) in Teams.
        teams_sms_access: bool = {
            title: "Text messages (SMS)",
            object: POLICY, property: "EnableTeamsSmsAccess",
            default: Default::Undocumented, wider: Wider::WhenTrue,
            uncertain: "The default is not documented.",
        },
        /// Sound and video with public messaging services, left from Skype. Contact with Skype
        /// consumer accounts ended on 5 May 2025.
        public_cloud_audio_video_access: bool = {
            title: "Sound and video with public messaging services",
            object: POLICY, property: "EnablePublicCloudAudioVideoAccess",
            default: Default::Flag(false), wider: Wider::WhenTrue,
            uncertain: "Still documented; what it does since Skype is gone is not.",
        },
        /// Whether these people may sign in to your own Skype for Business Server over the internet.
        /// Nothing in Teams.
        outside_access: bool = {
            title: "Sign-in to Skype for Business Server from outside",
            object: POLICY, property: "EnableOutsideAccess",
            default: Default::Flag(false), wider: Wider::WhenTrue,
        },
        /// The people who have this policy, by the address they sign in with. A person has at most
        /// one policy; one that is granted outranks `global`.
        users: MailAddresses = {
            title: "People with this policy",
            object: POLICY, property: "Identity of Grant-CsExternalAccessPolicy",
            api: GRANTED,
            default: Default::Empty, wider: Wider::Neither,
        },
        /// The groups whose members have this policy, by name, address or id. guestlist does not
        /// know who is a member.
        groups: Groups = {
            title: "Groups with this policy",
            object: POLICY, property: "Group of Grant-CsExternalAccessPolicy",
            api: GRANTED_TO_GROUP,
            default: Default::Empty, wider: Wider::Neither,
        },
        /// The rank of the assignment to groups, for people in several: needed to grant a policy to
        /// a group; 1 is the highest.
        group_rank: Number<1, 2_147_483_647> = {
            title: "Rank among assignments to groups",
            object: POLICY, property: "Rank of Grant-CsExternalAccessPolicy",
            api: GRANTED_TO_GROUP,
            default: Default::Undocumented, wider: Wider::Neither,
        },
    }
}
