//! Entries that stand on lines of their own: their order, and the text that comes of it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use super::entry::Entry;

/// A text and the words in it that are written differently.
pub(super) struct Source<'t> {
    pub(super) text: &'t str,
    /// By their first byte: the first byte after, and what to write.
    pub(super) words: BTreeMap<usize, (usize, String)>,
}

impl Source<'_> {
    /// A part of the text with its words respelled.
    pub(super) fn spelled(&self, range: Range<usize>) -> String {
        let mut out = String::new();
        let mut at = range.start;
        for (start, (end, word)) in self.words.range(range.clone()) {
            out.push_str(&self.text[at..*start]);
            out.push_str(word);
            at = *end;
        }
        out.push_str(&self.text[at..range.end.max(at)]);
        out
    }

    /// Where the line of a byte begins.
    pub(super) fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |before| before + 1)
    }

    /// Where the line after that of a byte begins.
    pub(super) fn next_line(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        rest.find('\n').map_or(self.text.len(), |end| at + end + 1)
    }

    /// The line break that ends the line of a byte, or most likely would.
    pub(super) fn line_break(&self, at: usize) -> &'static str {
        let end = self.next_line(at);
        let line = &self.text[self.line_start(at)..end];
        let line = if line.ends_with('\n') {
            line
        } else {
            &self.text[..self.line_start(at)]
        };
        if line.ends_with("\r\n") { "\r\n" } else { "\n" }
    }
}

/// The comma behind an entry between brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comma {
    /// Entries here are not separated by commas.
    Never,
    /// It stands there.
    At(usize),
    /// It would stand there.
    Missing(usize),
}

/// The lines of an entry.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// Its first byte; comments above it belong to it.
    pub(super) start: usize,
    /// Its own first line.
    pub(super) head: usize,
    /// The first byte after its last line.
    pub(super) end: usize,
    pub(super) comma: Comma,
}

/// What becomes of the entries of a list.
pub(super) struct Arranged {
    /// Entries in their new order, group by group, by their position now.
    groups: Vec<Vec<usize>>,
    /// For each entry the one that says the same and stays.
    removed: Vec<Option<usize>>,
}

impl Arranged {
    /// Puts entries in order within their groups, which are ranges of positions. The first of several
    /// entries that say the same stays, and so do those that may not go. Whether the others may move is
    /// asked with those that go.
    pub(super) fn new(
        entries: &[Entry],
        groups: &[Range<usize>],
        may_go: impl Fn(usize) -> bool,
        may_move: impl FnOnce(&[Option<usize>]) -> bool,
    ) -> Self {
        let mut first: HashMap<&str, usize> = HashMap::new();
        let mut removed = vec![None; entries.len()];
        for (at, entry) in entries.iter().enumerate() {
            let Some(identity) = &entry.identity else {
                continue;
            };
            match first.get(identity.as_str()) {
                Some(stays) if may_go(at) => removed[at] = Some(*stays),
                Some(_) => {}
                None => {
                    first.insert(identity, at);
                }
            }
        }
        let may_move = may_move(&removed);
        let order = |group: &Range<usize>| {
            let mut order: Vec<usize> = group.clone().filter(|at| removed[*at].is_none()).collect();
            if may_move {
                order.sort_by(|a, b| entries[*a].rank.cmp(&entries[*b].rank));
            }
            order
        };
        let groups = groups.iter().map(order).collect();
        Self { groups, removed }
    }

    /// Whether anything moves or goes.
    pub(super) fn is_change(&self) -> bool {
        self.removed.iter().any(Option::is_some) || !self.order().is_sorted()
    }

    /// All entries that stay, in their new order.
    pub(super) fn order(&self) -> impl Iterator<Item = usize> {
        self.groups.iter().flatten().copied()
    }

    /// The text from the first entry to the end of the last. Comments of an entry that goes are put
    /// above the one that stays, unless it has them already.
    pub(super) fn compose(
        &self,
        units: &[Unit],
        groups: &[Range<usize>],
        source: &Source<'_>,
        comments: impl Fn(Range<usize>) -> Vec<String>,
    ) -> String {
        // By the entry that stays: the comments it has, and those it takes over.
        let mut inherited: HashMap<usize, (HashSet<String>, Vec<String>)> = HashMap::new();
        for (gone, stays) in self.removed.iter().enumerate() {
            let Some(stays) = stays else { continue };
            let (gone, kept) = (&units[gone], &units[*stays]);
            let (has, takes) = inherited.entry(*stays).or_insert_with(|| {
                let has = comments(kept.start..kept.end).into_iter().collect();
                (has, Vec::new())
            });
            for comment in comments(gone.start..gone.end) {
                if has.insert(comment.clone()) {
                    takes.push(comment);
                }
            }
        }
        let last = self.order().last();
        let ends_with_comma = units
            .last()
            .is_none_or(|unit| !matches!(unit.comma, Comma::Missing(_)));
        let mut out = String::new();
        for (number, order) in self.groups.iter().enumerate() {
            if let Some(before) = number.checked_sub(1).and_then(|before| groups.get(before)) {
                let gap = &source.text[units[before.end - 1].end..units[before.end].start];
                // Empty lines before entries that are all gone would part nothing.
                if !order.is_empty() || !gap.trim().is_empty() {
                    out.push_str(gap);
                }
            }
            for at in order {
                let unit = &units[*at];
                let line_break = source.line_break(unit.head);
                let head = &source.text[unit.head..unit.end];
                let indent = &head[..head.len() - head.trim_start().len()];
                for line in source.text[unit.start..unit.head].split_inclusive('\n') {
                    let comment = line.trim_start();
                    // Behind a block of text, a comment indented further than a dash would be text.
                    let is_deep = line.len() - comment.len() > indent.len();
                    out.push_str(if is_deep { indent } else { "" });
                    out.push_str(if is_deep { comment } else { line });
                }
                for comment in inherited.get(at).into_iter().flat_map(|(_, takes)| takes) {
                    out.extend([indent, comment, line_break]);
                }
                let has_comma = Some(*at) != last || ends_with_comma;
                out.push_str(&body(unit, source, has_comma));
                if !out.ends_with('\n') {
                    out.push_str(line_break);
                }
            }
        }
        // A file that does not end in a line break stays so.
        let end = units.last().map_or(0, |unit| unit.end);
        if !source.text[..end].ends_with('\n') {
            out.truncate(out.trim_end_matches(['\r', '\n']).len());
        }
        out
    }
}

/// The lines of an entry with or without a comma behind it.
fn body(unit: &Unit, source: &Source<'_>, has_comma: bool) -> String {
    let Unit { head, end, .. } = *unit;
    match unit.comma {
        Comma::At(at) if !has_comma => source.spelled(head..at) + &source.spelled(at + 1..end),
        Comma::Missing(at) if has_comma => {
            source.spelled(head..at) + "," + &source.spelled(at..end)
        }
        _ => source.spelled(head..end),
    }
}

/// Groups of entries: empty lines part them.
pub(super) fn groups(units: &[Unit]) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        match groups.last_mut() {
            Some(group) if units[at - 1].end == unit.start => group.end = at + 1,
            _ => groups.push(at..at + 1),
        }
    }
    groups
}
