//! Names of objects that stand for another organisation.

use super::Case;
use crate::diagnostics::{Finding, UNKNOWN_NAME};
use crate::model::section::Form;
use crate::model::{Name, SettingKey};
use crate::text::words;

/// Whether an object's name is a tenant id, or a tenant or partner that is declared or may be.
pub(super) fn is_known(case: &Case<'_>, name: &str) -> bool {
    let definitions = case.definitions;
    Form::Guid.fits(name)
        || definitions.tenants.contains_key(name)
        || definitions.partners.contains_key(name)
        || definitions.may_define("partners", name)
        || definitions.may_define("tenants", name)
}

/// An object whose name is nobody's.
pub(super) fn unknown(case: &Case<'_>, name: &str, key: &SettingKey) -> Finding {
    let definitions = case.definitions;
    let names = definitions
        .tenants
        .keys()
        .chain(definitions.partners.keys());
    let near = words::nearest(name, names.map(Name::as_str));
    // Without an address: a baseline's fault is one, however many tenants use it.
    let finding = Finding::new(
        &UNKNOWN_NAME,
        format!("there is no partner or tenant \"{name}\""),
    )
    .at_maybe(case.span(key), "defined in no file");
    match near {
        Some(near) => finding.fix(near, "did you mean this one?"),
        None => finding.advice("define it under partners:, or write its tenant id"),
    }
}
