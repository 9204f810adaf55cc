//! The recorded state: what was decided, by whom and when, as an append-only log.
//!
//! `objects/` holds one text file per tenant value, named by the hash of its bytes; sets and notes
//! that are long are objects of their own, so that equal ones exist once. `log/<serial>.json` says
//! which tenants moved to which object, seals itself with a digest and names the digest of the entry
//! before. Publishing an entry without replacing anything is the commit; everything before it can be
//! interrupted without a trace that counts.
//!
//! Nothing here reads the clock, the login or git: who, when and why come in with a [`Draft`].
//!
//! Depends on `model` and `text`.

mod commit;
mod damage;
mod digest;
mod error;
mod format;
mod log;
mod objects;
mod partners;
mod past;
pub mod snapshot;
mod store;
pub mod stores;
mod verify;
mod version;
mod view;

pub use commit::{Draft, Origin};
pub use damage::{Damage, Part};
pub use digest::{Digest, DigestError, Digester};
pub use error::StateError;
pub use format::{FORMAT_VERSION, file_schema};
pub use partners::{
    PARTNER_CONFIRMED, PARTNER_CONFIRMED_ON, PARTNER_DOMAINS, PARTNER_TENANT_ID, PARTNER_TRIAL,
};
pub use past::Log;
pub use snapshot::{
    Confirmation, Identity, Known, RecordedPartner, RecordedSetting, RecordedTenant, Seen,
};
pub use store::{Found, Published, Store, Stray, StrayKind};
pub use stores::{LocalStore, MemoryStore};
pub use verify::{Report, verify};
pub use version::{
    Base, ConfigCommit, Kind, Lineage, LineageError, PlanMark, Serial, Summary, TenantRef, Version,
};
pub use view::{State, View};
