//! `exchange-object-disabled`: an object that is stated and switched off.

use super::object::{INBOUND, OUTBOUND, Object, ObjectRule, POLICIES, RELATIONSHIPS};
use crate::diagnostics::{Findings, RuleInfo, Severity};

static INFO: RuleInfo = RuleInfo {
    id: "exchange-object-disabled",
    default: Some(Severity::Note),
    summary: "A relationship, sharing policy or connector is stated but switched off.",
    explanation: "With enabled: false the object does nothing, whatever else it says. That is a way \
                  to stop it for a while; in the long run write NAME: absent, so that nobody takes it \
                  for a door that is open. The default sharing policy is an exception: switched off \
                  it stops calendar sharing for every mailbox without a policy of its own.",
    fact: "Set-OrganizationRelationship -Enabled, Set-SharingPolicy -Enabled, Set-InboundConnector \
           -Enabled, Set-OutboundConnector -Enabled",
    fault: false,
};

pub(in crate::rules) static RULE: ObjectRule = ObjectRule {
    info: &INFO,
    kinds: &[RELATIONSHIPS, POLICIES, INBOUND, OUTBOUND],
    check,
};

/// The built-in policy is the default of a fresh tenant, unless a file says otherwise.
fn is_default(object: &Object<'_>) -> bool {
    let stated = object.case.desired(&object.key("default"));
    let is_built_in = object.name().eq_ignore_ascii_case("Default Sharing Policy");
    match stated.and_then(|d| d.value.as_flag()) {
        Some(is_default) => is_default,
        None => is_built_in,
    }
}

fn check(object: &Object<'_>, findings: &mut Findings) {
    if object.is_enabled() {
        return;
    }
    let detail = match object.kind {
        RELATIONSHIPS => "Nothing of it is shared.",
        POLICIES if is_default(object) => {
            "It is the default: no mailbox without a policy of its own shares its calendar outside."
        }
        POLICIES => "Its mailboxes share nothing new; old shares go on until the service removes them.",
        INBOUND => "Its conditions count for no message.",
        _ => "No message is sent by it.",
    };
    let word = serde_json::Value::from(object.name());
    findings.push(
        object
            .finding(
                &INFO,
                "enabled",
                format!("{} is switched off", object.name()),
                "not in force",
            )
            .detail(detail)
            .fix(format!("{word}: absent"), "to delete it, write"),
    );
}
