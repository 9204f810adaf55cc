//! The document of `plan --format json`; a saved plan holds the same and what apply needs.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::finding::{self, JsonFinding};
use super::is_zero;
use crate::diagnostics::Finding;
use crate::plan::{ApplyNeeds, Plan};
use crate::render::plan::Page;
use crate::state::{Base, Digest, Serial, Summary};
use crate::text::Sources;

pub use super::activity::JsonActivity;
pub use super::change::{JsonAction, JsonChange, JsonLine, JsonLineAction};
pub use super::effects::JsonEffect;
pub use super::outcomes::{JsonFailure, JsonRemovedTest, JsonTests};
pub use super::saved::{PlanFileError, open, seal};

/// Version of this document.
pub const FORMAT_VERSION: &str = "1.0";
/// Name of its schema.
pub const SCHEMA_ID: &str = "plan.schema.json";

/// What `guestlist plan --format json` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Plan of guestlist")]
pub struct PlanDocument {
    /// Changes only with the meaning or the form of what is here.
    pub format_version: String,
    /// The day that the plan was made for, such as `2026-11-20`.
    pub as_of: String,
    /// The version of the recorded state, or with --base the commit, that it was made from; null if
    /// the files have faults.
    pub base: Option<JsonBase>,
    /// Stands for what is desired, tests, accepts, base and changes; null if the files have faults.
    pub fingerprint: Option<String>,
    /// Whether the files have no fault; with one, nothing was planned.
    pub valid: bool,
    /// How many settings change; null if the files have faults.
    pub summary: Option<JsonSummary>,
    /// Findings about what does not change.
    pub standing: JsonStanding,
    /// What the tests say about the planned result.
    pub tests: JsonTests,
    /// What changes, by tenant and setting, then of partners; null if the files have faults.
    pub changes: Option<Vec<JsonChange>>,
    /// With --base: the lines of the files behind changes of lists, and of what baselines state;
    /// absent if there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<JsonLine>,
    /// Who can do what with whom before and after; whoever is declared or on a list and in no effect
    /// keeps the answer. Null if the files have faults.
    pub effects: Option<Vec<JsonEffect>>,
    /// Effects that are counted only.
    pub effects_omitted: u64,
    /// Faults; or findings about what changes, and all errors.
    pub findings: Vec<JsonFinding>,
    /// Faults that were counted and not kept; absent if there are none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub omitted: usize,
    /// With --activity: how many people are touched. Never in a saved plan, and no part of the
    /// fingerprint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<JsonActivity>,
    /// In a saved plan: what is shown of it to people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<Page>,
    /// In a saved plan: what apply needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub apply: Option<ApplyNeeds>,
    /// In a saved plan: the digest of everything above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal: Option<String>,
}

/// What a plan was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "Base")]
pub enum JsonBase {
    /// A version of the recorded state.
    Version(JsonVersion),
    /// With --base: a commit of the files.
    Commit(JsonCommit),
}

/// A commit of the files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Commit")]
pub struct JsonCommit {
    /// Its full name.
    pub commit: String,
}

/// A version of the recorded state.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Version")]
pub struct JsonVersion {
    /// The line of versions; null before the first one.
    pub lineage: Option<String>,
    /// The version; 0 before the first one.
    pub serial: u64,
}

impl JsonBase {
    fn of(plan: &Plan) -> Self {
        match &plan.commit {
            Some(commit) => Self::Commit(JsonCommit {
                commit: commit.id.clone(),
            }),
            None => Self::Version(JsonVersion {
                lineage: plan.base.lineage.map(|l| l.to_string()),
                serial: plan.base.serial.0,
            }),
        }
    }
}

/// How many settings change, by what happens to them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Summary")]
pub struct JsonSummary {
    /// No value was recorded.
    pub create: u64,
    /// The recorded value differs.
    pub update: u64,
    /// A named object goes.
    pub delete: u64,
    /// Managed and no longer stated: the recorded value stays.
    pub forget: u64,
}

impl From<Summary> for JsonSummary {
    fn from(summary: Summary) -> Self {
        let Summary {
            create,
            update,
            delete,
            forget,
        } = summary;
        Self {
            create,
            update,
            delete,
            forget,
        }
    }
}

/// How many findings there are about what does not change; accepted ones are left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Standing")]
pub struct JsonStanding {
    /// Warnings.
    pub warning: usize,
    /// Notes.
    pub note: usize,
}

impl PlanDocument {
    /// The version it was made from; nothing if it was a commit or the files had faults.
    #[must_use]
    pub fn base(&self) -> Option<Base> {
        let JsonBase::Version(base) = self.base.as_ref()? else {
            return None;
        };
        let lineage = base.lineage.as_deref().map(str::parse).transpose();
        Some(Base {
            lineage: lineage.ok()?,
            serial: Serial(base.serial),
        })
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
    PlanDocument {
        format_version: FORMAT_VERSION.to_owned(),
        as_of: plan.today.to_string(),
        base: Some(JsonBase::of(plan)),
        fingerprint: Some(plan.fingerprints.all.to_string()),
        valid: true,
        summary: Some(plan.summary().into()),
        standing: JsonStanding {
            warning: plan.standing.warning,
            note: plan.standing.note,
        },
        tests: JsonTests::of_plan(plan, sources),
        changes: Some(
            plan.changes
                .iter()
                .map(|c| JsonChange::of(plan, c, sources))
                .collect(),
        ),
        lines: plan
            .origins
            .lines
            .iter()
            .map(|l| JsonLine::of(l, sources))
            .collect(),
        effects: Some(plan.effects.list.iter().map(JsonEffect::from).collect()),
        effects_omitted: plan.effects.omitted as u64,
        findings: finding::findings(&plan.findings, sources),
        omitted: 0,
        activity: None,
        review: None,
        apply: None,
        seal: None,
    }
}

/// The document of files that have faults: nothing was planned. `omitted` faults were only counted.
#[must_use]
pub fn faulty(faults: &[Finding], omitted: usize, sources: &Sources, today: Date) -> PlanDocument {
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
        lines: Vec::new(),
        effects: None,
        effects_omitted: 0,
        findings: finding::findings(faults, sources),
        omitted,
        activity: None,
        review: None,
        apply: None,
        seal: None,
    }
}

/// The document's schema, JSON Schema draft 7.
#[must_use]
pub fn schema() -> serde_json::Value {
    super::draft07::<PlanDocument>(SCHEMA_ID)
}

#[cfg(test)]
mod tests;
