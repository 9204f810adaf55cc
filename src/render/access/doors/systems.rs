//! Doors of other systems beside those of chat and teams: invitations, files, calendars.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::SettingKey;
use crate::render::access::Basis;
use crate::render::access::escape::{html as escaped_html, markdown as escaped_markdown};
use crate::render::json::JsonLocation;
use crate::render::layout::{hanging, left_right, legible};
use crate::render::terminal::style;
use crate::render::{Symbol, Terminal};
use crate::rules::Basis as Rests;
use crate::rules::doors::{DoorState, NamedAt, Reason, SystemDoor};
use crate::text::words::some;
use crate::workflow::doors::Doors;
use crate::workflow::systems::TenantSystems;

/// Longest sentence.
const TEXT: usize = 400;
/// Tenants named in a heading.
const NAMES: usize = 4;
/// Groups of tenants that are told; the rest is counted.
const GROUPS: usize = 40;
/// Reasons of one door.
const REASONS: usize = 3;

/// Tenants whose doors stand alike for the same reasons, in the order of their first members.
fn groups(doors: &Doors) -> Vec<Vec<&TenantSystems>> {
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<&TenantSystems>> = Vec::new();
    for tenant in &doors.systems {
        let doors = tenant.doors.iter().flat_map(|door| {
            let reasons = door
                .reasons
                .iter()
                .map(|r| format!("{}{:?}", r.text, r.span));
            std::iter::once(door.state.as_str().to_owned()).chain(reasons)
        });
        let named = tenant
            .named
            .iter()
            .map(|n| format!("{}{:?}", n.key, n.span));
        let sign = doors.chain(named).collect::<Vec<_>>().join("\n");
        let place = *at.entry(sign).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(tenant),
            None => groups.push(vec![tenant]),
        }
    }
    groups
}

fn title(group: &[&TenantSystems]) -> String {
    let names: Vec<&str> = group.iter().map(|t| t.tenant.as_str()).collect();
    format!("Beside chat and teams: {}", some(&names, NAMES))
}

fn words(door: &SystemDoor) -> String {
    let state = match door.state {
        DoorState::Open => "open",
        DoorState::Partly => "open in part",
        DoorState::Unknown => "not known",
        DoorState::Shut => "shut",
    };
    if door.is_managed {
        state.to_owned()
    } else {
        format!("{state}, not managed")
    }
}

/// What a reason says, and on what it rests if no file states it.
fn sentence(reason: &Reason) -> String {
    let text = &reason.text;
    match reason.basis {
        Rests::Stated | Rests::Unknown => text.clone(),
        Rests::Recorded => format!("{text} (recorded)"),
        Rests::Default => format!("{text} (Microsoft's default)"),
    }
}

fn place(span: Option<crate::text::Span>, basis: &Basis<'_>) -> Option<String> {
    let location = basis.sources.location(span?);
    Some(format!("{}:{}", location.file, location.line))
}

/// For people.
pub(super) fn human(doors: &Doors, basis: &Basis<'_>, terminal: &Terminal) -> String {
    let groups = groups(doors);
    let mut out = String::new();
    for group in groups.iter().take(GROUPS) {
        let heading = legible(&title(group), TEXT, terminal);
        let heading = terminal.paint(style::HEADING, hanging("", &heading, terminal).trim_end());
        out.push_str(&format!("\n{heading}\n"));
        for door in &group[0].doors {
            out.push_str(&one(door, basis, terminal));
        }
        for named in &group[0].named {
            let text = format!("{} {}", terminal.symbol(Symbol::Note), named_words(named));
            let text = legible(&text, TEXT, terminal);
            let place = place(named.span, basis).unwrap_or_else(|| "recorded".to_owned());
            out.push_str(&placed(2, &text, &place, terminal));
        }
    }
    if groups.len() > GROUPS {
        let tenants: usize = groups.iter().skip(GROUPS).map(Vec::len).sum();
        let tenants = crate::text::words::count(tenants, "tenant");
        out.push_str(&format!("\n{tenants} more: --format json shows all.\n"));
    }
    out
}

/// A sentence with its place at the right edge; a long one is wrapped and the place stands below.
fn placed(indent: usize, text: &str, place: &str, terminal: &Terminal) -> String {
    let margin = " ".repeat(indent);
    let room = terminal.width.saturating_sub(indent).max(1);
    let wrapped = hanging(&margin, &with_breaks(text, room), terminal);
    let (above, last) = match wrapped.trim_end().rsplit_once('\n') {
        Some((above, last)) => (format!("{above}\n"), last),
        None => (String::new(), wrapped.trim_end()),
    };
    let place = terminal.paint(style::PATH, place);
    above + &left_right(indent, last.trim_start(), &place, terminal)
}

/// Long paths may break behind a dot; nothing else holds them together.
fn with_breaks(text: &str, room: usize) -> String {
    let word = |word: &str| match word.rfind('.') {
        Some(dot) if word.chars().count() > room => {
            let (head, tail) = word.split_at(dot + 1);
            format!("{head} {tail}")
        }
        _ => word.to_owned(),
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn named_words(named: &NamedAt) -> String {
    let idle = if named.is_idle {
        ", without effect"
    } else {
        ""
    };
    format!("{}{idle}", named.key)
}

fn one(door: &SystemDoor, basis: &Basis<'_>, terminal: &Terminal) -> String {
    let mark = match door.state {
        DoorState::Open => terminal.symbol(Symbol::Good),
        DoorState::Partly => "~".to_owned(),
        DoorState::Unknown => terminal.symbol(Symbol::Unknown),
        DoorState::Shut => terminal.symbol(Symbol::Error),
    };
    let mut out = left_right(2, &format!("{mark} {}", door.title), &words(door), terminal);
    // Why an open door is open that nobody manages is told by the words alone.
    if door.state == DoorState::Open && !door.is_managed {
        return out;
    }
    for reason in door.reasons.iter().take(REASONS) {
        let text = legible(&sentence(reason), TEXT, terminal);
        let place = place(reason.span, basis).unwrap_or_default();
        out.push_str(&placed(6, &text, &place, terminal));
    }
    out
}

/// A table for each group, in Markdown.
pub(super) fn markdown(doors: &Doors, basis: &Basis<'_>) -> String {
    let mut out = String::new();
    for group in groups(doors).iter().take(GROUPS) {
        out.push_str(&format!("\n### {}\n\n", escaped_markdown(&title(group))));
        out.push_str("| Door | Stands | Why |\n| --- | --- | --- |\n");
        for (title, stands, why) in rows(group[0], basis) {
            let cells = [title, stands, why].map(|text| escaped_markdown(&text));
            out.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
    }
    out
}

/// A table for each group, in HTML.
pub(super) fn html(doors: &Doors, basis: &Basis<'_>) -> String {
    let mut out = String::new();
    for group in groups(doors).iter().take(GROUPS) {
        out.push_str(&format!(
            "<h2>{}</h2>\n<table>\n",
            escaped_html(&title(group))
        ));
        out.push_str("<thead><tr><th scope=\"col\">door</th><th scope=\"col\">stands</th>");
        out.push_str("<th scope=\"col\">why</th></tr></thead>\n<tbody>\n");
        for (title, stands, why) in rows(group[0], basis) {
            out.push_str(&format!(
                "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n",
                escaped_html(&title),
                escaped_html(&stands),
                escaped_html(&why)
            ));
        }
        out.push_str("</tbody>\n</table>\n");
    }
    out
}

/// Door, how it stands, why.
fn rows(tenant: &TenantSystems, basis: &Basis<'_>) -> Vec<(String, String, String)> {
    let with_place = |text: String, span| match place(span, basis) {
        Some(place) => format!("{text} ({place})"),
        None => text,
    };
    let doors = tenant.doors.iter().map(|door| {
        let reasons = door.reasons.iter().take(REASONS);
        let why: Vec<String> = reasons.map(|r| with_place(sentence(r), r.span)).collect();
        (door.title.to_owned(), words(door), why.join("; "))
    });
    let named = tenant.named.iter().map(|named| {
        let why = with_place("names it".to_owned(), named.span);
        (named_words(named), "there".to_owned(), why)
    });
    doors.chain(named).collect()
}

/// A door for programs.
#[derive(Debug, Serialize)]
pub(super) struct JsonSystem {
    door: &'static str,
    /// open, partly, shut or unknown.
    state: &'static str,
    /// Whether a file states a setting that decides here.
    managed: bool,
    reasons: Vec<JsonSystemReason>,
}

#[derive(Debug, Serialize)]
struct JsonSystemReason {
    text: String,
    address: String,
    /// stated, recorded, default or unknown.
    basis: &'static str,
    location: Option<JsonLocation>,
}

/// An object that is there for the party.
#[derive(Debug, Serialize)]
pub(super) struct JsonNamed {
    address: String,
    idle: bool,
    location: Option<JsonLocation>,
}

/// The doors of one tenant for programs.
pub(super) fn json(tenant: &TenantSystems, basis: &Basis<'_>) -> (Vec<JsonSystem>, Vec<JsonNamed>) {
    let location =
        |span: Option<crate::text::Span>| span.map(|span| JsonLocation::of(span, basis.sources));
    let address =
        |key: &SettingKey| crate::model::Address::setting(&tenant.tenant, key).to_string();
    let reason = |reason: &Reason| JsonSystemReason {
        text: reason.text.clone(),
        address: address(&reason.key),
        basis: match reason.basis {
            Rests::Stated => "stated",
            Rests::Recorded => "recorded",
            Rests::Default => "default",
            Rests::Unknown => "unknown",
        },
        location: location(reason.span),
    };
    let doors = tenant.doors.iter().map(|door| JsonSystem {
        door: door.title,
        state: door.state.as_str(),
        managed: door.is_managed,
        reasons: door.reasons.iter().map(reason).collect(),
    });
    let named = tenant.named.iter().map(|named| JsonNamed {
        address: address(&named.key),
        idle: named.is_idle,
        location: location(named.span),
    });
    (doors.collect(), named.collect())
}
