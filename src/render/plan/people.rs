//! Who loses, gains and keeps contact, as text.

use std::fmt::Write as _;

use super::page::Section;
use super::show::Told;
use crate::plan::Group;
use crate::render::layout::{GAP, hanging, width};
use crate::render::terminal::style;
use crate::text::words;

impl Told<'_> {
    /// The sections, and what else there is to know about people.
    pub(super) fn people(&self) -> String {
        let page = self.page;
        let mut out = String::new();
        let both = !page.lose.groups.is_empty() || !page.gain.groups.is_empty();
        for (name, section) in [
            ("Lose", &page.lose),
            ("Gain", &page.gain),
            ("Keep", &page.keep),
        ] {
            if section.groups.is_empty() {
                if both && name != "Keep" {
                    let _ = writeln!(
                        out,
                        "{}   nobody",
                        self.terminal.paint(style::HEADING, name)
                    );
                }
                continue;
            }
            out.push_str(&self.section(name, section));
        }
        if page.untold > 0 {
            let pairs = words::count(page.untold, "more pair");
            let text = format!("{pairs} of organisations change and are not told here.");
            out.push_str(&hanging("", &text, self.terminal));
        }
        for (name, texts) in [
            ("Not touched: ", &page.untouched),
            ("Assumed: ", &page.assumed),
        ] {
            out.push_str(&self.listed(name, texts));
        }
        out
    }

    /// `Assumed: one; another.`
    pub(super) fn listed(&self, name: &str, texts: &[String]) -> String {
        if texts.is_empty() {
            return String::new();
        }
        let texts: Vec<String> = texts.iter().map(|t| self.shown(t)).collect();
        let text = format!("{name}{}.", texts.join("; "));
        hanging("", &text, self.terminal)
    }

    /// Groups under one heading for each thing that is lost or gained.
    fn section(&self, name: &str, section: &Section) -> String {
        let heading = self.terminal.paint(style::HEADING, name);
        let mut out = String::new();
        for groups in section
            .groups
            .chunk_by(|a, b| a.about == b.about && a.tenants.is_empty() == b.tenants.is_empty())
        {
            let about = self.shown(&groups[0].about);
            let by_tenants = groups.iter().all(|group| !group.tenants.is_empty());
            if about.is_empty() && by_tenants {
                let _ = writeln!(out, "{heading}");
                out.push_str(&self.groups(groups));
            } else if about.is_empty() {
                for group in groups {
                    let text = format!("{}, {}", self.who(group), self.shown(&group.what));
                    out.push_str(&hanging(&format!("{heading}   "), &text, self.terminal));
                }
            } else {
                out.push_str(&hanging(&format!("{heading} "), &about, self.terminal));
                out.push_str(&self.groups(groups));
            }
        }
        if section.omitted > 0 {
            let _ = writeln!(out, "  {}", self.more(section.omitted, "group"));
        }
        out
    }

    /// `  - contoso-nl, litware, woodgrove      your own tenants`
    fn groups(&self, groups: &[Group]) -> String {
        let most = self.terminal.columns() / 2 - 4;
        let wides = groups
            .iter()
            .map(|g| width(&self.who(g)))
            .filter(|w| *w <= most);
        let column = wides.max().unwrap_or(0);
        let mut out = String::new();
        for group in groups {
            let (who, what) = (self.who(group), self.what(group));
            let wide = width(&who);
            if what.is_empty() {
                out.push_str(&hanging("  - ", &who, self.terminal));
            } else if wide <= column {
                let space = column - wide + GAP;
                out.push_str(&hanging(
                    &format!("  - {who}{:space$}", ""),
                    &what,
                    self.terminal,
                ));
            } else {
                out.push_str(&hanging("  - ", &format!("{what}: {who}"), self.terminal));
            }
        }
        out
    }

    /// What they are; of many tenants the names first.
    fn what(&self, group: &Group) -> String {
        let what = self.shown(&group.what);
        if group.tenants.is_empty() {
            return what;
        }
        let mut names: Vec<String> = group.tenants.iter().map(|t| self.shown(t)).collect();
        if group.more_tenants > 0 {
            let ellipsis = self.terminal.ellipsis();
            let more = words::thousands(group.more_tenants);
            names.push(format!("{ellipsis} {more} more ({})", self.all));
        }
        let names = names.join(", ");
        match what.is_empty() {
            true => names,
            false => format!("{names}: {what}"),
        }
    }

    fn who(&self, group: &Group) -> String {
        let mut names: Vec<String> = group.who.iter().map(|w| self.shown(w)).collect();
        if group.more > 0 {
            names.push(format!(
                "{} {} more",
                self.terminal.ellipsis(),
                words::thousands(group.more)
            ));
        }
        names.join(", ")
    }
}
