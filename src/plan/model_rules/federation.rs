//! `federation-not-reciprocal` and `two-own-tenants-not-federated`: contact needs both sides.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use super::{Case, address};
use crate::access::{Key, World, WorldPartner, WorldTenant};
use crate::diagnostics::{Finding, Findings};
use crate::model::federation::Reach;
use crate::model::{Name, ValueSet};
use crate::plan::policy::{POLICY, is_decided, reach};
use crate::rules::modelled::{
    FEDERATION_NOT_RECIPROCAL as NOT_RECIPROCAL, TWO_OWN_TENANTS_NOT_FEDERATED as NOT_FEDERATED,
};
use crate::text::{Span, words};

/// Names in a text.
const NAMED: usize = 6;
/// Lines to copy.
const LINES: usize = 3;

/// A tenant and its policy.
struct Own<'w> {
    tenant: &'w WorldTenant,
    reach: Option<Reach>,
    decided: bool,
}

pub(super) fn judge(case: &Case<'_>, findings: &mut Findings) {
    let world = case.world;
    let own: BTreeMap<&Name, Own<'_>> = world.tenants.iter().map(|(n, t)| (n, own(t))).collect();
    let one_sided = one_sided(world, &own);
    if case.is_on(&NOT_RECIPROCAL) {
        for (tenant, others) in &one_sided {
            findings.push(not_reciprocal(case, &own, tenant, others));
        }
    }
    if case.is_on(&NOT_FEDERATED) {
        for (tenant, others) in kept_out(&own, &one_sided) {
            findings.push(not_federated(&own[tenant], &others));
        }
    }
}

fn own(tenant: &WorldTenant) -> Own<'_> {
    Own {
        tenant,
        reach: reach(tenant),
        decided: is_decided(tenant),
    }
}

/// Organisations that do not let in any domain of a tenant that allows them, by that tenant.
fn one_sided<'w>(
    world: &'w World,
    own: &BTreeMap<&'w Name, Own<'w>>,
) -> BTreeMap<&'w Name, Vec<&'w Name>> {
    let tenants = world.tenants.values().map(|t| (&t.domains, &t.name));
    let partners = world.partners.values().map(|p| (&p.domains, &p.name));
    let owners: HashMap<&str, &Name> = tenants
        .chain(partners)
        .flat_map(|(domains, name)| domains.iter().map(move |domain| (domain, name)))
        .collect();
    let of_tenant = |own_side: &Own<'w>| -> Option<(&'w Name, Vec<&'w Name>)> {
        let Some(Reach::Only(allowed)) = &own_side.reach else {
            return None;
        };
        let tenant = own_side.tenant;
        let named: BTreeSet<&Name> = allowed
            .iter()
            .filter_map(|word| owners.get(word).copied())
            .collect();
        let shuts = |name: &&Name| match (own.get(*name), world.partners.get(*name)) {
            (Some(other), _) => keeps_out(other, &tenant.domains),
            (None, Some(partner)) => told_no(world, partner, &tenant.domains),
            (None, None) => false,
        };
        let others = named.into_iter().filter(|name| **name != tenant.name);
        let others: Vec<&Name> = others.filter(shuts).collect();
        (!others.is_empty()).then_some((&tenant.name, others))
    };
    let all: Vec<&Own<'w>> = own.values().collect();
    all.into_par_iter().filter_map(of_tenant).collect()
}

/// Whether a tenant lets in none of these domains.
fn keeps_out(own: &Own<'_>, domains: &ValueSet) -> bool {
    let Some(reach) = &own.reach else {
        return false;
    };
    !domains.is_empty() && !domains.iter().any(|domain| reach.lets_in(domain))
}

/// Whether a partner's administrator told us that they allow none of these domains.
fn told_no(world: &World, partner: &WorldPartner, domains: &ValueSet) -> bool {
    let told = partner.confirmed.as_ref();
    told.filter(|told| world.is_proof(told.date))
        .is_some_and(|told| {
            !domains.is_empty() && !domains.iter().any(|d| told.external_access.contains(d))
        })
}

/// Tenants of ours that a tenant keeps out, where nobody says so yet.
fn kept_out<'w>(
    own: &BTreeMap<&'w Name, Own<'w>>,
    one_sided: &BTreeMap<&Name, Vec<&Name>>,
) -> Vec<(&'w Name, Vec<&'w Name>)> {
    let all: Vec<&Own<'w>> = own.values().filter(|o| o.decided).collect();
    let of_tenant = |shutting: &&Own<'w>| {
        let name = &shutting.tenant.name;
        let is_told = |other: &Name| {
            let told = one_sided.get(other);
            told.is_some_and(|others| others.binary_search(&name).is_ok())
        };
        let others: Vec<&Name> = all
            .iter()
            .filter(|o| o.tenant.name != *name && keeps_out(shutting, &o.tenant.domains))
            .map(|o| &o.tenant.name)
            .filter(|other| !is_told(other))
            .collect();
        (!others.is_empty()).then_some((name, others))
    };
    all.par_iter().filter_map(of_tenant).collect()
}

fn not_reciprocal(
    case: &Case<'_>,
    own: &BTreeMap<&Name, Own<'_>>,
    name: &Name,
    others: &[&Name],
) -> Finding {
    let tenant = own[name].tenant;
    let allowed = tenant.get(Key::Allowed);
    let first = others.first().copied().unwrap_or(name);
    let entry = entry(case, tenant, first);
    let place = entry.as_ref().map(|(_, place)| *place);
    let message = match others {
        [one] => format!("{name} allows {one}, but {one} does not allow {name}"),
        many => format!(
            "{name} allows {} organisations that do not allow it",
            words::thousands(many.len())
        ),
    };
    let about = address(tenant, Key::Allowed);
    let about = match (others, entry) {
        ([_], Some((domain, _))) => about.element(&domain),
        _ => about,
    };
    let mut finding = Finding::new(&NOT_RECIPROCAL, message)
        .at_maybe(place.or(allowed.span).or(tenant.span), "one side only")
        .about(about)
        .detail("Contact needs both sides.");
    if others.len() > 1 {
        finding = finding.detail(format!("They are {}.", words::some(&texts(others), NAMED)));
    }
    if let Some(other) = own.get(first) {
        finding = other_side(finding, other, name);
    } else {
        finding = finding.advice(format!(
            "ask {first}'s administrator to allow {name}'s domains, or take the entry away"
        ));
    }
    case.news(finding, others.iter().copied().chain([name]))
}

fn texts<'n>(names: &[&'n Name]) -> Vec<&'n str> {
    names.iter().map(|name| name.as_str()).collect()
}

/// The first domain of an organisation that a tenant's allow list itself names, and where.
fn entry(case: &Case<'_>, tenant: &WorldTenant, other: &Name) -> Option<(String, Span)> {
    let list = tenant.get(Key::Allowed).list.as_ref()?;
    let own = case.config.tenants.get(other).map(|t| &t.domains);
    let own = own.or_else(|| case.config.partners.get(other).map(|p| &p.domains))?;
    own.set().iter().find_map(|domain| {
        // An entry that names the whole organisation is told by the list: its domains stand elsewhere.
        let place = list
            .place(domain)
            .filter(|p| own.place(domain) != Some(*p))?;
        Some((domain.to_owned(), place))
    })
}

/// What to change in the tenant that shuts.
fn other_side(finding: Finding, other: &Own<'_>, name: &Name) -> Finding {
    let first = &other.tenant.name;
    let finding = match policy_place(other) {
        Some(span) => finding.related(span, format!("this keeps {name} out of {first}")),
        None => finding,
    };
    match &other.reach {
        Some(Reach::Off) => finding.advice(format!("switch external access on in {first}")),
        Some(Reach::Except { .. }) => {
            finding.advice(format!("take {name}'s domains off {first}'s block list"))
        }
        _ => finding.fix(
            format!("- tenant: {name}"),
            format!("To let it in, add to {first}'s allowed_domains"),
        ),
    }
}

/// The setting that shuts.
fn shutting(own: &Own<'_>) -> Key {
    match own.reach {
        Some(Reach::Off) => Key::Enabled,
        Some(Reach::Except { .. }) => Key::Blocked,
        _ => Key::Allowed,
    }
}

fn policy_place(own: &Own<'_>) -> Option<Span> {
    let setting = own.tenant.get(shutting(own));
    setting.span.or(own.tenant.span)
}

fn not_federated(own: &Own<'_>, others: &[&Name]) -> Finding {
    let name = &own.tenant.name;
    let message = match others {
        [one] => format!("{name} keeps out {one}, a tenant of yours"),
        many => format!(
            "{name} keeps out {} other tenants of yours",
            words::thousands(many.len())
        ),
    };
    let mut finding = Finding::new(&NOT_FEDERATED, message)
        .at_maybe(policy_place(own), "keeps them out")
        .about(address(own.tenant, shutting(own)));
    if others.len() > 1 {
        finding = finding.detail(format!("They are {}.", words::some(&texts(others), NAMED)));
    }
    for key in POLICY {
        finding = finding.rests_on(address(own.tenant, key));
    }
    match own.reach {
        Some(Reach::Off) => finding
            .detail("External access is switched off.")
            .advice("switch it on, or accept this finding and say why the tenants are apart"),
        Some(Reach::Except { .. }) => {
            finding.advice("take their domains off the block list, or accept this finding")
        }
        _ => {
            let lines = others.iter().take(LINES);
            let lines: Vec<String> = lines.map(|o| format!("- tenant: {o}")).collect();
            finding.fix(
                lines.join("\n"),
                "To let them in, add to allowed_domains; to keep them out on purpose, accept this",
            )
        }
    }
}
