//! The command line: arguments, what is shown where, exit codes.
//!
//! The only layer that prints, exits, and knows clap. A command is one file with its arguments and
//! one function.

mod commands;
mod console;
mod error;
mod links;
mod outcome;
mod past;
mod progress;
mod session;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use console::Console;
use error::CliError;
use outcome::Outcome;
use session::Session;

/// Rules for working with people outside your organisation, as YAML in git: validate, plan with
/// consequences, review, record. guestlist logs in nowhere and sends nothing to Microsoft 365.
#[derive(Debug, Parser)]
#[command(
    name = "guestlist",
    version,
    max_term_width = 80,
    propagate_version = true,
    after_help = "Examples:\n  guestlist init policies\n  guestlist -C policies validate\n  \
    guestlist -C policies plan\n  guestlist -C policies apply"
)]
struct Arguments {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// What they stand under in help.
const GLOBAL: &str = "Options of every command";

/// Options of every command.
#[derive(Debug, clap::Args)]
struct Global {
    /// Work in this folder, or below the workspace that it is in.
    #[arg(short = 'C', value_name = "DIR", global = true, help_heading = GLOBAL)]
    directory: Option<PathBuf>,
    /// When to use colours.
    #[arg(
        long,
        value_name = "WHEN",
        default_value = "auto",
        global = true,
        help_heading = GLOBAL
    )]
    color: Colour,
    /// Say nothing but results and errors.
    #[arg(short, long, global = true, help_heading = GLOBAL)]
    quiet: bool,
    /// The day to answer for, such as 2026-11-20, instead of today (UTC).
    #[arg(
        long,
        value_name = "DATE",
        env = "GUESTLIST_AS_OF",
        hide_env_values = true,
        global = true,
        help_heading = GLOBAL
    )]
    as_of: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(commands::init::Init),
    Validate(commands::validate::Validate),
    Fmt(commands::fmt::Fmt),
    Plan(commands::plan::PlanCommand),
    Apply(commands::apply::Apply),
    Show(commands::show::Show),
    Import(commands::import::Import),
    Drift(commands::drift::DriftCommand),
    Export(commands::export::Export),
    Can(commands::can::Can),
    Test(commands::test::Test),
    Access(commands::access::Access),
    Ask(commands::ask::AskCommand),
    Entries(commands::entries::Entries),
    Rules(commands::rules::Rules),
    Capabilities(commands::capabilities::Capabilities),
    Explain(commands::explain::Explain),
    #[command(subcommand)]
    State(commands::state::StateCommand),
    Schema(commands::schema::SchemaCommand),
    Reference(commands::reference::Reference),
    Completions(commands::completions::Completions),
    Man(commands::man::Man),
}

/// Runs the program with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    // The state is published in one step: an interruption at any time leaves it whole.
    // Without a handler the shell still sees 130, so a failure to set one is no fault.
    let _ = ctrlc::set_handler(|| {
        progress::interrupt();
        std::process::exit(Outcome::INTERRUPTED)
    });
    let arguments = std::env::args_os();
    ExitCode::from(run(arguments).code())
}

fn run(arguments: impl Iterator<Item = OsString>) -> Outcome {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // A reader that went away needs no message.
            let _ = error.print();
            if let Some(hint) = tenant_hint(&error) {
                Console::of_process(Colour::Auto, false).say(&hint);
            }
            return match error.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Outcome::Done,
                _ => Outcome::Wrong,
            };
        }
    };
    let Arguments { global, command } = arguments;
    let mut console = Console::of_process(global.color, global.quiet);
    let ended = dispatch(command, global, &mut console);
    console.rest();
    match ended {
        Ok(outcome) => outcome,
        Err(error) => {
            console.error(&error);
            Outcome::Wrong
        }
    }
}

/// `guestlist plan contoso` means one tenant; the flag for that is not guessed from clap's message.
fn tenant_hint(error: &clap::Error) -> Option<String> {
    use clap::error::{ContextKind, ContextValue};
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::StyledStr(text)) => Some(text.to_string()),
        _ => None,
    };
    let word = text(ContextKind::InvalidArg)?;
    let usage = text(ContextKind::Usage)?;
    let takes_tenants = usage.contains("guestlist plan");
    let is_name = crate::model::Name::parse(&word).is_ok();
    (error.kind() == ErrorKind::UnknownArgument && takes_tenants && is_name)
        .then(|| format!("\nOnly one tenant:  guestlist plan --tenant {word}\n"))
}

fn dispatch(command: Command, global: Global, console: &mut Console) -> Result<Outcome, CliError> {
    let mut session = Session::new(global, console)?;
    let session = &mut session;
    match command {
        Command::Init(args) => args.run(session),
        Command::Validate(args) => args.run(session),
        Command::Fmt(args) => args.run(session),
        Command::Plan(args) => args.run(session),
        Command::Apply(args) => args.run(session),
        Command::Show(args) => args.run(session),
        Command::Import(args) => args.run(session),
        Command::Drift(args) => args.run(session),
        Command::Export(args) => args.run(session),
        Command::Can(args) => args.run(session),
        Command::Test(args) => args.run(session),
        Command::Access(args) => args.run(session),
        Command::Ask(args) => args.run(session),
        Command::Entries(args) => args.run(session),
        Command::Rules(args) => args.run(session),
        Command::Capabilities(args) => args.run(session),
        Command::Explain(args) => args.run(session),
        Command::State(command) => command.run(session),
        Command::Schema(args) => args.run(session),
        Command::Reference(args) => args.run(session),
        Command::Completions(args) => args.run(session),
        Command::Man(args) => args.run(session),
    }
}

/// The command line's definition, from which completions and man pages are made.
fn definition() -> clap::Command {
    Arguments::command()
}

/// Formats for people and for programs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    #[default]
    Human,
    /// For programs; changes only with its format_version.
    Json,
}

/// Formats of validate: those, and what shows findings beside the lines of a change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum ReviewFormat {
    /// For people.
    #[default]
    Human,
    /// For programs; changes only with its format_version.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of a GitHub workflow.
    Github,
    /// Code quality report of GitLab.
    Gitlab,
}

/// Formats of plan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum PlanFormat {
    /// For people.
    #[default]
    Human,
    /// For programs; changes only with its format_version.
    Json,
    /// A comment on a pull request or merge request.
    Markdown,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of a GitHub workflow.
    Github,
    /// Code quality report of GitLab.
    Gitlab,
}

impl PlanFormat {
    /// Whether people read it as it is, to review a change.
    fn is_for_people(self) -> bool {
        matches!(
            self,
            Self::Human | Self::Markdown | Self::Github | Self::Gitlab
        )
    }
}

impl From<Format> for PlanFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Human => Self::Human,
            Format::Json => Self::Json,
        }
    }
}

/// At which weight a finding fails the command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Warnings and errors.
    Warning,
    /// Anything.
    Note,
}

impl Deny {
    fn severity(self) -> crate::diagnostics::Severity {
        match self {
            Self::Warning => crate::diagnostics::Severity::Warning,
            Self::Note => crate::diagnostics::Severity::Note,
        }
    }
}
