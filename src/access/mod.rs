//! Who can reach whom: one pure function over what is declared, recorded, and documented.
//!
//! A [`World`] holds every declared organisation with the settings that count. [`answer()`] says
//! whether a capability reaches from one party to another, by every route, with the chain of
//! settings that decided. Effects of a plan, the matrix and the tests in `tests:` are that same
//! function, asked many times: its links are small values without text, so that asking is cheap and
//! text is made only for what is shown.
//!
//! Depends on `model`, `diagnostics`, `text` and the value types of `state::snapshot`.

mod activity;
mod answer;
pub mod capabilities;
mod chain;
mod classes;
mod conditions;
mod cross_tenant;
mod decide;
mod effects;
mod expect;
mod external;
mod guest;
mod link;
mod matrix;
mod party;
mod policies;
mod settings;
mod wording;
mod world;

pub use activity::{Activity, direct_chat};
pub use answer::{Answer, DomainAnswer, Route, answer};
pub use capabilities::{Capability, NoSuchCapability};
pub use chain::{RouteKind, Side, State, Verdict};
pub use cross_tenant::keeps_all_out;
pub use effects::{Effect, Effects, Kept, MOST_EFFECTS, PairChange, effects};
pub use expect::{Outcome, PairProof, evaluate};
pub use guest::refusing_list;
pub use link::{Link, LinkOrigin};
pub use matrix::{Cell, Matrix};
pub use party::{Party, Question, QuestionError};
pub use settings::{Key, KnownSetting};
pub use world::{Origin, Setting, World, WorldPartner, WorldTenant};
