//! The files of a recorded state: which format a file has, and whether its bytes are as written.
//!
//! Every file says its format first. Each format is frozen in a module of its own; what is read is
//! turned into the types of today here and in `entry` and `objects`.

pub(super) mod entry;
pub(super) mod v1;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Digest, Found};

/// The newest format that is written and read.
pub const FORMAT_VERSION: u64 = v1::SEEN_NUMBER;

/// The JSON schema of the files of a recorded state.
#[must_use]
pub fn file_schema() -> schemars::Schema {
    schemars::generate::SchemaSettings::draft07()
        .into_generator()
        .into_root_schema_for::<v1::FileV1>()
}

/// What is wrong with a file, as a sentence about it without a subject.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Fault {
    #[error("is missing")]
    Missing,
    #[error("{0}")]
    Odd(String),
    #[error("is empty")]
    Empty,
    #[error("holds the conflict markers of a git merge")]
    Markers,
    #[error("has had its line ends converted, by git or an editor")]
    LineEnds,
    #[error("lacks the line end at its end")]
    NoLineEnd,
    #[error("does not end with the line that seals it: it was cut off, or something was added")]
    Unsealed,
    #[error("was changed after it was written: its bytes do not fit the digest on its last line")]
    Changed,
    #[error("was changed after it was written: its bytes do not fit its name")]
    Renamed,
    #[error("is sealed as it should be but can't be understood: {0}")]
    Meaning(String),
    #[error("was written by a newer guestlist, in format {0}")]
    Newer(u64),
}

/// The bytes of a file that should be there.
pub(super) fn bytes_of(found: Found) -> Result<Vec<u8>, Fault> {
    match found {
        Found::Bytes(bytes) if bytes.is_empty() => Err(Fault::Empty),
        Found::Bytes(bytes) => Ok(bytes),
        Found::Missing => Err(Fault::Missing),
        Found::Odd(what) => Err(Fault::Odd(what)),
    }
}

/// Checks that an object's bytes are those that it is named by.
pub(super) fn check_object(name: &Digest, bytes: &[u8]) -> Result<(), Fault> {
    if Digest::of(bytes) == *name {
        return Ok(());
    }
    let restored = without_carriage_returns(bytes).is_some_and(|b| Digest::of(&b) == *name);
    let ended = || Digest::of(&[bytes, b"\n"].concat()) == *name;
    Err(if has_markers(bytes) {
        Fault::Markers
    } else if restored {
        Fault::LineEnds
    } else if ended() {
        Fault::NoLineEnd
    } else {
        Fault::Renamed
    })
}

/// Reads an intact object, whose format stands first.
pub(super) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Fault> {
    if let Some(newer) = newer_format(bytes) {
        return Err(Fault::Newer(newer));
    }
    serde_json::from_slice(bytes).map_err(|e| Fault::Meaning(e.to_string()))
}

/// The format of a file that a newer program wrote.
fn newer_format(bytes: &[u8]) -> Option<u64> {
    #[derive(Deserialize)]
    struct Sniffed {
        format_version: u64,
    }
    // The first member only: what follows is the newer format's own matter.
    let text = std::str::from_utf8(bytes).ok()?;
    let first = text.strip_prefix('{')?.split([',', '}']).next()?;
    let sniffed: Sniffed = serde_json::from_str(&format!("{{{first}}}")).ok()?;
    (sniffed.format_version > FORMAT_VERSION).then_some(sniffed.format_version)
}

/// JSON as it stands in files: one member or word a line, so that git shows what moved.
pub(super) fn pretty(value: &impl serde::Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value)
        // The file types have text keys only, and no Serialize that fails.
        .unwrap_or_else(|error| unreachable!("state files are plain JSON: {error}"));
    bytes.push(b'\n');
    bytes
}

fn without_carriage_returns(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    text.contains("\r\n")
        .then(|| text.replace("\r\n", "\n").into_bytes())
}

fn has_markers(bytes: &[u8]) -> bool {
    bytes
        .split(|b| *b == b'\n')
        .any(|line| line.starts_with(b"<<<<<<< ") || line.starts_with(b">>>>>>> "))
}
