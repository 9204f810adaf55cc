//! Files that are wrong.

use serde_json::{Map, Value, json};

/// Wrong in shape: the rule of `validate`, and the file.
pub(super) const REFUSED: &[(&str, &str)] = &[
    ("unknown-key", "version: 1\ntenant: {}\n"),
    (
        "unknown-key",
        "version: 1\ntenants: { a: { domian: [a.com] } }\n",
    ),
    (
        "unknown-key",
        "version: 1\ntenants: { a: { domains: [a.com], guest_access: { meeting: { video: true } } } }\n",
    ),
    (
        "unknown-key",
        "version: 1\nlists: { a: [{ domain: a.com, until: 2027-01-01 }] }\n",
    ),
    ("wrong-type", "version: 1\ntenants: [a]\n"),
    (
        "wrong-type",
        "version: 1\ntenants: { a: { domains: a.com } }\n",
    ),
    (
        "wrong-type",
        "version: 1\ntenants: { a: { external_access: { enabled: yes } } }\n",
    ),
    ("wrong-type", "version: 1\ntenants: { a: null }\n"),
    ("wrong-type", "version: 1\nlists: { a: b.com }\n"),
    ("wrong-type", "version: one\n"),
    (
        "invalid-value",
        "version: 1\ntenants: { a: { external_access: { allowed_domains: everyone } } }\n",
    ),
    (
        "invalid-value",
        "version: 1\ntenants: { a: { guest_access: { meeting: { screen_sharing: EntireScreen } } } }\n",
    ),
    (
        "invalid-value",
        "version: 1\ntenants: { a: { tenant_id: '1234' } }\n",
    ),
    (
        "invalid-value",
        "version: 1\nlists: { a: [{ domain: a.com, expires: 31.12.2027 }] }\n",
    ),
    (
        "invalid-value",
        "version: 1\ntenants: { a: { guests: { ann@b.com: gone } } }\n",
    ),
    (
        "invalid-value",
        "version: 1\nrules: { open-federation: high }\n",
    ),
    ("invalid-domain", "version: 1\nlists: { a: [localhost] }\n"),
    (
        "invalid-domain",
        "version: 1\nlists: { a: ['https://a.com/'] }\n",
    ),
    ("invalid-domain", "version: 1\nlists: { a: ['*.a.com'] }\n"),
    (
        "invalid-domain",
        "version: 1\ntenants: { a: { domains: [ann@a.com] } }\n",
    ),
    (
        "missing-key",
        "version: 1\naccept: [{ rule: open-federation }]\n",
    ),
    (
        "missing-key",
        "version: 1\npartners: { a: { confirmed: { by: b } } }\n",
    ),
    (
        "invalid-name",
        "version: 1\ntenants: { Contoso: { domains: [a.com] } }\n",
    ),
    ("invalid-name", "version: 1\nlists: { 'a list': [a.com] }\n"),
    (
        "unknown-rule",
        "version: 1\nrules: { open-federaton: off }\n",
    ),
    (
        "unknown-rule",
        "version: 1\naccept: [{ rule: open-federaton, reason: b }]\n",
    ),
    ("unsupported-version", "version: 2\n"),
    (
        "fixed-severity",
        "version: 1\nrules: { contradiction: off }\n",
    ),
    (
        "fixed-severity",
        "version: 1\naccept: [{ rule: contradiction, reason: a }]\n",
    ),
];

/// The rules that reach further than a schema: what is asked of several places, of names and files,
/// of the calendar and the list of public suffixes.
pub(super) const BEYOND: &[&str] = &[
    "contradiction",
    "domain-in-two-tenants",
    "duplicate-name",
    "empty-list",
    "fixed-severity",
    "invalid-domain",
    "invalid-entry",
    "invalid-name",
    "invalid-value",
    "list-cycle",
    "missing-file",
    "missing-key",
    "nothing-inherited",
    "outside-root",
    "unknown-name",
    "unsupported-version",
];

/// Right in shape and wrong all the same: the rule, and the file.
pub(super) const ONLY_VALIDATE: &[(&str, &str)] = &[
    (
        "domain-in-two-tenants",
        "version: 1\ntenants: { a: { domains: [a.com] }, b: { domains: [a.com] } }\n",
    ),
    (
        "duplicate-name",
        "version: 1\ntenants: { a: { domains: [a.com] } }\npartners: { a: { domains: [b.com] } }\n",
    ),
    (
        "empty-list",
        "version: 1\ntenants: { a: { domains: [a.com], external_access: { allowed_domains: [] } } }\n",
    ),
    // An error because `rules:` says so.
    (
        "fixed-severity",
        "version: 1\nrules: { open-federation: error }\naccept: [{ rule: open-federation, reason: a }]\n",
    ),
    // A public suffix, an address of four numbers.
    ("invalid-domain", "version: 1\nlists: { a: [co.uk] }\n"),
    ("invalid-domain", "version: 1\nlists: { a: [10.0.0.1] }\n"),
    (
        "invalid-entry",
        "version: 1\nlists: { a: [{ reason: b }] }\n",
    ),
    // A word with a meaning of its own.
    (
        "invalid-name",
        "version: 1\ntenants: { anyone: { domains: [a.com] } }\n",
    ),
    // A day that no calendar has.
    (
        "invalid-value",
        "version: 1\nlists: { a: [{ domain: a.com, expires: 2027-02-30 }] }\n",
    ),
    (
        "list-cycle",
        "version: 1\nlists: { a: [{ list: b }], b: [{ list: a }] }\n",
    ),
    (
        "missing-file",
        "version: 1\nlists: { a: { file: none.txt } }\n",
    ),
    // Required in guestlist.yaml, forbidden elsewhere: one schema serves both.
    ("missing-key", "lists: { a: [a.com] }\n"),
    (
        "nothing-inherited",
        "version: 1\ntenants: { a: { domains: [a.com], external_access: { blocked_domains: [{ inherited: true }] } } }\n",
    ),
    (
        "outside-root",
        "version: 1\nlists: { a: { file: ../a.txt } }\n",
    ),
    (
        "unknown-name",
        "version: 1\ntenants: { a: { domains: [a.com], baseline: b } }\n",
    ),
    ("unsupported-version", "version: 1\nrequires: '>=99'\n"),
    (
        "contradiction",
        "version: 1\ntenants: { a: { domains: [a.com], external_access: { acs: { enabled: true, allowed_resources: [] } } } }\n",
    ),
];

/// The document with one thing changed, in every way.
pub(super) fn mutants(document: &Value) -> Vec<Value> {
    let mut mutants = Vec::new();
    for place in places(document, "") {
        for other in [
            json!([1]),
            json!({ "a": 1 }),
            json!("a word"),
            json!(true),
            json!(12),
            Value::Null,
        ] {
            mutants.push(changed(document, &place, |value| *value = other));
        }
        mutants.push(changed(document, &place, |value| {
            if let Value::Object(map) = value {
                map.insert("nobody_knows".to_owned(), true.into());
            }
        }));
    }
    mutants
}

fn changed(document: &Value, place: &str, change: impl FnOnce(&mut Value)) -> Value {
    let mut document = document.clone();
    change(document.pointer_mut(place).unwrap());
    document
}

/// The place of every value but the whole document, as JSON pointers.
fn places(value: &Value, at: &str) -> Vec<String> {
    let inner: Vec<(String, &Value)> = match value {
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.map(|(i, item)| (i.to_string(), item)).collect()
        }
        Value::Object(map) => pairs(map),
        _ => Vec::new(),
    };
    let mut places = Vec::new();
    for (step, value) in inner {
        let place = format!("{at}/{step}");
        places.push(place.clone());
        places.extend(self::places(value, &place));
    }
    places
}

fn pairs(map: &Map<String, Value>) -> Vec<(String, &Value)> {
    map.iter()
        .map(|(key, value)| (key.clone(), value))
        .collect()
}
