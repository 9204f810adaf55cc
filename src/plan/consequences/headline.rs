//! The first lines of a plan: what happens to people, in one to three sentences.

use std::collections::BTreeSet;

use super::contact::{Alike, Contact, Move};
use super::drafts::{Draft, Moved, Says, together};
use super::groups::{described, subject};
use super::guests::Guests;
use super::{Effect, Index, Moves, domains, gates};
use crate::access::{Party, Verdict};
use crate::diff::{Action, Change};
use crate::model::federation::Reach;
use crate::model::{Configuration, Name};
use crate::text::words;

/// Sentences in the headline.
const MOST: usize = 3;
/// Names in a sentence.
const NAMES: usize = 3;

pub(super) fn of(
    plan: Moves<'_>,
    index: Index<'_>,
    effects: &[Effect<'_>],
    alike: &[Alike<'_, '_>],
    guests: &Guests<'_, '_>,
) -> String {
    let config = index.config;
    let contacts = alike.iter().flat_map(|group| contact(index, group));
    let contacts = together(contacts).into_iter();
    let mut moves: Vec<Sentence> = contacts.map(|draft| draft.sentence(config)).collect();
    moves.extend(guests.sentences(index));
    moves.extend(others(config, effects));
    // Losses come first, in the order in which they are told.
    moves.sort_by_key(|sentence| !sentence.loses);
    let losses = moves.iter().filter(|sentence| sentence.loses).count();
    let gains = moves.len() - losses;
    let mut sentences: Vec<String> = moves.into_iter().map(|s| s.text).collect();
    let mut touched: BTreeSet<&Name> = guests.touched().collect();
    touched.extend(alike.iter().flat_map(|g| g.tenants.iter().copied()));
    let neutral = with(effects, |e| {
        e.moved > 0 && !touched.contains(e.tenant) && e.others.is_empty()
    });
    sentences.extend(changes_nobody(plan, config, &neutral, sentences.is_empty()));
    sentences.extend(domains::sentence(plan));
    sentences.extend(renamed(plan));
    sentences.extend(releases(plan, config, effects));
    sentences.extend(partners(plan, index, sentences.is_empty()));
    if sentences.is_empty() {
        sentences.extend(steps_of_guests(plan, config));
    }
    if sentences.len() > MOST {
        // Of gains too the first is told.
        if losses >= MOST - 1 && gains > 0 {
            sentences.swap(MOST - 2, losses);
        }
        let more = sentences.len() - (MOST - 1);
        sentences.truncate(MOST - 1);
        sentences.push(format!("{more} more things happen, see below."));
    }
    let new = with(effects, |e| e.new && e.assumed);
    if !new.is_empty() {
        let who = subject(&new, config);
        let first = match plan.commit {
            Some(_) => format!("New here: {who}, so compared with Microsoft's defaults."),
            None => format!("First record of {who}, so compared with Microsoft's defaults."),
        };
        sentences.insert(0, first);
    }
    let sentences: Vec<String> = sentences.into_iter().map(capital).collect();
    sentences.join(" ")
}

/// "All your tenants" begins with a capital letter; names do not.
fn capital(sentence: String) -> String {
    let words = [
        "all your ",
        "guests of ",
        "some guests of ",
        "everybody else",
        "the subdomains",
        "whether ",
        "what you state ",
    ];
    if !words.iter().any(|word| sentence.starts_with(word)) {
        return sentence;
    }
    sentence[..1].to_uppercase() + &sentence[1..]
}

/// The form of the verb that fits.
pub(super) fn verb(tenants: &[&Name], one: &'static str, several: &'static str) -> &'static str {
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

/// A sentence, and whether it tells that somebody loses something.
pub(super) struct Sentence {
    pub(super) text: String,
    pub(super) loses: bool,
}

fn contact<'a>(index: Index<'_>, group: &Alike<'a, '_>) -> Vec<Draft<'a>> {
    let mut moves = group.contact.named.values().chain(&group.contact.everybody);
    let loses = moves.any(|m| !m.is_wider());
    let draft = |text, loses| Draft {
        tenants: group.tenants.clone(),
        says: Says::Whole(text),
        loses,
    };
    let one = |text| vec![draft(text, loses)];
    let who = subject(&group.tenants, index.config);
    let talk = match index.is_so {
        true => verb(&group.tenants, "talks", "talk"),
        false => "will talk",
    };
    match (&group.before, &group.after) {
        (before, Some(Reach::Off)) if *before != Some(Reach::Off) => one(format!(
            "{who} {talk} to nobody outside: external access is switched off."
        )),
        (before, Some(Reach::Nobody)) if *before != Some(Reach::Nobody) => {
            one(format!("{who} {talk} to nobody outside."))
        }
        (Some(Reach::Only(_)), Some(Reach::Only(_)))
        | (Some(Reach::Except { .. }), Some(Reach::Except { .. })) => who_moves(index, group),
        (_, Some(Reach::Only(set))) if group.tenants.len() == 1 => {
            let own = group
                .tenants
                .first()
                .and_then(|t| index.after.tenants.get(*t));
            let is_own = |domain: &str| own.is_some_and(|t| t.domains.contains(domain));
            let domains: Vec<&str> = set.iter().filter(|d| !is_own(d)).collect();
            let to = if domains.len() <= NAMES {
                words::and(&domains)
            } else {
                words::count(domains.len(), "domain")
            };
            one(format!("{who} {talk} to {to} and to nobody else."))
        }
        (_, Some(Reach::Only(_))) => one(format!(
            "{who} {talk} to listed domains and to nobody else."
        )),
        (_, Some(Reach::Except { blocked, .. })) => {
            let opens = verb(&group.tenants, "opens", "open");
            let except = match blocked.len() {
                0 => String::new(),
                n => format!(", except {}", words::count(n, "blocked domain")),
            };
            let text = format!("{who} {opens} to every organisation{except}.");
            let opens = draft(text, false);
            // What it shuts out all the same.
            let losses = who_moves(index, group).into_iter().filter(|s| s.loses);
            losses.chain([opens]).collect()
        }
        _ => who_moves(index, group),
    }
}

/// Who comes and goes, where the kind of list stays.
fn who_moves<'a>(index: Index<'_>, group: &Alike<'a, '_>) -> Vec<Draft<'a>> {
    let contact = &group.contact;
    let mut out = Vec::new();
    let mut say = |loses, fits: fn(&Move) -> bool, subdomains, moves: Moved| {
        let names = named(index, group, contact, fits, subdomains);
        if !names.is_empty() {
            out.push(Draft {
                tenants: group.tenants.clone(),
                says: Says::Of(moves, names),
                loses,
            });
        }
    };
    let [fewer, more] = contact.subdomains;
    say(true, |m| m.is == Verdict::No, fewer, Moved::Shut);
    let opens = |m: &Move| m.is_wider() && m.is == Verdict::Yes;
    say(false, opens, 0, Moved::Open);
    let may_open = |m: &Move| m.is_wider() && m.is != Verdict::Yes;
    say(false, may_open, more, Moved::OpenHere);
    let unclear = |m: &Move| !m.is_wider() && m.is != Verdict::No;
    say(true, unclear, 0, Moved::Unclear);
    out
}

/// What a partner is called; tenants go by the names by which files know them.
fn called(config: &Configuration, name: &Name) -> String {
    let partner = config.partners.get(name);
    let display = partner.and_then(|partner| partner.spec.display_name.as_ref());
    display.map_or_else(|| name.to_string(), |text| text.value.clone())
}

/// `northwind and fabrikam.com`, `2 tenants of yours, 12 domains`.
fn named(
    index: Index<'_>,
    group: &Alike<'_, '_>,
    contact: &Contact,
    fits: fn(&Move) -> bool,
    subdomains: usize,
) -> String {
    let those = contact.named.iter().filter(|(_, m)| fits(m));
    let itself = |party: &Party| matches!(party, Party::Organisation(n) if group.tenants == [n]);
    let parties: Vec<&Party> = those.map(|((p, ..), _)| p).filter(|p| !itself(p)).collect();
    let mut names: Vec<String> = Vec::new();
    if parties.len() <= NAMES {
        names.extend(parties.iter().map(|party| match party {
            Party::Domain(domain) => described(index, domain),
            Party::Organisation(name) => called(index.config, name),
            other => other.to_string(),
        }));
    } else {
        let mut counts = [0; 3];
        for party in parties {
            let at = match party {
                Party::Organisation(name) if index.after.tenants.contains_key(name) => 0,
                Party::Organisation(_) => 1,
                _ => 2,
            };
            counts[at] += 1;
        }
        let kinds = [("tenant", " of yours"), ("partner", ""), ("domain", "")];
        let counted = counts.iter().zip(kinds).filter(|(n, _)| **n > 0);
        names.extend(counted.map(|(n, (one, whose))| words::count(*n, one) + whose));
    }
    if contact.everybody.as_ref().is_some_and(fits) {
        names.push("everybody else".to_owned());
    }
    if subdomains > 0 {
        let blocked = words::count(subdomains, "blocked domain");
        names.push(format!("the subdomains of {blocked}"));
    }
    words::and(&names)
}

fn others(config: &Configuration, effects: &[Effect<'_>]) -> Vec<Sentence> {
    let sentence = |(who, wider): (&'static str, bool)| {
        let tenants = with(effects, |e| e.others.contains(&(who, wider)));
        let verb = if wider {
            verb(&tenants, "lets in", "let in")
        } else {
            verb(&tenants, "shuts out", "shut out")
        };
        Sentence {
            text: format!("{} {verb} {who}.", subject(&tenants, config)),
            loses: !wider,
        }
    };
    other_kinds(effects).into_iter().map(sentence).collect()
}

/// Changes that let nobody in or out.
fn changes_nobody(
    plan: Moves<'_>,
    config: &Configuration,
    tenants: &[&Name],
    alone: bool,
) -> Option<String> {
    let those: BTreeSet<&Name> = tenants.iter().copied().collect();
    let counts =
        |c: &Change| (c.action != Action::Forget || plan.commit.is_some()) && !domains::is_other(c);
    let of = |c: &&Change| counts(c) && c.tenant().is_some_and(|tenant| those.contains(tenant));
    let changes: Vec<&Change> = plan.changes.iter().filter(of).collect();
    let of = of_section(&changes)?;
    let who = subject(tenants, config);
    let count = words::count(changes.len(), "setting");
    let judged = changes.iter().all(|change| gates::is_judged(change));
    let end = match (judged, alone) {
        (true, true) => "nobody gains or loses contact",
        (true, false) => "that changes nobody's contact",
        (false, true) => {
            "no chat, call or guest access changes; whom it lets in otherwise is not worked out here"
        }
        (false, false) => {
            "that changes no chat, call or guest access; whom it lets in otherwise is not worked out \
             here"
        }
    };
    if changes.iter().all(|c| c.action == Action::Create) {
        let are = if changes.len() == 1 { "is" } else { "are" };
        let whose = if of.is_empty() {
            format!(" of {who}")
        } else {
            format!("{of} in {who}")
        };
        let how = match plan.commit {
            Some(_) => "stated",
            None => "recorded",
        };
        return Some(format!(
            "{count}{whose} {are} {how} for the first time; {end}."
        ));
    }
    let changes = verb(tenants, "changes", "change");
    Some(format!("{who} {changes} {count}{of}; {end}."))
}

/// ` of guest access`; nothing in front of settings of several sections, or of none.
fn of_section(changes: &[&Change]) -> Option<String> {
    let section = changes.first()?.key.section();
    let is_one = changes.iter().all(|c| c.key.section() == section);
    let section = section.filter(|_| is_one);
    Some(section.map_or_else(String::new, |s| format!(" of {}", s.replace('_', " "))))
}

/// Changes of steps that guests come by, and by which the way stays as open as it was.
fn steps_of_guests(plan: Moves<'_>, config: &Configuration) -> Option<String> {
    let changes: Vec<&Change> = plan.changes.iter().collect();
    let of = of_section(&changes)?;
    let tenants = plan.tenants();
    let who = subject(&tenants, config);
    let count = words::count(changes.len(), "setting");
    let verb = verb(&tenants, "changes", "change");
    Some(format!(
        "{who} {verb} {count}{of}; whether new guests get in stays as it was."
    ))
}

/// Partners that change so that nobody's answers do.
fn partners(plan: Moves<'_>, index: Index<'_>, alone: bool) -> Option<String> {
    let told: BTreeSet<&Name> = plan
        .effects
        .pairs
        .iter()
        .flat_map(|pair| [&pair.from, &pair.to])
        .filter_map(|party| match party {
            Party::Organisation(name) => Some(name),
            Party::Domain(domain) => {
                let worlds = [index.after, index.before];
                worlds.iter().find_map(|world| world.owner(domain.as_str()))
            }
            _ => None,
        })
        .collect();
    let quiet: Vec<&str> = plan
        .partners()
        .into_iter()
        .filter(|name| !told.contains(name))
        .map(Name::as_str)
        .collect();
    let who = match quiet.len() {
        0 => return None,
        1..=NAMES => words::and(&quiet),
        many => words::count(many, "partner"),
    };
    let end = if alone {
        "nobody gains or loses contact"
    } else {
        "that changes nobody's contact"
    };
    Some(format!("what you state of {who} changes; {end}."))
}

/// Tenants that have other names now.
fn renamed(plan: Moves<'_>) -> Option<String> {
    let mut names = plan.renamed.iter();
    let (new, old) = names.next()?;
    let quiet = plan.tenants().is_empty() && plan.partners().is_empty();
    let end = if quiet {
        "nobody gains or loses contact"
    } else {
        "the name changes nobody's contact"
    };
    Some(match names.len() {
        0 => format!("{old} is renamed {new}; {end}."),
        more => format!(
            "{} are renamed, {old} to {new} and so on; {end}.",
            words::count(more + 1, "tenant")
        ),
    })
}

fn releases(plan: Moves<'_>, config: &Configuration, effects: &[Effect<'_>]) -> Option<String> {
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
    if plan.commit.is_some() {
        let are = verb(&tenants, "is", "are");
        let stay = match count {
            1 => "which keeps the value that it has",
            _ => "which keep the values that they have",
        };
        return Some(format!(
            "{who} {are} no longer declared; apply would let go of {what}, {stay} in the service."
        ));
    }
    Some(format!("guestlist lets go of {what} of {who}; {whose}."))
}
