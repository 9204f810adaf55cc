//! `guestlist schema`

use clap::ValueEnum;

use crate::cli::error::CliError;
use crate::cli::outcome::Outcome;
use crate::cli::session::Session;
use crate::interop::write::{ExportDocument, GraphDocument};
use crate::render::{interop, json};
use crate::workflow::schema;

/// Print a JSON schema (draft 7).
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  guestlist schema > .guestlist/guestlist.schema.json\n  guestlist schema plan"
)]
pub(in crate::cli) struct SchemaCommand {
    /// Which one.
    #[arg(value_enum, default_value_t)]
    name: Name,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Name {
    /// guestlist.yaml and *.guestlist.yaml.
    #[default]
    Config,
    /// plan --format json, and saved plans.
    Plan,
    /// show --format json.
    State,
    /// validate --format json.
    Findings,
    /// import --format json.
    Import,
    /// drift --format json.
    Drift,
    /// export --to json.
    Export,
    /// export --to graph.
    Graph,
}

impl SchemaCommand {
    pub(in crate::cli) fn run(self, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        let schema = match self.name {
            Name::Config => schema::published(),
            Name::Plan => json::plan::schema(),
            Name::State => json::state::schema(),
            Name::Findings => json::validate::schema(),
            Name::Import => interop::import_schema(),
            Name::Drift => interop::drift_schema(),
            Name::Export => json::draft07::<ExportDocument>("export.schema.json"),
            Name::Graph => json::draft07::<GraphDocument>("graph.schema.json"),
        };
        session.console.data(&text(&schema))?;
        Ok(Outcome::Done)
    }
}

/// A schema as its file holds it.
pub(super) fn text(schema: &serde_json::Value) -> String {
    // `Value` prints itself; `#` is the pretty form.
    format!("{schema:#}\n")
}
