//! Exchange Online: what its calendars and its mail share with other organisations.
//!
//! Three layers that are easily taken for one: an organisation relationship is from tenant to tenant
//! and an administrator decides; a sharing policy says what single people may share; connectors and
//! remote domains are about mail alone. There is no Graph interface for any of them; all are set by
//! Exchange Online PowerShell.
//!
//! Facts: learn.microsoft.com, the pages of the cmdlets named beside each setting (state of August
//! 2026).

mod inbound;
mod outbound;
mod relationships;
mod remote;
mod sharing;

use crate::model::config::SubdomainEntries;
use crate::model::section::{Default, MailAddresses, Objects, Wider, choice, settings};

const ORGANISATION: &str = "OrganizationConfig";
const EXTERNAL_TAG: &str = "ExternalInOutlook";
const SPAM: &str = "HostedOutboundSpamFilterPolicy";

settings! {
    /// Exchange Online: calendars and mail with other organisations.
    struct Exchange at "exchange" {
        /// Warns people who write a message that a recipient is outside the organisation.
        external_recipients_tip: bool = {
            title: "MailTip for external recipients",
            object: ORGANISATION, property: "MailTipsExternalRecipientsTipsEnabled",
            default: Default::Flag(false), wider: Wider::WhenFalse,
        },
        /// Rejects anonymous mail to mailboxes here in the name of one of the tenant's own domains,
        /// unless an inbound connector fits it.
        reject_direct_send: bool = {
            title: "Reject direct send",
            object: ORGANISATION, property: "RejectDirectSend",
            default: Default::Flag(false), wider: Wider::WhenFalse,
        },
        /// Whether mail may be forwarded outside by rules of mailboxes, in the outbound spam policy
        /// `Default`. Remote domains and mail flow rules must permit it as well. Only `off` proves
        /// that nothing is forwarded.
        auto_forwarding: AutoForwarding = {
            title: "Automatic forwarding to the outside",
            object: SPAM, property: "AutoForwardingMode",
            default: Default::Word("automatic"),
            wider: Wider::Order(&["off", "automatic", "on"]),
            uncertain: "automatic acts as off in organisations of 2021 and later and in those that \
                        never used forwarding, and may act as on in older ones; which of the two \
                        can't be read from the setting.",
        },
    } groups {
        /// Organisation relationships: free/busy and MailTips with the domains of another
        /// organisation, for everybody or one group here. One-way: the other side needs one too.
        organization_relationships: Objects<relationships::OrganizationRelationship>,
        /// Sharing policies: what single people here may share of their calendar and contacts.
        sharing_policies: Objects<sharing::SharingPolicy>,
        /// Inbound connectors: conditions that mail of certain senders must meet.
        inbound_connectors: Objects<inbound::InboundConnector>,
        /// Outbound connectors: how mail to certain recipients is sent.
        outbound_connectors: Objects<outbound::OutboundConnector>,
        /// Remote domains: what mail to a domain may carry, such as automatic replies and forwards.
        remote_domains: Objects<remote::RemoteDomain>,
        /// The mark "External" on messages from outside.
        external_in_outlook: ExternalInOutlook,
    }
}

choice! {
    /// Whether rules of mailboxes may forward mail outside.
    enum AutoForwarding {
        /// Microsoft decides: off in newer organisations, possibly on in older ones.
        Automatic = "automatic" / "Automatic",
        /// Never.
        Off = "off" / "Off",
        /// Always.
        On = "on" / "On",
    }
}

settings! {
    /// The mark "External" on messages from outside.
    struct ExternalInOutlook at "exchange.external_in_outlook" {
        /// Shows the mark. Seen 24 to 48 hours after it is switched on.
        enabled: bool = {
            title: "Mark messages from outside",
            object: EXTERNAL_TAG, property: "Enabled",
            default: Default::Flag(false), wider: Wider::WhenFalse,
        },
        /// Domains whose messages are not marked. Together with `allowed_senders` at most 200
        /// entries and 8 KB.
        allowed_domains: SubdomainEntries = {
            title: "Domains without the mark",
            object: EXTERNAL_TAG, property: "AllowList",
            default: Default::Empty, most: Some(200), wider: Wider::MoreEntries,
        },
        /// Senders whose messages are not marked.
        allowed_senders: MailAddresses = {
            title: "Senders without the mark",
            object: EXTERNAL_TAG, property: "AllowList",
            default: Default::Empty, most: Some(200), wider: Wider::MoreEntries,
        },
    }
}
