//! `docs/uncertain.md`: what is not certain, and how the program says so.
//!
//! What settings say of themselves is written anew by `SNAPSHOTS=overwrite`; of the rest, the words
//! that the page quotes must be the program's.

use std::fs;
use std::path::{Path, PathBuf};

use guestlist::access::Key;
use guestlist::model::section::one_line;
use guestlist::model::sections;
use snapbox::{Assert, Data};

fn page() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/uncertain.md")
}

fn table(rows: impl Iterator<Item = (String, String)>) -> String {
    let rows = rows.map(|(key, text)| format!("| `{key}` | {} |\n", text.replace('|', "\\|")));
    format!(
        "| setting | not certain |\n|---|---|\n{}",
        rows.collect::<String>()
    )
}

/// A page with what stands between two marks replaced.
fn with(page: &str, mark: &str, text: &str) -> String {
    let (start, end) = (format!("<!-- {mark} -->\n"), format!("<!-- /{mark} -->\n"));
    let (head, rest) = page.split_once(&start).unwrap();
    let (_, tail) = rest.split_once(&end).unwrap();
    format!("{head}{start}{text}{end}{tail}")
}

#[test]
fn the_page_lists_what_settings_say_is_not_certain() {
    let declared = sections::settings()
        .iter()
        .filter(|s| !s.uncertain.is_empty())
        .map(|s| (s.key.to_string(), one_line(s.uncertain)));
    let known = Key::all()
        .iter()
        .filter(|k| sections::setting(k.key.as_str()).is_none() && !k.uncertain().is_empty())
        .map(|k| (k.key.to_string(), k.uncertain().to_owned()));
    let written = fs::read_to_string(page()).unwrap();
    let made = with(&written, "settings", &table(declared));
    let made = with(&made, "known", &table(known));
    let expected = Data::read_from(&page(), None).raw();
    Assert::new().action_env("SNAPSHOTS").eq(made, expected);
}

/// All source text, with sentences that go on in the next line put together.
fn sources(folder: &Path, out: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else {
            let text = fs::read_to_string(&path).unwrap().replace("\\\n", " ");
            out.push_str(&one_line(&text));
            out.push('\n');
        }
    }
}

#[test]
fn the_page_quotes_the_program() {
    let mut program = String::new();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    sources(&src, &mut program);
    let page = fs::read_to_string(page()).unwrap();
    let (_, tables) = page.split_once("## Answers that are neither").unwrap();
    let cells = tables.lines().filter(|line| line.starts_with("| "));
    let quotes: Vec<&str> = cells
        .flat_map(|line| line.split('*').skip(1).step_by(2))
        .collect();
    assert!(quotes.len() > 20, "{quotes:?}");
    for quote in quotes {
        assert!(program.contains(quote), "the program does not say: {quote}");
    }
}
