//! Objects: tenants and partners as files named by the hash of their bytes.

mod read;
mod write;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use compact_str::CompactString;

pub(super) use read::{Reader, partners_pointers, tenant_pointers};
pub(super) use write::Writer;

use super::format::Fault;
use super::{Digest, StateError};
use crate::model::Notes;

/// Notes by entry.
type NotesMap = BTreeMap<CompactString, Notes>;

/// Why an object could not be read or put.
#[derive(Debug)]
pub(super) enum ObjectError {
    /// The object, and what is wrong with it.
    Fault(Digest, Fault),
    /// The store failed.
    Store(StateError),
}

impl From<StateError> for ObjectError {
    fn from(error: StateError) -> Self {
        Self::Store(error)
    }
}

type Outcome<T> = Result<T, ObjectError>;

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
