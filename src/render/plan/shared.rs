//! What changes by lines of shared lists and baselines, under these lines.

use std::collections::{BTreeMap, BTreeSet};

use super::PlanPage;
use super::alike::Told;
use super::change;
use super::entries::{as_written, parts};
use super::page::{Block, Holding, Line, Place, Shared};
use compact_str::CompactString;

use crate::diff::Change;
use crate::plan::{self, Holder, Move, Named, Plan, Says};
use crate::text::words;

/// Lists and others that are named together on a page.
const HOLDERS: usize = 8;

/// Domains named beside a line that names a list.
const NAMED: usize = 4;

/// The lists and others of which shared lines are behind a change, in words.
pub(super) fn holders(plan: &Plan, change: &Change) -> Vec<String> {
    let names: BTreeSet<String> = holding(plan, change).into_iter().map(name).collect();
    names.into_iter().collect()
}

/// What holds the shared lines behind a change.
fn holding<'p>(plan: &'p Plan, change: &Change) -> BTreeSet<&'p Holder> {
    let (shared, _) = plan.lines(change);
    // Most lines have the holder of the line before.
    let mut holders: Vec<&Holder> = shared.iter().map(|line| &line.holder).collect();
    holders.dedup();
    holders.into_iter().collect()
}

/// `list resellers`, `baseline standard`
pub(super) fn name(holder: &Holder) -> String {
    match holder {
        Holder::List(name) => format!("list {name}"),
        Holder::Baseline(name, _) => format!("baseline {name}"),
        Holder::Partner(name) => format!("partner {name}"),
        Holder::Tenant(name) => format!("domains of {name}"),
        Holder::Setting(name, key) => format!("{name}.{key}"),
    }
}

/// Equal for changes that one description of their lines fits: the same shared lines, and lines of
/// their own that say the same.
pub(super) fn likeness(plan: &Plan, change: &Change) -> Vec<String> {
    let (shared, own) = plan.lines(change);
    let shared = shared
        .iter()
        .map(|line| format!("{:?} {:?}", line.holder, line.span));
    let own = own
        .iter()
        .map(|line| format!("{:?} {:?}", line.moves, line.says));
    shared.chain(own).collect()
}

/// Whether shared lines alone explain a change.
pub(super) fn explains(plan: &Plan, change: &Change) -> bool {
    let (shared, own) = plan.lines(change);
    let rest = plan.origin(change).is_some_and(|o| !o.rest.is_empty());
    !shared.is_empty() && own.is_empty() && !rest
}

/// A line as it is shown.
pub(super) fn line(line: &plan::Line, shown: &PlanPage<'_>) -> Line {
    let entry = match (&line.says, &line.holder) {
        (Says::Entry(Named::Domain, word), _) => as_written(word, Some(line.span), shown.sources),
        (Says::Setting(..), Holder::Baseline(_, key)) => key.to_string(),
        (says, holder) => says.entry().unwrap_or_else(|| name(holder)),
    };
    let mut notes = parts(Some(&line.notes), line.moves != Move::Removed);
    // A list may come or go with some of its entries only, if others name the rest.
    if matches!(line.says, Says::Entry(Named::List, _)) {
        let domains: Vec<&str> = line.words.iter().map(CompactString::as_str).collect();
        notes.insert(0, words::some(&domains, NAMED));
    }
    Line {
        added: line.moves == Move::Added,
        changed: line.moves == Move::Changed,
        entry,
        notes,
        place: Some(Place::of(line.span, shown.sources)),
    }
}

/// Every list and other of which shared lines changed; those that the same settings change by stand
/// together, with the settings that change by nothing else.
pub(super) fn bundles<'p, 't>(
    plan: &'p Plan,
    told: &'t [Told<'p>],
) -> Vec<(BTreeSet<&'p Holder>, Vec<&'t Told<'p>>)> {
    let mut groups: Vec<BTreeSet<&Holder>> = Vec::new();
    let mut number: BTreeMap<&Holder, usize> = BTreeMap::new();
    for told in told {
        let own = holding(plan, told.alike[0]);
        let Some(first) = own.first() else { continue };
        let next = groups.len();
        let into = *number.entry(first).or_insert(next);
        if into == next {
            groups.push(BTreeSet::new());
        }
        for holder in own {
            let from = *number.entry(holder).or_insert(into);
            if from != into {
                let moved = std::mem::take(&mut groups[from]);
                for holder in &moved {
                    number.insert(holder, into);
                }
                groups[into].extend(moved);
            }
            groups[into].insert(holder);
        }
    }
    let mut out: Vec<_> = groups
        .into_iter()
        .map(|group| (group, Vec::new()))
        .collect();
    for told in told {
        let (shared, _) = plan.lines(told.alike[0]);
        let at = shared.first().and_then(|line| number.get(&line.holder));
        if let Some(at) = at.filter(|_| explains(plan, told.alike[0])) {
            out[*at].1.push(told);
        }
    }
    out.retain(|(holders, _)| !holders.is_empty());
    out
}

/// Some of it as it fits on a page: `room` is the number of entries that still fit.
pub(super) fn bundle(
    (holders, told): &(BTreeSet<&Holder>, Vec<&Told<'_>>),
    shown: &PlanPage<'_>,
    list: usize,
    room: &mut usize,
) -> Shared {
    // A baseline is one thing, whatever settings of it change.
    let mut by_name: BTreeMap<String, Vec<&plan::Line>> = BTreeMap::new();
    for line in shown.plan.origins.shared() {
        if holders.contains(&line.holder) {
            by_name.entry(name(&line.holder)).or_default().push(line);
        }
    }
    let most = if shown.full { usize::MAX } else { HOLDERS };
    let omitted = by_name.values().skip(most).map(Vec::len).sum();
    let holders = by_name.into_iter().take(most).map(|(name, mut lines)| {
        lines.sort_by_key(|line| (line.moves, line.span));
        let fit = if shown.full {
            usize::MAX
        } else {
            list.min(*room)
        };
        let told = lines.iter().take(fit).map(|one| line(one, shown));
        let told: Vec<Line> = told.collect();
        *room = room.saturating_sub(told.len());
        Holding {
            name,
            omitted: lines.len() - told.len(),
            lines: told,
        }
    });
    let holders: Vec<Holding> = holders.collect();
    let single = holders.len() == 1;
    let blocks = told.iter().map(|told| {
        let mut block: Block = change::block(&told.alike, shown, 0, &mut 0);
        if single {
            block.from = Vec::new();
        }
        block
    });
    Shared {
        blocks: blocks.collect(),
        holders,
        omitted,
    }
}
