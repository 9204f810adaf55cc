//! `guestlist capabilities`

use crate::cli::Format;
use crate::cli::error::CliError;
use crate::cli::outcome::Outcome;
use crate::cli::session::Session;
use crate::render::{capabilities as page, json};

/// Print what external access and guest access offer, both editions, and how they compare.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  guestlist capabilities")]
pub(in crate::cli) struct Capabilities {
    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Capabilities {
    pub(in crate::cli) fn run(self, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        match self.format {
            Format::Json => session.console.json(&json::capabilities::document())?,
            Format::Human => {
                let text = page::human(session.console.terminal());
                session.console.data(&text)?;
            }
        }
        Ok(Outcome::Done)
    }
}
