//! Whose each domain is.

use std::collections::BTreeMap;

use compact_str::CompactString;

use crate::diagnostics::{
    DOMAIN_IN_TWO_TENANTS, DUPLICATE_NAME, Finding, Findings, NAMESPACE_SHARED,
};
use crate::model::config::{DomainUses, NotesRef};
use crate::model::configuration::{ConfirmedAccess, Owner};
use crate::model::list::{DomainList, DomainListBuilder};
use crate::model::{Address, Domain, Name, Notes};
use crate::text::{Span, Spanned, words};

use super::collect::Definitions;
use super::domains::{self, Seen, Written};
use super::identity;

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
    let mut places: BTreeMap<Domain, Held> = BTreeMap::new();
    let mut ids: BTreeMap<String, Span> = BTreeMap::new();
    for (name, tenant) in &definitions.tenants {
        let owner = Owner::Tenant(name.clone());
        let spec = &tenant.spec;
        let poisoned = definitions.is_poisoned(&["tenants", name.as_str(), "domains"]);
        let list = own(
            &owner,
            spec.domains
                .iter()
                .flatten()
                .map(|own| (&own.domain, own.uses)),
            poisoned,
            &mut places,
            findings,
        );
        out.domains.insert(name.clone(), list);
        tenant_id(spec.tenant_id.as_ref(), &mut ids, findings);
        identity::check(name, spec, findings);
    }
    for (name, partner) in &definitions.partners {
        let owner = Owner::Partner(name.clone());
        let spec = &partner.spec;
        let poisoned = definitions.is_poisoned(&["partners", name.as_str(), "domains"]);
        let list = own(
            &owner,
            spec.domains.iter().flatten().map(|domain| (domain, None)),
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
        .map(|(domain, held)| (domain, held.owner))
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

/// Whose a domain is, where that is written, and what it is used for if that is said.
#[derive(Debug, Clone)]
struct Held {
    owner: Owner,
    span: Span,
    uses: Option<DomainUses>,
}

/// The domains of one organisation; a domain that is another's is a fault with both places.
fn own<'s>(
    owner: &Owner,
    domains: impl Iterator<Item = (&'s Spanned<CompactString>, Option<DomainUses>)>,
    poisoned: bool,
    places: &mut BTreeMap<Domain, Held>,
    findings: &mut Findings,
) -> DomainList {
    let mut list = DomainListBuilder::default();
    if poisoned {
        list.set_faulty();
    }
    let mut seen = Seen::default();
    for (text, uses) in domains {
        let Some(domain) = domains::read(text, Written::Plain, findings) else {
            list.set_faulty();
            continue;
        };
        seen.note(&domain, text, findings);
        list.add(&domain, text.span, None);
        let held = Held {
            owner: owner.clone(),
            span: text.span,
            uses,
        };
        match places.get(&domain) {
            Some(first) if &first.owner == owner => {}
            Some(first) => findings.push(two_owners(&domain, first, &held)),
            None => {
                places.insert(domain, held);
            }
        }
    }
    list.build()
}

fn two_owners(domain: &Domain, first: &Held, second: &Held) -> Finding {
    let (one, other) = if first.span <= second.span {
        (first, second)
    } else {
        (second, first)
    };
    let address = match &second.owner {
        Owner::Tenant(name) => Address::root(name),
        Owner::Partner(name) => Address::root("partners").child(name),
    };
    let [a, b] = [first, second].map(|held| held.owner.name());
    let is_split = first.uses.is_some() || second.uses.is_some();
    let [mine, theirs] = [first, second].map(|held| held.uses.unwrap_or(DomainUses::ALL));
    let shared = mine.shared(theirs);
    let finding = if is_split && !shared.is_empty() {
        let message = format!("{a} and {b} share {domain} for {}", words::and(&shared));
        Finding::new(&NAMESPACE_SHARED, message)
            .detail("Names for sign-in (UPN), mail (SMTP) and chat (SIP) belong to one tenant.")
    } else {
        let message = format!("{domain} belongs to {a} and to {b}");
        let finding = Finding::new(&DOMAIN_IN_TWO_TENANTS, message)
            .detail("A domain name can be attached to exactly one tenant.");
        if is_split {
            finding.detail("That each uses it for something else does not change that.")
        } else {
            finding
        }
    };
    finding
        .at(other.span, format!("a domain of {}", other.owner.name()))
        .related(one.span, format!("a domain of {}", one.owner.name()))
        .about(address.child("domains"))
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
