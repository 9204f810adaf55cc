//! A digest over every file that a result was computed from.

use std::io::Read;

use rayon::prelude::*;

use super::read::open;
use super::{FILE_LIMIT, FileProblem, RelPath, Root};

/// Digest over paths and bytes of all files and over the program's version. The order of `files`
/// does not matter; no file is held in memory. One unreadable file means no digest.
pub fn digest_files(root: &Root, files: &[RelPath]) -> Result<[u8; 32], FileProblem> {
    let hashes = files.par_iter().map(|file| hash_file(root, file));
    let hashes: Vec<blake3::Hash> = hashes.collect::<Result<_, _>>()?;
    let paths = files.iter().map(RelPath::as_str);
    Ok(combine(paths.zip(hashes).collect()))
}

/// The same digest from what was read already: what is stored under it can't be newer or older
/// than the bytes it was computed from.
#[must_use]
pub fn digest_contents<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> [u8; 32] {
    let hash = |(path, text): (&'a str, &'a str)| (path, blake3::hash(text.as_bytes()));
    combine(files.into_iter().map(hash).collect())
}

fn hash_file(root: &Root, file: &RelPath) -> Result<blake3::Hash, FileProblem> {
    let opened = open(root, file, FILE_LIMIT)?;
    let mut hasher = blake3::Hasher::new();
    // The file may grow while it is read.
    hasher.update_reader(opened.file.take(FILE_LIMIT + 1))?;
    if hasher.count() > FILE_LIMIT {
        return Err(FileProblem::TooLarge(FILE_LIMIT));
    }
    Ok(hasher.finalize())
}

fn combine(mut files: Vec<(&str, blake3::Hash)>) -> [u8; 32] {
    files.sort_unstable_by_key(|(path, _)| *path);
    let mut whole = blake3::Hasher::new();
    whole.update(concat!("guestlist ", env!("CARGO_PKG_VERSION"), "\n").as_bytes());
    for (path, hash) in files {
        // The length before it, so that no two sets of files look alike.
        whole.update(&(path.len() as u64).to_le_bytes());
        whole.update(path.as_bytes());
        whole.update(hash.as_bytes());
    }
    whole.finalize().into()
}
