//! The letter to a partner's administrator, and how our own side stands.

mod json;
mod letter;
mod side;

pub use json::{AskDocument, document};
pub use letter::{letter, subject};
pub use side::our_side;

/// Longest name of an organisation.
const NAME: usize = 80;
