//! How contact changes for a tenant, and which tenants fare alike.

use std::collections::{BTreeMap, BTreeSet};

use super::Index;
use super::fares::Fare;
use crate::access::{Party, Verdict, World};
use crate::model::federation::Reach;
use crate::model::{Domain, Name};
use crate::plan::policy;

/// An answer before and after.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Move {
    pub(super) was: Verdict,
    pub(super) is: Verdict,
    /// The tenant's own domains for which it is so; empty for all.
    pub(super) own: BTreeSet<Domain>,
}

/// Whether an answer lets more through than the one before: from no over unknown to yes.
pub(super) fn is_wider(was: Verdict, is: Verdict) -> bool {
    let weight = |verdict| match verdict {
        Verdict::No => 0,
        Verdict::Unknown | Verdict::Mixed => 1,
        Verdict::Yes => 2,
    };
    weight(is) > weight(was)
}

impl Move {
    pub(super) fn is_wider(&self) -> bool {
        is_wider(self.was, self.is)
    }
}

/// What changes for a tenant with others.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Contact {
    /// With everybody whom nothing else here names.
    pub(super) everybody: Option<Move>,
    /// Declared organisations for which it is as for everybody.
    pub(super) covered: BTreeSet<Name>,
    /// Everybody else who is named, with the answers before and after: two of the tenant's own
    /// domains may fare differently with the same party.
    pub(super) named: BTreeMap<(Party, Verdict, Verdict), Move>,
    /// Of how many blocked domains all subdomains are shut out, and let in.
    pub(super) subdomains: [usize; 2],
}

impl Contact {
    /// Takes in that something changes with somebody.
    pub(super) fn add(&mut self, party: Party, (was, is): (Verdict, Verdict), own: Option<Domain>) {
        let known = match &party {
            Party::Anyone => self.everybody.get_or_insert_with(|| Move {
                was,
                is,
                own: own.iter().cloned().collect(),
            }),
            _ => self.named.entry((party, was, is)).or_insert_with(|| Move {
                was,
                is,
                own: BTreeSet::new(),
            }),
        };
        known.own.extend(own);
    }

    /// Leaves to everybody whom it happens to as to everybody: declared organisations are counted,
    /// domains that nobody declares are everybody.
    pub(super) fn settle(&mut self, is_declared: impl Fn(&Domain) -> bool) {
        let Some(everybody) = &self.everybody else {
            return;
        };
        self.named.retain(|(party, ..), m| match party {
            Party::Domain(domain) => m != everybody || is_declared(domain),
            _ => true,
        });
        let is_covered = |party: &Party, m: &Move| {
            matches!(party, Party::Organisation(_))
                && m.own.is_empty()
                && m.is_wider() == everybody.is_wider()
                && m.is == everybody.is
        };
        let covered = self
            .named
            .extract_if(.., |(party, ..), m| is_covered(party, m));
        self.covered
            .extend(covered.filter_map(|((party, ..), _)| match party {
                Party::Organisation(name) => Some(name),
                _ => None,
            }));
    }

    /// Names a partner that is no longer declared, where the same happens to all domains that it had.
    pub(super) fn name_former_partners(&mut self, index: Index<'_>) {
        let is_former = |name: &Name| {
            !index.after.partners.contains_key(name) && !index.after.tenants.contains_key(name)
        };
        let mut found: BTreeMap<(Name, Verdict, Verdict), Vec<Domain>> = BTreeMap::new();
        for (party, was, is) in self.named.keys() {
            let Party::Domain(domain) = party else {
                continue;
            };
            let nobodys = index.after.owner(domain.as_str()).is_none();
            let owner = index.before.owner(domain.as_str()).filter(|_| nobodys);
            if let Some(owner) = owner.filter(|name| is_former(name)) {
                let key = (owner.clone(), *was, *is);
                found.entry(key).or_default().push(domain.clone());
            }
        }
        for ((name, was, is), domains) in found {
            let Some(partner) = index.before.partners.get(&name) else {
                continue;
            };
            let key = |domain: &Domain| (Party::Domain(domain.clone()), was, is);
            let moves: BTreeSet<&Move> = domains
                .iter()
                .filter_map(|d| self.named.get(&key(d)))
                .collect();
            let one = moves.first().copied().cloned();
            if let (1, Some(one)) = (moves.len(), one)
                && domains.len() == partner.domains.len()
            {
                domains
                    .iter()
                    .for_each(|d| drop(self.named.remove(&key(d))));
                self.named.insert((Party::Organisation(name), was, is), one);
            }
        }
    }

    /// The same with the tenant itself beside the other tenants for which something is so: tenants
    /// that fare alike with each other are alike in this form.
    fn with_itself(&self, index: Index<'_>, tenant: &Name) -> Self {
        let mut out = self.clone();
        let is_own = |name: &Name| index.after.tenants.contains_key(name);
        if out.covered.iter().any(is_own) {
            out.covered.insert(tenant.clone());
        }
        let mut own = out
            .named
            .iter()
            .filter(|((party, ..), _)| matches!(party, Party::Organisation(name) if is_own(name)));
        if let Some((_, first)) = own.next()
            && own.all(|(_, other)| other == first)
        {
            let first = first.clone();
            let party = Party::Organisation(tenant.clone());
            out.named.insert((party, first.was, first.is), first);
        }
        out
    }

    pub(super) fn is_empty(&self) -> bool {
        self.everybody.is_none() && self.named.is_empty() && self.subdomains == [0, 0]
    }
}

/// Tenants whose contacts change alike.
pub(super) struct Alike<'a, 'f> {
    pub(super) tenants: Vec<&'a Name>,
    /// What changes; with several tenants it may name them as well: with each other.
    pub(super) contact: Contact,
    pub(super) fares: Vec<&'f Fare<'a>>,
    pub(super) before: Option<Reach>,
    pub(super) after: Option<Reach>,
}

/// Puts a tenant beside the other tenants, if all of them have the same.
pub(super) fn add_itself<T: Clone + PartialEq>(
    parties: &mut BTreeMap<Party, T>,
    index: Index<'_>,
    tenant: &Name,
) {
    let is_own = |party: &Party| match party {
        Party::Organisation(name) => index.after.tenants.contains_key(name),
        _ => false,
    };
    let mut own = parties.iter().filter(|(p, _)| is_own(p)).map(|(_, t)| t);
    let Some(first) = own.next().cloned() else {
        return;
    };
    if own.all(|other| *other == first) {
        parties.insert(Party::Organisation(tenant.clone()), first);
    }
}

/// What changes, and what kind of policy there is before and after.
type Key = (Contact, (u8, u8));

/// Groups tenants by what changes for them; the biggest group first.
pub(super) fn alike<'a, 'f>(
    index: Index<'a>,
    fares: &'f [Fare<'a>],
    contact: fn(&'f Fare<'a>) -> &'f Contact,
) -> Vec<Alike<'a, 'f>> {
    let mut forms = Vec::new();
    let mut sizes: BTreeMap<Key, usize> = BTreeMap::new();
    for fare in fares {
        let own = contact(fare);
        let Some(first) = fare.tenants.first().filter(|_| !own.is_empty()) else {
            continue;
        };
        let reach = |world: &World| policy::reach(world.tenants.get(*first)?);
        let reaches = (reach(index.before), reach(index.after));
        let manners = (manner(reaches.0.as_ref()), manner(reaches.1.as_ref()));
        let keys = [own.clone(), own.with_itself(index, first)].map(|form| (form, manners));
        for key in &keys {
            *sizes.entry(key.clone()).or_default() += fare.tenants.len();
        }
        forms.push((fare, keys, reaches));
    }
    let mut groups: BTreeMap<Key, Alike<'a, 'f>> = BTreeMap::new();
    for (fare, [alone, together], (before, after)) in forms {
        // Those who fare alike with others, or with each other, whichever are more.
        let key = if sizes[&together] > sizes[&alone] || fare.tenants.len() > 1 {
            together
        } else {
            alone
        };
        let group = groups.entry(key).or_insert_with(|| Alike {
            tenants: Vec::new(),
            contact: Contact::default(),
            fares: Vec::new(),
            before,
            after,
        });
        group.tenants.extend(&fare.tenants);
        group.fares.push(fare);
    }
    let finish = |((form, _), mut group): (Key, Alike<'a, 'f>)| {
        group.contact = form;
        group.tenants.sort_unstable();
        group
    };
    let mut groups: Vec<_> = groups.into_iter().map(finish).collect();
    groups.sort_by_key(|g| {
        (
            std::cmp::Reverse(g.tenants.len()),
            g.tenants.first().copied(),
        )
    });
    groups
}

fn manner(reach: Option<&Reach>) -> u8 {
    match reach {
        None => 0,
        Some(Reach::Off) => 1,
        Some(Reach::Nobody) => 2,
        Some(Reach::Only(_)) => 3,
        Some(Reach::Except { .. }) => 4,
    }
}
