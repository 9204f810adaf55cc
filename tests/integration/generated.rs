//! Generated tenants for all that is written and read again: every setting with the values that it
//! takes, and texts that would like to be code.

use std::collections::{BTreeMap, BTreeSet};

use guestlist::interop::write::{Task, TaskTenant, Wanted};
use guestlist::model::section::{Form, Kind, Setting};
use guestlist::model::sections::{setting, settings};
use guestlist::model::{Name, SettingKey, Value, ValueSet};
use proptest::prelude::*;

/// Values by key.
pub(crate) type Values = BTreeMap<SettingKey, Value>;

/// A domain list, or words.
pub(crate) fn set(words: &[&str]) -> Value {
    Value::Set(words.iter().map(|w| (*w).into()).collect())
}

/// The task that makes `wanted` true where `known` is known.
pub(crate) fn task(wanted: &Values, known: &Values) -> Task {
    let mut all = known.clone();
    all.extend(wanted.clone());
    Task {
        tenant: TaskTenant {
            name: Name::parse("contoso").unwrap(),
            display_name: Some("Contoso #> Ltd\u{2019}s".to_owned()),
            tenant_id: Some("6babcaad-604b-40ac-a9d7-9fd97c0b779f".to_owned()),
            domains: vec!["contoso.com".to_owned()],
        },
        origin: "the plan of 2026-11-21, made from version 12".to_owned(),
        undo: false,
        wanted: wanted
            .iter()
            .map(|(key, value)| Wanted {
                setting: setting(&key.declared()).unwrap(),
                key: key.clone(),
                before: known.get(key).cloned(),
                after: value.clone(),
                place: None,
            })
            .collect(),
        known: all,
        released: Vec::new(),
        ids: BTreeMap::from([(
            "northwind".to_owned(),
            "1e8c7a3c-2b1f-4a52-9d0e-5a0f5f3f3c11".to_owned(),
        )]),
        tests: vec!["Invite a test account.".to_owned()],
    }
}

/// Letters, what means something to PowerShell, what it takes for quotes, line ends, other scripts.
const HOSTILE: &str = "[A-Za-z](['\"`$(){}#;@\\\\ \u{2018}-\u{201e}\u{2013}\u{85}\u{2028}\t\n\r]|[a-z]|\\PC){0,12}[a-z]";

const IDS: [&str; 2] = [
    "1e8c7a3c-2b1f-4a52-9d0e-5a0f5f3f3c11",
    "6babcaad-604b-40ac-a9d7-9fd97c0b779f",
];
const DOMAINS: [&str; 4] = [
    "fabrikam.com",
    "sub.fabrikam.com",
    "northwind.example",
    "xn--bcher-kva.example",
];

fn one_of(words: &[&'static str]) -> BoxedStrategy<Value> {
    let words: Vec<Value> = words.iter().map(|w| Value::text(*w)).collect();
    prop::sample::select(words).boxed()
}

fn some_of(words: &[&'static str]) -> BoxedStrategy<Value> {
    let most = words.len();
    let some = prop::sample::subsequence(words.to_vec(), 0..=most);
    some.prop_map(|some| set(&some)).boxed()
}

fn text(form: Form) -> BoxedStrategy<Value> {
    match form {
        Form::Free | Form::Name => HOSTILE.prop_map(Value::text).boxed(),
        Form::Mail | Form::User => one_of(&["ann@fabrikam.com", "o'brien@fabrikam.com"]),
        Form::Guid | Form::Organisation | Form::MailOrId => one_of(&IDS),
        Form::Url | Form::Endpoint => {
            one_of(&["https://mail.fabrikam.com/it's", "https://a.example/x"])
        }
        Form::Ipv4 => one_of(&["203.0.113.0/24", "203.0.113.9"]),
        Form::MailDomain => one_of(&["fabrikam.com", "*.fabrikam.com", "*"]),
        Form::IpRange => one_of(&["203.0.113.1-203.0.113.9"]),
        Form::People => one_of(&["all_users"]),
        Form::Application => one_of(&["all_applications"]),
    }
}

fn list(form: Form) -> BoxedStrategy<Value> {
    match form {
        Form::Free | Form::Name => prop::collection::btree_set(HOSTILE, 0..3)
            .prop_map(|words| set(&words.iter().map(String::as_str).collect::<Vec<_>>()))
            .boxed(),
        Form::People => some_of(&[
            "all_users",
            "user:1e8c7a3c-2b1f-4a52-9d0e-5a0f5f3f3c11",
            "group:6babcaad-604b-40ac-a9d7-9fd97c0b779f",
        ]),
        Form::Application => some_of(&["all_applications", "office365", IDS[0]]),
        Form::Ipv4 => some_of(&["203.0.113.0/24", "203.0.113.9"]),
        Form::IpRange => some_of(&["203.0.113.1-203.0.113.9", "203.0.113.9"]),
        Form::Mail | Form::User => some_of(&["ann@fabrikam.com", "o'brien@fabrikam.com"]),
        _ => some_of(&IDS),
    }
}

/// Any value that a setting takes, and one that it does not take itself but its files may.
pub(crate) fn value(setting: &Setting) -> BoxedStrategy<Value> {
    match setting.kind {
        Kind::Flag => any::<bool>().prop_map(Value::Flag).boxed(),
        Kind::FlagOrInherit => prop_oneof![
            any::<bool>().prop_map(Value::Flag),
            Just(Value::text("inherit"))
        ]
        .boxed(),
        Kind::Choice(choices) => one_of(&choices.iter().map(|c| c.yaml).collect::<Vec<_>>()),
        Kind::Number { least, most, .. } => (least..=most).prop_map(Value::Number).boxed(),
        Kind::Text(form) => text(form),
        Kind::AllowedDomains => prop_oneof![
            one_of(&["all", "none"]),
            some_of(&DOMAINS)
                .prop_filter("a list", |v| !v.as_set().is_some_and(ValueSet::is_empty))
        ]
        .boxed(),
        Kind::Domains => some_of(&DOMAINS),
        Kind::MailDomains => some_of(&["fabrikam.com", "*", "*.fabrikam.com", "northwind.example"]),
        Kind::Words(_) if setting.property == "allowedCloudEndpoints" => {
            some_of(&["microsoftonline.com", "partner.microsoftonline.cn"])
        }
        Kind::Words(form) => list(form),
        Kind::Object(_) => one_of(&["present", "present", "present", "absent"]),
    }
}

/// Some settings of a tenant and of one or two of its objects of every kind.
pub(crate) fn tenant() -> impl Strategy<Value = Values> {
    let names = (HOSTILE, "[a-z]{3,9}");
    names.prop_flat_map(|(odd, plain)| {
        let mut all = Vec::new();
        for setting in settings().iter().filter(|s| s.retired.is_none()) {
            let keys = match setting.key.is_of_object() || setting.key.is_object() {
                false => vec![setting.key.clone()],
                true => names_of(setting, &odd, &plain)
                    .iter()
                    .map(|name| setting.key.with_object(name))
                    .collect(),
            };
            for key in keys {
                let some = prop::option::weighted(0.6, value(setting));
                all.push(
                    some.prop_map(move |value| value.map(|v| (key.clone(), v)))
                        .boxed(),
                );
            }
        }
        all.prop_map(|all| tidy(all.into_iter().flatten().collect()))
    })
}

/// Names for objects of the kind that a setting belongs to.
fn names_of(setting: &Setting, odd: &str, plain: &str) -> Vec<String> {
    let declared = setting.key.as_str();
    let collection = declared.split("[]").next().unwrap_or_default();
    let itself = settings()
        .iter()
        .find(|s| s.key.as_str() == format!("{collection}[]"));
    match itself.map(|s| s.kind) {
        Some(Kind::Object(Form::Free | Form::Name)) => vec![odd.to_owned(), plain.to_owned()],
        Some(Kind::Object(Form::Organisation)) => vec![IDS[0].to_owned()],
        _ => Vec::new(),
    }
}

/// What belongs to an object that goes, goes with it.
fn tidy(mut values: Values) -> Values {
    let gone: BTreeSet<SettingKey> = values
        .iter()
        .filter(|(key, value)| key.is_object() && value.as_text() == Some("absent"))
        .map(|(key, _)| key.clone())
        .collect();
    values.retain(|key, _| key.is_object() || key.object().is_none_or(|o| !gone.contains(&o)));
    values
}
