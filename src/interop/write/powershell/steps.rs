//! The commands of a step.

mod holders;
mod isolation;
mod lists;
pub(super) mod object;
mod parameters;

use std::collections::{BTreeMap, BTreeSet};

use super::literal::texts;
use super::rights::Needed;
use super::services::{Functions, Service, service};
use crate::interop::write::parts::{Item, Part, Phase};
use crate::interop::write::{Manual, Task, words};
use crate::model::section::Kind;
use crate::model::{SettingKey, Value, ValueSet};

/// One step: what it is called, what it changes, its commands.
pub(super) struct Step {
    /// For people.
    pub(super) title: String,
    /// The settings that it changes, from and to.
    pub(super) about: Vec<String>,
    /// PowerShell, each line indented by four.
    pub(super) commands: String,
}

/// What came of a part.
#[derive(Default)]
pub(super) struct Steps {
    /// In order.
    pub(super) steps: Vec<Step>,
    /// What they need.
    pub(super) functions: BTreeSet<Functions>,
    /// What they talk to.
    pub(super) services: BTreeSet<Service>,
    /// What requests among them need.
    pub(super) rights: Needed,
    /// Parameters that they give to cmdlets.
    pub(super) cmdlets: BTreeMap<String, BTreeSet<String>>,
    /// What they can't do.
    pub(super) manual: Vec<Manual>,
    /// Settings that they set.
    pub(super) keys: BTreeSet<SettingKey>,
}

impl Steps {
    /// Adds what came of something else, behind what is there.
    pub(super) fn append(&mut self, mut other: Self) {
        self.steps.append(&mut other.steps);
        self.functions.append(&mut other.functions);
        self.services.append(&mut other.services);
        self.rights.append(other.rights);
        for (cmdlet, mut names) in other.cmdlets {
            self.cmdlets.entry(cmdlet).or_default().append(&mut names);
        }
        self.manual.append(&mut other.manual);
        self.keys.append(&mut other.keys);
    }
}

/// How the object of a part is read.
pub(super) fn read(task: &Task, part: &Part<'_>) -> String {
    let name = part.name.as_deref();
    // The service knows organisations by id.
    let id = name.filter(|_| part.object == isolation::OBJECT);
    let id = id.and_then(|name| task.id_of(name));
    object::read(part.object, id.as_deref().or(name))
}

/// The commands of a part.
pub(super) fn steps(task: &Task, part: &Part<'_>) -> Steps {
    let mut ordinary: Vec<&Item<'_>> = Vec::new();
    let mut lists = Steps::default();
    for item in &part.items {
        match own(task, part, item, &mut lists) {
            Own::Done => {
                lists.keys.insert(item.wanted.key.clone());
            }
            Own::No => ordinary.push(item),
            Own::Manual(why) => lists.manual.push(Manual::of(item.wanted, why)),
        }
    }
    let object = match part.object {
        isolation::OBJECT => isolation::object(task, part),
        _ => object::step(task, part, &ordinary),
    };
    // A switch that shuts comes before the lists behind it, one that opens after them.
    let (mut first, second) = match part.phase {
        Phase::Open => (lists, object),
        Phase::Close | Phase::Replace => (object, lists),
    };
    first.append(second);
    first
}

/// Whether a setting has commands of its own.
enum Own {
    /// They were written.
    Done,
    /// It is one of the parameters of its object.
    No,
    /// No script can do it, and why.
    Manual(String),
}

/// Writes the commands of a setting that has some of its own.
fn own(task: &Task, part: &Part<'_>, item: &Item<'_>, out: &mut Steps) -> Own {
    let setting = item.wanted.setting;
    let Some(service) = service(setting) else {
        return Own::Manual("no cmdlet for it is known".to_owned());
    };
    let commands = match (setting.object, setting.property) {
        ("CsTenantFederationConfiguration", "AllowedDomains") => {
            out.functions.insert(Functions::Teams);
            takes(
                out,
                setting.object,
                &["AllowedDomains", "AllowedDomainsAsAList"],
            );
            lists::allowed(item)
        }
        (
            "CsTenantFederationConfiguration",
            property @ ("BlockedDomains" | "AllowedTrialTenantDomains"),
        ) => {
            out.functions.insert(Functions::Teams);
            takes(out, setting.object, &[property]);
            lists::listed(item, property)
        }
        ("ExternalInOutlook", "AllowList") => {
            out.functions.insert(Functions::Outlook);
            let part = match setting.kind {
                Kind::Words(_) => "senders",
                _ => "domains",
            };
            let list = texts(entries(&item.to), 0);
            object::done(&[item]) + &format!("Set-OutlookList '{part}' {list}")
        }
        ("Mailbox", _) => return holders::mailboxes(part, item, service, out),
        (object, property) if property.contains(" of Grant-") => {
            return holders::granted(object, part, item, service, out);
        }
        (isolation::OBJECT, _) => return isolation::setting(task, part, item, out),
        _ => return Own::No,
    };
    push(out, item, service, &commands);
    Own::Done
}

/// The cmdlet of an object is given these parameters.
fn takes(out: &mut Steps, object: &str, names: &[&str]) {
    let of_cmdlet = out.cmdlets.entry(format!("Set-{object}")).or_default();
    of_cmdlet.extend(names.iter().map(|&name| name.to_owned()));
}

/// A step of its own.
fn push(out: &mut Steps, item: &Item<'_>, service: Service, commands: &str) {
    out.services.insert(service);
    let about = words::about(item);
    out.steps.push(Step {
        title: about.clone(),
        about: vec![about],
        commands: indented(commands),
    });
}

/// The entries of a list.
fn entries(value: &Value) -> impl Iterator<Item = &str> {
    value.as_set().into_iter().flat_map(ValueSet::iter)
}

/// Commands as the body of a step.
pub(super) fn indented(commands: &str) -> String {
    commands
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect()
}
