//! Outbound connectors. Source: `New-OutboundConnector`, `Set-OutboundConnector`.

use crate::model::config::MailEntries;
use crate::model::section::{Default, MailDomain, Wider, Words, choice, settings};

use super::inbound::ConnectorType;

const CONNECTOR: &str = "OutboundConnector";

choice! {
    /// How strictly the receiving server is checked.
    enum TlsSettings {
        /// TLS where the other side offers it; officially no value.
        Opportunistic = "opportunistic" / "$null",
        /// Always encrypted, to any server.
        EncryptionOnly = "encryption_only" / "EncryptionOnly",
        /// And its certificate must be valid.
        CertificateValidation = "certificate_validation" / "CertificateValidation",
        /// And its name must be `tls_domain`.
        DomainValidation = "domain_validation" / "DomainValidation",
    }
}

choice! {
    /// Whether a policy of the receiver that asks for TLS is kept.
    enum MtaStsMode {
        /// It is kept where there is one.
        Opportunistic = "opportunistic" / "Opportunistic",
        /// It is not looked at.
        None = "none" / "None",
    }
}

choice! {
    /// Whether certificates are checked by DNS (DANE).
    enum SmtpDaneMode {
        /// Where the receiver has such records.
        Opportunistic = "opportunistic" / "Opportunistic",
        /// Always: without them mail waits 24 hours and is dropped.
        Mandatory = "mandatory" / "Mandatory",
        /// Never.
        None = "none" / "None",
    }
}

settings! {
    /// How mail to certain recipients is sent.
    object(Name) struct OutboundConnector at "exchange.outbound_connectors[]" = {
        title: "Outbound connector",
        object: CONNECTOR,
    } {
        /// `partner` for another organisation, `on_premises` for own servers.
        connector_type: ConnectorType = {
            title: "Type",
            object: CONNECTOR, property: "ConnectorType",
            uncertain: "No default is documented: always state it.",
        },
        /// Which mail uses it. `*.fabrikam.com` is the domain with all its subdomains.
        recipient_domains: MailEntries = {
            title: "Recipient domains",
            object: CONNECTOR, property: "RecipientDomains",
            default: Default::Empty, wider: Wider::Neither,
            uncertain: "The page words *.x as the subdomains of x; that a lone * stands for all \
                        recipients is not on it.",
        },
        /// Finds the server by the recipient's MX record; otherwise `smart_hosts` are needed.
        use_mx_record: bool = {
            title: "Use the MX record",
            object: CONNECTOR, property: "UseMXRecord",
            default: Default::Flag(true), wider: Wider::Neither,
        },
        /// Servers to send to, by name, address or network; needed while `use_mx_record` is false.
        smart_hosts: Words = {
            title: "Smart hosts",
            object: CONNECTOR, property: "SmartHosts",
            default: Default::Empty, wider: Wider::Neither,
        },
        /// How strictly the receiving server is checked.
        tls_settings: TlsSettings = {
            title: "TLS",
            object: CONNECTOR, property: "TlsSettings",
            default: Default::Word("opportunistic"),
            wider: Wider::Order(&[
                "domain_validation", "certificate_validation", "encryption_only", "opportunistic",
            ]),
        },
        /// The name that the receiving server's certificate must have, such as *.fabrikam.com.
        /// Counts only while `tls_settings` is `domain_validation`.
        tls_domain: MailDomain = {
            title: "TLS domain",
            object: CONNECTOR, property: "TlsDomain",
            uncertain: "Whether the service refuses or ignores it with other values is not known.",
        },
        /// Whether the receiver's MTA-STS policy is kept. `none` lets an attacker force plain
        /// text or name another server.
        mta_sts_mode: MtaStsMode = {
            title: "MTA-STS",
            object: CONNECTOR, property: "MtaStsMode",
            default: Default::Word("opportunistic"),
            wider: Wider::Order(&["opportunistic", "none"]),
        },
        /// Whether certificates are checked by DNS.
        smtp_dane_mode: SmtpDaneMode = {
            title: "DANE",
            object: CONNECTOR, property: "SmtpDaneMode",
            default: Default::Word("opportunistic"),
            wider: Wider::Order(&["mandatory", "opportunistic", "none"]),
        },
        /// Used only for mail that a mail flow rule sends to it.
        is_transport_rule_scoped: bool = {
            title: "Only for mail flow rules",
            object: CONNECTOR, property: "IsTransportRuleScoped",
            default: Default::Flag(false), wider: Wider::Neither,
        },
        /// For mail to all own domains; needs `on_premises`.
        all_accepted_domains: bool = {
            title: "For all own domains",
            object: CONNECTOR, property: "AllAcceptedDomains",
            default: Default::Flag(false), wider: Wider::Neither,
        },
        /// All mail leaves by way of the own servers; needs `on_premises`.
        route_all_messages_via_on_premises: bool = {
            title: "All mail by way of own servers",
            object: CONNECTOR, property: "RouteAllMessagesViaOnPremises",
            default: Default::Flag(false), wider: Wider::Neither,
        },
        /// Rewrites the sender of relayed mail; needs `on_premises`.
        sender_rewriting_enabled: bool = {
            title: "Rewrite the sender",
            object: CONNECTOR, property: "SenderRewritingEnabled",
            default: Default::Flag(false), wider: Wider::Neither,
        },
        /// Under test.
        test_mode: bool = {
            title: "Test mode",
            object: CONNECTOR, property: "TestMode",
            default: Default::Flag(false), wider: Wider::Neither,
        },
        /// Whether the connector is in force.
        enabled: bool = {
            title: "Connector in force",
            object: CONNECTOR, property: "Enabled",
            default: Default::Flag(true), wider: Wider::Neither,
        },
    }
}
