//! The example that was written from an export says what the export says, setting by setting, by
//! the official names that guestlist knows. A fixture in the export's shape is always checked; the
//! published sample on top, where it is.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use guestlist::model::Value;
use guestlist::model::configuration::Tenant;
use guestlist::model::section::Kind;
use guestlist::model::sections::settings;
use guestlist::workflow::files::find_root;
use guestlist::workflow::load::load;
use serde_json::Value as Json;

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Published samples beside the project.
fn samples() -> PathBuf {
    let named = std::env::var_os("GUESTLIST_SAMPLES").map(PathBuf::from);
    named.unwrap_or_else(|| project().join("../shared/fixtures"))
}

/// A property of an export in the form in which guestlist records it.
fn observed(property: &Json, kind: Kind) -> Value {
    let domain = |text: &str| text.trim_start_matches("Domain=").into();
    match (property, kind) {
        (Json::Bool(on), _) => Value::Flag(*on),
        (Json::String(word), Kind::Flag) => Value::Flag(word == "Enabled"),
        (Json::String(word), Kind::Choice(choices)) => {
            Value::text(choices.iter().find(|c| c.official == word).unwrap().yaml)
        }
        (Json::Object(list), Kind::AllowedDomains) => {
            let entries = list["AllowedDomain"].as_str().unwrap();
            Value::Set(entries.split_whitespace().map(domain).collect())
        }
        (Json::Array(list), _) => {
            Value::Set(list.iter().map(|d| domain(d.as_str().unwrap())).collect())
        }
        other => panic!("{other:?}"),
    }
}

/// Compares the example with an export; every property that guestlist knows is compared.
fn check(tenant: &Tenant, export: &Path) {
    let text = std::fs::read_to_string(export).unwrap();
    let export: Json = serde_json::from_str(&text).unwrap();
    let objects = [
        (
            "CsTenantFederationConfiguration",
            &export["federation_configuration"][0],
        ),
        (
            "CsTeamsClientConfiguration",
            &export["client_configuration"][0],
        ),
    ];
    let mut compared = 0;
    for setting in settings() {
        let object = objects.iter().find(|(name, _)| *name == setting.object);
        let stated = tenant.settings.get(&setting.key).map(|d| d.value.clone());
        let Some((_, object)) = object else {
            assert_eq!(stated, None, "{} is not in the export", setting.key);
            continue;
        };
        let property = &object[setting.property];
        // What is over is in no export, and a list that nobody set is null there.
        if property.is_null() && (setting.retired.is_some() || stated.is_none()) {
            assert_eq!(stated, None, "{}", setting.key);
            continue;
        }
        assert_eq!(
            stated,
            Some(observed(property, setting.kind)),
            "{}",
            setting.key
        );
        compared += 1;
    }
    assert_eq!(compared, 21);
    let accepted = export["accepted_domains"].as_array().unwrap().iter();
    let accepted: BTreeSet<&str> = accepted
        .map(|d| d["DomainName"].as_str().unwrap())
        .collect();
    assert_eq!(
        tenant.domains.set().iter().collect::<BTreeSet<_>>(),
        accepted
    );
    let id = tenant.spec.tenant_id.as_ref().unwrap();
    assert_eq!(export["tenant_details"][0]["TenantId"], id.value.as_str());
}

#[test]
#[expect(
    clippy::print_stderr,
    reason = "a run says whether the published samples were there"
)]
fn the_example_from_an_export_says_what_the_export_says() {
    let root = find_root(&project().join("examples/scubagear-export")).unwrap();
    let workspace = load(root).unwrap();
    assert!(workspace.is_valid());
    let tenant = &workspace.config.tenants["tqhjy"];
    check(
        tenant,
        &project().join("tests/fixtures/scubagear/provider-settings.json"),
    );
    let published = samples().join("scubagear/provider-settings-2026.json");
    if published.is_file() {
        check(tenant, &published);
        eprintln!("real samples: {} agrees", published.display());
    } else {
        eprintln!("real samples: not there, the fixture of the same shape was checked");
    }
}
