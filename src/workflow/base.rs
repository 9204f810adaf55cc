//! The configuration at a commit, read from git's objects into a folder of its own: the work tree, the
//! index and the recorded state are never touched.
//!
//! Only what a workspace is made of is taken out: configuration, `.gitignore` files, the files that
//! lists name, and links, so that a repository that holds much else costs nothing.

mod fetch;
mod tree;

use std::fs;
use std::io;
use std::path::Path;

use tempfile::TempDir;

use self::tree::Tree;
use super::files::{FILE_LIMIT, ROOT_FILE, RelPath, Root, is_configuration};
use super::git::command;
use super::load::{self, Workspace};
use crate::diagnostics::{FAULTY_BASE, Finding};
use crate::document::SchemaError;
use crate::model::config::ListSpec;
use crate::plan::Commit;
use crate::text::{Sources, words};

/// Faults of the commit's files that are named.
const FAULTS_NAMED: usize = 3;

/// Why the configuration at a commit can't be read.
#[derive(Debug, thiserror::Error)]
pub enum BaseError {
    /// git can't be started.
    #[error("--base reads from git, which can't be started: {0}")]
    NoGit(io::Error),
    /// The workspace is in no repository, or git refuses to look at it.
    #[error("--base compares with a commit, but git does not answer here: {0}")]
    NoRepository(String),
    /// Not a name of a commit.
    #[error(
        "\"{0}\" is no name of a commit: write a branch, a tag or a commit, such as origin/main"
    )]
    NotAName(String),
    /// Two commits.
    #[error(
        "\"{0}\" is a range, and --base is one commit; for what a branch itself brings, write the \
         commit where it began: --base \"$(git merge-base origin/main HEAD)\""
    )]
    Range(String),
    /// No such commit.
    #[error(
        "there is no commit \"{0}\" in this repository: git fetch brings the branches of the remote, \
         and git branch --all shows what is here"
    )]
    NoCommit(String),
    /// No such commit, in a clone that lacks most of them.
    #[error(
        "there is no commit \"{name}\" here, because this clone is shallow; fetch it first, or clone \
         with the whole history (fetch-depth: 0 of actions/checkout, GIT_DEPTH: 0 of GitLab):\n  {command}"
    )]
    Shallow {
        /// As it was written.
        name: String,
        /// What brings it.
        command: String,
    },
    /// Some of its objects are not here.
    #[error(
        "{path} at {commit} is not in this repository, which is a partial clone or damaged; this brings \
         everything:\n  git fetch --refetch --no-filter"
    )]
    MissingObject {
        /// The file.
        path: String,
        /// The commit.
        commit: String,
    },
    /// A list that another repository holds.
    #[error(
        "{path} at {commit} is in the submodule {module}, and git keeps the files of a submodule in \
         another repository: put the list into this one, so that --base can read it"
    )]
    Submodule {
        /// The file.
        path: String,
        /// The submodule's folder.
        module: String,
        /// The commit.
        commit: String,
    },
    /// git failed.
    #[error("git could not read the commit: {0}")]
    Git(String),
    /// Too large.
    #[error("{path} at {commit} is larger than {} MB", FILE_LIMIT / (1024 * 1024))]
    TooLarge {
        /// The file.
        path: String,
        /// The commit.
        commit: String,
    },
    /// The folder for it can't be written.
    #[error("the files of the commit can't be put into a temporary folder: {0}")]
    Folder(#[from] io::Error),
    /// A mistake in guestlist.
    #[error(transparent)]
    Schema(#[from] SchemaError),
}

/// The configuration at a commit.
#[derive(Debug)]
pub struct Base {
    /// The commit.
    pub commit: Commit,
    /// What was read; nothing if the commit has no workspace in this place.
    pub workspace: Option<Workspace>,
}

impl Base {
    /// The texts of its files, so that places in them can be looked up beside those of today; later
    /// they are no longer here.
    pub fn take_sources(&mut self) -> Sources {
        let workspace = self.workspace.as_mut();
        let sources = workspace.map(|workspace| std::mem::take(&mut workspace.sources));
        sources.unwrap_or_else(Sources::earlier)
    }

    /// Why nothing can be compared with it, if nothing can.
    #[must_use]
    pub fn fault(&self) -> Option<Finding> {
        let workspace = self.workspace.as_ref().filter(|w| !w.is_valid())?;
        let Commit { id, name, .. } = &self.commit;
        let count = workspace.faults.len() + workspace.omitted;
        let message = format!(
            "the configuration at {name} has {} of its own, so nothing can be compared with it",
            words::count(count, "error")
        );
        let one = |fault: &Finding| match &fault.place {
            Some(place) => {
                let at = workspace.sources.location(place.span);
                format!("{}:{}: {}.", at.file, at.line, fault.message)
            }
            None => format!("{}.", fault.message),
        };
        let mut finding = Finding::new(&FAULTY_BASE, message);
        for fault in workspace.faults.iter().take(FAULTS_NAMED) {
            finding = finding.detail(one(fault));
        }
        let short = id.get(..7).unwrap_or(id);
        Some(finding.advice(format!(
            "repair them there, or compare with an older commit than {short}"
        )))
    }
}

/// Reads the configuration as it is at a commit, in the place where the workspace is now.
pub fn read(root: &Root, name: &str) -> Result<Base, BaseError> {
    let (commit, prefix) = find(root.path(), name)?;
    let tree = Tree::read(root.path(), &commit.id, &prefix)?;
    if !tree.holds(ROOT_FILE) {
        let commit = Commit {
            is_there: false,
            ..commit
        };
        return Ok(Base {
            commit,
            workspace: None,
        });
    }
    let mut wanted: Vec<RelPath> = tree.files().filter(is_read).collect();
    let workspace = checked_out(root.path(), &commit, &tree, &wanted)?;
    if let Some((path, module)) = list_elsewhere(&workspace, &tree) {
        return Err(BaseError::Submodule {
            path,
            module,
            commit: commit.name,
        });
    }
    let lists = named_lists(&workspace, &tree);
    if lists.is_empty() {
        return Ok(Base {
            commit,
            workspace: Some(workspace),
        });
    }
    wanted.extend(lists);
    let workspace = checked_out(root.path(), &commit, &tree, &wanted)?;
    Ok(Base {
        commit,
        workspace: Some(workspace),
    })
}

/// The commit, and the path of the workspace below the top of the repository.
fn find(folder: &Path, name: &str) -> Result<(Commit, String), BaseError> {
    let prefix = ask(folder, &["rev-parse", "--show-prefix"])?.map_err(BaseError::NoRepository)?;
    // What begins with a dash is an option to git; what holds a colon is no commit.
    if name.is_empty() || name.starts_with('-') || name.contains(char::is_control) {
        return Err(BaseError::NotAName(name.to_owned()));
    }
    let peeled = format!("{name}^{{commit}}");
    let id = ask(folder, &["rev-parse", "--verify", "--quiet", &peeled])?;
    let is_there = id.as_ref().is_ok_and(|id| {
        let exists = ask(folder, &["cat-file", "-e", &format!("{id}^{{commit}}")]);
        exists.is_ok_and(|answer| answer.is_ok())
    });
    let Some(id) = id.ok().filter(|_| is_there) else {
        // No branch or tag has two dots in its name.
        if name.contains("..") {
            return Err(BaseError::Range(name.to_owned()));
        }
        let shallow = ask(folder, &["rev-parse", "--is-shallow-repository"])?;
        return Err(match shallow.as_deref() {
            Ok("true") => BaseError::Shallow {
                name: name.to_owned(),
                command: fetch::command_for(folder, name)?,
            },
            _ => BaseError::NoCommit(name.to_owned()),
        });
    };
    // A clone without trees has the commit, and nothing of what is in it.
    if ask(folder, &["cat-file", "-e", &format!("{id}^{{tree}}")])?.is_err() {
        return Err(BaseError::MissingObject {
            path: "the folder".to_owned(),
            commit: name.to_owned(),
        });
    }
    let day = ask(folder, &["show", "--no-patch", "--format=%cs", &id])?.map_err(BaseError::Git)?;
    let commit = Commit {
        ahead: ahead(folder, &id)?,
        id,
        name: name.to_owned(),
        day,
        is_there: true,
    };
    Ok((commit, prefix))
}

/// How many commits that touch the workspace another one has and the one that is checked out lacks.
/// None where git does not know where the two part, as in a shallow clone.
fn ahead(folder: &Path, id: &str) -> Result<usize, BaseError> {
    if ask(folder, &["merge-base", "HEAD", id])?.is_err() {
        return Ok(0);
    }
    let range = format!("HEAD..{id}");
    let count = ask(folder, &["rev-list", "--count", &range, "--", "."])?;
    Ok(count.ok().and_then(|n| n.parse().ok()).unwrap_or_default())
}

/// One line of git's answer, or why it gives none.
fn ask(folder: &Path, arguments: &[&str]) -> Result<Result<String, String>, BaseError> {
    let output = command(folder, arguments)
        .stderr(std::process::Stdio::piped())
        .output()
        .map_err(BaseError::NoGit)?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim_end().to_owned();
    if output.status.success() {
        return Ok(Ok(text(&output.stdout)));
    }
    let said = text(&output.stderr);
    let first = said.lines().next().unwrap_or("it gave no reason");
    Ok(Err(first.trim_start_matches("fatal: ").to_owned()))
}

/// Whether a file decides what a workspace is, apart from lists.
fn is_read(path: &RelPath) -> bool {
    let name = path.as_str().rsplit('/').next().unwrap_or_default();
    let renamed = name.strip_suffix(".yml").map(|stem| format!("{stem}.yaml"));
    name == ".gitignore"
        || is_configuration(name.as_ref())
        || renamed.is_some_and(|name| is_configuration(name.as_ref()))
}

/// The paths of the files that lists name, as they are written below the root.
fn list_paths(workspace: &Workspace) -> impl Iterator<Item = String> {
    let lists = workspace.config.lists.values();
    lists.filter_map(|list| {
        let ListSpec::File(file) = &list.spec else {
            return None;
        };
        let from = RelPath::parse(workspace.sources.file(file.file.span.file).path())?;
        Some(format!("{}/{}", from.folder(), file.file.value))
    })
}

/// The files that lists name, where the tree has them.
fn named_lists(workspace: &Workspace, tree: &Tree) -> Vec<RelPath> {
    let paths = list_paths(workspace);
    paths.filter_map(|path| tree.resolve(&path)).collect()
}

/// The first list that is in a submodule, and which.
fn list_elsewhere(workspace: &Workspace, tree: &Tree) -> Option<(String, String)> {
    list_paths(workspace).find_map(|path| {
        let (path, module) = tree.submodule_of(&path)?;
        Some((path, module.to_owned()))
    })
}

/// Puts files of the tree into a folder and reads them as a workspace. The folder is gone afterwards.
fn checked_out(
    folder: &Path,
    commit: &Commit,
    tree: &Tree,
    wanted: &[RelPath],
) -> Result<Workspace, BaseError> {
    let place = TempDir::new()?;
    let mut files: Vec<RelPath> = wanted.to_vec();
    // What links that are read lead to, if it is in the tree.
    let links: Vec<(&str, &str)> = tree.links().collect();
    let read = links.iter().filter(|(path, _)| is_read_link(path));
    files.extend(read.filter_map(|(path, _)| tree.resolve(path)));
    files.sort();
    files.dedup();
    tree.write(folder, &commit.name, &files, place.path())?;
    for (path, target) in links {
        link(&place.path().join(path), target)?;
    }
    Ok(load::load_earlier(Root::at(place.path())?)?)
}

fn is_read_link(path: &str) -> bool {
    RelPath::parse(path).is_some_and(|path| is_read(&path))
}

/// Makes a link; where the system has none, the file that git would write instead.
fn link(path: &Path, target: &str) -> io::Result<()> {
    if let Some(above) = path.parent() {
        fs::create_dir_all(above)?;
    }
    #[cfg(unix)]
    let made = std::os::unix::fs::symlink(target, path);
    #[cfg(not(unix))]
    let made = fs::write(path, target);
    match made {
        // Two entries of one name: a tree that git itself would not check out.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made,
    }
}
