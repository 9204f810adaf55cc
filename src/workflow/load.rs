//! Reading a workspace: every file, every fault, then the configuration.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use rayon::prelude::*;

use super::files::{self, FILE_LIMIT, ROOT_FILE, RelPath, Root};
use super::{expectations, memo};
use crate::diagnostics::{
    Finding, Findings, INVALID_DOMAIN, Label, Severity, UNREADABLE_FILE, WRONG_FILE_NAME,
    sort_and_dedup,
};
use crate::document::{
    Poison, SchemaChecker, SchemaError, parse, read_with_poison, unresolved_merge,
};
use crate::model::config::{ConfigFile, ListSpec};
use crate::model::resolve::{self, Input, ListFiles, ReadFile};
use crate::model::sections::retired;
use crate::model::{Configuration, schema};
use crate::rules;
use crate::state::Digest;
use crate::text::{FileId, Sources, Span, Spanned};

static CHECKER: LazyLock<Result<SchemaChecker, SchemaError>> =
    LazyLock::new(|| SchemaChecker::new(schema::config()));

/// How many faults of a workspace are shown, in every format; the rest is counted.
pub const FAULTS_SHOWN: usize = 100;

/// A workspace that was read.
#[derive(Debug)]
pub struct Workspace {
    /// Its root.
    pub root: Root,
    /// Every file that was read, list files too.
    pub files: Vec<RelPath>,
    /// Their texts.
    pub sources: Sources,
    /// What they come down to.
    pub config: Configuration,
    /// Faults in reading order, at most [`FAULTS_SHOWN`].
    pub faults: Vec<Finding>,
    /// Faults that were counted and not kept.
    pub omitted: usize,
    /// How many of the files that were read have a fault.
    pub faulty_files: usize,
    /// Findings made while reading that are no faults.
    pub notes: Vec<Finding>,
    /// Digest of what was found about files that are left out.
    pub remarks: Digest,
}

impl Workspace {
    /// Whether nothing is wrong with the files.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.faults.is_empty() && self.omitted == 0
    }
}

/// Reads the workspace at a root.
pub fn load(root: Root) -> Result<Workspace, SchemaError> {
    load_with(root, None)
}

/// Reads a workspace as it was earlier: its places can be told from those of the files of today.
pub fn load_earlier(root: Root) -> Result<Workspace, SchemaError> {
    load_into(root, None, Sources::earlier())
}

/// Reads the workspace at a root as if it had one file more.
pub fn load_with(root: Root, more: Option<(RelPath, String)>) -> Result<Workspace, SchemaError> {
    load_into(root, more, Sources::new())
}

fn load_into(
    root: Root,
    more: Option<(RelPath, String)>,
    mut sources: Sources,
) -> Result<Workspace, SchemaError> {
    let checker = CHECKER.as_ref().map_err(Clone::clone)?;
    let found = files::discover(&root);
    let (mut paths, mut findings) = (found.files, found.findings);
    let remarks = memo::remarks(findings.items());
    place_misnamed(&root, found.misnamed, &mut sources, &mut findings);
    let mut ids = files::load_sources(&root, &paths, &mut sources, &mut findings);
    if let Some((path, text)) = more {
        ids.push(Some(sources.add(path.as_str(), text)));
        paths.push(path);
    }
    let read: Vec<(Option<ReadFile>, Findings)> = paths
        .par_iter()
        .zip(&ids)
        .map(|(path, id)| {
            let mut findings = Findings::new();
            let file = id.and_then(|id| read_file(checker, path, id, &sources, &mut findings));
            (file, findings)
        })
        .collect();
    let incomplete = read.iter().any(|(file, _)| file.is_none());
    let mut files = Vec::with_capacity(read.len());
    for (file, own) in read {
        findings.append(own);
        files.extend(file);
    }
    let list_files = read_lists(&root, &files, &mut paths, &mut sources, &mut findings);
    let input = Input {
        files,
        list_files,
        incomplete,
    };
    let partial = incomplete || input.files.iter().any(hides_organisations);
    let config = resolve::resolve(input, &mut findings);
    rules::check_settings(&config, &mut findings);
    expectations::check(&config, partial, &mut findings);
    let (mut findings, omitted) = findings.into_parts();
    sort_and_dedup(&mut findings, &sources);
    let (mut faults, notes): (Vec<Finding>, _) = findings
        .into_iter()
        .partition(|f| f.severity == Severity::Error);
    // What has a wrong name is none of the files that were read.
    let read_ones = faults.iter().filter(|f| f.rule.id != WRONG_FILE_NAME.id);
    let places = read_ones.filter_map(|f| Some(f.place.as_ref()?.span.file));
    let faulty_files = places.collect::<BTreeSet<_>>().len();
    let more = faults.len().saturating_sub(FAULTS_SHOWN);
    faults.truncate(FAULTS_SHOWN);
    Ok(Workspace {
        root,
        files: paths,
        sources,
        config,
        faults,
        omitted: omitted + more,
        faulty_files,
        notes,
        remarks,
    })
}

/// Gives findings about files of a wrong name their place, the first line of the file.
fn place_misnamed(
    root: &Root,
    misnamed: Vec<(usize, RelPath)>,
    sources: &mut Sources,
    findings: &mut Findings,
) {
    for (number, file) in misnamed {
        // One that can't be read has none; that is told once it has its right name.
        let Ok(text) = files::read_text(root, &file, FILE_LIMIT) else {
            continue;
        };
        let first = text.lines().next().unwrap_or_default().len();
        let end = u32::try_from(first).unwrap_or(u32::MAX);
        let id = sources.add(file.as_str(), text);
        for finding in findings.between(number..number + 1) {
            let text = String::from("this file");
            finding.place = Some(Label {
                span: Span::new(id, 0, end),
                text,
            });
        }
    }
}

/// Whether a fault in a file keeps an organisation, or what is said of it, from being read.
fn hides_organisations(file: &ReadFile) -> bool {
    let kinds = ["tenants", "partners"];
    kinds.iter().any(|kind| file.poison.touches(&[kind]))
}

/// Reads one file; nothing if it is not YAML.
fn read_file(
    checker: &SchemaChecker,
    path: &RelPath,
    id: FileId,
    sources: &Sources,
    findings: &mut Findings,
) -> Option<ReadFile> {
    let text = sources.file(id).text();
    let tree = parse(id, text, findings)?;
    let mut poison: Poison = checker.check(&tree, text, &retired::advice, findings);
    let config = read_with_poison::<ConfigFile>(&tree, &mut poison, findings).unwrap_or_default();
    let is_root = path.as_str() == ROOT_FILE;
    Some(ReadFile {
        id,
        is_root,
        config,
        poison,
    })
}

/// Reads the files that lists name, each once.
fn read_lists(
    root: &Root,
    files: &[ReadFile],
    paths: &mut Vec<RelPath>,
    sources: &mut Sources,
    findings: &mut Findings,
) -> ListFiles {
    let mut read: BTreeMap<RelPath, Option<FileId>> = BTreeMap::new();
    let mut out = ListFiles::new();
    for (file, name) in named_files(files) {
        let from = RelPath::parse(sources.file(file).path());
        let given = name.value.as_str();
        let resolved = from.map(|from| files::resolve_list_path(root, &from, given));
        let id = match resolved {
            None => None,
            Some(Err(error)) => {
                findings.push(error.finding(given).at(name.span, "this file"));
                None
            }
            Some(Ok(path)) => *read.entry(path.clone()).or_insert_with(|| {
                paths.push(path.clone());
                match files::read_text(root, &path, FILE_LIMIT) {
                    Ok(text) => Some(sources.add(path.as_str(), text)),
                    Err(problem) => {
                        findings.push(problem.finding(&path).at(name.span, "this file"));
                        None
                    }
                }
            }),
        };
        let domains = id.and_then(|id| domains_of(id, sources.file(id).text(), findings));
        out.insert(name.span, domains);
    }
    out
}

/// Every `file:` of every list, and the file in which it stands.
fn named_files(files: &[ReadFile]) -> Vec<(FileId, Spanned<String>)> {
    let mut out = Vec::new();
    for file in files {
        for (_, list) in file.config.lists.iter().flat_map(|lists| lists.iter()) {
            if let ListSpec::File(list) = list {
                out.push((file.id, list.file.clone()));
            }
        }
    }
    out
}

/// How a file begins that stands for one in Git LFS.
const LFS_POINTER: &str = "version https://git-lfs.github.com/spec/v1\n";

/// The entries of a list file; lines that are too long are reported and left out. Nothing, and one
/// fault, if git left an unresolved merge there or the list is elsewhere.
pub(super) fn domains_of(
    id: FileId,
    text: &str,
    findings: &mut Findings,
) -> Option<Vec<Spanned<String>>> {
    if let Some(fault) = unresolved_merge(id, text) {
        findings.push(fault);
        return None;
    }
    if text.starts_with(LFS_POINTER) {
        let end = u32::try_from(LFS_POINTER.len()).unwrap_or(u32::MAX);
        let message = "this is not the list, but Git LFS's note of where it is kept";
        findings.push(
            Finding::new(&UNREADABLE_FILE, message)
                .at(Span::new(id, 0, end), "a pointer of Git LFS")
                .advice("git lfs pull brings the list")
                .advice(
                    "plan --base reads what git keeps: take lists out of LFS to compare commits",
                ),
        );
        return None;
    }
    let mut out = Vec::new();
    for line in files::parse_list(text) {
        let span = Span::new(id, line.start, line.end);
        match line.text {
            Some(text) => out.push(Spanned::new(text.to_owned(), span)),
            None => findings.push(
                Finding::new(&INVALID_DOMAIN, "this line is too long for a domain")
                    .at(span, "one domain a line"),
            ),
        }
    }
    Some(out)
}
