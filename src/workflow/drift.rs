//! What the service says, against what is recorded and what is desired.

mod compared;
mod findings;

pub use compared::PLAIN_WHO;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;

use super::exports::{Export, OtherTenant};
use super::load::Workspace;
use super::observed::{self, Observed};
use crate::access::{self, Effects, Outcome, World};
use crate::diagnostics::{Finding, Findings};
use crate::diff::Change;
use crate::model::{Name, SettingKey, Value};
use crate::plan::{self, Consequences, Outside, Worlds};
use crate::state::{Kind, Origin, RecordedSetting, RecordedTenant, State, StateError, Version};

/// Why nothing can be compared.
#[derive(Debug, thiserror::Error)]
pub enum DriftError {
    /// Nothing tells whose settings these are.
    #[error(
        "the file does not say whose settings these are, or they are of no tenant in the files: say it \
         with --tenant NAME"
    )]
    NoTenant,
    /// No such tenant.
    #[error("there is no tenant {0}, neither in the files nor in the recorded state")]
    Unknown(String),
    /// Nothing in the export is a setting.
    #[error("nothing in the export is a setting that guestlist knows: there is nothing to compare")]
    Nothing,
    /// What is to be, not what is.
    #[error(
        "this file was written by guestlist export: it says what is to be, not what the service holds. Give \
         what its script read back, or export the tenant again"
    )]
    Wish,
    /// Another tenant's export.
    #[error(transparent)]
    Tenant(#[from] OtherTenant),
    /// The recorded state.
    #[error(transparent)]
    State(#[from] StateError),
}

/// What a difference is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Drifted {
    /// It was known, and is another one now.
    ChangedOutside,
    /// It was requested, and the service does not hold it.
    NotCarriedOut,
}

impl Drifted {
    /// The word in machine formats.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ChangedOutside => "changed_outside",
            Self::NotCarriedOut => "not_carried_out",
        }
    }
}

/// A value of the service that is not the recorded one.
#[derive(Debug, Clone)]
pub struct Row {
    /// From what is recorded to what was seen.
    pub change: Change,
    /// What it is.
    pub kind: Drifted,
    /// How the recorded value is recorded.
    pub recorded: RecordedSetting,
    /// What files state.
    pub desired: Option<Value>,
    /// Who may have changed it.
    pub who: &'static str,
}

/// What comparing comes to.
#[derive(Debug)]
pub struct Drift {
    /// The tenant.
    pub tenant: Name,
    /// Every difference, by setting.
    pub rows: Vec<Row>,
    /// Settings that were requested and are now seen.
    pub confirmed: Vec<SettingKey>,
    /// How many recorded values are as they were seen.
    pub same: usize,
    /// Settings of which something later is recorded than the export: it was read before they were
    /// requested or last seen, and says nothing of them.
    pub past: Vec<SettingKey>,
    /// Settings that were seen and of which nothing is recorded.
    pub unrecorded: Vec<SettingKey>,
    /// Recorded settings that the export does not speak of.
    pub unseen: Vec<SettingKey>,
    /// The answers that differ.
    pub effects: Effects,
    /// What that means for people.
    pub consequences: Consequences,
    /// What becomes of every expectation.
    pub tests: Vec<Outcome>,
    /// The differences as findings, with their weight.
    pub findings: Vec<Finding>,
    /// What would be recorded.
    pub after: RecordedTenant,
    /// What is recorded.
    pub before: Option<RecordedTenant>,
}

impl Drift {
    /// How many expectations do not hold for what the service says.
    #[must_use]
    pub fn failed_tests(&self) -> usize {
        self.tests.iter().filter(|test| !test.passed).count()
    }
}

/// Compares an export with the tenant that it is of.
pub fn compare(
    workspace: &Workspace,
    state: &State,
    export: &Export,
    wanted: Option<&str>,
    today: Date,
    now: Timestamp,
) -> Result<Drift, DriftError> {
    let config = &workspace.config;
    if export.observed.is_wish {
        return Err(DriftError::Wish);
    }
    if export.observed.values.is_empty() {
        return Err(DriftError::Nothing);
    }
    let name = match wanted {
        Some(word) => Name::parse(word).map_err(|_| DriftError::Unknown(word.to_owned()))?,
        None => tenant_of(workspace, state, export)?,
    };
    let declared = config.tenants.get(&name);
    let before = state.tenant(&name)?;
    if declared.is_none() && before.is_none() {
        return Err(DriftError::Unknown(name.to_string()));
    }
    if let Some(declared) = declared {
        export.same_tenant(declared)?;
    }
    let recorded = before.clone().unwrap_or_default();
    let seen = compared::seen(export, &recorded);
    let values = seen.values;
    let gone = compared::gone(export, &recorded);
    let after = plan::accepted(declared, before.as_ref(), now, &values, &gone);
    let (rows, confirmed, same) =
        compared::rows(&name, declared, &recorded, &after, &values, &gone);
    let Meaning {
        effects,
        consequences,
        tests,
    } = meaning(workspace, state, &name, &before, &after, &rows, today)?;
    let findings = findings::findings(workspace, &name, declared, &rows, today);
    let unrecorded = values
        .keys()
        .filter(|key| !recorded.settings.contains_key(*key));
    let known_of: BTreeSet<&SettingKey> = export.observed.values.keys().collect();
    let was_seen = |key: &SettingKey| {
        known_of.contains(key) || key.object().is_some_and(|object| gone.contains(&object))
    };
    let managed = recorded.settings.iter().filter(|(_, s)| s.managed);
    Ok(Drift {
        unrecorded: unrecorded.cloned().collect(),
        unseen: managed
            .map(|(key, _)| key)
            .filter(|key| !was_seen(key))
            .cloned()
            .collect(),
        tenant: name,
        rows,
        confirmed,
        same: same + seen.same,
        past: seen.past,
        effects,
        consequences,
        tests,
        findings,
        after,
        before,
    })
}

/// The tenant of an export: by its id or a domain, in the files or in what is recorded.
fn tenant_of(workspace: &Workspace, state: &State, export: &Export) -> Result<Name, DriftError> {
    if let Some(name) = export.owner(&workspace.config) {
        return Ok(name.clone());
    }
    let identity = &export.observed.identity;
    for name in state.tenants().keys() {
        let Some(recorded) = state.tenant(name)? else {
            continue;
        };
        let by_id =
            identity.tenant_id.is_some() && recorded.identity.tenant_id == identity.tenant_id;
        let domains = &recorded.identity.domains;
        if by_id
            || identity
                .domains
                .iter()
                .any(|domain| domains.contains(domain))
        {
            return Ok(name.clone());
        }
    }
    let named = identity
        .name
        .as_ref()
        .and_then(|name| Name::parse(name).ok());
    let is_ours = |name: &Name| {
        workspace.config.tenants.contains_key(name) || state.tenants().contains_key(name)
    };
    named.filter(is_ours).ok_or(DriftError::NoTenant)
}

/// What the differences mean.
struct Meaning {
    effects: Effects,
    consequences: Consequences,
    tests: Vec<Outcome>,
}

/// What the differences mean for people, and what becomes of the expectations.
fn meaning(
    workspace: &Workspace,
    state: &State,
    name: &Name,
    before: &Option<RecordedTenant>,
    after: &RecordedTenant,
    rows: &[Row],
    today: Date,
) -> Result<Meaning, DriftError> {
    let config = &workspace.config;
    let mut recorded = BTreeMap::new();
    for other in config.tenants.keys() {
        if let Some(tenant) = state.tenant(other)? {
            recorded.insert(other.clone(), tenant);
        }
    }
    let desired = World::desired(config, &recorded, today, false);
    let with = |tenant: Option<RecordedTenant>| {
        desired.with_recorded(&BTreeMap::from([(name.clone(), tenant)]))
    };
    let now = with(Some(after.clone()));
    // An expectation that can't be asked is a fault of the files, told when they are read.
    let tests = access::evaluate(&now, config, &mut Findings::new());
    if rows.is_empty() {
        return Ok(Meaning {
            effects: Effects::default(),
            consequences: Consequences::default(),
            tests,
        });
    }
    let worlds = Worlds {
        before: with(before.clone()),
        after: now,
    };
    let chosen = BTreeSet::from([name.clone()]);
    let effects = access::effects(&worlds.before, &worlds.after, &chosen);
    let of_tenant = |tenant: &RecordedTenant| BTreeMap::from([(name.clone(), tenant.clone())]);
    let changes: Vec<Change> = rows.iter().map(|row| row.change.clone()).collect();
    let outside = Outside {
        changes: &changes,
        recorded: &before.as_ref().map(of_tenant).unwrap_or_default(),
        seen: &of_tenant(after),
        worlds: &worlds,
        effects: &effects,
    };
    let consequences = plan::consequences_outside(outside, config);
    Ok(Meaning {
        effects,
        consequences,
        tests,
    })
}

/// Records what the service says; nothing if that is recorded already.
pub fn accept(
    state: &mut State,
    workspace: &Workspace,
    drift: &Drift,
    origin: Origin,
) -> Result<Option<Version>, StateError> {
    if drift.before.as_ref() == Some(&drift.after) {
        return Ok(None);
    }
    let observed = Observed {
        tenant: &drift.tenant,
        before: drift.before.as_ref(),
        after: drift.after.clone(),
    };
    observed::record(state, &workspace.config, Kind::Drift, origin, observed).map(Some)
}
