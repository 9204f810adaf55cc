//! What `import`, `drift` and `export` print.

mod drift;
mod export;
mod import;
mod json;
mod markdown;

pub use drift::{DriftPage, human as drift};
pub use export::{ExportedFile, exported, status_of_plan, unchecked};
pub use import::{ImportPage, human as import, not_taken};
pub use json::{DriftDocument, ImportDocument, drift_schema, import_schema};
pub use markdown::drift as drift_markdown;

/// Characters of a text from a file.
const TEXT: usize = 200;
