//! Reading exports of other tools: one file, or several of the same tenant.

mod tenant;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::files::unread;
use crate::interop::{self, FILE_LIMIT, Format, NotTaken, Observed, Options, ReadError};
use crate::model::SettingKey;
use crate::state::Seen;

pub use tenant::OtherTenant;

/// Why exports can't be read.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The file can't be opened.
    #[error("{}", unread(.path, .error))]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// A folder, a pipe, a device.
    #[error("{} is not a regular file", .0.display())]
    NotRegular(PathBuf),
    /// Larger than any export.
    #[error(
        "{} is larger than {} MB: no export of a tenant is. Is it the right file?",
        .0.display(), FILE_LIMIT / (1024 * 1024)
    )]
    TooLarge(PathBuf),
    /// It does not hold what guestlist reads.
    #[error("{}: {error}", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        error: ReadError,
    },
    /// Two files differ about a value.
    #[error(
        "{first} and {second} say different things about {key}: they were exported at different times, \
         or of different tenants. Give the newer one alone"
    )]
    Conflict {
        /// The setting.
        key: SettingKey,
        /// Where the first value stands.
        first: String,
        /// Where the other stands.
        second: String,
    },
    /// Two files are of different tenants.
    #[error("{first} is of tenant {one}, {second} of {other}: give files of one tenant")]
    Tenants {
        /// The first file.
        first: String,
        /// Its tenant.
        one: String,
        /// The other file.
        second: String,
        /// Its tenant.
        other: String,
    },
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportFile {
    /// Its name without folders.
    pub name: String,
    /// What it is.
    pub format: Format,
    /// The version of the tool that wrote it.
    pub tool: Option<String>,
    /// When the service was read, if the file says it.
    pub time: Option<Timestamp>,
}

impl ExportFile {
    /// `ProviderSettingsExport.json (ScubaGear 1.8.0)`
    #[must_use]
    pub fn source(&self) -> String {
        let tool = self.tool.as_deref().map(|t| format!(" {t}"));
        format!(
            "{} ({}{})",
            self.name,
            self.format,
            tool.unwrap_or_default()
        )
    }

    /// The same with the day on which the service was read, if the file says it.
    #[must_use]
    pub fn dated_source(&self) -> String {
        match self.time {
            Some(time) => format!("{}, read on {}", self.source(), time.strftime("%Y-%m-%d")),
            None => self.source(),
        }
    }
}

/// What exports say of one tenant.
#[derive(Debug)]
pub struct Export {
    /// The files.
    pub files: Vec<ExportFile>,
    /// All that they say.
    pub observed: Observed,
    /// When and where each value was seen.
    pub seen: BTreeMap<SettingKey, Seen>,
}

/// Reads files; `time` is when the service was read where a file does not say it.
pub fn read(paths: &[PathBuf], options: &Options, time: Timestamp) -> Result<Export, ExportError> {
    let mut all: Option<Export> = None;
    for path in paths {
        let one = read_one(path, options, time)?;
        all = Some(match all {
            None => one,
            Some(all) => join(all, one)?,
        });
    }
    all.ok_or_else(|| ExportError::NotRegular(PathBuf::new()))
}

fn read_one(path: &Path, options: &Options, time: Timestamp) -> Result<Export, ExportError> {
    let wrong = |error: ReadError| ExportError::Read {
        path: path.to_owned(),
        error,
    };
    let bytes = bytes(path)?;
    let text = interop::decode(&bytes).map_err(|error| wrong(error.into()))?;
    drop(bytes);
    let observed = interop::read(&text, options).map_err(wrong)?;
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let file = ExportFile {
        name,
        format: observed.format,
        tool: observed.tool.clone(),
        time: observed.time,
    };
    let seen = Seen {
        time: observed.time.unwrap_or(time),
        source: file.source(),
    };
    // What is to be is no observation.
    let keys = observed.values.keys().filter(|_| !observed.is_wish);
    Ok(Export {
        seen: keys.map(|key| (key.clone(), seen.clone())).collect(),
        files: vec![file],
        observed,
    })
}

/// The bytes of a file that is no larger than any export.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, ExportError> {
    let io = |error| ExportError::Io {
        path: path.to_owned(),
        error,
    };
    // Before it is opened: opening a pipe waits until somebody writes into it.
    let metadata = fs::metadata(path).map_err(io)?;
    if !metadata.is_file() {
        return Err(ExportError::NotRegular(path.to_owned()));
    }
    if metadata.len() > FILE_LIMIT {
        return Err(ExportError::TooLarge(path.to_owned()));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(io)?;
    let length = file
        .take(FILE_LIMIT + 1)
        .read_to_end(&mut bytes)
        .map_err(io)?;
    if length as u64 > FILE_LIMIT {
        return Err(ExportError::TooLarge(path.to_owned()));
    }
    Ok(bytes)
}

/// Two exports as one; where a value stands begins with its file's name.
fn join(mut all: Export, one: Export) -> Result<Export, ExportError> {
    if all.files.len() == 1 {
        all.observed = named(all.observed, &all.files[0].name);
    }
    let name = one
        .files
        .first()
        .map(|f| f.name.clone())
        .unwrap_or_default();
    let other = named(one.observed, &name);
    let (mine, theirs) = (&mut all.observed.identity, other.identity);
    if let (Some(one), Some(other)) = (&mine.tenant_id, &theirs.tenant_id)
        && one != other
    {
        let first = all
            .files
            .first()
            .map(|f| f.name.clone())
            .unwrap_or_default();
        let (one, other) = (one.clone(), other.clone());
        return Err(ExportError::Tenants {
            first,
            one,
            second: name,
            other,
        });
    }
    mine.tenant_id = mine.tenant_id.take().or(theirs.tenant_id);
    mine.display_name = mine.display_name.take().or(theirs.display_name);
    mine.domains.extend(theirs.domains);
    for (key, value) in other.values {
        match all.observed.values.get(&key) {
            Some(first) if first.value != value.value => {
                let (first, second) = (first.at.clone(), value.at);
                return Err(ExportError::Conflict { key, first, second });
            }
            Some(_) => {}
            None => drop(all.observed.values.insert(key, value)),
        }
    }
    all.observed.is_wish |= other.is_wish;
    all.observed.not_taken.extend(other.not_taken);
    all.observed.whole.extend(other.whole);
    all.files.extend(one.files);
    for (key, seen) in one.seen {
        all.seen.entry(key).or_insert(seen);
    }
    Ok(all)
}

fn named(mut observed: Observed, file: &str) -> Observed {
    let at = |at: &str| format!("{file}: {at}");
    for seen in observed.values.values_mut() {
        seen.at = at(&seen.at);
    }
    let not_taken = observed.not_taken.into_iter();
    observed.not_taken = not_taken
        .map(|n| NotTaken {
            at: at(&n.at),
            why: n.why,
        })
        .collect();
    observed
}
