//! `list-unused`: a named list that nothing names.

use std::collections::BTreeSet;

use super::cases::each_entry;
use super::{Context, Rule};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::Address;
use crate::model::config::EntryKind;

static INFO: RuleInfo = RuleInfo {
    id: "list-unused",
    default: Some(Severity::Note),
    summary: "A list that no tenant, baseline or other list names.",
    explanation: "Its entries count for nobody: neither let in nor kept out. Either the line that \
                  was to use it is missing (- list: NAME), or the list is left over and can go. \
                  Partners are not looked at: one that no list names is still known to can, access \
                  and ask.",
    fact: "",
    fault: false,
};

pub(super) struct ListUnused;
pub(super) static RULE: ListUnused = ListUnused;

impl Rule for ListUnused {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn workspace(&self, context: Context<'_>, findings: &mut Findings) {
        let config = context.config;
        let mut named: BTreeSet<&str> = BTreeSet::new();
        each_entry(config, |_, entry| {
            if let EntryKind::List(name) = &entry.kind {
                named.insert(&name.value);
            }
        });
        for (name, list) in &config.lists {
            if named.contains(name.as_str()) || list.domains.is_faulty() {
                continue;
            }
            findings.push(
                Finding::new(&INFO, format!("nothing uses the list \"{name}\""))
                    .at(list.span, "named nowhere")
                    .about(Address::root("lists").child(name))
                    .fix(format!("- list: {name}"), "where its domains should count, or delete it"),
            );
        }
    }
}
