//! One suite for every kind of store.

use std::collections::BTreeMap;
use std::sync::Arc;

use guestlist::state::{
    Digest, Draft, Found, Kind, LocalStore, MemoryStore, PlanMark, Published, Serial, State,
    StateError, Store, verify,
};

use super::{commit_round, draft, name, next_round, origin, partners, tenant};

#[test]
fn stores_behave_alike() {
    let folder = tempfile::tempdir().unwrap();
    let mut made = 0;
    let mut local = || -> Arc<dyn Store> {
        made += 1;
        Arc::new(LocalStore::new(folder.path().join(format!("{made}/state"))))
    };
    let mut memory = || -> Arc<dyn Store> { Arc::new(MemoryStore::default()) };
    for make in [
        &mut local as &mut dyn FnMut() -> Arc<dyn Store>,
        &mut memory,
    ] {
        files_are_never_replaced(make().as_ref());
        what_is_recorded_is_read_back(make());
        only_the_newest_version_is_followed(make());
        versions_are_restored_and_tenants_forgotten(make());
        an_object_that_is_there_is_checked(make());
        versions_of_another_line_are_refused(make(), make());
    }
}

fn files_are_never_replaced(store: &dyn Store) {
    let object = Digest::of(b"one");
    assert_eq!(store.list_log().unwrap(), []);
    assert_eq!(store.read_log(Serial(1)).unwrap(), Found::Missing);
    assert_eq!(store.read_object(&object).unwrap(), Found::Missing);
    store.prepare(true).unwrap();
    store.prepare(true).unwrap();
    for (bytes, published) in [(b"one", Published::Done), (b"two", Published::Taken)] {
        assert_eq!(store.create_log(Serial(10), bytes).unwrap(), published);
        assert_eq!(store.put_object(&object, bytes).unwrap(), published);
        let one = Found::Bytes(b"one".to_vec());
        assert_eq!(store.read_log(Serial(10)).unwrap(), one);
        assert_eq!(store.read_object(&object).unwrap(), one);
    }
    store.create_log(Serial(9), b"nine").unwrap();
    store.sync_objects().unwrap();
    assert_eq!(store.list_log().unwrap(), [Serial(9), Serial(10)]);
    assert_eq!(store.list_objects().unwrap(), [object]);
    assert_eq!(store.strays().unwrap(), []);
}

fn what_is_recorded_is_read_back(store: Arc<dyn Store>) {
    let mut state = State::open(store.clone()).unwrap();
    assert_eq!(state.head(), None);
    assert_eq!(state.partners().unwrap(), BTreeMap::new());
    let base = state.base();
    let plan = PlanMark {
        fingerprint: Digest::of(b"what"),
        id: Digest::of(b"this very plan"),
    };
    let first = Draft {
        plan: Some(plan),
        ..next_round(&base)
    };
    state.commit(&base, first).unwrap();
    commit_round(&mut state).unwrap();
    let opened = State::open(store.clone()).unwrap();
    assert_eq!(opened.head(), state.head());
    assert_eq!(opened.tenants(), state.tenants());
    assert_eq!(
        opened.tenant(&name("contoso")).unwrap(),
        Some(tenant(2, 80))
    );
    assert_eq!(opened.tenant(&name("nobody")).unwrap(), None);
    assert_eq!(opened.partners().unwrap(), partners(2));
    assert_eq!(opened.at(Serial::NONE).unwrap().tenants().len(), 0);
    assert!(matches!(
        opened.at(Serial(3)),
        Err(StateError::NoSuchVersion {
            newest: Serial(2),
            ..
        })
    ));
    assert_eq!(
        opened.was_applied(&base, &plan.id).unwrap(),
        Some(Serial(1))
    );
    assert_eq!(opened.was_applied(&base, &plan.fingerprint).unwrap(), None);
    assert_eq!(opened.was_applied(&opened.base(), &plan.id).unwrap(), None);
    let log: Vec<_> = opened.log().map(Result::unwrap).collect();
    assert_eq!(log.len(), 2);
    assert_eq!(log[0].previous, Some(log[1].digest));
    assert_eq!(log[1].plan, Some(plan));
    assert_eq!(
        log[1].moved,
        [name("contoso"), name("fabrikam"), name("litware")]
    );
    let report = verify(store.as_ref(), Some(&log[1].digest)).unwrap();
    assert_eq!(report.known_head, Some(Serial(1)));
    assert_eq!(report.damage, []);
}

fn only_the_newest_version_is_followed(store: Arc<dyn Store>) {
    let mut one = State::open(store.clone()).unwrap();
    let mut two = State::open(store.clone()).unwrap();
    let base = one.base();
    commit_round(&mut one).unwrap();
    for state in [&mut two, &mut one] {
        let error = state.commit(&base, next_round(&base)).unwrap_err();
        assert!(
            matches!(error, StateError::Moved { now: Some(now), .. } if now.serial == Serial(1))
        );
    }
    assert_eq!(store.list_log().unwrap(), [Serial(1)]);
}

fn versions_are_restored_and_tenants_forgotten(store: Arc<dyn Store>) {
    let mut state = State::open(store.clone()).unwrap();
    for _ in 0..3 {
        commit_round(&mut state).unwrap();
    }
    let forgotten = state
        .forget(&state.base(), &name("contoso"), origin(9))
        .unwrap();
    assert_eq!(
        (forgotten.kind, forgotten.summary.forget),
        (Kind::Forget, 2)
    );
    assert_eq!(state.tenant(&name("contoso")).unwrap(), None);
    let restored = state.restore(&state.base(), Serial(1), origin(10)).unwrap();
    assert_eq!(
        (restored.serial, restored.restored),
        (Serial(5), Some(Serial(1)))
    );
    assert_eq!(restored.summary.create, 2, "contoso's settings");
    let first = state.at(Serial(1)).unwrap();
    assert_eq!(state.tenants(), first.tenants());
    assert_eq!(state.partners().unwrap(), first.partners().unwrap());
    let missing = state
        .forget(&state.base(), &name("nobody"), origin(11))
        .unwrap_err();
    assert_eq!(
        missing.to_string(),
        "the recorded state has no tenant nobody"
    );
    let objects = store.list_objects().unwrap().len();
    let all = draft([(name("contoso"), Some(tenant(1, 80)))]);
    state.commit(&state.base(), all).unwrap();
    assert_eq!(
        store.list_objects().unwrap().len(),
        objects,
        "equal objects exist once"
    );
    assert_eq!(state.head().unwrap().moved, [], "nothing moved");
}

fn an_object_that_is_there_is_checked(store: Arc<dyn Store>) {
    // What the next commit wants to put, with other bytes under its name.
    let trial: Arc<dyn Store> = Arc::new(MemoryStore::default());
    commit_round(&mut State::open(trial.clone()).unwrap()).unwrap();
    store.prepare(true).unwrap();
    for object in trial.list_objects().unwrap() {
        store.put_object(&object, b"other bytes").unwrap();
    }
    let mut state = State::open(store.clone()).unwrap();
    let error = commit_round(&mut state).unwrap_err().to_string();
    assert!(
        error.contains("its bytes do not fit its name; no version names it"),
        "{error}"
    );
    assert_eq!(store.list_log().unwrap(), []);
}

fn versions_of_another_line_are_refused(store: Arc<dyn Store>, other: Arc<dyn Store>) {
    let mut state = State::open(store).unwrap();
    commit_round(&mut state).unwrap();
    let mut other = State::open(other).unwrap();
    let mut first = next_round(&other.base());
    first.origin.new_lineage = guestlist::state::Lineage::from_bytes([8; 16]);
    other.commit(&other.base(), first).unwrap();
    let error = state
        .commit(&other.base(), next_round(&other.base()))
        .unwrap_err();
    assert!(
        error.to_string().contains("of another one, 07070707-"),
        "{error}"
    );
    assert_eq!(
        state.was_applied(&other.base(), &Digest::of(b"")).unwrap(),
        None
    );
}
