//! `guestlist reference`

use clap::ValueEnum;

use crate::cli::error::CliError;
use crate::cli::outcome::Outcome;
use crate::cli::session::Session;
use crate::diagnostics::RuleInfo;
use crate::render::reference;
use crate::rules;

/// Print the reference of all settings or all rules, as Markdown.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  guestlist reference settings > settings.md\n  guestlist reference rules > rules.md"
)]
pub(in crate::cli) struct Reference {
    /// Of what.
    #[arg(value_enum)]
    of: Page,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Page {
    /// Every setting of every section.
    Settings,
    /// Every rule and fault.
    Rules,
}

impl Reference {
    pub(in crate::cli) fn run(self, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        let text = match self.of {
            Page::Settings => reference::settings(),
            Page::Rules => {
                let mut all: Vec<&RuleInfo> = rules::all().collect();
                all.sort_unstable_by_key(|rule| rule.id);
                reference::rules(&all)
            }
        };
        session.console.data(&text)?;
        Ok(Outcome::Done)
    }
}
