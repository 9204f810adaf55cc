//! `accept-unused`: an accept that matches nothing.

use super::Rule;
use crate::diagnostics::{Finding, RuleInfo, Severity};
use crate::model::Configuration;
use crate::model::configuration::{AcceptScope, AcceptedRule};
use jiff::civil::Date;

/// The rule's page.
pub(super) static INFO: RuleInfo = RuleInfo {
    id: "accept-unused",
    default: Some(Severity::Note),
    summary: "An accept that matches no finding.",
    explanation: "What it accepted is gone, or its address names something else. Left in place, it \
                  would hide the same finding when it comes back for another reason. Delete it. One of a \
                  rule that only looks at changes is left alone by validate, until its last day is \
                  past.",
    fact: "",
    fault: false,
};

/// The funnel alone knows which accepts were used.
pub(super) struct AcceptUnused;
pub(super) static RULE: AcceptUnused = AcceptUnused;

impl Rule for AcceptUnused {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }
}

/// Why an accept matches nothing.
pub(super) enum Reason {
    /// No finding of the rule is there at all.
    NoFinding,
    /// There are some, where the accept does not count; the address of one of them.
    Elsewhere(Option<String>),
    /// Its last day is past.
    Expired {
        /// That day.
        last: Date,
        /// Whether the finding is still there.
        counts_again: bool,
    },
}

/// The finding about one accept.
pub(super) fn finding(config: &Configuration, accept: &AcceptedRule, why: &Reason) -> Finding {
    let rule = &accept.rule.value;
    match why {
        Reason::NoFinding => Finding::new(
            &INFO,
            format!("nothing to accept: no finding of {rule} here"),
        )
        .at(accept.span, "matches nothing")
        .advice("delete this accept"),
        Reason::Expired {
            last,
            counts_again: true,
        } => Finding::new(
            &INFO,
            format!("this accept of {rule} ended on {last}; the finding counts again"),
        )
        .at(accept.span, format!("ended on {last}"))
        .advice("put right what the rule reports, or decide again and write a later day"),
        Reason::Expired { last, .. } => Finding::new(
            &INFO,
            format!("this accept of {rule} ended on {last} and matches nothing"),
        )
        .at(accept.span, format!("ended on {last}"))
        .advice("delete this accept"),
        Reason::Elsewhere(example) => elsewhere(config, accept, example.as_deref()),
    }
}

fn elsewhere(config: &Configuration, accept: &AcceptedRule, example: Option<&str>) -> Finding {
    let rule = &accept.rule.value;
    let Some(address) = &accept.address else {
        let place = match &accept.scope {
            AcceptScope::Workspace => "at top level it covers lists, partners and the like".to_owned(),
            AcceptScope::Baseline(name) => format!("it covers the tenants of the baseline \"{name}\""),
            AcceptScope::Tenant(name) => format!("it covers {name} alone"),
        };
        let finding = Finding::new(
            &INFO,
            format!("no finding of {rule} where this accept counts: {place}"),
        )
        .at(accept.span, "matches nothing");
        return match example {
            Some(example) => finding.advice(format!("move it to where the finding is ({example})")),
            None => finding.advice("delete this accept"),
        };
    };
    let written = &address.value;
    let finding = Finding::new(
        &INFO,
        format!("no finding of {rule} at or below {written}"),
    )
    .at(address.span, "matches nothing");
    let first = written.first();
    let is_known = config.tenants.contains_key(first)
        || matches!(first, "lists" | "partners" | "baselines" | "tests");
    match example {
        _ if !is_known => finding.advice(
            "an address starts with the name of a tenant, or with lists, partners, baselines or tests",
        ),
        Some(example) => finding.advice(format!("there is one at {example}: write that, or a part of it from the left")),
        None => finding.advice("delete this accept"),
    }
}
