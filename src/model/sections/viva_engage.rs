//! Viva Engage (Yammer): what people outside can take part in.
//!
//! Facts: learn.microsoft.com, "Disable external messaging in Viva Engage", "Create and manage
//! external groups", "Create and manage an external network", "Guests in Viva Engage" (Entra B2B).
//! The pages differ by date; none names an interface by which these settings can be read or written.

use crate::model::section::{Api, Default, Wider, choice, settings};

const NETWORK: &str = "Viva Engage network";
const SECURITY: &str = "Viva Engage admin centre > Security settings";
const NETWORK_SETTINGS: &str = "Viva Engage admin centre > Network settings";

choice! {
    /// Who talks to whom across networks.
    enum ExternalMessaging {
        /// Nobody of ours in other networks, nobody of theirs in ours; invitations of other networks
        /// are blocked too.
        None = "none" / "None",
        /// Ours in other networks, but nobody of theirs in ours.
        OutboundOnly = "outbound_only" / "OutboundOnly",
        /// Both.
        AllowBoth = "allow_both" / "AllowBoth",
    }
}

choice! {
    /// Who may make external networks.
    enum NetworkCreators {
        /// Nobody.
        Nobody = "nobody" / "Nobody",
        /// Verified administrators.
        VerifiedAdmins = "verified_admins" / "VerifiedAdmins",
        /// Everybody.
        AllUsers = "all_users" / "AllUsers",
    }
}

choice! {
    /// Where the network's data is.
    enum Geo {
        /// In the United States.
        Us = "us" / "US",
        /// In the European Union.
        Eu = "eu" / "EU",
    }
}

settings! {
    /// Viva Engage. A person must change it; guestlist records and compares what was decided.
    struct VivaEngage at "viva_engage" {
        /// Whether the network is in native mode: all its communities are Microsoft 365 groups.
        /// Guests of Entra need it; external groups exist only without it.
        native_mode: bool = {
            title: "Native mode", admin_centre: NETWORK_SETTINGS,
            object: NETWORK, property: "Native mode", api: Api::Nobody,
            default: Default::Undocumented, wider: Wider::Neither,
            uncertain: "One page of Microsoft still says that networks in native mode have no \
                        guests; the newer one says that guests need it.",
        },
        /// Where the network's data is. In the European Union there are no external groups, no
        /// external networks and no external participants.
        geo: Geo = {
            title: "Place of the data",
            object: NETWORK, property: "Place of the data", api: Api::Nobody,
            default: Default::Undocumented, wider: Wider::Neither,
            uncertain: "It is fixed when the network is made.",
        },
        /// Who may write to whom across networks. Guests of Entra are under this switch as well.
        external_messaging: ExternalMessaging = {
            title: "External messaging", label: "External messaging", admin_centre: SECURITY,
            object: NETWORK, property: "External messaging", api: Api::Nobody,
            default: Default::Undocumented,
            wider: Wider::Order(&["none", "outbound_only", "allow_both"]),
            uncertain: "Both directions are the default of Enterprise networks in the United States; \
                        elsewhere it is not documented.",
        },
        /// Guests of Entra take part in communities; their administrators add them. Entra, groups,
        /// SharePoint and `external_messaging` must let them in as well.
        b2b_guests: bool = {
            title: "Guests in communities", admin_centre: SECURITY,
            object: NETWORK, property: "Entra B2B guests", api: Api::Nobody,
            default: Default::Flag(true), wider: Wider::WhenTrue,
            uncertain: "Older pages: on for networks made after 15 December 2020.",
        },
        /// People may make external groups (legacy communities): chosen when the group is made, an
        /// internal group can't become one. Not in native mode.
        external_groups: bool = {
            title: "External groups", admin_centre: SECURITY,
            object: NETWORK, property: "External groups", api: Api::Nobody,
            default: Default::Flag(true), wider: Wider::WhenTrue,
            uncertain: "People can make them unless an administrator turned it off, say pages about \
                        networks that are not in native mode.",
        },
        /// Who may make external networks: networks of their own, whose members see nothing else. The
        /// home network must be 30 days old.
        external_networks: NetworkCreators = {
            title: "Who makes external networks", admin_centre: NETWORK_SETTINGS,
            object: NETWORK, property: "External networks", api: Api::Nobody,
            default: Default::Word("verified_admins"),
            wider: Wider::Order(&["nobody", "verified_admins", "all_users"]),
            uncertain: "Older pages let all users make them; today it is verified administrators.",
        },
        /// Rules of Exchange for mail decide about people outside in conversations too.
        external_participants_by_transport_rules: bool = {
            title: "Transport rules control external participants",
            label: "Control external participants with Exchange Transport Rules",
            admin_centre: SECURITY,
            object: NETWORK, property: "Control external participants with Exchange Transport Rules",
            api: Api::Nobody,
            default: Default::Undocumented, wider: Wider::WhenFalse,
            uncertain: "The default is not documented.",
        },
    }
}
