//! Links of a chain, ready for any page.

use crate::access::{Link, LinkOrigin, State};
use crate::render::layout::{GAP, hanging, shown, width};
use crate::render::terminal::style;
use crate::render::{Symbol, Terminal};
use crate::text::Sources;

/// Longest text of a link that is shown whole.
const TEXT: usize = 600;

/// Where a link stands: file and line, else where its value comes from.
pub(super) fn place(link: &Link, sources: &Sources) -> String {
    match link.span {
        Some(span) => {
            let place = sources.location(span);
            format!("{}:{}", place.file, place.line)
        }
        None => link.origin.to_string(),
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

pub(super) fn symbol(state: State) -> Symbol {
    match state {
        State::Open => Symbol::Good,
        State::Unknown => Symbol::Unknown,
        State::Shut => Symbol::Error,
    }
}

/// A link in a terminal, from `indent` on.
pub(in crate::render) fn human(
    indent: usize,
    link: &Link,
    sources: &Sources,
    terminal: &Terminal,
) -> String {
    let text = shown(&link.text, TEXT, terminal);
    let place = shown(&place(link, sources), TEXT, terminal);
    let first = format!("{:indent$}{} ", "", terminal.symbol(symbol(link.state)));
    let painted = terminal.paint(style::PATH, &place);
    let mut lines = hanging(&first, &text, terminal);
    let last = lines.trim_end().lines().last().map_or(0, width);
    let space = terminal.columns().checked_sub(last + width(&place));
    match space.filter(|space| *space >= GAP) {
        Some(space) => {
            lines.truncate(lines.trim_end().len());
            lines.push_str(&" ".repeat(space));
        }
        None => {
            let below = terminal.columns().saturating_sub(width(&place));
            lines.push_str(&" ".repeat(below));
        }
    }
    lines + &painted + "\n"
}
