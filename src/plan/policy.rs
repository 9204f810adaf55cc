//! A tenant's external access policy, as it counts in a world.

use crate::access::{Key, Origin, WorldTenant};
use crate::model::federation::{ALLOWED, BLOCKED, ENABLED, Reach};

/// The settings that make the policy, apart from whether subdomains are blocked too.
pub(super) const POLICY: [Key; 3] = [Key::Enabled, Key::Allowed, Key::Blocked];

/// Whom a tenant lets its people talk to; `None` if a value that decides is not known.
pub(super) fn reach(tenant: &WorldTenant) -> Option<Reach> {
    Reach::in_force(|key| {
        let key = match key {
            key if *key == ENABLED => Key::Enabled,
            key if *key == ALLOWED => Key::Allowed,
            key if *key == BLOCKED => Key::Blocked,
            _ => Key::BlockSubdomains,
        };
        tenant.get(key).value.clone()
    })
}

/// Whether a file states something about it, or something is recorded.
pub(super) fn is_decided(tenant: &WorldTenant) -> bool {
    let decided = |key: &Key| !matches!(tenant.get(*key).origin, Origin::Default | Origin::Unknown);
    POLICY.iter().any(decided)
}
