//! Import, export, import: the same.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use guestlist::interop::{EmptyList, Options, read};
use guestlist::model::section::{Form, Kind, Setting};
use guestlist::model::sections::settings;
use guestlist::model::{SettingKey, Value, ValueSet};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::{Values, comes_back, left, set, written};
use crate::imports::samples::samples;
use crate::support::Workspace;

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
        Form::Mail | Form::User => some_of(&["ann@fabrikam.com", "o'brien@fabrikam.com"]),
        _ => some_of(&IDS),
    }
}

/// Any value that a setting takes, and one that it does not take itself but its files may.
fn value(setting: &Setting) -> BoxedStrategy<Value> {
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
fn tenant() -> impl Strategy<Value = Values> {
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Whatever a tenant has: what the text carries is read back as it was.
    #[test]
    fn any_tenant_comes_back(all in tenant(), split in any::<u64>()) {
        comes_back(&all, &Values::new());
        // The same with only some of it changing, and the rest known.
        let mut wanted = Values::new();
        let mut known = Values::new();
        for (at, (key, value)) in all.into_iter().enumerate() {
            match split.rotate_left(at as u32) & 1 {
                0 => wanted.insert(key, value),
                _ => known.insert(key, value),
            };
        }
        comes_back(&wanted, &known);
    }
}

#[test]
fn every_setting_of_the_tables_is_carried_with_some_value() {
    let mut runner = TestRunner::deterministic();
    let mut carried: BTreeSet<String> = BTreeSet::new();
    let mut never: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for _ in 0..60 {
        let all = tenant().new_tree(&mut runner).unwrap().current();
        let out = written(&all, &Values::new());
        let left = left(&out);
        for key in all.keys() {
            match left.get(key.as_str()) {
                None => {
                    carried.insert(key.declared().into_owned());
                }
                Some(why) => {
                    let whys = never.entry(key.declared().into_owned()).or_default();
                    whys.insert((*why).to_owned());
                }
            }
        }
    }
    for (key, whys) in never.iter().filter(|(key, _)| !carried.contains(*key)) {
        let known = [
            "Microsoft365DSC has no property for it",
            "Microsoft365DSC has no resource for it",
            "no interface for it is known",
        ];
        assert!(
            whys.iter().all(|why| known.contains(&why.as_str())),
            "{key}: {whys:?}"
        );
    }
    let listed: Vec<&str> = carried.iter().map(String::as_str).collect();
    snapbox::assert_data_eq!(
        format!("{}\n", listed.join("\n")),
        snapbox::file!["carried.txt"].raw()
    );
}

/// What a file says.
fn values_of(path: &Path) -> Values {
    let bytes = std::fs::read(path).unwrap();
    let text = guestlist::interop::decode(&bytes).unwrap();
    let options = Options {
        empty_allow_list: Some(EmptyList::All),
        ..Options::default()
    };
    let seen = read(&text, &options).unwrap();
    seen.values.into_iter().map(|(k, v)| (k, v.value)).collect()
}

#[test]
fn what_was_imported_comes_back() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut least = 0;
    let fixtures = [
        "imports/m365dsc.ps1",
        "imports/scubagear.json",
        "imports/graph-partners.json",
    ];
    let mut files: Vec<PathBuf> = fixtures.iter().map(|file| root.join(file)).collect();
    let published = [
        "scubagear/provider-settings-2023.json",
        "scubagear/provider-settings-2026.json",
        "m365dsc/tenant-export.ps1",
        "graph/authorizationPolicy.get.json",
        "graph/crossTenantAccessPolicy.default.get.json",
        "graph/crossTenantAccessPolicy.partners.list.json",
    ];
    if let Some(folder) = samples() {
        files.extend(published.iter().map(|file| folder.join(file)));
    }
    for file in files {
        let all = values_of(&file);
        assert!(!all.is_empty(), "{}", file.display());
        least += comes_back(&all, &Values::new()).len();
    }
    assert!(least > 60, "{least}");
}

#[test]
fn the_program_exports_what_it_imported() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/imports/m365dsc.ps1");
    let workspace = Workspace::of("version: 1\n");
    workspace.ok(&["import", fixture.to_str().unwrap(), "--tenant", "contoso"]);
    let text = workspace.ok(&["export", "--to", "m365dsc", "--all"]);
    assert!(crate::powershell::errors(&text).is_empty());
    let before = values_of(&fixture);
    workspace.write("again.ps1", &text);
    let again = values_of(&workspace.path().join("again.ps1"));
    for (key, value) in &again {
        assert_eq!(before.get(key), Some(value), "{key}");
    }
    workspace.ok(&[
        "drift",
        "again.ps1",
        "--tenant",
        "contoso",
        "--detailed-exitcode",
    ]);
}
