//! YAML text becomes a tree: events of the parser, without recursion, within bounds.

mod builder;
mod quotes;
mod syntax;

use granit_parser::{Event, Parser};

pub use self::syntax::unresolved_merge;

use self::builder::Builder;
use super::{Kind, Mapping, Node, Style};
use crate::diagnostics::{Finding, Findings, TOO_LARGE, WRONG_TYPE};
use crate::text::{FileId, Span};

/// How deep lists and maps may nest.
pub const DEPTH: usize = 128;

/// How many values one file may hold, those made by aliases not counted.
pub const NODES: usize = 10_000_000;

/// How many values aliases may make in one file.
pub const NODES_BY_ALIASES: u64 = 1_000_000;

/// Reads a file into a tree whose root is a map; an empty file is an empty map.
///
/// Returns nothing if the text is not YAML that guestlist reads; the reasons are in `findings`. A
/// key that stands twice is a fault, but a tree still results: the first of the two counts.
#[must_use]
pub fn parse<'a>(file: FileId, text: &'a str, findings: &mut Findings) -> Option<Node<'a>> {
    if u32::try_from(text.len()).is_err() {
        let finding = Finding::new(&TOO_LARGE, "the file has 4 GiB or more");
        findings.push(
            finding
                .at(Span::new(file, 0, 0), "")
                .advice("split it into several files"),
        );
        return None;
    }
    let mut builder = Builder::new(file, text, findings);
    for event in Parser::new_from_str_with_options(text, options()) {
        match event {
            Ok((Event::StreamEnd, _)) => break,
            Ok((event, span)) => builder.take(event, &span)?,
            Err(error) => {
                findings.push(syntax::explain(&error, file, text));
                return None;
            }
        }
    }
    let root = builder.finish()?;
    checked_root(root, findings)
}

/// How the parser reads: what a file may hold is the same for everything that reads it.
pub(super) fn options() -> granit_parser::Options {
    granit_parser::options! {
        disallow_directives: true,
        emit_comments: false,
        // Each unknown alias is reported, not the first one alone.
        emit_unresolved_aliases: true,
        flow_nesting_limit: DEPTH,
        block_nesting_limit: DEPTH,
    }
}

/// A document without content counts as a map without entries.
fn checked_root<'a>(mut root: Node<'a>, findings: &mut Findings) -> Option<Node<'a>> {
    let what = match &root.kind {
        Kind::Map(_) => return Some(root),
        Kind::Null if root.span.start == root.span.end => {
            root.kind = Kind::Map(Mapping::new(Vec::new()).0.into());
            root.style = Style::Block;
            return Some(root);
        }
        Kind::Seq(_) => "a list",
        _ => "a single value",
    };
    let finding = Finding::new(
        &WRONG_TYPE,
        format!("the file holds {what}, not keys with values"),
    );
    findings.push(
        finding
            .at(root.label_span(), "a key such as tenants: belongs here")
            .fix("tenants:\n  contoso:\n    domains: [contoso.com]", ""),
    );
    None
}

#[cfg(test)]
mod tests;
