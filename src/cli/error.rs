//! Why a command could not do what it was asked, apart from faults in files.

use std::io;

use crate::access::QuestionError;
use crate::document::SchemaError;
use crate::plan::{Refusal, SelectionError};
use crate::state::StateError;
use crate::workflow::atomic_file::WriteError;
use crate::workflow::base::BaseError;
use crate::workflow::drift::DriftError;
use crate::workflow::environment::EnvironmentError;
use crate::workflow::exports::ExportError;
use crate::workflow::files::RootError;
use crate::workflow::format::ChoiceError;
use crate::workflow::import::ImportError;
use crate::workflow::init::InitError;

/// An error of the command itself.
#[derive(Debug, thiserror::Error)]
pub(super) enum CliError {
    /// Something the user can put right; the message says how.
    #[error("{0}")]
    User(String),
    /// A question that can't be answered.
    #[error(transparent)]
    Question(#[from] QuestionError),
    /// No workspace.
    #[error(transparent)]
    Root(#[from] RootError),
    /// The recorded state.
    #[error(transparent)]
    State(#[from] StateError),
    /// A commit that can't be read.
    #[error(transparent)]
    Base(#[from] BaseError),
    /// An export that can't be read.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// A tenant that can't be taken over.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// An export that can't be compared.
    #[error(transparent)]
    Drift(#[from] DriftError),
    /// A pattern that chooses nothing.
    #[error(transparent)]
    Selection(#[from] SelectionError),
    /// A saved plan that can't be applied.
    #[error("{0}. Nothing was recorded")]
    Refused(#[from] Refusal),
    /// A file that can't be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A file that can't be formatted.
    #[error(transparent)]
    Choice(#[from] ChoiceError),
    /// A workspace that can't be started.
    #[error(transparent)]
    Init(#[from] InitError),
    /// The process's environment.
    #[error(transparent)]
    Environment(#[from] EnvironmentError),
    /// Reading or writing a stream.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A mistake in guestlist.
    #[error("this is a bug in guestlist, not in your files: {0}")]
    Bug(String),
}

impl CliError {
    /// An error with a message of its own.
    pub(super) fn user(message: impl Into<String>) -> Self {
        Self::User(message.into())
    }

    /// The same error of what tells of something that is done already: it says that it is.
    pub(super) fn though(self, done: &str) -> Self {
        match self {
            Self::Io(error) => Self::User(format!(
                "the result can't be written to standard output: {error}. {done}"
            )),
            other => other,
        }
    }
}

impl From<SchemaError> for CliError {
    fn from(error: SchemaError) -> Self {
        Self::Bug(error.to_string())
    }
}

impl From<serde_json::Error> for CliError {
    fn from(error: serde_json::Error) -> Self {
        match error.io_error_kind() {
            Some(kind) => Self::Io(kind.into()),
            None => Self::Bug(error.to_string()),
        }
    }
}
