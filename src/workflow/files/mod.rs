//! The workspace's files: where it begins, which files belong to it, what they hold.
//!
//! Paths are hostile like the text in them: nothing outside the root is read, nothing that is not
//! a regular file, and nothing larger than [`FILE_LIMIT`].

mod digest;
mod discover;
mod left_out;
mod list_file;
mod list_path;
mod look_alike;
mod read;
mod root;

use std::io;
use std::path::Path;

pub use digest::{digest_contents, digest_files};
pub use discover::{Discovered, discover, is_configuration};
pub use list_file::{ListLine, parse_list};
pub use list_path::{ListPathError, resolve_list_path};
pub use read::{FILE_LIMIT, FileProblem, load_sources, read_text};
pub use root::{RelPath, Root, RootError, find_root};

/// Why a file that was named could not be read, in words for who named it.
#[must_use]
pub fn unread(path: &Path, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => format!("there is no file {}", path.display()),
        io::ErrorKind::IsADirectory => format!("{} is a folder, not a file", path.display()),
        _ => format!("{}: {error}", path.display()),
    }
}

/// The file that makes a folder a workspace.
pub const ROOT_FILE: &str = "guestlist.yaml";

/// How every other configuration file ends.
pub const FILE_SUFFIX: &str = ".guestlist.yaml";
