//! A tenant's values as a rule sees them.

use crate::diff::Side;
use crate::model::configuration::Tenant;
use crate::model::federation::Reach;
use crate::model::sections::setting;
use crate::model::{SettingKey, Value, ValueSet};
use crate::text::Span;

/// What an effective value rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// A file states it.
    Stated,
    /// No file states it; the recorded value counts.
    Recorded,
    /// Neither; the documented default counts.
    Default,
    /// Stated, but it could not be read, or not documented.
    Unknown,
}

/// An effective value and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effective {
    /// The value; `None` if it is not known.
    pub value: Option<Value>,
    /// What it rests on.
    pub basis: Basis,
}

/// A tenant's values: what is stated, then what is recorded, then the documented default.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// What is stated; `None` to see the recorded values alone.
    pub stated: Option<&'a Tenant>,
    /// What is recorded.
    pub recorded: &'a Side<'a>,
}

impl View<'_> {
    /// The effective value of a setting.
    #[must_use]
    pub fn effective(&self, key: &SettingKey) -> Effective {
        let found = |value: &Value, basis| Effective {
            value: Some(value.clone()),
            basis,
        };
        if let Some(tenant) = self.stated {
            if let Some(desired) = tenant.settings.get(key) {
                return found(&desired.value, Basis::Stated);
            }
            if tenant.unknown.contains(key) {
                return Effective {
                    value: None,
                    basis: Basis::Unknown,
                };
            }
        }
        if let Some((value, _)) = self.recorded.values.get(key) {
            return found(value, Basis::Recorded);
        }
        let default = setting(key.as_str()).and_then(|s| s.default.value());
        let basis = if default.is_some() {
            Basis::Default
        } else {
            Basis::Unknown
        };
        Effective {
            value: default,
            basis,
        }
    }

    /// A switch's position, if known.
    #[must_use]
    pub fn flag(&self, key: &SettingKey) -> Option<bool> {
        self.effective(key).value?.as_flag()
    }

    /// A list's entries, if known; a word such as `all` has none.
    #[must_use]
    pub fn set(&self, key: &SettingKey) -> Option<ValueSet> {
        match self.effective(key).value? {
            Value::Set(set) => Some(set),
            Value::Text(_) => Some(ValueSet::empty()),
            _ => None,
        }
    }

    /// The external access policy in force, if known.
    #[must_use]
    pub fn reach(&self) -> Option<Reach> {
        Reach::in_force(|key| self.effective(key).value)
    }

    /// Whether a file states it.
    #[must_use]
    pub fn is_stated(&self, key: &SettingKey) -> bool {
        self.effective(key).basis == Basis::Stated
    }

    /// Where a file states it.
    #[must_use]
    pub fn span(&self, key: &SettingKey) -> Option<Span> {
        Some(self.stated?.settings.get(key)?.span)
    }
}
