//! What becomes of guests: those who are there, those who are to be invited, and what they may do.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::contact::{Alike, alike};
use super::fares::Fare;
use super::groups::{self, Said, subject};
use super::headline::Sentence;
use super::way_in::{self, Passage, Step, StepState, WayIn};
use super::{Consequences, Group, Index, Moves};
use crate::access::{Capability, Key, World};
use crate::model::Name;
use crate::text::words;

/// Ways in that are shown.
const WAYS: usize = 2;

/// What becomes of the guests of one tenant.
struct Hosting<'a> {
    tenant: &'a Name,
    /// The switch of Teams, where it moves.
    switch: Option<bool>,
    passage: Passage,
}

/// What becomes of all guests.
pub(super) struct Guests<'a, 'f> {
    /// Whose way in changes for whom.
    ways: Vec<Alike<'a, 'f>>,
    /// What guests lose (false) or gain apart from the way in.
    gates: BTreeMap<&'f BTreeSet<(bool, Capability)>, Vec<&'a Name>>,
    hostings: Vec<Hosting<'a>>,
}

pub(super) fn of<'a, 'f>(
    plan: Moves<'a>,
    index: Index<'a>,
    fares: &'f [Fare<'a>],
) -> Guests<'a, 'f> {
    let mut gates: BTreeMap<_, Vec<&Name>> = BTreeMap::new();
    for fare in fares.iter().filter(|fare| !fare.gates.is_empty()) {
        gates.entry(&fare.gates).or_default().extend(&fare.tenants);
    }
    let hostings = plan
        .tenants()
        .into_par_iter()
        .filter_map(|tenant| hosting(index, tenant))
        .collect();
    Guests {
        ways: alike(index, fares, |fare| &fare.guests),
        gates,
        hostings,
    }
}

/// What becomes of a tenant's guests, if a step of the way in moves.
fn hosting<'a>(index: Index<'a>, tenant: &'a Name) -> Option<Hosting<'a>> {
    let switch = |world: &World| world.tenants.get(tenant)?.flag(Key::Guests);
    let (was, is) = (switch(index.before), switch(index.after));
    Some(Hosting {
        tenant,
        switch: is.filter(|on| was != Some(*on)),
        passage: way_in::passage(index.before, index.after, tenant)?,
    })
}

impl<'a> Guests<'a, '_> {
    fn with(&self, holds: impl Fn(&Hosting<'a>) -> bool) -> Vec<&'a Name> {
        let those = self.hostings.iter().filter(|h| holds(h));
        those.map(|h| h.tenant).collect()
    }

    /// Tenants of which something is told here.
    pub(super) fn touched(&self) -> impl Iterator<Item = &'a Name> {
        let gated = self.gates.values().flatten().copied();
        gated.chain(self.hostings.iter().map(|h| h.tenant))
    }

    /// Sentences of the headline.
    pub(super) fn sentences(&self, index: Index<'_>) -> Vec<Sentence> {
        let mut out = Vec::new();
        let mut say = |loses, tenants: Vec<&Name>, text: &dyn Fn(&str, bool) -> String| {
            if !tenants.is_empty() {
                let text = text(&subject(&tenants, index.config), tenants.len() == 1);
                out.push(Sentence { text, loses });
            }
        };
        let opens = |one| if one { "opens" } else { "open" };
        say(
            false,
            self.with(|h| h.switch == Some(true) && h.passage.new[1]),
            &|who, one| format!("{who} {} Teams to guests.", opens(one)),
        );
        say(
            false,
            self.with(|h| h.switch == Some(true) && !h.passage.new[1]),
            &|who, one| {
                let opens = opens(one);
                format!("{who} {opens} Teams to guests, but no new guest can be invited.")
            },
        );
        say(true, self.with(|h| h.switch == Some(false)), &|who, one| {
            let closes = if one { "closes" } else { "close" };
            format!("{who} {closes} Teams to guests.")
        });
        say(
            false,
            self.with(|h| h.switch.is_none() && h.passage.new == [false, true]),
            &|who, _| format!("New guests can be invited to {who}."),
        );
        say(
            true,
            self.with(|h| h.switch.is_none() && h.passage.new == [true, false]),
            &|who, _| format!("No new guest can be invited to {who} any longer."),
        );
        for (gates, tenants) in &self.gates {
            let loses = gates.iter().any(|(wider, _)| !wider);
            say(loses, tenants.clone(), &|who, _| {
                if by_domain(gates) {
                    let (lost, gained) = (nouns(gates, false), nouns(gates, true));
                    return format!(
                        "some guests of {who} lose {lost}, and others gain {gained}: it goes by their \
                         domains."
                    );
                }
                let side = |wider, verb: &str| {
                    let nouns = nouns(gates, wider);
                    (!nouns.is_empty()).then(|| format!("{verb} {nouns}"))
                };
                let sides = [side(false, "lose"), side(true, "gain")];
                let sides: Vec<String> = sides.into_iter().flatten().collect();
                format!("guests of {who} {}.", sides.join(" and "))
            });
        }
        out
    }
}

/// Whether guests lose what others gain: a list says which.
fn by_domain(gates: &BTreeSet<(bool, Capability)>) -> bool {
    let lost = gates.iter().filter(|(wider, _)| !wider);
    let mut lost = lost.map(|(_, capability)| *capability);
    lost.any(|capability| gates.contains(&(true, capability)))
}

/// `animated pictures and memes`
fn nouns(gates: &BTreeSet<(bool, Capability)>, wider: bool) -> String {
    let those = gates.iter().filter(|(w, _)| *w == wider);
    let nouns: Vec<&str> = those.map(|(_, capability)| capability.noun()).collect();
    match nouns.len() {
        0..=4 => words::and(&nouns),
        n => words::and(&[nouns[..3].join(", "), words::count(n - 3, "more thing")]),
    }
}

/// Puts what becomes of guests into groups.
pub(super) fn add(out: &mut Consequences, index: Index<'_>, guests: &Guests<'_, '_>) {
    add_existing(out, index, guests);
    for way in &guests.ways {
        let who = subject(&way.tenants, index.config);
        let said = Said {
            about: &format!("the way in as new guests of {who}, once invited"),
            home: "let their people out",
            domains_are: "",
            everybody_loses: "if their organisation let them out until now",
        };
        // Reports count direct contact.
        let index = Index {
            seen: None,
            ..index
        };
        groups::add_moves(out, index, way, &said);
    }
    for (gates, tenants) in &guests.gates {
        let who = subject(tenants, index.config);
        let guests = match (by_domain(gates), tenants.len()) {
            (true, 1) => "its guests of some domains",
            (true, _) => "their guests of some domains",
            (false, 1) => "its guests",
            (false, _) => "their guests",
        };
        for (wider, side) in [(false, &mut out.lose), (true, &mut out.gain)] {
            let nouns = nouns(gates, wider);
            if !nouns.is_empty() {
                side.push(Group {
                    about: format!("{nouns} at {who}"),
                    who: vec![guests.to_owned()],
                    ..Group::default()
                });
            }
        }
    }
    add_untouched(out, index, guests);
    out.ways_in = ways_in(index, guests);
}

/// People who are in the directory already.
fn add_existing(out: &mut Consequences, index: Index<'_>, guests: &Guests<'_, '_>) {
    for wider in [true, false] {
        let tenants = guests.with(|h| h.passage.existing == [!wider, wider]);
        if tenants.is_empty() {
            continue;
        }
        let who = subject(&tenants, index.config);
        let (directory, its) = match tenants.len() {
            1 => (format!("{who}'s directory"), "its"),
            _ => (format!("the directories of {who}"), "their"),
        };
        let group = |who: String, what: String| Group {
            who: vec![who],
            what,
            ..Group::default()
        };
        if wider {
            let what = "who get Teams back (how many: not known here)".to_owned();
            let who = format!("guests already in {directory}");
            out.gain.push(group(who, what));
        } else {
            let what = format!("who can't use {its} teams any longer (how many: not known here)");
            out.lose.push(group(format!("guests in {directory}"), what));
        }
    }
}

fn add_untouched(out: &mut Consequences, index: Index<'_>, guests: &Guests<'_, '_>) {
    // By the step that is shut.
    let mut shut: BTreeMap<usize, Vec<&Name>> = BTreeMap::new();
    for hosting in &guests.hostings {
        if hosting.switch == Some(true) && !hosting.passage.new[1] {
            let is_shut = |step: &Step| matches!(step.state, StepState::Shut | StepState::Shuts);
            if let Some(at) = hosting.passage.steps.iter().position(is_shut) {
                shut.entry(at + 1).or_default().push(hosting.tenant);
            }
        }
    }
    for (step, tenants) in &shut {
        // Where others let new guests in, it is so for these alone.
        let text = if tenants.len() == guests.hostings.len() {
            format!("everybody who is no guest yet: step {step} of the way in is shut")
        } else {
            let who = subject(tenants, index.config);
            let whose = if tenants.len() == 1 { "its" } else { "their" };
            format!("everybody who is no guest of {who} yet: step {step} of {whose} way in is shut")
        };
        out.untouched.push(text);
    }
    if !guests.with(|h| h.switch == Some(false)).is_empty() {
        let text = "guests' accounts in the directory, and files shared with them";
        out.untouched.push(text.to_owned());
    }
}

/// The way in of every tenant of which a step moves; alike ones together, the most common first.
fn ways_in(index: Index<'_>, guests: &Guests<'_, '_>) -> Vec<WayIn> {
    let mut alike: BTreeMap<&[Step], Vec<&Name>> = BTreeMap::new();
    for hosting in &guests.hostings {
        alike
            .entry(&hosting.passage.steps)
            .or_default()
            .push(hosting.tenant);
    }
    let mut alike: Vec<_> = alike.into_iter().collect();
    alike.sort_by_key(|(_, tenants)| (std::cmp::Reverse(tenants.len()), tenants[0]));
    let way = |(steps, tenants): (&[Step], Vec<&Name>)| WayIn {
        host: subject(&tenants, index.config),
        steps: steps.to_vec(),
    };
    alike.into_iter().take(WAYS).map(way).collect()
}
