//! What a plan means for people: who loses, gains and keeps contact, and what becomes of guests.
//!
//! Told from the effects of the plan: the answers of the access model before and after. What is not
//! part of the model (single users, profiles, other services) is told from the settings themselves.

mod behind;
mod classes;
mod contact;
mod domains;
mod drafts;
mod fares;
mod gates;
mod gone;
mod groups;
mod guests;
mod headline;
mod kept;
mod own_lines;
mod seen;
mod way_in;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::contact::alike;
use self::fares::{Fare, Told};
use super::judge::of_tenant;
use super::{Commit, Origins, Plan, Worlds, partners_of, tenants_of};
use crate::access::{Effects, World};
use crate::diff::{Action, Change};
use crate::model::{Configuration, Name};
use crate::state::RecordedTenant;

pub(super) use self::domains::settled;
pub use self::seen::{Seen, SeenContact, SeenCount};
pub use self::way_in::{Step, StepState, WayIn};

/// What happens to people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Consequences {
    /// One to three sentences.
    pub headline: String,
    /// Which lines of shared lists and baselines are behind it, and how many use them; may be empty.
    pub behind: String,
    /// Who can do less.
    pub lose: Vec<Group>,
    /// Who can do more.
    pub gain: Vec<Group>,
    /// Who keeps contact although much around them changes.
    pub keep: Vec<Group>,
    /// The way in for new guests, where a step of it moves.
    pub ways_in: Vec<WayIn>,
    /// What might be thought to change and does not.
    pub untouched: Vec<String>,
    /// What the comparison takes for granted.
    pub assumed: Vec<String>,
    /// Pairs of parties whose answers change and that are in no group.
    pub untold: usize,
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
    /// Of many tenants of yours to which the same happens, the first; then `who` says what they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tenants: Vec<String>,
    /// How many more tenants there are; absent if none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub more_tenants: usize,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// What the changes of one tenant mean.
struct Effect<'a> {
    tenant: &'a Name,
    /// Whom settings let in (true) or shut out that are no lists of domains.
    others: Vec<(&'static str, bool)>,
    /// Whether it was compared with documented defaults because nothing was recorded.
    assumed: bool,
    /// Whether nothing at all was recorded.
    new: bool,
    /// Settings that are only released.
    released: usize,
    /// Settings that change.
    moved: usize,
}

/// What things are looked up in.
#[derive(Clone, Copy)]
struct Index<'a> {
    config: &'a Configuration,
    /// Whether it is so already, and not only planned.
    is_so: bool,
    seen: Option<&'a Seen>,
    before: &'a World,
    after: &'a World,
}

impl Index<'_> {
    /// Whether a tenant changes: one that stays is shared by both worlds.
    fn is_moved(&self, name: &Name) -> bool {
        match (self.before.tenants.get(name), self.after.tenants.get(name)) {
            (Some(before), Some(after)) => !Arc::ptr_eq(before, after),
            _ => true,
        }
    }
}

/// What moves, and between which worlds.
#[derive(Clone, Copy)]
struct Moves<'a> {
    changes: &'a [Change],
    /// Earlier names by those of now.
    renamed: &'a BTreeMap<Name, Name>,
    recorded: &'a BTreeMap<Name, RecordedTenant>,
    worlds: &'a Worlds,
    effects: &'a Effects,
    origins: &'a Origins,
    commit: Option<&'a Commit>,
    /// What was seen, if that is what moved and not what files state.
    seen: Option<&'a BTreeMap<Name, RecordedTenant>>,
}

impl<'a> Moves<'a> {
    fn tenants(self) -> Vec<&'a Name> {
        tenants_of(self.changes)
    }

    fn partners(self) -> Vec<&'a Name> {
        partners_of(self.changes)
    }
}

/// What was seen in the service, against what is recorded.
#[derive(Debug, Clone, Copy)]
pub struct Outside<'a> {
    /// From what is recorded to what was seen.
    pub changes: &'a [Change],
    /// What is recorded of the tenants that changed.
    pub recorded: &'a BTreeMap<Name, RecordedTenant>,
    /// What was seen of them.
    pub seen: &'a BTreeMap<Name, RecordedTenant>,
    /// Who can reach whom, as recorded and as seen.
    pub worlds: &'a Worlds,
    /// The answers that differ between the two.
    pub effects: &'a Effects,
}

/// What a plan means for people; with how many, where reports counted them.
#[must_use]
pub fn consequences(plan: &Plan, config: &Configuration, seen: Option<&Seen>) -> Consequences {
    let moves = Moves {
        changes: plan.changes_for_people(),
        renamed: &plan.renamed.names,
        recorded: &plan.recorded,
        worlds: &plan.worlds,
        effects: &plan.effects,
        origins: &plan.origins,
        commit: plan.commit.as_ref(),
        seen: None,
    };
    of(moves, config, seen)
}

/// What was changed without a plan means for people.
#[must_use]
pub fn consequences_outside(outside: Outside<'_>, config: &Configuration) -> Consequences {
    let moves = Moves {
        changes: outside.changes,
        renamed: &BTreeMap::new(),
        recorded: outside.recorded,
        worlds: outside.worlds,
        effects: outside.effects,
        origins: &Origins::default(),
        commit: None,
        seen: Some(outside.seen),
    };
    of(moves, config, None)
}

fn of(plan: Moves<'_>, config: &Configuration, seen: Option<&Seen>) -> Consequences {
    let index = Index {
        config,
        is_so: plan.seen.is_some(),
        seen,
        before: &plan.worlds.before,
        after: &plan.worlds.after,
    };
    let Told { fares, untold } = fares::of(plan, index);
    let mut effects: Vec<Effect<'_>> = plan
        .tenants()
        .into_par_iter()
        .map(|tenant| effect(plan, index, tenant))
        .collect();
    add_personal_accounts(&mut effects, &fares);
    let mut contacts = alike(index, &fares, |fare| &fare.contact);
    for group in &mut contacts {
        group.contact.name_former_partners(index);
    }
    let guests = guests::of(plan, index, &fares);
    let mut out = Consequences {
        headline: headline::of(plan, index, &effects, &contacts, &guests),
        behind: behind::of(plan),
        untold,
        ..Consequences::default()
    };
    for group in &contacts {
        groups::add_contact(&mut out, index, group, contacts.len() == 1);
    }
    own_lines::add(&mut out, plan, index);
    guests::add(&mut out, index, &guests);
    groups::add_others(&mut out, config, &effects);
    if !contacts.is_empty() {
        let meetings = plan
            .changes
            .iter()
            .any(|c| c.key.section() == Some("meetings"));
        let untouched = match meetings {
            true => "guests who are in teams already",
            false => "guests who are in teams already; joining by meeting link",
        };
        out.untouched.push(untouched.to_owned());
    }
    gone::add(&mut out, plan, index, &effects);
    let assumed: Vec<&Name> = effects
        .iter()
        .filter(|e| e.assumed && !e.new)
        .map(|e| e.tenant)
        .collect();
    if !assumed.is_empty() {
        let how = if plan.commit.is_some() {
            "is stated; where none is"
        } else {
            "was recorded; where none was"
        };
        out.assumed.push(format!(
            "for {} not every value {how}, Microsoft's documented default counts",
            groups::subject(&assumed, config)
        ));
    }
    out
}

/// Contact with personal accounts is one more setting that lets people in.
fn add_personal_accounts(effects: &mut [Effect<'_>], fares: &[Fare<'_>]) {
    for fare in fares {
        let Some((who, wider)) = fare.personal() else {
            continue;
        };
        for tenant in &fare.tenants {
            if let Ok(at) = effects.binary_search_by_key(tenant, |e| e.tenant) {
                effects[at].others.push((who, wider));
            }
        }
    }
}

/// What the changes of a tenant mean, apart from its fare.
fn effect<'a>(plan: Moves<'a>, index: Index<'a>, tenant: &'a Name) -> Effect<'a> {
    let changes = of_tenant(plan.changes, tenant);
    let recorded = plan.recorded.get(tenant);
    let side = recorded.map(super::record::side).unwrap_or_default();
    let view = |stated| crate::rules::View {
        stated,
        recorded: &side,
    };
    let nothing = crate::diff::Side::default();
    let found = plan.seen.and_then(|seen| seen.get(tenant));
    let found = found.map(super::record::side);
    let (before, mut after) = match &found {
        None => (view(None), view(index.config.tenants.get(tenant))),
        Some(found) => {
            let found = crate::rules::View {
                stated: None,
                recorded: found,
            };
            (view(None), found)
        }
    };
    let forgets = changes.iter().filter(|c| c.action == Action::Forget);
    let mut released = forgets.count();
    // Beside a commit no value stays that no file states, unless the whole tenant is gone.
    if plan.commit.is_some() && index.config.tenants.contains_key(tenant) {
        after.recorded = &nothing;
        released = 0;
    }
    let mut others = gates::moved(&before, &after);
    others.extend(gates::sharing_moved(&before, &after));
    others.extend(gates::policies_moved(changes, &before, &after));
    Effect {
        tenant,
        others,
        assumed: gates::rests_on_default(changes, &before, &after),
        new: recorded.is_none(),
        released,
        moved: changes.len() - released,
    }
}

#[cfg(test)]
mod tests;
