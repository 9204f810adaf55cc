//! What an export is to carry out, tenant by tenant: a plan's changes, what was requested and nobody
//! has seen, or everything that files state.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::load::Workspace;
use crate::diff::{Action, Change};
use crate::interop::write::{Task, TaskTenant, Wanted};
use crate::model::configuration::Tenant;
use crate::model::sections::{setting, settings};
use crate::model::{Configuration, Name, SettingKey, Value};
use crate::plan::{Plan, Selection};
use crate::state::{Known, RecordedTenant, State, StateError};

/// How many versions are looked through for what was last seen of a setting.
const LOOK_BACK: usize = 500;

/// A change to carry out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Whose setting.
    pub tenant: Name,
    /// The setting.
    pub key: SettingKey,
    /// What happens to it.
    pub action: Action,
    /// The value before, as far as it is recorded.
    pub before: Option<Value>,
    /// The value after.
    pub after: Option<Value>,
}

impl Asked {
    /// What a change of a plan asks for; nothing for who a tenant is, and for partners: neither is a
    /// setting of the service.
    #[must_use]
    pub fn of(change: &Change) -> Option<Self> {
        change.key.section()?;
        Some(Self {
            tenant: change.tenant()?.clone(),
            key: change.key.clone(),
            action: change.action,
            before: change.before.clone(),
            after: change.after.clone(),
        })
    }
}

/// All that a plan made now would change, and all that was requested and that nobody has seen since.
pub fn pending(
    state: &State,
    plan: &Plan,
    config: &Configuration,
    selection: &Selection,
) -> Result<Vec<Asked>, StateError> {
    let chosen = |asked: &Asked| selection.chooses(config, &asked.tenant);
    let planned = plan.changes.iter().filter_map(Asked::of);
    let mut out: Vec<Asked> = planned.filter(chosen).collect();
    let planned: BTreeSet<(Name, SettingKey)> = out
        .iter()
        .map(|asked| (asked.tenant.clone(), asked.key.clone()))
        .collect();
    for name in state.tenants().keys() {
        if !selection.chooses(config, name) {
            continue;
        }
        let Some(recorded) = state.tenant(name)? else {
            continue;
        };
        let requested = recorded
            .settings
            .iter()
            .filter(|(_, s)| s.managed && s.known == Known::Requested);
        for (key, setting) in requested {
            if !planned.contains(&(name.clone(), key.clone())) {
                out.push(Asked {
                    tenant: name.clone(),
                    key: key.clone(),
                    action: Action::Update,
                    before: None,
                    after: Some(setting.value.clone()),
                });
            }
        }
    }
    seen_before(state, &mut out)?;
    Ok(out)
}

/// Everything that files state for the chosen tenants.
pub fn all(
    state: &State,
    config: &Configuration,
    selection: &Selection,
) -> Result<Vec<Asked>, StateError> {
    let mut out = Vec::new();
    let chosen = config
        .tenants
        .values()
        .filter(|t| selection.chooses(config, &t.name));
    for tenant in chosen {
        for (key, desired) in &tenant.settings {
            out.push(Asked {
                tenant: tenant.name.clone(),
                key: key.clone(),
                action: Action::Update,
                before: None,
                after: Some(desired.value.clone()),
            });
        }
    }
    seen_before(state, &mut out)?;
    Ok(out)
}

/// Puts what was last seen in the service where the value before stands: what was only requested since
/// may never have been carried out.
fn seen_before(state: &State, asked: &mut [Asked]) -> Result<(), StateError> {
    let mut open: BTreeMap<Name, BTreeMap<SettingKey, usize>> = BTreeMap::new();
    for (at, one) in asked.iter_mut().enumerate() {
        one.before = None;
        let keys = open.entry(one.tenant.clone()).or_default();
        keys.insert(one.key.clone(), at);
    }
    for version in state.log().take(LOOK_BACK) {
        if open.is_empty() {
            break;
        }
        let version = version?;
        let view = state.at(version.serial)?;
        for name in &version.moved {
            let Some(keys) = open.get_mut(name) else {
                continue;
            };
            let Some(then) = view.tenant(name)? else {
                continue;
            };
            keys.retain(|key, at| match then.settings.get(key) {
                Some(setting) if setting.known == Known::Observed => {
                    asked[*at].before = Some(setting.value.clone());
                    false
                }
                _ => true,
            });
            if keys.is_empty() {
                open.remove(name);
            }
        }
    }
    Ok(())
}

/// The tasks, by tenant. `origin` says for people where the changes come from.
pub fn tasks(
    workspace: &Workspace,
    state: &State,
    asked: Vec<Asked>,
    origin: &str,
) -> Result<Vec<Task>, StateError> {
    let config = &workspace.config;
    let mut by_tenant: BTreeMap<Name, Vec<Asked>> = BTreeMap::new();
    for one in asked {
        by_tenant.entry(one.tenant.clone()).or_default().push(one);
    }
    let places = settings().iter().enumerate();
    let shared = Shared {
        workspace,
        origin,
        ids: ids(config),
        places: places.map(|(at, s)| (s.key.as_str(), at)).collect(),
    };
    let mut out = Vec::new();
    for (name, asked) in by_tenant {
        let recorded = state.tenant(&name)?.unwrap_or_default();
        let task = shared.task(&name, &recorded, asked);
        if !task.wanted.is_empty() || !task.released.is_empty() {
            out.push(task);
        }
    }
    Ok(out)
}

/// What the tasks of all tenants are made from.
struct Shared<'a> {
    workspace: &'a Workspace,
    /// Where the changes come from, for people.
    origin: &'a str,
    /// Ids of organisations by name.
    ids: BTreeMap<String, String>,
    /// The order of settings, by declared path.
    places: HashMap<&'static str, usize>,
}

impl Shared<'_> {
    fn task(&self, name: &Name, recorded: &RecordedTenant, asked: Vec<Asked>) -> Task {
        let declared = self.workspace.config.tenants.get(name);
        let mut known: BTreeMap<SettingKey, Value> = recorded
            .settings
            .iter()
            .map(|(key, setting)| (key.clone(), setting.value.clone()))
            .collect();
        let stated = declared.into_iter().flat_map(|t| &t.settings);
        known.extend(stated.map(|(key, desired)| (key.clone(), desired.value.clone())));
        let mut wanted = Vec::new();
        let mut released = Vec::new();
        for one in asked {
            let Some(setting) = setting(&one.key.declared()).filter(|s| s.retired.is_none()) else {
                continue;
            };
            let after = match (one.action, one.after) {
                (Action::Forget, _) => {
                    released.push(one.key);
                    continue;
                }
                // What belongs to an object that goes, goes with it.
                (_, None) => continue,
                (_, Some(after)) => after,
            };
            known.insert(one.key.clone(), after.clone());
            wanted.push(Wanted {
                setting,
                place: place(self.workspace, declared, &one.key, &after),
                before: one.before,
                after,
                key: one.key,
            });
        }
        wanted.sort_by_cached_key(|w| (self.places.get(w.setting.key.as_str()), w.key.clone()));
        let named = known.keys().filter_map(SettingKey::object_name);
        let ids = named.filter_map(|name| Some((name.clone(), self.ids.get(&name)?.clone())));
        let ids = ids.collect();
        let identity = &recorded.identity;
        let spec = declared.map(|t| &t.spec);
        let tenant_id = spec.and_then(|s| s.tenant_id.as_ref());
        let display_name = spec.and_then(|s| s.display_name.as_ref());
        let domains = declared.map(|t| t.domains.set().iter().map(str::to_owned).collect());
        Task {
            tenant: TaskTenant {
                name: name.clone(),
                display_name: display_name
                    .map(|n| n.value.clone())
                    .or_else(|| identity.display_name.clone()),
                tenant_id: tenant_id
                    .map(|id| id.value.clone())
                    .or_else(|| identity.tenant_id.clone()),
                domains: domains
                    .unwrap_or_else(|| identity.domains.iter().map(str::to_owned).collect()),
            },
            origin: self.origin.to_owned(),
            undo: false,
            tests: how_to_test(&wanted),
            wanted,
            known,
            released,
            ids,
        }
    }
}

/// Ids of tenants and partners by name, as far as they are stated.
fn ids(config: &Configuration) -> BTreeMap<String, String> {
    let tenants = config
        .tenants
        .values()
        .map(|t| (&t.name, &t.spec.tenant_id));
    let partners = config
        .partners
        .values()
        .map(|p| (&p.name, &p.spec.tenant_id));
    tenants
        .chain(partners)
        .filter_map(|(name, id)| Some((name.to_string(), id.as_ref()?.value.to_lowercase())))
        .collect()
}

/// The line that states the value.
fn place(
    workspace: &Workspace,
    declared: Option<&Tenant>,
    key: &SettingKey,
    after: &Value,
) -> Option<String> {
    let desired = declared?.settings.get(key)?;
    if desired.value != *after {
        return None;
    }
    let file = workspace.sources.file(desired.span.file);
    let (line, _) = file.position(desired.span.start);
    Some(format!("{}:{line}", file.path()))
}

/// How to see afterwards that it works, by what changes.
fn how_to_test(wanted: &[Wanted]) -> Vec<String> {
    let sections: BTreeSet<&str> = wanted.iter().filter_map(|w| w.key.section()).collect();
    let touches = |names: &[&str]| names.iter().any(|name| sections.contains(name));
    let begins = |path: &str| wanted.iter().any(|w| w.key.as_str().starts_with(path));
    let mut out = Vec::new();
    let mut say = |text: &str| out.push(text.to_owned());
    say(
        "Give it time. For settings of guests allow up to 24 hours; for the others no figure is \
         published, so allow as much.",
    );
    if touches(&["external_access", "external_access_policies"]) {
        say(
            "In Teams, search for a person of the other side by the whole e-mail address (a search by \
             name does not find people of other organisations) and start a chat; let one of them start \
             a chat too: each direction needs a test of its own.",
        );
        say(
            "If it fails although both sides are set, try from another network: if it works there, a \
             firewall on the way is the likely cause.",
        );
    }
    if touches(&["guest_access", "guests", "groups"]) || begins("teams.teams") {
        say(
            "Sign in to Teams as a guest of a team: chat, call and open a file there. A guest who was \
             signed in before may have to sign in again.",
        );
    }
    if begins("teams.email") || begins("teams.restricted") {
        say("Send a mail into a channel from a domain that may, and from one that may not.");
    }
    if touches(&["entra_b2b", "cross_tenant_access", "guests"]) {
        say(
            "Invite a test account of a domain that may be invited, and one of a domain that may not: \
             the second invitation must be refused.",
        );
    }
    if touches(&["sharepoint", "onedrive"]) {
        say(
            "Share a test file with an address outside, and one with an address that must be refused; \
             open the first one there.",
        );
    }
    if touches(&["exchange"]) {
        say(
            "Look at a free/busy time of the other side in Outlook, and send a test mail each way where \
             a connector changed.",
        );
    }
    if touches(&["meetings"]) {
        say("Join a test meeting from a browser without signing in.");
    }
    if touches(&["power_bi", "power_platform"]) {
        say(
            "Open a shared report as a guest; run an app or flow that connects to the other tenant.",
        );
    }
    say(
        "Export the tenant again and compare: guestlist drift FILE; with --accept what was requested is \
         recorded as seen.",
    );
    out
}
