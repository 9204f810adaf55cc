//! What `export --to m365dsc` writes: PowerShell by its grammar, read back as it was meant, and without
//! the harm that the resources do where a property is missing.

mod round;
mod traps;

use std::collections::{BTreeMap, BTreeSet};

use guestlist::interop::write::{Target, Written};
use guestlist::interop::{Options, read};
use guestlist::model::{SettingKey, Value};

use crate::generated::{Values, set, task};
use crate::powershell;

fn key(path: &str) -> SettingKey {
    SettingKey::from(path.to_owned())
}

fn values(all: &[(&str, Value)]) -> Values {
    all.iter().map(|(k, v)| (key(k), v.clone())).collect()
}

/// What is written; it is PowerShell of ASCII alone, whatever the values.
fn written(wanted: &Values, known: &Values) -> Written {
    let out = task(wanted, known).write(Target::M365Dsc);
    assert!(out.text.is_ascii(), "{}", out.text);
    let errors = powershell::errors(&out.text);
    assert!(errors.is_empty(), "{errors:?}\n{}", out.text);
    only_says(&out.text);
    out
}

/// Nothing is run but what makes a configuration: to the grammar, resources, instances and properties
/// are commands too.
fn only_says(text: &str) {
    const RESOURCES: [&str; 5] = ["Teams", "SPO", "AAD", "EXO", "MSFT_"];
    const OWN: [&str; 4] = [
        "Configuration",
        "Import-DscResource",
        "Node",
        "Write-Warning",
    ];
    for (name, whole) in powershell::commands(text) {
        let rest = whole.strip_prefix(&name).unwrap_or_default();
        let is_property = rest.trim_start().starts_with("= ");
        let is_resource = RESOURCES.iter().any(|start| name.starts_with(start));
        assert!(
            is_property || is_resource || OWN.contains(&name.as_str()),
            "{whole}\n{text}"
        );
    }
}

/// What a person is left with, by key.
fn left(written: &Written) -> BTreeMap<&str, &str> {
    let manual = written.manual.iter();
    manual.map(|m| (m.key.as_str(), m.why.as_str())).collect()
}

/// What import reads of a text.
fn read_back(text: &str) -> Values {
    let seen = read(text, &Options::default()).unwrap();
    let odd: Vec<_> = seen.not_taken.iter().filter(|n| n.why.matters()).collect();
    let retired = "RequireAcceptingAccountMatchInvitedAccount";
    let odd: Vec<_> = odd.iter().filter(|n| !n.at.ends_with(retired)).collect();
    assert!(odd.is_empty(), "{odd:?}\n{text}");
    seen.values.into_iter().map(|(k, v)| (k, v.value)).collect()
}

/// All that is asked for is either read back as it was asked, or left to a person with a reason; and
/// nothing else is set but what was known.
fn comes_back(wanted: &Values, known: &Values) -> BTreeSet<SettingKey> {
    let out = written(wanted, known);
    let left = left(&out);
    let mut read = read_back(&out.text);
    let mut carried = BTreeSet::new();
    for (key, value) in wanted {
        let found = read.remove(key);
        if left.contains_key(key.as_str()) {
            // Another setting may need what is known of this one beside it, but not this change.
            continue;
        }
        assert_eq!(found.as_ref(), Some(value), "{key}\n{}", out.text);
        carried.insert(key.clone());
    }
    assert_eq!(out.carried, carried.len(), "{}", out.text);
    for (key, value) in read {
        let is_known = known.get(&key) == Some(&value);
        assert!(
            is_known || key.is_object(),
            "{key}: {value:?}\n{}",
            out.text
        );
    }
    carried
}
