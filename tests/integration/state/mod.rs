//! The recorded state, on real folders, processes, file systems and git.

mod child;
mod conformance;
mod cost;
mod damage;
mod disk;
mod fixtures;
mod git;
mod kill;
mod race;
mod replay;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use compact_str::CompactString;
use guestlist::model::{Name, Notes, SettingKey, Value, ValueSet};
use guestlist::state::{
    Base, Draft, Identity, Kind, Known, Lineage, LocalStore, Origin, RecordedPartner,
    RecordedSetting, RecordedTenant, State, StateError, Summary, Version,
};
use jiff::Timestamp;

const LISTED: SettingKey = SettingKey::of("external_access.allowed_domains");
const ROUND: SettingKey = SettingKey::of("guest_access.round");

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn origin(second: i64) -> Origin {
    Origin {
        time: Timestamp::from_second(1_790_000_000 + second).unwrap(),
        author: "ann@contoso.com".to_owned(),
        message: Some("Joint launch".to_owned()),
        config: None,
        new_lineage: Lineage::from_bytes([7; 16]),
    }
}

fn draft(tenants: impl IntoIterator<Item = (Name, Option<RecordedTenant>)>) -> Draft {
    Draft {
        kind: Kind::Apply,
        origin: origin(0),
        plan: None,
        summary: Summary::default(),
        tenants: tenants.into_iter().collect(),
        partners: None,
    }
}

fn setting(value: Value) -> RecordedSetting {
    RecordedSetting {
        value,
        managed: true,
        known: Known::Requested,
        since: Timestamp::UNIX_EPOCH,
        seen: None,
        notes: BTreeMap::new(),
    }
}

fn words(count: usize, last: u64) -> ValueSet {
    let mut words: Vec<CompactString> = (1..count)
        .map(|n| CompactString::from(format!("d{n}.example")))
        .collect();
    words.push(CompactString::from(format!("round{last}.example")));
    words.into()
}

/// A tenant whose every part says which round it was made in.
fn tenant(round: u64, domains: usize) -> RecordedTenant {
    let mut listed = setting(Value::Set(words(domains, round)));
    let notes = Notes {
        reason: Some(format!("round {round}")),
        ..Notes::default()
    };
    listed.notes = BTreeMap::from([(CompactString::from("d1.example"), notes)]);
    RecordedTenant {
        identity: Identity {
            domains: vec![CompactString::from("contoso.com")].into(),
            ..Identity::default()
        },
        settings: BTreeMap::from([
            (LISTED, listed),
            (ROUND, setting(Value::Number(round.cast_signed()))),
        ]),
    }
}

fn partners(round: u64) -> BTreeMap<Name, RecordedPartner> {
    let partner = RecordedPartner {
        notes: Notes {
            reason: Some(format!("round {round}")),
            ..Notes::default()
        },
        ..RecordedPartner::default()
    };
    BTreeMap::from([(name("northwind"), partner)])
}

fn open(folder: &Path) -> Result<State, StateError> {
    State::open(Arc::new(LocalStore::new(folder)))
}

/// The version that follows: tenants and partners whose contents follow from its number alone.
fn next_round(base: &Base) -> Draft {
    let round = base.serial.next().0;
    let names = [
        "contoso",
        "litware",
        ["adatum", "fabrikam", "tailspin"][round as usize % 3],
    ];
    let tenants = names.map(|text| (name(text), Some(tenant(round, 80))));
    Draft {
        partners: Some(partners(round)),
        ..draft(tenants)
    }
}

/// Records versions made by [`next_round`].
fn record(folder: &Path, versions: u64) -> State {
    let mut state = open(folder).unwrap();
    for _ in 0..versions {
        commit_round(&mut state).unwrap();
    }
    state
}

fn commit_round(state: &mut State) -> Result<&Version, StateError> {
    let base = state.base();
    state.commit(&base, next_round(&base))
}

/// Checks that every version is what [`next_round`] made it: whole, and nothing else.
fn assert_rounds(state: &State) {
    let newest = state.base().serial;
    for serial in 1..=newest.0 {
        let view = state.at(guestlist::state::Serial(serial)).unwrap();
        let contoso = view.tenant(&name("contoso")).unwrap();
        assert_eq!(contoso, Some(tenant(serial, 80)), "version {serial}");
        assert_eq!(view.tenants().len(), 2 + 3.min(serial as usize));
        assert_eq!(view.partners().unwrap(), partners(serial));
    }
}

/// Checks that no file is damaged.
fn assert_sound(folder: &Path) {
    let report = guestlist::state::verify(&LocalStore::new(folder), None).unwrap();
    assert_eq!(report.damage, Vec::new());
}
