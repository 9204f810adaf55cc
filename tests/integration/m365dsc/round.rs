//! Import, export, import: the same.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use guestlist::interop::{Options, read};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::{comes_back, left, written};
use crate::generated::{Values, tenant};
use crate::imports::samples::{PUBLISHED, samples};
use crate::support::Workspace;

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
    for _ in 0..150 {
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
            "no property of Microsoft365DSC is known for it",
            "no resource of Microsoft365DSC is known for it",
            "no interface for it is known",
            "which properties TeamsMeetingPolicy of Microsoft365DSC takes, and what it does beside \
             setting them, is not known here",
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
    let seen = read(&text, &Options::default()).unwrap();
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
    if let Some(folder) = samples() {
        files.extend(PUBLISHED.iter().map(|file| folder.join(file)));
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
}
