//! Doors in a terminal.

use super::{NARROWER, Standing, defaults, heading, of_domains, systems, telling, title, untold};
use crate::access::{State, Verdict};
use crate::render::access::{Basis, seen};
use crate::render::layout::{hanging, left_right, legible};
use crate::render::terminal::style;
use crate::render::{Symbol, Terminal, proof};
use crate::text::words::{count, some};
use crate::workflow::doors::{Door, DoorKind, DoorPart, Doors, LinkSign, TenantDoors};

/// Longest heading.
const TEXT: usize = 400;
/// Tenants named in a heading.
const NAMES: usize = 4;
/// Groups of tenants that are told; the rest is counted.
const GROUPS: usize = 40;
/// Groups of domains that are told of one door.
const PARTS: usize = 4;

/// For people.
#[must_use]
pub fn human(doors: &Doors, basis: &Basis<'_>, terminal: &Terminal) -> String {
    let heading = legible(&heading(doors), TEXT, terminal);
    let heading = hanging("", &heading, terminal);
    let mut out = format!("{}\n", terminal.paint(style::HEADING, heading.trim_end()));
    let groups = doors.groups();
    for group in groups.iter().take(GROUPS) {
        out.push('\n');
        out.push_str(&tenants(doors, group, basis, terminal));
    }
    if let Some(more) = groups.get(GROUPS..).filter(|more| !more.is_empty()) {
        let tenants = more.iter().map(Vec::len).sum();
        let tenants = count(tenants, "tenant");
        out.push_str(&format!("\n{tenants} more: --format json shows all.\n"));
    }
    out.push_str(&systems::human(doors, basis, terminal));
    out.push_str(&format!("\n{}", hanging("", NARROWER, terminal)));
    out.push_str(&hanging("", &basis.sentence(), terminal));
    out.push_str(&seen::counted(basis, terminal));
    out
}

/// Tenants whose doors stand alike; what is told is the first one's.
fn tenants(
    doors: &Doors,
    group: &[&TenantDoors],
    basis: &Basis<'_>,
    terminal: &Terminal,
) -> String {
    let names: Vec<&str> = group.iter().map(|t| t.tenant.as_str()).collect();
    let head = terminal.paint(style::HEADING, &some(&names, NAMES));
    let alike = match group.len() {
        1 => String::new(),
        number => format!("{number} tenants alike; told for {}", names[0]),
    };
    let mut out = left_right(0, &head, &alike, terminal);
    if let Some(text) = seen::of_group(doors, group, basis) {
        out.push_str(&hanging("  ", &text, terminal));
    }
    let mut told = Vec::new();
    for asked in &group[0].doors {
        out.push_str(&door(asked, &mut told, basis, terminal));
    }
    out
}

fn door(door: &Door, told: &mut Vec<LinkSign>, basis: &Basis<'_>, terminal: &Terminal) -> String {
    let standing = Standing::of(door);
    let mark = match standing {
        Standing::Open | Standing::OpenHere => terminal.symbol(Symbol::Good),
        Standing::Unknown => terminal.symbol(Symbol::Unknown),
        Standing::ShutThere | Standing::Shut => terminal.symbol(Symbol::Error),
        Standing::Differs => standing.mark().to_owned(),
    };
    let title = format!("{mark} {}", title(door.asked));
    let mut out = left_right(2, &title, standing.words(), terminal);
    for one in door.parts.iter().take(PARTS) {
        out.push_str(&part(one, door.asked.kind, told, basis, terminal));
    }
    if let Some(more) = door.parts.len().checked_sub(PARTS).filter(|more| *more > 0) {
        let groups = count(more, "group");
        out.push_str(&format!("      {groups} of domains more\n"));
    }
    out
}

fn part(
    part: &DoorPart,
    kind: DoorKind,
    told: &mut Vec<LinkSign>,
    basis: &Basis<'_>,
    terminal: &Terminal,
) -> String {
    let mut out = String::new();
    let domains = of_domains(part, 3);
    let by_domain = domains.is_some();
    if let Some(domains) = domains {
        let words = Standing::of_part(part).words();
        out.push_str(&left_right(4, &domains, words, terminal));
    }
    let telling = telling(kind, part);
    let had_some = !telling.is_empty();
    // Doors of guests share most of their steps: each is told once.
    let new = if kind == DoorKind::GuestHere && !by_domain {
        untold(telling, told)
    } else {
        telling
    };
    for link in &new {
        out.push_str(&proof::link(4, "", link, basis.sources, terminal));
    }
    if had_some && new.is_empty() {
        out.push_str("      for the same reasons as guests above\n");
    }
    if let Some(text) = rests_on(part) {
        out.push_str(&hanging("      ", &text, terminal));
    }
    for condition in &part.conditions {
        let condition = legible(condition, TEXT, terminal);
        out.push_str(&hanging("      ", &condition, terminal));
    }
    if part.existing_guests == Some(Verdict::Yes) && part.ours == State::Shut {
        let text = "guests who are in the directory already still get in";
        out.push_str(&hanging("      ", text, terminal));
    }
    out
}

/// What of an open door no file states.
fn rests_on(part: &DoorPart) -> Option<String> {
    let number = defaults(part);
    if part.ours != State::Open || number == 0 {
        return None;
    }
    Some(match number {
        1 => "1 setting at Microsoft's default, stated nowhere".to_owned(),
        many => format!("{many} settings at Microsoft's defaults, stated nowhere"),
    })
}
