//! Whose settings an export holds.

use super::Export;
use crate::model::configuration::{Owner, Tenant};
use crate::model::{Configuration, Domain, Name};
use crate::text::words;

/// The export is of another tenant than the one it is to be.
#[derive(Debug, thiserror::Error)]
#[error(
    "the export is of tenant {seen}, and {name} is {stated} in the files: is it the right export?"
)]
pub struct OtherTenant {
    /// The tenant in the files.
    name: Name,
    /// Its id there.
    stated: String,
    /// The id in the export.
    seen: String,
}

impl Export {
    /// The tenant that it is of, among those that are declared: by the id or a domain.
    pub(in crate::workflow) fn owner<'c>(&self, config: &'c Configuration) -> Option<&'c Name> {
        let identity = &self.observed.identity;
        let by_id = identity.tenant_id.as_ref().and_then(|id| {
            let is_it = |t: &&Tenant| {
                let stated = t.spec.tenant_id.as_ref();
                stated.is_some_and(|stated| stated.value.eq_ignore_ascii_case(id))
            };
            config.tenants.values().find(is_it).map(|t| &t.name)
        });
        by_id.or_else(|| {
            identity.domains.iter().find_map(|domain| {
                match config.owners.get(&Domain::parse(domain).ok()?) {
                    Some(Owner::Tenant(name)) => Some(name),
                    _ => None,
                }
            })
        })
    }

    /// Refuses an export without an id that names domains, of which none is the tenant's.
    fn shares_a_domain(&self, tenant: &Tenant) -> Result<(), OtherTenant> {
        let identity = &self.observed.identity;
        let theirs = tenant.domains.set();
        let is_theirs = |domain: &String| {
            Domain::parse(domain).is_ok_and(|domain| theirs.contains(domain.as_str()))
        };
        let tells = identity.tenant_id.is_none() && !identity.domains.is_empty();
        if !tells || theirs.is_empty() || identity.domains.iter().any(is_theirs) {
            return Ok(());
        }
        let some = |domains: Vec<&str>| words::some(&domains, 3);
        Err(OtherTenant {
            name: tenant.name.clone(),
            stated: some(theirs.iter().collect()),
            seen: some(identity.domains.iter().map(String::as_str).collect()),
        })
    }

    /// Refuses an export of another tenant, where both say their id.
    pub(in crate::workflow) fn same_tenant(&self, tenant: &Tenant) -> Result<(), OtherTenant> {
        let stated = tenant
            .spec
            .tenant_id
            .as_ref()
            .map(|id| id.value.to_lowercase());
        match (stated, &self.observed.identity.tenant_id) {
            (Some(stated), Some(seen)) if stated != *seen => Err(OtherTenant {
                name: tenant.name.clone(),
                stated,
                seen: seen.clone(),
            }),
            _ => self.shares_a_domain(tenant),
        }
    }
}
