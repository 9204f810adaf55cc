//! Contact that reports counted, beside what the settings allow.

use serde::Serialize;

use super::Basis;
use super::escape;
use crate::access::Verdict;
use crate::model::Name;
use crate::plan::{Seen, SeenContact, SeenCount};
use crate::render::Terminal;
use crate::render::activity::{JsonReports, notes};
use crate::render::layout::{hanging, legible};
use crate::render::terminal::style;
use crate::text::words::{count, people, some, thousands_of};
use crate::workflow::activity::Reports;
use crate::workflow::doors::{Doors, TenantDoors};

/// Organisations that are named.
const NAMES: usize = 8;
/// Tenants that are told one by one.
const TENANTS: usize = 20;
/// Longest text.
const TEXT: usize = 4000;
/// Domains of a tenant that machine formats list.
const MOST: usize = 10_000;
/// The heading.
const HEADING: &str = "Contact that was seen";

/// What is told of each tenant.
fn told(seen: &Seen) -> Vec<(&Name, Vec<String>)> {
    let tenants = seen.tenants.iter().take(TENANTS);
    tenants
        .map(|(tenant, contacts)| (tenant, sentences(contacts)))
        .collect()
}

fn sentences(contacts: &[SeenContact]) -> Vec<String> {
    let all = SeenCount::of(contacts);
    let organisations = count(all.organisations, "organisation");
    let mut out = vec![format!("{organisations}, {}", people(all.people))];
    let is_shut = |contact: &&SeenContact| contact.after == Verdict::No;
    let parts: [(&str, Vec<&SeenContact>); 3] = [
        (
            "declared",
            contacts.iter().filter(|c| c.owner.is_some()).collect(),
        ),
        (
            "others",
            contacts.iter().filter(|c| c.owner.is_none()).collect(),
        ),
        (
            "direct chat is shut for",
            contacts.iter().filter(is_shut).collect(),
        ),
    ];
    for (what, contacts) in parts {
        if contacts.is_empty() {
            continue;
        }
        let names: Vec<String> = contacts
            .iter()
            .map(|c| match &c.owner {
                Some(owner) => format!("{owner} by {} ({})", c.domain, thousands_of(c.people)),
                None => format!("{} ({})", c.domain, thousands_of(c.people)),
            })
            .collect();
        out.push(format!("{what}: {}", some(&names, NAMES)));
    }
    out
}

/// For people, below a matrix.
pub(super) fn human(seen: Option<&Seen>, basis: &Basis<'_>, terminal: &Terminal) -> String {
    let Some(seen) = seen else {
        return String::new();
    };
    let mut out = format!("\n{}\n", terminal.paint(style::HEADING, HEADING));
    for (tenant, sentences) in told(seen) {
        for (at, sentence) in sentences.iter().enumerate() {
            let first = match at {
                0 => format!("  {tenant}  "),
                _ => "    ".to_owned(),
            };
            out.push_str(&hanging(
                &first,
                &legible(sentence, TEXT, terminal),
                terminal,
            ));
        }
    }
    if let Some(more @ 1..) = seen.tenants.len().checked_sub(TENANTS) {
        out.push_str(&format!("  {}\n", count(more, "more tenant")));
    }
    out + &counted(basis, terminal)
}

/// What the numbers rest on; nothing without reports.
pub(super) fn counted(basis: &Basis<'_>, terminal: &Terminal) -> String {
    let Some(reports) = basis.reports else {
        return String::new();
    };
    let notes: Vec<String> = notes(reports)
        .iter()
        .map(|n| legible(n, TEXT, terminal))
        .collect();
    hanging("", &format!("Counted: {}.", notes.join("; ")), terminal)
}

/// The same for a page in a repository.
pub(super) fn markdown(seen: Option<&Seen>, basis: &Basis<'_>) -> String {
    let Some(seen) = seen else {
        return String::new();
    };
    let mut out = format!("\n### {HEADING}\n\n");
    for (tenant, sentences) in told(seen) {
        let sentences: Vec<String> = sentences.iter().map(|s| escape::markdown(s)).collect();
        out.push_str(&format!("- **{tenant}** {}\n", sentences.join("<br>")));
    }
    out + &counted_markdown(basis)
}

/// What the numbers rest on, as a paragraph.
pub(super) fn counted_markdown(basis: &Basis<'_>) -> String {
    basis.reports.map_or_else(String::new, |reports| {
        let notes = notes(reports).join("; ");
        format!("\n{}\n", escape::markdown(&format!("Counted: {notes}.")))
    })
}

/// The same for a page in a browser.
pub(super) fn html(seen: Option<&Seen>, basis: &Basis<'_>) -> String {
    let Some(seen) = seen else {
        return String::new();
    };
    let mut out = format!("<h2>{HEADING}</h2>\n<ul>\n");
    for (tenant, sentences) in told(seen) {
        let sentences: Vec<String> = sentences.iter().map(|s| escape::html(s)).collect();
        out.push_str(&format!(
            "<li><b>{}</b> {}</li>\n",
            escape::html(tenant.as_str()),
            sentences.join("<br>")
        ));
    }
    out + "</ul>\n" + &counted_html(basis)
}

/// What the numbers rest on, as a paragraph.
pub(super) fn counted_html(basis: &Basis<'_>) -> String {
    basis.reports.map_or_else(String::new, |reports| {
        let notes = notes(reports).join("; ");
        format!(
            "<p class=\"soft\">{}</p>\n",
            escape::html(&format!("Counted: {notes}."))
        )
    })
}

/// How many people of a tenant had contact with the party of its doors; nothing without a report, and
/// for a party without domains.
pub(super) fn with_party(doors: &Doors, tenant: &Name, reports: Option<&Reports>) -> Option<u64> {
    if doors.domains.is_empty() {
        return None;
    }
    let domains = doors.domains.iter().map(String::as_str);
    reports?.activity.people(tenant, domains)
}

/// The same for a drawing: a box for each tenant and for what the numbers rest on.
pub(super) fn mermaid(seen: Option<&Seen>, basis: &Basis<'_>) -> String {
    let (Some(seen), Some(reports)) = (seen, basis.reports) else {
        return String::new();
    };
    let tenants = told(seen);
    let tenants = tenants.into_iter().filter_map(|(tenant, sentences)| {
        let sentence = sentences.into_iter().next()?;
        Some(format!("{tenant}: {sentence}"))
    });
    let more = seen.tenants.len().checked_sub(TENANTS);
    let more = more.filter(|n| *n > 0).map(|n| count(n, "more tenant"));
    let counted = format!("Counted: {}.", notes(reports).join("; "));
    let mut out = format!("  subgraph seen [\"{HEADING}\"]\n");
    for (at, text) in tenants.chain(more).chain([counted]).enumerate() {
        out.push_str(&format!("    seen{at}[\"{}\"]\n", escape::mermaid(&text)));
    }
    out + "  end\n"
}

/// `Contact seen: 45 people of contoso, nobody of litware`; nothing without a report.
pub(super) fn of_group(doors: &Doors, group: &[&TenantDoors], basis: &Basis<'_>) -> Option<String> {
    let counts = group.iter().filter_map(|tenant| {
        let number = with_party(doors, &tenant.tenant, basis.reports)?;
        Some(match number {
            0 => format!("nobody of {}", tenant.tenant),
            number => format!("{} of {}", people(number), tenant.tenant),
        })
    });
    let counts: Vec<String> = counts.collect();
    (!counts.is_empty()).then(|| format!("Contact seen: {}", some(&counts, NAMES)))
}

/// Contact that reports counted, for programs.
#[derive(Debug, Serialize)]
pub(super) struct JsonSeen<'a> {
    reports: JsonReports,
    tenants: Vec<JsonTenantSeen<'a>>,
}

#[derive(Debug, Serialize)]
struct JsonTenantSeen<'a> {
    tenant: &'a str,
    organisations: usize,
    people: u64,
    /// Those with most people first; at most 10,000.
    contacts: Vec<JsonContact<'a>>,
    contacts_omitted: usize,
}

#[derive(Debug, Serialize)]
struct JsonContact<'a> {
    domain: &'a str,
    /// The declared organisation; null if nobody declares it.
    organisation: Option<&'a str>,
    people: u64,
    /// Whether they may chat directly.
    direct_chat: &'static str,
}

impl<'a> JsonSeen<'a> {
    /// What was counted, in the world that is asked.
    pub(super) fn new(seen: Option<&'a Seen>, basis: &Basis<'a>) -> Option<Self> {
        let tenants = seen?.tenants.iter().map(|(tenant, contacts)| {
            let all = SeenCount::of(contacts);
            let listed = contacts.iter().take(MOST).map(|contact| JsonContact {
                domain: contact.domain.as_str(),
                organisation: contact.owner.as_ref().map(Name::as_str),
                people: contact.people,
                direct_chat: contact.after.as_str(),
            });
            JsonTenantSeen {
                tenant: tenant.as_str(),
                organisations: all.organisations,
                people: all.people,
                contacts: listed.collect(),
                contacts_omitted: contacts.len().saturating_sub(MOST),
            }
        });
        Some(Self {
            reports: basis.reports?.into(),
            tenants: tenants.collect(),
        })
    }
}
