//! `blocked-domain-shared`: a domain that Teams blocks and with which calendars are shared.

use super::object::{Object, ObjectRule, POLICIES, RELATIONSHIPS};
use crate::diagnostics::{Findings, RuleInfo, Severity};
use crate::model::federation::{BLOCKED, Reach};
use crate::model::list::DomainList;
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "blocked-domain-shared",
    default: Some(Severity::Warning),
    summary: "Calendars are shared with a domain that is blocked in Teams.",
    explanation: "Each system has lists of its own. A domain on external_access.blocked_domains \
                  can't chat, and the same tenant still gives it free/busy, or lets people share \
                  their calendars with it. One of the two is probably left over. Remove the domain \
                  here, or take it from the block list.",
    fact: "Set-CsTenantFederationConfiguration -BlockedDomains; New-OrganizationRelationship; \
           New-SharingPolicy",
    fault: false,
};

pub(in crate::rules) static RULE: ObjectRule = ObjectRule {
    info: &INFO,
    kinds: &[RELATIONSHIPS, POLICIES],
    check,
};

fn check(object: &Object<'_>, findings: &mut Findings) {
    if !object.is_enabled() {
        return;
    }
    let Some(Reach::Except {
        blocked,
        subdomains,
    }) = object.case.view().reach()
    else {
        return;
    };
    for list in object.shared_with() {
        let entries = object.list(list).into_iter().flat_map(DomainList::iter);
        let both: Vec<&str> = entries
            .map(|(domain, _)| domain)
            .filter(|domain| Reach::blocking(&blocked, subdomains, domain).is_some())
            .collect();
        if both.is_empty() {
            continue;
        }
        let message = format!(
            "{} {} blocked in Teams, and {} shares with {}",
            words::some(&both, 3),
            if both.len() == 1 { "is" } else { "are" },
            object.name(),
            if both.len() == 1 { "it" } else { "them" },
        );
        findings.push(
            object
                .finding(&INFO, list, message, "shared with")
                .related(object.case.place(&BLOCKED), "blocked here")
                .members(&both)
                .rests_on(object.case.address(&BLOCKED))
                .advice("remove the domain here, or take it from the block list"),
        );
    }
}
