//! Answers of Microsoft Graph: one object, or a list below `value`.

use super::cmdlet_json;
use crate::interop::raw::Raw;
use crate::interop::table::{self, Record};
use crate::interop::{Format, Observed, Options, ReadError, Why};

/// Whether the JSON is an answer of Graph.
pub(super) fn is(raw: &Raw) -> bool {
    let inner = match raw.get("value") {
        Some(Raw::List(items)) => items.first(),
        Some(value @ Raw::Map(_)) => Some(value),
        _ => None,
    };
    let marked = |raw: &Raw| {
        raw.members()
            .iter()
            .any(|(name, _)| name.starts_with("@odata."))
    };
    let lower = |raw: &Raw| {
        let names = raw
            .members()
            .iter()
            .filter(|(name, _)| !name.starts_with('@'));
        let lower = |name: &str| name.starts_with(|c: char| c.is_ascii_lowercase());
        names.clone().next().is_some() && names.clone().all(|(name, _)| lower(name))
    };
    marked(raw) || inner.is_some_and(marked) || lower(inner.unwrap_or(raw))
}

pub(super) fn read(raw: &Raw, options: &Options) -> Result<Observed, ReadError> {
    let mut out = Observed::new(Format::Graph);
    if raw.get("@odata.nextLink").is_some() {
        return Err(ReadError::Incomplete {
            at: "the file".to_owned(),
        });
    }
    if raw.get("value").is_some() {
        let rest = raw.members().iter().filter(|(name, _)| name != "value");
        for (name, _) in rest {
            out.not(name, Why::Describing);
        }
    }
    match raw.get("value") {
        Some(Raw::List(items)) => {
            for (number, item) in items.iter().enumerate() {
                take(item, &format!("value[{number}]"), options, &mut out)?;
            }
            if let [first, ..] = items.as_slice()
                && let Ok(Some(object)) = cmdlet_json::guess(first, "")
                && object == "crossTenantAccessPolicyConfigurationPartner"
                && let Some(kind) = table::kind_of(object)
            {
                out.whole.insert(kind.key.as_str());
            }
        }
        // One published example wraps a single object.
        Some(value @ Raw::Map(_)) => take(value, "value", options, &mut out)?,
        _ => take(raw, "", options, &mut out)?,
    }
    Ok(out)
}

fn take(item: &Raw, at: &str, options: &Options, out: &mut Observed) -> Result<(), ReadError> {
    let place = if at.is_empty() { "the file" } else { at };
    let Some(object) = cmdlet_json::guess(item, place)? else {
        out.not(place, Why::NoSetting);
        return Ok(());
    };
    let own: Raw;
    let mut raw = item;
    match object {
        "user" => {
            let kind = item.get("userType").and_then(Raw::text);
            if !kind.is_some_and(|kind| kind.eq_ignore_ascii_case("guest")) {
                out.not(at, Why::NoGuest);
                return Ok(());
            }
        }
        "b2bManagementPolicy" => {
            if item.get("isOrganizationDefault") == Some(&Raw::Flag(false)) {
                out.not(
                    at,
                    Why::NotUnderstood("it is not the policy of the organisation".to_owned()),
                );
                return Ok(());
            }
            match invitations(item) {
                Ok(read) => own = read,
                Err(why) => {
                    out.not(
                        &format!("{at}.definition"),
                        Why::NotUnderstood(why.to_owned()),
                    );
                    return Ok(());
                }
            }
            raw = &own;
        }
        _ => {}
    }
    let record = Record::of(object, at.to_owned(), raw);
    table::take(&record, options, out)
}

/// The lists of invitation domains, out of the JSON text in `definition`.
///
/// Source: Graph beta `b2bManagementPolicy`; `New-AzureADPolicy -Type B2BManagementPolicy`. With
/// neither list, or with an empty deny list, everybody may be invited; beside a deny list that has
/// entries an empty allow list says nothing.
fn invitations(item: &Raw) -> Result<Raw, &'static str> {
    let text = match item.get("definition").map(Raw::items).as_deref() {
        Some([Raw::Text(text)]) => text.clone(),
        _ => return Err("the definition is not one JSON text"),
    };
    let parsed = Raw::from_json(&text).map_err(|_| "the definition is no JSON")?;
    let Some(policy) = parsed.get("B2BManagementPolicy") else {
        return Err("the definition is of another policy");
    };
    let mut members = lists(policy, false);
    for (name, value) in item.members() {
        if name != "definition" {
            members.push((name.clone(), value.clone()));
        }
    }
    Ok(Raw::Map(members))
}

/// Both lists, and what else the policy holds. `says_nobody` is whether an empty allow list without a
/// deny list beside it is known to let nobody in; elsewhere readers disagree about it.
pub(super) fn lists(policy: &Raw, says_nobody: bool) -> Vec<(String, Raw)> {
    const LISTS: &str = "InvitationsAllowedAndBlockedDomainsPolicy";
    let lists = policy.get(LISTS);
    let allowed = lists.and_then(|l| l.get("AllowedDomains"));
    let blocked = lists.and_then(|l| l.get("BlockedDomains"));
    let is_empty = |list: &Raw| matches!(list, Raw::Null) || list.items().is_empty();
    let everybody = || Raw::Map(Vec::new());
    let none = || Raw::List(Vec::new());
    let (allow, block) = match (allowed, blocked) {
        (None, None) => (everybody(), none()),
        (None, Some(blocked)) => (everybody(), blocked.clone()),
        (Some(allowed), Some(blocked)) if is_empty(allowed) && !is_empty(blocked) => {
            (everybody(), blocked.clone())
        }
        (Some(allowed), None) if is_empty(allowed) && says_nobody => {
            let nobody = Raw::Map(vec![("AllowedDomain".to_owned(), none())]);
            (nobody, none())
        }
        // Empty lists of both kinds, or an empty allow list alone: readers disagree.
        (Some(allowed), blocked) => (allowed.clone(), blocked.cloned().unwrap_or_else(none)),
    };
    let mut members = vec![
        (format!("{LISTS}.AllowedDomains"), allow),
        (format!("{LISTS}.BlockedDomains"), block),
    ];
    let rest = policy.members().iter().filter(|(name, _)| name != LISTS);
    members.extend(rest.cloned());
    members
}
