//! What is wrong with a file of the recorded state, and what can be done.

use std::fmt;

use super::{Digest, Serial};

/// What a damaged file is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The entry of a version.
    Log(Serial),
    /// An object.
    Object(Digest),
    /// Neither: something that does not belong there, or the attributes for git.
    Other,
    /// The history as a whole.
    History,
}

/// A damaged file: which, how, what is still intact, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// What the file is part of.
    pub part: Part,
    /// The file, as it is shown to people.
    pub file: String,
    /// What is wrong with it, as a sentence about it without a subject: "is missing".
    pub problem: String,
    /// What can still be read and trusted.
    pub intact: String,
    /// What to do, with the commands to copy.
    pub advice: String,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} {}", self.file, self.problem)?;
        writeln!(f, "  intact: {}", self.intact)?;
        write!(f, "  to do:  {}", self.advice)
    }
}
