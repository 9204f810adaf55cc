//! People: how long guests keep access, who may share, whom one finds, and mail about it.

use super::{PATH, TENANT};
use crate::model::section::{Default, Ids, MailAddresses, Number, Text, Wider, choice, settings};

choice! {
    /// A switch that may be left to the service.
    enum SharingState {
        /// On.
        On = "on" / "On",
        /// Off.
        Off = "off" / "Off",
        /// As the service has it.
        Unspecified = "unspecified" / "Unspecified",
    }
}

settings! {
    /// How long guests keep access.
    struct ExternalUsers at "sharepoint.external_users" {
        /// Guests' access to a site or OneDrive ends by itself. Turning it off again does not clear
        /// the days that are set already.
        expiration_required: bool = {
            title: "Guests' access ends by itself",
            label: "Guest access to a site or OneDrive will expire automatically after this many days",
            admin_centre: PATH, object: TENANT, property: "ExternalUserExpirationRequired",
            default: Default::Flag(false), wider: Wider::WhenFalse,
        },
        /// After how many days. Used only while `expiration_required` is true.
        expire_in_days: Number<30, 730> = {
            title: "Days until guests' access ends", admin_centre: PATH,
            object: TENANT, property: "ExternalUserExpireInDays",
            default: Default::Number(60), wider: Wider::Longer,
        },
    }
}

settings! {
    /// People who prove who they are by a code that is sent by e-mail. While
    /// `azure_ad_b2b_integration` is on Entra's own setting counts instead.
    struct EmailAttestation at "sharepoint.email_attestation" {
        /// They must enter a new code after some days.
        required: bool = {
            title: "Codes must be renewed",
            label: "People who use a verification code must reauthenticate after this many days",
            admin_centre: PATH, object: TENANT, property: "EmailAttestationRequired",
            default: Default::Flag(false), wider: Wider::WhenFalse,
        },
        /// After how many days. Used only while `required` is true.
        reauth_days: Number<1, 365> = {
            title: "Days until codes must be renewed", admin_centre: PATH,
            object: TENANT, property: "EmailAttestationReAuthDays",
            default: Default::Number(30), wider: Wider::Longer,
        },
    }
}

settings! {
    /// Who may share with people outside: security groups, not Microsoft 365 groups. An empty list is
    /// everybody. The admin centre takes 12 groups on both lists together.
    struct WhoCanShare at "sharepoint.who_can_share" {
        /// Groups (ids) whose members may share with anyone and with guests; empty is everybody.
        anonymous: Ids = {
            title: "Who may share with anyone",
            label: "Allow only users in specific security groups to share externally",
            admin_centre: PATH, object: TENANT, property: "WhoCanShareAnonymousAllowList",
            default: Default::Empty, wider: Wider::Neither,
            uncertain: "That the limit of 12 groups holds outside the admin centre too is not \
                        documented.",
        },
        /// Groups (ids) whose members may share with guests who sign in; empty is everybody. They
        /// must be allowed to invite by Entra as well.
        authenticated_guests: Ids = {
            title: "Who may share with guests",
            label: "Allow only users in specific security groups to share externally",
            admin_centre: PATH, object: TENANT,
            property: "WhoCanShareAuthenticatedGuestAllowList",
            default: Default::Empty, wider: Wider::Neither,
            uncertain: "That the limit of 12 groups holds outside the admin centre too is not \
                        documented.",
        },
    }
}

settings! {
    /// Agents, programs that act by themselves, as those who share.
    struct Agents at "sharepoint.agents" {
        /// No agent may share with people outside.
        restrict_external_sharing: bool = {
            title: "Agents don't share outside",
            object: TENANT, property: "RestrictExternalSharingForAgents",
            default: Default::Undocumented, wider: Wider::WhenFalse,
            uncertain: "A preview; the default is not documented.",
        },
        /// Single agents (ids) that may not share with people outside.
        restricted: Ids = {
            title: "Agents that don't share outside",
            object: TENANT, property: "RestrictExternalSharing",
            default: Default::Empty, wider: Wider::FewerEntries,
            uncertain: "A preview.",
        },
    }
}

settings! {
    /// Whom people find when they share.
    struct PeoplePicker at "sharepoint.people_picker" {
        /// Offers "Everyone", which includes guests: what is shared with it is open to every guest.
        show_everyone_claim: bool = {
            title: "Offer Everyone, guests included",
            object: TENANT, property: "ShowEveryoneClaim",
            default: Default::Flag(false), wider: Wider::WhenTrue,
            uncertain: "On in tenants from before March 2018.",
        },
        /// Offers "All users".
        show_all_users_claim: bool = {
            title: "Offer All users",
            object: TENANT, property: "ShowAllUsersClaim",
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
        /// Offers "Everyone except external users": members only.
        show_everyone_except_external_users_claim: bool = {
            title: "Offer Everyone except external users",
            object: TENANT, property: "ShowEveryoneExceptExternalUsersClaim",
            default: Default::Flag(true), wider: Wider::Neither,
        },
        /// The same in sites of private groups.
        everyone_except_external_users_in_private_site: bool = {
            title: "Everyone except external users in private sites",
            object: TENANT, property: "AllowEveryoneExceptExternalUsersClaimInPrivateSite",
            default: Default::Flag(false), wider: Wider::Neither,
        },
        /// Finds guests who are there already by name.
        show_suggestions_for_guest_users: bool = {
            title: "Suggest guests",
            object: TENANT, property: "ShowPeoplePickerSuggestionsForGuestUsers",
            default: Default::Flag(false), wider: Wider::WhenTrue,
        },
        /// Finds people by their whole address or sign-in name only.
        resolve_exact_email_or_upn: bool = {
            title: "Find people by whole address only",
            object: TENANT, property: "SearchResolveExactEmailOrUPN",
            default: Default::Flag(false), wider: Wider::WhenFalse,
        },
    }
}

settings! {
    /// Mail and messages about sharing, of SharePoint and OneDrive.
    struct Notifications at "sharepoint.notifications" {
        /// Sends a blind copy of every invitation of somebody outside.
        bcc_external_sharing_invitations: bool = {
            title: "Copy of every invitation",
            object: TENANT, property: "BccExternalSharingInvitations",
            default: Default::Flag(false), wider: Wider::Neither,
        },
        /// To these addresses. Used only while `bcc_external_sharing_invitations` is true.
        bcc_external_sharing_invitations_list: MailAddresses = {
            title: "Who gets the copies",
            object: TENANT, property: "BccExternalSharingInvitationsList",
            default: Default::Empty, wider: Wider::Neither,
        },
        /// Tells the owner of a OneDrive when others share an item further.
        owners_when_items_reshared: bool = {
            title: "Tell owners when items are shared further",
            object: TENANT, property: "NotifyOwnersWhenItemsReshared",
            default: Default::Undocumented, wider: Wider::Neither,
            uncertain: "The default is not documented; exports show true.",
        },
        /// Tells the owner of a OneDrive when links for anyone are made or changed.
        owner_anonymous: bool = {
            title: "Tell owners about links for anyone",
            object: TENANT, property: "OwnerAnonymousNotification",
            default: Default::Undocumented, wider: Wider::Neither,
            uncertain: "The default is not documented; exports show true.",
        },
        /// Messages on devices from OneDrive.
        in_onedrive: bool = {
            title: "Messages from OneDrive",
            object: TENANT, property: "NotificationsInOneDriveForBusinessEnabled",
            default: Default::Undocumented, wider: Wider::Neither,
            uncertain: "The default is not documented; exports show true.",
        },
        /// Messages on devices from SharePoint.
        in_sharepoint: bool = {
            title: "Messages from SharePoint",
            object: TENANT, property: "NotificationsInSharePointEnabled",
            default: Default::Undocumented, wider: Wider::Neither,
            uncertain: "The default is not documented; exports show true.",
        },
    }
}

settings! {
    /// The way to the sign-in page.
    struct SignInAcceleration at "sharepoint.sign_in_acceleration" {
        /// The domain to whose sign-in page people are sent at once.
        domain: Text = {
            title: "Sign-in page",
            object: TENANT, property: "SignInAccelerationDomain",
            default: Default::Word(""), wider: Wider::Neither,
        },
        /// Sends guests there as well. Only with `domain`, and only if that sign-in page knows guests.
        guests: bool = {
            title: "Guests go to that sign-in page too",
            object: TENANT, property: "EnableGuestSignInAcceleration",
            default: Default::Flag(false), wider: Wider::Neither,
        },
    }
}
