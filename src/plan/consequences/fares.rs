//! What changes for each tenant, from the effects of the plan.

use std::collections::{BTreeMap, BTreeSet};

use super::classes;
use super::contact::{Contact, is_wider};
use super::{Index, Moves, domains};
use crate::access::{self, Capability, Effects, Key, PairChange, Party, RouteKind, Side, Verdict};
use crate::model::federation::Reach;
use crate::model::{Domain, Name, ValueSet};
use crate::plan::{policy, worlds};

/// What changes for a tenant, or for several of which all is alike.
#[derive(Debug, Default)]
pub(super) struct Fare<'a> {
    pub(super) tenants: Vec<&'a Name>,
    /// Direct contact.
    pub(super) contact: Contact,
    /// The way in for their guests.
    pub(super) guests: Contact,
    /// What their guests lose (false) or gain apart from the way in.
    pub(super) gates: BTreeSet<(bool, Capability)>,
    /// Who stays reachable while everybody else is shut out, and the answer.
    pub(super) kept: BTreeMap<Party, Verdict>,
    /// Whether personal accounts are let in or shut out when they start the chat, and when our
    /// people do.
    personal: [Option<bool>; 2],
}

/// Every fare, and how many pairs of parties are in none.
pub(super) struct Told<'a> {
    pub(super) fares: Vec<Fare<'a>>,
    pub(super) untold: usize,
}

impl Fare<'_> {
    /// Leaves to everybody whom it happens to as to everybody.
    fn settle(&mut self, index: Index<'_>) {
        let worlds = [index.before, index.after];
        let is_declared = |domain: &Domain| {
            let mut owners = worlds
                .iter()
                .filter_map(|world| world.owner(domain.as_str()));
            owners.next().is_some()
        };
        self.contact.settle(is_declared);
        self.guests.settle(is_declared);
    }

    /// Which people with personal accounts are let in (true) or shut out.
    pub(super) fn personal(&self) -> Option<(&'static str, bool)> {
        match self.personal {
            [_, Some(wider)] => Some(("people with personal Teams accounts", wider)),
            [Some(wider), None] => Some((
                "people with personal Teams accounts who start a chat",
                wider,
            )),
            [None, None] => None,
        }
    }
}

/// The fares of a plan. Where the effects are too many to be listed, tenants of which all is alike
/// are looked at once.
pub(super) fn of<'a>(plan: Moves<'a>, index: Index<'a>) -> Told<'a> {
    let changed = match plan.commit {
        Some(_) => worlds::touched(plan.changes),
        None => worlds::changed(plan.changes),
    };
    let changed: Vec<&'a Name> = plan
        .tenants()
        .into_iter()
        .filter(|name| changed.contains(*name))
        .collect();
    let moved = moved_by_partners(plan, index, &changed);
    if plan.effects.pairs_omitted == 0 {
        let classes = changed.into_iter().chain(moved);
        let classes = classes.map(|name| vec![name]).collect();
        return told(plan.effects, index, classes);
    }
    let mut classes = classes::of(plan, index, &changed);
    classes.extend(classes::of(plan, index, &moved));
    let mut firsts: BTreeSet<Name> = classes.iter().map(|class| class[0].clone()).collect();
    firsts.extend(plan.partners().into_iter().cloned());
    let effects = access::effects(index.before, index.after, &firsts);
    let mut told = told(&effects, index, classes);
    // Domains that nobody declares come last: if some are listed, only such are missing.
    let is_stranger = |party: &Party| match party {
        Party::Domain(domain) => index.after.owner(domain.as_str()).is_none(),
        _ => false,
    };
    if told.untold > 0 && effects.pairs.iter().any(|pair| is_stranger(&pair.to)) {
        let complete = told.fares.iter_mut().all(|fare| add_strangers(index, fare));
        told.fares.iter_mut().for_each(|fare| fare.settle(index));
        told.untold = if complete { 0 } else { told.untold };
    }
    told
}

/// Tenants that stay as they are and have other answers all the same, because a partner changes.
fn moved_by_partners<'a>(plan: Moves<'_>, index: Index<'a>, changed: &[&'a Name]) -> Vec<&'a Name> {
    if plan.partners().is_empty() {
        return Vec::new();
    }
    let parties = plan.effects.pairs.iter().flat_map(|p| [&p.from, &p.to]);
    let names: BTreeSet<Name> = parties
        .filter_map(|party| whose(index, party))
        .map(|(name, _)| name)
        .collect();
    let tenants = index.after.tenants.keys();
    tenants
        .filter(|name| names.contains(*name) && changed.binary_search(name).is_err())
        .collect()
}

/// Adds every domain that a tenant's lists name and nobody declares: the other side is never known,
/// so its own policy decides. False if more than that decides.
fn add_strangers(index: Index<'_>, fare: &mut Fare<'_>) -> bool {
    let sides = [index.before, index.after].map(|world| {
        let tenant = world.tenants.get(*fare.tenants.first()?)?;
        let plain = tenant.flag(Key::UserFederation) == Some(true)
            && tenant.word(Key::InviteAllowed) == Some("all")
            && tenant
                .set(Key::InviteBlocked)
                .is_some_and(ValueSet::is_empty)
            && tenant.word(Key::SharePointMode) == Some("none");
        policy::reach(tenant).filter(|_| plain)
    });
    let [Some(before), Some(after)] = sides else {
        return false;
    };
    let answer = |reach: &Reach, domain: &str| match reach.lets_in(domain) {
        true => Verdict::Unknown,
        false => Verdict::No,
    };
    for reach in [&before, &after] {
        let (Reach::Only(named) | Reach::Except { blocked: named, .. }) = reach else {
            continue;
        };
        for domain in named.iter().filter(|d| index.after.owner(d).is_none()) {
            let (was, is) = (answer(&before, domain), answer(&after, domain));
            if was != is {
                let party = Party::Domain(Domain::recorded(domain));
                fare.contact.add(party, (was, is), None);
            }
        }
    }
    true
}

pub(super) fn told<'a>(
    effects: &Effects,
    index: Index<'a>,
    classes: Vec<Vec<&'a Name>>,
) -> Told<'a> {
    let mut fares: BTreeMap<&Name, Fare<'a>> = BTreeMap::new();
    for class in classes {
        let fare = Fare {
            tenants: class.clone(),
            ..Fare::default()
        };
        fares.insert(class[0], fare);
    }
    for pair in domains::settled(index.before, index.after, &effects.pairs).iter() {
        if pair.kind == RouteKind::External {
            direct(&mut fares, index, pair);
        } else if pair.kind == RouteKind::Guest(Side::To) {
            guest(&mut fares, index, pair);
        }
    }
    for kept in &effects.kept {
        if let Some(fare) = fares.get_mut(&kept.tenant) {
            fare.kept.insert(kept.other.clone(), kept.answer);
        }
    }
    let fares = fares.into_iter().map(|(name, mut fare)| {
        fare.settle(index);
        fare.contact.subdomains = subdomains(index, name);
        fare
    });
    Told {
        fares: fares.collect(),
        untold: effects.pairs_omitted,
    }
}

/// Of how many blocked domains all subdomains are shut out, and let in: nobody names those. A domain
/// that nobody declares and that is blocked with this very plan is told together with them.
fn subdomains(index: Index<'_>, name: &Name) -> [usize; 2] {
    let policy = |world: &access::World| {
        let tenant = world.tenants.get(name)?;
        match policy::reach(tenant)? {
            Reach::Except {
                blocked,
                subdomains,
            } => Some((blocked, subdomains)),
            _ => None,
        }
    };
    match (policy(index.before), policy(index.after)) {
        (Some((was, false)), Some((is, true))) => {
            let told = |word: &&str| !was.contains(word) && index.after.owner(word).is_none();
            [is.iter().filter(|word| !told(word)).count(), 0]
        }
        (Some((was, true)), Some((_, false))) => [0, was.len()],
        _ => [0, 0],
    }
}

/// Whose side a party is on: its organisation, and the domain if it is only about that.
fn whose(index: Index<'_>, party: &Party) -> Option<(Name, Option<Domain>)> {
    match party {
        Party::Organisation(name) => Some((name.clone(), None)),
        Party::Domain(domain) => {
            let owner = index.after.owner(domain.as_str())?;
            Some((owner.clone(), Some(domain.clone())))
        }
        Party::Person { .. } | Party::Anyone | Party::Consumer => None,
    }
}

fn answers(pair: &PairChange, capability: Capability) -> Option<(Verdict, Verdict)> {
    let found = pair.changes.iter().find(|(c, ..)| *c == capability);
    found.map(|(_, was, is)| (*was, *is))
}

/// Direct contact: chat stands for calls and presence as well. Every pair is there both ways.
fn direct<'a>(fares: &mut BTreeMap<&'a Name, Fare<'a>>, index: Index<'a>, pair: &PairChange) {
    let Some((was, is)) = answers(pair, Capability::CHAT) else {
        return;
    };
    let wider = is_wider(was, is);
    if pair.from == Party::Consumer || pair.to == Party::Consumer {
        let (at, ours) = if pair.from == Party::Consumer {
            (0, &pair.to)
        } else {
            (1, &pair.from)
        };
        let name = whose(index, ours).map(|(name, _)| name);
        if let Some(fare) = name.and_then(|name| fares.get_mut(&name)) {
            fare.personal[at] = Some(wider);
        }
        return;
    }
    let Some((name, own)) = whose(index, &pair.from) else {
        return;
    };
    if let Some(fare) = fares.get_mut(&name) {
        fare.contact.add(pair.to.clone(), (was, is), own);
    }
}

/// Guests of TO. Work in teams stands for the way in; what else changes does so by a gate.
fn guest<'a>(fares: &mut BTreeMap<&'a Name, Fare<'a>>, index: Index<'a>, pair: &PairChange) {
    let Some((name, own)) = whose(index, &pair.to) else {
        return;
    };
    let Some(fare) = fares.get_mut(&name) else {
        return;
    };
    if let Some(answers) = answers(pair, Capability::TEAMS) {
        fare.guests.add(pair.from.clone(), answers, own);
        return;
    }
    for (capability, was, is) in &pair.changes {
        fare.gates.insert((is_wider(*was, *is), *capability));
    }
}
