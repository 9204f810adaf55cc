//! Official names that people write by habit: retired, reserved, renamed, or simply spelled the
//! official way. Each is answered with what to write instead.

mod names;

use super::settings;
use crate::document::Advice;
use crate::model::section::{Choice, Kind, Setting};
use crate::model::{Domain, SettingKey};
use names::{COMMON, CONSENT, OPPOSITE, RENAMED, RETIRED, WITHOUT_DOMAINS};

/// What counts today instead of a retired setting with that value, and what it means there.
///
/// Source: "Manage external meetings and chat"; the three choices of Skype for Business Online are
/// three states of external access.
#[must_use]
pub fn successor(key: &SettingKey, value: &str) -> Option<(&'static str, &'static str)> {
    Some(match (key.as_str(), value) {
        ("skype_for_business.external_communications", "off_completely") => {
            ("external_access: { enabled: false }", "nobody outside")
        }
        ("skype_for_business.external_communications", "on_except_for_blocked_domains") => (
            "external_access: { enabled: true, allowed_domains: all }",
            "everybody but those under blocked_domains",
        ),
        ("skype_for_business.external_communications", "on_only_for_allowed_domains") => (
            "external_access: { enabled: true, allowed_domains: [fabrikam.com] }",
            "these domains and nobody else",
        ),
        ("skype_for_business.allowed_domains", _) => (
            "external_access: { allowed_domains: [fabrikam.com] }",
            "the same domains",
        ),
        ("skype_for_business.blocked_domains", _) => (
            "external_access: { blocked_domains: [fabrikam.com] }",
            "the same domains; they count only while allowed_domains is all",
        ),
        ("skype_for_business.skype_consumer", _) => (
            "external_access: { teams_consumer: { enabled: true } }",
            "or false: people with personal Teams accounts",
        ),
        _ => return None,
    })
}

/// What became of an official name that is retired or reserved.
#[must_use]
pub fn retired(name: &str) -> Option<&'static str> {
    let wanted = folded(name);
    let mut names = RETIRED.iter().filter(|(_, _, setting)| setting.is_empty());
    let found = names.find(|(name, _, _)| folded(name) == wanted);
    found.map(|(_, message, _)| *message)
}

/// Whether an official name says the opposite of the setting: true there is false here.
#[must_use]
pub fn is_opposite(name: &str, key: &SettingKey) -> bool {
    let wanted = folded(name);
    OPPOSITE
        .iter()
        .any(|(name, setting)| *setting == key.as_str() && folded(name) == wanted)
}

/// The settings of an official name; several objects may share one.
pub fn official(name: &str) -> impl Iterator<Item = &'static Setting> {
    let wanted = folded(name);
    let named = move |s: &&Setting| {
        s.retired.is_none() && !wanted.is_empty() && folded(s.property) == wanted
    };
    settings().iter().filter(named)
}

/// What to say to a key that guestlist does not know, written below the section `path`; `value` is
/// what stands behind it, if that fits on the line.
#[must_use]
pub fn advice(path: &str, key: &str, value: Option<&str>) -> Option<Advice> {
    let wanted = folded(key);
    // Words of other alphabets are no official names.
    if wanted.is_empty() {
        return None;
    }
    if path.starts_with("cross_tenant_access.default") && CONSENT.contains(&wanted.as_str()) {
        return Some(Advice {
            message: "automatic redemption can't be set for all tenants: the default is false and \
                      read-only"
                .to_owned(),
            fix: Some(
                "partners: { fabrikam: { automatic_redemption: { inbound: true } } }".to_owned(),
            ),
            meant: None,
            is_misplaced: false,
        });
    }
    if let Some(special) = renamed(path, &wanted)
        .or_else(|| without_domains(path, &wanted))
        .or_else(|| opposite(path, &wanted, value))
    {
        return Some(special);
    }
    let retired = RETIRED.iter().find(|(name, _, _)| folded(name) == wanted);
    if let Some((_, message, successor)) = retired {
        return Some(Advice {
            message: (*message).to_owned(),
            fix: super::setting(successor).and_then(|setting| fix(path, setting, value)),
            meant: None,
            is_misplaced: false,
        });
    }
    // The same section first: several objects may share a property's name.
    let setting = official(key).max_by_key(|s| below(s.key.as_str(), path).is_some())?;
    let below = below(setting.key.as_str(), path).filter(|_| !path.is_empty());
    // A plain word such as Domains is an official name only where it belongs.
    let is_plain = setting.property.matches(char::is_uppercase).count() < 2;
    if below.is_none() && (is_plain || COMMON.contains(&wanted.as_str())) {
        return None;
    }
    // The word is ours, only not here: nobody wrote an official name.
    let own = setting.key.as_str().rsplit_once('.');
    if let Some((place, _)) = own.filter(|(_, last)| below.is_none() && *last == key) {
        return Some(Advice {
            message: format!("there is no key \"{key}\" here: it belongs in {place}"),
            fix: fix(path, setting, value),
            meant: None,
            is_misplaced: true,
        });
    }
    Some(Advice {
        message: format!(
            "{} is the official name of {}",
            setting.property, setting.key
        ),
        fix: fix(path, setting, value),
        meant: below.map(ToOwned::to_owned),
        is_misplaced: false,
    })
}

/// A service under its other name, where sections stand.
fn renamed(path: &str, wanted: &str) -> Option<Advice> {
    let mut names = RENAMED.iter().filter(|_| path.is_empty());
    let (_, section, message) = names.find(|(name, _, _)| folded(name) == wanted)?;
    Some(Advice {
        message: (*message).to_owned(),
        fix: Some(format!("{section}:")),
        meant: Some((*section).to_owned()),
        is_misplaced: false,
    })
}

/// A list of domains of a service that has none: Entra's list counts for its guests.
fn without_domains(path: &str, wanted: &str) -> Option<Advice> {
    let section = path.split('.').next()?;
    let (_, service) = WITHOUT_DOMAINS.iter().find(|(name, _)| *name == section)?;
    if !wanted.ends_with("domains") && !wanted.ends_with("domainlist") {
        return None;
    }
    let list = if wanted.contains("block") {
        "blocked_domains"
    } else {
        "allowed_domains"
    };
    Some(Advice {
        message: format!(
            "{service} has no list of domains: which domains may be invited is Entra's list"
        ),
        fix: Some(format!(
            "entra_b2b: {{ invitations: {{ {list}: [fabrikam.com] }} }}"
        )),
        meant: None,
        is_misplaced: false,
    })
}

/// A switch that says the opposite of the setting here.
fn opposite(path: &str, wanted: &str, value: Option<&str>) -> Option<Advice> {
    let (name, key) = OPPOSITE.iter().find(|(name, _)| folded(name) == wanted)?;
    let setting = super::setting(key)?;
    if setting.key.section() != path.split('.').next() {
        return None;
    }
    let value = value.and_then(|text| carried(setting.kind, text));
    let turned = match value.as_deref() {
        Some("true") => Some("false"),
        Some("false") => Some("true"),
        _ => None,
    };
    Some(Advice {
        message: format!("{name} is the opposite of {key}: what is true there is false here"),
        fix: turned.and_then(|value| fix(path, setting, Some(value))),
        meant: None,
        is_misplaced: false,
    })
}

/// What is left of a key below the place `path`, which names an object where the key has `[]`.
fn below<'k>(key: &'k str, path: &str) -> Option<&'k str> {
    if let Some((collection, rest)) = key.split_once("[].") {
        let is_there = path
            .strip_prefix(collection)
            .is_some_and(|name| name.starts_with('.'));
        return is_there.then_some(rest);
    }
    let rest = key.strip_prefix(path)?;
    Some(rest.trim_start_matches('.'))
}

/// The YAML that states the same below `path`. A value that can't be carried over stays where it is:
/// then only the key is to be replaced, if it stands at the right place.
fn fix(path: &str, setting: &Setting, value: Option<&str>) -> Option<String> {
    let below = match below(setting.key.as_str(), path) {
        Some(below) => below,
        // Which object is meant can't be told from elsewhere.
        None if setting.key.as_str().contains("[]") => return None,
        None => setting.key.as_str(),
    };
    match value.and_then(|text| carried(setting.kind, text)) {
        Some(value) => Some(nested(below, &value)),
        None => (!below.contains('.')).then(|| format!("{below}:")),
    }
}

/// An official value as guestlist writes it.
fn carried(kind: Kind, text: &str) -> Option<String> {
    let word = folded(text);
    match kind {
        Kind::Flag | Kind::FlagOrInherit => match word.as_str() {
            "true" | "on" | "yes" | "enabled" => Some("true".to_owned()),
            "false" | "off" | "no" | "disabled" => Some("false".to_owned()),
            _ => None,
        },
        Kind::Choice(choices) => {
            let same = |c: &&Choice| folded(c.yaml) == word || folded(c.official) == word;
            choices.iter().find(same).map(|c| c.yaml.to_owned())
        }
        Kind::AllowedDomains if matches!(word.as_str(), "all" | "allowallknowndomains") => {
            Some("all".to_owned())
        }
        Kind::AllowedDomains if word == "none" => Some("none".to_owned()),
        _ if text.starts_with('[') => Some(text.to_owned()),
        Kind::AllowedDomains | Kind::Domains => {
            let domain = Domain::parse(text).ok();
            domain.map(|domain| format!("[{domain}]"))
        }
        Kind::MailDomains
        | Kind::Number { .. }
        | Kind::Text(_)
        | Kind::Words(_)
        | Kind::Object(_) => None,
    }
}

/// Lower case without separators: how people vary official names.
fn folded(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// `teams_consumer.inbound` and a value as the YAML that states it.
fn nested(path: &str, value: &str) -> String {
    let mut words: Vec<&str> = path.split('.').filter(|w| !w.is_empty()).collect();
    let Some(last) = words.pop() else {
        return String::new();
    };
    let open: String = words.iter().map(|w| format!("{w}: {{ ")).collect();
    format!("{open}{last}: {value}{}", " }".repeat(words.len()))
}

#[cfg(test)]
mod tests;
