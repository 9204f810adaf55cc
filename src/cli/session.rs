//! What commands share: where they work, the day, the workspace, the state.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::console::Console;
use super::error::CliError;
use super::progress::Phase;
use super::{Deny, Global};
use crate::diagnostics::{Finding, Severity};
use crate::render::Terminal;
use crate::render::findings::{self, FindingStyle};
use crate::state::{Lineage, LocalStore, Origin, Serial, State, StateError};
use crate::text::words;
use crate::workflow::environment::{Clock, Environment, lineage_seed};
use crate::workflow::files::{self, Root};
use crate::workflow::load::{self, Workspace};
use crate::workflow::{git, state_folder};

/// One run of a command.
pub(super) struct Session<'a> {
    pub(super) console: &'a mut Console,
    pub(super) environment: Environment,
    pub(super) clock: Clock,
    directory: PathBuf,
}

impl<'a> Session<'a> {
    pub(super) fn new(global: Global, console: &'a mut Console) -> Result<Self, CliError> {
        let environment = Environment::of_process();
        let clock = environment.clock(global.as_of)?;
        let directory = global.directory.unwrap_or_else(|| PathBuf::from("."));
        Ok(Self {
            console,
            environment,
            clock,
            directory,
        })
    }

    /// A path from the command line: relative to `-C`.
    pub(super) fn path(&self, given: &Path) -> PathBuf {
        // Without -C a path is shown as it was given, not as ./FILE.
        if self.directory == Path::new(".") {
            return given.to_owned();
        }
        self.directory.join(given)
    }

    /// The folder to work in.
    pub(super) fn directory(&self) -> &Path {
        &self.directory
    }

    /// The workspace's root.
    pub(super) fn root(&self) -> Result<Root, CliError> {
        Ok(files::find_root(&self.directory)?)
    }

    /// Reads the workspace.
    pub(super) fn workspace(&mut self) -> Result<Workspace, CliError> {
        let root = self.root()?;
        self.console.working(Phase::Reading);
        let workspace = load::load(root)?;
        self.console.link(&workspace);
        Ok(workspace)
    }

    /// Reads the workspace; faults end the command.
    pub(super) fn valid_workspace(&mut self) -> Result<Workspace, CliError> {
        let workspace = self.workspace()?;
        if workspace.is_valid() {
            return Ok(workspace);
        }
        let text = faults(&workspace, self.console.err_terminal());
        self.console.say_always(&text);
        Err(CliError::user(
            "the configuration has faults; nothing was done",
        ))
    }

    /// The path of the workspace below the top of its repository: empty, or with a `/` at the end. In
    /// no repository the workspace itself is the top.
    pub(super) fn prefix(&self, workspace: &Workspace) -> String {
        git::git_prefix(&workspace.root).unwrap_or_default()
    }

    /// Opens the recorded state. While git waits for somebody to choose a side of it, what lies in the
    /// folder looks whole and is one side's: that is said beside every answer.
    pub(super) fn state(&mut self, workspace: &Workspace) -> Result<State, CliError> {
        let state = State::open(Arc::new(self.store(workspace)?))?;
        if let Some(merge) = self.unfinished_merge(workspace) {
            self.console.warn(&merge);
        }
        Ok(state)
    }

    /// Opens the recorded state to add a version: not while git waits for somebody to choose a side.
    pub(super) fn state_to_record(&self, workspace: &Workspace) -> Result<State, CliError> {
        if let Some(merge) = self.unfinished_merge(workspace) {
            return Err(CliError::user(format!("{merge}\nNothing was recorded.")));
        }
        Ok(State::open(Arc::new(self.store(workspace)?))?)
    }

    /// What to say if git waits for somebody to choose a side of the recorded state.
    pub(super) fn unfinished_merge(&self, workspace: &Workspace) -> Option<String> {
        let (folder, shown) = state_folder(&workspace.root, &workspace.config);
        if workspace.config.state_unknown || !git::is_unmerged(&workspace.root, &folder) {
            return None;
        }
        // As a rule others have the first one already. In a rebase that is HEAD.
        let sides: &[(&str, &str)] = match git::incoming(&workspace.root) {
            Some("REBASE_HEAD") => &[
                ("HEAD", "what you rebase onto"),
                ("REBASE_HEAD", "or your own commit's"),
            ],
            Some(incoming) => &[(incoming, "what comes in"), ("HEAD", "or what was here")],
            None => &[("HEAD", "what was here")],
        };
        let longest = sides.iter().map(|(side, _)| side.len()).max().unwrap_or(0);
        // Whole: choosing between entries of one number would leave later ones of the other side.
        let take = |(side, note): &(&str, &str)| {
            let space = longest - side.len();
            format!(
                "  git checkout {side} -- {shown}{:space$}    # {note}\n",
                ""
            )
        };
        let sides: String = sides.iter().map(take).collect();
        Some(format!(
            "git has not finished merging the recorded state: two branches both applied, and {shown} \
             holds the versions of one.\nKeep one side whole, as a rule the main branch's:\n  \
             git rm -rfq -- {shown}\n{sides}Then finish the merge, and plan and apply the other \
             change again."
        ))
    }

    /// The folder of the recorded state.
    pub(super) fn store(&self, workspace: &Workspace) -> Result<LocalStore, CliError> {
        if workspace.config.state_unknown {
            return Err(CliError::user(
                "guestlist.yaml does not tell where the state is kept, because it has faults: \
                 guestlist validate shows them",
            ));
        }
        let (folder, shown) = state_folder(&workspace.root, &workspace.config);
        Ok(LocalStore::new(folder).shown_as(shown))
    }

    /// Asks whether to record; without anybody to ask, nothing is.
    pub(super) fn agreed(&mut self, auto_approve: bool, question: &str) -> Result<bool, CliError> {
        if auto_approve {
            return Ok(true);
        }
        if !self.console.can_ask() {
            return Err(CliError::user(
                "nobody is there to ask: standard input is not a terminal. Nothing was recorded; use \
                 --auto-approve if it is meant",
            ));
        }
        let agreed = self.console.ask(question)? == "yes";
        if !agreed {
            self.console.say_always("Nothing was recorded.\n");
        }
        Ok(agreed)
    }

    /// Who records, when, and from which commit.
    pub(super) fn origin(
        &self,
        workspace: &Workspace,
        message: Option<String>,
    ) -> Result<Origin, CliError> {
        Ok(Origin {
            time: self.clock.now,
            author: self.environment.author(workspace.root.path()),
            message,
            config: git::git_commit(&workspace.root, &workspace.files),
            new_lineage: Lineage::from_bytes(lineage_seed()?),
        })
    }
}

/// A version that the command line names; 0 stands for no version.
pub(super) fn version_named(serial: u64, state: &State) -> Result<Serial, StateError> {
    match Serial(serial) {
        Serial::NONE => Err(StateError::NoSuchVersion {
            asked: Serial::NONE,
            newest: state.base().serial,
        }),
        named => Ok(named),
    }
}

/// The faults of a workspace, for people.
pub(super) fn faults(workspace: &Workspace, terminal: &Terminal) -> String {
    let list = findings::human(
        &workspace.faults,
        workspace.omitted,
        &workspace.sources,
        terminal,
        FindingStyle::Validate,
    );
    format!("{list}\n{} Nothing was planned.\n", fault_count(workspace))
}

/// `3 errors in 2 of 7 files.`
pub(super) fn fault_count(workspace: &Workspace) -> String {
    let number = workspace.faults.len() + workspace.omitted;
    let errors = words::count(number, "error");
    match (workspace.faulty_files, workspace.files.len()) {
        (0, _) => format!("{errors}."),
        (_, 1) => format!("{errors} in 1 file."),
        (some, all) => format!("{errors} in {some} of {}.", words::count(all, "file")),
    }
}

/// Whether findings fail a command that was told what to deny.
pub(super) fn is_denied(findings: &[Finding], deny: Option<Deny>) -> bool {
    let Some(deny) = deny else { return false };
    findings
        .iter()
        .any(|f| f.counts() && f.severity >= deny.severity())
}

/// Whether an error is among findings.
pub(super) fn has_error(findings: &[Finding]) -> bool {
    findings.iter().any(|f| f.severity == Severity::Error)
}
