//! `xtap-one-way-trust`: one of two own tenants trusts the other, and not the other way round.

use super::{effective, pairs, stated};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::diff::Side;
use crate::model::{Address, Value};
use crate::rules::{Context, Rule};

static INFO: RuleInfo = RuleInfo {
    id: "xtap-one-way-trust",
    default: Some(Severity::Warning),
    summary: "A tenant of yours trusts another one that does not trust it.",
    explanation: "Inbound trust lets Conditional Access here accept what people have proved at home: \
                  multifactor authentication, a compliant or a hybrid joined device. Between tenants \
                  of one owner it is usually meant both ways; where only one trusts, people of the \
                  one are asked twice and blocked where a device is demanded. State the same in the \
                  other tenant, or accept the finding. Only what files state is compared.",
    fact: "Cross-tenant access overview: trust settings",
    fault: false,
};

const KINDS: [(&str, &str); 3] = [
    ("inbound_trust.mfa", "multifactor authentication"),
    ("inbound_trust.compliant_device", "compliant devices"),
    ("inbound_trust.hybrid_joined_device", "hybrid joined devices"),
];

pub(in crate::rules) struct XtapOneWayTrust;
pub(in crate::rules) static RULE: XtapOneWayTrust = XtapOneWayTrust;

impl Rule for XtapOneWayTrust {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn workspace(&self, context: Context<'_>, findings: &mut Findings) {
        let nothing = Side::default();
        let trusts = |value: Option<Value>| value.and_then(|v| v.as_flag()) == Some(true);
        for pair in pairs(context.config) {
            let (own, theirs) = (stated(pair.tenant, &nothing), stated(pair.other, &nothing));
            for (kind, words) in KINDS {
                let (at, value) = effective(&own, Some(&pair.object), kind);
                let (other_at, back) = effective(&theirs, pair.back.as_deref(), kind);
                if !trusts(value) || trusts(back) || !at.is_of_object() {
                    continue;
                }
                let (name, other) = (&pair.tenant.name, &pair.other.name);
                let message = format!("{name} trusts the {words} of {other}, which does not trust back");
                let finding = Finding::new(&INFO, message)
                    .at_maybe(own.span(&at), "trusts")
                    .related(theirs.span(&other_at).unwrap_or(pair.other.span), "does not")
                    .about(Address::setting(name, &at))
                    .rests_on(Address::setting(other, &other_at));
                let leaf = kind.rsplit('.').next().unwrap_or(kind);
                findings.push(finding.fix(
                    format!("{name}:\n  inbound_trust: {{ {leaf}: true }}"),
                    format!("to trust back, write in {other} under cross_tenant_access.partners"),
                ));
            }
        }
    }
}
