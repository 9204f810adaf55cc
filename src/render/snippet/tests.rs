use snapbox::{IntoData, assert_data_eq, str};

use super::*;
use crate::diagnostics::{DUPLICATE_NAME, SYNTAX};
use crate::render::layout::width;
use crate::render::testing::{PLAIN, file, place};
use crate::text::Span;

const ASCII: Terminal = Terminal {
    unicode: false,
    ..PLAIN
};
const COLOUR: Terminal = Terminal {
    colour: true,
    ..PLAIN
};

/// The frame around the only place where the words stand in a file of that text.
fn frame(text: &str, words: &str, label: &str, terminal: Terminal) -> String {
    let mut sources = Sources::new();
    let id = sources.add("a.guestlist.yaml", text.to_owned());
    let span = place(&sources, id, words);
    let finding = Finding::new(&SYNTAX, "").at(span, label);
    frames(&finding, &sources, &terminal)
}

fn frame_at(text: &str, start: usize, end: usize, label: &str) -> String {
    let mut sources = Sources::new();
    let id = sources.add("a.guestlist.yaml", text.to_owned());
    let at = |byte: usize| u32::try_from(byte).unwrap();
    let finding = Finding::new(&SYNTAX, "").at(Span::new(id, at(start), at(end)), label);
    frames(&finding, &sources, &PLAIN)
}

#[test]
fn no_place_no_frame() {
    let finding = Finding::new(&SYNTAX, "the state is damaged");
    assert_eq!(frames(&finding, &Sources::new(), &PLAIN), "");
}

#[test]
fn unicode_and_ascii() {
    let text = "tenants:\n  contoso: 1\n";
    let label = "expected settings";
    assert_data_eq!(
        frame(text, "1", label, PLAIN),
        str![[r#"
   ╭─[a.guestlist.yaml:2:12]
 1 │ tenants:
 2 │   contoso: 1
   ·            ┬
   ·            ╰── expected settings
   ╰────

"#]]
    );
    assert_data_eq!(
        frame(text, "contoso", label, ASCII),
        str![[r#"
   ,-[a.guestlist.yaml:2:3]
 1 | tenants:
 2 |   contoso: 1
   :   ^^^|^^^
   :      `-- expected settings
   `----

"#]]
    );
    assert_data_eq!(
        frame(text, "tenants", "", PLAIN),
        str![[r#"
   ╭─[a.guestlist.yaml:1:1]
 1 │ tenants:
   · ───────
   ╰────

"#]]
    );
}

#[test]
fn colours_show_nothing_else_than_the_plain_frame() {
    let text = "tenants:\n  contoso: 1\n";
    let coloured = frame(text, "1", "expected settings", COLOUR);
    let plain = frame(text, "1", "expected settings", PLAIN);
    assert!(coloured.contains("\u{1b}[31m"), "{coloured:?}");
    let stripped = anstream::adapter::strip_str(&coloured).to_string();
    assert_eq!(stripped, plain);
    assert!(!plain.contains('\u{1b}'));
}

#[test]
fn both_places_of_one_file_share_a_frame_when_near() {
    let mut sources = Sources::new();
    let text = "tenants:\n  contoso:\n    domains: [a.com]\n  contoso :\n    domains: []\n";
    let id = sources.add("tenants.guestlist.yaml", text.to_owned());
    let finding = Finding::new(&DUPLICATE_NAME, "")
        .at(place(&sources, id, "contoso "), "defined again")
        .related(place(&sources, id, "contoso:"), "defined here first");
    assert_data_eq!(
        frames(&finding, &sources, &PLAIN),
        str![[r#"
   ╭─[tenants.guestlist.yaml:4:3]
 1 │ tenants:
 2 │   contoso:
   ·   ────┬───
   ·       ╰── defined here first
 3 │     domains: [a.com]
 4 │   contoso :
   ·   ────┬───
   ·       ╰── defined again
   ╰────

"#]]
    );
}

#[test]
fn two_places_of_one_line_share_a_frame_and_overlapping_ones_do_not() {
    let mut sources = Sources::new();
    let id = sources.add("a.yaml", "x: [one.com, two.com]\n".to_owned());
    let both = Finding::new(&DUPLICATE_NAME, "")
        .at(place(&sources, id, "two.com"), "again")
        .related(place(&sources, id, "one.com"), "first");
    assert_data_eq!(
        frames(&both, &sources, &PLAIN),
        str![[r#"
   ╭─[a.yaml:1:14]
 1 │ x: [one.com, two.com]
   ·     ───┬───  ───┬───
   ·        │        ╰── again
   ·        ╰── first
   ╰────

"#]]
    );
    let nested = Finding::new(&DUPLICATE_NAME, "")
        .at(place(&sources, id, "two.com"), "again")
        .related(place(&sources, id, "[one.com, two.com]"), "list");
    assert_data_eq!(
        frames(&nested, &sources, &PLAIN),
        str![[r#"
   ╭─[a.yaml:1:14]
 1 │ x: [one.com, two.com]
   ·              ───┬───
   ·                 ╰── again
   ╰────
   ╭─[a.yaml:1:4]
 1 │ x: [one.com, two.com]
   ·    ─────────┬────────
   ·             ╰── list
   ╰────

"#]]
    );
}

#[test]
fn places_far_apart_or_in_two_files_have_frames_of_their_own() {
    let mut sources = Sources::new();
    let one = file(&mut sources, "one.guestlist.yaml", 7, "  contoso: {}\n");
    let two = file(&mut sources, "two.guestlist.yaml", 120, "  contoso: {}\n");
    let finding = Finding::new(&DUPLICATE_NAME, "")
        .at(place(&sources, two, "contoso"), "defined again")
        .related(place(&sources, one, "contoso"), "defined here first");
    assert_data_eq!(
        frames(&finding, &sources, &PLAIN),
        str![[r#"
     ╭─[two.guestlist.yaml:120:3]
 120 │   contoso: {}
     ·   ───┬───
     ·      ╰── defined again
     ╰────
   ╭─[one.guestlist.yaml:7:3]
 7 │   contoso: {}
   ·   ───┬───
   ·      ╰── defined here first
   ╰────

"#]]
    );
}

#[test]
fn many_places_are_counted() {
    let mut sources = Sources::new();
    let text = "x\n".repeat(200);
    let id = sources.add("a.yaml", text);
    let span = |at: u32| Span::new(id, at * 20, at * 20 + 1);
    let mut finding = Finding::new(&DUPLICATE_NAME, "").at(span(0), "");
    for at in 1..20 {
        finding = finding.related(span(at), "");
    }
    let shown = frames(&finding, &sources, &PLAIN);
    assert_eq!(shown.matches("a.yaml:").count(), 1 + MOST_RELATED);
    assert!(shown.ends_with("    … 14 more places\n"));
}

#[test]
fn hostile_characters_are_written_out_and_the_mark_stays() {
    let text = "a: \"\u{1b}[2Jx\u{202e}\" # \u{7}\nkey: \"\u{9b}31m\" bad\n";
    assert_data_eq!(
        frame(text, "bad", "a\u{1b}\u{202e}b", PLAIN),
        str![[r#"
   ╭─[a.guestlist.yaml:2:13]
 1 │ a: "\u{1b}[2Jx\u{202e}" # \u{7}
 2 │ key: "\u{9b}31m" bad
   ·                  ─┬─
   ·                   ╰── a\u{1b}\u{202e}b
   ╰────

"#]]
        .raw()
    );
}

#[test]
fn tabs_and_wide_characters_do_not_move_the_mark() {
    assert_data_eq!(
        frame("a:\n\tb: 1\n", "b", "here", PLAIN),
        str![[r#"
   ╭─[a.guestlist.yaml:2:2]
 1 │ a:
 2 │     b: 1
   ·     ┬
   ·     ╰── here
   ╰────

"#]]
    );
    assert_data_eq!(
        frame("名前: 日本 x 語\n", "x", "here", PLAIN),
        str![[r#"
   ╭─[a.guestlist.yaml:1:8]
 1 │ 名前: 日本 x 語
   ·            ┬
   ·            ╰── here
   ╰────

"#]]
    );
    assert_data_eq!(
        frame("名前: 日本\n", "日本", "here", PLAIN),
        str![[r#"
   ╭─[a.guestlist.yaml:1:5]
 1 │ 名前: 日本
   ·       ──┬─
   ·         ╰── here
   ╰────

"#]]
    );
}

#[test]
fn line_breaks_and_a_byte_order_mark_are_not_shown() {
    let plain = frame("a:\n  b: 1\n", "1", "here", PLAIN);
    let crlf = frame("\u{feff}a:\r\n  b: 1\r\n", "1", "here", PLAIN);
    assert_eq!(plain, crlf);
    let first = frame("\u{feff}a:\r\n", "a", "here", PLAIN);
    assert_data_eq!(
        first.clone(),
        str![[r#"
   ╭─[a.guestlist.yaml:1:1]
 1 │ a:
   · ┬
   · ╰── here
   ╰────

"#]]
    );
    assert_eq!(frame_at("\u{feff}a:\r\n", 0, 4, "here"), first);
}

#[test]
fn a_place_after_the_last_character_is_marked() {
    assert_data_eq!(
        frame_at("a: [1", 5, 5, "expected ]"),
        str![[r#"
   ╭─[a.guestlist.yaml:1:6]
 1 │ a: [1
   ·      ┬
   ·      ╰── expected ]
   ╰────

"#]]
    );
    assert_data_eq!(
        frame_at("", 0, 0, "empty"),
        str![[r#"
   ╭─[a.guestlist.yaml:1:1]
 1 │
   · ┬
   · ╰── empty
   ╰────

"#]]
    );
    assert_data_eq!(
        frame_at("a:\n\n", 3, 4, "expected a value"),
        str![[r#"
   ╭─[a.guestlist.yaml:2:1]
 1 │ a:
 2 │
   · ┬
   · ╰── expected a value
   ╰────

"#]]
    );
    // A span that is no place of the file can't come from a parser; it must not panic all the same.
    assert!(frame_at("a: é", 900, 90_000, "x").contains("a: é"));
    assert!(frame_at("a: é", 4, 2, "x").contains("a: é"));
}

#[test]
fn a_place_of_several_lines_is_marked_on_its_first() {
    assert_data_eq!(
        frame_at("a:\n  b: 1  \n  c: 2\n", 5, 19, "here"),
        str![[r#"
   ╭─[a.guestlist.yaml:2:3]
 1 │ a:
 2 │   b: 1
   ·   ──┬─
   ·     ╰── here
   ╰────

"#]]
    );
}

#[test]
fn long_lines_are_cut_around_the_mark() {
    let text = format!(
        "- {}\n- {} target, {}\n",
        "x".repeat(200_000),
        "y".repeat(100_000),
        "z".repeat(100_000)
    );
    for width in [60, 80, 120] {
        for unicode in [true, false] {
            let terminal = Terminal {
                width,
                unicode,
                colour: false,
            };
            let shown = frame(
                &text,
                "target",
                "this entry is not a domain name at all",
                terminal,
            );
            assert_fits(&shown, width);
            assert!(shown.contains("target"), "{shown}");
        }
    }
    let terminal = Terminal { width: 60, ..PLAIN };
    let shown = frame(
        &text,
        "target",
        "this entry is not a domain name at all",
        terminal,
    );
    assert_data_eq!(
        shown,
        str![[r#"
   ╭─[a.guestlist.yaml:2:100004]
 1 │ - xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
 2 │ …yyyyyyyyyyyyyyyyyyyyyyyyy target, zzzzzzzzzzzzzzzzzzz…
   ·                            ───┬──
   ·                               ╰─┤ this entry is not a
   ·                                 │ domain name at all
   ╰────

"#]]
    );
}

#[test]
fn every_mark_of_a_long_line_fits() {
    let pieces = ["ab ", "日本", "\u{202e}", "\t", "e\u{301}", "- x: \"y\", "];
    let line: String = (0..120).map(|n| pieces[n * 7 % pieces.len()]).collect();
    let text = format!("{line}\nsecond: {line}\n");
    let stops: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    for (n, start) in stops.iter().enumerate().step_by(3) {
        for length in [0, 1, 9, 200] {
            let end = stops.get(n + length).copied().unwrap_or(text.len());
            let shown = frame_at(&text, *start, end, "words that stand beside the mark");
            assert_fits(&shown, 80);
            assert!(shown.contains('╰'), "{shown}");
        }
    }
}

#[test]
fn characters_without_width_do_not_add_up() {
    let text = format!("a: b{} c\n", "\u{301}".repeat(1_000_000));
    let shown = frame(&text, "c", "here", PLAIN);
    assert!(shown.len() < 3_000, "{}", shown.len());
}

#[test]
fn marks_with_much_in_between_do_not_share_a_frame() {
    let text = format!("a{}b\n", "\u{301}".repeat(1_000_000));
    let mut sources = Sources::new();
    let id = sources.add("a.yaml", text);
    let finding = Finding::new(&DUPLICATE_NAME, "")
        .at(place(&sources, id, "b"), "again")
        .related(place(&sources, id, "a"), "first");
    let shown = frames(&finding, &sources, &PLAIN);
    assert_eq!(shown.matches("a.yaml:1:").count(), 2);
}

fn assert_fits(shown: &str, columns: usize) {
    for line in shown.lines() {
        assert!(width(line) <= columns, "wider than {columns}: {line}");
    }
}
