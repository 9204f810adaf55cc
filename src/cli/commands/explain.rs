//! `guestlist explain`

use crate::cli::Format;
use crate::cli::error::CliError;
use crate::cli::outcome::Outcome;
use crate::cli::session::Session;
use crate::model::Address;
use crate::render::explain as page;
use crate::workflow::explain;

/// Explain a setting: its value, where it comes from, its official name, its default, what it means.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  guestlist explain contoso.external_access.allowed_domains\n  \
    guestlist explain guest_access.messaging\n  guestlist explain lists.resellers[fabrikam.com]"
)]
pub(in crate::cli) struct Explain {
    /// What to explain: a setting, a section, a tenant, a list, a partner, an entry.
    #[arg(value_name = "ADDRESS")]
    address: String,
    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Explain {
    pub(in crate::cli) fn run(self, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        let address: Address = self
            .address
            .parse()
            .map_err(|error| CliError::user(format!("\"{}\": {error}", self.address)))?;
        let workspace = session.workspace()?;
        if !workspace.is_valid() {
            session
                .console
                .say("note: the configuration has faults; guestlist validate shows them\n\n");
        }
        let state = session.state(&workspace)?;
        let recorded = |name: &_| state.tenant(name).ok().flatten();
        let explained =
            explain::explain(&workspace.config, &address, &recorded).map_err(CliError::user)?;
        match self.format {
            Format::Json => session
                .console
                .json(&page::document(&explained, &workspace.sources))?,
            Format::Human => {
                let terminal = *session.console.terminal();
                let text = page::human(&explained, &workspace.sources, &terminal);
                session.console.page(&text)?;
            }
        }
        Ok(Outcome::Done)
    }
}
