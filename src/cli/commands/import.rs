//! `guestlist import`

use std::path::PathBuf;

use clap::ValueEnum;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::cli::Format;
use crate::cli::error::CliError;
use crate::cli::outcome::Outcome;
use crate::cli::session::Session;
use crate::interop::{EmptyList, From, Options};
use crate::model::Name;
use crate::render::interop::{ImportDocument, ImportPage, import as page};
use crate::workflow::exports::{self, Export};
use crate::workflow::import::{self, ImportError};

/// Take a tenant under management from an export: write its file, record what was seen.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  guestlist import ProviderSettingsExport.json\n  \
    guestlist import federation.json client.json --tenant contoso\n  \
    guestlist import tenant.ps1 --tenant contoso --empty-allow-list all"
)]
pub(in crate::cli) struct Import {
    #[command(flatten)]
    exports: Exports,
    /// The tenant's name; otherwise it comes from the file.
    #[arg(long, value_name = "NAME")]
    tenant: Option<String>,
    /// Why: kept in the log.
    #[arg(long, value_name = "TEXT")]
    message: Option<String>,
    /// List everything that was not taken over.
    #[arg(long)]
    full: bool,
    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Exports, and how to read them.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Exports {
    /// Exports of one tenant: ScubaGear, Get-… | ConvertTo-Json -Depth 10, Microsoft365DSC, Graph,
    /// guestlist's own JSON.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What the files are: scubagear, cmdlet, m365dsc, graph, json (guestlist's own), or a cmdlet such
    /// as Get-CsTenantFederationConfiguration; otherwise it is recognised.
    #[arg(long, value_name = "FORMAT")]
    from: Option<From>,
    /// What an empty allow list means where a format gives it two meanings.
    #[arg(long, value_enum, value_name = "MEANING")]
    empty_allow_list: Option<Empty>,
    /// The day on which the service was read, where a file does not say it; today unless given.
    #[arg(long, value_name = "DATE")]
    read_on: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Empty {
    /// Everybody may.
    All,
    /// Nobody may.
    None,
}

impl Exports {
    /// Reads them.
    pub(in crate::cli) fn read(&self, session: &Session<'_>) -> Result<Export, CliError> {
        let paths: Vec<PathBuf> = self.files.iter().map(|file| session.path(file)).collect();
        let options = Options {
            from: self.from.clone(),
            empty_allow_list: self.empty_allow_list.map(|empty| match empty {
                Empty::All => EmptyList::All,
                Empty::None => EmptyList::None,
            }),
        };
        let time = match self.read_on {
            Some(day) if day > session.clock.today => {
                return Err(CliError::user(format!("--read-on {day} is a day to come")));
            }
            Some(day) => midnight(day).unwrap_or(session.clock.now),
            None => session.clock.now,
        };
        Ok(exports::read(&paths, &options, time)?)
    }
}

fn midnight(day: Date) -> Option<Timestamp> {
    Some(day.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

impl Import {
    /// The command that compares the same export with what is recorded of the tenant that is there.
    fn drift(&self, tenant: Option<&Name>, flags: &str) -> String {
        let mut out = String::from("  guestlist drift");
        for file in &self.exports.files {
            let file = file.display().to_string();
            match file.contains(|c: char| !c.is_ascii_alphanumeric() && !"/._-".contains(c)) {
                true => out.push_str(&format!(" '{}'", file.replace('\'', "'\\''"))),
                false => out.push_str(&format!(" {file}")),
            }
        }
        if let Some(tenant) = tenant {
            out.push_str(&format!(" --tenant {tenant}"));
        }
        if let Some(from) = &self.exports.from {
            out.push_str(&format!(" --from {from}"));
        }
        let empty = self.exports.empty_allow_list;
        if let Some(meaning) = empty.and_then(|meaning| meaning.to_possible_value()) {
            out.push_str(&format!(" --empty-allow-list {}", meaning.get_name()));
        }
        if let Some(day) = self.exports.read_on {
            out.push_str(&format!(" --read-on {day}"));
        }
        out + flags
    }

    pub(in crate::cli) fn run(self, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        let export = self.exports.read(session)?;
        let workspace = session.valid_workspace()?;
        let mut state = session.state_to_record(&workspace)?;
        let prepared = match import::prepare(&workspace, &export, self.tenant.as_deref()) {
            Err(ImportError::Exists { what, diff, tenant }) => {
                session.console.data(&diff)?;
                let copy = match diff.is_empty() {
                    true => String::new(),
                    false => format!(
                        "\nAbove is what would differ (+ is what the export says), to copy from. To \
                         compare it with what is recorded, and to record it with --accept:\n{}",
                        self.drift(tenant.as_ref(), "")
                    ),
                };
                return Err(CliError::user(format!(
                    "{what}; nothing was written or recorded{copy}"
                )));
            }
            Err(ImportError::Same { tenant, file }) => {
                let drift = self.drift(Some(&tenant), " --accept");
                let same = ImportError::Same { tenant, file };
                return Err(CliError::user(format!(
                    "{same}: nothing differs, and nothing was written or recorded\n\
                     To record what the export says as observed:\n{drift}"
                )));
            }
            other => other?,
        };
        let origin = session.origin(&workspace, self.message.clone())?;
        let version = import::carry_out(&workspace, &mut state, &export, &prepared, origin)?;
        let done = format!(
            "It is done: {} is written and recorded as version {}",
            prepared.path.as_str(),
            version.serial
        );
        let told = match self.format {
            Format::Human => {
                let text = page(
                    &ImportPage {
                        export: &export,
                        prepared: &prepared,
                        version: &version,
                        full: self.full,
                    },
                    session.console.terminal(),
                );
                session.console.data(&text)
            }
            Format::Json => {
                let document = ImportDocument::new(&export, &prepared, &version);
                session.console.json(&document)
            }
        };
        told.map_err(|error| error.though(&done))?;
        Ok(Outcome::Done)
    }
}
