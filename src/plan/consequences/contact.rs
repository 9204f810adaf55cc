//! Who gains or loses contact with a tenant when its federation settings change, as far as the
//! tenant's own side goes.
//!
//! Only the domains that one of the lists names are looked at; all others fare like everybody else.
//! So the cost follows the lists, not the number of organisations.

use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, OnceLock};

use crate::model::configuration::Owner;
use crate::model::federation::Reach;
use crate::model::{Configuration, Name, ValueSet};

/// Kept domains that are named; the rest is counted.
const KEPT: usize = 50;

/// What names and domains are looked up in.
pub(super) struct Index<'a> {
    pub(super) config: &'a Configuration,
    owners: HashMap<&'a str, &'a Owner>,
    /// Declared domains below a domain, for lists that block subdomains as well; rarely needed.
    below: OnceLock<HashMap<&'a str, Vec<&'a str>>>,
}

/// Somebody outside a tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Party<'a> {
    /// A declared organisation.
    Organisation(&'a Owner),
    /// A domain of nobody that is declared, or one of several of a declared organisation.
    Domain(&'a str),
}

/// Some of those outside.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Parties<'a> {
    /// Everybody whom no list names.
    pub(super) everybody: bool,
    /// Declared organisations that are not meant by everybody.
    pub(super) except: Vec<&'a Owner>,
    /// Those named besides.
    pub(super) named: Vec<Party<'a>>,
    /// How many domains besides are not named here.
    pub(super) more: usize,
    /// All subdomains of so many blocked domains.
    pub(super) subdomains: usize,
}

/// How a tenant's contacts change.
#[derive(Debug, Clone, Default)]
pub(super) struct Contact<'a> {
    pub(super) lost: Parties<'a>,
    pub(super) gained: Parties<'a>,
    pub(super) kept: Parties<'a>,
}

impl Parties<'_> {
    /// Whether nobody is meant.
    pub(super) fn is_nobody(&self) -> bool {
        !self.everybody && self.named.is_empty() && self.subdomains == 0
    }
}

impl<'a> Index<'a> {
    pub(super) fn new(config: &'a Configuration) -> Self {
        let owners: HashMap<&str, &Owner> = config
            .owners
            .iter()
            .map(|(domain, owner)| (domain.as_str(), owner))
            .collect();
        Self {
            config,
            owners,
            below: OnceLock::new(),
        }
    }

    fn below(&self, parent: &str) -> &[&'a str] {
        let below = self.below.get_or_init(|| {
            let mut below: HashMap<&str, Vec<&str>> = HashMap::new();
            for domain in self.config.owners.keys() {
                let mut rest = domain.as_str();
                while let Some((_, parent)) = rest.split_once('.') {
                    below.entry(parent).or_default().push(domain.as_str());
                    rest = parent;
                }
            }
            below
        });
        below.get(parent).map_or(&[], Vec::as_slice)
    }

    /// The declared domains of an organisation.
    pub(super) fn domains(&self, owner: &Owner) -> &'a ValueSet {
        static NONE: LazyLock<ValueSet> = LazyLock::new(ValueSet::empty);
        let found = match owner {
            Owner::Tenant(name) => self.config.tenants.get(name).map(|t| &t.domains),
            Owner::Partner(name) => self.config.partners.get(name).map(|p| &p.domains),
        };
        found.map_or(&NONE, |list| list.set())
    }

    /// A domain, and whose it is if that is declared: the organisation keeps others.
    pub(super) fn described(&self, domain: &str) -> String {
        match self.owners.get(domain) {
            Some(owner) => format!("{domain} (of {})", owner.name()),
            None => domain.to_owned(),
        }
    }

    /// Every domain on which the two policies may differ from what they say to everybody.
    fn mentioned(&self, before: &'a Reach, after: &'a Reach) -> Vec<&'a str> {
        let mut words = Vec::new();
        for reach in [before, after] {
            match reach {
                Reach::Off | Reach::Nobody => {}
                Reach::Only(set) => words.extend(set.iter()),
                Reach::Except {
                    blocked,
                    subdomains,
                } => {
                    words.extend(blocked.iter());
                    let below = blocked.iter().filter(|_| *subdomains);
                    words.extend(below.flat_map(|word| self.below(word)).copied());
                }
            }
        }
        words.sort_unstable();
        words.dedup();
        words
    }

    /// Compares two policies of one tenant.
    pub(super) fn compare(&self, own: &Name, before: &'a Reach, after: &'a Reach) -> Contact<'a> {
        let open = |reach: &Reach| matches!(reach, Reach::Except { .. });
        let everybody = (open(before), open(after));
        let mut contact = Contact::default();
        contact.lost.everybody = everybody == (true, false);
        contact.gained.everybody = everybody == (false, true);
        contact.kept.everybody = everybody == (true, true);
        (contact.lost.subdomains, contact.gained.subdomains) = subdomains(before, after);
        // The words of each organisation stay sorted, as they come.
        let mut organisations: BTreeMap<&Owner, Vec<Word<'_>>> = BTreeMap::new();
        for word in self.mentioned(before, after) {
            let change = (before.lets_in(word), after.lets_in(word));
            match self.owners.get(word) {
                Some(owner) if owner.name() == own => {}
                Some(owner) => organisations.entry(owner).or_default().push((word, change)),
                None => contact.add(Party::Domain(word), change),
            }
        }
        for (owner, named) in organisations {
            let is_named = |domain: &&str| named.binary_search_by_key(domain, |(w, _)| w).is_ok();
            let others = self.domains(owner).iter().filter(|d| !is_named(d));
            let others: Vec<_> = others.map(|domain| (domain, everybody)).collect();
            contact.add_organisation(owner, &named, &others);
        }
        contact
    }
}

/// A domain, and whether it could be reached before and can be after.
type Word<'a> = (&'a str, (bool, bool));

impl<'a> Contact<'a> {
    fn add(&mut self, party: Party<'a>, change: (bool, bool)) {
        match change {
            (true, false) => self.lost.named.push(party),
            (false, true) => self.gained.named.push(party),
            (true, true) if self.kept.everybody => {}
            (true, true) if self.kept.named.len() < KEPT => self.kept.named.push(party),
            (true, true) => self.kept.more += 1,
            (false, false) => {}
        }
    }

    /// An organisation whose domains all fare alike is named, else its domains are.
    fn add_organisation(&mut self, owner: &'a Owner, named: &[Word<'a>], others: &[Word<'a>]) {
        let all = || named.iter().chain(others);
        let was = all().any(|(_, (was, _))| *was);
        let is = all().any(|(_, (_, is))| *is);
        let covered = match (was, is) {
            (true, false) => self.lost.everybody,
            (false, true) => self.gained.everybody,
            _ => false,
        };
        if covered {
            return;
        }
        for parties in [&mut self.lost, &mut self.gained] {
            if parties.everybody {
                parties.except.push(owner);
            }
        }
        let mut changes = all().map(|(_, change)| *change);
        match changes.next() {
            Some(change) if changes.all(|other| other == change) => {
                self.add(Party::Organisation(owner), change);
            }
            _ => all().for_each(|(word, change)| self.add(Party::Domain(word), *change)),
        }
    }
}

/// Of how many blocked domains all subdomains are lost, and gained.
fn subdomains(before: &Reach, after: &Reach) -> (usize, usize) {
    let (
        Reach::Except {
            blocked: was,
            subdomains: before,
        },
        Reach::Except {
            blocked: is,
            subdomains: after,
        },
    ) = (before, after)
    else {
        return (0, 0);
    };
    match (before, after) {
        (false, true) => (is.len(), 0),
        (true, false) => (0, was.len()),
        _ => (0, 0),
    }
}
