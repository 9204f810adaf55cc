//! What a cmdlet printed, through `ConvertTo-Json`: one object or several, of one kind or several.

use crate::interop::names::SHAPES;
use crate::interop::raw::{Raw, folded};
use crate::interop::table::{self, KNOWN, Record};
use crate::interop::{Format, From, Observed, Options, ReadError, Why};
use crate::text::words;

pub(super) fn read(raw: &Raw, options: &Options) -> Result<Observed, ReadError> {
    let mut out = Observed::new(Format::CmdletJson);
    let items = match unwrapped(raw) {
        Raw::List(items) => items.iter().collect(),
        other => vec![other],
    };
    let several = items.len() > 1;
    for (number, item) in items.into_iter().enumerate() {
        let at = if several {
            format!("[{number}]")
        } else {
            String::new()
        };
        take(item, &at, options, &mut out)?;
    }
    Ok(out)
}

/// Windows PowerShell wraps a list that went through a pipeline: `{"value": […], "Count": 2}`.
fn unwrapped(raw: &Raw) -> &Raw {
    match (raw.members().len(), raw.get("value"), raw.get("Count")) {
        (2, Some(value @ Raw::List(_)), Some(Raw::Number(_))) => value,
        _ => raw,
    }
}

/// Takes over one object, of a kind that it shows itself.
pub(super) fn take(
    item: &Raw,
    at: &str,
    options: &Options,
    out: &mut Observed,
) -> Result<(), ReadError> {
    let place = if at.is_empty() { "the file" } else { at };
    if !matches!(item, Raw::Map(_)) {
        out.not(
            place,
            Why::NotUnderstood(format!(
                "{} stands where an object is expected",
                item.what()
            )),
        );
        return Ok(());
    }
    let object = match &options.from {
        Some(From::Cmdlet(object)) => Some(object.as_str()),
        _ => guess(item, place)?,
    };
    match object {
        Some(object) => {
            let record = Record::of(object, at.to_owned(), item);
            table::take(&record, options, out)
        }
        None => {
            out.not(place, Why::NoSetting);
            Ok(())
        }
    }
}

/// The official object that something is: by what tells objects of Graph apart, else the one that has
/// most of its properties.
pub(super) fn guess(item: &Raw, at: &str) -> Result<Option<&'static str>, ReadError> {
    let fits = |there: &[&str], gone: &[&str]| {
        there.iter().all(|name| item.get(name).is_some())
            && gone.iter().all(|name| item.get(name).is_none())
    };
    if let Some((object, _, _)) = SHAPES.iter().find(|(_, there, gone)| fits(there, gone)) {
        return Ok(Some(object));
    }
    let names: Vec<String> = item
        .members()
        .iter()
        .map(|(name, _)| folded(name))
        .collect();
    let mut best: Vec<&'static str> = Vec::new();
    let mut most = 0;
    for object in KNOWN.iter() {
        let likeness = table::likeness(object, &names);
        if likeness > most {
            best.clear();
            most = likeness;
        }
        if likeness == most && most > 0 {
            best.push(object);
        }
    }
    // A named object always says its name: without one it is another that has the same properties.
    if best.iter().any(|object| table::could_be(object, item)) {
        best.retain(|object| table::could_be(object, item));
    }
    match best.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        [first, ..] => Err(ReadError::Several {
            at: at.to_owned(),
            objects: words::or(&best),
            first: (*first).to_owned(),
        }),
    }
}
