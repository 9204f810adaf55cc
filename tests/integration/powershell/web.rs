//! Microsoft Graph and Fabric as scripts meet them: a store by address, with the rules that their pages
//! state.
//!
//! Sources: learn.microsoft.com, `Invoke-MgGraphRequest`; Graph "Update authorizationPolicy",
//! `crossTenantAccessPolicy`, `crossTenantIdentitySyncPolicyPartner`, `groupSetting`,
//! `b2bManagementPolicy` (beta), `adminForms`, `adminTodo` (beta), "Update team"; Fabric REST "Tenants -
//! List Tenant Settings", "Update Tenant Setting".

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value as Json, json};

use super::json;
use super::run::Call;
use super::value::{Val, member};

/// How many entries a page of a list has. Real pages have more.
const PAGE: usize = 2;

pub(super) const PARTNERS: &str = "/policies/crossTenantAccessPolicy/partners";
pub(super) const INVITATIONS: &str = "/policies/b2bManagementPolicies";
pub(super) const GROUP_SETTINGS: &str = "/groupSettings";
pub(super) const FABRIC: &str = "/fabric";
pub(super) const SYNC: &str = "/identitySynchronization";

/// Template of the tenant's settings of groups, and of one group's.
pub(super) const TENANT_TEMPLATE: &str = "62375ab9-6b52-47ed-826b-58e47e0e304b";
pub(super) const GROUP_TEMPLATE: &str = "08d542b9-071f-4e16-94b0-74abb372e3d9";

/// What Graph serves as beta alone.
const BETA: &[&str] = &[
    INVITATIONS,
    "/policies/externalIdentitiesPolicy",
    "/admin/forms",
    "/admin/todo",
];

/// Members of a partner that outsiders and own people are let through by.
const HALVES: [&str; 5] = [
    "b2bCollaborationInbound",
    "b2bCollaborationOutbound",
    "b2bDirectConnectInbound",
    "b2bDirectConnectOutbound",
    RESTRICTIONS,
];
/// Documented for beta alone.
const RESTRICTIONS: &str = "tenantRestrictions";
const ORDER: &str = "primaryIdentityProviderPrecedenceOrder";

/// Every object, by its address without host and version.
pub(crate) type Web = BTreeMap<String, Json>;

pub(super) fn is_request(cmdlet: &str) -> bool {
    matches!(cmdlet, "Invoke-MgGraphRequest" | "Invoke-RestMethod")
}

/// Whether a request only reads.
pub(super) fn is_reading(call: &Call) -> bool {
    let method = member(&call.named, "Method").map(Val::to_text);
    is_request(&call.name) && method.is_some_and(|m| m.eq_ignore_ascii_case("GET"))
}

fn not_found<T>() -> Result<T, String> {
    Err("Response status code does not indicate success: NotFound (Not Found).".to_owned())
}

fn bad<T>(why: &str) -> Result<T, String> {
    Err(format!(
        "Response status code does not indicate success: BadRequest (Bad Request). {why}"
    ))
}

/// Answers a request.
pub(super) fn answer(web: &mut Web, call: &Call) -> Result<Vec<Val>, String> {
    let given = |name: &str| member(&call.named, name).map(Val::to_text);
    let known = ["Method", "Uri", "Body", "ContentType", "Headers"];
    if !call.positional.is_empty() || call.named.iter().any(|(n, _)| !known.contains(&n.as_str())) {
        return Err(format!("no such parameter: {call:?}"));
    }
    let (Some(method), Some(uri)) = (given("Method"), given("Uri")) else {
        return Err("-Method and -Uri".to_owned());
    };
    let body = match given("Body") {
        None => None,
        Some(_) if given("ContentType").as_deref() != Some("application/json") => {
            return Err("a body that is not said to be JSON".to_owned());
        }
        Some(text) => Some(serde_json::from_str(&text).map_err(|why| why.to_string())?),
    };
    let method = method.to_uppercase();
    if call.name == "Invoke-RestMethod" {
        return fabric(web, &method, &uri, body);
    }
    let Some(path) = uri.strip_prefix("https://graph.microsoft.com/") else {
        return not_found();
    };
    let (is_beta, path) = match (path.strip_prefix("v1.0"), path.strip_prefix("beta")) {
        (Some(path), _) => (false, path),
        (_, Some(path)) => (true, path),
        _ => return not_found(),
    };
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    if !path.is_ascii() || path.contains([' ', '{', '}']) {
        return bad("the address is not escaped");
    }
    if !is_beta && BETA.iter().any(|only| path.starts_with(only)) {
        return not_found();
    }
    let said = |body: Option<Json>| body.and_then(|b| b.as_object().cloned());
    match (method.as_str(), said(body)) {
        ("GET", None) => {
            let mut found = get(web, path, query, &uri)?;
            if let (false, Some(members)) = (is_beta, found.as_object_mut()) {
                members.remove(RESTRICTIONS);
            }
            Ok(vec![json::value(&found, true)])
        }
        ("DELETE", None) => delete(web, path).map(|()| Vec::new()),
        ("PATCH", Some(body)) => {
            if !is_beta && body.contains_key(RESTRICTIONS) {
                return bad("v1.0 does not know tenantRestrictions");
            }
            patch(web, path, body).map(|()| Vec::new())
        }
        ("POST", Some(body)) => {
            if !is_beta && body.contains_key(RESTRICTIONS) {
                return bad("v1.0 does not know tenantRestrictions");
            }
            let made = post(web, path, body)?;
            Ok(vec![json::value(&made, true)])
        }
        ("PUT", Some(body)) => put(web, path, body).map(|()| Vec::new()),
        other => bad(&format!("{other:?}")),
    }
}

/// The objects right below an address.
fn below<'w>(web: &'w Web, path: &str) -> Vec<(&'w String, &'w Json)> {
    let of_list = |(at, _): &(&String, &Json)| {
        let rest = at.strip_prefix(path).and_then(|at| at.strip_prefix('/'));
        rest.is_some_and(|rest| !rest.contains('/'))
    };
    web.iter().filter(of_list).collect()
}

fn is_list(web: &Web, path: &str) -> bool {
    let of_group = path.strip_suffix("/settings");
    let is_group = of_group.is_some_and(|group| web.contains_key(group));
    is_group || [PARTNERS, INVITATIONS, GROUP_SETTINGS, "/groups", "/teams"].contains(&path)
}

fn get(web: &Web, path: &str, query: &str, uri: &str) -> Result<Json, String> {
    if let Some(found) = web.get(path) {
        return Ok(found.clone());
    }
    if !is_list(web, path) {
        return not_found();
    }
    let mut all: Vec<&Json> = below(web, path).into_iter().map(|(_, json)| json).collect();
    let mut skipped = 0;
    for parameter in query.split('&').filter(|p| !p.is_empty()) {
        match parameter.split_once('=') {
            Some(("$filter", filter)) => {
                let filter = percent_decode_str(filter).decode_utf8().unwrap();
                let name = filter
                    .strip_prefix("displayName eq '")
                    .and_then(|rest| rest.strip_suffix('\''));
                let Some(name) = name.filter(|n| !n.replace("''", "").contains('\'')) else {
                    return bad("the filter");
                };
                let name = name.replace("''", "'");
                all.retain(|json| json["displayName"] == *name);
            }
            Some(("$select", _)) => {}
            Some(("$skiptoken", number)) => skipped = number.parse().unwrap(),
            _ => return bad(parameter),
        }
    }
    let page: Vec<&Json> = all.iter().skip(skipped).take(PAGE).copied().collect();
    let mut out = json!({ "@odata.context": "", "value": page });
    if all.len() > skipped + PAGE {
        let base = uri.split("$skiptoken").next().unwrap();
        let base = base.trim_end_matches(['&', '?']);
        let sign = if base.contains('?') { '&' } else { '?' };
        out["@odata.nextLink"] = json!(format!("{base}{sign}$skiptoken={}", skipped + PAGE));
    }
    Ok(out)
}

fn delete(web: &mut Web, path: &str) -> Result<(), String> {
    let may_go = path.starts_with(PARTNERS) || path.contains("/settings/");
    if !may_go || !web.contains_key(path) {
        return not_found();
    }
    if web.contains_key(&format!("{path}{SYNC}")) {
        return bad("the partner has a synchronisation");
    }
    web.remove(path);
    Ok(())
}

/// Members at the top are replaced whole.
fn patch(web: &mut Web, path: &str, body: Map<String, Json>) -> Result<(), String> {
    let Some(Json::Object(now)) = web.get(path) else {
        return not_found();
    };
    let mut now = now.clone();
    for (name, value) in body {
        let read_only = [
            "id",
            "tenantId",
            "templateId",
            "automaticUserConsentSettings",
        ];
        let of_partner = path.starts_with(PARTNERS) && name == "automaticUserConsentSettings";
        if name.starts_with('@') {
            continue;
        }
        if !now.contains_key(&name) || read_only.contains(&name.as_str()) && !of_partner {
            return bad(&format!("{name} can't be set"));
        }
        // Source: "Update authorizationPolicy", whose example names one of them alone.
        match (name.as_str(), now.get_mut(&name), value) {
            ("defaultUserRolePermissions", Some(Json::Object(now)), Json::Object(value)) => {
                now.extend(value);
            }
            (_, Some(now), value) => *now = value,
            (_, None, _) => return bad(&name),
        }
    }
    check(path, &now)?;
    web.insert(path.to_owned(), Json::Object(now));
    Ok(())
}

/// What an object must be like.
fn check(path: &str, object: &Map<String, Json>) -> Result<(), String> {
    let is_partner = path.starts_with(PARTNERS);
    for (name, value) in object {
        if HALVES.contains(&name.as_str()) {
            if value.is_null() && is_partner {
                continue;
            }
            for half in ["usersAndGroups", "applications"] {
                let half = &value[half];
                let has_access = matches!(half["accessType"].as_str(), Some("allowed" | "blocked"));
                let targets = half["targets"].as_array();
                let is_set = has_access && targets.is_some_and(|t| !t.is_empty());
                if !(is_set || half.is_null() && is_partner) {
                    return bad(&format!("{name} is {value}"));
                }
            }
        }
        if name == "values" && value.as_array().is_none_or(|v| !v.iter().all(is_text_pair)) {
            return bad(&format!("{name} is {value}"));
        }
        if let Some(order) = value.get(ORDER) {
            let mut words: Vec<&str> = order
                .as_array()
                .unwrap()
                .iter()
                .filter_map(Json::as_str)
                .collect();
            words.sort_unstable();
            if words
                != [
                    "azureActiveDirectory",
                    "externalFederation",
                    "socialIdentityProviders",
                ]
            {
                return bad(&format!("{ORDER} is {order}"));
            }
        }
        if name == "definition" {
            let text = value[0]
                .as_str()
                .filter(|_| value.as_array().is_some_and(|a| a.len() == 1));
            let policy = text.and_then(|text| serde_json::from_str::<Json>(text).ok());
            let policy = policy.filter(|p| p["B2BManagementPolicy"].is_object());
            if policy.is_none() || text.is_none_or(|text| text.chars().count() > 25_000) {
                return bad(&format!("{name} is {value}"));
            }
        }
    }
    Ok(())
}

fn is_text_pair(pair: &Json) -> bool {
    pair["name"].is_string() && pair["value"].is_string()
}

/// A partner that takes everything from the default.
pub(super) fn new_partner(id: &str) -> Json {
    let mut out = json!({
        "tenantId": id,
        "isServiceProvider": null,
        "isInMultiTenantOrganization": false,
        "inboundTrust": null,
        "automaticUserConsentSettings": { "inboundAllowed": null, "outboundAllowed": null },
    });
    for name in HALVES {
        out[name] = Json::Null;
    }
    out
}

fn post(web: &mut Web, path: &str, body: Map<String, Json>) -> Result<Json, String> {
    if !is_list(web, path) {
        return not_found();
    }
    let text = |name: &str| body.get(name).and_then(Json::as_str).unwrap_or_default();
    let (id, mut made) = match path {
        PARTNERS => (text("tenantId").to_owned(), new_partner(text("tenantId"))),
        INVITATIONS => {
            let is_whole = body.get("isOrganizationDefault") == Some(&json!(true))
                && body.contains_key("displayName");
            if !is_whole || !below(web, path).is_empty() {
                return bad("the policy");
            }
            ("policy-1".to_owned(), json!({ "id": "policy-1" }))
        }
        _ => {
            let template = text("templateId").to_owned();
            let names = names_of(&template);
            let values = body.get("values").and_then(Json::as_array);
            let has = |name: &&str| values.is_some_and(|v| v.iter().any(|v| v["name"] == **name));
            if names.is_empty() || !names.iter().all(has) {
                return bad("the settings of a template are told whole");
            }
            let id = format!("s-{template}");
            (id.clone(), json!({ "id": id, "displayName": "Group" }))
        }
    };
    let at = format!("{path}/{id}");
    if id.is_empty() || web.contains_key(&at) {
        return Err(
            "Response status code does not indicate success: Conflict (Conflict).".to_owned(),
        );
    }
    for (name, value) in body {
        if path == PARTNERS && made.get(&name).is_none() {
            return bad(&name);
        }
        made[name] = value;
    }
    check(&at, made.as_object().unwrap())?;
    web.insert(at, made.clone());
    Ok(made)
}

fn put(web: &mut Web, path: &str, body: Map<String, Json>) -> Result<(), String> {
    let partner = path.strip_suffix(SYNC).filter(|p| web.contains_key(*p));
    if partner.is_none() {
        return not_found();
    }
    let mut made = json!({ "displayName": null, "userSyncInbound": null });
    for (name, value) in body {
        if made.get(&name).is_none() {
            return bad(&name);
        }
        made[name] = value;
    }
    web.insert(path.to_owned(), made);
    Ok(())
}

/// The values of a template. Source: "Microsoft Entra cmdlets for configuring group settings".
pub(super) fn names_of(template: &str) -> &'static [&'static str] {
    match template {
        GROUP_TEMPLATE => &["AllowToAddGuests"],
        TENANT_TEMPLATE => &[
            "AllowGuestsToAccessGroups",
            "AllowGuestsToBeGroupOwner",
            "AllowToAddGuests",
            "ClassificationDescriptions",
            "ClassificationList",
            "CustomBlockedWordsList",
            "DefaultClassification",
            "EnableGroupCreation",
            "EnableMIPLabels",
            "EnableMSStandardBlockedWords",
            "GroupCreationAllowedGroupId",
            "GuestUsageGuidelinesUrl",
            "NewUnifiedGroupWritebackDefault",
            "PrefixSuffixNamingRequirement",
            "UsageGuidelinesUrl",
        ],
        _ => &[],
    }
}

fn fabric(web: &mut Web, method: &str, uri: &str, body: Option<Json>) -> Result<Vec<Val>, String> {
    let Some(rest) = uri.strip_prefix("https://api.fabric.microsoft.com/v1/admin/tenantsettings")
    else {
        return not_found();
    };
    let name = rest
        .strip_prefix('/')
        .and_then(|rest| rest.strip_suffix("/update"));
    match (method, name, body) {
        ("GET", None, None) => {
            let token = rest.strip_prefix("?continuationToken=");
            let from: usize = match token {
                Some(token) => {
                    let token = percent_decode_str(token).decode_utf8().unwrap();
                    let number = token.strip_prefix("a+b/").and_then(|n| n.parse().ok());
                    number.ok_or("the token")?
                }
                None if rest.is_empty() => 0,
                None => return not_found(),
            };
            let all = below(web, FABRIC);
            let page: Vec<&Json> = all
                .iter()
                .skip(from)
                .take(5)
                .map(|(_, json)| *json)
                .collect();
            let mut out = json!({ "value": page });
            if all.len() > from + 5 {
                out["continuationToken"] = json!(format!("a+b/{}", from + 5));
            }
            Ok(vec![json::value(&out, false)])
        }
        ("POST", Some(name), Some(Json::Object(body))) => {
            let at = format!("{FABRIC}/{name}");
            let Some(Json::Object(now)) = web.get(&at) else {
                return not_found();
            };
            if !body.get("enabled").is_some_and(Json::is_boolean) {
                return bad("enabled is missing");
            }
            // The setting is told whole: what is not named is as it was made.
            let mut new = tenant_setting(name, now.get("title").cloned());
            for (name, value) in body {
                let is_list = name.ends_with("Groups") || name == "properties";
                if !TOLD.contains(&name.as_str()) || value.is_array() != is_list {
                    return bad(&name);
                }
                new[name] = value;
            }
            web.insert(at, new);
            Ok(Vec::new())
        }
        other => bad(&format!("{other:?}")),
    }
}

/// What Fabric is told of a setting.
const TOLD: [&str; 7] = [
    "enabled",
    "enabledSecurityGroups",
    "excludedSecurityGroups",
    "delegateToCapacity",
    "delegateToDomain",
    "delegateToWorkspace",
    "properties",
];

/// A tenant setting as it is made.
pub(super) fn tenant_setting(name: &str, title: Option<Json>) -> Json {
    json!({
        "settingName": name,
        "title": title,
        "enabled": false,
        "canSpecifySecurityGroups": true,
    })
}
