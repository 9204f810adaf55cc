//! What the place of output can show: its width, its characters, its colours.

use anstyle::Style;

use crate::diagnostics::Severity;

/// Styles that are readable on a light and on a dark ground, whatever the theme makes of them.
///
/// Of the 16 basic colours, yellow and cyan vanish on white, and blue on black. Many terminals show
/// bold colours as the bright ones, of which green vanishes on white as well.
pub mod style {
    use anstyle::{AnsiColor, Style};

    /// Errors and failed tests.
    pub const ERROR: Style = AnsiColor::Red.on_default().bold();
    /// Warnings.
    pub const WARNING: Style = AnsiColor::Magenta.on_default().bold();
    /// Notes.
    pub const NOTE: Style = Style::new().bold();
    /// What is good.
    pub const GOOD: Style = AnsiColor::Green.on_default();
    /// What is added.
    pub const ADDED: Style = AnsiColor::Green.on_default();
    /// What is removed.
    pub const REMOVED: Style = AnsiColor::Red.on_default();
    /// Places and names of rules: as other text, for what is dimmed is hard to read on black.
    pub const PATH: Style = Style::new();
    /// Text to copy.
    pub const CODE: Style = Style::new().bold();
    /// First lines and headings.
    pub const HEADING: Style = Style::new().bold();
}

/// The marks at the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Symbol {
    /// Blocks: an error, a failed test, a "no".
    Error,
    /// A warning.
    Warning,
    /// A note.
    Note,
    /// Not known.
    Unknown,
    /// Good: a "yes".
    Good,
}

impl From<Severity> for Symbol {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Note => Self::Note,
        }
    }
}

/// Where the output goes. Who finds out the values is the command line's matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terminal {
    /// Columns, as reported; see [`Terminal::columns`].
    pub width: usize,
    /// Whether it shows more than ASCII.
    pub unicode: bool,
    /// Whether to write colours.
    pub colour: bool,
}

impl Terminal {
    /// Text without colours, as in a file.
    pub const PLAIN: Self = Self {
        width: 80,
        unicode: true,
        colour: false,
    };

    /// Columns to fill: longer lines are hard to read, shorter ones can't hold a place and a rule.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.width.clamp(40, 120)
    }

    /// The text in a style, or as it is without colours.
    #[must_use]
    pub fn paint(&self, style: Style, text: &str) -> String {
        if self.colour && !text.is_empty() {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    /// A mark, one column wide, in its colour.
    #[must_use]
    pub fn symbol(&self, symbol: Symbol) -> String {
        let (unicode, ascii, style) = match symbol {
            Symbol::Error => ("✗", "x", style::ERROR),
            Symbol::Warning => ("▲", "!", style::WARNING),
            Symbol::Note => ("●", "i", style::NOTE),
            Symbol::Unknown => ("?", "?", style::NOTE),
            Symbol::Good => ("✓", "+", style::GOOD),
        };
        self.paint(style, if self.unicode { unicode } else { ascii })
    }

    /// The style of a weight.
    #[must_use]
    pub fn severity_style(severity: Severity) -> Style {
        match severity {
            Severity::Error => style::ERROR,
            Severity::Warning => style::WARNING,
            Severity::Note => style::NOTE,
        }
    }

    /// What stands for text left out.
    #[must_use]
    pub fn ellipsis(&self) -> &'static str {
        if self.unicode { "…" } else { "..." }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Terminal = Terminal {
        width: 80,
        unicode: true,
        colour: false,
    };

    #[test]
    fn writes_colours_only_where_they_show() {
        let colour = Terminal {
            colour: true,
            ..PLAIN
        };
        assert_eq!(PLAIN.paint(style::CODE, "a"), "a");
        assert_eq!(colour.paint(style::CODE, "a"), "\u{1b}[1ma\u{1b}[0m");
        assert_eq!(colour.paint(style::CODE, ""), "");
    }

    #[test]
    fn every_mark_has_an_ascii_form_of_its_own() {
        let ascii = Terminal {
            unicode: false,
            ..PLAIN
        };
        let all = [
            Symbol::Error,
            Symbol::Warning,
            Symbol::Note,
            Symbol::Unknown,
            Symbol::Good,
        ];
        let marks = |t: Terminal| all.map(|s| t.symbol(s)).concat();
        assert_eq!(marks(PLAIN), "✗▲●?✓");
        assert_eq!(marks(ascii), "x!i?+");
    }

    #[test]
    fn very_narrow_and_very_wide_terminals_are_bounded() {
        let columns = |width| Terminal { width, ..PLAIN }.columns();
        assert_eq!(
            [0, 40, 60, 93, 120, 400].map(columns),
            [40, 40, 60, 93, 120, 120]
        );
    }
}
