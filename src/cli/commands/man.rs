//! `guestlist man`

use crate::cli::definition;
use crate::cli::error::CliError;
use crate::cli::outcome::Outcome;
use crate::cli::session::Session;
use crate::text::words;

/// Print the manual page, of guestlist or of one command.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  guestlist man | man -l -\n  guestlist man plan > guestlist-plan.1"
)]
pub(in crate::cli) struct Man {
    /// Which command.
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

impl Man {
    pub(in crate::cli) fn run(self, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        let mut root = definition();
        root.build();
        let page = match &self.command {
            None => root.disable_help_subcommand(true),
            Some(name) => {
                let found = root.find_subcommand(name).cloned();
                let names = root.get_subcommands().map(clap::Command::get_name);
                found
                    .ok_or_else(|| {
                        let near = words::nearest(name, names);
                        let near = near.map(|n| format!("; did you mean {n}?"));
                        let near = near.unwrap_or_default();
                        CliError::user(format!("there is no command \"{name}\"{near}"))
                    })?
                    .display_name(format!("guestlist-{name}"))
            }
        };
        let mut bytes = Vec::new();
        clap_mangen::Man::new(page).render(&mut bytes)?;
        session.console.data(&String::from_utf8_lossy(&bytes))?;
        Ok(Outcome::Done)
    }
}
