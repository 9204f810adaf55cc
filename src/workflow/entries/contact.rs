//! Whether anybody used what an entry allows, as reports on external domain activity tell it.

use std::collections::BTreeMap;

use compact_str::CompactString;

use crate::access::Activity;
use crate::model::{Name, SettingKey, federation};

/// Contact with the domains of an entry that an allow list of external access holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryContact {
    /// Tenants for which it lets people in and of which there is a report.
    pub tenants: Vec<Name>,
    /// People who had contact with its domains.
    pub people: u64,
    /// People who had contact with domains below these. The allow list is taken to hold only what it
    /// names: Microsoft documents nothing else.
    pub below: u64,
}

impl EntryContact {
    /// Whether no domain of it is in a report, nor one below.
    #[must_use]
    pub fn is_unused(&self) -> bool {
        self.people == 0 && self.below == 0
    }
}

/// Whether a setting lets the domains in it in by external access.
///
/// Source: `Set-CsTenantFederationConfiguration -AllowedDomains`, `Set-CsExternalAccessPolicy
/// -AllowedExternalDomains`.
pub(super) fn lets_in(key: &SettingKey) -> bool {
    let of_policy = key.section() == Some("external_access_policies");
    *key == federation::ALLOWED || (of_policy && key.setting().ends_with("allowed_domains"))
}

/// Reports, ready to be asked about many entries.
pub(super) struct Contacts<'a> {
    activity: &'a Activity,
    /// For each tenant and domain, people who had contact with domains below it.
    below: BTreeMap<&'a Name, BTreeMap<&'a str, u64>>,
}

impl<'a> Contacts<'a> {
    pub(super) fn of(activity: &'a Activity) -> Self {
        let below = activity.tenants.iter().map(|(tenant, report)| {
            let mut sums: BTreeMap<&str, u64> = BTreeMap::new();
            for (domain, people) in report {
                let mut rest = domain.as_str();
                while let Some((_, parent)) = rest.split_once('.') {
                    let sum = sums.entry(parent).or_default();
                    *sum = sum.saturating_add(*people);
                    rest = parent;
                }
            }
            (tenant, sums)
        });
        Self {
            below: below.collect(),
            activity,
        }
    }

    /// Contact with these domains, of the tenants for which they are let in; nothing without a report
    /// of one of them.
    pub(super) fn with(
        &self,
        tenants: Vec<Name>,
        domains: &[CompactString],
    ) -> Option<EntryContact> {
        let mut contact = EntryContact {
            tenants: Vec::new(),
            people: 0,
            below: 0,
        };
        for tenant in tenants {
            let words = domains.iter().map(CompactString::as_str);
            let (Some(people), Some(sums)) = (
                self.activity.people(&tenant, words.clone()),
                self.below.get(&tenant),
            ) else {
                continue;
            };
            contact.people = contact.people.saturating_add(people);
            let below = words.filter_map(|word| sums.get(word));
            contact.below = below.fold(contact.below, |sum, n| sum.saturating_add(*n));
            contact.tenants.push(tenant);
        }
        (!contact.tenants.is_empty() && !domains.is_empty()).then_some(contact)
    }
}
