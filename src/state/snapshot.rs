//! What one version of the recorded state says.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::{Notes, SettingKey, Value, ValueSet};

/// How a recorded value is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// An apply recorded it as decided; nobody has looked at the service.
    Requested,
    /// It was read from an export of the service.
    Observed,
}

/// When and where a value was seen in the service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// When.
    pub time: Timestamp,
    /// In which file, and of which kind.
    pub source: String,
}

/// A recorded setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedSetting {
    /// Its value.
    pub value: Value,
    /// Whether a file stated it when it was recorded; a released value stays, unmanaged.
    pub managed: bool,
    /// How it is known.
    pub known: Known,
    /// Since when the value is this one.
    pub since: Timestamp,
    /// When it was last seen in the service; nothing if it never was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Seen>,
    /// Why its entries are there, by entry.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub notes: BTreeMap<CompactString, Notes>,
}

/// Who an organisation is: recorded beside its settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The tenant's id (a GUID).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant_id: Option<String>,
    /// Its domains.
    pub domains: ValueSet,
    /// Tags for `tag:NAME`.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<String>,
    /// Whether it has trial licences only.
    #[serde(default, skip_serializing_if = "is_false")]
    pub trial: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes fields by reference"
)]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// A recorded tenant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedTenant {
    /// Who it is.
    pub identity: Identity,
    /// Its settings.
    pub settings: BTreeMap<SettingKey, RecordedSetting>,
}

/// What a partner's administrator told us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// Which of our domains they allow.
    pub external_access: ValueSet,
    /// Who said so.
    pub by: String,
    /// When; proof for a year.
    pub date: Date,
}

/// A recorded partner.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedPartner {
    /// Who it is.
    pub identity: Identity,
    /// Why we deal with it.
    #[serde(default, skip_serializing_if = "Notes::is_empty")]
    pub notes: Notes,
    /// What its administrator told us.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Confirmation>,
}
