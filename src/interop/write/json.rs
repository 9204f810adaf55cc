//! Everything as JSON, in guestlist's own form: for tools of one's own, and read again by import.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::{Deed, Part, parts};
use super::{Manual, Task, TaskTenant, Wanted, Written, manual};
use crate::model::Value;

/// Version of this document.
pub(super) const FORMAT_VERSION: &str = "1.0";
/// What `guestlist` holds in it, by which it is recognised.
pub const MARK: &str = "settings";

/// Settings of one tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Export of guestlist")]
pub struct ExportDocument {
    /// Changes only with the meaning or the form of what is here.
    pub format_version: String,
    /// Always `settings`.
    pub guestlist: String,
    /// Whose settings.
    pub tenant: JsonTenant,
    /// Where the changes come from.
    pub origin: String,
    /// What is to be, in the order of the reference.
    pub settings: Vec<JsonSetting>,
    /// In which order, so that nothing in between lets more in than both ends do.
    pub steps: Vec<JsonStep>,
    /// What only a person can do.
    pub manual: Vec<JsonManual>,
    /// Settings that are no longer managed and stay as they are.
    pub released: Vec<String>,
    /// How to test afterwards.
    pub tests: Vec<String>,
}

/// A tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Tenant")]
pub struct JsonTenant {
    /// Its name in the files.
    pub name: String,
    /// Its name for people.
    pub display_name: Option<String>,
    /// Its id, a GUID.
    pub tenant_id: Option<String>,
    /// Its domains.
    pub domains: Vec<String>,
}

/// A setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Setting")]
pub struct JsonSetting {
    /// Its path below the tenant, as in YAML.
    pub key: String,
    /// The official object.
    pub object: String,
    /// The official property; empty for a named object itself.
    pub property: String,
    /// How the service is told.
    pub set_by: String,
    /// The value that is recorded; null if none is.
    #[schemars(with = "serde_json::Value")]
    pub before: Option<Value>,
    /// The value that is to be, as in YAML.
    #[schemars(with = "serde_json::Value")]
    pub after: Value,
    /// The same as the service says it.
    pub official: serde_json::Value,
    /// The line that states it.
    pub place: Option<String>,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Step")]
pub struct JsonStep {
    /// `close`, `replace` or `open`.
    pub phase: String,
    /// `set`; `create`: made if it is not there, and set otherwise; or `delete`.
    pub deed: String,
    /// The official object.
    pub object: String,
    /// The name of the named object.
    pub name: Option<String>,
    /// What each setting is after the step, by key.
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub to: BTreeMap<String, Value>,
}

/// Something for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Manual")]
pub struct JsonManual {
    /// The setting.
    pub key: String,
    /// What to do.
    pub todo: String,
    /// Why no interface does it.
    pub why: String,
}

impl From<&TaskTenant> for JsonTenant {
    fn from(tenant: &TaskTenant) -> Self {
        Self {
            name: tenant.name.to_string(),
            display_name: tenant.display_name.clone(),
            tenant_id: tenant.tenant_id.clone(),
            domains: tenant.domains.clone(),
        }
    }
}

impl From<&Manual> for JsonManual {
    fn from(manual: &Manual) -> Self {
        Self {
            key: manual.key.to_string(),
            todo: manual.todo.clone(),
            why: manual.why.clone(),
        }
    }
}

impl From<&Wanted> for JsonSetting {
    fn from(wanted: &Wanted) -> Self {
        Self {
            key: wanted.key.to_string(),
            object: wanted.setting.object.to_owned(),
            property: wanted.setting.property.to_owned(),
            set_by: wanted.setting.set_by(),
            before: wanted.before.clone(),
            after: wanted.after.clone(),
            official: super::official::json(wanted.setting, &wanted.after),
            place: wanted.place.clone(),
        }
    }
}

impl From<&Part<'_>> for JsonStep {
    fn from(part: &Part<'_>) -> Self {
        let to = part.items.iter();
        Self {
            phase: part.phase.word().to_owned(),
            deed: match part.deed {
                Deed::Set => "set",
                Deed::Create => "create",
                Deed::Delete => "delete",
            }
            .to_owned(),
            object: part.object.to_owned(),
            name: part.name.clone(),
            to: to
                .map(|item| (item.wanted.key.to_string(), item.to.clone()))
                .collect(),
        }
    }
}

/// The document of a task.
#[must_use]
pub(super) fn document(task: &Task) -> ExportDocument {
    ExportDocument {
        format_version: FORMAT_VERSION.to_owned(),
        guestlist: MARK.to_owned(),
        tenant: (&task.tenant).into(),
        origin: task.origin.clone(),
        settings: task.wanted.iter().map(Into::into).collect(),
        steps: parts(task).iter().map(Into::into).collect(),
        manual: manual::of(task).iter().map(Into::into).collect(),
        released: task.released.iter().map(ToString::to_string).collect(),
        tests: task.tests.clone(),
    }
}

pub(super) fn write(task: &Task) -> Written {
    let document = document(task);
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    Written {
        carried: document.settings.len(),
        manual: manual::of(task),
        text,
    }
}
