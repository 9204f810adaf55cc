//! Objections of the validator in words of the field.

use jsonschema::error::ValidationErrorKind as Objection;
use serde_json::Value;

use super::super::{Kind, Node, Style, scalar};
use super::guess;
use super::place::Place;
use crate::diagnostics::{Finding, INVALID_VALUE, WRONG_TYPE};
use crate::text::{printable, words};

/// How much of a value is repeated in a message, in characters.
const SHOWN: usize = 60;

/// How many choices are listed.
const CHOICES: usize = 12;

/// What is wrong with a single value; `source` is the text of the file.
pub(super) fn value(objection: &Objection, place: &Place<'_, '_>, source: &str) -> Finding {
    match objection {
        Objection::Type { .. } => wrong_type(place, source),
        Objection::Enum { .. }
        | Objection::Constant { .. }
        | Objection::OneOfNotValid { .. }
        | Objection::AnyOf { .. } => choice(place, source),
        _ => range(objection, place, source),
    }
}

/// The start of a text, safe to show.
pub(super) fn shown(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", printable(&text[..end])),
        None => printable(text).into_owned(),
    }
}

/// A value as the subject of a sentence.
fn subject(node: &Node<'_>, source: &str) -> String {
    match &node.kind {
        Kind::Null => "null".into(),
        Kind::Text(text) => format!("\"{}\"", shown(text)),
        Kind::Bool(_) | Kind::Number(_) => written(node, source),
        Kind::Seq(_) => "a list".into(),
        Kind::Map(_) => "a block of keys and values".into(),
    }
}

/// A value as it is written.
fn written(node: &Node<'_>, source: &str) -> String {
    let range = node.span.start as usize..node.span.end as usize;
    shown(source.get(range).unwrap_or_default())
}

/// The line to copy: a value behind its key, or as an entry of a list.
pub(super) fn line(place: &Place<'_, '_>, value: &str) -> String {
    match place.key {
        Some(key) => format!("{}: {value}", shown(&key.text)),
        None => format!("- {value}"),
    }
}

/// What may stand at a place, as the end of a sentence.
fn expected(place: &Place<'_, '_>) -> String {
    if let Some(phrase) = place
        .rules
        .as_ref()
        .and_then(|rules| rules.text("x-expected"))
    {
        return phrase.to_owned();
    }
    let choices = choices(place);
    if !choices.is_empty() {
        return one_of(&choices);
    }
    let kind = |name: &&str| match *name {
        "boolean" => "true or false",
        "string" => "text",
        "integer" => "a whole number",
        "number" => "a number",
        "array" => "a list",
        "object" => "a block of keys and values",
        _ => "nothing",
    };
    let kinds: Vec<&str> = types(place).iter().map(kind).collect();
    if kinds.is_empty() {
        "something else".into()
    } else {
        words::or(&kinds)
    }
}

/// Types of JSON schema that may stand at a place.
pub(super) fn types<'s>(place: &Place<'_, 's>) -> Vec<&'s str> {
    match place.rules.as_ref().and_then(|rules| rules.find("type")) {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn wrong_type(place: &Place<'_, '_>, source: &str) -> Finding {
    let node = place.node;
    let (types, expected) = (types(place), expected(place));
    let may = |name: &str| types.contains(&name);
    let finding = |message: String| {
        Finding::new(&WRONG_TYPE, message).at(node.label_span(), expected.clone())
    };
    let subject = subject(node, source);
    match &node.kind {
        Kind::Null => missing_value(place).at(node.label_span(), expected),
        Kind::Text(text) if may("boolean") && !may("string") => {
            let finding = finding(format!("{subject} is text in YAML, not a switch"));
            match text.to_ascii_lowercase().as_str() {
                "on" | "yes" | "y" | "true" | "enabled" => finding.fix(line(place, "true"), ""),
                "off" | "no" | "n" | "false" | "disabled" => finding.fix(line(place, "false"), ""),
                _ => finding,
            }
        }
        Kind::Text(text) if may("object") && guess::glued(text, place).is_some() => {
            let (key, value) = guess::glued(text, place).unwrap_or_default();
            Finding::new(
                &WRONG_TYPE,
                format!("a space is missing after \"{}:\"", shown(key)),
            )
            .at(node.label_span(), "read as one text")
            .fix(format!("{}: {}", shown(key), shown(value)), "")
        }
        Kind::Text(text) if may("integer") || may("number") => {
            let finding = finding(match node.style {
                Style::Quoted => format!("{subject} in quotes is text, not a number"),
                _ => format!("{subject} is text, not a number"),
            });
            match scalar::number(text) {
                Some(_) => finding.fix(line(place, &shown(text)), ""),
                None => finding,
            }
        }
        Kind::Number(_) | Kind::Bool(_) if may("string") => {
            let is = if matches!(node.kind, Kind::Bool(_)) {
                "a switch"
            } else {
                "a number"
            };
            let finding = finding(format!("{subject} is {is} in YAML, not text"));
            let choices = choices(place);
            if let Some(choice) = guess::switch(&subject, &choices) {
                finding.fix(line(place, choice), "if that is what was meant")
            } else if let Some(day) = guess::day(&subject, place) {
                finding.fix(line(place, &day), "")
            } else if choices.is_empty() && guess::takes_any_text(place) {
                finding.fix(line(place, &format!("\"{subject}\"")), "")
            } else {
                finding
            }
        }
        Kind::Number(_) if may("integer") => finding(format!("{subject} is not a whole number")),
        Kind::Text(_) | Kind::Number(_) | Kind::Bool(_) if may("array") => {
            let finding = finding(format!("{subject} is a single value, not a list"));
            let text = node.as_text().unwrap_or(&subject);
            if guess::is_nothing(text) {
                finding.fix(line(place, "[]"), "an empty list")
            } else if guess::fits_list(node, place) {
                finding.fix(line(place, &format!("[{}]", written(node, source))), "")
            } else {
                finding
            }
        }
        _ => finding(format!("{subject} stands where {expected} belongs")),
    }
}

fn missing_value(place: &Place<'_, '_>) -> Finding {
    let absent = place.key.filter(|key| key.span == place.node.span);
    let message = match absent {
        Some(key) => format!("\"{}\" has no value", shown(&key.text)),
        None => "null is not a value here".to_owned(),
    };
    let finding = Finding::new(&WRONG_TYPE, message);
    match place.key {
        Some(_) => finding.advice(
            "write a value, or delete the line to leave it alone: what no file states is not managed",
        ),
        None => finding.advice("delete the line"),
    }
}

/// The values that are allowed, if they are few and named.
fn choices(place: &Place<'_, '_>) -> Vec<String> {
    let Some(rules) = &place.rules else {
        return Vec::new();
    };
    let branches = ["oneOf", "anyOf"].map(|keyword| rules.find(keyword).and_then(Value::as_array));
    let named = branches.into_iter().flatten().flatten().flat_map(values);
    let own = rules
        .find("enum")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let own = own.chain(rules.find("const"));
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    own.chain(named).map(text).collect()
}

/// The values that one branch names.
fn values(branch: &Value) -> impl Iterator<Item = &Value> {
    let several = branch
        .get("enum")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    several.chain(branch.get("const"))
}

fn one_of(choices: &[String]) -> String {
    match choices {
        [one] => one.clone(),
        _ if choices.len() > CHOICES => format!("one of {}", words::some(choices, CHOICES)),
        _ => words::or(choices),
    }
}

/// Letters and digits alone: `EntireScreen` and `entire_screen` are the same.
pub(super) fn folded(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn choice(place: &Place<'_, '_>, source: &str) -> Finding {
    let node = place.node;
    let choices = choices(place);
    let subject = subject(node, source);
    if choices.is_empty() {
        let message = format!("{subject} does not fit here");
        return Finding::new(&INVALID_VALUE, message).at(node.label_span(), expected(place));
    }
    let text = match &node.kind {
        Kind::Null => return missing_value(place).at(node.label_span(), expected(place)),
        Kind::Text(text) => text.as_ref(),
        _ => "",
    };
    let same = choices
        .iter()
        .find(|choice| !text.is_empty() && folded(choice) == folded(text));
    if let Some(choice) = same {
        let message = format!("{subject} is written {choice} here");
        return Finding::new(&INVALID_VALUE, message)
            .at(
                node.label_span(),
                "values are the official ones in snake_case",
            )
            .fix(line(place, choice), "");
    }
    let of = place
        .key
        .map(|key| format!(" for {}", shown(&key.text)))
        .unwrap_or_default();
    let finding = Finding::new(&INVALID_VALUE, format!("{subject} is not a choice{of}"))
        .at(node.label_span(), one_of(&choices));
    let near = || words::nearest(text, choices.iter().map(String::as_str));
    let near = if guess::is_switch(text) {
        guess::switch(text, &choices)
    } else {
        near()
    };
    match near {
        Some(choice) => finding.fix(line(place, choice), "if that is what was meant"),
        None => finding,
    }
}

/// Limits and forms.
fn range(objection: &Objection, place: &Place<'_, '_>, source: &str) -> Finding {
    let (node, subject) = (place.node, subject(place.node, source));
    let (message, label) = match objection {
        Objection::Pattern { pattern } => {
            let hint = place
                .rules
                .as_ref()
                .and_then(|rules| rules.text("x-pattern-hint"));
            let label = hint.map_or_else(|| format!("must match {pattern}"), str::to_owned);
            (
                format!("{subject} does not have the form that belongs here"),
                label,
            )
        }
        Objection::Format { format } => {
            let label = match format.as_str() {
                "date" => "a date such as 2027-03-31".to_owned(),
                other => format!("must be: {other}"),
            };
            (
                format!("{subject} does not have the form that belongs here"),
                label,
            )
        }
        Objection::Minimum { limit } => (
            format!("{subject} is too small"),
            format!("at least {limit}"),
        ),
        Objection::Maximum { limit } => (
            format!("{subject} is too large"),
            format!("at most {limit}"),
        ),
        Objection::ExclusiveMinimum { limit } => (
            format!("{subject} is too small"),
            format!("more than {limit}"),
        ),
        Objection::ExclusiveMaximum { limit } => (
            format!("{subject} is too large"),
            format!("less than {limit}"),
        ),
        Objection::MultipleOf { multiple_of } => (
            format!("{subject} does not fit"),
            format!("a multiple of {multiple_of}"),
        ),
        Objection::MinLength { limit: 1 } => {
            ("an empty text".into(), "write something here".into())
        }
        Objection::MinLength { limit } => {
            length("text is too short", "at least", *limit, "character")
        }
        Objection::MaxLength { limit } => {
            length("text is too long", "at most", *limit, "character")
        }
        Objection::MinItems { limit: 1 } => ("an empty list".into(), "at least one entry".into()),
        Objection::MinItems { limit } => length("too few entries", "at least", *limit, "entry"),
        Objection::MaxItems { limit } => length("too many entries", "at most", *limit, "entry"),
        Objection::MinProperties { limit } => length("too few keys", "at least", *limit, "key"),
        Objection::MaxProperties { limit } => length("too many keys", "at most", *limit, "key"),
        Objection::FalseSchema => (
            format!("{subject} can't stand here"),
            "nothing belongs here".into(),
        ),
        _ => (format!("{subject} does not fit here"), expected(place)),
    };
    let finding = Finding::new(&INVALID_VALUE, message).at(node.label_span(), label);
    let text = node.as_text().unwrap_or_default();
    if let Some(day) = guess::day(text, place) {
        finding.fix(line(place, &day), "")
    } else if let Some(word) = guess::lower(text, place) {
        finding.fix(line(place, &word), "")
    } else if types(place).contains(&"array") && guess::fits_list(node, place) {
        finding.fix(
            line(place, &format!("[{}]", written(node, source))),
            "a list of one",
        )
    } else {
        finding
    }
}

fn length(message: &str, bound: &str, limit: u64, unit: &str) -> (String, String) {
    let limit = words::count(usize::try_from(limit).unwrap_or(usize::MAX), unit);
    (message.to_owned(), format!("{bound} {limit}"))
}
