//! What a file says, before names are resolved.
//!
//! One struct for every file: `guestlist.yaml` and each `*.guestlist.yaml` share the schema, and the
//! schema comes from these types. What a flat schema can't say is checked when names are resolved.

mod entry;
mod identity;
mod parts;
mod schemas;

use schemars::JsonSchema;
use serde::Deserialize;

pub use entry::{
    AllowedSpec, DomainEntries, Entry, EntryKind, MailEntries, MailForms, NotesRef, NotesSpec,
    SharingEntries, SubdomainEntries,
};
pub use identity::{DomainUses, Hybrid, OwnDomain};
pub use parts::{
    Accept, Confirmed, Edition, Expect, Expectation, FileList, ListSpec, OneOrMany, PartnerSpec,
    RuleSetting,
};
pub use schemas::{date_schema, domains_schema, guid_schema, partitions_schema, words_schema};

use crate::document::Map;
use crate::text::Spanned;

pub use super::sections::{BaselineSpec, TenantSpec};

/// One configuration file.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "guestlist configuration")]
pub struct ConfigFile {
    /// The version of the file format: 1. Required in `guestlist.yaml`, and only there.
    #[schemars(range(min = 1))]
    pub version: Option<Spanned<u64>>,
    /// The versions of guestlist that may work with this workspace, such as `>=0.1, <2`. Only in
    /// `guestlist.yaml`.
    pub requires: Option<Spanned<String>>,
    /// Where the recorded state is kept: a path below the root; `.guestlist/state` unless stated.
    /// Only in `guestlist.yaml`.
    pub state: Option<Spanned<String>>,
    /// Which edition of the capability table answers rest on: 2019 or 2021 (the default). Only in
    /// `guestlist.yaml`.
    pub capabilities: Option<Spanned<Edition>>,
    /// For how many days a recorded value that was seen or requested counts as known; 30 unless
    /// stated. A plan that changes older ones says so. Only in `guestlist.yaml`.
    #[schemars(range(min = 1, max = 3650))]
    pub values_seen_within: Option<Spanned<u16>>,
    /// Severities of rules: off, note, warning or error. Only in `guestlist.yaml`.
    pub rules: Option<Spanned<Map<Spanned<RuleSetting>>>>,
    /// Named domain lists, used by name wherever a domain list stands.
    pub lists: Option<Map<ListSpec>>,
    /// Organisations that you deal with but do not run.
    pub partners: Option<Map<PartnerSpec>>,
    /// Settings that tenants share.
    pub baselines: Option<Map<BaselineSpec>>,
    /// Your own tenants.
    pub tenants: Option<Map<TenantSpec>>,
    /// What must hold: who can, or can't, do what with whom.
    pub tests: Option<Map<Vec<Spanned<Expectation>>>>,
    /// Findings about lists that somebody has accepted, with the reason.
    pub accept: Option<Vec<Spanned<Accept>>>,
}
