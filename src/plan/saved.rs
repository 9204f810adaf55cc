//! What a saved plan must carry so that apply records exactly it, or nothing.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Fingerprints, Plan};
use crate::state::{Base, Serial};
use crate::text::words;

/// What apply needs beside what is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApplyNeeds {
    /// The version of guestlist that made the plan.
    pub made_by: String,
    /// Patterns of the chosen tenants; empty for all.
    pub tenants: Vec<String>,
    /// Digest of the resolved configuration.
    pub configuration: String,
    /// Digest of what each tenant came down to, to say which one moved.
    pub resolved: BTreeMap<String, String>,
    /// Why the plan may not be applied, if it may not.
    pub blocked: Option<String>,
}

/// Why a saved plan is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It was applied already.
    #[error(
        "this plan was applied already, as version {0}; run guestlist plan to see what is left"
    )]
    Applied(Serial),
    /// Another state.
    #[error(
        "this plan was made for another recorded state (lineage {planned}, here {here}): it can't be \
         applied here"
    )]
    OtherLineage {
        /// The plan's.
        planned: String,
        /// The one found.
        here: String,
    },
    /// A version was recorded since.
    #[error(
        "the recorded state moved on: this plan was made from version {planned}, now it is version \
         {now}; run guestlist plan again and review what it shows"
    )]
    OtherSerial {
        /// The plan's.
        planned: Serial,
        /// The one found.
        now: Serial,
    },
    /// The configuration differs.
    #[error(
        "the configuration is not the one that was planned: {0}; run guestlist plan again and review \
         what it shows"
    )]
    OtherConfiguration(String),
    /// What would change differs although everything it was made from is the same.
    #[error(
        "this plan holds other changes than this guestlist would make: run guestlist plan again"
    )]
    OtherChanges,
}

impl ApplyNeeds {
    /// What apply needs to carry out a plan.
    #[must_use]
    pub fn of(plan: &Plan, blocked: Option<String>) -> Self {
        let resolved = plan.fingerprints.tenants.iter();
        Self {
            made_by: env!("CARGO_PKG_VERSION").to_owned(),
            tenants: plan.selection.patterns(),
            configuration: plan.fingerprints.configuration.to_string(),
            resolved: resolved
                .map(|(n, d)| (n.to_string(), d.to_string()))
                .collect(),
            blocked,
        }
    }
}

/// Whether a plan made now is the one that was saved.
pub fn check(
    saved_base: &Base,
    saved_fingerprint: &str,
    needs: &ApplyNeeds,
    now: &Plan,
) -> Result<(), Refusal> {
    check_base(saved_base, &now.base)?;
    if needs.configuration != now.fingerprints.configuration.to_string() {
        let what = moved(&needs.resolved, &now.fingerprints);
        return Err(Refusal::OtherConfiguration(what));
    }
    if saved_fingerprint != now.fingerprints.all.to_string() {
        return Err(Refusal::OtherChanges);
    }
    Ok(())
}

/// Whether the recorded state is still the one that a plan was made from.
pub fn check_base(planned: &Base, now: &Base) -> Result<(), Refusal> {
    let name = |base: &Base| {
        base.lineage
            .map_or_else(|| "none".to_owned(), |l| l.to_string())
    };
    // A plan made before the first version has no lineage; a state that has one moved on.
    if planned.lineage.is_some() && planned.lineage != now.lineage {
        let (planned, here) = (name(planned), name(now));
        return Err(Refusal::OtherLineage { planned, here });
    }
    if planned.serial != now.serial {
        return Err(Refusal::OtherSerial {
            planned: planned.serial,
            now: now.serial,
        });
    }
    Ok(())
}

/// Which tenants came down to something else.
fn moved(planned: &BTreeMap<String, String>, now: &Fingerprints) -> String {
    let mut names: Vec<&str> = now
        .tenants
        .iter()
        .filter(|(name, digest)| planned.get(name.as_str()) != Some(&digest.to_string()))
        .map(|(name, _)| name.as_str())
        .collect();
    let gone = planned
        .keys()
        .filter(|name| !now.tenants.contains_key(name.as_str()));
    names.extend(gone.map(String::as_str));
    names.sort_unstable();
    if names.is_empty() {
        return "partners, tests, accepts or severities differ".to_owned();
    }
    format!(
        "{} changed: {}",
        words::count(names.len(), "tenant"),
        words::some(&names, 6)
    )
}
