//! `guestlist export`

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::cli::commands::apply::read_plan;
use crate::cli::commands::plan::{failing, select};
use crate::cli::error::CliError;
use crate::cli::outcome::Outcome;
use crate::cli::session::Session;
use crate::interop::write::{Target, Task};
use crate::model::{Address, Name, Value};
use crate::plan::{Plan, Selection};
use crate::render::interop::{ExportedFile, exported, status_of_plan, unchecked};
use crate::render::json::plan::{JsonChange, PlanDocument};
use crate::state::State;
use crate::text::words;
use crate::workflow::atomic_file::{self, WriteError};
use crate::workflow::load::Workspace;
use crate::workflow::planning;
use crate::workflow::tasks::{self, Asked};

/// Bytes at the start of a file in which an export names guestlist.
const HEAD: u64 = 400;

/// Write what carries changes out in Microsoft 365: a script, requests, a configuration or JSON.
/// guestlist itself sends nothing.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  guestlist export friday.plan --to powershell --out scripts\n  \
    guestlist export --to powershell --tenant contoso > contoso.ps1\n  \
    guestlist export --to m365dsc --all --out dsc\n\n\
    Without a plan file: what was requested and nobody has seen in the service since, and what a plan \
    would change now. A script checks that it runs in the right tenant, shows what it does, stops at the \
    first error, and reads back at the end."
)]
pub(in crate::cli) struct Export {
    /// A plan saved by `plan --out`: exactly its changes.
    #[arg(value_name = "PLAN-FILE", conflicts_with = "all")]
    plan: Option<PathBuf>,
    /// What to write: powershell, graph, m365dsc or json.
    #[arg(long, value_name = "FORMAT")]
    to: Target,
    /// Everything that the files state, not changes alone.
    #[arg(long)]
    all: bool,
    /// Write files into this folder: one for each tenant, and beside it one that takes it back.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write what takes the changes back instead.
    #[arg(long, conflicts_with = "out")]
    undo: bool,
    /// Only tenants of that name, glob or tag:NAME; may be repeated.
    #[arg(long, value_name = "PATTERN")]
    tenant: Vec<String>,
}

impl Export {
    pub(in crate::cli) fn run(self, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        let saved = match &self.plan {
            Some(path) => Some(read_plan(&session.path(path))?),
            None => None,
        };
        let workspace = session.valid_workspace()?;
        let state = session.state(&workspace)?;
        let selection = select(&workspace, state.now(), &self.tenant)?;
        let (asked, origin) = match &saved {
            Some(saved) => {
                if let Some(why) = saved
                    .apply
                    .as_ref()
                    .and_then(|needs| needs.blocked.as_ref())
                {
                    session
                        .console
                        .say_always(&format!("This plan can't be carried out: {why}.\n"));
                    return Ok(Outcome::Denied);
                }
                planned(saved, &workspace, &state, &selection, session)?
            }
            None => {
                let today = session.clock.today;
                // Judged as a whole: what one tenant may do can depend on the others.
                let plan = planning::make(&workspace, &state, today, Selection::default())?;
                if let Some(outcome) = refused(&plan, session) {
                    return Ok(outcome);
                }
                match self.all {
                    true => (
                        tasks::all(&state, &workspace.config, &selection)?,
                        format!("all that the files state on {today}"),
                    ),
                    false => (
                        tasks::pending(&state, &plan, &workspace.config, &selection)?,
                        format!("what is not carried out yet on {today}"),
                    ),
                }
            }
        };
        let tasks = tasks::tasks(&workspace, &state, asked, &origin)?;
        if tasks.is_empty() {
            session.console.say_always(
                "Nothing to carry out: all that is requested was seen in the service since, and a plan \
                 would change nothing.\n",
            );
            return Ok(Outcome::Done);
        }
        match &self.out {
            Some(folder) => self.files(&tasks, folder, session)?,
            None => self.print(&tasks, session)?,
        }
        Ok(Outcome::Done)
    }

    /// One tenant, to standard output.
    fn print(&self, tasks: &[Task], session: &mut Session<'_>) -> Result<(), CliError> {
        let [task] = tasks else {
            let names: Vec<&str> = tasks.iter().map(|t| t.tenant.name.as_str()).collect();
            return Err(CliError::user(format!(
                "there are changes for {}: {}. Write files with --out DIR, or choose one with --tenant",
                words::count(tasks.len(), "tenant"),
                words::some(&names, 6),
            )));
        };
        let written = match self.undo {
            true => task.undone().write(self.to),
            false => task.write(self.to),
        };
        session.console.data(&written.text)?;
        if let Some(text) = unchecked(task, self.to) {
            session.console.say(&format!("{text}\n"));
        }
        Ok(())
    }

    /// A file for each tenant, and one that takes it back.
    fn files(
        &self,
        tasks: &[Task],
        folder: &Path,
        session: &mut Session<'_>,
    ) -> Result<(), CliError> {
        let place = session.path(folder);
        let mut files = Vec::new();
        for task in tasks {
            let undone = task.undone();
            for (task, middle) in [(task, ""), (&undone, "-undo")] {
                let name = format!("{}{middle}{}", task.tenant.name, self.to.suffix());
                only_exports_are_replaced(&place.join(&name))?;
                files.push(ExportedFile::new(task, self.to, folder.join(&name)));
            }
        }
        std::fs::create_dir_all(&place).map_err(|error| no_folder(folder, &place, &error))?;
        for (done, file) in files.iter().enumerate() {
            let path = place.join(file.path.file_name().unwrap_or_default());
            match &file.written {
                Some(written) => atomic_file::write_replace(&path, written.text.as_bytes())
                    .map_err(|error| not_written(&error, done, files.len()))?,
                None => removed(&path)?,
            }
        }
        session.console.say_always(&exported(&files));
        Ok(())
    }
}

/// The changes of a saved plan, and what to call them.
fn planned(
    saved: &PlanDocument,
    workspace: &Workspace,
    state: &State,
    selection: &Selection,
    session: &mut Session<'_>,
) -> Result<(Vec<Asked>, String), CliError> {
    let (Some(base), Some(fingerprint)) = (saved.base(), saved.fingerprint()) else {
        return Err(CliError::user(
            "this plan was not saved with plan --out: nothing was written",
        ));
    };
    let applied = state.was_applied(&base, &fingerprint)?;
    if applied.is_none() {
        crate::plan::check_base(&base, &state.base())?;
    }
    let status = status_of_plan(applied, state.base().serial);
    session.console.say(&status);
    let changes = saved.changes.iter().flatten().filter_map(asked);
    let asked = changes.filter(|asked| selection.chooses(&workspace.config, &asked.tenant));
    let origin = format!(
        "the plan of {}, made from version {}",
        saved.as_of, base.serial
    );
    Ok((asked.collect(), origin))
}

/// What a change of a saved plan asks for.
fn asked(change: &JsonChange) -> Option<Asked> {
    change.section.as_ref()?;
    let address: Address = change.address.parse().ok()?;
    Some(Asked {
        tenant: Name::parse(change.tenant.as_ref()?).ok()?,
        key: address.key(),
        action: change.action.into(),
        before: change.before.as_ref().map(Value::from),
        after: change.after.as_ref().map(Value::from),
    })
}

/// How a plan that may not be applied ends.
fn refused(plan: &Plan, session: &mut Session<'_>) -> Option<Outcome> {
    if plan.has_error() {
        session
            .console
            .say_always("The plan has errors (guestlist plan shows them): nothing was written.\n");
        return Some(Outcome::Wrong);
    }
    if plan.failed_tests() > 0 {
        let failing = failing(plan.failed_tests());
        session.console.say_always(&format!(
            "{failing} (guestlist plan shows them): nothing was written.\n"
        ));
        return Some(Outcome::Denied);
    }
    None
}

/// Why a folder can't be made, and what to do.
fn no_folder(folder: &Path, place: &Path, error: &io::Error) -> CliError {
    let shown = folder.display();
    // The part of the path that is in the way need not be its last one.
    let file = place.ancestors().find(|above| above.is_file());
    CliError::user(match (file, error.kind()) {
        (Some(file), _) => format!(
            "{} is a file, and --out writes into a folder: nothing was written. Give --out a folder, \
             such as --out scripts",
            file.display()
        ),
        (None, io::ErrorKind::PermissionDenied) => format!(
            "you may not make the folder {shown}: nothing was written. Give --out a folder that you may \
             write into"
        ),
        _ => format!(
            "the folder {shown} can't be made ({error}): nothing was written. Give --out another folder"
        ),
    })
}

/// Why a file was not written, and what to do.
fn not_written(error: &WriteError, done: usize, all: usize) -> CliError {
    let fix = match error {
        WriteError::Full(_) => "Make room and export again",
        _ => "Give --out a folder that you may write into",
    };
    let done = match done {
        0 => "nothing was written".to_owned(),
        done => format!("{done} of {all} files were written, and do not use these"),
    };
    CliError::user(format!("{error}: {done}. {fix}"))
}

/// Takes away what an earlier export left: it would take back something else.
fn removed(path: &Path) -> Result<(), CliError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(CliError::user(format!(
            "{} is of an earlier export and takes back something else, and it can't be removed ({error}). \
             Remove it, and export again",
            path.display()
        ))),
        _ => Ok(()),
    }
}

/// A file that is there is replaced only if guestlist wrote it.
fn only_exports_are_replaced(path: &Path) -> Result<(), CliError> {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    let why = match read {
        Ok(_) if String::from_utf8_lossy(&head).contains("guestlist") => return Ok(()),
        Ok(_) => "is there and is no export of guestlist".to_owned(),
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => return Ok(()),
            // What can't be read may be anybody's.
            _ => format!("is there and can't be read ({error})"),
        },
    };
    Err(CliError::user(format!(
        "{} {why}: nothing was written. Choose another folder",
        path.display()
    )))
}
