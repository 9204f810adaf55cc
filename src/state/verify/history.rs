//! Checks the log: every entry, their chain, and which objects which versions need.

use std::collections::{BTreeMap, HashMap};

use crate::model::Name;
use crate::state::format::Fault;
use crate::state::format::entry::Entry;
use crate::state::log::{LogError, Standing, follows, read_entry};
use crate::state::{Digest, Lineage, Serial, StateError, Store, TenantRef, Version};

/// What is wrong in the log.
#[derive(Debug)]
pub(super) enum LogFault {
    /// The entry can't be read.
    Entry(Serial, Fault),
    /// These entries are missing, from the first to the last.
    Gap(Serial, Serial),
    /// The entry was recorded upon another entry than the one before it here.
    Chain(Serial),
    /// The entry belongs to another line of versions.
    Lineage(Serial, Lineage),
    /// The entry's whole list is not what the entries before lead to.
    List(Serial),
}

/// Versions that need an object.
#[derive(Debug, Clone)]
pub(super) struct Use {
    /// For a tenant; nothing for the partners.
    pub(super) tenant: Option<(Name, TenantRef)>,
    /// The first of the versions.
    pub(super) from: Serial,
    /// The last of them.
    pub(super) to: Serial,
}

/// The log as far as it can be read.
#[derive(Debug, Default)]
pub(super) struct History {
    /// How many entries there are.
    pub(super) entries: usize,
    /// The newest entry, if it is intact.
    pub(super) head: Option<Version>,
    /// The newest version that has an entry.
    pub(super) newest: Serial,
    /// Versions whose whole list of tenants is known, in order.
    pub(super) readable: Vec<Serial>,
    /// Which version each intact entry's digest is of.
    pub(super) digests: HashMap<Digest, Serial>,
    /// By object.
    pub(super) uses: BTreeMap<Digest, Vec<Use>>,
    /// What is wrong.
    pub(super) faults: Vec<LogFault>,
    walk: Walk,
}

/// Where the walk through the log stands.
#[derive(Debug, Default)]
struct Walk {
    /// The entry just before, if it is intact.
    before: Option<Version>,
    lineage: Option<Lineage>,
    /// What stands after it, if that is known.
    standing: Option<Standing>,
    /// Since when each tenant, and the partners, are where they are.
    since: BTreeMap<Option<Name>, Serial>,
}

impl History {
    /// Reads every entry. A newer format ends it.
    pub(super) fn read(store: &dyn Store) -> Result<Self, StateError> {
        let mut history = Self::default();
        // Before the first version it is known what stands: nothing.
        history.walk.standing = Some(Standing::default());
        for serial in store.list_log()? {
            if serial != history.newest.next() {
                let missing = LogFault::Gap(history.newest.next(), Serial(serial.0 - 1));
                history.faults.push(missing);
                history.lose();
            }
            history.newest = serial;
            history.entries += 1;
            match read_entry(store, serial) {
                Ok(entry) => history.add(entry),
                Err(LogError::Store(error)) => return Err(error),
                Err(LogError::Fault(_, Fault::Newer(found))) => {
                    return Err(super::newer(store.log_place(serial), found));
                }
                Err(LogError::Fault(_, fault)) => {
                    history.faults.push(LogFault::Entry(serial, fault));
                    history.lose();
                }
                // Reading one entry does not look at the chain.
                Err(LogError::Chain(_)) => history.lose(),
            }
        }
        history.head = history.walk.before.clone();
        history.lose();
        Ok(history)
    }

    /// Goes on with an intact entry.
    fn add(&mut self, entry: Entry) {
        let serial = entry.version.serial;
        let version = entry.version.clone();
        self.digests.insert(version.digest, serial);
        let chained = self.check_chain(&version);
        self.walk.lineage.get_or_insert(version.lineage);
        if !chained {
            self.lose();
        }
        let expected = self.walk.standing.take();
        let mut standing = match (&expected, entry.full) {
            (Some(standing), _) => standing.clone(),
            (None, true) => Standing::default(),
            (None, false) => {
                self.walk.before = Some(version);
                return;
            }
        };
        let moved = version.moved.clone();
        standing.follow(entry);
        if let Some(expected) = &expected
            && !leads_to(expected, &standing, &moved)
        {
            self.faults.push(LogFault::List(serial));
        }
        self.track(expected.as_ref(), &standing, serial);
        self.readable.push(serial);
        self.walk.standing = Some(standing);
        self.walk.before = Some(version);
    }

    /// Whether the entry was recorded upon the one before, as far as that can be told.
    fn check_chain(&mut self, version: &Version) -> bool {
        let serial = version.serial;
        let chained = match &self.walk.before {
            Some(before) => follows(before, version),
            None => serial != Serial(1) || version.previous.is_none(),
        };
        let foreign = self.walk.lineage.is_some_and(|of| of != version.lineage);
        if foreign {
            self.faults.push(LogFault::Lineage(serial, version.lineage));
        } else if !chained {
            self.faults.push(LogFault::Chain(serial));
        }
        chained && !foreign
    }

    /// From here on nothing is known until the next whole list.
    fn lose(&mut self) {
        if let Some(standing) = self.walk.standing.take() {
            let last = self.readable.last().copied().unwrap_or_default();
            self.track(Some(&standing), &Standing::default(), last.next());
        }
        self.walk.before = None;
    }

    /// Closes the uses that end with the version before `serial`, and opens those that start there.
    fn track(&mut self, before: Option<&Standing>, after: &Standing, serial: Serial) {
        let to = Serial(serial.0 - 1);
        let nothing = Standing::default();
        let before = before.unwrap_or(&nothing);
        for (name, at) in &before.tenants {
            if after.tenants.get(name) != Some(at) {
                self.close(Some((name.clone(), at.clone())), at.object, to);
            }
        }
        if let Some(object) = before
            .partners
            .filter(|_| before.partners != after.partners)
        {
            self.close(None, object, to);
        }
        for name in after.tenants.keys() {
            self.walk.since.entry(Some(name.clone())).or_insert(serial);
        }
        if after.partners.is_some() {
            self.walk.since.entry(None).or_insert(serial);
        }
    }

    fn close(&mut self, tenant: Option<(Name, TenantRef)>, object: Digest, to: Serial) {
        let who = tenant.as_ref().map(|(name, _)| name.clone());
        let from = self.walk.since.remove(&who).unwrap_or(to);
        let uses = self.uses.entry(object).or_default();
        uses.push(Use { tenant, from, to });
    }
}

/// Whether what stands after an entry differs from what stood before in what the entry says moved,
/// and in nothing else.
fn leads_to(before: &Standing, after: &Standing, moved: &[Name]) -> bool {
    let stayed = |name: &&Name| moved.binary_search(name).is_err();
    let names = before.tenants.keys().chain(after.tenants.keys());
    names
        .filter(stayed)
        .all(|name| before.tenants.get(name) == after.tenants.get(name))
}
