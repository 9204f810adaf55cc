//! Pages without a check: what a configuration can't show, and what is over. `guestlist rules ID`
//! answers for them, because people who follow Microsoft's pages look for them.

use crate::diagnostics::{RuleInfo, Severity};

/// A page that nothing reports.
const fn page(
    id: &'static str,
    default: Severity,
    summary: &'static str,
    explanation: &'static str,
    fact: &'static str,
) -> RuleInfo {
    RuleInfo {
        id,
        default: Some(default),
        summary,
        explanation,
        fact,
        fault: false,
    }
}

pub(super) static FIREWALL_UNTESTABLE: RuleInfo = page(
    "firewall-untestable",
    Severity::Note,
    "A firewall may stop contact that both organisations allow.",
    "Reported nowhere: no file can show it. If two organisations allow each other and their people \
     still can't reach each other, the network of one of them may be the cause. Test from a network \
     outside, such as a telephone's; if it works there, the firewall must let Teams through.",
    "Manage external meetings and chat: if contact fails although both sides are set up, check \
     that the firewall does not block it",
);

pub(super) static GUEST_SIGNED_IN_ELSEWHERE: RuleInfo = page(
    "guest-signed-in-elsewhere",
    Severity::Note,
    "A guest's presence shows only while the guest is signed in to this tenant.",
    "Reported nowhere: it depends on what a guest does. People of a tenant see whether a guest is \
     free only while the guest is signed in to that tenant as a guest, not while the guest works in \
     the organisation at home. For presence across organisations use external access.",
    "Manage external meetings and chat, comparison of external access and guest access, footnote 1",
);

pub(super) static SKYPE_CONSUMER: RuleInfo = page(
    "skype-consumer",
    Severity::Warning,
    "Contact with Skype consumer accounts ended in May 2025.",
    "No setting remains, so keys for it (skype_consumer, AllowPublicUsers, \
     EnablePublicCloudAccess) are refused as retired-setting. Delete them. People who used Skype \
     have personal Teams accounts now: see external_access.teams_consumer.",
    "Set-CsTenantFederationConfiguration: AllowPublicUsers, removed in May 2025",
);
