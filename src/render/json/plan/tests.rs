use serde_json::json;

use super::*;
use crate::diagnostics::EMPTY_LIST;

#[test]
fn with_faults_nothing_was_planned() {
    let fault = Finding::new(&EMPTY_LIST, "empty");
    let today = jiff::civil::date(2026, 11, 20);
    let document = faulty(&[fault], 7, &Sources::new(), today);
    let value = serde_json::to_value(&document).unwrap();
    let keys = ["summary", "changes", "effects", "fingerprint", "base"];
    assert!(keys.iter().all(|key| value[key].is_null()));
    assert_eq!(
        (&value["valid"], &value["omitted"]),
        (&json!(false), &json!(7))
    );
    assert_eq!(value["as_of"], "2026-11-20");
    let schema = jsonschema::draft7::new(&schema()).unwrap();
    assert!(schema.is_valid(&value), "{:?}", schema.validate(&value));
    assert_eq!(
        serde_json::from_value::<PlanDocument>(value).unwrap(),
        document
    );
}

#[test]
fn the_schema_refuses_what_is_no_plan() {
    let schema = schema();
    assert_eq!(schema["$id"], "plan.schema.json");
    let schema = jsonschema::draft7::new(&schema).unwrap();
    assert!(!schema.is_valid(&json!({})));
    assert!(!schema.is_valid(&json!([])));
}
