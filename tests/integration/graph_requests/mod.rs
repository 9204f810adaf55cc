//! Requests to Microsoft Graph: what a task becomes, in the documented shapes and nothing else, and
//! the way back.

mod bodies;
mod cases;
mod laws;

use std::collections::BTreeMap;

use guestlist::interop::write::{GraphDocument, Target, Task, TaskTenant, Wanted, Written};
use guestlist::interop::{self, Observed, Options};
use guestlist::model::sections::setting;
use guestlist::model::{Name, SettingKey, Value};
use guestlist::render;

const PARTNER: &str = "1e8c7a3c-2b1f-4a52-9d0e-5a0f5f3f3c11";
const GROUP: &str = "2f5a1a6e-4e0c-4a3f-9a57-2f1f4f0a7c11";

/// A task of nothing.
fn task() -> Task {
    Task {
        tenant: TaskTenant {
            name: Name::parse("contoso").unwrap(),
            display_name: Some("Contoso".to_owned()),
            tenant_id: Some("6babcaad-604b-40ac-a9d7-9fd97c0b779f".to_owned()),
            domains: vec!["contoso.com".to_owned()],
        },
        origin: "a test".to_owned(),
        undo: false,
        wanted: Vec::new(),
        known: BTreeMap::new(),
        released: Vec::new(),
        ids: BTreeMap::new(),
        tests: Vec::new(),
    }
}

/// A setting that is to be another one.
fn wanted(declared: &str, name: Option<&str>, before: Option<Value>, after: Value) -> Wanted {
    let found = setting(declared).unwrap();
    Wanted {
        setting: found,
        key: key(declared, name),
        before,
        after,
        place: None,
    }
}

fn key(declared: &str, name: Option<&str>) -> SettingKey {
    let key = setting(declared).unwrap().key.clone();
    name.map_or(key.clone(), |name| key.with_object(name))
}

fn set(words: &[&str]) -> Value {
    Value::Set(words.iter().map(|word| (*word).into()).collect())
}

/// The document of a task, each request of which has its documented shape, and what is left out.
fn written(task: &Task) -> (GraphDocument, Written) {
    let written = task.write(Target::Graph);
    let document: GraphDocument = serde_json::from_str(&written.text).unwrap();
    let value = serde_json::to_value(&document).unwrap();
    let schema = render::json::draft07::<GraphDocument>("graph.schema.json");
    assert!(jsonschema::is_valid(&schema, &value));
    for step in &document.steps {
        bodies::fits(step);
    }
    (document, written)
}

/// What is read of a document.
fn read(text: &str) -> Observed {
    interop::read(text, &Options::default()).unwrap()
}
