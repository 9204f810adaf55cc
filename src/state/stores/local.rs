//! A recorded state in a folder.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::state::store::{
    Found, Published, Store, Stray, StrayKind, log_name, object_name, parse_log_name,
    parse_object_name,
};
use crate::state::{Digest, Serial, StateError};
use crate::text::printable;

const LOG: &str = "log";
const OBJECTS: &str = "objects";
const ATTRIBUTES: &str = ".gitattributes";
/// Unfinished files start with this.
const UNFINISHED: &str = ".tmp-";
/// An unfinished file that is older than this is nobody's.
const LEFT_BEHIND: Duration = Duration::from_secs(24 * 60 * 60);
/// guestlist writes no file as large as this; a larger one is not read.
const LARGEST: u64 = 256 << 20;

/// Line ends and contents stay byte for byte, and two branches that both recorded a version meet
/// as a conflict.
const ATTRIBUTES_TEXT: &str = "\
# Written by guestlist: recorded state is neither converted nor merged by git.
* -text -merge -filter -ident
";

/// A store in a folder, which need not exist yet.
#[derive(Debug, Clone)]
pub struct LocalStore {
    folder: PathBuf,
    shown: String,
}

impl LocalStore {
    /// The store in this folder; files are shown with the folder as given here.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        let shown = printable(&folder.to_string_lossy()).into_owned();
        Self { folder, shown }
    }

    /// Shows files as if the folder had this path, such as one relative to the workspace.
    #[must_use]
    pub fn shown_as(mut self, shown: impl Into<String>) -> Self {
        self.shown = shown.into();
        self
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn place(&self, below: &str) -> String {
        format!("{}/{}", self.shown.trim_end_matches('/'), printable(below))
    }

    /// The folder whose `.gitattributes` rules the state: the parent if that lies in a `.guestlist`
    /// folder, which is guestlist's own, else the state's folder itself.
    fn attributes_folder(&self) -> &Path {
        match self.folder.parent() {
            Some(parent) if parent.iter().any(|part| part == ".guestlist") => parent,
            _ => &self.folder,
        }
    }

    fn read(&self, folder: &str, name: &str) -> Result<Found, StateError> {
        let path = self.folder.join(folder).join(name);
        let failed = |source| StateError::Io {
            path: self.place(&format!("{folder}/{name}")),
            source,
        };
        let about = match fs::symlink_metadata(&path) {
            Ok(about) => about,
            Err(error) if is_absent(&error) => return Ok(Found::Missing),
            Err(error) => return Err(failed(error)),
        };
        if about.is_symlink() {
            return Ok(Found::Odd("is a link, not a file".to_owned()));
        }
        if !about.is_file() {
            return Ok(Found::Odd("is not a file".to_owned()));
        }
        if about.len() > LARGEST {
            return Ok(Found::Odd("is larger than any file of a state".to_owned()));
        }
        let mut bytes = Vec::new();
        let file = File::open(&path).map_err(failed)?;
        file.take(LARGEST).read_to_end(&mut bytes).map_err(failed)?;
        Ok(Found::Bytes(bytes))
    }

    /// The entries of a folder of the store, or none if it is not there.
    fn list(&self, folder: &str) -> Result<Vec<fs::DirEntry>, StateError> {
        let failed = |source| StateError::Io {
            path: self.place(folder),
            source,
        };
        match fs::read_dir(self.folder.join(folder)) {
            Ok(entries) => entries.collect::<Result<_, _>>().map_err(failed),
            Err(error) if is_absent(&error) => Ok(Vec::new()),
            Err(error) => Err(failed(error)),
        }
    }

    fn publish(&self, folder: &str, name: &str, bytes: &[u8]) -> Result<Published, StateError> {
        publish(&self.folder.join(folder), name, bytes)
            .map_err(|e| StateError::writing(self.place(&format!("{folder}/{name}")), e))
    }

    fn sync(&self, folder: &str) -> Result<(), StateError> {
        sync_folder(&self.folder.join(folder))
            .map_err(|e| StateError::writing(self.place(folder), e))
    }

    /// Takes away what killed processes left behind. What is younger than a day may be in use; a file
    /// that can't be taken away does no harm.
    fn clean(&self) {
        for folder in ["", LOG, OBJECTS] {
            for entry in self.list(folder).unwrap_or_default() {
                let is_unfinished = entry.file_name().to_string_lossy().starts_with(UNFINISHED);
                let about = fs::symlink_metadata(entry.path());
                let age = about.ok().filter(fs::Metadata::is_file);
                let age = age.and_then(|about| about.modified().ok()?.elapsed().ok());
                if is_unfinished && age.is_some_and(|age| age > LEFT_BEHIND) {
                    let _ = fs::remove_file(entry.path());
                }
            }
        }
    }

    /// Strays in `log` or `objects`, whose files have names that `is_ours` knows.
    fn strays_in(
        &self,
        folder: &str,
        is_ours: fn(&str) -> bool,
        strays: &mut Vec<Stray>,
    ) -> Result<(), StateError> {
        for entry in self.list(folder)? {
            let name = entry.file_name();
            let file = self.place(&format!("{folder}/{}", name.to_string_lossy()));
            let ours = name.to_str().is_some_and(is_ours);
            let kind = match entry.file_type() {
                // What has a name of ours is judged when it is read.
                Ok(_) if ours => continue,
                Ok(kind) if kind.is_symlink() => StrayKind::Link,
                Ok(kind) if !kind.is_file() => StrayKind::NotAFile,
                Ok(_) => stray_file(&name),
                Err(source) => return Err(StateError::Io { path: file, source }),
            };
            strays.push(Stray { file, kind });
        }
        Ok(())
    }

    /// Strays in the state's folder itself.
    fn strays_above(&self, strays: &mut Vec<Stray>) -> Result<(), StateError> {
        let own_attributes = self.attributes_folder() == self.folder;
        for entry in self.list("")? {
            let name = entry.file_name();
            let file = self.place(&name.to_string_lossy());
            let kind = match entry.file_type() {
                Ok(kind) if kind.is_symlink() => StrayKind::Link,
                Ok(kind) if name == LOG || name == OBJECTS => {
                    if kind.is_dir() {
                        continue;
                    }
                    StrayKind::NotAFile
                }
                Ok(kind) if !kind.is_file() => StrayKind::NotAFile,
                Ok(_) if name == ATTRIBUTES && own_attributes => continue,
                Ok(_) => stray_file(&name),
                Err(source) => return Err(StateError::Io { path: file, source }),
            };
            strays.push(Stray { file, kind });
        }
        if own_attributes
            && !self.list_log()?.is_empty()
            && self.read("", ATTRIBUTES)? != Found::Bytes(ATTRIBUTES_TEXT.into())
        {
            strays.push(Stray {
                file: self.place(ATTRIBUTES),
                kind: StrayKind::Attributes,
            });
        }
        Ok(())
    }
}

impl Store for LocalStore {
    fn prepare(&self, first: bool) -> Result<(), StateError> {
        let make = |folder: &str| {
            fs::create_dir_all(self.folder.join(folder))
                .map_err(|e| StateError::writing(self.place(folder), e))
        };
        make(LOG)?;
        make(OBJECTS)?;
        self.clean();
        if !first {
            return Ok(());
        }
        let attributes = self.attributes_folder();
        // One that is there already is the user's.
        publish(attributes, ATTRIBUTES, ATTRIBUTES_TEXT.as_bytes())
            .and_then(|_| sync_folder(attributes))
            .map_err(|e| {
                let path = attributes.join(ATTRIBUTES);
                StateError::writing(printable(&path.to_string_lossy()).into_owned(), e)
            })?;
        self.sync("")
    }

    fn list_log(&self) -> Result<Vec<Serial>, StateError> {
        let names = self.list(LOG)?;
        let serial = |entry: &fs::DirEntry| parse_log_name(entry.file_name().to_str()?);
        let mut serials: Vec<Serial> = names.iter().filter_map(serial).collect();
        serials.sort_unstable();
        Ok(serials)
    }

    fn read_log(&self, serial: Serial) -> Result<Found, StateError> {
        self.read(LOG, &log_name(serial))
    }

    fn create_log(&self, serial: Serial, bytes: &[u8]) -> Result<Published, StateError> {
        let published = self.publish(LOG, &log_name(serial), bytes)?;
        // The entry is there from here on, so a failure must not say that nothing was recorded.
        sync_folder(&self.folder.join(LOG)).map_err(|source| StateError::Io {
            path: self.place(LOG),
            source,
        })?;
        Ok(published)
    }

    fn list_objects(&self) -> Result<Vec<Digest>, StateError> {
        let names = self.list(OBJECTS)?;
        let object = |entry: &fs::DirEntry| parse_object_name(entry.file_name().to_str()?);
        Ok(names.iter().filter_map(object).collect())
    }

    fn read_object(&self, name: &Digest) -> Result<Found, StateError> {
        self.read(OBJECTS, &object_name(name))
    }

    fn put_object(&self, name: &Digest, bytes: &[u8]) -> Result<Published, StateError> {
        self.publish(OBJECTS, &object_name(name), bytes)
    }

    fn sync_objects(&self) -> Result<(), StateError> {
        self.sync(OBJECTS)
    }

    fn strays(&self) -> Result<Vec<Stray>, StateError> {
        let mut strays = Vec::new();
        self.strays_above(&mut strays)?;
        self.strays_in(LOG, |name| parse_log_name(name).is_some(), &mut strays)?;
        let is_object = |name: &str| parse_object_name(name).is_some();
        self.strays_in(OBJECTS, is_object, &mut strays)?;
        strays.sort_unstable_by(|a, b| a.file.cmp(&b.file));
        Ok(strays)
    }

    fn log_place(&self, serial: Serial) -> String {
        self.place(&format!("{LOG}/{}", log_name(serial)))
    }

    fn object_place(&self, name: &Digest) -> String {
        self.place(&format!("{OBJECTS}/{}", object_name(name)))
    }
}

/// Whether there is nothing of that name: not even its folder.
fn is_absent(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::NotFound
}

/// What a file is whose name is not one of the state's.
fn stray_file(name: &OsStr) -> StrayKind {
    let name = name.to_string_lossy();
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    if name.starts_with(UNFINISHED) {
        StrayKind::Unfinished
    } else if digits >= 10 {
        // `0000000005.json~HEAD`, `0000000005.json.orig`, `0000000005_REMOTE_123.json`
        StrayKind::MergeCopy
    } else {
        StrayKind::Unknown
    }
}

/// Writes a file under a name of its own, makes it durable, and gives it its name only if that is
/// free: a process killed at any instant leaves the whole file or none of that name.
fn publish(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<Published> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED).rand_bytes(12);
    // Temporary files are private by default; these become files that a team shares.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    match file.persist_noclobber(folder.join(name)) {
        Ok(_) => Ok(Published::Done),
        Err(taken) if taken.error.kind() == io::ErrorKind::AlreadyExists => Ok(Published::Taken),
        Err(failed) => Err(failed.error),
    }
}

/// Makes the names in a folder durable.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Other systems have no such step: the names are durable with the files.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
