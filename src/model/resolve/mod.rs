//! From files to the configuration: names, lists, baselines.
//!
//! Every fault is reported, and only once; what depends on a faulty value is left out and marked as
//! not known, never taken as absent.

mod build;
mod checks;
mod collect;
mod domains;
mod identity;
mod layers;
mod leaves;
mod list_users;
mod lists;
mod organisations;
mod root_keys;
mod tenants;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Notes;
use super::config::{ConfigFile, NotesRef};
use super::configuration::Configuration;
use crate::diagnostics::{Finding, Findings, INVALID_VALUE};
use crate::document::Poison;
use crate::text::{FileId, Spanned};

pub use checks::{WARN_AT, policy_length};
pub use domains::{DUPLICATE_ENTRY, PRIVATE_SUFFIX, invalid_domain};
pub use layers::{BASELINE_LIST_REPLACED, DOMAINS_PER_LIST_SUM};

/// A file that was read.
#[derive(Debug)]
pub struct ReadFile {
    /// Which file.
    pub id: FileId,
    /// Whether it is `guestlist.yaml` itself.
    pub is_root: bool,
    /// What it says.
    pub config: ConfigFile,
    /// What in it could not be read.
    pub poison: Poison,
}

/// Domains of list files, by the place of the `file:` that names them; `None` if it could not be read.
pub type ListFiles = BTreeMap<crate::text::Span, Option<Vec<Spanned<String>>>>;

/// All input of a resolution.
#[derive(Debug)]
pub struct Input {
    /// The files.
    pub files: Vec<ReadFile>,
    /// The list files.
    pub list_files: ListFiles,
    /// Whether some file could not be made into a tree: names may be defined there, so "does not
    /// exist" is held back.
    pub incomplete: bool,
}

/// Resolves everything.
#[must_use]
pub fn resolve(input: Input, findings: &mut Findings) -> Configuration {
    let definitions = collect::collect(input, findings);
    let lists = lists::resolve(&definitions, findings);
    let organisations = organisations::resolve(&definitions, findings);
    let mut told = list_users::Told::new();
    let budget = lists::Budget::new();
    let lists = lists::resolve_all(
        lists,
        &definitions,
        &organisations,
        &budget,
        &mut told,
        findings,
    );
    tenants::assemble(definitions, organisations, lists, told, &budget, findings)
}

/// Reads a day; a wrong one is reported where it stands.
fn date(text: &Spanned<String>, findings: &mut Findings) -> Option<Date> {
    if let Ok(date) = text.value.parse() {
        return Some(date);
    }
    findings.push(
        Finding::new(&INVALID_VALUE, format!("\"{}\" is not a day", text.value))
            .at(text.span, "year-month-day")
            .fix("2027-03-31", "the last day on which it is valid"),
    );
    None
}

/// Reads notes.
fn notes(spec: NotesRef<'_>, findings: &mut Findings) -> Notes {
    let text = |t: Option<&Spanned<String>>| t.map(|t| t.value.clone());
    Notes {
        reason: text(spec.reason),
        ticket: text(spec.ticket),
        owner: text(spec.owner),
        expires: spec.expires.and_then(|e| date(e, findings)),
    }
}
