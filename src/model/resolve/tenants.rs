//! Tenants: baselines laid under them, leaf by leaf.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;

use crate::diagnostics::{
    CONTRADICTION, EMPTY_LIST, Finding, Findings, INVALID_VALUE, NOTHING_INHERITED, RuleInfo,
    Severity, TOO_MANY_ENTRIES,
};
use crate::model::config::{Accept, AllowedSpec, OneOrMany};
use crate::model::configuration::{
    AcceptScope, AcceptedRule, Baseline, Configuration, Desired, Layer, NamedList, Partner,
    Replaced, Tenant, Test,
};
use crate::model::list::{DomainList, DomainListBuilder};
use crate::model::section::{Kind, Leaf, Stated};
use crate::model::sections::setting;
use crate::model::{Address, AllowedDomains, Name, SettingKey, Value, ValueSet};
use crate::text::{Span, Spanned, words};

use super::collect::Definitions;
use super::lists::{self, Budget, Context, Lists, Own, Told};
use super::organisations::Organisations;

/// A list that takes entries of the layer below away.
pub static BASELINE_LIST_REPLACED: RuleInfo = RuleInfo {
    id: "baseline-list-replaced",
    default: Some(Severity::Warning),
    summary: "A list replaces that of the layer below and loses entries.",
    explanation: "A domain list is one value: what a tenant states replaces what its baseline states. \
                  Entries of the baseline that the tenant does not repeat are lost for it. Write \
                  \"- inherited: true\" to keep them.",
    fact: "",
    fault: false,
};

/// Most domains of the allow list and the block list together that nobody doubts.
///
/// Source: a comment of the service's engineers on `Set-CsTenantFederationConfiguration`, August 2023.
pub const DOMAINS_PER_LIST_SUM: usize = 4_000;

/// A value before it meets the layers around it.
#[derive(Debug, Clone)]
enum Raw {
    Value(Value),
    Allowed(Own),
    Domains(Own),
    /// Could not be read.
    Unknown,
}

/// A stated leaf, read once however many tenants use it.
#[derive(Debug, Clone)]
struct ReadLeaf {
    key: SettingKey,
    span: Span,
    raw: Raw,
}

/// What one layer states.
#[derive(Debug, Clone, Default)]
struct LayerLeaves {
    leaves: Vec<ReadLeaf>,
    /// Stated, but nothing of it could be read.
    unknown: Vec<SettingKey>,
}

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
        layers.check(findings);
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
    let uses = |name: &Name| {
        laid.values()
            .filter(|l: &&Laid| l.baselines.contains(name))
            .count()
    };
    lists::tell_users("baseline", told_baselines, uses, findings);
    let users = lists::users(&definitions, &laid_baselines(&laid));
    lists::tell_users(
        "list",
        told,
        |name| users.get(name).map_or(0, BTreeSet::len),
        findings,
    );
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

/// Reads what one tenant or baseline states.
fn read_layer(
    leaves: &[Leaf<'_>],
    at: [&str; 2],
    context: &Context<'_>,
    findings: &mut Findings,
) -> LayerLeaves {
    let mut out = LayerLeaves::default();
    for leaf in leaves {
        let mut path = at.to_vec();
        path.extend(leaf.key.as_str().split('.'));
        let mut raw = read_leaf(leaf, context, findings);
        if context.definitions.is_poisoned(&path) {
            raw = Raw::Unknown;
        }
        out.leaves.push(ReadLeaf {
            key: leaf.key.clone(),
            span: leaf.span,
            raw,
        });
    }
    // A leaf of which nothing is left in the tree: stated, but not known.
    for known in crate::model::sections::settings() {
        let mut path = at.to_vec();
        path.extend(known.key.as_str().split('.'));
        let missing = !leaves.iter().any(|l| l.key == known.key);
        if missing && context.definitions.is_poisoned(&path) {
            out.unknown.push(known.key.clone());
        }
    }
    out
}

fn read_leaf(leaf: &Leaf<'_>, context: &Context<'_>, findings: &mut Findings) -> Raw {
    match leaf.stated {
        Stated::Flag(on) => Raw::Value(Value::Flag(on)),
        Stated::Choice(word) => Raw::Value(Value::text(word)),
        Stated::Words(words) => words_of(leaf, words, findings),
        Stated::AllowedDomains(AllowedSpec::All) => Raw::Value(AllowedDomains::All.to_value()),
        Stated::AllowedDomains(AllowedSpec::None) => Raw::Value(AllowedDomains::None.to_value()),
        Stated::AllowedDomains(AllowedSpec::Only(entries)) if entries.0.is_empty() => {
            findings.push(empty_list(
                leaf.span,
                "an empty list could mean \"everybody\" or \"nobody\"",
            ));
            Raw::Unknown
        }
        Stated::AllowedDomains(AllowedSpec::Only(entries)) => {
            Raw::Allowed(lists::entries_of(entries, context, findings))
        }
        Stated::Domains(entries) => Raw::Domains(lists::entries_of(entries, context, findings)),
    }
}

fn empty_list(span: Span, message: &str) -> Finding {
    Finding::new(&EMPTY_LIST, message)
        .at(span, "say which of the two you mean")
        .fix("allowed_domains: all", "everybody, except blocked_domains")
        .fix("allowed_domains: none", "nobody at all")
        .detail("Teams reads an empty list as nobody, some tools read it as everybody.")
}

/// Users or ids, each in its form.
fn words_of(leaf: &Leaf<'_>, words: &[Spanned<CompactString>], findings: &mut Findings) -> Raw {
    let users = setting(leaf.key.as_str()).is_some_and(|s| s.kind == Kind::Users);
    let mut good = Vec::with_capacity(words.len());
    let mut faulty = false;
    for word in words {
        let text = word.value.trim();
        let mri = text.contains(':') && !text.contains(char::is_whitespace);
        let mail = text.split_once('@').is_some_and(|(user, domain)| {
            !user.is_empty() && crate::model::Domain::parse(domain).is_ok()
        });
        if users && !mri && !mail {
            faulty = true;
            findings.push(
                Finding::new(&INVALID_VALUE, format!("\"{}\" is not a user", word.value))
                    .at(word.span, "an e-mail address or an MRI (8:orgid:…)")
                    .advice("whole domains are blocked under external_access.blocked_domains"),
            );
        } else {
            good.push(text.to_lowercase().into());
        }
    }
    if faulty {
        Raw::Unknown
    } else {
        Raw::Value(Value::Set(ValueSet::from(good)))
    }
}

/// The layers of one tenant, laid on one another.
struct Layers<'a> {
    tenant: &'a Name,
    budget: &'a Budget,
    settings: BTreeMap<SettingKey, Desired>,
    unknown: BTreeSet<SettingKey>,
}

impl<'a> Layers<'a> {
    fn new(tenant: &'a Name, budget: &'a Budget) -> Self {
        Self {
            tenant,
            budget,
            settings: BTreeMap::new(),
            unknown: BTreeSet::new(),
        }
    }

    /// Lays one layer over what is there.
    fn lay(&mut self, layer: &Layer, leaves: &LayerLeaves, findings: &mut Findings) {
        for key in &leaves.unknown {
            self.settings.remove(key);
            self.unknown.insert(key.clone());
        }
        for leaf in &leaves.leaves {
            let below = self.settings.remove(&leaf.key);
            let below_unknown = self.unknown.remove(&leaf.key);
            let (value, list, replaced) = match &leaf.raw {
                Raw::Value(value) => (value.clone(), None, None),
                Raw::Unknown => {
                    self.unknown.insert(leaf.key.clone());
                    continue;
                }
                Raw::Allowed(own) | Raw::Domains(own) => {
                    let allowed = matches!(leaf.raw, Raw::Allowed(_));
                    if own.inherited.is_some() && below_unknown {
                        self.unknown.insert(leaf.key.clone());
                        continue;
                    }
                    let list = inherit(own, below.as_ref(), self.budget, findings);
                    if allowed && list.set().is_empty() && !list.is_faulty() {
                        findings.push(empty_list(
                            leaf.span,
                            "these entries come down to no domain at all",
                        ));
                    }
                    if list.is_faulty() || (allowed && list.set().is_empty()) {
                        self.unknown.insert(leaf.key.clone());
                        continue;
                    }
                    let replaced = below.as_ref().and_then(|b| replaced(b, &list));
                    let set = list.set().clone();
                    (Value::Set(set), Some(list), replaced)
                }
            };
            let (layer, span) = (layer.clone(), leaf.span);
            let desired = Desired {
                value,
                layer,
                span,
                inherits: list.is_some() && inherits(&leaf.raw),
                list,
                replaced,
            };
            self.settings.insert(leaf.key.clone(), desired);
        }
    }

    /// Checks what the service would refuse.
    fn check(&self, findings: &mut Findings) {
        for (key, desired) in &self.settings {
            let limit = setting(key.as_str()).and_then(|s| s.most);
            let Some(set) = desired.value.as_set() else {
                continue;
            };
            if let Some(most) = limit.filter(|most| set.len() > *most) {
                findings.push(
                    Finding::new(
                        &TOO_MANY_ENTRIES,
                        format!(
                            "{} has {}; the service takes {}",
                            key.setting(),
                            words::count(set.len(), "entry"),
                            words::thousands(most)
                        ),
                    )
                    .at(desired.span, "too long")
                    .about(Address::setting(self.tenant, key)),
                );
            }
        }
        self.check_acs(findings);
    }

    /// Source: `Set-CsTeamsAcsFederationConfiguration`: at least one resource while it is on, none
    /// while it is off.
    fn check_acs(&self, findings: &mut Findings) {
        let get = |key: &'static str| self.settings.get(&SettingKey::of(key));
        let resources = get("external_access.acs.allowed_resources");
        let on = get("external_access.acs.enabled");
        let number = resources.and_then(|r| r.value.as_set()).map(ValueSet::len);
        let message = match (on.and_then(|o| o.value.as_flag()), number) {
            (Some(true), Some(0)) => "Azure Communication Services is on without a resource",
            (Some(false), Some(1..)) => {
                "Azure Communication Services is off, but resources are listed"
            }
            _ => return,
        };
        if let (Some(on), Some(resources)) = (on, resources) {
            findings.push(
                Finding::new(&CONTRADICTION, message)
                    .at(
                        resources.span,
                        "at least one while it is on, none while it is off",
                    )
                    .related(on.span, "switched here")
                    .about(Address::setting(
                        self.tenant,
                        &SettingKey::of("external_access.acs.allowed_resources"),
                    )),
            );
        }
    }

    /// Nothing that is not stated is known to be unstated.
    fn forget_unstated(&mut self) {
        for known in crate::model::sections::settings() {
            if !self.settings.contains_key(&known.key) {
                self.unknown.insert(known.key.clone());
            }
        }
    }
}

/// The list with the entries of the layer below, if it asks for them.
fn inherit(
    own: &Own,
    below: Option<&Desired>,
    budget: &Budget,
    findings: &mut Findings,
) -> DomainList {
    let Some(span) = own.inherited else {
        return own.list.clone();
    };
    let what = match below.map(|b| (&b.list, &b.value)) {
        Some((Some(list), _)) if !budget.take(list.set().len(), span, findings) => {
            return lists::faulty(&own.list);
        }
        Some((Some(list), _)) => {
            let mut builder = DomainListBuilder::default();
            builder.extend(&own.list, None);
            builder.extend(list, None);
            return builder.build();
        }
        // Over none there is nothing to add.
        Some((None, value)) if value.as_text() == Some("none") => return own.list.clone(),
        Some(_) => "the layer below says \"all\": there are no entries to take over",
        None => "no layer below states this list",
    };
    findings.push(
        Finding::new(&NOTHING_INHERITED, what)
            .at(span, "nothing to inherit")
            .advice("delete this entry, or state the list in the baseline"),
    );
    lists::faulty(&own.list)
}

/// Whether a list asks for the entries of the layer below.
fn inherits(raw: &Raw) -> bool {
    matches!(raw, Raw::Allowed(own) | Raw::Domains(own) if own.inherited.is_some())
}

/// What a list takes away from the layer below.
fn replaced(below: &Desired, list: &DomainList) -> Option<Replaced> {
    let before = below.list.as_ref()?.set();
    if before.is_same(list.set()) {
        return None;
    }
    let lost: Vec<CompactString> = before.minus(list.set()).map(CompactString::from).collect();
    (!lost.is_empty()).then(|| Replaced {
        layer: below.layer.clone(),
        span: below.span,
        lost,
    })
}

/// One tenant with its layers laid.
struct Laid {
    baselines: Vec<Name>,
    settings: BTreeMap<SettingKey, Desired>,
    unknown: BTreeSet<SettingKey>,
}

/// Which baselines each tenant uses.
fn laid_baselines(laid: &BTreeMap<Name, Laid>) -> BTreeMap<&Name, &[Name]> {
    laid.iter()
        .map(|(name, laid)| (name, laid.baselines.as_slice()))
        .collect()
}

/// Puts the configuration together.
fn build(
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
        state: definitions.state,
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
fn accepts(
    scope: AcceptScope,
    specs: Vec<Spanned<Accept>>,
    into: &mut Vec<AcceptedRule>,
    findings: &mut Findings,
) {
    for spec in specs {
        let accept = spec.value;
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
