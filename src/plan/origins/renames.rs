//! Lists, baselines and tenants that have another name now, where that is certain: a line that one of them loses
//! on the way is told as that line, not as a change of everybody who uses it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Holder;
use super::users::Uses;
use crate::model::configuration::Tenant;
use crate::model::{Configuration, Name};

/// Pairs of names that are compared: among more nothing is certain.
const PAIRS: usize = 10_000;

/// What is called otherwise now.
#[derive(Debug, Default)]
pub(super) struct Renames {
    lists: Names,
    baselines: Names,
}

/// New names by the earlier ones, and the other way round.
#[derive(Debug, Default)]
struct Names {
    now: HashMap<Name, Name>,
    was: HashMap<Name, Name>,
}

/// The earlier names of tenants that are called otherwise now: a name is gone, another is new, both
/// have the same tenant id or the same domains, and nothing else could be meant.
pub(in crate::plan) fn tenants(
    earlier: &Configuration,
    config: &Configuration,
) -> BTreeMap<Name, Name> {
    let Some((old, new)) = apart(&earlier.tenants, &config.tenants) else {
        return BTreeMap::new();
    };
    let names = Names::of(&old, &new, |old, new| {
        let (was, is) = (&earlier.tenants[old], &config.tenants[new]);
        let id = |tenant: &Tenant| tenant.spec.tenant_id.as_ref().map(|id| id.value.clone());
        match (id(was), id(is)) {
            (Some(was), Some(is)) => was == is,
            _ => !was.domains.set().is_empty() && was.domains.set() == is.domains.set(),
        }
    });
    names.was.into_iter().collect()
}

impl Renames {
    /// A list or baseline was renamed if its name is gone, another is new, all who used the one use the
    /// other, both have something in common, and nothing else could be meant.
    pub(super) fn of(earlier: &Configuration, config: &Configuration) -> Self {
        let lists = apart(&earlier.lists, &config.lists);
        let baselines = apart(&earlier.baselines, &config.baselines);
        let list_names = lists.map(|(old, new)| {
            let (before, after) = (Uses::of(earlier), Uses::of(config));
            Names::of(&old, &new, |old, new| {
                let (was, is) = (&earlier.lists[old].domains, &config.lists[new].domains);
                let users = before.direct("list", old);
                let is_used = users.iter().any(Option::is_some);
                let is_same = is_used && users == after.direct("list", new);
                is_same && was.set().iter().any(|domain| is.set().contains(domain))
            })
        });
        let baseline_names = baselines.map(|(old, new)| {
            let (before, after) = (users_of_baselines(earlier), users_of_baselines(config));
            Names::of(&old, &new, |old, new| {
                let keys = |config: &Configuration, name| -> BTreeSet<String> {
                    let leaves = config.baselines[name].spec.leaves();
                    leaves.iter().map(|leaf| leaf.key.to_string()).collect()
                };
                let users = before.get(old);
                users.is_some()
                    && users == after.get(new)
                    && !keys(earlier, old).is_disjoint(&keys(config, new))
            })
        });
        Self {
            lists: list_names.unwrap_or_default(),
            baselines: baseline_names.unwrap_or_default(),
        }
    }

    /// A list's name now.
    pub(super) fn list_now<'n>(&'n self, name: &'n str) -> &'n str {
        self.lists.now.get(name).map_or(name, Name::as_str)
    }

    /// A list's name in the earlier files.
    pub(super) fn list_was<'n>(&'n self, name: &'n str) -> &'n str {
        self.lists.was.get(name).map_or(name, Name::as_str)
    }

    /// A baseline's name now.
    pub(super) fn baseline_now<'n>(&'n self, name: &'n Name) -> &'n Name {
        self.baselines.now.get(name).unwrap_or(name)
    }

    /// A holder of the earlier files by its name now.
    pub(super) fn now(&self, holder: &Holder) -> Holder {
        self.called(holder, |names| &names.now)
    }

    /// A holder of today's files by its name in the earlier ones.
    pub(super) fn was(&self, holder: &Holder) -> Holder {
        self.called(holder, |names| &names.was)
    }

    fn called(&self, holder: &Holder, side: impl Fn(&Names) -> &HashMap<Name, Name>) -> Holder {
        let other = |names: &Names, name: &Name| side(names).get(name).unwrap_or(name).clone();
        match holder {
            Holder::List(name) => Holder::List(other(&self.lists, name)),
            Holder::Baseline(name, key) => {
                Holder::Baseline(other(&self.baselines, name), key.clone())
            }
            own => own.clone(),
        }
    }
}

impl Names {
    fn of(old: &[&Name], new: &[&Name], is_same: impl Fn(&Name, &Name) -> bool) -> Self {
        let mut out = Self::default();
        let pairs = old
            .iter()
            .flat_map(|old| new.iter().map(move |new| (*old, *new)));
        let pairs: Vec<(&Name, &Name)> = pairs.filter(|(old, new)| is_same(old, new)).collect();
        let (mut olds, mut news) = (HashMap::new(), HashMap::new());
        for (old, new) in &pairs {
            *olds.entry(*old).or_insert(0) += 1;
            *news.entry(*new).or_insert(0) += 1;
        }
        for (old, new) in pairs {
            if olds[old] == 1 && news[new] == 1 {
                out.now.insert(old.clone(), new.clone());
                out.was.insert(new.clone(), old.clone());
            }
        }
        out
    }
}

/// The names that each side has alone; nothing unless both have some, and few enough.
fn apart<'a, T>(
    earlier: &'a BTreeMap<Name, T>,
    now: &'a BTreeMap<Name, T>,
) -> Option<(Vec<&'a Name>, Vec<&'a Name>)> {
    let old: Vec<&Name> = earlier.keys().filter(|n| !now.contains_key(*n)).collect();
    let new: Vec<&Name> = now.keys().filter(|n| !earlier.contains_key(*n)).collect();
    let pairs = old.len().saturating_mul(new.len());
    (1..=PAIRS).contains(&pairs).then_some((old, new))
}

fn users_of_baselines(config: &Configuration) -> HashMap<&Name, BTreeSet<&Name>> {
    let mut out: HashMap<&Name, BTreeSet<&Name>> = HashMap::new();
    for tenant in config.tenants.values() {
        for baseline in &tenant.baselines {
            out.entry(baseline).or_default().insert(&tenant.name);
        }
    }
    out
}
