//! `sharing-domain-twice`: a sharing policy gives a domain two levels of calendar detail.

use super::object::{CALENDARS, Object, ObjectRule, POLICIES};
use crate::diagnostics::{Findings, RuleInfo, Severity};
use crate::model::list::DomainList;
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "sharing-domain-twice",
    default: Some(Severity::Warning),
    summary: "A sharing policy gives one domain two levels of calendar detail.",
    explanation: "A domain belongs to one of free_busy_simple, free_busy_detail and \
                  free_busy_reviewer; contacts may stand beside it. Which of two counts is not \
                  documented; take it that the most is shared. Keep the one that is meant.",
    fact: "New-SharingPolicy -Domains",
    fault: false,
};

pub(in crate::rules) static RULE: ObjectRule = ObjectRule {
    info: &INFO,
    kinds: &[POLICIES],
    check,
};

fn check(object: &Object<'_>, findings: &mut Findings) {
    for (at, more) in CALENDARS.iter().enumerate().skip(1) {
        for less in &CALENDARS[..at] {
            let Some(lower) = object.list(less) else {
                continue;
            };
            let entries = object.list(more).into_iter().flat_map(DomainList::iter);
            let both: Vec<&str> = entries
                .map(|(domain, _)| domain)
                .filter(|domain| lower.set().contains(domain))
                .collect();
            if both.is_empty() {
                continue;
            }
            let message = format!(
                "{} {} in {less} and in {more}",
                words::some(&both, 3),
                if both.len() == 1 { "stands" } else { "stand" },
            );
            findings.push(
                object
                    .finding(&INFO, more, message, "the other level")
                    .related(object.place(less), "one level")
                    .members([less])
                    .members(&both)
                    .rests_on(object.address(less))
                    .detail("Which of the two counts is not documented.")
                    .advice("keep the entry in one of the two"),
            );
        }
    }
}
