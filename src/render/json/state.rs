//! The documents of `show` and `state … --format json`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::value::{JsonNotes, JsonValue, JsonWords};
use crate::model::{Address, Name};
use crate::state::{Known, RecordedPartner, RecordedTenant, Report, State, Version};

/// Version of these documents.
pub const FORMAT_VERSION: &str = "1.0";
/// Name of the schema of `show`.
pub const SCHEMA_ID: &str = "state.schema.json";

/// What `guestlist show --format json` prints: one version of the recorded state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "Recorded state of guestlist")]
pub struct StateDocument {
    /// Changes only with the meaning or the form of what is here.
    pub format_version: String,
    /// The version; null if nothing is recorded yet.
    pub version: Option<JsonVersion>,
    /// Tenants, by name.
    pub tenants: Vec<JsonTenant>,
    /// Partners, by name.
    pub partners: Vec<JsonPartner>,
}

/// A version of the recorded state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct JsonVersion {
    /// The line of versions.
    pub lineage: String,
    /// Its number.
    pub serial: u64,
    /// The digest of its entry: proof of this version and of all before it.
    pub digest: String,
    /// The digest of the entry before; null for the first.
    pub previous: Option<String>,
    /// When it was recorded (RFC 3339).
    pub time: String,
    /// Who said they recorded it: a claim, not proof.
    pub author: String,
    /// Why, in their words.
    pub message: Option<String>,
    /// The git commit of the configuration.
    pub config: Option<JsonCommit>,
    /// apply, import, restore, forget or drift.
    pub kind: String,
    /// For a restore: the version that it equals.
    pub restored: Option<u64>,
    /// The fingerprint of the plan it came from.
    pub plan: Option<String>,
    /// How many settings it changed.
    pub summary: super::plan::JsonSummary,
    /// Tenants that it changed, added or removed.
    pub tenants: Vec<String>,
}

/// The git commit of a configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct JsonCommit {
    /// Its full name.
    pub commit: String,
    /// Whether the files were as committed.
    pub clean: bool,
}

/// A recorded tenant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct JsonTenant {
    /// Its name.
    pub tenant: String,
    /// Name for people.
    pub display_name: Option<String>,
    /// Its id.
    pub tenant_id: Option<String>,
    /// Its domains.
    pub domains: JsonWords,
    /// Its tags.
    pub tags: Vec<String>,
    /// Whether it has trial licences only.
    pub trial: bool,
    /// Its settings, by address.
    pub settings: Vec<JsonSetting>,
}

/// A recorded setting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct JsonSetting {
    /// Its address.
    pub address: String,
    /// Its value.
    pub value: JsonValue,
    /// Whether a file stated it when it was recorded; one that was released stays behind.
    pub managed: bool,
    /// requested by an apply, or observed in the service.
    pub known: String,
    /// Since when the value is this one (RFC 3339).
    pub since: String,
    /// When and where it was last seen in the service; left out if it never was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<JsonSeen>,
    /// Why its entries are there, by entry.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub notes: BTreeMap<String, JsonNotes>,
}

/// When and where a value was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Seen")]
pub struct JsonSeen {
    /// When (RFC 3339).
    pub time: String,
    /// In which file, and of which kind.
    pub source: String,
}

/// A recorded partner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct JsonPartner {
    /// Its name.
    pub partner: String,
    /// Name for people.
    pub display_name: Option<String>,
    /// Its id.
    pub tenant_id: Option<String>,
    /// Its domains.
    pub domains: JsonWords,
    /// Why we deal with it.
    pub notes: JsonNotes,
}

impl From<&Version> for JsonVersion {
    fn from(version: &Version) -> Self {
        Self {
            lineage: version.lineage.to_string(),
            serial: version.serial.0,
            digest: version.digest.to_string(),
            previous: version.previous.map(|d| d.to_string()),
            time: version.time.to_string(),
            author: version.author.clone(),
            message: version.message.clone(),
            config: version.config.as_ref().map(|c| JsonCommit {
                commit: c.commit.clone(),
                clean: c.clean,
            }),
            kind: version.kind.to_string(),
            restored: version.restored.map(|s| s.0),
            plan: version.plan.map(|p| p.fingerprint.to_string()),
            summary: version.summary.into(),
            tenants: version.moved.iter().map(ToString::to_string).collect(),
        }
    }
}

/// The document of one version.
#[must_use]
pub fn document(
    version: Option<&Version>,
    tenants: &BTreeMap<Name, RecordedTenant>,
    partners: &BTreeMap<Name, RecordedPartner>,
) -> StateDocument {
    StateDocument {
        format_version: FORMAT_VERSION.to_owned(),
        version: version.map(Into::into),
        tenants: tenants
            .iter()
            .map(|(name, tenant)| self::tenant(name, tenant))
            .collect(),
        partners: partners
            .iter()
            .map(|(name, partner)| self::partner(name, partner))
            .collect(),
    }
}

fn tenant(name: &Name, tenant: &RecordedTenant) -> JsonTenant {
    let identity = &tenant.identity;
    JsonTenant {
        tenant: name.to_string(),
        display_name: identity.display_name.clone(),
        tenant_id: identity.tenant_id.clone(),
        domains: JsonWords(identity.domains.clone()),
        tags: identity.tags.iter().cloned().collect(),
        trial: identity.trial,
        settings: tenant
            .settings
            .iter()
            .map(|(key, setting)| JsonSetting {
                address: Address::setting(name, key).to_string(),
                value: (&setting.value).into(),
                managed: setting.managed,
                known: known(setting.known).to_owned(),
                since: setting.since.to_string(),
                seen: setting.seen.as_ref().map(|seen| JsonSeen {
                    time: seen.time.to_string(),
                    source: seen.source.clone(),
                }),
                notes: setting
                    .notes
                    .iter()
                    .map(|(w, n)| (w.to_string(), n.into()))
                    .collect(),
            })
            .collect(),
    }
}

fn known(known: Known) -> &'static str {
    match known {
        Known::Requested => "requested",
        Known::Observed => "observed",
    }
}

fn partner(name: &Name, partner: &RecordedPartner) -> JsonPartner {
    JsonPartner {
        partner: name.to_string(),
        display_name: partner.identity.display_name.clone(),
        tenant_id: partner.identity.tenant_id.clone(),
        domains: JsonWords(partner.identity.domains.clone()),
        notes: (&partner.notes).into(),
    }
}

/// What `guestlist state list --format json` prints.
#[must_use]
pub fn list(state: &State) -> serde_json::Value {
    let tenants = state.tenants().iter().map(|(name, tenant)| {
        serde_json::json!({
            "tenant": name.as_str(),
            "settings": tenant.managed,
            "left_behind": tenant.released,
            "domains": tenant.domains.as_ref().map(|d| d.iter().collect::<Vec<_>>()),
        })
    });
    serde_json::json!({
        "format_version": FORMAT_VERSION,
        "base": state.base(),
        "tenants": tenants.collect::<Vec<_>>(),
    })
}

/// What `guestlist state log --format json` prints.
#[must_use]
pub fn log(versions: &[Version]) -> serde_json::Value {
    let versions: Vec<JsonVersion> = versions.iter().map(Into::into).collect();
    serde_json::json!({ "format_version": FORMAT_VERSION, "versions": versions })
}

/// What `guestlist state show --format json` prints; the version is null if nothing is recorded yet.
#[must_use]
pub fn version(version: Option<&Version>, changes: &[crate::diff::Change]) -> serde_json::Value {
    let changes: Vec<super::plan::JsonChange> = changes.iter().map(Into::into).collect();
    serde_json::json!({
        "format_version": FORMAT_VERSION,
        "version": version.map(JsonVersion::from),
        "changes": changes,
    })
}

/// What `guestlist state verify --format json` prints; `unmerged` tells that git waits for somebody to
/// choose a side.
#[must_use]
pub fn report(report: &Report, unmerged: bool) -> serde_json::Value {
    let damage = report.damage.iter().map(|d| {
        serde_json::json!({
            "file": d.file, "problem": d.problem, "intact": d.intact, "advice": d.advice,
        })
    });
    serde_json::json!({
        "format_version": FORMAT_VERSION,
        "intact": report.damage.is_empty(),
        "unmerged": unmerged,
        "head": report.head.as_ref().map(JsonVersion::from),
        "versions": report.entries,
        "objects": report.objects,
        "unnamed": report.unnamed,
        "unfinished": report.unfinished,
        "known_head": report.known_head.map(|s| s.0),
        "damage": damage.collect::<Vec<_>>(),
    })
}

/// The schema of the document of `show`, JSON Schema draft 7.
#[must_use]
pub fn schema() -> serde_json::Value {
    super::draft07::<StateDocument>(SCHEMA_ID)
}
