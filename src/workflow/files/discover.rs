//! Finds the files of a workspace.
//!
//! Links to folders are not followed: what they lead to inside the workspace is found at its own
//! place, so every file is read once and no loop is possible.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs::{self, DirEntry, FileType};
use std::io;
use std::path::{Path, PathBuf};

use super::left_out::{Ignores, LeftOut};
use super::look_alike::LookAlikes;
use super::root::canonical;
use super::{FILE_SUFFIX, FileProblem, ROOT_FILE, RelPath, Root};
use crate::diagnostics::{Finding, Findings, IGNORED_FILE, UNREADABLE_FILE, WRONG_FILE_NAME};

/// The files of a workspace, and what was seen on the way.
#[derive(Debug)]
pub struct Discovered {
    /// `guestlist.yaml` first, then all others by path.
    pub files: Vec<RelPath>,
    /// Files that are left out, files of a wrong name, folders that can't be opened.
    pub findings: Findings,
    /// Files of a wrong name, each with the number of the finding about it.
    pub misnamed: Vec<(usize, RelPath)>,
}

/// Finds `guestlist.yaml` and every `*.guestlist.yaml` below the root. Hidden folders and files,
/// folders with a `guestlist.yaml` of their own, and what `.gitignore` files of the workspace
/// exclude are left out.
#[must_use]
pub fn discover(root: &Root) -> Discovered {
    let mut walk = Walk::new(root);
    while let Some(folder) = walk.waiting.pop() {
        walk.folder(folder);
    }
    walk.finish()
}

/// A folder of the workspace.
pub(super) struct Folder {
    pub(super) path: PathBuf,
    /// Its path below the root with a `/` at the end, empty for the root; nothing if not UTF-8.
    pub(super) prefix: Option<String>,
    /// The `.gitignore` files that count in it.
    pub(super) ignores: Ignores,
}

impl Folder {
    /// The path below the root of something in this folder.
    fn rel(&self, name: &OsStr) -> Option<RelPath> {
        RelPath::parse(&format!("{}{}", self.prefix.as_ref()?, name.to_str()?))
    }

    /// A folder in this folder.
    pub(super) fn enter(&self, name: &OsStr) -> Self {
        let prefix = self.prefix.as_ref().zip(name.to_str());
        Self {
            path: self.path.join(name),
            prefix: prefix.map(|(above, name)| format!("{above}{name}/")),
            ignores: self.ignores.clone(),
        }
    }

    /// How something in this folder is called in messages.
    pub(super) fn shown(&self, name: &OsStr) -> String {
        let above = self.prefix.as_deref().unwrap_or("…/");
        format!("{above}{}", name.to_string_lossy())
    }
}

/// Whether a file of this name is configuration: `guestlist.yaml` or `*.guestlist.yaml`.
#[must_use]
pub fn is_configuration(name: &OsStr) -> bool {
    name == ROOT_FILE || name.as_encoded_bytes().ends_with(FILE_SUFFIX.as_bytes())
}

/// The right name of a file that ends in `.yml` and would be configuration otherwise.
fn right_name(name: &OsStr) -> Option<String> {
    let stem = name.to_str()?.strip_suffix(".yml")?;
    let right = format!("{stem}.yaml");
    is_configuration(OsStr::new(&right)).then_some(right)
}

pub(super) fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// What a folder holds.
pub(super) struct Entry {
    pub(super) name: OsString,
    pub(super) kind: FileType,
}

/// A folder's entries by name, so that findings come in the same order on every system; if there
/// are more than `most`, one more than that.
pub(super) fn entries(folder: &Path, most: usize) -> io::Result<Vec<Entry>> {
    let entry = |entry: io::Result<DirEntry>| match entry.and_then(|e| Ok((e.file_type()?, e))) {
        Ok((kind, entry)) => Some(Ok(Entry {
            name: entry.file_name(),
            kind,
        })),
        // It was deleted since the folder was opened; the others are still there.
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => Some(Err(error)),
    };
    let some = fs::read_dir(folder)?.take(most.saturating_add(1));
    let mut entries = some.filter_map(entry).collect::<io::Result<Vec<_>>>()?;
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(entries)
}

/// Whether a folder is a workspace of its own.
pub(super) fn is_workspace(entries: &[Entry]) -> bool {
    let root_file = |entry: &Entry| entry.name == ROOT_FILE && !entry.kind.is_dir();
    entries.iter().any(root_file)
}

struct Walk<'a> {
    root: &'a Root,
    waiting: Vec<Folder>,
    files: Vec<RelPath>,
    /// Links to files inside the root, and where they really lead.
    links: Vec<(RelPath, PathBuf)>,
    left_out: LeftOut,
    look_alikes: LookAlikes,
    findings: Findings,
    misnamed: Vec<(usize, RelPath)>,
}

impl<'a> Walk<'a> {
    fn new(root: &'a Root) -> Self {
        let start = Folder {
            path: root.path().to_owned(),
            prefix: Some(String::new()),
            ignores: Ignores::default(),
        };
        Self {
            root,
            waiting: vec![start],
            files: Vec::new(),
            links: Vec::new(),
            left_out: LeftOut::default(),
            look_alikes: LookAlikes::default(),
            findings: Findings::new(),
            misnamed: Vec::new(),
        }
    }

    fn folder(&mut self, mut folder: Folder) {
        let is_root = folder.path == self.root.path();
        let entries = match entries(&folder.path, usize::MAX) {
            Ok(entries) => entries,
            // It was there a moment ago; a file in it is as gone as the folder.
            Err(error) if error.kind() == io::ErrorKind::NotFound && !is_root => return,
            Err(error) => return self.closed(&folder, error),
        };
        if !is_root && is_workspace(&entries) {
            return;
        }
        // git does not follow a link here either.
        let has_patterns = |entry: &Entry| entry.name == ".gitignore" && entry.kind.is_file();
        if entries.iter().any(has_patterns)
            && let Some(file) = folder.rel(OsStr::new(".gitignore"))
            && let Err(problem) = folder.ignores.add(self.root, &file)
        {
            self.findings.push(problem.finding(&file));
        }
        for entry in entries {
            self.entry(&folder, &entry.name, entry.kind);
        }
    }

    fn entry(&mut self, folder: &Folder, name: &OsStr, kind: FileType) {
        if is_hidden(name) {
            return;
        }
        let path = folder.path.join(name);
        // The root's own file is what makes it a root, whatever git does with it.
        let is_root_file = name == ROOT_FILE && folder.path == self.root.path();
        if !is_root_file && let Some(pattern) = folder.ignores.excluding(&path, kind.is_dir()) {
            if kind.is_dir() {
                self.left_out.folder(folder.enter(name), pattern);
            } else if is_configuration(name) {
                self.left_out.file(folder.shown(name), pattern);
            }
        } else if kind.is_dir() {
            self.waiting.push(folder.enter(name));
        } else if let Some(right) = right_name(name) {
            self.misnamed(folder, name, &right);
        } else if kind.is_symlink() {
            self.link(folder, name, &path);
        } else if is_configuration(name) {
            match folder.rel(name) {
                Some(file) => self.files.push(file),
                None => self.findings.push(unnamable(folder, name)),
            }
        } else if kind.is_file() {
            self.look_alikes.look(folder, name);
        }
    }

    fn link(&mut self, folder: &Folder, name: &OsStr, path: &Path) {
        let real = canonical(path);
        let is_folder = real.as_ref().is_ok_and(|real| real.is_dir());
        let leads_out = (real.as_ref()).is_ok_and(|real| !real.starts_with(self.root.path()));
        if is_folder {
            if leads_out {
                self.findings.push(linked_folder(folder, name));
            }
        } else if is_configuration(name) {
            match (folder.rel(name), real) {
                (Some(file), Ok(_)) if leads_out => {
                    self.findings.push(FileProblem::OutsideRoot.finding(&file));
                }
                (Some(file), Ok(real)) => self.links.push((file, real)),
                (Some(file), Err(error)) => {
                    self.findings.push(dead_link(error).finding(&file));
                }
                (None, _) => self.findings.push(unnamable(folder, name)),
            }
        }
    }

    fn misnamed(&mut self, folder: &Folder, name: &OsStr, right: &str) {
        let number = self.findings.mark();
        self.findings.push(wrong_name(folder, name, right));
        // Of very many, some are only counted.
        if self.findings.mark() > number
            && let Some(file) = folder.rel(name)
        {
            self.misnamed.push((number, file));
        }
    }

    fn closed(&mut self, folder: &Folder, error: io::Error) {
        let name = match folder.prefix.as_deref() {
            Some("") => ".".to_owned(),
            Some(prefix) => prefix.to_owned(),
            None => folder.path.display().to_string(),
        };
        let problem = FileProblem::from(error);
        let message = format!("the folder {name} can't be opened: {problem}");
        self.findings.push(
            Finding::new(&UNREADABLE_FILE, message)
                .detail("Configuration in it would be taken for deleted.")
                .advice("give yourself the right to read it, or exclude it in .gitignore"),
        );
    }

    fn finish(mut self) -> Discovered {
        self.left_out.report(&mut self.findings);
        self.look_alikes.report(&mut self.findings);
        let mut files = self.files;
        if !self.links.is_empty() {
            files = without_repetitions(self.root, files, self.links);
        }
        files.sort_by(|a, b| rank(a).cmp(&rank(b)));
        Discovered {
            files,
            findings: self.findings,
            misnamed: self.misnamed,
        }
    }
}

/// The root's file comes first.
fn rank(file: &RelPath) -> (bool, &str) {
    (file.as_str() != ROOT_FILE, file.as_str())
}

/// Each real file once: a link beside the file it leads to would define everything twice. The
/// root's file counts under that name, and any other rather under its own name than a link's.
fn without_repetitions(
    root: &Root,
    files: Vec<RelPath>,
    links: Vec<(RelPath, PathBuf)>,
) -> Vec<RelPath> {
    let own = |file: RelPath| (false, file.under(root), file);
    let linked = |(file, real): (RelPath, PathBuf)| (true, real, file);
    let mut all: Vec<_> = files.into_iter().map(own).collect();
    all.extend(links.into_iter().map(linked));
    all.sort_by_cached_key(|(link, _, file)| (file.as_str() != ROOT_FILE, *link, file.clone()));
    let mut seen = HashSet::new();
    all.retain(|(_, real, _)| seen.insert(real.clone()));
    all.into_iter().map(|(_, _, file)| file).collect()
}

fn wrong_name(folder: &Folder, name: &OsStr, right: &str) -> Finding {
    let (wrong, new) = (folder.shown(name), folder.shown(OsStr::new(right)));
    let advice = if fs::symlink_metadata(folder.path.join(right)).is_ok() {
        format!("{new} exists too: move what is missing there and delete {wrong}")
    } else {
        format!("rename it to {new}")
    };
    Finding::new(
        &WRONG_FILE_NAME,
        format!("{wrong} is not read: its name ends in .yml"),
    )
    .advice(advice)
}

fn dead_link(error: io::Error) -> FileProblem {
    match error.kind() {
        io::ErrorKind::PermissionDenied => FileProblem::Denied,
        _ => FileProblem::Other("it is a link that leads nowhere".to_owned()),
    }
}

fn unnamable(folder: &Folder, name: &OsStr) -> Finding {
    let message = format!(
        "{} can't be read: its path is not UTF-8",
        folder.shown(name)
    );
    Finding::new(&UNREADABLE_FILE, message).advice("rename it or its folder")
}

fn linked_folder(folder: &Folder, name: &OsStr) -> Finding {
    let message = format!(
        "{} is a link out of the workspace and is not followed",
        folder.shown(name)
    );
    Finding::new(&IGNORED_FILE, message)
        .detail("Everything that decides must be in the folder that is reviewed.")
        .advice("if it holds configuration, put the folder itself into the workspace")
}
