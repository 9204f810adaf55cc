//! Why an answer is another one afterwards.

use std::sync::Arc;

use super::moves::Moved;
use super::units;
use crate::access::Capability;
use crate::access::chain::{Fact, Fold, RouteKind, State};
use crate::access::decide;
use crate::access::link::Told;
use crate::access::party::Ends;
use crate::access::wording;
use crate::access::world::World;

/// What is said about one effect.
pub(super) struct Reasons {
    pub(super) assumed: bool,
    pub(super) reasons: Arc<[String]>,
}

/// How many links are named.
const MOST: usize = 3;

pub(super) fn of(
    before: &World,
    after: &World,
    moved: &Moved<'_>,
    capability: Capability,
) -> Reasons {
    let (was, is) = units::ends(&moved.from, &moved.to);
    let (old, old_fold) = chain(before, capability, moved.kind, &was);
    let (new, new_fold) = chain(after, capability, moved.kind, &is);
    let (from, to) = (moved.from.domain(), moved.to.domain());
    let told = Told {
        world: after,
        capability,
        ends: &is,
        from: from.as_slice(),
        to: to.as_slice(),
    };
    let outcome = |world: &World, fold| decide::outcome(capability, world.edition, fold).assumed;
    let facts = deciding(&old, &new, new_fold.state);
    Reasons {
        assumed: outcome(before, old_fold) || outcome(after, new_fold),
        reasons: facts
            .into_iter()
            .map(|fact| wording::text(&told, fact))
            .collect(),
    }
}

fn chain<'w>(
    world: &World,
    capability: Capability,
    kind: RouteKind,
    ends: &Ends<'w>,
) -> (Vec<Fact<'w>>, Fold) {
    let (mut facts, mut fold) = (Vec::new(), Fold::default());
    decide::links(world, capability, kind, ends, &mut |fact| {
        fold.add(&fact);
        facts.push(fact);
    });
    (facts, fold)
}

/// The links that make the new answer: what shuts now and did not; or what lets through now and did
/// not, and what is still not known.
fn deciding<'f, 'w>(old: &[Fact<'w>], new: &'f [Fact<'w>], state: State) -> Vec<&'f Fact<'w>> {
    let is_new = |fact: &&Fact<'_>| {
        let same = |o: &Fact<'_>| o.side == fact.side && o.key == fact.key && o.state == fact.state;
        !old.iter().any(same)
    };
    let wanted = if state == State::Shut {
        State::Shut
    } else {
        State::Open
    };
    let with = |state| new.iter().filter(move |fact| fact.state == state);
    let mut out: Vec<&Fact<'_>> = with(wanted).filter(is_new).take(MOST).collect();
    if out.is_empty() && state == State::Shut {
        out.extend(with(State::Shut).next());
    }
    if state == State::Unknown {
        out.extend(with(State::Unknown).next());
    }
    if out.is_empty() {
        out.extend(new.last());
    }
    out
}
