//! A change of a setting, or the same of several tenants, as a block of a page.

use super::entries::{entries, parts};
use super::page::{Block, Line, Place};
use super::{PlanPage, in_words, noun, shared};
use crate::diff::{Action, Change, Owner};
use crate::model::list::DomainList;
use crate::model::section::{Direction, Setting};
use crate::model::sections::setting;
use crate::model::{Value, ValueSet};
use crate::plan::{DOMAINS, TENANT_ID, TRIAL};
use crate::state::{
    PARTNER_CONFIRMED, PARTNER_CONFIRMED_ON, PARTNER_DOMAINS, PARTNER_TENANT_ID, PARTNER_TRIAL,
};
use crate::text::{Span, words};

/// Tenants named beside a change that many share.
const TENANTS: usize = 4;

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
        let domains = (change.key == PARTNER_DOMAINS).then_some(&partner.domains);
        let place = told.map(|told| told.span).or_else(|| first(domains?));
        return Some(place.unwrap_or(partner.span));
    }
    let tenant = shown.config.tenants.get(change.tenant()?)?;
    let stated = tenant.settings.get(&change.key).map(|d| d.span);
    let domains = (change.key == DOMAINS).then_some(&tenant.domains);
    let own = || (change.action != Action::Forget).then_some(tenant.span);
    stated.or_else(|| first(domains?)).or_else(own)
}

/// Where the first entry of a list is written.
fn first(list: &DomainList) -> Option<Span> {
    list.iter().map(|(_, place)| place).min()
}
