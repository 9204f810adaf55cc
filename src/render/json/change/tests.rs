use serde_json::json;

use super::*;
use crate::model::{Name, SettingKey};

fn change(key: &'static str, before: Option<Value>, after: Option<Value>) -> serde_json::Value {
    let action = match (&before, &after) {
        (None, _) => Action::Create,
        (_, None) => Action::Forget,
        _ => Action::Update,
    };
    let change = Change {
        owner: crate::diff::Owner::Tenant(Name::parse("contoso").unwrap()),
        key: SettingKey::of(key),
        action,
        before,
        after,
    };
    serde_json::to_value(JsonChange::from(&change)).unwrap()
}

fn set(words: &[&str]) -> Option<Value> {
    Some(Value::Set(words.iter().map(|w| (*w).into()).collect()))
}

#[test]
fn a_change_has_the_keys_of_the_contract() {
    assert_eq!(
        change(
            "external_access.allowed_domains",
            Some(Value::text("all")),
            set(&["fabrikam.com"])
        ),
        json!({
            "address": "contoso.external_access.allowed_domains", "tenant": "contoso",
            "section": "external_access", "setting": "allowed_domains", "action": "update",
            "before": "all", "after": ["fabrikam.com"], "added": ["fabrikam.com"], "removed": []
        })
    );
    assert_eq!(
        change(
            "domains",
            set(&["a.com", "b.com"]),
            set(&["b.com", "c.com"])
        ),
        json!({
            "address": "contoso.domains", "tenant": "contoso", "section": null, "setting": "domains",
            "action": "update", "before": ["a.com", "b.com"], "after": ["b.com", "c.com"],
            "added": ["c.com"], "removed": ["a.com"]
        })
    );
    let forgotten = change("external_access.blocked_domains", set(&["a.com"]), None);
    assert_eq!(forgotten["action"], "forget");
    assert_eq!(forgotten["after"], json!(null));
    assert_eq!(forgotten["removed"], json!([]));
    let created = change("guest_access.enabled", None, Some(Value::Flag(true)));
    assert_eq!(
        (&created["before"], &created["after"]),
        (&json!(null), &json!(true))
    );
}
