//! Generated tenants for all that is written and read again: every setting with the values that it
//! takes, and texts that would like to be code.

use std::collections::{BTreeMap, BTreeSet};

use guestlist::interop::write::{Task, TaskTenant, Wanted};
use guestlist::model::section::{Form, Kind, Setting};
use guestlist::model::sections::{setting, settings};
use guestlist::model::{Name, SettingKey, Value, ValueSet};
use proptest::collection::btree_set;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

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

/// Texts that would get out of an address, a filter, a placeholder or a text within a text.
pub(crate) const AWKWARD: &[&str] = &[
    "Sales",
    "O'Brien's team",
    "a' or displayName ne '",
    "../../users",
    "a/b?c=d&e#f",
    "{policy}",
    "{group}",
    "%27 or 1 eq 1",
    "$(Remove-Item)",
    "a\\\"b",
    "comma, inside",
    "Größe – 東京",
    "x') and (y eq 'z",
];

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
const DOMAIN: &str = "[a-z]{1,8}\\.example\\.com";

fn one_of(words: &[&'static str]) -> BoxedStrategy<Value> {
    let words: Vec<Value> = words.iter().map(|w| Value::text(*w)).collect();
    select(words).boxed()
}

/// Some of these, or others.
fn some_of(words: &[&'static str], others: &'static str) -> BoxedStrategy<Value> {
    let most = words.len();
    let some = subsequence(words.to_vec(), 0..=most).prop_map(|some| set(&some));
    let others = btree_set(others, 0..6);
    let others = others.prop_map(|words| Value::Set(words.into_iter().map(Into::into).collect()));
    prop_oneof![some, others].boxed()
}

fn guid() -> impl Strategy<Value = String> {
    let any = any::<u128>().prop_map(|n| {
        let hex = format!("{n:032x}");
        let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|at| &hex[at]);
        parts.join("-")
    });
    prop_oneof![select(&IDS[..]).prop_map(str::to_owned), any]
}

/// A text of a form, as it is recorded.
fn word(form: Form) -> BoxedStrategy<String> {
    let known = |words: &'static [&'static str]| select(words).prop_map(str::to_owned);
    let word = match form {
        Form::Free | Form::Name => {
            prop_oneof![3 => HOSTILE, 2 => known(AWKWARD), 2 => "[A-Za-z0-9][ -~]{0,20}", 1 => guid()]
                .boxed()
        }
        Form::Guid => guid().boxed(),
        Form::Mail | Form::User => prop_oneof![
            known(&["ann@fabrikam.com", "o'brien@fabrikam.com"]),
            "[a-z]{1,8}@[a-z]{1,8}\\.example"
        ]
        .boxed(),
        Form::MailOrId => prop_oneof![guid(), "[a-z]{1,8}@[a-z]{1,8}\\.example"].boxed(),
        Form::Organisation => prop_oneof![guid(), "[a-z]{1,8}"].boxed(),
        Form::Url | Form::Endpoint => prop_oneof![
            known(&["https://mail.fabrikam.com/it's", "https://a.example/x"]),
            "https://[a-z]{1,8}\\.example/[a-z]{1,8}"
        ]
        .boxed(),
        Form::Ipv4 => {
            prop_oneof![known(&["203.0.113.0/24"]), "203\\.0\\.113\\.[1-9]"].boxed()
        }
        Form::IpRange => prop_oneof![
            known(&["203.0.113.1-203.0.113.9"]),
            "203\\.0\\.113\\.[1-9]"
        ]
        .boxed(),
        Form::MailDomain => prop_oneof![
            known(&["fabrikam.com", "*.fabrikam.com", "*"]),
            "[a-z]{1,8}\\.example"
        ]
        .boxed(),
        Form::People => prop_oneof![
            Just("all_users".to_owned()),
            guid().prop_map(|id| format!("user:{id}")),
            guid().prop_map(|id| format!("group:{id}")),
        ]
        .boxed(),
        Form::Application => prop_oneof![
            known(&["all_applications", "all_microsoft_apps", "office365"]),
            guid()
        ]
        .boxed(),
    };
    word.prop_map(move |word| form.canonical(&word)).boxed()
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
        Kind::Text(form) => word(form).prop_map(Value::text).boxed(),
        Kind::AllowedDomains => prop_oneof![
            one_of(&["all", "none"]),
            some_of(&DOMAINS, DOMAIN)
                .prop_filter("a list", |v| !v.as_set().is_some_and(ValueSet::is_empty))
        ]
        .boxed(),
        Kind::Domains => some_of(&DOMAINS, DOMAIN),
        Kind::MailDomains => some_of(
            &["fabrikam.com", "*", "*.fabrikam.com", "northwind.example"],
            DOMAIN,
        ),
        Kind::Words(_) if setting.property == "allowedCloudEndpoints" => {
            let clouds = ["microsoftonline.com", "partner.microsoftonline.cn"];
            subsequence(clouds.to_vec(), 0..=2)
                .prop_map(|some| set(&some))
                .boxed()
        }
        Kind::Words(form) => btree_set(word(form), 0..4)
            .prop_map(|words| Value::Set(words.into_iter().map(Into::into).collect()))
            .boxed(),
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
