//! §1 Names and YAML 1.2.

use super::{assert_says, assert_valid, contoso, error, errors, validate};
use crate::support::Workspace;

#[test]
fn reserved_words_are_no_names() {
    for word in [
        "lists",
        "partners",
        "baselines",
        "tests",
        "rules",
        "tenants",
        "anyone",
        "consumer",
        "all",
        "none",
        "unknown",
        "yes",
        "no",
        "on",
        "off",
        "true",
        "false",
        "null",
    ] {
        for (section, body) in [
            ("tenants", "{}"),
            ("partners", "{ domains: [a.com] }"),
            ("lists", "[a.com]"),
            ("baselines", "{}"),
        ] {
            for name in [word.to_owned(), format!("\"{word}\"")] {
                let w = Workspace::of(&format!("version: 1\n{section}:\n  {name}: {body}\n"));
                assert_eq!(
                    errors(&w),
                    ["invalid-name"],
                    "{section} {name}: {}",
                    validate(&w)
                );
            }
        }
    }
}

#[test]
fn names_have_their_form() {
    for name in [
        "Contoso", "9lives", "_x", "-x", "a.b", "a b", "ä", "\"\"", "a/b",
    ] {
        let w = Workspace::of(&format!("version: 1\ntenants:\n  {name}: {{}}\n"));
        assert_eq!(errors(&w), ["invalid-name"], "{name}: {}", validate(&w));
    }
    for name in ["a", "a9", "a_b-c", "contoso-nl_2"] {
        assert_valid(&Workspace::of(&format!(
            "version: 1\ntenants:\n  {name}: {{}}\n"
        )));
    }
}

#[test]
fn no_and_on_are_text() {
    let w = Workspace::of("version: 1\ntenants:\n  a: { display_name: no, tags: [on, yes] }\n");
    assert_valid(&w);
    for word in ["yes", "no", "on", "off", "True", "TRUE"] {
        let w = contoso(&format!("enabled: {word}"));
        let rules = errors(&w);
        // YAML 1.2's core schema reads True and TRUE as well.
        if word.eq_ignore_ascii_case("true") {
            assert!(rules.is_empty() || rules == ["wrong-type"], "{word}");
        } else {
            assert_eq!(rules, ["wrong-type"], "{word}");
        }
    }
}

#[test]
fn anchors_and_aliases_work_and_bombs_do_not() {
    let w = Workspace::of(
        "version: 1\nlists:\n  one: &one [a.com, b.com]\n  two: *one\ntenants:\n  a: { external_access: &e { blocked_domains: *one } }\n  b: { external_access: *e }\n",
    );
    assert_valid(&w);
    let mut bomb = "version: 1\nlists:\n  l0: &l0 [a.com, a.com, a.com, a.com, a.com, a.com, a.com, a.com, a.com, a.com]\n".to_owned();
    for n in 1..12 {
        let aliases = vec![format!("*l{}", n - 1); 10].join(", ");
        bomb.push_str(&format!("  l{n}: &l{n} [{aliases}]\n"));
    }
    let w = Workspace::of(&bomb);
    let rules = errors(&w);
    assert!(
        rules.iter().any(|r| r == "too-large" || r == "syntax"),
        "{rules:?}"
    );
}

#[test]
fn merge_keys_second_documents_and_tags_are_refused_by_name() {
    for (text, word) in [
        (
            "version: 1\nbaselines:\n  a: &a {}\n  b: { <<: *a }\n",
            "<<",
        ),
        ("version: 1\n---\nversion: 1\n", "document"),
        ("version: 1\nlists: { a: !!set { a.com } }\n", "!!set"),
        ("version: 1\nlists: { a: [!domain a.com] }\n", "!domain"),
        ("version: !!int 1\n", "!!int"),
    ] {
        let w = Workspace::of(text);
        let (code, document) = w.json(&["validate"]);
        assert_eq!(code, 1, "{text}");
        let first = &document["findings"][0];
        assert_says(
            &format!("{} {} {}", first["message"], first["detail"], first["help"]),
            &[word],
        );
        assert!(first["location"]["line"].is_u64(), "{document}");
    }
    // One document with its marks is one document.
    assert_valid(&Workspace::of("---\nversion: 1\n...\n"));
    assert_valid(&Workspace::of("---\nversion: 1\n"));
    assert_valid(&Workspace::of("\u{feff}version: 1\n"));
}

#[test]
fn capabilities_takes_the_year_quoted_or_not() {
    for year in ["2021", "2019", "\"2021\"", "'2019'"] {
        assert_valid(&Workspace::of(&format!(
            "version: 1\ncapabilities: {year}\n"
        )));
    }
    for wrong in ["2020", "\"2020\"", "latest", "2021.0", "[2021]", "true"] {
        let w = Workspace::of(&format!("version: 1\ncapabilities: {wrong}\n"));
        assert_eq!(errors(&w).len(), 1, "{wrong}: {}", validate(&w));
    }
}

#[test]
fn expect_takes_words_and_switches() {
    for word in [
        "yes",
        "no",
        "unknown",
        "\"yes\"",
        "'no'",
        "\"unknown\"",
        "true",
        "false",
    ] {
        let w = Workspace::of(&format!(
            "version: 1\ntenants: {{ contoso: {{ domains: [contoso.com] }} }}\ntests:\n  t:\n    \
             - {{ from: fabrikam.com, can: chat, to: contoso, expect: {word} }}\n"
        ));
        assert_valid(&w);
    }
    let w = Workspace::of(
        "version: 1\ntenants: { contoso: { domains: [contoso.com] } }\ntests:\n  t:\n    \
         - { from: fabrikam.com, can: chat, to: contoso, expect: maybe }\n",
    );
    error(&w, "invalid-value");
}

#[test]
fn hostile_files_are_refused_with_a_message() {
    let deep = format!("version: 1\nlists: {}", "[".repeat(100_000));
    let keys: String = (0..200_000).map(|n| format!("k{n}: 1\n")).collect();
    for (what, bytes) in [
        ("deep", deep.into_bytes()),
        ("keys", format!("version: 1\n{keys}").into_bytes()),
        ("binary", vec![0, 159, 146, 150, 255, 0, 1]),
        (
            "utf-16",
            "version: 1\n"
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect(),
        ),
        (
            "control",
            b"version: 1\nlists: { a: [\x1b[31mx.com] }\n".to_vec(),
        ),
        ("tab", b"version: 1\nlists:\n\ta: [x.com]\n".to_vec()),
        ("scalar", b"just text\n".to_vec()),
        ("sequence", b"- a\n- b\n".to_vec()),
        ("number keys", b"version: 1\ntenants: { 5: {} }\n".to_vec()),
        ("list keys", b"version: 1\ntenants: { [a]: {} }\n".to_vec()),
    ] {
        let w = Workspace::of("");
        std::fs::write(w.path().join("guestlist.yaml"), bytes).unwrap();
        let run = w.run(&["validate"]);
        assert_eq!(run.code, 1, "{what}: {}{}", run.out, run.err);
        assert!(run.out.contains("error:"), "{what}: {}{}", run.out, run.err);
        assert!(
            !run.out.contains('\u{1b}') && !run.err.contains("panicked"),
            "{what}"
        );
    }
}
