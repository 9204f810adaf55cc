//! `guestlist init`

use std::path::PathBuf;

use crate::cli::Format;
use crate::cli::commands::schema;
use crate::cli::error::CliError;
use crate::cli::outcome::Outcome;
use crate::cli::session::Session;
use crate::workflow::init;

/// Start a workspace: commented files that validate, the schema and editor settings. Nothing is
/// written over an existing file.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  guestlist init policies\n  cd policies && guestlist plan")]
pub(in crate::cli) struct Init {
    /// The folder; the current one unless named.
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Init {
    pub(in crate::cli) fn run(self, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        let folder = match &self.folder {
            Some(folder) => session.path(folder),
            None => session.directory().to_owned(),
        };
        let report = init::init(
            &folder,
            &schema::text(&crate::workflow::schema::published()),
        )?;
        if self.format == Format::Json {
            session.console.json(&serde_json::json!({
                "format_version": "1.0", "written": report.written, "kept": report.kept,
            }))?;
            return Ok(Outcome::Done);
        }
        let mut text = String::new();
        for file in &report.written {
            text.push_str(&format!("wrote  {file}\n"));
        }
        for file in &report.kept {
            text.push_str(&format!("kept   {file} (it was there already)\n"));
        }
        session.console.data(&text)?;
        session.console.say(
            "\nNext: read guestlist.yaml, change tenants/contoso.guestlist.yaml into your\ntenant, then\n  \
             guestlist validate\n  guestlist plan\n",
        );
        Ok(Outcome::Done)
    }
}
