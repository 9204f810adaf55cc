//! Tenants: which baselines each uses, and what the layers come down to.

use std::collections::BTreeMap;

use crate::diagnostics::{Finding, Findings, INVALID_VALUE};
use crate::model::Name;
use crate::model::config::OneOrMany;
use crate::model::configuration::{Configuration, Layer};

use super::build::{Laid, build};
use super::collect::Definitions;
use super::layers::Layers;
use super::leaves::{LayerLeaves, read_layer};
use super::list_users::{self, Told, Uses};
use super::lists::{self, Budget, Context, Lists};
use super::organisations::Organisations;

pub(super) fn assemble(
    definitions: Definitions,
    organisations: Organisations,
    lists: Lists,
    told: Told,
    budget: &Budget,
    findings: &mut Findings,
) -> Configuration {
    let context = Context {
        budget,
        definitions: &definitions,
        organisations: &organisations,
        lists: &lists,
    };
    let mut baselines: BTreeMap<Name, LayerLeaves> = BTreeMap::new();
    let mut told_baselines = Told::new();
    for (name, baseline) in &definitions.baselines {
        let at = ["baselines", name.as_str()];
        let mark = findings.mark();
        let layer = read_layer(&baseline.spec.leaves(), at, &context, findings);
        told_baselines.push((name.clone(), mark..findings.mark()));
        baselines.insert(name.clone(), layer);
    }
    let mut laid = BTreeMap::new();
    for (name, tenant) in &definitions.tenants {
        let at = ["tenants", name.as_str()];
        let own = read_layer(&tenant.spec.leaves(), at, &context, findings);
        let used = used_baselines(tenant.spec.baseline.as_ref(), &context, findings);
        let whole = !definitions.is_poisoned(&["tenants", name.as_str(), "baseline"])
            && used.len() == tenant.spec.baseline.as_ref().map_or(0, |b| b.0.len());
        let mut layers = Layers::new(name, budget);
        for baseline in &used {
            if let Some(leaves) = baselines.get(baseline) {
                layers.lay(&Layer::Baseline(baseline.clone()), leaves, findings);
            }
        }
        layers.lay(&Layer::Tenant, &own, findings);
        layers.drop_itself();
        layers.check(&definitions, findings);
        // A baseline that does not exist may have stated anything.
        if !whole {
            layers.forget_unstated();
        }
        let Layers {
            settings, unknown, ..
        } = layers;
        laid.insert(
            name.clone(),
            Laid {
                baselines: used,
                settings,
                unknown,
            },
        );
    }
    if findings.has_error() {
        let uses = |name: &Name| {
            let tenants = laid.values().filter(|l: &&Laid| l.baselines.contains(name));
            tenants.count()
        };
        list_users::tell_users("baseline", told_baselines, uses, findings);
        let uses = Uses::of(&definitions, &laid_baselines(&laid));
        list_users::tell_users("list", told, |name| uses.tenants(name), findings);
    }
    build(definitions, organisations, lists, laid, findings)
}

/// The baselines that a tenant uses.
fn used_baselines(
    baseline: Option<&OneOrMany>,
    context: &Context<'_>,
    findings: &mut Findings,
) -> Vec<Name> {
    let mut used: Vec<Name> = Vec::new();
    for word in baseline.map(|b| b.0.as_slice()).unwrap_or_default() {
        let known = context
            .definitions
            .baselines
            .get_key_value(word.value.as_str());
        match known {
            Some((name, _)) if used.contains(name) => findings.push(
                Finding::new(
                    &INVALID_VALUE,
                    format!("the baseline \"{name}\" is named twice"),
                )
                .at(word.span, "again here")
                .advice("later baselines win over earlier ones: keep the line that you mean"),
            ),
            Some((name, _)) => used.push(name.clone()),
            None if context.definitions.may_define("baselines", &word.value) => {}
            None => findings.push(lists::unknown("baseline", word, context.definitions)),
        }
    }
    used
}

/// Which baselines each tenant uses.
fn laid_baselines(laid: &BTreeMap<Name, Laid>) -> BTreeMap<&Name, &[Name]> {
    laid.iter()
        .map(|(name, laid)| (name, laid.baselines.as_slice()))
        .collect()
}
