//! `--activity`, of every command that takes reports.

use std::collections::BTreeSet;
use std::path::Path;

use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::model::Name;
use crate::workflow::activity::{self, Reports};

/// Reports on external domain activity.
#[derive(Debug, Clone, Default, clap::Args)]
pub(in crate::cli) struct ActivityFiles {
    /// Count people by the report on external domain activity of the Teams admin centre, saved as
    /// CSV. With several tenants it says whose people: contoso=FILE. May be repeated.
    #[arg(long = "activity", value_name = "[TENANT=]FILE")]
    files: Vec<String>,
}

impl ActivityFiles {
    /// Whether any is given.
    pub(in crate::cli) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Reads them; nothing if none is given. `only` is the tenant that the command is about, if it is
    /// about one.
    pub(in crate::cli) fn read<'a>(
        &self,
        tenants: impl IntoIterator<Item = &'a Name>,
        only: Option<&Name>,
        session: &Session<'_>,
    ) -> Result<Option<Reports>, CliError> {
        if self.is_empty() {
            return Ok(None);
        }
        let tenants: BTreeSet<&Name> = tenants.into_iter().collect();
        let here = session.path(Path::new(""));
        activity::read(&self.files, &tenants, only, &here)
            .map(Some)
            .map_err(|error| CliError::user(error.to_string()))
    }
}
