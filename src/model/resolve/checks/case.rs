//! One tenant's settings as a check asks for them.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Finding, RuleInfo};
use crate::model::configuration::Desired;
use crate::model::resolve::collect::Definitions;
use crate::model::resolve::layers::Layers;
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
