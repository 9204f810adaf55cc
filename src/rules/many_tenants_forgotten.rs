//! `many-tenants-forgotten`: a plan that forgets a good part of all tenants.

use super::{PlanCase, Rule};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::Name;
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "many-tenants-forgotten",
    default: Some(Severity::Warning),
    summary: "A plan forgets more than three tenants and a fifth of all.",
    explanation: "A tenant that no file declares any longer is forgotten: its settings are no longer \
                  managed. For many at once the usual cause is not a decision but a file that is \
                  missing: a wrong branch, a folder that was not checked out, a rule in .gitignore, \
                  a file whose name does not end in .guestlist.yaml. Look before you apply; apply \
                  asks for the number, or takes a saved plan.",
    fact: "",
    fault: false,
};

/// Up to so many tenants are nobody's accident.
const FEW: usize = 3;
/// One in so many is much.
const PART: usize = 5;

pub(super) struct ManyTenantsForgotten;
pub(super) static RULE: ManyTenantsForgotten = ManyTenantsForgotten;

impl Rule for ManyTenantsForgotten {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn only_in_plans(&self) -> bool {
        true
    }

    fn plan(&self, case: &PlanCase<'_>, findings: &mut Findings) {
        let forgotten = case.forgotten.len();
        if forgotten <= FEW || forgotten.saturating_mul(PART) <= case.managed {
            return;
        }
        let names: Vec<&str> = case.forgotten.iter().map(Name::as_str).collect();
        findings.push(
            Finding::new(
                &INFO,
                format!(
                    "This plan forgets {} of {} tenants",
                    words::thousands(forgotten),
                    words::thousands(case.managed)
                ),
            )
            .about_change()
            .detail(format!(
                "No file declares them any longer: {}.",
                words::some(&names, 6)
            ))
            .detail("A wrong branch or an ignored file may be the cause.")
            .advice("check the branch and .gitignore before you apply"),
        );
    }
}
