//! What a change means for people: the answers before and after.
//!
//! The idea: a route is a door between two organisations, whatever the capability, and gates that
//! single capabilities add. Parties fall into classes: those whose settings are equal before and
//! after decide alike, so a list that a thousand tenants share is looked at once; and an
//! organisation's domains fall into groups about which the other side says the same. One pair of
//! each is judged, by the functions that answer questions, and only what is listed is put into
//! words.

mod doors;
mod moves;
mod policies;
mod reasons;
mod units;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::Capability;
use super::chain::{RouteKind, Side, Verdict};
use super::party::Party;
use super::world::World;
use crate::model::Name;
use doors::Doors;
use moves::Moved;
use units::{Unit, Units};

/// How many effects are listed; the rest is counted.
pub const MOST_EFFECTS: usize = 10_000;

/// An answer that changes on one route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Who.
    pub from: Party,
    /// With whom.
    pub to: Party,
    /// What.
    pub capability: Capability,
    /// By which route.
    pub kind: RouteKind,
    /// Who hosts the guest; `None` for direct contact.
    pub host: Option<Party>,
    /// The answer before.
    pub before: Verdict,
    /// The answer after.
    pub after: Verdict,
    /// Whether one of the two rests on a default. An unknown claims nothing and rests on nothing.
    pub assumed: bool,
    /// Why it is so afterwards.
    pub reasons: Arc<[String]>,
}

/// Everything that changes on one route between two parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairChange {
    /// Who.
    pub from: Party,
    /// With whom.
    pub to: Party,
    /// By which route.
    pub kind: RouteKind,
    /// Who hosts the guest; `None` for direct contact.
    pub host: Option<Party>,
    /// Capabilities with the answers before and after.
    pub changes: Vec<(Capability, Verdict, Verdict)>,
}

/// Somebody for whom direct contact stays as it is, while a tenant shuts out everybody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The tenant.
    pub tenant: Name,
    /// Who stays.
    pub other: Party,
    /// The answer for direct contact, before and after.
    pub answer: Verdict,
}

/// What a change means for people.
#[derive(Debug, Clone, Default)]
pub struct Effects {
    /// At most [`MOST_EFFECTS`], chat first. `anyone` stands for every organisation that neither a
    /// declaration nor a list of the other side names, before or after: whoever is named there and
    /// by no effect of the same kind stays as it is. Subdomains of blocked domains are in no effect.
    pub list: Vec<Effect>,
    /// Effects that were counted and not listed.
    pub omitted: usize,
    /// The same by pair of parties and route; at most [`MOST_EFFECTS`] pairs.
    pub pairs: Vec<PairChange>,
    /// Pairs that were counted and not listed.
    pub pairs_omitted: usize,
    /// Who stays reachable where everybody else is shut out; at most [`MOST_EFFECTS`].
    pub kept: Vec<Kept>,
}

/// The answers that differ between two worlds, for the organisations that changed: with every
/// declared organisation, with everybody else, with personal accounts, and with domains that their
/// lists name and nobody declares. A domain that was a
/// declared organisation's and is nobody's afterwards stands for itself.
#[must_use]
pub fn effects(before: &World, after: &World, changed: &BTreeSet<Name>) -> Effects {
    let units = Units::of(before, after, changed);
    let doors = Doors::of(before, after, &units);
    let mut collector = Collector {
        before,
        after,
        doors: &doors,
        found: Vec::new(),
        out: Effects::default(),
        total: Count::default(),
        by_class: HashMap::new(),
    };
    // Everybody else first: should the list be cut, what stands for most people remains.
    for unit in units.changed() {
        collector.pair(unit, &units.anyone);
        collector.pair(unit, &units.consumer);
    }
    for unit in units.changed() {
        for other in &units.organisations {
            // A pair of which both change is looked at once.
            if other.name != unit.name && !(other.changed && other.name < unit.name) {
                collector.pair(unit, other);
            }
        }
    }
    for other in &units.gone {
        for unit in &units.organisations {
            collector.pair(unit, other);
        }
    }
    for unit in units.changed() {
        collector.listed(unit);
        collector.keep(unit, &units);
    }
    collector.finish()
}

/// How many effects, and pairs of parties with effects on a route.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    effects: usize,
    pairs: usize,
}

struct Collector<'w, 'd> {
    before: &'w World,
    after: &'w World,
    doors: &'d Doors<'d, 'w>,
    /// Changes that are not put into words yet.
    found: Vec<Moved<'w>>,
    out: Effects,
    total: Count,
    /// What listed domains come to, for every tenant of a class.
    by_class: HashMap<usize, Count>,
}

impl<'w> Collector<'w, '_> {
    /// Every change between a changed organisation and another party, both ways.
    fn pair(&mut self, unit: &Unit<'w>, other: &Unit<'w>) {
        let (found, total) = (&mut self.found, &mut self.total);
        self.doors.compare(unit, other, &mut |moved| {
            total.effects += moved.changes.len();
            total.pairs += 1;
            if found.len() < MOST_EFFECTS {
                found.push(moved);
            }
        });
    }

    /// Every change between a changed organisation and domains that its lists name. Those nobody
    /// declares: only the organisation's class counts, so what is not listed any more is counted once.
    fn listed(&mut self, unit: &Unit<'w>) {
        let class = unit.only_class();
        let known = class.and_then(|class| self.by_class.get(&class));
        if let Some(count) = known.filter(|_| self.found.len() == MOST_EFFECTS) {
            self.total.effects += count.effects;
            self.total.pairs += count.pairs;
            return;
        }
        let start = self.total;
        for other in self.doors.listed(unit) {
            self.pair(unit, other);
        }
        if let Some(class) = class {
            let count = Count {
                effects: self.total.effects - start.effects,
                pairs: self.total.pairs - start.pairs,
            };
            self.by_class.insert(class, count);
        }
    }

    /// Who stays reachable for a tenant that shuts out everybody else.
    fn keep(&mut self, unit: &Unit<'w>, units: &Units<'w>) {
        let full = self.out.kept.len() == MOST_EFFECTS;
        let narrows = || self.doors.narrows(unit);
        let Some(name) = unit.name.as_ref().filter(|_| !full && narrows()) else {
            return;
        };
        let organisations = units.organisations.iter().filter(|o| o.name != unit.name);
        let named = self.doors.named(unit).map(Cow::Owned);
        for other in organisations.map(Cow::Borrowed).chain(named) {
            for (party, state) in self.doors.kept(unit, &other) {
                if self.out.kept.len() == MOST_EFFECTS {
                    return;
                }
                self.out.kept.push(Kept {
                    tenant: name.clone(),
                    other: party,
                    answer: state.into(),
                });
            }
        }
    }

    fn finish(mut self) -> Effects {
        for capability in Capability::all() {
            for moved in &self.found {
                if self.out.list.len() == MOST_EFFECTS {
                    break;
                }
                let change = moved.changes.iter().find(|(c, ..)| *c == capability);
                if let Some(change) = change {
                    let effect = self.effect(moved, *change);
                    self.out.list.push(effect);
                }
            }
        }
        self.out.omitted = self.total.effects - self.out.list.len();
        self.out.pairs = self.found.iter().map(pair_change).collect();
        self.out.pairs_omitted = self.total.pairs - self.out.pairs.len();
        self.out
    }

    fn effect(
        &self,
        moved: &Moved<'_>,
        (capability, before, after): (Capability, Verdict, Verdict),
    ) -> Effect {
        let told = reasons::of(self.before, self.after, moved, capability);
        Effect {
            from: moved.party(Side::From),
            to: moved.party(Side::To),
            capability,
            kind: moved.kind,
            host: moved.host(),
            before,
            after,
            assumed: told.assumed,
            reasons: told.reasons,
        }
    }
}

fn pair_change(moved: &Moved<'_>) -> PairChange {
    PairChange {
        from: moved.party(Side::From),
        to: moved.party(Side::To),
        kind: moved.kind,
        host: moved.host(),
        changes: moved.changes.to_vec(),
    }
}
