//! Skype for Business: what is left of it, and what is over.
//!
//! Facts: Skype for Business Online was retired on 31 July 2021, contact with Skype consumer
//! accounts ended on 5 May 2025. What is retired stands here so that it is explained, with what
//! counts instead; it is refused where a file states it and is never part of a plan.

use crate::model::config::DomainEntries;
use crate::model::section::{Api, Default, Retired, Wider, choice, settings};

const CLIENT: &str = "CsTeamsClientConfiguration";
const ONLINE: &str = "Skype for Business Online";

const ONLINE_RETIRED: Option<Retired> = Some(Retired {
    what: "Skype for Business Online was retired",
    on: "31 July 2021",
    successor: "external_access",
});

const CONSUMER_RETIRED: Option<Retired> = Some(Retired {
    what: "contact with Skype consumer accounts ended",
    on: "5 May 2025",
    successor: "external_access.teams_consumer",
});

choice! {
    /// The choices of the old admin centre.
    enum ExternalCommunications {
        /// Nobody outside.
        Off = "off_completely" / "Off completely",
        /// Everybody but blocked domains.
        ExceptBlocked = "on_except_for_blocked_domains" / "On except for blocked domains",
        /// Allowed domains and nobody else.
        OnlyAllowed = "on_only_for_allowed_domains" / "On only for allowed domains",
    }
}

settings! {
    /// Skype for Business. Organisations that still run a Skype for Business Server of their own are
    /// partners with `skype_for_business_server: true`.
    struct SkypeForBusiness at "skype_for_business" {
        /// Retired on 31 July 2021 with Skype for Business Online. Today: `external_access.enabled`,
        /// `allowed_domains` and `blocked_domains`.
        external_communications: ExternalCommunications = {
            title: "External communications", label: "External communications",
            object: ONLINE, property: "External communications (Skype for Business admin centre)",
            api: Api::Nobody, retired: ONLINE_RETIRED,
            default: Default::Undocumented, wider: Wider::Neither,
        },
        /// Retired on 31 July 2021 with Skype for Business Online. Today:
        /// `external_access.allowed_domains`.
        allowed_domains: DomainEntries = {
            title: "Allowed domains of Skype for Business Online",
            object: ONLINE, property: "Allowed domains (Skype for Business admin centre)",
            api: Api::Nobody, retired: ONLINE_RETIRED,
            default: Default::Undocumented, wider: Wider::Neither,
        },
        /// Retired on 31 July 2021 with Skype for Business Online. Today:
        /// `external_access.blocked_domains`.
        blocked_domains: DomainEntries = {
            title: "Blocked domains of Skype for Business Online",
            object: ONLINE, property: "Blocked domains (Skype for Business admin centre)",
            api: Api::Nobody, retired: ONLINE_RETIRED,
            default: Default::Undocumented, wider: Wider::Neither,
        },
        /// Retired on 5 May 2025. Personal Teams accounts took the place of Skype accounts:
        /// `external_access.teams_consumer`.
        skype_consumer: bool = {
            title: "Contact with Skype consumer accounts",
            object: "CsTenantFederationConfiguration", property: "AllowPublicUsers",
            api: Api::Nobody, retired: CONSUMER_RETIRED,
            default: Default::Undocumented, wider: Wider::Neither,
        },
        /// Whether chats in Teams show up in Skype for Business for people who do not have Teams.
        teams_chats_in_skype_for_business: bool = {
            title: "Chats of Teams in Skype for Business",
            object: CLIENT, property: "AllowSkypeBusinessInterop",
            default: Default::Undocumented, wider: Wider::Neither,
            uncertain: "The default is not documented, nor what it does since Skype for Business \
                        Online is gone.",
        },
    }
}
