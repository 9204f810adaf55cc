//! `object-left-behind`: a named object that no file states any longer.

use super::{Rule, TenantCase};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::diff::{Action, Change};
use crate::model::section::PRESENT;
use crate::model::sections::setting;

static INFO: RuleInfo = RuleInfo {
    id: "object-left-behind",
    default: Some(Severity::Warning),
    summary: "A named object is no longer stated and stays in the service.",
    explanation: "A policy, relationship, connector, site, partner or guest that no file states any \
                  longer is forgotten, not deleted: it goes on working in the service, and nobody \
                  looks at it. Write NAME: absent to delete it, apply, and remove the line \
                  afterwards; or state it again.",
    fact: "",
    fault: false,
};

pub(super) struct ObjectLeftBehind;
pub(super) static RULE: ObjectLeftBehind = ObjectLeftBehind;

impl Rule for ObjectLeftBehind {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn only_in_plans(&self) -> bool {
        true
    }

    fn change(&self, case: &TenantCase<'_>, change: &Change, findings: &mut Findings) {
        let was_there = change.before.as_ref().and_then(|b| b.as_text()) == Some(PRESENT);
        let Some(name) = change.key.object_name().filter(|_| change.key.is_object()) else {
            return;
        };
        if change.action != Action::Forget || !was_there {
            return;
        }
        let kind = setting(change.key.as_str()).map_or("object", |s| s.title);
        let word = serde_json::Value::from(name.as_str());
        findings.push(
            Finding::new(
                &INFO,
                format!("{name} is no longer stated, and stays in the service"),
            )
            .at(case.tenant.span, "stated here before")
            .about(case.address(&change.key))
            .about_change()
            .detail(format!("Kind: {}.", kind.to_lowercase()))
            .fix(format!("{word}: absent"), "to delete it, write"),
        );
    }
}
