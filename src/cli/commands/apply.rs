//! `guestlist apply`

use std::path::{Path, PathBuf};

use crate::cli::commands::activity::ActivityFiles;
use crate::cli::commands::plan::{Counted, failing, human, recorded_on, select, show_faults};
use crate::cli::error::CliError;
use crate::cli::outcome::Outcome;
use crate::cli::progress::Phase;
use crate::cli::session::{Session, is_denied};
use crate::cli::{Deny, Format};
use crate::plan::{self, Plan, Refusal, Selection};
use crate::render::json;
use crate::render::json::apply::ApplyDocument;
use crate::render::json::plan::PlanDocument;
use crate::render::plan as page;
use crate::state::{State, StateError, Version};
use crate::text::words;
use crate::workflow::files::unread;
use crate::workflow::load::Workspace;
use crate::workflow::planning;

/// Plan, ask, and record the decision. Nothing is sent to Microsoft 365.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  guestlist apply\n  guestlist apply change.plan\n  \
    guestlist apply --auto-approve --message \"CHG-2041: Tailspin leaves\""
)]
pub(in crate::cli) struct Apply {
    /// A plan saved with plan --out: exactly that plan is recorded, or nothing.
    #[arg(value_name = "PLAN-FILE")]
    file: Option<PathBuf>,
    /// Do not ask.
    #[arg(long)]
    auto_approve: bool,
    /// Only these tenants: a name, a glob, or tag:NAME. May be repeated.
    #[arg(long, value_name = "PATTERN", conflicts_with = "file")]
    tenant: Vec<String>,
    #[command(flatten)]
    activity: ActivityFiles,
    /// Record nothing and end with exit code 3 if a finding about what changes, that nobody
    /// accepted, weighs at least this much.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    deny: Option<Deny>,
    /// Why: kept in the log.
    #[arg(long, value_name = "TEXT")]
    message: Option<String>,
    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Apply {
    pub(in crate::cli) fn run(self, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        if self.file.is_some() && !self.activity.is_empty() {
            return Err(CliError::user(
                "--activity counts whom a new plan touches, and a saved plan is recorded as it is. \
                 guestlist plan --activity shows the numbers",
            ));
        }
        let saved = match &self.file {
            Some(file) => Some(read_plan(&session.path(file))?),
            None => None,
        };
        let workspace = session.workspace()?;
        if !workspace.is_valid() {
            return show_faults(session, &workspace, self.format.into());
        }
        let mut state = session.state_to_record(&workspace)?;
        session.console.working(Phase::Comparing);
        let plan = match &saved {
            Some(saved) => saved_plan(saved, &workspace, &state, session)?,
            None => {
                let selection = select(&workspace, state.now(), &self.tenant)?;
                planning::make(&workspace, &state, session.clock.today, selection)?
            }
        };
        let counted = Counted::of(&plan, &workspace, &self.activity, session)?;
        if saved.is_none() && self.format == Format::Human {
            let text = human(
                (&plan, counted.as_ref()),
                &workspace,
                recorded_on(&state),
                session,
                false,
            );
            session.console.page(&text)?;
        }
        let ended = self.decide(&plan, saved.as_ref(), &workspace, &mut state, session);
        let version = ended
            .as_ref()
            .ok()
            .and_then(|(_, version)| version.as_ref());
        match self.format {
            Format::Human => {
                if let Some(version) = version {
                    let text = recorded(version, &plan, self.file.as_deref());
                    session.console.data(&text)?;
                }
            }
            Format::Json => {
                let document = json::plan::document(&plan, &workspace.sources);
                let document = Counted::in_document(counted.as_ref(), document);
                session
                    .console
                    .json(&ApplyDocument::new(document, version))?;
            }
        }
        ended.map(|(outcome, _)| outcome)
    }

    /// Records the plan, or says why not.
    fn decide(
        &self,
        plan: &Plan,
        saved: Option<&PlanDocument>,
        workspace: &Workspace,
        state: &mut State,
        session: &mut Session<'_>,
    ) -> Result<(Outcome, Option<Version>), CliError> {
        if plan.has_error() {
            session
                .console
                .say("\nThe plan has errors: nothing was recorded.\n");
            return Ok((Outcome::Wrong, None));
        }
        if let Some(why) = saved.and_then(|s| s.apply.as_ref()?.blocked.as_ref()) {
            session.console.say_always(&format!(
                "This plan can't be applied: {why}. Nothing was recorded.\n"
            ));
            return Ok((Outcome::Denied, None));
        }
        if is_denied(&plan.findings, self.deny) {
            session
                .console
                .say_always("\n--deny refuses these findings: nothing was recorded.\n");
            return Ok((Outcome::Denied, None));
        }
        if plan.failed_tests() > 0 {
            let failing = failing(plan.failed_tests());
            let text = format!("\n{failing}, so nothing was recorded.\n");
            session.console.say_always(&text);
            return Ok((Outcome::Denied, None));
        }
        if plan.changes.is_empty() {
            if saved.is_some() {
                session
                    .console
                    .say("This plan changes nothing: nothing was recorded.\n");
            }
            return Ok((Outcome::Done, None));
        }
        if saved.is_none() && !self.agreed(plan, session)? {
            session.console.say_always("Nothing was recorded.\n");
            return Ok((Outcome::Wrong, None));
        }
        let version = record(plan, workspace, state, session, self.message.clone())?;
        Ok((Outcome::Done, Some(version)))
    }

    /// Asks whether to record.
    fn agreed(&self, plan: &Plan, session: &mut Session<'_>) -> Result<bool, CliError> {
        let many = plan.forgets_many();
        if self.auto_approve {
            if many {
                return Err(CliError::user(format!(
                    "this would forget {}; nothing was recorded. If that is meant, review and apply a \
                     saved plan:\n  guestlist plan --out forget.plan\n  guestlist apply forget.plan",
                    words::count(plan.forgotten.len(), "tenant")
                )));
            }
            return Ok(true);
        }
        if self.format == Format::Json {
            return Err(CliError::user(
                "--format json asks nobody. Nothing was recorded. Use --auto-approve, or apply a saved \
                 plan",
            ));
        }
        if !session.console.can_ask() {
            return Err(CliError::user(
                "nobody is there to ask: standard input is not a terminal. Nothing was recorded. Use \
                 --auto-approve, or apply a saved plan",
            ));
        }
        if many {
            let number = plan.forgotten.len().to_string();
            let question =
                format!("\nThis forgets {number} tenants. To record it, write that number:");
            return Ok(session.console.ask(&question)? == number);
        }
        let answer = session
            .console
            .ask("\nRecord this? Write yes to record it:")?;
        Ok(answer == "yes")
    }
}

/// Reads a saved plan.
pub(in crate::cli) fn read_plan(path: &Path) -> Result<PlanDocument, CliError> {
    let bytes = std::fs::read(path).map_err(|error| CliError::user(unread(path, &error)))?;
    json::plan::open(&bytes).map_err(|error| CliError::user(format!("{}: {error}", path.display())))
}

/// Makes the saved plan anew and compares: exactly that plan, or nothing.
fn saved_plan(
    saved: &PlanDocument,
    workspace: &Workspace,
    state: &State,
    session: &Session<'_>,
) -> Result<Plan, CliError> {
    let (Some(needs), Some(base), Some(fingerprint)) =
        (&saved.apply, saved.base(), saved.fingerprint())
    else {
        return Err(CliError::user(
            "this plan was not saved with plan --out; nothing was recorded",
        ));
    };
    if let Some(serial) = state.was_applied(&base, &fingerprint)? {
        return Err(Refusal::Applied(serial).into());
    }
    let selection = Selection::parse(&needs.tenants)?;
    let plan = planning::make(workspace, state, session.clock.today, selection)?;
    plan::check(&base, &fingerprint.to_string(), needs, &plan)?;
    Ok(plan)
}

fn record(
    plan: &Plan,
    workspace: &Workspace,
    state: &mut State,
    session: &mut Session<'_>,
    message: Option<String>,
) -> Result<Version, CliError> {
    session.console.working(Phase::Recording);
    let origin = session.origin(workspace, message)?;
    let draft = plan::draft(plan, &workspace.config, state.now(), origin)?;
    match state.commit(&plan.base, draft) {
        Ok(version) => Ok(version.clone()),
        Err(error @ StateError::Moved { .. }) => Err(CliError::user(format!(
            "{error}. Run guestlist plan again and review what it shows"
        ))),
        Err(error) => Err(error.into()),
    }
}

/// The last lines. `saved` is the plan file, if it was one.
fn recorded(version: &Version, plan: &Plan, saved: Option<&Path>) -> String {
    let carry = if plan.tenants().is_empty() {
        "Nothing was sent to Microsoft 365, and nothing is to be changed there: what\n\
         you state of partners is recorded here alone.\n"
            .to_owned()
    } else {
        let file = saved.map_or_else(String::new, |path| format!(" {}", path.display()));
        format!(
            "Nothing was sent to Microsoft 365: apply records the decision. For the scripts\n\
             that carry it out, one for each tenant, and what takes it back:\n  \
             guestlist export{file} --to powershell --out scripts\n"
        )
    };
    format!(
        "\nRecorded as version {}: {}.\n{carry}",
        version.serial,
        page::counted(
            plan.changes.len(),
            plan.tenants().len(),
            plan.partners().len()
        ),
    )
}
