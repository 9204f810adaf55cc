//! The tree as serde sees it.

use std::borrow::Cow;

use serde::de::value::{BorrowedStrDeserializer, StrDeserializer, U32Deserializer};
use serde::de::{
    DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::Number;

use super::super::poison::{Branch, Poison};
use super::super::spanned::{FIELD, SPANNED};
use super::super::{Entry, Key, Kind, Node, Style};
use super::error::Failure;
use crate::text::Span;

/// A node, and what is spoiled in it.
#[derive(Clone, Copy)]
pub(super) struct Reader<'de, 'p> {
    node: &'de Node<'de>,
    spoiled: Option<&'p Branch>,
    /// The key before it, if it is the value of one.
    key: Option<Span>,
}

impl<'de, 'p> Reader<'de, 'p> {
    pub(super) fn whole(node: &'de Node<'de>) -> Self {
        Self {
            node,
            spoiled: None,
            key: None,
        }
    }

    pub(super) fn new(node: &'de Node<'de>, poison: &'p Poison) -> Self {
        let spoiled = Some(poison.root());
        Self {
            node,
            spoiled,
            key: None,
        }
    }

    /// The child of that step, unless it is spoiled.
    fn child(self, step: &str, node: &'de Node<'de>) -> Option<Self> {
        let spoiled = self.spoiled.and_then(|branch| branch.step(step));
        if spoiled.is_some_and(Branch::hidden) {
            return None;
        }
        Some(Self {
            node,
            spoiled,
            key: None,
        })
    }

    /// The place to show for a key and its value.
    fn place(self) -> Span {
        let value = self.node.span;
        match self.key {
            None => value,
            Some(key) if self.node.style == Style::Block || value.start < key.end => key,
            Some(key) => Span::new(key.file, key.start, value.end),
        }
    }

    fn any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match &self.node.kind {
            Kind::Null => visitor.visit_unit(),
            Kind::Bool(on) => visitor.visit_bool(*on),
            Kind::Number(number) => visit_number(number, visitor),
            Kind::Text(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Kind::Text(Cow::Owned(text)) => visitor.visit_borrowed_str(text),
            Kind::Seq(items) => visitor.visit_seq(Items {
                items: items.iter().enumerate(),
                of: self,
            }),
            Kind::Map(map) => visitor.visit_map(Entries {
                entries: map.entries().iter(),
                of: self,
                next: None,
            }),
        }
    }
}

fn visit_number<'de, V: Visitor<'de>>(number: &Number, visitor: V) -> Result<V::Value, Failure> {
    if let Some(value) = number.as_u64() {
        visitor.visit_u64(value)
    } else if let Some(value) = number.as_i64() {
        visitor.visit_i64(value)
    } else {
        visitor.visit_f64(number.as_f64().unwrap_or(f64::NAN))
    }
}

impl<'de> Deserializer<'de> for Reader<'de, '_> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.any(visitor)
            .map_err(|failure| failure.in_node(self.node))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.node.kind {
            Kind::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
        .map_err(|failure| failure.in_node(self.node))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let value = if name == SPANNED {
            visitor.visit_seq(Parts::new(self.node.span, self))
        } else if name == FIELD {
            visitor.visit_seq(Parts::new(self.place(), self))
        } else {
            visitor.visit_newtype_struct(self)
        };
        value.map_err(|failure| failure.in_node(self.node))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let value = match &self.node.kind {
            Kind::Text(text) => visitor.visit_enum(text.as_ref().into_deserializer()),
            _ => self.any(visitor),
        };
        value.map_err(|failure| failure.in_node(self.node))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier
    }
}

/// The items of a list.
struct Items<'de, 'p> {
    items: std::iter::Enumerate<std::slice::Iter<'de, Node<'de>>>,
    of: Reader<'de, 'p>,
}

impl<'de> SeqAccess<'de> for Items<'de, '_> {
    type Error = Failure;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Failure> {
        for (position, item) in self.items.by_ref() {
            let child = match self.of.spoiled {
                // Nearly always nothing is spoiled, and positions need not be written out.
                None => Some(Reader::whole(item)),
                Some(_) => self.of.child(&position.to_string(), item),
            };
            if let Some(child) = child {
                let value = seed.deserialize(child);
                return value
                    .map(Some)
                    .map_err(|failure| failure.below_item(position));
            }
        }
        Ok(None)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// The entries of a map.
struct Entries<'de, 'p> {
    entries: std::slice::Iter<'de, Entry<'de>>,
    of: Reader<'de, 'p>,
    next: Option<(&'de Key<'de>, Reader<'de, 'p>)>,
}

impl<'de> MapAccess<'de> for Entries<'de, '_> {
    type Error = Failure;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Failure> {
        for Entry { key, value } in self.entries.by_ref() {
            if let Some(child) = self.of.child(&key.text, value) {
                self.next = Some((key, child));
                let name = seed.deserialize(KeyReader(key));
                return name.map(Some).map_err(|failure| failure.in_key(key));
            }
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Failure> {
        let missing = || Failure::custom("a value was read before its key");
        let (key, child) = self.next.take().ok_or_else(missing)?;
        let child = Reader {
            key: Some(key.span),
            ..child
        };
        seed.deserialize(child)
            .map_err(|failure| failure.below_key(key))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.entries.len())
    }
}

/// A key.
struct KeyReader<'de>(&'de Key<'de>);

impl<'de> Deserializer<'de> for KeyReader<'de> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_borrowed_str(&self.0.text)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        if name == SPANNED {
            let text = BorrowedStrDeserializer::new(&self.0.text);
            visitor.visit_seq(Parts::new(self.0.span, text))
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let text: StrDeserializer<'_, Failure> = self.0.text.as_ref().into_deserializer();
        visitor.visit_enum(text)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// File, start, end and value, as `Spanned` asks for them.
struct Parts<D> {
    numbers: std::array::IntoIter<u32, 3>,
    value: Option<D>,
}

impl<D> Parts<D> {
    fn new(span: Span, value: D) -> Self {
        let numbers = [span.file.0, span.start, span.end].into_iter();
        Self {
            numbers,
            value: Some(value),
        }
    }
}

impl<'de, D: Deserializer<'de, Error = Failure>> SeqAccess<'de> for Parts<D> {
    type Error = Failure;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Failure> {
        if let Some(number) = self.numbers.next() {
            let number: U32Deserializer<Failure> = number.into_deserializer();
            return seed.deserialize(number).map(Some);
        }
        self.value
            .take()
            .map(|value| seed.deserialize(value))
            .transpose()
    }
}
