//! The files that were asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::workflow::files::{RelPath, Root};

/// Why a file that was asked for is not formatted.
#[derive(Debug, thiserror::Error)]
pub enum ChoiceError {
    /// Nothing is there.
    #[error("there is no file {}", .0.display())]
    Missing(PathBuf),
    /// A folder.
    #[error("{} is a folder; without a file, fmt takes the whole workspace", .0.display())]
    Folder(PathBuf),
    /// It is, or a link leads, outside the root.
    #[error("{} is outside the workspace {}", .path.display(), .root.display())]
    Outside {
        /// The file as it was given.
        path: PathBuf,
        /// The workspace's root.
        root: PathBuf,
    },
    /// In the root, but no file of the workspace.
    #[error(
        "{} is no file of this workspace: those are guestlist.yaml, *.guestlist.yaml and the files that \
         lists name, unless .gitignore leaves them out",
        .0.display()
    )]
    NotPart(PathBuf),
    /// What the system says.
    #[error("{} can't be read: {source}", .path.display())]
    Other {
        /// The file as it was given.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// The files that were asked for.
pub(super) struct Wanted<'p> {
    /// By their real paths, with whether they were met.
    files: BTreeMap<RelPath, (&'p Path, bool)>,
    pub(super) all: bool,
}

impl<'p> Wanted<'p> {
    pub(super) fn new(root: &Root, chosen: &'p [PathBuf]) -> Result<Self, ChoiceError> {
        let mut files = BTreeMap::new();
        for path in chosen {
            let other = |source| ChoiceError::Other {
                path: path.clone(),
                source,
            };
            let real = match fs::canonicalize(path) {
                Ok(real) => real,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    return Err(ChoiceError::Missing(path.clone()));
                }
                Err(error) => return Err(other(error)),
            };
            if fs::metadata(&real).map_err(other)?.is_dir() {
                return Err(ChoiceError::Folder(path.clone()));
            }
            let inside = root.relative(&real).ok_or_else(|| ChoiceError::Outside {
                path: path.clone(),
                root: root.path().to_owned(),
            })?;
            files.insert(inside, (path.as_path(), false));
        }
        Ok(Self {
            files,
            all: chosen.is_empty(),
        })
    }

    pub(super) fn has(&self, path: &RelPath) -> bool {
        self.all || self.files.contains_key(path)
    }

    /// Whether nothing but these is asked for.
    pub(super) fn is_within(&self, paths: &BTreeSet<RelPath>) -> bool {
        !self.all && self.files.keys().all(|path| paths.contains(path))
    }

    /// Takes note that a file is met; whether it was asked for.
    pub(super) fn take(&mut self, path: &RelPath) -> bool {
        if let Some((_, met)) = self.files.get_mut(path) {
            *met = true;
        }
        self.has(path)
    }

    /// Every file that was asked for must have been met.
    pub(super) fn finish(self) -> Result<(), ChoiceError> {
        let missed = self.files.into_values().find(|(_, met)| !met);
        missed.map_or(Ok(()), |(path, _)| {
            Err(ChoiceError::NotPart(path.to_owned()))
        })
    }
}
