//! Doors as a drawing.

use std::collections::BTreeMap;

use super::{Standing, party, title};
use crate::render::access::escape::mermaid as escaped;
use crate::render::access::{Basis, seen};
use crate::text::words::{count, some};
use crate::workflow::doors::{DoorKind, Doors};

/// Groups of tenants that are drawn.
const MOST: usize = 60;
/// Names of a group.
const NAMES: usize = 3;

/// A flowchart: the doors that are not shut; beside tenants how many people a report counts.
#[must_use]
pub fn mermaid(doors: &Doors, basis: &Basis<'_>) -> String {
    let who = escaped(&party(doors));
    let mut out = format!("flowchart LR\n  party([\"{who}\"])\n");
    let groups = doors.groups();
    for (at, group) in groups.iter().take(MOST).enumerate() {
        let names: Vec<&str> = group.iter().map(|t| t.tenant.as_str()).collect();
        let mut label = some(&names, NAMES);
        if let Some(seen) = seen::of_group(doors, group, basis) {
            label.push_str(&format!(" ({seen})"));
        }
        let label = escaped(&label);
        out.push_str(&format!("  t{at}[\"{label}\"]\n"));
        let mut arrows: BTreeMap<(bool, Standing), Vec<String>> = BTreeMap::new();
        for door in &group[0].doors {
            let standing = Standing::of(door);
            let outwards = door.asked.kind == DoorKind::GuestThere;
            if standing != Standing::Shut {
                let titles = arrows.entry((outwards, standing)).or_default();
                titles.push(title(door.asked));
            }
        }
        for ((outwards, standing), titles) in arrows {
            let line = match standing {
                Standing::Open => "-->",
                _ => "-.->",
            };
            let label = escaped(&format!("{}: {}", standing.words(), titles.join("; ")));
            let tenant = format!("t{at}");
            let (from, to) = if outwards {
                (tenant.as_str(), "party")
            } else {
                ("party", tenant.as_str())
            };
            out.push_str(&format!("  {from} {line}|\"{label}\"| {to}\n"));
        }
    }
    if groups.len() > MOST {
        let rest: usize = groups.iter().skip(MOST).map(Vec::len).sum();
        let rest = escaped(&count(rest, "tenant"));
        out.push_str(&format!("  rest[\"{rest} more, not drawn\"]\n"));
    }
    out
}
