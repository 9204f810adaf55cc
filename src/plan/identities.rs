//! Who a tenant is, as something that changes.

use super::{DOMAINS, TENANT_ID, TRIAL};
use crate::model::{SettingKey, Value};
use crate::state::Identity;

/// What of an identity is compared, by key.
type Compared = Vec<(&'static SettingKey, Value)>;

/// What two identities of a tenant are compared by: after and before. Names for people and tags are no
/// change.
#[must_use]
pub fn identities(after: &Identity, before: &Identity) -> (Compared, Compared) {
    let common = |identity: &Identity| {
        vec![
            (&DOMAINS, Value::Set(identity.domains.clone())),
            (&TRIAL, Value::Flag(identity.trial)),
        ]
    };
    let (mut now, mut then) = (common(after), common(before));
    for (identity, side) in [(after, &mut now), (before, &mut then)] {
        let id = identity.tenant_id.as_ref();
        side.extend(id.map(|id| (&TENANT_ID, Value::text(id.as_str()))));
    }
    (now, then)
}
