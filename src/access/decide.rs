//! From the links of a route to its answer.

use super::Capability;
use super::capabilities::Cell;
use super::chain::{Emit, Fact, Fold, RouteKind, Say, Side, State, Verdict};
use super::party::Ends;
use super::world::World;
use super::{external, guest};
use crate::model::config::Edition;

/// Every link of a route for a capability, in the order in which they are told.
pub(super) fn links<'w>(
    world: &World,
    capability: Capability,
    kind: RouteKind,
    ends: &Ends<'w>,
    emit: Emit<'_, 'w>,
) {
    if let Some(fact) = by_table(capability, kind, world.edition) {
        return emit(fact);
    }
    match kind {
        RouteKind::External => external::door(world, ends, emit),
        RouteKind::Guest(host) => {
            guest::door(host, ends, emit);
            guest::gates(capability, host, ends, emit);
        }
    }
}

/// What the table alone decides: the route does not carry the capability, or nobody knows.
pub(super) fn by_table<'w>(
    capability: Capability,
    kind: RouteKind,
    edition: Edition,
) -> Option<Fact<'w>> {
    let offer = capability.offer(edition);
    let (cell, side, say) = match kind {
        RouteKind::External => (offer.external, Side::From, Say::NotExternal),
        RouteKind::Guest(host) => (offer.guest, host, Say::NotGuest),
    };
    match cell {
        Cell::Unlisted => Some(Fact::plain(side, State::Unknown, Say::Unlisted)),
        Cell::No | Cell::NotApplicable => Some(Fact::plain(side, State::Shut, say)),
        Cell::Yes if capability == Capability::TEAMS && kind == RouteKind::Guest(Side::From) => {
            Some(Fact::plain(side, State::Shut, Say::NotTheirTeams))
        }
        Cell::Yes => None,
    }
}

/// What a route comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) verdict: Verdict,
    /// For people who are in the host's directory already.
    pub(super) existing: Verdict,
    /// Whether the answer rests on a default.
    pub(super) assumed: bool,
}

/// The answer of a chain. Where anonymous join and chat rules count too, a shut one is no proof.
pub(super) fn outcome(capability: Capability, edition: Edition, fold: Fold) -> Outcome {
    let clamp = |state| clamp(capability, edition, state);
    Outcome {
        verdict: clamp(fold.state).into(),
        existing: clamp(fold.existing).into(),
        assumed: clamp(fold.state) == fold.state && fold.is_assumed(),
    }
}

/// A shut chain that is no proof becomes unknown.
pub(super) fn clamp(capability: Capability, edition: Edition, state: State) -> State {
    if state == State::Shut && capability.never_no(edition) {
        return State::Unknown;
    }
    state
}

/// The answer of one route, without its proof.
pub(super) fn route(
    world: &World,
    capability: Capability,
    kind: RouteKind,
    ends: &Ends<'_>,
) -> Outcome {
    let mut fold = Fold::default();
    links(world, capability, kind, ends, &mut |fact| fold.add(&fact));
    outcome(capability, world.edition, fold)
}
