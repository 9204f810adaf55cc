//! What settings say about one organisation at one door.

use super::table::Gate;
use super::{DoorState, Organisation, Reason, named_at};
use crate::model::{SettingKey, Value};
use crate::rules::{Basis, View};
use crate::text::words;

/// Domains of one list that are named before the rest is counted.
const NAMED: usize = 3;

/// Collects what decides about one door.
pub(super) struct Decision<'v> {
    pub(super) view: &'v View<'v>,
    pub(super) organisation: &'v Organisation,
    pub(super) no_defaults: bool,
    pub(super) reasons: Vec<(DoorState, Reason)>,
}

impl Decision<'_> {
    /// Takes in what a setting does.
    fn add(&mut self, state: DoorState, key: &SettingKey, text: String) {
        let reason = Reason {
            key: key.clone(),
            text,
            span: self.view.span(key),
            basis: self.view.effective(key).basis,
        };
        self.reasons.push((state, reason));
    }

    /// What counts for a setting.
    fn value(&self, key: &SettingKey) -> Option<Value> {
        let effective = self.view.effective(key);
        effective
            .value
            .filter(|_| !self.no_defaults || effective.basis != Basis::Default)
    }

    pub(super) fn gate(&mut self, gate: &Gate) {
        let key = SettingKey::of(gate.key);
        let (state, text) = match self.value(&key) {
            None => (DoorState::Unknown, format!("{key} is not known")),
            Some(value) => {
                let shuts = (gate.shuts)(&value);
                let state = if shuts {
                    DoorState::Shut
                } else {
                    DoorState::Open
                };
                (state, format!("{key} is {}", in_words(&value)))
            }
        };
        self.add(state, &key, text);
    }

    pub(super) fn allow_then_block(&mut self, allowed: &'static str, blocked: &'static str) {
        let allowed = SettingKey::of(allowed);
        match self.value(&allowed) {
            Some(Value::Text(word)) if word == "all" => self.list(&SettingKey::of(blocked), false),
            Some(Value::Text(_)) => {
                self.add(DoorState::Shut, &allowed, format!("{allowed} is none"));
            }
            _ => self.list(&allowed, true),
        }
    }

    pub(super) fn mode(
        &mut self,
        mode: &'static str,
        allowed: &'static str,
        blocked: &'static str,
    ) {
        let mode = SettingKey::of(mode);
        let value = self.value(&mode);
        match value.as_ref().and_then(Value::as_text) {
            Some("allow_list") => self.list(&SettingKey::of(allowed), true),
            Some("block_list") => self.list(&SettingKey::of(blocked), false),
            Some(word) => self.add(DoorState::Open, &mode, format!("{mode} is {word}")),
            None => self.add(DoorState::Unknown, &mode, format!("{mode} is not known")),
        }
    }

    /// A list that lets in those whom it names, or all but those.
    fn list(&mut self, key: &SettingKey, admits: bool) {
        let domains = self.organisation.domains.iter();
        let set = self.value(key).and_then(|value| value.as_set().cloned());
        let Some(set) = set.filter(|_| domains.len() > 0) else {
            let text = if self.organisation.domains.is_empty() {
                "no domain is stated".to_owned()
            } else {
                format!("{key} is not known")
            };
            return self.add(DoorState::Unknown, key, text);
        };
        let listed: Vec<&str> = domains.filter(|d| set.contains(d)).collect();
        let (all, none) = (
            listed.len() == self.organisation.domains.len(),
            listed.is_empty(),
        );
        let state = match (admits, all, none) {
            (true, true, _) | (false, _, true) => DoorState::Open,
            (true, _, true) | (false, true, _) => DoorState::Shut,
            _ => DoorState::Partly,
        };
        let text = match (none, listed.as_slice()) {
            (true, _) => format!("{key} does not name it"),
            (_, [one]) => format!("{key} names {one}"),
            _ => format!("{key} names {}", words::some(&listed, NAMED)),
        };
        self.add(state, key, text);
    }

    /// Objects whose lists must name it; without one that does, nothing comes through.
    pub(super) fn objects(&mut self, lists: &[&'static str]) {
        let lists = lists.iter().map(|list| SettingKey::of(list));
        let mut found = Vec::new();
        for named in named_at(self.view, self.organisation) {
            let declared = named.key.declared();
            if lists.clone().any(|list| list.as_str() == declared) {
                found.push(named);
            }
        }
        let kind = lists.clone().next().and_then(|list| list.object());
        let Some(kind) = kind else { return };
        if found.is_empty() {
            let known = self.view.stated.into_iter().flat_map(|t| t.settings.keys());
            let mut known = known.chain(self.view.recorded.values.keys().copied());
            let is_known = known.any(|key| key.is_object() && key.declared() == kind.as_str());
            let collection = collection(&kind);
            // The service has objects of its own: what nobody stated or recorded is not known.
            let (state, text) = if is_known {
                (
                    DoorState::Shut,
                    format!("no object of {collection} names it"),
                )
            } else {
                (
                    DoorState::Unknown,
                    format!("nothing is known of {collection}"),
                )
            };
            return self.add(state, &kind, text);
        }
        // One that is in force is enough.
        let in_force = found.iter().any(|named| !named.is_idle);
        for named in found.iter().filter(|named| named.is_idle != in_force) {
            let (state, idle) = if in_force {
                (DoorState::Open, "")
            } else {
                (DoorState::Shut, ", without effect")
            };
            let text = format!("{} names {}{idle}", named.key, named.word);
            self.add(state, &named.key, text);
        }
    }

    /// What its own object says, setting by setting, else what the default says.
    pub(super) fn or_default(&mut self, of_object: &[&'static str], default: &[&'static str]) {
        let names = [
            Some(&self.organisation.name),
            self.organisation.tenant_id.as_ref(),
        ];
        for (of_object, default) in of_object.iter().zip(default) {
            let own = names.iter().flatten().map(|name| {
                let key = SettingKey::of(of_object).with_object(name);
                let value = self.view.effective(&key);
                (key, value)
            });
            let is_known = |basis| matches!(basis, Basis::Stated | Basis::Recorded);
            let own = own
                .filter(|(_, e)| is_known(e.basis))
                .find(|(_, e)| e.value.as_ref().and_then(Value::as_text) != Some("inherit"));
            let key = own.map_or_else(|| SettingKey::of(default), |(key, _)| key);
            let value = self.value(&key);
            let value = value.as_ref().and_then(Value::as_text);
            let state = match value {
                Some(_) if self.is_for_some(&key) => DoorState::Partly,
                Some("allowed") => DoorState::Open,
                Some("blocked") => DoorState::Shut,
                _ => DoorState::Unknown,
            };
            let some = if state == DoorState::Partly {
                ", for some"
            } else {
                ""
            };
            // An object may be called by a tenant id, which says nothing to people.
            let shown = match key.object() {
                Some(_) => SettingKey::of(of_object).with_object(&self.organisation.name),
                None => key.clone(),
            };
            let text = format!("{shown} is {}{some}", value.unwrap_or("not known"));
            self.add(state, &key, text);
        }
    }

    /// Whether users or applications are let through or stopped one by one.
    fn is_for_some(&self, key: &SettingKey) -> bool {
        let (targets, all) = match key.as_str().rsplit_once('.') {
            Some((group, "users")) => (format!("{group}.user_targets"), "all_users"),
            Some((group, _)) => (format!("{group}.application_targets"), "all_applications"),
            None => return false,
        };
        let targets = self.value(&SettingKey::from(targets));
        let targets = targets.as_ref().and_then(Value::as_set);
        targets.is_some_and(|set| !set.contains(all))
    }
}

/// `exchange.organization_relationships` of the declared path of its objects.
fn collection(kind: &SettingKey) -> &str {
    kind.as_str().trim_end_matches("[]")
}

fn in_words(value: &Value) -> String {
    match value {
        Value::Flag(on) => on.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.to_string(),
        Value::Set(set) => words::count(set.len(), "entry"),
    }
}
