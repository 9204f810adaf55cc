//! Tests that a change takes away.

use std::fmt::Write as _;

use super::show::Told;
use crate::render::layout::{hanging, left_right};
use crate::render::terminal::style;
use crate::text::words;

/// Removed tests on a page.
const REMOVED: usize = 10;

impl Told<'_> {
    /// What is no longer asked, and where it stood.
    pub(super) fn removed_tests(&self) -> String {
        let removed = &self.tests.removed;
        let verb = match removed.len() {
            0 => return String::new(),
            1 => "is",
            _ => "are",
        };
        let head = format!("{} {verb} removed", words::count(removed.len(), "test"));
        let mut out = format!("{}\n", self.terminal.paint(style::HEADING, &head));
        for gone in removed.iter().take(REMOVED) {
            let text = format!("{}: {}", self.shown(&gone.test), self.shown(&gone.asked));
            out.push_str(&hanging("  - ", &text, self.terminal));
            let (file, line) = (self.shown(&gone.location.file), gone.location.line);
            let place = format!("{file}:{line} (removed)");
            let place = self.terminal.paint(style::PATH, &place);
            out.push_str(&left_right(4, &place, "", self.terminal));
        }
        if removed.len() > REMOVED {
            let _ = writeln!(out, "  {}", self.more(removed.len() - REMOVED, "test"));
        }
        out
    }
}
