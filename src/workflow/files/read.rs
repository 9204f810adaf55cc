//! Reads files that may be anything: huge, binary, a device, gone.

use std::fs::{self, File, FileType};
use std::io::{self, Read};

use rayon::prelude::*;

use super::root::canonical;
use super::{RelPath, Root};
use crate::diagnostics::{Finding, Findings, OUTSIDE_ROOT, TOO_LARGE, UNREADABLE_FILE};
use crate::text::{FileId, Sources};

/// The largest file that is read, in bytes: places in a file are 32-bit, and nobody writes more.
pub const FILE_LIMIT: u64 = 256 * 1024 * 1024;

/// Why a file can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileProblem {
    /// It was there when the folder was listed, or never.
    #[error("it does not exist")]
    Missing,
    /// The user may not read it.
    #[error("permission denied")]
    Denied,
    /// A folder, pipe, device or socket.
    #[error("it is {0}, not a regular file")]
    NotRegular(&'static str),
    /// More bytes than the limit, which is given in bytes.
    #[error("it is larger than {} MB", .0 / (1024 * 1024))]
    TooLarge(u64),
    /// Text in another encoding.
    #[error("it is {0} text")]
    Encoding(&'static str),
    /// Neither UTF-8 nor another encoding that can be told.
    #[error("it is not UTF-8 text: the byte at offset {offset} is 0x{byte:02x}")]
    NotText {
        /// Where, counted from 0.
        offset: usize,
        /// The first byte that does not belong.
        byte: u8,
    },
    /// A link to somewhere else.
    #[error("it is a link that leads out of the workspace")]
    OutsideRoot,
    /// What the system says.
    #[error("{0}")]
    Other(String),
}

impl FileProblem {
    /// The fault to show; it has no place, because there is no text, so it names the file.
    #[must_use]
    pub fn finding(&self, file: &RelPath) -> Finding {
        let rule = match self {
            Self::TooLarge(_) => &TOO_LARGE,
            Self::OutsideRoot => &OUTSIDE_ROOT,
            _ => &UNREADABLE_FILE,
        };
        let finding = Finding::new(rule, format!("{file} can't be read: {self}"));
        match self {
            Self::Encoding(_) | Self::NotText { .. } => finding.advice("save it as UTF-8"),
            Self::Denied => finding.advice("give yourself the right to read it"),
            Self::OutsideRoot => finding.advice("put the file itself into the workspace"),
            Self::TooLarge(_) => finding.advice("split it into several files"),
            Self::NotRegular(_) => finding.advice("rename it, or put a file in its place"),
            Self::Missing | Self::Other(_) => finding,
        }
    }
}

impl From<io::Error> for FileProblem {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::Denied,
            _ => Self::Other(error.to_string()),
        }
    }
}

/// A file's whole text, at most `limit` bytes; a byte order mark is left in place, so that byte
/// offsets are those of the file.
pub fn read_text(root: &Root, file: &RelPath, limit: u64) -> Result<String, FileProblem> {
    let mut bytes = Vec::new();
    let opened = open(root, file, limit)?;
    bytes.reserve_exact(usize::try_from(opened.length).unwrap_or(0));
    // The file may grow while it is read, and some files say they are empty and are not.
    let read = opened
        .file
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)?;
    if read as u64 > limit {
        return Err(FileProblem::TooLarge(limit));
    }
    decode(bytes)
}

/// Reads files side by side and takes them into `sources` in the order given. Each file has its
/// place in the answer: its name, or nothing if it can't be read, which then is among `findings`.
pub fn load_sources(
    root: &Root,
    files: &[RelPath],
    sources: &mut Sources,
    findings: &mut Findings,
) -> Vec<Option<FileId>> {
    let read = |file: &RelPath| read_text(root, file, FILE_LIMIT);
    let texts: Vec<_> = files.par_iter().map(read).collect();
    let mut take = |(file, text): (&RelPath, Result<String, FileProblem>)| match text {
        Ok(text) => Some(sources.add(file.as_str(), text)),
        Err(problem) => {
            findings.push(problem.finding(file));
            None
        }
    };
    files.iter().zip(texts).map(&mut take).collect()
}

/// A regular file inside the root, and its length when it was opened.
pub(super) struct Opened {
    pub(super) file: File,
    pub(super) length: u64,
}

/// Opens a file that may be read.
pub(super) fn open(root: &Root, file: &RelPath, limit: u64) -> Result<Opened, FileProblem> {
    let mut path = file.under(root);
    let mut kind = fs::symlink_metadata(&path)?.file_type();
    if kind.is_symlink() {
        path = canonical(&path)?;
        if !path.starts_with(root.path()) {
            return Err(FileProblem::OutsideRoot);
        }
        kind = fs::symlink_metadata(&path)?.file_type();
    }
    // Before it is opened: opening a pipe waits until somebody writes into it.
    check_kind(kind)?;
    let file = File::open(&path)?;
    let metadata = file.metadata()?;
    check_kind(metadata.file_type())?;
    if metadata.len() > limit {
        return Err(FileProblem::TooLarge(limit));
    }
    Ok(Opened {
        file,
        length: metadata.len(),
    })
}

fn check_kind(kind: FileType) -> Result<(), FileProblem> {
    if kind.is_file() {
        return Ok(());
    }
    Err(FileProblem::NotRegular(kind_name(kind)))
}

fn kind_name(kind: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return "a named pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_block_device() || kind.is_char_device() {
            return "a device";
        }
    }
    if kind.is_dir() {
        "a folder"
    } else {
        "something else"
    }
}

fn decode(bytes: Vec<u8>) -> Result<String, FileProblem> {
    if let Some(encoding) = other_encoding(&bytes) {
        return Err(FileProblem::Encoding(encoding));
    }
    match String::from_utf8(bytes) {
        Ok(text) => match zero(text.as_bytes()) {
            None => Ok(text),
            Some(offset) => Err(FileProblem::NotText { offset, byte: 0 }),
        },
        Err(error) => {
            let bad = error.utf8_error().valid_up_to();
            let bytes = error.as_bytes();
            let offset = zero(&bytes[..bad]).unwrap_or(bad);
            let byte = bytes[offset];
            Err(FileProblem::NotText { offset, byte })
        }
    }
}

/// Where the first zero byte is, which is valid UTF-8 but no text.
fn zero(bytes: &[u8]) -> Option<usize> {
    // `contains` looks at many bytes at a time, and nearly every file has none.
    if !bytes.contains(&0) {
        return None;
    }
    bytes.iter().position(|byte| *byte == 0)
}

/// UTF-16 and UTF-32 by their byte order mark, or by the zero bytes that their ASCII letters hold.
fn other_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        [0, 0, 0, a, ..] | [a, 0, 0, 0, ..] if *a != 0 => Some("UTF-32"),
        [0, a, 0, b, ..] | [a, 0, b, 0, ..] if *a != 0 && *b != 0 => Some("UTF-16"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_encoding_that_a_file_was_saved_in() {
        let wide = |order: fn(u16) -> [u8; 2], mark: bool| {
            let text = if mark {
                "\u{feff}version: 1"
            } else {
                "version: 1"
            };
            text.encode_utf16().flat_map(order).collect::<Vec<u8>>()
        };
        for mark in [true, false] {
            for order in [u16::to_le_bytes, u16::to_be_bytes] {
                let problem = decode(wide(order, mark)).unwrap_err();
                assert_eq!(problem, FileProblem::Encoding("UTF-16"));
            }
        }
        let utf32: Vec<u8> = "ab"
            .chars()
            .flat_map(|c| u32::from(c).to_le_bytes())
            .collect();
        assert_eq!(decode(utf32), Err(FileProblem::Encoding("UTF-32")));
    }

    #[test]
    fn says_where_text_ends_to_be_text() {
        let not_text = |offset, byte| Err(FileProblem::NotText { offset, byte });
        assert_eq!(decode(b"caf\xe9 \0".to_vec()), not_text(3, 0xe9));
        assert_eq!(decode(b"caf\0 \xe9".to_vec()), not_text(3, 0));
        assert_eq!(decode(b"version: \0".to_vec()), not_text(9, 0));
        assert_eq!(decode("\u{feff}é".into()).as_deref(), Ok("\u{feff}é"));
    }
}
