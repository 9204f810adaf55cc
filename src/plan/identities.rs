//! Who a tenant is, as something that changes.

use super::{DOMAINS, TENANT_ID, TRIAL};
use crate::model::{SettingKey, Value};
use crate::state::Identity;

/// What of an identity is compared, by key.
type Compared = Vec<(&'static SettingKey, Value)>;

/// What two identities of a tenant are compared by: after and before. An id counts only where both
/// sides say it; names for people and tags are no change.
#[must_use]
pub fn identities(after: &Identity, before: &Identity) -> (Compared, Compared) {
    let common = |identity: &Identity| {
        vec![
            (&DOMAINS, Value::Set(identity.domains.clone())),
            (&TRIAL, Value::Flag(identity.trial)),
        ]
    };
    let (mut now, mut then) = (common(after), common(before));
    if let (Some(id), Some(old)) = (&after.tenant_id, &before.tenant_id) {
        now.push((&TENANT_ID, Value::text(id.as_str())));
        then.push((&TENANT_ID, Value::text(old.as_str())));
    }
    (now, then)
}
