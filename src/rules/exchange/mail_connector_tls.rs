//! `mail-connector-tls`: encrypted mail of which nobody checks who sends it.

use super::object::{INBOUND, Object, ObjectRule};
use crate::diagnostics::{Findings, RuleInfo, Severity};

static INFO: RuleInfo = RuleInfo {
    id: "mail-connector-tls",
    default: Some(Severity::Note),
    summary: "An inbound connector forces TLS and does not check who sends.",
    explanation: "Forced TLS keeps others from reading along; it does not say whose server it is. A \
                  connector for a partner is complete when it also takes mail from the partner's \
                  addresses only (restrict_domains_to_ip_addresses) or with the partner's \
                  certificate only (restrict_domains_to_certificate).",
    fact: "Microsoft 365 inter-tenant collaboration: partner mail by connector with forced TLS, \
           limited by domain or IP range; New-InboundConnector",
    fault: false,
};

pub(in crate::rules) static RULE: ObjectRule = ObjectRule {
    info: &INFO,
    kinds: &[INBOUND],
    check,
};

fn check(object: &Object<'_>, findings: &mut Findings) {
    let limits = [
        "restrict_domains_to_ip_addresses",
        "restrict_domains_to_certificate",
    ];
    let applies = object.is_enabled()
        && object.says("connector_type", "partner")
        && object.flag("require_tls") == Some(true)
        && limits.iter().all(|limit| object.flag(limit) == Some(false))
        && object.lacks("trusted_organizations");
    if !applies {
        return;
    }
    let mut finding = object
        .finding(
            &INFO,
            "require_tls",
            format!("{} does not check who sends", object.name()),
            "encrypted, from any server",
        )
        .fix("restrict_domains_to_certificate: true", "with tls_sender_certificate_name")
        .fix("restrict_domains_to_ip_addresses: true", "with sender_ip_addresses");
    for limit in limits {
        finding = finding.rests_on(object.address(limit));
    }
    findings.push(finding);
}
