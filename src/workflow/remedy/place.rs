//! Where a setting is to be changed so that one tenant changes and no other.

use crate::model::configuration::{Configuration, Desired, Layer, Tenant};
use crate::model::{Name, SettingKey};
use crate::text::words;

/// Names of tenants that are shown; the rest is counted.
const NAMES: usize = 5;

/// Where a tenant's value is to be changed.
pub(super) enum Place<'c> {
    /// Where it is stated: in the tenant, or in a baseline that decides for this tenant alone.
    Stated(&'c Desired),
    /// In the tenant, over a baseline that decides for others too.
    Over(&'c Desired, &'c Name, Vec<&'c Name>),
    /// In the tenant: no file states it yet.
    New,
}

impl<'c> Place<'c> {
    pub(super) fn of(tenant: &'c Tenant, key: &SettingKey, config: &'c Configuration) -> Self {
        let Some(desired) = tenant.settings.get(key) else {
            return Self::New;
        };
        let Layer::Baseline(baseline) = &desired.layer else {
            return Self::Stated(desired);
        };
        let shares = |other: &&Tenant| {
            let theirs = other.settings.get(key);
            other.name != tenant.name && theirs.is_some_and(|d| d.layer == desired.layer)
        };
        let others = config.tenants.values().filter(shares);
        let others: Vec<&Name> = others.map(|t| &t.name).collect();
        if others.is_empty() {
            Self::Stated(desired)
        } else {
            Self::Over(desired, baseline, others)
        }
    }
}

/// `litware and woodgrove`, or the first of many and how many more.
pub(super) fn names(names: &[&Name]) -> String {
    let names: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
    if names.len() > NAMES {
        return words::some(&names, NAMES);
    }
    words::and(&names)
}
