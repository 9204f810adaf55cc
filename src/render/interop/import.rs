//! An import for people.

use std::collections::BTreeMap;

use super::TEXT;
use crate::interop::{NotTaken, Why};
use crate::model::Name;
use crate::render::Terminal;
use crate::render::layout::{hanging, shown};
use crate::render::terminal::style;
use crate::state::Version;
use crate::text::words;
use crate::workflow::exports::{Export, ExportFile};
use crate::workflow::import::Prepared;

/// How many names of a group are shown unless all are asked for.
const NAMES: usize = 8;

/// What was imported.
#[derive(Debug)]
pub struct ImportPage<'a> {
    /// What was read.
    pub export: &'a Export,
    /// What was written.
    pub prepared: &'a Prepared,
    /// What was recorded.
    pub version: &'a Version,
    /// Whether everything that was not taken over is listed.
    pub full: bool,
}

/// The page.
#[must_use]
pub fn human(page: &ImportPage<'_>, terminal: &Terminal) -> String {
    let name = &page.prepared.name;
    let mut out = String::new();
    for file in &page.export.files {
        out.push_str(&file_line(file, terminal));
    }
    out.push_str(&taken(page, name, terminal));
    out.push_str(&not_taken(&page.prepared.not_taken, page.full, terminal));
    let (path, serial) = (page.prepared.path.as_str(), page.version.serial);
    let written = match page.export.observed.is_wish {
        true => format!(
            "Written to {path}, recorded as requested in version {serial}: guestlist wrote the file \
             itself, so it says what is to be, not what was seen."
        ),
        false => format!("Written to {path}, recorded as observed in version {serial}."),
    };
    out.push('\n');
    out.push_str(&hanging("", &written, terminal));
    out.push_str("Look it over, then:\n");
    out.push_str("  guestlist validate\n  guestlist plan        shows no change\n");
    out
}

pub(super) fn file_line(file: &ExportFile, terminal: &Terminal) -> String {
    hanging("", &shown(&file.dated_source(), TEXT, terminal), terminal)
}

/// How many settings of each section.
fn taken(page: &ImportPage<'_>, name: &Name, terminal: &Terminal) -> String {
    let mut sections: BTreeMap<&str, usize> = BTreeMap::new();
    for key in page.prepared.values.keys() {
        *sections
            .entry(key.section().unwrap_or_default())
            .or_default() += 1;
    }
    let parts: Vec<String> = sections
        .iter()
        .map(|(name, n)| format!("{name} {n}"))
        .collect();
    let count = words::count(page.prepared.values.len(), "setting");
    let mut out = terminal.paint(style::HEADING, &format!("\n{name}: {count} taken over"));
    out.push('\n');
    out.push_str(&hanging("  ", &parts.join(", "), terminal));
    out
}

/// What is in the files and was not taken over: what matters one by one, the rest by reason.
#[must_use]
pub fn not_taken(all: &[NotTaken], full: bool, terminal: &Terminal) -> String {
    if all.is_empty() {
        return String::new();
    }
    let mut out = String::new();
    let (matter, rest): (Vec<&NotTaken>, Vec<&NotTaken>) =
        all.iter().partition(|n| n.why.matters());
    let heading = |text: &str| format!("\n{}\n", terminal.paint(style::HEADING, text));
    if !matter.is_empty() {
        out.push_str(&heading("Not taken over, and so left alone"));
    }
    for one in matter {
        out.push_str(&format!("  {}\n", shown(&one.at, TEXT, terminal)));
        out.push_str(&hanging(
            "    ",
            &shown(one.why.reason(), TEXT, terminal),
            terminal,
        ));
    }
    if !rest.is_empty() {
        out.push_str(&heading("Not managed by guestlist"));
    }
    let mut groups: BTreeMap<&Why, Vec<&str>> = BTreeMap::new();
    for one in rest {
        groups.entry(&one.why).or_default().push(&one.at);
    }
    let mut cut = false;
    for (why, places) in groups {
        let number = words::thousands(places.len());
        let most = if full { places.len() } else { NAMES };
        cut |= places.len() > most;
        let names: Vec<String> = places
            .iter()
            .take(most)
            .map(|at| shown(at, TEXT, terminal))
            .collect();
        let more = if places.len() > most { ", …" } else { "" };
        out.push_str(&format!("  {number}  {}\n", why.group()));
        out.push_str(&hanging(
            "    ",
            &format!("{}{more}", names.join(", ")),
            terminal,
        ));
    }
    if cut {
        out.push_str("  --full lists all of it.\n");
    }
    out
}
