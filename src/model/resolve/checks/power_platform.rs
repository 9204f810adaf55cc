//! Power Platform: whom a rule of tenant isolation is about.
//!
//! Source: "Cross-tenant inbound and outbound restrictions": a rule names another tenant.

use super::Definitions;
use crate::diagnostics::{CONTRADICTION, Finding, Findings, UNKNOWN_NAME};
use crate::model::section::Form;
use crate::model::{Address, Name};
use crate::text::words;

use super::Layers;

const RULES: &str = "power_platform.tenant_isolation.rules[]";

/// Each rule must be about one other organisation that is known by name or id.
pub(super) fn check(layers: &Layers<'_>, definitions: &Definitions, findings: &mut Findings) {
    for rule in super::objects(layers, RULES).filter(super::Object::is_present) {
        let name = rule.name.as_str();
        if name == layers.tenant.as_str() {
            findings.push(
                Finding::new(&CONTRADICTION, "a rule is about another tenant")
                    .at(rule.desired.span, "this tenant")
                    .about(Address::setting(layers.tenant, rule.key))
                    .advice("delete it here; other tenants may name this one"),
            );
        } else if !Form::Guid.fits(name) && !is_declared(definitions, name) {
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
            .at(rule.desired.span, "defined in no file");
            findings.push(match near {
                Some(near) => finding.fix(near, "did you mean this one?"),
                None => finding.advice("define it under partners:, or write its tenant id"),
            });
        }
    }
}

fn is_declared(definitions: &Definitions, name: &str) -> bool {
    let declared =
        definitions.tenants.contains_key(name) || definitions.partners.contains_key(name);
    declared
        || ["partners", "tenants"]
            .into_iter()
            .any(|kind| definitions.may_define(kind, name))
}
