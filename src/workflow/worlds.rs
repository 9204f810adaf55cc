//! The world in which a question is answered.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;

use super::load::Workspace;
use crate::access::World;
use crate::model::{Configuration, Name};
use crate::state::{RecordedTenant, Serial, State, StateError, View};

/// Which values count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Values {
    /// What files state, then what is recorded, then the documented default.
    #[default]
    Desired,
    /// The newest recorded version, then the documented default; no file is looked at, except for
    /// the edition of the capability table.
    Recorded,
    /// The same as it was in this version.
    At(Serial),
}

/// The world with these values. With `no_defaults` a documented default counts as unknown.
pub fn world(
    workspace: &Workspace,
    state: &State,
    values: Values,
    today: Date,
    no_defaults: bool,
) -> Result<World, StateError> {
    let config = &workspace.config;
    match values {
        Values::Desired => desired(config, state.now(), today, no_defaults),
        Values::Recorded => recorded(config, state.now(), today, no_defaults),
        Values::At(serial) => recorded(config, &state.at(serial)?, today, no_defaults),
    }
}

/// What is desired over one recorded version.
pub fn desired(
    config: &Configuration,
    view: &View,
    today: Date,
    no_defaults: bool,
) -> Result<World, StateError> {
    let declared: Vec<&Name> = config.tenants.keys().collect();
    let recorded = tenants(view, &declared)?;
    Ok(World::desired(config, &recorded, today, no_defaults))
}

fn recorded(
    config: &Configuration,
    view: &View,
    today: Date,
    no_defaults: bool,
) -> Result<World, StateError> {
    let names: Vec<&Name> = view.tenants().keys().collect();
    let (tenants, partners) = (tenants(view, &names)?, view.partners()?);
    let edition = config.edition;
    Ok(World::recorded(
        &tenants,
        &partners,
        edition,
        today,
        no_defaults,
    ))
}

/// What is recorded for these tenants; one of which nothing is recorded is left out.
fn tenants(view: &View, names: &[&Name]) -> Result<BTreeMap<Name, RecordedTenant>, StateError> {
    let read = |name: &&Name| {
        let tenant = view.tenant(name).transpose()?;
        Some(tenant.map(|tenant| ((*name).clone(), tenant)))
    };
    names.par_iter().filter_map(read).collect()
}
