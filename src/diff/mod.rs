//! The only comparer: what is desired against what is recorded.
//!
//! The idea: both sides are reshaped into one form first, settings by key, so that a comparison is a
//! walk over two sorted maps. What no file states is not on the desired side and what is not managed
//! is not forgotten, so neither needs a special case.
//!
//! Depends on `model`.

use std::collections::BTreeMap;

use crate::model::section::ABSENT;
use crate::model::{Address, Name, SettingKey, Value, ValueSet};

pub use crate::model::configuration::Owner;

/// What apply would record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// No value was recorded.
    Create,
    /// The recorded value differs.
    Update,
    /// A named object goes.
    Delete,
    /// It was managed and is no longer stated; the recorded value stays behind.
    Forget,
}

impl Action {
    /// The word in machine formats.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Forget => "forget",
        }
    }
}

/// One side of a comparison.
#[derive(Debug, Clone, Default)]
pub struct Side<'a> {
    /// Values by setting, and whether each is managed.
    pub values: BTreeMap<&'a SettingKey, (&'a Value, bool)>,
}

/// A change of one setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Whose setting.
    pub owner: Owner,
    /// Which setting.
    pub key: SettingKey,
    /// What happens to it.
    pub action: Action,
    /// The recorded value.
    pub before: Option<Value>,
    /// The desired value.
    pub after: Option<Value>,
}

impl Change {
    /// The tenant whose setting it is.
    #[must_use]
    pub fn tenant(&self) -> Option<&Name> {
        match &self.owner {
            Owner::Tenant(name) => Some(name),
            Owner::Partner(_) => None,
        }
    }

    /// The partner of whom it is.
    #[must_use]
    pub fn partner(&self) -> Option<&Name> {
        match &self.owner {
            Owner::Partner(name) => Some(name),
            Owner::Tenant(_) => None,
        }
    }

    /// What changes: `contoso.external_access.enabled`, `partners.northwind.domains`.
    #[must_use]
    pub fn address(&self) -> Address {
        match &self.owner {
            Owner::Tenant(name) => Address::setting(name, &self.key),
            Owner::Partner(name) => Address::partner(name, &self.key),
        }
    }

    /// Words of a set that are new.
    #[must_use]
    pub fn added(&self) -> Vec<&str> {
        gained(self.before.as_ref(), self.after.as_ref())
    }

    /// Where the sets before and after lie in memory: of changes that have this in common, the same
    /// words come and go, so that a list that a thousand tenants share is looked into once. Holds as
    /// long as the change is there.
    #[must_use]
    pub fn sets(&self) -> Option<(usize, usize)> {
        let at = |value: &Option<Value>| {
            let set = value.as_ref().and_then(Value::as_set)?;
            Some(set.as_slice().as_ptr().addr())
        };
        Some((at(&self.before)?, at(&self.after)?))
    }

    /// Words of a set that go. A released setting takes nothing away.
    #[must_use]
    pub fn removed(&self) -> Vec<&str> {
        match self.action {
            Action::Forget => Vec::new(),
            _ => gained(self.after.as_ref(), self.before.as_ref()),
        }
    }
}

/// Words of `to` that `from` lacks; a side that is no set has none.
fn gained<'a>(from: Option<&'a Value>, to: Option<&'a Value>) -> Vec<&'a str> {
    let Some(to) = to.and_then(Value::as_set) else {
        return Vec::new();
    };
    match from.and_then(Value::as_set) {
        Some(from) => to.minus(from).collect(),
        None => to.iter().collect::<Vec<_>>(),
    }
}

/// Compares one tenant or partner.
#[must_use]
pub fn compare(owner: &Owner, desired: &Side<'_>, recorded: &Side<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut change = |key: &SettingKey, action, before: Option<&Value>, after: Option<&Value>| {
        changes.push(Change {
            owner: owner.clone(),
            key: key.clone(),
            action,
            before: before.cloned(),
            after: after.cloned(),
        });
    };
    // What belongs to an object that is to be deleted goes with it.
    let goes = |key: &SettingKey| {
        let object = key.object().filter(|object| object != key);
        let wish = object.and_then(|object| desired.values.get(&object));
        wish.is_some_and(|(value, _)| is_absent(value))
    };
    for (key, (after, _)) in &desired.values {
        match recorded.values.get(key) {
            None if is_absent(after) && key.is_object() => {
                change(key, Action::Delete, None, Some(after));
            }
            Some((before, _)) if !same(before, after) && is_absent(after) && key.is_object() => {
                change(key, Action::Delete, Some(before), Some(after));
            }
            None => change(key, Action::Create, None, Some(after)),
            Some((before, _)) if same(before, after) => {}
            Some((before, _)) => change(key, Action::Update, Some(before), Some(after)),
        }
    }
    for (key, (before, managed)) in &recorded.values {
        if goes(key) {
            change(key, Action::Delete, Some(before), None);
        } else if *managed && !desired.values.contains_key(key) {
            change(key, Action::Forget, Some(before), None);
        }
    }
    changes.sort_by(|a, b| a.key.cmp(&b.key));
    changes
}

/// Whether the value of an object's own key says that it is to be deleted.
fn is_absent(value: &Value) -> bool {
    value.as_text() == Some(ABSENT)
}

/// Equality that does not look into a set that both sides share.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Set(a), Value::Set(b)) => ValueSet::is_same(a, b) || a == b,
        _ => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn side(values: &BTreeMap<SettingKey, (Value, bool)>) -> Side<'_> {
        Side {
            values: values.iter().map(|(k, (v, m))| (k, (v, *m))).collect(),
        }
    }

    fn values() -> impl Strategy<Value = BTreeMap<SettingKey, (Value, bool)>> {
        let value = prop_oneof![
            any::<bool>().prop_map(Value::Flag),
            proptest::collection::vec("[a-c]", 0..3)
                .prop_map(|w| Value::Set(w.into_iter().map(Into::into).collect())),
        ];
        proptest::collection::btree_map(
            "[a-d]".prop_map(|k| SettingKey::from(format!("external_access.{k}"))),
            (value, any::<bool>()),
            0..5,
        )
    }

    proptest! {
        #[test]
        fn nothing_differs_from_itself(a in values()) {
            let name = Owner::Tenant(Name::parse("contoso").unwrap());
            prop_assert_eq!(compare(&name, &side(&a), &side(&a)), vec![]);
        }

        #[test]
        fn after_the_changes_both_sides_agree(a in values(), b in values()) {
            let name = Owner::Tenant(Name::parse("contoso").unwrap());
            let mut after = b.clone();
            for change in compare(&name, &side(&a), &side(&b)) {
                match (change.action, change.after) {
                    (Action::Forget, _) => after.get_mut(&change.key).unwrap().1 = false,
                    (_, Some(value)) => { after.insert(change.key, (value, true)); }
                    (_, None) => after.remove(&change.key).map(|_| ()).unwrap(),
                }
            }
            prop_assert_eq!(compare(&name, &side(&a), &side(&after)), vec![]);
        }
    }

    #[test]
    fn a_released_value_that_is_stated_again_is_no_change() {
        let key = SettingKey::of("guest_access.enabled");
        let value = Value::Flag(true);
        let with = |managed| Side {
            values: BTreeMap::from([(&key, (&value, managed))]),
        };
        let name = Owner::Tenant(Name::parse("contoso").unwrap());
        assert_eq!(compare(&name, &with(true), &with(false)), vec![]);
        assert_eq!(compare(&name, &Side::default(), &with(false)), vec![]);
        assert_eq!(
            compare(&name, &Side::default(), &with(true))[0].action,
            Action::Forget
        );
    }
}
