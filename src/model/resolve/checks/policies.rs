//! Policies of single people: the one named `global`, and the named ones that are granted.
//!
//! Source: `Set-CsExternalAccessPolicy`, `Grant-CsExternalAccessPolicy`: the global policy counts for
//! everybody who has no other and follows the tenant's lists; a name is the identity without `Tag:`;
//! a person has one policy; a grant to a group needs a rank.

use std::collections::BTreeMap;

use crate::diagnostics::{CONTRADICTION, EMPTY_LIST, Finding, Findings, INVALID_VALUE};
use crate::model::configuration::Desired;
use crate::model::resolve::layers::Layers;
use crate::model::section::{ABSENT, PRESENT};
use crate::model::{Address, SettingKey, ValueSet};

/// The policy of everybody who has no other.
const GLOBAL: &str = "global";

/// Kinds of policies that are granted to people.
const KINDS: [&str; 2] = ["external_access_policies[]", "meetings.policies[]"];

pub(super) fn check(layers: &Layers<'_>, findings: &mut Findings) {
    for kind in KINDS {
        let policies = Policies { layers, kind };
        let mut people: BTreeMap<&str, (String, &Desired)> = BTreeMap::new();
        for (key, object) in &layers.settings {
            if !key.is_object() || key.declared() != kind {
                continue;
            }
            let Some(name) = key.object_name() else {
                continue;
            };
            policies.name(&name, key, object, findings);
            if name == GLOBAL {
                policies.global(key, object, findings);
            }
            if object.value.as_text() == Some(PRESENT) {
                policies.groups(&name, findings);
                policies.empty_list(&name, findings);
                policies.people(&name, &mut people, findings);
            }
        }
    }
}

/// The policies of one kind.
struct Policies<'l, 'a> {
    layers: &'l Layers<'a>,
    kind: &'static str,
}

impl<'l> Policies<'l, '_> {
    fn key(&self, name: &str, setting: &str) -> SettingKey {
        SettingKey::from(format!("{}.{setting}", self.kind)).with_object(name)
    }

    /// What is stated for a setting of a policy, with its key.
    fn get(&self, name: &str, setting: &str) -> Option<(SettingKey, &'l Desired)> {
        let key = self.key(name, setting);
        let desired = self.layers.settings.get(&key)?;
        Some((key, desired))
    }

    /// How many entries a list of a policy has.
    fn filled(&self, name: &str, setting: &str) -> Option<(SettingKey, &'l Desired)> {
        let found = self.get(name, setting)?;
        let is_filled = found.1.value.as_set().is_some_and(|set| !set.is_empty());
        is_filled.then_some(found)
    }

    fn about(&self, finding: Finding, key: &SettingKey) -> Finding {
        finding.about(Address::setting(self.layers.tenant, key))
    }

    /// Names that mean something else to the service than they seem to.
    fn name(&self, name: &str, key: &SettingKey, object: &Desired, findings: &mut Findings) {
        let (message, fix) = match name.split_once(':') {
            Some((scope, rest)) if scope.eq_ignore_ascii_case("tag") => (
                "\"Tag:\" is not part of a policy's name",
                format!("{}:", rest.trim()),
            ),
            _ if name != GLOBAL && name.eq_ignore_ascii_case(GLOBAL) => (
                "the policy of everybody is written \"global\" here",
                format!("{GLOBAL}:"),
            ),
            _ => return,
        };
        let finding = Finding::new(&INVALID_VALUE, message).at(object.span, "the name");
        findings.push(self.about(finding.fix(fix, ""), key));
    }

    /// What the policy of everybody can't be.
    fn global(&self, key: &SettingKey, object: &Desired, findings: &mut Findings) {
        if object.value.as_text() == Some(ABSENT) {
            let finding = Finding::new(&CONTRADICTION, "the policy \"global\" can't be deleted")
                .at(
                    object.span,
                    "everybody who has no other policy has this one",
                )
                .advice("delete the line to leave it unmanaged, or state its settings");
            findings.push(self.about(finding, key));
            return;
        }
        let which = self.get(GLOBAL, "communication_with_external_orgs");
        if let Some((key, which)) = which
            && which.value.as_text() != Some("organization_default")
        {
            let finding = Finding::new(
                &CONTRADICTION,
                "the policy \"global\" always follows the tenant's lists",
            )
            .at(which.span, "only organization_default is possible here")
            .advice(
                "set external_access.allowed_domains or blocked_domains for everybody, or name a \
                 policy and grant it to the people it is for",
            );
            findings.push(self.about(finding, &key));
        }
        for setting in ["allowed_domains", "blocked_domains"] {
            if let Some((key, list)) = self.filled(GLOBAL, setting) {
                let finding = Finding::new(
                    &CONTRADICTION,
                    format!("the policy \"global\" can't have {setting} of its own"),
                )
                .at(list.span, "lists stand in policies that are granted")
                .advice(format!(
                    "write the domains under external_access.{setting}, where they count for \
                     everybody"
                ));
                findings.push(self.about(finding, &key));
            }
        }
        for setting in ["users", "groups"] {
            if let Some((key, who)) = self.filled(GLOBAL, setting) {
                let finding = Finding::new(
                    &CONTRADICTION,
                    "the policy \"global\" is granted to nobody: everybody without another has it",
                )
                .at(who.span, "no effect here")
                .advice("delete the line, or give the policy for these people a name of its own");
                findings.push(self.about(finding, &key));
            }
        }
    }

    fn groups(&self, name: &str, findings: &mut Findings) {
        let Some((key, groups)) = self.filled(name, "groups") else {
            return;
        };
        let rank = self.key(name, "group_rank");
        let is_known =
            self.layers.settings.contains_key(&rank) || self.layers.unknown.contains(&rank);
        if name != GLOBAL && !is_known {
            let finding = Finding::new(
                &CONTRADICTION,
                format!("the policy \"{name}\" is for groups, but has no group_rank"),
            )
            .at(groups.span, "a grant to a group needs a rank")
            .fix(
                "group_rank: 1",
                "relative to the other policies for groups of this tenant",
            );
            findings.push(self.about(finding, &key));
        }
    }

    /// An empty list of the only domains could be a slip or mean nobody; there is a word for that.
    fn empty_list(&self, name: &str, findings: &mut Findings) {
        let which = self.get(name, "communication_with_external_orgs");
        let only = which.is_some_and(|(_, which)| {
            which.value.as_text() == Some("allow_specific_external_domains")
        });
        let list = self
            .get(name, "allowed_domains")
            .filter(|(_, list)| only && list.value.as_set().is_some_and(ValueSet::is_empty));
        if let Some((key, list)) = list {
            let finding = Finding::new(
                &EMPTY_LIST,
                format!("the policy \"{name}\" allows specific domains, but none is listed"),
            )
            .at(list.span, "at least one")
            .fix(
                "communication_with_external_orgs: block_all_external_domains",
                "nobody at all",
            );
            findings.push(self.about(finding, &key));
        }
    }

    /// A person has one policy of a kind.
    fn people(
        &self,
        name: &str,
        people: &mut BTreeMap<&'l str, (String, &'l Desired)>,
        findings: &mut Findings,
    ) {
        let Some((key, users)) = self.get(name, "users") else {
            return;
        };
        for person in users.value.as_set().into_iter().flat_map(ValueSet::iter) {
            let Some((other, first)) = people.get(person) else {
                people.insert(person, (name.to_owned(), users));
                continue;
            };
            let finding = Finding::new(
                &CONTRADICTION,
                format!("{person} has two policies: \"{other}\" and \"{name}\""),
            )
            .at(users.span, "a person has one")
            .related(first.span, format!("in \"{other}\" too"))
            .advice("keep the person in one of the two");
            findings.push(self.about(finding, &key));
        }
    }
}
