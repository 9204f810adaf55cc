//! A setting's value as the service says it: the way back from [`super::super::values`].

use serde_json::{Value as Json, json};

use crate::interop::names::{SHARING_ACTIONS, TARGETS, spelled};
use crate::model::section::{Choice, Kind, Setting};
use crate::model::sections::retired;
use crate::model::{AllowedDomains, Value};

/// The value in the words of the service, as JSON.
pub(super) fn json(setting: &Setting, value: &Value) -> Json {
    match (setting.kind, value) {
        (Kind::Choice(choices), Value::Text(word)) => match official(choices, word) {
            "null" | "$null" => Json::Null,
            official => json!(official),
        },
        (Kind::FlagOrInherit, Value::Text(_)) => Json::Null,
        (Kind::AllowedDomains, value) => match AllowedDomains::from_value(value) {
            Some(AllowedDomains::All) => json!({ "AllowAllKnownDomains": {} }),
            Some(AllowedDomains::None) => json!({ "AllowedDomain": [] }),
            Some(AllowedDomains::Only(set)) => {
                let entries = set.iter().map(|domain| json!({ "Domain": domain }));
                json!({ "AllowedDomain": entries.collect::<Vec<_>>() })
            }
            None => Json::Null,
        },
        (_, Value::Flag(on)) => flag(setting, *on),
        (_, Value::Number(number)) => json!(number),
        (_, Value::Text(text)) => json!(text.as_str()),
        (_, Value::Set(set)) => json!(set.iter().collect::<Vec<_>>()),
    }
}

fn flag(setting: &Setting, on: bool) -> Json {
    let on = on != retired::is_opposite(setting.property, &setting.key);
    match spelled(setting.object, setting.property) {
        Some((yes, no)) => json!(if on { yes } else { no }),
        None => json!(on),
    }
}

/// The official spelling of a choice; the word itself if it is none of them.
pub(super) fn official<'w>(choices: &'static [Choice], word: &'w str) -> &'w str {
    let known = choices.iter().find(|c| c.yaml == word);
    known.map_or(word, |choice| choice.official)
}

/// Target and type of a word of cross-tenant access: `all_users`, `user:ID`, `group:ID`, a word for
/// applications, or an application's id.
///
/// Source: Graph `crossTenantAccessPolicyTarget`.
pub(super) fn target(word: &str) -> (&str, &str) {
    if let Some((_, many)) = TARGETS.iter().find(|(known, _)| *known == word) {
        return *many;
    }
    match word.split_once(':') {
        Some((kind, id)) => (id, kind),
        None => (word, "application"),
    }
}

/// What a sharing policy calls the action of a list, by the last part of the setting's key.
pub(super) fn sharing_action(list: &str) -> Option<&'static str> {
    let found = SHARING_ACTIONS.iter().find(|(known, _)| *known == list);
    found.map(|(_, action)| *action)
}

/// A domain as a sharing policy says it: who opens a published calendar has a word of its own.
///
/// Source: `Set-SharingPolicy`, parameter `Domains`.
pub(super) fn sharing_domain(domain: &str) -> &str {
    match domain {
        "anonymous" => "Anonymous",
        domain => domain,
    }
}
