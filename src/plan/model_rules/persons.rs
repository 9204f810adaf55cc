//! `domain-grant-for-one-person`: a whole domain is allowed, and one of its people is needed.

use std::collections::{BTreeMap, BTreeSet};

use super::{Case, address};
use crate::access::{Key, Outcome, WorldTenant};
use crate::diagnostics::{Finding, Findings};
use crate::model::config::{Expect, Expectation, OneOrMany};
use crate::model::federation::Reach;
use crate::model::{Domain, Name};
use crate::plan::policy::reach;
use crate::rules::modelled::DOMAIN_GRANT_FOR_ONE_PERSON as RULE;

/// Whom the expectations need of a domain that is nobody's of ours.
#[derive(Default)]
struct Needed<'a> {
    people: BTreeSet<String>,
    /// Where the only person is named, and the tenants on the other side.
    by: Vec<(&'a Outcome, &'a OneOrMany)>,
}

pub(super) fn judge(case: &Case<'_>, findings: &mut Findings) {
    if !case.is_on(&RULE) {
        return;
    }
    let (needed, whole) = collect(case);
    declared(case, &needed, &whole, findings);
    for (domain, needed) in needed {
        let owner = case.world.owner(domain.as_str());
        let is_whole =
            whole.contains(domain.as_str()) || owner.is_some_and(|o| whole.contains(o.as_str()));
        let mut people = needed.people.iter();
        let (Some(person), None, false) = (people.next(), people.next(), is_whole) else {
            continue;
        };
        let mut told = BTreeSet::new();
        for (outcome, other) in &needed.by {
            for tenant in tenants(case, other) {
                if told.insert(&tenant.name) && allows(tenant, &domain) {
                    findings.push(finding(tenant, &domain, person, outcome));
                }
            }
        }
    }
}

/// A single declared guest of a domain that the tenant allows as a whole, and whom no test needs.
fn declared(
    case: &Case<'_>,
    needed: &BTreeMap<Domain, Needed<'_>>,
    whole: &BTreeSet<String>,
    findings: &mut Findings,
) {
    for tenant in case.config.tenants.values() {
        let Some(world) = case.world.tenants.get(&tenant.name) else {
            continue;
        };
        let mut guests: BTreeMap<Domain, Vec<_>> = BTreeMap::new();
        for guest in tenant.objects("guests[]") {
            if let Some((_, domain)) = person(&guest.name).filter(|(_, d)| !is_ours(case, d)) {
                guests.entry(domain).or_default().push(guest);
            }
        }
        for (domain, guests) in guests {
            let owner = case.world.owner(domain.as_str());
            let is_whole = whole.contains(domain.as_str())
                || owner.is_some_and(|o| whole.contains(o.as_str()));
            let [guest] = guests.as_slice() else { continue };
            if is_whole || needed.contains_key(&domain) || !allows(world, &domain) {
                continue;
            }
            let place = world.get(Key::Allowed).list.as_ref();
            let place = place.and_then(|l| l.place(domain.as_str()));
            let message = format!(
                "{} allows all of {domain} and has one guest there",
                tenant.name
            );
            findings.push(
                Finding::new(&RULE, message)
                    .at_maybe(place.or(Some(guest.desired.span)), "everybody there")
                    .related(guest.desired.span, "the guest")
                    .about(address(world, Key::Allowed).element(domain.as_str()))
                    .rests_on(crate::model::Address::setting(&tenant.name, guest.key))
                    .advice(format!(
                        "take {domain} off the allow list, if {} is all that is meant",
                        guest.name
                    )),
            );
        }
    }
}

/// People who are needed, by domain; and every other word of an expectation that wants a yes.
fn collect<'a>(case: &Case<'a>) -> (BTreeMap<Domain, Needed<'a>>, BTreeSet<String>) {
    let mut needed: BTreeMap<Domain, Needed<'a>> = BTreeMap::new();
    let mut whole = BTreeSet::new();
    for outcome in case.tests.iter().filter(|o| o.expected == Expect::Yes) {
        let Some(expectation) = expectation(case, outcome) else {
            continue;
        };
        let sides = [
            (&expectation.from, &expectation.to),
            (&expectation.to, &expectation.from),
        ];
        for (side, other) in sides {
            for word in &side.0 {
                match person(&word.value) {
                    Some((person, domain)) if !is_ours(case, &domain) => {
                        let needed = needed.entry(domain).or_default();
                        needed.people.insert(person);
                        needed.by.push((outcome, other));
                    }
                    Some(_) => {}
                    None => {
                        let domain = Domain::parse(&word.value);
                        let word =
                            domain.map_or_else(|_| word.value.to_string(), |d| d.to_string());
                        whole.insert(word);
                    }
                }
            }
        }
    }
    (needed, whole)
}

fn expectation<'a>(case: &Case<'a>, outcome: &Outcome) -> Option<&'a Expectation> {
    let test = case.config.tests.get(&outcome.test)?;
    Some(&test.expectations.get(outcome.index)?.value)
}

fn person(word: &str) -> Option<(String, Domain)> {
    let (user, domain) = word.rsplit_once('@').filter(|(user, _)| !user.is_empty())?;
    let domain = Domain::parse(domain).ok()?;
    Some((format!("{}@{domain}", user.to_lowercase()), domain))
}

fn is_ours(case: &Case<'_>, domain: &Domain) -> bool {
    let owner = case.world.owner(domain.as_str());
    owner.is_some_and(|name| case.world.tenants.contains_key(name))
}

/// The tenants of ours that a side of an expectation names.
fn tenants<'a>(case: &Case<'a>, side: &OneOrMany) -> Vec<&'a WorldTenant> {
    let world = case.world;
    let mut out: Vec<&WorldTenant> = Vec::new();
    for word in &side.0 {
        let text = word.value.as_str();
        if let Some(tag) = text.strip_prefix("tag:") {
            let tagged = world.tenants.values().filter(|t| t.tags.contains(tag));
            out.extend(tagged.map(AsRef::as_ref));
            continue;
        }
        let domain = person(text).map(|(_, domain)| domain);
        let domain = domain.or_else(|| Domain::parse(text).ok());
        let name: Option<Name> = Name::parse(text).ok();
        let name = name.or_else(|| Some(world.owner(domain?.as_str())?.clone()));
        out.extend(name.and_then(|name| world.tenants.get(&name).map(AsRef::as_ref)));
    }
    out
}

/// Whether a tenant lets in this whole domain on purpose.
fn allows(tenant: &WorldTenant, domain: &Domain) -> bool {
    matches!(reach(tenant), Some(Reach::Only(set)) if set.contains(domain.as_str()))
}

fn finding(tenant: &WorldTenant, domain: &Domain, person: &str, outcome: &Outcome) -> Finding {
    let setting = tenant.get(Key::Allowed);
    let place = setting.list.as_ref().and_then(|l| l.place(domain.as_str()));
    let place = place.or(setting.span).or(tenant.span);
    let message = format!("{} allows all of {domain} for one person", tenant.name);
    let mut finding = Finding::new(&RULE, message)
        .at_maybe(place, "everybody there")
        .about(address(tenant, Key::Allowed).element(domain.as_str()))
        .detail(format!(
            "The tests need {person} alone of all people there."
        ));
    finding = finding.related(outcome.span, "this person is needed");
    finding.advice(format!(
        "invite {person} as a guest instead, if one person is all that is meant"
    ))
}
