//! `calendar-sharing`: a domain to which two layers of calendar sharing apply.

use std::collections::BTreeMap;

use super::object::{CALENDARS, Object, POLICIES, RELATIONSHIPS};
use crate::diagnostics::{Findings, RuleInfo, Severity};
use crate::model::list::DomainList;
use crate::rules::{Rule, TenantCase};
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "calendar-sharing",
    default: Some(Severity::Note),
    summary: "Calendars are shared with one organisation in two ways.",
    explanation: "An organisation relationship gives another organisation free/busy of everybody, or \
                  of one group: an administrator decides. A sharing policy is a second way beside \
                  it: what single people may share, perhaps more than the relationship shows. Both \
                  may be meant. To give an organisation no more than the relationship says, take it \
                  out of the sharing policies.",
    fact: "Microsoft 365 inter-tenant collaboration: free/busy by organisation relationship, single \
           calendars by sharing policy; New-OrganizationRelationship; New-SharingPolicy",
    fault: false,
};

pub(in crate::rules) struct CalendarSharing;
pub(in crate::rules) static RULE: CalendarSharing = CalendarSharing;

impl Rule for CalendarSharing {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let relationships = Object::all(case, RELATIONSHIPS);
        let gives = |o: &&Object<'_>| o.is_enabled() && o.flag("free_busy.enabled") == Some(true);
        let mut given: BTreeMap<&str, &Object<'_>> = BTreeMap::new();
        for relationship in relationships.iter().filter(gives) {
            let domains = relationship.list("domains");
            for (domain, _) in domains.into_iter().flat_map(DomainList::iter) {
                given.entry(domain).or_insert(relationship);
            }
        }
        for policy in Object::all(case, POLICIES) {
            if !policy.is_enabled() {
                continue;
            }
            for list in CALENDARS {
                let entries = policy.list(list).into_iter().flat_map(DomainList::iter);
                let mut both: BTreeMap<&str, (&Object<'_>, Vec<&str>)> = BTreeMap::new();
                for (domain, _) in entries {
                    if let Some(by) = given.get(domain) {
                        let (_, domains) = both.entry(by.name()).or_insert((by, Vec::new()));
                        domains.push(domain);
                    }
                }
                for (relationship, domains) in both.into_values() {
                    let message = format!(
                        "calendars are shared with {} by {} and by {}",
                        words::some(&domains, 3),
                        relationship.name(),
                        policy.name()
                    );
                    findings.push(
                        policy
                            .finding(&INFO, list, message, "by single people")
                            .related(relationship.place("domains"), "by the organisation")
                            .members([relationship.name()])
                            .members(&domains)
                            .rests_on(relationship.address("domains"))
                            .advice("to give no more than the relationship says, delete it here"),
                    );
                }
            }
        }
    }
}
