//! Values, sets and notes as every JSON document writes them.

use std::borrow::Cow;

use compact_str::CompactString;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::model::{Notes, Value, ValueSet};

/// Words in order, without repetition. Shared with the value they come from: lists are long.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JsonWords(pub ValueSet);

impl<'a> FromIterator<&'a str> for JsonWords {
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> Self {
        Self(words.into_iter().map(CompactString::from).collect())
    }
}

impl JsonSchema for JsonWords {
    fn schema_name() -> Cow<'static, str> {
        "Words".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "array", "items": { "type": "string" }, "uniqueItems": true })
    }
    fn inline_schema() -> bool {
        true
    }
}

/// A setting's value: a switch, a number, a word, or words in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum JsonValue {
    /// A switch.
    Flag(bool),
    /// A number, in the setting's own unit.
    Number(i64),
    /// A choice in `snake_case`, or text.
    Text(String),
    /// Domains (ASCII), users or ids.
    Set(JsonWords),
}

impl From<&Value> for JsonValue {
    fn from(value: &Value) -> Self {
        match value {
            Value::Flag(on) => Self::Flag(*on),
            Value::Number(number) => Self::Number(*number),
            Value::Text(text) => Self::Text(text.to_string()),
            Value::Set(set) => Self::Set(JsonWords(set.clone())),
        }
    }
}

impl From<&JsonValue> for Value {
    fn from(value: &JsonValue) -> Self {
        match value {
            JsonValue::Flag(on) => Self::Flag(*on),
            JsonValue::Number(number) => Self::Number(*number),
            JsonValue::Text(text) => Self::text(text.as_str()),
            JsonValue::Set(JsonWords(set)) => Self::Set(set.clone()),
        }
    }
}

// Flat: one message instead of one for each form.
impl JsonSchema for JsonValue {
    fn schema_name() -> Cow<'static, str> {
        "Value".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A switch, a number, a word, or words in order.",
            "type": ["boolean", "integer", "string", "array"],
            "items": { "type": "string" },
        })
    }
}

/// Why something is there, and until when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Notes")]
pub struct JsonNotes {
    /// Why it is there.
    pub reason: Option<String>,
    /// The ticket in which it was decided.
    pub ticket: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The last valid day (UTC), such as `2027-03-31`.
    pub expires: Option<String>,
}

impl From<&Notes> for JsonNotes {
    fn from(notes: &Notes) -> Self {
        Self {
            reason: notes.reason.clone(),
            ticket: notes.ticket.clone(),
            owner: notes.owner.clone(),
            expires: notes.expires.map(|day| day.to_string()),
        }
    }
}
