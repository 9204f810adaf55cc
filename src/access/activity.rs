//! Contact that was really there, beside what the settings allow.

use std::collections::BTreeMap;

use super::Capability;
use super::answer::pairs;
use super::chain::{RouteKind, Verdict};
use super::decide;
use super::party::{Ends, Party};
use super::world::World;
use crate::model::{Domain, Name};

/// How many people of which tenant had contact with which domain, as reports counted them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Activity {
    /// Tenants of which there is a report.
    pub tenants: BTreeMap<Name, BTreeMap<Domain, u64>>,
}

impl Activity {
    /// How many people of a tenant had contact with these domains, each counted with every domain;
    /// nothing without a report, 0 if no domain is in it.
    #[must_use]
    pub fn people<'d>(
        &self,
        tenant: &Name,
        domains: impl IntoIterator<Item = &'d str>,
    ) -> Option<u64> {
        let report = self.tenants.get(tenant)?;
        let domains = domains.into_iter().map(Domain::recorded);
        let people = domains.filter_map(|domain| report.get(&domain));
        Some(people.fold(0, |sum, people| sum.saturating_add(*people)))
    }
}

/// Whether people of a tenant and those of a domain may chat directly, each with their own account;
/// nothing for a tenant that the world does not hold, and for its own domains.
///
/// The same as [`super::answer()`] says of that route, without a proof: reports have many rows.
#[must_use]
pub fn direct_chat(world: &World, tenant: &Name, domain: &Domain) -> Option<Verdict> {
    let from = Party::Organisation(tenant.clone());
    let to = Party::Domain(domain.clone());
    if !world.tenants.contains_key(tenant) || from.is_same_organisation(&to, world) {
        return None;
    }
    let (from, to) = (from.ends(world), to.ends(world));
    let verdicts = pairs(world, Capability::CHAT, &from, &to).into_iter();
    let verdicts = verdicts.map(|(from, to)| {
        let ends = Ends {
            from: from.end,
            to: to.end,
        };
        decide::route(world, Capability::CHAT, RouteKind::External, &ends).verdict
    });
    Verdict::all_same(verdicts)
}
