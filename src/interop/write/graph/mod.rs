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
pub use document::{GRAPH_MARK, GraphDocument, GraphPermission, GraphStep};

use body::{Body, path};
pub(super) use body::{said, within};
use request::{Merge, Request, address};

use super::{Item, Manual, Part, Phase, Task, Wanted, words};
use crate::model::section::{Api, Rights, Setting};
use crate::model::{SettingKey, Value};

/// Where the settings of SharePoint are that Graph has, and what the connection needs for them.
///
/// Source: Graph "Update sharepointSettings".
const SHAREPOINT: (&str, Rights) = (
    "/admin/sharepoint/settings",
    Rights {
        change: &["SharePointTenantSettings.ReadWrite.All"],
        ..Rights::UNKNOWN
    },
);

/// What the connection needs for the requests of a part.
fn rights(part: &Part<'_>) -> Rights {
    let first = part.items.first().map(|item| item.wanted);
    let setting = part.itself.or(first).map(|wanted| wanted.setting);
    match setting.map(|setting| (setting.api, setting.object)) {
        Some((Api::Graph(_, rights), _)) => rights,
        Some((_, "SPOTenant")) => SHAREPOINT.1,
        Some((_, fabric::OBJECT)) => fabric::RIGHTS,
        _ => Rights::UNKNOWN,
    }
}

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
        let mut out = self.carried(part);
        for request in &mut out.requests {
            request.rights = rights(part);
            if request.title.is_empty() {
                request.title = words::title(part, &request.keys);
            }
        }
        out
    }

    fn carried(&self, part: &Part<'_>) -> Carried {
        match part.object {
            "crossTenantAccessPolicyConfigurationPartner" => self.partner(part),
            partners::SYNCHRONIZATION => self.synchronization(part),
            "b2bManagementPolicy" => self.invitations(part),
            "groupSetting Group.Unified" => self.group_settings(part),
            "groupSetting Group.Unified.Guest" => self.group(part),
            "team" => self.team(part),
            fabric::OBJECT => self.fabric(part),
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
                Api::Graph(..) => true,
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
            Api::Graph(path, _) => address(path),
            _ => address(SHAREPOINT.0),
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
        let mut request = Request::patch(url, members.into());
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

    /// The settings of the part's object that change.
    pub(super) fn changed(&self, part: &Part<'_>) -> Vec<&'t SettingKey> {
        let of_object = self.task.wanted.iter().filter(|wanted| {
            wanted.setting.object == part.object && wanted.key.object_name() == part.name
        });
        of_object.map(|wanted| &wanted.key).collect()
    }

    /// Whether something of the part's object changes after it.
    pub(super) fn changes_after(&self, part: &Part<'_>) -> bool {
        let mut changed = self.changed(part).into_iter();
        changed.any(|key| {
            let steps = self.course.get(key).into_iter().flatten();
            steps.into_iter().any(|(phase, _)| *phase > part.phase)
        })
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
