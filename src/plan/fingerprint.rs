//! What a plan stands for, in a few digests: two plans with equal fingerprints record the same.
//!
//! Covered: what every tenant comes down to with its notes, partners, tests, accepts, severities,
//! edition, the version it was made from, and the changes. Not covered: findings, the date, spelling,
//! comments, order.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rayon::prelude::*;

use super::{Selection, record};
use crate::diff::Change;
use crate::model::config::{Expectation, OneOrMany};
use crate::model::configuration::{AcceptedRule, Tenant};
use crate::model::{Configuration, Name};
use crate::state::{Digest, Digester};

/// The digests of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprints {
    /// What each tenant comes down to, with its notes.
    pub tenants: BTreeMap<Name, Digest>,
    /// The values of each tenant, without notes: decides "no change".
    pub values: BTreeMap<Name, Digest>,
    /// Everything that is resolved.
    pub configuration: Digest,
    /// The whole: configuration, base and changes.
    pub all: Digest,
    /// This very plan.
    pub plan: Digest,
}

impl Fingerprints {
    /// The digests of what is desired; the base and the changes come in with
    /// [`Fingerprints::seal`].
    #[must_use]
    pub fn of(config: &Configuration, selection: &Selection) -> Self {
        let digester = Digester::default();
        let digests = |(name, tenant): (&Name, &Tenant)| {
            let identity = record::identity(tenant, None);
            let stated = || tenant.settings.iter();
            let values = digester.values(&identity, stated().map(|(k, d)| (k, &d.value)));
            let with_notes = stated().map(|(k, d)| (k, &d.value, d.notes()));
            let record = digester.record(&identity, with_notes);
            (name.clone(), values, record)
        };
        let all: Vec<_> = config.tenants.par_iter().map(digests).collect();
        let values = all
            .iter()
            .map(|(name, values, _)| (name.clone(), *values))
            .collect();
        let tenants: BTreeMap<_, _> = all.into_iter().map(|(name, _, r)| (name, r)).collect();
        let configuration = Digest::of(configuration(config, selection, &tenants).as_bytes());
        Self {
            tenants,
            values,
            configuration,
            all: configuration,
            plan: configuration,
        }
    }

    /// A configuration's accepted findings, a line each, in order.
    pub(super) fn accepts(config: &Configuration) -> Vec<String> {
        let mut accepts: Vec<String> = config.accepts.iter().map(accept).collect();
        accepts.sort();
        accepts
    }

    /// Adds the base and the changes.
    #[must_use]
    pub fn seal(mut self, base: &impl serde::Serialize, changes: &[Change]) -> Self {
        let mut text = format!("{}\n{}\n", self.configuration, line(base));
        for change in changes {
            let _ = writeln!(
                text,
                "{}",
                line(&(
                    &change.owner.name().as_str(),
                    &change.key,
                    change.action.as_str(),
                    &change.before,
                    &change.after
                ))
            );
        }
        self.all = Digest::of(text.as_bytes());
        self.plan = self.all;
        self
    }
}

/// One line of JSON: no two different values give the same.
fn line(value: &impl serde::Serialize) -> String {
    // Strings, numbers, lists and maps with text keys always serialize.
    serde_json::to_string(value).unwrap_or_default()
}

fn configuration(
    config: &Configuration,
    selection: &Selection,
    tenants: &BTreeMap<Name, Digest>,
) -> String {
    let mut text = format!("edition {:?}\n", config.edition);
    let mut add = |kind: &str, value: String| {
        let _ = writeln!(text, "{kind} {value}");
    };
    add("selection", line(&selection.patterns()));
    for (name, digest) in tenants {
        add("tenant", line(&(name.as_str(), digest)));
    }
    for (name, partner) in record::partners(config) {
        add("partner", line(&(name.as_str(), &partner)));
    }
    for (name, test) in &config.tests {
        for expectation in &test.expectations {
            add(
                "test",
                line(&(name.as_str(), expectation_parts(&expectation.value))),
            );
        }
    }
    Fingerprints::accepts(config)
        .into_iter()
        .for_each(|a| add("accept", a));
    for (rule, setting) in &config.rules {
        add("rule", line(&(rule, format!("{:?}", setting.value))));
    }
    text
}

pub(super) fn expectation_parts(e: &Expectation) -> impl serde::Serialize + use<> {
    let words = |w: &OneOrMany| {
        let mut words: Vec<String> = w.0.iter().map(|w| w.value.to_string()).collect();
        words.sort();
        words
    };
    let text = |t: &Option<crate::text::Spanned<String>>| t.as_ref().map(|t| t.value.clone());
    (
        words(&e.from),
        e.can.value.clone(),
        text(&e.by),
        text(&e.host),
        words(&e.to),
        format!("{:?}", e.expect.value),
    )
}

fn accept(accept: &AcceptedRule) -> String {
    let address = accept.address.as_ref().map(|a| a.value.to_string());
    let scope = format!("{:?}", accept.scope);
    line(&(
        scope,
        &accept.rule.value,
        address,
        &accept.reason,
        accept.expires,
    ))
}
