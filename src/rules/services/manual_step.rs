//! `manual-step`: a change that no program can make.

use std::collections::BTreeMap;

use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::diff::{Action, Change};
use crate::model::section::{Api, Setting};
use crate::model::sections::setting;
use crate::rules::{Rule, TenantCase};
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "manual-step",
    default: Some(Severity::Note),
    summary: "A person must make this change in the admin centre.",
    explanation: "For some settings, those of Viva Engage first of all, no interface is known: no \
                  cmdlet and no address of Graph. guestlist records what was decided and compares \
                  with it, and somebody must click. Give the finding to whoever administers the \
                  system, and apply once it is done.",
    fact: "No interface for these settings was found in Microsoft Graph, PowerShell or \
           Microsoft365DSC",
    fault: false,
};

/// Settings that are named; the rest is counted.
const NAMED: usize = 6;

pub(in crate::rules) struct ManualStep;
pub(in crate::rules) static RULE: ManualStep = ManualStep;

/// A setting that a person must change, if it is known where.
fn manual(change: &Change) -> Option<&'static Setting> {
    let setting = setting(change.key.as_str())?;
    let by_hand = setting.api == Api::Nobody && !setting.admin_centre.is_empty();
    (by_hand && change.action != Action::Forget).then_some(setting)
}

impl Rule for ManualStep {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let mut systems: BTreeMap<&str, Vec<(&Change, &Setting)>> = BTreeMap::new();
        for change in case.changes {
            if let (Some(setting), Some(section)) = (manual(change), change.key.section()) {
                systems.entry(section).or_default().push((change, setting));
            }
        }
        for (section, changes) in systems {
            findings.push(finding(case, section, &changes));
        }
    }
}

fn finding(case: &TenantCase<'_>, section: &str, changes: &[(&Change, &Setting)]) -> Finding {
    let (first, _) = changes[0];
    let keys: Vec<&str> = changes.iter().map(|(c, _)| c.key.setting()).collect();
    let mut finding = Finding::new(
        &INFO,
        format!(
            "{} of {section} must be changed by a person: no interface is known",
            words::count(changes.len(), "setting")
        ),
    )
    .at(case.place(&first.key), "by hand")
    .about(case.address(&first.key))
    .about_change()
    .detail(format!(
        "{}. Once it is done, apply records it.",
        words::some(&keys, NAMED)
    ));
    let mut places: Vec<&str> = changes.iter().map(|(_, s)| s.admin_centre).collect();
    places.sort_unstable();
    places.dedup();
    for place in places {
        finding = finding.advice(place);
    }
    finding
}
