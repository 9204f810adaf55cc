//! Tenants with which Power Platform connects: one policy, of which each organisation has a rule.

use super::{Own, Step, Steps, indented, push};
use crate::interop::write::parts::{Deed, Item, Part};
use crate::interop::write::powershell::literal::literal;
use crate::interop::write::powershell::rows::scalar;
use crate::interop::write::powershell::services::{Functions, Service};
use crate::interop::write::words::about_object;
use crate::interop::write::{Manual, Task, quote};

/// The object of the policy.
pub(super) const OBJECT: &str = "PowerAppTenantIsolationPolicy";

/// Whether the tenant is isolated, or which way one organisation's connections go.
///
/// Source: `Set-PowerAppTenantIsolationPolicy`.
pub(super) fn setting(task: &Task, part: &Part<'_>, item: &Item<'_>, out: &mut Steps) -> Own {
    out.functions.insert(Functions::PowerPlatform);
    let commands = match &part.name {
        None => {
            let is_disabled = literal(&scalar(item.wanted, &item.to), 4);
            format!("Set-Isolation {is_disabled} $null")
        }
        Some(name) => {
            let Some(id) = task.id_of(name) else {
                return Own::Manual(no_id(name));
            };
            let direction = item.to.as_text().unwrap_or_default();
            rule(&id, direction)
        }
    };
    push(out, item, Service::PowerPlatform, &commands);
    Own::Done
}

/// A rule that is made with its direction, or goes.
pub(super) fn object(task: &Task, part: &Part<'_>) -> Steps {
    let mut out = Steps::default();
    let (Some(wanted), Some(name)) = (part.itself, &part.name) else {
        return out;
    };
    let refused = match (task.id_of(name), part.deed) {
        (None, _) => no_id(name),
        (Some(_), Deed::Create) if part.items.is_empty() => {
            "which way the connections go is not stated".to_owned()
        }
        (Some(_), Deed::Create | Deed::Set) => {
            out.keys.insert(wanted.key.clone());
            return out;
        }
        (Some(id), Deed::Delete) => {
            out.keys.insert(wanted.key.clone());
            out.functions.insert(Functions::PowerPlatform);
            out.services.insert(Service::PowerPlatform);
            out.steps.push(Step {
                title: about_object(wanted),
                about: vec![about_object(wanted)],
                commands: indented(&rule(&id, "absent")),
            });
            return out;
        }
    };
    out.manual.push(Manual::of(wanted, refused));
    out
}

/// The rule of one organisation; with `absent` it goes.
fn rule(id: &str, direction: &str) -> String {
    let (id, direction) = (quote::string(id), quote::string(direction));
    format!("Set-Isolation $null @(@{{ Id = {id}; Direction = {direction} }})")
}

/// Why an organisation can't be addressed.
fn no_id(name: &str) -> String {
    format!("the service knows organisations by id: state the tenant_id of {name}")
}
