//! The access model against a second one that is slow, plain, and written from the published tables
//! alone: it shares no code with the model.

mod differences;
mod procedures;
mod tables;
mod worlds;

use std::collections::{BTreeMap, BTreeSet};

use guestlist::access::{
    Answer, Capability, Matrix, Party, Question, RouteKind, Side, Verdict, answer,
};
use guestlist::model::Domain;
use guestlist::model::config::Edition;
use rayon::prelude::*;

use procedures::{OTenant, OWorld, Setting, any, verdict};
use tables::TABLE;
use worlds::{DOMAINS, Numbers, build, ends, name, same_organisation};

/// What all say, else mixed.
fn together(verdicts: impl IntoIterator<Item = Verdict>) -> Verdict {
    let verdicts: BTreeSet<Verdict> = verdicts.into_iter().collect();
    match verdicts.into_iter().collect::<Vec<_>>().as_slice() {
        [one] => *one,
        _ => Verdict::Mixed,
    }
}

/// Compares the model's answer with that of the oracle, by route and as a whole.
fn agree(world: &OWorld, found: &Answer) {
    let Question {
        from,
        capability,
        to,
    } = &found.question;
    let (from, to) = (ends(world, from), ends(world, to));
    let mut all_routes = Vec::new();
    for a in &from {
        for b in &to {
            all_routes.push(world.routes(capability.id(), a, b));
        }
    }
    let context = || format!("{:?}\n{world:#?}\n{:#?}", found.question, found.routes);
    let whole = together(all_routes.iter().map(|(routes, _)| verdict(any(routes))));
    assert_eq!(found.answer, whole, "{}", context());
    for (at, route) in found.routes.iter().enumerate() {
        let expected = together(all_routes.iter().map(|(routes, _)| verdict(routes[at])));
        assert_eq!(route.answer, expected, "{:?} {}", route.kind, context());
        let existing = at.checked_sub(1).map(|host| {
            together(
                all_routes
                    .iter()
                    .map(|(_, existing)| verdict(existing[host])),
            )
        });
        assert_eq!(
            route.existing_guests,
            existing,
            "{:?} {}",
            route.kind,
            context()
        );
    }
    assert_eq!(found.routes.len(), 3);
}

fn party(numbers: &mut Numbers) -> Party {
    let domain = |numbers: &mut Numbers| Domain::parse(numbers.pick::<&str>(DOMAINS)).unwrap();
    match numbers.below(12) {
        0 => Party::Anyone,
        1 => Party::Consumer,
        2 | 3 => Party::Domain(domain(numbers)),
        4 | 5 => {
            let domain = domain(numbers);
            let address = format!("ann@{domain}");
            Party::Person { address, domain }
        }
        6 => Party::Organisation(name(numbers.pick::<&str>(&["p0", "p1"]))),
        _ => Party::Organisation(name(numbers.pick::<&str>(&["t0", "t1", "t2"]))),
    }
}

/// Worlds and questions asked of each: more than 100,000 pairs.
const WORLDS: u64 = 2_500;
const QUESTIONS: usize = 45;

#[test]
fn the_model_agrees_with_the_tables_on_random_worlds() {
    let capabilities: Vec<Capability> = Capability::all().collect();
    let asked: usize = (0..WORLDS)
        .into_par_iter()
        .map(|seed| {
            let mut numbers = Numbers(seed);
            let world = numbers.world();
            let built = build(&world);
            let mut asked = 0;
            while asked < QUESTIONS {
                let question = Question {
                    from: party(&mut numbers),
                    capability: *numbers.pick(&capabilities),
                    to: party(&mut numbers),
                };
                let (from, to) = (ends(&world, &question.from), ends(&world, &question.to));
                let found = answer(&built, &question);
                assert_eq!(
                    found.is_err(),
                    same_organisation(&from[0], &to[0]),
                    "{question:?}"
                );
                if let Ok(found) = found {
                    agree(&world, &found);
                    asked += 1;
                }
            }
            asked
        })
        .sum();
    assert!(asked >= 100_000);
}

#[test]
fn the_matrix_says_what_the_answers_say() {
    for seed in 0..60 {
        let mut numbers = Numbers(seed ^ 0xABCD);
        let built = build(&numbers.world());
        let capabilities: Vec<Capability> = Capability::all().collect();
        let matrix = Matrix::of(&built, *numbers.pick(&capabilities));
        for (i, from) in matrix.names.iter().enumerate() {
            for (j, to) in matrix.names.iter().enumerate() {
                let question = Question {
                    from: Party::Organisation(from.clone()),
                    capability: matrix.capability,
                    to: Party::Organisation(to.clone()),
                };
                let Some(cell) = matrix.get(i, j) else {
                    assert_eq!(i, j);
                    continue;
                };
                let found = answer(&built, &question).unwrap();
                assert_eq!(cell.answer(), found.answer);
                for route in &found.routes {
                    assert_eq!(cell.route(route.kind), route.answer, "{question:?}");
                }
            }
        }
    }
}

/// Both editions, row by row, where everything is open and where everything is shut.
#[test]
fn every_row_of_both_editions() {
    for edition in [Edition::Y2019, Edition::Y2021] {
        for open in [true, false] {
            let tenant = |domain: &str| {
                let mut tenant = OTenant {
                    domains: vec![domain.to_owned()],
                    ..OTenant::default()
                };
                let word = |w: &str| Setting::Word(w.to_owned());
                let switch = word(if open { "true" } else { "false" });
                for key in ["external_access.enabled", "guest_access.enabled"] {
                    tenant.settings.insert(key.to_owned(), switch.clone());
                }
                tenant
            };
            let world = OWorld {
                tenants: [("t0", "a.com"), ("t1", "b.com")]
                    .map(|(n, d)| (n.to_owned(), tenant(d)))
                    .into(),
                partners: BTreeMap::new(),
                edition,
                no_defaults: false,
            };
            let built = build(&world);
            for line in TABLE.lines().filter(|l| !l.is_empty()) {
                let id = line.split_whitespace().next().unwrap();
                let found =
                    answer(&built, &Question::parse("t0", id, "t1", &built).unwrap()).unwrap();
                agree(&world, &found);
            }
        }
    }
    assert_eq!(
        TABLE.lines().filter(|l| !l.is_empty()).count(),
        Capability::COUNT
    );
}

/// Contact works only if both sides allow it: open, block list, allow list and off against each
/// other.
#[test]
fn the_grid_of_reciprocity() {
    // `w` works, `A`, `B` blocked by that side, `x` by both; columns as rows.
    const GRID: [&str; 6] = ["wwBwBB", "wwBwBB", "AAxAxx", "wwBwBB", "AAxAxx", "AAxAxx"];
    let policy = |column: usize, other: &str| {
        let list = |d: &str| Setting::List(vec![d.to_owned()]);
        let word = |w: &str| Setting::Word(w.to_owned());
        let stated = match column {
            0 => ("external_access.allowed_domains", word("all")),
            1 => ("external_access.blocked_domains", list("h.net")),
            2 => ("external_access.blocked_domains", list(other)),
            3 => ("external_access.allowed_domains", list(other)),
            4 => ("external_access.allowed_domains", list("h.net")),
            _ => ("external_access.enabled", word("false")),
        };
        [(stated.0.to_owned(), stated.1)]
    };
    for (i, row) in GRID.iter().enumerate() {
        for (j, cell) in row.chars().enumerate() {
            let tenant = |own: &str, other: &str, column| OTenant {
                domains: vec![own.to_owned()],
                settings: policy(column, other).into(),
                ..OTenant::default()
            };
            let world = OWorld {
                tenants: [
                    ("t0".to_owned(), tenant("a.com", "b.com", i)),
                    ("t1".to_owned(), tenant("b.com", "a.com", j)),
                ]
                .into(),
                partners: BTreeMap::new(),
                edition: Edition::Y2021,
                no_defaults: false,
            };
            let built = build(&world);
            let found = answer(
                &built,
                &Question::parse("t0", "chat", "t1", &built).unwrap(),
            )
            .unwrap();
            let external = &found.routes[0];
            assert_eq!(external.answer == Verdict::Yes, cell == 'w', "{i} {j}");
            let blocks = |tenant: &str| {
                let own = |l: &&guestlist::access::Link| {
                    l.address.as_ref().is_some_and(|a| a.first() == tenant)
                };
                external.obstacles().any(|l| own(&l))
            };
            assert_eq!(blocks("t0"), matches!(cell, 'A' | 'x'), "{i} {j}");
            assert_eq!(blocks("t1"), matches!(cell, 'B' | 'x'), "{i} {j}");
        }
    }
}

#[test]
fn a_block_never_turns_no_into_yes_and_order_never_matters() {
    (0..300u64).into_par_iter().for_each(|seed| {
        let mut numbers = Numbers(seed ^ 0xB10C);
        let world = numbers.world();
        let mut blocked = world.clone();
        let key = "external_access.blocked_domains";
        let tenant = *numbers.pick(&["t0", "t1", "t2"]);
        let mut list = match world.get(tenant, key) {
            Some(Setting::List(list)) => list,
            _ => Vec::new(),
        };
        list.push((*numbers.pick(DOMAINS)).to_owned());
        let settings = &mut blocked.tenants.get_mut(tenant).unwrap().settings;
        settings.insert(key.to_owned(), Setting::List(list));
        let (open, shut) = (build(&world), build(&blocked));
        for _ in 0..60 {
            let capabilities: Vec<Capability> = Capability::all().collect();
            let question = Question {
                from: party(&mut numbers),
                capability: *numbers.pick(&capabilities),
                to: party(&mut numbers),
            };
            let (Ok(was), Ok(is)) = (answer(&open, &question), answer(&shut, &question)) else {
                continue;
            };
            for (was, is) in was.routes.iter().zip(&is.routes) {
                assert!(
                    !(was.answer == Verdict::No && is.answer == Verdict::Yes),
                    "{question:?}"
                );
            }
            // Direct contact between organisations is the same from both sides.
            let turned = Question {
                from: question.to.clone(),
                to: question.from.clone(),
                ..question.clone()
            };
            if question.from != Party::Consumer && question.to != Party::Consumer {
                let turned = answer(&open, &turned).unwrap();
                assert_eq!(
                    was.routes[0].answer, turned.routes[0].answer,
                    "{question:?}"
                );
                let hosted = |a: &Answer, side| {
                    a.routes
                        .iter()
                        .find(|r| r.kind == RouteKind::Guest(side))
                        .unwrap()
                        .answer
                };
                if question.capability.id() != "access-teams-resources" {
                    assert_eq!(hosted(&was, Side::From), hosted(&turned, Side::To));
                }
            }
        }
    });
}
