//! Exported PowerShell: every script is parsed by a grammar, and carried out against a simulated
//! service by an interpreter of the part of PowerShell that scripts use.

mod cases;
mod cmdlets;
mod expressions;
mod grammar;
mod held;
mod isolation;
mod json;
mod order;
mod parse;
mod permissions;
mod production;
mod run;
mod runs;
mod service;
mod syntax;
mod teams_lists;
mod tenants;
mod value;
mod web;
mod web_tasks;
mod web_tenants;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use guestlist::interop::write::{Target, Task};

pub(crate) use grammar::{commands, errors};
pub(crate) use run::Ended;
use run::{Edition, run};
use service::Tenant;
use value::Val;

/// The script for a task.
fn script(task: &Task) -> String {
    task.write(Target::PowerShell).text
}

/// Runs a script as a person would, with these switches.
fn with(script: &str, tenant: &mut Tenant, switches: &[&str], edition: Edition) -> Ended {
    let mut arguments: Vec<(&str, Val)> = switches.iter().map(|s| (*s, Val::Bool(true))).collect();
    // Values that nobody recorded are overwritten only if somebody says so.
    let rows = |name: &str| script.matches(&format!("\n        {name} = ")).count();
    if rows("Was") < rows("Is") && !switches.contains(&"EvenIfChanged") {
        arguments.push(("EvenIfChanged", Val::Bool(true)));
    }
    arguments.push(("Folder", Val::text("saved")));
    if script.contains("$SharePointUrl,") {
        arguments.push(("SharePointUrl", Val::text("https://contoso.sharepoint.com")));
    }
    if script.contains("$FabricToken,") {
        arguments.push(("FabricToken", Val::text(token(&tenant.id))));
    }
    run(script, &arguments, tenant, edition).unwrap_or_else(|why| panic!("the interpreter: {why}"))
}

/// A token that says of which tenant it is, in its middle part. Source: RFC 7519.
fn token(tenant: &str) -> String {
    let claims = format!(r#"{{"aud":"https://api.fabric.microsoft.com","tid":"{tenant}"}}"#);
    format!("e30.{}.sig", URL_SAFE_NO_PAD.encode(claims))
}

/// Runs a script in its folder against a tenant that is as a task says it was.
pub(crate) fn carry_out(script: &str, known: &Task) -> Ended {
    let mut plain = known.clone();
    plain
        .wanted
        .retain(|w| service::has_cmdlets(w.setting) || web_tenants::is_web(w.setting));
    let mut tenant = tenants::before(&plain);
    tenant
        .id
        .clone_from(known.tenant.tenant_id.as_ref().unwrap());
    let arguments = [("Folder", Val::text("."))];
    run(script, &arguments, &mut tenant, Edition::Core)
        .unwrap_or_else(|why| panic!("the interpreter: {why}"))
}
