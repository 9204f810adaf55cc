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
        let number = users(&name);
        if number < 2 {
            continue;
        }
        for finding in findings.between(marks).iter_mut().filter(|f| f.rule.fault) {
            let tenants = words::thousands(number);
            let text = format!("Also, {tenants} tenants use this {what}; the fault is shown once.");
            finding.detail.push(text);
        }
    }
}

/// Which tenants use each named list: in a list of their own, through a baseline, or through
/// another list.
pub(super) fn users<'a>(
    definitions: &'a Definitions,
    baselines: &BTreeMap<&'a Name, &'a [Name]>,
) -> BTreeMap<Name, BTreeSet<&'a Name>> {
    let mut out: BTreeMap<Name, BTreeSet<&Name>> = BTreeMap::new();
    let mut by_baseline: BTreeMap<&Name, BTreeSet<&Name>> = BTreeMap::new();
    for (tenant, used) in baselines {
        for baseline in *used {
            by_baseline.entry(baseline).or_default().insert(tenant);
        }
    }
    for (name, tenant) in &definitions.tenants {
        for list in lists_in(&tenant.spec.leaves()) {
            out.entry(list).or_default().insert(name);
        }
    }
    for (name, baseline) in &definitions.baselines {
        for list in lists_in(&baseline.spec.leaves()) {
            let tenants = by_baseline.get(name).into_iter().flatten().copied();
            out.entry(list).or_default().extend(tenants);
        }
    }
    // Lists within lists, outermost first, until nothing is new.
    loop {
        let before: usize = out.values().map(BTreeSet::len).sum();
        for (name, definition) in &definitions.lists {
            let ListSpec::Entries(entries) = &definition.spec else {
                continue;
            };
            let outer = out.get(name).cloned().unwrap_or_default();
            for list in entries.iter().filter_map(named_list) {
                out.entry(list).or_default().extend(outer.iter().copied());
            }
        }
        if out.values().map(BTreeSet::len).sum::<usize>() == before {
            return out;
        }
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
