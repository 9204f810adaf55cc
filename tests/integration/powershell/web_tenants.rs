//! What Microsoft Graph and Fabric hold for settings: stated here apart from what writes it.

use std::collections::BTreeMap;

use guestlist::model::section::{Api, Default, Form, Kind, Setting};
use guestlist::model::sections::settings;
use guestlist::model::{AllowedDomains, Value};
use serde_json::{Value as Json, json};

use super::web::{
    FABRIC, GROUP_SETTINGS, GROUP_TEMPLATE, INVITATIONS, PARTNERS, SYNC, TENANT_TEMPLATE, Web,
    names_of, new_partner, tenant_setting,
};

const TENANT_GROUPS: &str = "groupSetting Group.Unified";
const ONE_GROUP: &str = "groupSetting Group.Unified.Guest";
const LISTS: &str = "InvitationsAllowedAndBlockedDomainsPolicy";
const PARTNER: &str = "crossTenantAccessPolicyConfigurationPartner";
const IDENTITY_SYNC: &str = "crossTenantIdentitySyncPolicyPartner";

/// Ids of partners by name.
pub(crate) fn ids() -> BTreeMap<String, String> {
    let id = "1e8c7a3c-2b1f-4a52-9d0e-5a0f5f3f3c11".to_owned();
    BTreeMap::from([("northwind".to_owned(), id)])
}

/// Settings that a request to Graph or Fabric sets.
pub(crate) fn is_web(setting: &Setting) -> bool {
    let is_fabric = setting.object == "Fabric tenant setting";
    let is_graph = matches!(setting.api, Api::Graph(..)) && setting.object != "user";
    (is_fabric || is_graph) && setting.retired.is_none()
}

/// The id of a named object; that of a group or team is made of its name.
fn id(object: &str, name: &str) -> String {
    match object {
        PARTNER | IDENTITY_SYNC => ids().get(name).cloned().unwrap_or(name.to_owned()),
        _ => {
            let number = name.chars().fold(0_u64, |number, c| {
                (number * 31 + u64::from(u32::from(c))) % 0xFFFF_FFFF_FFFF
            });
            format!("00000000-0000-4000-8000-{number:012x}")
        }
    }
}

/// The address of the object in which a setting stands.
fn address(setting: &Setting, name: Option<&str>) -> String {
    let id = name
        .map(|name| id(setting.object, name))
        .unwrap_or_default();
    match setting.object {
        PARTNER => format!("{PARTNERS}/{id}"),
        IDENTITY_SYNC => format!("{PARTNERS}/{id}{SYNC}"),
        "b2bManagementPolicy" => format!("{INVITATIONS}/policy-1"),
        TENANT_GROUPS => format!("{GROUP_SETTINGS}/s-{TENANT_TEMPLATE}"),
        ONE_GROUP => format!("/groups/{id}/settings/s-{GROUP_TEMPLATE}"),
        "team" => format!("/teams/{id}"),
        "Fabric tenant setting" => {
            let name = setting.property.split('.').next().unwrap();
            format!("{FABRIC}/{name}")
        }
        _ => match setting.api {
            Api::Graph(path, _) => path.trim_start_matches("/beta").to_owned(),
            _ => panic!("{}", setting.key),
        },
    }
}

/// The members under which a setting stands.
fn path(setting: &Setting) -> String {
    let property = setting.property;
    match setting.object {
        "authorizationPolicy.defaultUserRolePermissions" => {
            format!("defaultUserRolePermissions.{property}")
        }
        "Microsoft Forms" | "Microsoft To Do" => format!("settings.{property}"),
        "Fabric tenant setting" => {
            let member = property
                .split_once('.')
                .map_or("enabled", |(_, member)| member);
            member.to_owned()
        }
        _ => property.to_owned(),
    }
}

fn json_of(setting: &Setting, value: &Value) -> Json {
    match (setting.kind, value) {
        (Kind::Words(Form::People), Value::Set(set)) => {
            let all = set.iter().map(|word| match word.split_once(':') {
                Some((kind, id)) => json!({ "target": id, "targetType": kind }),
                None => json!({ "target": "AllUsers", "targetType": "user" }),
            });
            all.collect()
        }
        (Kind::Words(Form::Application), Value::Set(set)) => {
            let all = set.iter().map(|word| {
                let target = match word {
                    "all_applications" => "AllApplications",
                    "all_microsoft_apps" => "AllMicrosoftApps",
                    "office365" => "Office365",
                    id => id,
                };
                json!({ "target": target, "targetType": "application" })
            });
            all.collect()
        }
        (Kind::Choice(_), Value::Text(word)) if setting.property == "guestUserRoleId" => {
            json!(match word.as_str() {
                "user" => "a0b1b346-4d3e-4e8b-98f8-753987be4970",
                "guest" => "10dae51f-b6af-4016-8d66-8c2a99b929b3",
                _ => "2af84b1e-32c8-42b7-82bc-daa82404023b",
            })
        }
        (Kind::Choice(choices), Value::Text(word)) => {
            match choices
                .iter()
                .find(|c| c.yaml == word.as_str())
                .unwrap()
                .official
            {
                "null" => Json::Null,
                official => json!(official),
            }
        }
        (Kind::FlagOrInherit, Value::Text(_)) => Json::Null,
        (_, Value::Flag(on)) => json!(on),
        (_, Value::Number(number)) => json!(number),
        (_, Value::Text(text)) => json!(text.as_str()),
        (_, Value::Set(set)) => set.iter().map(|word| json!(word)).collect(),
    }
}

/// A value as settings of groups and Fabric's properties keep it.
fn as_text(json: &Json) -> String {
    match json {
        Json::String(text) => text.clone(),
        Json::Array(words) => {
            let words: Vec<&str> = words.iter().filter_map(Json::as_str).collect();
            words.join(",")
        }
        other => other.to_string(),
    }
}

fn put_at(object: &mut Json, path: &str, value: Json) {
    match path.split_once('.') {
        None => object[path] = value,
        Some((first, rest)) => put_at(&mut object[first], rest, value),
    }
}

fn pair<'j>(pairs: &'j mut Json, name: &str) -> &'j mut Json {
    if pairs.is_null() {
        *pairs = json!([]);
    }
    let pairs = pairs.as_array_mut().unwrap();
    let at = pairs.iter().position(|pair| pair["name"] == name);
    let at = at.unwrap_or_else(|| {
        pairs.push(json!({ "name": name, "value": "" }));
        pairs.len() - 1
    });
    &mut pairs[at]["value"]
}

/// What a template's value is as long as nobody says otherwise.
fn template_default(name: &str) -> Json {
    json!(match name {
        "AllowGuestsToAccessGroups"
        | "AllowToAddGuests"
        | "EnableGroupCreation"
        | "NewUnifiedGroupWritebackDefault" => "true",
        "AllowGuestsToBeGroupOwner" | "EnableMIPLabels" | "EnableMSStandardBlockedWords" => "false",
        _ => "",
    })
}

/// Settings of a template as they are made.
fn of_template(template: &str) -> Json {
    let pair = |name: &&str| json!({ "name": name, "value": template_default(name) });
    let values: Vec<Json> = names_of(template).iter().map(pair).collect();
    json!({ "id": format!("s-{template}"), "templateId": template, "values": values })
}

/// Everything that is always there. `is_used`: somebody has changed settings of groups and invitations
/// before, so that there are objects, and they hold more than is known here.
pub(crate) fn new(is_used: bool) -> Web {
    let mut web = Web::new();
    // Members that are kept and that no setting is about.
    web.insert(
        "/policies/crossTenantAccessPolicy/default".to_owned(),
        json!({
            "isServiceDefault": false,
            "automaticUserConsentSettings": { "inboundAllowed": false, "outboundAllowed": false },
            "tenantRestrictions": { "devices": { "mode": "allowed", "rule": "device.x -eq 1" } },
            "invitationRedemptionIdentityProviderConfiguration": {
                "primaryIdentityProviderPrecedenceOrder": [
                    "externalFederation", "azureActiveDirectory", "socialIdentityProviders"
                ],
            },
        }),
    );
    for at in ["/admin/forms", "/admin/todo"] {
        let more = json!({ "settings": { "isBingImageSearchEnabled": true } });
        web.insert(at.to_owned(), more);
    }
    for setting in settings()
        .iter()
        .filter(|s| is_web(s) && !s.key.is_of_object() && !s.key.is_object())
    {
        if ["b2bManagementPolicy", TENANT_GROUPS].contains(&setting.object) {
            continue;
        }
        let object = web
            .entry(address(setting, None))
            .or_insert_with(|| json!({ "id": "x" }));
        if setting.object == "Fabric tenant setting" {
            let name = setting.property.split('.').next().unwrap();
            if object.get("settingName").is_none() {
                *object = tenant_setting(name, Some(json!("Some title")));
                object["delegateToDomain"] = json!(true);
                object["enabledSecurityGroups"] = json!([{ "graphId": "10dae51f-b6af-4016-8d66-8c2a99b929b3", "name": "A group" }]);
            }
            continue;
        }
        if path(setting).ends_with("PrecedenceOrder") {
            continue;
        }
        let value = match (setting.default, setting.kind) {
            (Default::Nothing | Default::Undocumented, Kind::Flag) => json!(true),
            (Default::Nothing | Default::Undocumented, Kind::Choice(choices)) => {
                json!(choices[0].official)
            }
            (Default::Nothing | Default::Undocumented, Kind::Words(_)) => json!(["one", "two"]),
            (Default::Nothing | Default::Undocumented, _) => json!("a text"),
            (default, _) => json_of(setting, &default.value().unwrap()),
        };
        put_at(object, &path(setting), value);
    }
    if is_used {
        let mut groups = of_template(TENANT_TEMPLATE);
        *pair(&mut groups["values"], "SomethingNewer") = json!("kept");
        *pair(&mut groups["values"], "UsageGuidelinesUrl") = json!("https://a.example/used");
        web.insert(format!("{GROUP_SETTINGS}/s-{TENANT_TEMPLATE}"), groups);
        let text = json!({ "B2BManagementPolicy": {
            "PreviewPolicy": { "Features": ["OneTimePasscode"] },
            LISTS: { "BlockedDomains": [] },
        } });
        let policy = json!({
            "id": "policy-1", "displayName": "B2BManagementPolicy", "description": "kept",
            "isOrganizationDefault": true, "definition": [text.to_string()],
        });
        web.insert(format!("{INVITATIONS}/policy-1"), policy);
    }
    // Others of their kind, on several pages.
    for name in ["Other", "Sale", "Sales 2", "sales team"] {
        for kind in ["groups", "teams"] {
            let id = id("team", name);
            web.insert(
                format!("/{kind}/{id}"),
                json!({ "id": id, "displayName": name }),
            );
        }
    }
    for template in ["a", "b", "c"] {
        let other = json!({ "id": template, "templateId": template, "values": [] });
        web.insert(format!("{GROUP_SETTINGS}/{template}"), other);
    }
    web.insert(
        format!("{PARTNERS}/{}", "0".repeat(8)),
        new_partner(&"0".repeat(8)),
    );
    web
}

/// A group or team is there, whatever is said of it.
pub(crate) fn stand(web: &mut Web, setting: &Setting, name: &str) {
    let list = match setting.object {
        "team" => "/teams",
        ONE_GROUP => "/groups",
        _ => return,
    };
    let id = id(setting.object, name);
    let mut object = json!({ "id": id, "displayName": name });
    if setting.object == "team" {
        object["guestSettings"] =
            json!({ "allowCreateUpdateChannels": false, "allowDeleteChannels": true });
    }
    web.entry(format!("{list}/{id}")).or_insert(object);
}

/// Makes a named object as its service does.
pub(crate) fn make(web: &mut Web, setting: &Setting, name: &str) {
    stand(web, setting, name);
    let at = address(setting, Some(name));
    let id = id(setting.object, name);
    let made = match setting.object {
        PARTNER => new_partner(&id),
        IDENTITY_SYNC => {
            let partner = format!("{PARTNERS}/{id}");
            web.entry(partner).or_insert_with(|| new_partner(&id));
            json!({ "displayName": null, "userSyncInbound": null })
        }
        ONE_GROUP => of_template(GROUP_TEMPLATE),
        _ => return,
    };
    web.entry(at).or_insert(made);
}

/// Takes a named object away, with what belongs to it.
pub(crate) fn remove(web: &mut Web, setting: &Setting, name: &str) {
    let at = address(setting, Some(name));
    web.remove(&format!("{at}{SYNC}"));
    web.remove(&at);
}

/// Puts a value where the service keeps it.
pub(crate) fn put(web: &mut Web, setting: &Setting, name: Option<&str>, value: &Value) {
    if let Some(name) = name {
        make(web, setting, name);
    }
    let at = address(setting, name);
    let path = path(setting);
    let said = json_of(setting, value);
    match setting.object {
        "b2bManagementPolicy" => invite(web, setting, value),
        TENANT_GROUPS | ONE_GROUP => {
            let mut text = as_text(&said);
            if setting.kind == Kind::Flag {
                text = if text == "true" { "True" } else { "False" }.to_owned();
            }
            if !web.contains_key(&at) && template_default(setting.property) == *text.to_lowercase()
            {
                return;
            }
            let object = web
                .entry(at)
                .or_insert_with(|| of_template(TENANT_TEMPLATE));
            *pair(&mut object["values"], setting.property) = json!(text);
        }
        "Fabric tenant setting" => {
            let object = web.get_mut(&at).unwrap();
            match (path.as_str(), said) {
                ("enabledSecurityGroups" | "excludedSecurityGroups", Json::Array(ids)) => {
                    let group = |id: &Json| json!({ "graphId": id, "name": "A group" });
                    object[path] = ids.iter().map(group).collect();
                }
                ("CreateP2w", said) => {
                    *pair(&mut object["properties"], "CreateP2w") = json!(said.to_string());
                }
                (_, said) => object[path] = said,
            }
        }
        _ => {
            let object = web.get_mut(&at).unwrap();
            if path.ends_with("PrecedenceOrder") {
                let last = setting.key.as_str().rsplit('.').next();
                let place = ["first", "second", "third"]
                    .iter()
                    .position(|p| Some(*p) == last);
                let (outer, inner) = path.split_once('.').unwrap();
                object[outer][inner][place.unwrap()] = said;
                return;
            }
            half(object, &path, said);
        }
    }
}

/// A half of a partner's object is null where the default's counts; where it is not, it has targets.
fn half(object: &mut Json, path: &str, said: Json) {
    let parts: Vec<&str> = path.split('.').collect();
    let [outer, half, last] = parts.as_slice() else {
        return put_at(object, path, said);
    };
    let half_of = &mut object[*outer][*half];
    if *last == "accessType" && said.is_null() {
        *half_of = Json::Null;
        return;
    }
    if half_of.is_null() {
        let all = match *half {
            "usersAndGroups" => json!([{ "target": "AllUsers", "targetType": "user" }]),
            _ => json!([{ "target": "AllApplications", "targetType": "application" }]),
        };
        *half_of = json!({ "accessType": null, "targets": all });
    }
    half_of[*last] = said;
}

fn invite(web: &mut Web, setting: &Setting, value: &Value) {
    let at = format!("{INVITATIONS}/policy-1");
    let allowed =
        AllowedDomains::from_value(value).filter(|_| setting.kind == Kind::AllowedDomains);
    let entries: Option<Vec<&str>> = match &allowed {
        Some(AllowedDomains::All) => None,
        Some(AllowedDomains::None) => Some(Vec::new()),
        Some(AllowedDomains::Only(set)) => Some(set.iter().collect()),
        None => Some(value.as_set().unwrap().iter().collect()).filter(|e: &Vec<_>| !e.is_empty()),
    };
    if !web.contains_key(&at) && entries.is_none() {
        return;
    }
    let object = web.entry(at).or_insert_with(|| {
        json!({
            "id": "policy-1", "displayName": "B2BManagementPolicy",
            "description": "Domains that may be invited", "isOrganizationDefault": true,
            "definition": ["{\"B2BManagementPolicy\":{}}"],
        })
    });
    let mut text: Json = serde_json::from_str(object["definition"][0].as_str().unwrap()).unwrap();
    let lists = &mut text["B2BManagementPolicy"][LISTS];
    if lists.is_null() {
        *lists = json!({});
    }
    let lists = lists.as_object_mut().unwrap();
    let name = match allowed {
        Some(_) => "AllowedDomains",
        None => "BlockedDomains",
    };
    match entries {
        Some(entries) => drop(lists.insert(name.to_owned(), json!(entries))),
        None => drop(lists.remove(name)),
    }
    object["definition"][0] = json!(text.to_string());
}

/// What objects mean: the same for two that differ in their writing alone.
pub(crate) fn meaning(web: &Web) -> Web {
    let mut web = web.clone();
    let groups = format!("{GROUP_SETTINGS}/s-{TENANT_TEMPLATE}");
    web.entry(groups)
        .or_insert_with(|| of_template(TENANT_TEMPLATE));
    let policy = web.remove(&format!("{INVITATIONS}/policy-1"));
    let text = policy.map_or(json!({}), |policy| {
        serde_json::from_str(policy["definition"][0].as_str().unwrap()).unwrap()
    });
    web.insert(
        "invitations".to_owned(),
        invitations(&text["B2BManagementPolicy"]),
    );
    for (at, object) in &mut web {
        if at.starts_with(FABRIC) {
            let created = object["properties"].as_array().and_then(|p| {
                let found = p.iter().find(|p| p["name"] == "CreateP2w");
                found.map(|p| p["value"].as_str().unwrap().to_lowercase())
            });
            object["properties"] = json!(created.unwrap_or("false".to_owned()));
            for groups in ["enabledSecurityGroups", "excludedSecurityGroups"] {
                let all = object[groups].as_array().cloned().unwrap_or_default();
                object[groups] = all.iter().map(|group| group["graphId"].clone()).collect();
            }
            for flag in [
                "delegateToCapacity",
                "delegateToDomain",
                "delegateToWorkspace",
            ] {
                object[flag] = json!(object[flag] == true);
            }
        }
        if at.contains("ettings/") && object.get("templateId").is_some() {
            let pairs = object["values"].as_array().unwrap().iter();
            let told = pairs.map(|pair| {
                let value = pair["value"].as_str().unwrap();
                let is_flag = ["true", "false"]
                    .iter()
                    .any(|f| value.eq_ignore_ascii_case(f));
                let value = if is_flag {
                    value.to_lowercase()
                } else {
                    value.to_owned()
                };
                (pair["name"].as_str().unwrap().to_owned(), json!(value))
            });
            let told: BTreeMap<String, Json> = told.collect();
            *object = json!(told);
        }
        tidy(object, "");
    }
    web
}

fn invitations(policy: &Json) -> Json {
    let mut rest = policy.as_object().cloned().unwrap_or_default();
    let lists = rest.remove(LISTS).unwrap_or_default();
    let list = |name: &str| lists.get(name).map(|l| l.as_array().unwrap().clone());
    let means = match (
        list("AllowedDomains"),
        list("BlockedDomains").unwrap_or_default(),
    ) {
        (None, blocked) => json!({ "all but": blocked }),
        (Some(allowed), blocked) if allowed.is_empty() && !blocked.is_empty() => {
            json!({ "all but": blocked })
        }
        (Some(allowed), blocked) if blocked.is_empty() => {
            let is_said = !allowed.is_empty() || list("BlockedDomains").is_none();
            assert!(is_said, "two empty lists say nothing: {policy}");
            json!({ "only": allowed })
        }
        _ => panic!("both lists: {policy}"),
    };
    json!({ "domains": means, "rest": rest })
}

/// The order of lists is nothing but for one; null and a member that is not there are the same, and an
/// object of nulls is null.
fn tidy(json: &mut Json, name: &str) {
    match json {
        Json::Object(members) => {
            for (name, value) in members.iter_mut() {
                tidy(value, name);
            }
            let was_empty = members.is_empty();
            members.retain(|_, value| !value.is_null());
            if members.is_empty() && !was_empty {
                *json = Json::Null;
            }
        }
        Json::Array(items) => {
            for item in items.iter_mut() {
                tidy(item, "");
            }
            if !name.ends_with("PrecedenceOrder") {
                items.sort_by_key(ToString::to_string);
            }
        }
        Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Null => {}
    }
}
