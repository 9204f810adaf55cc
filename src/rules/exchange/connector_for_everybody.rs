//! `connector-for-everybody`: conditions for one partner that count for all senders.

use super::object::{INBOUND, Object, ObjectRule};
use crate::diagnostics::{Findings, RuleInfo, Severity};

static INFO: RuleInfo = RuleInfo {
    id: "connector-for-everybody",
    default: Some(Severity::Warning),
    summary: "A connector's restriction counts for mail from everybody.",
    explanation: "A connector rejects mail of its sender domains that breaks a condition. With * as \
                  sender domain and a restriction to addresses or a certificate, all mail of the \
                  internet that does not come from there is rejected. That is right only if all mail \
                  arrives by way of one relay. Otherwise list the partner's domains.",
    fact: "New-InboundConnector -SenderDomains, -RestrictDomainsToIPAddresses, \
           -RestrictDomainsToCertificate",
    fault: false,
};

pub(in crate::rules) static RULE: ObjectRule = ObjectRule {
    info: &INFO,
    kinds: &[INBOUND],
    check,
};

fn check(object: &Object<'_>, findings: &mut Findings) {
    let everybody = object
        .list("sender_domains")
        .is_some_and(|list| list.set().contains("*"));
    if !everybody || !object.is_enabled() {
        return;
    }
    let limit = [
        "restrict_domains_to_ip_addresses",
        "restrict_domains_to_certificate",
    ]
    .into_iter()
    .find(|limit| object.flag(limit) == Some(true));
    if let Some(limit) = limit {
        findings.push(
            object
                .finding(
                    &INFO,
                    "sender_domains",
                    format!("{} rejects mail of everybody else", object.name()),
                    "all senders",
                )
                .related(object.place(limit), "only from there")
                .rests_on(object.address(limit))
                .fix("sender_domains: [fabrikam.com]", "the partner's domains"),
        );
    }
}
