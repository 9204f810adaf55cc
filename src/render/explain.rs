//! How an explanation looks.

use serde::Serialize;

use super::json::JsonLocation;
use super::json::value::{JsonNotes, JsonValue};
use super::layout::{hanging, left_right, shown};
use super::terminal::style;
use super::{Terminal, words as value_words};
use crate::model::Notes;
use crate::model::schema::default_in_words;
use crate::model::section::{Kind, Setting, one_line};
use crate::state::Known;
use crate::text::{Sources, Span};
use crate::workflow::explain::{Explained, ExplainedSetting, origin};

/// Version of the JSON document.
pub const FORMAT_VERSION: &str = "1.0";
/// Longest text of a person that is shown whole.
const TEXT: usize = 400;

/// For people.
#[must_use]
pub fn human(explained: &Explained<'_>, sources: &Sources, terminal: &Terminal) -> String {
    match explained {
        Explained::Setting(setting) => one(setting, sources, terminal),
        Explained::Settings(settings) => settings
            .iter()
            .map(|s| line(s, sources, terminal))
            .collect(),
        Explained::Meaning(settings, place) => {
            let mut out = String::new();
            for setting in settings {
                if !out.is_empty() {
                    out.push('\n');
                }
                let key = setting.key.as_str();
                out.push_str(&format!("{}\n", terminal.paint(style::HEADING, key)));
                if let Some(place) = place {
                    out.push_str(&row("stated", &at(*place, sources, terminal), terminal));
                }
                out.push_str(&meaning(setting, terminal));
            }
            out
        }
        Explained::Entry {
            address,
            place,
            notes,
            within,
        } => {
            let address = address.to_string();
            let mut out = format!(
                "{}\n",
                terminal.paint(style::HEADING, &shown(&address, TEXT, terminal))
            );
            let written = place.map(|place| at(place, sources, terminal));
            let written = written.unwrap_or_else(|| "not on this list".to_owned());
            out.push_str(&row("written", &written, terminal));
            out.push_str(&notes_rows(notes, terminal));
            if let Some(setting) = within {
                out.push('\n');
                out.push_str(&one(setting, sources, terminal));
            }
            out
        }
        Explained::Definition {
            address,
            place,
            domains,
            notes,
        } => {
            let address = address.to_string();
            let mut out = format!(
                "{}\n",
                terminal.paint(style::HEADING, &shown(&address, TEXT, terminal))
            );
            out.push_str(&row("defined", &at(*place, sources, terminal), terminal));
            if let Some(domains) = domains {
                out.push_str(&row(
                    "domains",
                    &value_words::set(domains.set(), terminal),
                    terminal,
                ));
            }
            out.push_str(&notes_rows(notes, terminal));
            out
        }
    }
}

/// A setting of a tenant, whole.
fn one(explained: &ExplainedSetting<'_>, sources: &Sources, terminal: &Terminal) -> String {
    let address = explained.address.to_string();
    let mut out = format!("{}\n", terminal.paint(style::HEADING, &address));
    out.push_str(&row("value", &value(explained, terminal), terminal));
    if let Some(desired) = explained.desired {
        out.push_str(&row("from", &origin(desired), terminal));
        out.push_str(&row(
            "stated",
            &at(desired.span, sources, terminal),
            terminal,
        ));
    }
    if let Some(recorded) = &explained.recorded {
        let known = match (recorded.managed, recorded.known) {
            (false, _) => "left behind when no file stated it any longer",
            (true, Known::Requested) => "requested by an apply, not observed",
            (true, Known::Observed) => "observed in the service",
        };
        let text = format!(
            "{}, since {} ({known})",
            value_words::value(&recorded.value, terminal),
            recorded.since.strftime("%Y-%m-%d")
        );
        out.push_str(&row("recorded", &text, terminal));
    }
    out.push_str(&meaning(explained.setting, terminal));
    out.push_str(&to_copy(explained, terminal));
    out
}

/// Long lists are not there to be copied.
const COPIED: usize = 10;

/// The YAML that states what is stated, recorded or the default, in that order.
fn to_copy(explained: &ExplainedSetting<'_>, terminal: &Terminal) -> String {
    let desired = explained.desired.map(|d| d.value.clone());
    let recorded = explained.recorded.as_ref().map(|r| r.value.clone());
    let value = desired
        .or(recorded)
        .or_else(|| explained.setting.default.value());
    let Some(value) = value.filter(|v| v.as_set().is_none_or(|set| set.len() <= COPIED)) else {
        return String::new();
    };
    let leaf = serde_json::to_value(JsonValue::from(&value)).unwrap_or_default();
    let path: Vec<&str> = explained.address.words().skip(1).collect();
    let nest = |below, word: &&str| serde_json::json!({ *word: below });
    let tree = path.iter().rev().fold(leaf, nest);
    // A tree of maps with text keys always serializes.
    let yaml = serde_yaml::to_string(&tree).unwrap_or_default();
    let lines = yaml.lines().map(|line| {
        format!(
            "      {}\n",
            terminal.paint(style::CODE, &shown(line, TEXT, terminal))
        )
    });
    format!("  in a file\n{}", lines.collect::<String>())
}

/// A setting of a tenant in one line.
fn line(explained: &ExplainedSetting<'_>, sources: &Sources, terminal: &Terminal) -> String {
    let left = format!("{}  {}", explained.address, value(explained, terminal));
    let place = explained
        .desired
        .map(|d| at(d.span, sources, terminal))
        .unwrap_or_default();
    left_right(0, &left, &terminal.paint(style::PATH, &place), terminal)
}

fn value(explained: &ExplainedSetting<'_>, terminal: &Terminal) -> String {
    match (explained.desired, explained.unreadable) {
        (Some(desired), _) => value_words::value(&desired.value, terminal),
        (None, true) => "not known: the file has a fault".to_owned(),
        (None, false) => "not stated: left alone".to_owned(),
    }
}

/// What a setting is.
fn meaning(setting: &Setting, terminal: &Terminal) -> String {
    let mut out = row("meaning", &one_line(setting.summary), terminal);
    if let Kind::Choice(choices) = setting.kind {
        for choice in choices {
            let text = format!("{}: {}", choice.yaml, choice.meaning.trim());
            out.push_str(&row("choice", &text, terminal));
        }
    }
    out.push_str(&row(
        "default",
        &default_in_words(setting.default),
        terminal,
    ));
    if !setting.label.is_empty() {
        let text = format!("\"{}\" ({})", setting.label, setting.admin_centre);
        out.push_str(&row("shown as", &text, terminal));
    } else if !setting.admin_centre.is_empty() {
        out.push_str(&row("shown in", setting.admin_centre, terminal));
    }
    let official = format!("{}, property {}", setting.object, setting.property);
    out.push_str(&row("official", &official, terminal));
    out.push_str(&row("read by", &setting.read_by(), terminal));
    out.push_str(&row("set by", &setting.set_by(), terminal));
    if !setting.uncertain.is_empty() {
        out.push_str(&row("unsure", &one_line(setting.uncertain), terminal));
    }
    out
}

fn notes_rows(notes: &Notes, terminal: &Terminal) -> String {
    let until = notes.expires.map(|d| d.to_string());
    [
        ("reason", &notes.reason),
        ("ticket", &notes.ticket),
        ("owner", &notes.owner),
        ("until", &until),
    ]
    .into_iter()
    .filter_map(|(name, text)| Some(row(name, &shown(text.as_ref()?, TEXT, terminal), terminal)))
    .collect()
}

fn row(name: &str, text: &str, terminal: &Terminal) -> String {
    hanging(&format!("  {name:<8}  "), text, terminal)
}

fn at(place: Span, sources: &Sources, terminal: &Terminal) -> String {
    let place = sources.location(place);
    format!("{}:{}", shown(&place.file, TEXT, terminal), place.line)
}

/// What `guestlist explain --format json` prints.
#[derive(Debug, Serialize)]
pub struct ExplainDocument {
    format_version: &'static str,
    settings: Vec<JsonExplained>,
    address: Option<String>,
    location: Option<JsonLocation>,
    domains: Option<JsonValue>,
    notes: Option<JsonNotes>,
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
        location: None,
        domains: None,
        notes: None,
    };
    let location = |place: Span| JsonLocation::of(place, sources);
    match explained {
        Explained::Setting(setting) => out.settings.push(json(setting, sources)),
        Explained::Settings(settings) => {
            out.settings = settings.iter().map(|s| json(s, sources)).collect();
        }
        Explained::Meaning(settings, place) => {
            out.settings = settings.iter().map(|s| meaning_json(s)).collect();
            out.location = place.map(location);
        }
        Explained::Entry {
            address,
            place,
            notes,
            within,
        } => {
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
        } => {
            out.address = Some(address.to_string());
            out.location = Some(location(*place));
            out.domains = domains.map(|d| (&crate::model::Value::Set(d.set().clone())).into());
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
