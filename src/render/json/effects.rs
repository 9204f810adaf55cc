//! What a plan means for people, answer by answer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::access::{Effect, Party};

/// Who can do what with whom, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Effect")]
pub struct JsonEffect {
    /// Who: a tenant, a partner, a domain, `consumer`, or `anyone`: every organisation that neither a
    /// declaration nor a list of the other side names, before or after.
    pub from: String,
    /// With whom.
    pub to: String,
    /// What, as an identifier of the capability table.
    pub capability: String,
    /// `external` or `guest`.
    pub route: String,
    /// Whose guests; null for `external`.
    pub host: Option<String>,
    /// `yes`, `no` or `unknown`, before.
    pub before: String,
    /// `yes`, `no` or `unknown`, after.
    pub after: String,
    /// Whether an answer rests on a default.
    pub assumed: bool,
    /// Why.
    pub reasons: Vec<String>,
}

impl From<&Effect> for JsonEffect {
    fn from(effect: &Effect) -> Self {
        Self {
            from: effect.from.to_string(),
            to: effect.to.to_string(),
            capability: effect.capability.id().to_owned(),
            route: effect.kind.as_str().to_owned(),
            host: effect.host.as_ref().map(Party::to_string),
            before: effect.before.as_str().to_owned(),
            after: effect.after.as_str().to_owned(),
            assumed: effect.assumed,
            reasons: effect.reasons.to_vec(),
        }
    }
}
