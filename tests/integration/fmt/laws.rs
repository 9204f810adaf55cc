//! What `fmt` never does, on everything there is and on generated files: change what files mean, lose a
//! comment, or find something to do in what it wrote.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use guestlist::diagnostics::Finding;
use guestlist::plan::{Fingerprints, Selection};
use guestlist::workflow::files::Root;
use guestlist::workflow::format::look;
use guestlist::workflow::init::init;
use guestlist::workflow::load::{Workspace, load};
use proptest::prelude::*;
use proptest::sample::select;

/// What a workspace comes down to: its digest, its lists, and what is wrong with it.
fn meaning(folder: &Path) -> (String, Vec<String>, Vec<String>) {
    let workspace = load(Root::at(folder).unwrap()).unwrap();
    let digest = Fingerprints::of(&workspace.config, &Selection::default()).configuration;
    let lists = workspace.config.lists.iter();
    let lists = lists.map(|(name, list)| {
        let list = &list.domains;
        format!(
            "{name} {:?} {:?} {}",
            list.set(),
            list.notes(),
            list.is_faulty()
        )
    });
    (digest.to_string(), lists.collect(), said(&workspace))
}

/// Findings without their places; how often an entry stands in a list is what may change.
fn said(workspace: &Workspace) -> Vec<String> {
    let findings = workspace.faults.iter().chain(&workspace.notes);
    let said = |f: &Finding| format!("{} {} {:?}", f.rule.id, f.message.to_lowercase(), f.address);
    let said: BTreeSet<String> = findings
        .filter(|f| f.rule.id != "duplicate-entry")
        .map(said)
        .collect();
    said.into_iter().collect()
}

/// Formats a workspace and checks what must hold; how many files were not taken, because guestlist could
/// not read them or change them.
fn check(folder: &Path) -> usize {
    let before = meaning(folder);
    let report = look(Root::at(folder).unwrap(), &[]).unwrap();
    for change in &report.changes {
        report.write(change).unwrap();
    }
    assert_eq!(meaning(folder), before, "{}", folder.display());
    let again = look(Root::at(folder).unwrap(), &[]).unwrap();
    let again: Vec<&str> = again.changes.iter().map(|c| c.after.as_str()).collect();
    assert!(again.is_empty(), "{}", again.concat());
    report.left.len() + report.faults.len()
}

/// The comments of a generated file: each ends in a number of its own.
fn comments<'t>(text: &'t str) -> BTreeSet<&'t str> {
    let comment = |line: &'t str| line.rfind('#').map(|at| line[at..].trim_end());
    let comments = text.lines().filter_map(comment);
    comments
        .filter(|c| c.ends_with(|c: char| c.is_ascii_digit()))
        .collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(path, to).unwrap();
        }
    }
}

fn workspaces(folder: &Path, out: &mut Vec<PathBuf>) {
    if folder.join("guestlist.yaml").is_file() {
        out.push(folder.to_owned());
    }
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            workspaces(&path, out);
        }
    }
}

#[test]
fn examples_and_fixtures_mean_the_same_afterwards() {
    let mut found = Vec::new();
    for folder in ["examples", "tests/fixtures"] {
        workspaces(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
            &mut found,
        );
    }
    assert!(found.len() > 60, "{}", found.len());
    for workspace in found {
        let dir = tempfile::tempdir().unwrap();
        copy(&workspace, dir.path());
        assert_eq!(check(dir.path()), 0, "{}", workspace.display());
    }
}

#[test]
fn examples_and_a_new_workspace_are_in_canonical_form() {
    let new = tempfile::tempdir().unwrap();
    init(new.path(), "{}").unwrap();
    let mut found = vec![new.path().to_owned()];
    workspaces(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("examples"),
        &mut found,
    );
    for workspace in found {
        let report = look(Root::at(&workspace).unwrap(), &[]).unwrap();
        let changes: Vec<_> = report.changes.iter().map(|c| c.path.to_string()).collect();
        assert!(changes.is_empty(), "{}: {changes:?}", workspace.display());
    }
}

const DOMAINS: &[&str] = &[
    "a.example",
    "B.example",
    "b.example.",
    "c.a.example",
    "BÜCHER.example",
    "xn--bcher-kva.example",
    "Größe.example",
    "no domain",
    "d.example",
];
const NAMES: &[&str] = &[
    "partner: p",
    "tenant: t",
    "list: other",
    "list: none",
    "inherited: true",
];
const NOTES: &[&str] = &[
    "",
    "reason: why",
    "reason: '# not a comment'",
    "ticket: T-1, reason: why",
    "expires: 2027-01-31",
    "colour: red",
];

/// What an entry says.
fn entry() -> impl Strategy<Value = (String, &'static str)> {
    let domain = (select(DOMAINS), select(&["", "'", "\""][..]));
    let domain = domain.prop_map(|(domain, quote)| format!("{quote}{domain}{quote}"));
    let named = prop_oneof![
        4 => domain.clone(),
        2 => domain.prop_map(|domain| format!("domain: {domain}")),
        1 => select(NAMES).prop_map(str::to_owned),
    ];
    (named, select(NOTES))
}

/// The lines of an entry behind a dash.
fn lines() -> impl Strategy<Value = String> {
    let comment = select(
        &[
            "",
            "  # above {n}\n",
            "    # deep {n}\n",
            "\n",
            "\n  # group {n}\n\n",
        ][..],
    );
    let behind = select(&["", " # behind {n}", "   "][..]);
    let form = 0_u8..12;
    (entry(), comment, behind, form).prop_map(|((said, note), above, behind, form)| {
        let is_map = said.contains(": ");
        let named = if is_map || note.is_empty() {
            said
        } else {
            format!("domain: {said}")
        };
        let is_map = named.contains(": ");
        let block = |indent: &str| {
            let mut text = named.clone();
            for note in note.split(", ").filter(|note| !note.is_empty()) {
                text.push_str(&format!("{behind}\n{indent}{note}"));
            }
            text
        };
        let body = match form {
            0 | 1 if is_map => format!(
                "  - {{ {named}{}{note} }}",
                if note.is_empty() { "" } else { ", " }
            ),
            2 if is_map => format!("  -\n    # in {{n}}\n    {}", block("    ")),
            3 if is_map => format!("  - {}{behind}\n    # in {{n}}", block("    ")),
            4 if !is_map => format!("  - >-\n    {}", named.trim_matches(['\'', '"'])),
            5 if !is_map => format!("  - &k {named}"),
            6 if !is_map => format!("  - &m {named}"),
            7 => "  - *k".to_owned(),
            8 => "  - { domain: *m, reason: why }".to_owned(),
            _ => format!("  - {}", block("    ")),
        };
        let behind = if body.contains(">-") { "" } else { behind };
        format!("{above}{body}{behind}\n")
    })
}

/// A list between brackets.
fn brackets() -> impl Strategy<Value = String> {
    let between = select(
        &[
            ", ",
            ",",
            ",\n    ",
            ", # c {n}\n    ",
            "\n    ,",
            ",\n\n    # d {n}\n    ",
        ][..],
    );
    let entry = entry().prop_map(|(said, note)| match (said.contains(": "), note) {
        (true, "") => format!("{{ {said} }}"),
        (true, note) => format!("{{ {said}, {note} }}"),
        (false, _) => said,
    });
    let end = select(&["]", " ]", ",]", "\n    ]", ", # e {n}\n    ]"][..]);
    let begin = select(&["[", "[ ", "[\n    "][..]);
    let entries = prop::collection::vec((entry, between), 1..6);
    (begin, entries, end).prop_map(|(begin, entries, end)| {
        let mut text = begin.to_owned();
        for (at, (entry, between)) in entries.iter().enumerate() {
            if at > 0 {
                text.push_str(between);
            }
            text.push_str(entry);
        }
        text + end
    })
}

/// Gives every `{n}` a number of its own.
fn numbered(text: &str) -> String {
    let mut parts = text.split("{n}");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for (number, part) in parts.enumerate() {
        out.push_str(&format!("{number}{part}"));
    }
    out
}

fn yaml() -> impl Strategy<Value = String> {
    let block =
        || prop::collection::vec(lines(), 1..9).prop_map(|lines| format!("\n{}", lines.concat()));
    let ends = select(&["\n", "\r\n"][..]);
    (block(), block(), brackets(), brackets(), ends, any::<bool>()).prop_map(
        |(block, allowed, one, two, line_break, ends_bare)| {
            let text = format!(
                "version: 1\nlists:\n first: [&m Z.example, &k a.example]\n other:{block} more: {one}\n \
                 third:{allowed}  # end\npartners: {{ p: {{ domains: [p.example] }} }}\ntenants:\n t:\n  \
                 domains: [t.example]\n  external_access:\n   blocked_domains: {two}\n   \
                 allowed_domains: [list: third, list: other]",
            );
            let mut text = numbered(&text).replace('\n', line_break);
            if !ends_bare {
                text.push_str(line_break);
            }
            text
        },
    )
}

fn list_file() -> impl Strategy<Value = String> {
    let line = (
        select(&["", "  ", "# above {n}\n", "\n", "# group {n}\n\n"][..]),
        select(&DOMAINS[..7]),
        select(&["", "# x {n}", " \t# y {n}"][..]),
        select(&["\n", "\r\n"][..]),
    );
    let line =
        line.prop_map(|(above, domain, behind, end)| format!("{above}{domain}{behind}{end}"));
    prop::collection::vec(line, 0..12).prop_map(|lines| numbered(&lines.concat()))
}

/// What is put in somewhere; the empty text takes a character out.
const DAMAGE: &[&str] = &[
    "", "", " ", "  ", "\n", "\n\n", "\r", "\t", "#", " # ", "- ", "\n  - ", "&x ", "&n1 ", "*n1",
    "|", ">+\n", "[", "]", "{", "}", ",", ":", ": ", "'", "\"", "? ", "!t ", "\u{feff}", "é",
    "---\n", "~",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn generated_files_mean_the_same_afterwards(text in yaml(), feed in list_file()) {
        let dir = tempfile::tempdir().unwrap();
        let feeds = "lists: { feed: { file: feed.txt } }\n";
        fs::write(dir.path().join("guestlist.yaml"), &text).unwrap();
        fs::write(dir.path().join("feed.guestlist.yaml"), feeds).unwrap();
        fs::write(dir.path().join("feed.txt"), &feed).unwrap();
        prop_assert_eq!(check(dir.path()), 0);
        for (before, file) in [(text, "guestlist.yaml"), (feed, "feed.txt")] {
            let after = fs::read_to_string(dir.path().join(file)).unwrap();
            prop_assert_eq!(comments(&before), comments(&after));
        }
    }

    #[test]
    fn damaged_files_mean_the_same_afterwards(
        text in yaml(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), select(DAMAGE)), 1..5),
    ) {
        let mut text = text;
        for (at, damage) in damage {
            let at = at.index(text.len());
            let at = text.floor_char_boundary(at);
            if damage.is_empty() {
                text.remove(at);
            } else {
                text.insert_str(at, damage);
            }
        }
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("guestlist.yaml"), &text).unwrap();
        check(dir.path());
    }
}
