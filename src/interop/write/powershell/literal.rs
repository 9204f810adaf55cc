//! Values as PowerShell writes them.

use serde_json::Value as Json;

use crate::interop::write::quote;

/// Columns that a list may take.
const WIDTH: usize = 96;

/// A constant of PowerShell; nothing in it can become code.
pub(super) fn literal(value: &Json, indent: usize) -> String {
    match value {
        Json::Null => "$null".to_owned(),
        Json::Bool(on) => if *on { "$true" } else { "$false" }.to_owned(),
        Json::Number(number) => number.to_string(),
        Json::String(text) => quote::string(text),
        Json::Array(items) => list(items.iter().map(|item| literal(item, indent)), indent),
        Json::Object(members) => table(
            members
                .iter()
                .map(|(name, value)| (quote::string(name), literal(value, indent + 4))),
            indent,
        ),
    }
}

/// A list of texts.
pub(super) fn texts<'t>(items: impl IntoIterator<Item = &'t str>, indent: usize) -> String {
    list(items.into_iter().map(quote::string), indent)
}

/// A list in one line if it fits, else in as few as it takes.
fn list(items: impl Iterator<Item = String>, indent: usize) -> String {
    let items: Vec<String> = items.collect();
    let line = items.join(", ");
    if indent + line.len() <= WIDTH {
        return format!("@({line})");
    }
    let pad = " ".repeat(indent + 4);
    let mut out = String::from("@(\n");
    let mut line = pad.clone();
    let last = items.len().saturating_sub(1);
    for (at, item) in items.iter().enumerate() {
        if line.len() + item.len() > WIDTH && line.len() > pad.len() {
            out.push_str(line.trim_end());
            out.push('\n');
            line.clone_from(&pad);
        }
        line.push_str(item);
        if at != last {
            line.push_str(", ");
        }
    }
    out.push_str(&line);
    out.push('\n');
    out.push_str(&" ".repeat(indent));
    out.push(')');
    out
}

/// A table, a member a line.
pub(super) fn table(members: impl Iterator<Item = (String, String)>, indent: usize) -> String {
    let mut out = String::from("@{\n");
    for (name, value) in members {
        out.push_str(&format!("{}{name} = {value}\n", " ".repeat(indent + 4)));
    }
    out.push_str(&" ".repeat(indent));
    out.push('}');
    out
}
