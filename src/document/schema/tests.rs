mod any_file;
mod hostile;

use serde_json::json;

use super::super::parse;
use super::*;
use crate::text::{FileId, Sources};

fn schema() -> Value {
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "version": { "type": "integer", "minimum": 1, "maximum": 9 },
            "requires": { "type": "string" },
            "lists": {
                "type": "object",
                "additionalProperties": { "type": "array", "items": { "$ref": "#/definitions/Entry" } }
            },
            "tests": {
                "type": "object",
                "additionalProperties": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "additionalProperties": false,
                        "properties": {
                            "from": { "type": "string" },
                            "to": { "type": "string", "minLength": 1 },
                            "expect": { "oneOf": [
                                { "const": "yes", "description": "a" },
                                { "enum": ["no", "unknown"] }
                            ] }
                        },
                        "required": ["from", "to"]
                    }
                }
            },
            "tenants": { "type": "object", "additionalProperties": { "$ref": "#/definitions/Tenant" } }
        },
        "definitions": {
            "Tenant": {
                "type": "object",
                "additionalProperties": false,
                "properties": {
                    "since": { "type": "string", "format": "date" },
                    "tags": { "type": "array", "items": { "type": "string" }, "uniqueItems": true },
                    "external_access": { "allOf": [{ "$ref": "#/definitions/External" }] },
                    "name": {
                        "type": "string", "pattern": "^[a-z][a-z0-9_-]*$",
                        "x-pattern-hint": "starts with a lower-case letter"
                    }
                }
            },
            "External": {
                "type": "object",
                "additionalProperties": false,
                "properties": {
                    "enabled": { "type": "boolean" },
                    "allowed_domains": {
                        "type": ["array", "string"],
                        "x-expected": "all, none or a list",
                        "items": { "$ref": "#/definitions/Entry" }
                    },
                    "screen_sharing": {
                        "type": "string",
                        "enum": ["disabled", "single_application", "entire_screen"]
                    },
                    "acs": {
                        "type": "object", "additionalProperties": false,
                        "properties": { "enabled": { "type": "boolean" } }
                    }
                }
            },
            "Entry": {
                "type": ["string", "object"],
                "x-expected": "a domain or a mapping with domain, list, partner or tenant",
                "additionalProperties": false,
                "properties": {
                    "domain": { "type": "string" },
                    "expires": { "type": "string" }
                }
            }
        }
    })
}

struct Outcome {
    told: Vec<String>,
    poison: Poison,
    findings: Findings,
}

fn retired(object: &str, key: &str, _: Option<&str>) -> Option<Advice> {
    (object == "external_access" && key == "AllowPublicUsers").then(|| Advice {
        message: "Skype consumer is retired".into(),
        fix: Some("acs: { enabled: true }".into()),
        meant: Some("acs.enabled".into()),
        is_misplaced: false,
    })
}

fn check(text: &str) -> Outcome {
    let checker = SchemaChecker::new(schema()).unwrap();
    let mut sources = Sources::new();
    let file = sources.add("a.guestlist.yaml", text.to_owned());
    let mut findings = Findings::new();
    let tree = parse(file, text, &mut findings).expect("YAML");
    let poison = checker.check(&tree, text, &retired, &mut findings);
    let told = |finding: &Finding| {
        let label = finding.place.as_ref().expect("a place");
        let line = sources.location(label.span).line;
        let marked = sources.text(label.span);
        let fix = finding
            .fixes
            .first()
            .map(|f| format!(" > {}{}", f.code, f.text))
            .unwrap_or_default();
        format!(
            "{line} [{marked}] {} | {}{fix}",
            finding.message, label.text
        )
    };
    let told = findings.items().iter().map(told).collect();
    Outcome {
        told,
        poison,
        findings,
    }
}

/// The faults of one line in the external access of a tenant.
fn external(line: &str) -> String {
    let outcome = check(&format!(
        "tenants:\n  contoso:\n    external_access:\n      {line}\n"
    ));
    assert!(
        outcome
            .poison
            .touches(&["tenants", "contoso", "external_access"]),
        "{line}"
    );
    outcome.told.join("\n")
}

#[test]
fn nothing_is_said_of_a_valid_file() {
    let text = "version: 1\ntenants:\n  contoso:\n    tags: [a, b]\n    external_access:\n      \
                allowed_domains: all\n      screen_sharing: disabled\nlists:\n  r: [a.com, {domain: b.com}]\n";
    let outcome = check(text);
    assert_eq!(outcome.told, [""; 0]);
    assert!(outcome.poison.is_empty());
}

#[test]
fn a_word_is_no_switch() {
    assert_eq!(
        external("enabled: on"),
        "4 [on] \"on\" is text in YAML, not a switch | true or false > enabled: true"
    );
    assert_eq!(
        external("enabled: \"no\""),
        "4 [\"no\"] \"no\" is text in YAML, not a switch | true or false > enabled: false"
    );
    assert_eq!(
        external("enabled: maybe"),
        "4 [maybe] \"maybe\" is text in YAML, not a switch | true or false"
    );
    assert_eq!(
        external("enabled: 1"),
        "4 [1] 1 stands where true or false belongs | true or false"
    );
}

#[test]
fn null_is_not_a_value() {
    let advice =
        "> write a value, or delete the line to leave it alone: what no file states is not managed";
    assert_eq!(
        external("enabled: null"),
        format!("4 [null] null is not a value here | true or false {advice}")
    );
    assert_eq!(
        external("enabled:"),
        format!("4 [enabled] \"enabled\" has no value | true or false {advice}")
    );
    assert_eq!(
        external("screen_sharing: ~"),
        format!(
            "4 [~] null is not a value here | disabled, single_application or entire_screen {advice}"
        )
    );
}

#[test]
fn numbers_and_switches_are_no_text_and_text_is_no_number() {
    let told = |text: &str| check(text).told.join("\n");
    assert_eq!(
        told("version: \"1\"\n"),
        "1 [\"1\"] \"1\" in quotes is text, not a number | a whole number > version: 1"
    );
    assert_eq!(
        told("version: one\n"),
        "1 [one] \"one\" is text, not a number | a whole number"
    );
    assert_eq!(
        told("version: 1.5\n"),
        "1 [1.5] 1.5 is not a whole number | a whole number"
    );
    assert_eq!(told("version: 0\n"), "1 [0] 0 is too small | at least 1");
    assert_eq!(told("version: 10\n"), "1 [10] 10 is too large | at most 9");
    assert_eq!(
        told("requires: 1.10\n"),
        "1 [1.10] 1.10 is a number in YAML, not text | text > requires: \"1.10\""
    );
    assert_eq!(
        told("lists:\n  r:\n    - 12e3\n"),
        "3 [12e3] 12e3 is a number in YAML, not text | a domain or a mapping with domain, list, partner or \
         tenant > - \"12e3\""
    );
    assert_eq!(
        told("lists:\n  r:\n    - true\n"),
        "3 [true] true is a switch in YAML, not text | a domain or a mapping with domain, list, partner or \
         tenant > - \"true\""
    );
}

#[test]
fn unions_and_containers_read_well() {
    assert_eq!(
        external("allowed_domains: {a: 1}"),
        "4 [{a: 1}] a block of keys and values stands where all, none or a list belongs | all, none or a list"
    );
    let told = |text: &str| check(text).told.join("\n");
    assert_eq!(
        told("lists:\n  r: a.com\n"),
        "2 [a.com] \"a.com\" is a single value, not a list | a list > r: [a.com]"
    );
    assert_eq!(
        told("lists:\n  r:\n    - - a\n"),
        "3 [a] a list stands where a domain or a mapping with domain, list, partner or tenant belongs | \
         a domain or a mapping with domain, list, partner or tenant"
    );
    assert_eq!(
        told("tenants:\n  - a\n"),
        "2 [a] a list stands where a block of keys and values belongs | a block of keys and values"
    );
}

#[test]
fn the_official_spelling_is_answered_with_ours() {
    assert_eq!(
        external("screen_sharing: EntireScreen"),
        "4 [EntireScreen] \"EntireScreen\" is written entire_screen here | values are the official ones in \
         snake_case > screen_sharing: entire_screen"
    );
    assert_eq!(
        external("screen_sharing: entire_scren"),
        "4 [entire_scren] \"entire_scren\" is not a choice for screen_sharing | disabled, \
         single_application or entire_screen > screen_sharing: entire_screenif that is what was meant"
    );
    assert_eq!(
        external("screen_sharing: false"),
        "4 [false] false is a switch in YAML, not text | disabled, single_application or entire_screen > \
         screen_sharing: disabledif that is what was meant"
    );
    let told = check("tests:\n  t:\n    - {from: a, to: b, expect: 7}\n")
        .told
        .join("\n");
    assert_eq!(
        told,
        "3 [7] 7 is not a choice for expect | yes, no or unknown"
    );
}

#[test]
fn unknown_keys_are_marked_with_what_was_meant() {
    assert_eq!(
        external("alowed_domains: all"),
        "4 [alowed_domains] there is no key \"alowed_domains\" in external_access | did you mean \
         allowed_domains? > allowed_domains:"
    );
    assert_eq!(
        external("AllowedDomains: all"),
        "4 [AllowedDomains] there is no key \"AllowedDomains\" in external_access | did you mean \
         allowed_domains? > allowed_domains:"
    );
    assert_eq!(
        external("colour: red"),
        "4 [colour] there is no key \"colour\" in external_access | not known here > keys here: acs, \
         allowed_domains, enabled, screen_sharing"
    );
    assert_eq!(
        external("AllowPublicUsers: true"),
        "4 [AllowPublicUsers] Skype consumer is retired | not read > acs: { enabled: true }"
    );
}

#[test]
fn an_unknown_key_spoils_itself_and_casts_doubt_on_the_one_that_was_meant() {
    let text = "tenants:\n  contoso:\n    external_access:\n      alowed_domains: all\n      enabled: true\n      \
                AllowPublicUsers: true\n";
    let poison = check(text).poison;
    let at = |key| ["tenants", "contoso", "external_access", key];
    assert!(poison.hides(&at("alowed_domains")) && poison.hides(&at("AllowPublicUsers")));
    assert!(poison.touches(&at("allowed_domains")) && !poison.hides(&at("allowed_domains")));
    assert!(poison.touches(&["tenants", "contoso", "external_access", "acs", "enabled"]));
    assert!(!poison.touches(&at("enabled")) && !poison.touches(&at("screen_sharing")));
}

#[test]
fn a_missing_key_spoils_the_smallest_thing_that_may_be_left_out() {
    let mut outcome = check(
        "tests:\n  t:\n    - from: a\n      to: b\n    - from: a\n    - from: [a]\n      to: ''\n",
    );
    outcome.told.sort();
    assert_eq!(
        outcome.told,
        [
            "5 [from] the key \"to\" is missing | needs to:",
            "6 [[a]] a list stands where text belongs | text",
            "7 [''] an empty text | write something here",
        ]
    );
    let spoiled = |at: &str| outcome.poison.hides(&["tests", "t", at]);
    assert!(!spoiled("0") && spoiled("1") && spoiled("2"));
}

#[test]
fn forms_and_repetitions_are_told_in_words() {
    let text = "tenants:\n  a:\n    name: Bad Name\n    since: x\n    tags: [a, b, a, a, 1]\n";
    let mut outcome = check(text);
    outcome.told.sort();
    assert_eq!(
        outcome.told,
        [
            "3 [Bad Name] \"Bad Name\" does not have the form that belongs here | starts with a lower-case letter",
            "4 [x] \"x\" does not have the form that belongs here | a date such as 2027-03-31",
            "5 [1] 1 is a number in YAML, not text | text > - \"1\"",
            "5 [a] an entry stands twice in one list | again here > delete one of the two",
            "5 [a] an entry stands twice in one list | again here > delete one of the two",
        ]
    );
    assert!(outcome.poison.hides(&["tenants", "a", "tags", "2"]));
    assert!(!outcome.poison.hides(&["tenants", "a", "tags", "1"]));
}

#[test]
fn values_are_unique_as_json_sees_them() {
    let items = |text: &str| {
        let text = format!("x: {text}\n");
        let tree = parse(FileId(0), &text, &mut Findings::new()).unwrap();
        let Kind::Seq(items) = &tree.get("x").unwrap().kind else {
            panic!()
        };
        judge::repeats(items).collect::<Vec<_>>()
    };
    assert_eq!(
        items("[1, 1.0, '1', true, 'true', null, 'null', ~]"),
        [1, 7]
    );
    assert_eq!(
        items("[{a: 1, b: 2}, {b: 2, a: 1.0}, [1], [1], '', '']"),
        [1, 3, 5]
    );
}

#[test]
fn a_fault_behind_an_alias_is_told_once_and_spoils_every_use() {
    let outcome = check(
        "tenants:\n  a: &a\n    external_access: {enabled: on, colour: 1}\n  b: *a\n  c: *a\n",
    );
    assert_eq!(outcome.told.len(), 2, "{:?}", outcome.told);
    for tenant in ["a", "b", "c"] {
        assert!(
            outcome
                .poison
                .hides(&["tenants", tenant, "external_access", "enabled"])
        );
    }
}

#[test]
fn keys_of_any_shape_are_found_again() {
    let outcome = check("lists:\n  '': 1\n  'a/b~c': 1\n  '0': 1\n  ~0: 1\n");
    assert_eq!(outcome.told.len(), 4, "{:?}", outcome.told);
    for key in ["", "a/b~c", "0", "~0"] {
        assert!(outcome.poison.hides(&["lists", key]), "{key}");
    }
}

#[test]
fn a_schema_that_is_none_is_refused() {
    let error = SchemaChecker::new(json!({ "type": 7 })).unwrap_err();
    assert!(
        error.to_string().starts_with("the schema can't be used: "),
        "{error}"
    );
}
