//! A recorded state in memory, for tests and trials.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::{Mutex, PoisonError};

use crate::state::store::{Found, Published, Store, Stray, log_name, object_name};
use crate::state::{Digest, Serial, StateError};

/// A store that is gone when the program ends.
#[derive(Debug, Default)]
pub struct MemoryStore {
    log: Mutex<BTreeMap<Serial, Vec<u8>>>,
    objects: Mutex<BTreeMap<Digest, Vec<u8>>>,
}

fn publish<K: Ord + Copy>(files: &Mutex<BTreeMap<K, Vec<u8>>>, name: K, bytes: &[u8]) -> Published {
    let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
    match files.entry(name) {
        Entry::Occupied(_) => Published::Taken,
        Entry::Vacant(free) => {
            free.insert(bytes.to_vec());
            Published::Done
        }
    }
}

fn read<K: Ord + Copy>(files: &Mutex<BTreeMap<K, Vec<u8>>>, name: K) -> Found {
    let files = files.lock().unwrap_or_else(PoisonError::into_inner);
    files
        .get(&name)
        .cloned()
        .map_or(Found::Missing, Found::Bytes)
}

fn list<K: Ord + Copy>(files: &Mutex<BTreeMap<K, Vec<u8>>>) -> Vec<K> {
    let files = files.lock().unwrap_or_else(PoisonError::into_inner);
    files.keys().copied().collect()
}

impl Store for MemoryStore {
    fn prepare(&self, _first: bool) -> Result<(), StateError> {
        Ok(())
    }

    fn list_log(&self) -> Result<Vec<Serial>, StateError> {
        Ok(list(&self.log))
    }

    fn read_log(&self, serial: Serial) -> Result<Found, StateError> {
        Ok(read(&self.log, serial))
    }

    fn create_log(&self, serial: Serial, bytes: &[u8]) -> Result<Published, StateError> {
        Ok(publish(&self.log, serial, bytes))
    }

    fn list_objects(&self) -> Result<Vec<Digest>, StateError> {
        Ok(list(&self.objects))
    }

    fn read_object(&self, name: &Digest) -> Result<Found, StateError> {
        Ok(read(&self.objects, *name))
    }

    fn put_object(&self, name: &Digest, bytes: &[u8]) -> Result<Published, StateError> {
        Ok(publish(&self.objects, *name, bytes))
    }

    fn sync_objects(&self) -> Result<(), StateError> {
        Ok(())
    }

    fn strays(&self) -> Result<Vec<Stray>, StateError> {
        Ok(Vec::new())
    }

    fn log_place(&self, serial: Serial) -> String {
        format!("memory:log/{}", log_name(serial))
    }

    fn object_place(&self, name: &Digest) -> String {
        format!("memory:objects/{}", object_name(name))
    }
}
