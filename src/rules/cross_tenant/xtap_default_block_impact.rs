//! `xtap-default-block-impact`: the default becomes blocked, for every tenant that is not named.

use super::{Lets, PARTNERS, lets, path};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::diff::Change;
use crate::rules::{Rule, TenantCase};
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "xtap-default-block-impact",
    default: Some(Severity::Warning),
    summary: "Guests of every tenant that is not named are shut out, or may not leave.",
    explanation: "The default of cross-tenant access counts for every tenant without an object of its \
                  own, declared here or not. The plan blocks it: guests of all those tenants lose \
                  access, or people here lose theirs elsewhere, those who were invited long ago \
                  included. Look into the sign-in logs for tenants that are used, and state them under \
                  partners first.",
    fact: "Cross-tenant access overview: changing the default to block affects all organisations",
    fault: false,
};

const WAYS: [(&str, &str); 2] = [
    (
        "b2b_collaboration_inbound",
        "shuts out guests of every tenant that is not named",
    ),
    (
        "b2b_collaboration_outbound",
        "keeps its people from being guests of every tenant that is not named",
    ),
];

pub(in crate::rules) struct XtapDefaultBlockImpact;
pub(in crate::rules) static RULE: XtapDefaultBlockImpact = XtapDefaultBlockImpact;

impl Rule for XtapDefaultBlockImpact {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn change(&self, case: &TenantCase<'_>, change: &Change, findings: &mut Findings) {
        for (setting, effect) in WAYS {
            // Users and applications change together: told once, with the first of them.
            let prefix = path(None, setting).to_string();
            let mut own = case.changes.iter().map(|c| &c.key);
            let first = own.find(|key| key.as_str().starts_with(&prefix));
            if first != Some(&change.key) {
                continue;
            }
            let (before, _) = lets(&case.before(), None, setting);
            let (after, _) = lets(&case.view(), None, setting);
            if after != Lets::Nobody || matches!(before, Lets::Nobody | Lets::Unknown) {
                continue;
            }
            let view = case.view();
            let named = case.tenant.objects(PARTNERS).filter(|object| {
                let (theirs, _) = lets(&view, Some(&object.name), setting);
                matches!(theirs, Lets::All | Lets::Some)
            });
            let number = named.count();
            let kept = match number {
                0 => "No tenant is let through by an object of its own.".to_owned(),
                _ => format!("Let through all the same: {}.", words::count(number, "tenant")),
            };
            findings.push(
                Finding::new(&INFO, format!("{} {effect}", case.tenant.name))
                    .at(case.place(&change.key), "for all who are not named")
                    .about(case.address(&change.key))
                    .about_change()
                    .detail(kept)
                    .advice("state tenants that must stay under cross_tenant_access.partners first"),
            );
        }
    }
}

