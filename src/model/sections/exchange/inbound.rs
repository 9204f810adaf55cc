//! Inbound connectors. Source: `New-InboundConnector`, `Set-InboundConnector`.

use crate::model::config::{DomainEntries, MailEntries};
use crate::model::section::{
    Default, IpRanges, MailAddresses, MailDomain, NetworkRanges, Text, Wider, Words, choice,
    settings,
};

const CONNECTOR: &str = "InboundConnector";

choice! {
    /// Whose mail a connector is for.
    enum ConnectorType {
        /// Another organisation's: conditions only.
        Partner = "partner" / "Partner",
        /// The own servers': mail counts as internal and may be relayed. Never for a partner.
        OnPremises = "on_premises" / "OnPremises",
    }
}

settings! {
    /// Conditions that mail of certain senders must meet. A connector for a partner opens nothing:
    /// mail flows without it; what matches its senders and breaks a condition is rejected.
    object(Free) struct InboundConnector at "exchange.inbound_connectors[]" = {
        title: "Inbound connector",
        object: CONNECTOR,
    } {
        /// `partner` for another organisation; `on_premises` gives relay and counts mail as
        /// internal.
        connector_type: ConnectorType = {
            title: "Type",
            object: CONNECTOR, property: "ConnectorType",
            wider: Wider::Order(&["partner", "on_premises"]),
            uncertain: "No default is documented: always state it.",
        },
        /// Whose mail it is about. `*.fabrikam.com` is the domain with all its subdomains.
        sender_domains: MailEntries = {
            title: "Sender domains",
            object: CONNECTOR, property: "SenderDomains",
            wider: Wider::Neither,
            uncertain: "That a lone * stands for all senders is custom; the page shows only \
                        *.domain.",
        },
        /// The servers that may send it: IPv4 addresses or networks from /24 to /32. Counts only
        /// while `restrict_domains_to_ip_addresses` is true.
        sender_ip_addresses: IpRanges = {
            title: "Sender addresses",
            object: CONNECTOR, property: "SenderIPAddresses",
            default: Default::Empty, wider: Wider::MoreEntries,
        },
        /// Rejects mail of the sender domains that comes from other addresses.
        restrict_domains_to_ip_addresses: bool = {
            title: "Only from these addresses",
            object: CONNECTOR, property: "RestrictDomainsToIPAddresses",
            default: Default::Flag(false), wider: Wider::WhenFalse,
        },
        /// Rejects mail that is not sent over TLS.
        require_tls: bool = {
            title: "Require TLS",
            object: CONNECTOR, property: "RequireTls",
            wider: Wider::WhenFalse,
            uncertain: "The cmdlet's page says true by default, the DSC resource false: always \
                        state it.",
        },
        /// Rejects mail whose TLS certificate is not for `tls_sender_certificate_name`.
        restrict_domains_to_certificate: bool = {
            title: "Only with this certificate",
            object: CONNECTOR, property: "RestrictDomainsToCertificate",
            default: Default::Flag(false), wider: Wider::WhenFalse,
        },
        /// The domain in the sender's certificate, such as *.fabrikam.com.
        tls_sender_certificate_name: MailDomain = {
            title: "Name in the certificate",
            object: CONNECTOR, property: "TlsSenderCertificateName",
        },
        /// Domains of this tenant that it is for; empty: all.
        associated_accepted_domains: DomainEntries = {
            title: "For these own domains",
            object: CONNECTOR, property: "AssociatedAcceptedDomains",
            default: Default::Empty, wider: Wider::Neither,
        },
        /// Microsoft 365 organisations whose mail is trusted, for mergers. No other condition is
        /// used with it.
        trusted_organizations: Words = {
            title: "Trusted organisations",
            object: CONNECTOR, property: "TrustedOrganizations",
            default: Default::Empty, wider: Wider::MoreEntries,
        },
        /// Whether the connector is in force.
        enabled: bool = {
            title: "Connector in force",
            object: CONNECTOR, property: "Enabled",
            default: Default::Flag(true), wider: Wider::Neither,
        },
        /// Counts its mail as internal and skips spam filtering. Only for `on_premises`, and only
        /// without `cloud_services_mail_enabled`.
        treat_messages_as_internal: bool = {
            title: "Treat messages as internal",
            object: CONNECTOR, property: "TreatMessagesAsInternal",
            default: Default::Flag(false), wider: Wider::WhenTrue,
        },
        /// Keeps internal headers between Exchange servers; for hybrid installations only.
        cloud_services_mail_enabled: bool = {
            title: "Hybrid mail",
            object: CONNECTOR, property: "CloudServicesMailEnabled",
            default: Default::Flag(false), wider: Wider::WhenTrue,
            uncertain: "The hybrid wizard sets it.",
        },
        /// Who made the connector, such as Default, HybridWizard or Migrated. Don't change it.
        connector_source: Text = {
            title: "Origin of the connector",
            object: CONNECTOR, property: "ConnectorSource",
            default: Default::Word("Default"), wider: Wider::Neither,
            uncertain: "Exports hold values that the page does not name, such as AdminUI.",
        },
        /// Addresses to skip in enhanced filtering: the sender is looked for behind them. Not used
        /// while `ef_skip_last_ip` is true.
        ef_skip_ips: NetworkRanges = {
            title: "Enhanced filtering: skip these addresses",
            object: CONNECTOR, property: "EFSkipIPs",
            default: Default::Empty, wider: Wider::Neither,
        },
        /// Skips the last address only.
        ef_skip_last_ip: bool = {
            title: "Enhanced filtering: skip the last address",
            object: CONNECTOR, property: "EFSkipLastIP",
            default: Default::Flag(false), wider: Wider::Neither,
        },
        /// The recipients that enhanced filtering is for; empty: all.
        ef_users: MailAddresses = {
            title: "Enhanced filtering: for these recipients",
            object: CONNECTOR, property: "EFUsers",
            default: Default::Empty, wider: Wider::Neither,
        },
        /// Words for other administrators.
        comment: Text = {
            title: "Comment",
            object: CONNECTOR, property: "Comment",
        },
    }
}
