//! Files of any shape get the verdict that the validator gives plain JSON.

use std::fmt::Write as _;

use proptest::prelude::*;
use serde_json::Value;

use super::{retired, schema};
use crate::diagnostics::Findings;
use crate::document::schema::*;
use crate::document::{Entry, Kind, Node, parse};
use crate::text::FileId;

/// The document as plain JSON, for the same validator without our tree.
fn plain(node: &Node<'_>) -> Value {
    match &node.kind {
        Kind::Null => Value::Null,
        Kind::Bool(on) => (*on).into(),
        Kind::Number(number) => Value::Number(number.clone()),
        Kind::Text(text) => text.as_ref().into(),
        Kind::Seq(items) => items.iter().map(plain).collect(),
        Kind::Map(map) => {
            let entry = |e: &Entry<'_>| (e.key.text.to_string(), plain(&e.value));
            Value::Object(map.entries().iter().map(entry).collect())
        }
    }
}

/// Lines that make up files, right and wrong.
fn files() -> impl Strategy<Value = String> {
    let value = prop::sample::select(vec![
        "1",
        "on",
        "true",
        "~",
        "",
        "[]",
        "[a, a]",
        "{}",
        "all",
        "[{domain: a}, 3]",
        "{a: {b: 1}}",
        "'x'",
        "1.5",
        "EntireScreen",
        "disabled",
        "{enabled: no}",
        "{from: a}",
        "[{from: a}, {from: a, to: b}]",
    ]);
    let key = prop::sample::select(vec![
        "version",
        "lists",
        "tests",
        "tenants",
        "since",
        "tags",
        "external_access",
        "name",
        "enabled",
        "allowed_domains",
        "screen_sharing",
        "acs",
        "x",
    ]);
    let line = (0..4_usize, key, value);
    prop::collection::vec(line, 0..12).prop_map(|lines| {
        let mut text = String::new();
        let mut depth = 0;
        for (level, key, value) in lines {
            let level = level.min(depth);
            let opens = level < 3 && value.is_empty();
            let _ = writeln!(text, "{}{key}: {value}", "  ".repeat(level));
            depth = if opens { level + 1 } else { level };
        }
        text
    })
}

proptest! {
    #[test]
    fn the_verdict_is_that_of_the_validator_on_plain_json(text in files()) {
        let mut findings = Findings::new();
        if let Some(tree) = parse(FileId(0), &text, &mut findings) {
            let checker = SchemaChecker::new(schema()).unwrap();
            let mut findings = Findings::new();
            let poison = checker.check(&tree, &text, &retired, &mut findings);
            let options = jsonschema::options().with_pattern_options(PatternOptions::regex());
            let valid = options.build(&schema()).unwrap().is_valid(&plain(&tree));
            prop_assert_eq!(valid, findings.items().is_empty(), "{}", text);
            prop_assert_eq!(valid, poison.is_empty());
            for finding in findings.items() {
                let span = finding.place.as_ref().unwrap().span;
                prop_assert!(text.get(span.start as usize..span.end as usize).is_some());
            }
        }
    }
}
