//! Contact that reports counted, and what becomes of it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::contact::{Contact, Move};
use super::groups::subject;
use super::{Group, Index};
use crate::access::{Activity, Party, Verdict, World, direct_chat};
use crate::model::{Configuration, Domain, Name};
use crate::plan::Plan;
use crate::text::words;

/// What becomes of the contact that reports counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// By tenant; tenants without a report are missing.
    pub tenants: BTreeMap<Name, Vec<SeenContact>>,
}

/// Contact of one tenant with one domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenContact {
    /// The domain.
    pub domain: Domain,
    /// The declared organisation whose domain it is.
    pub owner: Option<Name>,
    /// How many people of the tenant had contact with it.
    pub people: u64,
    /// Whether they may chat directly, before.
    pub before: Verdict,
    /// The same afterwards.
    pub after: Verdict,
}

/// How many organisations, and how many people who had contact: who had contact with several counts
/// with each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SeenCount {
    /// Organisations: a domain that nobody declares is one of its own.
    pub organisations: usize,
    /// People of ours.
    pub people: u64,
}

impl Seen {
    /// Looks at every contact before and after. A tenant's own domains are no contact, and what is
    /// not declared afterwards is not looked at.
    #[must_use]
    pub fn of(plan: &Plan, activity: &Activity) -> Self {
        Self::between(&plan.worlds.before, &plan.worlds.after, activity)
    }

    /// Looks at every contact as it stands in one world.
    #[must_use]
    pub fn in_world(world: &World, activity: &Activity) -> Self {
        Self::between(world, world, activity)
    }

    fn between(before: &World, after: &World, activity: &Activity) -> Self {
        let contact = |tenant: &Name, domain: &Domain, people: u64| {
            let is = direct_chat(after, tenant, domain)?;
            let was = match std::ptr::eq(before, after) {
                true => Some(is),
                false => direct_chat(before, tenant, domain),
            };
            Some(SeenContact {
                domain: domain.clone(),
                owner: after.owner(domain.as_str()).cloned(),
                people,
                before: was.unwrap_or(is),
                after: is,
            })
        };
        let tenants = activity.tenants.iter().map(|(tenant, report)| {
            let rows = report.par_iter();
            let rows = rows.filter_map(|(domain, people)| contact(tenant, domain, *people));
            let mut rows: Vec<SeenContact> = rows.collect();
            rows.sort_by(|a, b| {
                (Reverse(a.people), &a.domain).cmp(&(Reverse(b.people), &b.domain))
            });
            (tenant.clone(), rows)
        });
        Self {
            tenants: tenants.collect(),
        }
    }
}

impl SeenContact {
    /// Whether the plan changes it.
    #[must_use]
    pub fn is_touched(&self) -> bool {
        self.before != self.after
    }

    /// Whether the plan lets more through.
    #[must_use]
    pub fn is_wider(&self) -> bool {
        super::contact::is_wider(self.before, self.after)
    }

    /// The organisation: its declared name, or the domain.
    #[must_use]
    pub fn organisation(&self) -> &str {
        let owner = self.owner.as_ref().map(Name::as_str);
        owner.unwrap_or(self.domain.as_str())
    }

    fn moves(&self) -> Move {
        Move {
            was: self.before,
            is: self.after,
            own: BTreeSet::new(),
        }
    }
}

impl SeenCount {
    /// Counts contacts.
    #[must_use]
    pub fn of<'a>(contacts: impl IntoIterator<Item = &'a SeenContact>) -> Self {
        let mut organisations: BTreeSet<&str> = BTreeSet::new();
        let mut people = 0_u64;
        for contact in contacts {
            organisations.insert(contact.organisation());
            people = people.saturating_add(contact.people);
        }
        Self {
            organisations: organisations.len(),
            people,
        }
    }

    /// `211 of the 214 organisations your people had contact with (1,930 people)`
    fn of_all(self, all: usize, whose: &str) -> String {
        let of = match all {
            1 => format!("the 1 organisation {whose} had contact with"),
            all => format!(
                "the {} organisations {whose} had contact with",
                words::thousands(all)
            ),
        };
        match self.organisations {
            0 => format!("none of {of}"),
            some => format!(
                "{} of {of} ({})",
                words::thousands(some),
                words::people(self.people)
            ),
        }
    }
}

/// The contacts of some tenants, if there is a report of one of them.
pub(super) struct Contacts<'a> {
    rows: Vec<&'a SeenContact>,
    /// How many people, by organisation and by domain.
    people: BTreeMap<&'a str, u64>,
    /// How many organisations there are in all.
    all: usize,
    whose: String,
}

impl<'a> Contacts<'a> {
    pub(super) fn of(index: Index<'a>, tenants: &[&'a Name]) -> Option<Self> {
        let seen = index.seen?;
        let known = |tenant: &&&Name| seen.tenants.contains_key(**tenant);
        let reported: Vec<&Name> = tenants.iter().filter(known).copied().collect();
        if reported.is_empty() {
            return None;
        }
        let rows: Vec<&SeenContact> = reported.iter().flat_map(|t| &seen.tenants[*t]).collect();
        let mut people: BTreeMap<&str, u64> = BTreeMap::new();
        for row in &rows {
            let words = [
                row.owner.as_ref().map(Name::as_str),
                Some(row.domain.as_str()),
            ];
            for word in words.into_iter().flatten() {
                let sum = people.entry(word).or_default();
                *sum = sum.saturating_add(row.people);
            }
        }
        Some(Self {
            people,
            all: SeenCount::of(rows.iter().copied()).organisations,
            whose: whose(&reported, tenants.len(), index.config),
            rows,
        })
    }

    /// With how many people a party that is named had contact.
    pub(super) fn with(&self, party: &Party) -> u64 {
        // No name is a domain: a name holds no dot.
        let word = match party {
            Party::Organisation(name) => name.as_str(),
            Party::Domain(domain) => domain.as_str(),
            _ => return 0,
        };
        self.people.get(word).copied().unwrap_or_default()
    }

    /// Contacts with everybody who is not named.
    fn others(&self, contact: &Contact, fits: impl Fn(&Move) -> bool) -> Vec<&'a SeenContact> {
        let named: BTreeSet<&Domain> = contact
            .named
            .keys()
            .filter_map(|(party, ..)| match party {
                Party::Domain(domain) => Some(domain),
                _ => None,
            })
            .collect();
        let is = |row: &&&SeenContact| {
            row.owner.is_none() && !named.contains(&row.domain) && fits(&row.moves())
        };
        self.rows.iter().filter(is).copied().collect()
    }

    /// Who of everybody else fares so, in words, and their names, those with most people first.
    pub(super) fn everybody(
        &self,
        contact: &Contact,
        fits: impl Fn(&Move) -> bool,
    ) -> (String, Vec<String>) {
        let rows = self.others(contact, fits);
        let text = SeenCount::of(rows.iter().copied()).of_all(self.all, &self.whose);
        let mut sums: BTreeMap<&Domain, u64> = BTreeMap::new();
        for row in rows {
            let sum = sums.entry(&row.domain).or_default();
            *sum = sum.saturating_add(row.people);
        }
        let mut sums: Vec<(&Domain, u64)> = sums.into_iter().collect();
        sums.sort_by_key(|(domain, people)| (Reverse(*people), *domain));
        let names = sums.into_iter();
        let names =
            names.map(|(domain, people)| format!("{domain} ({})", words::thousands_of(people)));
        (text, names.collect())
    }
}

/// ` (45 people)` behind a name; nothing for nobody.
pub(super) fn beside(number: u64) -> String {
    match number {
        0 => String::new(),
        number => format!(" ({})", words::people(number)),
    }
}

/// Whose contacts were counted.
fn whose(reported: &[&Name], all: usize, config: &Configuration) -> String {
    if reported.len() == all {
        return "your people".to_owned();
    }
    format!("people of {}", subject(reported, config))
}

/// The names behind a number of organisations.
pub(super) fn names(about: &str, names: Vec<String>) -> Option<Group> {
    (!names.is_empty()).then(|| super::groups::group(about, names, "of these, by people"))
}
