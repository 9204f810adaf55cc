//! Who uses what holds shared lines.

use std::collections::{BTreeMap, BTreeSet};

use super::Holder;
use crate::model::config::{AllowedSpec, DomainEntries, Entry, EntryKind, ListSpec};
use crate::model::section::{Leaf, Stated};
use crate::model::{Configuration, Name};

/// What an entry may name.
type Target = (&'static str, Name);

/// The tenants that use each holder, in any of the configurations.
pub(super) fn of(
    configurations: [&Configuration; 2],
    holders: &BTreeSet<&Holder>,
) -> BTreeMap<Holder, BTreeSet<Name>> {
    let mut out: BTreeMap<Holder, BTreeSet<Name>> = BTreeMap::new();
    if holders.is_empty() {
        return out;
    }
    for config in configurations {
        let uses = Uses::of(config);
        for holder in holders {
            let found = uses.tenants(config, holder);
            out.entry((*holder).clone()).or_default().extend(found);
        }
    }
    out
}

/// Who names what directly.
#[derive(Default)]
pub(super) struct Uses {
    lists: BTreeMap<Target, BTreeSet<Name>>,
    baselines: BTreeMap<Target, BTreeSet<Name>>,
    tenants: BTreeMap<Target, BTreeSet<Name>>,
}

/// Lists, baselines and tenants that name something themselves.
type Direct<'u> = [Option<&'u BTreeSet<Name>>; 3];

impl Uses {
    /// Who names what in a configuration.
    pub(super) fn of(config: &Configuration) -> Self {
        let mut out = Self::default();
        for (name, list) in &config.lists {
            if let ListSpec::Entries(entries) = &list.spec {
                for target in entries.iter().filter_map(target) {
                    out.lists.entry(target).or_default().insert(name.clone());
                }
            }
        }
        for (name, baseline) in &config.baselines {
            for target in targets(&baseline.spec.leaves()) {
                let users = out.baselines.entry(target).or_default();
                users.insert(name.clone());
            }
        }
        for (name, tenant) in &config.tenants {
            for target in targets(&tenant.spec.leaves()) {
                out.tenants.entry(target).or_default().insert(name.clone());
            }
        }
        out
    }

    /// Who names something themselves.
    pub(super) fn direct(&self, kind: &'static str, name: &Name) -> Direct<'_> {
        let target = (kind, name.clone());
        [&self.lists, &self.baselines, &self.tenants].map(|users| users.get(&target))
    }

    /// The tenants that use a holder, themselves or through lists and baselines.
    fn tenants(&self, config: &Configuration, holder: &Holder) -> BTreeSet<Name> {
        let first = match holder {
            Holder::List(name) => ("list", name.clone()),
            Holder::Partner(name) => ("partner", name.clone()),
            Holder::Tenant(name) => ("tenant", name.clone()),
            Holder::Baseline(name, _) => return with_baselines(config, &BTreeSet::from([name])),
            Holder::Setting(name, _) => return BTreeSet::from([name.clone()]),
        };
        let mut seen = BTreeSet::from([first.clone()]);
        let mut open = vec![first];
        let mut out = BTreeSet::new();
        while let Some(target) = open.pop() {
            out.extend(self.tenants.get(&target).into_iter().flatten().cloned());
            let baselines = self.baselines.get(&target).into_iter().flatten();
            let baselines: BTreeSet<&Name> = baselines.collect();
            if !baselines.is_empty() {
                out.extend(with_baselines(config, &baselines));
            }
            for list in self.lists.get(&target).into_iter().flatten() {
                let list = ("list", list.clone());
                if seen.insert(list.clone()) {
                    open.push(list);
                }
            }
        }
        out
    }
}

fn with_baselines(config: &Configuration, baselines: &BTreeSet<&Name>) -> BTreeSet<Name> {
    let tenants = config.tenants.values();
    let users = tenants.filter(|t| t.baselines.iter().any(|b| baselines.contains(b)));
    users.map(|tenant| tenant.name.clone()).collect()
}

fn targets(leaves: &[Leaf<'_>]) -> Vec<Target> {
    let entries = leaves.iter().filter_map(|leaf| match leaf.stated {
        Stated::AllowedDomains(AllowedSpec::Only(entries))
        | Stated::Domains(entries)
        | Stated::MailDomains(entries, _) => Some(entries),
        _ => None,
    });
    let entries = entries.flat_map(DomainEntries::iter);
    entries.filter_map(target).collect()
}

fn target(entry: &Entry) -> Option<Target> {
    let (kind, name) = match &entry.kind {
        EntryKind::List(name) => ("list", name),
        EntryKind::Partner(name) => ("partner", name),
        EntryKind::Tenant(name) => ("tenant", name),
        EntryKind::Domain(_) | EntryKind::Inherited(_) | EntryKind::Unclear(..) => return None,
    };
    Some((kind, Name::parse(&name.value).ok()?))
}
