//! How many tenants use a list or baseline: a fault of something shared is shown once, with that
//! number.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Findings;
use crate::model::Name;
use crate::model::config::{AllowedSpec, DomainEntries, Entry, EntryKind, ListSpec};
use crate::model::section::{Leaf, Stated};
use crate::text::words;

use super::collect::Definitions;

/// Which findings are about which list or baseline, by marks.
pub(super) type Told = Vec<(Name, std::ops::Range<usize>)>;

/// Says with every fault of something shared how many tenants it touches: it is shown once.
pub(super) fn tell_users(
    what: &str,
    told: Told,
    users: impl Fn(&Name) -> usize,
    findings: &mut Findings,
) {
    for (name, marks) in told {
        let mut faults = findings
            .between(marks)
            .iter_mut()
            .filter(|f| f.rule.fault)
            .peekable();
        if faults.peek().is_none() {
            continue;
        }
        let number = users(&name);
        if number < 2 {
            continue;
        }
        for finding in faults {
            let tenants = words::thousands(number);
            let text = format!("Also, {tenants} tenants use this {what}; the fault is shown once.");
            finding.detail.push(text);
        }
    }
}

/// Who names which list directly: other lists, and tenants (in a list of their own or through a
/// baseline).
pub(super) struct Uses<'a> {
    lists: BTreeMap<Name, Vec<&'a Name>>,
    tenants: BTreeMap<Name, Vec<&'a Name>>,
}

impl<'a> Uses<'a> {
    pub(super) fn of(
        definitions: &'a Definitions,
        baselines: &BTreeMap<&'a Name, &'a [Name]>,
    ) -> Self {
        let mut by_baseline: BTreeMap<&Name, Vec<&Name>> = BTreeMap::new();
        for (tenant, used) in baselines {
            for baseline in *used {
                by_baseline.entry(baseline).or_default().push(tenant);
            }
        }
        let mut out = Self {
            lists: BTreeMap::new(),
            tenants: BTreeMap::new(),
        };
        for (name, tenant) in &definitions.tenants {
            for list in lists_in(&tenant.spec.leaves()) {
                out.tenants.entry(list).or_default().push(name);
            }
        }
        for (name, baseline) in &definitions.baselines {
            for list in lists_in(&baseline.spec.leaves()) {
                let tenants = by_baseline.get(name).into_iter().flatten();
                out.tenants.entry(list).or_default().extend(tenants);
            }
        }
        for (name, definition) in &definitions.lists {
            if let ListSpec::Entries(entries) = &definition.spec {
                for list in entries.iter().filter_map(named_list) {
                    out.lists.entry(list).or_default().push(name);
                }
            }
        }
        out
    }

    /// How many tenants use a list, directly or through other lists.
    pub(super) fn tenants(&self, list: &Name) -> usize {
        let mut seen = BTreeSet::from([list]);
        let mut open = vec![list];
        let mut tenants: BTreeSet<&Name> = BTreeSet::new();
        while let Some(list) = open.pop() {
            tenants.extend(self.tenants.get(list).into_iter().flatten());
            for outer in self.lists.get(list).into_iter().flatten() {
                if seen.insert(outer) {
                    open.push(outer);
                }
            }
        }
        tenants.len()
    }
}

fn named_list(entry: &Entry) -> Option<Name> {
    match &entry.kind {
        EntryKind::List(name) => Name::parse(&name.value).ok(),
        _ => None,
    }
}

fn lists_in(leaves: &[Leaf<'_>]) -> Vec<Name> {
    let entries = leaves.iter().filter_map(|leaf| match leaf.stated {
        Stated::AllowedDomains(AllowedSpec::Only(entries)) | Stated::Domains(entries) => {
            Some(entries)
        }
        _ => None,
    });
    entries
        .flat_map(DomainEntries::iter)
        .filter_map(named_list)
        .collect()
}
