//! Every rule and every fault.

use super::table;
use crate::diagnostics::RuleInfo;
use crate::model::section::one_line;

/// The page of all rules, in Markdown.
#[must_use]
pub fn rules(all: &[&RuleInfo]) -> String {
    let (faults, rules): (Vec<&RuleInfo>, Vec<&RuleInfo>) = all.iter().partition(|r| r.fault);
    let mut out = String::from(
        "# Rules\n\n\
         What `validate`, `plan` and `apply` report. This page is printed by \
         `guestlist reference rules`; `guestlist rules ID` prints one of its parts in a terminal.\n\n\
         Weights are set under `rules:` in `guestlist.yaml` (off, note, warning, error); what a rule \
         found is accepted with a reason under `accept:`. Faults, and rules that are errors, can \
         neither be set lower nor accepted.\n\n",
    );
    out.push_str(&table(
        &["rule", "weight", "what it reports"],
        &rules.iter().map(|rule| line(rule)).collect::<Vec<_>>(),
    ));
    out.push_str("\nFaults of the files:\n\n");
    out.push_str(&table(
        &["fault", "what is wrong"],
        &faults
            .iter()
            .map(|rule| vec![link(rule), rule.summary.to_owned()])
            .collect::<Vec<_>>(),
    ));
    for rule in rules.iter().chain(&faults) {
        out.push_str(&page(rule));
    }
    out
}

fn line(rule: &RuleInfo) -> Vec<String> {
    let weight = rule.default.map_or("off", |s| s.as_str());
    vec![link(rule), weight.to_owned(), rule.summary.to_owned()]
}

fn link(rule: &RuleInfo) -> String {
    format!("[{0}](#{0})", rule.id)
}

fn page(rule: &RuleInfo) -> String {
    let mut out = format!("\n## {}\n\n**{}**\n", rule.id, one_line(rule.summary));
    for paragraph in rule.explanation.split("\n\n") {
        out.push_str(&format!("\n{}\n", one_line(paragraph)));
    }
    if !rule.fact.is_empty() {
        out.push_str(&format!("\nRests on: {}.\n", one_line(rule.fact)));
    }
    out
}
