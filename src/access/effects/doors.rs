//! Routes between parties that differ, before and after.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::moves::{CapabilityMoves, Changes, Move, Moved};
use super::policies::Class;
use super::units::{self, Point, Unit, Units};
use crate::access::chain::{Fold, RouteKind, Seen, Side, State};
use crate::access::external;
use crate::access::guest::{self, Listed};
use crate::access::party::{End, Party, Who};
use crate::access::settings::Key;
use crate::access::world::World;
use crate::model::ValueSet;

/// All that a class says about a party, before and after: parties of one class about which the same
/// is said have the same answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct View {
    /// In direct contact between organisations.
    external: Move,
    /// As a guest.
    guests: [Listed; 2],
}

/// What a class says.
#[derive(Debug, Default)]
struct Row<'w> {
    /// About every place that is compared with the class.
    views: Vec<View>,
    /// Domains that its lists name and nobody declares, and that move.
    listed: Vec<Unit<'w>>,
}

/// All routes.
pub(super) struct Doors<'u, 'w> {
    before: &'w World,
    after: &'w World,
    units: &'u Units<'w>,
    moves: CapabilityMoves<'w>,
    rows: Vec<Row<'w>>,
}

/// Takes changes in.
pub(super) type Found<'f, 'w> = &'f mut dyn FnMut(Moved<'w>);

impl<'u, 'w> Doors<'u, 'w> {
    pub(super) fn of(before: &'w World, after: &'w World, units: &'u Units<'w>) -> Self {
        let mut changed = vec![false; units.classes.len()];
        for unit in units.changed().chain(&units.gone) {
            unit.points.iter().for_each(|p| changed[p.class] = true);
        }
        let row = |(at, class): (usize, &Class<'w>)| {
            let (places, listed) = if changed[at] {
                (&units.places[..], listed(before, after, class, units))
            } else {
                (&units.places[..units.first], Vec::new())
            };
            let view = |point| view(before, after, class, point);
            Row {
                views: places.iter().map(view).collect(),
                listed,
            }
        };
        Self {
            before,
            after,
            units,
            moves: CapabilityMoves::new(before, after),
            rows: units.classes.par_iter().enumerate().map(row).collect(),
        }
    }

    /// Every route between two parties on which something changes, both ways.
    pub(super) fn compare(&self, unit: &Unit<'w>, other: &Unit<'w>, found: Found<'_, 'w>) {
        let mut both_ways = |kind| {
            self.route(kind, unit, other, found);
            self.route(kind, other, unit, found);
        };
        if self.direct_contact_may_move(unit, other) {
            both_ways(RouteKind::External);
        }
        let guests = |class: usize| self.units.classes[class].guest_moved;
        if unit.may_move(guests) || other.may_move(guests) || self.moves.editions_differ() {
            both_ways(RouteKind::Guest(Side::From));
            both_ways(RouteKind::Guest(Side::To));
        }
    }

    fn direct_contact_may_move(&self, unit: &Unit<'w>, other: &Unit<'w>) -> bool {
        // With personal accounts it matters who starts: no view says that.
        if matches!(other.points[0].after.who, Who::Consumer) || self.moves.editions_differ() {
            return true;
        }
        let stays = |viewer: &Unit<'w>, seen: &Unit<'w>| {
            let says = |d| {
                seen.points
                    .iter()
                    .all(|p| self.view(d, p).external.is_none())
            };
            viewer.deciders().all(says) && viewer.points.iter().all(|p| p.stated().is_none())
        };
        !(stays(unit, other) && stays(other, unit))
    }

    /// One route: by domain where domains of a party differ.
    fn route(&self, kind: RouteKind, from: &Unit<'w>, to: &Unit<'w>, found: Found<'_, 'w>) {
        let (rows, columns) = (self.alike(kind, from, to), self.alike(kind, to, from));
        let changes = |a: &Vec<usize>, b: &Vec<usize>| {
            let (x, y) = (&from.points[a[0]], &to.points[b[0]]);
            // What was within one organisation before has no answer to compare with.
            let apart = !x.before.is_same_organisation(&y.before);
            apart.then(|| self.moves.of(kind, x, y))
        };
        let row = |a| columns.iter().map(|b| changes(a, b)).collect();
        let table: Vec<Vec<Option<Changes>>> = rows.iter().map(row).collect();
        let whole_from = table.windows(2).all(|w| w[0] == w[1]);
        let whole_to = table.iter().all(|row| row.windows(2).all(|w| w[0] == w[1]));
        for (a, x, from_domain) in shown(from, &rows, whole_from) {
            for (b, y, to_domain) in shown(to, &columns, whole_to) {
                let Some(changes) = table[a][b].as_ref().filter(|c| !c.is_empty()) else {
                    continue;
                };
                found(Moved {
                    kind,
                    from: *x,
                    to: *y,
                    parties: [from.party(from_domain), to.party(to_domain)],
                    changes: Changes::clone(changes),
                });
            }
        }
    }

    /// Points of a unit that another party treats alike, and that treat it alike.
    fn alike(&self, kind: RouteKind, unit: &Unit<'w>, other: &Unit<'w>) -> Vec<Vec<usize>> {
        let says_same = |d: &Point<'w>, x: &Point<'w>, y: &Point<'w>| {
            let (x, y) = (self.view(d, x), self.view(d, y));
            match kind {
                RouteKind::External => x.external == y.external,
                RouteKind::Guest(_) => x.guests == y.guests,
            }
        };
        let same = |x: &Point<'w>, y: &Point<'w>| {
            x.class == y.class
                && x.stated() == y.stated()
                && x.before.who.name() == y.before.who.name()
                && other.deciders().all(|d| says_same(d, x, y))
        };
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (at, point) in unit.points.iter().enumerate() {
            match groups.iter_mut().find(|g| same(&unit.points[g[0]], point)) {
                Some(group) => group.push(at),
                None => groups.push(vec![at]),
            }
        }
        groups
    }

    /// What the class of one point says about another.
    fn view(&self, viewer: &Point<'w>, seen: &Point<'w>) -> View {
        let known = |place: usize| self.rows[viewer.class].views.get(place).copied();
        let class = &self.units.classes[viewer.class];
        let looked_up = seen.place.and_then(known);
        looked_up.unwrap_or_else(|| view(self.before, self.after, class, seen))
    }

    /// Domains that a unit's lists name, that nobody declares, and that move.
    pub(super) fn listed(&self, unit: &Unit<'w>) -> impl Iterator<Item = &Unit<'w>> {
        let listed = unit.deciders().flat_map(|d| &self.rows[d.class].listed);
        let by_domain = listed.map(|other| (other.points[0].domain(), other));
        by_domain.collect::<BTreeMap<_, _>>().into_values()
    }

    /// Domains that a unit's lists name and nobody declares.
    pub(super) fn named(&self, unit: &Unit<'w>) -> impl Iterator<Item = Unit<'w>> {
        let names = |d: &Point<'w>| named(self.before, self.after, &self.units.classes[d.class]);
        let names: BTreeSet<&str> = unit.deciders().flat_map(names).collect();
        let stranger = self.units.anyone.points[0];
        names
            .into_iter()
            .map(move |name| Unit::undeclared(name, &stranger))
    }

    /// Whether a tenant shuts out everybody whom its lists do not name, and did not before.
    pub(super) fn narrows(&self, unit: &Unit<'w>) -> bool {
        let shuts_out = |d| {
            let says = self.view(d, &self.units.anyone.points[0]).external;
            says.before != State::Shut && says.after == State::Shut
        };
        unit.deciders().all(shuts_out)
    }

    /// Whom a unit reaches as before in direct contact: what stands for it, and the answer.
    pub(super) fn kept(&self, unit: &Unit<'w>, other: &Unit<'w>) -> Vec<(Party, State)> {
        let kind = RouteKind::External;
        let theirs = self.alike(kind, other, unit);
        let state = |group: &Vec<usize>| {
            let y = &other.points[group[0]];
            let door = |x| self.moves.door(kind, &units::ends(x, y));
            let apart = |x: &Point<'w>| !x.before.is_same_organisation(&y.before);
            let first = door(&unit.points[0]);
            let stays = first.is_none() && first.after != State::Shut;
            let all = unit.points.iter().all(|x| apart(x) && door(x) == first);
            (stays && all).then_some(first.after)
        };
        let states: Vec<Option<State>> = theirs.iter().map(state).collect();
        let whole = states.windows(2).all(|w| w[0] == w[1]);
        let shown = shown(other, &theirs, whole).into_iter();
        let kept = |(at, _, domain): (usize, _, _)| Some((other.party(domain), states[at]?));
        shown.filter_map(kept).collect()
    }
}

/// What stands for a unit's groups, each with its group and a point: the unit if all are equal, else
/// every domain.
fn shown<'p, 'w>(
    unit: &'p Unit<'w>,
    groups: &[Vec<usize>],
    whole: bool,
) -> Vec<(usize, &'p Point<'w>, Option<&'w str>)> {
    if whole {
        return vec![(0, &unit.points[0], None)];
    }
    let mut out = Vec::with_capacity(unit.points.len());
    for (at, group) in groups.iter().enumerate() {
        let points = group.iter().map(|place| &unit.points[*place]);
        out.extend(points.map(|point| (at, point, point.domain())));
    }
    out
}

/// What a class says about a point.
fn view(before: &World, after: &World, class: &Class<'_>, point: &Point<'_>) -> View {
    View {
        external: Move {
            before: seen(before, class.before, &point.before),
            after: seen(after, class.after, &point.after),
        },
        guests: [
            guest::listed(class.before, &point.before),
            guest::listed(class.after, &point.after),
        ],
    }
}

/// What an organisation says about an end; that its own domains are not stated is left out.
fn seen(world: &World, who: Who<'_>, other: &End<'_>) -> State {
    let own = End::bare(who, Seen::Unnamed);
    let mut fold = Fold::default();
    external::side(world, Side::From, &own, other, &mut |fact| fold.add(&fact));
    fold.state
}

/// Domains that the lists of a class name, that nobody declares, and that move.
fn listed<'w>(
    before: &'w World,
    after: &'w World,
    class: &Class<'w>,
    units: &Units<'w>,
) -> Vec<Unit<'w>> {
    let stranger = &units.anyone.points[0];
    let own = Point {
        before: End::bare(class.before, Seen::Unnamed),
        after: End::bare(class.after, Seen::Unnamed),
        ..*stranger
    };
    let moves = CapabilityMoves::new(before, after);
    let kinds = [
        RouteKind::External,
        RouteKind::Guest(Side::From),
        RouteKind::Guest(Side::To),
    ];
    // One that moves as everybody does is named too: whoever is named by a list and by no effect
    // stays as it is.
    let moves = |unit: &Unit<'w>| {
        let other = &unit.points[0];
        let mut changes = kinds.iter().map(|kind| moves.of(*kind, &own, other));
        changes.any(|changes| !changes.is_empty())
    };
    let names: BTreeSet<&str> = named(before, after, class).collect();
    names
        .into_iter()
        .map(|name| Unit::undeclared(name, stranger))
        .filter(moves)
        .collect()
}

/// Every domain that the lists of a class name and nobody declares, some more than once.
fn named<'w>(
    before: &'w World,
    after: &'w World,
    class: &Class<'w>,
) -> impl Iterator<Item = &'w str> + use<'w> {
    let tenants = [class.before, class.after]
        .into_iter()
        .filter_map(|who| match who {
            Who::Tenant(tenant) => Some(tenant),
            _ => None,
        });
    let lists = || [Key::Allowed, Key::Blocked].into_iter().chain(guest::LISTS);
    let sets = tenants.flat_map(move |tenant| lists().filter_map(|key| tenant.set(key)));
    sets.flat_map(ValueSet::iter)
        .filter(|name| before.owner(name).is_none() && after.owner(name).is_none())
}
