//! Settings of groups, tenant-wide and of single ones, and of teams.

use serde_json::{Value as Json, json};

use super::body::said;
use super::request::{Find, Instead, Merge, Method, Request, V1, by_display_name};
use super::{Body, Carried, Graph, carried};
use crate::interop::write::{Deed, Manual, Part};
use crate::model::Value;
use crate::model::section::{Form, Setting};
use crate::model::sections::settings;

/// Template of the tenant's settings. Source: "Microsoft Entra cmdlets for configuring group settings".
const TENANT: &str = "62375ab9-6b52-47ed-826b-58e47e0e304b";
/// Template of one group's settings. Source: the same.
const ONE_GROUP: &str = "08d542b9-071f-4e16-94b0-74abb372e3d9";
/// The only value of that template.
const ADD_GUESTS: &str = "AllowToAddGuests";
/// The only value of the tenant's template that guestlist has no setting for, and its default. Source: the same.
const LEFT_OUT: (&str, &str) = ("EnableMSStandardBlockedWords", "false");

impl Graph<'_> {
    /// The tenant's settings: texts by name, told whole. Until somebody changes one there is no object.
    ///
    /// Source: Graph "Create settings", "Update a group setting".
    pub(super) fn group_settings(&self, part: &Part<'_>) -> Carried {
        let mut out = Carried::default();
        let (mut change, mut all) = (Vec::new(), Vec::new());
        for setting in settings().iter().filter(|s| s.object == part.object) {
            let of = |item: &&super::Item<'_>| item.wanted.setting.key == setting.key;
            let item = part.items.iter().find(of);
            let value = match item {
                Some(item) => Some(item.to.clone()),
                None => self.at(part, setting),
            };
            let text = value.as_ref().map(|value| text(setting, value));
            let entry = |text: &str| json!({ "name": setting.property, "value": text });
            match (text, item) {
                (Some(Some(text)), _) => {
                    change.push(entry(&text));
                    all.push(entry(&text));
                    continue;
                }
                (Some(None), Some(item)) => out.manual.push(Manual::of(
                    item.wanted,
                    "the service keeps the list as one text with commas, and an entry holds one",
                )),
                _ => {}
            }
            all.push(entry(&default(setting)));
        }
        let keys = carried(part, &out.manual);
        if keys.is_empty() {
            return out;
        }
        all.push(json!({ "name": LEFT_OUT.0, "value": LEFT_OUT.1 }));
        let list = format!("{V1}/groupSettings");
        out.requests.push(Request {
            merge: Merge::Values,
            keys,
            ..of_template(Vec::new(), &list, TENANT, change, all)
        });
        out
    }

    /// What one group says of guests.
    pub(super) fn group(&self, part: &Part<'_>) -> Carried {
        let name = part.name.as_deref().unwrap_or_default();
        let (find, id) = addressed("groups", name);
        let list = format!("{V1}/groups/{id}/settings");
        let own = settings()
            .iter()
            .find(|s| s.object == part.object && s.property == ADD_GUESTS);
        let value = match part.items.first() {
            Some(item) => Some(item.to.clone()),
            None => own.and_then(|setting| self.at(part, setting)),
        };
        let value = own
            .zip(value)
            .and_then(|(setting, value)| text(setting, &value));
        if value.is_none() && part.deed != Deed::Delete {
            let why =
                "nothing is stated of the group: Microsoft Graph has no settings without a value";
            return self.no(part, why);
        }
        let values = vec![json!({ "name": ADD_GUESTS, "value": value })];
        let mut request = of_template(find, &list, ONE_GROUP, values.clone(), values);
        match part.deed {
            Deed::Set | Deed::Create => {}
            Deed::Delete => {
                request.title =
                    format!("Take the settings of group \"{name}\" away: the tenant's count");
                request.method = Method::Delete;
                request.body = None;
                request.instead = None;
            }
        }
        request.keys = carried(part, &[]);
        Carried {
            requests: vec![request],
            manual: Vec::new(),
        }
    }

    /// What guests may do in a team. A team is neither made nor taken away by a setting.
    ///
    /// Source: Graph "Update team" (`guestSettings`).
    pub(super) fn team(&self, part: &Part<'_>) -> Carried {
        let name = part.name.as_deref().unwrap_or_default();
        if part.deed == Deed::Delete {
            return self.no(
                part,
                "a team goes with everything in it: that is no setting, and a person decides it",
            );
        }
        let Body {
            members, has_gaps, ..
        } = self.body(part);
        let mut out = Carried::default();
        if members.is_empty() {
            // Stated without a setting: nothing is to change.
            let why = "a team is made in Teams; Microsoft Graph is told its settings alone";
            out.manual
                .extend(part.itself.map(|wanted| Manual::of(wanted, why)));
            return out;
        }
        let (find, id) = addressed("teams", name);
        let url = format!("{V1}/teams/{id}");
        let mut request = Request::patch(url, members.into());
        request.find = find;
        if has_gaps {
            request.merge = Merge::Members;
        }
        request.keys = carried(part, &[]);
        out.requests.push(request);
        out
    }
}

/// A group or team by id as it is, by name through a list: names are not unique, and two of the same
/// name stop whoever sends the requests.
fn addressed(collection: &'static str, name: &str) -> (Vec<Find>, String) {
    if Form::Guid.fits(name) {
        return (Vec::new(), name.trim().to_lowercase());
    }
    let (placeholder, id) = match collection {
        "teams" => ("team", "{team}"),
        _ => ("group", "{group}"),
    };
    let find = Find {
        placeholder,
        get: by_display_name(collection, name),
        member: "displayName",
        equals: json!(name),
        must_exist: true,
    };
    (vec![find], id.to_owned())
}

/// A change of the object of a template; one is made if there is none.
fn of_template(
    mut find: Vec<Find>,
    list: &str,
    template: &str,
    change: Vec<Json>,
    all: Vec<Json>,
) -> Request {
    find.push(Find {
        placeholder: "setting",
        get: list.to_owned(),
        member: "templateId",
        equals: json!(template),
        must_exist: false,
    });
    let url = format!("{list}/{{setting}}");
    Request {
        find,
        read: None,
        instead: Some(Instead {
            if_there: false,
            method: Method::Post,
            url: list.to_owned(),
            body: json!({ "templateId": template, "values": all }),
            merge: Merge::Nothing,
        }),
        ..Request::patch(url, json!({ "values": change }))
    }
}

/// The value as long as nobody has changed it, as the text that the service keeps.
fn default(setting: &Setting) -> String {
    let default = setting.default.value();
    let default = default.and_then(|value| text(setting, &value));
    default.unwrap_or_default()
}

/// The tenant's settings as long as nobody has changed one.
pub(super) fn defaults(object: &str) -> Json {
    let of_object = settings().iter().filter(|s| s.object == object);
    let values = of_object.map(|s| json!({ "name": s.property, "value": default(s) }));
    json!({ "values": values.collect::<Vec<_>>() })
}

/// A value as the text that the service keeps; nothing for a list of which an entry holds a comma.
fn text(setting: &Setting, value: &Value) -> Option<String> {
    match said(setting, value) {
        Json::String(text) => Some(text),
        Json::Array(entries) => {
            let entries: Vec<&str> = entries.iter().filter_map(Json::as_str).collect();
            let holds_comma = entries.iter().any(|entry| entry.contains(','));
            (!holds_comma).then(|| entries.join(","))
        }
        other => Some(other.to_string()),
    }
}
