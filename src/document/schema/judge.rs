//! The tree as the validator sees it, and a bound on what its objections may cost.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::{BTreeMap, HashSet};

use jsonschema::JsonType;
use jsonschema::json::{Array, Json, NodeIdentity, Object, cmp};
use serde_json::{Number, Value};

use super::super::{Entry, Kind, Mapping, Node};

/// About how much memory objections may take, in bytes.
const OBJECTIONS: u64 = 64 << 20;

/// What one objection takes at least, in bytes.
const ONE_OBJECTION: u64 = 1 << 10;

/// How much is left for objections. The validator gathers them all before it hands out the first; a
/// hostile file holds millions. Once nothing is left the tree looks empty to it, and it ends.
#[derive(Debug)]
pub(super) struct Budget(Cell<u64>);

impl Budget {
    pub(super) fn new() -> Self {
        Self(Cell::new(OBJECTIONS))
    }

    /// Whether the validator has not seen the whole tree.
    pub(super) fn is_spent(&self) -> bool {
        self.0.get() == 0
    }

    fn charge(&self, bytes: u64) {
        self.0.set(self.0.get().saturating_sub(bytes));
    }
}

/// The tree as a representation of JSON.
pub(super) struct Tree;

/// A node while it is judged.
#[derive(Clone, Copy)]
pub(super) struct Judged<'a> {
    node: &'a Node<'a>,
    budget: &'a Budget,
}

impl<'a> Judged<'a> {
    pub(super) fn new(node: &'a Node<'a>, budget: &'a Budget) -> Self {
        Self { node, budget }
    }
}

/// A name on its own; the schema of the files does not use `propertyNames`, so this is rarely asked.
#[derive(Default)]
pub(super) struct Name(Option<(Node<'static>, Budget)>);

impl Default for Budget {
    fn default() -> Self {
        Self::new()
    }
}

impl Json for Tree {
    type Node<'a> = Judged<'a>;
    type PreparedKey = Box<str>;
    type StringBuffer = Name;

    // Small maps are searched from the front, so one pass over them replaces several lookups.
    const KEYS_PER_LOOKUP: usize = 8;

    fn prepare_key(key: &str) -> Box<str> {
        key.into()
    }

    fn with_string_node<T>(buffer: &mut Name, text: &str, f: impl FnOnce(Judged<'_>) -> T) -> T {
        let span = crate::text::Span::new(crate::text::FileId(0), 0, 0);
        let (style, kind) = (
            super::super::Style::Plain,
            Kind::Text(text.to_owned().into()),
        );
        let (node, budget) = buffer.0.insert((Node { span, style, kind }, Budget::new()));
        f(Judged::new(node, budget))
    }
}

impl<'a> jsonschema::json::Node<'a, Tree> for Judged<'a> {
    type Object = Members<'a>;
    type Array = Items<'a>;
    type Number = &'a Number;

    fn as_object(&self) -> Option<Members<'a>> {
        match &self.node.kind {
            Kind::Map(map) => Some(Members {
                map,
                budget: self.budget,
            }),
            _ => None,
        }
    }

    fn as_array(&self) -> Option<Items<'a>> {
        match &self.node.kind {
            Kind::Seq(items) => Some(Items {
                items,
                budget: self.budget,
            }),
            _ => None,
        }
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        self.node.as_text().map(Cow::Borrowed)
    }

    fn as_number(&self) -> Option<&'a Number> {
        match &self.node.kind {
            Kind::Number(number) => Some(number),
            _ => None,
        }
    }

    fn as_boolean(&self) -> Option<bool> {
        match &self.node.kind {
            Kind::Bool(on) => Some(*on),
            _ => None,
        }
    }

    fn is_null(&self) -> bool {
        self.node.kind == Kind::Null
    }

    fn json_type(&self) -> JsonType {
        match &self.node.kind {
            Kind::Null => JsonType::Null,
            Kind::Bool(_) => JsonType::Boolean,
            Kind::Number(_) => JsonType::Number,
            Kind::Text(_) => JsonType::String,
            Kind::Seq(_) => JsonType::Array,
            Kind::Map(_) => JsonType::Object,
        }
    }

    fn equals_value(&self, expected: &Value) -> bool {
        equals(self.node, expected)
    }

    /// Asked only for an objection, which is read by its path and kind: no copy is made.
    fn to_value(&self) -> Cow<'a, Value> {
        static NOTHING: Value = Value::Null;
        let keys = match &self.node.kind {
            Kind::Map(map) => map
                .entries()
                .iter()
                .map(|e| e.key.text.len() as u64 + 24)
                .sum(),
            _ => 0,
        };
        self.budget.charge(ONE_OBJECTION + keys);
        Cow::Borrowed(&NOTHING)
    }

    fn identity(&self) -> Option<NodeIdentity> {
        Some(NodeIdentity::new(std::ptr::from_ref(self.node) as usize))
    }
}

fn equals(node: &Node<'_>, expected: &Value) -> bool {
    match (&node.kind, expected) {
        (Kind::Null, Value::Null) => true,
        (Kind::Bool(on), Value::Bool(expected)) => on == expected,
        (Kind::Text(text), Value::String(expected)) => text == expected,
        (Kind::Number(number), Value::Number(_)) => {
            cmp::equal(&Value::Number(number.clone()), expected)
        }
        (Kind::Seq(items), Value::Array(expected)) => {
            items.len() == expected.len() && items.iter().zip(expected).all(|(a, b)| equals(a, b))
        }
        (Kind::Map(map), Value::Object(expected)) => {
            let same = |entry: &Entry<'_>| {
                let value = expected.get(entry.key.text.as_ref());
                value.is_some_and(|value| equals(&entry.value, value))
            };
            map.entries().len() == expected.len() && map.entries().iter().all(same)
        }
        _ => false,
    }
}

/// The entries of a map.
pub(super) struct Members<'a> {
    map: &'a Mapping<'a>,
    budget: &'a Budget,
}

impl<'a> Object<'a, Tree> for Members<'a> {
    type Node = Judged<'a>;
    type MemberName = &'a str;
    type MembersIter = MembersIter<'a>;

    fn len(&self) -> usize {
        self.map.entries().len()
    }

    fn get(&self, key: &Box<str>) -> Option<Judged<'a>> {
        let entry = self.map.get(key)?;
        Some(Judged::new(&entry.value, self.budget))
    }

    fn members(&self) -> MembersIter<'a> {
        let entries = self.map.entries().iter();
        MembersIter {
            entries,
            budget: self.budget,
        }
    }
}

/// Entries, until the budget is spent.
pub(super) struct MembersIter<'a> {
    entries: std::slice::Iter<'a, Entry<'a>>,
    budget: &'a Budget,
}

impl<'a> Iterator for MembersIter<'a> {
    type Item = (&'a str, Judged<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let entry = self.entries.next().filter(|_| !self.budget.is_spent())?;
        Some((&entry.key.text, Judged::new(&entry.value, self.budget)))
    }
}

/// The items of a list.
pub(super) struct Items<'a> {
    items: &'a [Node<'a>],
    budget: &'a Budget,
}

impl<'a> Array<'a, Tree> for Items<'a> {
    type Node = Judged<'a>;
    type ElementsIter = ItemsIter<'a>;

    fn len(&self) -> usize {
        self.items.len()
    }

    fn elements(&self) -> ItemsIter<'a> {
        let items = self.items.iter();
        ItemsIter {
            items,
            budget: self.budget,
        }
    }

    fn is_unique(&self) -> bool {
        repeats(self.items).next().is_none()
    }
}

/// Items, until the budget is spent.
pub(super) struct ItemsIter<'a> {
    items: std::slice::Iter<'a, Node<'a>>,
    budget: &'a Budget,
}

impl<'a> Iterator for ItemsIter<'a> {
    type Item = Judged<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let item = self.items.next().filter(|_| !self.budget.is_spent())?;
        Some(Judged::new(item, self.budget))
    }
}

/// Positions of items that equal an earlier one.
pub(super) fn repeats<'n>(items: &'n [Node<'n>]) -> impl Iterator<Item = usize> + 'n {
    let mut seen = HashSet::new();
    let repeated =
        move |(at, item): (usize, &'n Node<'n>)| (!seen.insert(canonical(item))).then_some(at);
    items.iter().enumerate().filter_map(repeated)
}

/// A text that equal values share and others don't.
fn canonical<'n>(node: &'n Node<'n>) -> Cow<'n, str> {
    match &node.kind {
        // No other value starts with a letter or a character of text.
        Kind::Text(text) if text.starts_with(char::is_alphanumeric) => Cow::Borrowed(text),
        _ => Cow::Owned(format!("\u{0}{}", value(node))),
    }
}

fn value(node: &Node<'_>) -> Value {
    match &node.kind {
        Kind::Null => Value::Null,
        Kind::Bool(on) => (*on).into(),
        // 1 and 1.0 are equal.
        Kind::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 9.0e15 => {
                #[expect(clippy::cast_possible_truncation, reason = "a whole number below 2^53")]
                let whole = float as i64;
                whole.into()
            }
            _ => Value::Number(number.clone()),
        },
        Kind::Text(text) => text.as_ref().into(),
        Kind::Seq(items) => items.iter().map(value).collect(),
        Kind::Map(map) => {
            let entry = |e: &Entry<'_>| (e.key.text.to_string(), value(&e.value));
            // Whether serde_json sorts keys depends on its features.
            let sorted: BTreeMap<String, Value> = map.entries().iter().map(entry).collect();
            Value::Object(sorted.into_iter().collect())
        }
    }
}
