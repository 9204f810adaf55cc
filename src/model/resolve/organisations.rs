//! Whose each domain is.

use std::collections::BTreeMap;

use compact_str::CompactString;

use crate::diagnostics::{DOMAIN_IN_TWO_TENANTS, DUPLICATE_NAME, Finding, Findings};
use crate::model::config::NotesRef;
use crate::model::configuration::{ConfirmedAccess, Owner};
use crate::model::list::{DomainList, DomainListBuilder};
use crate::model::{Address, Domain, Name, Notes};
use crate::text::{Span, Spanned};

use super::collect::Definitions;
use super::domains::{self, Seen, Written};

/// The domains of every tenant and partner.
#[derive(Debug, Default)]
pub(super) struct Organisations {
    pub(super) owners: BTreeMap<Domain, Owner>,
    pub(super) domains: BTreeMap<Name, DomainList>,
    pub(super) partner_notes: BTreeMap<Name, Notes>,
    pub(super) confirmed: BTreeMap<Name, ConfirmedAccess>,
}

pub(super) fn resolve(definitions: &Definitions, findings: &mut Findings) -> Organisations {
    let mut out = Organisations::default();
    let mut places: BTreeMap<Domain, (Span, Owner)> = BTreeMap::new();
    let mut ids: BTreeMap<String, Span> = BTreeMap::new();
    for (name, tenant) in &definitions.tenants {
        let owner = Owner::Tenant(name.clone());
        let spec = &tenant.spec;
        let poisoned = definitions.is_poisoned(&["tenants", name.as_str(), "domains"]);
        let list = own(
            &owner,
            spec.domains.as_deref(),
            poisoned,
            &mut places,
            findings,
        );
        out.domains.insert(name.clone(), list);
        tenant_id(spec.tenant_id.as_ref(), &mut ids, findings);
    }
    for (name, partner) in &definitions.partners {
        let owner = Owner::Partner(name.clone());
        let spec = &partner.spec;
        let poisoned = definitions.is_poisoned(&["partners", name.as_str(), "domains"]);
        let list = own(
            &owner,
            spec.domains.as_deref(),
            poisoned,
            &mut places,
            findings,
        );
        out.domains.insert(name.clone(), list);
        tenant_id(spec.tenant_id.as_ref(), &mut ids, findings);
        let notes = NotesRef {
            reason: spec.reason.as_ref(),
            ticket: spec.ticket.as_ref(),
            owner: spec.owner.as_ref(),
            expires: spec.expires.as_ref(),
        };
        out.partner_notes
            .insert(name.clone(), super::notes(notes, findings));
        if let Some(confirmed) = &spec.confirmed {
            let date = super::date(&confirmed.date, findings);
            let external_access = plain(&confirmed.external_access, findings);
            if let Some(date) = date {
                let by = confirmed.by.value.clone();
                let span = confirmed.by.span;
                out.confirmed.insert(
                    name.clone(),
                    ConfirmedAccess {
                        external_access,
                        by,
                        date,
                        span,
                    },
                );
            }
        }
    }
    out.owners = places
        .into_iter()
        .map(|(d, (_, owner))| (d, owner))
        .collect();
    out
}

/// A list of domains without anything else.
fn plain(domains: &[Spanned<CompactString>], findings: &mut Findings) -> DomainList {
    let mut list = DomainListBuilder::default();
    for text in domains {
        match domains::read(text, Written::Plain, findings) {
            Some(domain) => list.add(&domain, text.span, None),
            None => list.set_faulty(),
        }
    }
    list.build()
}

/// The domains of one organisation; a domain that is another's is a fault with both places.
fn own(
    owner: &Owner,
    domains: Option<&[Spanned<CompactString>]>,
    poisoned: bool,
    places: &mut BTreeMap<Domain, (Span, Owner)>,
    findings: &mut Findings,
) -> DomainList {
    let mut list = DomainListBuilder::default();
    if poisoned {
        list.set_faulty();
    }
    let mut seen = Seen::default();
    for text in domains.unwrap_or_default() {
        let Some(domain) = domains::read(text, Written::Plain, findings) else {
            list.set_faulty();
            continue;
        };
        seen.note(&domain, text, findings);
        list.add(&domain, text.span, None);
        match places.get(&domain) {
            Some((_, first)) if first == owner => {}
            Some((place, first)) => {
                findings.push(two_owners(&domain, first, *place, owner, text.span));
            }
            None => {
                places.insert(domain, (text.span, owner.clone()));
            }
        }
    }
    list.build()
}

fn two_owners(domain: &Domain, first: &Owner, place: Span, second: &Owner, again: Span) -> Finding {
    let (one, other) = if place <= again {
        ((place, first), (again, second))
    } else {
        ((again, second), (place, first))
    };
    let address = match second {
        Owner::Tenant(name) => Address::root(name),
        Owner::Partner(name) => Address::root("partners").child(name),
    };
    Finding::new(
        &DOMAIN_IN_TWO_TENANTS,
        format!(
            "{domain} belongs to {} and to {}",
            first.name(),
            second.name()
        ),
    )
    .at(other.0, format!("a domain of {}", other.1.name()))
    .related(one.0, format!("a domain of {}", one.1.name()))
    .about(address.child("domains"))
    .detail("A domain name can be attached to exactly one tenant.")
    .advice("delete it in one of the two places")
}

/// A tenant id stands for one organisation.
fn tenant_id(
    id: Option<&Spanned<String>>,
    ids: &mut BTreeMap<String, Span>,
    findings: &mut Findings,
) {
    let Some(id) = id else { return };
    if let Some(first) = ids.insert(id.value.to_ascii_lowercase(), id.span) {
        findings.push(
            Finding::new(
                &DUPLICATE_NAME,
                "one tenant id stands for two organisations",
            )
            .at(first.max(id.span), "again here")
            .related(first.min(id.span), "here first")
            .advice("a tenant id belongs to one tenant: correct one of the two"),
        );
    }
}
