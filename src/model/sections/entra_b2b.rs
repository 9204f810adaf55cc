//! Microsoft Entra B2B collaboration: who may invite guests, what guests see of the directory, and
//! which domains may be invited.
//!
//! Facts: Microsoft Graph `authorizationPolicy`, `authenticationFlowsPolicy`,
//! `externalIdentitiesPolicy`, `emailAuthenticationMethodConfiguration` (v1.0) and
//! `b2bManagementPolicy` (beta); learn.microsoft.com, "Configure external collaboration settings",
//! "Allow or block invites to specific organizations", "Restrict guest access permissions".

use crate::model::config::{AllowedSpec, DomainEntries};
use crate::model::section::{Api, Default, Rights, Text, Wider, Words, choice, settings};

const AUTHORIZATION: &str = "authorizationPolicy";
const AUTHORIZATION_API: Api = Api::Graph("/policies/authorizationPolicy", Rights::UNKNOWN);
const ROLE: &str = "authorizationPolicy.defaultUserRolePermissions";
const EXTERNAL: &str = "externalIdentitiesPolicy";
const INVITATIONS: &str = "b2bManagementPolicy";
/// Sources: Graph beta "Get b2bManagementPolicy", "Allow or block invites to specific organizations".
const INVITATIONS_API: Api = Api::Graph(
    "/beta/policies/b2bManagementPolicies",
    Rights {
        read: None,
        change: &["Policy.ReadWrite.B2BManagementPolicy"],
        role: "Global Administrator",
    },
);

const SAMPLE_TRUE: &str = "The default is not documented; published examples say true.";

choice! {
    /// Who may invite people of other organisations.
    enum InvitesFrom {
        /// Nobody, administrators included.
        None = "none" / "none",
        /// Administrators of guests and people in the role Guest Inviter.
        AdminsAndGuestInviters = "admins_and_guest_inviters" / "adminsAndGuestInviters",
        /// These, and every member.
        AdminsGuestInvitersAndAllMembers =
            "admins_guest_inviters_and_all_members" / "adminsGuestInvitersAndAllMembers",
        /// These, and guests themselves; in Teams guests can never invite.
        Everyone = "everyone" / "everyone",
    }
}

choice! {
    /// What guests see of the directory.
    enum GuestRole {
        /// Nothing but their own profile (2af84b1e-32c8-42b7-82bc-daa82404023b).
        RestrictedGuest = "restricted_guest" / "RestrictedGuest",
        /// No lists of people; the members of groups that are not hidden
        /// (10dae51f-b6af-4016-8d66-8c2a99b929b3).
        Guest = "guest" / "Guest",
        /// As much as members (a0b1b346-4d3e-4e8b-98f8-753987be4970).
        User = "user" / "User",
    }
}

choice! {
    /// Whether guests without an account of their own sign in by a code that is mailed to them.
    enum OneTimePasscode {
        /// As Microsoft decides.
        Default = "default" / "default",
        /// They do.
        Enabled = "enabled" / "enabled",
        /// They need an account.
        Disabled = "disabled" / "disabled",
    }
}

settings! {
    /// Microsoft Entra B2B collaboration.
    struct EntraB2b at "entra_b2b" {
        /// Who may send invitations. `none` stops everybody, administrators included: no new guest
        /// in Teams, groups, SharePoint or Power BI; guests who exist keep working. With
        /// `admins_and_guest_inviters` team owners add only guests who exist already.
        invites_from: InvitesFrom = {
            title: "Who may invite guests",
            object: AUTHORIZATION, property: "allowInvitesFrom", api: AUTHORIZATION_API,
            default: Default::Word("everyone"),
            wider: Wider::Order(&[
                "none", "admins_and_guest_inviters", "admins_guest_inviters_and_all_members", "everyone",
            ]),
            uncertain: "US Government clouds start with none. How long a change takes is not \
                        documented; SharePoint's copy may lag by 24 hours.",
        },
        /// What guests see of the directory. Takes up to 15 minutes; it does not change what guests
        /// may do in SharePoint or Teams. `restricted_guest` causes trouble in Forms, Project Online,
        /// Viva Engage and Planner in SharePoint.
        guest_user_role: GuestRole = {
            title: "Guests' rights in the directory",
            object: AUTHORIZATION, property: "guestUserRoleId", api: AUTHORIZATION_API,
            default: Default::Word("guest"),
            wider: Wider::Order(&["restricted_guest", "guest", "user"]),
        },
        /// Whether people may join the tenant by proving an e-mail address.
        email_verified_users_may_join: bool = {
            title: "Joining by a proved e-mail address",
            object: AUTHORIZATION, property: "allowEmailVerifiedUsersToJoinOrganization",
            api: AUTHORIZATION_API, wider: Wider::WhenTrue, uncertain: SAMPLE_TRUE,
        },
        /// Whether people may sign up for trials by e-mail on their own.
        email_based_subscriptions: bool = {
            title: "Self-service sign-up for trials",
            object: AUTHORIZATION, property: "allowedToSignUpEmailBasedSubscriptions",
            api: AUTHORIZATION_API, wider: Wider::WhenTrue, uncertain: SAMPLE_TRUE,
        },
        /// Whether people may reset their password by themselves.
        self_service_password_reset: bool = {
            title: "Self-service password reset",
            object: AUTHORIZATION, property: "allowedToUseSSPR", api: AUTHORIZATION_API,
            wider: Wider::Neither, uncertain: SAMPLE_TRUE,
        },
        /// Cuts off the old MSOL PowerShell module.
        block_msol_powershell: bool = {
            title: "Block MSOL PowerShell",
            object: AUTHORIZATION, property: "blockMsolPowerShell", api: AUTHORIZATION_API,
            wider: Wider::Neither,
            uncertain: "The default is not documented; published examples say false.",
        },
        /// Whether people of other organisations may sign up as guests by themselves, through user
        /// flows.
        self_service_sign_up: bool = {
            title: "Guests may sign up by themselves",
            object: "authenticationFlowsPolicy", property: "selfServiceSignUp.isEnabled",
            api: Api::Graph("/policies/authenticationFlowsPolicy", Rights::UNKNOWN),
            default: Default::Flag(false), wider: Wider::WhenTrue,
            uncertain: "The default was not read in Microsoft's documentation.",
        },
        /// Whether guests may remove themselves. Their data is gone 30 days later; can be set only
        /// where the tenant has stated its privacy information.
        external_identities_may_leave: bool = {
            title: "Guests may leave by themselves",
            object: EXTERNAL, property: "allowExternalIdentitiesToLeave",
            api: Api::Graph("/beta/policies/externalIdentitiesPolicy", Rights::UNKNOWN),
            default: Default::Flag(true), wider: Wider::Neither,
            uncertain: "The default was not read in Microsoft's documentation.",
        },
        /// Whether guests without an Entra or Microsoft account sign in by a code that is mailed to
        /// them. Such guests can't use SharePoint if that is the only way they have.
        email_one_time_passcode: OneTimePasscode = {
            title: "One-time passcode by e-mail",
            object: "emailAuthenticationMethodConfiguration",
            property: "allowExternalIdToUseEmailOtp",
            api: Api::Graph(
                "/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/email",
                Rights::UNKNOWN,
            ),
            wider: Wider::Order(&["disabled", "enabled"]),
            uncertain: "On for newer tenants; the default was not read in Microsoft's documentation.",
        },
        /// Name of the policy, for people.
        policy_name: Text = {
            title: "Name of the authorization policy",
            object: AUTHORIZATION, property: "displayName", api: AUTHORIZATION_API,
            default: Default::Word("Authorization Policy"), wider: Wider::Neither,
        },
        /// Description of the policy, for people.
        policy_description: Text = {
            title: "Description of the authorization policy",
            object: AUTHORIZATION, property: "description", api: AUTHORIZATION_API,
            wider: Wider::Neither,
        },
    } groups {
        /// Which domains may be invited: an allow list or a deny list, never both.
        invitations: Invitations,
        /// What members may do in the directory.
        default_user_role: DefaultUserRole,
    }
}

settings! {
    /// Which domains may be invited. The lists of SharePoint and of Teams external access are
    /// others; this one binds invitations from all of them.
    struct Invitations at "entra_b2b.invitations" {
        /// Whose people may be invited: `all` is everybody but the blocked domains, a list is these
        /// domains and nobody else, `none` is nobody. A domain that is not on the list can't be
        /// invited, and pending invitations to it can't be redeemed; guests who exist already are
        /// untouched. Changing from a deny list to an allow list discards the deny list. The interface
        /// is Graph beta, and not there in US Government L4 and L5 and in China.
        allowed_domains: AllowedSpec = {
            title: "Domains that may be invited",
            object: INVITATIONS, property: "InvitationsAllowedAndBlockedDomainsPolicy.AllowedDomains",
            api: INVITATIONS_API, default: Default::Word("all"), wider: Wider::MoreEntries,
            uncertain: "Whether a listed domain covers its subdomains is not documented; guestlist \
                        takes it that it does not.",
        },
        /// Whose people may not be invited; only while `allowed_domains` is `all`. Changing from an
        /// allow list to a deny list discards the allow list.
        blocked_domains: DomainEntries = {
            title: "Domains that may not be invited",
            object: INVITATIONS, property: "InvitationsAllowedAndBlockedDomainsPolicy.BlockedDomains",
            api: INVITATIONS_API, default: Default::Empty, wider: Wider::FewerEntries,
            uncertain: "Whether a listed domain covers its subdomains is not documented; guestlist \
                        takes it that it does not.",
        },
    }
}

settings! {
    /// What members may do in the directory.
    struct DefaultUserRole at "entra_b2b.default_user_role" {
        /// Whether members may register applications.
        create_apps: bool = {
            title: "Members may register applications",
            object: ROLE, property: "allowedToCreateApps", api: AUTHORIZATION_API,
            wider: Wider::WhenTrue,
        },
        /// Whether members may create security groups.
        create_security_groups: bool = {
            title: "Members may create security groups",
            object: ROLE, property: "allowedToCreateSecurityGroups", api: AUTHORIZATION_API,
            wider: Wider::WhenTrue,
        },
        /// Whether members may create tenants.
        create_tenants: bool = {
            title: "Members may create tenants",
            object: ROLE, property: "allowedToCreateTenants", api: AUTHORIZATION_API,
            wider: Wider::WhenTrue,
        },
        /// Whether members may read the BitLocker keys of their devices.
        read_bitlocker_keys_for_owned_device: bool = {
            title: "Members may read their BitLocker keys",
            object: ROLE, property: "allowedToReadBitlockerKeysForOwnedDevice",
            api: AUTHORIZATION_API, wider: Wider::WhenTrue,
        },
        /// Whether members may read other people in the directory. The people picker, with which
        /// guests are found too, needs it.
        read_other_users: bool = {
            title: "Members may read other people",
            object: ROLE, property: "allowedToReadOtherUsers", api: AUTHORIZATION_API,
            wider: Wider::WhenTrue,
        },
        /// The policies by which members may consent to applications.
        permission_grant_policies_assigned: Words = {
            title: "Policies of consent to applications",
            object: ROLE, property: "permissionGrantPoliciesAssigned", api: AUTHORIZATION_API,
            wider: Wider::MoreEntries,
        },
    }
}
