//! Values in words.

use crate::model::Value;
use crate::model::section::{Form, Kind, Setting};
use crate::plan::Commit;
use crate::render::Terminal;
use crate::text::words;

/// What an entry of a list is called.
pub(super) fn noun(setting: Option<&Setting>) -> &'static str {
    match setting.map(|s| s.kind) {
        Some(Kind::Domains | Kind::AllowedDomains | Kind::MailDomains) => "domain",
        Some(Kind::Words(Form::User)) => "user",
        Some(Kind::Words(Form::Guid)) => "id",
        Some(Kind::Words(Form::Mail)) => "address",
        Some(Kind::Words(Form::Ipv4 | Form::IpRange)) => "range",
        Some(_) => "entry",
        // A tenant's own domains are no setting of a section.
        None => "domain",
    }
}

/// A value in a few words: `true`, `all`, `only 1 domain`, `1,204 domains`.
pub(super) fn in_words(setting: Option<&Setting>, value: &Value) -> String {
    match value {
        Value::Flag(on) => on.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.to_string(),
        Value::Set(set) if set.is_empty() => format!("no {}s", noun(setting)),
        Value::Set(set) => {
            let count = words::count(set.len(), noun(setting));
            if setting.is_some_and(|s| s.kind == Kind::AllowedDomains) {
                format!("only {count}")
            } else {
                count
            }
        }
    }
}

/// Between before and after.
pub(super) fn arrow(terminal: &Terminal) -> &'static str {
    if terminal.unicode { "→" } else { "->" }
}

/// Between things in one line.
pub(in crate::render) fn dot(terminal: &Terminal) -> &'static str {
    if terminal.unicode { "·" } else { "-" }
}

/// `main at 4f2c1ab (2026-11-19)`
pub(super) fn commit_in_words(commit: &Commit) -> String {
    let short = commit.id.get(..7).unwrap_or(&commit.id);
    let Commit { name, day, .. } = commit;
    let at = match commit.id.starts_with(name.as_str()) {
        true => format!("{short} ({day})"),
        false => format!("{name} at {short} ({day})"),
    };
    match commit.is_there {
        true => at,
        false => format!("{at}, which has no guestlist.yaml here"),
    }
}
