//! Pages without a check: what a configuration can't show, and what is over. `guestlist rules ID`
//! answers for them, because people who follow Microsoft's pages look for them.

use crate::diagnostics::{RuleInfo, Severity};

pub(super) static FIREWALL_UNTESTABLE: RuleInfo = RuleInfo::page(
    "firewall-untestable",
    Severity::Note,
    "A firewall may stop contact that both organisations allow.",
    "Reported nowhere: no file can show it. If two organisations allow each other and their people \
     still can't reach each other, the network of one of them may be the cause. Test from a network \
     outside, such as a telephone's; if it works there, the firewall must let Teams through.",
    "Manage external meetings and chat: if contact fails although both sides are set up, check \
     that the firewall does not block it",
);

pub(super) static GUEST_SIGNED_IN_ELSEWHERE: RuleInfo = RuleInfo::page(
    "guest-signed-in-elsewhere",
    Severity::Note,
    "A guest's presence shows only while the guest is signed in to this tenant.",
    "Reported nowhere: it depends on what a guest does. People of a tenant see whether a guest is \
     free only while the guest is signed in to that tenant as a guest, not while the guest works in \
     the organisation at home. For presence across organisations use external access.",
    "Manage external meetings and chat, comparison of external access and guest access, footnote 1",
);

pub(super) static SKYPE_CONSUMER: RuleInfo = RuleInfo::page(
    "skype-consumer",
    Severity::Warning,
    "Contact with Skype consumer accounts ended in May 2025.",
    "No setting remains, so keys for it (skype_consumer, AllowPublicUsers, \
     EnablePublicCloudAccess) are refused as retired-setting. Delete them. People who used Skype \
     have personal Teams accounts now: see external_access.teams_consumer.",
    "Set-CsTenantFederationConfiguration: AllowPublicUsers, removed in May 2025",
);

pub(super) static XTAP_DIRECT_CONNECT_CROSS_CLOUD: RuleInfo = RuleInfo::page(
    "xtap-direct-connect-cross-cloud",
    Severity::Note,
    "Shared channels never work across clouds.",
    "Reported nowhere: in which cloud a partner's tenant is, no file says. B2B direct connect works \
     between tenants of one cloud only; with tenants in US Government or China clouds people can be \
     guests, once both sides list the cloud under allowed_cloud_endpoints and name the tenant.",
    "B2B direct connect overview; Cross-tenant access overview: other clouds",
);

pub(super) static XTAP_GUEST_VS_CHANNEL: RuleInfo = RuleInfo::page(
    "xtap-guest-vs-channel",
    Severity::Note,
    "Guests do not see shared channels.",
    "Reported nowhere: it depends on what people try. Shared channels rest on B2B direct connect, \
     without an account here; a guest account does not open them, and being in a shared channel does \
     not make somebody a guest. Chat across organisations (external access) is a third mechanism: \
     none of the three switches another one off.",
    "B2B direct connect overview",
);

pub(super) static XTAP_MFA_REGISTRATION_CONFLICT: RuleInfo = RuleInfo::page(
    "xtap-mfa-registration-conflict",
    Severity::Note,
    "Trusted multifactor authentication and a policy that makes guests register for it exclude each \
     other.",
    "Reported nowhere: Identity Protection is not part of guestlist. Where inbound_trust.mfa is true \
     guests do multifactor authentication at home; a registration policy of Identity Protection that \
     covers guests then asks for what they can't do, and they are shut out. Leave guests out of that \
     policy.",
    "Cross-tenant access overview: trust settings and MFA registration policy",
);
