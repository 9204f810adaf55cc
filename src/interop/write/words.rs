//! A change in a line for people: what is set to what.

use super::{Item, Part, Wanted, manual};
use crate::model::section::Kind;
use crate::model::{AllowedDomains, SettingKey, Value, ValueSet};
use crate::text::words;

/// Entries of a list, and changes of a title, that are named before the others are counted.
const SHOWN: usize = 3;
/// Characters of a text that are shown.
const LONGEST: usize = 60;

/// A setting, or a named object itself, and what becomes of it.
struct Line {
    key: SettingKey,
    what: String,
}

/// What a change is, in one line.
pub(super) fn about(item: &Item<'_>) -> String {
    let key = &item.wanted.key;
    format!("{key}: {}", change(item))
}

/// What happens to a named object, in one line.
pub(super) fn about_object(wanted: &Wanted) -> String {
    format!("{}: {}", wanted.key, fate(wanted))
}

/// What a part does to those settings, a line for each.
pub(super) fn lines(part: &Part<'_>, keys: &[SettingKey]) -> Vec<String> {
    let lines = of(part, keys).into_iter();
    lines
        .map(|line| format!("{}: {}", line.key, line.what))
        .collect()
}

/// What a part does to those settings, in one line: the first ones are told, the others counted.
pub(super) fn title(part: &Part<'_>, keys: &[SettingKey]) -> String {
    let lines = of(part, keys);
    if let [one] = lines.as_slice() {
        return format!("{}: {}", one.key, one.what);
    }
    let common = common(&lines);
    let whose = if common.is_empty() {
        part.object
    } else {
        &common
    };
    let told: Vec<String> = lines
        .iter()
        .take(SHOWN)
        .map(|line| {
            let rest = line.key.as_str().strip_prefix(common.as_str());
            match rest.unwrap_or(line.key.as_str()).trim_start_matches('.') {
                "" => line.what.clone(),
                rest => format!("{rest}: {}", line.what),
            }
        })
        .collect();
    let mut out = format!("{whose}: {}", told.join("; "));
    if lines.len() > SHOWN {
        out.push_str(&format!("; and {} more", lines.len() - SHOWN));
    }
    out
}

/// What all keys begin with, whole parts of them: of a named object its key.
fn common(lines: &[Line]) -> String {
    let Some(first) = lines.first() else {
        return String::new();
    };
    if let Some(object) = first.key.object() {
        return object.to_string();
    }
    let is_common = |start: &str| {
        let mut rests = lines.iter().map(|l| l.key.as_str().strip_prefix(start));
        rests.all(|rest| rest.is_some_and(|rest| rest.starts_with('.')))
    };
    let mut out = first.key.as_str();
    while let Some((shorter, _)) = out.rsplit_once('.') {
        if is_common(shorter) {
            return shorter.to_owned();
        }
        out = shorter;
    }
    String::new()
}

/// The settings of a part that are among these, and the object itself.
fn of(part: &Part<'_>, keys: &[SettingKey]) -> Vec<Line> {
    let itself = part.itself.into_iter().map(|wanted| Line {
        key: wanted.key.clone(),
        what: fate(wanted).to_owned(),
    });
    let items = part.items.iter().map(|item| Line {
        key: item.wanted.key.clone(),
        what: change(item),
    });
    itself
        .chain(items)
        .filter(|line| keys.contains(&line.key))
        .collect()
}

/// What becomes of a named object.
fn fate(wanted: &Wanted) -> &'static str {
    match wanted.deletes() {
        true => "goes",
        false => "is there",
    }
}

/// From what to what.
fn change(item: &Item<'_>) -> String {
    let wanted = item.wanted;
    let to = short(wanted, &item.to);
    match &item.from {
        Some(from) if *from != item.to => {
            format!("{} -> {to}{}", short(wanted, from), entries(from, &item.to))
        }
        _ => to,
    }
}

/// Of two lists that are too long to be shown, what comes and what goes.
fn entries(from: &Value, to: &Value) -> String {
    let (Some(from), Some(to)) = (from.as_set(), to.as_set()) else {
        return String::new();
    };
    if from.len() <= SHOWN && to.len() <= SHOWN {
        return String::new();
    }
    let some = |sign: &str, entries: Vec<&str>| {
        let (shown, more) = entries.split_at(entries.len().min(SHOWN));
        let more = match more.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        (!shown.is_empty()).then(|| format!("{sign} {}{more}", shown.join(", ")))
    };
    let come = some("+", to.minus(from).collect());
    let gone = some("-", from.minus(to).collect());
    let both: Vec<String> = [come, gone].into_iter().flatten().collect();
    format!(" ({})", both.join("; "))
}

/// A value in a few words.
fn short(wanted: &Wanted, value: &Value) -> String {
    let of_list = |list: &ValueSet| match list.len() {
        0 => "an empty list".to_owned(),
        1..=SHOWN => list.iter().collect::<Vec<_>>().join(", "),
        many => words::count(many, "entry"),
    };
    match (
        wanted.setting.kind,
        AllowedDomains::from_value(value),
        value,
    ) {
        (Kind::AllowedDomains, Some(AllowedDomains::Only(list)), _) => {
            format!("only {}", of_list(&list))
        }
        (Kind::AllowedDomains, _, value) => value.as_text().unwrap_or_default().to_owned(),
        (_, _, Value::Set(list)) => of_list(list),
        (_, _, value) => cut(&manual::words(wanted, value)),
    }
}

/// A long text, cut.
fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}
