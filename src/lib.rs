//! guestlist keeps the rules for working with people outside an organisation as YAML in git.
//!
//! Layers, each using only those to its right:
//!
//! ```text
//! cli → workflow → {interop, plan} → {access, rules, state} → diff → model → document → diagnostics → text
//! ```
//!
//! Renderers are leaves: only `cli` calls them. Nothing below `cli` prints, exits or knows the
//! command line; a test holds the direction of the `use` lines.

pub mod access;
pub mod cli;
pub mod diagnostics;
pub mod diff;
pub mod document;
pub mod interop;
pub mod model;
pub mod plan;
pub mod render;
pub mod rules;
pub mod state;
pub mod text;
pub mod workflow;
