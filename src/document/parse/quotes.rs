//! Where a quote opened that the parser found unclosed further on.

use granit_parser::{ErrorKind, Parser};

use super::{options, syntax};
use crate::diagnostics::{Finding, SYNTAX};
use crate::text::{FileId, Span};

/// The fault of a quote that is open longer than was meant, at the place where it opened; nothing if
/// the error is about something else, or the quote stands on the line of the error.
pub(super) fn unclosed(kind: &ErrorKind, place: Span, file: FileId, text: &str) -> Option<Finding> {
    let at = place.start as usize;
    let (inside, noticed) = match kind {
        ErrorKind::InvalidQuotedScalarIndent => (at, "still inside the quotes here"),
        // What closed it was to open the next one.
        ErrorKind::InvalidTrailingSingleQuotedScalar => {
            (text[..at].rfind('\'')?, "the quote before this closed it")
        }
        ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            (text[..at].rfind('"')?, "the quote before this closed it")
        }
        _ => return None,
    };
    let opened = opened(text, inside)?;
    let line = text[opened..].lines().next().unwrap_or_default();
    if opened + line.len() >= at {
        return None;
    }
    let opening = syntax::span(file, text, opened, opened + syntax::word(line).len());
    let finding = Finding::new(&SYNTAX, "a quote is not closed on its line")
        .at(opening, "the quote opened here")
        .advice("close the quote; text over several lines is indented further than its key");
    // At the end of the file there is nothing to show.
    Some(match text[at..].trim().is_empty() {
        true => finding,
        false => finding.related(place, noticed),
    })
}

/// Where the quote opened that is open at this byte, as the parser says that it does for a text that
/// ends there: up to that byte it reads the same.
fn opened(text: &str, inside: usize) -> Option<usize> {
    // Without the line breaks before it: whether a next line fits is not asked.
    let text = text[..inside].trim_end();
    let mut events = Parser::new_from_str_with_options(text, options());
    let error = events.find_map(Result::err)?;
    let is_open = matches!(error.kind(), ErrorKind::UnclosedQuotedScalar);
    let at = error.marker().byte_offset().filter(|_| is_open)?;
    (at < text.len() && text.is_char_boundary(at)).then_some(at)
}
