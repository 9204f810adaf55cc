//! Pages of rules that rest on the access model. They are judged where the model is known, on the
//! planned result: see `plan::model_rules`.

use crate::diagnostics::{RuleInfo, Severity};

const TABLE: &str = "Manage external meetings and chat: comparison of external access and guest \
                     access";
const BOTH_SIDES: &str = "Manage external meetings and chat: both organisations must allow each \
                          other's domains";
const CHECKLIST: &str = "Microsoft Teams guest access checklist: guest access is decided in Entra \
                         ID, Microsoft 365 Groups, SharePoint and Teams, and each must let guests in";

/// A tenant allows somebody who does not allow it.
pub static FEDERATION_NOT_RECIPROCAL: RuleInfo = RuleInfo::page(
    "federation-not-reciprocal",
    Severity::Warning,
    "A tenant allows an organisation that does not allow it.",
    "Contact needs both sides. A tenant's allow list names an organisation on purpose, but that one \
     does not let the tenant's domains in: another tenant of yours whose switch is off or whose lists \
     keep them out, or a partner whose administrator told you whom they allow. Allow the tenant on \
     the other side as well, ask the partner's administrator, or take the entry away. One finding \
     for each tenant.",
    BOTH_SIDES,
);

/// Tenants of ours that can't talk.
pub static TWO_OWN_TENANTS_NOT_FEDERATED: RuleInfo = RuleInfo::page(
    "two-own-tenants-not-federated",
    Severity::Warning,
    "A tenant keeps out other tenants of yours.",
    "Several tenants of one owner need external access between them as any two organisations do. \
     This tenant's switch or lists keep the domains of some of your other tenants out, so their \
     people can't chat or call. Write - tenant: NAME in its allow list, or take them off its block \
     list. One finding for each tenant that shuts; tenants of which nothing about external access is \
     stated or recorded are left out. If the separation is meant, accept the finding and say why.",
    "Manage external meetings and chat, first scenario: two tenants of one company",
);

/// A need that only guest access meets.
pub static CAPABILITY_NEEDS_GUEST: RuleInfo = RuleInfo::page(
    "capability-needs-guest",
    Severity::Warning,
    "A test expects what only guests can do, but guest access is not there.",
    "Files, teams, mentions and other capabilities are offered to guests only; chat and calls with \
     people of other organisations carry none of them. The test expects such a capability by \
     external access, or of an organisation whose guest access is off. Switch guest access on, or \
     change the test.",
    TABLE,
);

/// A need that only external access meets.
pub static CAPABILITY_NEEDS_EXTERNAL: RuleInfo = RuleInfo::page(
    "capability-needs-external",
    Severity::Warning,
    "A test expects what guest access does not offer, but external access is not there.",
    "Searching for people of another organisation is offered by external access only, never to \
     guests. The test expects it of guests, or of an organisation whose external access is off. Allow \
     the other organisation, or change the test.",
    TABLE,
);

/// A need that a setting removes.
pub static CAPABILITY_GATED_OFF: RuleInfo = RuleInfo::page(
    "capability-gated-off",
    Severity::Warning,
    "A test expects of guests what a setting takes away from them.",
    "Guest access is on and offers the capability, but a setting of the host switches just this \
     one off for guests. Change the setting, or the test.",
    "Set-CsTeamsGuestMessagingConfiguration, Set-CsTeamsGuestCallingConfiguration, \
     Set-CsTeamsGuestMeetingConfiguration",
);

/// A need that nothing meets.
pub static CAPABILITY_IMPOSSIBLE: RuleInfo = RuleInfo::page(
    "capability-impossible",
    Severity::Error,
    "A test expects what neither external access nor guest access offers.",
    "No setting can make this test pass in this edition of the capability table, so it is wrong as \
     written. Delete it, or choose the other edition with capabilities in guestlist.yaml. guestlist \
     capabilities prints both editions.",
    TABLE,
);

/// Group chats.
pub static GROUP_CHAT_NEEDS_GUEST: RuleInfo = RuleInfo::page(
    "group-chat-needs-guest",
    Severity::Warning,
    "A test expects group chats with people who are no guests.",
    "In the published tables chat by external access is between two people; only guests can be added \
     to a group chat. Group chats with people of other organisations came later and are not part of \
     what guestlist looks at. Switch guest access on, or change the test.",
    TABLE,
);

/// A whole domain for one person.
pub static DOMAIN_GRANT_FOR_ONE_PERSON: RuleInfo = RuleInfo::page(
    "domain-grant-for-one-person",
    Severity::Note,
    "A whole domain is allowed, and only one of its people is needed.",
    "External access is granted to domains: everybody under the domain may find and contact your \
     people. The tests, and the guests who are declared, name a single person there and nobody else. An invitation as a guest is \
     granted to that person alone, and reaches further: teams, channels and files.",
    "Manage external meetings and chat: external access is granted to a domain, guest access to a \
     person",
);

/// A layer above Teams shuts guests out.
pub static GUEST_CHECKLIST_INCOMPLETE: RuleInfo = RuleInfo::page(
    "guest-checklist-incomplete",
    Severity::Warning,
    "Guest access is on in Teams, but a step before it is shut.",
    "A guest passes Entra ID, Microsoft 365 Groups and SharePoint before Teams counts. One of them \
     is shut for this tenant, so the switch in Teams does not do what it says. Open the step, or \
     switch guest access off. Tenants that leave every step at Microsoft's default have nothing to \
     check.",
    CHECKLIST,
);

/// A guest's domain is refused.
pub static GUEST_DOMAIN_DENIED: RuleInfo = RuleInfo::page(
    "guest-domain-denied",
    Severity::Warning,
    "A guest's domain is refused by a list of Entra ID or SharePoint.",
    "Entra ID can limit which domains may be invited, SharePoint with which domains files are \
     shared; each has a list of its own. The domain of a guest who is declared, or whom a test \
     needs, is refused by one of them. Take it off the list, or change what needs it.",
    "Allow or block invites to specific organizations; Restrict sharing of SharePoint and OneDrive \
     content by domain",
);
