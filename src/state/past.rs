//! The versions of the recorded state, newest first.

use super::log::{LogError, follows, read_entry};
use super::verify::diagnose_log;
use super::{Serial, StateError, Store, Version};

/// Reads versions from the newest to the first; ends after an error.
pub struct Log<'a> {
    store: &'a dyn Store,
    next: Option<Serial>,
    after: Option<Version>,
}

impl<'a> Log<'a> {
    pub(super) fn new(store: &'a dyn Store, newest: Serial) -> Self {
        Self {
            store,
            next: (newest > Serial::NONE).then_some(newest),
            after: None,
        }
    }
}

impl Iterator for Log<'_> {
    type Item = Result<Version, StateError>;

    fn next(&mut self) -> Option<Self::Item> {
        let serial = self.next.take()?;
        let version = match read_entry(self.store, serial) {
            Ok(entry) => entry.version,
            Err(error) => return Some(Err(diagnose_log(self.store, error))),
        };
        if let Some(after) = &self.after
            && !follows(&version, after)
        {
            let broken = LogError::Chain(serial.next());
            return Some(Err(diagnose_log(self.store, broken)));
        }
        self.next = serial.before();
        self.after = Some(version.clone());
        Some(Ok(version))
    }
}
