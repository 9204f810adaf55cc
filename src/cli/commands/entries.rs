//! `guestlist entries`

use clap::ValueEnum;
use jiff::ToSpan;

use crate::cli::commands::activity::ActivityFiles;
use crate::cli::error::CliError;
use crate::cli::outcome::Outcome;
use crate::cli::session::Session;
use crate::render::entries as page;
use crate::workflow::entries::{self, EntryContact, EntryRow};

/// List every entry and partner: where it is used, why it is there, until when, since which version.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  guestlist entries --expires-within 30\n  guestlist entries --owner ann@contoso.com --format csv\n  \
    guestlist entries --activity activity.csv --unused"
)]
pub(in crate::cli) struct Entries {
    /// Only those whose last valid day is past or at most so many days away.
    #[arg(long, value_name = "DAYS")]
    expires_within: Option<u32>,
    /// Only those that this person answers for.
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    #[command(flatten)]
    activity: ActivityFiles,
    /// Only entries of allow lists that nobody used: no domain of theirs is in the report.
    #[arg(long, requires = "files")]
    unused: bool,
    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    format: EntriesFormat,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum EntriesFormat {
    /// For people.
    #[default]
    Human,
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
}

impl Entries {
    pub(in crate::cli) fn run(self, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        let workspace = match self.format {
            EntriesFormat::Json => session.workspace()?,
            // Only a document for programs has a place for faults.
            EntriesFormat::Human | EntriesFormat::Csv => session.valid_workspace()?,
        };
        if !workspace.is_valid() {
            let (faults, omitted) = (&workspace.faults, workspace.omitted);
            let document = page::faulty(faults, omitted, &workspace.sources);
            session.console.json(&document)?;
            return Ok(Outcome::Wrong);
        }
        let state = session.state(&workspace)?;
        let tenants = workspace.config.tenants.keys();
        let reports = self.activity.read(tenants, None, session)?;
        let activity = reports.as_ref().map(|r| &r.activity);
        let mut rows = entries::rows(&workspace.config, &state, activity)?;
        rows.retain(|row| self.wanted(row, session));
        let judged = rows.iter().filter(|row| row.contact.is_some()).count();
        let is_unused = |row: &EntryRow| row.contact.as_ref().is_some_and(EntryContact::is_unused);
        rows.retain(|row| !self.unused || is_unused(row));
        let shown = page::EntriesPage {
            rows: &rows,
            judged,
            sources: &workspace.sources,
            reports: reports.as_ref(),
        };
        match self.format {
            EntriesFormat::Json => session.console.json(&page::document(&shown))?,
            EntriesFormat::Csv => {
                let text = page::csv(&shown);
                session
                    .console
                    .data(&text.map_err(|e| CliError::Bug(e.to_string()))?)?;
            }
            EntriesFormat::Human => {
                let terminal = *session.console.terminal();
                session.console.page(&page::human(&shown, &terminal))?;
            }
        }
        Ok(Outcome::Done)
    }

    fn wanted(&self, row: &EntryRow, session: &Session<'_>) -> bool {
        let ends = self.expires_within.is_none_or(|days| {
            let last = session.clock.today.saturating_add(i64::from(days).days());
            row.notes.expires.is_some_and(|day| day <= last)
        });
        let owned = self.owner.as_ref().is_none_or(|owner| {
            row.notes
                .owner
                .as_ref()
                .is_some_and(|name| name.eq_ignore_ascii_case(owner))
        });
        ends && owned
    }
}
