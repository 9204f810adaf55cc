//! Entries of a list that come and go, with their reasons and places.

use super::page::{Line, Place};
use super::{PlanPage, shared};
use crate::diff::Change;
use crate::model::list::DomainList;
use crate::model::{Domain, Notes};
use crate::plan::DOMAINS;
use crate::state::PARTNER_DOMAINS;
use crate::text::{Sources, Span};

/// Entries that come and go, at most so many, and how many are left out.
pub(super) fn entries(change: &Change, shown: &PlanPage<'_>, most: usize) -> (Vec<Line>, usize) {
    let (mut added, mut removed) = (change.added(), change.removed());
    // What lines of the files explain is told by these lines.
    if let Some(origin) = shown.plan.origin(change) {
        added.retain(|word| origin.rest.contains(*word));
        removed.retain(|word| origin.rest.contains(*word));
    }
    let (_, own) = shown.plan.lines(change);
    let total = own.len() + added.len() + removed.len();
    let own = own.iter().take(most).map(|line| shared::line(line, shown));
    let mut lines: Vec<Line> = own.collect();
    let most = most - lines.len();
    // Both kinds are seen, even if there are many of one.
    let of_removed = removed
        .len()
        .min(most.saturating_sub(added.len()).max(most / 2));
    let of_added = added.len().min(most - of_removed);
    let gone = removed[..of_removed]
        .iter()
        .map(|word| removed_line(word, change, shown));
    let new = added[..of_added]
        .iter()
        .map(|word| added_line(word, change, shown));
    lines.extend(gone.chain(new));
    let omitted = total - lines.len();
    (lines, omitted)
}

/// The list that states the entries of a change.
fn list<'a>(change: &Change, shown: &PlanPage<'a>) -> Option<&'a DomainList> {
    if let Some(name) = change.partner() {
        let partner = shown.config.partners.get(name)?;
        if change.key == PARTNER_DOMAINS {
            return Some(&partner.domains);
        }
        return partner.confirmed.as_ref().map(|told| &told.external_access);
    }
    let tenant = shown.config.tenants.get(change.tenant()?)?;
    if change.key == DOMAINS {
        return Some(&tenant.domains);
    }
    tenant.settings.get(&change.key)?.list.as_ref()
}

fn added_line(word: &str, change: &Change, shown: &PlanPage<'_>) -> Line {
    let list = list(change, shown);
    let span = list.and_then(|list| list.place(word));
    Line {
        added: true,
        changed: false,
        entry: as_written(word, span, shown.sources),
        notes: parts(list.and_then(|list| list.notes().get(word)), true),
        place: span.map(|span| Place::of(span, shown.sources)),
    }
}

fn removed_line(word: &str, change: &Change, shown: &PlanPage<'_>) -> Line {
    let tenant = change.tenant();
    let recorded = tenant.and_then(|tenant| shown.plan.recorded.get(tenant));
    let setting = recorded.and_then(|tenant| tenant.settings.get(&change.key));
    Line {
        added: false,
        changed: false,
        entry: as_written(word, None, shown.sources),
        notes: parts(setting.and_then(|s| s.notes.get(word)), false),
        place: None,
    }
}

/// A domain as its author wrote it; an internationalised one with its compared form beside it, because
/// letters of different scripts look alike.
pub(super) fn as_written(word: &str, span: Option<Span>, sources: &Sources) -> String {
    let Some(span) = span else {
        return word.to_owned();
    };
    let written = sources.text(span).trim_matches(['"', '\'']);
    match Domain::parse(written) {
        Ok(domain) if domain.as_str() != word => word.to_owned(),
        Ok(_) if written.is_ascii() => written.to_owned(),
        Ok(_) => format!("{written} ({word})"),
        Err(_) => word.to_owned(),
    }
}

/// Why it is or was there, in parts of one line; `open_end` leaves out that it has no end.
pub(super) fn parts(notes: Option<&Notes>, open_end: bool) -> Vec<String> {
    let Some(notes) = notes.filter(|n| !n.is_empty()) else {
        return Vec::new();
    };
    let mut parts: Vec<String> = [&notes.reason, &notes.ticket, &notes.owner]
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    match notes.expires {
        Some(day) => parts.push(format!("until {day}")),
        None if !open_end => parts.push("no end date".to_owned()),
        None => {}
    }
    parts
}
