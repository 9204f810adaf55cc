//! A workspace to start from: small, valid, and commented for somebody who never saw one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::atomic_file::{WriteError, write_new};
use super::files::ROOT_FILE;

/// Where the schema is put, for editors.
pub const SCHEMA_FILE: &str = ".guestlist/guestlist.schema.json";

/// What was done, as paths below the folder, in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct InitReport {
    /// New files.
    pub written: Vec<String>,
    /// Files that were there and are untouched.
    pub kept: Vec<String>,
}

/// Why there is no new workspace.
#[derive(Debug, thiserror::Error)]
pub enum InitError {
    /// There is one.
    #[error("{} exists already: this folder is a workspace; nothing was written", .0.display())]
    WorkspaceExists(PathBuf),
    /// There is one under the wrong name.
    #[error("{} exists: rename it to {ROOT_FILE}, and this folder is a workspace", .0.display())]
    WrongName(PathBuf),
    /// The folder can't be made.
    #[error("the folder {} can't be made: {source}", .folder.display())]
    NoFolder {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file can't be written.
    #[error(transparent)]
    NotWritten(#[from] WriteError),
}

/// Writes a starter workspace into a folder, which is made if it is missing. `schema` is the text
/// of the published schema. Nothing is written over an existing file.
pub fn init(folder: &Path, schema: &str) -> Result<InitReport, InitError> {
    let exists = |name: &str| fs::symlink_metadata(folder.join(name)).is_ok();
    if exists(ROOT_FILE) {
        return Err(InitError::WorkspaceExists(folder.join(ROOT_FILE)));
    }
    if exists("guestlist.yml") {
        return Err(InitError::WrongName(folder.join("guestlist.yml")));
    }
    let files = [
        (SCHEMA_FILE, schema),
        (
            ".vscode/settings.json",
            include_str!("templates/settings.json"),
        ),
        (
            ".vscode/extensions.json",
            include_str!("templates/extensions.json"),
        ),
        (
            "lists.guestlist.yaml",
            include_str!("templates/lists.guestlist.yaml"),
        ),
        (
            "tenants/contoso.guestlist.yaml",
            include_str!("templates/contoso.guestlist.yaml"),
        ),
        // Last: it makes the folder a workspace, so an interrupted init can simply be repeated.
        (ROOT_FILE, include_str!("templates/guestlist.yaml")),
    ];
    let mut report = InitReport::default();
    for (name, text) in files {
        let path = folder.join(name);
        make_folder(path.parent().unwrap_or(folder))?;
        match write_new(&path, text.as_bytes()) {
            Ok(()) => report.written.push(name.to_owned()),
            Err(WriteError::Exists(_)) => report.kept.push(name.to_owned()),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(report)
}

fn make_folder(folder: &Path) -> Result<(), InitError> {
    fs::create_dir_all(folder).map_err(|source| InitError::NoFolder {
        folder: folder.to_owned(),
        source,
    })
}
