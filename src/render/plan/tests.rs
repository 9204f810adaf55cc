use super::entries::as_written;
use super::*;
use crate::model::sections::setting;
use crate::model::{Value, ValueSet};
use crate::plan::Group;
use crate::render::json::plan::PlanDocument;
use crate::render::testing::{PLAIN, file, place};
use crate::render::{Terminal, layout};
use crate::text::is_hostile;

#[test]
fn values_in_words() {
    let set = |n: usize| Value::Set((0..n).map(|i| format!("d{i}.com").into()).collect());
    let allowed = setting("external_access.allowed_domains");
    let blocked = setting("external_access.blocked_domains");
    assert_eq!(in_words(allowed, &set(1)), "only 1 domain");
    assert_eq!(in_words(blocked, &set(1204)), "1,204 domains");
    assert_eq!(
        in_words(blocked, &Value::Set(ValueSet::empty())),
        "no domains"
    );
    let users = setting("external_access.blocked_users.users");
    assert_eq!(in_words(users, &set(2)), "2 users");
    assert_eq!(in_words(None, &Value::Flag(true)), "true");
}

#[test]
fn domains_are_shown_as_written_with_the_compared_form_of_those_that_may_deceive() {
    let mut sources = Sources::new();
    let id = file(
        &mut sources,
        "a.yaml",
        1,
        "Fabrikam.COM 'b\u{fc}cher.example' xn--x",
    );
    let shown = |word: &str, text: &str| {
        let span = place(&sources, id, text);
        as_written(word, Some(span), &sources)
    };
    assert_eq!(shown("fabrikam.com", "Fabrikam.COM"), "Fabrikam.COM");
    assert_eq!(
        shown("xn--bcher-kva.example", "'b\u{fc}cher.example'"),
        "b\u{fc}cher.example (xn--bcher-kva.example)"
    );
    assert_eq!(shown("other.com", "Fabrikam.COM"), "other.com");
    assert_eq!(as_written("a.com", None, &sources), "a.com");
}

/// A saved plan in which every text is hostile.
fn hostile() -> PlanDocument {
    let evil = || "a\u{1b}]0;x\u{7}\u{202e}\nb\r\u{200b}".to_owned();
    let group = |about: String| Group {
        about,
        who: vec![evil(), evil()],
        more: 3,
        what: evil(),
        tenants: Vec::new(),
        more_tenants: 0,
    };
    let of_tenants = || Group {
        tenants: vec![evil()],
        more_tenants: 4,
        ..group(evil())
    };
    let section = || Section {
        groups: vec![group(evil()), group(String::new()), of_tenants()],
        omitted: 2,
    };
    let place = || {
        Some(Place {
            file: evil(),
            line: 3,
            removed: true,
        })
    };
    let line = |added| Line {
        added,
        changed: !added,
        entry: evil(),
        notes: vec![evil(), "y ".repeat(100_000)],
        place: place(),
    };
    let block = |count, action| Block {
        tenants: vec![evil()],
        count,
        setting: evil(),
        title: evil(),
        action,
        values: vec![evil(), evil()],
        wider: true,
        place: place(),
        notes: vec![evil()],
        from: vec![evil()],
        entries: vec![line(true), line(false)],
        omitted: 5,
    };
    let way = PageWayIn {
        host: evil(),
        steps: vec![PageStep {
            area: evil(),
            what: evil(),
            state: PageStepState::Shuts,
            origin: evil(),
            place: place(),
        }],
    };
    let shared = Shared {
        holders: vec![Holding {
            name: evil(),
            lines: vec![line(false)],
            omitted: 3,
        }],
        omitted: 2,
        blocks: vec![block(7, crate::render::json::plan::JsonAction::Update)],
    };
    let page = Page {
        headline: evil(),
        behind: evil(),
        shared: vec![shared],
        lines: 2,
        by_lines: 7,
        ways_in: vec![way],
        untold: 7,
        lose: section(),
        gain: section(),
        keep: section(),
        untouched: vec![evil()],
        assumed: vec![evil()],
        blocks: vec![
            block(1, crate::render::json::plan::JsonAction::Create),
            block(7, crate::render::json::plan::JsonAction::Forget),
        ],
        settings: 9,
        omitted: 1,
        recorded_on: Some(evil()),
        chosen: vec![evil()],
        ..Page::default()
    };
    let finding = serde_json::json!({
        "rule": evil(), "severity": "warning", "message": evil(), "detail": evil(), "help": evil(),
        "address": evil(), "accepted": null, "related": [],
        "location": {"file": evil(), "line": 1, "column": 1, "end_line": 1, "end_column": 2}
    });
    let failure = serde_json::json!({
        "test": evil(), "index": 0, "expected": "yes", "answer": "no", "message": evil(), "reasons": [evil()],
        "location": null
    });
    serde_json::from_value(serde_json::json!({
        "format_version": "1.0", "as_of": "2026-11-20", "base": {"lineage": null, "serial": 3},
        "fingerprint": "f", "valid": true,
        "summary": {"create": 1, "update": 0, "delete": 0, "forget": 7},
        "standing": {"warning": 1, "note": 0},
        "tests": {"passed": 0, "failed": 1, "failures": [failure]},
        "changes": [], "effects": [], "effects_omitted": 0, "findings": [finding],
        "review": serde_json::to_value(page).unwrap()
    }))
    .unwrap()
}

#[test]
fn hostile_text_is_escaped_and_bounded_everywhere() {
    let evil = "\u{1b}[2J\u{202e}";
    for columns in [60, 80, 120] {
        let terminal = Terminal {
            width: columns,
            ..PLAIN
        };
        let shown = saved(&hostile(), Some(evil), &terminal);
        assert!(!shown.contains(|c| c != '\n' && is_hostile(c)), "{shown:?}");
        assert!(shown.len() < 20_000);
    }
}

#[test]
fn colours_and_ascii_change_no_word() {
    let colour = Terminal {
        colour: true,
        ..PLAIN
    };
    let coloured = saved(&hostile(), None, &colour);
    assert!(coloured.contains("\u{1b}["));
    let plain = saved(&hostile(), None, &PLAIN);
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
    let ascii = Terminal {
        unicode: false,
        ..PLAIN
    };
    assert!(saved(&hostile(), None, &ascii).is_ascii());
    assert!(plain.lines().all(|line| layout::width(line) < 400));
}
