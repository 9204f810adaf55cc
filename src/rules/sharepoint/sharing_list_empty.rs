//! `sharing-list-empty`: the list that counts has no domain.

use super::{restrictions, word};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::rules::{Basis, Rule, TenantCase};

static INFO: RuleInfo = RuleInfo {
    id: "sharing-list-empty",
    default: Some(Severity::Warning),
    summary: "The list of domains that counts in SharePoint is empty.",
    explanation: "With the mode allow_list and no domain on the list nobody outside is shared with; \
                  with block_list and no domain nobody is kept out. Say which of the two is meant: \
                  fill the list, or write mode: none, or sharing: disabled.",
    fact: "Set-SPOTenant -SharingDomainRestrictionMode; Restrict sharing of SharePoint and OneDrive \
           content by domain",
    fault: false,
};

pub(in crate::rules) struct SharingListEmpty;
pub(in crate::rules) static RULE: SharingListEmpty = SharingListEmpty;

impl Rule for SharingListEmpty {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let view = case.view();
        for restriction in restrictions(case) {
            let (list, what, then) = match word(case, &restriction.mode).as_deref() {
                Some("allow_list") => (
                    &restriction.allowed,
                    "allow list",
                    "nobody outside is shared with",
                ),
                Some("block_list") => (&restriction.blocked, "block list", "nobody is kept out"),
                _ => continue,
            };
            let stated = [&restriction.mode, list].map(|key| view.is_stated(key));
            let known = view.effective(list);
            let is_empty = known.value.as_ref().and_then(|v| v.as_set());
            if !is_empty.is_some_and(crate::model::ValueSet::is_empty) || !stated.contains(&true) {
                continue;
            }
            let mut finding = Finding::new(
                &INFO,
                format!("the {what} of {} is empty: {then}", restriction.whose),
            )
            .at(case.place(&restriction.mode), "this list counts")
            .about(case.address(&restriction.mode))
            .rests_on(case.address(list));
            finding = match (view.span(list), known.basis) {
                (Some(span), _) => finding.related(span, "empty"),
                (None, Basis::Recorded) => finding.detail("It is recorded empty; no file states it."),
                (None, _) => finding.detail("No file states it; it is empty by default."),
            };
            findings.push(finding.advice("fill the list, or write mode: none"));
        }
    }
}
