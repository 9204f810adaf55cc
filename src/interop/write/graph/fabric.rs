//! Tenant settings of Fabric, with Power BI: each told whole, by an interface of its own.

use serde_json::{Map, Value as Json, json};

use super::request::{Find, Merge, Method, Request, escaped};
use super::{Carried, Graph, Item};
use crate::interop::write::{Manual, Part};
use crate::model::Value;
use crate::model::section::{Form, Rights};
use crate::model::sections::settings;

/// The official object of these settings.
pub(super) const OBJECT: &str = "Fabric tenant setting";

/// Source: Fabric REST "Tenants - Update Tenant Setting".
pub(in crate::interop::write) const RIGHTS: Rights = Rights {
    read: Some("Tenant.Read.All"),
    change: &["Tenant.ReadWrite.All"],
    role: "Fabric administrator, or a service principal",
};

const SETTINGS: &str = "https://api.fabric.microsoft.com/v1/admin/tenantsettings";

impl Graph<'_> {
    /// Every tenant setting of a part, by its stable name.
    ///
    /// Source: Fabric REST "Tenants - Update Tenant Setting", where `enabled` is required.
    pub(super) fn fabric(&self, part: &Part<'_>) -> Carried {
        let mut out = Carried::default();
        let mut done: Vec<&str> = Vec::new();
        for item in &part.items {
            let (name, _) = split(item.wanted.setting.property);
            if !done.contains(&name) {
                done.push(name);
                self.tenant_setting(part, name, &mut out);
            }
        }
        out
    }

    fn tenant_setting(&self, part: &Part<'_>, name: &str, out: &mut Carried) {
        let mut body = Map::new();
        let mut is_whole = true;
        let mut items: Vec<&Item<'_>> = Vec::new();
        for setting in settings().iter().filter(|s| s.object == part.object) {
            let (of, member) = split(setting.property);
            if of != name {
                continue;
            }
            let of = |item: &&Item<'_>| item.wanted.setting.key == setting.key;
            let item = part.items.iter().find(of);
            let value = match item {
                Some(item) => Some(item.to.clone()),
                None => self.at(part, setting),
            };
            match (value.and_then(|value| said(member, &value)), item) {
                (Some(said), item) => {
                    body.extend(said);
                    items.extend(item);
                }
                (None, Some(item)) => {
                    is_whole = false;
                    out.manual.push(Manual::of(
                        item.wanted,
                        "Fabric knows groups by object id alone: write each group's id (a GUID)",
                    ));
                }
                (None, None) => is_whole = false,
            }
        }
        if items.is_empty() {
            return;
        }
        out.requests.push(Request {
            title: String::new(),
            rights: RIGHTS,
            method: Method::Post,
            url: format!("{SETTINGS}/{}/update", escaped(name)),
            body: Some(body.into()),
            merge: if is_whole {
                Merge::Nothing
            } else {
                Merge::Members
            },
            find: vec![Find {
                placeholder: "setting",
                get: SETTINGS.to_owned(),
                member: "settingName",
                equals: json!(name),
                must_exist: true,
            }],
            read: None,
            instead: None,
            keys: items.iter().map(|item| item.wanted.key.clone()).collect(),
            takes_along: None,
        });
    }
}

/// The setting's name and the member of it.
fn split(property: &str) -> (&str, &str) {
    property.split_once('.').unwrap_or((property, "enabled"))
}

/// A member of the body; nothing for a group that is not named by its id.
fn said(member: &str, value: &Value) -> Option<Map<String, Json>> {
    let (member, said) = match value {
        Value::Set(set) => {
            let is_id = |word: &str| Form::Guid.fits(word);
            if !set.iter().all(is_id) {
                return None;
            }
            let group = |id: &str| json!({ "graphId": id.to_lowercase() });
            (member, set.iter().map(group).collect())
        }
        Value::Flag(on) => match member {
            "enabled" | "delegateToCapacity" | "delegateToDomain" | "delegateToWorkspace" => {
                (member, json!(on))
            }
            property => (
                "properties",
                json!([{ "name": property, "value": on.to_string(), "type": "Boolean" }]),
            ),
        },
        _ => return None,
    };
    Some([(member.to_owned(), said)].into_iter().collect())
}
