//! `remote-domain-trusted`: a foreign domain whose mail is not filtered, or counts as internal.

use super::object::{Object, ObjectRule, REMOTE};
use crate::diagnostics::{Findings, RuleInfo, Severity};
use crate::model::{Domain, Value};

static INFO: RuleInfo = RuleInfo {
    id: "remote-domain-trusted",
    default: Some(Severity::Warning),
    summary: "A domain outside is trusted as if it were inside.",
    explanation: "With trusted_mail_inbound mail from the domain skips the filtering of content and \
                  recipients: whoever can send in its name gets past it. With is_internal recipients \
                  there count as colleagues in mail flow rules, so rules that keep data from leaving \
                  no longer see them. Both are for organisations that became one.",
    fact: "Set-RemoteDomain -TrustedMailInboundEnabled, -IsInternal",
    fault: false,
};

pub(in crate::rules) static RULE: ObjectRule = ObjectRule {
    info: &INFO,
    kinds: &[REMOTE],
    check,
};

const TRUSTS: &[(&str, &str)] = &[
    ("trusted_mail_inbound", "mail from there skips filtering"),
    ("is_internal", "recipients there count as internal"),
];

fn check(object: &Object<'_>, findings: &mut Findings) {
    let domain = object.value("domain");
    let domain = domain.as_ref().and_then(Value::as_text).unwrap_or("*");
    let own = object.case.tenant.domains.set();
    let is_own = |own: &str| domain != "*" && Domain::mail_covers(domain, own);
    for (setting, effect) in TRUSTS {
        // A domain of the tenant itself may well be internal.
        let is_inside = *setting == "is_internal" && own.iter().any(is_own);
        if object.flag(setting) != Some(true) || is_inside {
            continue;
        }
        findings.push(
            object
                .finding(
                    &INFO,
                    setting,
                    format!("{} trusts {domain}: {effect}", object.name()),
                    "as if it were inside",
                )
                .rests_on(object.address("domain"))
                .fix(format!("{setting}: false"), ""),
        );
    }
}
