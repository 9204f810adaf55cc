//! `guestlist access`

use std::collections::BTreeSet;

use clap::ValueEnum;

use crate::access::{Capability, Party, QuestionError};
use crate::cli::commands::activity::ActivityFiles;
use crate::cli::error::CliError;
use crate::cli::outcome::Outcome;
use crate::cli::progress::Phase;
use crate::cli::session::Session;
use crate::model::Name;
use crate::model::config::Edition;
use crate::plan::Seen;
use crate::render::access::{Basis, doors as doors_page, matrix as matrix_page};
use crate::state::{Serial, State};
use crate::workflow::board::Board;
use crate::workflow::doors;
use crate::workflow::load::Workspace;
use crate::workflow::systems;
use crate::workflow::worlds::{self, Values};

/// Show who may reach whom: all tenants and partners, or every door for one of them.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  guestlist access\n  guestlist access --capability files --format html > access.html\n  \
    guestlist access northwind --activity activity.csv"
)]
pub(in crate::cli) struct Access {
    /// A partner, tenant or domain: every door of every tenant for it.
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// What is asked about: chat, call, files, teams, …; guestlist capabilities lists all.
    #[arg(long, value_name = "ID")]
    capability: Option<String>,
    /// Answer from the recorded state, not from the files.
    #[arg(long)]
    recorded: bool,
    /// Answer from the recorded state as it was in this version.
    #[arg(long, value_name = "SERIAL")]
    at: Option<u64>,
    /// Do not count on Microsoft's defaults: what rests on one is not known.
    #[arg(long)]
    no_defaults: bool,
    #[command(flatten)]
    activity: ActivityFiles,
    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    format: AccessFormat,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum AccessFormat {
    /// For people.
    #[default]
    Human,
    /// For programs; changes only with its format_version.
    Json,
    /// A table for a page in a repository.
    Markdown,
    /// A flowchart.
    Mermaid,
    /// One page with every proof, to open in a browser.
    Html,
}

impl Access {
    pub(in crate::cli) fn run(self, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        let capability = self.capability.as_deref().map(Capability::parse);
        let capability = capability
            .transpose()
            .map_err(|error| CliError::user(error.to_string()))?;
        let workspace = match self.values() {
            Values::Desired => session.valid_workspace()?,
            Values::Recorded | Values::At(_) => session.workspace()?,
        };
        let state = session.state(&workspace)?;
        let today = session.clock.today.to_string();
        let mut tenants: BTreeSet<&Name> = workspace.config.tenants.keys().collect();
        if self.values() != Values::Desired {
            tenants.extend(state.now().tenants().keys());
        }
        let reports = self.activity.read(tenants, None, session)?;
        let basis = Basis {
            sources: &workspace.sources,
            recorded: self.serial(&state),
            today: &today,
            no_defaults: self.no_defaults,
            edition: match workspace.config.edition {
                Edition::Y2019 => "2019",
                Edition::Y2021 => "2021",
            },
            reports: reports.as_ref(),
        };
        session.console.working(Phase::Answering);
        let text = match &self.name {
            Some(name) => self.doors(name, capability, session, &workspace, &state, &basis)?,
            None => self.matrix(capability, session, &workspace, &state, &basis)?,
        };
        match self.format {
            AccessFormat::Human => session.console.page(&text)?,
            _ => session.console.data(&text)?,
        }
        Ok(Outcome::Done)
    }

    fn values(&self) -> Values {
        match (self.at, self.recorded) {
            (Some(serial), _) => Values::At(Serial(serial)),
            (None, true) => Values::Recorded,
            (None, false) => Values::Desired,
        }
    }

    /// The version that is asked, if no file is.
    fn serial(&self, state: &State) -> Option<u64> {
        match self.values() {
            Values::Desired => None,
            Values::Recorded => Some(state.base().serial.0),
            Values::At(serial) => Some(serial.0),
        }
    }

    fn matrix(
        &self,
        capability: Option<Capability>,
        session: &Session<'_>,
        workspace: &Workspace,
        state: &State,
        basis: &Basis<'_>,
    ) -> Result<String, CliError> {
        let today = session.clock.today;
        let world =
            |no_defaults| worlds::world(workspace, state, self.values(), today, no_defaults);
        let asked = world(self.no_defaults)?;
        let strict = if self.no_defaults {
            None
        } else {
            Some(world(true)?)
        };
        let capability = capability.unwrap_or(Capability::CHAT);
        let seen = basis.reports.map(|r| Seen::in_world(&asked, &r.activity));
        let board = Board {
            seen,
            ..Board::of(workspace, &asked, strict.as_ref(), capability)
        };
        Ok(match self.format {
            AccessFormat::Human => matrix_page::human(&board, basis, session.console.terminal()),
            AccessFormat::Json => matrix_page::json(&board, basis)?,
            AccessFormat::Markdown => matrix_page::markdown(&board, basis),
            AccessFormat::Mermaid => matrix_page::mermaid(&board, basis),
            AccessFormat::Html => matrix_page::html(&board, &asked, basis).map_err(wrong)?,
        })
    }

    fn doors(
        &self,
        name: &str,
        capability: Option<Capability>,
        session: &Session<'_>,
        workspace: &Workspace,
        state: &State,
        basis: &Basis<'_>,
    ) -> Result<String, CliError> {
        let today = session.clock.today;
        let world = worlds::world(workspace, state, self.values(), today, self.no_defaults)?;
        let party = Party::parse(name, &world).map_err(wrong)?;
        let mut doors = doors::doors(&world, &party, capability).map_err(wrong)?;
        // A question about one capability is not about the rest.
        if capability.is_none() {
            doors.systems = systems::systems(workspace, state, self.values(), &world, &party)?;
        }
        Ok(match self.format {
            AccessFormat::Human => doors_page::human(&doors, basis, session.console.terminal()),
            AccessFormat::Json => crate::render::json::text(&doors_page::document(&doors, basis))?,
            AccessFormat::Markdown => doors_page::markdown(&doors, basis),
            AccessFormat::Mermaid => doors_page::mermaid(&doors, basis),
            AccessFormat::Html => doors_page::html(&doors, basis),
        })
    }
}

fn wrong(error: QuestionError) -> CliError {
    CliError::user(error.to_string())
}
