//! Source text: files, byte spans and the places people read.
//!
//! Everything above works with [`Span`]s (bytes of one file). Lines and columns exist only here,
//! computed when something is shown. Depends on nothing else in the crate.

mod escape;
mod source;
pub mod words;

pub use escape::{is_hostile, printable};
pub use source::{FileId, Location, SourceFile, Sources, Span, Spanned};
