//! What the service would refuse, section by section: what several settings say together, and what
//! the form of a value alone can't say.

mod case;
mod cross_tenant_access;
mod entra_b2b;
mod exchange;
mod groups;
mod policies;
mod power_platform;
mod sharepoint;

use crate::diagnostics::{Finding, Findings, RuleInfo};
use crate::model::configuration::Desired;
use crate::model::section::{ABSENT, PRESENT};
use crate::model::{Address, SettingKey, Value};

use super::collect::Definitions;
use super::layers::Layers;
use case::Case;

pub use entra_b2b::{WARN_AT, policy_length};

/// Checks one tenant's settings after its layers are laid.
pub(super) fn check(layers: &Layers<'_>, definitions: &Definitions, findings: &mut Findings) {
    exchange::check(layers, findings);
    policies::check(layers, findings);
    let case = Case::of(layers, definitions);
    cross_tenant_access::check(&case, findings);
    entra_b2b::check(&case, findings);
    groups::check(&case, findings);
    sharepoint::check(layers, findings);
    power_platform::check(layers, definitions, findings);
}

/// A named object that a file states.
struct Object<'a> {
    layers: &'a Layers<'a>,
    name: String,
    desired: &'a Desired,
    key: &'a SettingKey,
}

/// The objects of a kind, those that are to be deleted too, by the declared path of the kind.
fn objects<'a>(layers: &'a Layers<'a>, declared: &'a str) -> impl Iterator<Item = Object<'a>> {
    let of_kind = layers
        .settings
        .iter()
        .filter(move |(key, _)| key.is_object() && key.declared() == declared);
    of_kind.filter_map(|(key, desired)| {
        let name = key.object_name()?;
        Some(Object {
            layers,
            name,
            desired,
            key,
        })
    })
}

impl<'a> Object<'a> {
    fn is_present(&self) -> bool {
        self.desired.value.as_text() == Some(PRESENT)
    }

    fn is_absent(&self) -> bool {
        self.desired.value.as_text() == Some(ABSENT)
    }

    /// The key of one of its settings, from the setting's declared path.
    fn key(&self, declared: &'static str) -> SettingKey {
        SettingKey::of(declared).with_object(&self.name)
    }

    /// What a file states for one of its settings.
    fn get(&self, declared: &'static str) -> Option<&'a Desired> {
        self.layers.settings.get(&self.key(declared))
    }

    /// A switch that a file states.
    fn flag(&self, declared: &'static str) -> Option<bool> {
        self.get(declared)?.value.as_flag()
    }

    /// Whether a file states this word.
    fn says(&self, declared: &'static str, word: &str) -> bool {
        self.get(declared)
            .map(|d| &d.value)
            .and_then(Value::as_text)
            == Some(word)
    }

    fn address(&self, declared: &'static str) -> Address {
        Address::setting(self.layers.tenant, &self.key(declared))
    }

    /// A fault of one of its settings.
    fn fault(
        &self,
        rule: &'static RuleInfo,
        declared: &'static str,
        message: String,
        label: &str,
    ) -> Finding {
        let span = self.get(declared).map_or(self.desired.span, |d| d.span);
        Finding::new(rule, message)
            .at(span, label)
            .about(self.address(declared))
    }
}
