//! What the service says, against what is recorded and what is desired.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;

use super::exports::Export;
use super::import::{self, ImportError};
use super::load::Workspace;
use crate::access::{self, Effects, Outcome, World};
use crate::diagnostics::{Finding, Findings};
use crate::diff::{self, Change, Side};
use crate::model::configuration::Tenant;
use crate::model::section::{ABSENT, PRESENT};
use crate::model::sections::setting;
use crate::model::{Address, Name, SettingKey, Value};
use crate::plan;
use crate::rules::drift::{CHANGED_OUTSIDE, NOT_CARRIED_OUT};
use crate::rules::{self, Context, Guards, Shared};
use crate::state::{
    Draft, Kind, Known, Origin, RecordedSetting, RecordedTenant, Seen, State, StateError, Version,
};
use crate::text::words;

/// Whether the security team may edit the block lists.
const DELEGATION: &str = "external_access.security_team_delegation";
/// Lists that it then may edit. Source: `Set-CsTenantFederationConfiguration`,
/// `SecurityTeamAllowBlockListDelegation`.
const DELEGATED: [&str; 2] = [
    "external_access.blocked_domains",
    "external_access.blocked_users.users",
];

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
    /// Another tenant's export.
    #[error(transparent)]
    Tenant(#[from] ImportError),
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
    /// Settings that were seen and of which nothing is recorded.
    pub unrecorded: Vec<SettingKey>,
    /// Recorded settings that the export does not speak of.
    pub unseen: Vec<SettingKey>,
    /// What the differences mean for people.
    pub effects: Effects,
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
        import::same_tenant(declared, export)?;
    }
    let recorded = before.clone().unwrap_or_default();
    let values = values(export, &recorded);
    let gone = gone(export, &recorded);
    let after = plan::accepted(declared, before.as_ref(), now, &values, &gone);
    let (rows, confirmed, same) = rows(&name, declared, &recorded, &after, &values, &gone);
    let (effects, tests) = effects(workspace, state, &name, &before, &after, &rows, today)?;
    let findings = findings(workspace, &name, declared, &rows, today);
    let unrecorded = values
        .keys()
        .filter(|key| !recorded.settings.contains_key(*key));
    let was_seen = |key: &SettingKey| {
        values.contains_key(key) || key.object().is_some_and(|object| gone.contains(&object))
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
        same,
        effects,
        tests,
        findings,
        after,
        before,
    })
}

/// The tenant of an export: by its id or a domain, in the files or in what is recorded.
fn tenant_of(workspace: &Workspace, state: &State, export: &Export) -> Result<Name, DriftError> {
    if let Some(name) = import::owner(&workspace.config, export) {
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
    Err(DriftError::NoTenant)
}

/// What was seen; an object that is there although it is recorded as deleted counts as seen anew.
fn values(export: &Export, recorded: &RecordedTenant) -> BTreeMap<SettingKey, (Value, Seen)> {
    let mut out = BTreeMap::new();
    for (key, value) in &export.observed.values {
        let Some(seen) = export.seen.get(key) else {
            continue;
        };
        // That something is not there is no news where nothing was.
        let is_absent = key.is_object() && value.value.as_text() == Some(ABSENT);
        if is_absent && !recorded.settings.contains_key(key) {
            continue;
        }
        out.insert(key.clone(), (value.value.clone(), seen.clone()));
    }
    out
}

/// Recorded objects that are not in an export which lists all of their kind.
fn gone(export: &Export, recorded: &RecordedTenant) -> BTreeSet<SettingKey> {
    let observed = &export.observed;
    let is_whole = |key: &SettingKey| observed.whole.contains(key.declared().as_ref());
    let absent = |key: &SettingKey| {
        let seen = observed.values.get(key);
        seen.is_none_or(|seen| seen.value.as_text() == Some(ABSENT))
            && (seen.is_some() || is_whole(key))
    };
    let present = recorded
        .settings
        .iter()
        .filter(|(key, s)| key.is_object() && s.value.as_text() == Some(PRESENT));
    present
        .map(|(key, _)| key)
        .filter(|key| absent(key))
        .cloned()
        .collect()
}

type Compared = (Vec<Row>, Vec<SettingKey>, usize);

fn rows(
    name: &Name,
    declared: Option<&Tenant>,
    recorded: &RecordedTenant,
    after: &RecordedTenant,
    values: &BTreeMap<SettingKey, (Value, Seen)>,
    gone: &BTreeSet<SettingKey>,
) -> Compared {
    let mut seen = Side::default();
    let mut known = Side::default();
    let (mut confirmed, mut same) = (Vec::new(), 0);
    for (key, setting) in &recorded.settings {
        let object_is_gone = key.object().is_some_and(|object| gone.contains(&object));
        if !values.contains_key(key) && !object_is_gone {
            continue;
        }
        known.values.insert(key, (&setting.value, false));
        if let Some(now) = after.settings.get(key) {
            seen.values.insert(key, (&now.value, false));
            if now.value == setting.value {
                same += 1;
                if setting.known == Known::Requested {
                    confirmed.push(key.clone());
                }
            }
        }
    }
    let delegated = [recorded, after].iter().any(|tenant| {
        let setting = tenant.settings.get(&SettingKey::of(DELEGATION));
        setting.is_some_and(|s| s.value.as_flag() == Some(true))
    });
    let rows = diff::compare(&diff::Owner::Tenant(name.clone()), &seen, &known)
        .into_iter()
        .filter_map(|change| {
            let recorded = recorded.settings.get(&change.key)?.clone();
            let kind = match recorded.known {
                Known::Requested => Drifted::NotCarriedOut,
                Known::Observed => Drifted::ChangedOutside,
            };
            let desired = declared.and_then(|d| d.settings.get(&change.key));
            Some(Row {
                kind,
                desired: desired.map(|d| d.value.clone()),
                who: who(&change.key, delegated),
                recorded,
                change,
            })
        });
    (rows.collect(), confirmed, same)
}

/// Who may change a setting without a plan.
fn who(key: &SettingKey, delegated: bool) -> &'static str {
    if DELEGATED.contains(&key.as_str()) && delegated {
        return "an administrator, or the security team, to whom the block lists are delegated \
                (Defender portal)";
    }
    match key.declared().as_ref() {
        declared if declared.starts_with("teams.teams[]") => {
            "an administrator, or an owner of the team"
        }
        declared if declared.starts_with("sharepoint.sites[]") => {
            "an administrator, or for some settings an owner of the site"
        }
        declared if declared.starts_with("guests[]") => {
            "an administrator, somebody who may invite, or the guest, who can leave"
        }
        _ => "an administrator, or a script with an administrator's rights",
    }
}

/// What the differences mean for people, and what becomes of the expectations.
fn effects(
    workspace: &Workspace,
    state: &State,
    name: &Name,
    before: &Option<RecordedTenant>,
    after: &RecordedTenant,
    rows: &[Row],
    today: Date,
) -> Result<(Effects, Vec<Outcome>), DriftError> {
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
    let effects = match rows.is_empty() {
        true => Effects::default(),
        false => {
            let then = with(before.clone());
            access::effects(&then, &now, &BTreeSet::from([name.clone()]))
        }
    };
    // An expectation that can't be asked is a fault of the files, told when they are read.
    let tests = access::evaluate(&now, config, &mut Findings::new());
    Ok((effects, tests))
}

/// The differences as findings, with the weight and the accepts of the workspace.
fn findings(
    workspace: &Workspace,
    name: &Name,
    declared: Option<&Tenant>,
    rows: &[Row],
    today: Date,
) -> Vec<Finding> {
    let config = &workspace.config;
    let shared = Shared::default();
    let context = Context {
        config,
        today,
        shared: &shared,
        guards: Guards::of(config),
    };
    let found = rows
        .iter()
        .map(|row| finding(name, row, declared))
        .collect();
    rules::finish(context, found, false)
}

fn finding(name: &Name, row: &Row, declared: Option<&Tenant>) -> Finding {
    let change = &row.change;
    let day = row.recorded.since.strftime("%Y-%m-%d");
    let title = setting(change.key.as_str()).map_or("", |s| s.title);
    let key = Address::setting(name, &change.key);
    let (rule, message) = match row.kind {
        Drifted::ChangedOutside => (
            &CHANGED_OUTSIDE,
            format!("{key} was changed outside: {}", differs(change)),
        ),
        Drifted::NotCarriedOut => (
            &NOT_CARRIED_OUT,
            format!(
                "{key} was requested on {day} and is not in the service: {}",
                differs(change)
            ),
        ),
    };
    let place = declared
        .and_then(|d| d.settings.get(&change.key))
        .map(|d| d.span);
    let finding = Finding::new(rule, message)
        .at_maybe(place, "stated here")
        .about(key)
        .about_change()
        .detail(format!("{title}. Who may have changed it: {}.", row.who));
    match (&row.desired, &change.after) {
        (Some(desired), Some(seen)) if desired == seen => {
            finding.advice("the files state what the service holds: guestlist drift --accept records it")
        }
        (Some(_), _) => finding.advice(
            "carry the stated value out again, or state what the service holds and record it with --accept",
        ),
        (None, _) => finding.advice("no file states it: guestlist drift --accept records it"),
    }
}

/// What differs, in a few words.
fn differs(change: &Change) -> String {
    let short = |value: &Option<Value>| match value {
        None => "nothing".to_owned(),
        Some(Value::Flag(on)) => on.to_string(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Text(text)) => text.to_string(),
        Some(Value::Set(set)) => words::count(set.len(), "entry"),
    };
    let (added, removed) = (change.added(), change.removed());
    let is_list = matches!(
        (&change.before, &change.after),
        (Some(Value::Set(_)), Some(Value::Set(_)))
    );
    if is_list {
        let some = |words: &[&str]| words::some(words, 3);
        return match (added.is_empty(), removed.is_empty()) {
            (false, true) => format!("{} was added", some(&added)),
            (true, false) => format!("{} was removed", some(&removed)),
            _ => format!("{} was added, {} removed", some(&added), some(&removed)),
        };
    }
    format!(
        "{} is recorded, {} is there",
        short(&change.before),
        short(&change.after)
    )
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
    let base = state.base();
    // The first version records partners beside the settings, whatever makes it.
    let partners = state
        .head()
        .is_none()
        .then(|| plan::partners(&workspace.config));
    let draft = Draft {
        kind: Kind::Drift,
        origin,
        plan: None,
        summary: import::summary(drift.before.as_ref(), &drift.after),
        tenants: BTreeMap::from([(drift.tenant.clone(), Some(drift.after.clone()))]),
        partners,
    };
    state
        .commit(&base, draft)
        .map(|version| Some(version.clone()))
}
