//! The matrix as a table of a terminal.

use crate::render::Terminal;
use crate::render::access::{Basis, group_name, members, question, seen, size, style};
use crate::render::layout::{hanging, width};
use crate::render::terminal::style as styles;
use crate::text::words::{count, thousands};
use crate::workflow::board::{Board, Grid, Way};

/// Rows and columns that fit beside each other.
const MOST: usize = 12;
/// Columns of one answer.
const CELL: usize = 4;
/// Columns of a number of answers.
const COUNT: usize = 8;
/// Organisations that are told one by one; the rest is counted.
const ROWS: usize = 40;
/// Columns of a row's number.
const NUMBER: usize = 4;
/// Names of a group that are shown before the rest is counted.
const NAMES: usize = 8;

/// For people.
#[must_use]
pub fn human(board: &Board, basis: &Basis<'_>, terminal: &Terminal) -> String {
    if board.is_empty() {
        let text = "No pair to ask about: fewer than two tenants and partners are declared.";
        return format!(
            "{}{}",
            hanging("", text, terminal),
            seen::human(board.seen.as_ref(), basis, terminal)
        );
    }
    let capability = board.matrix.capability;
    let grid = board.grid(MOST);
    let mut out = hanging("", &question(capability), terminal);
    out = terminal.paint(styles::HEADING, out.trim_end()) + "\n\n";
    // A table of a few who happen to come first would hide the others.
    if grid.rest * 4 > board.len() {
        out.push_str(&one_by_one(board, terminal));
    } else {
        out.push_str(&table(board, &grid, terminal));
        out.push('\n');
        out.push_str(&groups(board, &grid, terminal));
    }
    out.push_str(&legend(board, terminal));
    let text = format!("{} {}", size(board), basis.sentence());
    out.push_str(&format!("\n{}", hanging("", &text, terminal)));
    out.push_str(&hanging("", &basis.assumed(board), terminal));
    out.push_str(&why(board, &grid, terminal));
    out.push_str(&seen::human(board.seen.as_ref(), basis, terminal));
    out
}

fn table(board: &Board, grid: &Grid, terminal: &Terminal) -> String {
    let room = terminal.columns().saturating_sub(NUMBER + 2 + CELL * MOST);
    let labels: Vec<String> = grid
        .groups
        .iter()
        .map(|group| label(board, group, room, terminal))
        .collect();
    let wide = labels.iter().map(|l| width(l)).max().unwrap_or(0);
    let mut out = format!("{:1$}", "", NUMBER + 1 + wide);
    for number in 1..=grid.groups.len() {
        out.push_str(&format!("{number:>CELL$}"));
    }
    out.push('\n');
    for (at, (from, label)) in grid.groups.iter().zip(&labels).enumerate() {
        let pad = wide - width(label);
        out.push_str(&format!("{:>NUMBER$} {label}{:pad$}", at + 1, ""));
        for to in &grid.groups {
            let cell = board.between(from, to).map(|c| style(Way::from(c)));
            let mark = cell.map_or_else(|| nothing(terminal).to_owned(), |c| c.painted(terminal));
            out.push_str(&format!("{:1$}{mark}", "", CELL - 1));
        }
        out.push('\n');
    }
    out
}

/// For each organisation, with how many others its people stand how: where hardly two organisations
/// are treated alike.
fn one_by_one(board: &Board, terminal: &Terminal) -> String {
    let counts = board.counts();
    let ways: Vec<Way> = Way::ALL
        .into_iter()
        .filter(|w| counts.contains_key(w))
        .collect();
    let room = terminal.columns().saturating_sub(COUNT * ways.len());
    let shown = board.len().min(ROWS);
    let labels: Vec<String> = (0..shown)
        .map(|at| label(board, &[at], room, terminal))
        .collect();
    let wide = labels.iter().map(|l| width(l)).max().unwrap_or(0);
    let mut out = " ".repeat(wide);
    for way in &ways {
        let mark = style(*way).painted(terminal);
        out.push_str(&format!("{:1$}{mark}", "", COUNT - 1));
    }
    out.push('\n');
    for (at, label) in labels.iter().enumerate() {
        let own = board.counts_of(at);
        out.push_str(&format!("{label}{:1$}", "", wide - width(label)));
        for way in &ways {
            let number = own.get(way).map(|n| thousands(*n));
            let number = number.unwrap_or_else(|| nothing(terminal).to_owned());
            out.push_str(&format!("{number:>COUNT$}"));
        }
        out.push('\n');
    }
    if let more @ 1.. = board.len() - shown {
        let more = count(more, "more organisation");
        out.push_str(&format!("{} {more}\n", terminal.ellipsis()));
    }
    let text = "With how many others each stands how: hardly two organisations have the same \
                answers. --format html shows every pair with its proof, --format json every \
                answer.";
    format!("{out}\n{}\n", hanging("", text, terminal))
}

fn nothing(terminal: &Terminal) -> &'static str {
    if terminal.unicode { "·" } else { "." }
}

/// A row's name, cut to the room there is; `*` after a partner.
fn label(board: &Board, group: &[usize], room: usize, terminal: &Terminal) -> String {
    let name = group_name(board, group);
    let is_partner = group.len() == 1 && board.organisations[group[0]].is_partner;
    let mark = if is_partner { "*" } else { "" };
    // Names are ASCII.
    let most = room.saturating_sub(mark.len());
    if name.len() <= most {
        return format!("{name}{mark}");
    }
    let ellipsis = terminal.ellipsis();
    let kept = &name[..most.saturating_sub(width(ellipsis))];
    format!("{kept}{ellipsis}{mark}")
}

/// Who stands behind a number, where the table can't say it.
fn groups(board: &Board, grid: &Grid, terminal: &Terminal) -> String {
    let mut out = String::new();
    let most = terminal.columns().saturating_sub(NUMBER + 2 + CELL * MOST);
    for (at, group) in grid.groups.iter().enumerate() {
        let long = group.len() == 1 && group_name(board, group).len() >= most;
        if group.len() > 1 || long {
            let names = members(board, group, NAMES);
            out.push_str(&hanging(&format!("{:>NUMBER$} ", at + 1), &names, terminal));
        }
    }
    if !out.is_empty() {
        out.push('\n');
    }
    if board.len() > MOST {
        let mut text =
            "Organisations with the same answers, from and to everybody, share a row.".to_owned();
        if grid.rest > 0 {
            let rest = count(grid.rest, "organisation");
            text.push_str(&format!(
                " {rest} in smaller groups have none; the counts below hold them too, and \
                 --format json has every answer."
            ));
        }
        out.push_str(&hanging("", &text, terminal));
        out.push('\n');
    }
    out
}

/// What the marks say, with how often each stands there.
fn legend(board: &Board, terminal: &Terminal) -> String {
    let counts = board.counts();
    let wide = counts.values().map(|n| thousands(*n).len()).max();
    let wide = wide.unwrap_or(0);
    let mut out = String::new();
    for way in Way::ALL {
        if let Some(number) = counts.get(&way) {
            let style = style(way);
            let mark = style.painted(terminal);
            let first = format!("   {mark} {:>wide$}  ", thousands(*number));
            out.push_str(&hanging(&first, style.long, terminal));
        }
    }
    if board.organisations.iter().any(|o| o.is_partner) {
        let first = format!("   * {:wide$}  ", "");
        out.push_str(&hanging(
            &first,
            "a partner: its rules are its own",
            terminal,
        ));
    }
    out
}

/// How to see a proof.
fn why(board: &Board, grid: &Grid, terminal: &Terminal) -> String {
    let pairs = grid
        .groups
        .iter()
        .flat_map(|from| grid.groups.iter().map(move |to| (from, to)));
    let shut = pairs.clone().find(|(from, to)| {
        board
            .between(from, to)
            .is_some_and(|cell| Way::from(cell) != Way::Directly)
    });
    let pair = shut.or_else(|| pairs.clone().find(|(a, b)| board.between(a, b).is_some()));
    let Some((from, to)) = pair.and_then(|(from, to)| Board::examples(from, to)) else {
        return String::new();
    };
    let capability = board.matrix.capability;
    let word = capability.short().unwrap_or(capability.id());
    let name = |at: usize| &board.organisations[at].name;
    let text = format!("guestlist can {} {word} {}", name(from), name(to));
    format!("Why: {}\n", terminal.paint(styles::CODE, &text))
}
