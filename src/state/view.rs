//! Reading the recorded state: the newest version and every one before.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::log::{self, Standing};
use super::objects::Reader;
use super::past::Log;
use super::snapshot::{RecordedPartner, RecordedTenant};
use super::verify::{diagnose_log, diagnose_object};
use super::{Base, Digest, Serial, StateError, Store, TenantRef, Version};
use crate::model::Name;

/// What one version of the recorded state says. Tenants are read when they are asked for.
#[derive(Clone)]
pub struct View {
    store: Arc<dyn Store>,
    reader: Arc<Reader>,
    pub(super) standing: Standing,
}

impl fmt::Debug for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.standing.fmt(f)
    }
}

impl View {
    /// The version; nothing before the first one.
    #[must_use]
    pub fn version(&self) -> Option<&Version> {
        self.standing.version.as_ref()
    }

    /// The version as one that something is made from.
    #[must_use]
    pub fn base(&self) -> Base {
        self.standing.base()
    }

    /// All tenants, with the digests that say whether one has to be read.
    #[must_use]
    pub fn tenants(&self) -> &BTreeMap<Name, TenantRef> {
        &self.standing.tenants
    }

    /// Reads a tenant. Sets that tenants share are read once and shared in memory.
    pub fn tenant(&self, name: &Name) -> Result<Option<RecordedTenant>, StateError> {
        let Some(at) = self.standing.tenants.get(name) else {
            return Ok(None);
        };
        let store = self.store.as_ref();
        let tenant = self.reader.tenant(store, &at.object);
        tenant.map(Some).map_err(|e| diagnose_object(store, e))
    }

    /// Reads all partners.
    pub fn partners(&self) -> Result<BTreeMap<Name, RecordedPartner>, StateError> {
        let Some(at) = self.standing.partners else {
            return Ok(BTreeMap::new());
        };
        let store = self.store.as_ref();
        let partners = self.reader.partners(store, &at);
        partners.map_err(|e| diagnose_object(store, e))
    }

    /// The object that holds the partners: equal partners have equal ones.
    #[must_use]
    pub fn partners_object(&self) -> Option<Digest> {
        self.standing.partners
    }

    /// Whether two versions record the same tenants and partners.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.tenants() == other.tenants() && self.partners_object() == other.partners_object()
    }
}

/// The recorded state as it stood when it was opened, or after the last commit made through it.
#[derive(Debug, Clone)]
pub struct State {
    pub(super) now: View,
}

impl State {
    /// Opens the state in a store. A store without a version is the state before the first one.
    ///
    /// Reads the entries from the newest whole list on and checks each, their chain, and that no
    /// entry is missing. No object is read.
    pub fn open(store: Arc<dyn Store>) -> Result<Self, StateError> {
        let read = |store: &dyn Store| log::replay(store, log::newest(store)?);
        let standing = read(store.as_ref()).map_err(|e| diagnose_log(store.as_ref(), e))?;
        Ok(Self {
            now: View {
                store,
                reader: Arc::default(),
                standing,
            },
        })
    }

    /// The newest version; nothing before the first one.
    #[must_use]
    pub fn head(&self) -> Option<&Version> {
        self.now.version()
    }

    /// The newest version as one that something is made from.
    #[must_use]
    pub fn base(&self) -> Base {
        self.now.base()
    }

    /// What the newest version says.
    #[must_use]
    pub fn now(&self) -> &View {
        &self.now
    }

    /// [`View::tenants`] of the newest version.
    #[must_use]
    pub fn tenants(&self) -> &BTreeMap<Name, TenantRef> {
        self.now.tenants()
    }

    /// [`View::tenant`] of the newest version.
    pub fn tenant(&self, name: &Name) -> Result<Option<RecordedTenant>, StateError> {
        self.now.tenant(name)
    }

    /// [`View::partners`] of the newest version.
    pub fn partners(&self) -> Result<BTreeMap<Name, RecordedPartner>, StateError> {
        self.now.partners()
    }

    /// What a version says; version 0 says nothing.
    pub fn at(&self, serial: Serial) -> Result<View, StateError> {
        let newest = self.base().serial;
        if serial > newest {
            let asked = serial;
            return Err(StateError::NoSuchVersion { asked, newest });
        }
        let store = self.store();
        let standing = log::replay(store, serial).map_err(|e| diagnose_log(store, e))?;
        Ok(View {
            standing,
            ..self.now.clone()
        })
    }

    /// The versions, newest first. Each is read when it is asked for.
    #[must_use]
    pub fn log(&self) -> Log<'_> {
        Log::new(self.store(), self.base().serial)
    }

    /// The version that recorded this very plan, which was made from `base`.
    ///
    /// A plan can only be recorded as the version after its base, so one entry is read.
    pub fn was_applied(&self, base: &Base, plan: &Digest) -> Result<Option<Serial>, StateError> {
        let serial = base.serial.next();
        let lineage = self.base().lineage;
        if serial > self.base().serial || base.lineage.is_some_and(|of| Some(of) != lineage) {
            return Ok(None);
        }
        let store = self.store();
        let entry = log::read_entry(store, serial).map_err(|e| diagnose_log(store, e))?;
        let applied = entry.version.plan.is_some_and(|mark| mark.id == *plan);
        Ok(applied.then_some(serial))
    }

    pub(super) fn store(&self) -> &dyn Store {
        self.now.store.as_ref()
    }

    /// The same store, read anew.
    pub(super) fn reopened(&self) -> Result<Self, StateError> {
        Self::open(Arc::clone(&self.now.store))
    }
}
