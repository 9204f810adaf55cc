//! Lines that fit a width: wrapping, two-sided lines, tables.
//!
//! Widths are columns of a terminal. Text given here must be printable; it may hold guestlist's own
//! colours, which have no width.

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use crate::render::Terminal;
use crate::render::domains::readable;
use crate::text::printable;

/// Columns between text and the code or the place beside it, at least.
pub(crate) const GAP: usize = 2;
/// A last column narrower than this goes onto lines of its own.
const NARROW: usize = 20;
/// Longer fragments in quotes are wrapped like other text.
const FRAGMENT: usize = 40;

/// Columns that the text takes; colours take none.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.contains('\u{1b}') {
        anstream::adapter::strip_str(text).map(str::width).sum()
    } else {
        text.width()
    }
}

/// Text from a file, safe to show and not longer than `most` characters.
#[must_use]
pub fn shown(text: &str, most: usize, terminal: &Terminal) -> String {
    match text.char_indices().nth(most) {
        None => printable(text).into_owned(),
        Some((end, _)) => format!("{}{}", printable(&text[..end]), terminal.ellipsis()),
    }
}

/// The same for what is read and not copied: internationalised domains are told in both forms.
#[must_use]
pub fn legible(text: &str, most: usize, terminal: &Terminal) -> String {
    match terminal.unicode {
        true => shown(&readable(text), most, terminal),
        false => shown(text, most, terminal),
    }
}

/// The text in lines of at most `columns`. Words, and short fragments in quotes or backticks, stay
/// whole, so only a word longer than that can be wider. No line holds a line break or ends in blanks.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in fragments(text, columns.min(FRAGMENT)) {
        let wide = width(&word);
        if used > 0 && used + 1 + wide > columns {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        line.push_str(&word);
        used += wide;
    }
    if used > 0 {
        lines.push(line);
    }
    lines
}

/// Words, with those between two quotes or backticks joined up to a width of `most`.
fn fragments(text: &str, most: usize) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut out = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let joined = ['"', '`'].into_iter().find_map(|quote| {
            let open = |w: &str| w.matches(quote).count() % 2 == 1;
            if !open(words[at]) {
                return None;
            }
            // A fragment of that width has fewer words than columns: the search is bounded.
            let mut rest = words[at + 1..].iter().take(most);
            let end = rest.position(|w| open(w))? + at + 1;
            let fragment = words[at..=end].join(" ");
            (width(&fragment) <= most).then_some((fragment, end))
        });
        let (fragment, end) = joined.unwrap_or_else(|| (words[at].to_owned(), at));
        out.push(fragment);
        at = end + 1;
    }
    out
}

/// Wrapped text behind `first`, further lines indented to where the text began. Ends in a line break.
#[must_use]
pub fn hanging(first: &str, text: &str, terminal: &Terminal) -> String {
    hanging_in(Style::new(), first, text, terminal)
}

/// The same with the text in a style; `first` may have one of its own.
#[must_use]
pub fn hanging_in(style: Style, first: &str, text: &str, terminal: &Terminal) -> String {
    let indent = width(first);
    let columns = terminal.columns().saturating_sub(indent).max(NARROW);
    let paint = |line: String| terminal.paint(style, &line);
    let lines: Vec<String> = wrap(text, columns).into_iter().map(paint).collect();
    if lines.is_empty() {
        return format!("{}\n", first.trim_end());
    }
    format!("{first}{}\n", lines.join(&format!("\n{:indent$}", "")))
}

/// `left … right`: text from `indent` on, the place at the right edge; on a line of its own when both
/// don't fit, and each on several when it is too long for one. Both are printable and may be painted.
/// Ends in a line break.
#[must_use]
pub fn left_right(indent: usize, left: &str, right: &str, terminal: &Terminal) -> String {
    let columns = terminal.columns();
    let used = indent + width(left);
    let wide = width(right);
    if used + GAP + wide <= columns && wide > 0 {
        let space = columns - used - wide;
        return format!("{:indent$}{left}{:space$}{right}\n", "", "");
    }
    let mut out = String::new();
    if used <= columns {
        out.push_str(&format!("{:indent$}{left}\n", ""));
    } else {
        let text = left.trim_start();
        let indent = indent + width(left) - width(text);
        let room = columns.saturating_sub(indent).max(NARROW);
        for line in wrap(text, room) {
            out.push_str(&format!("{:indent$}{line}\n", ""));
        }
    }
    if wide == 0 {
        return out;
    }
    let lines = match indent + wide <= columns {
        true => vec![right.to_owned()],
        false => wrap(right, columns.saturating_sub(indent).max(NARROW)),
    };
    for line in lines {
        let below = columns.saturating_sub(width(&line)).max(indent);
        out.push_str(&format!("{:below$}{line}\n", ""));
    }
    out
}

/// Rows in aligned columns; the last column wraps. Cells are printable and may be painted, except the
/// last, which is wrapped and so must be plain. Ends in a line break unless there are no rows.
#[must_use]
pub fn table(indent: usize, rows: &[Vec<String>], terminal: &Terminal) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |at: usize| {
        let cells = rows.iter().filter(|row| at + 1 < row.len());
        cells.map(|row| width(&row[at])).max().unwrap_or(0)
    };
    let columns: Vec<usize> = (0..count).map(widest).collect();
    rows.iter()
        .map(|row| table_row(indent, row, &columns, terminal))
        .collect()
}

fn table_row(indent: usize, row: &[String], columns: &[usize], terminal: &Terminal) -> String {
    let Some((last, cells)) = row.split_last() else {
        return String::from("\n");
    };
    let mut line = " ".repeat(indent);
    for (cell, wide) in cells.iter().zip(columns) {
        line.push_str(cell);
        let space = wide.saturating_sub(width(cell)) + GAP;
        line.push_str(&" ".repeat(space));
    }
    if width(&line) + NARROW <= terminal.columns() {
        return hanging(&line, last, terminal);
    }
    let below = hanging(&" ".repeat(indent + 4), last, terminal);
    format!("{}\n{below}", line.trim_end())
}

#[cfg(test)]
mod tests {
    use snapbox::{assert_data_eq, str};

    use super::*;

    fn terminal(width: usize) -> Terminal {
        Terminal {
            width,
            unicode: true,
            colour: false,
        }
    }

    #[test]
    fn wraps_by_columns_and_keeps_words_whole() {
        assert_eq!(wrap("日本 語の 名前", 9), ["日本 語の", "名前"]);
        assert_eq!(
            wrap("a verylongword  b\n c", 5),
            ["a", "verylongword", "b c"]
        );
        assert!(wrap(" \n", 5).is_empty());
    }

    #[test]
    fn keeps_quoted_code_whole_unless_a_quote_never_closes() {
        assert_eq!(
            wrap("write `allowed_domains: all` here", 24),
            ["write", "`allowed_domains: all`", "here"]
        );
        assert_eq!(wrap("5\" is a b c", 6), ["5\" is", "a b c"]);
        let open = format!("\"{}", "a ".repeat(100_000));
        assert!(wrap(&open, 60).iter().all(|line| width(line) <= 60));
    }

    #[test]
    fn places_stand_at_the_right_edge() {
        let t = terminal(60);
        let text = [
            left_right(2, "a", "b.yaml:1", &t),
            left_right(2, &"a".repeat(49), "b.yaml:1", &t),
            left_right(2, "a", &"p".repeat(70), &t),
            left_right(2, "only", "", &t),
            left_right(2, &"left ".repeat(14), &"right ".repeat(11), &t),
        ]
        .concat();
        assert_data_eq!(
            text,
            str![[r#"
  a                                                 b.yaml:1
  aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
                                                    b.yaml:1
  a
  pppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp
  only
  left left left left left left left left left left left
  left left left
       right right right right right right right right right
                                                 right right

"#]]
        );
    }

    #[test]
    fn tables_align_painted_and_wide_cells() {
        let t = Terminal {
            colour: true,
            ..terminal(60)
        };
        let bold = t.paint(crate::render::terminal::style::CODE, "日本");
        let row = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
        let text = table(
            2,
            &[
                row(&bold, "wide"),
                row("abcdef", &"word ".repeat(12)),
                vec![],
            ],
            &t,
        );
        let plain = anstream::adapter::strip_str(&text).to_string();
        assert_data_eq!(
            plain,
            str![[r#"
  日本    wide
  abcdef  word word word word word word word word word word
          word word


"#]]
        );
    }

    #[test]
    fn hostile_text_is_escaped_and_bounded() {
        let t = terminal(60);
        assert_eq!(shown("a\u{202e}b\nc", 3, &t), "a\\u{202e}b…");
    }
}
