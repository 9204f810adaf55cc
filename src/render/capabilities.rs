//! The table of what external access and guest access offer, and their comparison in words.

use super::Terminal;
use super::layout::{GAP, hanging, width, wrap};
use super::terminal::style;
use crate::access::capabilities::{Aspect, COMPARISON, Capability, Cell, Footnote, Offer};
use crate::model::config::Edition;
use crate::text::words;

/// Width of an aspect's name.
const ASPECT: usize = 14;
/// Width of a cell of the table.
const CELL: usize = 7;
/// Four cells; behind the last nothing is left free.
const CELLS: usize = 4 * CELL - 2;
/// Width of a capability's number.
const NUMBER: usize = 4;
/// The conditions, numbered in this order.
const FOOTNOTES: [Footnote; 4] = [
    Footnote::SignedInAtHost,
    Footnote::ByAddress,
    Footnote::OneToOne,
    Footnote::OneToOneTeamsOnly,
];

/// Both, for people.
#[must_use]
pub fn human(terminal: &Terminal) -> String {
    let mut out = table(terminal);
    out.push_str(&format!("\n{}", notes(terminal)));
    out.push_str(&format!("\n{}", gates(terminal)));
    out.push_str(&format!("\n{}", comparison(terminal)));
    out.push('\n');
    let edition =
        "Answers rest on the edition of 2021 unless guestlist.yaml says capabilities: 2019.";
    out.push_str(&hanging("", edition, terminal));
    out
}

fn table(terminal: &Terminal) -> String {
    let ids = Capability::all().map(|c| c.id().len()).max().unwrap_or(0);
    let shorts = Capability::all().filter_map(Capability::short);
    let short = shorts.map(str::len).max().unwrap_or(0);
    let room = terminal.columns().saturating_sub(NUMBER + CELLS);
    // Without room for them beside the names, short names follow the table.
    let has_shorts = ids + GAP + short + GAP <= room;
    let ids = ids.min(room.saturating_sub(GAP));
    let names = NUMBER + ids + GAP + if has_shorts { short + GAP } else { 0 };
    let title = |text: &str| match has_shorts {
        true => format!("{:ids$}{:GAP$}{text}", "capability", ""),
        false => "capability".to_owned(),
    };
    let heading = |text: &str| format!("{}\n", terminal.paint(style::HEADING, text.trim_end()));
    let wide = 2 * CELL;
    let mut out = heading(&format!("{:names$}{:wide$}{}", "", "external", "guest"));
    out.push_str(&heading(&beside(
        &format!("{:NUMBER$}{}", "", title("short")),
        names,
        &format!("{:CELL$}{:CELL$}{:CELL$}2021", "2019", "2021", "2019"),
    )));
    for capability in Capability::all() {
        let [then, now] = editions(capability);
        let name = match capability.short().filter(|_| has_shorts) {
            Some(short) => format!("{:ids$}{:GAP$}{short}", capability.id(), ""),
            None => capability.id().to_owned(),
        };
        let mut cells = String::new();
        for (cell, note) in [
            (then.external, then.external_note),
            (now.external, now.external_note),
            (then.guest, then.guest_note),
            (now.guest, now.guest_note),
        ] {
            cells.push_str(&self::cell(cell, note, terminal));
        }
        let name = format!("{:>2}  {name}", capability.number());
        out.push_str(&beside(&name, names, cells.trim_end()));
        out.push('\n');
    }
    if !has_shorts {
        let short = |c: Capability| Some(format!("{} for {}", c.short()?, c.id()));
        let shorts: Vec<String> = Capability::all().filter_map(short).collect();
        let text = format!("Short names: {}.", words::and(&shorts));
        out.push_str(&format!("\n{}", hanging("", &text, terminal)));
    }
    out
}

/// Cells behind a name, or below one that takes more than its column.
fn beside(name: &str, column: usize, cells: &str) -> String {
    if width(name) + GAP <= column {
        return format!("{name:column$}{cells}");
    }
    format!("{name}\n{:column$}{cells}", "")
}

fn editions(capability: Capability) -> [Offer; 2] {
    [Edition::Y2019, Edition::Y2021].map(|edition| capability.offer(edition))
}

/// `yes 2`: what the table says, and the number of its condition.
fn cell(cell: Cell, note: Option<Footnote>, terminal: &Terminal) -> String {
    let (word, style) = match cell {
        Cell::Yes => ("yes", style::GOOD),
        Cell::No => ("no", style::ERROR),
        Cell::NotApplicable => ("n/a", style::PATH),
        Cell::Unlisted => ("-", style::PATH),
    };
    let number = note.and_then(|note| FOOTNOTES.iter().position(|n| *n == note));
    let number = number.map(|at| format!(" {}", at + 1)).unwrap_or_default();
    let space = CELL.saturating_sub(word.len() + number.len());
    format!("{}{number}{:space$}", terminal.paint(style, word), "")
}

fn notes(terminal: &Terminal) -> String {
    let mut out = String::new();
    for (at, note) in FOOTNOTES.iter().enumerate() {
        out.push_str(&hanging(&format!("{:>2}  ", at + 1), note.text(), terminal));
    }
    out.push_str(&hanging(" -  ", "this edition has no such row", terminal));
    out
}

/// Which setting of the host removes what from its guests.
fn gates(terminal: &Terminal) -> String {
    let heading = "What the host's settings take away from its guests";
    let mut out = format!("{}\n", terminal.paint(style::HEADING, heading));
    let all = "guest_access.enabled: false";
    let mut rows = vec![("everything", all.to_owned())];
    for capability in Capability::all() {
        for gate in capability.gates() {
            let setting = format!("{}: {}", gate.key.known().key, gate.removed_by);
            rows.push((capability.id(), setting));
        }
    }
    let ids = rows.iter().map(|(id, _)| id.len()).max().unwrap_or(0);
    let settings = rows.iter().map(|(_, setting)| setting.len()).max();
    let fits = 2 + ids + GAP + settings.unwrap_or(0) <= terminal.columns();
    for (id, setting) in rows {
        if !fits {
            out.push_str(&format!("  {id}\n"));
            out.push_str(&hanging("      ", &setting, terminal));
            continue;
        }
        out.push_str(&hanging(
            &format!("  {id:ids$}{:GAP$}", ""),
            &setting,
            terminal,
        ));
    }
    out
}

/// The two kinds of access, side by side.
fn comparison(terminal: &Terminal) -> String {
    let room = terminal.columns() - ASPECT - 2 * GAP;
    // What guests get takes more words.
    let external = room * 4 / 9;
    let columns = [ASPECT, external, room - external];
    let heading = ["", "external access", "guest access"];
    let heading = row(heading, columns).trim_end().to_owned();
    let mut out = format!("{}\n", terminal.paint(style::HEADING, &heading));
    for Aspect {
        aspect,
        external,
        guest,
    } in COMPARISON
    {
        out.push_str(&row([aspect, external, guest], columns));
    }
    out
}

/// Cells that wrap, beside each other.
fn row(cells: [&str; 3], columns: [usize; 3]) -> String {
    let cells = [0, 1, 2].map(|at| wrap(cells[at], columns[at]));
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    let mut out = String::new();
    for line in 0..height {
        let mut text = String::new();
        for (cell, wide) in cells.iter().zip(columns) {
            let part = cell.get(line).map_or("", String::as_str);
            let space = wide.saturating_sub(width(part)) + GAP;
            text.push_str(&format!("{part}{:space$}", ""));
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(width: usize) -> String {
        human(&Terminal {
            width,
            ..Terminal::PLAIN
        })
    }

    #[test]
    fn fits_a_terminal_of_60_columns() {
        for columns in [60, 61, 70, 76, 77, 78, 80, 120] {
            let text = page(columns);
            let wide = text.lines().find(|line| width(line) > columns);
            assert_eq!(wide, None, "in {columns} columns");
        }
    }

    #[test]
    fn a_narrow_terminal_learns_the_short_names_too() {
        let short = "Short names: chat for chat-across-organisations";
        assert!(page(60).contains(short));
        assert!(!page(80).contains(short));
    }
}
