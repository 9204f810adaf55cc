//! The lists of external access. Sources: Set-CsTenantFederationConfiguration,
//! New-CsEdgeAllowAllKnownDomains, New-CsEdgeAllowList, New-CsEdgeDomainPattern.

use std::collections::BTreeMap;

use super::held::{Held, domain_pattern, edited, words};
use super::run::Call;
use super::value::{Val, member};

/// Entries of a list.
const MOST: usize = 4000;

/// Cmdlets that make a value for a parameter.
pub(super) fn made(call: &Call) -> Result<Vec<Val>, String> {
    let one = match (call.name.as_str(), call.named.as_slice()) {
        ("New-CsEdgeAllowAllKnownDomains", []) => Val::object("AllowAllKnownDomains", Vec::new()),
        ("New-CsEdgeAllowList", [(name, list)]) if name == "AllowedDomain" => Val::object(
            "AllowList",
            vec![("AllowedDomain".to_owned(), list.clone())],
        ),
        ("New-CsEdgeDomainPattern", [(name, Val::Text(domain))]) if name == "Domain" => {
            domain_pattern(domain)
        }
        _ => return Err(format!("no such command: {call:?}")),
    };
    Ok(vec![one])
}

/// What a parameter makes of a list; nothing if it is none of these.
pub(super) fn taken(
    parameter: &str,
    value: &Val,
    held: &BTreeMap<String, Held>,
) -> Option<(&'static str, Result<Held, String>)> {
    let (property, taken) = match parameter {
        "AllowedDomains" => ("AllowedDomains", allowed(value)),
        "AllowedDomainsAsAList" => ("AllowedDomains", list(value, &held["AllowedDomains"])),
        "BlockedDomains" => ("BlockedDomains", list(value, &held["BlockedDomains"])),
        "AllowedTrialTenantDomains" => (
            "AllowedTrialTenantDomains",
            list(value, &held["AllowedTrialTenantDomains"]),
        ),
        _ => return None,
    };
    Some((property, taken))
}

fn allowed(value: &Val) -> Result<Held, String> {
    match value {
        // Nobody.
        Val::Null => Ok(Held::List(Vec::new())),
        Val::Object(object) => match object.borrow().class {
            "AllowAllKnownDomains" => Ok(Held::Everybody),
            "AllowList" => {
                let list = member(&object.borrow().members, "AllowedDomain").cloned();
                match list {
                    None | Some(Val::Null) => Ok(Held::List(Vec::new())),
                    Some(list) => self::list(&list, &Held::Null),
                }
            }
            class => Err(format!("{class} is not taken")),
        },
        other => Err(format!(
            "Cannot bind AllowedDomains: {other:?} is no choice of domains"
        )),
    }
}

fn list(value: &Val, now: &Held) -> Result<Held, String> {
    match value {
        Val::Null => Ok(Held::List(Vec::new())),
        Val::Table(_) => edited(value, now, MOST),
        Val::Array(_) | Val::List(_) => {
            let mut words = words(value)?;
            words.sort();
            Ok(Held::List(words))
        }
        other => Err(format!("{other:?} is no list")),
    }
}
