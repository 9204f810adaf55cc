//! The canonical form of configuration and list files: domain lists in order, without repetition, in
//! plain spelling. Everything else stays byte for byte, and the meaning stays what it was.

mod choice;
mod entry;
mod lines;
mod list_file;
mod meaning;
mod places;
mod yaml;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

pub use choice::ChoiceError;
use choice::Wanted;

use super::atomic_file::{WriteError, write_replace};
use super::files::{self, FILE_LIMIT, RelPath, Root};
use super::load::{FAULTS_SHOWN, domains_of};
use crate::diagnostics::{Finding, Findings, Severity, sort_and_dedup};
use crate::document::{Kind, Node, parse};
use crate::model::resolve::invalid_domain;
use crate::text::{FileId, Sources, Spanned};

/// A file that is not in canonical form.
#[derive(Debug)]
pub struct Change {
    /// Which file.
    pub path: RelPath,
    /// Its text now.
    pub before: FileId,
    /// Its text in canonical form.
    pub after: String,
}

/// What there is to do.
#[derive(Debug)]
pub struct Report {
    /// The workspace's root.
    pub root: Root,
    /// The texts that were read.
    pub sources: Sources,
    /// Files that are not in canonical form, configuration first, by path.
    pub changes: Vec<Change>,
    /// How many files are in canonical form.
    pub unchanged: usize,
    /// Files that are left as they are, because guestlist can't change them without changing what they
    /// say.
    pub left: Vec<RelPath>,
    /// Why other files could not be read, in reading order.
    pub faults: Vec<Finding>,
    /// Faults that were counted and not kept.
    pub omitted: usize,
}

/// What becomes of one file.
enum Outcome {
    Faulty,
    Left,
    Canonical(String),
}

/// A configuration file that was read.
struct Read {
    outcome: Outcome,
    findings: Findings,
    /// The list files that it names.
    lists: Vec<Spanned<String>>,
}

/// Finds what is not in canonical form: in the files chosen, or in all of the workspace. Writes
/// nothing.
pub fn look(root: Root, chosen: &[PathBuf]) -> Result<Report, ChoiceError> {
    let found = files::discover(&root);
    let mut findings = Findings::new();
    if chosen.is_empty() {
        findings.append(found.findings);
    }
    let mut wanted = Wanted::new(&root, chosen)?;
    let mut paths = found.files;
    let own: BTreeSet<RelPath> = paths.iter().map(|path| real(&root, path)).collect();
    if wanted.is_within(&own) {
        // No list file is asked for, so that only files that were named are read.
        paths.retain(|path| wanted.has(&real(&root, path)));
    }
    let texts: Vec<_> = paths
        .par_iter()
        .map(|path| files::read_text(&root, path, FILE_LIMIT))
        .collect();
    let mut sources = Sources::new();
    let mut ids: Vec<(RelPath, FileId, bool)> = Vec::new();
    for (path, text) in paths.into_iter().zip(texts) {
        let is_wanted = wanted.take(&real(&root, &path));
        match text {
            Ok(text) => {
                let id = sources.add(path.as_str(), text);
                ids.push((path, id, is_wanted));
            }
            Err(problem) if is_wanted => findings.push(problem.finding(&path)),
            Err(_) => {}
        }
    }
    let read: Vec<Read> = ids
        .par_iter()
        .map(|(_, id, _)| read(*id, &sources))
        .collect();
    let mut done: Vec<(RelPath, FileId, Outcome)> = Vec::new();
    let mut named = Vec::new();
    for ((path, id, is_wanted), read) in ids.into_iter().zip(read) {
        named.extend(read.lists.into_iter().map(|list| (path.clone(), list)));
        if is_wanted {
            findings.append(read.findings);
            done.push((path, id, read.outcome));
        }
    }
    for (path, name) in list_files(&root, named, &wanted, &mut findings) {
        if own.contains(&path) || !wanted.take(&path) {
            continue;
        }
        match files::read_text(&root, &path, FILE_LIMIT) {
            Ok(text) => {
                let id = sources.add(path.as_str(), text);
                let outcome = list_outcome(id, &sources, &mut findings);
                done.push((path, id, outcome));
            }
            Err(problem) => findings.push(problem.finding(&path).at(name.span, "this file")),
        }
    }
    wanted.finish()?;
    Ok(report(root, sources, done, findings))
}

fn report(
    root: Root,
    sources: Sources,
    done: Vec<(RelPath, FileId, Outcome)>,
    findings: Findings,
) -> Report {
    let (mut findings, omitted) = findings.into_parts();
    findings.retain(|finding| finding.severity == Severity::Error);
    sort_and_dedup(&mut findings, &sources);
    let more = findings.len().saturating_sub(FAULTS_SHOWN);
    findings.truncate(FAULTS_SHOWN);
    let mut report = Report {
        root,
        sources,
        changes: Vec::new(),
        unchanged: 0,
        left: Vec::new(),
        faults: findings,
        omitted: omitted + more,
    };
    for (path, before, outcome) in done {
        match outcome {
            Outcome::Faulty => {}
            Outcome::Left => report.left.push(path),
            Outcome::Canonical(after) if after == report.sources.file(before).text() => {
                report.unchanged += 1;
            }
            Outcome::Canonical(after) => report.changes.push(Change {
                path,
                before,
                after,
            }),
        }
    }
    report
}

impl Report {
    /// Writes one file in one step. Refused if it is write-protected, or was changed since it was read.
    pub fn write(&self, change: &Change) -> Result<(), WriteError> {
        let path = real(&self.root, &change.path).under(&self.root);
        let other = |source| WriteError::Other {
            path: path.clone(),
            source,
        };
        // Looks for links out of the root once more, too.
        let now = files::read_text(&self.root, &change.path, FILE_LIMIT)
            .map_err(|problem| other(io::Error::other(problem)))?;
        if now != self.sources.file(change.before).text() {
            return Err(other(io::Error::other(
                "it was changed meanwhile; run guestlist fmt again",
            )));
        }
        if fs::metadata(&path).map_err(other)?.permissions().readonly() {
            return Err(WriteError::Denied(path));
        }
        write_replace(&path, change.after.as_bytes())
    }
}

/// Where a file of the workspace really is.
fn real(root: &Root, path: &RelPath) -> RelPath {
    root.relative(Path::new(path.as_str()))
        .unwrap_or_else(|| path.clone())
}

fn read(id: FileId, sources: &Sources) -> Read {
    let text = sources.file(id).text();
    let mut findings = Findings::new();
    let Some(tree) = parse(id, text, &mut findings) else {
        return Read {
            outcome: Outcome::Faulty,
            findings,
            lists: Vec::new(),
        };
    };
    let lists = lists_in(&tree);
    let outcome = match yaml::canonical(text, &tree) {
        // Whatever was overlooked: a file that would say something else is not written.
        Some(after) if after == text || says_the_same(&tree, &after, id) => {
            Outcome::Canonical(after)
        }
        _ => Outcome::Left,
    };
    Read {
        outcome,
        // What is wrong with a file that parses is for validate to say.
        findings: Findings::new(),
        lists,
    }
}

fn says_the_same(tree: &Node<'_>, after: &str, id: FileId) -> bool {
    let after = parse(id, after, &mut Findings::new());
    after.is_some_and(|after| meaning::is_same(tree, &after))
}

/// Every `file:` of every list.
fn lists_in(tree: &Node<'_>) -> Vec<Spanned<String>> {
    let Some(Kind::Map(lists)) = tree.get("lists").map(|lists| &lists.kind) else {
        return Vec::new();
    };
    let files = lists.entries().iter().filter_map(|list| {
        let file = list.value.get("file")?;
        Some(Spanned::new(file.as_text()?.to_owned(), file.span))
    });
    files.collect()
}

/// The files that lists name, each once. One that can't be found is a fault where all of the workspace
/// is asked for.
fn list_files(
    root: &Root,
    named: Vec<(RelPath, Spanned<String>)>,
    wanted: &Wanted<'_>,
    findings: &mut Findings,
) -> BTreeMap<RelPath, Spanned<String>> {
    let mut out = BTreeMap::new();
    for (from, name) in named {
        match files::resolve_list_path(root, &from, &name.value) {
            Ok(path) => {
                out.entry(path).or_insert(name);
            }
            Err(error) if wanted.all => {
                findings.push(error.finding(&name.value).at(name.span, "this file"));
            }
            Err(_) => {}
        }
    }
    out
}

fn list_outcome(id: FileId, sources: &Sources, findings: &mut Findings) -> Outcome {
    let text = sources.file(id).text();
    let mut own = Findings::new();
    let Some(read) = domains_of(id, text, &mut own) else {
        findings.append(own);
        return Outcome::Faulty;
    };
    let outcome = match list_file::canonical(text, &read) {
        Ok(after) if !own.has_error() => Outcome::Canonical(after),
        Ok(_) => Outcome::Faulty,
        Err(wrong) => {
            for (line, error) in wrong {
                let line = Spanned::new(line.value.as_str().into(), line.span);
                own.push(invalid_domain(&line, &error));
            }
            Outcome::Faulty
        }
    };
    findings.append(own);
    outcome
}
