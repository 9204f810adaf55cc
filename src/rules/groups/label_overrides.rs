//! `label-overrides`: a group's own value, while sensitivity labels may decide instead.

use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::SettingKey;
use crate::rules::{Rule, TenantCase};

static LABELS: SettingKey = SettingKey::of("groups.sensitivity_labels");
static ADD: SettingKey = SettingKey::of("groups.exceptions[].owners_add_guests");

static INFO: RuleInfo = RuleInfo {
    id: "label-overrides",
    default: Some(Severity::Note),
    summary: "A sensitivity label may decide instead of a group's own value.",
    explanation: "Where sensitivity labels are on for groups, a label with a rule for guests makes the \
                  group's own AllowToAddGuests read-only: the label decides. What labels say is not \
                  part of guestlist. Microsoft recommends labels over single values.",
    fact: "Microsoft Entra cmdlets for configuring group settings: EnableMIPLabels; Prevent guests \
           from being added to a specific group",
    fault: false,
};

pub(in crate::rules) struct LabelOverrides;
pub(in crate::rules) static RULE: LabelOverrides = LabelOverrides;

impl Rule for LabelOverrides {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let view = case.view();
        if view.flag(&LABELS) != Some(true) {
            return;
        }
        for object in case.tenant.objects("groups.exceptions[]") {
            let key = object.setting(&ADD);
            if !view.is_stated(&key) {
                continue;
            }
            let message = format!("a sensitivity label may decide for {} instead", object.name);
            let mut finding = Finding::new(&INFO, message)
                .at(case.place(&key), "read-only under a label with a rule for guests")
                .about(case.address(&key))
                .rests_on(case.address(&LABELS))
                .advice("look at the group's label; delete the line if the label decides");
            if let Some(span) = view.span(&LABELS) {
                finding = finding.related(span, "labels are on");
            }
            findings.push(finding);
        }
    }
}
