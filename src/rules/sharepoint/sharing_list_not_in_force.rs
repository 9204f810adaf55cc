//! `sharing-list-not-in-force`: a list of domains that SharePoint keeps and does not read.

use super::{Restriction, restrictions, word};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::SettingKey;
use crate::rules::{Rule, TenantCase};
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "sharing-list-not-in-force",
    default: Some(Severity::Warning),
    summary: "A list of domains that SharePoint keeps and does not read.",
    explanation: "domain_restriction.mode says which list counts: allowed_domains with allow_list, \
                  blocked_domains with block_list, neither with none. The service keeps a list that is \
                  not in force, and reads it again on the day the mode changes. Change the mode, empty \
                  the list, or accept the finding with the reason why it is kept.",
    fact: "Set-SPOTenant and Set-SPOSite -SharingDomainRestrictionMode, -SharingAllowedDomainList, \
           -SharingBlockedDomainList",
    fault: false,
};

pub(in crate::rules) struct SharingListNotInForce;
pub(in crate::rules) static RULE: SharingListNotInForce = SharingListNotInForce;

impl Rule for SharingListNotInForce {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        for restriction in restrictions(case) {
            let Some(mode) = word(case, &restriction.mode) else {
                continue;
            };
            let lists = [
                (&restriction.allowed, "allow_list"),
                (&restriction.blocked, "block_list"),
            ];
            for (list, wanted) in lists.into_iter().filter(|(_, wanted)| mode != *wanted) {
                if let Some(found) = finding(case, &restriction, list, &mode, wanted) {
                    findings.push(found);
                }
            }
        }
    }
}

fn finding(
    case: &TenantCase<'_>,
    restriction: &Restriction,
    list: &SettingKey,
    mode: &str,
    wanted: &str,
) -> Option<Finding> {
    let view = case.view();
    let is_stated = view.is_stated(list);
    // What is recorded alone is news only where the mode is stated.
    if !is_stated && !view.is_stated(&restriction.mode) {
        return None;
    }
    let number = view.set(list)?.len();
    if number == 0 {
        return None;
    }
    let leaf = list.as_str().rsplit('.').next().unwrap_or_default();
    let place = if is_stated { list } else { &restriction.mode };
    let mut finding = Finding::new(
        &INFO,
        format!(
            "{leaf} of {} ({}) does nothing while the mode is {mode}",
            restriction.whose,
            words::count(number, "domain")
        ),
    )
    .at(case.place(place), "not in force")
    .about(case.address(list))
    .rests_on(case.address(&restriction.mode))
    .detail("The service keeps the list for the day on which the mode changes.")
    .fix(format!("mode: {wanted}"), "To let it count, write")
    .fix(format!("{leaf}: []"), "To drop it, write");
    if let (true, Some(span)) = (is_stated, view.span(&restriction.mode)) {
        finding = finding.related(span, format!("the mode is {mode}"));
    }
    Some(finding)
}
