//! What was probably meant by a value that does not fit.
//!
//! What is offered here fits the schema: pasted in place of the value it is no fault.

use jiff::civil::Date;
use serde_json::json;

use super::super::{Kind, Node};
use super::place::Place;
use super::words::{folded, types};

const ON: [&str; 5] = ["on", "yes", "y", "true", "enabled"];
const OFF: [&str; 6] = ["off", "no", "n", "false", "disabled", "none"];

/// Whether a word says on or off.
pub(super) fn is_switch(text: &str) -> bool {
    let word = folded(text);
    ON.contains(&word.as_str()) || OFF.contains(&word.as_str())
}

/// The choice that stands for a word such as `on`, `Enabled` or `none`, if only one can.
pub(super) fn switch<'c>(text: &str, choices: &'c [String]) -> Option<&'c str> {
    if !is_switch(text) {
        return None;
    }
    let off = |choice: &str| OFF.contains(&folded(choice).as_str());
    let wants_off = off(text);
    let mut fitting = choices.iter().filter(|choice| off(choice) == wants_off);
    let only = fitting.next()?;
    // Without a choice that is off, nothing says that the rest is on.
    let is_switch = choices.iter().any(|choice| off(choice));
    (is_switch && fitting.next().is_none()).then_some(only)
}

/// Whether a word says that there is nothing to list.
pub(super) fn is_nothing(text: &str) -> bool {
    matches!(folded(text).as_str(), "none" | "nobody" | "nothing" | "no")
}

/// `20261231`, `2026/12/31` or `31.12.2026` as a day, where one belongs.
pub(super) fn day(text: &str, place: &Place<'_, '_>) -> Option<String> {
    let parts: Vec<&str> = match text.len() {
        8 if text.bytes().all(|b| b.is_ascii_digit()) => vec![&text[..4], &text[4..6], &text[6..]],
        // Longer texts are no day.
        0..=10 => text.split(['-', '/', '.', ' ']).collect(),
        _ => return None,
    };
    let [first, month, last] = parts.as_slice() else {
        return None;
    };
    // With slashes, what comes first depends on the country; with dots it is the day.
    let (year, day) = match (first.len(), last.len()) {
        (4, _) => (first, last),
        (_, 4) if text.contains('.') => (last, first),
        _ => return None,
    };
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    let date = date.to_string();
    let pattern = place.rules.as_ref()?.text("pattern")?;
    matches(pattern, &date).then_some(date)
}

/// The word in lower case, if it fits then.
pub(super) fn lower(text: &str, place: &Place<'_, '_>) -> Option<String> {
    let word = text.to_lowercase();
    let pattern = place.rules.as_ref()?.text("pattern")?;
    (word != text && matches(pattern, &word)).then_some(word)
}

/// Whether a place takes text of any form.
pub(super) fn takes_any_text(place: &Place<'_, '_>) -> bool {
    let bounds = ["pattern", "format", "minLength", "enum", "const"];
    let rules = place.rules.as_ref();
    rules.is_some_and(|rules| bounds.iter().all(|bound| rules.find(bound).is_none()))
}

/// Whether a single value would do as the one entry of a list.
pub(super) fn fits_list(node: &Node<'_>, place: &Place<'_, '_>) -> bool {
    let Some(items) = place.rules.as_ref().and_then(|rules| rules.each("items")) else {
        return false;
    };
    let (Kind::Text(_), Some(text)) = (&node.kind, node.as_text()) else {
        return false;
    };
    items
        .text("pattern")
        .is_none_or(|pattern| matches(pattern, text))
        && !text.contains([',', '\n', '[', ']', '{', '}', '#'])
}

/// `enabled:true`, taken apart, where `enabled` is a key.
pub(super) fn glued<'t>(text: &'t str, place: &Place<'_, '_>) -> Option<(&'t str, &'t str)> {
    let (key, value) = text.split_once(':')?;
    let keys = place.rules.as_ref()?.keys();
    (types(place).contains(&"object") && keys.contains(&key) && !value.is_empty())
        .then_some((key, value))
}

/// Whether a text has the form of a schema's pattern.
fn matches(pattern: &str, text: &str) -> bool {
    jsonschema::is_valid(&json!({ "pattern": pattern }), &json!(text))
}
