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
    // On the way from everybody to a list: behind it there is nothing to close again.
    match item.from.as_ref().and_then(AllowedDomains::from_value) {
        Some(AllowedDomains::All) if !item.is_last() => {
            format!("if (Test-TeamsEverybody) {{ {command} }}")
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
