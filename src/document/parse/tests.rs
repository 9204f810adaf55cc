use std::fmt::Write as _;

use proptest::prelude::*;

use super::super::{Entry, Node};
use super::*;
use crate::diagnostics::Findings;

const FILE: FileId = FileId(0);

/// `1:4 [marked] message | label` for each finding.
fn told(text: &str, findings: &Findings) -> Vec<String> {
    let mut sources = crate::text::Sources::new();
    let _ = sources.add("a.guestlist.yaml", text.to_owned());
    let line = |finding: &Finding| {
        let Some(label) = &finding.place else {
            return finding.message.clone();
        };
        let at = sources.location(label.span);
        let marked = sources.text(label.span);
        format!(
            "{}:{} [{marked}] {} | {}",
            at.line, at.column, finding.message, label.text
        )
    };
    findings.items().iter().map(line).collect()
}

fn faults(text: &str) -> (bool, Vec<String>) {
    let mut findings = Findings::new();
    let tree = parse(FILE, text, &mut findings).is_some();
    (tree, told(text, &findings))
}

fn refused(text: &str) -> String {
    let (tree, faults) = faults(text);
    assert!(!tree, "{text:?} was read");
    assert!(!faults.is_empty(), "{text:?} was refused without a word");
    faults.join("\n")
}

fn tree(text: &str) -> Node<'_> {
    let mut findings = Findings::new();
    let tree = parse(FILE, text, &mut findings);
    assert_eq!(told(text, &findings), [""; 0]);
    tree.unwrap()
}

/// Every node with the text its place covers.
fn outline(node: &Node<'_>, text: &str) -> String {
    let covered = |span: Span| &text[span.start as usize..span.end as usize];
    let mut out = match &node.kind {
        Kind::Null => format!("null<{}>", covered(node.span)),
        Kind::Bool(on) => format!("{on}<{}>", covered(node.span)),
        Kind::Number(number) => format!("{number}<{}>", covered(node.span)),
        Kind::Text(value) => format!("{value:?}<{}>", covered(node.span)),
        Kind::Seq(items) => {
            let items: Vec<_> = items.iter().map(|item| outline(item, text)).collect();
            format!("[{}]<{}>", items.join(" "), covered(node.span))
        }
        Kind::Map(map) => {
            let entry = |e: &Entry<'_>| {
                format!(
                    "{}<{}>:{}",
                    e.key.text,
                    covered(e.key.span),
                    outline(&e.value, text)
                )
            };
            let entries: Vec<_> = map.entries().iter().map(entry).collect();
            format!("{{{}}}<{}>", entries.join(" "), covered(node.span))
        }
    };
    out = out.replace('\n', "\\n");
    out
}

#[test]
fn every_key_and_value_has_its_place() {
    let text = "a: 1\nb:\n  - x\n  - 'y' # c\n# comment\n\nc: {d: [true, ~]}\ne:\nf: |\n  t\n\n";
    assert_eq!(
        outline(&tree(text), text),
        "{a<a>:1<1> b<b>:[\"x\"<x> \"y\"<'y'>]<- x\\n  - 'y'> \
         c<c>:{d<d>:[true<true> null<~>]<[true, ~]>}<{d: [true, ~]}> e<e>:null<e> \
         f<f>:\"t\\n\"<t>}<a: 1\\nb:\\n  - x\\n  - 'y' # c\\n# comment\\n\\nc: {d: [true, ~]}\\ne:\\nf: |\\n  t>"
    );
}

#[test]
fn places_are_right_behind_a_byte_order_mark_and_wide_characters() {
    let text = "\u{feff}größe: 'ü'\r\nname: 日本\r\nname: x\r\n";
    let (tree, faults) = faults(text);
    assert!(tree);
    assert_eq!(
        faults,
        ["3:1 [name] \"name\" stands twice in one block | again here"]
    );
    let mut findings = Findings::new();
    let tree = parse(FILE, text, &mut findings).unwrap();
    assert_eq!(tree.get("name").unwrap().as_text(), Some("日本"));
    assert_eq!(tree.get("größe").unwrap().as_text(), Some("ü"));
}

#[test]
fn the_label_of_a_block_is_its_first_line() {
    let text = "a:\n  - b: 1\n    c: 2\n  - d\ne: [1,\n 2]\n";
    let tree = tree(text);
    let label = |key| {
        let span = tree.get(key).unwrap().label_span();
        &text[span.start as usize..span.end as usize]
    };
    assert_eq!((label("a"), label("e")), ("b", "[1,\n 2]"));
}

#[test]
fn keys_are_text_as_they_are_written() {
    let text = "12: a\n0x1f: b\ntrue: c\nnull: d\n~: e\n'': f\n1.50: g\n";
    let tree = tree(text);
    let Kind::Map(map) = &tree.kind else { panic!() };
    let keys: Vec<_> = map.entries().iter().map(|e| e.key.text.as_ref()).collect();
    assert_eq!(keys, ["12", "0x1f", "true", "null", "~", "", "1.50"]);
}

#[test]
fn a_file_without_content_is_an_empty_map() {
    for text in [
        "",
        "\n",
        "# nothing\n",
        "---\n# nothing\n",
        "\u{feff}",
        "...\n",
        "---\n...\n",
    ] {
        let tree = tree(text);
        assert!(
            matches!(&tree.kind, Kind::Map(map) if map.entries().is_empty()),
            "{text:?}"
        );
    }
    assert!(refused("- a\n").starts_with("1:3 [a] the file holds a list"));
    assert!(refused("a\n").starts_with("1:1 [a] the file holds a single value"));
    assert!(refused("~\n").starts_with("1:1 [~] the file holds a single value"));
}

#[test]
fn aliases_stand_for_what_is_anchored() {
    let text = "a: &x {b: &y 1}\nc: *x\nd: [*y, *x]\n";
    let tree = tree(text);
    assert_eq!(tree.get("c"), tree.get("a"));
    assert_eq!(tree.at(&["d", "0"]), tree.at(&["a", "b"]));
    assert_eq!(tree.at(&["d", "1", "b"]), tree.at(&["a", "b"]));
    assert_eq!(tree.at(&["d", "2"]), None);
}

#[test]
fn duplicate_keys_are_named_with_both_places_and_the_first_counts() {
    let text = "a: 1\nb: {x: 1, x: 2}\na: 3\n'a': 4\n";
    let mut findings = Findings::new();
    let tree = parse(FILE, text, &mut findings).unwrap();
    assert_eq!(
        told(text, &findings),
        [
            "2:11 [x] \"x\" stands twice in one block | again here",
            "3:1 [a] \"a\" stands twice in one block | again here",
            "4:1 ['a'] \"a\" stands twice in one block | again here",
        ]
    );
    let first: Vec<_> = findings
        .items()
        .iter()
        .map(|f| f.related[0].span.start)
        .collect();
    assert_eq!(first, [9, 0, 0]);
    assert_eq!(outline(tree.get("a").unwrap(), text), "1<1>");
}

#[test]
fn what_readers_of_yaml_disagree_about_is_refused_by_name() {
    for (text, fault) in [
        (
            "a: 1\n---\nb: 2\n",
            "2:1 [---] a second document starts in this file | one document a file",
        ),
        (
            "a: 1\n...\nb: 2\n",
            "3:1 [] a second document starts in this file | one document a file",
        ),
        (
            "a: !!str 1\n",
            "1:4 [!!str] the tag !!str is not read | a tag",
        ),
        (
            "a: !foo {b: 1}\n",
            "1:4 [!foo] the tag !foo is not read | a tag",
        ),
        ("a: ! x\n", "1:4 [!] the tag ! is not read | a tag"),
        (
            "a: !e!foo x\n",
            "1:4 [!e!foo] a word that starts with ! is a tag in YAML, and tags are not read | a tag",
        ),
        (
            "a: &a {x: 1}\nb:\n  <<: *a\n",
            "3:3 [<<] the merge key << is not read | a merge key",
        ),
        (
            "? [a]\n: 1\n",
            "1:3 [[a]] a list or a block can't be a key | a key is text",
        ),
        (
            "? {a: 1}\n",
            "1:3 [{a: 1}] a list or a block can't be a key | a key is text",
        ),
        (
            ": x\n",
            "1:1 [:] a value without a key | the key before the colon is missing",
        ),
        (
            "{: x}\n",
            "1:2 [:] a value without a key | the key before the colon is missing",
        ),
        (
            "a: &x 1\n*x : 2\n",
            "2:1 [*x] an alias can't be a key | an alias",
        ),
        (
            "a: &x [*x]\n",
            "1:8 [*x] an alias inside the value that it stands for | would contain itself",
        ),
        (
            "a: *x\n",
            "1:4 [*x] *x is an alias in YAML, and nothing has that name | text that starts with * needs quotes",
        ),
        (
            "a:\n  - *.example.com\n",
            "2:5 [*.example.com] *.example.com without quotes is an alias in YAML, not a domain | a domain such as fabrikam.com",
        ),
        (
            "a: *\n",
            "1:4 [*] text can't start with * in YAML | needs quotes",
        ),
        (
            "a: @x.com\n",
            "1:4 [@x.com] @x.com is not a domain | a domain such as fabrikam.com",
        ),
        (
            "a: `x`\n",
            "1:4 [`x`] text can't start with ` in YAML | needs quotes",
        ),
        (
            "a: %x\n",
            "1:4 [%x] text can't start with % in YAML | needs quotes",
        ),
        (
            "%YAML 1.1\n---\na: 1\n",
            "1:1 [%YAML] a line that starts with % is a directive | not read",
        ),
        (
            "a: b\u{7}c\n",
            "1:5 [\u{7}] the control character U+0007 in the file | U+0007 stands here",
        ),
        (
            "a: \u{1b}[31m\n",
            "1:4 [\u{1b}] the control character U+001B in the file | U+001B stands here",
        ),
        (
            "a: \u{0}\n",
            "1:4 [\u{0}] the control character U+0000 in the file | U+0000 stands here",
        ),
        (
            "a: \"x\u{1}\"\n",
            "1:6 [\u{1}] the control character U+0001 in the file | U+0001 stands here",
        ),
        ("a:\n\tb: 1\n", "2:1 [\t] a tab as indentation | a tab"),
        ("a: 1\n\tb: 2\n", "2:1 [\t] a tab as indentation | a tab"),
        (
            "a:\n  - 1\n\t- 2\n",
            "3:1 [\t] a tab as indentation | a tab",
        ),
    ] {
        assert_eq!(refused(text), fault, "{text:?}");
    }
}

#[test]
fn several_refusals_are_told_in_one_run() {
    let faults = refused("a: !x 1\nb:\n  <<: 1\n  c: *none\n*none : 2\nd: !y 2\nd: 3\n");
    assert_eq!(faults.lines().count(), 6, "{faults}");
}

#[test]
fn mistakes_of_yaml_are_explained_where_they_are() {
    for (text, fault) in [
        (
            "a: b: c\n",
            "1:5 [:] a colon that does not fit here | a second key: value in one place",
        ),
        (
            "a: 1\n b: 2\n",
            "2:3 [:] a colon that does not fit here | a second key: value in one place",
        ),
        (
            "a: 1\nb\nc: 2\n",
            "2:1 [b] a line without a colon where a key is due | a key needs \": \" behind it",
        ),
        (
            "a: - b\n",
            "1:4 [-] an entry of a list that does not fit here | a dash here",
        ),
        (
            "a: {b: 1]\n",
            "1:4 [{b:] a bracket is closed by one of another kind | opened here",
        ),
        (
            "a: [b]]\n",
            "1:7 []] a closing bracket too many | nothing is open here",
        ),
        (
            "a: 'x'y\n",
            "1:7 [y] text goes on behind the closing quote | nothing may follow the quote",
        ),
        (
            "a: 'x\n",
            "1:4 ['x] a quote is not closed on its line | the quote opened here",
        ),
        (
            "a: \"x\nb: 1\n",
            "1:4 [\"x] a quote is not closed on its line | the quote opened here",
        ),
        (
            "a: \"x\nb: \"y\"\n",
            "1:4 [\"x] a quote is not closed on its line | the quote opened here",
        ),
        (
            "a: ['x\n",
            "1:5 ['x] a quote is not closed | the quote opened here",
        ),
        (
            "a: [b, 'it''s]\nc: 'd'\ne: f\n",
            "1:8 ['it''s] a quote is not closed on its line | the quote opened here",
        ),
        (
            "- a\nb: 1\n",
            "2:1 [b:] the indentation does not fit the lines above | this line",
        ),
        (
            "a: 1 #c\n b\n",
            "1:6 [#c] a comment inside text that goes on after it | the text goes on below",
        ),
    ] {
        assert_eq!(refused(text), fault, "{text:?}");
    }
    // Whatever else is wrong has words as well.
    for text in [
        "a: [1, 2\nb: 3\n",
        "a: \"x\nb: 3",
        "a: \"\\q\"\n",
        "a: |x\n",
        "a: {",
        "a: '",
        "a: &\n",
    ] {
        assert!(!refused(text).is_empty());
    }
}

#[test]
fn bounds_hold_on_hostile_files() {
    let deep = |n: usize| format!("a: {}{}\n", "[".repeat(n), "]".repeat(n));
    assert!(parse(FILE, &deep(DEPTH - 1), &mut Findings::new()).is_some());
    assert!(refused(&deep(DEPTH)).contains("nested deeper than 128 levels"));
    assert!(refused(&deep(100_000)).contains("nested deeper than 128 levels"));
    assert!(refused(&"[".repeat(100_000)).contains("nested deeper"));
    assert!(refused(&"{a: ".repeat(100_000)).contains("nested deeper"));
    assert!(refused(&"- ".repeat(100_000)).contains("nested deeper"));
    assert!(refused(&"? ".repeat(100_000)).contains("nested deeper"));
    let mut levels = String::new();
    for level in 0..5_000 {
        let _ = writeln!(levels, "{}a:", " ".repeat(level));
    }
    assert!(refused(&levels).contains("nested deeper"));
}

#[test]
fn aliases_can_not_blow_a_file_up() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let uses = vec![format!("*a{}", level - 1); 10].join(", ");
        let _ = writeln!(bomb, "a{level}: &a{level} [{uses}]");
    }
    assert!(refused(&bomb).contains("aliases make more than 1,000,000 values"));

    // Text that is copied counts by its length.
    let mut long = format!("a: &a \"\\x41{}\"\nb:\n", "x".repeat(1_000_000));
    long.push_str(&"  - *a\n".repeat(1_000));
    assert!(refused(&long).contains("aliases make more than"));

    // Depth counts through aliases.
    let mut chain = String::from("a0: &a0 [x]\n");
    for level in 1..200 {
        let _ = writeln!(chain, "a{level}: &a{level} [*a{}]", level - 1);
    }
    assert!(refused(&chain).contains("nested deeper than 128 levels"));
}

#[test]
fn a_million_keys_are_read_and_repeats_are_counted() {
    let mut text = String::new();
    for n in 0..300_000 {
        let _ = writeln!(text, "k{n}: 1");
    }
    let keys = tree(&text);
    assert!(keys.get("k299999").is_some() && keys.get("k300000").is_none());

    let text = "k: 1\n".repeat(100_001);
    let mut findings = Findings::new();
    assert!(parse(FILE, &text, &mut findings).is_some());
    assert_eq!(findings.items().len() + findings.omitted(), 100_000);
    assert_eq!(findings.items().len(), 100);
}

#[test]
fn a_long_key_is_refused() {
    let text = format!("? {}\n: 1\n", "k".repeat(5_000));
    assert!(refused(&text).contains("a key of more than 1,024 characters"));
}

/// All places lie in the text, on its characters, and children lie in their parents unless they
/// come from elsewhere.
fn check_places(node: &Node<'_>, text: &str) {
    let covered = |span: Span| text.get(span.start as usize..span.end as usize);
    assert!(covered(node.span).is_some(), "{:?} in {text:?}", node.span);
    assert!(covered(node.label_span()).is_some());
    match &node.kind {
        Kind::Seq(items) => items.iter().for_each(|item| check_places(item, text)),
        Kind::Map(map) => {
            for entry in map.entries() {
                assert!(covered(entry.key.span).is_some());
                assert_eq!(map.get(&entry.key.text), Some(entry));
                check_places(&entry.value, text);
            }
        }
        _ => {}
    }
}

fn holds(text: &str) {
    let mut findings = Findings::new();
    let tree = parse(FILE, text, &mut findings);
    for finding in findings.items() {
        let labels = finding.place.iter().chain(&finding.related);
        for span in labels.map(|label| label.span) {
            assert!(
                text.get(span.start as usize..span.end as usize).is_some(),
                "{finding:?} {text:?}"
            );
        }
    }
    match tree {
        Some(tree) => check_places(&tree, text),
        None => assert!(findings.has_error(), "refused without a word: {text:?}"),
    }
}

const VALID: &str = "\u{feff}version: 1\nlists:\n  r: &r\n    - a.com\n    - {domain: b.com, reason: \"x: y\"}\n  \
    s: *r\ntenants:\n  contoso:\n    domains: [contoso.com, 日本.jp]\n    x: |\n      text\n    \
    enabled: true\n    'n': 0x1f\n    empty:\n";

#[test]
fn a_block_of_nothing_but_a_wide_space_has_its_place() {
    holds("a: |\n  \u{85}\n");
    holds("|\n\u{85}");
    holds("a: |\n\n\nb: >\n");
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in "(?s).{0,200}") {
        holds(&text);
    }

    #[test]
    fn text_of_yaml_pieces_never_panics(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "a", "b: ", ": ", "- ", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ", ", "? ", "&x ", "*x",
                "'", "\"", "|\n", ">-\n", "#", "---\n", "...\n", "!t ", "<<", "\t", "%", "@", "\\", "\u{7}",
                "é", "日", "\u{feff}", "\r\n", "\r", "~", "1", "\u{85}", "\u{2028}",
            ]),
            0..40,
        )
    ) {
        holds(&pieces.concat());
    }

    #[test]
    fn changed_files_never_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), "(?s).{0,3}", 0..4_usize), 1..6)
    ) {
        let mut characters: Vec<String> = VALID.chars().map(String::from).collect();
        for (at, put, removed) in changes {
            let at = at.index(characters.len());
            let end = (at + removed).min(characters.len());
            characters.splice(at..end, [put]);
        }
        holds(&characters.concat());
    }
}
