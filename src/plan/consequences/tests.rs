//! Who is told to lose and gain, against the answers for every pair of domains.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::Index;
use super::contact::{Alike, Contact, Move, alike};
use super::fares;
use crate::access::{Capability, Party, Question, RouteKind, Verdict, World, answer, effects};
use crate::model::config::Edition;
use crate::model::{Configuration, Domain, Name, SettingKey, Value, ValueSet};
use crate::state::{
    Confirmation, Identity, Known, RecordedPartner, RecordedSetting, RecordedTenant,
};

const TODAY: Date = date(2026, 11, 20);
/// Our tenants and their domains.
const TENANTS: [(&str, &[&str]); 4] = [
    ("a", &["a.example.org"]),
    ("b", &["b.example.org", "x.b.example.org"]),
    ("c", &["c.example.org"]),
    ("d", &["d.example.org"]),
];
/// Domains that lists may name; `p` is a partner's, the last two are nobody's.
const LISTED: [&str; 8] = [
    "a.example.org",
    "b.example.org",
    "x.b.example.org",
    "c.example.org",
    "d.example.org",
    "p.example.net",
    "u.example.net",
    "v.example.net",
];

type Settings = Vec<(&'static str, Value)>;

fn set(words: Vec<&'static str>) -> Value {
    Value::Set(words.into_iter().map(Into::into).collect())
}

fn settings() -> impl Strategy<Value = Settings> {
    let some = || proptest::sample::subsequence(LISTED.to_vec(), 0..=8);
    let allowed = prop_oneof![
        Just(Value::text("all")),
        Just(Value::text("none")),
        some()
            .prop_filter("never empty", |s| !s.is_empty())
            .prop_map(set),
    ];
    let parts = (prop::bool::weighted(0.8), allowed, some(), any::<bool>());
    parts.prop_map(|(enabled, allowed, blocked, subdomains)| {
        vec![
            ("external_access.enabled", Value::Flag(enabled)),
            ("external_access.allowed_domains", allowed),
            ("external_access.blocked_domains", set(blocked)),
            ("external_access.block_subdomains", Value::Flag(subdomains)),
        ]
    })
}

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn tenant(domains: &[&str], settings: &Settings) -> RecordedTenant {
    let setting = |value: &Value| RecordedSetting {
        value: value.clone(),
        managed: true,
        known: Known::Requested,
        since: Timestamp::UNIX_EPOCH,
        seen: None,
        notes: BTreeMap::new(),
    };
    RecordedTenant {
        identity: Identity {
            domains: domains.iter().map(|d| (*d).into()).collect(),
            ..Identity::default()
        },
        settings: settings
            .iter()
            .map(|(key, value)| (SettingKey::of(key), setting(value)))
            .collect(),
    }
}

/// A world of all tenants and a partner who told us whom they allow, or not.
fn world(settings: &[Settings], told: Option<&ValueSet>) -> World {
    let tenants = TENANTS.iter().zip(settings);
    let tenants = tenants.map(|((n, domains), s)| (name(n), tenant(domains, s)));
    let partner = RecordedPartner {
        identity: Identity {
            domains: ["p.example.net".into()].into_iter().collect(),
            ..Identity::default()
        },
        confirmed: told.map(|told| Confirmation {
            external_access: told.clone(),
            by: "it@p.example.net".to_owned(),
            date: TODAY,
        }),
        ..RecordedPartner::default()
    };
    let partners = BTreeMap::from([(name("p"), partner)]);
    World::recorded(&tenants.collect(), &partners, Edition::Y2021, TODAY, false)
}

/// What chat by direct contact comes to between two domains.
fn chat(world: &World, from: &str, to: &Party) -> Verdict {
    let question = Question {
        from: Party::Domain(Domain::parse(from).unwrap()),
        capability: Capability::CHAT,
        to: to.clone(),
    };
    let answer = answer(world, &question).unwrap();
    let mut routes = answer.routes.iter();
    routes
        .find(|r| r.kind == RouteKind::External)
        .unwrap()
        .answer
}

/// What is told about a tenant's domain and another party.
fn told<'c>(contact: &'c Contact, world: &World, own: &str, other: &str) -> Option<&'c Move> {
    let domain = Domain::parse(other).unwrap();
    let is_meant = |m: &&Move| m.own.is_empty() || m.own.contains(own);
    let find = |party: &Party| {
        let mut all = contact.named.iter().filter(|((p, ..), _)| p == party);
        all.find(|(_, m)| is_meant(m)).map(|(_, m)| m)
    };
    let named = find(&Party::Domain(domain));
    let owner = world.owner(other);
    let whole = owner.and_then(|o| find(&Party::Organisation(o.clone())));
    let covered = owner.is_some_and(|o| contact.covered.contains(o));
    let covered = contact.everybody.as_ref().filter(|_| covered);
    named.or(whole).or(covered)
}

fn check(groups: &[Alike<'_, '_>], before: &World, after: &World, changed: &BTreeSet<Name>) {
    for (tenant, own) in TENANTS.iter().map(|(n, d)| (name(n), d)) {
        let mut groups = groups.iter().filter(|g| g.tenants.contains(&&tenant));
        let group = groups.next();
        assert!(groups.next().is_none(), "{tenant} is in two groups");
        for own in *own {
            for other in LISTED.iter().filter(|d| after.owner(d) != Some(&tenant)) {
                let party = Party::Domain(Domain::parse(other).unwrap());
                let (was, is) = (chat(before, own, &party), chat(after, own, &party));
                let told = group.and_then(|g| told(&g.contact, after, own, other));
                if !changed.contains(&tenant) {
                    assert!(group.is_none(), "{tenant} did not change");
                } else if was == is {
                    assert!(told.is_none(), "{own} and {other}: {told:?} is told");
                } else {
                    // Everybody stands for domains that nobody declares and no list names.
                    let stranger = after.owner(other).is_none();
                    let everybody = group.and_then(|g| g.contact.everybody.as_ref());
                    let told = told.or(everybody.filter(|_| stranger));
                    let told = told.unwrap_or_else(|| panic!("{own} and {other} are left out"));
                    let wider = super::contact::is_wider(was, is);
                    assert_eq!((told.is, told.is_wider()), (is, wider), "{own} and {other}");
                }
            }
            let (was, is) = (
                chat(before, own, &Party::Anyone),
                chat(after, own, &Party::Anyone),
            );
            let everybody = group.and_then(|g| g.contact.everybody.as_ref());
            let everybody = everybody.map(|m| (m.was, m.is));
            assert_eq!(
                everybody,
                (was != is).then_some((was, is)),
                "{own}: everybody"
            );
        }
    }
}

proptest! {
    #[test]
    fn it_agrees_with_a_look_at_every_pair_of_domains(
        was in prop::collection::vec(settings(), 4),
        is in prop::collection::vec(settings(), 4),
        moved in prop::collection::vec(any::<bool>(), 4),
        alike_ones in any::<bool>(),
        confirmed in prop::option::of(proptest::sample::subsequence(LISTED.to_vec(), 0..=5)),
    ) {
        // Half of the time the first three share their settings, so that groups form.
        let shared = |mut all: Vec<Settings>| {
            if alike_ones {
                all[1] = all[0].clone();
                all[2] = all[0].clone();
            }
            all
        };
        let (was, is) = (shared(was), shared(is));
        let is: Vec<Settings> = was
            .iter()
            .zip(&is)
            .zip(&moved)
            .map(|((was, is), moved)| if *moved { is.clone() } else { was.clone() })
            .collect();
        let confirmed: Option<ValueSet> =
            confirmed.map(|words| words.into_iter().map(Into::into).collect());
        let (before, after) = (world(&was, confirmed.as_ref()), world(&is, confirmed.as_ref()));
        let changed: BTreeSet<Name> = TENANTS
            .iter()
            .zip(was.iter().zip(&is))
            .filter(|(_, (was, is))| was != is)
            .map(|((n, _), _)| name(n))
            .collect();
        let config = Configuration::default();
        let index = Index { config: &config, is_so: false, seen: None, before: &before, after: &after };
        let effects = effects(&before, &after, &changed);
        let classes = changed.iter().map(|name| vec![name]).collect();
        let fares = fares::told(&effects, index, classes).fares;
        let groups = alike(index, &fares, |fare| &fare.contact);
        check(&groups, &before, &after, &changed);
    }
}
