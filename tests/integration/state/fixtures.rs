//! Format 1, pinned: what it was written as, and what it means, for ever.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use compact_str::CompactString;
use guestlist::model::{Notes, SettingKey, Value};
use guestlist::state::{
    ConfigCommit, Confirmation, Digest, Draft, Identity, Kind, Known, LocalStore, PlanMark,
    RecordedPartner, RecordedSetting, RecordedTenant, Serial, State, Summary, verify,
};

use super::{name, open, origin, words};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/state/v1")
}

/// One of everything that the format can say.
fn rich_tenant() -> RecordedTenant {
    let since = origin(0).time;
    let setting = |value, managed, known| RecordedSetting {
        value,
        managed,
        known,
        since,
        seen: None,
        notes: BTreeMap::new(),
    };
    let notes = Notes {
        reason: Some("Joint launch".to_owned()),
        ticket: Some("SEC-1412".to_owned()),
        owner: Some("ann@contoso.com".to_owned()),
        expires: Some(jiff::civil::date(2027, 3, 31)),
    };
    let few = vec![CompactString::from("fabrikam.com")];
    let mut listed = setting(Value::Set(few.clone().into()), true, Known::Requested);
    listed.notes = BTreeMap::from([(few[0].clone(), notes.clone())]);
    let mut long = setting(Value::Set(words(64, 1)), true, Known::Requested);
    let noted = words(64, 1);
    long.notes = noted
        .iter()
        .map(|word| (word.into(), notes.clone()))
        .collect();
    let settings = [
        (
            "external_access.enabled",
            setting(Value::Flag(true), true, Known::Requested),
        ),
        ("external_access.allowed_domains", listed),
        ("external_access.blocked_domains", long),
        (
            "guest_access.messaging.giphy_rating",
            setting(Value::text("strict"), false, Known::Observed),
        ),
        (
            "groups.lifetime",
            setting(Value::Number(180), true, Known::Observed),
        ),
    ];
    RecordedTenant {
        identity: Identity {
            display_name: Some("Contoso \u{202e}Größe".to_owned()),
            tenant_id: Some("6babcaad-604b-40ac-a9d7-9fd97c0b779f".to_owned()),
            domains: vec!["contoso.com".into(), "contoso.nl".into()].into(),
            tags: ["nl".to_owned()].into(),
            trial: true,
        },
        settings: settings
            .into_iter()
            .map(|(key, setting)| (SettingKey::of(key), setting))
            .collect(),
    }
}

fn rich_partners() -> BTreeMap<guestlist::model::Name, RecordedPartner> {
    let partner = RecordedPartner {
        identity: Identity {
            domains: vec!["northwindtraders.com".into()].into(),
            ..Identity::default()
        },
        notes: Notes {
            reason: Some("Distribution contract".to_owned()),
            ..Notes::default()
        },
        confirmed: Some(Confirmation {
            external_access: vec!["contoso.com".into()].into(),
            by: "it@northwind.de".to_owned(),
            date: jiff::civil::date(2026, 11, 2),
        }),
    };
    BTreeMap::from([(name("northwind"), partner)])
}

/// Records three versions in a folder.
fn write(folder: &Path) {
    let mut state = open(folder).unwrap();
    let mut first = Draft {
        kind: Kind::Apply,
        origin: origin(0),
        plan: Some(PlanMark {
            fingerprint: Digest::of(b"fingerprint"),
            id: Digest::of(b"id"),
        }),
        summary: Summary {
            create: 5,
            update: 0,
            delete: 0,
            forget: 1,
        },
        tenants: BTreeMap::from([
            (name("contoso"), Some(rich_tenant())),
            (name("litware"), Some(RecordedTenant::default())),
        ]),
        partners: Some(rich_partners()),
    };
    first.origin.config = Some(ConfigCommit {
        commit: "c0ffee".to_owned(),
        clean: false,
    });
    state.commit(&state.base(), first).unwrap();
    let mut second = origin(1);
    second.message = None;
    state
        .forget(&state.base(), &name("litware"), second)
        .unwrap();
    state.restore(&state.base(), Serial(1), origin(2)).unwrap();
}

/// Every file below a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for part in ["log", "objects"] {
        for entry in fs::read_dir(folder.join(part)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            found.insert(format!("{part}/{name}"), fs::read(&path).unwrap());
        }
    }
    found
}

#[test]
fn format_1_is_written_as_ever() {
    let folder = tempfile::tempdir().unwrap();
    let written = folder.path().join("state");
    write(&written);
    let (written, pinned) = (files(&written), files(&fixtures()));
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&written), names(&pinned));
    for (name, bytes) in written {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        assert_eq!(text(&bytes), text(&pinned[&name]), "{name}");
    }
}

#[test]
fn format_1_is_read_as_ever() {
    let store = LocalStore::new(fixtures());
    assert_eq!(verify(&store, None).unwrap().damage, []);
    let state = State::open(Arc::new(store)).unwrap();
    for serial in [Serial(1), Serial(3)] {
        let view = state.at(serial).unwrap();
        assert_eq!(view.tenant(&name("contoso")).unwrap(), Some(rich_tenant()));
        assert_eq!(
            view.tenant(&name("litware")).unwrap(),
            Some(RecordedTenant::default())
        );
        assert_eq!(view.partners().unwrap(), rich_partners());
    }
    let log: Vec<_> = state.log().map(Result::unwrap).collect();
    let kinds: Vec<_> = log.iter().map(|version| version.kind).collect();
    assert_eq!(kinds, [Kind::Restore, Kind::Forget, Kind::Apply]);
    assert_eq!(log[0].restored, Some(Serial(1)));
    assert_eq!(log[1].message, None);
    assert_eq!(log[2].time, origin(0).time);
    assert_eq!(log[2].config.as_ref().unwrap().commit, "c0ffee");
    assert_eq!(log[2].plan.unwrap().id, Digest::of(b"id"));
    assert_eq!((log[2].summary.create, log[2].summary.forget), (5, 1));
}

#[test]
fn files_fit_their_schema() {
    let schema = serde_json::to_value(guestlist::state::file_schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (name, bytes) in files(&fixtures()) {
        let file: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert!(validator.is_valid(&file), "{name}");
    }
    assert!(!validator.is_valid(&serde_json::json!({"format_version": 1})));
}
