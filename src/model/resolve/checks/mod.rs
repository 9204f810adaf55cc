//! What the service would refuse, section by section: what several settings say together, and what
//! the form of a value alone can't say.

mod case;
mod cross_tenant_access;
mod entra_b2b;
mod exchange;
mod groups;
mod organisations;
mod policies;
mod power_platform;
mod sharepoint;

use super::collect::Definitions;
use super::layers::Layers;
use crate::diagnostics::Findings;
use case::{Case, Object};

pub use entra_b2b::{WARN_AT, policy_length};

/// Checks one tenant's settings after its layers are laid.
pub(super) fn check(layers: &Layers<'_>, definitions: &Definitions, findings: &mut Findings) {
    let case = Case::of(layers, definitions);
    exchange::check(&case, findings);
    policies::check(&case, findings);
    cross_tenant_access::check(&case, findings);
    entra_b2b::check(&case, findings);
    groups::check(&case, findings);
    sharepoint::check(&case, findings);
    power_platform::check(&case, findings);
}
