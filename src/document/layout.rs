//! Where things stand that the tree does not keep: the entries of lists with what belongs to their
//! text, comments, anchors and aliases. For changing a file in place, so that all else stays byte for
//! byte.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle};

use super::parse::options;

/// An anchor or an alias.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark<'a> {
    /// Its first byte.
    pub at: usize,
    /// Its name.
    pub name: Cow<'a, str>,
    /// Whether it names a value; otherwise it stands for one.
    pub is_anchor: bool,
}

/// The places of one file, in bytes.
#[derive(Debug, Default)]
pub struct Layout<'a> {
    lists: HashMap<u32, Vec<Range<usize>>>,
    comments: Vec<Range<usize>>,
    marks: Vec<Mark<'a>>,
    kept_breaks: Vec<usize>,
    has_aliases: bool,
}

/// A list or map that is still open.
struct Frame {
    /// Where it begins, if it is a list.
    list: Option<u32>,
    /// Whether it ends with a bracket.
    is_flow: bool,
    entries: Vec<Range<usize>>,
    /// From the first to the last thing in it.
    covers: Range<usize>,
}

impl<'a> Layout<'a> {
    /// The layout of a text that was parsed without a fault; nothing of a text that was not.
    #[must_use]
    pub fn of(text: &'a str) -> Option<Self> {
        let mut layout = Self::default();
        let mut frames: Vec<Frame> = Vec::new();
        let mut options = options();
        options.emit_comments = true;
        options.emit_anchor_events = true;
        // Comments take no more room than the text that holds them.
        options.max_buffered_comment_events = usize::MAX;
        let mut opened = false;
        for event in Parser::new_from_str_with_options(text, options) {
            let (event, span) = event.ok()?;
            let range = span.byte_range().unwrap_or_default();
            match event {
                Event::Comment(..) => layout.comments.push(range),
                Event::Anchor(_, name) => {
                    layout.marks.push(Mark {
                        at: range.start,
                        name,
                        is_anchor: true,
                    });
                    belongs(&mut frames, range, opened);
                }
                Event::Alias(_) => {
                    layout.has_aliases = true;
                    layout.marks.push(Mark {
                        at: range.start,
                        name: text.get(range.start + 1..range.end)?.into(),
                        is_anchor: false,
                    });
                    opened = false;
                    entry(&mut frames, range);
                }
                Event::Scalar(_, style, ..) => {
                    opened = false;
                    layout.scalar(text, style, range, &mut frames)?;
                }
                Event::SequenceStart(style, ..) => {
                    opened = true;
                    frames.push(frame(Some(u32::try_from(range.start).ok()?), style, range));
                }
                Event::MappingStart(style, ..) => {
                    opened = true;
                    frames.push(frame(None, style, range));
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    opened = false;
                    layout.close(range.end, &mut frames);
                }
                Event::UnresolvedAlias(_) => return None,
                _ => {}
            }
        }
        // Anchors are told after the values that they name.
        layout.marks.sort_unstable_by_key(|mark| mark.at);
        layout
            .comments
            .sort_unstable_by_key(|comment| comment.start);
        Some(layout)
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        range: Range<usize>,
        frames: &mut [Frame],
    ) -> Option<()> {
        let written = text.get(range.clone())?;
        if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            // The text begins below the line that says how it is read.
            let header = text[..range.start].trim_end().lines().next_back();
            if header.is_some_and(|header| header.contains('+')) {
                self.kept_breaks.push(range.start);
            }
        }
        // A block of text takes the empty lines behind it along.
        let end = range.start + written.trim_end().len();
        entry(frames, range.start..end);
        Some(())
    }

    fn close(&mut self, end: usize, frames: &mut Vec<Frame>) {
        let Some(mut closed) = frames.pop() else {
            return;
        };
        if closed.is_flow {
            closed.covers.end = closed.covers.end.max(end);
        }
        if let Some(start) = closed.list {
            self.lists.insert(start, closed.entries);
        }
        entry(frames, closed.covers);
    }

    /// The text of each entry of the list that begins there, its anchor included, without the dash. An
    /// entry that is left out is empty.
    #[must_use]
    pub fn entries(&self, list: u32) -> Option<&[Range<usize>]> {
        self.lists.get(&list).map(Vec::as_slice)
    }

    /// The comments that begin within a range, without their line breaks.
    #[must_use]
    pub fn comments(&self, range: Range<usize>) -> &[Range<usize>] {
        let from = self.comments.partition_point(|c| c.start < range.start);
        let to = self.comments.partition_point(|c| c.start < range.end);
        &self.comments[from..to.max(from)]
    }

    /// Whether a comment begins there.
    #[must_use]
    pub fn is_comment(&self, at: usize) -> bool {
        self.comments.binary_search_by_key(&at, |c| c.start).is_ok()
    }

    /// The anchors and aliases within a range.
    #[must_use]
    pub fn marks(&self, range: Range<usize>) -> &[Mark<'a>] {
        let from = self.marks.partition_point(|m| m.at < range.start);
        let to = self.marks.partition_point(|m| m.at < range.end);
        &self.marks[from..to.max(from)]
    }

    /// Whether an alias stands anywhere.
    #[must_use]
    pub fn has_aliases(&self) -> bool {
        self.has_aliases
    }

    /// Whether a range holds a block of text to which the empty lines behind it belong (`|+`).
    #[must_use]
    pub fn keeps_breaks(&self, range: Range<usize>) -> bool {
        let from = self.kept_breaks.partition_point(|at| *at < range.start);
        self.kept_breaks.get(from).is_some_and(|at| *at < range.end)
    }
}

fn frame(list: Option<u32>, style: StructureStyle, at: Range<usize>) -> Frame {
    Frame {
        list,
        is_flow: style == StructureStyle::Flow,
        entries: Vec::new(),
        covers: at,
    }
}

/// A value of the innermost list or map.
fn entry(frames: &mut [Frame], range: Range<usize>) {
    let Some(frame) = frames.last_mut() else {
        return;
    };
    // A value that is left out has no place of its own.
    if range.start < range.end {
        cover(&mut frame.covers, &range);
    }
    if frame.list.is_some() {
        frame.entries.push(range);
    }
}

/// An anchor belongs to the value that was told last: the list or map just opened, or an entry.
fn belongs(frames: &mut [Frame], anchor: Range<usize>, opened: bool) {
    let Some(frame) = frames.last_mut() else {
        return;
    };
    cover(&mut frame.covers, &anchor);
    if !opened && let Some(last) = frame.entries.last_mut() {
        if last.start == last.end {
            *last = anchor;
        } else {
            cover(last, &anchor);
        }
    }
}

fn cover(range: &mut Range<usize>, also: &Range<usize>) {
    range.start = range.start.min(also.start);
    range.end = range.end.max(also.end);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries<'t>(text: &'t str, list: &str) -> Vec<&'t str> {
        let layout = Layout::of(text).unwrap();
        let at = u32::try_from(text.find(list).unwrap()).unwrap();
        let entries = layout.entries(at).unwrap().iter();
        entries.map(|range| &text[range.clone()]).collect()
    }

    #[test]
    fn entries_are_told_with_their_anchors_and_without_what_is_between_them() {
        let text = "a:\n  # one\n  - &x fab.com # two\n  -\n    &y\n    domain: b\n    why: >\n      \
                    long\n\n  - *x\n  -\n  - { c: d, # three\n      e: f }\nz: 1\n";
        assert_eq!(
            entries(text, "- &x"),
            [
                "&x fab.com",
                "&y\n    domain: b\n    why: >\n      long",
                "*x",
                "",
                "{ c: d, # three\n      e: f }"
            ]
        );
        assert_eq!(
            entries("a: [b, &c 'd', {e: f}, g: h, [i]]", "[b"),
            ["b", "&c 'd'", "{e: f}", "g: h", "[i]"]
        );
    }

    #[test]
    fn comments_and_marks_are_found_by_place() {
        let text = "a: \"# no\" # yes\nb: &x 1\nc: *x\nd: |\n  # no\n# yes\ne: |+\n  x\n\n";
        let layout = Layout::of(text).unwrap();
        let comments = layout.comments(0..text.len()).iter();
        let comments: Vec<_> = comments.map(|c| (c.start, &text[c.clone()])).collect();
        let second = text.rfind("# yes").unwrap();
        assert_eq!(comments, [(10, "# yes"), (second, "# yes")]);
        assert!(layout.is_comment(10) && !layout.is_comment(4));
        let marks: Vec<_> = layout.marks(0..30).iter().map(|m| &*m.name).collect();
        assert_eq!(marks, ["x", "x"]);
        assert!(layout.has_aliases() && layout.marks(0..16).is_empty());
        assert!(layout.keeps_breaks(second..text.len()) && !layout.keeps_breaks(0..second));
    }

    #[test]
    fn any_number_of_comments_is_read() {
        let text = format!("a:\n{}  - b\n", "  # why\n".repeat(5_000));
        let layout = Layout::of(&text).unwrap();
        assert_eq!(layout.comments(0..text.len()).len(), 5_000);
    }
}
