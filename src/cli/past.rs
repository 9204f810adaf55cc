//! Options of commands that can answer from the recorded state.

use crate::state::Serial;
use crate::workflow::worlds::Values;

/// Which values count.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct Past {
    /// Answer from what is recorded, not from the files.
    #[arg(long)]
    recorded: bool,
    /// Answer from what was recorded in this version.
    #[arg(long, value_name = "SERIAL")]
    at: Option<u64>,
}

impl Past {
    pub(super) fn values(self) -> Values {
        match self.at {
            Some(serial) => Values::At(Serial(serial)),
            None if self.recorded => Values::Recorded,
            None => Values::Desired,
        }
    }
}
