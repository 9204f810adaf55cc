//! Every door of every tenant for one organisation, system by system: from invitations to calendars.

use super::load::Workspace;
use super::worlds::Values;
use crate::access::{Party, World};
use crate::diff::Side;
use crate::model::{Configuration, Name, ValueSet};
use crate::plan;
use crate::rules::View;
use crate::rules::doors::{self, Named, NamedAt, Organisation, SystemDoor};
use crate::state::{RecordedTenant, State, StateError};

/// The doors of one tenant beside direct contact and Teams.
#[derive(Debug)]
pub struct TenantSystems {
    /// The tenant.
    pub tenant: Name,
    /// In the order in which a visitor meets them.
    pub doors: Vec<SystemDoor>,
    /// Objects that are there for the organisation or one of its people: guests, policies,
    /// connectors.
    pub named: Vec<NamedAt>,
}

/// The doors of every tenant but the organisation itself; none for parties that are no organisation.
pub fn systems(
    workspace: &Workspace,
    state: &State,
    values: Values,
    world: &World,
    party: &Party,
) -> Result<Vec<TenantSystems>, StateError> {
    let Some(organisation) = organisation(&workspace.config, world, party) else {
        return Ok(Vec::new());
    };
    let at = match values {
        Values::At(serial) => Some(state.at(serial)?),
        Values::Desired | Values::Recorded => None,
    };
    let view = at.as_ref().unwrap_or_else(|| state.now());
    let mut out = Vec::new();
    for name in world.tenants.keys() {
        if Party::Organisation(name.clone()).is_same_organisation(party, world) {
            continue;
        }
        let recorded = view.tenant(name)?.unwrap_or_default();
        let config = (values == Values::Desired).then_some(&workspace.config);
        out.push(of_tenant(name, config, &recorded, &organisation, world));
    }
    Ok(out)
}

fn of_tenant(
    name: &Name,
    config: Option<&Configuration>,
    recorded: &RecordedTenant,
    organisation: &Organisation,
    world: &World,
) -> TenantSystems {
    let side: Side<'_> = plan::side(recorded);
    let view = View {
        stated: config.and_then(|config| config.tenants.get(name)),
        recorded: &side,
    };
    let doors = doors::doors(&view, organisation, world.no_defaults);
    let told = |at: &NamedAt| {
        let mut reasons = doors.iter().flat_map(|door| &door.reasons);
        reasons.any(|reason| reason.key.object() == at.key.object())
    };
    let mut named = doors::named_at(&view, organisation);
    named.retain(|at| at.named != Named::Refuses && at.key.object().is_some() && !told(at));
    TenantSystems {
        tenant: name.clone(),
        doors,
        named,
    }
}

/// The party as settings may name it.
fn organisation(config: &Configuration, world: &World, party: &Party) -> Option<Organisation> {
    match party {
        Party::Organisation(name) => {
            let declared = Organisation::declared(config, name);
            declared.or_else(|| {
                let partner = world.partners.get(name.as_str()).map(|p| &p.domains);
                let tenant = world.tenants.get(name.as_str()).map(|t| &t.domains);
                Some(Organisation {
                    name: name.to_string(),
                    domains: partner.or(tenant)?.clone(),
                    tenant_id: None,
                })
            })
        }
        Party::Domain(domain) | Party::Person { domain, .. } => Some(Organisation {
            domains: ValueSet::from_iter([domain.as_str().into()]),
            ..Organisation::of_domain(config, domain.as_str())
        }),
        Party::Anyone | Party::Consumer => None,
    }
}
