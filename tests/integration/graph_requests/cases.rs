//! Single cases: what is said, in which order, and what is left to a person.

use serde_json::json;

use super::{GROUP, PARTNER, key, read, set, task, wanted, written};
use guestlist::model::Value;
use guestlist::model::section::{ABSENT, PRESENT};

#[test]
fn placeholder() {
    let _ = (GROUP, PARTNER, json!(null), Value::text(ABSENT), PRESENT);
    let _ = (key("guests[]", Some("a")), set(&["a"]), task(), wanted, written, read);
}
