//! Frames with the marked place, drawn by miette over a small excerpt.

use std::fmt;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, SourceCode, SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};

use super::excerpt::{Excerpt, Mark};
use crate::diagnostics::{Finding, Severity};
use crate::render::Terminal;
use crate::text::Sources;

/// Other places of the same matter that are shown, at most.
const MOST_RELATED: usize = 5;

/// Frames around the finding's place and the related ones: places near each other share one. Empty
/// if the finding has no place; ends in a line break otherwise.
#[must_use]
pub fn frames(finding: &Finding, sources: &Sources, terminal: &Terminal) -> String {
    let place = finding.place.iter().map(|label| (label, true));
    let related = finding
        .related
        .iter()
        .take(MOST_RELATED)
        .map(|l| (l, false));
    let mut groups: Vec<Vec<Mark>> = Vec::new();
    for (label, primary) in place.chain(related) {
        let mark = Mark::new(label, primary, sources, terminal);
        let file = sources.file(mark.file);
        let fits = |group: &&mut Vec<Mark>| {
            let mut others = group.iter();
            others.all(|other| mark.fits_beside(other, file, terminal))
        };
        match groups.iter_mut().find(fits) {
            Some(group) => group.push(mark),
            None => groups.push(vec![mark]),
        }
    }
    let mut out = String::new();
    for group in groups {
        let Some(file) = group.first().map(|mark| sources.file(mark.file)) else {
            continue;
        };
        let excerpt = Excerpt::new(group, file, terminal);
        out.push_str(&draw(excerpt, finding.severity, terminal));
    }
    match finding.related.len().saturating_sub(MOST_RELATED) {
        0 => out,
        more => format!("{out}    {} {more} more places\n", terminal.ellipsis()),
    }
}

fn draw(excerpt: Excerpt, severity: Severity, terminal: &Terminal) -> String {
    let theme = theme(&excerpt, severity, terminal);
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(terminal.columns())
        .with_wrap_lines(false)
        .with_links(false)
        // The excerpt holds just the lines to show; it only must be asked for more than the mark.
        .with_context_lines(1)
        .without_syntax_highlighting();
    let mut report = String::new();
    // Writing to a String can't fail, and the excerpt has every span that miette asks for.
    let drawn = handler.render_report(&mut report, &Report(excerpt)).is_ok();
    debug_assert!(drawn, "miette asked for text that is not in the excerpt");
    // The first line is miette's own header, which is empty: the header stands above already.
    let lines = report.lines().skip(1);
    lines.map(|line| format!("{}\n", line.trim_end())).collect()
}

/// miette's characters and the 16 basic colours: the place in its severity's, the others in cyan.
fn theme(excerpt: &Excerpt, severity: Severity, terminal: &Terminal) -> GraphicalTheme {
    let characters = if terminal.unicode {
        ThemeCharacters::unicode()
    } else {
        ThemeCharacters::ascii()
    };
    let mut styles = ThemeStyles::none();
    if terminal.colour {
        styles = ThemeStyles::ansi();
        styles.link = styles.linum;
        let place = match severity {
            Severity::Error => styles.error,
            Severity::Warning => styles.warning,
            Severity::Note => styles.advice,
        };
        // miette hands the styles out in the order of the labels.
        let marks = excerpt.marks.iter();
        styles.highlights = marks
            .map(|m| if m.primary { place } else { styles.help })
            .collect();
    }
    GraphicalTheme { characters, styles }
}

/// An excerpt in the form that miette draws.
#[derive(Debug)]
struct Report(Excerpt);

impl fmt::Display for Report {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Report {}

impl Diagnostic for Report {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.0)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.0.marks.iter().map(|mark| {
            let label = (!mark.label.is_empty()).then(|| mark.label.clone());
            if mark.primary {
                LabeledSpan::new_primary_with_span(label, mark.range.clone())
            } else {
                LabeledSpan::new_with_span(label, mark.range.clone())
            }
        })))
    }
}

impl SourceCode for Excerpt {
    /// Asked without context, miette wants the place to name: it is the one in the file, which the
    /// excerpt, being cut and escaped, would not give.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (data, span, (line, column), count) = if before == 0 && after == 0 {
            let mark = self.marks.iter().find(|m| m.range.start == span.offset());
            let position = mark.map_or((self.first_line, 1), |m| m.position);
            (&[][..], *span, position, 1)
        } else {
            let whole = SourceSpan::from(0..self.text.len());
            let count = self.text.split('\n').count();
            (self.text.as_bytes(), whole, (self.first_line, 1), count)
        };
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            data,
            span,
            line as usize - 1,
            column as usize - 1,
            count,
        )))
    }
}

#[cfg(test)]
mod tests;
