//! A YAML file: its domain lists are put in order in place, all else stays byte for byte.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::entry::Entry;
use super::lines::{Arranged, Comma, Source, Unit, groups};
use super::places::{Place, Places};
use crate::document::{Kind, Layout, Node, Style};

/// The text in canonical form; nothing if its layout can't be told.
pub(super) fn canonical(text: &str, tree: &Node<'_>) -> Option<String> {
    let layout = Layout::of(text)?;
    let places = Places::of(tree, layout.has_aliases());
    let mut source = Source {
        text,
        words: BTreeMap::new(),
    };
    let mut lists = Vec::new();
    for place in &places.lists {
        let read = |node| Entry::of_node(node, place.written, text);
        let mut entries: Vec<Entry> = place.entries.iter().map(read).collect();
        let spellings = entries.iter_mut().filter_map(|e| e.spelling.take());
        for (range, word) in spellings {
            let quote = usize::from(text[..range.start].ends_with(['"', '\'']));
            // The place of a text begins with its quote.
            if places.is_free(u32::try_from(range.start - quote).ok()?) {
                source.words.insert(range.start, (range.end, word));
            }
        }
        lists.push((place, entries));
    }
    let mut parts: Vec<(Range<usize>, String)> = lists
        .iter()
        .filter(|(place, _)| places.is_free(place.node.span.start))
        .filter_map(|(place, entries)| {
            let list = List {
                place,
                entries,
                ranges: layout.entries(place.node.span.start)?,
                layout: &layout,
                source: &source,
            };
            list.arranged()
                .filter(|_| entries.len() == list.ranges.len())
        })
        .collect();
    parts.sort_unstable_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, part) in parts {
        out.push_str(&source.spelled(at..range.start));
        out.push_str(&part);
        at = range.end;
    }
    out.push_str(&source.spelled(at..text.len()));
    Some(out)
}

/// A domain list in its file.
struct List<'l> {
    place: &'l Place<'l, 'l>,
    entries: &'l [Entry],
    /// The text of each entry.
    ranges: &'l [Range<usize>],
    layout: &'l Layout<'l>,
    source: &'l Source<'l>,
}

impl List<'_> {
    /// The lines that change, and what stands there then.
    fn arranged(&self) -> Option<(Range<usize>, String)> {
        if self.ranges.len() != self.entries.len() || self.entries.len() < 2 {
            return None;
        }
        let units = match self.place.node.style {
            Style::Block => Some(self.block()?),
            _ => self.flow_by_lines(),
        };
        match units {
            Some(units) => self.by_lines(&units),
            None => self.in_line(),
        }
    }

    fn by_lines(&self, units: &[Unit]) -> Option<(Range<usize>, String)> {
        let (first, last) = (units.first()?, units.last()?);
        let region = first.start..last.end;
        if self.layout.keeps_breaks(region.clone()) {
            return None;
        }
        let places: Vec<Range<usize>> = units.iter().map(|u| u.start..u.end).collect();
        let groups = groups(units);
        let arranged = self.arrange(&places, &groups);
        let comments = |range: Range<usize>| {
            let comments = self.layout.comments(range).iter();
            let text = |c: &Range<usize>| self.source.text[c.clone()].trim_end().to_owned();
            comments.map(text).collect()
        };
        arranged.is_change().then(|| {
            (
                region,
                arranged.compose(units, &groups, self.source, comments),
            )
        })
    }

    fn arrange(&self, places: &[Range<usize>], groups: &[Range<usize>]) -> Arranged {
        let has_anchor = |at: usize| {
            let mut marks = self.layout.marks(places[at].clone()).iter();
            marks.any(|mark| mark.is_anchor)
        };
        let may_move = |removed: &[Option<usize>]| !self.is_tied(places, removed);
        Arranged::new(self.entries, groups, |at| !has_anchor(at), may_move)
    }

    /// Whether an entry that stays names a value that another one repeats or names again: what an alias
    /// stands for depends on the order then.
    fn is_tied(&self, places: &[Range<usize>], removed: &[Option<usize>]) -> bool {
        // Where a name stands, and whether it was given there.
        let mut names: HashMap<&str, (usize, bool)> = HashMap::new();
        let all = places.iter().zip(removed).enumerate();
        for (at, (place, _)) in all.filter(|(_, (_, gone))| gone.is_none()) {
            for mark in self.layout.marks(place.clone()) {
                let (first, given) = names.entry(&mark.name).or_insert((at, mark.is_anchor));
                *given |= mark.is_anchor;
                if *first != at && *given {
                    return true;
                }
            }
        }
        false
    }

    /// Entries behind dashes.
    fn block(&self) -> Option<Vec<Unit>> {
        let source = self.source;
        let text = source.text;
        let mut dash = self.first_dash()?;
        let column = dash - source.line_start(dash);
        let mut units: Vec<Unit> = Vec::with_capacity(self.ranges.len());
        for (range, node) in self.ranges.iter().zip(self.place.entries) {
            if let Some(before) = units.last() {
                dash = self.next_dash(before.end, column)?;
            }
            let head = source.line_start(dash);
            if !text[head..dash].bytes().all(|b| b == b' ') {
                return None;
            }
            let mut end = source.next_line(range.end.max(dash + 1));
            // Comments that are indented like the keys of an entry belong to it.
            let is_map = matches!(node.kind, Kind::Map(_)) && node.style == Style::Block;
            while is_map && self.comment_line(end).is_some_and(|indent| indent > column) {
                end = source.next_line(end);
            }
            let start = self.with_comments(head, units.last().map_or(0, |unit| unit.end));
            units.push(Unit {
                start,
                head,
                end,
                comma: Comma::Never,
            });
        }
        Some(units)
    }

    /// The dash of the first entry. A list that is indented no further than its key is said to begin
    /// behind it.
    fn first_dash(&self) -> Option<usize> {
        let mut line = self.source.line_start(self.place.node.span.start as usize);
        loop {
            if let Some(dash) = self.dash(line) {
                return Some(dash);
            }
            // The first line may hold what stands below its dash.
            line = self.source.line_start(line.checked_sub(1)?);
            if self.dash(line).is_none() && !self.is_between(line) {
                return None;
            }
        }
    }

    /// The next dash in that column; between entries are only comments and empty lines.
    fn next_dash(&self, from: usize, column: usize) -> Option<usize> {
        let mut line = from;
        while self.is_between(line) {
            line = self.source.next_line(line);
        }
        self.dash(line).filter(|dash| dash - line == column)
    }

    /// The dash with which a line begins.
    fn dash(&self, line: usize) -> Option<usize> {
        let rest = &self.source.text[line..];
        let dash = line + rest.len() - rest.trim_start_matches(' ').len();
        let behind = self.source.text[dash..].strip_prefix('-')?;
        let ends = behind.is_empty() || behind.starts_with([' ', '\t', '\r', '\n']);
        ends.then_some(dash)
    }

    /// Whether a line holds no more than a comment; there is none behind the last.
    fn is_between(&self, line: usize) -> bool {
        let text = &self.source.text[line..self.source.next_line(line)];
        !text.is_empty() && (text.trim().is_empty() || self.comment_line(line).is_some())
    }

    /// How far a line that holds nothing but a comment is indented, in bytes.
    fn comment_line(&self, at: usize) -> Option<usize> {
        let rest = &self.source.text[at..];
        let indent = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        self.layout.is_comment(at + indent).then_some(indent)
    }

    /// Where the comments directly above a line begin, not before `least`.
    fn with_comments(&self, head: usize, least: usize) -> usize {
        let mut start = head;
        while start > least {
            let above = self.source.line_start(start - 1);
            if above < least || self.comment_line(above).is_none() {
                break;
            }
            start = above;
        }
        start
    }

    /// Entries between brackets that have a line each.
    fn flow_by_lines(&self) -> Option<Vec<Unit>> {
        let source = self.source;
        let text = source.text;
        let blank = |c: char| c == ' ' || c == '\t';
        let mut least = source.next_line(self.place.node.span.start as usize);
        let mut units: Vec<Unit> = Vec::with_capacity(self.ranges.len());
        for range in self.ranges {
            let head = source.line_start(range.start);
            if head < least || !text[head..range.start].chars().all(blank) {
                return None;
            }
            let end = source.next_line(range.end);
            let behind = text[range.end..end].trim_start_matches(blank);
            let (comma, rest) = match behind.strip_prefix(',') {
                Some(rest) => (Comma::At(end - behind.len()), rest),
                None => (Comma::Missing(range.end), behind),
            };
            let rest = rest.trim_start_matches(blank);
            if !rest.trim_end().is_empty() && !self.layout.is_comment(end - rest.len()) {
                return None;
            }
            let start = self.with_comments(head, least);
            least = end;
            units.push(Unit {
                start,
                head,
                end,
                comma,
            });
        }
        // A comma that stands at the beginning of the next line.
        let (_, all_but_last) = units.split_last()?;
        let separated = |unit: &Unit| matches!(unit.comma, Comma::At(_));
        all_but_last.iter().all(separated).then_some(units)
    }

    /// Entries between brackets on common lines: the entries change places, what is between them
    /// stays. Nothing if comments are between them, of which nobody knows where they belong.
    fn in_line(&self) -> Option<(Range<usize>, String)> {
        let span = self.place.node.span;
        let (first, last) = (self.ranges.first()?, self.ranges.last()?);
        let comments = self.layout.comments(span.start as usize..span.end as usize);
        let is_inside = |comment: &Range<usize>| {
            let at = self.ranges.partition_point(|r| r.end <= comment.start);
            self.ranges.get(at).is_some_and(|r| r.start < comment.start)
        };
        if !comments.iter().all(is_inside) {
            return None;
        }
        let all = 0..self.ranges.len();
        let arranged = self.arrange(self.ranges, std::slice::from_ref(&all));
        if !arranged.is_change() {
            return None;
        }
        let mut between = self
            .ranges
            .windows(2)
            .map(|pair| pair[0].end..pair[1].start);
        let mut out = String::new();
        for at in arranged.order() {
            if !out.is_empty() {
                out.push_str(&self.source.text[between.next()?]);
            }
            out.push_str(&self.source.spelled(self.ranges[at].clone()));
        }
        Some((first.start..last.end, out))
    }
}
