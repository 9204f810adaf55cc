//! Properties whose values several settings share, or that have a shape of their own.

use compact_str::CompactString;

use super::{Read, Reading, is_not, mail_domain, not_understood, read, words_in};
use crate::interop::Why;
use crate::interop::names::{SHARING_ACTIONS, TARGETS};
use crate::interop::raw::{Raw, folded};
use crate::model::Value;
use crate::model::section::{Kind, Setting};

/// Reads what a property says of a setting.
pub(in crate::interop) fn of_property(
    setting: &Setting,
    property: &str,
    raw: &Raw,
    how: Reading,
) -> Read {
    match folded(property).as_str() {
        "domains" if folded(setting.object) == "sharingpolicy" => shared(setting, raw),
        "allowlist" => unmarked(setting, raw, how),
        p if p.ends_with(".targets") => targets(setting, raw, how),
        p if p.ends_with("precedenceorder") => ranked(setting, raw, how),
        _ => read(setting, raw, how),
    }
}

/// Calendar and contacts of a sharing policy: `fabrikam.com:CalendarSharingFreeBusySimple,
/// ContactsSharing`, each action a list of its own.
///
/// Source: `Set-SharingPolicy`, parameter `Domains`.
fn shared(setting: &Setting, raw: &Raw) -> Read {
    let below = setting.key.as_str().rsplit('.').next().unwrap_or_default();
    let mut out: Vec<CompactString> = Vec::new();
    for item in raw.items() {
        let text = match item {
            Raw::Null => continue,
            Raw::Text(text) => text,
            Raw::Unresolved(name) => return Read::Not(Why::Variable(name.clone())),
            other => {
                let what = other.what();
                return not_understood(format!(
                    "an entry of the list is {what}, so the whole list was left out"
                ));
            }
        };
        let Some((domain, actions)) = text.rsplit_once(':') else {
            return is_not(
                text,
                "of the form DOMAIN:ACTION, so the whole list was left out",
            );
        };
        let domain = match domain.trim() {
            name if name.eq_ignore_ascii_case("anonymous") => Some("anonymous".to_owned()),
            name => mail_domain(name),
        };
        let Some(domain) = domain else {
            return is_not(
                text,
                "of the form DOMAIN:ACTION, so the whole list was left out",
            );
        };
        for action in actions.split(',') {
            let action = action.trim();
            let Some((list, _)) = SHARING_ACTIONS.iter().find(|(_, word)| *word == action) else {
                return is_not(
                    action,
                    "an action that sharing policies have, so the whole list was left out",
                );
            };
            if *list == below {
                out.push(domain.as_str().into());
            }
        }
    }
    Read::Value(Value::Set(out.into()))
}

/// One list of domains and senders, as two lists.
///
/// Source: `Set-ExternalInOutlook`, parameter `AllowList`.
fn unmarked(setting: &Setting, raw: &Raw, how: Reading) -> Read {
    let Ok(words) = words_in(raw) else {
        return not_understood("the list holds something else than texts");
    };
    let senders = matches!(setting.kind, Kind::Words(_));
    let mine: Vec<Raw> = words
        .into_iter()
        .filter(|word| word.contains('@') == senders)
        .map(Raw::Text)
        .collect();
    read(setting, &Raw::List(mine), how)
}

/// Targets of cross-tenant access: `{target, targetType}`.
///
/// Source: Graph `crossTenantAccessPolicyTarget`.
fn targets(setting: &Setting, raw: &Raw, how: Reading) -> Read {
    let mut words = Vec::new();
    for item in raw.items() {
        let (Some(target), kind) = (
            item.get("target").and_then(Raw::text),
            item.get("targetType").and_then(Raw::text),
        ) else {
            return not_understood("a target without its id");
        };
        let many = TARGETS.iter().find(|(_, (word, _))| *word == target);
        words.push(Raw::Text(match (many, kind) {
            (Some((word, _)), _) => (*word).to_owned(),
            (None, Some(kind @ ("user" | "group"))) => format!("{kind}:{target}"),
            (None, _) => target.to_owned(),
        }));
    }
    if words.is_empty() {
        return Read::Not(Why::NoValue);
    }
    read(setting, &Raw::List(words), how)
}

/// First, second and third of an order of identity providers.
fn ranked(setting: &Setting, raw: &Raw, how: Reading) -> Read {
    let place = ["first", "second", "third"];
    let at = place.iter().position(|p| setting.key.as_str().ends_with(p));
    match at.and_then(|at| raw.items().get(at).copied()) {
        Some(item) => read(setting, item, how),
        None => Read::Not(Why::NoValue),
    }
}
