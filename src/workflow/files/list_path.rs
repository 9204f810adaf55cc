//! Where `file:` of a list leads.

use std::fs;
use std::io;
use std::path::Path;

use super::root::canonical;
use super::{FileProblem, RelPath, Root};
use crate::diagnostics::{Finding, MISSING_FILE, OUTSIDE_ROOT, UNREADABLE_FILE};
use crate::text::words;

/// How much of a path is shown, in characters: anything may be written there.
const LONGEST_SHOWN: usize = 200;

/// Why a path in a file can't be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListPathError {
    /// Nothing is written.
    Empty,
    /// It begins at the top of a disk.
    Absolute,
    /// It is written with `\`.
    Backslash,
    /// It is the address of something on the web.
    Url,
    /// `..` leads above the root.
    Above,
    /// A link leads out of the root.
    LinkOut,
    /// The folder that should hold it does not exist.
    NoFolder(String),
    /// Nothing is there; the path that may have been meant.
    Missing(Option<String>),
    /// It can't be looked at.
    Problem(FileProblem),
}

impl ListPathError {
    /// The fault to show, without its place: that is where `given` is written.
    #[must_use]
    pub fn finding(&self, given: &str) -> Finding {
        let given: String = given.chars().take(LONGEST_SHOWN).collect();
        let outside = |message: String| {
            Finding::new(&OUTSIDE_ROOT, message)
                .advice("put the file into the workspace, and write its path relative to this file")
        };
        match self {
            Self::Empty => Finding::new(&MISSING_FILE, "the path of a file is missing here")
                .fix("file: lists/threat-intel.txt", "relative to this file"),
            Self::Absolute => outside(format!("{given} is an absolute path")),
            Self::Backslash => Finding::new(
                &OUTSIDE_ROOT,
                format!("{given} is not a path on every system"),
            )
            .fix(
                format!("file: {}", given.replace('\\', "/")),
                "paths are written with /",
            ),
            Self::Url => outside(format!("{given} is on the web; guestlist fetches nothing")),
            Self::Above => outside(format!("{given} leads out of the workspace")),
            Self::LinkOut => outside(format!("{given} leads out of the workspace through a link")),
            Self::NoFolder(folder) => {
                let message =
                    format!("there is no file {given}: the folder {folder} does not exist");
                Finding::new(&MISSING_FILE, message)
                    .advice("the path is relative to the file that names it")
            }
            Self::Missing(nearest) => missing(&given, nearest.as_deref()),
            Self::Problem(problem) => Finding::new(
                &UNREADABLE_FILE,
                format!("{given} can't be read: {problem}"),
            ),
        }
    }
}

fn missing(given: &str, nearest: Option<&str>) -> Finding {
    let finding = Finding::new(&MISSING_FILE, format!("there is no file {given}"));
    match nearest {
        Some(nearest) => finding.fix(format!("file: {nearest}"), "did you mean this file?"),
        None => finding.advice("the path is relative to the file that names it"),
    }
}

/// Follows a path that is written in the file `from`. The answer is where the file really is, so
/// that a file that is named in two ways has one path.
pub fn resolve_list_path(
    root: &Root,
    from: &RelPath,
    given: &str,
) -> Result<RelPath, ListPathError> {
    check_form(given)?;
    let parts = inside(from, given)?;
    let wanted = parts
        .iter()
        .fold(root.path().to_owned(), |path, part| path.join(part));
    match canonical(&wanted) {
        Ok(real) => root.below(&real).ok_or(if real.starts_with(root.path()) {
            // Below the root and yet without a path: the root itself, or a name not in UTF-8.
            ListPathError::Problem(FileProblem::NotRegular("a folder"))
        } else {
            ListPathError::LinkOut
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(not_there(root, &wanted, given))
        }
        Err(error) => Err(ListPathError::Problem(error.into())),
    }
}

/// Refuses what means different things on different systems.
fn check_form(given: &str) -> Result<(), ListPathError> {
    let drive = |text: &str| {
        let bytes = text.as_bytes();
        bytes.first().is_some_and(u8::is_ascii_alphabetic) && bytes.get(1) == Some(&b':')
    };
    if given.trim().is_empty() {
        Err(ListPathError::Empty)
    } else if given.contains("://") {
        Err(ListPathError::Url)
    } else if given.starts_with(['/', '\\']) || drive(given) {
        Err(ListPathError::Absolute)
    } else if given.contains('\\') {
        Err(ListPathError::Backslash)
    } else {
        Ok(())
    }
}

/// The parts of the path below the root, `.` and `..` worked out.
fn inside<'a>(from: &'a RelPath, given: &'a str) -> Result<Vec<&'a str>, ListPathError> {
    let mut parts: Vec<&str> = Vec::new();
    for part in from.folder().split('/').chain(given.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or(ListPathError::Above)?;
            }
            part => parts.push(part),
        }
    }
    Ok(parts)
}

/// What to say about a file that does not exist.
fn not_there(root: &Root, wanted: &Path, given: &str) -> ListPathError {
    let Some((folder, name)) = wanted.parent().zip(wanted.file_name()) else {
        return ListPathError::Missing(None);
    };
    // Names of files outside the root are nobody's business.
    let real = match canonical(folder) {
        Ok(real) if real.starts_with(root.path()) => real,
        Ok(_) => return ListPathError::LinkOut,
        Err(_) => {
            let folder = given.rsplit_once('/').map_or("", |(folder, _)| folder);
            return ListPathError::NoFolder(folder.to_owned());
        }
    };
    let names = file_names(&real);
    let nearest = words::nearest(&name.to_string_lossy(), names.iter().map(String::as_str));
    let instead = |nearest: &str| match given.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{nearest}"),
        None => nearest.to_owned(),
    };
    ListPathError::Missing(nearest.map(instead))
}

/// Some names of files in a folder, in order.
fn file_names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().take(2_000);
    let files = entries
        .flatten()
        .filter(|e| e.file_type().is_ok_and(|kind| kind.is_file()));
    let mut names: Vec<String> = files
        .filter_map(|e| e.file_name().into_string().ok())
        .collect();
    names.sort();
    names
}
