//! `guestlist completions`

use clap_complete::Shell;

use crate::cli::definition;
use crate::cli::error::CliError;
use crate::cli::outcome::Outcome;
use crate::cli::session::Session;

/// Print completions for a shell.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  source <(guestlist completions bash)\n  guestlist completions zsh > ~/.zfunc/_guestlist"
)]
pub(in crate::cli) struct Completions {
    /// Which shell.
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub(in crate::cli) fn run(self, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        let mut bytes = Vec::new();
        clap_complete::generate(self.shell, &mut definition(), "guestlist", &mut bytes);
        session.console.data(&String::from_utf8_lossy(&bytes))?;
        Ok(Outcome::Done)
    }
}
