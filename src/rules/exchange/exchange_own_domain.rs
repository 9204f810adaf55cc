//! `exchange-own-domain`: a tenant's own domain where a foreign one belongs.

use super::object::{Object, ObjectRule, POLICIES, RELATIONSHIPS};
use crate::diagnostics::{Findings, RuleInfo, Severity};

static INFO: RuleInfo = RuleInfo {
    id: "exchange-own-domain",
    default: Some(Severity::Warning),
    summary: "A tenant's own domain in a relationship or sharing policy of its own.",
    explanation: "Relationships and sharing policies are about other organisations. Colleagues see \
                  each other's calendars without them, so an own domain does nothing there; more \
                  often another one was meant. Delete the entry.",
    fact: "New-OrganizationRelationship -DomainNames, New-SharingPolicy -Domains: domains of other \
           organisations",
    fault: false,
};

pub(in crate::rules) static RULE: ObjectRule = ObjectRule {
    info: &INFO,
    kinds: &[RELATIONSHIPS, POLICIES],
    check,
};

fn check(object: &Object<'_>, findings: &mut Findings) {
    let tenant = object.case.tenant;
    for list in object.shared_with() {
        let own = object.own_domains(list);
        let Some(domain) = own.first() else {
            continue;
        };
        let message = format!("{domain} is a domain of {} itself", tenant.name);
        findings.push(
            object
                .finding(&INFO, list, message, "for other organisations")
                .related(tenant.span, format!("{} is defined here", tenant.name))
                .advice("delete the entry, or write the domain that was meant"),
        );
    }
}
