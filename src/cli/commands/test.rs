//! `guestlist test`

use crate::access;
use crate::cli::Format;
use crate::cli::error::CliError;
use crate::cli::outcome::Outcome;
use crate::cli::past::Past;
use crate::cli::progress::Phase;
use crate::cli::session::{Session, faults, has_error};
use crate::diagnostics::{Findings, sort_and_dedup};
use crate::render::findings::{self, FindingStyle};
use crate::render::{json, tests_page as page};
use crate::workflow::worlds;

/// Check the expectations in tests: against the desired configuration.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  guestlist test\n  guestlist test --recorded\n  guestlist test --at 12 --format json"
)]
pub(in crate::cli) struct Test {
    #[command(flatten)]
    past: Past,
    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Test {
    pub(in crate::cli) fn run(self, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        let workspace = session.workspace()?;
        let sources = &workspace.sources;
        if !workspace.is_valid() {
            match self.format {
                Format::Json => {
                    let document = json::test::document(&[], &workspace.faults, sources);
                    session.console.json(&document)?;
                }
                Format::Human => {
                    let text = faults(&workspace, session.console.terminal());
                    session.console.page(&text)?;
                }
            }
            return Ok(Outcome::Wrong);
        }
        let state = session.state(&workspace)?;
        let (values, today) = (self.past.values(), session.clock.today);
        session.console.working(Phase::Answering);
        let world = worlds::world(&workspace, &state, values, today, false)?;
        let mut found = Findings::new();
        let outcomes = access::evaluate(&world, &workspace.config, &mut found);
        // Another world may lack whom the files name.
        let (mut found, omitted) = found.into_parts();
        sort_and_dedup(&mut found, sources);
        match self.format {
            Format::Json => {
                let document = json::test::document(&outcomes, &found, sources);
                session.console.json(&document)?;
            }
            Format::Human => {
                let terminal = *session.console.terminal();
                let style = FindingStyle::Validate;
                let mut text = findings::human(&found, omitted, sources, &terminal, style);
                if !text.is_empty() {
                    text.push('\n');
                }
                let page = page::TestsPage {
                    outcomes: &outcomes,
                    config: &workspace.config,
                    world: &world,
                    sources,
                };
                text.push_str(&page::human(&page, &terminal));
                session.console.page(&text)?;
            }
        }
        Ok(if has_error(&found) || omitted > 0 {
            Outcome::Wrong
        } else if outcomes.iter().any(|outcome| !outcome.passed) {
            Outcome::Denied
        } else {
            Outcome::Done
        })
    }
}
