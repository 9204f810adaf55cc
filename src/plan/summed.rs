//! Findings of many tenants that come down to the same, as one: for people; programs get each.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Plan;
use crate::diagnostics::{Finding, Fix};
use crate::diff::Change;
use crate::text::{Span, words};

/// Names of those that a summed finding is about.
const NAMED: usize = 3;
/// Facts in its table.
const FACTS: usize = 6;

/// The findings of a plan in their order, those of several tenants about the same organisations
/// together in the place of the first.
#[must_use]
pub fn summed(plan: &Plan) -> Vec<Finding> {
    let key = |finding: &Finding| {
        let gist = finding.gist.as_ref().filter(|_| finding.counts())?;
        Some((
            finding.rule.id,
            gist.who.clone(),
            finding.severity,
            finding.stood,
        ))
    };
    let mut groups: BTreeMap<_, Vec<&Finding>> = BTreeMap::new();
    for finding in &plan.findings {
        if let Some(key) = key(finding) {
            groups.entry(key).or_default().push(finding);
        }
    }
    let mut out = Vec::with_capacity(plan.findings.len());
    for finding in &plan.findings {
        let group = key(finding).and_then(|key| groups.get(&key));
        match group.filter(|group| group.len() > 1) {
            None => out.push(finding.clone()),
            Some(group) if std::ptr::eq(group[0], finding) => out.push(together(plan, group)),
            Some(_) => {}
        }
    }
    out
}

/// One finding for several.
fn together(plan: &Plan, group: &[&Finding]) -> Finding {
    let gist = group[0].gist.clone().unwrap_or_default();
    let who = match gist.who.len() {
        ..=NAMED => words::and(&gist.who),
        many => words::count(many, "organisation"),
    };
    let still = if gist.who.len() == 1 { "gets" } else { "get" };
    let tenants = tenants(group.iter().copied());
    if let (Some(tenant), 1) = (tenants.first(), tenants.len()) {
        return of_one_tenant(&who, tenant, group);
    }
    let all = taken_off(plan, group);
    let at = if all > tenants.len() {
        format!(
            "{} of the {}",
            words::thousands(tenants.len()),
            words::thousands(all)
        )
    } else {
        words::count(tenants.len(), "tenant")
    };
    let message = format!("{who} still {still} in by another door at {at}");
    let mut finding = Finding {
        message,
        detail: Vec::new(),
        related: Vec::new(),
        rows: rows(group),
        address: None,
        ..group[0].clone()
    };
    // Where all have one place it is theirs together, else the first stands for them.
    let places: BTreeSet<Option<Span>> = group.iter().map(|f| place(f)).collect();
    if places.len() > 1 {
        let first = group[0].address.as_deref().unwrap_or_default();
        finding = finding.detail(format!(
            "The place is where it is taken off first: {first}."
        ));
    }
    finding = finding.detail("Guests invited earlier stay until someone removes them.");
    for name in gist.who.iter().take(NAMED) {
        let code = format!("guestlist access {name}");
        finding.fixes.insert(
            0,
            Fix {
                code,
                text: "Every door, tenant by tenant:".to_owned(),
            },
        );
    }
    finding
}

/// One finding for several lists of one tenant: what stays open is the same for each.
fn of_one_tenant(who: &str, tenant: &str, group: &[&Finding]) -> Finding {
    let verb = match group[0].gist.as_ref().map_or(0, |gist| gist.who.len()) {
        1 => "is",
        _ => "are",
    };
    let lists = group.iter().filter_map(|f| f.address.as_deref());
    let lists = lists.filter_map(|address| Some(address.split_once('.')?.1));
    let lists: Vec<&str> = lists.collect();
    let lists = match lists.len() {
        ..=NAMED => words::and(&lists),
        _ => words::some(&lists, NAMED),
    };
    Finding {
        message: format!("{who} {verb} taken off {lists} of {tenant}, and still let in elsewhere"),
        ..group[0].clone()
    }
}

fn place(finding: &Finding) -> Option<Span> {
    finding.place.as_ref().map(|label| label.span)
}

fn tenants<'f>(findings: impl Iterator<Item = &'f Finding>) -> BTreeSet<&'f str> {
    let addresses = findings.filter_map(|f| f.address.as_deref());
    addresses
        .filter_map(|address| address.split('.').next())
        .collect()
}

/// From how many tenants' lists the same word goes.
fn taken_off(plan: &Plan, group: &[&Finding]) -> usize {
    let words: BTreeSet<&str> = group.iter().filter_map(|f| f.removed.as_deref()).collect();
    let mut known: HashMap<(usize, usize), bool> = HashMap::new();
    let mut takes = |change: &&Change| {
        let look = || change.removed().iter().any(|word| words.contains(word));
        match change.sets() {
            Some(sets) => *known.entry(sets).or_insert_with(look),
            None => look(),
        }
    };
    let keys: BTreeSet<&str> = group.iter().filter_map(|f| f.address.as_deref()).collect();
    let keys: BTreeSet<&str> = keys
        .iter()
        .filter_map(|a| Some(a.split_once('.')?.1))
        .collect();
    let changes = plan.changes.iter();
    let changes = changes.filter(|c| c.tenant().is_some() && keys.contains(c.key.as_str()));
    let tenants: BTreeSet<_> = changes
        .filter(|c| takes(c))
        .filter_map(Change::tenant)
        .collect();
    tenants.len()
}

/// `SharePoint`, `9 tenants`, `files can still be shared with tailspintoys.com`.
fn rows(group: &[&Finding]) -> Vec<[String; 3]> {
    let mut counts: BTreeMap<(&'static str, &str), BTreeSet<&str>> = BTreeMap::new();
    for finding in group {
        let facts = finding.gist.iter().flat_map(|gist| &gist.facts);
        for (system, fact) in facts {
            let own = tenants(std::iter::once(*finding));
            counts
                .entry((system, fact.as_str()))
                .or_default()
                .extend(own);
        }
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|(fact, tenants)| (std::cmp::Reverse(tenants.len()), *fact));
    let more = rows.len().saturating_sub(FACTS);
    let row = |((system, fact), tenants): ((&str, &str), BTreeSet<&str>)| {
        let count = words::count(tenants.len(), "tenant");
        [system.to_owned(), count, fact.to_owned()]
    };
    let mut out: Vec<[String; 3]> = rows.into_iter().take(FACTS).map(row).collect();
    if more > 0 {
        out.push([
            String::new(),
            String::new(),
            words::count(more, "more door"),
        ]);
    }
    out
}
