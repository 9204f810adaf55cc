//! `guestlist state`

use clap::Subcommand;

use crate::cli::Format;
use crate::cli::error::CliError;
use crate::cli::outcome::Outcome;
use crate::cli::progress::Phase;
use crate::cli::session::{Session, version_named};
use crate::diff::Change;
use crate::model::Name;
use crate::render::json;
use crate::render::state as page;
use crate::state::{self, Digest, State, StateError, Version};
use crate::workflow::history;
use crate::workflow::load::Workspace;

/// The recorded state and its history.
#[derive(Debug, Subcommand)]
#[command(
    after_help = "Examples:\n  guestlist state log\n  guestlist state verify --head 3f…\n  \
    guestlist state restore 12 --message \"back to before the merger\""
)]
pub(in crate::cli) enum StateCommand {
    /// The recorded tenants.
    #[command(
        after_help = "Examples:\n  guestlist state list\n  guestlist state list --format json"
    )]
    List(Shown),
    /// Every version, the newest first.
    #[command(after_help = "Examples:\n  guestlist state log\n  guestlist state log --format json")]
    Log(Shown),
    /// One version: who, when, why, and what it changed.
    #[command(after_help = "Examples:\n  guestlist state show\n  guestlist state show 12")]
    Show(Show),
    /// Check every byte of the recorded state.
    #[command(
        after_help = "Examples:\n  guestlist state verify\n  guestlist state verify --head 3f…"
    )]
    Verify(Verify),
    /// Record an earlier version anew, as a new one.
    #[command(
        after_help = "Examples:\n  guestlist state restore 12 --message \"back to before the merger\""
    )]
    Restore(Restore),
    /// Take a tenant out of the record, as a new version. Earlier ones keep it.
    #[command(after_help = "Examples:\n  guestlist state forget litware --message \"sold\"")]
    Forget(Forget),
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Shown {
    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Show {
    /// Which version; the newest unless named.
    #[arg(value_name = "SERIAL")]
    serial: Option<u64>,
    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Verify {
    /// The digest of a version that is known to have been recorded: notices a rewritten history.
    #[arg(long, value_name = "DIGEST")]
    head: Option<Digest>,
    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Restore {
    /// Which version.
    #[arg(value_name = "SERIAL")]
    serial: u64,
    /// Do not ask.
    #[arg(long)]
    auto_approve: bool,
    /// Why: kept in the log.
    #[arg(long, value_name = "TEXT")]
    message: Option<String>,
    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Forget {
    /// Which tenant.
    #[arg(value_name = "TENANT")]
    tenant: String,
    /// Do not ask.
    #[arg(long)]
    auto_approve: bool,
    /// Why: kept in the log.
    #[arg(long, value_name = "TEXT")]
    message: Option<String>,
    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl StateCommand {
    pub(in crate::cli) fn run(self, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        let workspace = session.workspace()?;
        match self {
            Self::Verify(args) => args.run(&workspace, session),
            Self::List(args) => list(&args, &session.state(&workspace)?, session),
            Self::Log(args) => log(&args, &session.state(&workspace)?, session),
            Self::Show(args) => args.run(&session.state(&workspace)?, session),
            Self::Restore(args) => args.run(&workspace, session),
            Self::Forget(args) => args.run(&workspace, session),
        }
    }
}

fn list(args: &Shown, state: &State, session: &mut Session<'_>) -> Result<Outcome, CliError> {
    match args.format {
        Format::Json => session.console.json(&json::state::list(state))?,
        Format::Human => {
            let text = page::list(state, session.console.terminal());
            session.console.data(&text)?;
        }
    }
    Ok(Outcome::Done)
}

fn log(args: &Shown, state: &State, session: &mut Session<'_>) -> Result<Outcome, CliError> {
    let versions: Vec<Version> = state.log().collect::<Result<_, _>>()?;
    match args.format {
        Format::Json => session.console.json(&json::state::log(&versions))?,
        Format::Human => {
            let text = page::log(&versions, session.console.terminal());
            session.console.data(&text)?;
        }
    }
    Ok(Outcome::Done)
}

impl Show {
    fn run(self, state: &State, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        let serial = match self.serial {
            Some(serial) => version_named(serial, state)?,
            None => state.base().serial,
        };
        let changes = history::changes_of(state, serial)?;
        let view = state.at(serial)?;
        match (self.format, view.version()) {
            (Format::Json, version) => session
                .console
                .json(&json::state::version(version, &changes))?,
            (Format::Human, Some(version)) => {
                let text = page::version(version, &changes, session.console.terminal());
                session.console.data(&text)?;
            }
            (Format::Human, None) => {
                let text = page::nothing(session.console.terminal());
                session.console.data(&text)?;
            }
        }
        Ok(Outcome::Done)
    }
}

impl Verify {
    fn run(self, workspace: &Workspace, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        session.console.working(Phase::Checking);
        let report = state::verify(&session.store(workspace)?, self.head.as_ref())?;
        let merge = session.unfinished_merge(workspace);
        match self.format {
            Format::Json => {
                let document = json::state::report(&report, merge.is_some());
                session.console.json(&document)?;
            }
            Format::Human => {
                let text = page::report(&report, session.console.terminal());
                session.console.data(&text)?;
            }
        }
        match merge {
            // Every byte is right, and yet it is not decided whose versions count.
            Some(merge) => Err(CliError::user(merge)),
            None if report.damage.is_empty() => Ok(Outcome::Done),
            None => Ok(Outcome::Wrong),
        }
    }
}

impl Restore {
    fn run(self, workspace: &Workspace, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        let mut state = session.state_to_record(workspace)?;
        // What can't be done is not asked, and neither is what would change nothing.
        let serial = version_named(self.serial, &state)?;
        let then = state.at(serial)?;
        if let Some(head) = state.head()
            && then.says_the_same(state.now())
        {
            let text = format!(
                "Version {} says the same as version {}: nothing was recorded.\n",
                head.serial, self.serial
            );
            return shown(head, &[], &text, self.format, session);
        }
        let question = format!(
            "Record version {} anew, as version {}? Write yes to record it:",
            self.serial,
            state.base().serial.next()
        );
        if !session.agreed(self.auto_approve, &question)? {
            return Ok(Outcome::Wrong);
        }
        session.console.working(Phase::Recording);
        let origin = session.origin(workspace, self.message)?;
        let base = state.base();
        let version = state.restore(&base, serial, origin)?.clone();
        let text = format!(
            "Recorded as version {}: the same as version {}. Nothing was sent to Microsoft 365.\n\
             The files still say what they said: guestlist plan shows what they would change.\n",
            version.serial, self.serial
        );
        recorded(&state, &version, &text, self.format, session)
    }
}

impl Forget {
    fn run(self, workspace: &Workspace, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        let name = Name::parse(&self.tenant)
            .map_err(|error| CliError::user(format!("\"{}\": {error}", self.tenant)))?;
        let mut state = session.state_to_record(workspace)?;
        if !state.tenants().contains_key(&name) {
            return Err(StateError::NoSuchTenant(name).into());
        }
        let question = format!(
            "Take {name} out of the record? Earlier versions keep it. Write yes to record it:"
        );
        if !session.agreed(self.auto_approve, &question)? {
            return Ok(Outcome::Wrong);
        }
        session.console.working(Phase::Recording);
        let origin = session.origin(workspace, self.message)?;
        let base = state.base();
        let version = state.forget(&base, &name, origin)?.clone();
        let text = format!(
            "Recorded as version {}: without {name}. Nothing was sent to Microsoft 365.\n",
            version.serial
        );
        recorded(&state, &version, &text, self.format, session)
    }
}

/// Says what was recorded.
fn recorded(
    state: &State,
    version: &Version,
    text: &str,
    format: Format,
    session: &mut Session<'_>,
) -> Result<Outcome, CliError> {
    let changes = match format {
        Format::Json => history::changes_of(state, version.serial)?,
        Format::Human => Vec::new(),
    };
    shown(version, &changes, text, format, session)
}

/// Shows the version that stands now: its document for programs, a text for people.
fn shown(
    version: &Version,
    changes: &[Change],
    text: &str,
    format: Format,
    session: &mut Session<'_>,
) -> Result<Outcome, CliError> {
    match format {
        Format::Json => session
            .console
            .json(&json::state::version(Some(version), changes))?,
        Format::Human => session.console.data(text)?,
    }
    Ok(Outcome::Done)
}
