//! `federation-not-reciprocal` and `two-own-tenants-not-federated`: contact needs both sides.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use super::{Case, address};
use crate::access::{Key, World, WorldTenant};
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
    /// Its policy among all that differ; nothing if that is not known.
    policy: Option<usize>,
}

/// What a policy says about all of ours, worked out once for all tenants that share its list.
struct Policy<'w> {
    /// Declared organisations that its allow list names.
    named: BTreeSet<&'w Name>,
    /// Those of them that are partners.
    partners: Vec<&'w Name>,
    /// The policies of the others.
    theirs: BTreeSet<usize>,
    /// Tenants of ours of which it lets in no domain.
    keeps_out: BTreeSet<&'w Name>,
}

/// All tenants and their policies.
struct Group<'w> {
    world: &'w World,
    own: BTreeMap<&'w Name, Own<'w>>,
    policies: Vec<Policy<'w>>,
}

/// Organisations that do not let in any domain of a tenant that allows them, by that tenant.
type OneSided<'w> = BTreeMap<&'w Name, Vec<&'w Name>>;

pub(super) fn judge(case: &Case<'_>, findings: &mut Findings) {
    if !case.is_on(&NOT_RECIPROCAL) && !case.is_on(&NOT_FEDERATED) {
        return;
    }
    let group = Group::of(case.world);
    let one_sided = group.one_sided();
    if case.is_on(&NOT_RECIPROCAL) {
        for (tenant, others) in &one_sided {
            findings.push(not_reciprocal(case, &group.own, tenant, others));
        }
    }
    if case.is_on(&NOT_FEDERATED) {
        for (tenant, others) in group.kept_out(&one_sided) {
            findings.push(not_federated(&group.own[tenant], &others));
        }
    }
}

/// Policies with this in common are the same: lists that tenants share are the same in memory.
fn likeness(reach: &Reach) -> (u8, usize, bool) {
    let at = |set: &ValueSet| set.as_slice().as_ptr().addr();
    match reach {
        Reach::Off | Reach::Nobody => (0, 0, false),
        Reach::Only(set) => (1, at(set), false),
        Reach::Except {
            blocked,
            subdomains,
        } => (2, at(blocked), *subdomains),
    }
}

impl<'w> Group<'w> {
    fn of(world: &'w World) -> Self {
        let mut known: HashMap<(u8, usize, bool), usize> = HashMap::new();
        let mut reaches: Vec<Reach> = Vec::new();
        let mut own = BTreeMap::new();
        for (name, tenant) in &world.tenants {
            let reach = reach(tenant);
            let policy = reach.as_ref().map(|reach| {
                *known.entry(likeness(reach)).or_insert_with(|| {
                    reaches.push(reach.clone());
                    reaches.len() - 1
                })
            });
            let decided = is_decided(tenant);
            let side = Own {
                tenant,
                reach,
                decided,
                policy,
            };
            own.insert(name, side);
        }
        let owners = owners(world);
        let policy = |reach: &Reach| {
            let named: BTreeSet<&Name> = match reach {
                Reach::Only(set) => set.iter().filter_map(|w| owners.get(w).copied()).collect(),
                _ => BTreeSet::new(),
            };
            let tenants = world.tenants.values();
            let keeps_out = tenants.filter(|t| lets_in_none(reach, &t.domains));
            let partners = named.iter().filter(|name| !own.contains_key(*name));
            Policy {
                partners: partners.copied().collect(),
                theirs: named.iter().filter_map(|n| own.get(n)?.policy).collect(),
                keeps_out: keeps_out.map(|t| &t.name).collect(),
                named,
            }
        };
        let policies = reaches.par_iter().map(policy).collect();
        Self {
            world,
            own,
            policies,
        }
    }

    fn policy(&self, own: &Own<'w>) -> Option<&Policy<'w>> {
        self.policies.get(own.policy?)
    }

    /// Whether a tenant lets in no domain of another.
    fn keeps_out(&self, own: &Own<'w>, other: &Name) -> bool {
        let policy = self.policy(own);
        policy.is_some_and(|policy| policy.keeps_out.contains(other))
    }

    fn one_sided(&self) -> OneSided<'w> {
        let of_tenant = |own: &Own<'w>| {
            let tenant = own.tenant;
            let shuts = |name: &&Name| match self.own.get(*name) {
                Some(other) => self.keeps_out(other, &tenant.name),
                None => told_no(self.world, name, &tenant.domains),
            };
            let policy = self.policy(own)?;
            // Many tenants share few policies: where none of those shuts, they are not gone through.
            let keeps_out = |at: &usize| self.policies[*at].keeps_out.contains(&tenant.name);
            let others: Vec<&Name> = match policy.theirs.iter().any(keeps_out) {
                true => policy.named.iter().copied().collect(),
                false => policy.partners.clone(),
            };
            let others = others.into_iter().filter(|name| **name != tenant.name);
            let others: Vec<&Name> = others.filter(shuts).collect();
            (!others.is_empty()).then_some((&tenant.name, others))
        };
        self.own.values().filter_map(of_tenant).collect()
    }

    /// Tenants of ours that a tenant keeps out, where the other one is not told yet.
    fn kept_out(&self, one_sided: &OneSided<'_>) -> Vec<(&'w Name, Vec<&'w Name>)> {
        let of_tenant = |own: &Own<'w>| {
            let name = &own.tenant.name;
            let is_told = |other: &Name| {
                let told = one_sided.get(other);
                told.is_some_and(|others| others.binary_search(&name).is_ok())
            };
            let out = self.policy(own)?.keeps_out.iter().copied();
            let out = out.filter(|other| *other != name && self.own[other].decided);
            let others: Vec<&Name> = out.filter(|other| !is_told(other)).collect();
            (!others.is_empty()).then_some((name, others))
        };
        let decided = self.own.values().filter(|own| own.decided);
        decided.filter_map(of_tenant).collect()
    }
}

/// Whose each declared domain is.
fn owners(world: &World) -> HashMap<&str, &Name> {
    let tenants = world.tenants.values().map(|t| (&t.domains, &t.name));
    let partners = world.partners.values().map(|p| (&p.domains, &p.name));
    tenants
        .chain(partners)
        .flat_map(|(domains, name)| domains.iter().map(move |domain| (domain, name)))
        .collect()
}

fn lets_in_none(reach: &Reach, domains: &ValueSet) -> bool {
    !domains.is_empty() && !domains.iter().any(|domain| reach.lets_in(domain))
}

/// Whether a partner's administrator told us that they allow none of these domains.
fn told_no(world: &World, partner: &Name, domains: &ValueSet) -> bool {
    let told = world
        .partners
        .get(partner)
        .and_then(|p| p.confirmed.as_ref());
    told.filter(|told| world.is_proof(told.date))
        .is_some_and(|told| {
            !domains.is_empty() && !domains.iter().any(|d| told.external_access.contains(d))
        })
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
        .members(texts(others))
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
        .about(address(own.tenant, shutting(own)))
        .members(texts(others));
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
            let mut lines: Vec<String> = lines.map(|o| format!("- tenant: {o}")).collect();
            if let Some(more) = others.len().checked_sub(LINES).filter(|more| *more > 0) {
                let more = words::thousands(more);
                lines.push(format!("# and {more} more: guestlist access {name}"));
            }
            finding.fix(
                lines.join("\n"),
                "To let them in, add to allowed_domains; to keep them out on purpose, accept this",
            )
        }
    }
}
