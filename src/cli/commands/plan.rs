//! `guestlist plan`

use std::path::{Path, PathBuf};
use std::slice;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::cli::commands::activity::ActivityFiles;
use crate::cli::error::CliError;
use crate::cli::outcome::Outcome;
use crate::cli::progress::Phase;
use crate::cli::session::{Session, faults as faults_of, is_denied};
use crate::cli::{Deny, PlanFormat};
use crate::diagnostics::Finding;
use crate::model::Configuration;
use crate::plan::{ApplyNeeds, Commit, Plan, Seen, Selection, as_recorded, consequences, summed};
use crate::render::findings::{self, FindingStyle};
use crate::render::json::plan::{JsonActivity, JsonTests, PlanDocument};
use crate::render::json::{self, plan as document};
use crate::render::plan as page;
use crate::render::plan::markdown;
use crate::render::review::{Review, github, gitlab, sarif};
use crate::state::{State, View};
use crate::text::words;
use crate::workflow::activity::Reports;
use crate::workflow::environment::Forge;
use crate::workflow::files::Root;
use crate::workflow::load;
use crate::workflow::load::Workspace;
use crate::workflow::memo::Memory;
use crate::workflow::planning;
use crate::workflow::{atomic_file, base};

/// Show what apply would record, the consequences for people first.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  guestlist plan\n  guestlist plan --tenant contoso --tenant tag:nl\n  \
    guestlist plan --out change.plan && guestlist apply change.plan\n  guestlist plan --detailed-exitcode --deny warning\n  \
    guestlist plan --base origin/main --format markdown\n  \
    guestlist plan --activity activity.csv"
)]
pub(in crate::cli) struct PlanCommand {
    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    format: PlanFormat,
    /// Save the plan, to be applied exactly as it is.
    #[arg(long, value_name = "FILE", conflicts_with = "base")]
    out: Option<PathBuf>,
    /// Compare with the configuration at this git commit instead of what is recorded: what a change
    /// of the files comes to. Settings that no file states count with Microsoft's default, and the
    /// commit's own tests, severities and accepts judge the change as well.
    #[arg(long, value_name = "GIT-REF")]
    base: Option<String>,
    /// End with exit code 2 if the plan holds changes.
    #[arg(long)]
    detailed_exitcode: bool,
    /// Only these tenants: a name, a glob, or tag:NAME. May be repeated.
    #[arg(long, value_name = "PATTERN")]
    tenant: Vec<String>,
    /// End with exit code 3 if a finding about what changes, that nobody accepted, weighs at least
    /// this much.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    deny: Option<Deny>,
    #[command(flatten)]
    activity: ActivityFiles,
    /// Show long lists whole.
    #[arg(long)]
    full: bool,
}

/// What people are counted by.
pub(in crate::cli) struct Counted {
    reports: Reports,
    seen: Seen,
}

impl Counted {
    /// Counts whom a plan touches by the reports that are given.
    pub(in crate::cli) fn of(
        plan: &Plan,
        workspace: &Workspace,
        files: &ActivityFiles,
        session: &Session<'_>,
    ) -> Result<Option<Self>, CliError> {
        let config = &workspace.config;
        let tenants = config.tenants.keys();
        let mut chosen = tenants
            .clone()
            .filter(|n| plan.selection.chooses(config, n));
        let only = match (chosen.next(), chosen.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        };
        let reports = files.read(tenants, only, session)?;
        Ok(reports.map(|reports| Self {
            seen: Seen::of(plan, &reports.activity),
            reports,
        }))
    }

    /// A plan's document with the numbers.
    pub(in crate::cli) fn in_document(
        counted: Option<&Self>,
        document: PlanDocument,
    ) -> PlanDocument {
        PlanDocument {
            activity: counted.map(|c| JsonActivity::new(&c.reports, &c.seen)),
            ..document
        }
    }
}

impl PlanCommand {
    pub(in crate::cli) fn run(self, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        let root = session.root()?;
        let today = session.clock.today;
        let memory = self.memory(&root, session);
        session.console.working(Phase::Reading);
        if let Some(output) = memory.as_ref().and_then(|memory| memory.recall(&root)) {
            session.console.data(&output)?;
            return Ok(Outcome::Done);
        }
        let mut workspace = load::load(root)?;
        session.console.link(&workspace);
        if !workspace.is_valid() {
            return show_faults(session, &workspace, self.format);
        }
        if let Some(name) = &self.base {
            return self.against(name, &mut workspace, session);
        }
        let state = session.state(&workspace)?;
        let selection = select(&workspace, state.now(), &self.tenant)?;
        session.console.working(Phase::Comparing);
        let plan = planning::make(&workspace, &state, today, selection)?;
        let denied = is_denied(&plan.findings, self.deny);
        let refused = denied || plan.failed_tests() > 0;
        let counted = Counted::of(&plan, &workspace, &self.activity, session)?;
        let shown = (&plan, counted.as_ref());
        let output = self.output(shown, &workspace, recorded_on(&state), session)?;
        self.show(&output, session)?;
        if let Some(memory) = memory
            && plan.changes.is_empty()
            && !plan.has_error()
            && !refused
        {
            memory.keep(&workspace, output);
        }
        if plan.has_error() {
            return Ok(Outcome::Wrong);
        }
        if let Some(path) = &self.out {
            let blocked = blocked(&plan, denied);
            let needs = ApplyNeeds::of(&plan, blocked);
            let document = document::document(&plan, &workspace.sources);
            // What is saved is the same with and without reports.
            let on = recorded_on(&state);
            let review = told((&plan, None), &workspace, on, false, page::page);
            let bytes = document::seal(document, review, needs);
            let path_here = session.path(path);
            only_plans_are_replaced(&path_here)?;
            atomic_file::write_replace(&path_here, &bytes)?;
            session.console.say(&format!(
                "\nSaved. To record exactly this plan:  guestlist apply {}\n",
                path.display()
            ));
        }
        Ok(self.outcome(&plan))
    }

    /// The plan from the configuration at a commit; the recorded state is not even looked for.
    fn against(
        &self,
        name: &str,
        workspace: &mut Workspace,
        session: &mut Session<'_>,
    ) -> Result<Outcome, CliError> {
        let mut base = base::read(&workspace.root, name)?;
        if let Some(fault) = base.fault() {
            let shown = Faults {
                faults: &[fault],
                omitted: 0,
                workspace,
            };
            return shown.show(session, self.format);
        }
        // What is gone from the files has its place in those of the commit.
        workspace.sources.remember(base.take_sources());
        let workspace = &*workspace;
        session.console.working(Phase::Comparing);
        let nothing = Configuration::default();
        let config = base.workspace.as_ref().map_or(&nothing, |w| &w.config);
        let recorded = as_recorded(config)?;
        let selection = select(workspace, recorded.now(), &self.tenant)?;
        let today = session.clock.today;
        let mut plan = planning::against(workspace, &base, &recorded, today, selection)?;
        let outcome = self.outcome(&plan);
        if self.format.is_for_people() {
            // What makes it fail is told all the same.
            plan.set_stood_aside(|finding| is_denied(slice::from_ref(finding), self.deny));
        }
        let counted = Counted::of(&plan, workspace, &self.activity, session)?;
        let output = self.output((&plan, counted.as_ref()), workspace, None, session)?;
        self.show(&output, session)?;
        Ok(outcome)
    }

    fn outcome(&self, plan: &Plan) -> Outcome {
        if plan.has_error() {
            Outcome::Wrong
        } else if is_denied(&plan.findings, self.deny) || plan.failed_tests() > 0 {
            Outcome::Denied
        } else if self.detailed_exitcode && !plan.changes.is_empty() {
            Outcome::Changes
        } else {
            Outcome::Done
        }
    }
}

impl PlanCommand {
    /// The memory of this way to show a plan; a plan of some tenants, one with reports, or one to be
    /// saved, is always made anew.
    fn memory(&self, root: &Root, session: &Session<'_>) -> Option<Memory> {
        // What holds places outside the workspace may move without any file of it.
        let is_local = matches!(self.format, PlanFormat::Human | PlanFormat::Json);
        let is_plain = self.base.is_none() && self.tenant.is_empty() && self.activity.is_empty();
        if self.out.is_some() || !is_plain || !is_local {
            return None;
        }
        let folder = session.environment.cache_folder.as_deref();
        let terminal = session.console.terminal();
        let shown = format!(
            "{:?} {:?} {} {terminal:?}",
            self.format, self.deny, self.full
        );
        Some(Memory::new(folder, root, session.clock.today, &shown))
    }

    /// Prints it.
    fn show(&self, output: &str, session: &mut Session<'_>) -> Result<(), CliError> {
        use PlanFormat::{Github, Gitlab, Sarif};
        // Nobody shall take findings without numbers for nobody who is touched.
        if !self.activity.is_empty() && matches!(self.format, Sarif | Github | Gitlab) {
            let text = "--activity: this format holds findings alone, without numbers of people; \
                        --format human, markdown and json count them";
            session.console.warn(text);
        }
        match self.format {
            PlanFormat::Human => session.console.page(output),
            _ => session.console.data(output),
        }
    }

    /// What is printed.
    fn output(
        &self,
        shown: (&Plan, Option<&Counted>),
        workspace: &Workspace,
        recorded_on: Option<Date>,
        session: &Session<'_>,
    ) -> Result<String, CliError> {
        let (plan, counted) = shown;
        Ok(match self.format {
            PlanFormat::Json => {
                let document = document::document(plan, &workspace.sources);
                json::text(&Counted::in_document(counted, document))?
            }
            PlanFormat::Human => human(shown, workspace, recorded_on, session, self.full),
            PlanFormat::Markdown => {
                let links = links(workspace, plan.commit.as_ref(), session);
                let tell = |view: &page::PlanPage<'_>| markdown::plan(view, &links);
                told(shown, workspace, recorded_on, false, tell)
            }
            PlanFormat::Sarif => json::text(&sarif::document(&review(plan, workspace, session)))?,
            PlanFormat::Github => github::text(&review(plan, workspace, session)),
            PlanFormat::Gitlab => json::text(&gitlab::document(&review(plan, workspace, session)))?,
        })
    }
}

/// Why a plan may not be applied, if it may not.
fn blocked(plan: &Plan, denied: bool) -> Option<String> {
    match plan.failed_tests() {
        0 => denied.then(|| "it has findings that --deny refuses".to_owned()),
        failed => Some(failing(failed)),
    }
}

/// `1 test fails`, `3 tests fail`: counted by expectation.
pub(in crate::cli) fn failing(failed: usize) -> String {
    match failed {
        1 => "1 test fails".to_owned(),
        many => format!("{} tests fail", words::thousands(many)),
    }
}

/// `--out` replaces a plan that was saved before, never another file: `--out guestlist.yaml` is a
/// slip of the hand.
fn only_plans_are_replaced(path: &Path) -> Result<(), CliError> {
    let Ok(bytes) = std::fs::read(path) else {
        return Ok(());
    };
    let is_other = matches!(
        document::open(&bytes),
        Err(document::PlanFileError::NotJson(_) | document::PlanFileError::NotAPlan)
    );
    if is_other && !bytes.is_empty() {
        return Err(CliError::user(format!(
            "{} is there and is no plan: it was not replaced. Save the plan under another name",
            path.display()
        )));
    }
    Ok(())
}

/// The day on which the newest version was recorded.
pub(in crate::cli) fn recorded_on(state: &State) -> Option<Date> {
    Some(state.head()?.time.to_zoned(TimeZone::UTC).date())
}

/// Reads `--tenant`.
pub(in crate::cli) fn select(
    workspace: &Workspace,
    recorded: &View,
    patterns: &[String],
) -> Result<Selection, CliError> {
    let selection = Selection::parse(patterns)?;
    selection.check(&workspace.config, recorded.tenants().keys())?;
    Ok(selection)
}

/// The plan for people.
pub(in crate::cli) fn human(
    shown: (&Plan, Option<&Counted>),
    workspace: &Workspace,
    recorded_on: Option<Date>,
    session: &Session<'_>,
    full: bool,
) -> String {
    let tell = |view: &page::PlanPage<'_>| page::human(view, session.console.terminal());
    told(shown, workspace, recorded_on, full, tell)
}

/// What `tell` makes of a plan and what it means for people.
fn told<T>(
    (plan, counted): (&Plan, Option<&Counted>),
    workspace: &Workspace,
    recorded_on: Option<Date>,
    full: bool,
    tell: impl FnOnce(&page::PlanPage<'_>) -> T,
) -> T {
    let findings = match full {
        true => plan.findings.clone(),
        false => summed(plan),
    };
    tell(&page::PlanPage {
        plan,
        findings: &findings,
        config: &workspace.config,
        sources: &workspace.sources,
        consequences: &consequences(plan, &workspace.config, counted.map(|c| &c.seen)),
        recorded_on,
        tests: &JsonTests::of_plan(plan, &workspace.sources),
        activity: counted.map(|c| (&c.reports, &c.seen)),
        full,
    })
}

fn review(plan: &Plan, workspace: &Workspace, session: &Session<'_>) -> Review {
    let sources = &workspace.sources;
    let tests = JsonTests::of_plan(plan, sources);
    let prefix = session.prefix(workspace);
    Review::new("plan", &plan.findings, Some(&tests), 0, sources, &prefix)
        .beside(plan.commit.as_ref().map(Commit::option))
}

/// Where lines of files can be looked at; those that are gone in the commit that was compared with.
fn links(
    workspace: &Workspace,
    earlier: Option<&Commit>,
    session: &Session<'_>,
) -> markdown::Links {
    let forge = session.environment.forge.as_ref();
    let earlier = forge.zip(earlier);
    let earlier = earlier.map(|(forge, commit)| forge.pages_at(&commit.id));
    markdown::Links::new(forge.map(Forge::pages), session.prefix(workspace)).with_earlier(earlier)
}

/// Every format prints its document with the faults.
pub(in crate::cli) fn show_faults(
    session: &mut Session<'_>,
    workspace: &Workspace,
    format: PlanFormat,
) -> Result<Outcome, CliError> {
    let shown = Faults {
        faults: &workspace.faults,
        omitted: workspace.omitted,
        workspace,
    };
    shown.show(session, format)
}

/// What keeps a plan from being made.
struct Faults<'a> {
    faults: &'a [Finding],
    /// Faults that were only counted.
    omitted: usize,
    workspace: &'a Workspace,
}

impl Faults<'_> {
    fn show(&self, session: &mut Session<'_>, format: PlanFormat) -> Result<Outcome, CliError> {
        let Self {
            faults,
            omitted,
            workspace,
        } = *self;
        let sources = &workspace.sources;
        let prefix = session.prefix(workspace);
        let review = || Review::new("plan", faults, None, omitted, sources, &prefix);
        let text = match format {
            PlanFormat::Human if workspace.is_valid() => {
                let terminal = session.console.terminal();
                findings::human(faults, omitted, sources, terminal, FindingStyle::Validate)
            }
            PlanFormat::Human => faults_of(workspace, session.console.terminal()),
            PlanFormat::Json => {
                let today = session.clock.today;
                json::text(&document::faulty(faults, omitted, sources, today))?
            }
            PlanFormat::Markdown => {
                let links = links(workspace, None, session);
                markdown::faulty(faults, omitted, sources, &links)
            }
            PlanFormat::Sarif => json::text(&sarif::document(&review()))?,
            PlanFormat::Github => github::text(&review()),
            PlanFormat::Gitlab => json::text(&gitlab::document(&review()))?,
        };
        match format {
            PlanFormat::Human => session.console.page(&text)?,
            _ => session.console.data(&text)?,
        }
        Ok(Outcome::Wrong)
    }
}
