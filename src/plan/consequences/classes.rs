//! Tenants of which all is alike: what is recorded, what is desired, and what all others say about
//! them. Where a plan is large, one of them stands for all.

use std::collections::HashMap;

use super::{Index, Moves};
use crate::access::{Key, World};
use crate::model::federation::Reach;
use crate::model::{DistinctSets, Name, SettingKey, Value, ValueSet};

/// A value by which tenants are told apart; a set by its number.
#[derive(PartialEq, Eq, Hash)]
enum Mark {
    Plain(Value),
    Set(usize),
}

/// The lists that name a tenant's domain.
type Mentions = Vec<usize>;
/// What tells tenants apart: what is desired, what is recorded, and for each domain who names it.
type Outline<'a> = (
    Vec<(&'a SettingKey, Mark)>,
    Vec<(&'a SettingKey, Mark)>,
    Vec<Mentions>,
);

fn mark(sets: &mut DistinctSets, value: &Value) -> Mark {
    match value {
        Value::Set(set) => Mark::Set(sets.number(set)),
        plain => Mark::Plain(plain.clone()),
    }
}

/// The classes of the changed tenants; each has at least one.
pub(super) fn of<'a>(
    plan: Moves<'a>,
    index: Index<'a>,
    changed: &[&'a Name],
) -> Vec<Vec<&'a Name>> {
    let mut sets = DistinctSets::default();
    let lists = lists(index);
    let mut by_outline: HashMap<Outline<'a>, usize> = HashMap::new();
    let mut classes: Vec<Vec<&Name>> = Vec::new();
    for name in changed {
        let desired = index.config.tenants.get(*name).map(|t| &t.settings);
        let desired = desired.into_iter().flatten();
        let desired = desired
            .map(|(key, d)| (key, mark(&mut sets, &d.value)))
            .collect();
        let recorded = plan.recorded.get(*name).map(|t| &t.settings);
        let recorded = recorded.into_iter().flatten();
        let recorded = recorded
            .map(|(key, s)| (key, mark(&mut sets, &s.value)))
            .collect();
        let outline = (desired, recorded, mentions(index, &lists, name));
        let at = *by_outline.entry(outline).or_insert(classes.len());
        match classes.get_mut(at) {
            Some(class) => class.push(name),
            None => classes.push(vec![name]),
        }
    }
    classes
}

/// Every list by which declared organisations decide about others.
fn lists(index: Index<'_>) -> Vec<ValueSet> {
    let mut sets = DistinctSets::default();
    let worlds: [&World; 2] = [index.before, index.after];
    for world in worlds {
        for tenant in world.tenants.values() {
            let keys = [Key::Allowed, Key::Blocked, Key::TrialExemptions];
            for set in keys.into_iter().filter_map(|key| tenant.set(key)) {
                sets.number(set);
            }
        }
        let told = world.partners.values().filter_map(|p| p.confirmed.as_ref());
        for told in told {
            sets.number(&told.external_access);
        }
    }
    sets.into_vec()
}

/// For each of a tenant's domains the lists that name it, or a domain above it.
fn mentions(index: Index<'_>, lists: &[ValueSet], name: &Name) -> Vec<Mentions> {
    let Some(tenant) = index.after.tenants.get(name) else {
        return Vec::new();
    };
    let named = |domain: &str| {
        let names = |(_, set): &(usize, &ValueSet)| Reach::blocking(set, true, domain).is_some();
        let all = lists.iter().enumerate().filter(names);
        all.map(|(at, _)| at).collect()
    };
    tenant.domains.iter().map(named).collect()
}
