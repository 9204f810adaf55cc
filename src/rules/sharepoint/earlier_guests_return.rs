//! `earlier-guests-return`: sharing that was off is opened.

use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::diff::{Action, Change};
use crate::model::sharing::{CORE, ONEDRIVE, SITE, TENANT};
use crate::rules::{Rule, TenantCase};

static INFO: RuleInfo = RuleInfo {
    id: "earlier-guests-return",
    default: Some(Severity::Note),
    summary: "Opening sharing gives earlier guests their access back.",
    explanation: "Turning sharing off keeps what was shared. Turning it on again restores the access \
                  that guests had before, not only that of people who are invited from now on. Look at \
                  the guests of important sites before you open.",
    fact: "Set-SPOTenant -SharingCapability; Turn external sharing on or off",
    fault: false,
};

pub(in crate::rules) struct EarlierGuestsReturn;
pub(in crate::rules) static RULE: EarlierGuestsReturn = EarlierGuestsReturn;

impl Rule for EarlierGuestsReturn {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn change(&self, case: &TenantCase<'_>, change: &Change, findings: &mut Findings) {
        let is_level = [&TENANT, &CORE, &ONEDRIVE, &SITE]
            .iter()
            .any(|key| key.as_str() == change.key.declared());
        let was_off = change.before.as_ref().and_then(|v| v.as_text()) == Some("disabled");
        if change.action != Action::Update || !is_level || !was_off {
            return;
        }
        findings.push(
            Finding::new(&INFO, "guests from before get their access back")
                .at(case.place(&change.key), "was disabled")
                .about(case.address(&change.key))
                .about_change()
                .advice("look at who has access before you open it"),
        );
    }
}
