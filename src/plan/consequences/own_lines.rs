//! Who keeps contact although a shared line is gone: something else names the same.

use std::collections::BTreeMap;

use super::{Consequences, Group, Index, Moves};
use crate::access::{Key, WorldTenant};
use crate::model::federation::{ALLOWED, Reach};
use crate::model::{Configuration, Name};
use crate::plan::origins::{brings, is_own};
use crate::plan::{Line, Move, Says, policy};
use crate::text::words;

/// Lines of which this is told.
const LINES: usize = 8;

/// Adds, for shared lines that are gone, the users that still have what the line named.
pub(super) fn add(out: &mut Consequences, plan: Moves<'_>, index: Index<'_>) {
    let gone = plan
        .origins
        .shared()
        .filter(|line| line.moves == Move::Removed);
    for line in gone.take(LINES) {
        let Says::Entry(_, name) = &line.says else {
            continue;
        };
        let users = plan.origins.users(&line.holder).into_iter().flatten();
        let mut by_reason: BTreeMap<String, Vec<&Name>> = BTreeMap::new();
        for tenant in users {
            if let Some(reason) = reason(index.config, line, tenant, index) {
                by_reason.entry(reason).or_default().push(tenant);
            }
        }
        out.keep
            .extend(by_reason.into_iter().map(|(reason, tenants)| {
                let has = match tenants.len() {
                    1 => "it has",
                    _ => "each has",
                };
                let tenants: Vec<String> = tenants.iter().map(ToString::to_string).collect();
                Group {
                    who: vec![words::count(tenants.len(), "tenant")],
                    what: format!("{has} {reason} for {name}"),
                    tenants,
                    ..Group::default()
                }
            }));
    }
}

/// What a user still has for what a line named, if it let it through before and does so now.
fn reason(config: &Configuration, line: &Line, tenant: &Name, index: Index<'_>) -> Option<String> {
    let names_all = |tenant: &WorldTenant| {
        let only = matches!(policy::reach(tenant), Some(Reach::Only(_)));
        let set = tenant.set(Key::Allowed).filter(|_| only);
        set.is_some_and(|set| line.words.iter().all(|word| set.contains(word)))
    };
    let both = [index.before, index.after];
    let mut both = both.iter().map(|world| world.tenants.get(tenant));
    if line.words.is_empty() || !both.all(|tenant| tenant.is_some_and(|t| names_all(t))) {
        return None;
    }
    let word = line.words.first()?;
    let holders = brings(config, tenant, &ALLOWED, word);
    let own = holders.iter().any(is_own);
    Some(match own {
        true => "a line of its own".to_owned(),
        false => "a line of another list".to_owned(),
    })
}
