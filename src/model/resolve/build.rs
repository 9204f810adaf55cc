//! Puts the configuration together.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Finding, Findings, INVALID_VALUE};
use crate::model::config::Accept;
use crate::model::configuration::{
    AcceptScope, AcceptedRule, Baseline, Configuration, Desired, NamedList, Partner, Tenant, Test,
};
use crate::model::{Address, Name, SettingKey};
use crate::text::Spanned;

use super::collect::Definitions;
use super::lists::Lists;
use super::organisations::Organisations;

/// One tenant with its layers laid.
pub(super) struct Laid {
    pub(super) baselines: Vec<Name>,
    pub(super) settings: BTreeMap<SettingKey, Desired>,
    pub(super) unknown: BTreeSet<SettingKey>,
}

/// Puts the configuration together.
pub(super) fn build(
    definitions: Definitions,
    mut organisations: Organisations,
    mut lists: Lists,
    mut laid: BTreeMap<Name, Laid>,
    findings: &mut Findings,
) -> Configuration {
    let mut out = Configuration {
        owners: organisations.owners,
        rules: definitions.rules,
        edition: definitions.edition,
        values_seen_within: definitions.values_seen_within,
        state: definitions.state,
        state_unknown: definitions.state_unknown,
        ..Configuration::default()
    };
    accepts(
        AcceptScope::Workspace,
        definitions.accepts,
        &mut out.accepts,
        findings,
    );
    for (name, mut definition) in definitions.baselines {
        let own = definition.spec.accept.take().unwrap_or_default();
        accepts(
            AcceptScope::Baseline(name.clone()),
            own,
            &mut out.accepts,
            findings,
        );
        let (span, spec) = (definition.span, definition.spec);
        out.baselines.insert(name, Baseline { span, spec });
    }
    for (name, definition) in definitions.lists {
        let domains = lists.remove(&name).unwrap_or_default();
        let (span, spec) = (definition.span, definition.spec);
        out.lists.insert(
            name,
            NamedList {
                span,
                spec,
                domains,
            },
        );
    }
    for (name, definition) in definitions.partners {
        let partner = Partner {
            span: definition.span,
            spec: definition.spec,
            domains: organisations.domains.remove(&name).unwrap_or_default(),
            notes: organisations
                .partner_notes
                .remove(&name)
                .unwrap_or_default(),
            confirmed: organisations.confirmed.remove(&name),
            name: name.clone(),
        };
        out.partners.insert(name, partner);
    }
    for (name, mut definition) in definitions.tenants {
        let own = definition.spec.accept.take().unwrap_or_default();
        accepts(
            AcceptScope::Tenant(name.clone()),
            own,
            &mut out.accepts,
            findings,
        );
        let Some(laid) = laid.remove(&name) else {
            continue;
        };
        let tenant = Tenant {
            span: definition.span,
            spec: definition.spec,
            domains: organisations.domains.remove(&name).unwrap_or_default(),
            baselines: laid.baselines,
            settings: laid.settings,
            unknown: laid.unknown,
            name: name.clone(),
        };
        out.tenants.insert(name, tenant);
    }
    for (name, definition) in definitions.tests {
        let (span, expectations) = (definition.span, definition.spec);
        out.tests.insert(name, Test { span, expectations });
    }
    out
}

/// Reads accepts; a faulty one is reported and covers nothing.
pub(super) fn accepts(
    scope: AcceptScope,
    specs: Vec<Spanned<Accept>>,
    into: &mut Vec<AcceptedRule>,
    findings: &mut Findings,
) {
    for spec in specs {
        let accept = spec.value;
        if accept.reason.value.trim().is_empty() {
            findings.push(
                Finding::new(&INVALID_VALUE, "an accepted finding needs a reason")
                    .at(accept.reason.span, "nothing is said here")
                    .advice("say why it may stay: whoever cleans up next year must know"),
            );
            continue;
        }
        let expires = match accept.expires.as_ref().map(|e| super::date(e, findings)) {
            Some(None) => continue,
            Some(day) => day,
            None => None,
        };
        let address = match &accept.address {
            None => None,
            Some(text) => match text.value.parse::<Address>() {
                Ok(address) => Some(Spanned::new(address, text.span)),
                Err(error) => {
                    let message = format!("\"{}\" is not an address", text.value);
                    findings.push(
                        Finding::new(&INVALID_VALUE, message)
                            .at(text.span, "an address")
                            .advice(error.to_string()),
                    );
                    continue;
                }
            },
        };
        into.push(AcceptedRule {
            scope: scope.clone(),
            span: accept.rule.span,
            rule: accept.rule,
            reason: accept.reason.value,
            address,
            expires,
        });
    }
}
