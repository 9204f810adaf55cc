//! Reading the log: from a whole list forward to a version.

use std::collections::BTreeMap;

use super::format::Fault;
use super::format::entry::Entry;
use super::{Base, Digest, Serial, StateError, Store, TenantRef, Version};
use crate::model::Name;

/// Why the log could not be read.
#[derive(Debug)]
pub(super) enum LogError {
    /// The entry of a version, and what is wrong with it.
    Fault(Serial, Fault),
    /// The entry is intact but does not follow the one before, or belongs to another line.
    Chain(Serial),
    /// The store failed.
    Store(StateError),
}

impl From<StateError> for LogError {
    fn from(error: StateError) -> Self {
        Self::Store(error)
    }
}

/// What stands after a version: where each tenant's value is.
#[derive(Debug, Clone, Default)]
pub(super) struct Standing {
    pub(super) version: Option<Version>,
    pub(super) tenants: BTreeMap<Name, TenantRef>,
    pub(super) partners: Option<Digest>,
}

impl Standing {
    /// What stands after this entry.
    pub(super) fn follow(&mut self, entry: Entry) {
        if entry.full {
            self.tenants.clear();
            self.partners = None;
        }
        for (name, tenant) in entry.tenants {
            match tenant {
                Some(tenant) => self.tenants.insert(name, tenant),
                None => self.tenants.remove(&name),
            };
        }
        self.partners = entry.partners.or(self.partners);
        self.version = Some(entry.version);
    }

    pub(super) fn base(&self) -> Base {
        self.version
            .as_ref()
            .map_or_else(Base::default, Version::base)
    }
}

/// Reads the entry of a version.
pub(super) fn read_entry(store: &dyn Store, serial: Serial) -> Result<Entry, LogError> {
    Entry::open(serial, store.read_log(serial)?).map_err(|fault| LogError::Fault(serial, fault))
}

/// The newest version; checks that no entry is missing.
pub(super) fn newest(store: &dyn Store) -> Result<Serial, LogError> {
    let mut last = Serial::NONE;
    for serial in store.list_log()? {
        if serial != last.next() {
            return Err(LogError::Fault(last.next(), Fault::Missing));
        }
        last = serial;
    }
    Ok(last)
}

/// What stands after a version. Reads back to the newest whole list, and no further.
pub(super) fn replay(store: &dyn Store, serial: Serial) -> Result<Standing, LogError> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut next = (serial > Serial::NONE).then_some(serial);
    while let Some(at) = next {
        let entry = read_entry(store, at)?;
        if let Some(after) = entries.last()
            && !follows(&entry.version, &after.version)
        {
            return Err(LogError::Chain(at.next()));
        }
        let ends_here = entry.full;
        entries.push(entry);
        next = at.before().filter(|_| !ends_here);
    }
    let mut standing = Standing::default();
    for entry in entries.into_iter().rev() {
        standing.follow(entry);
    }
    Ok(standing)
}

/// Whether `after` was recorded upon `before`.
pub(super) fn follows(before: &Version, after: &Version) -> bool {
    after.previous == Some(before.digest) && after.lineage == before.lineage
}
