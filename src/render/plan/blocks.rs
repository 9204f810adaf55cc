//! The settings that change, as text.

use std::fmt::Write as _;

use super::page::{Block, Line, Place};
use super::show::{TEXT, Told};
use super::{arrow, dot};
use crate::render::Terminal;
use crate::render::json::plan::JsonAction;
use crate::render::layout::{hanging, left_right, shown};
use crate::render::terminal::style;
use crate::text::words;

impl Told<'_> {
    pub(super) fn changes(&self) -> String {
        let page = self.page;
        let head = self.terminal.paint(style::HEADING, "Change");
        let counted = counted(page.settings, page.tenants, page.partners);
        let mut out = format!("{head}   {counted}\n");
        for block in &page.blocks {
            out.push_str(&self.block(block));
        }
        if page.omitted > 0 {
            let _ = writeln!(out, "  {}", self.more(page.omitted, "setting"));
        }
        out
    }

    fn block(&self, block: &Block) -> String {
        let (mark, paint) = match block.action {
            JsonAction::Create => ("+", style::ADDED),
            JsonAction::Update => ("~", style::NOTE),
            JsonAction::Delete => ("-", style::REMOVED),
            JsonAction::Forget => (".", style::PATH),
        };
        let whose = match block.tenants.as_slice() {
            [tenant] if block.count == 1 => format!("{}.", self.shown(tenant)),
            _ => format!(
                "{} {} ",
                words::thousands(block.count),
                if self.terminal.unicode { "×" } else { "x" }
            ),
        };
        let address = format!("{whose}{}", self.shown(&block.setting));
        let address = self.terminal.paint(style::CODE, &address);
        let mark = self.terminal.paint(paint, mark);
        let values: Vec<String> = block.values.iter().map(|v| self.shown(v)).collect();
        let values = values.join(&format!(" {} ", arrow(self.terminal)));
        let mut out = left_right(2, &format!("{mark} {address}"), &values, self.terminal);
        let mut title = self.shown(&block.title);
        if block.wider {
            let wider = self.terminal.paint(style::WARNING, "opens wider");
            title = [title, wider].join(&format!(" {} ", dot(self.terminal)));
        }
        let place = place(block.place.as_ref(), self.terminal);
        out.push_str(&left_right(4, &title, &place, self.terminal));
        if block.count > 1 {
            let mut names: Vec<String> = block.tenants.iter().map(|t| self.shown(t)).collect();
            let more = block.count.saturating_sub(names.len());
            if more > 0 {
                names.push(format!(
                    "{} {} more",
                    self.terminal.ellipsis(),
                    words::thousands(more)
                ));
            }
            out.push_str(&hanging("    in ", &names.join(", "), self.terminal));
        }
        for line in &block.entries {
            out.push_str(&self.entry(line));
        }
        if block.omitted > 0 {
            let _ = writeln!(out, "    {}", self.more(block.omitted, "entry"));
        }
        out
    }

    fn entry(&self, line: &Line) -> String {
        let (mark, paint) = if line.added {
            ("+", style::ADDED)
        } else {
            ("-", style::REMOVED)
        };
        let entry = self
            .terminal
            .paint(paint, &format!("{mark} {}", self.shown(&line.entry)));
        let place = place(line.place.as_ref(), self.terminal);
        let mut out = left_right(4, &entry, &place, self.terminal);
        out.push_str(&notes_line(8, &line.notes, self.terminal));
        out
    }
}

/// `3 settings of 2 tenants and 1 partner`.
#[must_use]
pub fn counted(settings: usize, tenants: usize, partners: usize) -> String {
    let whose = [(tenants, "tenant"), (partners, "partner")];
    let whose = whose.iter().filter(|(number, _)| *number > 0);
    let whose: Vec<String> = whose.map(|(n, one)| words::count(*n, one)).collect();
    format!(
        "{} of {}",
        words::count(settings, "setting"),
        words::and(&whose)
    )
}

/// A place at the right edge.
fn place(place: Option<&Place>, terminal: &Terminal) -> String {
    let text = place.map(|p| format!("{}:{}", shown(&p.file, TEXT, terminal), p.line));
    terminal.paint(style::PATH, &text.unwrap_or_default())
}

/// `Joint launch · SEC-1412 · ann@contoso.com · until 2027-03-31`; nothing without notes.
fn notes_line(indent: usize, notes: &[String], terminal: &Terminal) -> String {
    if notes.is_empty() {
        return String::new();
    }
    let notes: Vec<String> = notes.iter().map(|n| shown(n, TEXT, terminal)).collect();
    let text = notes.join(&format!(" {} ", dot(terminal)));
    hanging(&" ".repeat(indent), &text, terminal)
}
