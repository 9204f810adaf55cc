//! The one list of sections.
//!
//! To add a section: a file beside this one that declares it with `settings!`, and a line in
//! `sections!` below. The schema, `explain`, plan, recorded state and docs follow from it.

mod cross_tenant_access;
mod entra_b2b;
mod exchange;
mod external_access;
mod external_access_policies;
mod groups;
mod guest_access;
mod guests;
mod meetings;
mod microsoft_365;
mod onedrive;
mod power_bi;
mod power_platform;
pub mod retired;
pub mod sharepoint;
mod skype_for_business;
mod teams;
mod viva_engage;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use compact_str::CompactString;
use schemars::JsonSchema;
use serde::Deserialize;

use super::SettingKey;
use super::config::{Accept, Hybrid, OneOrMany, OwnDomain};
use super::section::{Leaf, Objects, Setting, Settings};
use crate::document::Map;
use crate::text::Spanned;

/// A section's name, its struct's line in a tenant and in a baseline.
macro_rules! sections {
    ($( $(#[doc = $doc:literal])* $key:ident: $ty:ty, )*) => {
        /// A tenant of ours, as a file declares it. A setting that is not stated is left alone.
        #[derive(Debug, Default, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        #[schemars(rename = "Tenant")]
        pub struct TenantSpec {
            /// Name for people.
            pub display_name: Option<Spanned<String>>,
            /// The tenant's id, a GUID (Microsoft Entra admin centre, Overview).
            #[serde(default)]
            #[schemars(schema_with = "super::config::guid_schema")]
            pub tenant_id: Option<Spanned<String>>,
            /// The domains of this tenant. A domain belongs to exactly one tenant or partner. One
            /// that is not used for everything is written
            /// `{ domain: contoso.nl, upn: true, smtp: true, sip: false }`.
            pub domains: Option<Vec<OwnDomain>>,
            /// Accounts of this tenant, by the name with which people sign in. Only checked: nothing
            /// of it is recorded.
            #[serde(default)]
            #[schemars(schema_with = "super::config::words_schema")]
            pub members: Option<Vec<Spanned<CompactString>>>,
            /// Its licences, by number of the subscription or contract. Only checked.
            #[serde(default)]
            #[schemars(schema_with = "super::config::words_schema")]
            pub licences: Option<Vec<Spanned<CompactString>>>,
            /// Its pools of mailbox or SharePoint storage, by name. Only checked.
            #[serde(default)]
            #[schemars(schema_with = "super::config::words_schema")]
            pub storage: Option<Vec<Spanned<CompactString>>>,
            /// Its security groups, by address or object id. Only checked.
            #[serde(default)]
            #[schemars(schema_with = "super::config::words_schema")]
            pub security_groups: Option<Vec<Spanned<CompactString>>>,
            /// Installations of the own network that it is joined with. Only checked.
            pub hybrid: Option<Hybrid>,
            /// Partitions of the own Active Directory, by domain name, and the accounts in each.
            /// Only checked.
            #[serde(default)]
            #[schemars(schema_with = "super::config::partitions_schema")]
            pub ad_partitions: Option<Map<Vec<Spanned<CompactString>>>>,
            /// Words to choose tenants by: `--tenant tag:NAME`.
            #[serde(default)]
            #[schemars(schema_with = "super::config::words_schema")]
            pub tags: Option<Vec<Spanned<CompactString>>>,
            /// Whether this tenant has trial licences only; others may block such tenants.
            pub trial: Option<Spanned<bool>>,
            /// A baseline, or several, of which later ones win.
            pub baseline: Option<OneOrMany>,
            /// Findings of this tenant that somebody has accepted, with the reason.
            pub accept: Option<Vec<Spanned<Accept>>>,
            $( $(#[doc = $doc])* pub $key: Option<$ty>, )*
        }

        /// Settings that tenants share.
        #[derive(Debug, Default, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        #[schemars(rename = "Baseline")]
        pub struct BaselineSpec {
            /// Findings that somebody has accepted for every tenant that uses this baseline.
            pub accept: Option<Vec<Spanned<Accept>>>,
            $( $(#[doc = $doc])* pub $key: Option<$ty>, )*
        }

        impl TenantSpec {
            /// The settings it states.
            #[must_use]
            pub fn leaves(&self) -> Vec<Leaf<'_>> {
                let mut out = Vec::new();
                $( if let Some(section) = &self.$key { section.leaves(&mut out); } )*
                out
            }
        }

        impl BaselineSpec {
            /// The settings it states.
            #[must_use]
            pub fn leaves(&self) -> Vec<Leaf<'_>> {
                let mut out = Vec::new();
                $( if let Some(section) = &self.$key { section.leaves(&mut out); } )*
                out
            }
        }

        /// Names of all sections.
        pub const SECTIONS: &[&str] = &[$(stringify!($key)),*];

        /// What a section is about; empty for none.
        #[must_use]
        pub fn section_summary(name: &str) -> &'static str {
            match name {
                $( stringify!($key) => concat!($($doc, "\n"),*), )*
                _ => "",
            }
        }

        fn all_settings() -> Vec<Setting> {
            let mut out = Vec::new();
            $( <$ty as Settings>::table(&mut out); )*
            out
        }
    };
}

sections! {
    /// Teams external access (federation): chat, calls and presence with people of other
    /// organisations who keep their own account. No teams, channels or files.
    external_access: external_access::ExternalAccess,
    /// What single people may do outside, by policy; the one named `global` is for everybody else.
    external_access_policies: Objects<external_access_policies::ExternalAccessPolicy>,
    /// Teams meetings: who may join without signing in, who waits in the lobby.
    meetings: meetings::Meetings,
    /// Skype for Business: what is left of it; most is retired and refused with what counts today.
    skype_for_business: skype_for_business::SkypeForBusiness,
    /// Teams as a whole and single teams: mail into channels, storage, rights of guests in a team.
    teams: teams::Teams,
    /// Teams guest access: people who were invited into the directory and work in its teams.
    guest_access: guest_access::GuestAccess,
    /// Guests as people: who has a guest account here, why, and who answers for it.
    guests: Objects<guests::Guest>,
    /// Exchange Online: calendars and mail with other organisations. No part of chats and teams.
    exchange: exchange::Exchange,
    /// Microsoft Entra B2B collaboration: who may invite guests, which domains, and what guests see
    /// of the directory.
    entra_b2b: entra_b2b::EntraB2b,
    /// Cross-tenant access in Entra: whose people may be guests here, where people of this tenant may
    /// be guests, shared channels, and what is trusted of other tenants; for all and for single ones.
    cross_tenant_access: cross_tenant_access::CrossTenantAccess,
    /// Guests in Microsoft 365 Groups, and with them in teams.
    groups: groups::GroupSettings,
    /// SharePoint sharing: how far sites are shared at most, with which domains, and single sites.
    sharepoint: sharepoint::SharePoint,
    /// OneDrive sharing: how far people share their own files.
    onedrive: onedrive::OneDrive,
    /// Viva Engage (Yammer): external groups, networks and messaging. No interface is known: a
    /// person must change it, guestlist records it.
    viva_engage: viva_engage::VivaEngage,
    /// Power BI (Microsoft Fabric): what guests may do, and publishing to the web. It has no list of
    /// domains: which domains may be invited is Entra's list.
    power_bi: power_bi::PowerBi,
    /// Power Platform: whether connections to other tenants are cut.
    power_platform: power_platform::PowerPlatform,
    /// Small switches of other services of Microsoft 365 for people outside.
    microsoft_365: microsoft_365::Microsoft365,
}

static TABLE: LazyLock<Vec<Setting>> = LazyLock::new(all_settings);
static BY_KEY: LazyLock<BTreeMap<&'static str, &'static Setting>> =
    LazyLock::new(|| TABLE.iter().map(|s| (s.key.as_str(), s)).collect());

/// Every setting of every section, in the order of the sections.
#[must_use]
pub fn settings() -> &'static [Setting] {
    &TABLE
}

/// The setting of that path, as it is declared or of one named object.
#[must_use]
pub fn setting(key: &str) -> Option<&'static Setting> {
    if let Some(setting) = BY_KEY.get(key) {
        return Some(setting);
    }
    // Plain settings, nearly all, are found above.
    let declared = key
        .contains('[')
        .then(|| SettingKey::from(key.to_owned()))?;
    BY_KEY.get(declared.declared().as_ref()).copied()
}

/// Every setting at most once for a tenant: all but those of named objects.
pub fn plain_settings() -> impl Iterator<Item = &'static Setting> {
    settings().iter().filter(|s| !s.key.as_str().contains('['))
}

/// The settings of a kind of objects, by the declared path of the object itself.
pub fn settings_of_object(declared: &str) -> impl Iterator<Item = &'static Setting> {
    settings().iter().filter(move |s| {
        let below = s.key.as_str().strip_prefix(declared);
        below.is_some_and(|below| below.starts_with('.'))
    })
}
