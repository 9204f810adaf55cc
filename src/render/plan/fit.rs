//! What of a plan fits on a page.

use jiff::civil::Date;

use super::alike::{self, Told};
use super::page::{Page, PageStep, PageWayIn, Place, Section};
use super::{PlanPage, change, shared};
use crate::plan::{Consequences, Group, SeenContact, Step, WayIn};
use crate::render::activity;
use crate::text::Sources;

/// Settings on a page.
const SETTINGS: usize = 12;
/// Entries of lists on a page, over all settings.
const ENTRIES: usize = 18;
/// Groups of people in each of lose, gain and keep.
const GROUPS: usize = 8;
/// Names in one of them.
const NAMES: usize = 8;
/// Tenants beside something that many lose, gain or keep.
const TENANTS: usize = 4;
/// Entries of one list on a page.
pub(super) const LIST: usize = 6;

/// What of a plan fits on a page; with `full` everything.
#[must_use]
pub fn page(shown: &PlanPage<'_>) -> Page {
    let PlanPage {
        plan,
        consequences,
        full,
        ..
    } = *shown;
    let (settings, entries) = if full {
        (usize::MAX, usize::MAX)
    } else {
        (SETTINGS, ENTRIES)
    };
    let told = alike::told(plan, full);
    let mut room = entries;
    let (by_lines, own): (Vec<&Told<'_>>, Vec<_>) = told
        .iter()
        .partition(|told| shared::explains(plan, told.alike[0]));
    let bundles = shared::bundles(plan, &told);
    let mut left = settings;
    let mut shared = Vec::new();
    let mut omitted = 0;
    for (holders, mut blocks) in bundles {
        // Lists behind settings that are told elsewhere take no room for settings.
        let is_shown = shared.len() < settings;
        let fit = if is_shown { left } else { 0 };
        let more = blocks.split_off(fit.min(blocks.len()));
        omitted += more.iter().map(|told| told.settings()).sum::<usize>();
        left -= blocks.len();
        if is_shown {
            shared.push(shared::bundle(&(holders, blocks), shown, LIST, &mut room));
        }
    }
    omitted += own
        .iter()
        .skip(left)
        .map(|told| told.settings())
        .sum::<usize>();
    let blocks = own
        .iter()
        .take(left)
        .map(|told| {
            let mut block = change::block(&told.alike, shown, LIST, &mut room);
            let inside = told.inside.iter();
            let lines = inside.filter_map(|change| change::inside_line(change, shown));
            block.entries.extend(lines);
            block
        })
        .collect();
    Page {
        counted: counted(shown),
        lines: plan.origins.shared().count(),
        by_lines: by_lines.iter().map(|told| told.settings()).sum(),
        shared,
        blocks,
        omitted,
        settings: plan.changes.len(),
        tenants: plan.tenants().len(),
        partners: plan.partners().len(),
        compared_tenants: plan.compared.tenants,
        compared_settings: plan.compared.settings,
        recorded_on: shown.recorded_on.as_ref().map(Date::to_string),
        chosen: plan.selection.patterns(),
        ..people(consequences, shown.sources, full)
    }
}

fn ways_in(consequences: &Consequences, sources: &Sources) -> Vec<PageWayIn> {
    let ways = consequences.ways_in.iter();
    ways.map(|way| PageWayIn::of(way, sources)).collect()
}

/// The people of a page alone.
pub(super) fn people(consequences: &Consequences, sources: &Sources, full: bool) -> Page {
    Page {
        headline: consequences.headline.clone(),
        behind: consequences.behind.clone(),
        lose: Section::of(&consequences.lose, full),
        gain: Section::of(&consequences.gain, full),
        keep: Section::of(&consequences.keep, full),
        ways_in: ways_in(consequences, sources),
        untold: consequences.untold,
        untouched: consequences.untouched.clone(),
        assumed: consequences.assumed.clone(),
        ..Page::default()
    }
}

impl Section {
    fn of(groups: &[Group], full: bool) -> Self {
        let most = if full { usize::MAX } else { GROUPS };
        let short = |group: &Group| {
            let mut group = group.clone();
            let names = if full { usize::MAX } else { NAMES };
            group.more += group.who.len().saturating_sub(names);
            group.who.truncate(names);
            let tenants = if full { usize::MAX } else { TENANTS };
            group.more_tenants += group.tenants.len().saturating_sub(tenants);
            group.tenants.truncate(tenants);
            group
        };
        Self {
            groups: groups.iter().take(most).map(short).collect(),
            omitted: groups.len().saturating_sub(most),
        }
    }
}

impl PageWayIn {
    fn of(way: &WayIn, sources: &Sources) -> Self {
        let step = |step: &Step| PageStep {
            area: step.area.to_owned(),
            what: step.what.to_owned(),
            state: step.state.into(),
            origin: step.origin.clone(),
            place: step.place.map(|span| Place::of(span, sources)),
        };
        Self {
            host: way.host.clone(),
            steps: way.steps.iter().map(step).collect(),
        }
    }
}

/// What the numbers of people rest on; nothing without reports.
fn counted(shown: &PlanPage<'_>) -> Vec<String> {
    let Some((reports, seen)) = shown.activity else {
        return Vec::new();
    };
    let mut contacts = seen.tenants.values().flatten();
    let is_touched = contacts.any(SeenContact::is_touched);
    let none = "none of the contact in the reports changes".to_owned();
    let none = (!is_touched).then_some(none).into_iter();
    none.chain(activity::notes(reports)).collect()
}
