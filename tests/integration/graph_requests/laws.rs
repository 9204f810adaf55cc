//! Laws on generated tasks: every request has a documented shape, and what was written is read again.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::{GROUP, PARTNER, key, read, task, written};
use crate::generated::{AWKWARD, value};
use guestlist::interop::write::{Task, Wanted};
use guestlist::model::section::{ABSENT, Api, Kind, PRESENT, Setting};
use guestlist::model::sections::settings;
use guestlist::model::{SettingKey, Value, ValueSet};

/// Whose settings are named objects here.
const NAMED: [&str; 4] = [
    "cross_tenant_access.partners[]",
    "groups.exceptions[]",
    "teams.teams[]",
    "guests[]",
];

fn is_here(setting: &&Setting) -> bool {
    let key = setting.key.as_str();
    let is_plain = !key.contains("[]");
    setting.retired.is_none() && (is_plain || NAMED.iter().any(|named| key.starts_with(named)))
}

/// A change of a setting; the last is whether its object is known to be there, made, or taken away.
type Change = (&'static Setting, Option<Value>, Value, Index);

fn change() -> impl Strategy<Value = Change> {
    let told: Vec<&'static Setting> = settings()
        .iter()
        .filter(is_here)
        .filter(|s| !matches!(s.kind, Kind::Object(_)))
        .collect();
    let graph: Vec<_> = told.iter().copied().filter(|s| is_told(s)).collect();
    // Most of what is generated is what Graph and Fabric take.
    prop_oneof![9 => select(graph), 1 => select(told)].prop_flat_map(|setting| {
        let before = proptest::option::of(value(setting));
        (Just(setting), before, value(setting), any::<Index>())
    })
}

/// Whether Microsoft Graph or Fabric takes it.
fn is_told(setting: &Setting) -> bool {
    match setting.api {
        Api::Graph(..) => setting.object != "user",
        Api::Other(read, _) => read.contains("api.fabric.microsoft.com"),
        _ => false,
    }
}

const SHAREPOINT: [&str; 5] = [
    "SharingCapability",
    "SharingDomainRestrictionMode",
    "SharingAllowedDomainList",
    "SharingBlockedDomainList",
    "PreventExternalUsersFromResharing",
];

fn names(collection: &str) -> Vec<&'static str> {
    match collection {
        "cross_tenant_access.partners[]" => vec![PARTNER, "fabrikam"],
        "guests[]" => vec!["ann@fabrikam.com"],
        _ => vec![
            GROUP, AWKWARD[1], AWKWARD[2], AWKWARD[3], AWKWARD[5], AWKWARD[6],
        ],
    }
}

#[derive(Debug, Clone)]
struct World {
    task: Task,
}

/// Changes of plain settings and of named objects; what is known of the others.
fn world() -> impl Strategy<Value = World> {
    let objects = vec(
        (
            select(&NAMED[..]),
            any::<Index>(),
            select(&[PRESENT, ABSENT][..]),
        ),
        0..4,
    );
    (vec(change(), 1..60), vec(change(), 0..40), objects).prop_map(|(changes, known, objects)| {
        let mut task = task();
        let id = "0b1f0a2c-6d1e-4d0a-8a54-9b8c7d6e5f40".to_owned();
        task.ids.insert("fabrikam".to_owned(), id);
        let mut wanted: BTreeMap<SettingKey, Wanted> = BTreeMap::new();
        let name = |setting: &Setting, index: &Index| {
            let key = setting.key.as_str();
            let of = |named: &&&str| key.starts_with(**named);
            let collection = NAMED.iter().find(of)?;
            let names = names(collection);
            Some(names[index.index(names.len())])
        };
        let mut absent: BTreeSet<SettingKey> = BTreeSet::new();
        for (collection, index, word) in objects {
            let setting = settings().iter().find(|s| s.key.as_str() == collection);
            let setting = setting.unwrap();
            let name = name(setting, &index).unwrap();
            let key = setting.key.with_object(name);
            if word == ABSENT {
                absent.insert(key.clone());
            }
            let after = Value::text(word);
            let change = Wanted {
                setting,
                key: key.clone(),
                before: None,
                after,
                place: None,
            };
            match wanted
                .get(&key)
                .map(|first| first.after.as_text() == Some(PRESENT))
            {
                None => {
                    absent.retain(|k| *k != key || word == ABSENT);
                    wanted.insert(key, change);
                }
                Some(true) if word == ABSENT => {
                    absent.remove(&key);
                }
                Some(_) => {}
            }
        }
        for (setting, before, after, index) in changes {
            let key = match name(setting, &index) {
                Some(name) => setting.key.with_object(name),
                None => setting.key.clone(),
            };
            if key.object().is_some_and(|object| absent.contains(&object)) {
                continue;
            }
            let place = None;
            let change = Wanted {
                setting,
                key: key.clone(),
                before,
                after,
                place,
            };
            wanted.entry(key).or_insert(change);
        }
        for (setting, _, value, index) in known {
            let key = match name(setting, &index) {
                Some(name) => setting.key.with_object(name),
                None => setting.key.clone(),
            };
            // The service never has an empty list of targets.
            let is_empty = value.as_set().is_some_and(ValueSet::is_empty);
            let is_target = setting.property.ends_with(".targets");
            let is_possible = !(is_empty && is_target);
            if is_possible && !wanted.contains_key(&key) {
                task.known.insert(key, value);
            }
        }
        // In the order of the table, as changes come.
        let place = |wanted: &Wanted| {
            let declared = wanted.key.declared().into_owned();
            settings().iter().position(|s| s.key.as_str() == declared)
        };
        task.wanted = wanted.into_values().collect();
        task.wanted.sort_by_key(place);
        World { task }
    })
}

/// The key under which it is read: partners by tenant id.
fn read_as(task: &Task, key: &SettingKey) -> SettingKey {
    let name = key.object_name();
    match name.as_deref().and_then(|name| task.ids.get(name)) {
        Some(id) => {
            let (collection, below) = key.around_object().unwrap();
            SettingKey::from(format!("{collection}[]{below}")).with_object(id)
        }
        None => key.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_fits_the_documentation_and_is_read_again(world in world()) {
        let (document, written) = written(&world.task);
        let by_hand: BTreeSet<&SettingKey> = written.manual.iter().map(|m| &m.key).collect();
        prop_assert_eq!(written.carried + by_hand.len(), world.task.wanted.len());
        let observed = read(&written.text);
        for wanted in &world.task.wanted {
            let key = read_as(&world.task, &wanted.key);
            if by_hand.contains(&wanted.key) {
                continue;
            }
            let told = is_told(wanted.setting) || SHAREPOINT.contains(&wanted.setting.property);
            prop_assert!(told, "{} is no setting of Graph", key);
            let named = document.steps.iter().any(|s| s.settings.contains(&wanted.key.to_string()));
            prop_assert!(named, "{} is in no step", key);
            let seen = observed.values.get(&key).map(|seen| &seen.value);
            prop_assert_eq!(seen, Some(&wanted.after), "{}\n{}", key, written.text);
        }
        // What it carries over unchanged is what is known.
        for (key, value) in &world.task.known {
            let seen = observed.values.get(&read_as(&world.task, key)).map(|seen| &seen.value);
            prop_assert!(seen.is_none_or(|seen| seen == value), "{}", key);
        }
        for not in &observed.not_taken {
            prop_assert!(!not.why.matters(), "{:?}", not);
        }
    }

    #[test]
    fn one_setting_alone_is_carried_or_explained(change in change()) {
        let (setting, before, after, _) = change;
        let mut task = task();
        let declared = setting.key.as_str().to_owned();
        let name = setting.key.as_str().contains("[]").then_some(PARTNER);
        task.wanted.push(Wanted { setting, key: key(&declared, name), before, after, place: None });
        let (document, written) = written(&task);
        prop_assert_eq!(document.steps.is_empty(), written.carried == 0);
        for manual in &written.manual {
            prop_assert!(!manual.why.is_empty() && !manual.todo.is_empty());
        }
    }
}
