//! Who may do what with whom: the matrix of all organisations, and every door for one of them.

pub mod doors;
pub(in crate::render) mod escape;
mod html;
pub mod matrix;
mod seen;

use super::{Symbol, Terminal};
use crate::access::{Capability, Verdict};
use crate::text::Sources;
use crate::text::words::{self, count, thousands};
use crate::workflow::activity::Reports;
use crate::workflow::board::{Board, Organisation, Way};

/// What every page says about where its answers come from.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    /// Files, for the places of what decided.
    pub sources: &'a Sources,
    /// The version of the recorded state that is looked at, if no file is.
    pub recorded: Option<u64>,
    /// The day, as `2026-11-20`.
    pub today: &'a str,
    /// Whether a documented default counts as unknown.
    pub no_defaults: bool,
    /// The edition of the capability table.
    pub edition: &'a str,
    /// The reports by which people are counted, if there are any.
    pub reports: Option<&'a Reports>,
}

impl Basis<'_> {
    /// `Desired, as of 2026-11-20.`
    fn sentence(&self) -> String {
        let values = match self.recorded {
            Some(0) => "what is recorded: nothing yet".to_owned(),
            Some(serial) => format!("version {serial} of what is recorded"),
            None => "what the files state".to_owned(),
        };
        format!(
            "From {values}, on {}, capabilities of {}.",
            self.today, self.edition
        )
    }

    /// How many answers rest on Microsoft's defaults.
    fn assumed(&self, board: &Board) -> String {
        let Some(number) = board.assumed.filter(|_| !self.no_defaults) else {
            return "Microsoft's defaults count as not known.".to_owned();
        };
        let of = thousands(board.pairs());
        match number {
            0 => format!("None of the {of} answers rests on a default of Microsoft."),
            1 => format!("1 of the {of} answers rests on a default of Microsoft."),
            _ => format!(
                "{} of the {of} answers rest on defaults of Microsoft.",
                thousands(number)
            ),
        }
    }
}

/// How a way is shown.
struct WayStyle {
    /// One character wide.
    mark: &'static str,
    /// The same in ASCII.
    ascii: &'static str,
    symbol: Option<Symbol>,
    /// A few words.
    short: &'static str,
    /// What the mark says.
    long: &'static str,
    /// The class of a cell.
    class: &'static str,
}

fn style(way: Way) -> WayStyle {
    let (mark, ascii, symbol, class) = match way {
        Way::Directly => ("✓", "+", Some(Symbol::Good), "yes"),
        Way::AsGuest => ("G", "G", None, "guest"),
        Way::Unknown => ("?", "?", Some(Symbol::Unknown), "unknown"),
        Way::UnknownGuest => ("g", "g", None, "unknown-guest"),
        Way::Differs => ("~", "~", None, "mixed"),
        Way::No => ("✗", "x", Some(Symbol::Error), "no"),
    };
    let (short, long) = match way {
        Way::Directly => (
            "yes, directly",
            "yes, directly: each with their own account",
        ),
        Way::AsGuest => (
            "yes, as a guest",
            "yes, but only as a guest, once invited; not, or not surely, directly",
        ),
        Way::Unknown => (
            "not known",
            "depends on what is not known here, mostly on their rules",
        ),
        Way::UnknownGuest => (
            "not directly; as a guest: not known",
            "not directly; whether as a guest is not known here",
        ),
        Way::Differs => ("differs by domain", "differs by domain"),
        Way::No => ("no", "no"),
    };
    WayStyle {
        mark,
        ascii,
        symbol,
        short,
        long,
        class,
    }
}

impl WayStyle {
    fn painted(&self, terminal: &Terminal) -> String {
        match self.symbol {
            Some(symbol) => terminal.symbol(symbol),
            None if terminal.unicode => self.mark.to_owned(),
            None => self.ascii.to_owned(),
        }
    }
}

/// `May the people of the row chat with those of the column?`
fn question(capability: Capability) -> String {
    let does = capability.does();
    format!("May people of the row {does} people of the column?")
}

/// The sentence above a matrix: how many organisations and answers.
fn size(board: &Board) -> String {
    let partners = board.organisations.iter().filter(|o| o.is_partner).count();
    let kinds = [(board.len() - partners, "tenant"), (partners, "partner")];
    let kinds = kinds.iter().filter(|(number, _)| *number > 0);
    let kinds: Vec<String> = kinds.map(|(number, kind)| count(*number, kind)).collect();
    format!(
        "{}, {}.",
        words::and(&kinds),
        count(board.pairs(), "answer")
    )
}

/// What a group is called: its only member, or `40 tenants`.
fn group_name(board: &Board, group: &[usize]) -> String {
    let Some(first) = group.first().map(|at| &board.organisations[*at]) else {
        return String::new();
    };
    match group.len() {
        1 => first.name.to_string(),
        many => count(many, kind(first)),
    }
}

/// Members of a group, at most `most`.
fn members(board: &Board, group: &[usize], most: usize) -> String {
    let names: Vec<&str> = group
        .iter()
        .map(|at| board.organisations[*at].name.as_str())
        .collect();
    words::some(&names, most)
}

fn kind(organisation: &Organisation) -> &'static str {
    if organisation.is_partner {
        "partner"
    } else {
        "tenant"
    }
}

fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Yes => "yes",
        Verdict::No => "no",
        Verdict::Unknown => "not known",
        Verdict::Mixed => "differs",
    }
}
