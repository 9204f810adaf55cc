//! Organisation relationships. Source: `New-OrganizationRelationship`, `Set-OrganizationRelationship`.

use crate::model::config::DomainEntries;
use crate::model::section::{
    Default, Endpoint, Groups, Guid, MailAddress, Text, Wider, choice, settings,
};

const RELATIONSHIP: &str = "OrganizationRelationship";

/// Most domains in one request. Source: `New-OrganizationRelationship`.
const DOMAINS: Option<usize> = Some(238);

settings! {
    /// What this tenant gives to the domains of another organisation, and where its own people look
    /// up free/busy. One-way: for both directions the other tenant needs one as well.
    object(Name) struct OrganizationRelationship at "exchange.organization_relationships[]" = {
        title: "Organisation relationship",
        object: RELATIONSHIP,
    } {
        /// The domains of the other organisation. Subdomains are entries of their own; there is no
        /// wildcard. At most 238.
        domains: DomainEntries = {
            title: "Domains",
            object: RELATIONSHIP, property: "DomainNames",
            most: DOMAINS, wider: Wider::MoreEntries,
            uncertain: "Whether the service refuses a domain that stands in two relationships is not \
                        documented. Write the whole list: adding single entries is not described.",
        },
        /// While it is false nothing is shared, whatever else the relationship says.
        enabled: bool = {
            title: "Relationship in force",
            object: RELATIONSHIP, property: "Enabled",
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
        /// Whether the other organisation gets the photos of people here.
        photos: bool = {
            title: "Photos",
            object: RELATIONSHIP, property: "PhotosEnabled",
            default: Default::Flag(false), wider: Wider::WhenTrue,
        },
        /// Message tracking across both organisations; it must be true on both sides or works in
        /// neither direction.
        delivery_reports: bool = {
            title: "Delivery reports",
            object: RELATIONSHIP, property: "DeliveryReportEnabled",
            default: Default::Flag(false), wider: Wider::WhenTrue,
        },
        /// The other side hosts archives of people here (hybrid).
        archive_access: bool = {
            title: "Archive access",
            object: RELATIONSHIP, property: "ArchiveAccessEnabled",
            default: Default::Flag(false), wider: Wider::WhenTrue,
        },
        /// An address to write to in the other organisation.
        contact: MailAddress = {
            title: "Contact of the other organisation",
            object: RELATIONSHIP, property: "OrganizationContact",
        },
    } groups {
        /// Free/busy.
        free_busy: FreeBusy,
        /// MailTips.
        mail_tips: MailTips,
        /// Moving mailboxes between tenants.
        mailbox_moves: MailboxMoves,
        /// Where the other organisation is reached; filled from federation information otherwise.
        target: Target,
    }
}

choice! {
    /// How much of an appointment is returned. No level gives all of it.
    enum FreeBusyLevel {
        /// Nothing.
        None = "none" / "None",
        /// Times only.
        AvailabilityOnly = "availability_only" / "AvailabilityOnly",
        /// Times, subject and location.
        LimitedDetails = "limited_details" / "LimitedDetails",
    }
}

settings! {
    /// Free/busy of a relationship.
    struct FreeBusy at "exchange.organization_relationships[].free_busy" {
        /// Whether free/busy is looked up and returned; level and scope count only while it is true.
        enabled: bool = {
            title: "Free/busy",
            object: RELATIONSHIP, property: "FreeBusyAccessEnabled",
            default: Default::Flag(false), wider: Wider::WhenTrue,
            uncertain: "The page words it as retrieving from the other organisation; level and scope \
                        limit what is returned to it.",
        },
        /// The most that the other organisation sees. `limited_details` lets subjects and locations
        /// leave the tenant.
        level: FreeBusyLevel = {
            title: "Free/busy level",
            object: RELATIONSHIP, property: "FreeBusyAccessLevel",
            wider: Wider::Order(&["none", "availability_only", "limited_details"]),
            uncertain: "The default is not documented; none is likely.",
        },
        /// One mail-enabled security group, by name, address or id: only its members' free/busy is
        /// seen outside. Not stated: that of everybody.
        scope: Text = {
            title: "Whose free/busy",
            object: RELATIONSHIP, property: "FreeBusyAccessScope",
            uncertain: "Fewer than 10,000 members are advised.",
        },
    }
}

choice! {
    /// Which MailTips the other organisation sees.
    enum MailTipsLevel {
        /// None.
        None = "none" / "None",
        /// Those that avoid a non-delivery report, or announce an automatic reply.
        Limited = "limited" / "Limited",
        /// All.
        All = "all" / "All",
    }
}

settings! {
    /// MailTips of a relationship.
    struct MailTips at "exchange.organization_relationships[].mail_tips" {
        /// Whether MailTips are returned; level and scope count only while it is true.
        enabled: bool = {
            title: "MailTips",
            object: RELATIONSHIP, property: "MailTipsAccessEnabled",
            default: Default::Flag(false), wider: Wider::WhenTrue,
        },
        /// Which ones.
        level: MailTipsLevel = {
            title: "MailTips level",
            object: RELATIONSHIP, property: "MailTipsAccessLevel",
            default: Default::Word("none"), wider: Wider::Order(&["none", "limited", "all"]),
        },
        /// One mail-enabled security group whose members' own tips (automatic reply, mailbox full,
        /// custom) are returned; distribution groups are not concerned.
        scope: Text = {
            title: "Whose MailTips",
            object: RELATIONSHIP, property: "MailTipsAccessScope",
        },
    }
}

choice! {
    /// Which way mailboxes are moved.
    enum MoveCapability {
        /// No moves.
        None = "none" / "None",
        /// Into this tenant.
        Inbound = "inbound" / "Inbound",
        /// Out of this tenant.
        Outbound = "outbound" / "Outbound",
        /// Into the other tenant, as this one sees it.
        RemoteInbound = "remote_inbound" / "RemoteInbound",
        /// Out of this tenant to the one that runs the move.
        RemoteOutbound = "remote_outbound" / "RemoteOutbound",
    }
}

settings! {
    /// Moving mailboxes between tenants.
    struct MailboxMoves at "exchange.organization_relationships[].mailbox_moves" {
        /// Whether mailboxes may be moved between the two tenants.
        enabled: bool = {
            title: "Mailbox moves",
            object: RELATIONSHIP, property: "MailboxMoveEnabled",
            default: Default::Flag(false), wider: Wider::WhenTrue,
        },
        /// Which way. The tenant that mailboxes move to takes `inbound`, the one that they leave
        /// `remote_outbound`.
        capability: MoveCapability = {
            title: "Direction of mailbox moves",
            object: RELATIONSHIP, property: "MailboxMoveCapability",
            uncertain: "That pairing is common practice; the page does not say it.",
        },
        /// Mail-enabled security groups whose members may be moved out.
        published_scopes: Groups = {
            title: "Who may be moved out",
            object: RELATIONSHIP, property: "MailboxMovePublishedScopes",
            default: Default::Empty, wider: Wider::MoreEntries,
        },
        /// The migration application that was consented to.
        oauth_application_id: Guid = {
            title: "Migration application",
            object: RELATIONSHIP, property: "OAuthApplicationId",
        },
    }
}

settings! {
    /// Where the other organisation is reached.
    struct Target at "exchange.organization_relationships[].target" {
        /// Audience of the delegated token.
        application_uri: Text = {
            title: "Application URI",
            object: RELATIONSHIP, property: "TargetApplicationUri",
            uncertain: "outlook.com for Microsoft 365, by common practice.",
        },
        /// Autodiscover address of the other side. Not used while `sharing_epr` is set.
        autodiscover_epr: Endpoint = {
            title: "Autodiscover address",
            object: RELATIONSHIP, property: "TargetAutodiscoverEpr",
        },
        /// Exchange Web Services address of the other side; it wins over Autodiscover.
        sharing_epr: Endpoint = {
            title: "Sharing address",
            object: RELATIONSHIP, property: "TargetSharingEpr",
        },
        /// Outlook on the web of the other side, for redirection in hybrid installations.
        owa_url: Endpoint = {
            title: "Outlook on the web",
            object: RELATIONSHIP, property: "TargetOwaURL",
        },
    }
}
