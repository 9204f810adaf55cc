//! Rules about Teams beyond the tenant's own lists: policies of people, meetings, old clients.

pub(super) mod anonymous_join_open;
pub(super) mod legacy_sfb_partner;
pub(super) mod policies_while_off;
pub(super) mod policy_for_strangers;
pub(super) mod policy_wider_than_tenant;

use super::TenantCase;
use crate::model::configuration::TenantObject;
use crate::model::{SettingKey, Value};

/// External access policies.
const POLICIES: &str = "external_access_policies[]";
/// The policy of everybody who has no other.
const GLOBAL: &str = "global";

static FEDERATION: SettingKey = SettingKey::of("external_access_policies[].federation_access");
static WHICH: SettingKey =
    SettingKey::of("external_access_policies[].communication_with_external_orgs");
static ALLOWED: SettingKey = SettingKey::of("external_access_policies[].allowed_domains");
static BLOCKED: SettingKey = SettingKey::of("external_access_policies[].blocked_domains");

/// The value that counts for a policy.
fn value(
    case: &TenantCase<'_>,
    policy: &TenantObject<'_>,
    declared: &SettingKey,
) -> Option<Value> {
    case.view().effective(&policy.setting(declared)).value
}
