//! Tenants that no file declares any longer: what stays of them.

use super::{Consequences, Effect, Index, Moves};
use crate::access::{Key, WorldTenant};
use crate::model::{Name, ValueSet};
use crate::text::words;

/// Names in a sentence.
const NAMED: usize = 3;

/// Adds what taking tenants out of the files leaves as it is: what the service has, and what names
/// their domains.
pub(super) fn add(
    out: &mut Consequences,
    plan: Moves<'_>,
    index: Index<'_>,
    effects: &[Effect<'_>],
) {
    let gone = effects.iter().filter(|e| e.released > 0).map(|e| e.tenant);
    let gone: Vec<&Name> = gone
        .filter(|name| !index.config.tenants.contains_key(*name))
        .collect();
    if gone.is_empty() || plan.commit.is_none() {
        return;
    }
    let names: Vec<&str> = gone.iter().map(|name| name.as_str()).collect();
    let who = match names.len() {
        0..=NAMED => words::and(&names),
        many => words::count(many, "tenant"),
    };
    let (are, their) = match names.len() {
        1 => ("is", "its"),
        _ => ("are", "their"),
    };
    out.untouched
        .push(format!("what {who} {are} set to in the service"));
    let tenants = gone
        .iter()
        .filter_map(|name| index.before.tenants.get(*name));
    let domains: ValueSet = tenants
        .flat_map(|tenant| tenant.domains.as_slice())
        .cloned()
        .collect();
    let holders = holders(index, &domains);
    if !holders.is_empty() {
        let holders = words::some(&holders, NAMED);
        out.untouched
            .push(format!("what still names {their} domains: {holders}"));
    }
}

/// What names one of these domains: lists, tenants that list it on their own, tests.
fn holders(index: Index<'_>, domains: &ValueSet) -> Vec<String> {
    let names = |set: &ValueSet| domains.iter().any(|domain| set.contains(domain));
    let config = index.config;
    let lists = config.lists.iter();
    let lists = lists.filter(|(_, list)| names(list.domains.set()));
    let mut out: Vec<String> = lists
        .map(|(name, _)| format!("the list \"{name}\""))
        .collect();
    if out.is_empty() {
        let allows = |tenant: &WorldTenant| tenant.set(Key::Allowed).is_some_and(names);
        let tenants = index.after.tenants.iter().filter(|(_, t)| allows(t));
        out.extend(tenants.map(|(name, _)| format!("the allow list of {name}")));
    }
    let is_one = |word: &str| {
        let domain = word.rsplit_once('@').map_or(word, |(_, domain)| domain);
        domains.contains(domain)
    };
    for (name, test) in &config.tests {
        let mut sides = test
            .expectations
            .iter()
            .flat_map(|e| e.value.from.0.iter().chain(&e.value.to.0));
        if sides.any(|word| is_one(&word.value)) {
            out.push(format!("the test \"{name}\""));
        }
    }
    out
}
