//! The few lines around marked places, made ready to be shown: hostile characters are written out,
//! long lines are cut, and the marks move along. Costs the lines it shows, not the file.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::diagnostics::Label;
use crate::render::{Terminal, layout};
use crate::text::{FileId, SourceFile, Sources, is_hostile};

/// Columns of a tab.
const TAB: &str = "    ";
/// Columns of the line from a mark to its words.
const LABEL_LEAD: usize = 4;
/// Characters in the words beside a mark, at most.
const LABEL_MOST: usize = 200;
/// Characters that are shown a column, at most: some have no width and would add up without end.
const CELLS: usize = 4;
/// Bytes on either side of a mark that are looked at: more than 120 columns can show, so that a line of
/// 100 MB costs no more than others.
const REACH: usize = 8_192;
/// Lines from one marked place to the next that are still shown as one excerpt.
const NEAR: u32 = 4;

/// A marked place, as it stands in the file.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) file: FileId,
    /// 1-based.
    pub(super) line: u32,
    /// 1-based, in characters.
    pub(super) column: u32,
    pub(super) label: String,
    pub(super) primary: bool,
    /// First byte of its line, after a byte order mark; of a very long line, a byte out of sight.
    line_start: usize,
    /// Bytes of the file; of a place of several lines the part on the first.
    range: Range<usize>,
}

impl Mark {
    pub(super) fn new(
        label: &Label,
        primary: bool,
        sources: &Sources,
        terminal: &Terminal,
    ) -> Self {
        let file = sources.file(label.span.file);
        let text = file.text();
        let start = text.floor_char_boundary(label.span.start as usize);
        let reach = text.floor_char_boundary(start.saturating_sub(REACH));
        let line_start = text[reach..start]
            .rfind('\n')
            .map_or(reach, |at| reach + at + 1);
        let line = line_around(text, line_start, start);
        let line_end = line_start + line.len();
        let mark = '\u{feff}';
        let line_start = line_start + usize::from(line.starts_with(mark)) * mark.len_utf8();
        let start = start.clamp(line_start, line_end);
        let end = text.floor_char_boundary(label.span.end as usize);
        let end = if end > line_end {
            line_start + text[line_start..line_end].trim_end().len()
        } else {
            end
        };
        let (line, column) = file.position(label.span.start);
        Self {
            file: label.span.file,
            line,
            column,
            label: layout::legible(&label.text, LABEL_MOST, terminal),
            primary,
            line_start,
            range: start..end.max(start),
        }
    }

    /// Whether both can be marked in one excerpt.
    pub(super) fn fits_beside(&self, other: &Self, file: &SourceFile, terminal: &Terminal) -> bool {
        if self.file != other.file || self.line.abs_diff(other.line) > NEAR {
            return false;
        }
        if self.line != other.line {
            return true;
        }
        let (first, second) = if self.range.start <= other.range.start {
            (&self.range, &other.range)
        } else {
            (&other.range, &self.range)
        };
        let apart = second.start >= first.end.max(first.start + 1);
        let between = &file.text()[first.start..second.end.max(first.end)];
        apart && shown_width(between, terminal.columns()) <= terminal.columns() / 3
    }
}

/// The line from a byte on that goes through `middle`, without its line break, as far as can be seen.
fn line_around(text: &str, start: usize, middle: usize) -> &str {
    let line = &text[start..text.floor_char_boundary(middle.saturating_add(REACH))];
    let line = line.find('\n').map_or(line, |end| &line[..end]);
    line.strip_suffix('\r').unwrap_or(line)
}

/// A mark in the prepared text.
#[derive(Debug)]
pub(super) struct Placed {
    /// Bytes of [`Excerpt::text`]; never empty.
    pub(super) range: Range<usize>,
    /// 1-based line and column in the file.
    pub(super) position: (u32, u32),
    /// Words beside the mark, wrapped; may be empty.
    pub(super) label: String,
    pub(super) primary: bool,
}

/// Lines that follow one another in a file, with their marks.
#[derive(Debug)]
pub(super) struct Excerpt {
    /// Path, printable.
    pub(super) path: String,
    /// The lines, joined by line breaks.
    pub(super) text: String,
    /// 1-based number of the first line.
    pub(super) first_line: u32,
    /// Marks in the order of the text.
    pub(super) marks: Vec<Placed>,
}

impl Excerpt {
    /// The lines of the marks, which fit beside each other, and the line above unless it is empty.
    pub(super) fn new(mut marks: Vec<Mark>, file: &SourceFile, terminal: &Terminal) -> Self {
        marks.sort_by_key(|m| m.range.start);
        let last_line = marks.last().map_or(1, |m| m.line);
        let first_marked = marks.first().map_or(1, |m| m.line);
        let above = first_marked.saturating_sub(1);
        let first_line = if above == 0 || file.line(above).trim().is_empty() {
            first_marked
        } else {
            above
        };
        // ` 13 │ ` stands before each line.
        let columns = terminal.columns() - (last_line.to_string().len() + 4);
        let mut excerpt = Self {
            path: layout::shown(file.path(), 1_000, terminal),
            text: String::new(),
            first_line,
            marks: Vec::new(),
        };
        let mut marks = marks.into_iter().peekable();
        for number in first_line..=last_line {
            let mut here = Vec::new();
            while let Some(mark) = marks.next_if(|m| m.line == number) {
                here.push(mark);
            }
            if number > first_line {
                excerpt.text.push('\n');
            }
            excerpt.push_line(number, &here, file, columns, terminal);
        }
        excerpt
    }

    fn push_line(
        &mut self,
        number: u32,
        marks: &[Mark],
        file: &SourceFile,
        columns: usize,
        terminal: &Terminal,
    ) {
        let Some(first) = marks.first() else {
            let line = file.line(number).trim_start_matches('\u{feff}');
            self.text.push_str(&row(line, 0, columns, terminal).text);
            return;
        };
        let base = first.line_start;
        let line = line_around(file.text(), base, first.range.start);
        let start = first_shown(line, base, marks, columns, terminal);
        let mut row = row(line, start, columns, terminal);
        for mark in marks {
            let range = row.place(mark.range.start - base..mark.range.end - base);
            let before = layout::width(&row.text[..range.start]);
            let middle = layout::width(&row.text[range.clone()]) / 2;
            let room = columns.saturating_sub(before + middle + LABEL_LEAD).max(12);
            let offset = self.text.len();
            self.marks.push(Placed {
                range: offset + range.start..offset + range.end,
                position: (mark.line, mark.column),
                label: layout::wrap(&mark.label, room).join("\n"),
                primary: mark.primary,
            });
        }
        self.text.push_str(&row.text);
    }
}

/// The byte of the line to begin with, so that the marks and a good part of their words fit.
fn first_shown(
    line: &str,
    base: usize,
    marks: &[Mark],
    columns: usize,
    terminal: &Terminal,
) -> usize {
    let start = marks.first().map_or(0, |m| m.range.start - base);
    let end = marks.last().map_or(start, |m| m.range.end - base);
    let marked = shown_width(&line[start..end], columns);
    let words = marks.iter().map(|m| layout::width(&m.label)).max();
    let words = LABEL_LEAD + words.unwrap_or(0).min(columns / 2 - 6);
    let from_start = if marks.len() == 1 {
        marked.max(marked / 2 + words)
    } else {
        marked + words
    };
    let ellipsis = terminal.ellipsis().chars().count();
    let mut room = columns.saturating_sub(from_start + ellipsis);
    let mut first = start;
    for (at, c) in line[..start].char_indices().rev().take(columns * CELLS) {
        let Some(left) = room.checked_sub(cell(c).1) else {
            break;
        };
        room = left;
        first = at;
    }
    first
}

/// What stands for a character, and its columns.
fn cell(c: char) -> (String, usize) {
    if c == '\t' {
        (TAB.to_owned(), TAB.len())
    } else if is_hostile(c) {
        let escaped = c.escape_unicode().to_string();
        let width = escaped.len();
        (escaped, width)
    } else {
        (c.to_string(), c.width().unwrap_or(0))
    }
}

/// Columns of the text once it is shown, at most `most`; a text of more characters than are ever shown
/// counts as that wide.
fn shown_width(text: &str, most: usize) -> usize {
    let mut used = 0;
    for (number, c) in text.chars().enumerate() {
        used += cell(c).1;
        if used >= most || number >= most * CELLS {
            return most;
        }
    }
    used
}

/// A prepared line.
struct Row {
    text: String,
    /// Byte in the line, byte in `text`, of every character shown, and of the end.
    cells: Vec<(usize, usize)>,
}

impl Row {
    /// Where bytes of the line are in the prepared text; at least one character, a blank if need be.
    fn place(&mut self, bytes: Range<usize>) -> Range<usize> {
        let at = |byte: usize| self.cells.partition_point(|(from, _)| *from < byte);
        let last = self.cells.len() - 1;
        let start = at(bytes.start).min(last);
        let end = at(bytes.end).clamp(start, last);
        if start == last {
            // The place after the last character.
            let blank = self.cells[last].1;
            if self.text.len() == blank {
                self.text.push(' ');
            }
            let one = self.text[blank..].chars().next().map_or(0, char::len_utf8);
            return blank..blank + one;
        }
        self.cells[start].1..self.cells[end.max(start + 1)].1
    }
}

/// The line from a byte on, in at most so many columns; an ellipsis stands for what is cut off.
fn row(line: &str, start: usize, columns: usize, terminal: &Terminal) -> Row {
    let ellipsis = terminal.ellipsis();
    let dots = ellipsis.chars().count();
    let mut text = String::new();
    let mut used = 0;
    if start > 0 {
        text.push_str(ellipsis);
        used = dots;
    }
    let mut cells = Vec::new();
    // Where to cut if the line turns out to be too long.
    let mut fits = (0, text.len(), start);
    let mut end = line.len();
    let most = columns * CELLS;
    for (at, c) in line[start..].char_indices() {
        let (shown, width) = cell(c);
        if used + width > columns || cells.len() == most {
            let (count, length, byte) = fits;
            cells.truncate(count);
            text.truncate(length);
            end = byte;
            break;
        }
        cells.push((start + at, text.len()));
        text.push_str(&shown);
        used += width;
        if used + dots <= columns {
            fits = (cells.len(), text.len(), start + at + c.len_utf8());
        }
    }
    cells.push((end, text.len()));
    if end < line.len() {
        text.push_str(ellipsis);
    }
    Row { text, cells }
}
