//! `guest-own-organisation`: a guest with an address of the tenant itself.

use super::GUESTS;
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::rules::{Rule, TenantCase};

static INFO: RuleInfo = RuleInfo {
    id: "guest-own-organisation",
    default: Some(Severity::Error),
    summary: "A guest has an address of the tenant itself.",
    explanation: "A guest is a person of another organisation. Somebody with an address under one of \
                  the tenant's own domains is a member there, or will be, and can't be invited. Delete \
                  the guest, or write the address at their own organisation.",
    fact: "Guest access in Microsoft Teams: a guest is someone who is not a member of the organisation",
    fault: false,
};

pub(in crate::rules) struct GuestOwnOrganisation;
pub(in crate::rules) static RULE: GuestOwnOrganisation = GuestOwnOrganisation;

impl Rule for GuestOwnOrganisation {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let own = &case.tenant.domains;
        for guest in case.tenant.objects(GUESTS) {
            let domain = guest.name.rsplit_once('@').map_or("", |(_, domain)| domain);
            if !own.set().contains(domain) {
                continue;
            }
            let name = &case.tenant.name;
            let mut finding = Finding::new(
                &INFO,
                format!("{} is no guest: {domain} is {name}'s own", guest.name),
            )
            .at(guest.desired.span, "of this organisation")
            .about(case.address(guest.key))
            .advice("delete the guest, or write the address at their own organisation");
            if let Some(place) = own.place(domain) {
                finding = finding.related(place, format!("a domain of {name}"));
            }
            findings.push(finding);
        }
    }
}
