//! The matrix as a drawing.

use crate::render::access::escape::mermaid as escaped;
use crate::render::access::{Basis, group_name, members, seen, style};
use crate::text::words::count;
use crate::workflow::board::{Board, Grid, Group, Way};

/// Groups that are drawn: all arrows between them stay below what Mermaid draws (500).
const MOST: usize = 30;
/// Names of a group.
const NAMES: usize = 3;

/// A flowchart: who may reach whom. A "no" has no arrow. Contact in reports stands beside it.
#[must_use]
pub fn mermaid(board: &Board, basis: &Basis<'_>) -> String {
    let grid = board.grid(MOST);
    let capability = board.matrix.capability;
    let id = capability.id();
    let mut out = format!("flowchart LR\n  %% {id}: an arrow starts at who asks\n");
    for (at, group) in grid.groups.iter().enumerate() {
        let shape = if board.organisations[group[0]].is_partner {
            ["([\"", "\"])"]
        } else {
            ["[\"", "\"]"]
        };
        let [open, close] = shape;
        out.push_str(&format!("  o{at}{open}{}{close}\n", node(board, group)));
    }
    for from in 0..grid.groups.len() {
        for to in from + 1..grid.groups.len() {
            out.push_str(&arrows(board, &grid, from, to));
        }
    }
    if grid.rest > 0 {
        let rest = count(grid.rest, "organisation");
        out.push_str(&format!(
            "  rest[\"{} more in smaller groups, not drawn\"]\n",
            escaped(&rest)
        ));
    }
    out + &seen::mermaid(board.seen.as_ref(), basis)
}

fn node(board: &Board, group: &Group) -> String {
    let first = &board.organisations[group[0]];
    let Some(among) = board.between(group, group) else {
        let name = first.display_name.as_deref();
        return escaped(name.unwrap_or(first.name.as_str()));
    };
    escaped(&format!(
        "{}: {}; among themselves: {}",
        group_name(board, group),
        members(board, group, NAMES),
        style(Way::from(among)).short
    ))
}

/// The arrows between two groups: one with two heads where both ways are alike.
fn arrows(board: &Board, grid: &Grid, a: usize, b: usize) -> String {
    let way = |from: usize, to: usize| {
        let cell = board.between(&grid.groups[from], &grid.groups[to]);
        cell.map(Way::from).filter(|way| *way != Way::No)
    };
    let arrow = |from: usize, to: usize, way: Way, both: bool| {
        let head = if both { "<" } else { "" };
        let line = match way {
            Way::Directly => "-->",
            Way::AsGuest => "==>",
            _ => "-.->",
        };
        let label = escaped(style(way).short);
        format!("  o{from} {head}{line}|\"{label}\"| o{to}\n")
    };
    match (way(a, b), way(b, a)) {
        (Some(there), Some(back)) if there == back => arrow(a, b, there, true),
        (there, back) => {
            let there = there.map(|way| arrow(a, b, way, false));
            let back = back.map(|way| arrow(b, a, way, false));
            there.unwrap_or_default() + &back.unwrap_or_default()
        }
    }
}
