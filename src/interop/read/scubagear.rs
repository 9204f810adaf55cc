//! `ProviderSettingsExport.json` of ScubaGear: one flat object with a key for each cmdlet.
//!
//! A section that is missing or empty was not read: what it would say is unknown, not empty. The tool
//! cuts objects at a depth of two.

use jiff::Timestamp;

use super::cmdlet_json;
use super::shapes::{FABRIC, GROUPS, named_values, tenant_setting};
use crate::interop::names::{SCUBA, SCUBA_PRODUCTS};
use crate::interop::raw::Raw;
use crate::interop::table::{self, Record};
use crate::interop::{Format, Observed, Options, ReadError, Why};
use crate::model::Domain;

/// Keys about the run itself.
const RUN: &[&str] = &[
    "baseline_version",
    "module_version",
    "date",
    "timestamp_zulu",
    "report_uuid",
    "scuba_config",
    "OneDrive_PnP_Flag",
    "tenant_id",
];

/// Whether the JSON is such an export, alone or merged into the results of a run.
pub(super) fn is(raw: &Raw) -> bool {
    let root = raw.get("Raw").unwrap_or(raw);
    root.get("baseline_version").is_some()
        || root
            .members()
            .iter()
            .any(|(name, _)| name.ends_with("_successful_commands"))
        || (root.get("federation_configuration").is_some() && root.get("tenant_details").is_some())
}

pub(super) fn read(raw: &Raw, options: &Options) -> Result<Observed, ReadError> {
    let root = raw.get("Raw").unwrap_or(raw);
    let mut out = Observed::new(Format::ScubaGear);
    let text = |name: &str| root.get(name).and_then(Raw::text).map(ToOwned::to_owned);
    out.tool = text("module_version");
    out.time = text("timestamp_zulu").and_then(|time| time.parse::<Timestamp>().ok());
    identity(root, &mut out);
    for (key, value) in root.members() {
        if RUN.contains(&key.as_str()) {
            out.not(key, Why::Describing);
            continue;
        }
        match key.as_str() {
            "tenant_details" | "accepted_domains" => {}
            "directory_settings" => directory_settings(value, options, &mut out)?,
            "powerbi_tenant_settings" => fabric(value, options, &mut out)?,
            "tenant_isolation" => isolation(value, options, &mut out)?,
            key if key.ends_with("_successful_commands") => out.not(key, Why::Describing),
            key if key.ends_with("_unsuccessful_commands") => unread(key, value, &mut out),
            key => match SCUBA.iter().find(|(name, _)| *name == key) {
                Some((_, object)) => section(root, key, object, value, options, &mut out)?,
                None => out.not(key, Why::NoSetting),
            },
        }
    }
    Ok(out)
}

/// Commands that failed.
fn unread(key: &str, value: &Raw, out: &mut Observed) {
    for command in value.items().into_iter().filter_map(Raw::text) {
        out.not(&format!("{key}: {command}"), Why::NotRead);
    }
}

/// The items of a section that hold something; others were not read.
fn items<'r>(key: &str, value: &'r Raw, out: &mut Observed) -> Vec<(String, &'r Raw)> {
    let all = value.items();
    let several = matches!(value, Raw::List(_));
    let mut items = Vec::new();
    for (number, item) in all.into_iter().enumerate() {
        let at = if several {
            format!("{key}[{number}]")
        } else {
            key.to_owned()
        };
        if !item.members().is_empty() {
            items.push((at, item));
        }
    }
    if items.is_empty() {
        out.not(key, Why::NotRead);
    }
    items
}

fn section(
    root: &Raw,
    key: &str,
    object: &'static str,
    value: &Raw,
    options: &Options,
    out: &mut Observed,
) -> Result<(), ReadError> {
    let items = items(key, value, out);
    let is_there = !items.is_empty();
    for (at, raw) in items {
        table::take(&Record::of(object, at, raw), options, out)?;
    }
    if let Some(kind) = table::kind_of(object)
        && is_there
        && !has_failures(root, key)
    {
        out.whole.insert(kind.key.as_str());
    }
    Ok(())
}

/// Whether a command of the product that brings a section failed: it may not be whole.
fn has_failures(root: &Raw, key: &str) -> bool {
    let product = SCUBA_PRODUCTS.iter().find(|(_, keys)| keys.contains(&key));
    let Some((product, _)) = product else {
        return true;
    };
    match root.get(&format!("{product}_unsuccessful_commands")) {
        Some(Raw::List(failed)) => !failed.is_empty(),
        _ => true,
    }
}

fn identity(root: &Raw, out: &mut Observed) {
    for details in root
        .get("tenant_details")
        .map(Raw::items)
        .unwrap_or_default()
    {
        for (name, value) in details.members() {
            let text = value.text().map(ToOwned::to_owned);
            match name.as_str() {
                "TenantId" => out.identity.tenant_id = text.map(|id| id.to_lowercase()),
                "DisplayName" => out.identity.display_name = text.filter(|n| !n.trim().is_empty()),
                "DomainName" => domain(&text.unwrap_or_default(), "tenant_details.DomainName", out),
                other => out.not(&format!("tenant_details.{other}"), Why::NoSetting),
            }
        }
    }
    let accepted = root
        .get("accepted_domains")
        .map(Raw::items)
        .unwrap_or_default();
    for (number, entry) in accepted.into_iter().enumerate() {
        let at = format!("accepted_domains[{number}].DomainName");
        if let Some(name) = entry.get("DomainName").and_then(Raw::text) {
            domain(name, &at, out);
        }
    }
    if root.get("accepted_domains").is_some() {
        out.not("accepted_domains, all but DomainName", Why::NoSetting);
    }
}

fn domain(text: &str, at: &str, out: &mut Observed) {
    match Domain::parse(text) {
        Ok(domain) => drop(out.identity.domains.insert(domain.to_string())),
        Err(_) => {
            let short: String = text.chars().take(60).collect();
            out.not(
                at,
                Why::NotUnderstood(format!("\"{short}\" is not a domain")),
            );
        }
    }
}

/// Settings of groups come as texts by name.
fn directory_settings(value: &Raw, options: &Options, out: &mut Observed) -> Result<(), ReadError> {
    for (at, item) in items("directory_settings", value, out) {
        let name = item
            .get("DisplayName")
            .and_then(Raw::text)
            .unwrap_or_default();
        if name != "Group.Unified" {
            out.not(&at, Why::NoSetting);
            continue;
        }
        let members = named_values(item.get("Values"));
        let rest = item.members().iter().filter(|(name, _)| name != "Values");
        for (name, _) in rest {
            out.not(&format!("{at}.{name}"), Why::Describing);
        }
        let raw = Raw::Map(members);
        table::take(
            &Record::of(GROUPS, format!("{at}.Values"), &raw),
            options,
            out,
        )?;
    }
    Ok(())
}

/// Settings of Fabric come as objects that name themselves.
fn fabric(value: &Raw, options: &Options, out: &mut Observed) -> Result<(), ReadError> {
    for (at, item) in items("powerbi_tenant_settings", value, out) {
        let Some(name) = item.get("settingName").and_then(Raw::text) else {
            out.not(&at, Why::NotUnderstood("it has no settingName".to_owned()));
            continue;
        };
        let mut members = Vec::new();
        for (member, value) in item.members() {
            match member.as_str() {
                "settingName" | "title" | "tenantSettingGroup" | "canSpecifySecurityGroups" => {
                    out.not(&format!("{at}.{member}"), Why::Describing);
                }
                other => members.extend(tenant_setting(name, other, value)),
            }
        }
        let raw = Raw::Map(members);
        table::take(&Record::of(FABRIC, at, &raw), options, out)?;
    }
    Ok(())
}

/// Tenant isolation, and the tenants that are let through.
fn isolation(value: &Raw, options: &Options, out: &mut Observed) -> Result<(), ReadError> {
    const OBJECT: &str = "PowerAppTenantIsolationPolicy";
    for (at, item) in items("tenant_isolation", value, out) {
        let Some(properties) = item.get("properties") else {
            cmdlet_json::take(item, &at, options, out)?;
            continue;
        };
        for (name, value) in properties.members() {
            let at = format!("{at}.properties.{name}");
            match name.as_str() {
                "isDisabled" => {
                    let raw = Raw::Map(vec![(name.clone(), value.clone())]);
                    let at = at.trim_end_matches(".isDisabled").to_owned();
                    table::take(&Record::of(OBJECT, at, &raw), options, out)?;
                }
                "allowedTenants" => {
                    let rules = value.items().into_iter().enumerate();
                    // Where there is none, some exports hold null or an empty text.
                    for (number, rule) in rules.filter(|(_, rule)| matches!(rule, Raw::Map(_))) {
                        let at = format!("{at}[{number}]");
                        allowed_tenant(OBJECT, rule, at, options, out)?;
                    }
                }
                "tenantId" => out.not(&at, Why::Describing),
                _ => out.not(&at, Why::NoSetting),
            }
        }
    }
    Ok(())
}

fn allowed_tenant(
    object: &'static str,
    rule: &Raw,
    at: String,
    options: &Options,
    out: &mut Observed,
) -> Result<(), ReadError> {
    let Some(tenant) = rule.get("tenantId").and_then(Raw::text) else {
        out.not(&at, Why::NotUnderstood("it has no tenantId".to_owned()));
        return Ok(());
    };
    // Cut off at a depth of two it is a text.
    let says = |way: &str| match rule.get("direction") {
        Some(Raw::Text(text)) => text.to_lowercase().contains(&format!("{way}=true")),
        Some(direction) => direction.get(way) == Some(&Raw::Flag(true)),
        None => false,
    };
    let direction = match (says("inbound"), says("outbound")) {
        (true, true) => "Both",
        (true, false) => "Inbound",
        (false, true) => "Outbound",
        (false, false) => {
            out.not(&at, Why::NotUnderstood("it names no direction".to_owned()));
            return Ok(());
        }
    };
    if table::kind_of(object).is_none() {
        out.not(&at, Why::NoSetting);
        return Ok(());
    }
    let raw = Raw::Map(vec![(
        "direction".to_owned(),
        Raw::Text(direction.to_owned()),
    )]);
    let name = Some(tenant.to_lowercase());
    table::take(
        &Record {
            object,
            name,
            at,
            raw: &raw,
        },
        options,
        out,
    )
}
