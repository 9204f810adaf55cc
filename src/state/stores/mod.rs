//! The places that can keep a recorded state.

mod local;
mod memory;

pub use local::LocalStore;
pub use memory::MemoryStore;
