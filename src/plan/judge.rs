//! What the rules say about a configuration, with or without what is recorded.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;

use super::worlds::Opened;
use super::{Selection, model_rules, record};
use crate::access::{self, World};
use crate::diagnostics::{Finding, Findings};
use crate::diff::{Change, Side};
use crate::model::configuration::Tenant;
use crate::model::federation::{ALLOWED, Reach};
use crate::model::{Configuration, Name};
use crate::rules::{self, Context, Pending, Shared, TenantCase, View};
use crate::state::{Known, RecordedTenant};

/// Every finding about a configuration by itself: what is not stated counts with its documented
/// default. `notes` are findings made while reading.
#[must_use]
pub fn standing(config: &Configuration, notes: Vec<Finding>, today: Date) -> Vec<Finding> {
    let shared = Shared::default();
    let context = Context::of(config, today, &shared);
    let mut found = judge(context, &BTreeMap::new(), &[], &Selection::default(), true);
    let world = World::desired(config, &BTreeMap::new(), today, false);
    // An expectation that can't be asked is a fault of the files, told when they are read.
    let tests = access::evaluate(&world, config, &mut Findings::new());
    model_rules::judge(context, &world, &tests, &[], &mut found);
    let (mut found, _) = found.into_parts();
    found.extend(notes);
    rules::finish(context, found, true)
}

/// What the rules say about every chosen tenant, and about what tenants share. With `stays` a recorded
/// value counts where no file states anything, else the documented default.
pub(super) fn judge(
    context: Context<'_>,
    opened: &Opened,
    changes: &[Change],
    selection: &Selection,
    stays: bool,
) -> Findings {
    let config = context.config;
    let chosen: Vec<&Tenant> = config
        .tenants
        .values()
        .filter(|t| selection.chooses(config, &t.name))
        .collect();
    let nothing = Side::default();
    let judged = chosen.into_par_iter().map(|tenant| {
        let mut findings = Findings::new();
        let recorded = opened.get(&tenant.name).and_then(Option::as_ref);
        let side = recorded.map(record::side).unwrap_or_default();
        let own = of_tenant(changes, &tenant.name);
        let case = TenantCase {
            context,
            tenant,
            recorded: &side,
            stays: if stays { &side } else { &nothing },
            changes: own,
            guest_change: recorded.filter(|_| stays).and_then(guest_change),
        };
        rules::tenant(&case, &mut findings);
        (findings, Pending::of(&case))
    });
    let mut findings = Findings::new();
    let mut pending = Vec::new();
    for (own, lately) in judged.collect::<Vec<_>>() {
        findings.append(own);
        pending.extend(lately);
    }
    rules::pending(context, &pending, &mut findings);
    rules::shared(context, &mut findings);
    findings
}

/// Whom tenants let in before a plan that changes an allow list; what was not opened is recorded as it
/// is desired.
pub(super) fn reaches(
    config: &Configuration,
    opened: &[&Opened],
    changes: &[Change],
) -> BTreeMap<Name, Reach> {
    if !changes.iter().any(|c| c.key == ALLOWED) {
        return BTreeMap::new();
    }
    let nothing = Side::default();
    let reach = |tenant: &Tenant| {
        let recorded = opened.iter().find_map(|opened| opened.get(&tenant.name));
        let side = recorded.and_then(Option::as_ref).map(record::side);
        let view = View {
            stated: Some(tenant).filter(|_| recorded.is_none()),
            recorded: side.as_ref().unwrap_or(&nothing),
        };
        Some((tenant.name.clone(), view.reach()?))
    };
    config.tenants.values().filter_map(reach).collect()
}

/// The changes of one tenant: changes are in the order of their owners, tenants first.
pub(super) fn of_tenant<'c>(changes: &'c [Change], name: &Name) -> &'c [Change] {
    let start = changes.partition_point(|c| c.tenant().is_some_and(|tenant| tenant < name));
    let own = &changes[start..];
    &own[..own.partition_point(|c| c.tenant() == Some(name))]
}

/// The last day on which a change of a guest setting was requested: a value that was seen in the
/// service is in force.
fn guest_change(recorded: &RecordedTenant) -> Option<Date> {
    let guest = recorded
        .settings
        .iter()
        .filter(|(key, s)| key.section() == Some("guest_access") && s.known == Known::Requested);
    let last = guest.map(|(_, s)| s.since).max()?;
    Some(last.to_zoned(jiff::tz::TimeZone::UTC).date())
}
