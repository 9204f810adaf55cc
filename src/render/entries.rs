//! How entries and partners look: for people, as JSON, as CSV.

use schemars::JsonSchema;
use serde::Serialize;

use super::Terminal;
use super::json::{self, JsonFinding, JsonLocation};
use super::layout::{hanging, left_right, shown};
use super::terminal::style;
use crate::diagnostics::Finding;
use crate::model::{Name, Notes};
use crate::text::{Sources, words};
use crate::workflow::entries::EntryRow;

/// Version of the JSON document.
pub const FORMAT_VERSION: &str = "1.0";
/// Longest text of a person that is shown whole.
const TEXT: usize = 400;

/// What `guestlist entries --format json` prints.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct EntriesDocument {
    /// Changes only with the meaning or the form of what is here.
    pub format_version: String,
    /// Whether the files have no fault.
    pub valid: bool,
    /// Faults.
    pub findings: Vec<JsonFinding>,
    /// Faults that were counted and not kept.
    pub omitted: usize,
    /// Every entry as written, and every partner; null if the files have faults.
    pub entries: Option<Vec<JsonEntry>>,
}

/// An entry as written, or a partner.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct JsonEntry {
    /// Its address.
    pub address: String,
    /// What it names.
    pub entry: String,
    /// domain, list, partner, tenant, inherited, or organisation for a partner's own definition.
    pub kind: String,
    /// Why it is there.
    pub reason: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The ticket in which it was decided.
    pub ticket: Option<String>,
    /// The last day on which it is valid.
    pub expires: Option<String>,
    /// Tenants for which it counts.
    pub used_by: Vec<String>,
    /// The version since which a tenant's record holds it without a break.
    pub since: Option<u64>,
    /// Where it is written.
    pub location: JsonLocation,
}

/// The document for programs.
#[must_use]
pub fn document(rows: &[EntryRow], sources: &Sources) -> EntriesDocument {
    EntriesDocument {
        format_version: FORMAT_VERSION.to_owned(),
        valid: true,
        findings: Vec::new(),
        omitted: 0,
        entries: Some(rows.iter().map(|row| entry(row, sources)).collect()),
    }
}

/// The document of faulty files; `omitted` faults besides were only counted.
#[must_use]
pub fn faulty(faults: &[Finding], omitted: usize, sources: &Sources) -> EntriesDocument {
    EntriesDocument {
        format_version: FORMAT_VERSION.to_owned(),
        valid: false,
        findings: json::finding::findings(faults, sources),
        omitted,
        entries: None,
    }
}

fn entry(row: &EntryRow, sources: &Sources) -> JsonEntry {
    JsonEntry {
        address: row.address.to_string(),
        entry: row.entry.clone(),
        kind: row.kind.to_owned(),
        reason: row.notes.reason.clone(),
        owner: row.notes.owner.clone(),
        ticket: row.notes.ticket.clone(),
        expires: row.notes.expires.map(|d| d.to_string()),
        used_by: row.used_by.iter().map(ToString::to_string).collect(),
        since: row.since.map(|s| s.0),
        location: JsonLocation::of(row.place, sources),
    }
}

/// A table for spreadsheets.
pub fn csv(rows: &[EntryRow], sources: &Sources) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "address", "entry", "kind", "reason", "owner", "ticket", "expires", "used_by", "since",
        "file", "line",
    ])?;
    for row in rows {
        let entry = entry(row, sources);
        let text = |t: Option<String>| cell(&t.unwrap_or_default());
        writer.write_record([
            cell(&entry.address),
            cell(&entry.entry),
            entry.kind,
            text(entry.reason),
            text(entry.owner),
            text(entry.ticket),
            entry.expires.unwrap_or_default(),
            entry.used_by.join(" "),
            entry.since.map(|s| s.to_string()).unwrap_or_default(),
            cell(&entry.location.file),
            entry.location.line.to_string(),
        ])?;
    }
    let bytes = writer
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Text from a file that a spreadsheet must not take for a formula.
fn cell(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// For people: grouped by what holds the entries.
#[must_use]
pub fn human(rows: &[EntryRow], sources: &Sources, terminal: &Terminal) -> String {
    if rows.is_empty() {
        return "No entries.\n".to_owned();
    }
    let mut out = String::new();
    let mut holder = String::new();
    for row in rows {
        let address = row.address.to_string();
        let title = match row.kind {
            "organisation" => "partners",
            _ => address
                .rfind('[')
                .and_then(|end| address.get(..end))
                .unwrap_or(&address),
        };
        if title != holder {
            if !out.is_empty() {
                out.push('\n');
            }
            title.clone_into(&mut holder);
            out.push_str(&format!("{}\n", terminal.paint(style::HEADING, title)));
        }
        out.push_str(&one(row, sources, terminal));
    }
    out.push_str(&format!("\n{}.\n", words::count(rows.len(), "entry")));
    out
}

fn one(row: &EntryRow, sources: &Sources, terminal: &Terminal) -> String {
    let name = shown(&row.entry, TEXT, terminal);
    let name = match row.kind {
        "domain" | "organisation" | "object" | "inherited" => name,
        kind => format!("{kind} {name}"),
    };
    let place = sources.location(row.place);
    let place = format!("{}:{}", shown(&place.file, TEXT, terminal), place.line);
    let mut out = left_right(2, &name, &terminal.paint(style::PATH, &place), terminal);
    let mut what = vec![used(&row.used_by)];
    what.extend(notes(&row.notes, terminal));
    what.extend(row.since.map(|serial| format!("since version {serial}")));
    out.push_str(&hanging("      ", &what.join(" · "), terminal));
    out
}

fn used(tenants: &[Name]) -> String {
    let names: Vec<&str> = tenants.iter().map(Name::as_str).collect();
    match names.len() {
        0 => "used by no tenant".to_owned(),
        1..=3 => format!("used by {}", words::and(&names)),
        many => format!("used by {}", words::count(many, "tenant")),
    }
}

/// Notes in the order in which people ask.
fn notes(notes: &Notes, terminal: &Terminal) -> Vec<String> {
    let text = |t: &Option<String>| t.as_ref().map(|t| shown(t, TEXT, terminal));
    let until = notes.expires.map(|day| format!("until {day}"));
    [
        text(&notes.reason),
        text(&notes.ticket),
        text(&notes.owner),
        until,
    ]
    .into_iter()
    .flatten()
    .collect()
}
