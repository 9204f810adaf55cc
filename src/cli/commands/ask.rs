//! `guestlist ask`

use crate::cli::Format;
use crate::cli::error::CliError;
use crate::cli::outcome::Outcome;
use crate::cli::session::Session;
use crate::render::ask as page;
use crate::workflow::ask;
use crate::workflow::worlds::{self, Values};

/// Write the letter to a partner's administrator: which of our domains to allow, where, how to test.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "The letter goes to standard output; how our own side stands goes to standard \
    error.\n\nExamples:\n  guestlist ask northwind\n  guestlist ask fabrikam.com > letter.txt"
)]
pub(in crate::cli) struct AskCommand {
    /// A partner, or a domain.
    #[arg(value_name = "PARTNER")]
    partner: String,
    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl AskCommand {
    pub(in crate::cli) fn run(self, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        let workspace = session.valid_workspace()?;
        let state = session.state(&workspace)?;
        let today = session.clock.today;
        let world = worlds::world(&workspace, &state, Values::Desired, today, false)?;
        let ask = ask::ask(&workspace, &world, &self.partner)
            .map_err(|error| CliError::user(error.to_string()))?;
        match self.format {
            Format::Json => {
                let document = page::document(&ask, &workspace.sources);
                session.console.json(&document)?;
            }
            Format::Human => {
                let terminal = *session.console.err_terminal();
                let side = page::our_side(&ask, &today.to_string(), &workspace.sources, &terminal);
                session.console.say(&side);
                let letter = page::letter(&ask, session.console.terminal());
                session.console.data(&letter)?;
            }
        }
        Ok(Outcome::Done)
    }
}
