//! Changes of settings: alike ones together, entries with their reasons.

use std::collections::HashMap;
use std::rc::Rc;

use super::page::{Block, Line, Place};
use super::{PlanPage, in_words, noun, shared};
use crate::diff::{Action, Change, Owner};
use crate::model::list::DomainList;
use crate::model::section::{Direction, Setting};
use crate::model::sections::setting;
use crate::model::{Domain, Notes, Value, ValueSet};
use crate::plan::{DOMAINS, Origin, Plan, TENANT_ID, TRIAL};
use crate::state::{
    PARTNER_CONFIRMED, PARTNER_CONFIRMED_ON, PARTNER_DOMAINS, PARTNER_TENANT_ID, PARTNER_TRIAL,
};
use crate::text::{Sources, Span, words};

/// Entries of one list on a page.
pub(super) const LIST: usize = 6;
/// Tenants named beside a change that many share.
const TENANTS: usize = 4;

/// The changes, those that are the same for several tenants together, each group at the place of its
/// first. With `full` each by itself.
fn groups(plan: &Plan, full: bool) -> Vec<Vec<&Change>> {
    if full {
        return plan.changes.iter().map(|change| vec![change]).collect();
    }
    let mut groups: Vec<Vec<&Change>> = Vec::new();
    let mut known: HashMap<blake3::Hash, usize> = HashMap::new();
    // What needs no look into the sets.
    let mut alike: HashMap<_, usize> = HashMap::new();
    // What is behind them, told once for all that have it in common.
    let mut behind: HashMap<*const Origin, Rc<[String]>> = HashMap::new();
    for change in &plan.changes {
        let lines = plan.origin(change).map(|origin| {
            let lines = behind.entry(std::ptr::from_ref(origin));
            Rc::clone(lines.or_insert_with(|| shared::likeness(plan, change).into()))
        });
        let lines = lines.unwrap_or_default();
        let sets = change.sets();
        let outline = sets.map(|sets| (&change.key, change.action, sets, Rc::clone(&lines)));
        let at = outline.as_ref().and_then(|outline| alike.get(outline));
        let at = at.copied().unwrap_or_else(|| {
            let likeness = likeness(change, &lines);
            *known.entry(likeness).or_insert(groups.len())
        });
        if let Some(outline) = outline {
            alike.insert(outline, at);
        }
        match groups.get_mut(at) {
            Some(group) => group.push(change),
            None => groups.push(vec![change]),
        }
    }
    groups
}

/// Changes that are told as one block.
pub(super) struct Told<'p> {
    /// The same change, of one tenant or several.
    pub(super) alike: Vec<&'p Change>,
    /// Settings of an object that comes or goes with it, told in its block.
    pub(super) inside: Vec<&'p Change>,
}

impl Told<'_> {
    /// How many settings that is.
    pub(super) fn settings(&self) -> usize {
        self.alike.len() * (1 + self.inside.len())
    }
}

/// The groups as they are, settings of an object by themselves.
pub(super) fn told_apart(plan: &Plan) -> Vec<Told<'_>> {
    let told = |alike| Told {
        alike,
        inside: Vec::new(),
    };
    groups(plan, false).into_iter().map(told).collect()
}

/// The same groups, settings of a new or deleted object with the object. With `full` each by itself.
pub(super) fn told(plan: &Plan, full: bool) -> Vec<Told<'_>> {
    let mut out: Vec<Told<'_>> = Vec::new();
    for group in groups(plan, full) {
        let change = group[0];
        let object = change.key.object().filter(|key| *key != change.key);
        let comes_or_goes = matches!(change.action, Action::Create | Action::Delete);
        let of = object
            .filter(|_| !full && comes_or_goes)
            .and_then(|object| {
                out.iter_mut().find(|told| {
                    let root = told.alike[0];
                    let owners = || told.alike.iter().map(|c| &c.owner);
                    root.key == object
                        && root.action == change.action
                        && owners().eq(group.iter().map(|c| &c.owner))
                })
            });
        match of {
            Some(told) => told.inside.push(change),
            None => out.push(Told {
                alike: group,
                inside: Vec::new(),
            }),
        }
    }
    out
}

/// A digest that changes share if one description fits both.
fn likeness(change: &Change, lines: &[String]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        hasher.update(text.as_bytes());
        hasher.update(b"\n");
    };
    add(change.key.as_str());
    add(change.action.as_str());
    for value in [&change.before, &change.after] {
        match value {
            None => add("-"),
            // A set counts by what comes and goes; a forgotten one by its size, which is shown.
            Some(Value::Set(set)) if change.action == Action::Forget => add(&set.len().to_string()),
            Some(Value::Set(_)) => add("set"),
            Some(value) => add(&in_words(None, value)),
        }
    }
    change
        .added()
        .iter()
        .for_each(|word| add(&format!("+{word}")));
    change
        .removed()
        .iter()
        .for_each(|word| add(&format!("-{word}")));
    lines.iter().for_each(|line| add(line));
    hasher.finalize()
}

/// A setting of a new object, in the block of the object.
pub(super) fn inside_line(change: &Change, shown: &PlanPage<'_>) -> Option<Line> {
    let value = change.after.as_ref()?;
    let (_, below) = change.key.around_object()?;
    let words = in_words(setting(change.key.as_str()), value);
    Some(Line {
        added: true,
        changed: false,
        entry: format!("{}: {words}", below.trim_start_matches('.')),
        notes: Vec::new(),
        place: place(change, shown).map(|span| Place::of(span, shown.sources)),
    })
}

/// A group of changes as it is shown. At most `list` entries of one
/// list; `room` is the number that still fit on the page.
pub(super) fn block(
    group: &[&Change],
    shown: &PlanPage<'_>,
    list: usize,
    room: &mut usize,
) -> Block {
    // Groups are made from a first change.
    let change = group[0];
    let setting = setting(change.key.as_str());
    let most = if shown.full {
        usize::MAX
    } else {
        list.min(*room)
    };
    let (entries, omitted) = entries(change, shown, most);
    *room = room.saturating_sub(entries.len());
    let tenants = group
        .iter()
        .take(if group.len() == 1 { 1 } else { TENANTS });
    let direction = setting.map(|s| s.direction(change.before.as_ref(), change.after.as_ref()));
    Block {
        tenants: tenants.map(|c| whose(c)).collect(),
        count: group.len(),
        setting: below(change),
        title: title(change, setting),
        action: change.action.into(),
        values: values(
            change,
            setting,
            group.len() > 1,
            shown.plan.commit.is_some(),
        ),
        wider: direction == Some(Direction::Wider),
        notes: parts(shown.plan.gone(change).map(|gone| &gone.notes), false),
        from: shared::holders(shown.plan, change),
        place: place(change, shown).map(|span| Place::of(span, shown.sources)),
        entries,
        omitted,
    }
}

/// What stands before the setting: `contoso`, `partners.northwind`.
fn whose(change: &Change) -> String {
    match &change.owner {
        Owner::Tenant(name) => name.to_string(),
        Owner::Partner(name) => format!("partners.{name}"),
    }
}

/// The setting, as a path below what [`whose`] says.
fn below(change: &Change) -> String {
    match change.owner {
        Owner::Tenant(_) => change.key.to_string(),
        Owner::Partner(_) => change.key.setting().to_owned(),
    }
}

fn title(change: &Change, setting: Option<&Setting>) -> String {
    if let Some(setting) = setting {
        return setting.title.to_owned();
    }
    let titles = [
        (&DOMAINS, "The tenant's own domains"),
        (&TENANT_ID, "The tenant's id"),
        (&TRIAL, "Whether it has trial licences only"),
        (&PARTNER_DOMAINS, "The partner's domains"),
        (&PARTNER_TENANT_ID, "The id of the partner's tenant"),
        (&PARTNER_TRIAL, "Whether it has trial licences only"),
        (
            &PARTNER_CONFIRMED,
            "Domains of yours that its administrator says they allow",
        ),
        (&PARTNER_CONFIRMED_ON, "When its administrator said so"),
    ];
    let title = titles.iter().find(|(key, _)| **key == change.key);
    title.map_or_else(String::new, |(_, title)| (*title).to_owned())
}

/// Before and after in words. In `files`, compared with a commit, nothing stays that no file states.
fn values(change: &Change, setting: Option<&Setting>, in_each: bool, files: bool) -> Vec<String> {
    let word = |value: &Value| in_words(setting, value);
    match (change.action, &change.before, &change.after) {
        (Action::Forget, Some(before), _) if change.partner().is_some() => {
            vec![word(before), "not stated".to_owned()]
        }
        (Action::Forget, Some(before), _) if files => {
            let default = setting.and_then(|setting| setting.default.value());
            let now = match default {
                Some(default) => format!("not stated (default: {})", word(&default)),
                None => "not stated".to_owned(),
            };
            vec![word(before), now]
        }
        (Action::Forget, Some(Value::Set(before)), _) if !before.is_empty() => {
            let names: Vec<&str> = before.iter().collect();
            vec![format!("stays: {}; unmanaged", words::some(&names, 6))]
        }
        (Action::Forget, Some(before), _) => {
            vec![format!("stays: {}, unmanaged", word(before))]
        }
        (_, Some(Value::Set(before)), Some(Value::Set(after))) => {
            let set_words = |set: &ValueSet| word(&Value::Set(set.clone()));
            let (more, fewer) = (change.added().len(), change.removed().len());
            let noun = noun(setting);
            let each = if in_each { " in each" } else { "" };
            match (more, fewer) {
                (more, 0) if in_each => vec![format!("{} more{each}", words::count(more, noun))],
                (0, fewer) if in_each => vec![format!("{} fewer{each}", words::count(fewer, noun))],
                (_, 0) | (0, _) => {
                    let (before, after) = (set_words(before), set_words(after));
                    vec![
                        without_noun(&before),
                        after.trim_start_matches("only ").to_owned(),
                    ]
                }
                _ => vec![format!(
                    "{} more, {} fewer{each}",
                    words::count(more, noun),
                    words::thousands(fewer)
                )],
            }
        }
        (_, Some(before), Some(after)) => vec![word(before), word(after)],
        (_, None, Some(after)) => {
            let none = if files { "not stated" } else { "not recorded" };
            vec![none.to_owned(), word(after)]
        }
        (_, Some(before), None) => vec![word(before), "deleted".to_owned()],
        (_, None, None) => Vec::new(),
    }
}

/// `only 1` of `only 1 domain`: the noun follows once, behind the arrow.
fn without_noun(words: &str) -> String {
    words
        .rsplit_once(' ')
        .map_or(words, |(number, _)| number)
        .to_owned()
}

/// Where the new value stands, or stood what no file states any longer.
fn place(change: &Change, shown: &PlanPage<'_>) -> Option<Span> {
    stands(change, shown).or_else(|| shown.plan.gone(change).map(|gone| gone.span))
}

fn stands(change: &Change, shown: &PlanPage<'_>) -> Option<Span> {
    if let Some(name) = change.partner() {
        let partner = shown.config.partners.get(name)?;
        let told = change.key.setting().starts_with("confirmed.");
        let told = partner.confirmed.as_ref().filter(|_| told);
        return Some(told.map_or(partner.span, |told| told.span));
    }
    let tenant = shown.config.tenants.get(change.tenant()?)?;
    let stated = tenant.settings.get(&change.key).map(|d| d.span);
    let own = || (change.action != Action::Forget).then_some(tenant.span);
    stated.or_else(own)
}

/// Entries that come and go, at most so many, and how many are left out.
fn entries(change: &Change, shown: &PlanPage<'_>, most: usize) -> (Vec<Line>, usize) {
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
