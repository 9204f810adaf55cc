//! `too-many-entries-together`: two lists that are within the limit alone, but not together.

use super::{Rule, TenantCase};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::federation::{ALLOWED, BLOCKED};
use crate::model::resolve::DOMAINS_PER_LIST_SUM;
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "too-many-entries-together",
    default: Some(Severity::Warning),
    summary: "Allowed and blocked domains together are more than 4,000.",
    explanation: "Microsoft's pages give a limit of 4,000 for each list of domains. One of the \
                  service's engineers wrote in August 2023 that it is 4,000 for allowed and blocked \
                  domains together; which of the two holds is not certain. Stay below the sum to be \
                  safe: while there is an allow list the block list is not read and can be emptied.",
    fact: "Set-CsTenantFederationConfiguration -AllowedDomains, -BlockedDomains: 4,000 entries; a \
           comment on that page's source of August 2023: 4,000 for both",
    fault: false,
};

pub(super) struct TooManyEntriesTogether;
pub(super) static RULE: TooManyEntriesTogether = TooManyEntriesTogether;

impl Rule for TooManyEntriesTogether {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let view = case.view();
        let number = |key| view.set(key).unwrap_or_default().len();
        let (allowed, blocked) = (number(&ALLOWED), number(&BLOCKED));
        let is_stated = view.is_stated(&ALLOWED) || view.is_stated(&BLOCKED);
        let longest = allowed.max(blocked);
        // One list above the limit is a fault of its own.
        if !is_stated || longest > DOMAINS_PER_LIST_SUM || allowed + blocked <= DOMAINS_PER_LIST_SUM
        {
            return;
        }
        let place = if view.is_stated(&BLOCKED) {
            &BLOCKED
        } else {
            &ALLOWED
        };
        let mut finding = Finding::new(
            &INFO,
            format!(
                "{} allowed and {} blocked: more than {} together",
                words::count(allowed, "domain"),
                words::thousands(blocked),
                words::thousands(DOMAINS_PER_LIST_SUM)
            ),
        )
        .at(case.place(place), "counted together")
        .about(case.address(&BLOCKED))
        .rests_on(case.address(&ALLOWED))
        .detail("Whether the service's limit counts for each list or for both is not certain.")
        .fix(
            "blocked_domains: []",
            "To be safe, empty the list that is not read:",
        );
        if let (true, Some(span)) = (view.is_stated(&BLOCKED), view.span(&ALLOWED)) {
            finding = finding.related(span, "with these");
        }
        findings.push(finding);
    }
}
