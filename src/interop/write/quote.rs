//! Texts in PowerShell, so that none can become code.
//!
//! A string is single-quoted, in which PowerShell puts in nothing, and doubled quotes stand for
//! themselves. PowerShell also takes the typographic quotes U+2018 to U+201B as single quotes, and
//! Windows PowerShell reads a file without a byte order mark in the machine's code page; so everything
//! that is not printable ASCII is written as a number, and what is written is ASCII alone.
//!
//! Sources: learn.microsoft.com, "about_Quoting_Rules", "about_Character_Encoding", "about_Comments".

use std::fmt::Write as _;

/// An expression of PowerShell whose value is the text: `'fabrikam.com'`, `('Caf' + [char]0x00E9)`.
///
/// It begins with a string, so that `+` joins texts and never adds numbers.
pub(super) fn string(text: &str) -> String {
    if text.chars().all(is_plain) {
        return quoted(text);
    }
    let mut out = String::from("(");
    let mut plain = String::new();
    let mut first = true;
    for c in text.chars() {
        if is_plain(c) {
            plain.push(c);
            continue;
        }
        if first || !plain.is_empty() {
            join(&mut out, &mut first, &quoted(&plain));
            plain.clear();
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            join(&mut out, &mut first, &format!("[char]0x{unit:04X}"));
        }
    }
    if !plain.is_empty() {
        join(&mut out, &mut first, &quoted(&plain));
    }
    out.push(')');
    out
}

/// A text as the rest of a line after `# `: in one line, without `#` (`#>` would end a comment around
/// it, `# SIG #` would begin a signature), in ASCII.
pub(super) fn comment(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if is_plain(c) && c != '#' => out.push(c),
            // Writing to a string does not fail.
            c => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
        }
    }
    out
}

/// Printable ASCII.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~')
}

/// Printable ASCII in single quotes.
fn quoted(plain: &str) -> String {
    format!("'{}'", plain.replace('\'', "''"))
}

fn join(out: &mut String, first: &mut bool, term: &str) {
    if !std::mem::take(first) {
        out.push_str(" + ");
    }
    out.push_str(term);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{comment, string};
    use crate::interop::raw::Raw;
    use crate::interop::read::{Statement, statements};

    /// What the reader of configurations finds in a block with this expression.
    fn read_back(expression: &str) -> Vec<(String, Raw)> {
        let text = format!(
            "EXORemoteDomain 'x'\n{{\n    Before = {expression}\n    List = @({expression}, \
             'end')\n    After = $True\n}}\n"
        );
        match statements(&text).as_deref() {
            Ok([Statement::Block { raw, .. }]) => raw.members().to_vec(),
            other => panic!("not one block: {other:?}\n{text}"),
        }
    }

    fn is_read_back(text: &str) {
        let list = vec![Raw::Text(text.to_owned()), Raw::Text("end".to_owned())];
        let expected = vec![
            ("Before".to_owned(), Raw::Text(text.to_owned())),
            ("List".to_owned(), Raw::List(list)),
            ("After".to_owned(), Raw::Flag(true)),
        ];
        assert_eq!(read_back(&string(text)), expected, "{}", string(text));
    }

    #[test]
    fn strings_are_spelled() {
        for (text, spelled) in [
            ("", "''"),
            ("fabrikam.com", "'fabrikam.com'"),
            ("it's $(hostname) `n \"x\"", "'it''s $(hostname) `n \"x\"'"),
            (
                "\u{2019}; Remove-Item",
                "('' + [char]0x2019 + '; Remove-Item')",
            ),
            (
                "a\u{201b}\u{2018}b",
                "('a' + [char]0x201B + [char]0x2018 + 'b')",
            ),
            ("\r\n'@", "('' + [char]0x000D + [char]0x000A + '''@')"),
            ("Caf\u{e9}", "('Caf' + [char]0x00E9)"),
            ("\u{1f600}", "('' + [char]0xD83D + [char]0xDE00)"),
        ] {
            assert_eq!(string(text), spelled);
            is_read_back(text);
        }
    }

    #[test]
    fn comments_stay_comments() {
        for (text, spelled) in [
            ("plain, 'quoted' $(x)", "plain, 'quoted' $(x)"),
            ("end #> Remove-Item", "end \\u{23}> Remove-Item"),
            ("a\nb\r\u{2028}c", "a\\u{a}b\\u{d}\\u{2028}c"),
        ] {
            assert_eq!(comment(text), spelled);
        }
    }

    #[test]
    fn only_constants_are_read() {
        for expression in [
            "([char]0x41 + [char]0x42)",
            "('a' + $b)",
            "('a' + [char]0xD83D)",
            "('a' + [char]65)",
            "('a' + [char]0x110000)",
            "('a' -f 'b')",
            "('a' + )",
            "('a' + 'b').Length",
        ] {
            let read = read_back(expression);
            let first = read.first().map(|(_, value)| value);
            assert!(
                matches!(first, Some(Raw::Unresolved(_))),
                "{expression}: {first:?}"
            );
        }
    }

    /// Letters, what means something to PowerShell, what it takes for quotes and dashes, line ends.
    const HOSTILE: &str = r#"([a-z]|['"`$(){}#;@\\ ]|[\u{2018}-\u{201e}\u{2013}-\u{2015}]|[\u{0}-\u{1f}\u{85}\u{2028}]|\PC){0,40}"#;

    proptest! {
        /// No text ends its quotes: what is read back is the text, and all around it is as it was.
        #[test]
        fn any_text_comes_back(text in HOSTILE) {
            let written = string(&text);
            prop_assert!(written.chars().all(|c| matches!(c, ' '..='~')), "{written}");
            is_read_back(&text);
        }

        /// A comment is one line of ASCII and has no end of its own.
        #[test]
        fn any_comment_is_one_line(text in HOSTILE) {
            let written = comment(&text);
            prop_assert!(written.chars().all(|c| matches!(c, ' '..='~') && c != '#'), "{written}");
        }
    }
}
