//! `connector-condition-incomplete`: a condition without what it is to be compared with.

use super::object::{INBOUND, OUTBOUND, Object, ObjectRule};
use crate::diagnostics::{Findings, RuleInfo, Severity};
use crate::model::Value;

static INFO: RuleInfo = RuleInfo {
    id: "connector-condition-incomplete",
    default: Some(Severity::Warning),
    summary: "A connector has a condition without what belongs to it.",
    explanation: "A connector that takes mail from certain addresses only needs the addresses, one \
                  that checks the certificate needs its name, domain_validation needs tls_domain, \
                  and without the MX record smart_hosts must say where mail goes. The service \
                  refuses the connector, or rejects mail that was meant to pass.",
    fact: "New-InboundConnector -RestrictDomainsToIPAddresses, -RestrictDomainsToCertificate; \
           New-OutboundConnector -TlsSettings, -UseMXRecord",
    fault: false,
};

pub(in crate::rules) static RULE: ObjectRule = ObjectRule {
    info: &INFO,
    kinds: &[INBOUND, OUTBOUND],
    check,
};

/// A setting, the value with which it needs another one, that other one and an example of it.
struct Need {
    kind: &'static str,
    setting: &'static str,
    needs: fn(&Value) -> bool,
    other: &'static str,
    example: &'static str,
}

const NEEDS: &[Need] = &[
    Need {
        kind: INBOUND,
        setting: "restrict_domains_to_ip_addresses",
        needs: |value| value.as_flag() == Some(true),
        other: "sender_ip_addresses",
        example: "[203.0.113.0/24]",
    },
    Need {
        kind: INBOUND,
        setting: "restrict_domains_to_certificate",
        needs: |value| value.as_flag() == Some(true),
        other: "tls_sender_certificate_name",
        example: "\"*.fabrikam.com\"",
    },
    Need {
        kind: OUTBOUND,
        setting: "tls_settings",
        needs: |value| value.as_text() == Some("domain_validation"),
        other: "tls_domain",
        example: "\"*.fabrikam.com\"",
    },
    Need {
        kind: OUTBOUND,
        setting: "use_mx_record",
        needs: |value| value.as_flag() == Some(false),
        other: "smart_hosts",
        example: "[mail.fabrikam.com]",
    },
];

fn check(object: &Object<'_>, findings: &mut Findings) {
    for need in NEEDS.iter().filter(|need| need.kind == object.kind) {
        let is_needed = object.value(need.setting).as_ref().is_some_and(need.needs);
        if !is_needed || !object.lacks(need.other) {
            continue;
        }
        let message = format!("{} of {} needs {}", need.setting, object.name(), need.other);
        findings.push(
            object
                .finding(&INFO, need.setting, message, "incomplete")
                .rests_on(object.address(need.other))
                .fix(format!("{}: {}", need.other, need.example), "such as"),
        );
    }
}
