//! `site-deleted`: a site is to be deleted, not its settings.

use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::diff::{Action, Change};
use crate::model::sharing::SITES;
use crate::rules::{Rule, TenantCase};

static INFO: RuleInfo = RuleInfo {
    id: "site-deleted",
    default: Some(Severity::Warning),
    summary: "A site is to be deleted with its content.",
    explanation: "absent says of any named object that it is to go. Of a site that means the site \
                  itself with everything in it, not its sharing settings. To let guestlist forget a \
                  site and leave it as it is, delete its lines; to stop sharing it, write sharing: \
                  disabled.",
    fact: "Set-SPOSite, Remove-SPOSite",
    fault: false,
};

pub(in crate::rules) struct SiteDeleted;
pub(in crate::rules) static RULE: SiteDeleted = SiteDeleted;

impl Rule for SiteDeleted {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn change(&self, case: &TenantCase<'_>, change: &Change, findings: &mut Findings) {
        let is_site = change.key.is_object() && change.key.declared() == SITES;
        let Some(name) = change.key.object_name().filter(|_| is_site) else {
            return;
        };
        if change.action != Action::Delete {
            return;
        }
        findings.push(
            Finding::new(&INFO, format!("{name} is to be deleted with its content"))
                .at(case.place(&change.key), "the site goes")
                .about(case.address(&change.key))
                .about_change()
                .fix("sharing: disabled", "To stop sharing it and keep it"),
        );
    }
}
