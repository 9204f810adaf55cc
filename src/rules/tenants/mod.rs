//! Rules on tenants themselves: what belongs to one tenant alone.

pub(super) mod ad_partition_shared;
mod claims;
pub(super) mod groups_shared;
pub(super) mod hybrid_split;
pub(super) mod licence_shared;
pub(super) mod storage_shared;
pub(super) mod user_domain_not_owned;
pub(super) mod user_in_two_tenants;
