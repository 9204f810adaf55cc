//! Values of a file before anybody knows what they mean.

use std::cell::Cell;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

/// The most values of one file: a file of a real tenant has some ten thousand.
const MOST_VALUES: usize = 2_000_000;

/// A value as a file holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Raw {
    /// null.
    Null,
    /// A switch.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A text, or a number that is not whole.
    Text(String),
    /// Values in order.
    List(Vec<Raw>),
    /// Values by name, in order; a name may stand twice.
    Map(Vec<(String, Raw)>),
    /// A variable of a script: what it holds is not known, because nothing is run.
    Unresolved(String),
}

impl Raw {
    /// Reads JSON of bounded size.
    pub(super) fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        let budget = Budget(Cell::new(MOST_VALUES));
        let mut reader = serde_json::Deserializer::from_str(text);
        let raw = Seed(&budget).deserialize(&mut reader)?;
        reader.end()?;
        Ok(raw)
    }

    /// The member of that name, whatever its letters' case; the first if there are two.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        let members = self.members();
        let mut named = members.iter().filter(|(n, _)| n.eq_ignore_ascii_case(name));
        named.next().map(|(_, value)| value)
    }

    /// Its members; none for what has none.
    pub(super) fn members(&self) -> &[(String, Self)] {
        match self {
            Self::Map(members) => members,
            _ => &[],
        }
    }

    /// The text.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A list's items, or the value itself: where an array is meant a file may hold one item bare.
    /// Collections of REST with `results` count as their items.
    pub(super) fn items(&self) -> Vec<&Self> {
        match self {
            Self::List(items) => items.iter().collect(),
            Self::Map(_) => match self.get("results") {
                Some(Self::List(items)) => items.iter().collect(),
                _ => vec![self],
            },
            other => vec![other],
        }
    }

    /// What it is, in a word for messages.
    pub(super) fn what(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Flag(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Map(_) => "an object",
            Self::Unresolved(_) => "a variable",
        }
    }
}

/// How many more values are taken.
struct Budget(Cell<usize>);

impl Budget {
    fn spend<E: de::Error>(&self) -> Result<(), E> {
        match self.0.get().checked_sub(1) {
            Some(left) => {
                self.0.set(left);
                Ok(())
            }
            None => Err(E::custom(format!(
                "it holds more than {MOST_VALUES} values"
            ))),
        }
    }
}

struct Seed<'b>(&'b Budget);

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Raw;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        self.0.spend()?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Raw;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_unit<E: de::Error>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }
    fn visit_bool<E: de::Error>(self, on: bool) -> Result<Raw, E> {
        Ok(Raw::Flag(on))
    }
    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Raw, E> {
        Ok(Raw::Number(number))
    }
    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Raw, E> {
        Ok(i64::try_from(number).map_or_else(|_| Raw::Text(number.to_string()), Raw::Number))
    }
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Raw, E> {
        Ok(Raw::Text(number.to_string()))
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(Seed(self.0))? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            members.push((name, map.next_value_seed(Seed(self.0))?));
        }
        Ok(Raw::Map(members))
    }
}

/// Lower case without separators: how the same name is varied.
pub(super) fn folded(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '.')
        .map(|c| c.to_ascii_lowercase())
        .collect()
}
