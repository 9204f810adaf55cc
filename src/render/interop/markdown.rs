//! Drift as a comment or a report.

use super::drift::{Told, in_words, kind, moved, summary, told};
use crate::model::sections::setting;
use crate::render::Terminal;
use crate::render::plan::markdown::text::{code, prose};
use crate::render::plan::markdown::{MOST, Sheet, outside};
use crate::text::{Sources, words};
use crate::workflow::drift::Drift;

/// Without a terminal: no colours.
const PLAIN: Terminal = Terminal {
    width: 80,
    unicode: true,
    colour: false,
};

/// How many entries of one list stand in a row.
const ENTRIES: usize = 20;

/// The report, never longer than a comment may be.
#[must_use]
pub fn drift(drift: &Drift, read: &[String], sources: &Sources) -> String {
    let mut sheet = Sheet::new();
    sheet.add(&format!("<!-- guestlist:drift:{} -->", drift.tenant));
    if !drift.rows.is_empty() {
        outside(&mut sheet, &drift.consequences, sources);
    }
    sheet.add(&format!("<p><b>Drift</b> {}</p>", prose(&summary(drift))));
    let read: Vec<String> = read.iter().map(|s| code(s)).collect();
    sheet.add(&format!("<p>Read from {}</p>", read.join(", ")));
    let frame = [
        "<table>\n<tr><th>setting</th><th></th><th>recorded</th><th>service</th><th>who may have</th></tr>",
        "</table>",
    ];
    // What opens nothing is the first to be left out.
    let rows = told(&drift.rows, false);
    let rows = rows.iter().map(|told| (1 + told.inside, row(told)));
    sheet.list(frame, rows, MOST, "setting");
    sheet.finish("", "<code>guestlist drift --full</code> shows all.")
}

fn row(told: &Told<'_>) -> String {
    let row = told.row;
    let change = &row.change;
    let declared = setting(change.key.as_str());
    let value = |value| code(&in_words(declared, value, &PLAIN));
    let mut cell = value(change.after.as_ref());
    let entries = moved(change).into_iter();
    let entries = entries
        .flat_map(|(sign, words)| words.into_iter().map(move |word| format!("{sign} {word}")));
    let entries: Vec<String> = entries.collect();
    for entry in entries.iter().take(ENTRIES) {
        cell.push_str(&format!(" {}", code(entry)));
    }
    if entries.len() > ENTRIES {
        let more = words::thousands(entries.len() - ENTRIES);
        cell.push_str(&format!(" and {more} more"));
    }
    let with = told.with();
    if !with.is_empty() {
        cell.push_str(&format!(", {with}"));
    }
    let opens = match told.opens {
        "" => String::new(),
        opens => format!(" · {opens}"),
    };
    format!(
        "<tr><td>{}</td><td>{}{opens}</td><td>{}</td><td>{cell}</td><td>{}</td></tr>",
        code(change.key.as_str()),
        kind(row.kind),
        value(change.before.as_ref()),
        prose(row.who),
    )
}
