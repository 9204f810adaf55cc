//! Requests to Microsoft Graph, as `export --to graph` writes them: what each object was told last.
//!
//! Nothing is sent and no address is opened; an address only says which object its body is about.

use percent_encoding::percent_decode_str;

use super::graph::lists;
use super::own;
use super::shapes::{FABRIC, GROUPS, ONE_GROUP, named_values, tenant_setting};
use crate::interop::raw::Raw;
use crate::interop::table::{self, Record};
use crate::interop::write::GRAPH_MARK;
use crate::interop::{Format, Observed, Options, ReadError, Why};

const PARTNER: &str = "crossTenantAccessPolicyConfigurationPartner";
const SYNC: &str = "crossTenantIdentitySyncPolicyPartner";

/// Whether the JSON is such a document.
pub(super) fn is(raw: &Raw) -> bool {
    raw.get("guestlist").and_then(Raw::text) == Some(GRAPH_MARK)
}

/// An object and what it was told.
struct Told {
    object: &'static str,
    name: Option<String>,
    at: String,
    /// Nothing where it was taken away.
    members: Option<Raw>,
}

pub(super) fn read(raw: &Raw, options: &Options) -> Result<Observed, ReadError> {
    let mut out = Observed::new(Format::Graph);
    for (name, _) in raw.members() {
        if !matches!(name.as_str(), "tenant" | "steps") {
            out.not(name, Why::Describing);
        }
    }
    out.is_wish = true;
    own::identity(raw, &mut out);
    let mut all: Vec<Told> = Vec::new();
    let steps = raw.get("steps").map(Raw::items).unwrap_or_default();
    for (number, step) in steps.into_iter().enumerate() {
        let at = format!("steps[{number}]");
        match told(step, at.clone()) {
            Ok(Some(told)) => keep(told, &mut all),
            Ok(None) => out.not(&at, Why::Describing),
            Err(why) => out.not(&at, why),
        }
    }
    for told in all {
        let gone = Raw::Map(vec![("Ensure".to_owned(), Raw::Text("Absent".to_owned()))]);
        let record = Record {
            object: told.object,
            name: told.name,
            at: told.at,
            raw: told.members.as_ref().unwrap_or(&gone),
        };
        table::take(&record, options, &mut out)?;
    }
    Ok(out)
}

/// Later requests say over what earlier ones said.
fn keep(told: Told, all: &mut Vec<Told>) {
    let same = |t: &&mut Told| t.object == told.object && t.name == told.name;
    match all.iter_mut().rev().find(same) {
        None => all.push(told),
        Some(old) => match (&mut old.members, told.members) {
            (Some(old), Some(new)) => over(old, new),
            (old, new) => *old = new,
        },
    }
}

fn over(old: &mut Raw, new: Raw) {
    match (old, new) {
        (Raw::Map(old), Raw::Map(new)) => {
            for (name, value) in new {
                match old.iter_mut().find(|(n, _)| *n == name) {
                    Some((_, there)) => over(there, value),
                    None => old.push((name, value)),
                }
            }
        }
        (old, new) => *old = new,
    }
}

/// What a step is about; nothing where it has no settings of its own.
fn told(step: &Raw, at: String) -> Result<Option<Told>, Why> {
    let text = |name: &str| step.get(name).and_then(Raw::text);
    let url = text("url").unwrap_or_default();
    let unknown = || {
        let short: String = url.chars().take(80).collect();
        Why::NotUnderstood(format!("\"{short}\" is no address that guestlist knows"))
    };
    let is_gone = text("method") == Some("DELETE");
    let nothing = Raw::Map(Vec::new());
    let body = step.get("body").unwrap_or(&nothing);
    let path = url
        .split_once("://")
        .and_then(|(_, rest)| rest.split_once('/'))
        .map_or("", |(_, path)| path);
    let path: Vec<String> = path
        .split('/')
        .map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned())
        .collect();
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    // Addressed by its id, or by the name with which the id is found.
    let name = |id: &str| match id {
        "{group}" | "{team}" => found(step, id),
        id => Some(id.to_owned()),
    };
    let [_version, path @ ..] = path.as_slice() else {
        return Err(unknown());
    };
    let (object, name, members) = match path {
        ["policies", "authorizationPolicy"] => ("authorizationPolicy", None, body.clone()),
        ["policies", "crossTenantAccessPolicy"] => ("crossTenantAccessPolicy", None, body.clone()),
        ["policies", "crossTenantAccessPolicy", "default"] => {
            let object = "crossTenantAccessPolicyConfigurationDefault";
            (object, None, body.clone())
        }
        ["policies", "crossTenantAccessPolicy", "partners"] => {
            let id = body.get("tenantId").and_then(Raw::text);
            (
                PARTNER,
                Some(id.ok_or_else(unknown)?.to_owned()),
                body.clone(),
            )
        }
        ["policies", "crossTenantAccessPolicy", "partners", id] => {
            (PARTNER, Some((*id).to_owned()), body.clone())
        }
        [
            "policies",
            "crossTenantAccessPolicy",
            "partners",
            id,
            "identitySynchronization",
        ] => {
            if is_gone {
                return Ok(None);
            }
            (SYNC, Some((*id).to_owned()), body.clone())
        }
        ["policies", "b2bManagementPolicies", _] => {
            ("b2bManagementPolicy", None, invitations(body)?)
        }
        ["policies", "authenticationFlowsPolicy"] => {
            ("authenticationFlowsPolicy", None, body.clone())
        }
        ["policies", "externalIdentitiesPolicy"] => {
            ("externalIdentitiesPolicy", None, body.clone())
        }
        ["policies", "authenticationMethodsPolicy", _, "email"] => {
            ("emailAuthenticationMethodConfiguration", None, body.clone())
        }
        ["groupSettings", _] => (GROUPS, None, Raw::Map(named_values(body.get("values")))),
        ["groups", id, "settings", _] => {
            let values = named_values(body.get("values"));
            (
                ONE_GROUP,
                Some(name(id).ok_or_else(unknown)?),
                Raw::Map(values),
            )
        }
        ["teams", id] => ("team", Some(name(id).ok_or_else(unknown)?), body.clone()),
        ["admin", "sharepoint", "settings"] => ("SPOTenant", None, body.clone()),
        ["admin", "forms"] => ("Microsoft Forms", None, settings(body)),
        ["admin", "todo"] => ("Microsoft To Do", None, settings(body)),
        [principal] if principal.starts_with("servicePrincipals(") => {
            ("servicePrincipal", None, body.clone())
        }
        ["admin", "tenantsettings", name, "update"] => {
            let members = body.members().iter();
            let of = members.flat_map(|(member, value)| tenant_setting(name, member, value));
            (FABRIC, None, Raw::Map(of.collect()))
        }
        _ => return Err(unknown()),
    };
    Ok(Some(Told {
        object,
        name,
        at,
        members: (!is_gone).then_some(members),
    }))
}

/// The name by which an object's id is found.
fn found(step: &Raw, placeholder: &str) -> Option<String> {
    let wanted = placeholder.trim_matches(['{', '}']);
    let find = step.get("find").map(Raw::items).unwrap_or_default();
    let of = |find: &&Raw| find.get("placeholder").and_then(Raw::text) == Some(wanted);
    let found = find.into_iter().find(of)?;
    found.get("equals").and_then(Raw::text).map(str::to_owned)
}

fn settings(body: &Raw) -> Raw {
    body.get("settings").cloned().unwrap_or(Raw::Null)
}

/// Here an allow list that stands alone without entries is meant: nobody.
fn invitations(body: &Raw) -> Result<Raw, Why> {
    let not = |why: &str| Why::NotUnderstood(why.to_owned());
    let text = match body.get("definition").map(Raw::items).as_deref() {
        Some([Raw::Text(text)]) => text.clone(),
        _ => return Err(not("the definition is not one JSON text")),
    };
    let policy = Raw::from_json(&text).map_err(|_| not("the definition is no JSON"))?;
    let policy = policy.get("B2BManagementPolicy");
    let policy = policy.ok_or_else(|| not("the definition is of another policy"))?;
    Ok(Raw::Map(lists(policy, true)))
}
