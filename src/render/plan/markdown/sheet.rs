//! A comment that never grows longer than a forge takes.

use crate::text::words;

/// Characters that a comment on GitHub holds; counted in bytes, which are never fewer.
pub(in crate::render) const MOST: usize = 65_536;
/// Room kept for the last lines.
const ENDING: usize = 4_000;

/// A comment as it grows.
pub(in crate::render) struct Sheet {
    text: String,
    left_out: Vec<String>,
}

impl Sheet {
    pub(in crate::render) fn new() -> Self {
        Self {
            text: String::new(),
            left_out: Vec::new(),
        }
    }

    /// Adds a part that is short, and an empty line.
    pub(in crate::render) fn add(&mut self, part: &str) {
        if !part.is_empty() && self.text.len() + part.len() + 2 <= MOST - ENDING {
            self.text.push_str(part);
            self.text.push_str("\n\n");
        }
    }

    /// Adds as many parts as fit into `room` bytes, framed, each on a line; the rest is counted. A
    /// part says how many things it shows.
    pub(in crate::render) fn list(
        &mut self,
        frame: [&str; 2],
        parts: impl IntoIterator<Item = (usize, String)>,
        room: usize,
        one: &str,
    ) {
        let room = room.min((MOST - ENDING).saturating_sub(self.text.len()));
        let mut out = frame[0].to_owned();
        if !out.is_empty() {
            out.push('\n');
        }
        let (mut shown, mut left) = (0, 0);
        for (things, part) in parts {
            // After the first that does not fit none is shown: what is left out is the least important.
            if left == 0 && out.len() + part.len() + frame[1].len() + 3 <= room {
                out.push_str(&part);
                out.push('\n');
                shown += 1;
            } else {
                left += things;
            }
        }
        if shown > 0 {
            out.push_str(frame[1]);
            out.push_str(if frame[1].is_empty() { "\n" } else { "\n\n" });
            self.text.push_str(&out);
        }
        self.leave_out(left, one);
    }

    /// Counts what is not shown.
    pub(in crate::render) fn leave_out(&mut self, number: usize, one: &str) {
        if number > 0 {
            self.left_out.push(words::count(number, one));
        }
    }

    /// Counts what is not shown, by a name that has no plural.
    pub(in crate::render) fn leave_out_of(&mut self, number: usize, name: &str) {
        if number > 0 {
            let number = words::thousands(number);
            self.left_out.push(format!("{number} more {name}"));
        }
    }

    /// The whole, with the ending and what was left out.
    pub(in crate::render) fn finish(mut self, ending: &str, all: &str) -> String {
        if !self.left_out.is_empty() {
            let left = words::and(&self.left_out);
            self.text.push_str(&format!(
                "<p>Left out, so that this stays a comment: {left}. {all}</p>\n\n"
            ));
        }
        if self.text.len() + ending.len() < MOST {
            self.text.push_str(ending);
        }
        format!("{}\n", self.text.trim_end())
    }
}
