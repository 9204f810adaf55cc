//! What only a person can do, as a list to work through.

use super::{Manual, Task, Wanted};
use crate::model::section::Kind;
use crate::model::{AllowedDomains, Value};

impl Manual {
    /// A change that a person makes.
    pub(super) fn of(wanted: &Wanted, why: impl Into<String>) -> Self {
        Self {
            key: wanted.key.clone(),
            todo: todo(wanted),
            why: why.into(),
        }
    }
}

/// The settings of a task that no interface carries out.
#[must_use]
pub(super) fn of(task: &Task) -> Vec<Manual> {
    let manual = task.wanted.iter().filter(|wanted| wanted.is_manual());
    manual
        .map(|wanted| Manual::of(wanted, "no interface for it is known"))
        .collect()
}

/// What to do in the admin centre.
fn todo(wanted: &Wanted) -> String {
    let setting = wanted.setting;
    let name = wanted.key.object_name();
    let of = name
        .as_ref()
        .map_or_else(String::new, |name| format!(" of \"{name}\""));
    let what = match setting.label {
        "" => setting.title.to_owned(),
        label => format!("\"{label}\""),
    };
    let place = match setting.admin_centre {
        "" => "in the admin centre".to_owned(),
        place => format!("in {place}"),
    };
    match (setting.kind, &wanted.after) {
        (Kind::Object(_), _) => {
            let object = object(setting.title, name.as_deref().unwrap_or_default());
            match wanted.deletes() {
                true => format!("{place}: delete {object}"),
                // Some are there already, and the global policy always is.
                false => format!("{place}: see that {object} is there, or create it"),
            }
        }
        // The centre names the three ways in labels of their own.
        (Kind::AllowedDomains, value) => {
            let whom = match AllowedDomains::from_value(value) {
                Some(AllowedDomains::Only(set)) => {
                    let all: Vec<&str> = set.iter().collect();
                    format!("only {}", all.join(", "))
                }
                Some(AllowedDomains::None) => "no domain".to_owned(),
                _ => "all domains".to_owned(),
            };
            format!("{place}, {}{of}: allow {whom}", setting.title)
        }
        (_, value) => format!("{place}: set {what}{of} to {}", words(wanted, value)),
    }
}

/// `the meeting policy "Board"`.
fn object(title: &str, name: &str) -> String {
    let mut letters = title.chars();
    let first = letters.next().map(|c| c.to_ascii_lowercase());
    let title: String = first.into_iter().chain(letters).collect();
    format!("the {title} \"{name}\"")
}

/// A value in words.
#[must_use]
pub(super) fn words(wanted: &Wanted, value: &Value) -> String {
    match (wanted.setting.kind, value) {
        (_, Value::Flag(on)) => if *on { "on" } else { "off" }.to_owned(),
        (Kind::Choice(choices), Value::Text(word)) => {
            super::official::official(choices, word).to_owned()
        }
        (_, Value::Number(number)) => number.to_string(),
        (_, Value::Text(text)) => text.to_string(),
        (_, Value::Set(set)) if set.is_empty() => "an empty list".to_owned(),
        (_, Value::Set(set)) => set.iter().collect::<Vec<_>>().join(", "),
    }
}
