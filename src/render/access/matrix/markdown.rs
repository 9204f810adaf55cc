//! The matrix for a page in a repository.

use crate::render::access::escape::markdown as escaped;
use crate::render::access::{Basis, group_name, kind, members, question, seen, size, style};
use crate::text::words::{count, thousands};
use crate::workflow::board::{Board, Grid, Way};

/// Rows and columns of a table; wider ones can't be read on a page.
const MOST: usize = 24;
/// Names of a group.
const NAMES: usize = 12;

/// A table, who stands in it, and what the marks say.
#[must_use]
pub fn markdown(board: &Board, basis: &Basis<'_>) -> String {
    let capability = board.matrix.capability;
    let grid = board.grid(MOST);
    let title = escaped(&question(capability));
    let about = escaped(&format!("{} {}", size(board), basis.sentence()));
    let mut out = format!("## {title}\n\n{about}\n\n");
    if board.is_empty() {
        return out + "No pair to ask about.\n" + &seen::markdown(board.seen.as_ref(), basis);
    }
    out.push_str(&table(board, &grid));
    out.push_str("\n| Mark | Answers | Meaning |\n| :-: | --: | --- |\n");
    let counts = board.counts();
    for way in Way::ALL {
        if let Some(number) = counts.get(&way) {
            let style = style(way);
            let (mark, long) = (escaped(style.mark), escaped(style.long));
            out.push_str(&format!("| {mark} | {} | {long} |\n", thousands(*number)));
        }
    }
    out.push_str("\n| Row | Who |\n| --: | --- |\n");
    for (at, group) in grid.groups.iter().enumerate() {
        out.push_str(&format!("| {} | {} |\n", at + 1, who(board, group)));
    }
    if grid.rest > 0 {
        let rest = count(grid.rest, "organisation");
        out.push_str(&format!(
            "\n{rest} in smaller groups have no row; the counts hold them too.\n"
        ));
    }
    out.push_str(&format!("\n{}\n", escaped(&basis.assumed(board))));
    out.push_str(&seen::markdown(board.seen.as_ref(), basis));
    out
}

fn table(board: &Board, grid: &Grid) -> String {
    let numbers = 1..=grid.groups.len();
    let heads: String = numbers.clone().map(|n| format!(" {n} |")).collect();
    let line = " :-: |".repeat(grid.groups.len());
    let mut out = format!("| | |{heads}\n| --: | --- |{line}\n");
    for (number, from) in numbers.zip(&grid.groups) {
        let name = escaped(&group_name(board, from));
        out.push_str(&format!("| {number} | {name} |"));
        for to in &grid.groups {
            let cell = board.between(from, to).map(|c| style(Way::from(c)).mark);
            out.push_str(&format!(" {} |", cell.map_or_else(|| "·".into(), escaped)));
        }
        out.push('\n');
    }
    out
}

fn who(board: &Board, group: &[usize]) -> String {
    let first = &board.organisations[group[0]];
    if group.len() > 1 {
        return escaped(&members(board, group, NAMES));
    }
    let name = first.display_name.as_deref().unwrap_or(first.name.as_str());
    format!("{}, {}", escaped(name), kind(first))
}
