//! A list file: one domain a line, `#` comments.

use std::collections::BTreeMap;
use std::ops::Range;

use super::entry::Entry;
use super::lines::{Arranged, Comma, Source, Unit, groups};
use crate::model::domain::DomainError;
use crate::text::Spanned;

/// The text in canonical form, from its entries as they were read; or the entries that are no domains:
/// what holds something else is no list, and is left alone.
pub(super) fn canonical<'e>(
    text: &str,
    read: &'e [Spanned<String>],
) -> Result<String, Vec<(&'e Spanned<String>, DomainError)>> {
    let mut source = Source {
        text,
        words: BTreeMap::new(),
    };
    let (mut entries, mut units) = (Vec::new(), Vec::new());
    let mut wrong = Vec::new();
    let first_byte = text.len() - text.trim_start_matches('\u{feff}').len();
    for line in read {
        let place = line.span.start as usize..line.span.end as usize;
        let head = source.line_start(place.start).max(first_byte);
        match Entry::of_line(&line.value, place.clone()) {
            Ok(entry) => entries.push(entry),
            Err(error) => {
                wrong.push((line, error));
                continue;
            }
        }
        let least = units.last().map_or(first_byte, |unit: &Unit| unit.end);
        units.push(Unit {
            start: with_comments(&source, head, least),
            head,
            end: source.next_line(place.end),
            comma: Comma::Never,
        });
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let spellings = entries.iter_mut().filter_map(|entry| entry.spelling.take());
    let words = spellings.map(|(range, word)| (range.start, (range.end, word)));
    source.words = words.collect();
    // A comment at the top is about the file.
    let has_title = units
        .first()
        .is_some_and(|unit| unit.start == first_byte && unit.start < unit.head);
    if has_title {
        units[0].start = units[0].head;
    }
    let (Some(first), Some(last)) = (units.first(), units.last()) else {
        return Ok(text.to_owned());
    };
    let region = first.start..last.end;
    let groups = groups(&units);
    let arranged = Arranged::new(&entries, &groups, |_| true, |_| true);
    if !arranged.is_change() {
        return Ok(source.spelled(0..text.len()));
    }
    let mut out = text[..region.start].to_owned();
    if has_title && arranged.order().next() != Some(0) {
        // Or it would be read as the comment of whichever entry comes first now.
        out.push_str(source.line_break(region.start));
    }
    out.push_str(&arranged.compose(&units, &groups, &source, |range| comments(text, range)));
    out.push_str(&text[region.end..]);
    Ok(out)
}

/// Where the comments directly above a line begin, not before `least`.
fn with_comments(source: &Source<'_>, head: usize, least: usize) -> usize {
    let mut start = head;
    while start > least {
        let above = source.line_start(start - 1).max(least);
        if !source.text[above..start].trim_start().starts_with('#') {
            break;
        }
        start = above;
    }
    start
}

fn comments(text: &str, range: Range<usize>) -> Vec<String> {
    let comment = |line: &str| Some(line[line.find('#')?..].trim_end().to_owned());
    text[range].lines().filter_map(comment).collect()
}
