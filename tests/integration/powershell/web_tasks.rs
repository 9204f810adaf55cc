//! Generated changes of what Microsoft Graph and Fabric hold.

use guestlist::model::section::{ABSENT, Kind, PRESENT, Setting};
use guestlist::model::sections::settings;
use guestlist::model::{AllowedDomains, Value};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::tenants::{Case, Change, DOMAINS, changes_of, set, task, tasks, value};
use super::web_tenants::is_web;

const PARTNER: &str = "crossTenantAccessPolicyConfigurationPartner";
const SYNC: &str = "crossTenantIdentitySyncPolicyPartner";
const INVITATIONS: &str = "b2bManagementPolicy";

/// What a change may be: not spoken of, known and left as it is, or made.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    Unknown,
    Known,
    Changed,
}

fn part() -> impl Strategy<Value = Part> {
    select(vec![
        Part::Unknown,
        Part::Known,
        Part::Changed,
        Part::Changed,
    ])
}

fn of(object: &'static str) -> impl Iterator<Item = &'static Setting> {
    let all = settings()
        .iter()
        .filter(move |s| s.object == object && is_web(s));
    all.filter(|s| !matches!(s.kind, Kind::Object(_)))
}

/// Whether the setting is told together with others, and comes from `halves` or `order`.
fn is_together(setting: &Setting) -> bool {
    let property = setting.property;
    property.ends_with("accessType")
        || property.ends_with("targets")
        || property.ends_with("PrecedenceOrder")
}

/// One of several settings of an object that stand alone.
fn alone(setting: &'static Setting, name: Option<String>) -> BoxedStrategy<Vec<Change>> {
    (value(setting), value(setting), part())
        .prop_map(move |(before, after, part)| {
            let key = setting.key.as_str();
            match part {
                Part::Unknown => Vec::new(),
                Part::Known => vec![(key, name.clone(), Some(before.clone()), before)],
                Part::Changed => vec![(key, name.clone(), Some(before), after)],
            }
        })
        .boxed()
}

/// Whom a half is about, before and after.
fn half(
    access: &'static Setting,
    targets: &'static Setting,
    name: Option<String>,
) -> BoxedStrategy<Vec<Change>> {
    let filled = |setting| {
        value(setting).prop_filter("targets", |v: &Value| {
            v.as_set().is_some_and(|s| !s.is_empty())
        })
    };
    let words = (value(access), value(access), part());
    let lists = (filled(targets), filled(targets), part());
    (words, lists)
        .prop_map(move |((before, after, part), (from, to, list))| {
            let inherits = |value: &Value| value.as_text() == Some("inherit");
            let is_named = name.is_some();
            let change = |setting: &'static Setting, before: Option<Value>, after: Value| {
                (setting.key.as_str(), name.clone(), before, after)
            };
            // Of a partner it is known whether the default counts.
            let after = match part {
                Part::Changed => after,
                Part::Known => before.clone(),
                Part::Unknown if is_named => before.clone(),
                Part::Unknown => {
                    return match list {
                        Part::Unknown => Vec::new(),
                        Part::Known => vec![change(targets, Some(from.clone()), from)],
                        Part::Changed => vec![change(targets, Some(from), to)],
                    };
                }
            };
            let mut out = vec![change(access, Some(before.clone()), after.clone())];
            match (inherits(&before), inherits(&after), list) {
                (true, true, _) | (true, false, Part::Unknown) => {}
                (true, false, _) => out.push(change(targets, None, to)),
                (false, true, _) => out.push(change(targets, Some(from.clone()), from)),
                (false, false, Part::Changed) => out.push(change(targets, Some(from), to)),
                (false, false, Part::Known) => {
                    out.push(change(targets, Some(from.clone()), from));
                }
                (false, false, Part::Unknown) => {}
            }
            out
        })
        .boxed()
}

/// The order of three, whole or not at all.
fn order(all: Vec<&'static Setting>) -> BoxedStrategy<Vec<Change>> {
    let words = [
        "azure_active_directory",
        "external_federation",
        "social_identity_providers",
    ];
    let words = || Just(words.to_vec()).prop_shuffle();
    (words(), words(), part())
        .prop_map(move |(before, after, part)| {
            let after = if part == Part::Changed {
                after
            } else {
                before.clone()
            };
            let all = all.iter().enumerate().map(|(at, setting)| {
                let text = |words: &[&'static str]| Value::text(words[at]);
                (
                    setting.key.as_str(),
                    None,
                    Some(text(&before)),
                    text(&after),
                )
            });
            if part == Part::Unknown {
                Vec::new()
            } else {
                all.collect()
            }
        })
        .boxed()
}

fn invitations() -> BoxedStrategy<Vec<Change>> {
    let lists = || {
        let some = || subsequence(DOMAINS, 1..=3).prop_map(set);
        let all = || AllowedDomains::All.to_value();
        prop_oneof![
            Just((all(), set::<&str>([]))),
            Just((AllowedDomains::None.to_value(), set::<&str>([]))),
            some().prop_map(|only| (only, set::<&str>([]))),
            some().prop_map(move |blocked| (all(), blocked)),
        ]
    };
    (lists(), lists())
        .prop_map(|(before, after)| {
            vec![
                (
                    "entra_b2b.invitations.allowed_domains",
                    None,
                    Some(before.0),
                    after.0,
                ),
                (
                    "entra_b2b.invitations.blocked_domains",
                    None,
                    Some(before.1),
                    after.1,
                ),
            ]
        })
        .boxed()
}

/// Everything of an object, from one end to the other.
fn object(object: &'static str, name: Option<&str>) -> BoxedStrategy<Vec<Change>> {
    if object == INVITATIONS {
        return invitations();
    }
    let name = name.map(str::to_owned);
    let mut all: Vec<BoxedStrategy<Vec<Change>>> = Vec::new();
    let some: Vec<&'static Setting> = of(object).filter(|s| !is_together(s)).collect();
    let most = some.len().min(6);
    let named = name.clone();
    let some = subsequence(some, 0..=most).prop_flat_map(move |some| {
        let all = some
            .into_iter()
            .map(|setting| alone(setting, named.clone()));
        all.collect::<Vec<_>>()
    });
    all.push(some.prop_map(|all| all.concat()).boxed());
    for access in of(object).filter(|s| s.property.ends_with("accessType")) {
        let property = access.property.replace("accessType", "targets");
        let targets = of(object).find(|s| s.property == property).unwrap();
        let half = half(access, targets, name.clone());
        let half = prop::option::weighted(0.3, half).prop_map(Option::unwrap_or_default);
        all.push(half.boxed());
    }
    let places: Vec<_> = of(object)
        .filter(|s| s.property.ends_with("PrecedenceOrder"))
        .collect();
    if !places.is_empty() {
        all.push(order(places));
    }
    all.prop_map(|all| all.concat()).boxed()
}

/// A named object that changes, comes or goes, with what belongs to it.
fn named(kind: &'static Setting) -> BoxedStrategy<Vec<Change>> {
    let names: &[&str] = match kind.object {
        PARTNER => &["northwind", "2af84b1e-32c8-42b7-82bc-daa82404023b"],
        _ => &["Sales", "it's; exit 3", "$(exit 3) caf\u{e9}", "a & b? #1"],
    };
    select(names)
        .prop_flat_map(move |name| {
            let mut all = vec![object(kind.object, Some(name))];
            if kind.object == PARTNER {
                all.push(object(SYNC, Some(name)));
            }
            (all.prop_map(|all| all.concat()), 0..5_u8).prop_map(move |(mut all, deed)| {
                let itself = |before: Option<&str>, after: &str| {
                    let before = before.map(Value::text);
                    (
                        kind.key.as_str(),
                        Some(name.to_owned()),
                        before,
                        Value::text(after),
                    )
                };
                if kind.object == "team" || deed > 1 {
                    return all;
                }
                if kind.object != PARTNER && all.is_empty() {
                    let key = "groups.exceptions[].owners_add_guests";
                    let value = Value::Flag(false);
                    all.push((key, Some(name.to_owned()), Some(value.clone()), value));
                }
                if deed == 0 {
                    all.iter_mut().for_each(|change| change.2 = None);
                    // There are no targets where the default counts.
                    let inherits: Vec<String> = all
                        .iter()
                        .filter(|(_, _, _, after)| after.as_text() == Some("inherit"))
                        .map(|(key, ..)| match key.strip_suffix("users") {
                            Some(start) => format!("{start}user_targets"),
                            None => key.replace("applications", "application_targets"),
                        })
                        .collect();
                    all.retain(|(key, ..)| !inherits.iter().any(|inherited| inherited == key));
                    all.push(itself(None, PRESENT));
                } else {
                    // What goes is left as it was until then.
                    all.retain(|change| change.2.is_some());
                    all.iter_mut().for_each(|(_, _, before, after)| {
                        after.clone_from(before.as_ref().unwrap());
                    });
                    all.push(itself(Some(PRESENT), ABSENT));
                }
                all
            })
        })
        .boxed()
}

/// Changes that requests carry out, alone or beside those of cmdlets.
pub(crate) fn web_tasks() -> BoxedStrategy<Case> {
    let mut single: Vec<&'static str> = settings()
        .iter()
        .filter(|s| is_web(s) && !s.key.is_of_object() && !s.key.is_object())
        .map(|s| s.object)
        .collect();
    single.sort_unstable();
    single.dedup();
    let kinds = settings().iter();
    let kinds: Vec<_> = kinds.filter(|s| is_web(s) && s.key.is_object()).collect();
    let single = subsequence(single, 1..=4).prop_flat_map(|objects| {
        let all = objects.into_iter().map(|one| object(one, None));
        all.collect::<Vec<_>>()
    });
    let kinds = subsequence(kinds, 0..=3).prop_flat_map(|kinds| {
        let all = kinds.into_iter().map(named);
        all.collect::<Vec<_>>()
    });
    (
        single,
        kinds,
        prop::option::weighted(0.2, tasks()),
        any::<bool>(),
    )
        .prop_map(|(single, kinds, beside, is_used)| {
            let all = single.into_iter().chain(kinds).flatten();
            let beside = beside
                .map(|Case(task)| changes_of(&task))
                .unwrap_or_default();
            let mut task = task(all.chain(beside));
            if is_used {
                task.tenant.domains.push("used.example".to_owned());
            }
            Case(task)
        })
        .prop_filter("nothing to do", |case| !case.0.wanted.is_empty())
        .boxed()
}

/// Any changes.
pub(crate) fn all_tasks() -> BoxedStrategy<Case> {
    prop_oneof![tasks(), web_tasks()].boxed()
}
