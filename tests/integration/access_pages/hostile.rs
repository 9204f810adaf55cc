//! Text from files that tries to be more than text.

use super::browser::Browser;
use crate::support::Workspace;

const HOSTILE: &str = r##"version: 1
partners:
  northwind:
    display_name: "</span></section><script>document.title='owned'</script><img src=x onerror=alert(1)>\"'|[x](http://evil.example) `@team` \u202E\u001b[31m #35; %%{init: {}}%%"
    domains: [northwind.de]
    confirmed: { external_access: [contoso.com], by: "</code><svg/onload=alert(1)>|@all", date: 2026-11-02 }
tenants:
  contoso: { display_name: "<b>Contoso</b>|\"]; click o0 \"javascript:alert(1)\"", domains: [contoso.com] }
"##;

fn formats() -> [(String, &'static str); 6] {
    let w = Workspace::of(HOSTILE);
    let out = |arguments: &[&str]| w.ok(arguments);
    [
        (out(&["access", "--format", "markdown"]), "markdown"),
        (
            out(&["access", "northwind", "--format", "markdown"]),
            "markdown",
        ),
        (out(&["access", "--format", "mermaid"]), "mermaid"),
        (
            out(&["access", "northwind", "--format", "mermaid"]),
            "mermaid",
        ),
        (out(&["access", "--format", "html"]), "html"),
        (out(&["access", "northwind", "--format", "html"]), "html"),
    ]
}

#[test]
fn a_hostile_name_stays_text_in_every_format() {
    for (text, format) in formats() {
        for word in [
            "<script",
            "<img",
            "<svg",
            "<b>Contoso",
            "\u{202e}",
            "\u{1b}",
        ] {
            assert!(!text.contains(word), "{format} holds {word}:\n{text}");
        }
        let has_signs = match format {
            "markdown" => text.contains("](") || text.contains("@team") || text.contains('`'),
            "mermaid" => {
                // A label ends at its first quote: outside of labels only our own words stand.
                let outside: String = text.split('"').step_by(2).collect();
                text.contains("%%{") || outside.contains("click")
            }
            _ => false,
        };
        assert!(!has_signs, "{format}:\n{text}");
    }
}

#[test]
fn a_markdown_row_keeps_its_columns() {
    let w = Workspace::of(HOSTILE);
    let text = w.ok(&["access", "northwind", "--format", "markdown"]);
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
    assert!(rows.len() > 5, "{text}");
    assert!(
        rows.iter().all(|row| row.matches('|').count() == 4),
        "{text}"
    );
}

#[test]
fn terminals_and_mail_see_no_escape_sequence() {
    let w = Workspace::of(HOSTILE);
    for arguments in [
        &["access", "northwind"][..],
        &["access"],
        &["ask", "northwind"],
    ] {
        let run = w.run(arguments);
        let all = run.out + &run.err;
        assert!(!all.contains(['\u{1b}', '\u{202e}']), "{all}");
    }
}

#[test]
fn nothing_of_a_hostile_name_runs_or_is_loaded() {
    let w = Workspace::of(HOSTILE);
    let Some(browser) = Browser::start(900, 700) else {
        return;
    };
    for (at, arguments) in [&["access"][..], &["access", "northwind"]]
        .iter()
        .enumerate()
    {
        let arguments: Vec<&str> = arguments
            .iter()
            .copied()
            .chain(["--format", "html"])
            .collect();
        w.write("page.html", &w.ok(&arguments));
        browser.open(&w.path().join("page.html"));
        browser.click("td button");
        assert!(!browser.text("[popover]:popover-open").is_empty());
        let active = "return [document.title.includes('owned'), \
                      document.querySelectorAll('script, img, svg, iframe, object, link, a').length, \
                      performance.getEntriesByType('resource').length]";
        assert_eq!(
            browser.script(active),
            serde_json::json!([false, 0, 0]),
            "page {at}"
        );
    }
}
