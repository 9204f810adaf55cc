//! From a pointer of the validator to the node, the key that holds it and the schema for it.

use std::borrow::Cow;

use serde_json::Value;

use super::super::{Key, Kind, Node};
use crate::text::Span;

/// The schema at one place: itself, what it refers to, and what it is all of.
#[derive(Debug, Clone)]
pub(super) struct Rules<'s> {
    root: &'s Value,
    sources: Vec<&'s Value>,
}

/// How many references are followed; a schema that refers in circles is ours to avoid.
const SOURCES: usize = 32;

impl<'s> Rules<'s> {
    /// The rules of a part of the schema.
    pub(super) fn new(root: &'s Value, here: &'s Value) -> Self {
        let mut sources = vec![here];
        let mut at = 0;
        while let Some(source) = sources.get(at).copied() {
            at += 1;
            let target = source.get("$ref").and_then(Value::as_str);
            let target = target.and_then(|r| root.pointer(r.strip_prefix('#')?));
            let parts = source
                .get("allOf")
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            sources.extend(target.into_iter().chain(parts));
            sources.truncate(SOURCES);
        }
        Self { root, sources }
    }

    /// A keyword's value.
    pub(super) fn find(&self, keyword: &str) -> Option<&'s Value> {
        self.sources.iter().find_map(|source| source.get(keyword))
    }

    /// A keyword that holds text.
    pub(super) fn text(&self, keyword: &str) -> Option<&'s str> {
        self.find(keyword).and_then(Value::as_str)
    }

    /// The keys with a meaning of their own.
    pub(super) fn keys(&self) -> Vec<&'s str> {
        let maps = self
            .sources
            .iter()
            .filter_map(|s| s.get("properties")?.as_object());
        maps.flat_map(|map| map.keys().map(String::as_str))
            .collect()
    }

    /// The rules for a key with a meaning of its own.
    fn property(&self, key: &str) -> Option<Self> {
        let of = |source: &&'s Value| source.get("properties").and_then(|p| p.get(key));
        self.sources
            .iter()
            .find_map(of)
            .map(|here| Self::new(self.root, here))
    }

    /// The rules for the entries of a list, or for the keys that are names.
    pub(super) fn each(&self, keyword: &str) -> Option<Self> {
        self.find(keyword).map(|here| Self::new(self.root, here))
    }

    fn requires(&self, key: &str) -> bool {
        let lists = self
            .sources
            .iter()
            .filter_map(|s| s.get("required")?.as_array());
        lists.flatten().any(|required| required == key)
    }
}

/// A place in the document that the validator objects to.
pub(super) struct Place<'n, 's> {
    /// The way to it.
    pub(super) path: Vec<Cow<'n, str>>,
    /// What stands there.
    pub(super) node: &'n Node<'n>,
    /// The key it is the value of; nothing for an entry of a list and for the root.
    pub(super) key: Option<&'n Key<'n>>,
    /// What may stand there.
    pub(super) rules: Option<Rules<'s>>,
    /// Keys below the last name or list entry, with dots between; the name of an object in a section
    /// stands as `[]`.
    pub(super) object: String,
    /// How many steps of `path` lead to the smallest thing around it that may be left out.
    optional: usize,
}

impl<'n, 's> Place<'n, 's> {
    /// Follows a JSON pointer; nothing if it leads nowhere.
    pub(super) fn find(root: &'n Node<'n>, schema: &'s Value, pointer: &'n str) -> Option<Self> {
        let mut place = Self {
            path: Vec::new(),
            node: root,
            key: None,
            rules: Some(Rules::new(schema, schema)),
            object: String::new(),
            optional: 0,
        };
        for step in pointer.split('/').skip(1) {
            place.step(unescaped(step))?;
        }
        Some(place)
    }

    fn step(&mut self, step: Cow<'n, str>) -> Option<()> {
        let rules = self.rules.take();
        let mut required = false;
        match &self.node.kind {
            Kind::Map(map) => {
                let entry = map.get(&step)?;
                self.key = Some(&entry.key);
                self.node = &entry.value;
                required = rules.as_ref().is_some_and(|rules| rules.requires(&step));
                self.rules = rules.as_ref().and_then(|rules| rules.property(&step));
                if self.rules.is_some() {
                    if !self.object.is_empty() {
                        self.object.push('.');
                    }
                    self.object.push_str(&step);
                } else {
                    // Names at the top are tenants and the like: settings are named below them.
                    // Those further down are objects among the settings.
                    if self.path.len() < 2 {
                        self.object.clear();
                    } else {
                        self.object.push('.');
                        self.object.push_str(&step);
                    }
                    self.rules = rules.and_then(|rules| rules.each("additionalProperties"));
                }
            }
            Kind::Seq(items) => {
                self.node = items.get(step.parse::<usize>().ok()?)?;
                self.key = None;
                self.object.clear();
                self.rules = rules.and_then(|rules| rules.each("items"));
            }
            _ => return None,
        }
        self.path.push(step);
        if !required {
            self.optional = self.path.len();
        }
        Some(())
    }

    /// The smallest thing around it that may be left out.
    pub(super) fn optional(&self) -> &[Cow<'n, str>] {
        &self.path[..self.optional]
    }

    /// What to mark for what is missing in it: its key, or its first line.
    pub(super) fn head(&self) -> Span {
        self.key
            .map_or_else(|| self.node.label_span(), |key| key.span)
    }
}

/// A step of a JSON pointer.
fn unescaped(step: &str) -> Cow<'_, str> {
    if step.contains('~') {
        Cow::Owned(step.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(step)
    }
}
