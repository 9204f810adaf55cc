//! Any sequence of commits, restores and forgets reads back as a plain list of maps would.

use std::collections::BTreeMap;
use std::sync::Arc;

use guestlist::model::Name;
use guestlist::state::{
    Draft, MemoryStore, RecordedPartner, RecordedTenant, Serial, State, StateError, verify,
};
use proptest::prelude::*;

use super::{draft, name, origin, partners, tenant};

#[derive(Debug, Clone)]
enum Step {
    Commit {
        tenants: Vec<(usize, Option<u64>)>,
        partners: Option<u64>,
        domains: usize,
    },
    Restore(usize),
    Forget(usize),
    Reopen,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Told {
    tenants: BTreeMap<Name, RecordedTenant>,
    partners: BTreeMap<Name, RecordedPartner>,
}

fn step() -> impl Strategy<Value = Step> {
    let tenants = prop::collection::vec((0..6_usize, prop::option::of(0..4_u64)), 0..4);
    prop_oneof![
        8 => (tenants, prop::option::of(0..3_u64), prop_oneof![Just(3_usize), Just(63), Just(64), Just(70)])
            .prop_map(|(tenants, partners, domains)| Step::Commit { tenants, partners, domains }),
        2 => any::<prop::sample::Index>().prop_map(|at| Step::Restore(at.index(1_000))),
        2 => (0..6_usize).prop_map(Step::Forget),
        1 => Just(Step::Reopen),
    ]
}

fn tenant_name(n: usize) -> Name {
    name(&format!("tenant-{n}"))
}

/// Takes a step with the state and with the list of maps.
fn take(state: &mut State, told: &mut Vec<Told>, step: Step) {
    let base = state.base();
    let mut now = told.last().cloned().unwrap_or_default();
    match step {
        Step::Commit {
            tenants,
            partners: round,
            domains,
        } => {
            let made = |round: Option<u64>| round.map(|round| tenant(round, domains));
            let tenants: BTreeMap<_, _> = tenants
                .into_iter()
                .map(|(n, round)| (tenant_name(n), made(round)))
                .collect();
            let made = Draft {
                partners: round.map(partners),
                ..draft(tenants.clone())
            };
            state.commit(&base, made).unwrap();
            for (name, tenant) in tenants {
                match tenant {
                    Some(tenant) => now.tenants.insert(name, tenant),
                    None => now.tenants.remove(&name),
                };
            }
            now.partners = round.map_or(now.partners, partners);
        }
        Step::Restore(at) if !told.is_empty() => {
            let at = at % told.len();
            state
                .restore(&base, Serial(at as u64 + 1), origin(1))
                .unwrap();
            now = told[at].clone();
        }
        Step::Restore(_) => return,
        Step::Forget(n) => {
            let outcome = state.forget(&base, &tenant_name(n), origin(2)).map(|_| ());
            if now.tenants.remove(&tenant_name(n)).is_none() {
                assert!(matches!(outcome, Err(StateError::NoSuchTenant(_))));
                return;
            }
            outcome.unwrap();
        }
        Step::Reopen => return,
    }
    told.push(now);
}

fn read(state: &State, serial: u64) -> Told {
    let view = state.at(Serial(serial)).unwrap();
    let tenants = view.tenants().keys().map(|name| {
        let tenant = view.tenant(name).unwrap().unwrap();
        (name.clone(), tenant)
    });
    Told {
        tenants: tenants.collect(),
        partners: view.partners().unwrap(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn every_version_reads_back(steps in prop::collection::vec(step(), 1..150)) {
        let store = Arc::new(MemoryStore::default());
        let mut state = State::open(store.clone()).unwrap();
        let mut told: Vec<Told> = Vec::new();
        for step in steps {
            if matches!(step, Step::Reopen) {
                state = State::open(store.clone()).unwrap();
            }
            take(&mut state, &mut told, step);
            prop_assert_eq!(state.base().serial.0, told.len() as u64);
        }
        let reopened = State::open(store.clone()).unwrap();
        prop_assert_eq!(reopened.tenants(), state.tenants());
        for (at, expected) in told.iter().enumerate() {
            prop_assert_eq!(&read(&reopened, at as u64 + 1), expected);
        }
        prop_assert_eq!(reopened.log().map(Result::unwrap).count(), told.len());
        let report = verify(store.as_ref(), None).unwrap();
        prop_assert_eq!(report.damage, vec![]);
    }
}
