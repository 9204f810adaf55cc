//! Doors for a page in a repository.

use super::{NARROWER, Standing, heading, systems, telling, title};
use crate::render::access::escape::markdown as escaped;
use crate::render::access::{Basis, seen};
use crate::render::proof;
use crate::text::words::some;
use crate::workflow::doors::{Door, Doors};

/// Tenants named in a row.
const NAMES: usize = 8;
/// Rows; the rest is counted.
const ROWS: usize = 400;
/// Reasons in a cell.
const REASONS: usize = 3;

/// A table for each group of tenants whose doors stand alike.
#[must_use]
pub fn markdown(doors: &Doors, basis: &Basis<'_>) -> String {
    let mut out = format!(
        "## {}\n\n{}\n",
        escaped(&heading(doors)),
        escaped(&basis.sentence())
    );
    let groups = doors.groups();
    for group in groups.iter().take(ROWS) {
        let names: Vec<&str> = group.iter().map(|t| t.tenant.as_str()).collect();
        out.push_str(&format!("\n### {}\n\n", escaped(&some(&names, NAMES))));
        if let Some(text) = seen::of_group(doors, group, basis) {
            out.push_str(&format!("{}\n\n", escaped(&text)));
        }
        out.push_str("| Door | Stands | Why |\n| --- | --- | --- |\n");
        for door in &group[0].doors {
            out.push_str(&row(door, basis));
        }
    }
    if groups.len() > ROWS {
        let more = groups.len() - ROWS;
        out.push_str(&format!("\n{more} more groups of tenants.\n"));
    }
    out.push_str(&systems::markdown(doors, basis));
    out.push_str(&format!("\n{}\n", escaped(NARROWER)));
    out.push_str(&seen::counted_markdown(basis));
    out
}

fn row(door: &Door, basis: &Basis<'_>) -> String {
    let standing = Standing::of(door);
    let telling = |part| telling(door.asked.kind, part);
    let links = door.parts.iter().flat_map(telling).take(REASONS);
    let why: Vec<String> = links
        .map(|link| {
            let text = escaped(&link.text);
            match proof::place(link, basis.sources) {
                Some(place) => format!("{text} ({})", escaped(&place)),
                None => text,
            }
        })
        .collect();
    let title = escaped(&title(door.asked));
    let stands = format!("{} {}", standing.mark(), standing.words());
    format!(
        "| {title} | {} | {} |\n",
        escaped(&stands),
        why.join("<br>")
    )
}
