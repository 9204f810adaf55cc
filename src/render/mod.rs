//! Everything that people and programs read: findings, pages of rules, JSON documents.
//!
//! A leaf: only `cli` calls it, and it prints nothing itself. Text that comes from files reaches the
//! output through [`crate::text::printable`] alone.

pub mod access;
pub mod activity;
pub mod ask;
pub mod can;
pub mod capabilities;
pub mod domains;
pub mod entries;
mod excerpt;
pub mod explain;
pub mod findings;
pub mod fmt;
pub mod hyperlinks;
pub mod interop;
pub mod json;
pub mod layout;
pub mod plan;
mod proof;
pub mod reference;
pub mod review;
pub mod rules_page;
pub mod snippet;
pub mod state;
pub mod terminal;
pub mod tests_page;
pub mod words;

pub use terminal::{Symbol, Terminal};

#[cfg(test)]
mod testing {
    //! Files and places for the tests of the renderers.

    use super::Terminal;
    use crate::text::{FileId, Sources, Span};

    pub(crate) const PLAIN: Terminal = Terminal {
        width: 80,
        unicode: true,
        colour: false,
    };

    /// A file, padded with empty lines so that `text` starts at a line.
    pub(crate) fn file(sources: &mut Sources, path: &str, line: usize, text: &str) -> FileId {
        sources.add(path, "\n".repeat(line - 1) + text)
    }

    /// The only place where the words stand.
    pub(crate) fn place(sources: &Sources, file: FileId, words: &str) -> Span {
        let text = sources.file(file).text();
        let mut found = text.match_indices(words);
        let (start, _) = found.next().unwrap();
        assert!(found.next().is_none(), "{words} stands there twice");
        let at = |byte: usize| u32::try_from(byte).unwrap();
        Span::new(file, at(start), at(start + words.len()))
    }
}
