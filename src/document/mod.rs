//! The one way in which files are read: YAML text becomes a tree that knows the place of every key
//! and value, the published schema judges that tree, and the typed model is read from it.
//!
//! ```text
//! text ─parse─> Node ─SchemaChecker::check─> findings + Poison ─read_with_poison─> typed model
//! ```
//!
//! All faults of a file are found in one run: what a fault spoils is kept in a [`Poison`], and the
//! typed read does not see it. Depends on `diagnostics` and `text`.

mod layout;
mod map;
mod node;
mod parse;
mod poison;
mod reader;
mod scalar;
mod schema;
mod spanned;

pub use layout::{Layout, Mark};
pub use map::Map;
pub use node::{Entry, Key, Kind, Mapping, Node, Style};
pub use parse::{DEPTH, NODES, NODES_BY_ALIASES, parse, unresolved_merge};
pub use poison::Poison;
pub use reader::{ReadError, read, read_with_poison, read_without};
pub use schema::{Advice, Retired, SchemaChecker, SchemaError};
pub use spanned::Field;
