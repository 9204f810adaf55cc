//! How many people a plan touches, by reports on external domain activity.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::access::Verdict;
use crate::plan::{Seen, SeenContact, SeenCount};
use crate::render::activity::JsonReports;
use crate::workflow::activity::Reports;

/// Contacts that are listed of a tenant; the rest is counted.
const MOST: usize = 10_000;

/// What becomes of the contact that reports on external domain activity counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Activity")]
pub struct JsonActivity {
    /// Where the numbers come from.
    pub reports: JsonReports,
    /// By tenant of which there is a report.
    pub tenants: Vec<JsonTenantActivity>,
}

/// What becomes of the contact of one tenant's people. Only direct chat is looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TenantActivity")]
pub struct JsonTenantActivity {
    /// The tenant.
    pub tenant: String,
    /// All contact.
    pub all: JsonSeenCount,
    /// Contact that less is let through of.
    pub lose: JsonSeenCount,
    /// Contact that more is let through of.
    pub gain: JsonSeenCount,
    /// Contact that stays possible: yes or unknown, before and after.
    pub keep: JsonSeenCount,
    /// Contact that is shut before and after.
    pub shut: JsonSeenCount,
    /// Contact of which the answer changes, that with most people first; at most 10,000.
    pub changes: Vec<JsonSeenContact>,
    /// How many more there are.
    pub changes_omitted: usize,
}

/// How many organisations, and how many people who had contact: who had contact with several counts
/// with each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SeenCount")]
pub struct JsonSeenCount {
    /// Organisations; a domain that nobody declares is one of its own.
    pub organisations: usize,
    /// People of the tenant.
    pub people: u64,
}

/// Contact with a domain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SeenContact")]
pub struct JsonSeenContact {
    /// The domain.
    pub domain: String,
    /// The declared tenant or partner whose it is; null if nobody declares it.
    pub organisation: Option<String>,
    /// People of the tenant.
    pub people: u64,
    /// Whether they may chat directly: `yes`, `no`, `unknown` or `mixed`, before.
    pub before: String,
    /// The same afterwards.
    pub after: String,
}

impl From<SeenCount> for JsonSeenCount {
    fn from(count: SeenCount) -> Self {
        Self {
            organisations: count.organisations,
            people: count.people,
        }
    }
}

impl JsonActivity {
    /// What becomes of the contact that these reports counted.
    #[must_use]
    pub fn new(reports: &Reports, seen: &Seen) -> Self {
        let tenants = seen.tenants.iter().map(|(tenant, contacts)| {
            let count = |counts: fn(&SeenContact) -> bool| {
                SeenCount::of(contacts.iter().filter(|c| counts(c))).into()
            };
            let touched = contacts.iter().filter(|contact| contact.is_touched());
            JsonTenantActivity {
                tenant: tenant.to_string(),
                all: count(|_| true),
                lose: count(|c| c.is_touched() && !c.is_wider()),
                gain: count(|c| c.is_touched() && c.is_wider()),
                keep: count(|c| !c.is_touched() && c.after != Verdict::No),
                shut: count(|c| !c.is_touched() && c.after == Verdict::No),
                changes: touched
                    .clone()
                    .take(MOST)
                    .map(JsonSeenContact::from)
                    .collect(),
                changes_omitted: touched.count().saturating_sub(MOST),
            }
        });
        Self {
            reports: reports.into(),
            tenants: tenants.collect(),
        }
    }
}

impl From<&SeenContact> for JsonSeenContact {
    fn from(contact: &SeenContact) -> Self {
        Self {
            domain: contact.domain.to_string(),
            organisation: contact.owner.as_ref().map(ToString::to_string),
            people: contact.people,
            before: contact.before.as_str().to_owned(),
            after: contact.after.as_str().to_owned(),
        }
    }
}
