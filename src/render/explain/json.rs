//! What `guestlist explain --format json` prints.

use serde::Serialize;

use crate::model::list::DomainList;
use crate::model::section::{Setting, one_line};
use crate::model::{Name, Value};
use crate::render::json::JsonLocation;
use crate::render::json::value::{JsonNotes, JsonValue};
use crate::text::{Sources, Span};
use crate::workflow::explain::{Explained, ExplainedSetting, Overviewed};

/// Version of the JSON document.
pub const FORMAT_VERSION: &str = "1.0";

/// What `guestlist explain --format json` prints.
#[derive(Debug, Serialize)]
pub struct ExplainDocument {
    format_version: &'static str,
    settings: Vec<JsonExplained>,
    address: Option<String>,
    kind: Option<&'static str>,
    location: Option<JsonLocation>,
    domains: Option<JsonValue>,
    notes: Option<JsonNotes>,
    used_by: Option<Vec<String>>,
    definitions: Vec<JsonDefinition>,
}

/// One of many things of a kind.
#[derive(Debug, Serialize)]
struct JsonDefinition {
    address: String,
    location: JsonLocation,
    domains: Option<JsonValue>,
}

/// A setting.
#[derive(Debug, Serialize)]
struct JsonExplained {
    address: Option<String>,
    setting: String,
    value: Option<JsonValue>,
    layer: Option<String>,
    location: Option<JsonLocation>,
    recorded: Option<JsonValue>,
    title: &'static str,
    meaning: String,
    default: Option<JsonValue>,
    object: &'static str,
    property: &'static str,
    read_cmdlet: String,
    write_cmdlet: String,
    label: Option<&'static str>,
    admin_centre: Option<&'static str>,
    uncertain: Option<String>,
}

/// For programs.
#[must_use]
pub fn document(explained: &Explained<'_>, sources: &Sources) -> ExplainDocument {
    let mut out = ExplainDocument {
        format_version: FORMAT_VERSION,
        settings: Vec::new(),
        address: None,
        kind: None,
        location: None,
        domains: None,
        notes: None,
        used_by: None,
        definitions: Vec::new(),
    };
    let listed = |d: &DomainList| JsonValue::from(&Value::Set(d.set().clone()));
    let location = |place: Span| JsonLocation::of(place, sources);
    match explained {
        Explained::Setting(setting) => out.settings.push(json(setting, sources)),
        Explained::Settings(settings) => {
            out.settings = settings.iter().map(|s| json(s, sources)).collect();
        }
        Explained::Tenant(tenant, settings) => {
            out.settings = settings.iter().map(|s| json(s, sources)).collect();
            out.address = Some(tenant.name.to_string());
            out.location = Some(location(tenant.span));
            out.domains = Some(listed(&tenant.domains));
        }
        Explained::Overview(address, all) => {
            out.address = Some(address.to_string());
            let definition = |one: &Overviewed<'_>| JsonDefinition {
                address: one.address.to_string(),
                location: location(one.place),
                domains: one.domains.map(listed),
            };
            out.definitions = all.iter().map(definition).collect();
        }
        Explained::Meaning(settings, place) => {
            out.settings = settings.iter().map(|s| meaning_json(s)).collect();
            out.location = place.map(location);
        }
        Explained::Entry {
            address,
            kind,
            domains,
            place,
            notes,
            within,
        } => {
            out.kind = place.map(|_| *kind);
            out.domains = domains.map(listed);
            out.settings = within.iter().map(|s| json(s, sources)).collect();
            out.address = Some(address.to_string());
            out.location = place.map(location);
            out.notes = Some(notes.into());
        }
        Explained::Definition {
            address,
            place,
            domains,
            notes,
            used_by,
            confirmed: _,
        } => {
            out.address = Some(address.to_string());
            out.location = Some(location(*place));
            out.domains = domains.map(listed);
            let names = |names: &Vec<Name>| names.iter().map(Name::to_string).collect();
            out.used_by = used_by.as_ref().map(names);
            out.notes = Some(notes.into());
        }
    }
    out
}

fn json(explained: &ExplainedSetting<'_>, sources: &Sources) -> JsonExplained {
    let desired = explained.desired;
    JsonExplained {
        address: Some(explained.address.to_string()),
        value: desired.map(|d| (&d.value).into()),
        layer: desired.map(|d| d.layer.to_string()),
        location: desired.map(|d| JsonLocation::of(d.span, sources)),
        recorded: explained.recorded.as_ref().map(|r| (&r.value).into()),
        ..meaning_json(explained.setting)
    }
}

fn meaning_json(setting: &Setting) -> JsonExplained {
    let text = |text: &'static str| (!text.is_empty()).then_some(text);
    JsonExplained {
        address: None,
        setting: setting.key.to_string(),
        value: None,
        layer: None,
        location: None,
        recorded: None,
        title: setting.title,
        meaning: one_line(setting.summary),
        default: setting.default.value().as_ref().map(Into::into),
        object: setting.object,
        property: setting.property,
        read_cmdlet: setting.read_by(),
        write_cmdlet: setting.set_by(),
        label: text(setting.label),
        admin_centre: text(setting.admin_centre),
        uncertain: text(setting.uncertain).map(one_line),
    }
}
