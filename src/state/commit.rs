//! Recording a version: objects first, then one entry, published in one step.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rayon::prelude::*;

use super::format::entry::Entry;
use super::log::{LogError, Standing, newest, read_entry};
use super::objects::Writer;
use super::snapshot::{RecordedPartner, RecordedTenant};
use super::verify::{diagnose_log, diagnose_object};
use super::{
    Base, ConfigCommit, Digest, Kind, Lineage, PlanMark, Published, Serial, State, StateError,
    Summary, TenantRef, Version,
};
use crate::model::Name;

/// Who records a version, when and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// When.
    pub time: Timestamp,
    /// Who, as they say themselves.
    pub author: String,
    /// Why, in their words.
    pub message: Option<String>,
    /// The git commit of the configuration.
    pub config: Option<ConfigCommit>,
    /// The line of versions to start if this is the first one; not used otherwise.
    pub new_lineage: Lineage,
}

/// A version to record.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// What makes it.
    pub kind: Kind,
    /// Who, when and why.
    pub origin: Origin,
    /// The plan it comes from.
    pub plan: Option<PlanMark>,
    /// How many settings it changes.
    pub summary: Summary,
    /// Tenants that get this value, or, with nothing, leave the record. All others stay.
    pub tenants: BTreeMap<Name, Option<RecordedTenant>>,
    /// All partners, if they change.
    pub partners: Option<BTreeMap<Name, RecordedPartner>>,
}

/// What a new entry says beside who and why.
struct Moves {
    kind: Kind,
    restored: Option<Serial>,
    plan: Option<PlanMark>,
    summary: Summary,
    tenants: BTreeMap<Name, Option<TenantRef>>,
    partners: Option<Digest>,
}

impl State {
    /// Records a version upon `expected`, or nothing.
    ///
    /// If another version is the newest by now, the answer is [`StateError::Moved`]. After a commit
    /// the state stands at the new version.
    pub fn commit(&mut self, expected: &Base, draft: Draft) -> Result<&Version, StateError> {
        self.must_be(expected)?;
        let store = self.store();
        store.prepare(expected.serial == Serial::NONE)?;
        let writer = Writer::new(store);
        let put = |(name, tenant): (Name, Option<RecordedTenant>)| {
            let tenant = tenant.map(|tenant| writer.tenant(&tenant)).transpose()?;
            Ok((name, tenant))
        };
        let tenants: Result<_, _> = draft.tenants.into_par_iter().map(put).collect();
        let partners = draft.partners.map(|all| writer.partners(&all)).transpose();
        let moves = Moves {
            kind: draft.kind,
            restored: None,
            plan: draft.plan,
            summary: draft.summary,
            tenants: tenants.map_err(|e| diagnose_object(store, e))?,
            partners: partners.map_err(|e| diagnose_object(store, e))?,
        };
        self.publish(expected, draft.origin, moves)
    }

    /// Records anew what a version said.
    ///
    /// Everything that version names is read and checked first.
    pub fn restore(
        &mut self,
        expected: &Base,
        serial: Serial,
        origin: Origin,
    ) -> Result<&Version, StateError> {
        self.must_be(expected)?;
        let newest = expected.serial;
        if serial == Serial::NONE {
            return Err(StateError::NoSuchVersion {
                asked: serial,
                newest,
            });
        }
        let then = self.at(serial)?;
        let mut summary = Summary::default();
        let mut tenants = BTreeMap::new();
        for (name, target) in then.tenants() {
            let recorded = then.tenant(name)?.unwrap_or_default();
            if self.tenants().get(name) != Some(target) {
                add_changes(&mut summary, &self.as_far_as_known(name)?, &recorded);
                tenants.insert(name.clone(), Some(target.clone()));
            }
        }
        for name in self.tenants().keys() {
            if !then.tenants().contains_key(name) {
                let recorded = self.as_far_as_known(name)?;
                add_changes(&mut summary, &recorded, &RecordedTenant::default());
                tenants.insert(name.clone(), None);
            }
        }
        let partners = then.partners()?;
        if let Some(recorded) = self.partners_as_far_as_known()? {
            super::partners::add_changes(&mut summary, &recorded, &partners);
        }
        self.store().prepare(false)?;
        let partners = match then.partners_object() {
            None if self.now.partners_object().is_some() => {
                let none = Writer::new(self.store()).partners(&BTreeMap::new());
                Some(none.map_err(|e| diagnose_object(self.store(), e))?)
            }
            partners => partners,
        };
        let moves = Moves {
            kind: Kind::Restore,
            restored: Some(serial),
            plan: None,
            summary,
            tenants,
            partners,
        };
        self.publish(expected, origin, moves)
    }

    /// Records a version without the tenant.
    pub fn forget(
        &mut self,
        expected: &Base,
        tenant: &Name,
        origin: Origin,
    ) -> Result<&Version, StateError> {
        self.must_be(expected)?;
        if !self.tenants().contains_key(tenant) {
            return Err(StateError::NoSuchTenant(tenant.clone()));
        }
        self.store().prepare(false)?;
        let mut summary = Summary::default();
        let recorded = self.as_far_as_known(tenant)?;
        add_changes(&mut summary, &recorded, &RecordedTenant::default());
        let moves = Moves {
            kind: Kind::Forget,
            restored: None,
            plan: None,
            summary,
            tenants: BTreeMap::from([(tenant.clone(), None)]),
            partners: None,
        };
        self.publish(expected, origin, moves)
    }

    /// The tenant as recorded. One whose object is damaged counts as nothing, because leaving it out
    /// and restoring are the ways to get rid of the damage.
    fn as_far_as_known(&self, name: &Name) -> Result<RecordedTenant, StateError> {
        match self.tenant(name) {
            Ok(recorded) => Ok(recorded.unwrap_or_default()),
            Err(StateError::Damaged(_)) => Ok(RecordedTenant::default()),
            Err(error) => Err(error),
        }
    }

    /// The partners as recorded; nothing if their object is damaged.
    fn partners_as_far_as_known(
        &self,
    ) -> Result<Option<BTreeMap<Name, RecordedPartner>>, StateError> {
        match self.partners() {
            Ok(recorded) => Ok(Some(recorded)),
            Err(StateError::Damaged(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Refuses to follow anything but the newest version.
    fn must_be(&self, expected: &Base) -> Result<(), StateError> {
        if self.base() == *expected {
            return Ok(());
        }
        let now = self.head().cloned().map(Box::new);
        let expected = *expected;
        Err(StateError::Moved { expected, now })
    }

    /// Publishes the entry: the commit.
    fn publish(
        &mut self,
        expected: &Base,
        origin: Origin,
        moves: Moves,
    ) -> Result<&Version, StateError> {
        let mut entry = self.entry(origin, moves);
        let serial = entry.version.serial;
        let bytes = entry.seal();
        let store = self.store();
        store.sync_objects()?;
        let is_newest = self.is_newest().map_err(|e| diagnose_log(store, e))?;
        if !is_newest || store.create_log(serial, &bytes)? == Published::Taken {
            let now = self.reopened()?.now.standing.version.map(Box::new);
            let expected = *expected;
            return Err(StateError::Moved { expected, now });
        }
        let moved = entry.version.clone();
        self.now.standing.follow(entry);
        Ok(self.now.standing.version.insert(moved))
    }

    /// Whether the newest version in the store is still the one that this state stands at.
    ///
    /// Two writers are kept apart by publishing; this notices that the folder was exchanged, as by a
    /// checkout in git.
    fn is_newest(&self) -> Result<bool, LogError> {
        let store = self.store();
        match self.head() {
            None => Ok(newest(store)? == Serial::NONE),
            Some(head) => Ok(newest(store)? == head.serial
                && read_entry(store, head.serial)?.version.digest == head.digest),
        }
    }

    /// The entry of the version that follows.
    fn entry(&self, origin: Origin, moves: Moves) -> Entry {
        let head = self.head();
        let serial = self.base().serial.next();
        let Standing {
            tenants, partners, ..
        } = &self.now.standing;
        let mut changed = moves.tenants;
        changed.retain(|name, tenant| tenants.get(name) != tenant.as_ref());
        let version = Version {
            serial,
            lineage: head.map_or(origin.new_lineage, |head| head.lineage),
            // Known once the entry is sealed.
            digest: Digest::from_bytes([0; 32]),
            previous: head.map(|head| head.digest),
            time: origin.time,
            author: origin.author,
            message: origin.message,
            config: origin.config,
            kind: moves.kind,
            restored: moves.restored,
            plan: moves.plan,
            summary: moves.summary,
            moved: changed.keys().cloned().collect(),
        };
        let moved_partners = moves.partners.filter(|now| Some(*now) != *partners);
        if !serial.holds_all() {
            return Entry {
                version,
                full: false,
                tenants: changed,
                partners: moved_partners,
            };
        }
        let mut all: BTreeMap<Name, Option<TenantRef>> = tenants
            .iter()
            .map(|(name, tenant)| (name.clone(), Some(tenant.clone())))
            .collect();
        all.extend(changed);
        all.retain(|_, tenant| tenant.is_some());
        Entry {
            version,
            full: true,
            tenants: all,
            partners: moved_partners.or(*partners),
        }
    }
}

/// Counts what differs between two records of a tenant.
fn add_changes(summary: &mut Summary, before: &RecordedTenant, after: &RecordedTenant) {
    for (key, setting) in &after.settings {
        match before.settings.get(key) {
            None => summary.create += 1,
            Some(old) if old.value != setting.value => summary.update += 1,
            Some(_) => {}
        }
    }
    let gone = |key: &&_| !after.settings.contains_key(*key);
    summary.forget += before.settings.keys().filter(gone).count() as u64;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::snapshot::{Known, RecordedSetting};

    #[test]
    fn changes_are_counted_by_kind() {
        let setting = |on: bool| RecordedSetting {
            value: crate::model::Value::Flag(on),
            managed: true,
            known: Known::Requested,
            since: Timestamp::UNIX_EPOCH,
            seen: None,
            notes: BTreeMap::new(),
        };
        let tenant = |settings: &[(&'static str, bool)]| RecordedTenant {
            settings: settings
                .iter()
                .map(|(key, on)| (crate::model::SettingKey::of(key), setting(*on)))
                .collect(),
            ..RecordedTenant::default()
        };
        let mut summary = Summary::default();
        let before = tenant(&[("a.kept", true), ("a.changed", true), ("a.gone", true)]);
        let after = tenant(&[("a.kept", true), ("a.changed", false), ("a.new", true)]);
        add_changes(&mut summary, &before, &after);
        let expected = Summary {
            create: 1,
            update: 1,
            forget: 1,
            delete: 0,
        };
        assert_eq!(summary, expected);
    }
}
