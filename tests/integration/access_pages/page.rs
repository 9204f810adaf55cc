//! The HTML pages in a real browser.

use super::browser::Browser;
use super::five;
use crate::support::Workspace;

fn written(w: &Workspace, arguments: &[&str]) -> std::path::PathBuf {
    let arguments: Vec<&str> = arguments
        .iter()
        .copied()
        .chain(["--format", "html"])
        .collect();
    w.write("page.html", &w.ok(&arguments));
    w.path().join("page.html")
}

/// The cell of two organisations.
fn cell(from: &str, to: &str) -> String {
    format!("td button[aria-label^='{from} → {to}:']")
}

#[test]
fn a_click_on_a_cell_opens_its_proof() {
    let w = five();
    let page = written(&w, &["access"]);
    let Some(browser) = Browser::start(1100, 900) else {
        return;
    };
    browser.open(&page);
    assert_eq!(
        browser.text("h1"),
        "May people of the row chat with people of the column?"
    );
    assert_eq!(browser.text(&cell("litware", "woodgrove")), "✓");
    assert_eq!(browser.text(&cell("contoso", "litware")), "G");
    let light = browser.picture("access-light");

    let proof = "[popover]:popover-open";
    browser.click(&cell("contoso", "litware"));
    assert!(browser.is_shown(proof));
    let text = browser.text(proof);
    assert!(text.contains("contoso → litware"), "{text}");
    assert!(
        text.contains("contoso allows 2 domains; litwareinc.com is not among them"),
        "{text}"
    );
    assert!(text.contains("tenants/contoso.guestlist.yaml:7"), "{text}");
    let opened = browser.picture("access-proof");
    assert_ne!(light, opened);

    // The keyboard alone: Escape closes, Enter on a cell opens.
    let open = "return document.querySelectorAll(':popover-open').length";
    browser.press("\u{e00c}");
    assert_eq!(browser.script(open), 0);
    browser.keys(&cell("litware", "woodgrove"), "\u{e007}");
    assert!(browser.text(proof).contains("litware → woodgrove"));
    assert_eq!(
        browser.script("return document.activeElement.textContent"),
        "Close"
    );
    browser.press("\u{e007}");
    assert_eq!(browser.script(open), 0);
    assert_eq!(
        browser.script("return document.activeElement.getAttribute('aria-label')"),
        "litware → woodgrove: yes, directly"
    );

    browser.emulate("screen", "dark");
    let background = "return getComputedStyle(document.body).backgroundColor";
    assert_eq!(browser.script(background), "rgb(22, 22, 26)");
    browser.click(&cell("contoso", "litware"));
    assert_ne!(browser.picture("access-dark"), opened);

    // On paper it is light, whole, and every proof is there.
    browser.open(&page);
    browser.emulate("print", "dark");
    assert_eq!(browser.script(background), "rgb(255, 255, 255)");
    let printed = "return [...document.querySelectorAll('[popover]')]\
                   .filter(p => p.getBoundingClientRect().height > 0).length";
    assert_eq!(browser.script(printed), 20);
    browser.picture("access-print");
}

#[test]
fn heads_stay_in_sight_while_a_large_table_scrolls() {
    let mut w = String::from("version: 1\ntenants:\n");
    for at in 0..48 {
        w.push_str(&format!("  tenant-{at}: {{ domains: [t{at}.example] }}\n"));
    }
    let w = Workspace::of(&w);
    let page = written(&w, &["access"]);
    let Some(browser) = Browser::start(900, 700) else {
        return;
    };
    browser.open(&page);
    let place = "const s = document.querySelector('.scroll'); s.scrollTo(400, 600); \
                 const at = q => document.querySelector(q).getBoundingClientRect(); \
                 const box = s.getBoundingClientRect(); \
                 return [s.scrollTop > 0, s.scrollLeft > 0, \
                         Math.abs(at('thead th:last-child').top - box.top) < 3, \
                         Math.abs(at('tbody tr:last-child th').left - box.left) < 3]";
    assert_eq!(
        browser.script(place),
        serde_json::json!([true, true, true, true])
    );
    browser.picture("access-large");
}

#[test]
fn doors_open_their_reasons() {
    let w = five();
    let page = written(&w, &["access", "northwind"]);
    let Some(browser) = Browser::start(1100, 700) else {
        return;
    };
    browser.open(&page);
    browser.click("tbody tr:first-child td button");
    let text = browser.text("[popover]:popover-open");
    assert!(text.contains("tenants/contoso.guestlist.yaml:7"), "{text}");
    browser.picture("access-doors");
}
