//! Domain list files: one domain a line, `#` comments.

/// The longest line that can be a domain, in bytes: 253 characters of up to four bytes, and room
/// for spellings that shrink when they are compared.
const LONGEST: usize = 2_048;

/// A line that says something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListLine<'a> {
    /// First byte of the entry in the file.
    pub start: u32,
    /// First byte after it.
    pub end: u32,
    /// The entry without spaces around it; nothing if it is so long that it can't be a domain, and
    /// then `start..end` covers only its beginning.
    pub text: Option<&'a str>,
}

/// The entries of a list file in order. Blank lines, comments, a byte order mark and either kind
/// of line break are left out.
pub fn parse_list(text: &str) -> impl Iterator<Item = ListLine<'_>> {
    let mut next = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = next;
        next += line.len();
        entry(start, line)
    })
}

fn entry(start: usize, line: &str) -> Option<ListLine<'_>> {
    let blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    let said = line.split_once('#').map_or(line, |(said, _)| said);
    let begun = said.trim_start_matches(blank);
    let start = start + said.len() - begun.len();
    let text = begun.trim_end_matches(blank);
    if text.is_empty() {
        return None;
    }
    let (length, text) = if text.len() > LONGEST {
        (text.floor_char_boundary(60), None)
    } else {
        (text.len(), Some(text))
    };
    Some(ListLine {
        start: offset(start),
        end: offset(start + length),
        text,
    })
}

/// Files are far smaller than 4 GB when they get here.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_where_they_stand() {
        let text =
            "\u{feff}# threats\r\n  bücher.example \t# why\r\n\r\nb.com#x\n#\n \nlast.example";
        let lines: Vec<_> = parse_list(text).collect();
        let said: Vec<_> = lines.iter().filter_map(|line| line.text).collect();
        assert_eq!(said, ["bücher.example", "b.com", "last.example"]);
        for line in lines {
            let span = &text[line.start as usize..line.end as usize];
            assert_eq!(Some(span), line.text);
        }
    }

    #[test]
    fn a_line_that_is_too_long_is_never_taken_for_its_beginning() {
        let text = format!("{}\n{}ok.example", "ü".repeat(LONGEST), " ".repeat(LONGEST));
        let lines: Vec<_> = parse_list(&text).collect();
        assert_eq!((lines[0].start, lines[0].end, lines[0].text), (0, 60, None));
        assert_eq!(lines[1].text, Some("ok.example"));
        assert_eq!(lines.len(), 2);
    }
}
