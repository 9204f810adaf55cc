//! Which lines of shared lists and baselines are behind what changes.

use std::collections::{BTreeMap, BTreeSet};

use super::Moves;
use crate::model::Name;
use crate::plan::Holder;
use crate::text::words;

/// Lists and others that are named.
const NAMED: usize = 2;

/// `One line of the list "resellers" changed; 40 tenants use that list.` Nothing if no line is
/// shared by several tenants. Before it, if the commit has moved on, what that makes of the plan.
pub(super) fn of(plan: Moves<'_>) -> String {
    let parts = [moved_on(plan), lines(plan)];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

/// What the commit brought after the two parted is no part of the change and looks taken away by it.
fn moved_on(plan: Moves<'_>) -> String {
    let ahead = plan.commit.filter(|commit| commit.ahead > 0);
    ahead.map_or_else(String::new, |commit| {
        let are = if commit.ahead == 1 { "is" } else { "are" };
        format!(
            "{} has {} that {are} not here yet: what came with that is told as if this change took it \
             back. Merge {} first.",
            commit.name,
            words::count(commit.ahead, "commit"),
            commit.name
        )
    })
}

fn lines(plan: Moves<'_>) -> String {
    let mut lines: BTreeMap<(&'static str, &Name), usize> = BTreeMap::new();
    let mut users: BTreeSet<&Name> = BTreeSet::new();
    let mut holders: BTreeSet<&Holder> = BTreeSet::new();
    for line in plan.origins.shared() {
        let Some(holder) = called(&line.holder) else {
            continue;
        };
        let own = plan.origins.users(&line.holder);
        let Some(own) = own.filter(|own| own.len() > 1) else {
            continue;
        };
        *lines.entry(holder).or_default() += 1;
        // The lines of a list have the same users.
        if holders.insert(&line.holder) {
            users.extend(own);
        }
    }
    let tenants = words::count(users.len(), "tenant");
    let number: usize = lines.values().sum();
    let holders: Vec<(&&'static str, &Name, usize)> = lines
        .iter()
        .map(|((kind, name), n)| (kind, *name, *n))
        .collect();
    match holders.as_slice() {
        [] => String::new(),
        [(kind, name, number)] => format!(
            "{} of the {kind} \"{name}\" changed; {tenants} use that {kind}.",
            capital(*number)
        ),
        several if several.len() <= NAMED => {
            let each = several
                .iter()
                .enumerate()
                .map(|(at, (kind, name, number))| {
                    let lines = if at == 0 {
                        capital(*number)
                    } else {
                        counted(*number)
                    };
                    format!("{lines} of the {kind} \"{name}\"")
                });
            let each: Vec<String> = each.collect();
            format!("{} changed; {tenants} use them.", words::and(&each))
        }
        several => {
            let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
            for (kind, ..) in several {
                *kinds.entry(kind).or_default() += 1;
            }
            let kinds = kinds.into_iter().map(|(kind, n)| words::count(n, kind));
            let kinds: Vec<String> = kinds.collect();
            let kinds = words::and(&kinds);
            format!(
                "{} of {kinds} changed; {tenants} use them.",
                capital(number)
            )
        }
    }
}

fn called(holder: &Holder) -> Option<(&'static str, &Name)> {
    match holder {
        Holder::List(name) => Some(("list", name)),
        Holder::Baseline(name, _) => Some(("baseline", name)),
        Holder::Partner(name) => Some(("partner", name)),
        Holder::Tenant(_) | Holder::Setting(..) => None,
    }
}

fn counted(number: usize) -> String {
    match number {
        1 => "one line".to_owned(),
        many => words::count(many, "line"),
    }
}

fn capital(number: usize) -> String {
    match number {
        1 => "One line".to_owned(),
        many => words::count(many, "line"),
    }
}
