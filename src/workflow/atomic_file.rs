//! Writes files so that a reader, or a killed process, never meets half of one.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Why a file was not written. What was there before is untouched.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Something is there, and nothing may be overwritten.
    #[error("{} exists already", .0.display())]
    Exists(PathBuf),
    /// The folder to write into does not exist.
    #[error("{} can't be written: its folder does not exist", .0.display())]
    NoFolder(PathBuf),
    /// The user may not write there.
    #[error("{} can't be written: permission denied", .0.display())]
    Denied(PathBuf),
    /// The disk is full, or the user's share of it.
    #[error("{} can't be written: the disk is full", .0.display())]
    Full(PathBuf),
    /// What the system says.
    #[error("{} can't be written: {source}", .path.display())]
    Other {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl WriteError {
    fn new(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::AlreadyExists => Self::Exists(path),
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NoFolder(path),
            io::ErrorKind::PermissionDenied => Self::Denied(path),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(path),
            _ => Self::Other { path, source },
        }
    }
}

/// Writes a file where none is; never over anything, not even over what appears meanwhile.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let write = || {
        let temporary = beside(path, bytes, None)?;
        temporary
            .persist_noclobber(path)
            .map_err(|error| error.error)?;
        sync_folder(path)
    };
    // Said before any work; the last word is the rename's.
    if fs::symlink_metadata(path).is_ok() {
        return Err(WriteError::Exists(path.to_owned()));
    }
    write().map_err(|error| WriteError::new(path, error))
}

/// Writes a file in one step, over what is there: its permissions are kept, and a link stays a
/// link to the file that is written.
pub fn write_replace(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let write = || {
        let real = match fs::symlink_metadata(path) {
            Ok(metadata) if metadata.is_symlink() => fs::canonicalize(path)?,
            _ => path.to_owned(),
        };
        let before = fs::metadata(&real).ok();
        let temporary = beside(&real, bytes, before.as_ref())?;
        temporary.persist(&real).map_err(|error| error.error)?;
        sync_folder(&real)
    };
    write().map_err(|error| WriteError::new(path, error))
}

/// The bytes in a temporary file in the same folder, on the disk.
fn beside(path: &Path, bytes: &[u8], like: Option<&Metadata>) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".guestlist-");
    // Temporary files are private; this one will be as public as any file the user makes.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut temporary = builder.tempfile_in(folder(path))?;
    temporary.write_all(bytes)?;
    if let Some(like) = like {
        temporary.as_file().set_permissions(like.permissions())?;
    }
    temporary.as_file().sync_all()?;
    Ok(temporary)
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// A rename is on the disk when its folder is; only Unix can be told to.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder(path))?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_new_file_is_never_written_over_another() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("plan");
        write_new(&path, b"one").unwrap();
        assert!(matches!(
            write_new(&path, b"two"),
            Err(WriteError::Exists(_))
        ));
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert_eq!(names(dir.path()), ["plan"]);
    }

    #[test]
    fn a_missing_folder_is_named_and_nothing_is_left_behind() {
        let dir = tempfile::tempdir().unwrap();
        let error = write_replace(&dir.path().join("gone/plan"), b"one").unwrap_err();
        assert!(
            error.to_string().ends_with("its folder does not exist"),
            "{error}"
        );
        fs::create_dir(dir.path().join("plan")).unwrap();
        assert!(write_replace(&dir.path().join("plan"), b"one").is_err());
        assert_eq!(names(dir.path()), ["plan"]);
    }

    #[cfg(unix)]
    #[test]
    fn replacing_keeps_permissions_and_links() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let dir = tempfile::tempdir().unwrap();
        let (path, link) = (dir.path().join("a"), dir.path().join("link"));
        fs::write(&path, "one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("a", &link).unwrap();
        write_replace(&link, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o640
        );
        assert!(matches!(
            write_new(&link, b"three"),
            Err(WriteError::Exists(_))
        ));
    }

    #[cfg(unix)]
    #[test]
    fn a_new_file_is_as_public_as_any_other() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let mode = |name: &str| {
            let metadata = fs::metadata(dir.path().join(name)).unwrap();
            metadata.permissions().mode() & 0o777
        };
        fs::write(dir.path().join("usual"), "").unwrap();
        write_new(&dir.path().join("new"), b"").unwrap();
        assert_eq!(mode("new"), mode("usual"));
    }
}
