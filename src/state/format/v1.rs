//! Formats 1 and 2 of the files of a recorded state. Frozen: a change of what is written is a new
//! format.
//!
//! Format 2 is format 1 with one member more in an object of a tenant, `seen`; an object without it is
//! written in format 1, so that a state in which nothing was ever seen stays readable for a guestlist
//! that knows format 1 only.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;
use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The number that stands first in each file of this format.
pub(in crate::state) const NUMBER: u64 = 1;

/// The number of an object of a tenant of which a value was seen.
pub(in crate::state) const SEEN_NUMBER: u64 = 2;

/// Sets and notes with at least so many entries are objects of their own.
pub(in crate::state) const LONG: usize = 64;

/// `log/<serial>.json`.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::state) struct EntryV1 {
    /// Always 1.
    pub(in crate::state) format_version: u64,
    /// The version, counted from 1.
    pub(in crate::state) serial: u64,
    /// The line of versions that it belongs to.
    pub(in crate::state) lineage: String,
    /// When it was recorded.
    #[schemars(with = "String")]
    pub(in crate::state) time: Timestamp,
    /// Who said they recorded it.
    pub(in crate::state) author: String,
    /// Why, in the author's words.
    pub(in crate::state) message: Option<String>,
    /// The git commit of the configuration.
    pub(in crate::state) config: Option<CommitV1>,
    /// What made it.
    pub(in crate::state) kind: KindV1,
    /// For a restore: the version that it equals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::state) restored: Option<u64>,
    /// The plan it came from.
    pub(in crate::state) plan: Option<PlanV1>,
    /// How many settings it changed.
    pub(in crate::state) summary: SummaryV1,
    /// Whether `tenants` is the whole list and not only what moved.
    pub(in crate::state) full: bool,
    /// In a whole list: which tenants moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::state) moved: Option<BTreeSet<String>>,
    /// Tenants and where their values are; null for one that was removed.
    pub(in crate::state) tenants: BTreeMap<String, Option<RefV1>>,
    /// The object of the partners; null for no partners, or, unless `full`, if they did not move.
    pub(in crate::state) partners: Option<String>,
    /// The digest of the entry before; null in the first.
    pub(in crate::state) previous: Option<String>,
    /// The BLAKE3 digest of all bytes above this line, which is the last; written by `seal`.
    #[serde(skip_serializing)]
    pub(in crate::state) digest: String,
}

/// The git commit of the configuration.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::state) struct CommitV1 {
    pub(in crate::state) commit: String,
    pub(in crate::state) clean: bool,
}

/// What made a version.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(in crate::state) enum KindV1 {
    Apply,
    Import,
    Restore,
    Forget,
    Drift,
}

/// The plan that a version came from.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::state) struct PlanV1 {
    pub(in crate::state) fingerprint: String,
    pub(in crate::state) id: String,
}

/// How many settings a version changed.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::state) struct SummaryV1 {
    pub(in crate::state) create: u64,
    pub(in crate::state) update: u64,
    pub(in crate::state) delete: u64,
    pub(in crate::state) forget: u64,
}

/// Where a tenant's value is.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::state) struct RefV1 {
    pub(in crate::state) object: String,
    pub(in crate::state) values: String,
    pub(in crate::state) record: String,
    /// How many settings are managed.
    pub(in crate::state) managed: u64,
    /// How many were released and stay behind.
    pub(in crate::state) released: u64,
    /// Left out if there are so many that they are an object of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Vec<String>>")]
    pub(in crate::state) domains: Option<Vec<CompactString>>,
}

/// The object of a tenant.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::state) struct TenantV1 {
    /// 1; 2 if a setting says when it was seen.
    pub(in crate::state) format_version: u64,
    pub(in crate::state) identity: IdentityV1,
    pub(in crate::state) settings: BTreeMap<String, SettingV1>,
}

/// Who an organisation is.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::state) struct IdentityV1 {
    pub(in crate::state) display_name: Option<String>,
    pub(in crate::state) tenant_id: Option<String>,
    pub(in crate::state) domains: SetV1,
    pub(in crate::state) tags: BTreeSet<String>,
    pub(in crate::state) trial: bool,
}

/// A recorded setting.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::state) struct SettingV1 {
    pub(in crate::state) value: ValueV1,
    pub(in crate::state) managed: bool,
    pub(in crate::state) known: KnownV1,
    #[schemars(with = "String")]
    pub(in crate::state) since: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::state) seen: Option<SeenV2>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::state) notes: Option<NotesV1>,
}

/// When and where a value was seen in the service.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::state) struct SeenV2 {
    #[schemars(with = "String")]
    pub(in crate::state) time: Timestamp,
    pub(in crate::state) source: String,
}

/// How a value is known.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(in crate::state) enum KnownV1 {
    Requested,
    Observed,
}

/// A value; it says itself what it is.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(in crate::state) enum ValueV1 {
    Flag(bool),
    Number(i64),
    Text(#[schemars(with = "String")] CompactString),
    Set(SetV1),
}

/// A set of words.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(in crate::state) enum SetV1 {
    /// Here, in order.
    Words(#[schemars(with = "Vec<String>")] Vec<CompactString>),
    /// In an object of its own: a JSON array.
    Object(PointerV1),
}

/// Notes on the entries of a setting.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(in crate::state) enum NotesV1 {
    /// In an object of their own: the same map.
    Object(PointerV1),
    /// Here, by entry.
    Entries(#[schemars(with = "BTreeMap<String, NoteV1>")] BTreeMap<CompactString, NoteV1>),
}

/// The name of an object that holds what would stand here.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::state) struct PointerV1 {
    pub(in crate::state) object: String,
}

/// Why an entry is there, and until when.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::state) struct NoteV1 {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::state) reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::state) ticket: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::state) owner: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub(in crate::state) expires: Option<Date>,
}

/// The object of all partners.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::state) struct PartnersV1 {
    /// Always 1.
    pub(in crate::state) format_version: u64,
    pub(in crate::state) partners: BTreeMap<String, PartnerV1>,
}

/// A recorded partner.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::state) struct PartnerV1 {
    pub(in crate::state) identity: IdentityV1,
    pub(in crate::state) notes: NoteV1,
    pub(in crate::state) confirmed: Option<ConfirmedV1>,
}

/// What a partner's administrator told us.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::state) struct ConfirmedV1 {
    pub(in crate::state) external_access: SetV1,
    pub(in crate::state) by: String,
    #[schemars(with = "String")]
    pub(in crate::state) date: Date,
}

/// Any file of a state, for its schema.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(
    dead_code,
    clippy::large_enum_variant,
    reason = "only its schema is used"
)]
pub(in crate::state) enum FileV1 {
    Entry(EntryV1),
    Tenant(TenantV1),
    Partners(PartnersV1),
    Words(Vec<String>),
    Notes(BTreeMap<String, NoteV1>),
}
