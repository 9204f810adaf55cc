//! Text from files in pages of other languages. Whatever a name holds, it stays text.

use std::borrow::Cow;

use crate::text::printable;

/// Longest text from a file that is shown whole.
const MOST: usize = 2_000;

fn bounded(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(MOST) {
        None => printable(text),
        Some((end, _)) => Cow::Owned(format!("{}…", printable(&text[..end]))),
    }
}

/// Text of an HTML page, between tags or in a quoted attribute.
pub(super) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in bounded(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Text of a Markdown table: it neither links, mentions, formats nor ends the cell.
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in bounded(text).chars() {
        match c {
            // As HTML entities, which no dialect takes for its own signs, not even where it makes
            // links of bare addresses and mentions of names.
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '(' | ')' | '<' | '>' | '&' | '#' | '~'
            | '@' | '!' | ':' | '$' | '"' | '{' | '}' => {
                out.push_str(&format!("&#{};", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    // A dialect that links bare domains needs the dots that stand between letters.
    out.replace("www.", "www&#46;")
}

/// Text of a quoted label in Mermaid, whose entities are decimal numbers between `#` and `;`.
pub(in crate::render) fn mermaid(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in bounded(text).chars() {
        if c.is_alphanumeric() || matches!(c, ' ' | '.' | ',' | '-' | '_') {
            out.push(c);
        } else {
            out.push_str(&format!("#{};", u32::from(c)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = "</script><img src=x onerror='a'>|[x](http://e)`\"@team\u{202e}\n&";

    #[test]
    fn nothing_of_a_hostile_text_remains_a_sign() {
        let text = html(HOSTILE);
        assert!(
            !text.contains(['<', '>', '"', '\'', '\n', '\u{202e}']),
            "{text}"
        );
        let text = markdown(HOSTILE);
        assert!(
            !text.contains(['|', '[', '(', '<', '`', '@', ':', '\n']),
            "{text}"
        );
        let text = mermaid(HOSTILE);
        assert!(
            !text.contains(['"', '[', '<', '|', '(', '&', '\n']),
            "{text}"
        );
    }

    #[test]
    fn endless_text_is_cut() {
        assert!(html(&"<".repeat(100_000)).len() < 9_000);
    }
}
