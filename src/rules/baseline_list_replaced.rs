//! `baseline-list-replaced`: a list that takes entries of the layer below away.

use super::{Rule, TenantCase};
use crate::diagnostics::{Finding, Findings, RuleInfo};
use crate::model::resolve::BASELINE_LIST_REPLACED;
use crate::text::words;

pub(super) struct BaselineListReplaced;
pub(super) static RULE: BaselineListReplaced = BaselineListReplaced;

impl Rule for BaselineListReplaced {
    fn info(&self) -> &'static RuleInfo {
        &BASELINE_LIST_REPLACED
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        for (key, desired) in &case.tenant.settings {
            let Some(replaced) = &desired.replaced else {
                continue;
            };
            let number = words::count(replaced.lost.len(), "entry");
            let message = format!(
                "{} of {} loses {number} of {}",
                key.setting(),
                case.tenant.name,
                replaced.layer
            );
            findings.push(
                Finding::new(&BASELINE_LIST_REPLACED, message)
                    .at(desired.span, "replaces the list below it")
                    .related(replaced.span, "the list of the layer below")
                    .about(case.address(key))
                    .detail(format!("Lost: {}.", words::some(&replaced.lost, 6)))
                    .members(&replaced.lost)
                    .fix("- inherited: true", "To keep them, add the entry"),
            );
        }
    }
}
