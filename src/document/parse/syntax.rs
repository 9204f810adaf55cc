//! What the parser objects to, in words for the person who wrote the file.

use granit_parser::{ErrorKind, ScanError};

use super::{DEPTH, quotes};
use crate::diagnostics::{Finding, SYNTAX, TOO_LARGE};
use crate::text::{FileId, Span, is_hostile, printable};

/// Bytes of a text, moved onto its characters.
pub(super) fn span(file: FileId, text: &str, start: usize, end: usize) -> Span {
    let start = text.floor_char_boundary(start);
    let end = text.ceil_char_boundary(end.max(start));
    // Longer texts are refused before.
    let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(file, short(start), short(end))
}

/// More levels than are read.
pub(super) fn too_deep(span: Span) -> Finding {
    Finding::new(&TOO_LARGE, format!("nested deeper than {DEPTH} levels"))
        .at(span, "one level too deep")
}

/// An alias without its anchor; nearly always text that should be in quotes.
pub(super) fn unknown_alias(name: &str, span: Span) -> Finding {
    if let Some(domain) = domain(name.trim_start_matches('.')).filter(|_| name.starts_with('.')) {
        return Finding::new(
            &SYNTAX,
            format!("*.{domain} without quotes is an alias in YAML, not a domain"),
        )
        .at(span, "a domain such as fabrikam.com")
        .fix(domain, "the domain itself; Teams takes no wildcards")
        .fix(
            format!("\"*.{domain}\""),
            "for mail, where wildcards are taken",
        );
    }
    let name = printable(name);
    Finding::new(
        &SYNTAX,
        format!("*{name} is an alias in YAML, and nothing has that name"),
    )
    .at(span, "text that starts with * needs quotes")
    .fix(format!("\"*{name}\""), "as text")
}

/// The finding for an error of the parser.
pub(super) fn explain(error: &ScanError, file: FileId, text: &str) -> Finding {
    let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
    let at = text.floor_char_boundary(at);
    let place = span(file, text, at, at + word(&text[at..]).len());
    if let Some((start, end)) = merge_mark(text, &[OURS, THEIRS, BETWEEN]) {
        return unresolved(span(file, text, start, end), "a mark of git, not YAML");
    }
    if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
        return too_deep(place);
    }
    if let Some(tab) = tab(error.kind(), text, at) {
        return Finding::new(&SYNTAX, "a tab as indentation")
            .at(span(file, text, tab, tab + 1), "a tab")
            .advice("indent with spaces; editors can convert the file");
    }
    if let ErrorKind::UnexpectedCharacter { character } = error.kind() {
        return unexpected(*character, place, text);
    }
    if let Some(finding) = quotes::unclosed(error.kind(), place, file, text) {
        return finding;
    }
    if let Some((start, key, value)) = glued(error.kind(), text, at) {
        let end = start + key.len() + 1 + value.len();
        return Finding::new(&SYNTAX, format!("a space is missing after \"{key}:\""))
            .at(span(file, text, start, end), "read as one text")
            .fix(format!("{key}: {}", printable(value)), "");
    }
    let (message, label, advice) = words(error.kind(), &text[at..]);
    let finding = Finding::new(&SYNTAX, message).at(place, label);
    if advice.is_empty() {
        finding
    } else {
        finding.advice(advice)
    }
}

/// How lines begin that git writes into a file where two branches meet.
const OURS: &str = "<<<<<<< ";
const THEIRS: &str = ">>>>>>> ";
/// The whole line between the two; by itself it may be anybody's ruler.
const BETWEEN: &str = "=======";

/// The fault of a text, other than YAML, in which git left an unresolved merge.
#[must_use]
pub fn unresolved_merge(file: FileId, text: &str) -> Option<Finding> {
    let (start, end) = merge_mark(text, &[OURS, THEIRS])?;
    Some(unresolved(span(file, text, start, end), "a mark of git"))
}

fn unresolved(place: Span, label: &str) -> Finding {
    Finding::new(&SYNTAX, "git left a merge here that nobody has resolved")
        .at(place, label)
        .advice(
            "keep the lines that count, and delete the lines that start with <<<<<<<, ======= and \
             >>>>>>>; git status names every such file",
        )
}

/// The first line with one of these marks.
fn merge_mark(text: &str, marks: &[&str]) -> Option<(usize, usize)> {
    let is_mark = |line: &str| {
        let begins = |mark: &&str| match *mark {
            BETWEEN => line == BETWEEN,
            mark => line.starts_with(mark),
        };
        marks.iter().any(begins)
    };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let written = line.trim_end();
        if is_mark(written) {
            return Some((at, at + written.len()));
        }
        at += line.len();
    }
    None
}

/// `enabled:true` in the line of an error or the one before it: where, the key and what follows.
fn glued<'t>(kind: &ErrorKind, text: &'t str, at: usize) -> Option<(usize, &'t str, &'t str)> {
    use ErrorKind as E;
    if !matches!(
        kind,
        E::SimpleKeyExpected | E::MappingValueNotAllowed | E::InvalidSimpleKey
    ) {
        return None;
    }
    let start = |at: usize| text[..at].rfind('\n').map_or(0, |end| end + 1);
    let here = start(at);
    let before = here.checked_sub(1).map(start);
    [Some(here), before].into_iter().flatten().find_map(|from| {
        let line = text[from..].lines().next()?;
        let written = line.trim_start_matches([' ', '-']);
        let (key, value) = written.trim_end().split_once(':')?;
        let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        let is_glued = is_key && !value.is_empty() && !value.starts_with([' ', '/']);
        (is_glued && !value.contains(": ")).then_some((
            from + line.len() - written.len(),
            key,
            value,
        ))
    })
}

/// A text that has the form of a domain.
fn domain(text: &str) -> Option<&str> {
    let is_label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    (text.contains('.') && text.split('.').all(is_label)).then_some(text)
}

/// What to mark from the place of an error on: the word there, at least one character.
pub(super) fn word(rest: &str) -> &str {
    let first = rest.chars().next().map_or(0, char::len_utf8);
    if rest.starts_with(['\n', '\r']) {
        return "";
    }
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}'));
    let end = end.unwrap_or(rest.len()).clamp(first, 80.max(first));
    &rest[..rest.floor_char_boundary(end)]
}

/// The tab that indents the line of an error or the line after it, if that is what went wrong.
fn tab(kind: &ErrorKind, text: &str, at: usize) -> Option<usize> {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let about_tabs = matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInPlainScalar
    );
    let mut from = start;
    for line in text[start..]
        .split_inclusive('\n')
        .take(if about_tabs { 1_000 } else { 1 })
    {
        let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indentation].find('\t') {
            return Some(from + tab);
        }
        from += line.len();
    }
    // A tab that separates, such as the one after a dash.
    about_tabs.then(|| text[at..].find('\t').map_or(at, |tab| at + tab))
}

/// A character that may not stand where it does.
fn unexpected(character: char, place: Span, text: &str) -> Finding {
    let rest = &text[place.start as usize..];
    if is_hostile(character) {
        let name = format!("U+{:04X}", u32::from(character));
        // The parser gives the start of the text that holds it.
        let start = place.start as usize + rest.find(character).unwrap_or(0);
        let at = span(place.file, text, start, start + character.len_utf8());
        return Finding::new(&SYNTAX, format!("the control character {name} in the file"))
            .at(at, format!("{name} stands here"))
            .advice("delete it; it often comes with text that was pasted");
    }
    if let Some(domain) = word(rest).strip_prefix('@').and_then(domain) {
        return Finding::new(&SYNTAX, format!("@{domain} is not a domain"))
            .at(place, "a domain such as fabrikam.com")
            .fix(domain, "the domain itself");
    }
    let start = printable(word(rest)).into_owned();
    Finding::new(
        &SYNTAX,
        format!("text can't start with {character} in YAML"),
    )
    .at(place, "needs quotes")
    .fix(format!("\"{}\"", start.replace(['"', '\\'], "")), "as text")
}

type Words = (&'static str, &'static str, &'static str);

/// Message, label and advice.
fn words(kind: &ErrorKind, rest: &str) -> Words {
    use ErrorKind as E;
    match kind {
        E::DirectiveDisallowed | E::MissingDirectiveName | E::InvalidDirectiveName => (
            "a line that starts with % is a directive",
            "not read",
            "delete the line; guestlist reads YAML 1.2 without directives",
        ),
        E::UndeclaredTagHandle
        | E::ExpectedTagBang
        | E::InvalidTagTerminator
        | E::MissingTagUri => (
            "a word that starts with ! is a tag in YAML, and tags are not read",
            "a tag",
            "delete it, or put the text in quotes",
        ),
        E::MissingAnchorOrAliasName if rest.starts_with('*') => (
            "text can't start with * in YAML",
            "needs quotes",
            "put it in quotes: \"*\"",
        ),
        E::MissingAnchorOrAliasName => (
            "text can't start with & in YAML",
            "needs quotes",
            "put it in quotes: \"&\"",
        ),
        E::SimpleKeyExpected => (
            "a line without a colon where a key is due",
            "a key needs \": \" behind it",
            "write key: value; an entry of a list starts with \"- \"",
        ),
        E::MappingValueNotAllowed | E::InvalidColonPlacement => (
            "a colon that does not fit here",
            "a second key: value in one place",
            "check the indentation, and the brackets before it; text that holds \": \" goes in quotes",
        ),
        E::BlockSequenceEntryNotAllowed | E::BlockEntryInFlowCollection => (
            "an entry of a list that does not fit here",
            "a dash here",
            "entries that start with \"- \" stand on lines of their own below the key",
        ),
        _ => delimiters(kind),
    }
}

/// Quotes, brackets and indentation.
fn delimiters(kind: &ErrorKind) -> Words {
    use ErrorKind as E;
    match kind {
        E::MismatchedFlowCollectionEnd { .. } => (
            "a bracket is closed by one of another kind",
            "opened here",
            "[ ends with ], and { with }",
        ),
        E::UnclosedFlowCollection { .. }
        | E::UnexpectedEofFlowSequence
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping
        | E::ExpectedFlowMappingSeparator
        | E::ExpectedFlowSequenceSeparator => (
            "a bracket is not closed, or a comma is missing",
            "here at the latest",
            "[a, b] and {a: 1, b: 2} end with the bracket that they start with",
        ),
        E::MisplacedFlowCollectionEnd => ("a closing bracket too many", "nothing is open here", ""),
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar => (
            "a quote is not closed",
            "the quote opened here",
            "close it with the same quote",
        ),
        E::InvalidQuotedScalarIndent => (
            "a quote is not closed on its line",
            "still inside the quotes here",
            "close the quote; text over several lines is indented further than its key",
        ),
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => (
            "text goes on behind the closing quote",
            "nothing may follow the quote",
            "put all of it in quotes; in single quotes a quote is written twice",
        ),
        E::UnknownQuotedScalarEscape | E::InvalidQuotedScalarHexEscape => (
            "an unknown escape in double quotes",
            "in this text",
            "write \\\\ for a backslash, or use single quotes",
        ),
        E::CommentInterceptedScalar => (
            "a comment inside text that goes on after it",
            "the text goes on below",
            "check the indentation of the next line",
        ),
        E::CommentNotSeparated => ("a # without a space before it", "a space is missing", ""),
        E::InvalidSimpleKey => (
            "a key that is too long or spans lines",
            "a key stands on one line",
            "",
        ),
        E::MappingKeyNotAllowed
        | E::ExpectedBlockMappingKey
        | E::ExpectedBlockSequenceEntry
        | E::InvalidIndentation
        | E::InvalidFlowScalarIndent
        | E::InvalidBlockScalarIndent
        | E::ExpectedNodeContent => (
            "the indentation does not fit the lines above",
            "this line",
            "keys of one block, and dashes of one list, start in the same column",
        ),
        E::ZeroBlockScalarIndent | E::InvalidBlockScalarHeader => (
            "text can't start with | or > in YAML",
            "starts a block of text",
            "put it in quotes",
        ),
        E::BomInsideDocument => (
            "a byte order mark inside the file",
            "invisible mark U+FEFF",
            "delete it; it often comes from files that were joined",
        ),
        E::InvalidDocumentEnd | E::ExpectedDocumentStart => (
            "text that belongs to nothing above",
            "not expected here",
            "check the indentation",
        ),
        _ => (
            "this is not YAML that guestlist reads",
            "not expected here",
            "check the indentation, quotes and brackets up to here",
        ),
    }
}
