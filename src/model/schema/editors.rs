//! What the published schema says to editors beyond what guestlist itself judges by: messages,
//! words that are offered, blocks to fill in.
//!
//! The keywords are those of VS Code's JSON schemas (code.visualstudio.com, "JSON editing"), which
//! yaml-language-server reads and validators ignore.

use serde_json::{Map, Value, json};

use crate::model::Name;

/// A word that may stand at a place, and what it means.
#[derive(Debug, Clone)]
pub struct Word {
    /// As it is written.
    pub word: &'static str,
    /// In a few words.
    pub meaning: String,
}

/// Words that other layers know: `rules:` and `accept` name rules, `tests:` capabilities.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The rules whose severity may be set.
    pub rules: Vec<Word>,
    /// The rules and faults that are always errors.
    pub fixed: Vec<Word>,
    /// What may stand in `can:`.
    pub capabilities: Vec<Word>,
}

/// Adds it all.
pub(super) fn add(schema: &mut Value, words: &Words) {
    say_what_patterns_want(schema);
    at(schema, "/properties/version", |version| {
        version.remove("minimum");
        version.insert("const".into(), 1.into());
    });
    rules(schema, words);
    let rule = "/definitions/Accept/properties/rule";
    let message = "Expected the name of a rule; \"guestlist rules\" lists them.";
    offer(schema, rule, &words.rules, message);
    let can = "/definitions/Expectation/properties/can";
    let message = "Expected a capability such as chat; \"guestlist capabilities\" lists them.";
    offer(schema, can, &words.capabilities, message);
    lists(schema);
    names(schema);
    blocks(schema);
}

/// A pattern is not for people: beside it stands what is expected.
fn say_what_patterns_want(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(say_what_patterns_want),
        Value::Object(map) => {
            map.values_mut().for_each(say_what_patterns_want);
            if let Some(Value::String(hint)) = map.get("x-pattern-hint") {
                let message = format!("Expected {hint}.");
                map.insert("patternErrorMessage".into(), message.into());
            }
        }
        _ => {}
    }
}

/// Each rule is a key of its own, so that it is offered and explained. What is always an error may be
/// written so, and is not offered.
fn rules(schema: &mut Value, words: &Words) {
    at(schema, "/properties/rules", |map| {
        let Some(severity) = map.insert("additionalProperties".into(), false.into()) else {
            return;
        };
        let described = |rule: &Word, mut property: Value| {
            property["description"] = rule.meaning.replace('`', "").into();
            property["markdownDescription"] = rule.meaning.clone().into();
            (rule.word.to_owned(), property)
        };
        let always = json!({
            "type": "string", "enum": ["error"], "doNotSuggest": true,
            "errorMessage": "Always an error: it can't be set lower.",
        });
        let settable = words
            .rules
            .iter()
            .map(|rule| described(rule, severity.clone()));
        let fixed = words
            .fixed
            .iter()
            .map(|rule| described(rule, always.clone()));
        let properties: Map<String, Value> = settable.chain(fixed).collect();
        map.insert("properties".into(), properties.into());
    });
}

/// `message` stands in the place of all words in a row.
fn offer(schema: &mut Value, pointer: &str, words: &[Word], message: &str) {
    at(schema, pointer, |property| {
        let (plain, markdown) = meanings(words.iter().map(|w| w.meaning.clone()));
        let words: Vec<&str> = words.iter().map(|w| w.word).collect();
        property.insert("enum".into(), words.into());
        property.insert("enumDescriptions".into(), plain);
        property.insert("markdownEnumDescriptions".into(), markdown);
        property.insert("errorMessage".into(), message.into());
    });
}

/// The meanings of choices, for editors that render Markdown and for others.
pub(super) fn meanings(meanings: impl Iterator<Item = String>) -> (Value, Value) {
    let markdown: Vec<String> = meanings.collect();
    let plain: Vec<String> = markdown.iter().map(|m| m.replace('`', "")).collect();
    (plain.into(), markdown.into())
}

/// A list of domains says how it starts; the server would offer the block of one entry, without its
/// dash, otherwise.
fn lists(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(lists),
        Value::Object(map) => {
            map.values_mut().for_each(lists);
            let entry = map.get("items").and_then(|items| items.get("$ref"));
            if entry.is_some_and(|entry| entry == "#/definitions/Entry") {
                map.entry("examples").or_insert(json!([["fabrikam.com"]]));
            }
        }
        _ => {}
    }
}

/// What a name looks like. Not offered: the blocks below bring one.
fn names(schema: &mut Value) {
    for kind in ["tenants", "partners", "baselines", "lists", "tests"] {
        at(schema, &format!("/properties/{kind}"), |map| {
            let names = json!({
                "pattern": Name::PATTERN,
                "patternErrorMessage":
                    "Expected a name: a lower-case letter, then lower-case letters, digits, - and _.",
                "doNotSuggest": true,
            });
            map.insert("propertyNames".into(), names);
        });
    }
}

/// Blocks to fill in, each right as it is proposed; `${1:word}` is a place to type in, in the order of
/// the keys, which is that of the alphabet.
fn blocks(schema: &mut Value) {
    let tenant = json!({ "${1:contoso}": {
        "display_name": "${2:Contoso}",
        "domains": ["${3:contoso.com}"],
    }});
    let partner = json!({ "${1:fabrikam}": {
        "domains": ["${2:fabrikam.com}"],
        "owner": "${3:ann@contoso.com}",
        "reason": "${4:Joint product launch}",
    }});
    let list = json!({ "${1:resellers}": [{
        "domain": "${2:fabrikam.com}",
        "reason": "${3:Joint product launch}",
    }]});
    let baseline = json!({ "${1:standard}": { "external_access": { "enabled": "^${2:true}" } } });
    let test = json!({ "${1:competitor-stays-out}": [{
        "can": "${2:chat}",
        "expect": "${3|no,yes,unknown|}",
        "from": "${4:competitor.example}",
        "to": "${5:contoso}",
    }]});
    for (kind, label, meaning, body) in [
        (
            "tenants",
            "a tenant",
            "One of your own organisations.",
            tenant,
        ),
        (
            "partners",
            "a partner",
            "An organisation that you deal with but do not run.",
            partner,
        ),
        ("lists", "a list", "Domains, for use by name.", list),
        (
            "baselines",
            "a baseline",
            "Settings that several tenants share.",
            baseline,
        ),
        (
            "tests",
            "a test",
            "What must hold: who can, or can't, do what with whom.",
            test,
        ),
    ] {
        block(
            schema,
            &format!("/properties/{kind}"),
            label,
            meaning,
            &body,
        );
    }
    let entry = json!({
        "domain": "${1:fabrikam.com}",
        "expires": "${2:2027-03-31}",
        "owner": "${3:ann@contoso.com}",
        "reason": "${4:Joint product launch}",
    });
    let meaning = "A domain with the reason for it and the last day on which it holds.";
    block(
        schema,
        "/definitions/Entry",
        "a domain with reason and expiry",
        meaning,
        &entry,
    );
}

fn block(schema: &mut Value, pointer: &str, label: &str, meaning: &str, body: &Value) {
    at(schema, pointer, |map| {
        let block = json!({
            "label": label, "description": meaning, "markdownDescription": meaning, "body": body,
        });
        map.insert("defaultSnippets".into(), json!([block]));
    });
}

/// Changes the object that a pointer leads to.
fn at(schema: &mut Value, pointer: &str, change: impl FnOnce(&mut Map<String, Value>)) {
    let found = schema.pointer_mut(pointer).and_then(Value::as_object_mut);
    debug_assert!(found.is_some(), "the schema has no {pointer}");
    if let Some(found) = found {
        change(found);
    }
}
