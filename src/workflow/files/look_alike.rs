//! Files that hold what guestlist's files hold and have another name: nobody reads them, and nobody
//! would notice.

use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::FILE_SUFFIX;
use super::discover::Folder;
use crate::diagnostics::{Finding, Findings, IGNORED_FILE};
use crate::text::words;

/// Files that are looked into; a folder of another tool's files may hold thousands.
const MOST_FILES: usize = 500;
/// Bytes of one that are looked at.
const HEAD: u64 = 4 * 1024;
/// How many get a note of their own.
const MOST_NOTES: usize = 20;

/// Keys that tell that a file is meant for guestlist.
const TELLING: [&str; 4] = ["tenants", "partners", "lists", "baselines"];
/// What else may stand at the top of such a file.
const OTHERS: [&str; 7] = [
    "version",
    "requires",
    "state",
    "capabilities",
    "rules",
    "tests",
    "accept",
];

/// Files that look like configuration.
#[derive(Default)]
pub(super) struct LookAlikes {
    looked: usize,
    notes: Vec<(String, Finding)>,
}

impl LookAlikes {
    /// Looks at a file that is no configuration by its name.
    pub(super) fn look(&mut self, folder: &Folder, name: &OsStr) {
        let Some(stem) = name.to_str().and_then(|name| name.strip_suffix(".yaml")) else {
            return;
        };
        if self.looked == MOST_FILES {
            return;
        }
        self.looked += 1;
        let path = folder.path.join(name);
        if head(&path).is_some_and(|head| is_alike(&head)) {
            let right = format!("{stem}{FILE_SUFFIX}");
            let shown = folder.shown(name);
            let finding = note(folder, &shown, &right);
            self.notes.push((shown, finding));
        }
    }

    /// Notes every one, in order.
    pub(super) fn report(mut self, findings: &mut Findings) {
        self.notes.sort_by(|(a, _), (b, _)| a.cmp(b));
        let more = self.notes.len().saturating_sub(MOST_NOTES);
        for (_, finding) in self.notes.into_iter().take(MOST_NOTES) {
            findings.push(finding);
        }
        if more > 0 {
            let message = format!(
                "{} more look like configuration and are not read",
                words::count(more, "file")
            );
            findings.push(Finding::new(&IGNORED_FILE, message));
        }
    }
}

/// How a file begins; nothing if it can't be read or is no text.
fn head(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    let file = File::open(path).ok()?;
    file.take(HEAD).read_to_end(&mut bytes).ok()?;
    // The last character may be cut.
    match String::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) if error.utf8_error().error_len().is_none() => {
            Some(String::from_utf8_lossy(error.as_bytes()).into_owned())
        }
        Err(_) => None,
    }
}

/// Whether all keys at the top are guestlist's, and one of them tells: other tools have files with
/// a key of the same name among others.
fn is_alike(head: &str) -> bool {
    let keys = head
        .trim_start_matches('\u{feff}')
        .lines()
        .filter_map(|line| {
            let is_top = line.starts_with(|c: char| c.is_alphanumeric() || c == '"' || c == '\'');
            let (key, _) = line.split_once(':').filter(|_| is_top)?;
            Some(key.trim_end().trim_matches(['"', '\'']))
        });
    let keys: Vec<&str> = keys.collect();
    keys.iter().any(|key| TELLING.contains(key))
        && keys
            .iter()
            .all(|key| TELLING.contains(key) || OTHERS.contains(key))
}

fn note(folder: &Folder, shown: &str, right: &str) -> Finding {
    let new = folder.shown(OsStr::new(right));
    let advice = if folder.path.join(right).exists() {
        format!("{new} exists too: move what is missing there and delete {shown}")
    } else {
        format!("if it should count, rename it to {new}")
    };
    let message = format!(
        "{shown} looks like configuration and is not read: its name does not end in {FILE_SUFFIX}"
    );
    Finding::new(&IGNORED_FILE, message).advice(advice)
}

#[cfg(test)]
mod tests {
    use super::is_alike;

    #[test]
    fn a_file_is_told_by_the_keys_at_its_top() {
        for text in [
            "tenants:\n  contoso: {}\n",
            "# ours\nversion: 1\n\"lists\":\n  a: [b.com]\n",
            "\u{feff}partners:\r\n  x:\r\n",
        ] {
            assert!(is_alike(text), "{text:?}");
        }
        for text in [
            "",
            "version: 1\n",
            "apiVersion: v1\nkind: List\ntenants: []\n",
            "a:\n  tenants: 1\n",
            "- tenants: x\n",
        ] {
            assert!(!is_alike(text), "{text:?}");
        }
    }
}
