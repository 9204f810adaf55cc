//! Requests to Microsoft Graph, and to Fabric for Power BI.
//!
//! [`Graph::of`] says for each part of a task which requests carry it out and what only a person or
//! another tool can do; `document` writes them down as JSON.
//!
//! Facts: Graph `authorizationPolicy`, `crossTenantAccessPolicy`, `crossTenantIdentitySyncPolicyPartner`,
//! `groupSetting`, `team`, `sharepointSettings` (v1.0), `b2bManagementPolicy`, `adminForms`, `adminTodo`
//! (beta); Fabric REST "Tenants - Update Tenant Setting".

mod body;
mod document;
mod fabric;
mod groups;
mod invitations;
mod partners;
pub(super) mod request;

use std::collections::HashMap;

pub(super) use document::write;
pub use document::{GRAPH_MARK, GraphDocument, GraphStep};

use body::{Body, path};
pub(super) use body::{said, within};
use request::{Merge, Request, address};

use super::{Item, Manual, Part, Phase, Task, Wanted};
use crate::model::section::{Api, Setting};
use crate::model::{SettingKey, Value};

/// What carries out a part.
#[derive(Debug, Default)]
pub(super) struct Carried {
    /// The requests, in order.
    pub(super) requests: Vec<Request>,
    /// What they can't do.
    pub(super) manual: Vec<Manual>,
}

/// A task as requests.
pub(super) struct Graph<'t> {
    task: &'t Task,
    wanted: HashMap<&'t SettingKey, &'t Wanted>,
    /// What a setting is after each phase that changes it.
    course: HashMap<&'t SettingKey, Vec<(Phase, &'t Value)>>,
}

impl<'t> Graph<'t> {
    /// The requests of a task; `parts` are all of its parts.
    pub(super) fn new(task: &'t Task, parts: &'t [Part<'t>]) -> Self {
        let mut course: HashMap<_, Vec<_>> = HashMap::new();
        for part in parts {
            for item in &part.items {
                let steps = course.entry(&item.wanted.key).or_default();
                steps.push((part.phase, &item.to));
            }
        }
        Self {
            task,
            wanted: task.wanted.iter().map(|w| (&w.key, w)).collect(),
            course,
        }
    }

    /// What carries out one part.
    pub(super) fn of(&self, part: &Part<'_>) -> Carried {
        match part.object {
            "crossTenantAccessPolicyConfigurationPartner" => self.partner(part),
            "crossTenantIdentitySyncPolicyPartner" => self.synchronization(part),
            "b2bManagementPolicy" => self.invitations(part),
            "groupSetting Group.Unified" => self.group_settings(part),
            "groupSetting Group.Unified.Guest" => self.group(part),
            "team" => self.team(part),
            "Fabric tenant setting" => self.fabric(part),
            "user" => self.no(
                part,
                "an invitation, and taking an account away, is a deed towards a person; what is to \
                 become of a guest's access is decided one by one",
            ),
            _ => self.plain(part),
        }
    }

    /// An object of which there is one, always.
    fn plain(&self, part: &Part<'_>) -> Carried {
        let mut out = Carried::default();
        let (can, cannot): (Vec<&Item<'_>>, Vec<_>) = part.items.iter().partition(|item| {
            let setting = item.wanted.setting;
            match setting.api {
                Api::Graph(_) => true,
                _ => setting.object == "SPOTenant" && path(setting).is_some(),
            }
        });
        // What is made comes before what is set in it.
        out.manual.extend(part.itself.map(without));
        out.manual
            .extend(cannot.into_iter().map(|item| without(item.wanted)));
        let Some(first) = can.first() else {
            return out;
        };
        let Body {
            mut members,
            has_gaps,
            manual,
        } = self.body(part);
        out.manual.extend(manual);
        if members.is_empty() {
            return out;
        }
        let url = match first.wanted.setting.api {
            Api::Graph(path) => address(path),
            _ => address("/admin/sharepoint/settings"),
        };
        let url = beta_if_restricted(url, &members);
        if part.object == "emailAuthenticationMethodConfiguration" {
            // Source: "Update emailAuthenticationMethodConfiguration".
            let kind = format!("#microsoft.graph.{}", part.object);
            members.insert("@odata.type".to_owned(), kind.into());
        }
        // Settings that guestlist does not know stand beside these.
        let is_partly_known = part.object.starts_with("Microsoft ")
            || members
                .get(body::RESTRICTIONS)
                .is_some_and(|r| !r.is_null());
        let mut request = Request::patch(title(part), url, members.into());
        if has_gaps || is_partly_known {
            request.merge = Merge::Members;
        }
        request.keys = carried(part, &out.manual);
        out.requests.push(request);
        out
    }

    /// What a setting of the part's object is while the part runs, as far as that is known.
    fn at(&self, part: &Part<'_>, setting: &Setting) -> Option<Value> {
        let key = match &part.name {
            Some(name) => setting.key.with_object(name),
            None => setting.key.clone(),
        };
        let Some(wanted) = self.wanted.get(&key) else {
            return self.task.known.get(&key).cloned();
        };
        let course = self.course.get(&key).map(Vec::as_slice).unwrap_or_default();
        let so_far = course.iter().rev().find(|(phase, _)| *phase <= part.phase);
        match so_far {
            Some((_, value)) => Some((*value).clone()),
            None => wanted.before.clone(),
        }
    }

    /// Nothing of a part.
    fn no(&self, part: &Part<'_>, why: &str) -> Carried {
        let wanted = part
            .itself
            .into_iter()
            .chain(part.items.iter().map(|item| item.wanted));
        Carried {
            manual: wanted.map(|w| Manual::of(w, why)).collect(),
            requests: Vec::new(),
        }
    }
}

/// What counts as long as an object that is made by its first change is not there, as Graph would
/// answer it; nothing for objects of which no defaults are known.
///
/// Sources: "Microsoft Entra cmdlets for configuring group settings", "Allow or block invites to
/// specific organizations".
pub(super) fn absent(object: &str) -> Option<serde_json::Value> {
    match object {
        "groupSetting Group.Unified" => Some(groups::defaults(object)),
        "b2bManagementPolicy" => {
            let definition = r#"{"B2BManagementPolicy":{}}"#;
            Some(serde_json::json!({ "definition": [definition] }))
        }
        _ => None,
    }
}

/// Tenant restrictions are documented for beta alone.
fn beta_if_restricted(url: String, members: &serde_json::Map<String, serde_json::Value>) -> String {
    match url.strip_prefix(request::V1) {
        Some(path) if members.contains_key(body::RESTRICTIONS) => {
            format!("{}{path}", request::BETA)
        }
        _ => url,
    }
}

/// A setting that Graph has no property for.
fn without(wanted: &Wanted) -> Manual {
    let why = match wanted.setting.api {
        Api::Other(_, write) => {
            format!("Microsoft Graph has no property for it; it is set by {write}")
        }
        _ => "Microsoft Graph has no property for it: use --to powershell".to_owned(),
    };
    Manual::of(wanted, why)
}

/// The settings of a part that are not for a person, and the named object where it is made or goes.
fn carried(part: &Part<'_>, manual: &[Manual]) -> Vec<SettingKey> {
    let items = part.items.iter().map(|item| item.wanted);
    let keys = part.itself.into_iter().chain(items).map(|w| &w.key);
    let carried = keys.filter(|key| !manual.iter().any(|m| m.key == **key));
    carried.cloned().collect()
}

/// What a part does, for people.
fn title(part: &Part<'_>) -> String {
    let of = |name: &str| format!(" of \"{name}\"");
    let of = part.name.as_deref().map(of).unwrap_or_default();
    titled(part.items.iter(), &of)
}

/// `Set guests' rights in the directory, who may invite guests`, of an object.
fn titled<'i, 't: 'i>(items: impl Iterator<Item = &'i Item<'t>>, of: &str) -> String {
    /// More than these are counted.
    const SHOWN: usize = 4;
    let titles: Vec<&str> = items.map(|item| item.wanted.setting.title).collect();
    let shown = titles.len().min(SHOWN);
    let mut out = format!("Set {}", titles[..shown].join(", "));
    if titles.len() > SHOWN {
        out.push_str(&format!(" and {} more", titles.len() - SHOWN));
    }
    out.push_str(of);
    out
}
