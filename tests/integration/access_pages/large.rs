//! Many organisations: answers that are alike share a row.

use std::collections::BTreeMap;

use guestlist::access::{Capability, World};
use guestlist::workflow::board::Board;
use guestlist::workflow::{files, load};
use jiff::civil::date;

use super::many;
use crate::support::Workspace;

#[test]
fn organisations_with_equal_answers_share_a_row() {
    let w = many(60);
    let text = w.ok(&["access"]);
    assert!(text.contains(" 1 40 tenants   ✓   ✗"), "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    // Groups and the organisations themselves must come to the same sums.
    let (_, document) = w.json(&["access"]);
    let rows = document["answers"].as_array().unwrap();
    let cells = rows.iter().flat_map(|row| row.as_array().unwrap());
    let yes = cells.filter(|cell| *cell == "yes").count();
    assert_eq!(yes, 40 * 39);
    assert!(text.contains("✓ 1,560  yes, directly"), "{text}");
}

#[test]
fn a_row_of_answers_is_a_line_of_the_document() {
    let text = many(30).ok(&["access", "--format", "json"]);
    // Four tables of 31 rows.
    let rows = text
        .lines()
        .filter(|line| line.trim_start().starts_with('['))
        .count();
    assert_eq!(rows, 4 * 31);
}

#[test]
fn a_page_for_very_many_stays_small_and_says_so() {
    let w = many(300);
    let page = w.ok(&["access", "--format", "html"]);
    assert!(
        page.contains("301 organisations are too many for a row each"),
        "{}",
        page.len()
    );
    assert!(page.len() < 200_000, "{}", page.len());
    assert_eq!(page.matches("<section popover").count(), 9 - 1);
}

#[test]
fn organisations_that_all_differ_are_counted_one_by_one() {
    // Two tenants allow each other if their numbers come to 20: hardly two are alike.
    let mut text = String::from("version: 1\ntenants:\n");
    for at in 0..20 {
        let allowed = (0..20).filter(|n| n + at >= 20 && *n != at);
        let allowed: Vec<String> = allowed.map(|n| format!("t{n}.example, ")).collect();
        text.push_str(&format!(
            "  t{at}: {{ domains: [t{at}.example], external_access: {{ allowed_domains: [{}x.example] }} \
             }}\n",
            allowed.concat()
        ));
    }
    let w = Workspace::of(&text);
    let text = w.ok(&["access", "--capability", "find"]);
    // Each of them has a row, and those for whom it differs differ there.
    for at in 0..20 {
        let name = format!("t{at} ");
        assert!(text.lines().any(|line| line.starts_with(&name)), "{text}");
    }
    assert!(text.contains("hardly two organisations"), "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
}

#[test]
fn members_of_a_group_have_the_answers_that_the_group_shows() {
    let mut text =
        String::from("version: 1\npartners: { p: { domains: [p.example] } }\ntenants:\n");
    for at in 0..40 {
        // Some allow all, some those of an equal remainder, some nobody; guests are let in or not.
        let allowed = match at % 4 {
            0 => "all".to_owned(),
            3 => "none".to_owned(),
            rest => {
                let alike = (0..40).filter(|n| n % 4 == rest || *n % 8 == 0);
                let names: Vec<String> = alike.map(|n| format!("t{n}.example")).collect();
                format!("[{}]", names.join(", "))
            }
        };
        text.push_str(&format!(
            "  t{at}: {{ domains: [t{at}.example], external_access: {{ allowed_domains: {allowed} \
             }}, guest_access: {{ enabled: {} }} }}\n",
            at % 3 == 0
        ));
    }
    let w = Workspace::of(&text);
    let workspace = load::load(files::find_root(w.path()).unwrap()).unwrap();
    let config = &workspace.config;
    let world = World::desired(config, &BTreeMap::new(), date(2026, 11, 20), false);
    for capability in [Capability::CHAT, Capability::FILES, Capability::MEETING] {
        let board = Board::of(&workspace, &world, None, capability);
        let grid = board.grid(1);
        let all = board.grid(2);
        assert_eq!(grid.groups.len(), 1);
        assert!(all.groups[0].len() > 1 && all.groups[0].len() < board.len());
        let groups = board.grid(40).groups;
        assert_eq!(groups.iter().map(Vec::len).sum::<usize>(), board.len());
        for from in &groups {
            for to in &groups {
                let shown = board.between(from, to);
                let pairs = from.iter().flat_map(|a| to.iter().map(move |b| (*a, *b)));
                for (a, b) in pairs.filter(|(a, b)| a != b) {
                    assert_eq!(board.matrix.get(a, b), shown, "{capability:?} {a} {b}");
                }
            }
        }
    }
}
