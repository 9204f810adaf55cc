//! Cost follows the change, not the size.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use guestlist::model::ValueSet;
use guestlist::state::{
    Digest, Digester, Found, LocalStore, MemoryStore, Published, RecordedTenant, Serial, State,
    StateError, Store, Stray,
};

use super::{LISTED, commit_round, draft, name, tenant, words};

/// Counts what is read.
#[derive(Default)]
struct Counting {
    inner: MemoryStore,
    entries: AtomicUsize,
    objects: AtomicUsize,
}

impl Store for Counting {
    fn prepare(&self, first: bool) -> Result<(), StateError> {
        self.inner.prepare(first)
    }

    fn list_log(&self) -> Result<Vec<Serial>, StateError> {
        self.inner.list_log()
    }

    fn read_log(&self, serial: Serial) -> Result<Found, StateError> {
        self.entries.fetch_add(1, Ordering::SeqCst);
        self.inner.read_log(serial)
    }

    fn create_log(&self, serial: Serial, bytes: &[u8]) -> Result<Published, StateError> {
        self.inner.create_log(serial, bytes)
    }

    fn list_objects(&self) -> Result<Vec<Digest>, StateError> {
        self.inner.list_objects()
    }

    fn read_object(&self, name: &Digest) -> Result<Found, StateError> {
        self.objects.fetch_add(1, Ordering::SeqCst);
        self.inner.read_object(name)
    }

    fn put_object(&self, name: &Digest, bytes: &[u8]) -> Result<Published, StateError> {
        self.inner.put_object(name, bytes)
    }

    fn sync_objects(&self) -> Result<(), StateError> {
        self.inner.sync_objects()
    }

    fn strays(&self) -> Result<Vec<Stray>, StateError> {
        self.inner.strays()
    }

    fn log_place(&self, serial: Serial) -> String {
        self.inner.log_place(serial)
    }

    fn object_place(&self, name: &Digest) -> String {
        self.inner.object_place(name)
    }
}

#[test]
fn opening_reads_from_the_newest_whole_list_and_no_object() {
    let store = Arc::new(Counting::default());
    let mut state = State::open(store.clone()).unwrap();
    for _ in 0..130 {
        commit_round(&mut state).unwrap();
    }
    store.entries.store(0, Ordering::SeqCst);
    store.objects.store(0, Ordering::SeqCst);
    let state = State::open(store.clone()).unwrap();
    let desired = tenant(130, 80);
    let (values, record) = Digester::default().recorded(&desired);
    let recorded = &state.tenants()[&name("contoso")];
    assert_eq!((recorded.values, recorded.record), (values, record));
    assert_eq!(store.entries.load(Ordering::SeqCst), 3, "128, 129, 130");
    assert_eq!(store.objects.load(Ordering::SeqCst), 0);
}

/// A thousand tenants that share one list.
fn thousand(shared: &ValueSet) -> Vec<(guestlist::model::Name, Option<RecordedTenant>)> {
    let make = |n: u64| {
        let mut tenant = tenant(n, 3);
        let listed = tenant.settings.get_mut(&LISTED).unwrap();
        listed.value = guestlist::model::Value::Set(shared.clone());
        (name(&format!("t{n}")), Some(tenant))
    };
    (0..1_000).map(make).collect()
}

#[test]
fn a_change_writes_its_tenant_and_a_small_entry() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state");
    let store = Arc::new(LocalStore::new(&path));
    let mut state = State::open(store.clone()).unwrap();
    let shared = words(100, 1);
    state
        .commit(&state.base(), draft(thousand(&shared)))
        .unwrap();
    assert_eq!(
        store.list_objects().unwrap().len(),
        1_001,
        "the list exists once"
    );
    state
        .commit(&state.base(), draft([(name("t7"), Some(tenant(5, 3)))]))
        .unwrap();
    assert_eq!(store.list_objects().unwrap().len(), 1_002);
    let entry = fs::metadata(path.join("log/0000000002.json")).unwrap();
    assert!(entry.len() < 2_000, "{} bytes", entry.len());
}

#[test]
fn a_shared_list_is_in_memory_once() {
    let mut state = State::open(Arc::new(MemoryStore::default())).unwrap();
    state
        .commit(&state.base(), draft(thousand(&words(100, 1))))
        .unwrap();
    let listed = |text: &str| {
        let tenant = state.tenant(&name(text)).unwrap().unwrap();
        tenant.settings[&LISTED].value.as_set().unwrap().clone()
    };
    assert!(listed("t1").is_same(&listed("t999")));
}
