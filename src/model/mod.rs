//! What is declared and what is recorded: tenants, domains, lists, settings.
//!
//! Depends on `document`, `diagnostics` and `text`.

pub mod address;
pub mod domain;
pub mod name;
pub mod value;

pub use address::{Address, SettingKey};
pub use domain::Domain;
pub use name::Name;
pub use value::{AllowedDomains, Notes, Value, ValueSet};
