//! `guestlist validate`

use crate::cli::error::CliError;
use crate::cli::outcome::Outcome;
use crate::cli::session::{Session, fault_count, has_error, is_denied};
use crate::cli::{Deny, ReviewFormat};
use crate::diagnostics::{Finding, Severity, sort_and_dedup};
use crate::plan;
use crate::render::findings::{self, FindingStyle};
use crate::render::json;
use crate::render::layout::hanging;
use crate::render::review::{Review, github, gitlab, sarif};
use crate::text::words;
use crate::workflow::load::Workspace;

/// Check the files: syntax, schema and meaning, and every finding with its place.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  guestlist validate\n  guestlist validate --deny warning --format json\n  \
    guestlist validate --format sarif > guestlist.sarif"
)]
pub(in crate::cli) struct Validate {
    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    format: ReviewFormat,
    /// End with exit code 3 if a finding that nobody accepted weighs at least this much.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    deny: Option<Deny>,
}

impl Validate {
    pub(in crate::cli) fn run(self, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        let mut workspace = session.workspace()?;
        let findings = all(&mut workspace, session);
        match self.format {
            ReviewFormat::Json => {
                let document =
                    json::validate::document(&findings, workspace.omitted, &workspace.sources);
                session.console.json(&document)?;
            }
            ReviewFormat::Human => {
                let text = human(&workspace, &findings, session);
                session.console.page(&text)?;
            }
            ReviewFormat::Sarif => {
                let review = review(&workspace, &findings, session);
                session.console.json(&sarif::document(&review))?;
            }
            ReviewFormat::Github => {
                let review = review(&workspace, &findings, session);
                session.console.data(&github::text(&review))?;
            }
            ReviewFormat::Gitlab => {
                let review = review(&workspace, &findings, session);
                session.console.json(&gitlab::document(&review))?;
            }
        }
        Ok(if has_error(&findings) || workspace.omitted > 0 {
            Outcome::Wrong
        } else if is_denied(&findings, self.deny) {
            Outcome::Denied
        } else {
            Outcome::Done
        })
    }
}

/// Faults and findings, in reading order.
fn all(workspace: &mut Workspace, session: &Session<'_>) -> Vec<Finding> {
    let notes = std::mem::take(&mut workspace.notes);
    let mut findings = plan::standing(&workspace.config, notes, session.clock.today);
    findings.extend(workspace.faults.iter().cloned());
    sort_and_dedup(&mut findings, &workspace.sources);
    findings
}

fn review(workspace: &Workspace, findings: &[Finding], session: &Session<'_>) -> Review {
    let (omitted, sources) = (workspace.omitted, &workspace.sources);
    let prefix = session.prefix(workspace);
    Review::new("validate", findings, None, omitted, sources, &prefix)
}

fn human(workspace: &Workspace, findings: &[Finding], session: &Session<'_>) -> String {
    let terminal = session.console.terminal();
    let (omitted, sources) = (workspace.omitted, &workspace.sources);
    let mut text = findings::human(findings, omitted, sources, terminal, FindingStyle::Validate);
    if !text.is_empty() {
        text.push('\n');
    }
    let number = |severity| {
        findings
            .iter()
            .filter(|f| f.severity == severity && f.counts())
            .count()
    };
    let accepted = findings.iter().filter(|f| !f.counts()).count();
    let config = &workspace.config;
    let mut summary = if has_error(findings) || omitted > 0 {
        fault_count_of(workspace, findings)
    } else {
        format!(
            "Valid: {}, {}, in {}.",
            words::count(config.tenants.len(), "tenant"),
            words::count(config.setting_count(), "setting"),
            words::count(workspace.files.len(), "file"),
        )
    };
    for (number, word) in [
        (number(Severity::Warning), "warning"),
        (number(Severity::Note), "note"),
    ] {
        if number > 0 {
            summary.push_str(&format!(" {}.", words::count(number, word)));
        }
    }
    if accepted > 0 {
        summary.push_str(&format!(" {} accepted.", words::count(accepted, "finding")));
    }
    text + &hanging("", &summary, terminal)
}

fn fault_count_of(workspace: &Workspace, findings: &[Finding]) -> String {
    if !workspace.is_valid() {
        return fault_count(workspace);
    }
    let errors = findings
        .iter()
        .filter(|f| f.severity == Severity::Error)
        .count();
    format!("{}.", words::count(errors, "error"))
}
