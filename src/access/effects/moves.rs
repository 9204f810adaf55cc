//! Which capabilities change on one route between two points.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::units::{self, Point};
use crate::access::Capability;
use crate::access::chain::{Fold, RouteKind, Side, State, Verdict};
use crate::access::guest::{self, Listed};
use crate::access::party::{Ends, Party};
use crate::access::world::World;
use crate::access::{answer, decide, external};

/// A state before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Move {
    pub(super) before: State,
    pub(super) after: State,
}

impl Move {
    pub(super) fn is_none(self) -> bool {
        self.before == self.after
    }
}

/// A route on which something changes.
#[derive(Debug, Clone)]
pub(super) struct Moved<'w> {
    pub(super) kind: RouteKind,
    pub(super) from: Point<'w>,
    pub(super) to: Point<'w>,
    /// What stands for FROM and TO in the list of effects.
    pub(super) parties: [Party; 2],
    pub(super) changes: Changes,
}

impl Moved<'_> {
    /// What stands for a side in the list of effects.
    pub(super) fn party(&self, side: Side) -> Party {
        let [from, to] = &self.parties;
        units::at(side, from, to).clone()
    }

    /// Who hosts.
    pub(super) fn host(&self) -> Option<Party> {
        let RouteKind::Guest(side) = self.kind else {
            return None;
        };
        Some(answer::party(&units::at(side, &self.from, &self.to).after))
    }
}

/// Routes with this in common change the same capabilities: the door, and for guests the host's
/// class and what its lists say about the visitor, on which gates rest.
type MoveKey = (RouteKind, Move, Option<(usize, [Listed; 2])>);

/// Capabilities with the answers before and after.
pub(super) type Changes = Arc<[(Capability, Verdict, Verdict)]>;

/// Which capabilities change; worked out once for all routes that move alike.
pub(super) struct CapabilityMoves<'w> {
    before: &'w World,
    after: &'w World,
    nothing: Changes,
    known: RefCell<HashMap<MoveKey, Changes>>,
}

impl<'w> CapabilityMoves<'w> {
    pub(super) fn new(before: &'w World, after: &'w World) -> Self {
        Self {
            before,
            after,
            nothing: Arc::default(),
            known: RefCell::default(),
        }
    }

    /// Whether the worlds use different tables.
    pub(super) fn editions_differ(&self) -> bool {
        self.before.edition != self.after.edition
    }

    /// Capabilities with the answers before and after.
    pub(super) fn of(&self, kind: RouteKind, from: &Point<'w>, to: &Point<'w>) -> Changes {
        let ends = units::ends(from, to);
        let door = self.door(kind, &ends);
        let host = match kind {
            RouteKind::External if door.is_none() && !self.editions_differ() => {
                return Arc::clone(&self.nothing);
            }
            RouteKind::External => None,
            RouteKind::Guest(side) => {
                let listed =
                    |ends: &Ends<'_>| guest::listed(ends.get(side).who, ends.get(side.other()));
                let class = units::at(side, from, to).class;
                Some((class, [listed(&ends.0), listed(&ends.1)]))
            }
        };
        let mut known = self.known.borrow_mut();
        let changes = known.entry((kind, door, host));
        Arc::clone(changes.or_insert_with(|| self.work_out(kind, &ends, door)))
    }

    /// What all capabilities have in common, before and after.
    pub(super) fn door(&self, kind: RouteKind, (before, after): &(Ends<'w>, Ends<'w>)) -> Move {
        Move {
            before: door(self.before, kind, before),
            after: door(self.after, kind, after),
        }
    }

    fn work_out(&self, kind: RouteKind, ends: &(Ends<'w>, Ends<'w>), door: Move) -> Changes {
        let change = |capability| {
            let was = verdict(self.before, capability, kind, &ends.0, door.before);
            let is = verdict(self.after, capability, kind, &ends.1, door.after);
            (was != is).then_some((capability, was, is))
        };
        Capability::all().filter_map(change).collect()
    }
}

fn door(world: &World, kind: RouteKind, ends: &Ends<'_>) -> State {
    let mut fold = Fold::default();
    match kind {
        RouteKind::External => external::door(world, ends, &mut |fact| fold.add(&fact)),
        RouteKind::Guest(host) => guest::door(host, ends, &mut |fact| fold.add(&fact)),
    }
    fold.state
}

/// The answer of a route of which the door is known.
fn verdict(
    world: &World,
    capability: Capability,
    kind: RouteKind,
    ends: &Ends<'_>,
    door: State,
) -> Verdict {
    let state = match decide::by_table(capability, kind, world.edition) {
        Some(fact) => fact.state,
        None => {
            let mut fold = Fold::default();
            if let RouteKind::Guest(host) = kind {
                guest::gates(capability, host, ends, &mut |fact| fold.add(&fact));
            }
            door.and(fold.state)
        }
    };
    decide::clamp(capability, world.edition, state).into()
}
