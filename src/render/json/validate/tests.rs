use serde_json::json;
use snapbox::{IntoData, assert_data_eq, str};

use super::*;
use crate::diagnostics::{Acceptance, DUPLICATE_NAME, EMPTY_LIST};
use crate::render::testing::{file, place};

fn example() -> (Sources, Vec<Finding>) {
    let mut sources = Sources::new();
    let one = file(&mut sources, "one.guestlist.yaml", 3, "  é contoso: {}\n");
    let two = file(&mut sources, "two.guestlist.yaml", 2, "  contoso: {}\n");
    let mut accepted = Finding::new(&EMPTY_LIST, "no place");
    accepted.severity = Severity::Note;
    accepted.accepted = Some(Acceptance {
        reason: "known".into(),
        span: place(&sources, two, "{}"),
    });
    let twice = Finding::new(&DUPLICATE_NAME, "contoso is defined twice")
        .at(place(&sources, two, "contoso"), "again")
        .related(place(&sources, one, "contoso"), "first")
        .about("contoso")
        .detail("One.")
        .detail("Two.")
        .fix("a: b", "rename it")
        .advice("delete one");
    (sources, vec![twice, accepted])
}

#[test]
fn the_document_has_the_keys_of_the_contract() {
    let (sources, findings) = example();
    let text = serde_json::to_string_pretty(&document(&findings, 0, &sources)).unwrap();
    assert_data_eq!(
        text,
        str![[r#"
{
  "format_version": "1.0",
  "valid": false,
  "findings": [
    {
      "rule": "duplicate-name",
      "severity": "error",
      "message": "contoso is defined twice",
      "detail": "One. Two.",
      "help": "a: b  (rename it)\ndelete one",
      "address": "contoso",
      "accepted": null,
      "related": [
        {
          "message": "first",
          "location": {
            "file": "one.guestlist.yaml",
            "line": 3,
            "column": 5,
            "end_line": 3,
            "end_column": 12
          }
        }
      ],
      "location": {
        "file": "two.guestlist.yaml",
        "line": 2,
        "column": 3,
        "end_line": 2,
        "end_column": 10
      }
    },
    {
      "rule": "empty-list",
      "severity": "note",
      "message": "no place",
      "detail": "",
      "help": "",
      "address": null,
      "accepted": {
        "reason": "known",
        "location": {
          "file": "two.guestlist.yaml",
          "line": 2,
          "column": 12,
          "end_line": 2,
          "end_column": 14
        }
      },
      "related": [],
      "location": null
    }
  ]
}
"#]]
        .raw()
    );
}

#[test]
fn valid_means_no_error_and_nothing_left_out() {
    let (sources, findings) = example();
    assert!(!document(&findings, 0, &sources).valid);
    assert!(document(&findings[1..], 0, &sources).valid);
    assert!(document(&[], 0, &sources).valid);
    let value = serde_json::to_value(document(&[], 7, &sources)).unwrap();
    assert_eq!(
        value,
        json!({"format_version": "1.0", "valid": false, "findings": [], "omitted": 7})
    );
}

#[test]
fn a_document_can_be_read_back_and_fits_its_schema() {
    let (sources, findings) = example();
    let schema = jsonschema::draft7::new(&schema()).unwrap();
    for omitted in [0, 3] {
        let written = document(&findings, omitted, &sources);
        let value = serde_json::to_value(&written).unwrap();
        assert!(schema.is_valid(&value), "{:?}", schema.validate(&value));
        let read: ValidateDocument = serde_json::from_value(value).unwrap();
        assert_eq!(read, written);
    }
    for wrong in [
        json!({"format_version": "1.0", "valid": true}),
        json!({"format_version": "1.0", "valid": true, "findings": [{}]}),
    ] {
        assert!(!schema.is_valid(&wrong));
    }
}

#[test]
fn the_schema_is_draft_7_under_its_name() {
    let schema = schema();
    assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    assert_eq!(schema["$id"], SCHEMA_ID);
    assert_eq!(schema["title"], "Findings of guestlist validate");
    assert!(!schema.to_string().contains("\"format\":\"uint"));
    let required = json!(["format_version", "valid", "findings"]);
    assert_eq!(schema["required"], required);
}
