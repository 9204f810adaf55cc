//! The tree of a document.

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::Number;

use crate::text::Span;

/// Maps with more entries than this are looked up by binary search.
const SCANNED: usize = 16;

/// A value and its place. Cloning is cheap: what lies below is shared, so that an alias costs the
/// same as a number.
#[derive(Debug, Clone, PartialEq)]
pub struct Node<'a> {
    /// Where it stands. A block list or map ends with its last value; a value that is left out has
    /// the place of its key; a value behind an alias has the place of the anchored text.
    pub span: Span,
    /// How it is written.
    pub style: Style,
    /// What it is.
    pub kind: Kind<'a>,
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In quotes, or as a block of text.
    Quoted,
    /// Between brackets or braces.
    Flow,
    /// A list or map by indentation.
    Block,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind<'a> {
    /// `null`, `~` or nothing at all.
    Null,
    /// A switch.
    Bool(bool),
    /// A number.
    Number(Number),
    /// Text, borrowed from the file where it stands there as it is.
    Text(Cow<'a, str>),
    /// A list.
    Seq(Arc<[Node<'a>]>),
    /// A map.
    Map(Arc<Mapping<'a>>),
}

/// A key and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key<'a> {
    /// The key; a number or switch as it was written.
    pub text: Cow<'a, str>,
    /// Where it stands.
    pub span: Span,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<'a> {
    /// The key.
    pub key: Key<'a>,
    /// The value.
    pub value: Node<'a>,
}

/// The entries of a map, in the order of the file; no key stands twice.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping<'a> {
    entries: Box<[Entry<'a>]>,
    /// Positions of `entries` in the order of their keys; empty for small maps.
    sorted: Box<[u32]>,
}

impl<'a> Mapping<'a> {
    /// A map of these entries, and those whose key an earlier entry has, each with the position of
    /// that earlier entry.
    #[must_use]
    pub fn new(entries: Vec<Entry<'a>>) -> (Self, Vec<(u32, Entry<'a>)>) {
        let key = |at: u32| entries[at as usize].key.text.as_ref();
        let sorted = order(&entries);
        if sorted.windows(2).all(|pair| key(pair[0]) != key(pair[1])) {
            let sorted = if entries.len() > SCANNED {
                sorted
            } else {
                Vec::new()
            };
            let (entries, sorted) = (entries.into(), sorted.into());
            return (Self { entries, sorted }, Vec::new());
        }
        // The first entry of each key, by position; `sorted` has equal keys in the order of the file.
        let mut first: Vec<u32> = (0..).take(entries.len()).collect();
        for pair in sorted.windows(2) {
            if key(pair[0]) == key(pair[1]) {
                first[pair[1] as usize] = first[pair[0] as usize];
            }
        }
        let (mut kept, mut position, mut repeated) = (Vec::new(), Vec::new(), Vec::new());
        for (entry, (at, first)) in entries.into_iter().zip((0_u32..).zip(first)) {
            position.push(u32::try_from(kept.len()).unwrap_or(u32::MAX));
            if at == first {
                kept.push(entry);
            } else {
                repeated.push((position[first as usize], entry));
            }
        }
        (Self::new(kept).0, repeated)
    }

    /// The entries in the order of the file.
    #[must_use]
    pub fn entries(&self) -> &[Entry<'a>] {
        &self.entries
    }

    /// The entry of that key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Entry<'a>> {
        if self.sorted.is_empty() {
            return self.entries.iter().find(|entry| entry.key.text == key);
        }
        let text = |at: &u32| self.entries[*at as usize].key.text.as_ref();
        let found = self.sorted.binary_search_by(|at| text(at).cmp(key)).ok()?;
        self.entries.get(self.sorted[found] as usize)
    }
}

/// Positions in the order of the keys, equal keys in the order of the file.
fn order(entries: &[Entry<'_>]) -> Vec<u32> {
    // Trees are bounded far below u32::MAX nodes.
    let mut sorted: Vec<u32> = (0..).take(entries.len()).collect();
    let text = |at: u32| entries[at as usize].key.text.as_ref();
    sorted.sort_unstable_by(|a, b| text(*a).cmp(text(*b)).then(a.cmp(b)));
    sorted
}

impl<'a> Node<'a> {
    /// The value of a key, if this is a map that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node<'a>> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The entry of a key, if this is a map that has it.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry<'a>> {
        match &self.kind {
            Kind::Map(map) => map.get(key),
            _ => None,
        }
    }

    /// The text, if this is text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// One step down: a key, or the position in a list counted from 0.
    #[must_use]
    pub fn child(&self, step: &str) -> Option<&Node<'a>> {
        match &self.kind {
            Kind::Seq(items) => items.get(step.parse::<usize>().ok()?),
            _ => self.get(step),
        }
    }

    /// The node at a path of keys and positions.
    #[must_use]
    pub fn at<S: AsRef<str>>(&self, path: &[S]) -> Option<&Node<'a>> {
        path.iter()
            .try_fold(self, |node, step| node.child(step.as_ref()))
    }

    /// What to mark: the value itself, but of a list or map by indentation, which covers many
    /// lines, its first key or item.
    #[must_use]
    pub fn label_span(&self) -> Span {
        let mut node = self;
        while node.style == Style::Block {
            match &node.kind {
                Kind::Map(map) => return map.entries().first().map_or(node.span, |e| e.key.span),
                Kind::Seq(items) => match items.first() {
                    Some(first) => node = first,
                    None => return node.span,
                },
                _ => return node.span,
            }
        }
        node.span
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FileId;

    fn map_of(keys: &[String]) -> (Mapping<'_>, Vec<(u32, Entry<'_>)>) {
        let entry = |(at, key): (u32, &String)| {
            let span = Span::new(FileId(0), at, at + 1);
            let (text, kind) = (Cow::Owned(key.clone()), Kind::Null);
            Entry {
                key: Key { text, span },
                value: Node {
                    span,
                    style: Style::Plain,
                    kind,
                },
            }
        };
        Mapping::new((0..).zip(keys).map(entry).collect())
    }

    #[test]
    fn a_node_stays_small() {
        assert!(size_of::<Node<'_>>() <= 40, "{}", size_of::<Node<'_>>());
    }

    #[test]
    fn finds_every_key_and_keeps_the_first_of_each() {
        for number in [1, 5, SCANNED, SCANNED + 1, 1_000] {
            let mut keys: Vec<String> =
                (0..number).map(|n| format!("k{}", n * 7 % 5_003)).collect();
            keys.push(keys[number / 2].clone());
            keys.push("k-last".into());
            keys.push(keys[number / 2].clone());
            let (map, repeated) = map_of(&keys);
            assert_eq!(map.entries().len(), number + 1);
            for (at, key) in keys[..number].iter().enumerate() {
                assert_eq!(map.get(key).unwrap().key.span.start as usize, at);
            }
            assert_eq!(
                map.get("k-last").unwrap().key.span.start as usize,
                number + 1
            );
            assert!(map.get("none").is_none());
            let repeated: Vec<_> = repeated
                .iter()
                .map(|(at, e)| (*at, e.key.span.start))
                .collect();
            let (first, at) = (number as u32 / 2, number as u32);
            assert_eq!(repeated, [(first, at), (first, at + 2)]);
        }
    }
}
