//! `guestlist drift`

use clap::ValueEnum;

use crate::cli::Deny;
use crate::cli::commands::import::Exports;
use crate::cli::error::CliError;
use crate::cli::outcome::Outcome;
use crate::cli::session::{Session, has_error, is_denied};
use crate::render::interop::{DriftDocument, DriftPage, drift as page, drift_markdown};
use crate::render::json::outcomes::JsonTests;
use crate::render::review::{Review, sarif};
use crate::workflow::drift;
use crate::workflow::exports::ExportFile;

/// Compare an export with what is recorded: what was changed outside, and what it means for people.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  guestlist drift ProviderSettingsExport.json\n  \
    guestlist drift federation.json --tenant contoso --detailed-exitcode\n  \
    guestlist drift ProviderSettingsExport.json --accept --message \"Seen in November\""
)]
pub(in crate::cli) struct DriftCommand {
    #[command(flatten)]
    exports: Exports,
    /// The tenant; otherwise it is told by the id or the domains in the file.
    #[arg(long, value_name = "NAME")]
    tenant: Option<String>,
    /// Record what the service holds. Files are not changed.
    #[arg(long)]
    accept: bool,
    /// Why: kept in the log.
    #[arg(long, value_name = "TEXT", requires = "accept")]
    message: Option<String>,
    /// End with exit code 2 if anything differs from what is recorded.
    #[arg(long)]
    detailed_exitcode: bool,
    /// End with exit code 3, and record nothing, if a difference that nobody accepted weighs at least
    /// this much.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    deny: Option<Deny>,
    /// Show long lists whole.
    #[arg(long)]
    full: bool,
    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    format: DriftFormat,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum DriftFormat {
    /// For people.
    #[default]
    Human,
    /// For programs; changes only with its format_version.
    Json,
    /// A report or a comment.
    Markdown,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
}

impl DriftCommand {
    pub(in crate::cli) fn run(self, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        let export = self.exports.read(session)?;
        let workspace = session.valid_workspace()?;
        let mut state = match self.accept {
            true => session.state_to_record(&workspace)?,
            false => session.state(&workspace)?,
        };
        let (today, now) = (session.clock.today, session.clock.now);
        let wanted = self.tenant.as_deref();
        let drift = drift::compare(&workspace, &state, &export, wanted, today, now)?;
        let wrong = has_error(&drift.findings);
        let denied = is_denied(&drift.findings, self.deny);
        // What the service holds can be recorded whatever was expected of it.
        let refused = denied || (drift.failed_tests() > 0 && !self.accept);
        let accept = self.accept && !wrong && !denied;
        let version = match accept {
            true => {
                let origin = session.origin(&workspace, self.message.clone())?;
                drift::accept(&mut state, &workspace, &drift, origin)?
            }
            false => None,
        };
        let sources = &workspace.sources;
        let told = match self.format {
            DriftFormat::Human => {
                let shown = DriftPage {
                    export: &export,
                    drift: &drift,
                    sources,
                    version: version.as_ref(),
                    accept,
                    full: self.full,
                };
                let text = page(&shown, session.console.terminal());
                session.console.page(&text)
            }
            DriftFormat::Json => {
                let document = DriftDocument::new(&export, &drift, version.as_ref(), sources);
                session.console.json(&document)
            }
            DriftFormat::Markdown => {
                let files: Vec<String> = export.files.iter().map(ExportFile::source).collect();
                session
                    .console
                    .data(&drift_markdown(&drift, &files, sources))
            }
            DriftFormat::Sarif => {
                let tests = JsonTests::of(&drift.tests, sources);
                let prefix = session.prefix(&workspace);
                let review =
                    Review::new("drift", &drift.findings, Some(&tests), 0, sources, &prefix);
                session.console.json(&sarif::document(&review))
            }
        };
        told.map_err(|error| match &version {
            Some(version) => {
                let serial = version.serial;
                error.though(&format!(
                    "What the service holds is recorded as version {serial}"
                ))
            }
            None => error,
        })?;
        Ok(if wrong {
            Outcome::Wrong
        } else if refused {
            Outcome::Denied
        } else if self.detailed_exitcode && !drift.rows.is_empty() {
            Outcome::Changes
        } else {
            Outcome::Done
        })
    }
}
