//! What `.gitignore` files exclude, and which configuration is lost by that.

use std::collections::VecDeque;
use std::path::Path;
use std::rc::Rc;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::discover::{Entry, Folder, entries, is_configuration, is_hidden, is_workspace};
use super::{FileProblem, RelPath, Root, read_text};
use crate::diagnostics::{Finding, Findings, IGNORED_FILE};
use crate::text::words;

/// How many entries of ignored folders are looked at: `node_modules` may hold a million.
const MOST_ENTRIES: usize = 20_000;
/// How many left out files get a note of their own.
const MOST_NOTES: usize = 20;
/// The largest `.gitignore` in bytes: every pattern costs time at every file.
const LARGEST: u64 = 1024 * 1024;

/// The `.gitignore` files from a folder up to the root; the nearest one that says something about
/// a path decides.
#[derive(Clone, Default)]
pub(super) struct Ignores(Option<Rc<Layer>>);

struct Layer {
    patterns: Gitignore,
    /// The path of the `.gitignore` below the root.
    file: Rc<str>,
    above: Ignores,
}

/// The pattern that excludes something.
#[derive(Clone)]
pub(super) struct Pattern {
    text: Rc<str>,
    file: Rc<str>,
}

impl Ignores {
    /// Adds a folder's own `.gitignore`.
    pub(super) fn add(&mut self, root: &Root, file: &RelPath) -> Result<(), FileProblem> {
        let text = read_text(root, file, LARGEST)?;
        let mut builder = GitignoreBuilder::new(root.path().join(file.folder()));
        for line in text.trim_start_matches('\u{feff}').lines() {
            // A pattern that is none matches nothing, as in git.
            let _ = builder.add_line(None, line);
        }
        let patterns = builder
            .build()
            .map_err(|error| FileProblem::Other(error.to_string()))?;
        if !patterns.is_empty() {
            *self = Self(Some(Rc::new(Layer {
                patterns,
                file: file.as_str().into(),
                above: self.clone(),
            })));
        }
        Ok(())
    }

    /// The pattern that excludes a path of this folder, if one does.
    pub(super) fn excluding(&self, path: &Path, is_folder: bool) -> Option<Pattern> {
        let mut next = &self.0;
        while let Some(layer) = next {
            match layer.patterns.matched(path, is_folder) {
                Match::Ignore(glob) => {
                    return Some(Pattern {
                        text: glob.original().into(),
                        file: Rc::clone(&layer.file),
                    });
                }
                Match::Whitelist(_) => return None,
                Match::None => next = &layer.above.0,
            }
        }
        None
    }
}

/// Excluded files and folders.
#[derive(Default)]
pub(super) struct LeftOut {
    files: Vec<(String, Pattern)>,
    folders: VecDeque<(Folder, Pattern)>,
}

impl LeftOut {
    /// Takes an excluded configuration file in.
    pub(super) fn file(&mut self, shown: String, by: Pattern) {
        self.files.push((shown, by));
    }

    /// Takes an excluded folder in.
    pub(super) fn folder(&mut self, folder: Folder, by: Pattern) {
        self.folders.push_back((folder, by));
    }

    /// Notes every configuration file that is left out.
    pub(super) fn report(mut self, findings: &mut Findings) {
        let complete = self.search();
        self.files.sort_by(|(a, _), (b, _)| a.cmp(b));
        for (file, by) in self.files.iter().take(MOST_NOTES) {
            findings.push(note(file, by));
        }
        let more = self.files.len().saturating_sub(MOST_NOTES);
        if more > 0 {
            let message = format!(
                "{} more are left out by .gitignore",
                words::count(more, "configuration file")
            );
            findings.push(Finding::new(&IGNORED_FILE, message));
        }
        if !complete {
            findings.push(incomplete());
        }
    }

    /// Looks for configuration in the excluded folders, the shallow ones first, so that one deep
    /// folder of packages does not use up the allowance; false if it was used up.
    fn search(&mut self) -> bool {
        let mut allowance = MOST_ENTRIES;
        while let Some((folder, by)) = self.folders.pop_front() {
            let Ok(entries) = entries(&folder.path, allowance) else {
                continue;
            };
            let Some(left) = allowance.checked_sub(entries.len()) else {
                return false;
            };
            allowance = left;
            if is_workspace(&entries) {
                continue;
            }
            for Entry { name, kind } in entries {
                if is_hidden(&name) {
                    continue;
                }
                if kind.is_dir() {
                    self.folders.push_back((folder.enter(&name), by.clone()));
                } else if is_configuration(&name) {
                    self.files.push((folder.shown(&name), by.clone()));
                }
            }
        }
        true
    }
}

fn note(file: &str, by: &Pattern) -> Finding {
    Finding::new(&IGNORED_FILE, format!("{file} is left out by {}", by.file))
        .detail(format!("The pattern {} excludes it.", by.text))
        .advice("if it should count, change the pattern or move the file")
}

fn incomplete() -> Finding {
    let looked = words::thousands(MOST_ENTRIES);
    Finding::new(
        &IGNORED_FILE,
        format!("the folders that .gitignore excludes hold more than {looked} entries"),
    )
    .detail("Only those were searched for configuration files that are left out.")
}
