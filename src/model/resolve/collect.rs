//! Gathers what all files define, by name, in one place each.

use std::collections::BTreeMap;

use crate::diagnostics::{
    DUPLICATE_NAME, Finding, Findings, INVALID_NAME, MISPLACED_KEY, MISSING_KEY,
    UNSUPPORTED_VERSION,
};
use crate::document::{Map, Poison};
use crate::model::Name;
use crate::model::config::{
    Accept, BaselineSpec, Edition, Expectation, ListSpec, PartnerSpec, RuleSetting, TenantSpec,
};
use crate::text::{Span, Spanned};

use super::{Input, ListFiles, ReadFile};

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
    pub(super) state: Option<Spanned<String>>,
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
        ..Definitions::default()
    };
    for file in input.files {
        root_only(&file, findings);
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
            for (rule, setting) in config.rules.into_iter().flat_map(Map::into_iter) {
                let at = Spanned::new(setting.value, rule.span);
                out.rules.insert(rule.value.to_string(), at);
            }
            out.edition = config.capabilities.map(|e| e.value).unwrap_or_default();
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

/// Keys that stand only in `guestlist.yaml`, and what they must say there.
fn root_only(file: &ReadFile, findings: &mut Findings) {
    let config = &file.config;
    if !file.is_root {
        let first_rule = config.rules.as_ref().and_then(|r| r.iter().next());
        let misplaced = [
            ("version", config.version.as_ref().map(|v| v.span)),
            ("requires", config.requires.as_ref().map(|v| v.span)),
            ("state", config.state.as_ref().map(|v| v.span)),
            ("capabilities", config.capabilities.as_ref().map(|v| v.span)),
            ("rules", first_rule.map(|(name, _)| name.span)),
        ];
        for (key, span) in misplaced {
            if let Some(span) = span {
                findings.push(
                    Finding::new(
                        &MISPLACED_KEY,
                        format!("\"{key}\" stands only in guestlist.yaml"),
                    )
                    .at(span, "not in this file")
                    .advice(format!("move {key} to guestlist.yaml at the root")),
                );
            }
        }
        return;
    }
    match &config.version {
        Some(version) if version.value == 1 => {}
        Some(version) => findings.push(
            Finding::new(
                &UNSUPPORTED_VERSION,
                format!(
                    "this guestlist does not know version {} of the files",
                    version.value
                ),
            )
            .at(version.span, "1 is the only version")
            .fix("version: 1", ""),
        ),
        None if file.poison.touches(&["version"]) => {}
        None => findings.push(
            Finding::new(&MISSING_KEY, "guestlist.yaml does not say its version")
                .at(Span::new(file.id, 0, 0), "")
                .fix("version: 1", "as the first line"),
        ),
    }
    if let Some(requires) = &config.requires {
        check_requires(requires, findings);
    }
}

/// `requires` against the version of this program.
fn check_requires(requires: &Spanned<String>, findings: &mut Findings) {
    const HERE: &str = env!("CARGO_PKG_VERSION");
    let Ok(range) = semver::VersionReq::parse(&requires.value) else {
        findings.push(
            Finding::new(
                &crate::diagnostics::INVALID_VALUE,
                format!("\"{}\" is not a range of versions", requires.value),
            )
            .at(requires.span, "a range such as >=0.1, <2")
            .fix("requires: \">=0.1, <2\"", ""),
        );
        return;
    };
    let here = semver::Version::parse(HERE);
    if !here.is_ok_and(|here| range.matches(&here)) {
        findings.push(
            Finding::new(
                &UNSUPPORTED_VERSION,
                format!(
                    "this workspace asks for guestlist {}; this is {HERE}",
                    requires.value
                ),
            )
            .at(requires.span, "asked for here")
            .advice("use a guestlist of that range, or change requires"),
        );
    }
}
