//! One tenant's settings, and its named objects, as a check asks for them.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Finding, RuleInfo};
use crate::model::configuration::Desired;
use crate::model::resolve::collect::Definitions;
use crate::model::resolve::layers::Layers;
use crate::model::section::{ABSENT, PRESENT};
use crate::model::{Address, Name, SettingKey, ValueSet};
use crate::text::Span;

/// One tenant's settings, all layers laid.
pub(super) struct Case<'a> {
    pub(super) tenant: &'a Name,
    pub(super) settings: &'a BTreeMap<SettingKey, Desired>,
    /// Stated, but could not be read: not judged.
    pub(super) unknown: &'a BTreeSet<SettingKey>,
    pub(super) definitions: &'a Definitions,
}

impl<'a> Case<'a> {
    pub(super) fn of(layers: &'a Layers<'_>, definitions: &'a Definitions) -> Self {
        Self {
            tenant: layers.tenant,
            settings: &layers.settings,
            unknown: &layers.unknown,
            definitions,
        }
    }
}

impl Case<'_> {
    pub(super) fn get(&self, key: &SettingKey) -> Option<&Desired> {
        self.settings.get(key)
    }

    pub(super) fn word(&self, key: &SettingKey) -> Option<&str> {
        self.get(key)?.value.as_text()
    }

    pub(super) fn flag(&self, key: &SettingKey) -> Option<bool> {
        self.get(key)?.value.as_flag()
    }

    pub(super) fn set(&self, key: &SettingKey) -> Option<&ValueSet> {
        self.get(key)?.value.as_set()
    }

    pub(super) fn span(&self, key: &SettingKey) -> Option<Span> {
        self.get(key).map(|desired| desired.span)
    }

    /// The objects of a kind, those that are to be deleted too, by the declared path of the kind.
    pub(super) fn objects<'c>(&'c self, declared: &'c str) -> impl Iterator<Item = Object<'c>> {
        let of_kind = self
            .settings
            .iter()
            .filter(move |(key, _)| key.is_object() && key.declared() == declared);
        of_kind.filter_map(|(key, desired)| {
            let name = key.object_name()?;
            Some(Object {
                case: self,
                name,
                desired,
                key,
            })
        })
    }

    /// A fault at a stated setting.
    pub(super) fn fault(
        &self,
        rule: &'static RuleInfo,
        key: &SettingKey,
        message: impl Into<String>,
        label: &str,
    ) -> Finding {
        Finding::new(rule, message)
            .at_maybe(self.span(key), label)
            .about(Address::setting(self.tenant, key))
    }
}

/// A named object that a file states.
pub(super) struct Object<'a> {
    case: &'a Case<'a>,
    pub(super) name: String,
    desired: &'a Desired,
    pub(super) key: &'a SettingKey,
}

impl<'a> Object<'a> {
    pub(super) fn is_present(&self) -> bool {
        self.desired.value.as_text() == Some(PRESENT)
    }

    pub(super) fn is_absent(&self) -> bool {
        self.desired.value.as_text() == Some(ABSENT)
    }

    /// The key of one of its settings, from the setting's declared path.
    fn key(&self, declared: &'static str) -> SettingKey {
        SettingKey::of(declared).with_object(&self.name)
    }

    /// What a file states for one of its settings.
    pub(super) fn get(&self, declared: &'static str) -> Option<&'a Desired> {
        self.case.get(&self.key(declared))
    }

    /// A switch that a file states.
    pub(super) fn flag(&self, declared: &'static str) -> Option<bool> {
        self.case.flag(&self.key(declared))
    }

    /// Whether a file states this word.
    pub(super) fn says(&self, declared: &'static str, word: &str) -> bool {
        self.case.word(&self.key(declared)) == Some(word)
    }

    /// A fault of one of its settings, shown at the object where no file states the setting.
    pub(super) fn fault(
        &self,
        rule: &'static RuleInfo,
        declared: &'static str,
        message: impl Into<String>,
        label: &str,
    ) -> Finding {
        let span = self.get(declared).map_or(self.desired.span, |d| d.span);
        Finding::new(rule, message)
            .at(span, label)
            .about(Address::setting(self.case.tenant, &self.key(declared)))
    }

    /// A fault of the object itself.
    pub(super) fn own_fault(
        &self,
        rule: &'static RuleInfo,
        message: impl Into<String>,
        label: &str,
    ) -> Finding {
        self.case.fault(rule, self.key, message, label)
    }
}
