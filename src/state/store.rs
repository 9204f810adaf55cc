//! Where the recorded state is kept.

use super::{Digest, Serial, StateError};

/// What was found in the place of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The file's bytes.
    Bytes(Vec<u8>),
    /// Nothing.
    Missing,
    /// Something else than a file, in words: "is a link, not a file".
    Odd(String),
}

/// What became of a file that was to be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Published {
    /// It is there now, whole and durable.
    Done,
    /// Something of that name was there before and stays untouched.
    Taken,
}

/// Why something in the store is not one of its files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StrayKind {
    /// A file that a killed process had not finished: no damage.
    Unfinished,
    /// A link where a file or folder should be.
    Link,
    /// A folder, pipe or device where a file should be, or a file where a folder should be.
    NotAFile,
    /// A copy of an entry that a merge tool left.
    MergeCopy,
    /// A file that guestlist did not write.
    Unknown,
    /// The attributes for git were changed or taken away.
    Attributes,
}

/// Something in the store that is not one of its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    /// Its place, as it is shown to people.
    pub file: String,
    /// What it is.
    pub kind: StrayKind,
}

/// A place that keeps entries of the log and objects, both by name and never replaced.
///
/// Folders fit, and so do object stores that can put a file only if none is there.
pub trait Store: Send + Sync {
    /// Makes the place ready for a commit; `first` before the first version.
    fn prepare(&self, first: bool) -> Result<(), StateError>;

    /// The versions that have an entry, in order.
    fn list_log(&self) -> Result<Vec<Serial>, StateError>;

    /// The entry of a version.
    fn read_log(&self, serial: Serial) -> Result<Found, StateError>;

    /// Publishes an entry in one step, without replacing one: the commit. Durable on return.
    fn create_log(&self, serial: Serial, bytes: &[u8]) -> Result<Published, StateError>;

    /// The objects, in any order.
    fn list_objects(&self) -> Result<Vec<Digest>, StateError>;

    /// The object of that name, unchecked.
    fn read_object(&self, name: &Digest) -> Result<Found, StateError>;

    /// Publishes an object in one step, without replacing one. Durable after
    /// [`Store::sync_objects`].
    fn put_object(&self, name: &Digest, bytes: &[u8]) -> Result<Published, StateError>;

    /// Makes all objects that were put durable.
    fn sync_objects(&self) -> Result<(), StateError>;

    /// Everything in the place that is neither an entry nor an object.
    fn strays(&self) -> Result<Vec<Stray>, StateError>;

    /// The place of an entry, as it is shown to people.
    fn log_place(&self, serial: Serial) -> String;

    /// The place of an object, as it is shown to people.
    fn object_place(&self, name: &Digest) -> String;
}

/// The file name of an entry; names sort like versions.
pub(super) fn log_name(serial: Serial) -> String {
    format!("{:010}.json", serial.0)
}

/// The version whose entry has that file name.
pub(super) fn parse_log_name(name: &str) -> Option<Serial> {
    let serial = Serial(name.strip_suffix(".json")?.parse().ok()?);
    (serial > Serial::NONE && log_name(serial) == name).then_some(serial)
}

/// The file name of an object.
pub(super) fn object_name(digest: &Digest) -> String {
    format!("{digest}.json")
}

/// The object that has that file name.
pub(super) fn parse_object_name(name: &str) -> Option<Digest> {
    name.strip_suffix(".json")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_have_one_name_each() {
        assert_eq!(log_name(Serial(12)), "0000000012.json");
        assert_eq!(parse_log_name("0000000012.json"), Some(Serial(12)));
        let big = Serial(u64::MAX);
        assert_eq!(parse_log_name(&log_name(big)), Some(big));
        for name in [
            "12.json",
            "0000000000.json",
            "+000000012.json",
            "0000000012",
        ] {
            assert_eq!(parse_log_name(name), None, "{name}");
        }
    }
}
