//! Changes that are told together: the same of several tenants, and what belongs to an object.

use std::collections::HashMap;
use std::rc::Rc;

use super::{in_words, shared};
use crate::diff::{Action, Change};
use crate::model::Value;
use crate::plan::{Origin, Plan};

/// The changes, those that are the same for several tenants together, each group at the place of its
/// first. With `full` each by itself.
fn groups(plan: &Plan, full: bool) -> Vec<Vec<&Change>> {
    if full {
        return plan.changes.iter().map(|change| vec![change]).collect();
    }
    let mut groups: Vec<Vec<&Change>> = Vec::new();
    let mut known: HashMap<blake3::Hash, usize> = HashMap::new();
    // What needs no look into the sets.
    let mut alike: HashMap<_, usize> = HashMap::new();
    // What is behind them, told once for all that have it in common.
    let mut behind: HashMap<*const Origin, Rc<[String]>> = HashMap::new();
    for change in &plan.changes {
        let lines = plan.origin(change).map(|origin| {
            let lines = behind.entry(std::ptr::from_ref(origin));
            Rc::clone(lines.or_insert_with(|| shared::likeness(plan, change).into()))
        });
        let lines = lines.unwrap_or_default();
        let sets = change.sets();
        let outline = sets.map(|sets| (&change.key, change.action, sets, Rc::clone(&lines)));
        let at = outline.as_ref().and_then(|outline| alike.get(outline));
        let at = at.copied().unwrap_or_else(|| {
            let likeness = likeness(change, &lines);
            *known.entry(likeness).or_insert(groups.len())
        });
        if let Some(outline) = outline {
            alike.insert(outline, at);
        }
        match groups.get_mut(at) {
            Some(group) => group.push(change),
            None => groups.push(vec![change]),
        }
    }
    groups
}

/// Changes that are told as one block.
pub(super) struct Told<'p> {
    /// The same change, of one tenant or several.
    pub(super) alike: Vec<&'p Change>,
    /// Settings of an object that comes or goes with it, told in its block.
    pub(super) inside: Vec<&'p Change>,
}

impl Told<'_> {
    /// How many settings that is.
    pub(super) fn settings(&self) -> usize {
        self.alike.len() * (1 + self.inside.len())
    }
}

/// The groups as they are, settings of an object by themselves.
pub(super) fn told_apart(plan: &Plan) -> Vec<Told<'_>> {
    let told = |alike| Told {
        alike,
        inside: Vec::new(),
    };
    groups(plan, false).into_iter().map(told).collect()
}

/// The same groups, settings of a new or deleted object with the object. With `full` each by itself.
pub(super) fn told(plan: &Plan, full: bool) -> Vec<Told<'_>> {
    let mut out: Vec<Told<'_>> = Vec::new();
    for group in groups(plan, full) {
        let change = group[0];
        let object = change.key.object().filter(|key| *key != change.key);
        let comes_or_goes = matches!(change.action, Action::Create | Action::Delete);
        let of = object
            .filter(|_| !full && comes_or_goes)
            .and_then(|object| {
                // Its settings follow it: the last ones are looked at first.
                out.iter_mut().rev().find(|told| {
                    let root = told.alike[0];
                    let owners = || told.alike.iter().map(|c| &c.owner);
                    root.key == object
                        && root.action == change.action
                        && owners().eq(group.iter().map(|c| &c.owner))
                })
            });
        match of {
            Some(told) => told.inside.push(change),
            None => out.push(Told {
                alike: group,
                inside: Vec::new(),
            }),
        }
    }
    out
}

/// A digest that changes share if one description fits both.
fn likeness(change: &Change, lines: &[String]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        hasher.update(text.as_bytes());
        hasher.update(b"\n");
    };
    add(change.key.as_str());
    add(change.action.as_str());
    for value in [&change.before, &change.after] {
        match value {
            None => add("-"),
            // A set counts by what comes and goes; a forgotten one by its size, which is shown.
            Some(Value::Set(set)) if change.action == Action::Forget => add(&set.len().to_string()),
            Some(Value::Set(_)) => add("set"),
            Some(value) => add(&in_words(None, value)),
        }
    }
    change
        .added()
        .iter()
        .for_each(|word| add(&format!("+{word}")));
    change
        .removed()
        .iter()
        .for_each(|word| add(&format!("-{word}")));
    lines.iter().for_each(|line| add(line));
    hasher.finalize()
}
