//! Import and drift for programs.

use schemars::JsonSchema;
use serde::Serialize;

use crate::interop::NotTaken;
use crate::model::{Address, Name};
use crate::render::json::draft07;
use crate::render::json::effects::JsonEffect;
use crate::render::json::finding::JsonFinding;
use crate::render::json::outcomes::JsonTests;
use crate::render::json::value::JsonValue;
use crate::state::Version;
use crate::text::Sources;
use crate::workflow::drift::Drift;
use crate::workflow::exports::{Export, ExportFile};
use crate::workflow::import::Prepared;

/// Version of both documents.
const FORMAT_VERSION: &str = "1.0";
/// Name of the schema of `import`.
const IMPORT_SCHEMA_ID: &str = "import.schema.json";
/// Name of the schema of `drift`.
const DRIFT_SCHEMA_ID: &str = "drift.schema.json";

/// A file that was read.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "File")]
struct JsonFile {
    /// Its name without folders.
    name: String,
    /// `scubagear`, `cmdlet`, `m365dsc` or `graph`.
    format: &'static str,
    /// The version of the tool that wrote it; null if the file does not say it.
    tool: Option<String>,
    /// When the service was read, as RFC 3339; null if the file does not say it.
    time: Option<String>,
}

impl From<&ExportFile> for JsonFile {
    fn from(file: &ExportFile) -> Self {
        Self {
            name: file.name.clone(),
            format: file.format.word(),
            tool: file.tool.clone(),
            time: file.time.map(|t| t.to_string()),
        }
    }
}

/// A value that was taken over.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Taken")]
struct JsonTaken {
    /// The setting.
    address: String,
    /// Its value.
    value: JsonValue,
    /// Where it stands in the file.
    at: String,
}

/// Something that was not taken over.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "NotTaken")]
struct JsonNotTaken {
    /// Where it stands in the file.
    at: String,
    /// Why, in words that are the same for all of a kind.
    reason: &'static str,
    /// What is particular about this one.
    detail: Option<String>,
    /// Whether it is about a setting whose value is not known now.
    matters: bool,
}

impl From<&NotTaken> for JsonNotTaken {
    fn from(one: &NotTaken) -> Self {
        let detail = one.why.detail();
        Self {
            at: one.at.clone(),
            reason: one.why.group(),
            detail: (!detail.is_empty()).then(|| detail.to_owned()),
            matters: one.why.matters(),
        }
    }
}

/// What `guestlist import --format json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Import of guestlist")]
pub struct ImportDocument {
    /// Changes only with the meaning or the form of what is here.
    format_version: &'static str,
    /// The tenant.
    tenant: String,
    /// The configuration file that was written, relative to the workspace's root.
    file: String,
    /// The version in which the values are recorded: as observed, or as requested if guestlist wrote
    /// the file itself.
    serial: u64,
    /// The files that were read.
    files: Vec<JsonFile>,
    /// What was taken over, by setting.
    taken: Vec<JsonTaken>,
    /// What is in the files and was not taken over.
    not_taken: Vec<JsonNotTaken>,
}

impl ImportDocument {
    /// What was imported.
    #[must_use]
    pub fn new(export: &Export, prepared: &Prepared, version: &Version) -> Self {
        let name = &prepared.name;
        Self {
            format_version: FORMAT_VERSION,
            tenant: name.to_string(),
            file: prepared.path.as_str().to_owned(),
            serial: version.serial.0,
            files: export.files.iter().map(Into::into).collect(),
            taken: taken(name, prepared),
            not_taken: prepared.not_taken.iter().map(Into::into).collect(),
        }
    }
}

fn taken(name: &Name, prepared: &Prepared) -> Vec<JsonTaken> {
    let values = prepared.values.iter();
    values
        .map(|(key, seen)| JsonTaken {
            address: Address::setting(name, key).to_string(),
            value: (&seen.value).into(),
            at: seen.at.clone(),
        })
        .collect()
}

/// A difference.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Drift")]
struct JsonDrift {
    /// The setting.
    address: String,
    /// `changed_outside`: the service was seen to hold the recorded value; `not_carried_out`: nobody has
    /// seen the recorded value yet.
    kind: &'static str,
    /// The recorded value; null if there is none.
    recorded: Option<JsonValue>,
    /// Since when the recorded value is this one, as RFC 3339.
    recorded_since: String,
    /// When the service was last seen to hold it, as RFC 3339; null if never.
    last_seen: Option<String>,
    /// What the service holds; null if nothing.
    service: Option<JsonValue>,
    /// What files state; null if they state nothing.
    desired: Option<JsonValue>,
    /// Entries that the service has and the record has not.
    added: Vec<String>,
    /// Entries that the record has and the service has not.
    removed: Vec<String>,
    /// Who may have changed it.
    who: &'static str,
}

/// What `guestlist drift --format json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Drift of guestlist")]
pub struct DriftDocument {
    /// Changes only with the meaning or the form of what is here.
    format_version: &'static str,
    /// The tenant.
    tenant: String,
    /// The files that were read.
    files: Vec<JsonFile>,
    /// The version that --accept recorded; null if it recorded none.
    serial: Option<u64>,
    /// What differs from the record, by setting.
    drift: Vec<JsonDrift>,
    /// Settings that were requested, and are now seen for the first time.
    confirmed: Vec<String>,
    /// How many settings are as they are recorded.
    same: usize,
    /// Settings that were requested or seen after the export was read: it says nothing of them.
    past: Vec<String>,
    /// Settings that are recorded, and not in the export.
    unseen: Vec<String>,
    /// Settings that are in the export, and not recorded.
    unrecorded: Vec<String>,
    /// What is in the files and was not taken over.
    not_taken: Vec<JsonNotTaken>,
    /// Who can do what with whom, by the record and by what the service holds.
    effects: Vec<JsonEffect>,
    /// Effects that are counted only.
    effects_omitted: usize,
    /// What the tests say about what the service holds.
    tests: JsonTests,
    /// Findings about what differs.
    findings: Vec<JsonFinding>,
}

impl DriftDocument {
    /// What was compared.
    #[must_use]
    pub fn new(
        export: &Export,
        drift: &Drift,
        version: Option<&Version>,
        sources: &Sources,
    ) -> Self {
        let address =
            |key: &crate::model::SettingKey| Address::setting(&drift.tenant, key).to_string();
        let words = |words: Vec<&str>| words.into_iter().map(ToOwned::to_owned).collect();
        let rows = drift.rows.iter().map(|row| JsonDrift {
            address: address(&row.change.key),
            kind: row.kind.as_str(),
            recorded: row.change.before.as_ref().map(Into::into),
            recorded_since: row.recorded.since.to_string(),
            last_seen: row.recorded.seen.as_ref().map(|seen| seen.time.to_string()),
            service: row.change.after.as_ref().map(Into::into),
            desired: row.desired.as_ref().map(Into::into),
            added: words(row.change.added()),
            removed: words(row.change.removed()),
            who: row.who,
        });
        Self {
            format_version: FORMAT_VERSION,
            tenant: drift.tenant.to_string(),
            files: export.files.iter().map(Into::into).collect(),
            serial: version.map(|v| v.serial.0),
            drift: rows.collect(),
            confirmed: drift.confirmed.iter().map(address).collect(),
            same: drift.same,
            past: drift.past.iter().map(address).collect(),
            unseen: drift.unseen.iter().map(address).collect(),
            unrecorded: drift.unrecorded.iter().map(address).collect(),
            not_taken: export.observed.not_taken.iter().map(Into::into).collect(),
            effects: drift.effects.list.iter().map(Into::into).collect(),
            effects_omitted: drift.effects.omitted,
            tests: JsonTests::of(&drift.tests, sources),
            findings: drift
                .findings
                .iter()
                .map(|f| JsonFinding::new(f, sources))
                .collect(),
        }
    }
}

/// The schema of `import`'s document, JSON Schema draft 7.
#[must_use]
pub fn import_schema() -> serde_json::Value {
    draft07::<ImportDocument>(IMPORT_SCHEMA_ID)
}

/// The schema of `drift`'s document, JSON Schema draft 7.
#[must_use]
pub fn drift_schema() -> serde_json::Value {
    draft07::<DriftDocument>(DRIFT_SCHEMA_ID)
}
