//! `own-domain-listed`: a tenant's own domain on one of its own lists.

use super::cases::{EntryHolder, entries};
use super::lists_in_use::{Holders, Users, lists_in_use, users};
use super::{Context, Rule};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::config::EntryKind;
use crate::model::configuration::Tenant;
use crate::model::federation::{ALLOWED, BLOCKED, TRIAL_EXEMPTIONS};
use crate::model::list::DomainList;
use crate::model::{Address, SettingKey};
use crate::text::Span;

static INFO: RuleInfo = RuleInfo {
    id: "own-domain-listed",
    default: Some(Severity::Warning),
    summary: "A tenant's own domain on its own list.",
    explanation: "External access is about people outside. Colleagues in one tenant reach each other \
                  whatever the lists say, so a tenant's own domain on its allow list, block list or \
                  list of exempted trial tenants does nothing; more often another domain was meant. \
                  Delete the entry. A list of all your tenants that several of them share as allow \
                  list is not reported: there the entry is for the others.",
    fact: "Manage external meetings and chat: external access is for users of other domains",
    fault: false,
};

pub(super) struct OwnDomainListed;
pub(super) static RULE: OwnDomainListed = OwnDomainListed;

impl Rule for OwnDomainListed {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn workspace(&self, context: Context<'_>, findings: &mut Findings) {
        let config = context.config;
        let mut holders = None;
        for key in [&ALLOWED, &BLOCKED, &TRIAL_EXEMPTIONS] {
            let uses = lists_in_use(config, key, |_| true);
            let has_own =
                |(list, tenant): (&DomainList, &Tenant)| own(list, tenant).next().is_some();
            let pairs = || {
                uses.iter()
                    .flat_map(|u| u.tenants.iter().map(|t| (u.list, *t)))
            };
            if !pairs().any(has_own) {
                continue;
            }
            let holders = holders.get_or_insert_with(|| Holders::of(config));
            let users = users(&uses, holders);
            for (list, tenant) in pairs() {
                let listed = own(list, tenant)
                    .find_map(|d| Some((d, place(d, list, tenant, key, holders, &users)?)));
                if let Some((domain, place)) = listed {
                    findings.push(finding(domain, place, tenant, key));
                }
            }
        }
    }
}

/// The domains of a tenant that are on a list.
fn own<'a>(list: &DomainList, tenant: &'a Tenant) -> impl Iterator<Item = &'a str> {
    tenant
        .domains
        .set()
        .iter()
        .filter(|d| list.set().contains(d))
}

/// Where the entry stands, if it is there for this tenant and not for others that share the list.
fn place(
    domain: &str,
    list: &DomainList,
    tenant: &Tenant,
    key: &SettingKey,
    holders: &Holders<'_>,
    users: &[Users<'_>],
) -> Option<Span> {
    let place = list.place(domain)?;
    let Some(number) = holders.number(place) else {
        return by_name(tenant, key);
    };
    let is_shared = match holders.get(number)? {
        EntryHolder::Tenant(..) => false,
        _ => users.get(number).is_some_and(|u| u.tenants.len() > 1),
    };
    (key != &ALLOWED || !is_shared).then_some(place)
}

/// Where a tenant names itself with `- tenant:`.
fn by_name(tenant: &Tenant, key: &SettingKey) -> Option<Span> {
    let leaves = tenant.spec.leaves();
    let leaf = leaves.iter().find(|leaf| &leaf.key == key)?;
    entries(leaf).find_map(|entry| match &entry.kind {
        EntryKind::Tenant(name) if name.value == tenant.name.as_str() => Some(name.span),
        _ => None,
    })
}

fn finding(domain: &str, place: Span, tenant: &Tenant, key: &SettingKey) -> Finding {
    let name = &tenant.name;
    Finding::new(&INFO, format!("{domain} is a domain of {name} itself"))
        .at(place, format!("{name}'s own"))
        .related(tenant.span, format!("{name} is defined here"))
        .about(Address::setting(name, key).element(domain))
        .detail("Colleagues in one tenant reach each other whatever the lists say.")
        .advice("delete the entry, or write the domain that was meant")
}
