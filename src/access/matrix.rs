//! The answers for all pairs of declared organisations.

use rayon::prelude::*;

use super::Capability;
use super::answer::pairs;
use super::chain::{RouteKind, Verdict};
use super::decide;
use super::party::{End, Ends};
use super::world::World;
use crate::model::Name;

/// One cell: the answer and that of every route, in a byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cell(u8);

impl Cell {
    fn new(answer: Verdict, routes: [Verdict; 3]) -> Self {
        let pack = |at: usize, verdict: Verdict| (verdict as u8) << (2 * at);
        let [external, from, to] = routes;
        Self(pack(0, answer) | pack(1, external) | pack(2, from) | pack(3, to))
    }

    fn unpack(self, at: usize) -> Verdict {
        match (self.0 >> (2 * at)) & 3 {
            0 => Verdict::Yes,
            1 => Verdict::No,
            2 => Verdict::Unknown,
            _ => Verdict::Mixed,
        }
    }

    /// The answer.
    #[must_use]
    pub fn answer(self) -> Verdict {
        self.unpack(0)
    }

    /// The answer of one route.
    #[must_use]
    pub fn route(self, kind: RouteKind) -> Verdict {
        let at = RouteKind::ALL.iter().position(|k| *k == kind);
        self.unpack(1 + at.unwrap_or_default())
    }
}

/// The answers for all pairs of declared tenants and partners, for one capability. A byte a pair;
/// proofs are made by [`super::answer()`] when one is asked for.
#[derive(Debug, Clone)]
pub struct Matrix {
    /// The capability.
    pub capability: Capability,
    /// Tenants and partners, by name.
    pub names: Vec<Name>,
    cells: Vec<Cell>,
}

impl Matrix {
    /// All pairs.
    #[must_use]
    pub fn of(world: &World, capability: Capability) -> Self {
        let organisations = world.organisations();
        let ends: Vec<Vec<End<'_>>> = organisations
            .iter()
            .map(|o| End::of_organisation(*o))
            .collect();
        let row = |from: &Vec<End<'_>>| -> Vec<Cell> {
            ends.iter()
                .map(|to| cell(world, capability, from, to))
                .collect()
        };
        Self {
            capability,
            names: organisations.iter().map(|o| o.name().clone()).collect(),
            cells: ends.par_iter().flat_map_iter(row).collect(),
        }
    }

    /// The cell of a pair, by place in `names`; nothing for an organisation with itself.
    #[must_use]
    pub fn get(&self, from: usize, to: usize) -> Option<Cell> {
        if from == to || to >= self.names.len() {
            return None;
        }
        self.cells.get(from * self.names.len() + to).copied()
    }
}

fn cell<'w>(world: &'w World, capability: Capability, from: &[End<'w>], to: &[End<'w>]) -> Cell {
    if let ([from], [to]) = (from, to) {
        return Cell::new_of(
            world,
            capability,
            Ends {
                from: *from,
                to: *to,
            },
        );
    }
    let cells = pairs(world, capability, from, to)
        .into_iter()
        .map(|(from, to)| {
            let ends = Ends {
                from: from.end,
                to: to.end,
            };
            Cell::new_of(world, capability, ends)
        });
    let cells: Vec<Cell> = cells.collect();
    let all = |at| Verdict::all_same(cells.iter().map(|c| c.unpack(at))).unwrap_or(Verdict::No);
    Cell::new(all(0), [all(1), all(2), all(3)])
}

impl Cell {
    fn new_of(world: &World, capability: Capability, ends: Ends<'_>) -> Self {
        let routes =
            RouteKind::ALL.map(|kind| decide::route(world, capability, kind, &ends).verdict);
        Self::new(Verdict::any(routes), routes)
    }
}
