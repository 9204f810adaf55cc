//! What is declared and what is recorded: tenants, domains, lists, settings.
//!
//! Depends on `document`, `diagnostics` and `text`.

pub mod address;
pub mod config;
pub mod configuration;
mod distinct;
pub mod domain;
pub mod federation;
pub mod list;
pub mod name;
pub mod resolve;
pub mod schema;
pub mod section;
pub mod sections;
pub mod sharing;
pub mod value;

pub use address::{Address, SettingKey};
pub use configuration::Configuration;
pub use distinct::DistinctSets;
pub use domain::Domain;
pub use name::Name;
pub use value::{AllowedDomains, Notes, Value, ValueSet};
