//! The settings that change, as text.

use std::fmt::Write as _;

use super::page::{Block, Line, Place, Shared};
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
        let by_lines = self.by_lines();
        let mut out = format!("{head}   {counted}{by_lines}\n");
        for shared in &page.shared {
            out.push_str(&self.shared(shared));
        }
        for block in &page.blocks {
            out.push_str(&self.block(block));
        }
        if page.omitted > 0 {
            let _ = writeln!(out, "  {}", self.more(page.omitted, "setting"));
        }
        out
    }

    /// `, from 1 line`; `, 37 of them from 1 line` where other settings change too.
    fn by_lines(&self) -> String {
        let page = self.page;
        let lines = words::count(page.lines, "line");
        match page.by_lines {
            few if few <= page.lines => String::new(),
            all if all == page.settings => format!(", from {lines}"),
            some => format!(", {} of them from {lines}", words::thousands(some)),
        }
    }

    /// Lists and others with their lines, then what changes by these.
    fn shared(&self, shared: &Shared) -> String {
        let mut out = String::new();
        for holding in &shared.holders {
            let name = self.terminal.paint(style::CODE, &self.shown(&holding.name));
            let _ = writeln!(out, "  {name}");
            for line in &holding.lines {
                out.push_str(&self.entry(line));
            }
            if holding.omitted > 0 {
                let _ = writeln!(out, "    {}", self.more(holding.omitted, "line"));
            }
        }
        if shared.omitted > 0 {
            let _ = writeln!(out, "  {}", self.more(shared.omitted, "line"));
        }
        for block in &shared.blocks {
            out.push_str(&self.by_them(block));
        }
        out
    }

    /// `37 × external_access.allowed_domains     2 domains fewer in each`
    fn by_them(&self, block: &Block) -> String {
        let address = self.terminal.paint(style::CODE, &self.address(block));
        let mut out = left_right(2, &address, &self.values(block), self.terminal);
        let mut about = Vec::new();
        if block.wider {
            about.push(self.terminal.paint(style::WARNING, "opens wider"));
        }
        let from: Vec<String> = block.from.iter().map(|f| self.shown(f)).collect();
        if !from.is_empty() {
            about.push(format!("by {}", words::and(&from)));
        }
        if !about.is_empty() {
            let about = about.join(&format!(" {} ", dot(self.terminal)));
            out.push_str(&hanging("    ", &about, self.terminal));
        }
        if block.count > 1 && !self.page.names_tenants() {
            out.push_str(&self.names(block));
        }
        out
    }

    fn address(&self, block: &Block) -> String {
        let whose = match block.tenants.as_slice() {
            [tenant] if block.count == 1 => format!("{}.", self.shown(tenant)),
            _ => format!(
                "{} {} ",
                words::thousands(block.count),
                if self.terminal.unicode { "×" } else { "x" }
            ),
        };
        format!("{whose}{}", self.shown(&block.setting))
    }

    fn values(&self, block: &Block) -> String {
        let values: Vec<String> = block.values.iter().map(|v| self.shown(v)).collect();
        values.join(&format!(" {} ", arrow(self.terminal)))
    }

    fn names(&self, block: &Block) -> String {
        let mut names: Vec<String> = block.tenants.iter().map(|t| self.shown(t)).collect();
        let more = block.count.saturating_sub(names.len());
        if more > 0 {
            names.push(format!(
                "{} {} more",
                self.terminal.ellipsis(),
                words::thousands(more)
            ));
        }
        hanging("    in ", &names.join(", "), self.terminal)
    }

    fn block(&self, block: &Block) -> String {
        let (mark, paint) = match block.action {
            JsonAction::Create => ("+", style::ADDED),
            JsonAction::Update => ("~", style::NOTE),
            JsonAction::Delete => ("-", style::REMOVED),
            JsonAction::Forget => (".", style::PATH),
        };
        let address = self.terminal.paint(style::CODE, &self.address(block));
        let mark = self.terminal.paint(paint, mark);
        let values = self.values(block);
        let mut out = left_right(2, &format!("{mark} {address}"), &values, self.terminal);
        let mut title = self.shown(&block.title);
        if block.wider {
            let wider = self.terminal.paint(style::WARNING, "opens wider");
            title = [title, wider].join(&format!(" {} ", dot(self.terminal)));
        }
        let place = place(block.place.as_ref(), self.terminal);
        out.push_str(&left_right(4, &title, &place, self.terminal));
        if block.count > 1 {
            out.push_str(&self.names(block));
        }
        out.push_str(&notes_line(8, &block.notes, self.terminal));
        if !block.from.is_empty() {
            let from: Vec<String> = block.from.iter().map(|f| self.shown(f)).collect();
            let from = format!("also by the lines of {} above", words::and(&from));
            out.push_str(&hanging("    ", &from, self.terminal));
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
        let (mark, paint) = match (line.changed, line.added) {
            (true, _) => ("~", style::NOTE),
            (false, true) => ("+", style::ADDED),
            (false, false) => ("-", style::REMOVED),
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
    let text = place.map(|p| {
        let gone = if p.removed { " (removed)" } else { "" };
        format!("{}:{}{gone}", shown(&p.file, TEXT, terminal), p.line)
    });
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
