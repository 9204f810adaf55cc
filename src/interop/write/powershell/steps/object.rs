//! An object of the service: made, changed by its parameters, taken away, and read.

use super::isolation;
use super::parameters::Parameters;
use super::{Step, Steps, indented};
use crate::interop::write::parts::{Deed, Item, Part, Phase};
use crate::interop::write::powershell::literal::texts;
use crate::interop::write::powershell::services::{Functions, service};
use crate::interop::write::{Manual, Task, quote, remote_domain, words};
use crate::model::SettingKey;

/// Objects of the service that there is one of, and that the cmdlet calls so.
///
/// Sources: the pages of the cmdlets; `Set-CsTenantFederationConfiguration`, `Set-SPOTenant`,
/// `Set-OrganizationConfig` and `Set-ExternalInOutlook` take no name.
fn identity(object: &str, name: Option<&str>) -> String {
    match (object, name) {
        (_, Some("global")) => " -Identity Global".to_owned(),
        (_, Some(name)) => format!(" -Identity {}", quote::string(name)),
        ("HostedOutboundSpamFilterPolicy", None) => " -Identity Default".to_owned(),
        (object, None) if object.starts_with("CsTeams") => " -Identity Global".to_owned(),
        _ => String::new(),
    }
}

/// The step of an object and its parameters.
pub(super) fn step(task: &Task, part: &Part<'_>, items: &[&Item<'_>]) -> Steps {
    let mut out = Steps::default();
    let Some(first) = part.itself.or(items.first().map(|item| item.wanted)) else {
        return out;
    };
    let Some(service) = service(first.setting) else {
        return out;
    };
    let parameters = parameters(task, part, items, &mut out);
    // These are read by a function, whatever of them changes.
    match part.object {
        "SharingPolicy" => out.functions.insert(Functions::Sharing),
        "ExternalInOutlook" => out.functions.insert(Functions::Outlook),
        _ => false,
    };
    if part.deed == Deed::Delete && part.object == "SPOSite" {
        let refused = part.itself.into_iter();
        out.manual
            .extend(refused.map(|wanted| Manual::of(wanted, "guestlist deletes no sites")));
        return out;
    }
    out.keys
        .extend(part.itself.map(|wanted| wanted.key.clone()));
    let Some(commands) = commands(part, &parameters) else {
        return out;
    };
    out.services.insert(service);
    for cmdlet in cmdlets(part) {
        let names = parameters.names();
        if !names.is_empty() {
            out.cmdlets.insert(cmdlet, names);
        }
    }
    let itself = part.itself.into_iter();
    let changed = itself.chain(items.iter().map(|item| item.wanted));
    let keys: Vec<SettingKey> = changed.map(|wanted| wanted.key.clone()).collect();
    out.steps.push(Step {
        title: words::title(part, &keys),
        about: words::lines(part, &keys),
        commands: indented(&(done(items) + &commands)),
    });
    out
}

/// Of a step on the way: not taken where all of it is as it is to be, because it would close again what
/// is open at the end.
pub(in crate::interop::write::powershell) fn done(items: &[&Item<'_>]) -> String {
    if items.iter().all(|item| item.is_last()) {
        return String::new();
    }
    is_done(items.iter().map(|item| &item.wanted.key))
}

/// Ends a step where these settings were as they are to be when the script began.
pub(in crate::interop::write::powershell) fn is_done<'k>(
    keys: impl Iterator<Item = &'k SettingKey>,
) -> String {
    let keys = texts(keys.map(SettingKey::as_str), 0);
    format!("if (Test-Done {keys}) {{ return }}\n")
}

/// What the cmdlet is given; what it does not take is left to a person.
fn parameters(task: &Task, part: &Part<'_>, items: &[&Item<'_>], out: &mut Steps) -> Parameters {
    let mut parameters = Parameters::default();
    // What closes does so for the old domain too, and lets nobody do more than before.
    let is_on_old = part.phase != Phase::Close && remote_domain::is_other(task, part);
    for item in items {
        let is_domain = remote_domain::is_domain(item.wanted);
        match (is_domain, part.deed) {
            (true, Deed::Create) => parameters.domain = item.to.as_text().map(str::to_owned),
            (true, _) => {
                let why = remote_domain::FIXED;
                out.manual.push(Manual::of(item.wanted, why));
                continue;
            }
            (false, _) if is_on_old => {
                let why = remote_domain::WAITS;
                out.manual.push(Manual::of(item.wanted, why));
                continue;
            }
            (false, _) => parameters.add(part, item),
        }
        out.keys.insert(item.wanted.key.clone());
    }
    parameters
}

/// The commands; nothing where nothing is to be given to an object that is there.
fn commands(part: &Part<'_>, parameters: &Parameters) -> Option<String> {
    let (object, name) = (part.object, part.name.as_deref());
    match part.deed {
        Deed::Delete => {
            let (read, name) = (read(object, name), quoted(part));
            Some(format!(
                "if ($null -ne ({read})) {{ Remove-{object} -Identity {name} -Confirm:$false }}"
            ))
        }
        Deed::Set | Deed::Create if is_there(part) => {
            let (values, splat) = parameters.written(part);
            (!parameters.is_empty()).then(|| values + &set(part, &splat))
        }
        Deed::Set | Deed::Create => Some(created(part, parameters)),
    }
}

/// The cmdlets that are given the parameters.
fn cmdlets(part: &Part<'_>) -> Vec<String> {
    let object = part.object;
    let set = format!("Set-{object}");
    match part.deed {
        Deed::Delete => Vec::new(),
        Deed::Create if !is_there(part) && object != "RemoteDomain" => {
            vec![format!("New-{object}"), set]
        }
        Deed::Set | Deed::Create => vec![set],
    }
}

/// Sites are made elsewhere, and the global policy is always there.
fn is_there(part: &Part<'_>) -> bool {
    part.deed == Deed::Set || part.object == "SPOSite" || part.name.as_deref() == Some("global")
}

fn set(part: &Part<'_>, splat: &str) -> String {
    let object = part.object;
    format!(
        "Set-{object}{}{splat}",
        identity(object, part.name.as_deref())
    )
}

/// The name as PowerShell.
fn quoted(part: &Part<'_>) -> String {
    quote::string(part.name.as_deref().unwrap_or_default())
}

/// An object that is made if it is not there, and changed if it is.
///
/// Sources: `New-CsExternalAccessPolicy` and the other cmdlets of Teams (`Identity`),
/// `New-OrganizationRelationship` and the others of Exchange (`Name`).
fn created(part: &Part<'_>, parameters: &Parameters) -> String {
    let object = part.object;
    let by = if object.starts_with("Cs") {
        "Identity"
    } else {
        "Name"
    };
    let (values, splat) = parameters.written(part);
    let name = quoted(part);
    let is_missing = format!("if ($null -eq ({}))", read(object, part.name.as_deref()));
    let set = match splat.as_str() {
        "" => String::new(),
        splat => set(part, splat),
    };
    match &parameters.domain {
        // Source: `New-RemoteDomain` takes the name and the domain alone.
        Some(domain) => {
            let domain = quote::string(domain);
            format!(
                "{values}{is_missing} {{ New-{object} -Name {name} -DomainName {domain} }}\n{set}"
            )
        }
        None => {
            let otherwise = match set.as_str() {
                "" => String::new(),
                set => format!("\nelse {{ {set} }}"),
            };
            format!("{values}{is_missing} {{ New-{object} -{by} {name}{splat} }}{otherwise}")
        }
    }
}

/// How an object is read; nothing comes where a named one is not there.
pub(super) fn read(object: &str, name: Option<&str>) -> String {
    let quoted = quote::string(name.unwrap_or_default());
    match (object, name) {
        ("SPOSite", Some(_)) => format!("Get-SPOSite -Identity {quoted}"),
        ("SharingPolicy", Some(_)) => format!("Read-SharingPolicy {quoted}"),
        ("ExternalInOutlook", None) => "Read-ExternalInOutlook".to_owned(),
        (isolation::OBJECT, None) => "Read-Isolation".to_owned(),
        (isolation::OBJECT, Some(_)) => format!("Read-IsolationRule {quoted}"),
        (_, Some(_)) => format!("Select-Named (Get-{object}) {quoted}"),
        (_, None) => format!("Get-{object}{}", identity(object, None)),
    }
}
