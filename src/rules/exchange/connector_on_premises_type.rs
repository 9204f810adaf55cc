//! `connector-on-premises-type`: a connector to own servers for a foreign domain.

use super::object::{INBOUND, OUTBOUND, Object, ObjectRule, and_above};
use crate::diagnostics::{Findings, RuleInfo, Severity};
use crate::model::list::DomainList;
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "connector-on-premises-type",
    default: Some(Severity::Warning),
    summary: "A connector for own servers names domains of others.",
    explanation: "connector_type: on_premises is for an organisation's own servers: mail by such an \
                  inbound connector may be relayed and counts as internal. For another organisation \
                  write partner. Domains of this tenant that are missing in its domains: are another \
                  cause; add them there.",
    fact: "New-InboundConnector -ConnectorType, New-OutboundConnector -ConnectorType",
    fault: false,
};

pub(in crate::rules) static RULE: ObjectRule = ObjectRule {
    info: &INFO,
    kinds: &[INBOUND, OUTBOUND],
    check,
};

fn check(object: &Object<'_>, findings: &mut Findings) {
    let own = &object.case.tenant.domains;
    if !object.says("connector_type", "on_premises") || own.is_faulty() {
        return;
    }
    let list = if object.kind == INBOUND {
        "sender_domains"
    } else {
        "recipient_domains"
    };
    let is_own = |entry: &str| {
        let parent = entry.strip_prefix("*.").unwrap_or(entry);
        entry == "*" || and_above(parent).any(|domain| own.set().contains(domain))
    };
    let entries = object.list(list).into_iter().flat_map(DomainList::iter);
    let foreign: Vec<&str> = entries
        .map(|(entry, _)| entry)
        .filter(|entry| !is_own(entry))
        .collect();
    if foreign.is_empty() {
        return;
    }
    let message = format!(
        "{} treats {} as own servers",
        object.name(),
        words::some(&foreign, 3)
    );
    findings.push(
        object
            .finding(&INFO, "connector_type", message, "for own servers")
            .related(object.place(list), "of others")
            .members(&foreign)
            .rests_on(object.address(list))
            .fix("connector_type: partner", "for another organisation"),
    );
}
