//! `guestlist fmt`

use std::path::{Path, PathBuf};

use crate::cli::Format;
use crate::cli::error::CliError;
use crate::cli::outcome::Outcome;
use crate::cli::session::Session;
use crate::render::findings::{self, FindingStyle};
use crate::render::fmt::{self as page, Deed};
use crate::workflow::files::{self, Root, RootError};
use crate::workflow::format::{self, Report};

/// Put domain lists into canonical form: sorted, without duplicates, in plain spelling. Comments and
/// everything else stay as they are; what the files mean does not change.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  guestlist fmt\n  guestlist fmt --check\n  guestlist fmt --diff lists/threat-intel.txt"
)]
pub(in crate::cli) struct Fmt {
    /// Configuration and list files; all of the workspace unless named.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write nothing; name the files that would change, and end with exit code 1 if there are any.
    #[arg(long)]
    check: bool,
    /// Write nothing; show what would change.
    #[arg(long)]
    diff: bool,
    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Fmt {
    pub(in crate::cli) fn run(self, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        let chosen: Vec<PathBuf> = self.files.iter().map(|file| session.path(file)).collect();
        let report = format::look(root(session, &chosen)?, &chosen)?;
        let deed = match (self.diff, self.check) {
            (true, _) => Deed::Show,
            (false, true) => Deed::Check,
            (false, false) => Deed::Write,
        };
        let (written, failed) = write(&report, deed, session);
        match self.format {
            Format::Json => {
                let document = page::document(&report, &written, self.diff);
                session.console.json(&document)?;
            }
            Format::Human => human(&report, deed, &written, session)?,
        }
        let is_faulty = !report.faults.is_empty() || report.omitted > 0;
        let is_off = self.check && !report.changes.is_empty();
        Ok(if failed || is_faulty || is_off {
            Outcome::Wrong
        } else {
            Outcome::Done
        })
    }
}

/// The workspace of `-C`, or of the current folder; else that of the first file.
fn root(session: &Session<'_>, chosen: &[PathBuf]) -> Result<Root, CliError> {
    match (session.root(), chosen.first()) {
        (Err(CliError::Root(RootError::NotFound(_))), Some(file)) => {
            let folder = match file.parent() {
                Some(folder) if folder != Path::new("") => folder,
                _ => Path::new("."),
            };
            Ok(files::find_root(folder)?)
        }
        (root, _) => root,
    }
}

/// Writes what is to be written; whether each change was, and whether one that should be was not.
fn write(report: &Report, deed: Deed, session: &mut Session<'_>) -> (Vec<bool>, bool) {
    if deed != Deed::Write {
        return (vec![false; report.changes.len()], false);
    }
    let mut failed = false;
    let mut write = |change| match report.write(change) {
        Ok(()) => true,
        Err(error) => {
            failed = true;
            session.console.error(&error.into());
            false
        }
    };
    let written = report.changes.iter().map(&mut write).collect();
    (written, failed)
}

fn human(
    report: &Report,
    deed: Deed,
    written: &[bool],
    session: &mut Session<'_>,
) -> Result<(), CliError> {
    if !report.faults.is_empty() || report.omitted > 0 {
        let (sources, terminal) = (&report.sources, session.console.err_terminal());
        let faults = findings::human(
            &report.faults,
            report.omitted,
            sources,
            terminal,
            FindingStyle::Validate,
        );
        session.console.say_always(&format!("{faults}\n"));
    }
    let mut text = String::new();
    for (change, written) in report.changes.iter().zip(written) {
        match deed {
            Deed::Show => text.push_str(&page::diff(change, report, session.console.terminal())),
            Deed::Write if !written => {}
            Deed::Write | Deed::Check => text.push_str(&page::file(change, deed)),
        }
    }
    session.console.data(&text)?;
    let summary = page::summary(report, deed, written, session.console.err_terminal());
    session.console.say(&summary);
    Ok(())
}
