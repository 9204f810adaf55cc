//! A change in a line for people.

use crate::interop::write::parts::Item;
use crate::interop::write::{Wanted, manual};
use crate::model::section::Kind;
use crate::model::{AllowedDomains, Value};
use crate::text::words;

/// What a change is, in one line.
pub(super) fn about(wanted: &Wanted, item: &Item<'_>) -> String {
    let to = short(wanted, &item.to);
    match &item.from {
        Some(from) if *from != item.to => {
            format!("{}: {} -> {to}", wanted.key, short(wanted, from))
        }
        _ => format!("{}: {to}", wanted.key),
    }
}

/// What happens to a named object, in one line.
pub(super) fn about_object(wanted: &Wanted) -> String {
    match wanted.deletes() {
        true => format!("{}: goes", wanted.key),
        false => format!("{}: is there", wanted.key),
    }
}

/// A value in a few words.
fn short(wanted: &Wanted, value: &Value) -> String {
    let set = match (wanted.setting.kind, AllowedDomains::from_value(value)) {
        (Kind::AllowedDomains, Some(AllowedDomains::Only(_))) => "only ",
        (Kind::AllowedDomains, _) => return value.as_text().unwrap_or_default().to_owned(),
        _ => "",
    };
    match value {
        Value::Set(list) if list.len() <= 3 => {
            let all: Vec<&str> = list.iter().collect();
            match all.is_empty() {
                true => "an empty list".to_owned(),
                false => format!("{set}{}", all.join(", ")),
            }
        }
        Value::Set(list) => format!("{set}{}", words::count(list.len(), "entry")),
        value => manual::words(wanted, value),
    }
}
