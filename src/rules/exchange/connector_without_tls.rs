//! `connector-without-tls`: mail with a partner that need not be encrypted.

use super::object::{INBOUND, OUTBOUND, Object, ObjectRule};
use crate::diagnostics::{Findings, RuleInfo, Severity};

static INFO: RuleInfo = RuleInfo {
    id: "connector-without-tls",
    default: Some(Severity::Warning),
    summary: "A connector for a partner takes or sends mail without TLS.",
    explanation: "Without require_tls an inbound connector takes mail in plain text; without \
                  tls_settings an outbound one sends in plain text to servers that offer no TLS, and \
                  with mta_sts_mode: none an attacker can force that or name another server. A \
                  connector for a partner is there to prevent it. Without a connector Exchange uses \
                  TLS where the other side offers it.",
    fact: "New-InboundConnector -RequireTls; New-OutboundConnector -TlsSettings, -MtaStsMode",
    fault: false,
};

pub(in crate::rules) static RULE: ObjectRule = ObjectRule {
    info: &INFO,
    kinds: &[INBOUND, OUTBOUND],
    check,
};

fn check(object: &Object<'_>, findings: &mut Findings) {
    if !object.is_enabled() || !object.says("connector_type", "partner") {
        return;
    }
    let name = object.name();
    let mut tell = |setting, message: String, fix: &str, what: &str| {
        findings.push(
            object
                .finding(&INFO, setting, message, "may be in plain text")
                .rests_on(object.address("connector_type"))
                .fix(fix, what),
        );
    };
    if object.kind == INBOUND {
        if object.flag("require_tls") == Some(false) {
            let message = format!("{name} takes mail without TLS");
            tell("require_tls", message, "require_tls: true", "");
        }
        return;
    }
    if object.says("tls_settings", "opportunistic") {
        let message = format!("{name} sends without TLS to servers that offer none");
        let fix = "tls_settings: certificate_validation";
        tell("tls_settings", message, fix, "and the certificate is checked");
    }
    if object.says("mta_sts_mode", "none") {
        let message = format!("{name} does not keep the receiver's policy on TLS");
        tell("mta_sts_mode", message, "mta_sts_mode: opportunistic", "");
    }
}
