//! A plan as a comment on a pull request or merge request.
//!
//! What a reviewer must see comes first; what does not fit is counted, the least important first.
//! The first line is a hidden marker by which a bot finds its own comment again.

mod changes;
mod fold;
mod picture;
mod sheet;
pub(in crate::render) mod text;
mod way_in;

use std::collections::BTreeMap;

use super::fit::people as people_of;
use super::page::{Place, Section};
use super::{PlanPage, counted, page, show};
use crate::diagnostics::{Finding, Severity};
use crate::plan::{Commit, Consequences, Group};
use crate::render::json::plan::{JsonFailure, JsonRemovedTest};
use crate::render::review::uri;
use crate::text::{Sources, Span, words};
use fold::{Equal, folded};
pub(in crate::render) use sheet::{MOST, Sheet};
use text::{code, listing, prose};

/// Bytes for who gains and loses.
const PEOPLE: usize = 14_000;
/// Bytes for tests that fail, and as many for those that are gone.
const FAILURES: usize = 10_000;
/// Bytes for warnings and errors, and for notes.
const FINDINGS: [usize; 2] = [20_000, 6_000];
/// Findings of one rule.
const OF_A_RULE: usize = 3;
/// Entries of one list.
const ENTRIES: usize = 30;

/// Where lines of files can be looked at.
#[derive(Debug, Clone, Default)]
pub struct Links {
    pages: Option<String>,
    earlier: Option<String>,
    prefix: String,
}

impl Links {
    /// `pages` is the address of the repository's files, with a `/` at the end; without it lines are
    /// named and not linked. `prefix` is the path of the workspace below the top of the repository,
    /// empty or with a `/` at the end.
    #[must_use]
    pub fn new(pages: Option<String>, prefix: String) -> Self {
        Self {
            pages,
            earlier: None,
            prefix,
        }
    }

    /// `pages` is the address of the files as they were earlier: what is gone can be looked at there.
    #[must_use]
    pub fn with_earlier(self, pages: Option<String>) -> Self {
        Self {
            earlier: pages,
            ..self
        }
    }

    /// `<!-- guestlist:plan:NAME -->`, the workspace's path as its name.
    fn marker(&self) -> String {
        let name = match self.prefix.trim_end_matches('/') {
            "" => "root",
            path => path,
        };
        // Two dashes would end the comment early for some readers.
        let name = uri(name).replace("--", "-%2D");
        format!("<!-- guestlist:plan:{name} -->")
    }

    fn line(&self, file: &str, line: u32) -> String {
        self.line_in(self.pages.as_deref(), file, line)
    }

    fn line_in(&self, pages: Option<&str>, file: &str, line: u32) -> String {
        let path = format!("{}{file}", self.prefix);
        let shown = code(&format!("{path}:{line}"));
        match pages {
            Some(pages) => format!("<a href=\"{pages}{}#L{line}\">{shown}</a>", uri(&path)),
            None => shown,
        }
    }

    fn place(&self, place: Option<&Place>) -> String {
        match place {
            None => String::new(),
            // In the files of the change, what is gone has no line.
            Some(Place {
                file,
                line,
                removed: true,
            }) => {
                let line = self.line_in(self.earlier.as_deref(), file, *line);
                format!("{line} (removed)")
            }
            Some(Place { file, line, .. }) => self.line(file, *line),
        }
    }

    fn span(&self, span: Option<Span>, sources: &Sources) -> String {
        let place = span.map(|span| Place::of(span, sources));
        self.place(place.as_ref())
    }
}

/// The comment about a plan. Ends in a line break.
#[must_use]
pub fn plan(shown: &PlanPage<'_>, links: &Links) -> String {
    let facts = show::facts(shown);
    let summary = page(shown);
    let findings = shown.findings;
    let mut sheet = Sheet::new();
    sheet.add(&links.marker());
    sheet.add(&verdict(shown, &facts.weights));
    if summary.settings > 0 {
        let behind = match summary.behind.is_empty() {
            true => String::new(),
            false => format!("<br>\n{}", prose_of(&summary.behind)),
        };
        let headline = prose_of(&summary.headline);
        sheet.add(&format!("<p><b>{headline}</b>{behind}</p>"));
        people(&mut sheet, &summary);
        way_in::ways_in(&mut sheet, &summary, links);
    }
    failures(&mut sheet, &shown.tests.failures, links);
    removed(&mut sheet, &shown.tests.removed, links);
    let heavy: Vec<&Finding> = weighing(findings, |s| s > Severity::Note);
    let light: Vec<&Finding> = weighing(findings, |s| s == Severity::Note);
    self::findings(&mut sheet, &heavy, shown.sources, links, FINDINGS[0]);
    if let Some(picture) = picture::picture(shown.plan) {
        sheet.add(&picture);
    }
    changes::changes(&mut sheet, shown, links);
    if !light.is_empty() {
        let head = format!(
            "<details><summary>{}</summary>\n<ul>",
            words::count(light.len(), "note")
        );
        let frame = [head.as_str(), "</ul>\n</details>"];
        let items = folded(&light);
        let items = items
            .iter()
            .map(|equal| (equal.number, item(equal, shown.sources, links)));
        sheet.list(frame, items, FINDINGS[1], "note");
    }
    if summary.settings > 0 {
        sheet.add(&listed("Counted", &summary.counted));
    }
    let standing = match facts.standing.is_empty() {
        true => String::new(),
        false => format!("<br>\n{}.", prose(&facts.standing)),
    };
    let ending = format!(
        "<p><sub>{} {}{standing}</sub></p>",
        prose_of(&facts.compared),
        "Microsoft 365 itself is not touched."
    );
    let base = shown.plan.commit.as_ref().map(Commit::option);
    let full = code(&words::command("guestlist plan", base.as_deref(), "--full"));
    sheet.finish(&ending, &format!("{full} shows all."))
}

/// The first lines of that comment, for what happened without a plan.
pub(in crate::render) fn outside(
    sheet: &mut Sheet,
    consequences: &Consequences,
    sources: &Sources,
) {
    let page = people_of(consequences, sources, false);
    let headline = prose_of(&page.headline);
    sheet.add(&format!("<p><b>{headline}</b></p>"));
    people(sheet, &page);
}

/// The comment about files that have faults; `omitted` more were only counted. Ends in a line break.
#[must_use]
pub fn faulty(faults: &[Finding], omitted: usize, sources: &Sources, links: &Links) -> String {
    let mut sheet = Sheet::new();
    sheet.add(&links.marker());
    let count = words::count(faults.len() + omitted, "error");
    sheet.add(&format!("### ✗ guestlist: {count}, nothing was planned"));
    let items = faults
        .iter()
        .map(|fault| (1, item(&Equal::one(fault), sources, links)));
    sheet.list(["<ul>", "</ul>"], items, MOST, "error");
    sheet.leave_out(omitted, "more error");
    sheet.finish("", "<code>guestlist validate</code> shows all.")
}

/// `### ▲ guestlist: 2 warnings, 1 setting of 1 tenant changes`; no text from files.
fn verdict(shown: &PlanPage<'_>, weights: &[String]) -> String {
    let plan = shown.plan;
    let symbol = if plan.has_error() || plan.failed_tests() > 0 {
        "✗"
    } else if plan.at_least(Severity::Warning) > 0 {
        "▲"
    } else {
        "✓"
    };
    let what = match plan.changes.len() {
        0 => "no changes".to_owned(),
        settings => format!(
            "{} {}",
            counted(settings, plan.tenants().len(), plan.partners().len()),
            if settings == 1 { "changes" } else { "change" }
        ),
    };
    let mut parts = vec![what];
    parts.extend(weights.iter().cloned());
    format!("### {symbol} guestlist: {}", parts.join(" · "))
}

/// A longer text, sentence by sentence, so that no sentence is cut for another.
fn prose_of(text: &str) -> String {
    let sentences = text.split_inclusive(". ").take(20);
    sentences.map(prose).collect()
}

fn people(sheet: &mut Sheet, page: &super::Page) {
    let mut rows = Vec::new();
    for (name, section) in [
        ("Lose", &page.lose),
        ("Gain", &page.gain),
        ("Keep", &page.keep),
    ] {
        rows.extend(of_section(name, section));
    }
    let others: usize = [&page.lose, &page.gain, &page.keep]
        .iter()
        .map(|section| section.omitted)
        .sum();
    if !rows.is_empty() {
        let frame = [
            "<table>\n<tr><th></th><th>Who</th><th>What</th></tr>",
            "</table>",
        ];
        sheet.list(
            frame,
            rows.into_iter().map(|row| (1, row)),
            PEOPLE,
            "group of people",
        );
    }
    sheet.leave_out(others, "more group");
    sheet.leave_out(page.untold, "more pair");
    for (name, texts) in [("Not touched", &page.untouched), ("Assumed", &page.assumed)] {
        sheet.add(&listed(name, texts));
    }
}

/// `Assumed: one; another.`
fn listed(name: &str, texts: &[String]) -> String {
    if texts.is_empty() {
        return String::new();
    }
    let texts: Vec<String> = texts.iter().take(10).map(|text| prose(text)).collect();
    format!("<p>{name}: {}.</p>", texts.join("; "))
}

fn of_section(name: &str, section: &Section) -> Vec<String> {
    let row = |group: &Group| {
        let mut who: Vec<String> = group.who.iter().map(|who| prose(who)).collect();
        if group.more > 0 {
            who.push(format!("… {} more", words::thousands(group.more)));
        }
        if !group.tenants.is_empty() {
            let mut names: Vec<String> = group.tenants.iter().map(|t| prose(t)).collect();
            if group.more_tenants > 0 {
                names.push(format!("… {} more", words::thousands(group.more_tenants)));
            }
            who = vec![format!("{}: {}", who.join(", "), names.join(", "))];
        }
        let mut who = who.join(", ");
        // Beside what they lose or gain, what they are stands with their names.
        let what = match (group.about.as_str(), group.what.as_str()) {
            ("", what) => what.strip_prefix("who ").unwrap_or(what),
            (about, "") => about,
            (about, are) => {
                who.push_str(&format!("<br><sub>{}</sub>", prose(are)));
                about
            }
        };
        format!(
            "<tr><td><b>{name}</b></td><td>{who}</td><td>{}</td></tr>",
            prose(what)
        )
    };
    section.groups.iter().map(row).collect()
}

fn failures(sheet: &mut Sheet, failures: &[JsonFailure], links: &Links) {
    let item = |failure: &JsonFailure| {
        let location = failure.location.as_ref();
        let place = location.map_or_else(String::new, |l| links.line(&l.file, l.line));
        let reasons = failure.reasons.iter().take(3);
        let reasons: String = reasons.map(|r| format!("<br>{}", prose(r))).collect();
        format!(
            "<li>✗ <b>test fails</b> {}: {}<br>{place}{reasons}</li>",
            code(&failure.test),
            prose(&failure.message)
        )
    };
    let items = failures.iter().map(|failure| (1, item(failure)));
    sheet.list(["<ul>", "</ul>"], items, FAILURES, "failed test");
}

/// What is no longer asked, and where it stood.
fn removed(sheet: &mut Sheet, removed: &[JsonRemovedTest], links: &Links) {
    let item = |gone: &JsonRemovedTest| {
        let place = Place {
            file: gone.location.file.clone(),
            line: gone.location.line,
            removed: true,
        };
        let (test, place) = (code(&gone.test), links.place(Some(&place)));
        let asked = prose(&gone.asked);
        format!("<li>● <b>test removed</b> {test}: {asked}<br>{place}</li>")
    };
    let items = removed.iter().map(|gone| (1, item(gone)));
    sheet.list(["<ul>", "</ul>"], items, FAILURES, "removed test");
}

/// Findings of a weight; accepted ones are no news to a reviewer.
fn weighing(findings: &[Finding], wanted: impl Fn(Severity) -> bool) -> Vec<&Finding> {
    let those = findings.iter().filter(|f| f.counts() && wanted(f.severity));
    those.collect()
}

fn findings(
    sheet: &mut Sheet,
    findings: &[&Finding],
    sources: &Sources,
    links: &Links,
    room: usize,
) {
    let mut of_rule: BTreeMap<&str, usize> = BTreeMap::new();
    let mut chosen = Vec::new();
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for equal in folded(findings) {
        let rule = equal.first.rule.id;
        let seen = of_rule.entry(rule).or_default();
        *seen += 1;
        if *seen <= OF_A_RULE {
            chosen.push((equal.number, item(&equal, sources, links)));
        } else {
            *left.entry(rule).or_default() += equal.number;
        }
    }
    sheet.list(["<ul>", "</ul>"], chosen, room, "finding");
    for (rule, number) in left {
        sheet.leave_out_of(number, rule);
    }
}

fn item(equal: &Equal<'_>, sources: &Sources, links: &Links) -> String {
    let finding = equal.first;
    let symbol = match finding.severity {
        Severity::Error => "✗",
        Severity::Warning => "▲",
        Severity::Note => "●",
    };
    let place = links.span(finding.place.as_ref().map(|p| p.span), sources);
    let space = if place.is_empty() { "" } else { " · " };
    let mut out = format!(
        "<li>{symbol} <b>{}</b><br>{place}{space}{}",
        prose(&finding.message),
        code(finding.rule.id)
    );
    if let Some(whose) = equal.whose() {
        out.push_str(&format!(" · {}", prose(&whose)));
    }
    if finding.stood {
        out.push_str(&format!("<br>{}", prose(Finding::STOOD)));
    }
    for label in finding.related.iter().filter(|l| l.span.is_earlier()) {
        let place = links.span(Some(label.span), sources);
        out.push_str(&format!("<br>{place} {}", prose(&label.text)));
    }
    for row in &finding.rows {
        let row: Vec<String> = row
            .iter()
            .filter(|t| !t.is_empty())
            .map(|t| prose(t))
            .collect();
        out.push_str(&format!("<br>{}", row.join(" · ")));
    }
    let detail = finding.detail.iter().filter(|_| equal.same_detail);
    for sentence in detail.take(6) {
        out.push_str(&format!("<br>{}", prose_of(sentence)));
    }
    for fix in finding.fixes.iter().take(4) {
        if !fix.text.is_empty() {
            // A listing ends its line itself.
            let space = if out.ends_with("</pre>") { "" } else { "<br>" };
            out.push_str(&format!("{space}<i>{}</i>", prose_of(&fix.text)));
        }
        if !fix.code.is_empty() {
            out.push_str(&listing(&fix.code));
        }
    }
    out.push_str("</li>");
    out
}
