//! `lists-while-off`: lists of domains while external access is off.

use super::{Rule, TenantCase};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::federation::{ALLOWED, BLOCKED, ENABLED};
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "lists-while-off",
    default: Some(Severity::Warning),
    summary: "Lists of domains while external access is off.",
    explanation: "external_access.enabled is the master switch: while it is false nobody of another \
                  organisation gets in, whatever allowed_domains and blocked_domains say. Either the \
                  switch was meant to be on, or the lists can go. Lists that wait for the day of \
                  opening are a reason to accept the finding.",
    fact: "Set-CsTenantFederationConfiguration -AllowFederatedUsers: while it is false no external \
           organisation is allowed, whatever the lists say",
    fault: false,
};

pub(super) struct ListsWhileOff;
pub(super) static RULE: ListsWhileOff = ListsWhileOff;

impl Rule for ListsWhileOff {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let view = case.view();
        if view.flag(&ENABLED) != Some(false) {
            return;
        }
        let mut lists = [&ALLOWED, &BLOCKED].into_iter().filter_map(|key| {
            let number = case.list(key)?.set().len();
            (number > 0).then_some((key, number))
        });
        let Some((first, number)) = lists.next() else {
            return;
        };
        let second = lists.next();
        let sum = number + second.map_or(0, |(_, number)| number);
        let name = &case.tenant.name;
        let mut finding = Finding::new(
            &INFO,
            format!(
                "{} listed, but external access of {name} is off",
                words::count(sum, "domain")
            ),
        )
        .at(case.place(first), "without effect")
        .about(case.address(first))
        .rests_on(case.address(&ENABLED))
        .detail("While the switch is off nobody outside gets in, whatever the lists say.")
        .fix("enabled: true", "To let the lists count, write");
        if let Some((second, _)) = second {
            finding = finding
                .related(case.place(second), "without effect too")
                .rests_on(case.address(second));
        }
        finding = match view.span(&ENABLED) {
            Some(span) => finding.related(span, "switched off here"),
            None => finding.detail("The switch is recorded as off; no file states it."),
        };
        findings.push(finding);
    }
}
