//! Facts kept between runs, to save time.
//!
//! Each workspace has one file for each purpose. A file that is missing, damaged, older or not
//! ours is the same as no file: the fact is worked out again. It may be thrown away at any time.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::files::Root;

/// How every file begins; another layout gets another word.
const MAGIC: &[u8; 16] = b"guestlist-cache1";
/// What stands before the payload: the word, the key, the payload's digest.
const HEAD: usize = MAGIC.len() + 32 + 32;
/// The most that is kept or read, in bytes.
const LARGEST: usize = 256 * 1024 * 1024;

/// One workspace's facts for one purpose.
#[derive(Debug, Clone)]
pub struct Cache {
    file: Option<PathBuf>,
}

impl Cache {
    /// The place in `folder` for this workspace and purpose (a word fit for a file's name). Without
    /// a folder nothing is kept.
    #[must_use]
    pub fn new(folder: Option<&Path>, root: &Root, purpose: &'static str) -> Self {
        let path = blake3::hash(root.path().as_os_str().as_encoded_bytes()).to_hex();
        let name = format!("{}-{purpose}", &path[..32]);
        Self {
            file: folder.map(|folder| folder.join(name)),
        }
    }

    /// What was put under exactly this key last, if it is intact.
    #[must_use]
    pub fn get(&self, key: &[u8; 32]) -> Option<Vec<u8>> {
        let file = self.file.as_ref()?;
        // A pipe would make us wait for somebody to write into it.
        if !fs::metadata(file).ok()?.is_file() {
            return None;
        }
        let mut file = File::open(file).ok()?;
        let mut head = [0; HEAD];
        file.read_exact(&mut head).ok()?;
        let found = head.strip_prefix(MAGIC)?.strip_prefix(key.as_slice())?;
        let mut payload = Vec::new();
        let most = LARGEST as u64 + 1;
        file.take(most).read_to_end(&mut payload).ok()?;
        let intact = payload.len() <= LARGEST && blake3::hash(&payload).as_bytes() == found;
        intact.then_some(payload)
    }

    /// Keeps a fact in the place of the one before. If that is not possible, nothing is kept.
    pub fn put(&self, key: &[u8; 32], payload: &[u8]) {
        if let Some(file) = &self.file
            && payload.len() <= LARGEST
        {
            // A fact that can't be kept is worked out again.
            let _ = store(file, key, payload);
        }
    }
}

fn store(file: &Path, key: &[u8; 32], payload: &[u8]) -> io::Result<()> {
    let folder = file.parent().ok_or(io::ErrorKind::NotFound)?;
    fs::create_dir_all(folder)?;
    let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
    temporary.write_all(MAGIC)?;
    temporary.write_all(key)?;
    temporary.write_all(blake3::hash(payload).as_bytes())?;
    temporary.write_all(payload)?;
    // Not synced: what a crash leaves is found out by its digest.
    temporary.persist(file)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [u8; 32] = [1; 32];

    fn workspace() -> (tempfile::TempDir, Root) {
        let dir = tempfile::tempdir().unwrap();
        let root = Root::at(dir.path()).unwrap();
        (dir, root)
    }

    #[test]
    fn gives_back_what_was_put_under_the_same_key() {
        let (dir, root) = workspace();
        let folder = dir.path().join("new/cache");
        let cache = Cache::new(Some(&folder), &root, "facts");
        assert_eq!(cache.get(&KEY), None);
        cache.put(&KEY, b"one");
        cache.put(&KEY, b"two");
        assert_eq!(cache.get(&KEY).as_deref(), Some(b"two".as_slice()));
        assert_eq!(cache.get(&[2; 32]), None);
        assert_eq!(Cache::new(Some(&folder), &root, "other").get(&KEY), None);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    }

    #[test]
    fn damage_of_any_byte_is_a_miss() {
        let (dir, root) = workspace();
        let cache = Cache::new(Some(dir.path()), &root, "facts");
        cache.put(&KEY, b"payload");
        let file = cache.file.clone().unwrap();
        let good = fs::read(&file).unwrap();
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1;
            fs::write(&file, bad).unwrap();
            assert_eq!(cache.get(&KEY), None, "byte {at}");
            fs::write(&file, &good[..at]).unwrap();
            assert_eq!(cache.get(&KEY), None, "cut at {at}");
        }
        fs::write(&file, [good.as_slice(), b"x"].concat()).unwrap();
        assert_eq!(cache.get(&KEY), None);
        fs::write(&file, good).unwrap();
        assert!(cache.get(&KEY).is_some());
    }

    #[test]
    fn a_place_that_can_not_be_used_is_a_miss() {
        let (dir, root) = workspace();
        fs::write(dir.path().join("file"), "").unwrap();
        for folder in [None, Some(dir.path().join("file"))] {
            let cache = Cache::new(folder.as_deref(), &root, "facts");
            cache.put(&KEY, b"one");
            assert_eq!(cache.get(&KEY), None);
        }
    }
}
