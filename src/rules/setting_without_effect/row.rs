//! What a row says, and the words in which rows are written.

use crate::model::{SettingKey, Value, ValueSet};

/// What makes a setting idle.
pub(super) struct Row {
    pub(super) setting: SettingKey,
    /// Whether a value is meant to do something.
    pub(super) matters: fn(&Value) -> bool,
    pub(super) other: SettingKey,
    /// Whether the other's value makes the setting idle.
    pub(super) idles: fn(&Value) -> bool,
    /// The other's value in words.
    pub(super) state: &'static str,
    /// What is not certain about it; may be empty.
    pub(super) uncertain: &'static str,
}

impl Row {
    pub(super) const fn uncertain(mut self, text: &'static str) -> Self {
        self.uncertain = text;
        self
    }
}

pub(super) const fn row(
    setting: &'static str,
    matters: fn(&Value) -> bool,
    other: &'static str,
    idles: fn(&Value) -> bool,
    state: &'static str,
) -> Row {
    Row {
        setting: SettingKey::of(setting),
        matters,
        other: SettingKey::of(other),
        idles,
        state,
        uncertain: "",
    }
}

pub(super) const fn while_false(
    setting: &'static str,
    matters: fn(&Value) -> bool,
    other: &'static str,
) -> Row {
    row(setting, matters, other, is_false, "false")
}

pub(super) const fn while_true(
    setting: &'static str,
    matters: fn(&Value) -> bool,
    other: &'static str,
) -> Row {
    row(setting, matters, other, is_true, "true")
}

pub(super) fn any(_: &Value) -> bool {
    true
}

pub(super) fn is_true(value: &Value) -> bool {
    value.as_flag() == Some(true)
}

fn is_false(value: &Value) -> bool {
    value.as_flag() == Some(false)
}

pub(super) fn is_word(value: &Value, word: &str) -> bool {
    value.as_text() == Some(word)
}

pub(super) fn is_none(value: &Value) -> bool {
    is_word(value, "none")
}

pub(super) fn is_filled(value: &Value) -> bool {
    value.as_set().is_some_and(|set| !set.is_empty())
}

pub(super) fn is_empty(value: &Value) -> bool {
    value.as_set().is_some_and(ValueSet::is_empty)
}
