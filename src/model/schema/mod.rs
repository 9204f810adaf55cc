//! The schema of configuration files, from the types that read them.
//!
//! Draft 7, because that is what editors know best. Flat: no `anyOf`, so that both editors and
//! guestlist can say what is wrong instead of "fits nothing".

mod editors;

pub use editors::{Word, Words};

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::config::ConfigFile;
use super::section::{Default, Kind, Setting};
use super::sections::settings;

/// The file's name, beside the other schemas.
pub const FILE_NAME: &str = "guestlist.schema.json";

/// The schema as it is published: with what helps editors, and without the words that only guestlist
/// itself reads, which strict validators refuse.
#[must_use]
pub fn published(words: &Words) -> Value {
    let mut schema = config();
    editors::add(&mut schema, words);
    without_own_words(&mut schema);
    schema
}

fn without_own_words(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(without_own_words),
        Value::Object(map) => {
            map.retain(|key, _| !key.starts_with("x-"));
            map.values_mut().for_each(without_own_words);
        }
        _ => {}
    }
}

/// The schema of `guestlist.yaml` and `*.guestlist.yaml`, with guestlist's own words in it.
#[must_use]
pub fn config() -> Value {
    let generator = SchemaSettings::draft07().into_generator();
    let mut schema = generator.into_root_schema_for::<ConfigFile>().to_value();
    simplify(&mut schema);
    for setting in settings() {
        describe(&mut schema, setting);
    }
    add_markdown(&mut schema);
    if let Some(root) = schema.as_object_mut() {
        root.insert("$id".into(), FILE_NAME.into());
    }
    schema
}

/// Takes out what says nothing to a user of YAML: null beside an option's type, numeric formats that
/// validators do not know, wrappers around a single reference.
fn simplify(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(simplify),
        Value::Object(map) => {
            map.values_mut().for_each(simplify);
            without_null(map);
            if map
                .get("format")
                .and_then(Value::as_str)
                .is_some_and(|f| f.contains("int"))
            {
                map.remove("format");
            }
        }
        _ => {}
    }
}

fn without_null(map: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = map.get_mut("type") {
        types.retain(|t| t != "null");
        if let [one] = types.as_slice() {
            let one = one.clone();
            map.insert("type".into(), one);
        }
    }
    if let Some(Value::Array(choices)) = map.get_mut("enum") {
        choices.retain(|c| !c.is_null());
    }
    if let Some(Value::Array(branches)) = map.get("anyOf") {
        let left: Vec<&Value> = branches
            .iter()
            .filter(|b| b.get("type") != Some(&json!("null")))
            .collect();
        if let [Value::Object(one)] = left.as_slice() {
            let one = one.clone();
            map.remove("anyOf");
            for (key, value) in one {
                map.entry(key).or_insert(value);
            }
        }
    }
}

/// Gives a setting's property its hover text: what it does, official name, default, place.
fn describe(schema: &mut Value, setting: &Setting) {
    let mut path = setting.key.as_str().split('.');
    let mut at = "/definitions/Tenant".to_owned();
    let Some(last) = path.next_back() else { return };
    for group in path {
        at = property(schema, &at, group);
    }
    let at = match last.strip_suffix("[]") {
        Some(_) => property(schema, &at, last),
        None => format!("{at}/properties/{last}"),
    };
    let Some(Value::Object(found)) = schema.pointer_mut(&at) else {
        return;
    };
    found.insert("description".into(), hover(setting).into());
    if let Kind::Choice(choices) = setting.kind
        && found.contains_key("enum")
    {
        let meanings = choices.iter().map(|c| c.meaning.trim().to_owned());
        let (plain, markdown) = editors::meanings(meanings);
        found.insert("enumDescriptions".into(), plain);
        found.insert("markdownEnumDescriptions".into(), markdown);
    }
}

/// The pointer to a property's own schema; `sites[]` leads to that of each site.
fn property(schema: &Value, at: &str, word: &str) -> String {
    let resolved = |pointer: String| {
        let target = schema.pointer(&pointer).and_then(reference);
        target.unwrap_or(pointer)
    };
    match word.strip_suffix("[]") {
        None => resolved(format!("{at}/properties/{word}")),
        Some(name) => {
            let map = resolved(format!("{at}/properties/{name}"));
            resolved(format!("{map}/additionalProperties"))
        }
    }
}

/// Where a property that is a reference leads, as a pointer.
fn reference(property: &Value) -> Option<String> {
    let direct = property.get("$ref").and_then(Value::as_str);
    let wrapped = property.pointer("/allOf/0/$ref").and_then(Value::as_str);
    Some(direct.or(wrapped)?.trim_start_matches('#').to_owned())
}

/// A setting in a few lines of Markdown.
fn hover(setting: &Setting) -> String {
    let mut lines = vec![super::section::one_line(setting.summary), String::new()];
    if setting.property.is_empty() {
        lines.push(format!("Official: `{}`.", setting.object));
    } else {
        lines.push(format!(
            "Official: `{}`, property `{}`.",
            setting.object, setting.property
        ));
    }
    if !matches!(setting.kind, Kind::Object(_)) {
        lines.push(format!("Default: {}.", default_in_words(setting.default)));
    }
    if !setting.label.is_empty() {
        lines.push(format!(
            "Admin centre: \"{}\" ({}).",
            setting.label, setting.admin_centre
        ));
    }
    if !setting.uncertain.is_empty() {
        lines.push(format!(
            "Not certain: {}",
            super::section::one_line(setting.uncertain)
        ));
    }
    lines.join("\n")
}

/// A default as people say it.
#[must_use]
pub fn default_in_words(default: Default) -> String {
    match default {
        Default::Flag(on) => on.to_string(),
        Default::Word(word) => word.to_owned(),
        Default::Number(number) => number.to_string(),
        Default::Empty => "an empty list".to_owned(),
        Default::Words(words) => words.join(", "),
        Default::Nothing => "nothing".to_owned(),
        Default::Undocumented => "not documented".to_owned(),
    }
}

/// Editors render `markdownDescription` and escape `description`: give both.
fn add_markdown(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(add_markdown),
        Value::Object(map) => {
            map.values_mut().for_each(add_markdown);
            if let Some(Value::String(text)) = map.get("description") {
                let markdown = text.replace('\n', "\n\n").replace("\n\n\n\n", "\n\n");
                let plain = text.replace('`', "");
                map.insert("markdownDescription".into(), markdown.into());
                map.insert("description".into(), plain.into());
            }
        }
        _ => {}
    }
}
