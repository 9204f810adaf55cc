//! The first lines of a plan: what happens to people, in one to three sentences.

use std::collections::BTreeSet;

use super::contact::{Index, Parties, Party};
use super::groups::subject;
use super::{Alike, Effect};
use crate::diff::{Action, Change};
use crate::model::configuration::Owner;
use crate::model::federation::Reach;
use crate::model::{Configuration, Name};
use crate::plan::Plan;
use crate::text::words;

/// Sentences in the headline.
const MOST: usize = 3;
/// Names in a sentence.
const NAMES: usize = 3;

pub(super) fn of(
    plan: &Plan,
    index: &Index<'_>,
    effects: &[Effect<'_>],
    alike: &[Alike<'_, '_>],
) -> String {
    let config = index.config;
    let mut sentences: Vec<String> = alike.iter().map(|group| contact(index, group)).collect();
    sentences.extend(guests(config, effects));
    sentences.extend(others(config, effects));
    let touched: BTreeSet<&Name> = alike
        .iter()
        .flat_map(|g| g.tenants.iter().copied())
        .collect();
    let neutral = with(effects, |e| {
        let touches = touched.contains(e.tenant) || e.guests.is_some() || !e.others.is_empty();
        e.neutral > 0 && !touches
    });
    sentences.extend(changes_nobody(plan, config, &neutral, sentences.is_empty()));
    sentences.extend(releases(config, effects));
    if sentences.len() > MOST {
        let more = sentences.len() - (MOST - 1);
        sentences.truncate(MOST - 1);
        sentences.push(format!("{more} more things happen, see below."));
    }
    let new = with(effects, |e| e.new && e.assumed);
    if !new.is_empty() {
        let first = format!(
            "First record of {}, so compared with Microsoft's defaults.",
            subject(&new, config)
        );
        sentences.insert(0, first);
    }
    let sentences: Vec<String> = sentences.into_iter().map(capital).collect();
    sentences.join(" ")
}

/// "All your tenants" begins with a capital letter; names do not.
fn capital(sentence: String) -> String {
    match sentence.strip_prefix("all your ") {
        Some(rest) => format!("All your {rest}"),
        None => sentence,
    }
}

/// The form of the verb that fits.
fn verb(tenants: &[&Name], one: &'static str, several: &'static str) -> &'static str {
    if tenants.len() == 1 { one } else { several }
}

/// Tenants for which something holds.
pub(super) fn with<'a>(
    effects: &[Effect<'a>],
    holds: impl Fn(&Effect<'a>) -> bool,
) -> Vec<&'a Name> {
    effects
        .iter()
        .filter(|e| holds(e))
        .map(|e| e.tenant)
        .collect()
}

/// What other settings do, over all tenants.
pub(super) fn other_kinds(effects: &[Effect<'_>]) -> BTreeSet<(&'static str, bool)> {
    effects
        .iter()
        .flat_map(|e| e.others.iter().copied())
        .collect()
}

fn contact(index: &Index<'_>, group: &Alike<'_, '_>) -> String {
    let who = subject(&group.tenants, index.config);
    let (lost, gained) = (&group.first.lost, &group.first.gained);
    match (group.before, group.after) {
        (_, Reach::Off) => {
            format!("{who} will talk to nobody outside: external access is switched off.")
        }
        (_, Reach::Nobody) => format!("{who} will talk to nobody outside."),
        (Reach::Only(_), Reach::Only(_)) | (Reach::Except { .. }, Reach::Except { .. }) => {
            let sentence = |parties: &Parties<'_>, verb: &str, who: &str| {
                (!parties.is_nobody()).then(|| format!("{} {verb} {who}.", named(index, parties)))
            };
            let lost = sentence(
                lost,
                "can no longer chat with",
                &who.replacen("all your", "any of your", 1),
            );
            let gained = sentence(gained, "may chat with", &who);
            lost.into_iter().chain(gained).collect::<Vec<_>>().join(" ")
        }
        (_, Reach::Only(set)) if group.tenants.len() == 1 => {
            let domains: Vec<&str> = set.iter().collect();
            let to = if domains.len() <= NAMES {
                words::and(&domains)
            } else {
                words::count(domains.len(), "domain")
            };
            format!("{who} will talk to {to} and to nobody else.")
        }
        (_, Reach::Only(_)) => format!("{who} will talk to listed domains and to nobody else."),
        (_, Reach::Except { blocked, .. }) => {
            let opens = verb(&group.tenants, "opens", "open");
            let except = match blocked.len() {
                0 => String::new(),
                n => format!(", except {}", words::count(n, "blocked domain")),
            };
            format!("{who} {opens} to every organisation{except}.")
        }
    }
}

/// `northwind and fabrikam.com`, `2 tenants, 12 domains and everybody else`.
fn named(index: &Index<'_>, parties: &Parties<'_>) -> String {
    let mut names: Vec<String> = Vec::new();
    if parties.named.len() <= NAMES {
        names.extend(parties.named.iter().map(|party| match party {
            Party::Organisation(owner) => owner.name().to_string(),
            Party::Domain(domain) => index.described(domain),
        }));
    } else {
        let count = |of: fn(&Party<'_>) -> bool, one: &str, whose: &str| {
            let n = parties.named.iter().filter(|p| of(p)).count();
            (n > 0).then(|| words::count(n, one) + whose)
        };
        let tenant = |p: &Party<'_>| matches!(p, Party::Organisation(Owner::Tenant(_)));
        let partner = |p: &Party<'_>| matches!(p, Party::Organisation(Owner::Partner(_)));
        names.extend(count(tenant, "tenant", " of yours"));
        names.extend(count(partner, "partner", ""));
        names.extend(count(|p| matches!(p, Party::Domain(_)), "domain", ""));
    }
    if parties.subdomains > 0 {
        let blocked = words::count(parties.subdomains, "blocked domain");
        names.push(format!("the subdomains of {blocked}"));
    }
    words::and(&names)
}

fn guests(config: &Configuration, effects: &[Effect<'_>]) -> Vec<String> {
    let sentence = |on: bool| {
        let tenants = with(effects, |e| e.guests == Some(on));
        let who = subject(&tenants, config);
        let verb = if on {
            verb(&tenants, "opens", "open")
        } else {
            verb(&tenants, "closes", "close")
        };
        (!tenants.is_empty()).then(|| format!("{who} {verb} Teams to guests."))
    };
    [true, false].into_iter().filter_map(sentence).collect()
}

fn others(config: &Configuration, effects: &[Effect<'_>]) -> Vec<String> {
    let sentence = |(who, wider): (&'static str, bool)| {
        let tenants = with(effects, |e| e.others.contains(&(who, wider)));
        let verb = if wider {
            verb(&tenants, "lets in", "let in")
        } else {
            verb(&tenants, "shuts out", "shut out")
        };
        format!("{} {verb} {who}.", subject(&tenants, config))
    };
    other_kinds(effects).into_iter().map(sentence).collect()
}

/// Changes that let nobody in or out.
fn changes_nobody(
    plan: &Plan,
    config: &Configuration,
    tenants: &[&Name],
    alone: bool,
) -> Option<String> {
    let those: BTreeSet<&Name> = tenants.iter().copied().collect();
    let of = |c: &&Change| c.action != Action::Forget && those.contains(&c.tenant);
    let changes: Vec<&Change> = plan.changes.iter().filter(of).collect();
    let first = changes.first()?;
    let mut section = first.key.section();
    if changes.iter().any(|c| c.key.section() != section) {
        section = None;
    }
    let of = match section {
        Some(section) => format!(" of {}", section.replace('_', " ")),
        None => String::new(),
    };
    let who = subject(tenants, config);
    let count = words::count(changes.len(), "setting");
    let end = if alone {
        "nobody gains or loses contact"
    } else {
        "that changes nobody's contact"
    };
    if changes.iter().all(|c| c.action == Action::Create) {
        let are = if changes.len() == 1 { "is" } else { "are" };
        let whose = if of.is_empty() {
            format!(" of {who}")
        } else {
            format!("{of} in {who}")
        };
        return Some(format!(
            "{count}{whose} {are} recorded for the first time; {end}."
        ));
    }
    let changes = verb(tenants, "changes", "change");
    Some(format!("{who} {changes} {count}{of}; {end}."))
}

fn releases(config: &Configuration, effects: &[Effect<'_>]) -> Option<String> {
    let tenants = with(effects, |e| e.released > 0);
    let count: usize = effects.iter().map(|e| e.released).sum();
    let (what, whose) = match count {
        0 => return None,
        1 => ("1 setting".to_owned(), "its recorded value stays as it is"),
        n => (
            words::count(n, "setting"),
            "their recorded values stay as they are",
        ),
    };
    let who = match tenants.as_slice() {
        several if several.len() > NAMES => words::count(several.len(), "tenant"),
        _ => subject(&tenants, config),
    };
    Some(format!("guestlist lets go of {what} of {who}; {whose}."))
}
