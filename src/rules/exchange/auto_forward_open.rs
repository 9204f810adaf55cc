//! `auto-forward-open`: mail may be forwarded outside by rules of mailboxes.

use super::object::{Object, ObjectRule, REMOTE};
use crate::diagnostics::{Findings, RuleInfo, Severity};
use crate::model::{SettingKey, Value};

static INFO: RuleInfo = RuleInfo {
    id: "auto-forward-open",
    default: Some(Severity::Warning),
    summary: "A remote domain lets mailboxes forward their mail there.",
    explanation: "Whoever gets into a mailbox can forward all its mail, and people do so themselves. \
                  Three things must permit it: the remote domain (auto_forward, on unless stated), \
                  the outbound spam policy (auto_forwarding), and mail flow rules. Only auto_forward: \
                  false here, or auto_forwarding: off for the tenant, proves that nothing is \
                  forwarded; automatic may act as on in older organisations.",
    fact: "Set-RemoteDomain -AutoForwardEnabled; Set-HostedOutboundSpamFilterPolicy \
           -AutoForwardingMode; CISA SCuBA MS.EXO.1.1v2",
    fault: false,
};

pub(in crate::rules) static RULE: ObjectRule = ObjectRule {
    info: &INFO,
    kinds: &[REMOTE],
    check,
};

static MODE: SettingKey = SettingKey::of("exchange.auto_forwarding");

fn check(object: &Object<'_>, findings: &mut Findings) {
    if object.flag("auto_forward") != Some(true) {
        return;
    }
    let mode = object.case.view().effective(&MODE).value;
    let mode = mode.as_ref().and_then(Value::as_text).unwrap_or("not known");
    if mode == "off" {
        return;
    }
    let domain = object.value("domain");
    let domain = domain.as_ref().and_then(Value::as_text).unwrap_or("*");
    let whom = if domain == "*" { "everybody" } else { domain };
    let mut finding = object
        .finding(
            &INFO,
            "auto_forward",
            format!("{} lets mailboxes forward mail to {whom}", object.name()),
            "forwarding permitted",
        )
        .rests_on(object.case.address(&MODE))
        .fix("auto_forward: false", "for this domain")
        .fix("auto_forwarding: off", "for the whole tenant");
    if mode == "automatic" {
        finding = finding.detail("auto_forwarding is automatic: whether that stops it is not known.");
    }
    findings.push(finding);
}
