//! What guestlist has to say about a configuration: faults of the files and findings of the rules
//! are one type, so that every command and every format shows them alike.
//!
//! Depends on `text`.

mod faults;
mod finding;
mod notes;
mod rule_info;

pub use faults::*;
pub use finding::{Acceptance, Finding, Findings, Fix, Gist, Label, sort_and_dedup};
pub use notes::IGNORED_FILE;
pub use rule_info::{RuleInfo, Severity};
