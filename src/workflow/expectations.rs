//! Faults of expectations: they belong to the files, whatever the answers are.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::access::{World, evaluate};
use crate::diagnostics::{Finding, Findings, INVALID_NAME, UNKNOWN_NAME};
use crate::model::Configuration;

/// Reports expectations that can't be asked. With `partial`, organisations may be missing from the
/// configuration because of other faults: then nothing that a missing one could explain is reported.
pub fn check(config: &Configuration, partial: bool, findings: &mut Findings) {
    if config.tests.is_empty() {
        return;
    }
    let partial = partial || findings.items().iter().any(|f| is(f, INVALID_NAME.id));
    // Neither what is recorded nor the day decides whether a question can be asked.
    let world = World::desired(config, &BTreeMap::new(), Date::ZERO, false);
    let mut found = Findings::new();
    let _ = evaluate(&world, config, &mut found);
    let (found, omitted) = found.into_parts();
    for finding in found {
        if !(partial && is(&finding, UNKNOWN_NAME.id)) {
            findings.push(finding);
        }
    }
    findings.omit(omitted);
}

fn is(finding: &Finding, rule: &str) -> bool {
    finding.rule.id == rule
}
