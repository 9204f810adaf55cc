//! Checks the objects: those that versions need, and all others that are there.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::history::Use;
use crate::state::format::{Fault, bytes_of, check_object};
use crate::state::objects::{ObjectError, Reader, partners_pointers, tenant_pointers};
use crate::state::{Digest, Digester, StateError, Store};

/// The objects of a store.
#[derive(Debug, Default)]
pub(super) struct Objects {
    /// How many there are.
    pub(super) found: usize,
    /// Intact ones that no version names.
    pub(super) unnamed: usize,
    /// What is wrong, by object.
    pub(super) faults: BTreeMap<Digest, Fault>,
    /// Versions that need an object, with those that tenants' objects name.
    pub(super) uses: BTreeMap<Digest, Vec<Use>>,
}

impl Objects {
    /// Reads every object.
    pub(super) fn read(
        store: &dyn Store,
        named: BTreeMap<Digest, Vec<Use>>,
    ) -> Result<Self, StateError> {
        let there = store.list_objects()?;
        let mut objects = Self {
            found: there.len(),
            ..Self::default()
        };
        let tops: Vec<_> = named
            .par_iter()
            .map(|(name, uses)| (*name, top(store, name, uses)))
            .collect();
        let mut inner: BTreeMap<Digest, Vec<Use>> = BTreeMap::new();
        for (name, pointers) in tops {
            for pointer in objects.keep(pointers)?.unwrap_or_default() {
                inner
                    .entry(pointer)
                    .or_default()
                    .extend(named[&name].iter().cloned());
            }
        }
        objects.uses = named;
        objects.check(store, inner.keys())?;
        for (name, uses) in inner {
            objects.uses.entry(name).or_default().extend(uses);
        }
        let known = objects.uses.keys().copied().collect::<BTreeSet<_>>();
        let others: BTreeSet<_> = there.into_iter().filter(|o| !known.contains(o)).collect();
        let before = objects.faults.len();
        objects.check(store, others.iter())?;
        objects.unnamed = others.len() - (objects.faults.len() - before);
        objects.read_whole(store)?;
        Ok(objects)
    }

    /// Checks the bytes of these objects.
    fn check<'a>(
        &mut self,
        store: &dyn Store,
        names: impl Iterator<Item = &'a Digest>,
    ) -> Result<(), StateError> {
        let names: Vec<&Digest> = names.collect();
        let check = |name: &&Digest| {
            bytes_of(store.read_object(name)?)
                .and_then(|bytes| check_object(name, &bytes))
                .map_err(|fault| ObjectError::Fault(**name, fault))
        };
        let checked: Vec<_> = names.par_iter().map(check).collect();
        for outcome in checked {
            self.keep(outcome)?;
        }
        Ok(())
    }

    /// Reads every tenant whose objects are intact, and compares it with the digests in the log.
    fn read_whole(&mut self, store: &dyn Store) -> Result<(), StateError> {
        let intact = |name: &Digest| !self.faults.contains_key(name);
        let whole: Vec<_> = self
            .uses
            .par_iter()
            .filter(|(name, _)| intact(name))
            .flat_map_iter(|(_, uses)| uses)
            .filter_map(|used| used.tenant.as_ref())
            .map(|(_, at)| at)
            .collect::<Vec<_>>();
        let distinct: BTreeMap<_, _> = whole
            .into_iter()
            .map(|at| ((at.object, at.values, at.record), at.clone()))
            .collect();
        let distinct: Vec<_> = distinct.into_values().collect();
        let compare = |at: &crate::state::TenantRef| {
            let tenant = Reader::default().tenant(store, &at.object)?;
            if Digester::default().recorded(&tenant) == (at.values, at.record) {
                return Ok(());
            }
            let what = "the log lists other digests for the values in it".to_owned();
            Err(ObjectError::Fault(at.object, Fault::Meaning(what)))
        };
        let compared: Vec<_> = distinct.par_iter().map(compare).collect();
        for outcome in compared {
            self.keep(outcome)?;
        }
        Ok(())
    }

    /// Keeps a fault, the first one of each object.
    fn keep<T>(&mut self, outcome: Result<T, ObjectError>) -> Result<Option<T>, StateError> {
        match outcome {
            Ok(value) => Ok(Some(value)),
            Err(ObjectError::Fault(name, fault)) => {
                self.faults.entry(name).or_insert(fault);
                Ok(None)
            }
            Err(ObjectError::Store(error)) => Err(error),
        }
    }
}

/// What the object of a tenant or of the partners names.
fn top(store: &dyn Store, name: &Digest, uses: &[Use]) -> Result<Vec<Digest>, ObjectError> {
    if uses.iter().any(|used| used.tenant.is_some()) {
        tenant_pointers(store, name)
    } else {
        partners_pointers(store, name)
    }
}
