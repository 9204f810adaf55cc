//! Places (`file:line`) in text for people, as hyperlinks of a terminal (OSC 8).
//!
//! They are put in when the text is laid out and painted already, so that no width counts them. Only
//! names of files that were read become links, and an address holds nothing but letters, digits and
//! `/:-._~%#`: text from files can neither make a link nor break out of one.

use std::collections::HashMap;
use std::path::Path;

use super::review::uri;
use crate::text::printable;

/// Digits of a line or column, at most.
const DIGITS: usize = 10;
/// What ends the address, and the link.
const END: &str = "\u{1b}\\";

/// The files that can be linked to.
#[derive(Debug)]
pub struct Hyperlinks {
    /// The address of the folder that names are relative to, with a `/` at the end.
    folder: String,
    /// Paths below it, by the way they are shown.
    files: HashMap<String, String>,
    /// Bytes of the longest name.
    longest: usize,
    /// Whether the terminal takes `#LINE` behind an address.
    lines: bool,
}

impl Hyperlinks {
    /// Links to these files of a folder on this host; an odd name of a host is left out. Nothing if
    /// the folder's path is not UTF-8.
    #[must_use]
    pub fn new<'n>(
        host: &str,
        folder: &Path,
        names: impl IntoIterator<Item = &'n str>,
        lines: bool,
    ) -> Option<Self> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
        let host = if host.chars().all(is_plain) { host } else { "" };
        let path = folder.to_str()?.replace('\\', "/");
        let path = path.trim_matches('/');
        let space = if path.is_empty() { "" } else { "/" };
        let files: HashMap<String, String> = names
            .into_iter()
            .map(|name| (printable(name).into_owned(), name.to_owned()))
            .collect();
        Some(Self {
            folder: format!("file://{host}/{}{space}", uri(path)),
            longest: files.keys().map(String::len).max().unwrap_or(0),
            files,
            lines,
        })
    }

    /// The text with every place as a link.
    #[must_use]
    pub fn linked(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for line in text.split_inclusive('\n') {
            self.link_line(line, &mut out);
        }
        out
    }

    fn link_line(&self, line: &str, out: &mut String) {
        let mut done = 0;
        for (colon, _) in line.match_indices(':') {
            let number = number(&line[colon + 1..]);
            if colon < done || number.is_empty() {
                continue;
            }
            let Some((length, path)) = self.name_at_the_end(&line[done..colon]) else {
                continue;
            };
            let mut end = colon + 1 + number.len();
            if let Some(rest) = line[end..].strip_prefix(':') {
                let column = self::number(rest);
                end += if column.is_empty() {
                    0
                } else {
                    1 + column.len()
                };
            }
            let start = colon - length;
            // What stood in the file as it was has no line in the file that the link opens.
            let is_gone = line[end..].starts_with(" (removed)");
            let target = match self.lines && !is_gone {
                true => format!("{}{}#{number}", self.folder, uri(path)),
                false => format!("{}{}", self.folder, uri(path)),
            };
            let place = &line[start..end];
            out.push_str(&line[done..start]);
            out.push_str(&format!("\u{1b}]8;;{target}{END}{place}\u{1b}]8;;{END}"));
            done = end;
        }
        out.push_str(&line[done..]);
    }

    /// The longest name of a file that the text ends in: its length and its path.
    fn name_at_the_end(&self, text: &str) -> Option<(usize, &str)> {
        let least = text.len().saturating_sub(self.longest);
        let starts = text.char_indices().map(|(at, _)| at);
        let mut starts = starts.filter(|at| *at >= least && begins_a_word(&text[..*at]));
        starts.find_map(|at| {
            let path = self.files.get(&text[at..])?;
            Some((text.len() - at, path.as_str()))
        })
    }
}

/// The digits that the text begins with; nothing if they are too many for a line.
fn number(text: &str) -> &str {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > DIGITS { "" } else { &text[..digits] }
}

/// Whether a name may begin behind this text: not within another one, but behind a colour.
fn begins_a_word(before: &str) -> bool {
    let Some(last) = before.chars().next_back() else {
        return true;
    };
    let is_inside = |c: char| c.is_alphanumeric() || "/\\._-~".contains(c);
    !is_inside(last) || ends_in_colour(before)
}

fn ends_in_colour(text: &str) -> bool {
    let escape = text.rfind('\u{1b}').map(|at| &text[at + 1..]);
    let codes = escape.and_then(|escape| escape.strip_prefix('[')?.strip_suffix('m'));
    codes.is_some_and(|codes| codes.bytes().all(|b| b.is_ascii_digit() || b == b';'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::layout::width;

    fn links(names: &[&str], lines: bool) -> Hyperlinks {
        let folder = Path::new("/home/ann/our rules");
        Hyperlinks::new("desk-1", folder, names.iter().copied(), lines).unwrap()
    }

    /// With the escape character written out.
    fn linked(links: &Hyperlinks, text: &str) -> String {
        links.linked(text).replace('\u{1b}', "^")
    }

    #[test]
    fn places_are_links_wherever_they_stand() {
        let all = links(&["guestlist.yaml", "a/guestlist.yaml"], false);
        let link = |path: &str, place: &str| {
            let folder = "file://desk-1/home/ann/our%20rules/";
            format!("^]8;;{folder}{path}^\\{place}^]8;;^\\")
        };
        let root = |place: &str| link("guestlist.yaml", place);
        assert_eq!(
            linked(&all, "see guestlist.yaml:3 and (guestlist.yaml:14)\n"),
            format!(
                "see {} and ({})\n",
                root("guestlist.yaml:3"),
                root("guestlist.yaml:14")
            )
        );
        assert_eq!(
            linked(&all, "╭─[guestlist.yaml:5:24]"),
            format!("╭─[{}]", root("guestlist.yaml:5:24"))
        );
        assert_eq!(
            linked(&all, "a/guestlist.yaml:3 (removed)")
                .matches("#3")
                .count(),
            0
        );
        assert_eq!(
            linked(&all, "\u{1b}[2ma/guestlist.yaml:3\u{1b}[0m"),
            format!("^[2m{}^[0m", link("a/guestlist.yaml", "a/guestlist.yaml:3"))
        );
        for other in [
            "b/guestlist.yaml:3",
            "xguestlist.yaml:3",
            "guestlist.yaml: 3",
            "guestlist.yaml",
            "guestlist.yaml:12345678901",
            "contoso.com:443",
        ] {
            assert_eq!(linked(&all, other), other);
        }
    }

    #[test]
    fn a_terminal_that_takes_lines_gets_them() {
        let text = linked(&links(&["a.txt"], true), "a.txt:7:2");
        assert!(text.contains("/a.txt#7^\\a.txt:7:2^"), "{text}");
    }

    #[test]
    fn a_name_can_not_break_out_of_its_link() {
        let name = "x\u{1b}\\\u{7};#%y\n.txt";
        let all = links(&[name], false);
        let shown = format!("{}:1", printable(name));
        let text = all.linked(&shown);
        assert_eq!(text.matches('\u{1b}').count(), 4, "{text:?}");
        assert!(!text.contains('\u{7}') && !text.contains('\n'), "{text:?}");
        assert!(
            text.contains("/x%1B%5C%07%3B%23%25y%0A.txt\u{1b}"),
            "{text:?}"
        );
        let odd = Hyperlinks::new("a\u{1b}\\b", Path::new("/"), ["a"], false).unwrap();
        assert_eq!(linked(&odd, "a:1"), "^]8;;file:///a^\\a:1^]8;;^\\");
    }

    #[test]
    fn a_link_has_no_width() {
        let all = links(&["a.txt"], true);
        let text = "see \u{1b}[2ma.txt:7\u{1b}[0m now";
        assert_eq!(width(&all.linked(text)), width(text));
    }
}
