//! The recorded state: what was decided, by whom and when, as an append-only log.
//!
//! Depends on `model`.

pub mod snapshot;
