//! Shapes that several formats share: settings of groups as texts by name, settings of Fabric as
//! objects that name themselves.

use crate::interop::raw::Raw;

/// Official object of the tenant's settings of groups.
pub(super) const GROUPS: &str = "groupSetting Group.Unified";
/// Official object of what one group says of guests.
pub(super) const ONE_GROUP: &str = "groupSetting Group.Unified.Guest";
/// Official object of tenant settings of Fabric.
pub(super) const FABRIC: &str = "Fabric tenant setting";

/// Lists that are kept as one text with commas. Source: "Microsoft Entra cmdlets for configuring group
/// settings".
const JOINED: [&str; 2] = ["ClassificationList", "CustomBlockedWordsList"];

/// Name and value pairs as members.
pub(super) fn named_values(pairs: Option<&Raw>) -> Vec<(String, Raw)> {
    let mut members = Vec::new();
    for pair in pairs.map(Raw::items).unwrap_or_default() {
        let name = pair.get("name").and_then(Raw::text);
        let (Some(name), Some(value)) = (name, pair.get("value")) else {
            continue;
        };
        members.push((name.to_owned(), parted(name, value)));
    }
    members
}

/// A value of the tenant's settings of groups; a list that is kept as one text as a list.
pub(super) fn parted(name: &str, value: &Raw) -> Raw {
    match value {
        Raw::Text(text) if JOINED.contains(&name) => {
            let words = text.split(',').filter(|word| !word.is_empty());
            Raw::List(words.map(|word| Raw::Text(word.to_owned())).collect())
        }
        value => value.clone(),
    }
}

/// A member of a tenant setting, under the name by which the table of settings has it.
///
/// Source: Fabric REST "Tenants - List Tenant Settings".
pub(super) fn tenant_setting(name: &str, member: &str, value: &Raw) -> Vec<(String, Raw)> {
    match member {
        "enabled" => vec![(name.to_owned(), value.clone())],
        "enabledSecurityGroups" | "excludedSecurityGroups" => {
            let id = |group: &Raw| group.get("graphId").cloned();
            let list = match value {
                Raw::List(groups) => {
                    let ids = groups.iter().map(|g| id(g).unwrap_or_else(|| g.clone()));
                    Raw::List(ids.collect())
                }
                other => other.clone(),
            };
            vec![(format!("{name}.{member}"), list)]
        }
        "properties" => named_values(Some(value))
            .into_iter()
            .map(|(property, value)| (format!("{name}.{property}"), value))
            .collect(),
        _ => vec![(format!("{name}.{member}"), value.clone())],
    }
}
