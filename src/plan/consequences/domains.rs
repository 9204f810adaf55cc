//! Tenants whose own domains change. Answers are compared domain by domain, and a new domain was
//! nobody's before: its people had the tenant's other domains until then, and fare as those did.

use std::borrow::Cow;

use super::Moves;
use crate::access::{
    Capability, PairChange, Party, Question, RouteKind, Verdict, World, WorldTenant, answer,
};
use crate::diff::{Action, Change};
use crate::model::{Domain, Name};
use crate::plan::DOMAINS;
use crate::text::words;

/// Domains that are named in a sentence.
const NAMED: usize = 3;

/// The worlds before and after.
#[derive(Clone, Copy)]
struct Worlds<'w> {
    before: &'w World,
    after: &'w World,
}

/// The pairs as people fare: a new domain is compared with one that its tenant had, one that is gone
/// with one that its tenant has, and a tenant with itself not at all.
pub(in crate::plan) fn settled<'p>(
    before: &World,
    after: &World,
    pairs: &'p [PairChange],
) -> Cow<'p, [PairChange]> {
    let worlds = Worlds { before, after };
    let moves = |name: &Name| {
        let both = both(worlds, name);
        both.is_some_and(|(was, is)| was.domains != is.domains)
    };
    if !after.tenants.keys().any(moves) {
        return Cow::Borrowed(pairs);
    }
    pairs.iter().filter_map(|pair| one(worlds, pair)).collect()
}

fn one(worlds: Worlds<'_>, pair: &PairChange) -> Option<PairChange> {
    let ends = [&pair.from, &pair.to];
    let whose = |party: &Party| match party {
        Party::Organisation(name) => Some(name.clone()),
        Party::Domain(domain) => {
            let owner = worlds.after.owner(domain.as_str());
            let owner = owner.or_else(|| worlds.before.owner(domain.as_str()));
            owner.cloned()
        }
        Party::Person { .. } | Party::Anyone | Party::Consumer => None,
    };
    if whose(&pair.from).is_some_and(|name| whose(&pair.to) == Some(name)) {
        return None;
    }
    let before = ends.map(|party| former(worlds, party));
    let after = ends.map(|party| successor(worlds, party));
    if before.iter().all(Option::is_none) && after.iter().all(Option::is_none) {
        return Some(pair.clone());
    }
    let was = |at: usize| before[at].clone().unwrap_or_else(|| ends[at].clone());
    let is = |at: usize| match &after[at] {
        Some((_, domain)) => Party::Domain(domain.clone()),
        None => ends[at].clone(),
    };
    let told = |at: usize| match &after[at] {
        Some((name, _)) => Party::Organisation(name.clone()),
        None => ends[at].clone(),
    };
    let changes = pair.changes.iter().filter_map(|(capability, old, now)| {
        let ask = |world, from, to| ask(world, from, *capability, to, pair.kind);
        let old = ask(worlds.before, was(0), was(1)).unwrap_or(*old);
        let now = ask(worlds.after, is(0), is(1)).unwrap_or(*now);
        (old != now).then_some((*capability, old, now))
    });
    let changes: Vec<(Capability, Verdict, Verdict)> = changes.collect();
    (!changes.is_empty()).then(|| PairChange {
        from: told(0),
        to: told(1),
        changes,
        ..pair.clone()
    })
}

/// A party as it was known before, if it stands for domains that were nobody's and its tenant had
/// others.
fn former(worlds: Worlds<'_>, party: &Party) -> Option<Party> {
    let is_nobodys = |domain: &str| worlds.before.owner(domain).is_none();
    let (name, is_new) = match party {
        Party::Domain(domain) => {
            let domain = domain.as_str();
            (worlds.after.owner(domain)?, is_nobodys(domain))
        }
        Party::Organisation(name) => {
            let domains = &worlds.after.tenants.get(name)?.domains;
            (name, domains.iter().all(is_nobodys))
        }
        Party::Person { .. } | Party::Anyone | Party::Consumer => return None,
    };
    let (was, is) = both(worlds, name)?;
    let old = is_new.then(|| other(was, is)).flatten();
    old.map(|domain| Party::Domain(Domain::recorded(domain)))
}

/// Whose a domain was that is nobody's any more, and the domain that its people have instead.
fn successor(worlds: Worlds<'_>, party: &Party) -> Option<(Name, Domain)> {
    let Party::Domain(domain) = party else {
        return None;
    };
    let is_gone = worlds.after.owner(domain.as_str()).is_none();
    let name = worlds.before.owner(domain.as_str()).filter(|_| is_gone)?;
    let (was, is) = both(worlds, name)?;
    Some((name.clone(), Domain::recorded(other(is, was)?)))
}

fn both<'w>(worlds: Worlds<'w>, name: &Name) -> Option<(&'w WorldTenant, &'w WorldTenant)> {
    let of = |world: &'w World| world.tenants.get(name).map(AsRef::as_ref);
    Some((of(worlds.before)?, of(worlds.after)?))
}

/// The first domain that one has alone, else the first that it has.
fn other<'w>(one: &'w WorldTenant, other: &'w WorldTenant) -> Option<&'w str> {
    let mut alone = one.domains.minus(&other.domains);
    alone.next().or_else(|| one.domains.iter().next())
}

/// The answer by one route.
fn ask(
    world: &World,
    from: Party,
    capability: Capability,
    to: Party,
    kind: RouteKind,
) -> Option<Verdict> {
    let question = Question {
        from,
        capability,
        to,
    };
    let answer = answer(world, &question).ok()?;
    let mut routes = answer.routes.iter();
    Some(routes.find(|route| route.kind == kind)?.answer)
}

/// Whether a change is that of the domains of a tenant that had some.
pub(super) fn is_other(change: &Change) -> bool {
    change.key == DOMAINS && change.action == Action::Update
}

/// `contoso goes by contoso.de instead of contoso.com: whoever lists its domains must follow.`
pub(super) fn sentence(plan: Moves<'_>) -> Option<String> {
    let moved: Vec<&Change> = plan.changes.iter().filter(|c| is_other(c)).collect();
    let [one] = moved.as_slice() else {
        let tenants = words::count(moved.len(), "tenant");
        let text = format!("{tenants} have other domains: whoever lists those must follow.");
        return (!moved.is_empty()).then_some(text);
    };
    let (added, removed) = (one.added(), one.removed());
    let name = one.tenant()?;
    let [new, old] = [&added, &removed].map(|words| words::some(words, NAMED));
    let what = match (added.is_empty(), removed.is_empty()) {
        (false, false) => format!("goes by {new} instead of {old}"),
        (false, true) => format!("goes by {new} as well"),
        _ => format!("no longer goes by {old}"),
    };
    Some(format!(
        "{name} {what}: whoever lists its domains must follow."
    ))
}
