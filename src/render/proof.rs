//! Links of a chain and steps to take, as every page tells them.

use super::layout::{GAP, hanging, left_right, legible, shown, width, wrap};
use super::terminal::{Symbol, Terminal, style};
use crate::access::{Link, LinkOrigin, State};
use crate::text::{Sources, Span};
use crate::workflow::remedy::Step;

/// Longest text that is shown whole.
const TEXT: usize = 600;
/// Longest path that is shown whole.
const PATH: usize = 200;

/// Where a link stands: file and line, else where its value comes from. Nothing for a limit of what
/// is looked at: it says so itself.
pub(super) fn place(link: &Link, sources: &Sources) -> Option<String> {
    match (link.span, &link.origin) {
        (Some(span), _) => Some(at(span, sources)),
        (None, LinkOrigin::Fixed) if link.state == State::Unknown => None,
        (None, origin) => Some(origin.to_string()),
    }
}

/// Where the value of a link that has a place comes from, if that says more than the place.
pub(super) fn layer(link: &Link) -> Option<String> {
    let says_more = matches!(
        link.origin,
        LinkOrigin::Baseline(_) | LinkOrigin::List(_) | LinkOrigin::ListFile(_)
    );
    (link.span.is_some() && says_more).then(|| link.origin.to_string())
}

/// `file:line`
fn at(span: Span, sources: &Sources) -> String {
    let at = sources.location(span);
    format!("{}:{}", at.file, at.line)
}

/// `file:line` in a terminal.
pub(super) fn painted_place(span: Span, sources: &Sources, terminal: &Terminal) -> String {
    let place = shown(&at(span, sources), PATH, terminal);
    terminal.paint(style::PATH, &place)
}

/// A link in a terminal, from `indent` on; `lead` stands before its text.
pub(super) fn link(
    indent: usize,
    lead: &str,
    link: &Link,
    sources: &Sources,
    terminal: &Terminal,
) -> String {
    let symbol = match link.state {
        State::Open => Symbol::Good,
        State::Unknown => Symbol::Unknown,
        State::Shut => Symbol::Error,
    };
    let first = format!("{:indent$}{} ", "", terminal.symbol(symbol));
    let text = format!("{lead}{}", legible(&link.text, TEXT, terminal));
    let place = place(link, sources).unwrap_or_default();
    let place = terminal.paint(style::PATH, &shown(&place, PATH, terminal));
    line(&first, &text, &place, terminal)
}

/// A step behind `first`: what to do and where, the YAML to write, and what else is to be known.
pub(super) fn step(first: &str, step: &Step, sources: &Sources, terminal: &Terminal) -> String {
    let indent = width(first);
    let place = step
        .place
        .map(|span| painted_place(span, sources, terminal));
    let text = legible(&step.text, TEXT, terminal);
    let mut out = line(first, &text, &place.unwrap_or_default(), terminal);
    for line in step.code.lines() {
        let line = terminal.paint(style::CODE, &shown(line, TEXT, terminal));
        out.push_str(&format!("{:1$}{line}\n", "", indent + 2));
    }
    if !step.remark.is_empty() {
        let remark = legible(&format!("({})", step.remark), TEXT, terminal);
        out.push_str(&hanging(&" ".repeat(indent), &remark, terminal));
    }
    out
}

/// Text behind `first`, wrapped, with something at the right edge of its last line or below it.
pub(super) fn line(first: &str, text: &str, right: &str, terminal: &Terminal) -> String {
    let indent = width(first);
    let columns = terminal.columns().saturating_sub(indent);
    let whole = wrap(text, columns.saturating_sub(width(right) + GAP));
    // Beside the place if that takes one line, else over the whole width.
    let lines = if whole.len() > 1 {
        wrap(text, columns)
    } else {
        whole
    };
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        let right = if at + 1 == lines.len() { right } else { "" };
        if at == 0 {
            out.push_str(&left_right(0, &format!("{first}{line}"), right, terminal));
        } else {
            out.push_str(&left_right(indent, line, right, terminal));
        }
    }
    out
}
