//! Policies of single people: the one named `global`, and the named ones that are granted.
//!
//! Source: `Set-CsExternalAccessPolicy`, `Grant-CsExternalAccessPolicy`: the global policy counts for
//! everybody who has no other and follows the tenant's lists; a name is the identity without `Tag:`;
//! a person has one policy; a grant to a group needs a rank.

use std::collections::BTreeMap;

use super::{Case, Object};
use crate::diagnostics::{CONTRADICTION, EMPTY_LIST, Findings, INVALID_VALUE};
use crate::model::configuration::Desired;
use crate::model::{SettingKey, ValueSet};

/// The policy of everybody who has no other.
const GLOBAL: &str = "global";

/// Kinds of policies that are granted to people.
const KINDS: [&str; 2] = ["external_access_policies[]", "meetings.policies[]"];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for kind in KINDS {
        let policies = Policies { case, kind };
        let mut people: BTreeMap<&str, (String, &Desired)> = BTreeMap::new();
        for object in case.objects(kind) {
            policies.name(&object, findings);
            if object.name == GLOBAL {
                policies.global(&object, findings);
            }
            if object.is_present() {
                policies.groups(&object.name, findings);
                policies.empty_list(&object.name, findings);
                policies.people(&object.name, &mut people, findings);
            }
        }
    }
}

/// The policies of one kind.
struct Policies<'c> {
    case: &'c Case<'c>,
    kind: &'static str,
}

impl<'c> Policies<'c> {
    fn key(&self, name: &str, setting: &str) -> SettingKey {
        SettingKey::from(format!("{}.{setting}", self.kind)).with_object(name)
    }

    /// The list of a policy, if it has entries.
    fn filled(&self, name: &str, setting: &str) -> Option<SettingKey> {
        let key = self.key(name, setting);
        let is_filled = self.case.set(&key).is_some_and(|set| !set.is_empty());
        is_filled.then_some(key)
    }

    /// Names that mean something else to the service than they seem to.
    fn name(&self, object: &Object<'_>, findings: &mut Findings) {
        let name = object.name.as_str();
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
        findings.push(
            object
                .own_fault(&INVALID_VALUE, message, "the name")
                .fix(fix, ""),
        );
    }

    /// What the policy of everybody can't be.
    fn global(&self, object: &Object<'_>, findings: &mut Findings) {
        if object.is_absent() {
            findings.push(
                object
                    .own_fault(
                        &CONTRADICTION,
                        "the policy \"global\" can't be deleted",
                        "everybody who has no other policy has this one",
                    )
                    .advice("delete the line to leave it unmanaged, or state its settings"),
            );
            return;
        }
        let case = self.case;
        let which = self.key(GLOBAL, "communication_with_external_orgs");
        if case.get(&which).is_some() && case.word(&which) != Some("organization_default") {
            findings.push(
                case.fault(
                    &CONTRADICTION,
                    &which,
                    "the policy \"global\" always follows the tenant's lists",
                    "only organization_default is possible here",
                )
                .advice(
                    "set external_access.allowed_domains or blocked_domains for everybody, or name a \
                     policy and grant it to the people it is for",
                ),
            );
        }
        for setting in ["allowed_domains", "blocked_domains"] {
            if let Some(key) = self.filled(GLOBAL, setting) {
                let message = format!("the policy \"global\" can't have {setting} of its own");
                findings.push(
                    case.fault(
                        &CONTRADICTION,
                        &key,
                        message,
                        "lists stand in policies that are granted",
                    )
                    .advice(format!(
                        "write the domains under external_access.{setting}, where they count for \
                         everybody"
                    )),
                );
            }
        }
        for setting in ["users", "groups"] {
            if let Some(key) = self.filled(GLOBAL, setting) {
                findings.push(
                    case.fault(
                        &CONTRADICTION,
                        &key,
                        "the policy \"global\" is granted to nobody: everybody without another has it",
                        "no effect here",
                    )
                    .advice("delete the line, or give the policy for these people a name of its own"),
                );
            }
        }
    }

    fn groups(&self, name: &str, findings: &mut Findings) {
        let case = self.case;
        let Some(key) = self.filled(name, "groups") else {
            return;
        };
        let rank = self.key(name, "group_rank");
        let is_known = case.get(&rank).is_some() || case.unknown.contains(&rank);
        if name != GLOBAL && !is_known {
            let message = format!("the policy \"{name}\" is for groups, but has no group_rank");
            findings.push(
                case.fault(
                    &CONTRADICTION,
                    &key,
                    message,
                    "a grant to a group needs a rank",
                )
                .fix(
                    "group_rank: 1",
                    "relative to the other policies for groups of this tenant",
                ),
            );
        }
    }

    /// An empty list of the only domains could be a slip or mean nobody; there is a word for that.
    fn empty_list(&self, name: &str, findings: &mut Findings) {
        let case = self.case;
        let which = self.key(name, "communication_with_external_orgs");
        let list = self.key(name, "allowed_domains");
        let is_empty = case.set(&list).is_some_and(ValueSet::is_empty);
        if is_empty && case.word(&which) == Some("allow_specific_external_domains") {
            let message =
                format!("the policy \"{name}\" allows specific domains, but none is listed");
            findings.push(case.fault(&EMPTY_LIST, &list, message, "at least one").fix(
                "communication_with_external_orgs: block_all_external_domains",
                "nobody at all",
            ));
        }
    }

    /// A person has one policy of a kind.
    fn people(
        &self,
        name: &str,
        people: &mut BTreeMap<&'c str, (String, &'c Desired)>,
        findings: &mut Findings,
    ) {
        let key = self.key(name, "users");
        let Some(users) = self.case.get(&key) else {
            return;
        };
        for person in users.value.as_set().into_iter().flat_map(ValueSet::iter) {
            let Some((other, first)) = people.get(person) else {
                people.insert(person, (name.to_owned(), users));
                continue;
            };
            let message = format!("{person} has two policies: \"{other}\" and \"{name}\"");
            findings.push(
                self.case
                    .fault(&CONTRADICTION, &key, message, "a person has one")
                    .related(first.span, format!("in \"{other}\" too"))
                    .advice("keep the person in one of the two"),
            );
        }
    }
}
