//! Text from files in a comment.
//!
//! The comment is made of HTML blocks, in which Markdown has no meaning; forges look through what is
//! left of the text for mentions, references and addresses, but never into `<code>`. So a word that
//! is more than letters and plain punctuation stands in `<code>`, its signs as entities.

use crate::render::domains::readable;
use crate::text::printable;

/// Characters of a text that may hold text from files.
const TEXT: usize = 300;

/// A name, an entry or a path: always in `<code>`.
pub(in crate::render) fn code(text: &str) -> String {
    format!("<code>{}</code>", entities(&bounded(text)))
}

/// Sentences, in which only words that a forge might obey stand in `<code>`.
pub(in crate::render) fn prose(text: &str) -> String {
    let text = bounded(&readable(text));
    let words = words_of(&text)
        .into_iter()
        .map(|word| match is_plain(word) {
            true => entities(word),
            false => {
                let core = word.trim_end_matches(['.', ',', ';']);
                let (core, rest) = word.split_at(core.len());
                format!("<code>{}</code>{}", entities(core), entities(rest))
            }
        });
    words.collect::<Vec<_>>().join(" ")
}

/// Words; an address such as `sites["Team A"].links` is one.
fn words_of(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(space) = rest.find(' ') {
        let word = rest.find("[\"").filter(|open| *open < space);
        let close = word.and_then(|open| Some(open + rest.get(open..)?.find("\"]")?));
        let end = close.map_or(Some(space), |close| {
            Some(close + rest.get(close..)?.find(' ')?)
        });
        let Some(end) = end else { break };
        words.push(&rest[..end]);
        rest = &rest[end + 1..];
    }
    words.push(rest);
    words
}

/// Lines to copy. An empty line would end the block of HTML, so there is none.
pub(super) fn listing(text: &str) -> String {
    let line = |line: &str| match entities(&bounded(line)) {
        empty if empty.trim().is_empty() => "&#32;".to_owned(),
        line => line,
    };
    let lines: Vec<String> = text.lines().take(20).map(line).collect();
    format!("<pre>{}</pre>", lines.join("\n"))
}

fn bounded(text: &str) -> String {
    match text.char_indices().nth(TEXT) {
        None => printable(text).into_owned(),
        Some((end, _)) => format!("{}…", printable(&text[..end])),
    }
}

/// Every sign that HTML, Markdown or a forge may take for its own, as an entity.
fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        // A colon before a line's number or at the end of a word begins no address and no emoji.
        let ends = letters
            .peek()
            .is_none_or(|next| *next == ' ' || next.is_ascii_digit());
        let is_plain = c.is_alphanumeric() || !c.is_ascii() || " .,-/;_()=".contains(c);
        if is_plain || c == ':' && ends {
            out.push(c);
        } else {
            out.push_str(&format!("&#{};", u32::from(c)));
        }
    }
    out
}

/// Whether no forge takes the word for a mention, a reference, an address or an emoji.
fn is_plain(word: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || ".,;'\"()-…→×’".contains(c);
    let body = word.strip_suffix([':', '!', '?', '%']).unwrap_or(word);
    let lower = word.to_lowercase();
    body.chars().all(inside)
        && !lower.contains("www.")
        && !is_reference(&lower)
        && !lower.split(|c: char| !c.is_alphanumeric()).any(is_commit)
}

/// `gh-12`, a reference to an issue.
fn is_reference(word: &str) -> bool {
    let digits = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    word.split("gh-").skip(1).any(digits)
}

/// What may be the short name of a commit.
fn is_commit(word: &str) -> bool {
    (7..=64).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_a_forge_obeys_stand_in_code() {
        assert_eq!(
            prose("contoso will talk to fabrikam.com."),
            "contoso will talk to fabrikam.com."
        );
        for word in [
            "@team",
            "#12",
            "!3",
            "GH-12",
            "www.evil.example",
            "https://evil.example",
            "a/b",
            "0123abc",
            "ann@contoso.com",
            "<b>",
            "`x`",
            "[x](y)",
            "a|b",
            ":smile:",
            "~label",
            "$1",
            "%1",
            "&1",
        ] {
            let text = prose(&format!("see {word} now"));
            assert!(
                text.starts_with("see <code>") && text.ends_with("</code> now"),
                "{text}"
            );
            let inside = &text["see <code>".len()..text.len() - "</code> now".len()];
            assert!(
                !inside.contains(['<', '>', '@', '|', '`', '[', '"', '\n']),
                "{text}"
            );
        }
    }

    #[test]
    fn an_address_is_one_word() {
        let text = "see a[\"B c d\"].e, and f";
        assert_eq!(
            prose(text),
            "see <code>a&#91;&#34;B c d&#34;&#93;.e</code>, and f"
        );
        // What never ends is no address.
        assert_eq!(prose("a[\"B c"), "<code>a&#91;&#34;B</code> c");
        assert_eq!(
            prose("open a[\"B c\"]"),
            "open <code>a&#91;&#34;B c&#34;&#93;</code>"
        );
    }

    #[test]
    fn a_listing_has_no_empty_line() {
        assert_eq!(listing("a:\n\n  b: |"), "<pre>a:\n&#32;\n  b: &#124;</pre>");
    }
}
