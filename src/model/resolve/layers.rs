//! Baselines laid under a tenant, leaf by leaf.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;

use crate::diagnostics::{
    CONTRADICTION, Finding, Findings, NOTHING_INHERITED, RuleInfo, Severity, TOO_MANY_ENTRIES,
};
use crate::model::configuration::{Desired, Layer, Replaced};
use crate::model::list::{DomainList, DomainListBuilder};
use crate::model::section::ABSENT;
use crate::model::sections::{plain_settings, setting};
use crate::model::{Address, Name, SettingKey, Value, ValueSet};
use crate::text::words;

use super::checks;
use super::collect::Definitions;
use super::leaves::{LayerLeaves, Raw, empty_list};
use super::lists::{self, Budget, Own};

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

/// The layers of one tenant, laid on one another.
pub(super) struct Layers<'a> {
    pub(super) tenant: &'a Name,
    pub(super) budget: &'a Budget,
    pub(super) settings: BTreeMap<SettingKey, Desired>,
    pub(super) unknown: BTreeSet<SettingKey>,
}

impl<'a> Layers<'a> {
    pub(super) fn new(tenant: &'a Name, budget: &'a Budget) -> Self {
        Self {
            tenant,
            budget,
            settings: BTreeMap::new(),
            unknown: BTreeSet::new(),
        }
    }

    /// Lays one layer over what is there.
    pub(super) fn lay(&mut self, layer: &Layer, leaves: &LayerLeaves, findings: &mut Findings) {
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
                            &leaf.key,
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
            if leaf.key.is_object() && value.as_text() == Some(ABSENT) {
                self.drop_below(&leaf.key);
            }
            let (layer, span) = (layer.clone(), leaf.span);
            let desired = Desired {
                value,
                layer,
                span,
                inherits: list.is_some() && inherits(&leaf.raw),
                list,
                replaced,
                own_notes: leaf.notes.clone(),
            };
            self.settings.insert(leaf.key.clone(), desired);
        }
    }

    /// An object that is to be deleted has no settings, whatever layers below say.
    fn drop_below(&mut self, object: &SettingKey) {
        let below = |key: &SettingKey| key.object().as_ref() == Some(object);
        self.settings.retain(|key, _| !below(key));
        self.unknown.retain(|key| !below(key));
    }

    /// A baseline may name every tenant of ours as a partner for cross-tenant access; the one that it
    /// is laid under is no partner of itself.
    pub(super) fn drop_itself(&mut self) {
        let own =
            SettingKey::of("cross_tenant_access.partners[]").with_object(self.tenant.as_str());
        let stated = self.settings.get(&own).map(|desired| &desired.layer);
        if matches!(stated, Some(Layer::Baseline(_))) {
            self.settings.remove(&own);
            self.drop_below(&own);
        }
    }

    /// Checks what the service would refuse.
    pub(super) fn check(&self, definitions: &Definitions, findings: &mut Findings) {
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
        checks::check(self, definitions, findings);
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
    pub(super) fn forget_unstated(&mut self) {
        for known in plain_settings() {
            if !self.settings.contains_key(&known.key) {
                self.unknown.insert(known.key.clone());
            }
        }
    }
}

/// The list with the entries of the layer below, if it asks for them.
pub(super) fn inherit(
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
pub(super) fn inherits(raw: &Raw) -> bool {
    matches!(raw, Raw::Allowed(own) | Raw::Domains(own) if own.inherited.is_some())
}

/// What a list takes away from the layer below.
pub(super) fn replaced(below: &Desired, list: &DomainList) -> Option<Replaced> {
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
