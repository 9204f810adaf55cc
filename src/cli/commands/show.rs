//! `guestlist show`

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::cli::Format;
use crate::cli::commands::apply::read_plan;
use crate::cli::commands::plan::select;
use crate::cli::error::CliError;
use crate::cli::outcome::Outcome;
use crate::cli::session::{Session, version_named};
use crate::render::json;
use crate::render::{plan as plan_page, state as page};

/// Show the recorded state, or a saved plan.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  guestlist show --tenant contoso\n  guestlist show --at 12\n  guestlist show change.plan"
)]
pub(in crate::cli) struct Show {
    /// A plan saved with plan --out.
    #[arg(value_name = "PLAN-FILE")]
    file: Option<PathBuf>,
    /// Only these tenants: a name, a glob, or tag:NAME. May be repeated.
    #[arg(long, value_name = "PATTERN", conflicts_with = "file")]
    tenant: Vec<String>,
    /// The state as it was in this version.
    #[arg(long, value_name = "SERIAL", conflicts_with = "file")]
    at: Option<u64>,
    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Show {
    pub(in crate::cli) fn run(self, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        match &self.file {
            Some(file) => {
                let path = session.path(file);
                self.saved(&path, session)
            }
            None => self.state(session),
        }
    }

    fn state(&self, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        let workspace = session.workspace()?;
        let state = session.state(&workspace)?;
        let view = match self.at {
            Some(serial) => state.at(version_named(serial, &state)?)?,
            None => state.now().clone(),
        };
        let selection = select(&workspace, &view, &self.tenant)?;
        let mut tenants = BTreeMap::new();
        for name in view.tenants().keys() {
            if selection.chooses(&workspace.config, name)
                && let Some(tenant) = view.tenant(name)?
            {
                tenants.insert(name.clone(), tenant);
            }
        }
        let partners = if selection.is_all() {
            view.partners()?
        } else {
            BTreeMap::new()
        };
        match self.format {
            Format::Json => {
                let document = json::state::document(view.version(), &tenants, &partners);
                session.console.json(&document)?;
            }
            Format::Human => {
                let terminal = *session.console.terminal();
                let text = page::show(view.version(), &tenants, &partners, &terminal);
                session.console.data(&text)?;
            }
        }
        Ok(Outcome::Done)
    }

    fn saved(
        &self,
        path: &std::path::Path,
        session: &mut Session<'_>,
    ) -> Result<Outcome, CliError> {
        let document = read_plan(path)?;
        if self.format == Format::Json {
            session.console.json(&document)?;
            return Ok(Outcome::Done);
        }
        // A plan can be read anywhere; whether it is stale can only be told in its workspace.
        let stale = match session.workspace() {
            Ok(workspace) => {
                let now = session.state(&workspace)?.base();
                document.base().filter(|base| *base != now).map(|base| {
                    format!(
                        "made from version {}; now it is version {}",
                        base.serial, now.serial
                    )
                })
            }
            Err(_) => None,
        };
        let terminal = *session.console.terminal();
        let text = plan_page::saved(&document, stale.as_deref(), &terminal);
        session.console.page(&text)?;
        Ok(Outcome::Done)
    }
}
