//! The tree under construction: one frame for each open list or map.

use std::borrow::Cow;
use std::collections::HashMap;

use granit_parser::{Event, ScalarStyle, StructureStyle, Tag};

use super::super::{Entry, Key, Kind, Mapping, Node, Style, scalar};
use super::{DEPTH, NODES, NODES_BY_ALIASES, syntax};
use crate::diagnostics::{DUPLICATE_KEY, Finding, Findings, SYNTAX, TOO_LARGE};
use crate::text::{FileId, Span, printable, words};

/// Longest key, in bytes. Faults repeat the keys that lead to them.
const KEY_BYTES: usize = 1_024;

/// How many repeated keys of one map are reported.
const REPEATS_SHOWN: usize = 100;

/// Text that is not borrowed counts as so many bytes a node when an alias copies it.
const BYTES_PER_NODE: u64 = 32;

/// A node with what its copies would cost.
struct Measured<'a> {
    node: Node<'a>,
    /// Nodes in it.
    size: u64,
    /// Levels of lists and maps in it.
    height: usize,
}

enum Children<'a> {
    Seq(Vec<Node<'a>>),
    Map(Vec<Entry<'a>>, Awaiting<'a>),
}

/// What a map expects next.
enum Awaiting<'a> {
    Key,
    Value(Key<'a>),
    /// The value of a key that was refused.
    Refused,
}

/// A list or map that is still open.
struct Frame<'a> {
    start: u32,
    /// End of the last thing in it.
    end: u32,
    style: Style,
    /// 0 if it has none.
    anchor: usize,
    size: u64,
    height: usize,
    children: Children<'a>,
}

/// Makes a tree from events.
pub(super) struct Builder<'a, 'f> {
    file: FileId,
    text: &'a str,
    findings: &'f mut Findings,
    frames: Vec<Frame<'a>>,
    anchors: HashMap<usize, Measured<'a>>,
    root: Option<Node<'a>>,
    documents: usize,
    nodes: usize,
    by_aliases: u64,
    /// Something was met that has no place in a tree.
    refused: bool,
}

impl<'a, 'f> Builder<'a, 'f> {
    pub(super) fn new(file: FileId, text: &'a str, findings: &'f mut Findings) -> Self {
        Self {
            file,
            text,
            findings,
            frames: Vec::new(),
            anchors: HashMap::new(),
            root: None,
            documents: 0,
            nodes: 0,
            by_aliases: 0,
            refused: false,
        }
    }

    /// The tree, unless something was refused.
    pub(super) fn finish(self) -> Option<Node<'a>> {
        if self.refused {
            return None;
        }
        let span = Span::new(self.file, 0, 0);
        let (style, kind) = (Style::Plain, Kind::Null);
        Some(self.root.unwrap_or(Node { span, style, kind }))
    }

    /// Takes the next event; nothing if it is of no use to go on.
    pub(super) fn take(&mut self, event: Event<'a>, at: &granit_parser::Span) -> Option<()> {
        let span = self.span(at);
        match event {
            Event::DocumentStart(..) => self.document(span),
            Event::Scalar(value, style, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), at);
                self.scalar(value, style, anchor, span)
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), at);
                self.open(Children::Seq(Vec::new()), style, anchor, span)
            }
            Event::MappingStart(style, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), at);
                let children = Children::Map(Vec::new(), Awaiting::Key);
                self.open(children, style, anchor, span)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Alias(id) => self.alias(id, span),
            Event::UnresolvedAlias(name) => {
                self.refuse(syntax::unknown_alias(&name, span));
                self.put_missing(span)
            }
            _ => Some(()),
        }
    }

    /// Bytes of the text; nothing of the parser is trusted to be a place in it.
    fn span(&self, at: &granit_parser::Span) -> Span {
        let range = at.byte_range().unwrap_or_default();
        syntax::span(self.file, self.text, range.start, range.end)
    }

    fn refuse(&mut self, finding: Finding) {
        self.refused = true;
        self.findings.push(finding);
    }

    fn document(&mut self, span: Span) -> Option<()> {
        self.documents += 1;
        if self.documents == 1 {
            return Some(());
        }
        self.refuse(
            Finding::new(&SYNTAX, "a second document starts in this file")
                .at(span, "one document a file")
                .advice(
                    "delete the line, or move what follows into a file of its own, named \
                         *.guestlist.yaml",
                ),
        );
        None
    }

    fn refuse_tag(&mut self, tag: Option<&Tag>, at: &granit_parser::Span) {
        let Some(tag) = tag else { return };
        let span = at
            .tag_span()
            .map_or_else(|| self.span(at), |tag| self.span(&tag));
        let name = printable(&tag.original()).into_owned();
        self.refuse(
            Finding::new(&SYNTAX, format!("the tag {name} is not read"))
                .at(span, "a tag")
                .advice("delete the tag; text that looks like a number or a switch goes in quotes"),
        );
    }

    fn scalar(
        &mut self,
        value: Cow<'a, str>,
        style: ScalarStyle,
        anchor: usize,
        mut span: Span,
    ) -> Option<()> {
        let plain = style == ScalarStyle::Plain;
        // The parser says `~` for a value that is left out.
        let value = if plain && span.start == span.end {
            Cow::Borrowed("")
        } else {
            value
        };
        if !plain {
            // A block of text takes the empty lines behind it along.
            let (start, end) = (span.start as usize, span.end as usize);
            let kept = self.text[start..end].trim_end().len();
            span = syntax::span(self.file, self.text, start, (start + kept.max(1)).min(end));
        }
        let awaits_key = matches!(self.children(), Some(Children::Map(_, Awaiting::Key)));
        if awaits_key {
            self.key(value.clone(), plain, span)?;
            if anchor == 0 {
                return Some(());
            }
        }
        let owned = match &value {
            Cow::Owned(text) => text.len() as u64,
            Cow::Borrowed(_) => 0,
        };
        let (style, kind) = if plain {
            (Style::Plain, scalar::resolve(value))
        } else {
            (Style::Quoted, Kind::Text(value))
        };
        let size = 1 + owned / BYTES_PER_NODE;
        let node = Node { span, style, kind };
        if awaits_key {
            self.anchors.insert(
                anchor,
                Measured {
                    node,
                    size,
                    height: 0,
                },
            );
            return Some(());
        }
        self.put(
            Measured {
                node,
                size,
                height: 0,
            },
            anchor,
            span.end,
        )
    }

    fn children(&mut self) -> Option<&mut Children<'a>> {
        self.frames.last_mut().map(|frame| &mut frame.children)
    }

    /// Takes a scalar as the next key of the open map.
    fn key(&mut self, text: Cow<'a, str>, plain: bool, span: Span) -> Option<()> {
        let fault = if plain && text.is_empty() {
            Some(Finding::new(&SYNTAX, "a value without a key").at(
                self.next_character(span),
                "the key before the colon is missing",
            ))
        } else if plain && text == "<<" {
            Some(
                Finding::new(&SYNTAX, "the merge key << is not read")
                    .at(span, "a merge key")
                    .advice("put shared settings into a baseline (baselines:), or write them out"),
            )
        } else if text.len() > KEY_BYTES {
            Some(
                Finding::new(&TOO_LARGE, "a key of more than 1,024 characters")
                    .at(Span::new(span.file, span.start, span.start), "this key"),
            )
        } else {
            None
        };
        let next = match fault {
            Some(fault) => {
                self.refuse(fault);
                Awaiting::Refused
            }
            None => Awaiting::Value(Key { text, span }),
        };
        self.count()?;
        if let Some(frame) = self.frames.last_mut() {
            frame.end = frame.end.max(span.end);
            if let Children::Map(_, awaiting) = &mut frame.children {
                *awaiting = next;
            }
        }
        Some(())
    }

    /// The colon behind a key that is left out.
    fn next_character(&self, span: Span) -> Span {
        let rest = &self.text[span.start as usize..];
        let blank = rest.len() - rest.trim_start().len();
        let start = span.start as usize + blank;
        syntax::span(self.file, self.text, start, start + 1)
    }

    fn open(
        &mut self,
        children: Children<'a>,
        style: StructureStyle,
        anchor: usize,
        span: Span,
    ) -> Option<()> {
        if self.frames.len() >= DEPTH {
            self.refuse(syntax::too_deep(span));
            return None;
        }
        self.frames.push(Frame {
            start: span.start,
            end: span.end,
            style: match style {
                StructureStyle::Flow => Style::Flow,
                StructureStyle::Block => Style::Block,
            },
            anchor,
            size: 1,
            height: 0,
            children,
        });
        Some(())
    }

    fn close(&mut self, span: Span) -> Option<()> {
        // The parser ends only what it has started.
        let frame = self.frames.pop()?;
        let end = match frame.style {
            Style::Flow => span.end.max(frame.end),
            _ => frame.end,
        };
        let kind = match frame.children {
            Children::Seq(items) => Kind::Seq(items.into()),
            Children::Map(entries, _) => Kind::Map(self.map(entries).into()),
        };
        let node = Node {
            span: Span::new(self.file, frame.start, end),
            style: frame.style,
            kind,
        };
        let (size, height) = (frame.size, frame.height + 1);
        self.put(Measured { node, size, height }, frame.anchor, end)
    }

    /// A map of the entries; keys that stand twice are reported.
    fn map(&mut self, entries: Vec<Entry<'a>>) -> Mapping<'a> {
        let (map, repeated) = Mapping::new(entries);
        for (first, entry) in repeated.iter().take(REPEATS_SHOWN) {
            let first = map.entries()[*first as usize].key.span;
            let key = printable(&entry.key.text).into_owned();
            self.findings.push(
                Finding::new(
                    &DUPLICATE_KEY,
                    format!("\"{key}\" stands twice in one block"),
                )
                .at(entry.key.span, "again here")
                .related(first, "first here")
                .advice("delete one of the two"),
            );
        }
        self.findings
            .omit(repeated.len().saturating_sub(REPEATS_SHOWN));
        map
    }

    fn alias(&mut self, id: usize, span: Span) -> Option<()> {
        if matches!(self.children(), Some(Children::Map(_, Awaiting::Key))) {
            self.refuse(
                Finding::new(&SYNTAX, "an alias can't be a key")
                    .at(span, "an alias")
                    .advice("write the key out; text that starts with * goes in quotes"),
            );
            return self.put_missing(span);
        }
        let Some(anchored) = self.anchors.get(&id) else {
            self.refuse(
                Finding::new(&SYNTAX, "an alias inside the value that it stands for")
                    .at(span, "would contain itself")
                    .advice("write the value out"),
            );
            return self.put_missing(span);
        };
        let (size, height) = (anchored.size, anchored.height);
        self.by_aliases = self.by_aliases.saturating_add(size);
        if self.by_aliases > NODES_BY_ALIASES {
            let most = words::thousands(usize::try_from(NODES_BY_ALIASES).unwrap_or(usize::MAX));
            self.refuse(
                Finding::new(&TOO_LARGE, format!("aliases make more than {most} values"))
                    .at(span, "the one that is too much")
                    .advice("name the shared entries in lists:, and use the list by its name"),
            );
            return None;
        }
        if self.frames.len() + height > DEPTH {
            self.refuse(syntax::too_deep(span));
            return None;
        }
        let node = anchored.node.clone();
        self.put(Measured { node, size, height }, 0, span.end)
    }

    /// Keeps keys and values in step where a value was refused.
    fn put_missing(&mut self, span: Span) -> Option<()> {
        let (style, kind) = (Style::Plain, Kind::Null);
        let node = Node { span, style, kind };
        self.put(
            Measured {
                node,
                size: 1,
                height: 0,
            },
            0,
            span.end,
        )
    }

    fn count(&mut self) -> Option<()> {
        self.nodes += 1;
        if self.nodes <= NODES {
            return Some(());
        }
        let most = words::thousands(NODES);
        self.refuse(
            Finding::new(
                &TOO_LARGE,
                format!("the file holds more than {most} values"),
            )
            .at(Span::new(self.file, 0, 0), "")
            .advice("split it into several files"),
        );
        None
    }

    /// Puts a finished node where it belongs.
    fn put(&mut self, mut made: Measured<'a>, anchor: usize, end: u32) -> Option<()> {
        self.count()?;
        let (size, height) = (made.size, made.height);
        let collection = matches!(made.node.kind, Kind::Seq(_) | Kind::Map(_));
        let mut refused_key = None;
        if let Some(frame) = self.frames.last_mut() {
            frame.end = frame.end.max(end);
            frame.size += size;
            frame.height = frame.height.max(height);
        }
        if let Some(Children::Map(_, Awaiting::Value(key))) = self.children()
            && made.node.span.start == made.node.span.end
            && made.node.kind == Kind::Null
        {
            made.node.span = key.span;
        }
        if anchor != 0 {
            let node = made.node.clone();
            self.anchors.insert(anchor, Measured { node, size, height });
        }
        let Some(children) = self.children() else {
            self.root = Some(made.node);
            return Some(());
        };
        match children {
            Children::Seq(items) => items.push(made.node),
            Children::Map(entries, awaiting) => match std::mem::replace(awaiting, Awaiting::Key) {
                Awaiting::Value(key) => entries.push(Entry {
                    key,
                    value: made.node,
                }),
                Awaiting::Refused => {}
                Awaiting::Key => {
                    *awaiting = Awaiting::Refused;
                    refused_key = collection.then(|| made.node.label_span());
                }
            },
        }
        if let Some(span) = refused_key {
            self.refuse(
                Finding::new(&SYNTAX, "a list or a block can't be a key")
                    .at(span, "a key is text")
                    .advice("write a word as the key"),
            );
        }
        Some(())
    }
}
