//! `relationship-domain-twice`: one domain in two organisation relationships.

use std::collections::BTreeMap;

use super::object::{Object, RELATIONSHIPS};
use crate::diagnostics::{Findings, RuleInfo, Severity};
use crate::model::list::DomainList;
use crate::rules::{Rule, TenantCase};
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "relationship-domain-twice",
    default: Some(Severity::Warning),
    summary: "A domain stands in two organisation relationships of one tenant.",
    explanation: "Which of the two counts for the domain is not documented, and the service may \
                  refuse the second. Keep the domain in the relationship that says what is meant.",
    fact: "New-OrganizationRelationship -DomainNames; that the service refuses it is believed, not \
           confirmed",
    fault: false,
};

pub(in crate::rules) struct RelationshipDomainTwice;
pub(in crate::rules) static RULE: RelationshipDomainTwice = RelationshipDomainTwice;

impl Rule for RelationshipDomainTwice {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let objects = Object::all(case, RELATIONSHIPS);
        let mut first: BTreeMap<&str, &Object<'_>> = BTreeMap::new();
        for object in &objects {
            // One finding for two relationships, however many domains they share.
            let mut shared: BTreeMap<&str, (&Object<'_>, Vec<&str>)> = BTreeMap::new();
            for (domain, _) in object.list("domains").into_iter().flat_map(DomainList::iter) {
                match first.get(domain) {
                    None => {
                        first.insert(domain, object);
                    }
                    Some(other) => shared
                        .entry(other.name())
                        .or_insert((other, Vec::new()))
                        .1
                        .push(domain),
                }
            }
            for (other, domains) in shared.into_values() {
                let message = format!(
                    "{} {} in {} and in {}",
                    words::some(&domains, 3),
                    if domains.len() == 1 { "stands" } else { "stand" },
                    other.name(),
                    object.name()
                );
                findings.push(
                    object
                        .finding(&INFO, "domains", message, "again here")
                        .related(other.place("domains"), "here first")
                        .members([other.name()])
                        .members(&domains)
                        .rests_on(other.address("domains"))
                        .detail("Which of the two counts is not documented.")
                        .advice("keep the domain in one of the two"),
                );
            }
        }
    }
}
