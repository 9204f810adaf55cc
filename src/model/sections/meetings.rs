//! Teams meetings, as far as they let people of other organisations in: the tenant's switch and the
//! meeting policies of organisers.
//!
//! Facts: learn.microsoft.com, `Set-CsTeamsMeetingConfiguration`, `Set-CsTeamsMeetingPolicy`
//! (state of August 2026); defaults of policies after CIS Microsoft 365 Foundations 7.0. Domain lists
//! of external access bind meetings only where nobody can join anonymously.

use crate::model::section::{
    Api, Default, Groups, MailAddresses, Number, Objects, Wider, choice, settings,
};

const CONFIGURATION: &str = "CsTeamsMeetingConfiguration";
const POLICY: &str = "CsTeamsMeetingPolicy";
const CIS: &str =
    "The default is that of CIS Microsoft 365 Foundations 7.0; the cmdlet's page has none.";

/// Who has a policy is no property of it. Source: `Grant-CsTeamsMeetingPolicy`.
const GRANTED: Api = Api::Other(
    "the page of a user in the Teams admin centre",
    "Grant-CsTeamsMeetingPolicy",
);
/// The same for groups, whose rank is part of the assignment.
const GRANTED_TO_GROUP: Api = Api::Other(
    "Get-CsGroupPolicyAssignment",
    "Grant-CsTeamsMeetingPolicy -Group -Rank",
);

settings! {
    /// Teams meetings and people outside.
    struct Meetings at "meetings" {
        /// Whether nobody can join a meeting of this tenant without signing in. While it is false
        /// the organiser's policy decides. Where people can join anonymously, those of blocked
        /// organisations can too, even with external access off.
        disable_anonymous_join: bool = {
            title: "Anonymous join switched off",
            object: CONFIGURATION, property: "DisableAnonymousJoin",
            default: Default::Flag(false), wider: Wider::WhenFalse,
            uncertain: "The default is not documented; a new tenant lets people join anonymously, \
                        so it must be false.",
        },
        /// Whether people who joined anonymously can't use apps in meetings.
        disable_app_interaction_for_anonymous_users: bool = {
            title: "Apps in meetings closed to anonymous people",
            object: CONFIGURATION, property: "DisableAppInteractionForAnonymousUsers",
            default: Default::Undocumented, wider: Wider::WhenFalse,
            uncertain: "The default is not documented.",
        },
    } groups {
        /// Meeting policies by name; `global` is for everybody who has no other.
        policies: Objects<MeetingPolicy>,
    }
}

choice! {
    /// Who passes the lobby.
    enum AutoAdmitted {
        /// Everybody, people who joined anonymously included.
        Everyone = "everyone" / "Everyone",
        /// The tenant's people and those of organisations that external access allows.
        SameAndFederated = "everyone_in_same_and_federated_company" / "EveryoneInSameAndFederatedCompany",
        /// The tenant's people, guests included.
        Company = "everyone_in_company" / "EveryoneInCompany",
        /// The tenant's people, without guests.
        CompanyWithoutGuests = "everyone_in_company_excluding_guests" / "EveryoneInCompanyExcludingGuests",
        /// The organiser and who was invited, wherever from.
        Invited = "invited_users" / "InvitedUsers",
        /// The organiser alone.
        Organizer = "organizer_only" / "OrganizerOnly",
    }
}

choice! {
    /// Who may chat in meetings.
    enum MeetingChat {
        /// Everybody.
        Enabled = "enabled" / "Enabled",
        /// Everybody but people who joined anonymously.
        ExceptAnonymous = "enabled_except_anonymous" / "EnabledExceptAnonymous",
        /// The same, and only while the meeting lasts.
        InMeetingExceptAnonymous = "enabled_in_meeting_only_for_all_except_anonymous" / "EnabledInMeetingOnlyForAllExceptAnonymous",
        /// Nobody.
        Disabled = "disabled" / "Disabled",
    }
}

choice! {
    /// Whose meetings outside people may join.
    enum ExternalJoin {
        /// Those of everybody.
        Anyone = "enabled_for_anyone" / "EnabledForAnyone",
        /// Those of organisations that external access allows.
        Trusted = "enabled_for_trusted_orgs" / "EnabledForTrustedOrgs",
        /// None.
        Disabled = "disabled" / "Disabled",
    }
}

choice! {
    /// How people who join anonymously prove their address.
    enum AnonymousProof {
        /// By a code that is sent to it.
        OneTimePasscode = "one_time_passcode" / "OneTimePasscode",
        /// Not at all.
        None = "none" / "None",
    }
}

choice! {
    /// Who must pass a check against robots.
    enum Captcha {
        /// Nobody.
        NotRequired = "not_required" / "NotRequired",
        /// People who join anonymously and those of organisations that are not trusted.
        AnonymousAndUntrusted = "anonymous_users_and_untrusted_organizations" / "AnonymousUsersAndUntrustedOrganizations",
    }
}

choice! {
    /// What happens to meeting robots of others.
    enum ExternalBots {
        /// They are treated like other participants.
        AllowAll = "allow_all_bots" / "AllowAllBots",
        /// Those that are detected wait in the lobby.
        RequireApproval = "require_approval_when_detected" / "RequireApprovalWhenDetected",
    }
}

choice! {
    /// Who may present.
    enum Presenters {
        /// Everybody.
        Everyone = "everyone_user_override" / "EveryoneUserOverride",
        /// The tenant's people, guests, and those of organisations that external access allows.
        SameAndFederated = "everyone_in_same_and_federated_company_user_override" / "EveryoneInSameAndFederatedCompanyUserOverride",
        /// The tenant's people and guests.
        Company = "everyone_in_company_user_override" / "EveryoneInCompanyUserOverride",
        /// The organiser.
        Organizer = "organizer_only_user_override" / "OrganizerOnlyUserOverride",
    }
}

settings! {
    /// What people outside may do in the meetings of some organisers, by the policy's name. `global`
    /// is for everybody who has no other policy.
    object(Name) struct MeetingPolicy at "meetings.policies[]" = {
        title: "Meeting policy", object: POLICY,
    } {
        /// Whether people can join these organisers' meetings without signing in: then those of
        /// blocked organisations can too. No effect while `meetings.disable_anonymous_join` is true.
        anonymous_users_join_meeting: bool = {
            title: "Anonymous join",
            object: POLICY, property: "AllowAnonymousUsersToJoinMeeting",
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
        /// Whether such people can start a meeting.
        anonymous_users_start_meeting: bool = {
            title: "Anonymous start",
            object: POLICY, property: "AllowAnonymousUsersToStartMeeting",
            default: Default::Flag(false), wider: Wider::WhenTrue, uncertain: CIS,
        },
        /// Whether such people can call telephone numbers from the meeting.
        anonymous_users_dial_out: bool = {
            title: "Anonymous calls to telephones",
            object: POLICY, property: "AllowAnonymousUsersToDialOut",
            default: Default::Undocumented, wider: Wider::WhenTrue,
            uncertain: "The default is not documented.",
        },
        /// How people who join anonymously prove their address.
        anonymous_user_authentication_method: AnonymousProof = {
            title: "Proof of anonymous people",
            object: POLICY, property: "AnonymousUserAuthenticationMethod",
            default: Default::Word("one_time_passcode"),
            wider: Wider::Order(&["one_time_passcode", "none"]),
        },
        /// Who must pass a check against robots to join.
        captcha_verification_for_meeting_join: Captcha = {
            title: "Check against robots",
            object: POLICY, property: "CaptchaVerificationForMeetingJoin",
            default: Default::Undocumented,
            wider: Wider::Order(&["anonymous_users_and_untrusted_organizations", "not_required"]),
            uncertain: "The default is not documented.",
        },
        /// What happens to meeting robots of other organisations.
        external_bot_access_mode: ExternalBots = {
            title: "Meeting robots of others",
            object: POLICY, property: "ExternalBotAccessMode",
            default: Default::Word("require_approval_when_detected"),
            wider: Wider::Order(&["require_approval_when_detected", "allow_all_bots"]),
        },
        /// Who passes the lobby; all others wait until somebody lets them in.
        auto_admitted_users: AutoAdmitted = {
            title: "Who passes the lobby",
            object: POLICY, property: "AutoAdmittedUsers",
            default: Default::Word("everyone_in_company"),
            // Invited people may be of any organisation: neither wider nor narrower than the others.
            wider: Wider::Order(&[
                "organizer_only",
                "everyone_in_company_excluding_guests",
                "everyone_in_company",
                "everyone_in_same_and_federated_company",
                "everyone",
            ]),
            uncertain: CIS,
        },
        /// Whether callers by telephone pass the lobby as soon as somebody who signed in is there.
        pstn_users_bypass_lobby: bool = {
            title: "Telephone callers pass the lobby",
            object: POLICY, property: "AllowPSTNUsersToBypassLobby",
            default: Default::Flag(false), wider: Wider::WhenTrue, uncertain: CIS,
        },
        /// Whether people outside can ask for or be given control of a shared screen.
        external_participant_give_request_control: bool = {
            title: "People outside take control",
            object: POLICY, property: "AllowExternalParticipantGiveRequestControl",
            default: Default::Flag(false), wider: Wider::WhenTrue, uncertain: CIS,
        },
        /// Who may present unless the organiser says otherwise.
        designated_presenter_role_mode: Presenters = {
            title: "Who may present",
            object: POLICY, property: "DesignatedPresenterRoleMode",
            default: Default::Word("everyone_user_override"),
            wider: Wider::Order(&[
                "organizer_only_user_override",
                "everyone_in_company_user_override",
                "everyone_in_same_and_federated_company_user_override",
                "everyone_user_override",
            ]),
        },
        /// Who may chat in these organisers' meetings.
        meeting_chat: MeetingChat = {
            title: "Meeting chat",
            object: POLICY, property: "MeetingChatEnabledType",
            default: Default::Word("enabled"),
            wider: Wider::Order(&[
                "disabled",
                "enabled_in_meeting_only_for_all_except_anonymous",
                "enabled_except_anonymous",
                "enabled",
            ]),
            uncertain: CIS,
        },
        /// Whether these people may chat in meetings of organisations that your tenant does not
        /// trust.
        external_non_trusted_meeting_chat: bool = {
            title: "Chat in meetings of others",
            object: POLICY, property: "AllowExternalNonTrustedMeetingChat",
            default: Default::Flag(true), wider: Wider::WhenTrue, uncertain: CIS,
        },
        /// Whose meetings these people may join.
        external_meeting_join: ExternalJoin = {
            title: "Meetings of others",
            object: POLICY, property: "ExternalMeetingJoin",
            default: Default::Word("enabled_for_anyone"),
            wider: Wider::Order(&["disabled", "enabled_for_trusted_orgs", "enabled_for_anyone"]),
        },
        /// The people who have this policy, by the address they sign in with. A person has at most
        /// one; one that is granted outranks `global`.
        users: MailAddresses = {
            title: "People with this meeting policy",
            object: POLICY, property: "Identity of Grant-CsTeamsMeetingPolicy",
            api: GRANTED,
            default: Default::Empty, wider: Wider::Neither,
        },
        /// The groups whose members have this policy, by name, address or id.
        groups: Groups = {
            title: "Groups with this meeting policy",
            object: POLICY, property: "Group of Grant-CsTeamsMeetingPolicy",
            api: GRANTED_TO_GROUP,
            default: Default::Empty, wider: Wider::Neither,
        },
        /// The rank of the assignment to groups, for people in several; 1
        /// is the highest.
        group_rank: Number<1, 2_147_483_647> = {
            title: "Rank among assignments to groups",
            object: POLICY, property: "Rank of Grant-CsTeamsMeetingPolicy",
            api: GRANTED_TO_GROUP,
            default: Default::Undocumented, wider: Wider::Neither,
        },
    }
}
