//! Differences in the order in which they are told, and what is told together.

use crate::diff::{Action, Change};
use crate::model::section::{Direction, Wider};
use crate::model::sections::setting;
use crate::workflow::drift::{Drifted, PLAIN_WHO, Row};

/// A difference, with those that go with it.
pub(in crate::render::interop) struct Told<'d> {
    /// The difference.
    pub(in crate::render::interop) row: &'d Row,
    /// How many settings of a deleted object are told in its entry.
    pub(in crate::render::interop) inside: usize,
    /// What it opens, in words; empty where it opens nothing.
    pub(in crate::render::interop) opens: &'static str,
    rank: u8,
}

/// What opens comes first, then what closes, then the rest; in each what is about one object of many
/// is last. Settings of a deleted object are told with it, unless all are to stand by themselves.
pub(in crate::render::interop) fn told(rows: &[Row], full: bool) -> Vec<Told<'_>> {
    let mut out: Vec<Told<'_>> = Vec::new();
    // Rows are sorted by key: an object stands right before its settings.
    for row in rows {
        let change = &row.change;
        if !full
            && change.action == Action::Delete
            && !change.key.is_object()
            && let Some(last) = out.last_mut()
            && last.row.change.action == Action::Delete
            && change.key.object().as_ref() == Some(&last.row.change.key)
        {
            last.inside += 1;
            continue;
        }
        let (rank, opens) = opening(change);
        out.push(Told {
            row,
            inside: 0,
            opens,
            rank,
        });
    }
    out.sort_by_key(|told| (told.rank, told.row.change.key.is_of_object()));
    out
}

/// Where a change stands, and what it opens.
fn opening(change: &Change) -> (u8, &'static str) {
    const REST: u8 = 2;
    let Some(setting) = setting(change.key.as_str()) else {
        return (REST, "");
    };
    let is_list = matches!(setting.wider, Wider::MoreEntries | Wider::FewerEntries);
    match setting.direction(change.before.as_ref(), change.after.as_ref()) {
        Direction::Wider => (0, "opens wider"),
        Direction::Narrower => (1, ""),
        // Entries came and others went.
        Direction::Sideways if is_list && change.before.is_some() && change.after.is_some() => {
            (0, "opens in part, closes in part")
        }
        Direction::Sideways => (REST, ""),
    }
}

/// Who may have made most of the changes: said once, and an entry names only somebody else.
pub(super) fn most_likely(rows: &[Told<'_>]) -> Option<&'static str> {
    let who = |told: &Told<'_>| (told.row.kind == Drifted::ChangedOutside).then_some(told.row.who);
    let all: Vec<&str> = rows.iter().filter_map(who).collect();
    let number = |who: &str| all.iter().filter(|other| **other == who).count();
    let mut distinct: Vec<&'static str> = rows.iter().filter_map(who).collect();
    distinct.sort_unstable();
    distinct.dedup();
    let most = distinct.into_iter();
    most.max_by_key(|who| (number(who), *who == PLAIN_WHO))
}

impl Told<'_> {
    /// `with its 14 settings`; nothing where none is told with it.
    pub(in crate::render::interop) fn with(&self) -> String {
        match self.inside {
            0 => String::new(),
            1 => "with its setting".to_owned(),
            more => format!("with its {more} settings"),
        }
    }
}
