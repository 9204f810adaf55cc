//! The files of a commit below one folder.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, Write};
use std::path::Path;
use std::process::Stdio;

use super::{BaseError, ask};
use crate::workflow::files::{FILE_LIMIT, RelPath};
use crate::workflow::git::command;

/// How many links are followed from one path: as many as systems do.
const MOST_LINKS: usize = 40;
/// The longest target of a link, in bytes.
const LONGEST_TARGET: u64 = 4096;

/// What stands in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    Link,
}

#[derive(Debug)]
struct Blob {
    kind: Kind,
    id: String,
}

/// The files and links of a commit below one folder, by path.
#[derive(Debug)]
pub(super) struct Tree {
    blobs: BTreeMap<String, Blob>,
    links: BTreeMap<String, String>,
    /// Folders that other repositories hold.
    submodules: Vec<String>,
}

impl Tree {
    /// Lists the tree and reads where its links lead.
    pub(super) fn read(folder: &Path, commit: &str, prefix: &str) -> Result<Self, BaseError> {
        let of = format!("{commit}:{}", prefix.trim_end_matches('/'));
        let arguments = ["ls-tree", "-r", "-z", "--full-tree", &of];
        let output = command(folder, &arguments).output();
        let output = output.map_err(BaseError::NoGit)?;
        let listing = if output.status.success() {
            output.stdout
        } else if ask(folder, &["rev-parse", "--verify", "--quiet", &of])?.is_ok() {
            return Err(missing(prefix, commit));
        } else {
            // A folder that the commit does not have holds nothing.
            Vec::new()
        };
        let entries = || listing.split(|byte| *byte == 0);
        let blobs = entries().filter_map(entry).collect();
        let mut tree = Self {
            blobs,
            links: BTreeMap::new(),
            submodules: entries().filter_map(submodule).collect(),
        };
        tree.links = tree.targets(folder, commit)?;
        Ok(tree)
    }

    /// Whether something of that name is there.
    pub(super) fn holds(&self, path: &str) -> bool {
        self.blobs.contains_key(path)
    }

    /// Every file.
    pub(super) fn files(&self) -> impl Iterator<Item = RelPath> {
        let files = self.blobs.iter().filter(|(_, b)| b.kind == Kind::File);
        files.filter_map(|(path, _)| RelPath::parse(path))
    }

    /// Every link and where it leads.
    pub(super) fn links(&self) -> impl Iterator<Item = (&str, &str)> {
        self.links.iter().map(|(p, t)| (p.as_str(), t.as_str()))
    }

    fn targets(&self, folder: &Path, commit: &str) -> Result<BTreeMap<String, String>, BaseError> {
        let links = self.blobs.iter().filter(|(_, b)| b.kind == Kind::Link);
        let links: Vec<(&String, &Blob)> = links.collect();
        let mut out = BTreeMap::new();
        contents(folder, commit, &links, |path, content| {
            let mut target = String::new();
            // A target that is endless or not UTF-8 leads nowhere that is read.
            let read = content.take(LONGEST_TARGET).read_to_string(&mut target);
            if read.is_ok() {
                out.insert(path.to_owned(), target);
            }
            Ok(())
        })?;
        Ok(out)
    }

    /// A path below the root without `.` and `..`, and the submodule that it is in, if it is in one.
    pub(super) fn submodule_of(&self, path: &str) -> Option<(String, &str)> {
        let mut place: Vec<&str> = Vec::new();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => drop(place.pop()?),
                part => place.push(part),
            }
        }
        let path = place.join("/");
        let module = self.submodules.iter().find(|module| {
            let rest = path.strip_prefix(module.as_str());
            rest.is_some_and(|rest| rest.starts_with('/'))
        })?;
        Some((path, module))
    }

    /// The file that a path below the root leads to, links followed, if it is in the tree.
    pub(super) fn resolve(&self, path: &str) -> Option<RelPath> {
        let mut waiting: Vec<String> = path.split('/').rev().map(str::to_owned).collect();
        let mut place: Vec<String> = Vec::new();
        let mut followed = 0;
        while let Some(part) = waiting.pop() {
            match part.as_str() {
                "" | "." => {}
                ".." => drop(place.pop()?),
                _ => {
                    place.push(part);
                    let Some(target) = self.links.get(&place.join("/")) else {
                        continue;
                    };
                    followed += 1;
                    if followed > MOST_LINKS || target.starts_with('/') {
                        return None;
                    }
                    place.pop();
                    waiting.extend(target.split('/').rev().map(str::to_owned));
                }
            }
        }
        let path = place.join("/");
        self.blobs.get(&path).filter(|b| b.kind == Kind::File)?;
        RelPath::parse(&path)
    }

    /// Writes files below a folder that is empty.
    pub(super) fn write(
        &self,
        folder: &Path,
        commit: &str,
        files: &[RelPath],
        to: &Path,
    ) -> Result<(), BaseError> {
        let of = |path: &RelPath| self.blobs.get_key_value(path.as_str());
        let blobs: Vec<(&String, &Blob)> = files.iter().filter_map(of).collect();
        contents(folder, commit, &blobs, |path, content| {
            let place = to.join(path);
            if let Some(above) = place.parent() {
                fs::create_dir_all(above)?;
            }
            let mut file = OpenOptions::new()
                .write(true)
                .create_new(true)
                .open(place)?;
            io::copy(content, &mut file).map(drop)
        })
    }
}

/// The folder of a submodule, if a line of the listing is one: mode 160000 (git-ls-tree).
fn submodule(line: &[u8]) -> Option<String> {
    let line = std::str::from_utf8(line).ok()?;
    let (about, path) = line.split_once('\t')?;
    about.starts_with("160000 ").then(|| path.to_owned())
}

/// `100644 blob <id>\t<path>`; nothing for what is no file and no link.
fn entry(line: &[u8]) -> Option<(String, Blob)> {
    let line = std::str::from_utf8(line).ok()?;
    let (about, path) = line.split_once('\t')?;
    let mut parts = about.split_ascii_whitespace();
    let kind = match parts.next()? {
        "100644" | "100755" | "100664" => Kind::File,
        "120000" => Kind::Link,
        _ => return None,
    };
    let (_, id) = (parts.next()?, parts.next()?);
    let path = RelPath::parse(path)?;
    let is_plain = cfg!(unix) || !path.as_str().contains(['\\', ':']);
    let id = id.to_owned();
    is_plain.then(|| (path.as_str().to_owned(), Blob { kind, id }))
}

/// Hands out the contents of blobs, one after the other.
fn contents(
    folder: &Path,
    commit: &str,
    blobs: &[(&String, &Blob)],
    mut take: impl FnMut(&str, &mut dyn Read) -> io::Result<()>,
) -> Result<(), BaseError> {
    if blobs.is_empty() {
        return Ok(());
    }
    // From a file: git must not wait for us to write while we wait for it to be read.
    let mut wanted = tempfile::tempfile()?;
    for (_, blob) in blobs {
        writeln!(wanted, "{}", blob.id)?;
    }
    wanted.rewind()?;
    let mut git = command(folder, &["cat-file", "--batch"])
        .stdin(wanted)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(BaseError::NoGit)?;
    let read = match git.stdout.take() {
        Some(out) => read_all(&mut BufReader::new(out), commit, blobs, &mut take),
        None => Err(BaseError::Git("it gave no answer".to_owned())),
    };
    if read.is_err() {
        // It may be waiting for a reader that went away; that it ended already is no fault.
        let _ = git.kill();
    }
    git.wait()?;
    read
}

/// Something that the commit names and the repository lacks.
fn missing(path: &str, commit: &str) -> BaseError {
    let path = match path.trim_end_matches('/') {
        "" => "the folder".to_owned(),
        path => path.to_owned(),
    };
    let commit = commit.to_owned();
    BaseError::MissingObject { path, commit }
}

fn read_all(
    out: &mut impl BufRead,
    commit: &str,
    blobs: &[(&String, &Blob)],
    take: &mut impl FnMut(&str, &mut dyn Read) -> io::Result<()>,
) -> Result<(), BaseError> {
    for (path, _) in blobs {
        let mut head = String::new();
        out.read_line(&mut head)?;
        // `<id> blob <size>`, or `<id> missing`.
        let Some((_, size)) = head.trim_end().rsplit_once(" blob ") else {
            return Err(missing(path, commit));
        };
        let size: u64 = size.parse().unwrap_or(0);
        if size > FILE_LIMIT {
            return Err(BaseError::TooLarge {
                path: (*path).clone(),
                commit: commit.to_owned(),
            });
        }
        let mut content = out.take(size);
        take(path, &mut content)?;
        // What was not taken, and the line break behind it.
        io::copy(&mut content, &mut io::sink())?;
        io::copy(&mut out.take(1), &mut io::sink())?;
    }
    Ok(())
}
