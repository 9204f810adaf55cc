//! Configurations of Microsoft365DSC, and Graph's configuration monitors, which name things alike.

use super::powershell::{self, Statement};
use crate::interop::names::{RESOURCE_PREFIXES, RESOURCES};
use crate::interop::raw::{Raw, folded};
use crate::interop::table::{self, Record};
use crate::interop::{Format, Observed, Options, ReadError, Why};

/// Reads a script.
pub(super) fn script(text: &str, options: &Options) -> Result<Observed, ReadError> {
    let mut out = Observed::new(Format::M365Dsc);
    out.tool = version(text);
    out.is_wish = text
        .strip_prefix("# ")
        .is_some_and(|text| text.starts_with(crate::interop::write::M365DSC_MARK));
    if out.is_wish {
        head(text, &mut out);
    }
    for statement in powershell::statements(text)? {
        match statement {
            Statement::Block {
                resource,
                instance,
                line,
                raw,
            } => {
                let at = format!("line {line}: {resource} \"{instance}\"");
                take(&resource, at, &raw, options, &mut out)?;
            }
            Statement::Faulty { line, why } => {
                out.not(&format!("line {line}"), Why::NotUnderstood(why));
            }
            Statement::Other { first, last } => {
                let at = match first == last {
                    true => format!("line {first}"),
                    false => format!("lines {first} to {last}"),
                };
                out.not(&at, Why::Script);
            }
        }
    }
    Ok(out)
}

/// Whose settings they are, from the head that guestlist writes. Its domains are not taken: only the
/// first ones stand there.
fn head(text: &str, out: &mut Observed) {
    let comments = text.lines().map_while(|line| line.strip_prefix("# "));
    for line in comments {
        if let Some(whose) = line.strip_prefix("Tenant: ") {
            let (name, display) = match whose.split_once(" (") {
                Some((name, display)) => (name, display.strip_suffix(')')),
                None => (whose, None),
            };
            out.identity.name = Some(name.trim().to_owned());
            out.identity.display_name = display.map(str::to_owned);
        } else if let Some(id) = line.strip_prefix("Tenant id: ") {
            out.identity.tenant_id = Some(id.trim().to_lowercase());
        }
    }
}

/// The version in the comment at the top.
fn version(text: &str) -> Option<String> {
    let head: String = text.chars().take(4_000).collect();
    let (_, rest) = head.split_once("Microsoft365DSC version ")?;
    let version: String = rest
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    let version = version.trim_end_matches('.').to_owned();
    (!version.is_empty()).then_some(version)
}

/// Whether the JSON lists resources as a monitor, or what one took, does.
pub(super) fn is_monitor(raw: &Raw) -> bool {
    let first = resources(raw).and_then(|list| list.items().first().copied());
    first.is_some_and(|r| r.get("resourceType").is_some() && r.get("properties").is_some())
}

fn resources(raw: &Raw) -> Option<&Raw> {
    raw.get("baseline").unwrap_or(raw).get("resources")
}

/// Reads a monitor.
pub(super) fn monitor(raw: &Raw, options: &Options) -> Result<Observed, ReadError> {
    let mut out = Observed::new(Format::M365Dsc);
    let own = raw
        .members()
        .iter()
        .filter(|(_, value)| !matches!(value, Raw::Map(_) | Raw::List(_)));
    for (name, _) in own {
        out.not(name, Why::Describing);
    }
    let list = resources(raw).map(Raw::items).unwrap_or_default();
    for (number, resource) in list.into_iter().enumerate() {
        let kind = resource
            .get("resourceType")
            .and_then(Raw::text)
            .unwrap_or_default();
        let at = format!("resources[{number}]");
        for (name, _) in resource
            .members()
            .iter()
            .filter(|(name, _)| name != "properties")
        {
            out.not(&format!("{at}.{name}"), Why::Describing);
        }
        match resource.get("properties") {
            Some(properties) => take(&resource_name(kind), at, properties, options, &mut out)?,
            None => out.not(&at, Why::NoValue),
        }
    }
    Ok(out)
}

/// `microsoft.teams.federationConfiguration` is `TeamsfederationConfiguration`: case does not count.
fn resource_name(kind: &str) -> String {
    let mut parts = kind.split('.').skip(1);
    let workload = match parts.next().unwrap_or_default().to_lowercase().as_str() {
        "entra" => "AAD",
        "exchange" => "EXO",
        "teams" => "Teams",
        _ => return kind.to_owned(),
    };
    format!("{workload}{}", parts.next().unwrap_or_default())
}

fn take(
    resource: &str,
    at: String,
    raw: &Raw,
    options: &Options,
    out: &mut Observed,
) -> Result<(), ReadError> {
    match object(resource) {
        Some(object) => table::take(&Record::of(object, at, raw), options, out),
        None => {
            out.not(&at, Why::NoSetting);
            Ok(())
        }
    }
}

/// The official object of a resource.
pub(in crate::interop) fn object(resource: &str) -> Option<&'static str> {
    let wanted = folded(resource);
    if let Some((_, object)) = RESOURCES.iter().find(|(r, _)| folded(r) == wanted) {
        return table::known(object);
    }
    RESOURCE_PREFIXES.iter().find_map(|(prefix, official)| {
        let rest = wanted.strip_prefix(&folded(prefix))?;
        table::known(&format!("{official}{rest}"))
    })
}
