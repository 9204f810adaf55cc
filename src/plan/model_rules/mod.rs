//! Rules that rest on the access model: what the planned result comes to for people, and why an
//! expectation can't be met. Their pages are `rules::modelled`.

mod federation;
mod guests;
mod needs;
mod persons;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::access::{Key, Outcome, World, WorldTenant};
use crate::diagnostics::{Finding, Findings, RuleInfo};
use crate::diff::Change;
use crate::model::{Address, Configuration, Name};
use crate::plan::{DOMAINS, TRIAL};
use crate::rules::{Context, Guards};

/// What these rules may look at.
struct Case<'a> {
    config: &'a Configuration,
    guards: Guards<'a>,
    world: &'a World,
    tests: &'a [Outcome],
    /// Tenants whose domains or settings of external access change, and partners that change.
    moved: BTreeSet<&'a Name>,
}

impl Case<'_> {
    fn is_on(&self, info: &RuleInfo) -> bool {
        self.guards.is_on(info)
    }

    /// A finding that is news if direct contact of one of them changes.
    fn news<'n>(&self, finding: Finding, names: impl IntoIterator<Item = &'n Name>) -> Finding {
        if names.into_iter().any(|name| self.moved.contains(name)) {
            finding.about_change()
        } else {
            finding
        }
    }
}

/// What the rules say about a world and the expectations in it. Without changes nothing is news.
pub(super) fn judge(
    context: Context<'_>,
    world: &World,
    tests: &[Outcome],
    changes: &[Change],
    findings: &mut Findings,
) {
    let is_contact = |c: &&Change| {
        let is_own = c.key == DOMAINS || c.key == TRIAL || c.partner().is_some();
        is_own || c.key.section() == Some("external_access")
    };
    let case = Case {
        config: context.config,
        guards: context.guards,
        world,
        tests,
        moved: changes
            .iter()
            .filter(is_contact)
            .map(|c| c.owner.name())
            .collect(),
    };
    federation::judge(&case, findings);
    guests::judge(&case, findings);
    needs::judge(&case, findings);
    persons::judge(&case, findings);
}

/// The address of one of a tenant's settings.
fn address(tenant: &WorldTenant, key: Key) -> Address {
    Address::setting(&tenant.name, &key.known().key)
}
