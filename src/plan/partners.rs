//! What changes of partners: what answers rest on. A change of notes alone is none.

use std::collections::{BTreeMap, BTreeSet};

use super::{Selection, record};
use crate::diff::{self, Change, Owner, Side};
use crate::model::{Configuration, Name, SettingKey, Value};
use crate::state::{RecordedPartner, Serial, StateError, View};

/// The changes from some recorded partners to others, by name. One that is no longer there is
/// forgotten; of partners nothing stays behind unmanaged.
#[must_use]
pub fn between(
    before: &BTreeMap<Name, RecordedPartner>,
    after: &BTreeMap<Name, RecordedPartner>,
) -> Vec<Change> {
    let names: BTreeSet<&Name> = before.keys().chain(after.keys()).collect();
    let changes = |name: &Name| {
        let (was, is) = (before.get(name), after.get(name));
        let then = was.map(|partner| partner.values(is)).unwrap_or_default();
        let now = is.map(|partner| partner.values(was)).unwrap_or_default();
        diff::compare(&Owner::Partner(name.clone()), &side(&now), &side(&then))
    };
    names.into_iter().flat_map(changes).collect()
}

fn side<'v>(values: &'v BTreeMap<&'static SettingKey, Value>) -> Side<'v> {
    let values = values.iter().map(|(key, value)| (*key, (value, true)));
    Side {
        values: values.collect(),
    }
}

/// What is recorded of partners where a plan compares it: of all, and not before the first version,
/// which records them beside the settings.
pub(super) fn compared(
    recorded: &View,
    selection: &Selection,
) -> Result<Option<BTreeMap<Name, RecordedPartner>>, StateError> {
    if !selection.is_all() || recorded.base().serial == Serial::NONE {
        return Ok(None);
    }
    recorded.partners().map(Some)
}

/// The changes of a plan.
pub(super) fn changes(
    config: &Configuration,
    recorded: Option<&BTreeMap<Name, RecordedPartner>>,
) -> Vec<Change> {
    recorded.map_or_else(Vec::new, |before| {
        between(before, &record::partners(config))
    })
}
