//! Who can reach whom, as it is recorded and as it is planned.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::{Fingerprints, Selection};
use crate::access::World;
use crate::diff::{Action, Change};
use crate::model::{Configuration, Name};
use crate::state::{RecordedTenant, StateError, View};

/// The two worlds that a plan lies between. A tenant that no file declares any longer is in neither:
/// its recorded values stay, so for people nothing changes.
#[derive(Debug, Clone)]
pub struct Worlds {
    /// What is recorded; for what is not, Microsoft's documented defaults.
    pub before: World,
    /// The planned result: chosen tenants as desired, all others as recorded.
    pub after: World,
}

/// Recorded values by tenant; `None` for one of which nothing is recorded.
pub(super) type Opened = BTreeMap<Name, Option<RecordedTenant>>;

/// Both worlds, and the recorded values of `opened` again. A chosen tenant that was not opened is
/// recorded as it is desired.
pub(super) fn worlds(
    config: &Configuration,
    opened: Opened,
    others: &Opened,
    changed: &BTreeSet<Name>,
    today: Date,
) -> (Worlds, BTreeMap<Name, RecordedTenant>) {
    let mut new: BTreeSet<Name> = BTreeSet::new();
    let mut known: BTreeMap<Name, RecordedTenant> = BTreeMap::new();
    for (name, recorded) in opened {
        match recorded {
            Some(recorded) => drop(known.insert(name, recorded)),
            None => drop(new.insert(name)),
        }
    }
    let desired = World::desired(config, &known, today, false);
    let after = as_recorded(desired, others);
    if changed.is_empty() {
        let before = after.clone();
        return (Worlds { before, after }, known);
    }
    // Values are moved there and back: a list with its notes is never copied.
    let is_compared = |name: &Name| changed.contains(name) && config.tenants.contains_key(name);
    let (moved, mut rest): (BTreeMap<_, _>, BTreeMap<_, _>) =
        known.into_iter().partition(|(name, _)| is_compared(name));
    let mut compared: Opened = moved.into_iter().map(|(n, r)| (n, Some(r))).collect();
    let new = new.into_iter().filter(|name| is_compared(name));
    compared.extend(new.map(|name| (name, None)));
    let before = after.with_recorded(&compared);
    let back = compared.into_iter();
    rest.extend(back.filter_map(|(name, recorded)| Some((name, recorded?))));
    (Worlds { before, after }, rest)
}

/// Both worlds where an earlier configuration stands in the place of what is recorded: in neither
/// does a value stay that no file states. Tenants and partners of the earlier one that are gone are in
/// its world alone.
pub(super) fn apart(
    config: &Configuration,
    recorded: &View,
    opened: Opened,
    others: &Opened,
    today: Date,
) -> Result<(Worlds, BTreeMap<Name, RecordedTenant>), StateError> {
    let desired = World::desired(config, &BTreeMap::new(), today, false);
    let after = as_recorded(desired, others);
    let before = after.with_recorded(&opened);
    let before = before.with_recorded_partners(&recorded.partners()?);
    let known = opened.into_iter();
    let known = known.filter_map(|(name, recorded)| Some((name, recorded?)));
    Ok((Worlds { before, after }, known.collect()))
}

/// Tenants that were not chosen, as they are recorded; how they are tagged is no setting.
fn as_recorded(desired: World, others: &Opened) -> World {
    if others.is_empty() {
        return desired;
    }
    let mut world = desired.with_recorded(others);
    for name in others.keys() {
        if let (Some(tenant), Some(here)) = (world.tenants.get_mut(name), desired.tenants.get(name))
        {
            Arc::make_mut(tenant).tags.clone_from(&here.tags);
        }
    }
    world
}

/// The recorded values of tenants that were not chosen, where they are not what is desired.
pub(super) fn others(
    config: &Configuration,
    recorded: &View,
    fingerprints: &Fingerprints,
    selection: &Selection,
) -> Result<Opened, StateError> {
    if selection.is_all() {
        return Ok(Opened::new());
    }
    let mut names: BTreeSet<&Name> = config.tenants.keys().collect();
    let managed = recorded.tenants().iter().filter(|(_, r)| r.managed > 0);
    names.extend(managed.map(|(name, _)| name));
    let differs = |name: &&Name| {
        let reference = recorded.tenants().get(*name);
        let desired = fingerprints.values.get(*name);
        !reference.is_some_and(|r| r.released == 0 && desired == Some(&r.values))
    };
    let names: Vec<&Name> = names
        .into_iter()
        .filter(|name| !selection.chooses(config, name))
        .filter(differs)
        .collect();
    names
        .into_par_iter()
        .map(|name| Ok((name.clone(), recorded.tenant(name)?)))
        .collect()
}

/// Tenants of which a value changes or is no longer stated.
pub(super) fn touched(changes: &[Change]) -> BTreeSet<Name> {
    changes.iter().filter_map(Change::tenant).cloned().collect()
}

/// Tenants of which a value changes; one that is only released stays as it is.
pub(super) fn changed(changes: &[Change]) -> BTreeSet<Name> {
    let moved = changes.iter().filter(|c| c.action != Action::Forget);
    moved.filter_map(Change::tenant).cloned().collect()
}
