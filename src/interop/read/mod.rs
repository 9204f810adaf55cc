//! Reading the formats, one file each.

mod cmdlet_json;
mod graph;
mod m365dsc;
mod own;
mod powershell;
mod requests;
mod scubagear;
mod shapes;

#[cfg(test)]
pub(in crate::interop) use powershell::{Statement, statements};

pub(in crate::interop) use m365dsc::object as object_of_resource;

use super::activity;
use super::raw::Raw;
use super::{Format, From, Observed, Options, ReadError};

/// Reads the text of a file; its format is recognised unless the options say it.
pub fn read(text: &str, options: &Options) -> Result<Observed, ReadError> {
    let said = match &options.from {
        Some(From::Format(format)) => Some(*format),
        Some(From::Cmdlet(_)) => Some(Format::CmdletJson),
        None => None,
    };
    let is_json = text.trim_start().starts_with(['{', '[']);
    if !is_json {
        return match said {
            None if powershell::looks_like_it(text) => m365dsc::script(text, options),
            Some(Format::M365Dsc) => m365dsc::script(text, options),
            Some(format) => Err(ReadError::Unknown(format!(
                "{format} is JSON, and this is not"
            ))),
            None => Err(ReadError::Unknown(describe(text))),
        };
    }
    let raw = json(text)?;
    match said.or_else(|| recognise(&raw)) {
        Some(Format::ScubaGear) => scubagear::read(&raw, options),
        Some(Format::CmdletJson) => cmdlet_json::read(&raw, options),
        Some(Format::M365Dsc) => m365dsc::monitor(&raw, options),
        Some(Format::Graph) if requests::is(&raw) => requests::read(&raw, options),
        Some(Format::Graph) => graph::read(&raw, options),
        Some(Format::Own) => own::read(&raw, options),
        None => Err(ReadError::Unknown(describe(text))),
    }
}

/// What kind of file the JSON is.
fn recognise(raw: &Raw) -> Option<Format> {
    if own::is(raw) {
        Some(Format::Own)
    } else if requests::is(raw) {
        Some(Format::Graph)
    } else if scubagear::is(raw) {
        Some(Format::ScubaGear)
    } else if m365dsc::is_monitor(raw) {
        Some(Format::M365Dsc)
    } else if graph::is(raw) {
        Some(Format::Graph)
    } else if matches!(raw, Raw::Map(_) | Raw::List(_)) {
        Some(Format::CmdletJson)
    } else {
        None
    }
}

fn json(text: &str) -> Result<Raw, ReadError> {
    Raw::from_json(text).map_err(|error| {
        if error.is_eof() {
            return ReadError::Truncated { line: error.line() };
        }
        let why = error.to_string();
        let why = why.split(" at line ").next().unwrap_or(&why).to_owned();
        ReadError::NotJson {
            line: error.line(),
            column: error.column(),
            why,
        }
    })
}

/// What a text looks like, for somebody who took the wrong file.
fn describe(text: &str) -> String {
    let first: String = text
        .trim_start()
        .lines()
        .next()
        .unwrap_or_default()
        .chars()
        .take(40)
        .collect();
    if first.starts_with('<') {
        "it looks like XML or a web page".to_owned()
    } else if activity::read(text).is_ok() {
        "it looks like a table (CSV); a report on external domain activity goes to plan, access or \
         entries with --activity"
            .to_owned()
    } else if first.contains(',') || first.contains(';') {
        "it looks like a table (CSV)".to_owned()
    } else if text.contains(" : ") {
        "it looks like what a cmdlet shows on the screen: add | ConvertTo-Json -Depth 10".to_owned()
    } else {
        format!("it begins with \"{first}\"")
    }
}
