//! Values in words.

use super::Terminal;
use super::layout::legible;
use crate::model::{Value, ValueSet};
use crate::text::words;

/// Names of a list that are shown before the rest is counted.
const NAMES: usize = 3;
/// Longest text that is shown whole.
const TEXT: usize = 200;

/// A value as people read it.
#[must_use]
pub fn value(value: &Value, terminal: &Terminal) -> String {
    match value {
        Value::Flag(on) => on.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => legible(text, TEXT, terminal),
        Value::Set(values) => set(values, terminal),
    }
}

/// A few of the names, and how many more there are.
#[must_use]
pub fn set(values: &ValueSet, terminal: &Terminal) -> String {
    if values.is_empty() {
        return "none listed".to_owned();
    }
    let names: Vec<String> = values
        .iter()
        .take(NAMES)
        .map(|n| legible(n, TEXT, terminal))
        .collect();
    match values.len().saturating_sub(NAMES) {
        0 => names.join(", "),
        more => format!("{} and {} more", names.join(", "), words::thousands(more)),
    }
}
