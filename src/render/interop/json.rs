//! Import and drift for programs.

use serde::Serialize;

use crate::interop::NotTaken;
use crate::model::{Address, Name};
use crate::render::json::effects::JsonEffect;
use crate::render::json::finding::JsonFinding;
use crate::render::json::outcomes::JsonTests;
use crate::render::json::value::JsonValue;
use crate::state::Version;
use crate::text::Sources;
use crate::workflow::drift::Drift;
use crate::workflow::exports::{Export, ExportFile};
use crate::workflow::import::Prepared;

const FORMAT_VERSION: &str = "1.0";

/// A file that was read.
#[derive(Debug, Serialize)]
struct JsonFile {
    name: String,
    format: &'static str,
    tool: Option<String>,
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
#[derive(Debug, Serialize)]
struct JsonTaken {
    address: String,
    value: JsonValue,
    /// Where it stands in the file.
    at: String,
}

/// Something that was not taken over.
#[derive(Debug, Serialize)]
struct JsonNotTaken {
    at: String,
    reason: &'static str,
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

/// `import --format json`
#[derive(Debug, Serialize)]
pub struct ImportDocument {
    format_version: &'static str,
    tenant: String,
    file: String,
    serial: u64,
    files: Vec<JsonFile>,
    taken: Vec<JsonTaken>,
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
#[derive(Debug, Serialize)]
struct JsonDrift {
    address: String,
    kind: &'static str,
    recorded: Option<JsonValue>,
    recorded_since: String,
    last_seen: Option<String>,
    service: Option<JsonValue>,
    desired: Option<JsonValue>,
    added: Vec<String>,
    removed: Vec<String>,
    who: &'static str,
}

/// `drift --format json`
#[derive(Debug, Serialize)]
pub struct DriftDocument {
    format_version: &'static str,
    tenant: String,
    files: Vec<JsonFile>,
    /// The version that --accept recorded.
    serial: Option<u64>,
    drift: Vec<JsonDrift>,
    /// Requested, and now seen for the first time.
    confirmed: Vec<String>,
    same: usize,
    /// Recorded, and not in the export.
    unseen: Vec<String>,
    /// In the export, and not recorded.
    unrecorded: Vec<String>,
    not_taken: Vec<JsonNotTaken>,
    effects: Vec<JsonEffect>,
    effects_omitted: usize,
    tests: JsonTests,
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
