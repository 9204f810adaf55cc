//! How entries and partners look: for people, as JSON, as CSV.

use schemars::JsonSchema;
use serde::Serialize;

use super::Terminal;
use super::activity::{JsonReports, notes as report_notes};
use super::json::{self, JsonFinding, JsonLocation};
use super::layout::{hanging, left_right, legible, shown};
use super::terminal::style;
use crate::diagnostics::Finding;
use crate::model::{Name, Notes};
use crate::text::{Sources, words};
use crate::workflow::activity::Reports;
use crate::workflow::entries::{EntryContact, EntryRow};

/// Version of the JSON document.
pub const FORMAT_VERSION: &str = "1.0";
/// Longest text of a person that is shown whole.
const TEXT: usize = 400;
/// Longest note about a report.
const NOTE: usize = 4000;

/// What there is to show.
#[derive(Debug, Clone, Copy)]
pub struct EntriesPage<'a> {
    /// The rows.
    pub rows: &'a [EntryRow],
    /// How many entries reports say something of, those included that --unused leaves out.
    pub judged: usize,
    /// The files.
    pub sources: &'a Sources,
    /// The reports by which contact was counted, if there are any.
    pub reports: Option<&'a Reports>,
}

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
    /// With --activity: where the numbers of people come from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reports: Option<JsonReports>,
}

/// Contact with the domains of an entry, by reports on external domain activity.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct JsonContact {
    /// Tenants for which the entry lets people in and of which there is a report.
    pub tenants: Vec<String>,
    /// People who had contact with its domains; who had contact with several counts with each.
    pub people: u64,
    /// People who had contact with domains below its domains, which the entry itself does not let in.
    pub people_below: u64,
    /// Whether neither its domains nor domains below them are in a report.
    pub unused: bool,
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
    /// With --activity: contact with its domains. Absent without a report, and where no allow list of
    /// external access holds it: a report covers nothing else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<JsonContact>,
    /// Where it is written.
    pub location: JsonLocation,
}

/// The document for programs.
#[must_use]
pub fn document(shown: &EntriesPage<'_>) -> EntriesDocument {
    let rows = shown.rows.iter();
    EntriesDocument {
        format_version: FORMAT_VERSION.to_owned(),
        valid: true,
        findings: Vec::new(),
        omitted: 0,
        entries: Some(rows.map(|row| entry(row, shown.sources)).collect()),
        reports: shown.reports.map(Into::into),
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
        reports: None,
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
        contact: row.contact.as_ref().map(|contact| JsonContact {
            tenants: contact.tenants.iter().map(ToString::to_string).collect(),
            people: contact.people,
            people_below: contact.below,
            unused: contact.is_unused(),
        }),
        location: JsonLocation::of(row.place, sources),
    }
}

/// A table for spreadsheets; with reports it has columns for the contact that was seen.
pub fn csv(shown: &EntriesPage<'_>) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut head = vec![
        "address", "entry", "kind", "reason", "owner", "ticket", "expires", "used_by", "since",
        "file", "line",
    ];
    if shown.reports.is_some() {
        head.extend(["people", "people_below", "unused"]);
    }
    writer.write_record(head)?;
    for row in shown.rows {
        let entry = entry(row, shown.sources);
        let text = |t: Option<String>| cell(&t.unwrap_or_default());
        let mut cells = vec![
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
        ];
        if shown.reports.is_some() {
            let contact = entry.contact.map(|c| {
                let numbers = [c.people, c.people_below].map(|n| n.to_string());
                (numbers, c.unused.to_string())
            });
            let (numbers, unused) = contact.unwrap_or_default();
            cells.extend(numbers);
            cells.push(unused);
        }
        writer.write_record(cells)?;
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
pub fn human(page: &EntriesPage<'_>, terminal: &Terminal) -> String {
    let EntriesPage { rows, sources, .. } = *page;
    if rows.is_empty() {
        return format!("No entries.\n{}", counted(page, terminal));
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
    out + &counted(page, terminal)
}

/// How many entries nobody used, and what that rests on; nothing without reports.
fn counted(page: &EntriesPage<'_>, terminal: &Terminal) -> String {
    let Some(reports) = page.reports else {
        return String::new();
    };
    let contacts = || page.rows.iter().filter_map(|row| row.contact.as_ref());
    let unused = contacts().filter(|contact| contact.is_unused()).count();
    let text = format!(
        "{} of {} in allow lists of external access: nobody had contact in the report's period, also \
         not with a domain below. Other entries are not judged: a report counts contact by external \
         access, and with a blocked domain there is meant to be none.",
        words::thousands(unused),
        words::count(page.judged, "entry")
    );
    let notes: Vec<String> = report_notes(reports)
        .iter()
        .map(|note| shown(note, NOTE, terminal))
        .collect();
    let counted = format!("Counted: {}.", notes.join("; "));
    hanging("", &text, terminal) + &hanging("", &counted, terminal)
}

/// What reports say of an entry: `nobody of contoso had contact`.
fn contact(contact: &EntryContact) -> String {
    let names: Vec<&str> = contact.tenants.iter().map(Name::as_str).collect();
    let whose = match names.len() {
        1..=3 => words::and(&names),
        many => words::count(many, "tenant"),
    };
    match (contact.people, contact.below) {
        (0, 0) => format!("nobody of {whose} had contact"),
        (0, below) => format!(
            "nobody of {whose} had contact; {} with domains below, which need entries of their own",
            words::people(below)
        ),
        (some, _) => format!("{} of {whose} had contact", words::people(some)),
    }
}

fn one(row: &EntryRow, sources: &Sources, terminal: &Terminal) -> String {
    let name = legible(&row.entry, TEXT, terminal);
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
    what.extend(row.contact.as_ref().map(contact));
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
