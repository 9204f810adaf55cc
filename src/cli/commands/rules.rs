//! `guestlist rules`

use crate::cli::Format;
use crate::cli::error::CliError;
use crate::cli::outcome::Outcome;
use crate::cli::session::Session;
use crate::diagnostics::RuleInfo;
use crate::render::{json, rules_page};
use crate::rules;
use crate::text::words;

/// Print all rules, or one rule's page: what it sees, why it matters, how to put it right.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  guestlist rules\n  guestlist rules allow-list-blocks-rest")]
pub(in crate::cli) struct Rules {
    /// Which rule.
    #[arg(value_name = "ID")]
    id: Option<String>,
    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Rules {
    pub(in crate::cli) fn run(self, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        let terminal = *session.console.terminal();
        match (self.id, self.format) {
            (None, Format::Human) => session
                .console
                .data(&rules_page::all(&sorted(), &terminal))?,
            (None, Format::Json) => session.console.json(&json::rules::rules(&sorted()))?,
            (Some(id), format) => {
                let rule = rules::find(&id).ok_or_else(|| unknown(&id))?;
                match format {
                    Format::Human => session.console.data(&rules_page::page(rule, &terminal))?,
                    Format::Json => session.console.json(&json::rules::rule(rule))?,
                }
            }
        }
        Ok(Outcome::Done)
    }
}

fn sorted() -> Vec<&'static RuleInfo> {
    let mut all: Vec<_> = rules::all().collect();
    all.sort_by_key(|r| r.id);
    all
}

fn unknown(id: &str) -> CliError {
    let near = words::nearest(id, rules::all().map(|r| r.id));
    let near = near
        .map(|n| format!("; did you mean {n}?"))
        .unwrap_or_else(|| "; guestlist rules lists them".to_owned());
    CliError::user(format!("there is no rule \"{id}\"{near}"))
}
