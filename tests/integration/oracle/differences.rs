//! Effects of a change against the answers before and after.

use std::collections::{BTreeMap, BTreeSet};

use guestlist::access::{Capability, Effects, Kept, Party, RouteKind, Verdict, effects};
use guestlist::model::{Domain, Name};
use rayon::prelude::*;

use super::procedures::{OEnd, OWorld, Setting, verdict};
use super::tables::DEFAULTS;
use super::worlds::{DOMAINS, Numbers, build, ends, name, same_organisation};

/// A change of some tenants: their settings, now and then a domain that moves, comes or goes, or a
/// tenant that goes.
fn change(numbers: &mut Numbers, world: &OWorld) -> (OWorld, BTreeSet<Name>) {
    let mut after = world.clone();
    let mut changed = BTreeSet::new();
    for tenant in ["t0", "t1", "t2"] {
        if !numbers.one_in(2) {
            continue;
        }
        changed.insert(name(tenant));
        for _ in 0..=numbers.below(3) {
            let (key, default) = *numbers.pick(DEFAULTS);
            let value = numbers.setting(key, default);
            after
                .tenants
                .get_mut(tenant)
                .unwrap()
                .settings
                .insert(key.to_owned(), value);
        }
        if numbers.one_in(3) {
            let other = *numbers.pick(&["t0", "t1", "t2", "p0", "p1"]);
            if other != tenant {
                let id = after.id(other).filter(|_| numbers.one_in(2));
                let about = numbers.about_partner();
                let own = &mut after.tenants.get_mut(tenant).unwrap().partners;
                let name = id.unwrap_or_else(|| other.to_owned());
                match own.remove(&name) {
                    Some(_) if numbers.one_in(2) => {}
                    _ => drop(own.insert(name, about)),
                }
            }
        }
        if numbers.one_in(3) {
            let value = numbers.setting("external_access.allowed_domains", "all");
            let settings = &mut after.tenants.get_mut(tenant).unwrap().settings;
            settings.insert("external_access.allowed_domains".to_owned(), value);
        }
        if numbers.one_in(6) {
            let other = *numbers.pick(&["t0", "t1", "t2"]);
            if let Some(domain) = after.tenants.get_mut(other).unwrap().domains.pop() {
                after.tenants.get_mut(tenant).unwrap().domains.push(domain);
                changed.insert(name(other));
            }
        }
        let domains = &mut after.tenants.get_mut(tenant).unwrap().domains;
        match numbers.below(16) {
            0 => drop(domains.pop()),
            1 => {
                let domain = *numbers.pick(DOMAINS);
                if !owned(world, domain) && !owned(&after, domain) {
                    let domains = &mut after.tenants.get_mut(tenant).unwrap().domains;
                    domains.push(domain.to_owned());
                }
            }
            _ => {}
        }
    }
    if changed.contains("t2") && numbers.one_in(8) {
        after.tenants.remove("t2");
    }
    (after, changed)
}

type Difference = (String, String, Capability, RouteKind, Verdict, Verdict);

/// Every effect, for every pair of domains that it stands for.
fn expanded(world: &OWorld, effects: &Effects) -> BTreeSet<Difference> {
    let points = |party: &Party| -> Vec<String> { ends(world, party).iter().map(point).collect() };
    let mut out = BTreeSet::new();
    for e in &effects.list {
        for from in points(&e.from) {
            for to in points(&e.to) {
                let row = (from.clone(), to, e.capability, e.kind, e.before, e.after);
                assert!(out.insert(row), "named twice: {e:?}");
            }
        }
    }
    out
}

fn point(end: &OEnd) -> String {
    match end {
        OEnd::Organisation(name, domain, _) => domain.clone().unwrap_or_else(|| name.clone()),
        OEnd::Undeclared(domain, _) => domain.clone(),
        OEnd::Anyone => "anyone".to_owned(),
        OEnd::Consumer => "consumer".to_owned(),
    }
}

/// Both ends, before and after.
type Pair = [(OEnd, OEnd); 2];

/// By capability and route: the answers before and after.
type Differences = BTreeMap<(Capability, RouteKind), (Verdict, Verdict)>;

fn differences(before: &OWorld, after: &OWorld, [from, to]: &Pair) -> Differences {
    let mut out = Differences::new();
    for capability in Capability::all() {
        let (was, _) = before.routes(capability.id(), &from.0, &to.0);
        let (is, _) = after.routes(capability.id(), &from.1, &to.1);
        for (at, kind) in RouteKind::ALL.into_iter().enumerate() {
            if was[at] != is[at] {
                out.insert((capability, kind), (verdict(was[at]), verdict(is[at])));
            }
        }
    }
    out
}

#[test]
fn effects_are_the_difference_of_the_answers() {
    (0..1_200u64).into_par_iter().for_each(|seed| {
        let mut numbers = Numbers(seed ^ 0x5EED);
        let before = numbers.world();
        let (after, changed) = change(&mut numbers, &before);
        let found = effects(&build(&before), &build(&after), &changed);
        assert_eq!(found.omitted, 0, "small worlds have few effects");
        let kept = found.kept.clone();
        let found = expanded(&after, &found);
        let (mut all, mut expected) = (BTreeSet::new(), BTreeSet::new());
        for (pair, named) in pairs(&before, &after, &changed) {
            let changes = differences(&before, &after, &pair);
            if changes.is_empty() {
                continue;
            }
            // Everybody else stands for a domain that moves like everybody else.
            let anyone = everybody_else(&pair);
            let theirs = anyone.map(|pair| differences(&before, &after, &pair));
            for ((capability, kind), (was, is)) in changes {
                let [from, to] = [&pair[0].1, &pair[1].1].map(point);
                let row = (from, to, capability, kind, was, is);
                let covers = |t: &Differences| t.get(&(capability, kind)) == Some(&(was, is));
                if named && !theirs.as_ref().is_some_and(covers) {
                    expected.insert(row.clone());
                }
                all.insert(row);
            }
        }
        let missing: Vec<_> = expected.difference(&found).collect();
        let wrong: Vec<_> = found.difference(&all).collect();
        assert!(
            missing.is_empty(),
            "{seed}: {missing:#?}\n{before:#?}\n{after:#?}"
        );
        assert!(
            wrong.is_empty(),
            "{seed}: {wrong:#?}\n{before:#?}\n{after:#?}"
        );
        for kept in &kept {
            assert!(
                stays(&before, &after, kept),
                "{seed}: {kept:?}\n{before:#?}\n{after:#?}"
            );
        }
    });
}

/// Whether chat with somebody stays as it was and possible, while everybody else is shut out.
fn stays(before: &OWorld, after: &OWorld, kept: &Kept) -> bool {
    let chat = |world: &OWorld, from: &OEnd, to: &OEnd| {
        let (routes, _) = world.routes("chat-across-organisations", from, to);
        verdict(routes[0])
    };
    let tenant = Party::Organisation(kept.tenant.clone());
    let owns = |party: &Party, end: &OEnd| ends(after, party).contains(end);
    let all = points(before, after);
    let own = all.iter().filter(|(_, is)| owns(&tenant, is));
    own.clone().count() > 0
        && own.into_iter().all(|own| {
            let others = all.iter().filter(|(_, is)| owns(&kept.other, is));
            let same = |other: &(OEnd, OEnd)| {
                chat(before, &own.0, &other.0) == kept.answer
                    && chat(after, &own.1, &other.1) == kept.answer
            };
            chat(before, &own.0, &OEnd::Anyone) != Verdict::No
                && chat(after, &own.1, &OEnd::Anyone) == Verdict::No
                && kept.answer != Verdict::No
                && others.into_iter().all(same)
        })
}

/// The same pair with everybody else in place of a domain that nobody declares.
fn everybody_else([from, to]: &Pair) -> Option<Pair> {
    let is_nobodys = |(was, is): &(OEnd, OEnd)| {
        matches!((was, is), (OEnd::Undeclared(..), OEnd::Undeclared(..)))
    };
    let anyone = (OEnd::Anyone, OEnd::Anyone);
    match (is_nobodys(from), is_nobodys(to)) {
        (true, _) => Some([anyone, to.clone()]),
        (_, true) => Some([from.clone(), anyone]),
        _ => None,
    }
}

fn owned(world: &OWorld, domain: &str) -> bool {
    !matches!(
        ends(world, &Party::Domain(Domain::recorded(domain)))[0],
        OEnd::Undeclared(..)
    )
}

/// Whether nobody states the domains of a declared organisation.
fn is_unstated(world: &OWorld, name: &str) -> bool {
    let tenant = world.tenants.get(name).map(|t| &t.domains);
    let domains = tenant.or_else(|| world.partners.get(name).map(|p| &p.domains));
    domains.is_some_and(Vec::is_empty)
}

/// Every end after the change, with what it was before.
fn points(before: &OWorld, after: &OWorld) -> Vec<(OEnd, OEnd)> {
    let mut points: Vec<(OEnd, OEnd)> = vec![
        (OEnd::Anyone, OEnd::Anyone),
        (OEnd::Consumer, OEnd::Consumer),
    ];
    let names = after.tenants.keys().chain(after.partners.keys());
    for organisation in names {
        for end in ends(after, &Party::Organisation(name(organisation))) {
            let was = match &end {
                OEnd::Organisation(_, Some(domain), _) => {
                    let was = ends(before, &Party::Domain(Domain::recorded(domain))).remove(0);
                    let unstated = is_unstated(before, organisation);
                    if unstated && matches!(was, OEnd::Undeclared(..)) {
                        OEnd::Organisation(organisation.clone(), None, None)
                    } else {
                        was
                    }
                }
                _ => OEnd::Organisation(organisation.clone(), None, None),
            };
            points.push((was, end));
        }
    }
    let undeclared = DOMAINS.iter().filter(|d| !owned(after, d));
    points.extend(undeclared.map(|d| {
        let was = ends(before, &Party::Domain(Domain::recorded(d))).remove(0);
        (was, OEnd::Undeclared((*d).to_owned(), None))
    }));
    points
}

/// Every pair of ends of which one is a changed tenant's, or was one's and is nobody's now; and
/// whether effects must name it: of domains that nobody declares, those that the other end's lists
/// name.
fn pairs(before: &OWorld, after: &OWorld, changed: &BTreeSet<Name>) -> Vec<(Pair, bool)> {
    let declared = |end: &OEnd| matches!(end, OEnd::Organisation(..));
    let is_changed =
        |end: &OEnd| matches!(end, OEnd::Organisation(n, ..) if changed.contains(&name(n)));
    let counts = |(was, is): &(OEnd, OEnd), other: &(OEnd, OEnd)| {
        if declared(is) {
            is_changed(is)
        } else {
            is_changed(was) && declared(&other.1)
        }
    };
    let nameable = |own: &(OEnd, OEnd), other: &(OEnd, OEnd)| {
        let (OEnd::Undeclared(domain, _), OEnd::Undeclared(..)) = other else {
            return true;
        };
        names(before, &own.0, domain) || names(after, &own.1, domain)
    };
    let points = points(before, after);
    let mut out = Vec::new();
    for from in &points {
        for to in &points {
            let apart = !same_organisation(&from.0, &to.0) && !same_organisation(&from.1, &to.1);
            if apart && (counts(from, to) || counts(to, from)) {
                let named = nameable(from, to) && nameable(to, from);
                out.push(([from.clone(), to.clone()], named));
            }
        }
    }
    out
}

/// Whether a list of a tenant names the domain.
fn names(world: &OWorld, own: &OEnd, domain: &str) -> bool {
    let OEnd::Organisation(name, ..) = own else {
        return false;
    };
    let holds = |setting: &Setting| matches!(setting, Setting::List(list) if list.iter().any(|d| d == domain));
    world
        .tenants
        .get(name)
        .is_some_and(|t| t.settings.values().any(holds))
}
