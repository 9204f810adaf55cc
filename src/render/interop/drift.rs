//! Drift for people.

mod told;

pub(super) use told::{Told, told};

use told::most_likely;

use super::TEXT;
use super::import::{file_line, not_taken};
use crate::diff::Change;
use crate::model::section::{Kind, Setting};
use crate::model::sections::setting;
use crate::model::{Address, Name, Value};
use crate::render::Terminal;
use crate::render::layout::{hanging, legible, shown};
use crate::render::plan::{dot, people};
use crate::render::terminal::style;
use crate::render::words::value as value_words;
use crate::state::{Known, Version};
use crate::text::{Sources, words};
use crate::workflow::drift::{Drift, Drifted, Row};
use crate::workflow::exports::Export;

/// How many entries of a list, and how many pairs of parties, are shown.
const ENTRIES: usize = 10;

/// What was compared.
#[derive(Debug)]
pub struct DriftPage<'a> {
    /// What was read.
    pub export: &'a Export,
    /// What it comes to.
    pub drift: &'a Drift,
    /// What was recorded, with --accept.
    pub version: Option<&'a Version>,
    /// The files.
    pub sources: &'a Sources,
    /// Whether --accept was given.
    pub accept: bool,
    /// Whether long lists are shown whole.
    pub full: bool,
}

/// The page.
#[must_use]
pub fn human(page: &DriftPage<'_>, terminal: &Terminal) -> String {
    let drift = page.drift;
    let mut out = String::new();
    for file in &page.export.files {
        out.push_str(&file_line(file, terminal));
    }
    if !drift.rows.is_empty() {
        out.push('\n');
        let against = against(drift);
        if !against.is_empty() {
            out.push_str(&hanging("", against, terminal));
        }
        let people = people(&drift.consequences, page.sources, page.full, terminal);
        out.push_str(&people);
    }
    out.push('\n');
    out.push_str(&hanging("", &summary(drift), terminal));
    let rows = told(&drift.rows, page.full);
    let likely = most_likely(&rows);
    for told in &rows {
        out.push('\n');
        out.push_str(&one(&drift.tenant, told, likely, page.full, terminal));
    }
    if let Some(likely) = likely {
        let others = |told: &Told<'_>| is_by_others(told.row, Some(likely));
        let unless = match rows.iter().any(others) {
            true => ", where an entry does not say it",
            false => "",
        };
        let text = format!("Who may have changed it outside{unless}: {likely}.");
        out.push('\n');
        out.push_str(&hanging("", &text, terminal));
    }
    out.push_str(&failing(drift, terminal));
    let matter: Vec<_> = page
        .export
        .observed
        .not_taken
        .iter()
        .filter(|n| n.why.matters())
        .cloned()
        .collect();
    out.push_str(&not_taken(&matter, page.full, terminal));
    out.push('\n');
    out.push_str(&ending(page, terminal));
    out
}

/// Whether an entry names who may have changed it: somebody else than for most.
fn is_by_others(row: &Row, likely: Option<&str>) -> bool {
    row.kind == Drifted::ChangedOutside && Some(row.who) != likely
}

/// The counts in a sentence or two.
pub(super) fn summary(drift: &Drift) -> String {
    let number = |kind| drift.rows.iter().filter(|row| row.kind == kind).count();
    let (outside, not) = (
        number(Drifted::ChangedOutside),
        number(Drifted::NotCarriedOut),
    );
    let mut parts = Vec::new();
    if outside > 0 {
        parts.push(format!(
            "{} changed outside",
            words::count(outside, "setting")
        ));
    }
    if not > 0 {
        parts.push(format!(
            "{} requested and not there",
            words::count(not, "setting")
        ));
    }
    if parts.is_empty() {
        parts.push("no drift".to_owned());
    }
    parts.push(format!("{} as recorded", words::thousands(drift.same)));
    let mut text = format!("{}: {}.", drift.tenant, parts.join(", "));
    if !drift.confirmed.is_empty() {
        let number = words::thousands(drift.confirmed.len());
        text.push_str(&format!(
            " Requested, and now seen for the first time: {number}."
        ));
    }
    if !drift.past.is_empty() {
        let number = words::thousands(drift.past.len());
        text.push_str(&format!(
            " Requested or seen after the export was read, and so not compared: {number}."
        ));
    }
    if !drift.unseen.is_empty() {
        let number = words::thousands(drift.unseen.len());
        text.push_str(&format!(" Recorded, and not in the export: {number}."));
    }
    if !drift.unrecorded.is_empty() {
        let number = words::thousands(drift.unrecorded.len());
        text.push_str(&format!(" In the export, and not recorded: {number}."));
    }
    text
}

/// What the first lines compare with, where it is more than what was there before.
fn against(drift: &Drift) -> &'static str {
    let not = |row: &&Row| row.kind == Drifted::NotCarriedOut;
    match drift.rows.iter().filter(not).count() {
        0 => "",
        all if all == drift.rows.len() => {
            "What was requested is not there. Compared with it, as things stand now:"
        }
        _ => {
            "Some of it was requested and is not there. Compared with what is recorded, as things \
             stand now:"
        }
    }
}

fn one(
    tenant: &Name,
    told: &Told<'_>,
    likely: Option<&str>,
    full: bool,
    terminal: &Terminal,
) -> String {
    let row = told.row;
    let change = &row.change;
    let declared = setting(change.key.as_str());
    let kind = kind(row.kind);
    let head = Address::setting(tenant, &change.key).to_string();
    let mut out = format!(
        "  {}  {kind}\n",
        terminal.paint(style::HEADING, &shown(&head, TEXT, terminal))
    );
    let mut title = declared.map_or("", |s| s.title).to_owned();
    if !told.opens.is_empty() {
        let opens = terminal.paint(style::WARNING, told.opens);
        title = format!("{title} {} {opens}", dot(terminal));
    }
    if !title.is_empty() {
        out.push_str(&hanging("    ", &title, terminal));
    }
    let day = row.recorded.since.strftime("%Y-%m-%d");
    let how = match (row.recorded.known, &row.recorded.seen) {
        (Known::Requested, _) => format!("requested {day}"),
        (Known::Observed, Some(seen)) => format!("last seen {}", seen.time.strftime("%Y-%m-%d")),
        (Known::Observed, None) => format!("observed {day}"),
    };
    let recorded = format!(
        "{} ({how})",
        in_words(declared, change.before.as_ref(), terminal)
    );
    let with = told.with();
    let mut service = in_words(declared, change.after.as_ref(), terminal);
    if !with.is_empty() {
        service = format!("{service}, {with}");
    }
    out.push_str(&hanging("    recorded  ", &recorded, terminal));
    out.push_str(&hanging("    service   ", &service, terminal));
    for (sign, words) in moved(change) {
        let most = if full { words.len() } else { ENTRIES };
        for word in words.iter().take(most) {
            out.push_str(&format!("      {sign} {}\n", legible(word, TEXT, terminal)));
        }
        if words.len() > most {
            out.push_str(&format!(
                "      {sign} {} more\n",
                words::thousands(words.len() - most)
            ));
        }
    }
    let files = match &row.desired {
        None => "no file states it".to_owned(),
        Some(desired) if Some(desired) == change.after.as_ref() => {
            "state what the service holds".to_owned()
        }
        Some(desired) if Some(desired) == change.before.as_ref() => {
            "state what is recorded".to_owned()
        }
        Some(desired) => in_words(declared, Some(desired), terminal),
    };
    out.push_str(&hanging("    files     ", &files, terminal));
    if is_by_others(row, likely) {
        out.push_str(&hanging(
            "    who       ",
            &format!("may have been {}", row.who),
            terminal,
        ));
    }
    out
}

/// What a difference is, in words.
pub(super) fn kind(drifted: Drifted) -> &'static str {
    match drifted {
        Drifted::ChangedOutside => "changed outside",
        Drifted::NotCarriedOut => "requested, and not there",
    }
}

/// Entries that came and went, where both sides are lists: between a list and everybody none did.
pub(super) fn moved(change: &Change) -> Vec<(&'static str, Vec<&str>)> {
    let is_list = |value: &Option<Value>| value.as_ref().is_some_and(|v| v.as_set().is_some());
    match is_list(&change.before) && is_list(&change.after) {
        true => vec![("+", change.added()), ("-", change.removed())],
        false => Vec::new(),
    }
}

/// A value in a few words; long lists by their number.
pub(super) fn in_words(
    setting: Option<&Setting>,
    value: Option<&Value>,
    terminal: &Terminal,
) -> String {
    match value {
        None => "not there".to_owned(),
        Some(Value::Set(set)) if set.len() > 3 => {
            let noun = match setting.map(|s| s.kind) {
                Some(Kind::Domains | Kind::AllowedDomains | Kind::MailDomains) => "domain",
                _ => "entry",
            };
            words::count(set.len(), noun)
        }
        Some(Value::Set(set)) if set.is_empty() => "an empty list".to_owned(),
        Some(value) => value_words(value, terminal),
    }
}

fn failing(drift: &Drift, terminal: &Terminal) -> String {
    let failed = drift.tests.iter().filter(|test| !test.passed);
    let lines: Vec<String> = failed.map(|test| test.address().to_string()).collect();
    if lines.is_empty() {
        return String::new();
    }
    let heading = terminal.paint(
        style::HEADING,
        "Expectations that the service does not meet",
    );
    let mut out = format!("\n{heading}\n");
    for line in lines {
        out.push_str(&hanging("  ", &line, terminal));
    }
    out
}

/// What was recorded, and what to do next.
fn ending(page: &DriftPage<'_>, terminal: &Terminal) -> String {
    let drifted = !page.drift.rows.is_empty();
    let text = match (page.version, page.accept) {
        (Some(version), _) => {
            let serial = version.serial;
            let next = match drifted {
                true => "",
                false => " Run guestlist plan: it shows what the files state otherwise.",
            };
            format!("Recorded as version {serial}: what the service holds, as observed.{next}")
        }
        (None, true) => "All of it is recorded already: nothing was recorded.".to_owned(),
        (None, false) if drifted => {
            "Nothing was recorded. To go on, run the same with --accept: that records what the \
             service holds."
                .to_owned()
        }
        (None, false) => {
            "Nothing was recorded. guestlist drift with --accept records what the service holds."
                .to_owned()
        }
    };
    let mut out = hanging("", &text, terminal);
    if drifted {
        out.push_str("Then guestlist plan shows what the files state otherwise:\n");
        let next = [
            (
                "  take it over  ",
                "write what the service holds into the files, until the plan shows no change",
            ),
            (
                "  put it back   ",
                "guestlist apply, then guestlist export --to powershell --out scripts",
            ),
        ];
        for (lead, words) in next {
            out.push_str(&hanging(lead, words, terminal));
        }
    }
    out
}
