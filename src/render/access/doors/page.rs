//! Doors as a page.

use super::{NARROWER, Standing, heading, of_domains, systems, title};
use crate::access::State;
use crate::render::access::escape::html as escaped;
use crate::render::access::html::{self, MOST_CELLS, cell, chain, legend, popover, scroll};
use crate::render::access::{Basis, seen};
use crate::text::words::{count, some};
use crate::workflow::doors::{Door, Doors, TenantDoors};

/// Names of a group of tenants.
const NAMES: usize = 12;
/// Groups of domains of one door.
const PARTS: usize = 6;

/// The page: a row for each group of tenants whose doors stand alike, a column for each door.
#[must_use]
pub fn page(doors: &Doors, basis: &Basis<'_>) -> String {
    let heading = heading(doors);
    let groups = doors.groups();
    let columns = doors.tenants.first().map_or(1, |t| t.doors.len().max(1));
    let rows = groups.len().min(MOST_CELLS / columns);
    let mut body = format!(
        "<h1>{}</h1>\n<p class=\"soft\">{}</p>\n<p class=\"screen\">Choose a cell to see why.</p>\n",
        escaped(&heading),
        escaped(&basis.sentence())
    );
    if rows < groups.len() {
        let more: usize = groups.iter().skip(rows).map(Vec::len).sum();
        let text = format!("{} have no row here.", count(more, "tenant"));
        body.push_str(&format!("<p>{}</p>\n", escaped(&text)));
    }
    let groups = groups.get(..rows).unwrap_or_default();
    for group in groups {
        if let Some(text) = seen::of_group(doors, group, basis) {
            body.push_str(&format!("<p>{}</p>\n", escaped(&text)));
        }
    }
    body.push_str(&scroll("Doors", &table(groups)));
    body.push_str(&marks(groups));
    body.push_str(&systems::html(doors, basis));
    body.push_str(&format!("<p>{}</p>\n", escaped(NARROWER)));
    body.push_str(&seen::counted_html(basis));
    body.push_str("<div class=\"proofs\">\n");
    for (row, group) in groups.iter().enumerate() {
        for (column, door) in group[0].doors.iter().enumerate() {
            let id = format!("d{row}-{column}");
            body.push_str(&proof(&id, group[0], door, basis));
        }
    }
    body.push_str("</div>\n");
    html::page(&heading, &body, rows * columns)
}

fn table(groups: &[Vec<&TenantDoors>]) -> String {
    let mut out = String::from("<table>\n<thead><tr><th scope=\"col\">tenant</th>");
    for door in groups.first().into_iter().flat_map(|g| &g[0].doors) {
        let title = escaped(&title(door.asked));
        out.push_str(&format!("<th scope=\"col\" class=\"across\">{title}</th>"));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for (row, group) in groups.iter().enumerate() {
        let names: Vec<&str> = group.iter().map(|t| t.tenant.as_str()).collect();
        let small = match names.len() {
            1 => String::new(),
            number => format!("<small>{number} tenants alike</small>"),
        };
        let names = escaped(&some(&names, NAMES));
        out.push_str(&format!("<tr><th scope=\"row\">{names}{small}</th>"));
        for (column, door) in group[0].doors.iter().enumerate() {
            let standing = Standing::of(door);
            let mark = format!("{} {}", standing.mark(), standing.words());
            let label = format!("{}: {}", title(door.asked), standing.words());
            let id = format!("d{row}-{column}");
            out.push_str(&cell(&id, standing.class(), &mark, &label));
        }
        out.push_str("</tr>\n");
    }
    out + "</tbody>\n</table>\n"
}

fn marks(groups: &[Vec<&TenantDoors>]) -> String {
    let standings = groups
        .iter()
        .flat_map(|group| group[0].doors.iter().map(Standing::of));
    let used: Vec<Standing> = standings.collect();
    let meaning = |standing| match standing {
        Standing::Open => "open on both sides, or nothing of theirs could shut it",
        Standing::OpenHere => "open on our side; whether it is on theirs is not known here",
        Standing::ShutThere => "open on our side; they told us that theirs is shut",
        Standing::Unknown => "not known",
        Standing::Shut => "shut on our side",
        Standing::Differs => "differs by domain",
    };
    let rows = Standing::ALL.into_iter().filter(|s| used.contains(s));
    let rows: Vec<_> = rows
        .map(|s| (s.class(), s.mark(), String::new(), meaning(s)))
        .collect();
    legend(&rows)
}

fn proof(id: &str, tenant: &TenantDoors, door: &Door, basis: &Basis<'_>) -> String {
    let mut body = format!("<p>{}</p>\n", escaped(&title(door.asked)));
    for part in door.parts.iter().take(PARTS) {
        let standing = Standing::of_part(part);
        let links = || part.our_links.iter().chain(&part.their_links);
        let shut = links().position(|link| link.state == State::Shut);
        let decided_by = shut.or_else(|| links().position(|l| l.state == State::Unknown));
        let head = of_domains(part, 4);
        let head = head.unwrap_or_else(|| "our side and theirs".to_owned());
        body.push_str(&format!(
            "<h3><span>{}</span><span class=\"word {}\">{}</span></h3>\n{}",
            escaped(&head),
            standing.class(),
            standing.words(),
            chain(links(), decided_by, basis.sources)
        ));
        for condition in &part.conditions {
            body.push_str(&format!("<p class=\"soft\">{}</p>\n", escaped(condition)));
        }
    }
    if door.parts.len() > PARTS {
        let more = count(door.parts.len() - PARTS, "group");
        body.push_str(&format!("<p>{more} of domains more.</p>\n"));
    }
    popover(id, tenant.tenant.as_str(), &body)
}
