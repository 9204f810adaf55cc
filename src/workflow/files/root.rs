//! The root of a workspace, and paths below it.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::ROOT_FILE;

/// A workspace's folder: absolute, and free of links, so that what lies below it can be told by
/// comparing paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root(PathBuf);

/// Why there is no workspace to work in.
#[derive(Debug, thiserror::Error)]
pub enum RootError {
    /// The folder to start from can't be entered.
    #[error("the folder {} can't be opened: {source}", .folder.display())]
    NoFolder {
        /// The folder as it was given.
        folder: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Only a file of the wrong name is there.
    #[error("{} is not read: rename it to {ROOT_FILE}", .0.display())]
    WrongName(PathBuf),
    /// No file at all.
    #[error(
        "there is no {ROOT_FILE} in {} or a folder above it; guestlist init writes one to start from",
        .0.display()
    )]
    NotFound(PathBuf),
}

/// The nearest folder, going up from `start`, that holds `guestlist.yaml`.
pub fn find_root(start: &Path) -> Result<Root, RootError> {
    let start = canonical(start).map_err(|source| RootError::NoFolder {
        folder: start.to_owned(),
        source,
    })?;
    let holds = |folder: &Path, name: &str| {
        // A link that leads nowhere counts: what is wrong with it is said when it is read.
        fs::symlink_metadata(folder.join(name)).is_ok_and(|file| !file.is_dir())
    };
    if let Some(root) = start.ancestors().find(|folder| holds(folder, ROOT_FILE)) {
        return Ok(Root(root.to_owned()));
    }
    let wrong =
        |folder: &Path| holds(folder, "guestlist.yml").then(|| folder.join("guestlist.yml"));
    match start.ancestors().find_map(wrong) {
        Some(file) => Err(RootError::WrongName(file)),
        None => Err(RootError::NotFound(start)),
    }
}

impl Root {
    /// Takes a folder as the root, whether it holds `guestlist.yaml` or not.
    pub fn at(folder: &Path) -> io::Result<Self> {
        canonical(folder).map(Self)
    }

    /// The folder: absolute, without links.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The path below the root that `path` really leads to, links followed; nothing if it does not
    /// exist, leads out of the root, is the root itself, or is not UTF-8.
    #[must_use]
    pub fn relative(&self, path: &Path) -> Option<RelPath> {
        let real = canonical(&self.0.join(path)).ok()?;
        self.below(&real)
    }

    /// A path free of links as a path below the root.
    pub(super) fn below(&self, real: &Path) -> Option<RelPath> {
        let parts = real.strip_prefix(&self.0).ok()?;
        let parts: Option<Vec<&str>> = parts.iter().map(|part| part.to_str()).collect();
        RelPath::parse(&parts?.join("/"))
    }
}

/// A file's path below the root, with `/` on every system, without `.` and `..`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RelPath(String);

impl RelPath {
    /// Takes a path that is written in exactly that form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let good = |part: &str| !matches!(part, "" | "." | "..");
        text.split('/').all(good).then(|| Self(text.to_owned()))
    }

    /// The path as it is shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder that holds it; empty for the root.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Where it is on this system.
    #[must_use]
    pub fn under(&self, root: &Root) -> PathBuf {
        root.path().join(&self.0)
    }
}

impl fmt::Display for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The real path, links followed.
pub(super) fn canonical(path: &Path) -> io::Result<PathBuf> {
    let real = fs::canonicalize(path)?;
    // Windows answers with \\?\C:\…, which other programs, git among them, do not take.
    let plain = real
        .to_str()
        .and_then(|text| text.strip_prefix(r"\\?\"))
        .filter(|text| cfg!(windows) && text.as_bytes().get(1) == Some(&b':'))
        .map(PathBuf::from);
    Ok(plain.unwrap_or(real))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_below_the_root_have_one_spelling() {
        assert!(RelPath::parse("lists/threat.txt").is_some());
        for wrong in ["", "/a", "a/", "a//b", "./a", "a/../b", ".."] {
            assert_eq!(RelPath::parse(wrong), None, "{wrong}");
        }
        assert_eq!(RelPath::parse("a/b/c").unwrap().folder(), "a/b");
        assert_eq!(RelPath::parse("c").unwrap().folder(), "");
    }

    #[test]
    fn a_path_that_leads_out_is_not_below_the_root() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("root")).unwrap();
        fs::write(dir.path().join("root/a"), "").unwrap();
        fs::write(dir.path().join("outside"), "").unwrap();
        let root = Root::at(&dir.path().join("root")).unwrap();
        assert_eq!(root.relative(Path::new("./a")).unwrap().as_str(), "a");
        assert_eq!(root.relative(Path::new("../outside")), None);
        assert_eq!(root.relative(Path::new("gone")), None);
        assert_eq!(root.relative(Path::new(".")), None);
    }
}
