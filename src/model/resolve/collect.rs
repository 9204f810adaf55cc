//! Gathers what all files define, by name, in one place each.

use std::collections::BTreeMap;

use crate::diagnostics::{DUPLICATE_NAME, Finding, Findings, INVALID_NAME};
use crate::document::{Map, Poison};
use crate::model::Name;
use crate::model::config::{
    Accept, BaselineSpec, Edition, Expectation, ListSpec, PartnerSpec, RuleSetting, TenantSpec,
};
use crate::text::{Span, Spanned};

use super::{Input, ListFiles, ReadFile, root_keys};

/// Something defined under a name, and where the name stands.
#[derive(Debug)]
pub(super) struct Definition<T> {
    pub(super) span: Span,
    pub(super) spec: T,
}

/// Definitions of one kind.
pub(super) type Defined<T> = BTreeMap<Name, Definition<T>>;

/// What all files define.
#[derive(Debug, Default)]
pub(super) struct Definitions {
    pub(super) lists: Defined<ListSpec>,
    pub(super) partners: Defined<PartnerSpec>,
    pub(super) baselines: Defined<BaselineSpec>,
    pub(super) tenants: Defined<TenantSpec>,
    pub(super) tests: Defined<Vec<Spanned<Expectation>>>,
    pub(super) rules: BTreeMap<String, Spanned<RuleSetting>>,
    pub(super) accepts: Vec<Spanned<Accept>>,
    pub(super) edition: Edition,
    pub(super) values_seen_within: Option<u16>,
    pub(super) state: Option<Spanned<String>>,
    pub(super) state_unknown: bool,
    pub(super) list_files: ListFiles,
    poison: Vec<Poison>,
    incomplete: bool,
}

impl Definitions {
    /// Whether something at, above or below the path could not be read, in any file.
    pub(super) fn is_poisoned(&self, path: &[&str]) -> bool {
        self.poison.iter().any(|p| p.touches(path))
    }

    /// Whether a name that is not defined may be defined in what could not be read.
    pub(super) fn may_define(&self, kind: &str, name: &str) -> bool {
        self.incomplete || self.is_poisoned(&[kind, name])
    }
}

pub(super) fn collect(input: Input, findings: &mut Findings) -> Definitions {
    let mut out = Definitions {
        list_files: input.list_files,
        incomplete: input.incomplete,
        // Until the root file says otherwise.
        state_unknown: true,
        ..Definitions::default()
    };
    for file in input.files {
        let state_is_good = root_keys::check(&file, findings);
        let ReadFile {
            is_root,
            config,
            poison,
            ..
        } = file;
        define("list", config.lists, &mut out.lists, findings);
        define("partner", config.partners, &mut out.partners, findings);
        define("baseline", config.baselines, &mut out.baselines, findings);
        define("tenant", config.tenants, &mut out.tenants, findings);
        define("test", config.tests, &mut out.tests, findings);
        out.accepts.extend(config.accept.into_iter().flatten());
        if is_root {
            for (rule, setting) in config.rules.into_iter().flat_map(|rules| rules.value) {
                let at = Spanned::new(setting.value, rule.span);
                out.rules.insert(rule.value.to_string(), at);
            }
            out.edition = config.capabilities.map(|e| e.value).unwrap_or_default();
            out.values_seen_within = config.values_seen_within.map(|days| days.value);
            out.state_unknown = !state_is_good;
            out.state = config.state;
        }
        if !poison.is_empty() {
            out.poison.push(poison);
        }
    }
    shared_namespace(&out, findings);
    out
}

/// Adds definitions of one kind; a name defined before is a fault with both places.
fn define<T>(kind: &str, map: Option<Map<T>>, into: &mut Defined<T>, findings: &mut Findings) {
    for (key, spec) in map.into_iter().flat_map(Map::into_iter) {
        let name = match Name::parse(&key.value) {
            Ok(name) => name,
            Err(error) => {
                let message = format!("\"{}\" can't be the name of a {kind}", key.value);
                let finding = Finding::new(&INVALID_NAME, message)
                    .at(key.span, "this name")
                    .detail(error.to_string());
                findings.push(match Name::suggest(&key.value) {
                    Some(name) => finding.fix(format!("{name}:"), ""),
                    None => finding,
                });
                continue;
            }
        };
        if let Some(first) = into.get(&name) {
            findings.push(twice(kind, &name, first.span, key.span));
            continue;
        }
        let span = key.span;
        into.insert(name, Definition { span, spec });
    }
}

fn twice(kind: &str, name: &Name, first: Span, second: Span) -> Finding {
    Finding::new(
        &DUPLICATE_NAME,
        format!("the {kind} \"{name}\" is defined twice"),
    )
    .at(second, "defined again here")
    .related(first, "defined here first")
    .advice("delete one of the two, or give one another name")
}

/// Tenants and partners share one namespace.
fn shared_namespace(out: &Definitions, findings: &mut Findings) {
    for (name, partner) in &out.partners {
        if let Some(tenant) = out.tenants.get(name) {
            let (first, second) = (tenant.span.min(partner.span), tenant.span.max(partner.span));
            findings.push(
                Finding::new(
                    &DUPLICATE_NAME,
                    format!("\"{name}\" is the name of a tenant and of a partner"),
                )
                .at(second, "defined again here")
                .related(first, "defined here first")
                .advice("tenants and partners share one namespace: rename one of them"),
            );
        }
    }
}
