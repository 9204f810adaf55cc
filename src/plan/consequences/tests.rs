//! The comparison of two policies, against one that asks about every domain by itself.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::contact::{Contact, Index, Parties, Party};
use crate::model::configuration::{Owner, Partner, Tenant};
use crate::model::federation::Reach;
use crate::model::list::DomainListBuilder;
use crate::model::{Configuration, Domain, Name, Notes, ValueSet};
use crate::text::{Sources, Span};

/// Every domain of this small world; the last one is in no list.
const DOMAINS: [&str; 7] = [
    "a.example.org",
    "b.example.org",
    "x.b.example.org",
    "c.example.org",
    "y.c.example.org",
    "d.example.org",
    "unlisted.example.org",
];

/// contoso, its sister with two domains, a partner with two; the rest is nobody's.
fn world() -> Configuration {
    let mut sources = Sources::new();
    let span = Span::new(sources.add("a.yaml", String::new()), 0, 0);
    let mut config = Configuration::default();
    let mut own = |owner: Owner, domains: &[&str]| {
        let mut list = DomainListBuilder::default();
        for domain in domains {
            let domain = Domain::parse(domain).unwrap();
            list.add(&domain, span, None);
            config.owners.insert(domain, owner.clone());
        }
        let domains = list.build();
        match owner {
            Owner::Tenant(name) => {
                let tenant = Tenant {
                    name: name.clone(),
                    span,
                    spec: Default::default(),
                    domains,
                    baselines: Vec::new(),
                    settings: BTreeMap::new(),
                    unknown: BTreeSet::new(),
                };
                config.tenants.insert(name, tenant);
            }
            Owner::Partner(name) => {
                let partner = Partner {
                    name: name.clone(),
                    span,
                    spec: Default::default(),
                    domains,
                    notes: Notes::default(),
                    confirmed: None,
                };
                config.partners.insert(name, partner);
            }
        }
    };
    let name = |text| Name::parse(text).unwrap();
    own(Owner::Tenant(name("contoso")), &["contoso.com"]);
    own(Owner::Tenant(name("sister")), &DOMAINS[1..3]);
    own(Owner::Partner(name("partner")), &DOMAINS[3..5]);
    config
}

fn reach() -> impl Strategy<Value = Reach> {
    let set = proptest::sample::subsequence(DOMAINS[..6].to_vec(), 0..=6)
        .prop_map(|words| words.into_iter().map(Into::into).collect::<ValueSet>());
    prop_oneof![
        Just(Reach::Off),
        Just(Reach::Nobody),
        set.clone()
            .prop_filter("never empty", |set| !set.is_empty())
            .prop_map(Reach::Only),
        (set, any::<bool>()).prop_map(|(blocked, subdomains)| Reach::Except {
            blocked,
            subdomains
        }),
    ]
}

/// Whether the parties hold an organisation.
fn holds(parties: &Parties<'_>, owner: &Owner) -> bool {
    let named = parties.named.contains(&Party::Organisation(owner));
    named || (parties.everybody && !parties.except.contains(&owner))
}

fn check(config: &Configuration, contact: &Contact<'_>, before: &Reach, after: &Reach) {
    let organisations: BTreeSet<&Owner> = config.owners.values().collect();
    for owner in organisations
        .into_iter()
        .filter(|o| o.name().as_str() != "contoso")
    {
        let domains = match owner {
            Owner::Tenant(name) => config.tenants[name].domains.set(),
            Owner::Partner(name) => config.partners[name].domains.set(),
        };
        for (parties, from, to) in [
            (&contact.lost, before, after),
            (&contact.gained, after, before),
        ] {
            // As a whole: some domain was reached, and none is any more.
            let any = |reach: &Reach| domains.iter().any(|d| reach.lets_in(d));
            let all = any(from) && !any(to);
            assert!(all || !holds(parties, owner), "{owner:?} is told");
            for domain in domains.iter() {
                let happens = from.lets_in(domain) && !to.lets_in(domain);
                let named = parties.named.contains(&Party::Domain(domain));
                assert!(happens || !named, "{domain} is named");
                let told = named || holds(parties, owner);
                assert!(!happens || told, "{domain} is left out");
            }
        }
    }
    for domain in DOMAINS.iter().filter(|d| !config.owners.contains_key(**d)) {
        let (was, is) = (before.lets_in(domain), after.lets_in(domain));
        for (parties, happens) in [(&contact.lost, was && !is), (&contact.gained, !was && is)] {
            let named = parties.named.contains(&Party::Domain(domain));
            assert!(happens || !named, "{domain} is named");
            assert!(
                !happens || named || parties.everybody,
                "{domain} is left out"
            );
        }
        let everybody = contact.lost.everybody || contact.gained.everybody;
        assert!(
            *domain != DOMAINS[6] || everybody == (was != is),
            "everybody else"
        );
    }
}

proptest! {
    #[test]
    fn it_agrees_with_a_look_at_every_domain(before in reach(), after in reach()) {
        let config = world();
        let index = Index::new(&config);
        let own = Name::parse("contoso").unwrap();
        let contact = index.compare(&own, &before, &after);
        check(&config, &contact, &before, &after);
    }
}
