//! Findings as people read them: with the marked place for whoever mends a file, or in a few lines
//! for whoever reviews a plan.

use std::fmt::Write;

use crate::diagnostics::{Acceptance, Finding, Fix, Severity};
use crate::render::layout::{hanging, hanging_in, left_right, legible, shown, width};
use crate::render::terminal::style;
use crate::render::{Symbol, Terminal, snippet};
use crate::text::words::thousands;
use crate::text::{Sources, Span};

/// Findings that are shown, at most; the rest is counted.
pub const MOST: usize = 100;
/// Characters shown of a text that may hold text from files.
const TEXT_MOST: usize = 1_000;
/// Lines shown of a text to copy.
const CODE_LINES: usize = 40;
/// Columns between the text to copy and what it does.
const CODE_GAP: usize = 4;
/// Columns between the columns of a small table.
const ROW_GAP: usize = 3;
/// Where the text of `fix`, `why` and the rest begins.
const INDENT: usize = 7;
/// A sentence that starts so stands on a line of its own.
const ALSO: &str = "Also, ";

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingStyle {
    /// With the marked place in a frame, the fixes, the reason and the rule.
    Validate,
    /// In the few lines that a plan has room for.
    Plan,
}

/// The findings in their order, a blank line between them, at most [`MOST`] of them (errors before
/// others); the last line counts those that are left out, `omitted` ones included. Empty if there is
/// nothing to show.
#[must_use]
pub fn human(
    findings: &[Finding],
    omitted: usize,
    sources: &Sources,
    terminal: &Terminal,
    style: FindingStyle,
) -> String {
    let errors = findings.iter().filter(|f| f.severity == Severity::Error);
    let mut room_for_others = MOST - errors.count().min(MOST);
    let mut room = MOST;
    let mut blocks = Vec::new();
    for finding in findings {
        let room = if finding.severity == Severity::Error {
            &mut room
        } else {
            &mut room_for_others
        };
        if *room > 0 {
            *room -= 1;
            blocks.push(human_one(finding, sources, terminal, style));
        }
    }
    let more = findings.len() - blocks.len() + omitted;
    if more > 0 {
        blocks.push(format!(
            "{} and {} more\n",
            terminal.ellipsis(),
            thousands(more)
        ));
    }
    blocks.join("\n")
}

/// One finding. Ends in a line break.
#[must_use]
pub fn human_one(
    finding: &Finding,
    sources: &Sources,
    terminal: &Terminal,
    style: FindingStyle,
) -> String {
    let page = Page {
        finding,
        sources,
        terminal,
    };
    match (style, &finding.accepted) {
        (FindingStyle::Plan, _) => page.plan(),
        (FindingStyle::Validate, None) => page.validate(),
        (FindingStyle::Validate, Some(acceptance)) => page.accepted(acceptance),
    }
}

struct Page<'a> {
    finding: &'a Finding,
    sources: &'a Sources,
    terminal: &'a Terminal,
}

impl Page<'_> {
    fn validate(&self) -> String {
        let mut out = self.header();
        out.push_str(&snippet::frames(self.finding, self.sources, self.terminal));
        for (at, fix) in self.finding.fixes.iter().enumerate() {
            let name = if at == 0 { "  fix" } else { "   or" };
            out.push_str(&self.fix(name, fix));
        }
        let (also, why): (Vec<&String>, Vec<&String>) = self
            .finding
            .detail
            .iter()
            .partition(|text| text.starts_with(ALSO));
        if !why.is_empty() {
            out.push_str(&self.named("  why", &self.sentences(&why)));
        }
        for text in also {
            let text = self.told(text.strip_prefix(ALSO).unwrap_or(text));
            out.push_str(&self.named("  also", &text));
        }
        let command = format!("guestlist rules {}", self.finding.rule.id);
        let command = self.terminal.paint(style::PATH, &command);
        let _ = writeln!(out, "{:INDENT$}{command}", "");
        out
    }

    /// Accepted ones stay visible but out of the way.
    fn accepted(&self, acceptance: &Acceptance) -> String {
        let place = self.place_and_rule(2);
        format!("{}{place}{}", self.header(), self.acceptance(2, acceptance))
    }

    fn plan(&self) -> String {
        let symbol = self.terminal.symbol(Symbol::from(self.finding.severity));
        let message = self.told(&self.finding.message);
        let mut out = hanging_in(
            style::HEADING,
            &format!("{symbol} "),
            &message,
            self.terminal,
        );
        out.push_str(&self.place_and_rule(4));
        if self.finding.stood {
            out.push_str(&hanging("    ", Finding::STOOD, self.terminal));
        }
        if let Some(acceptance) = &self.finding.accepted {
            out.push_str(&self.acceptance(4, acceptance));
            return out;
        }
        for label in self.finding.related.iter().filter(|l| l.span.is_earlier()) {
            let place = self.terminal.paint(style::PATH, &self.place(label.span));
            out.push_str(&left_right(
                4,
                &place,
                &self.told(&label.text),
                self.terminal,
            ));
        }
        out.push_str(&self.rows());
        let details: Vec<&String> = self.finding.detail.iter().collect();
        if !details.is_empty() {
            out.push_str(&hanging("    ", &self.sentences(&details), self.terminal));
        }
        let column = self.lead_in_width();
        for fix in &self.finding.fixes {
            out.push_str(&self.plan_fix(fix, column));
        }
        out
    }

    /// `    SharePoint   9 tenants   files can still be shared with tailspintoys.com`
    fn rows(&self) -> String {
        let rows = &self.finding.rows;
        let widest = |at: usize| rows.iter().map(|row| width(&self.text(&row[at]))).max();
        let columns = [0, 1].map(|at| widest(at).unwrap_or(0) + ROW_GAP);
        let row = |row: &[String; 3]| {
            let [first, second, third] = row.each_ref().map(|text| self.text(text));
            let pad = |text: &str, at: usize| {
                let space = columns[at].saturating_sub(width(text));
                format!("{text}{:space$}", "")
            };
            let head = format!("    {}{}", pad(&first, 0), pad(&second, 1));
            hanging(&head, &third, self.terminal)
        };
        rows.iter().map(row).collect()
    }

    /// `error: an empty list could mean "everybody" or "nobody"`
    fn header(&self) -> String {
        let severity = self.finding.severity;
        let weight = format!("{severity}:");
        let style = Terminal::severity_style(severity);
        let first = format!("{} ", self.terminal.paint(style, &weight));
        let message = self.told(&self.finding.message);
        hanging_in(style::HEADING, &first, &message, self.terminal)
    }

    /// The place, or what it is about, and the rule at the right edge.
    fn place_and_rule(&self, indent: usize) -> String {
        let about = || self.finding.address.as_deref().map(|a| self.text(a));
        let place = self.finding.place.as_ref().map(|l| self.place(l.span));
        let left = place.or_else(about).unwrap_or_default();
        let paint = |text: &str| self.terminal.paint(style::PATH, text);
        left_right(
            indent,
            &paint(&left),
            &paint(self.finding.rule.id),
            self.terminal,
        )
    }

    fn acceptance(&self, indent: usize, acceptance: &Acceptance) -> String {
        let first = format!("{:indent$}accepted: ", "");
        let text = format!(
            "{} ({})",
            self.text(&acceptance.reason),
            self.place(acceptance.span)
        );
        hanging(&first, &text, self.terminal)
    }

    /// `  fix  allowed_domains: all     everybody, except blocked_domains`
    fn fix(&self, name: &str, fix: &Fix) -> String {
        let text = self.text(&fix.text);
        if fix.code.is_empty() {
            return self.named(name, &text);
        }
        if !is_line(&fix.code) || leads_in(&text) {
            let head = if text.is_empty() {
                format!("{name}\n")
            } else {
                self.named(name, &text)
            };
            return head + &self.code_lines(INDENT + 2, &fix.code);
        }
        let code = self.text(&fix.code);
        let head = format!("{name:<INDENT$}{}", self.code(&code));
        if text.is_empty() {
            return head + "\n";
        }
        let column = self.code_width();
        let space = column.saturating_sub(width(&code)) + CODE_GAP;
        if INDENT + width(&code) + space + CODE_GAP * 5 > self.terminal.columns() {
            let below = hanging(&" ".repeat(INDENT + 2), &text, self.terminal);
            return format!("{head}\n{below}");
        }
        hanging(&format!("{head}{:space$}", ""), &text, self.terminal)
    }

    /// Columns of the widest text to copy that has words beside it.
    fn code_width(&self) -> usize {
        let beside = |f: &&Fix| is_line(&f.code) && !f.text.is_empty() && !leads_in(&f.text);
        let fixes = self.finding.fixes.iter().filter(beside);
        let widths = fixes.map(|f| width(&self.text(&f.code)));
        let most = self.terminal.columns() / 2;
        widths.filter(|w| *w <= most).max().unwrap_or(0)
    }

    /// `To keep it open to all, write        allowed_domains: all`
    fn plan_fix(&self, fix: &Fix, column: usize) -> String {
        let text = self.text(&fix.text);
        if fix.code.is_empty() {
            return hanging("    ", &text, self.terminal);
        }
        if is_line(&fix.code) {
            let code = self.text(&fix.code);
            let painted = self.code(&code);
            if text.is_empty() {
                return format!("    {painted}\n");
            }
            let (left, right, lead) = if leads_in(&text) {
                (text.clone(), painted, column.max(width(&text)))
            } else {
                (painted, text.clone(), width(&code))
            };
            let space = lead - width(&left) + CODE_GAP;
            let line = format!("    {left}{:space$}{right}", "");
            if width(&line) <= self.terminal.columns() {
                return line + "\n";
            }
        }
        let head = hanging("    ", &text, self.terminal);
        let head = if text.is_empty() { String::new() } else { head };
        head + &self.code_lines(6, &fix.code)
    }

    /// Columns of the widest words that lead in to a text beside them.
    fn lead_in_width(&self) -> usize {
        let fits = |f: &&Fix| {
            let both = width(&f.text) + width(&f.code) + CODE_GAP * 2;
            is_line(&f.code) && leads_in(&f.text) && both <= self.terminal.columns()
        };
        let fixes = self.finding.fixes.iter().filter(fits);
        let widths = fixes.map(|f| width(&self.text(&f.text)));
        let most = self.terminal.columns() / 2;
        widths.filter(|w| *w <= most).max().unwrap_or(0)
    }

    /// Lines to copy, as they are: never wrapped.
    fn code_lines(&self, indent: usize, code: &str) -> String {
        let mut out = String::new();
        for line in code.lines().take(CODE_LINES) {
            let _ = writeln!(out, "{:indent$}{}", "", self.code(&self.text(line)));
        }
        if code.lines().nth(CODE_LINES).is_some() {
            let _ = writeln!(out, "{:indent$}{}", "", self.terminal.ellipsis());
        }
        out
    }

    /// `  why  Teams reads an empty list as nobody, …`
    fn named(&self, name: &str, text: &str) -> String {
        hanging(&format!("{name:<INDENT$}"), text, self.terminal)
    }

    fn sentences(&self, details: &[&String]) -> String {
        let texts: Vec<String> = details.iter().map(|text| self.told(text)).collect();
        texts.join(" ")
    }

    /// What is read and not copied.
    fn told(&self, text: &str) -> String {
        legible(text, TEXT_MOST, self.terminal)
    }

    fn text(&self, text: &str) -> String {
        shown(text, TEXT_MOST, self.terminal)
    }

    fn code(&self, code: &str) -> String {
        self.terminal.paint(style::CODE, code)
    }

    fn place(&self, span: Span) -> String {
        let file = self.sources.file(span.file);
        let (line, _) = file.position(span.start);
        let gone = if span.is_earlier() { " (removed)" } else { "" };
        format!("{}:{line}{gone}", self.text(file.path()))
    }
}

/// Whether there is a text to copy that fits into a line of words.
fn is_line(code: &str) -> bool {
    !code.is_empty() && !code.contains('\n')
}

/// Whether the words stand before the text to copy ("To keep it open to all, write") and not after it
/// ("everybody, except blocked_domains").
fn leads_in(text: &str) -> bool {
    text.starts_with("To ") || text.ends_with(':')
}

#[cfg(test)]
mod tests;
