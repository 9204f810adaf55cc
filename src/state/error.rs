//! What can go wrong with the recorded state.

use std::io;

use super::{Base, Damage, Serial, Version};
use crate::model::Name;

/// Why the recorded state could not be read or written. Nothing was recorded.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// The place can't be written.
    #[error(
        "{path} can't be written, so nothing was recorded: {source}. \
         Reading works; to record, give your account write access to the state's folder"
    )]
    NotWritable {
        /// The file or folder, as it is shown to people.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// No room is left.
    #[error(
        "there is no room left to write {path}, so nothing was recorded; \
         the versions before are intact. Free some space and apply again ({source})"
    )]
    DiskFull {
        /// The file, as it is shown to people.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// Files are damaged.
    #[error("the recorded state is damaged:\n{}", listed(.0))]
    Damaged(Vec<Damage>),
    /// The state was written by a newer version of the program.
    #[error(
        "{file} has state format {found}, which a newer guestlist wrote; \
         this one knows formats up to {known}. Nothing was read or changed. Update guestlist"
    )]
    NewerFormat {
        /// The file, as it is shown to people.
        file: String,
        /// The format it has.
        found: u64,
        /// The newest format that this program knows.
        known: u64,
    },
    /// The state is not the one that was to be followed.
    #[error("{}", moved(expected, now.as_deref()))]
    Moved {
        /// What was to be followed.
        expected: Base,
        /// What is there now; nothing if no version is.
        now: Option<Box<Version>>,
    },
    /// There is no such version.
    #[error("there is no version {asked}; {}", newest_is(*newest))]
    NoSuchVersion {
        /// What was asked for.
        asked: Serial,
        /// The newest one; 0 if there is none.
        newest: Serial,
    },
    /// The newest version has no such tenant.
    #[error("the recorded state has no tenant {0}")]
    NoSuchTenant(Name),
    /// The system refused something else.
    #[error("{path}: {source}")]
    Io {
        /// The file or folder, as it is shown to people.
        path: String,
        /// What the system said.
        source: io::Error,
    },
}

impl StateError {
    /// Sorts a failed write by its cause.
    #[must_use]
    pub fn writing(path: String, source: io::Error) -> Self {
        use io::ErrorKind as Kind;
        match source.kind() {
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => Self::NotWritable { path, source },
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => {
                Self::DiskFull { path, source }
            }
            _ => Self::Io { path, source },
        }
    }
}

fn listed(damage: &[Damage]) -> String {
    let texts: Vec<String> = damage.iter().map(ToString::to_string).collect();
    texts.join("\n")
}

fn newest_is(newest: Serial) -> String {
    match newest {
        Serial::NONE => "nothing is recorded yet".to_owned(),
        newest => format!("the newest one is {newest}"),
    }
}

fn moved(expected: &Base, now: Option<&Version>) -> String {
    let Some(now) = now else {
        return format!(
            "this was to follow version {}, but no version is recorded here any more; \
             nothing was recorded",
            expected.serial
        );
    };
    match expected.lineage {
        Some(lineage) if lineage != now.lineage => format!(
            "this was to follow version {} of the lineage {lineage}, but the recorded state \
             is of another one, {}; nothing was recorded",
            expected.serial, now.lineage
        ),
        _ if expected.serial == now.serial => format!(
            "version {} is no longer the one that this was made from; nothing was recorded",
            now.serial
        ),
        _ => format!(
            "the recorded state moved on from version {} to version {}; nothing was recorded",
            expected.serial, now.serial
        ),
    }
}
