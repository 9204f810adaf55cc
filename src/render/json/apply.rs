//! The document of `apply --format json`.

use serde::Serialize;

use super::plan::PlanDocument;
use super::state::JsonVersion;
use crate::state::Version;

/// What `guestlist apply --format json` prints: the plan, and the version that it became.
#[derive(Debug, Clone, Serialize)]
pub struct ApplyDocument {
    /// The plan, as `plan --format json` shows it.
    #[serde(flatten)]
    pub plan: PlanDocument,
    /// The version that was recorded; null if nothing was.
    pub version: Option<JsonVersion>,
}

impl ApplyDocument {
    /// The document of a plan and of the version that records it, if one does.
    #[must_use]
    pub fn new(plan: PlanDocument, version: Option<&Version>) -> Self {
        Self {
            plan,
            version: version.map(Into::into),
        }
    }
}
