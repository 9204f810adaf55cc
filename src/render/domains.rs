//! Internationalised domains in sentences: in the letters that people know, and as they are compared.

use std::borrow::Cow;

use crate::model::Domain;

/// How the compared form of an internationalised label begins.
const MARK: &str = "xn--";
/// Behind the name of an owner.
const WHOSE: &str = "'s";
/// In front of a name that is part of an address, a path or code to copy.
const JOINED: [char; 5] = ['[', '/', '"', '`', '_'];

/// The text with every internationalised domain in both forms, `bücher.example
/// (xn--bcher-kva.example)`: letters of different scripts look alike, so the first alone is no proof.
/// Addresses such as `lists.a[xn--bcher-kva.example]` stay as they are.
#[must_use]
pub fn readable(text: &str) -> Cow<'_, str> {
    if !text.contains(MARK) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some(start) = rest.find(is_part) {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        // A wildcard's dot, the end of a sentence.
        let lead = end - rest[..end].trim_start_matches(['.', '-']).len();
        out.push_str(&rest[..lead]);
        let (end, tail) = (end - lead, &rest[lead..]);
        rest = tail;
        let name = rest[..end].trim_end_matches(['.', '-']);
        let after = &rest[name.len()..];
        let mut taken = name.len();
        match in_letters(name, &out) {
            // Both forms in one place are enough for a sentence.
            Some(letters) if out.contains(&format!("({name})")) => out.push_str(&letters),
            Some(letters) if after.starts_with(WHOSE) => {
                out.push_str(&format!("{letters}{WHOSE} ({name})"));
                taken += WHOSE.len();
            }
            Some(letters) => out.push_str(&format!("{letters} ({name})")),
            None => out.push_str(name),
        }
        let end = end.max(taken);
        out.push_str(&rest[taken..end]);
        rest = &rest[end..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// A character of a domain in the compared form.
fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-')
}

/// The name in Unicode, unless it stands right behind that already or in something to copy.
fn in_letters(name: &str, before: &str) -> Option<String> {
    if !name.contains(MARK) || before.ends_with(JOINED) {
        return None;
    }
    let letters = Domain::in_unicode(name)?;
    let is_told = before
        .strip_suffix(" (")
        .is_some_and(|b| b.ends_with(&letters));
    (!is_told).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_told_in_both_forms_once() {
        let both = "bücher.example (xn--bcher-kva.example)";
        assert_eq!(readable("xn--bcher-kva.example"), both);
        assert_eq!(readable(both), both);
        assert_eq!(
            readable("Lose xn--bcher-kva.example, a.com and *.xn--mller-kva.example."),
            format!("Lose {both}, a.com and *.müller.example (xn--mller-kva.example).")
        );
        assert_eq!(
            readable("as xn--bcher-kva.example's guest, if xn--bcher-kva.example's people may"),
            "as bücher.example's (xn--bcher-kva.example) guest, if bücher.example's people may"
        );
    }

    #[test]
    fn addresses_and_what_is_no_domain_stay() {
        for text in [
            "lists.a[xn--bcher-kva.example]",
            "lists/xn--bcher-kva.example.txt",
            "xn--.example",
            "xn--zzzzzz99999",
            "xn---",
            "ü xn-- -",
        ] {
            assert_eq!(readable(text), text);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_and_nothing_in_it_is_lost(text in "[xnü. ()-]{0,12}xn--[a-zü0-9 .(-]{0,20}") {
            let told = readable(&text);
            let mut letters = told.chars();
            assert!(text.chars().all(|c| letters.any(|other| other == c)), "{text}: {told}");
        }
    }
}
