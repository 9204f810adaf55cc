//! Drift as a comment or a report.

use super::drift::{in_words, kind, moved, summary};
use crate::model::sections::setting;
use crate::render::Terminal;
use crate::render::plan::markdown::outside;
use crate::render::plan::markdown::text::{code, prose};
use crate::text::Sources;
use crate::workflow::drift::Drift;

/// Without a terminal: no colours.
const PLAIN: Terminal = Terminal {
    width: 80,
    unicode: true,
    colour: false,
};

/// How many settings are listed: a comment has room for that many.
const ROWS: usize = 200;
/// How many entries of one list.
const ENTRIES: usize = 20;

/// The report.
#[must_use]
pub fn drift(drift: &Drift, read: &[String], sources: &Sources) -> String {
    let mut out = format!("<!-- guestlist:drift:{} -->\n\n", drift.tenant);
    if !drift.rows.is_empty() {
        out.push_str(&outside(&drift.consequences, sources));
        out.push('\n');
    }
    out.push_str(&format!("<p><b>Drift</b> {}</p>\n", prose(&summary(drift))));
    let read: Vec<String> = read.iter().map(|s| code(s)).collect();
    out.push_str(&format!("<p>Read from {}</p>\n", read.join(", ")));
    if !drift.rows.is_empty() {
        out.push_str("<table>\n<tr><th>setting</th><th></th><th>recorded</th><th>service</th><th>who may have</th></tr>\n");
    }
    for row in drift.rows.iter().take(ROWS) {
        let change = &row.change;
        let declared = setting(change.key.as_str());
        let kind = kind(row.kind);
        let entries = moved(change).into_iter();
        let entries = entries
            .flat_map(|(sign, words)| words.into_iter().map(move |word| format!("{sign} {word}")));
        let entries: Vec<String> = entries.take(ENTRIES).map(|e| code(&e)).collect();
        let value = |value| code(&in_words(declared, value, &PLAIN));
        out.push_str(&format!(
            "<tr><td>{}</td><td>{kind}</td><td>{}</td><td>{} {}</td><td>{}</td></tr>\n",
            code(change.key.as_str()),
            value(change.before.as_ref()),
            value(change.after.as_ref()),
            entries.join(" "),
            prose(row.who),
        ));
    }
    if !drift.rows.is_empty() {
        out.push_str("</table>\n");
    }
    if drift.rows.len() > ROWS {
        out.push_str(&format!(
            "<p>{} more settings.</p>\n",
            drift.rows.len() - ROWS
        ));
    }
    out
}
