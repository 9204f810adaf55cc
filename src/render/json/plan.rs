//! The document of `plan --format json`, and a saved plan: the same and what apply needs.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::finding::{self, JsonFinding};
use crate::diagnostics::Finding;
use crate::diff::Change;
use crate::model::{Address, Value};
use crate::plan::{ApplyNeeds, Plan};
use crate::state::{Base, Digest};
use crate::text::Sources;

/// Version of this document.
pub const FORMAT_VERSION: &str = "1.0";
/// Name of its schema.
pub const SCHEMA_ID: &str = "plan.schema.json";

/// What `guestlist plan --format json` prints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "Plan of guestlist")]
pub struct PlanDocument {
    /// Changes only with the meaning or the form of what is here.
    pub format_version: String,
    /// The day it was made for.
    pub as_of: String,
    /// The version it was made from.
    #[schemars(with = "JsonBase")]
    pub base: Option<Base>,
    /// What was resolved and what changes; equal fingerprints record the same.
    pub fingerprint: Option<String>,
    /// Whether the configuration has no fault.
    pub valid: bool,
    /// How many settings change; null if the configuration is faulty.
    pub summary: Option<JsonSummary>,
    /// How many findings there are about what does not change.
    pub standing: JsonStanding,
    /// The expectations of `tests:`.
    pub tests: JsonTests,
    /// Every change; null if the configuration is faulty.
    pub changes: Option<Vec<JsonChange>>,
    /// What changes for people; null if the configuration is faulty.
    pub effects: Option<Vec<serde_json::Value>>,
    /// Effects that were counted and not listed.
    pub effects_omitted: usize,
    /// Findings about what changes, and all errors.
    pub findings: Vec<JsonFinding>,
    /// In a saved plan: what apply needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub apply: Option<ApplyNeeds>,
    /// In a saved plan: digest of everything above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal: Option<String>,
}

/// The version that a plan was made from.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "describes `Base` in the schema")]
struct JsonBase {
    /// The line of versions; null before the first.
    lineage: Option<String>,
    /// The version; 0 before the first.
    serial: u64,
}

/// How many settings change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct JsonSummary {
    /// No value was recorded.
    pub create: u64,
    /// The recorded value differs.
    pub update: u64,
    /// A named object goes.
    pub delete: u64,
    /// No longer stated; the value stays behind.
    pub forget: u64,
}

impl From<crate::state::Summary> for JsonSummary {
    fn from(summary: crate::state::Summary) -> Self {
        Self {
            create: summary.create,
            update: summary.update,
            delete: summary.delete,
            forget: summary.forget,
        }
    }
}
impl From<&Change> for JsonChange {
    fn from(c: &Change) -> Self {
        change(c)
    }
}

/// Findings about what does not change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct JsonStanding {
    /// Warnings.
    pub warning: usize,
    /// Notes.
    pub note: usize,
}

/// The expectations of `tests:`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct JsonTests {
    /// How many hold.
    pub passed: usize,
    /// How many do not.
    pub failed: usize,
    /// Those that do not.
    pub failures: Vec<serde_json::Value>,
}

/// A change of one setting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct JsonChange {
    /// The setting's address.
    pub address: String,
    /// Whose setting.
    pub tenant: String,
    /// The section; null for what belongs to the tenant itself (its domains, its id).
    pub section: Option<String>,
    /// The setting within the section.
    pub setting: String,
    /// create, update, delete or forget.
    pub action: String,
    /// The recorded value; null if none was.
    pub before: serde_json::Value,
    /// The desired value; null if none is.
    pub after: serde_json::Value,
    /// Entries of a list that are new.
    pub added: Vec<String>,
    /// Entries of a list that go.
    pub removed: Vec<String>,
}

impl PlanDocument {
    /// The version it was made from.
    #[must_use]
    pub fn base(&self) -> Option<Base> {
        self.base
    }

    /// What was resolved and what changes.
    #[must_use]
    pub fn fingerprint(&self) -> Option<Digest> {
        self.fingerprint.as_deref()?.parse().ok()
    }
}

/// The document of a plan.
#[must_use]
pub fn document(plan: &Plan, sources: &Sources) -> PlanDocument {
    let summary = plan.summary();
    PlanDocument {
        base: Some(plan.base),
        fingerprint: Some(plan.fingerprints.all.to_string()),
        valid: true,
        summary: Some(JsonSummary {
            create: summary.create,
            update: summary.update,
            delete: summary.delete,
            forget: summary.forget,
        }),
        standing: JsonStanding {
            warning: plan.standing.warning,
            note: plan.standing.note,
        },
        changes: Some(plan.changes.iter().map(change).collect()),
        effects: Some(Vec::new()),
        findings: finding::findings(&plan.findings, sources),
        ..faulty(&[], sources, plan.today)
    }
}

/// The document of a faulty configuration.
#[must_use]
pub fn faulty(faults: &[Finding], sources: &Sources, today: Date) -> PlanDocument {
    PlanDocument {
        format_version: FORMAT_VERSION.to_owned(),
        as_of: today.to_string(),
        base: None,
        fingerprint: None,
        valid: false,
        summary: None,
        standing: JsonStanding::default(),
        tests: JsonTests::default(),
        changes: None,
        effects: None,
        effects_omitted: 0,
        findings: finding::findings(faults, sources),
        apply: None,
        seal: None,
    }
}

fn change(change: &Change) -> JsonChange {
    let words = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect();
    JsonChange {
        address: Address::setting(&change.tenant, &change.key).to_string(),
        tenant: change.tenant.to_string(),
        section: change.key.section().map(str::to_owned),
        setting: change.key.setting().to_owned(),
        action: change.action.as_str().to_owned(),
        before: value(change.before.as_ref()),
        after: value(change.after.as_ref()),
        added: words(change.added()),
        removed: words(change.removed()),
    }
}

fn value(value: Option<&Value>) -> serde_json::Value {
    match value {
        None => serde_json::Value::Null,
        Some(Value::Flag(on)) => (*on).into(),
        Some(Value::Number(number)) => (*number).into(),
        Some(Value::Text(text)) => text.as_str().into(),
        Some(Value::Set(set)) => set.iter().collect(),
    }
}

/// Why a file is no saved plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanFileError {
    /// Not a plan at all.
    #[error("this is not a plan of guestlist: {0}")]
    NotAPlan(String),
    /// Another format.
    #[error("this plan has format {0}, this guestlist knows {FORMAT_VERSION}; plan again")]
    OtherFormat(String),
    /// Not as it was saved.
    #[error("this plan was edited or damaged since it was saved; plan again")]
    Edited,
}

/// The bytes of a saved plan.
pub fn seal(mut document: PlanDocument, needs: ApplyNeeds) -> Result<Vec<u8>, serde_json::Error> {
    document.apply = Some(needs);
    document.seal = Some(seal_of(&document)?);
    let mut bytes = serde_json::to_vec_pretty(&document)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Digest of everything but the seal.
fn seal_of(document: &PlanDocument) -> Result<String, serde_json::Error> {
    let open = PlanDocument {
        seal: None,
        ..document.clone()
    };
    Ok(Digest::of(&serde_json::to_vec(&open)?).to_string())
}

/// Reads a saved plan.
pub fn open(bytes: &[u8]) -> Result<PlanDocument, PlanFileError> {
    let not_a_plan = |error: serde_json::Error| PlanFileError::NotAPlan(error.to_string());
    let value: serde_json::Value = serde_json::from_slice(bytes).map_err(not_a_plan)?;
    match value["format_version"].as_str() {
        Some(FORMAT_VERSION) => {}
        Some(other) => return Err(PlanFileError::OtherFormat(other.to_owned())),
        None => {
            return Err(PlanFileError::NotAPlan(
                "it has no format_version".to_owned(),
            ));
        }
    }
    let document: PlanDocument = serde_json::from_value(value).map_err(not_a_plan)?;
    let seal = seal_of(&document).map_err(not_a_plan)?;
    match &document.seal {
        Some(found) if *found == seal => Ok(document),
        Some(_) => Err(PlanFileError::Edited),
        None => Err(PlanFileError::NotAPlan(
            "it was not saved with plan --out".to_owned(),
        )),
    }
}

/// The document's schema, JSON Schema draft 7.
#[must_use]
pub fn schema() -> serde_json::Value {
    super::draft07::<PlanDocument>(SCHEMA_ID)
}
