//! Lists of domains of Teams: written whole, or entry by entry.

use super::entries;
use crate::interop::write::parts::Item;
use crate::interop::write::powershell::literal::texts;
use crate::interop::write::quote;
use crate::model::AllowedDomains;

/// The list of allowed domains, everybody or nobody.
///
/// Source: `Set-CsTenantFederationConfiguration`, `New-CsEdgeAllowAllKnownDomains`,
/// `New-CsEdgeAllowList`.
pub(super) fn allowed(item: &Item<'_>) -> String {
    const SET: &str = "Set-CsTenantFederationConfiguration -AllowedDomains";
    let command = match AllowedDomains::from_value(&item.to) {
        Some(AllowedDomains::All) => format!("{SET} (New-CsEdgeAllowAllKnownDomains)"),
        Some(AllowedDomains::None) => {
            format!("{SET} (New-CsEdgeAllowList -AllowedDomain $null)")
        }
        _ => match item.delta() {
            Some((add, remove)) => deltas(item, "AllowedDomains", &add, &remove),
            None => format!("Set-TeamsAllowList {}", texts(entries(&item.to), 0)),
        },
    };
    if item.is_last() {
        return command;
    }
    // On the way: what is open at the end is not closed again by a second run.
    let from = item.from.as_ref().and_then(AllowedDomains::from_value);
    let to = AllowedDomains::from_value(&item.to);
    match (from, to) {
        // A list that did not come to its end while it grew is filled up.
        (Some(AllowedDomains::All), Some(AllowedDomains::Only(list))) => {
            let list = texts(list.iter(), 0);
            format!(
                "$list = {list}\nif (Test-TeamsEverybody) {{ Set-TeamsAllowList $list }}\n\
                 else {{ Edit-TeamsList 'AllowedDomains' 'Add' $list }}"
            )
        }
        (_, Some(AllowedDomains::None)) => {
            let key = quote::string(item.wanted.key.as_str());
            format!("if (Test-TeamsExtra {key}) {{ {command} }}")
        }
        _ => command,
    }
}

/// Another list, by its property.
pub(super) fn listed(item: &Item<'_>, property: &str) -> String {
    match item.delta() {
        Some((add, remove)) => deltas(item, property, &add, &remove),
        None => format!("Set-TeamsList '{property}' {}", texts(entries(&item.to), 0)),
    }
}

/// Entries come and go one by one; what the list is then is looked at after the last of them.
fn deltas(item: &Item<'_>, property: &str, add: &[&str], remove: &[&str]) -> String {
    let mut lines = Vec::new();
    for (deed, entries) in [("Add", add), ("Remove", remove)] {
        if !entries.is_empty() {
            let list = texts(entries.iter().copied(), 0);
            lines.push(format!("Edit-TeamsList '{property}' '{deed}' {list}"));
        }
    }
    if item.is_last() {
        let key = quote::string(item.wanted.key.as_str());
        lines.push(format!("Complete-TeamsList '{property}' {key}"));
    }
    lines.join("\n")
}
