//! The differences as findings, and what differs in words.

use jiff::civil::Date;

use super::{Drifted, Row};
use crate::diagnostics::Finding;
use crate::diff::Change;
use crate::model::configuration::Tenant;
use crate::model::sections::setting;
use crate::model::{Address, Name, Value};
use crate::rules::drift::{CHANGED_OUTSIDE, NOT_CARRIED_OUT};
use crate::rules::{self, Context, Shared};
use crate::text::words;
use crate::workflow::load::Workspace;

/// The differences as findings, with the weight and the accepts of the workspace.
pub(super) fn findings(
    workspace: &Workspace,
    name: &Name,
    declared: Option<&Tenant>,
    rows: &[Row],
    today: Date,
) -> Vec<Finding> {
    let config = &workspace.config;
    let shared = Shared::default();
    let context = Context::of(config, today, &shared);
    let found = rows
        .iter()
        .map(|row| finding(name, row, declared))
        .collect();
    rules::finish(context, found, false)
}

fn finding(name: &Name, row: &Row, declared: Option<&Tenant>) -> Finding {
    let change = &row.change;
    let day = row.recorded.since.strftime("%Y-%m-%d");
    let title = setting(change.key.as_str()).map_or("", |s| s.title);
    let key = Address::setting(name, &change.key);
    let (rule, message) = match row.kind {
        Drifted::ChangedOutside => (
            &CHANGED_OUTSIDE,
            format!("{key} was changed outside: {}", differs(change)),
        ),
        Drifted::NotCarriedOut => (
            &NOT_CARRIED_OUT,
            format!(
                "{key} was requested on {day} and is not in the service: {}",
                differs(change)
            ),
        ),
    };
    let place = declared
        .and_then(|d| d.settings.get(&change.key))
        .map(|d| d.span);
    let finding = Finding::new(rule, message)
        .at_maybe(place, "stated here")
        .about(key)
        .about_change()
        .detail(format!("{title}. Who may have changed it: {}.", row.who));
    match (&row.desired, &change.after) {
        (Some(desired), Some(seen)) if desired == seen => {
            finding.advice("the files state what the service holds: guestlist drift --accept records it")
        }
        (Some(_), _) => finding.advice(
            "carry the stated value out again, or state what the service holds and record it with --accept",
        ),
        (None, _) => finding.advice("no file states it: guestlist drift --accept records it"),
    }
}

/// What differs, in a few words.
fn differs(change: &Change) -> String {
    let short = |value: &Option<Value>| match value {
        None => "nothing".to_owned(),
        Some(Value::Flag(on)) => on.to_string(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Text(text)) => text.to_string(),
        Some(Value::Set(set)) => words::count(set.len(), "entry"),
    };
    let (added, removed) = (change.added(), change.removed());
    let is_list = matches!(
        (&change.before, &change.after),
        (Some(Value::Set(_)), Some(Value::Set(_)))
    );
    if is_list {
        let some = |words: &[&str]| words::some(words, 3);
        return match (added.is_empty(), removed.is_empty()) {
            (false, true) => format!("{} was added", some(&added)),
            (true, false) => format!("{} was removed", some(&removed)),
            _ => format!("{} was added, {} removed", some(&added), some(&removed)),
        };
    }
    format!(
        "{} is recorded, {} is there",
        short(&change.before),
        short(&change.after)
    )
}
