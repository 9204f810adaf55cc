//! What a plan means for people: who loses, gains and keeps contact.
//!
//! Told from each tenant's own side: the lists in force before and after, the guest switch, and the
//! other settings that let people in. Whether the other organisation allows it too is not known
//! here, and is said so.

mod contact;
mod gates;
mod groups;
mod headline;

use std::collections::BTreeMap;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::contact::{Contact, Index};
use super::{Plan, record};
use crate::diff::{Action, Side};
use crate::model::federation::{ALLOWED, BLOCK_SUBDOMAINS, BLOCKED, ENABLED, Reach};
use crate::model::{Configuration, Name, SettingKey};
use crate::rules::{Basis, View};

/// What happens to people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Consequences {
    /// One to three sentences.
    pub headline: String,
    /// Who can do less.
    pub lose: Vec<Group>,
    /// Who can do more.
    pub gain: Vec<Group>,
    /// Who keeps contact although much around them changes.
    pub keep: Vec<Group>,
    /// What might be thought to change and does not.
    pub untouched: Vec<String>,
    /// What the comparison takes for granted.
    pub assumed: Vec<String>,
}

/// Some who fare alike.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// What they lose or gain: `chat, calls and presence with contoso`; may be empty.
    pub about: String,
    /// Who: names, domains, or words such as "everybody else".
    pub who: Vec<String>,
    /// How many more there are.
    pub more: usize,
    /// What they are, or under which condition; may be empty.
    pub what: String,
}

static GUESTS: SettingKey = SettingKey::of("guest_access.enabled");

/// What the changes of one tenant mean.
struct Effect<'a> {
    tenant: &'a Name,
    /// Its policies before and after, if they differ.
    policies: Option<(Reach, Reach)>,
    /// The guest switch's new position, if it moves.
    guests: Option<bool>,
    /// Whom other settings let in (true) or shut out.
    others: Vec<(&'static str, bool)>,
    /// Whether it was compared with documented defaults because nothing was recorded.
    assumed: bool,
    /// Whether nothing at all was recorded.
    new: bool,
    /// Settings that are only released.
    released: usize,
    /// Whether something changes that lets nobody in or out.
    neutral: usize,
}

/// Whether a setting decides who is let in.
fn touches_contact(key: &SettingKey) -> bool {
    let lists = [&ENABLED, &ALLOWED, &BLOCKED, &BLOCK_SUBDOMAINS, &GUESTS];
    lists.contains(&key) || gates::is_gate(key)
}

/// What a plan means for people, as far as each tenant's own side goes.
#[must_use]
pub fn consequences(plan: &Plan, config: &Configuration) -> Consequences {
    let effects: Vec<Effect<'_>> = plan
        .tenants()
        .into_par_iter()
        .map(|tenant| effect(plan, config, tenant))
        .collect();
    let index = Index::new(config);
    let contacts: Vec<(&Effect<'_>, Contact<'_>)> = effects
        .par_iter()
        .filter_map(|effect| {
            let (before, after) = effect.policies.as_ref()?;
            Some((effect, index.compare(effect.tenant, before, after)))
        })
        .collect();
    let alike = alike(&contacts);
    let mut out = Consequences {
        headline: headline::of(plan, &index, &effects, &alike),
        ..Consequences::default()
    };
    for group in &alike {
        groups::add_contact(&mut out, &index, group);
    }
    groups::add_guests(&mut out, config, &effects);
    groups::add_others(&mut out, config, &effects);
    if !alike.is_empty() {
        let untouched = "guests who are in teams already; joining by meeting link";
        out.untouched.push(untouched.to_owned());
    }
    let assumed: Vec<&Name> = effects
        .iter()
        .filter(|e| e.assumed && !e.new)
        .map(|e| e.tenant)
        .collect();
    if !assumed.is_empty() {
        out.assumed.push(format!(
            "for {} not every value was recorded; where none was, Microsoft's documented default counts",
            groups::subject(&assumed, config)
        ));
    }
    out
}

/// Tenants whose contacts change alike.
struct Alike<'a, 'e> {
    tenants: Vec<&'a Name>,
    first: &'e Contact<'a>,
    after: &'e Reach,
    before: &'e Reach,
    /// Whether they also keep the same contacts.
    kept_alike: bool,
}

/// Groups tenants by what they lose and gain; the biggest group first.
fn alike<'a, 'e>(contacts: &'e [(&'e Effect<'a>, Contact<'a>)]) -> Vec<Alike<'a, 'e>>
where
    'e: 'a,
{
    let mut groups: BTreeMap<_, Alike<'a, 'e>> = BTreeMap::new();
    for (effect, contact) in contacts {
        let Some((before, after)) = effect.policies.as_ref() else {
            continue;
        };
        let key = (
            &contact.lost,
            &contact.gained,
            manner(before),
            manner(after),
        );
        let group = groups.entry(key).or_insert_with(|| Alike {
            tenants: Vec::new(),
            first: contact,
            after,
            before,
            kept_alike: true,
        });
        group.tenants.push(effect.tenant);
        group.kept_alike &= group.first.kept == contact.kept;
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.retain(|g| !g.first.lost.is_nobody() || !g.first.gained.is_nobody());
    groups.sort_by_key(|g| {
        (
            std::cmp::Reverse(g.tenants.len()),
            g.tenants.first().copied(),
        )
    });
    groups
}

fn manner(reach: &Reach) -> u8 {
    match reach {
        Reach::Off => 0,
        Reach::Nobody => 1,
        Reach::Only(_) => 2,
        Reach::Except { .. } => 3,
    }
}

/// What the changes of a tenant mean.
fn effect<'a>(plan: &'a Plan, config: &'a Configuration, tenant: &'a Name) -> Effect<'a> {
    let start = plan.changes.partition_point(|c| c.tenant < *tenant);
    let own = &plan.changes[start..];
    let changes = &own[..own.partition_point(|c| c.tenant == *tenant)];
    let recorded = plan.recorded.get(tenant);
    let side = recorded.map(record::side).unwrap_or_default();
    let (before, after) = views(&side, config, tenant);
    let policies = before.reach().zip(after.reach()).filter(|(b, a)| b != a);
    let guests = (before.flag(&GUESTS), after.flag(&GUESTS));
    let others = gates::moved(&before, &after);
    // A default that differs from what is stated now makes the difference.
    let assumed = |key: &SettingKey| {
        let was = before.effective(key);
        was.basis == Basis::Default && was.value != after.effective(key).value
    };
    let released = changes.iter().filter(|c| c.action == Action::Forget);
    let released = released.count();
    Effect {
        tenant,
        policies,
        guests: guests.1.filter(|on| guests.0 != Some(*on)),
        others,
        assumed: changes
            .iter()
            .any(|c| touches_contact(&c.key) && assumed(&c.key)),
        new: recorded.is_none(),
        released,
        neutral: changes.len() - released,
    }
}

fn views<'s>(side: &'s Side<'s>, config: &'s Configuration, tenant: &Name) -> (View<'s>, View<'s>) {
    let view = |stated| View {
        stated,
        recorded: side,
    };
    (view(None), view(config.tenants.get(tenant)))
}

#[cfg(test)]
mod tests;
