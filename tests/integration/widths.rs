//! Pages in narrow terminals, and domains in the letters that people know.

use std::sync::Arc;

use guestlist::render::layout::width;
use guestlist::render::{Terminal, ask as ask_page, state as state_page};
use guestlist::state::{LocalStore, State};
use guestlist::workflow::ask;
use guestlist::workflow::files::find_root;
use guestlist::workflow::load::{self, Workspace as Loaded};
use guestlist::workflow::worlds::{self, Values};
use jiff::civil::date;

use crate::support::Workspace;

const NARROW: Terminal = Terminal {
    width: 60,
    ..Terminal::PLAIN
};

/// Lines wider than the terminal, unless they are one word: a name to copy is never broken.
fn wide(text: &str, columns: usize) -> Vec<&str> {
    let lines = text.lines();
    lines
        .filter(|line| width(line) > columns && line.split_whitespace().count() > 1)
        .collect()
}

/// Long names, long lists, long values.
fn long() -> Workspace {
    let w = Workspace::of(
        "version: 1
partners:
  northwind: { display_name: Northwind Traders of the Far North-East and the Islands, domains: [northwindtraders.com, northwind.de] }
tenants:
  contoso:
    display_name: The Contoso Company of Long Names, Holding and Subsidiaries of All Kinds
    domains: [contoso.com, contoso.nl, a-much-longer-domain-of-contoso.example]
    external_access:
      enabled: true
      allowed_domains: [humongousinsurance.com, lucernepublishing.com, treyresearch.net, { partner: northwind }]
      blocked_domains: []
      teams_consumer: { restrict_to_external_user_profiles: true }
    sharepoint:
      sites:
        \"https://contoso.sharepoint.com/sites/a-project-with-a-rather-long-name\": { sharing: disabled }
",
    );
    w.apply();
    w
}

fn loaded(w: &Workspace) -> (Loaded, State) {
    let workspace = load::load(find_root(w.path()).unwrap()).unwrap();
    let folder = w.path().join(".guestlist/state");
    let state = State::open(Arc::new(LocalStore::new(folder))).unwrap();
    (workspace, state)
}

#[test]
fn show_folds_what_is_wider_than_the_terminal() {
    let w = long();
    for arguments in [
        &["show"][..],
        &["show", "--at", "1"],
        &["state", "log"],
        &["state", "show", "1"],
    ] {
        let text = w.ok(arguments);
        assert_eq!(wide(&text, 80), [""; 0], "{arguments:?}\n{text}");
    }
    let text = w.ok(&["show"]);
    let folded = "
  external_access.allowed_domains
      humongousinsurance.com, lucernepublishing.com, northwind.de and 2 more
                                                            requested ";
    assert!(text.contains(folded), "{text}");

    let (_, state) = loaded(&w);
    let view = state.now();
    let tenants = view.tenants().keys();
    let tenants = tenants.filter_map(|name| Some((name.clone(), view.tenant(name).unwrap()?)));
    let partners = view.partners().unwrap();
    let text = state_page::show(view.version(), &tenants.collect(), &partners, &NARROW);
    assert_eq!(wide(&text, 60), [""; 0], "{text}");
}

#[test]
fn the_letter_fits_a_narrow_terminal_and_keeps_its_width_for_programs() {
    let w = long();
    let (workspace, state) = loaded(&w);
    let today = date(2026, 11, 20);
    let world = worlds::world(&workspace, &state, Values::Desired, today, false).unwrap();
    let ask = ask::ask(&workspace, &world, "northwind").unwrap();
    let letter = ask_page::letter(&ask, &NARROW);
    let body = letter.split_once("\n\n").unwrap().1;
    assert_eq!(wide(body, 60), [""; 0], "{letter}");
    let side = ask_page::our_side(&ask, "2026-11-20", &workspace.sources, &NARROW);
    assert_eq!(wide(&side, 60), [""; 0], "{side}");

    let (_, document) = w.json(&["ask", "northwind"]);
    assert_eq!(document["letter"], w.ok(&["ask", "northwind"]));
    let words = |text: &str| {
        text.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(words(document["letter"].as_str().unwrap()), words(&letter));
}

#[test]
fn internationalised_domains_are_told_in_both_forms_and_programs_get_one() {
    let both = "bücher.example (xn--bcher-kva.example)";
    let w = Workspace::of(
        "version: 1\ntenants:\n  contoso:\n    domains: [contoso.com]\n    external_access:\n      enabled: true\n      allowed_domains: [fabrikam.com, bücher.example]\n      blocked_domains: []\n",
    );
    w.apply();
    assert!(w.ok(&["show"]).contains(both));
    let text = w.read("guestlist.yaml");
    w.write("guestlist.yaml", &text.replace(", bücher.example", ""));
    let page = w.ok(&["plan"]);
    let headline = page.lines().next().unwrap();
    assert!(headline.starts_with(both), "{page}");
    assert!(page.contains(&format!("  - {both}")), "{page}");
    let (_, document) = w.json(&["plan"]);
    let text = document.to_string();
    assert!(
        text.contains("xn--bcher-kva.example") && !text.contains('ü'),
        "{text}"
    );
    let comment = w.ok(&["plan", "--format", "markdown"]);
    assert!(comment.contains("bücher.example"), "{comment}");
    let page = w.ok(&["can", "contoso", "chat", "bücher.example"]);
    assert!(page.contains(both), "{page}");
    // A terminal without Unicode gets what it can show.
    let mut command = w.command(&["plan"]);
    let run = command.env("LC_ALL", "C").output().unwrap();
    let page = String::from_utf8(run.stdout).unwrap();
    assert!(page.starts_with("xn--bcher-kva.example "), "{page}");
}
