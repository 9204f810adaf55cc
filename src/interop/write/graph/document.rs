//! The requests as JSON: sent by any tool that speaks HTTP, and read again by import.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::request::{Find, Instead, Request, SERVICE, V1};
use super::{Graph, Phase, Task};
use crate::interop::write::json::{FORMAT_VERSION, JsonManual, JsonTenant};
use crate::interop::write::{Manual, Written, manual, parts};
use crate::model::SettingKey;
use crate::model::section::Rights;

/// What `guestlist` holds in it, by which it is recognised.
pub const GRAPH_MARK: &str = "graph-requests";

/// Requests for one tenant, to be sent in order after `check`, up to the first that fails.
///
/// For every step: resolve `find`; read the object; decide by `instead`; carry over what `merge` says;
/// send. Then everything can be sent a second time: each request sets values, and DELETE of what is
/// not there (404) is done. Whoever ignores `instead` can't: POST of a partner that is there answers
/// an error, and PATCH of settings that nobody has made yet answers 404.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Requests to Microsoft Graph, of guestlist")]
pub struct GraphDocument {
    /// Changes only with the meaning or the form of what is here.
    pub format_version: String,
    /// Always `graph-requests`.
    pub guestlist: String,
    /// Whose settings.
    pub tenant: JsonTenant,
    /// Where the changes come from.
    pub origin: String,
    /// What must be so before anything is sent.
    pub check: GraphCheck,
    /// What the connection needs, as far as that is known here. Absent in documents of earlier versions.
    #[serde(default)]
    pub permissions: Vec<GraphPermission>,
    /// The requests: what closes comes first, what opens last.
    pub steps: Vec<GraphStep>,
    /// What must be read afterwards.
    pub read_back: Vec<GraphReadBack>,
    /// What these requests don't do.
    pub manual: Vec<JsonManual>,
    /// Settings that are no longer managed and stay as they are.
    pub released: Vec<String>,
    /// How to test afterwards.
    pub tests: Vec<String>,
}

/// The right tenant is signed in to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Check")]
pub struct GraphCheck {
    /// Read by GET; the answer's `value` has one entry.
    pub url: String,
    /// Its `id`. Null where the tenant's id is not stated: compare `displayName` and ask a person.
    pub id: Option<String>,
}

/// What the connection needs for some of the settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Permission")]
pub struct GraphPermission {
    /// The interface: `Microsoft Graph` or `Fabric`.
    pub service: String,
    /// Permission (scope) to read; null where it is not known here.
    pub read: Option<String>,
    /// Permissions (scopes) to change, of which one is enough. Empty: not known here; the page of the
    /// request says it.
    pub change_one_of: Vec<String>,
    /// Which role the account needs, in words; null where it is not known here.
    pub role: Option<String>,
    /// The settings, by key as in YAML.
    pub settings: Vec<String>,
}

/// An object that has to be found first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Find")]
pub struct GraphFind {
    /// `{placeholder}` in the addresses after this one stands for the found object's `id`, escaped.
    pub placeholder: String,
    /// The list, by GET, with all of its pages; the objects are in `value`, in older answers of Fabric
    /// in `tenantSettings`.
    pub url: String,
    /// The member by which the object is found.
    pub member: String,
    /// Its value. Two objects that have it: stop.
    pub equals: Json,
    /// Whether to stop if none has it; otherwise it counts as not there.
    pub must_exist: bool,
}

/// What is sent instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Instead")]
pub struct GraphInstead {
    /// `there`: if the object is there; `missing`: if it is not (404, or none is found).
    pub when: String,
    /// What is done.
    pub method: String,
    /// Where.
    pub url: String,
    /// What is sent; an empty object need not be sent.
    pub body: Json,
    /// What has to be carried over first, as in a step.
    pub merge: Option<String>,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Step")]
pub struct GraphStep {
    /// `close`, `replace` or `open`.
    pub phase: String,
    /// What happens, for people.
    pub title: String,
    /// What has to be found first, in order.
    pub find: Vec<GraphFind>,
    /// Where the object is read, by GET. Null: it is what the last of `find` has found.
    pub read: Option<String>,
    /// What has to be carried over from the object into the body. `members`: of each object within,
    /// what the body leaves out; null stays null, and lists are joined by `name` where entries have
    /// one. `values`: entries of `values` whose name the body leaves out. `definition`: members of
    /// `B2BManagementPolicy` that the body's text leaves out; the text may have 25,000 characters.
    /// Null: nothing.
    pub merge: Option<String>,
    /// `PATCH`, `POST`, `PUT` or `DELETE`.
    pub method: String,
    /// The whole address.
    pub url: String,
    /// What is sent; null for nothing.
    pub body: Option<Json>,
    /// What is sent instead, depending on whether the object is there.
    pub instead: Option<GraphInstead>,
    /// The settings, by key as in YAML.
    pub settings: Vec<String>,
}

/// What must be read afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ReadBack")]
pub struct GraphReadBack {
    /// What has to be found first.
    pub find: Vec<GraphFind>,
    /// Read by GET. Null: it is what the last of `find` has found.
    pub url: Option<String>,
    /// Members that it must have, as in `steps`; order in lists is nothing. Null: it must be gone.
    pub must: Option<Json>,
}

impl From<&Find> for GraphFind {
    fn from(find: &Find) -> Self {
        Self {
            placeholder: find.placeholder.to_owned(),
            url: find.get.clone(),
            member: find.member.to_owned(),
            equals: find.equals.clone(),
            must_exist: find.must_exist,
        }
    }
}

impl From<&Instead> for GraphInstead {
    fn from(instead: &Instead) -> Self {
        Self {
            when: if instead.if_there { "there" } else { "missing" }.to_owned(),
            method: instead.method.word().to_owned(),
            url: instead.url.clone(),
            body: instead.body.clone(),
            merge: instead.merge.word().map(ToOwned::to_owned),
        }
    }
}

fn step(phase: Phase, request: &Request) -> GraphStep {
    GraphStep {
        phase: phase.word().to_owned(),
        title: request.title.clone(),
        find: request.find.iter().map(Into::into).collect(),
        read: request.read.clone(),
        merge: request.merge.word().map(ToOwned::to_owned),
        method: request.method.word().to_owned(),
        url: request.url.clone(),
        body: request.body.clone(),
        instead: request.instead.as_ref().map(Into::into),
        settings: request.keys.iter().map(ToString::to_string).collect(),
    }
}

/// What the connection needs for the requests.
fn permissions(requests: &[(Phase, Request)]) -> Vec<GraphPermission> {
    let mut needed: BTreeMap<(bool, Rights), BTreeSet<&SettingKey>> = BTreeMap::new();
    for (_, request) in requests {
        let is_graph = request.url.starts_with(SERVICE);
        let keys = needed.entry((!is_graph, request.rights)).or_default();
        keys.extend(&request.keys);
    }
    let needed = needed.into_iter();
    needed
        .map(|((is_other, rights), keys)| GraphPermission {
            service: if is_other {
                "Fabric"
            } else {
                "Microsoft Graph"
            }
            .to_owned(),
            read: rights.read.map(str::to_owned),
            change_one_of: rights
                .change
                .iter()
                .map(|&scope| scope.to_owned())
                .collect(),
            role: (!rights.role.is_empty()).then(|| rights.role.to_owned()),
            settings: keys.into_iter().map(ToString::to_string).collect(),
        })
        .collect()
}

/// What must be read after all requests: what each object was told last.
fn read_back(requests: &[(Phase, Request)]) -> Vec<GraphReadBack> {
    let mut out: Vec<GraphReadBack> = Vec::new();
    for (_, request) in requests {
        let find: Vec<GraphFind> = request.find.iter().map(Into::into).collect();
        let same = |r: &&mut GraphReadBack| r.find == find && r.url == request.read;
        match out.iter_mut().rev().find(same) {
            Some(told) => overlay(&mut told.must, request.body.as_ref()),
            None => out.push(GraphReadBack {
                find,
                url: request.read.clone(),
                must: request.body.clone(),
            }),
        }
    }
    for told in &mut out {
        // Says to the service what it is, and is not always answered.
        if let Some(Json::Object(members)) = &mut told.must {
            members.remove("@odata.type");
        }
    }
    out
}

fn overlay(old: &mut Option<Json>, new: Option<&Json>) {
    match (old, new) {
        (Some(old), Some(new)) => over(old, new),
        (old, new) => *old = new.cloned(),
    }
}

fn over(old: &mut Json, new: &Json) {
    match (old, new) {
        (Json::Object(old), Json::Object(new)) => {
            for (name, value) in new {
                match old.get_mut(name) {
                    Some(there) => over(there, value),
                    None => drop(old.insert(name.clone(), value.clone())),
                }
            }
        }
        (Json::Array(old), Json::Array(new)) if new.iter().all(|n| n.get("name").is_some()) => {
            for entry in new {
                match old.iter_mut().find(|o| o.get("name") == entry.get("name")) {
                    Some(there) => *there = entry.clone(),
                    None => old.push(entry.clone()),
                }
            }
        }
        (old, new) => *old = new.clone(),
    }
}

/// The document of a task, and what it does not do.
fn document(task: &Task) -> (GraphDocument, Vec<Manual>) {
    let parts = parts(task);
    let graph = Graph::new(task, &parts);
    let mut manual = manual::of(task);
    let mut seen: BTreeSet<SettingKey> = manual.iter().map(|m| m.key.clone()).collect();
    let mut requests = Vec::new();
    for part in &parts {
        let carried = graph.of(part);
        let new = carried.manual.into_iter();
        manual.extend(new.filter(|m| seen.insert(m.key.clone())));
        let carried = carried.requests.into_iter();
        requests.extend(carried.map(|request| (part.phase, request)));
    }
    let document = GraphDocument {
        format_version: FORMAT_VERSION.to_owned(),
        guestlist: GRAPH_MARK.to_owned(),
        tenant: (&task.tenant).into(),
        origin: task.origin.clone(),
        check: GraphCheck {
            url: format!("{V1}/organization?$select=id,displayName"),
            id: task.tenant.tenant_id.clone(),
        },
        permissions: permissions(&requests),
        steps: requests.iter().map(|(p, r)| step(*p, r)).collect(),
        read_back: read_back(&requests),
        manual: manual.iter().map(Into::into).collect(),
        released: task.released.iter().map(ToString::to_string).collect(),
        tests: task.tests.clone(),
    };
    (document, manual)
}

pub(in crate::interop::write) fn write(task: &Task) -> Written {
    let (document, manual) = document(task);
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    let by_hand = |key: &SettingKey| manual.iter().any(|m| m.key == *key);
    let carried = task.wanted.iter().filter(|w| !by_hand(&w.key)).count();
    Written {
        carried,
        manual,
        text,
    }
}
