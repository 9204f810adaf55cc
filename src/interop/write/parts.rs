//! The order of changes: what closes comes first, what opens comes last.
//!
//! Each setting on its way is as it was, as it is to be, or narrower than both. While the closing
//! changes run, nobody gets more than before; while the opening ones run, nobody gets more than at the
//! end. What can't be told apart (a choice without an order, a new object) is written between the
//! two, in one call each.

use std::collections::{BTreeMap, HashSet};

use super::{Task, Wanted, restriction};
use crate::model::section::{Direction, Kind, Wider};
use crate::model::{AllowedDomains, SettingKey, Value, ValueSet};

/// When a change comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// It lets fewer people in, or lets them do less.
    Close,
    /// It does both, or neither, or that is not known.
    Replace,
    /// It lets more people in, or lets them do more.
    Open,
}

impl Phase {
    /// The word in documents.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Close => "close",
            Self::Replace => "replace",
            Self::Open => "open",
        }
    }
}

/// What happens to an object of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// It is there, and settings of it change.
    Set,
    /// It is to be there: it is made if it is not.
    Create,
    /// It goes.
    Delete,
}

/// A setting in a part.
#[derive(Debug, Clone)]
pub struct Item<'t> {
    /// What was asked for.
    pub wanted: &'t Wanted,
    /// The value before the part, as far as it is known.
    pub from: Option<Value>,
    /// The value after the part.
    pub to: Value,
}

impl<'t> Item<'t> {
    fn whole(wanted: &'t Wanted) -> Self {
        Self {
            wanted,
            from: wanted.before.clone(),
            to: wanted.after.clone(),
        }
    }

    /// Entries that the part adds and removes; nothing if that is not known because the list before is
    /// not, if one side is no list, or if all is to be written whether it changes or not.
    #[must_use]
    pub fn delta(&self) -> Option<(Vec<&str>, Vec<&str>)> {
        let from = self.from.as_ref().filter(|from| **from != self.to)?;
        let from = from.as_set()?;
        let to = self.to.as_set()?;
        Some((to.minus(from).collect(), from.minus(to).collect()))
    }

    /// Whether this is the last that is written of the setting.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.to == self.wanted.after
    }
}

/// Changes of one object that belong into one step.
#[derive(Debug, Clone)]
pub struct Part<'t> {
    /// When.
    pub phase: Phase,
    /// The official object, such as `CsTenantFederationConfiguration`.
    pub object: &'static str,
    /// The name of the named object.
    pub name: Option<String>,
    /// What happens to it.
    pub deed: Deed,
    /// The wish for the named object itself, where it is made or goes.
    pub itself: Option<&'t Wanted>,
    /// The settings, in the order of the table of settings. Empty where an object goes.
    pub items: Vec<Item<'t>>,
}

/// Settings that the service takes together: a list without its mode would count differently.
///
/// Sources: those of [`restriction::properties`], Graph `crossTenantAccessPolicyB2BSetting` and
/// `b2bManagementPolicy`.
fn together(object: &str, property: &str) -> Option<String> {
    match object {
        _ if restriction::properties(object).is_some_and(|all| all.contains(&property)) => {
            Some(object.to_owned())
        }
        "b2bManagementPolicy" => Some(object.to_owned()),
        _ if object.starts_with("crossTenantAccessPolicyConfiguration") => {
            let (first, _) = property.split_once('.')?;
            Some(format!("{object}.{first}"))
        }
        _ => None,
    }
}

/// The changes of a task in order, without those that only a person can make.
#[must_use]
pub fn parts(task: &Task) -> Vec<Part<'_>> {
    let mut out: Vec<Part<'_>> = Vec::new();
    let made: HashSet<&SettingKey> = task
        .wanted
        .iter()
        .filter(|w| w.makes())
        .map(|w| &w.key)
        .collect();
    for ((_, name), of_object) in by_object(task) {
        let object = of_object[0].setting.object;
        let itself = of_object.iter().copied().find(|w| w.key.is_object());
        let settings: Vec<&Wanted> = of_object
            .iter()
            .copied()
            .filter(|w| !w.key.is_object())
            .collect();
        let part = |phase, deed, items| Part {
            phase,
            object,
            name: name.clone(),
            deed,
            itself,
            items,
        };
        match itself.map(Wanted::makes) {
            Some(true) => {
                let items = settings.into_iter().map(Item::whole).collect();
                out.push(part(Phase::Replace, Deed::Create, items));
            }
            Some(false) => out.push(part(Phase::Replace, Deed::Delete, Vec::new())),
            None => {
                let mut phases: BTreeMap<Phase, Vec<Item<'_>>> = BTreeMap::new();
                for group in groups(settings) {
                    for (phase, item) in items(task, &group) {
                        phases.entry(phase).or_default().push(item);
                    }
                }
                // What the service keeps elsewhere for an object that is only made now can't come
                // before it.
                let key = of_object[0].key.object();
                if key.is_some_and(|key| made.contains(&key))
                    && let Some(early) = phases.remove(&Phase::Close)
                {
                    phases.entry(Phase::Replace).or_default().extend(early);
                }
                let of_phases = phases.into_iter();
                out.extend(of_phases.map(|(phase, items)| part(phase, Deed::Set, items)));
            }
        }
    }
    let is_made_elsewhere = |part: &Part<'_>| {
        let key = part.items.first().and_then(|i| i.wanted.key.object());
        part.deed == Deed::Set && key.is_some_and(|key| made.contains(&key))
    };
    out.sort_by_cached_key(|part| (part.phase, is_made_elsewhere(part)));
    out
}

type OfObject = (usize, Option<String>);

/// The changes by object, in the order of the table of settings.
fn by_object(task: &Task) -> BTreeMap<OfObject, Vec<&Wanted>> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut out: BTreeMap<OfObject, Vec<&Wanted>> = BTreeMap::new();
    for wanted in task.wanted.iter().filter(|w| !w.is_manual()) {
        let next = places.len();
        let place = *places.entry(wanted.setting.object).or_insert(next);
        let name = wanted.key.object_name();
        out.entry((place, name)).or_default().push(wanted);
    }
    out
}

/// Settings that the service takes together stand together; all others are alone.
fn groups(settings: Vec<&Wanted>) -> Vec<Vec<&Wanted>> {
    let mut out: Vec<(Option<String>, Vec<&Wanted>)> = Vec::new();
    for wanted in settings {
        let key = together(wanted.setting.object, wanted.setting.property);
        match out.iter_mut().find(|(k, _)| k.is_some() && *k == key) {
            Some((_, group)) => group.push(wanted),
            None => out.push((key, vec![wanted])),
        }
    }
    out.into_iter().map(|(_, group)| group).collect()
}

/// When the changes of a group come.
fn items<'t>(task: &Task, group: &[&'t Wanted]) -> Vec<(Phase, Item<'t>)> {
    let at_once = |phase: Phase| {
        let items = group.iter().map(|wanted| Item::whole(wanted));
        items.map(|item| (phase, item)).collect()
    };
    let phase_of_mode = restriction::phase(task, group);
    let is_apart = match phase_of_mode {
        Some(Phase::Replace) => true,
        Some(Phase::Open) => false,
        Some(Phase::Close) | None => restriction::exceeds(task, group),
    };
    if let Some(meet) = is_apart.then(|| restriction::meet(task, group)).flatten() {
        return by_meet(group, &meet);
    }
    if let Some(phase) = phase_of_mode {
        return at_once(phase);
    }
    // Without a mode that changes, each list lets in more or fewer by itself.
    if group.len() > 1 && restriction::properties(group[0].setting.object).is_some() {
        let each = group.iter().map(|wanted| items(task, &[*wanted]));
        return each.flatten().collect();
    }
    if let [one] = group {
        return match halfway(one).or_else(|| restriction::between(task, one)) {
            Some(halfway) => vec![
                (
                    Phase::Close,
                    Item {
                        wanted: one,
                        from: one.before.clone(),
                        to: halfway.clone(),
                    },
                ),
                (
                    Phase::Open,
                    Item {
                        wanted: one,
                        from: Some(halfway),
                        to: one.after.clone(),
                    },
                ),
            ],
            None if restriction::may_do_both(task, one) => at_once(Phase::Replace),
            None => at_once(phase(one)),
        };
    }
    let mut phases = group.iter().map(|wanted| phase(wanted));
    let first = phases.next().unwrap_or(Phase::Replace);
    let common = if phases.all(|phase| phase == first) {
        first
    } else {
        Phase::Replace
    };
    at_once(common)
}

/// A change of a mode in two: to what both ends have in common, and from there.
fn by_meet<'t>(
    group: &[&'t Wanted],
    meet: &BTreeMap<&'static str, Value>,
) -> Vec<(Phase, Item<'t>)> {
    let mut out = Vec::new();
    for wanted in group {
        let between = meet.get(wanted.setting.property);
        if let Some(to) = between.filter(|to| wanted.before.as_ref() != Some(*to)) {
            let to = to.clone();
            out.push((
                Phase::Close,
                Item {
                    to,
                    ..Item::whole(wanted)
                },
            ));
        }
        let from = between.or(wanted.before.as_ref()).cloned();
        out.push((
            Phase::Open,
            Item {
                from,
                ..Item::whole(wanted)
            },
        ));
    }
    out
}

/// For a list of which entries both come and go: the list that lets in no more than either.
fn halfway(wanted: &Wanted) -> Option<Value> {
    let before = wanted.before.as_ref()?.as_set()?;
    let after = wanted.after.as_set()?;
    let gone: Vec<&str> = before.minus(after).collect();
    let new: Vec<&str> = after.minus(before).collect();
    if gone.is_empty() || new.is_empty() {
        return None;
    }
    match wanted.setting.wider {
        Wider::MoreEntries => {
            let both: ValueSet = before
                .iter()
                .filter(|word| after.contains(word))
                .map(Into::into)
                .collect();
            let is_allow_list = wanted.setting.kind == Kind::AllowedDomains;
            Some(if both.is_empty() && is_allow_list {
                AllowedDomains::None.to_value()
            } else {
                Value::Set(both)
            })
        }
        Wider::FewerEntries => {
            let all: ValueSet = before.iter().chain(after.iter()).map(Into::into).collect();
            let fits = wanted.setting.most.is_none_or(|most| all.len() <= most);
            fits.then_some(Value::Set(all))
        }
        _ => None,
    }
}

/// When a change comes that is made in one call.
fn phase(wanted: &Wanted) -> Phase {
    let setting = wanted.setting;
    // What is to be written although it does not change may be another one in the service by now.
    if let Some(before) = wanted.before.as_ref().filter(|b| **b != wanted.after) {
        return match setting.direction(Some(before), Some(&wanted.after)) {
            Direction::Narrower => Phase::Close,
            Direction::Wider => Phase::Open,
            Direction::Sideways => Phase::Replace,
        };
    }
    // What was before is not known: only the ends can be told apart.
    let ends = |closed: bool, open: bool| match (closed, open) {
        (true, _) => Phase::Close,
        (_, true) => Phase::Open,
        _ => Phase::Replace,
    };
    let after = &wanted.after;
    match setting.wider {
        Wider::WhenTrue => ends(
            after.as_flag() == Some(false),
            after.as_flag() == Some(true),
        ),
        Wider::WhenFalse => ends(
            after.as_flag() == Some(true),
            after.as_flag() == Some(false),
        ),
        Wider::MoreEntries => {
            let is_empty = after.as_set().is_some_and(ValueSet::is_empty);
            let word = after.as_text();
            ends(is_empty || word == Some("none"), word == Some("all"))
        }
        Wider::FewerEntries => ends(false, after.as_set().is_some_and(ValueSet::is_empty)),
        Wider::Order(words) => ends(
            words.first().copied() == after.as_text(),
            words.last().copied() == after.as_text(),
        ),
        Wider::Longer | Wider::Neither => Phase::Replace,
    }
}
