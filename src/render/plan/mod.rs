//! How a plan looks to people: consequences first, then findings, then settings.
//!
//! A [`Page`] is what fits, as plain data; a saved plan carries it, so that it is shown later as it
//! was when it was made.

mod alike;
mod blocks;
mod change;
mod chosen;
mod entries;
mod fit;
pub mod markdown;
mod page;
mod people;
mod removed;
mod shared;
mod show;
mod value;
mod way_in;

pub use blocks::counted;
pub use fit::page;
pub use page::{
    Block, Holding, Line, Page, PageStep, PageStepState, PageWayIn, Place, Section, Shared,
};
pub use show::{human, people, saved};
pub(in crate::render) use value::dot;
use value::{arrow, commit_in_words, in_words, noun};

use jiff::civil::Date;

use crate::diagnostics::Finding;
use crate::model::Configuration;
use crate::plan::{Consequences, Plan, Seen};
use crate::render::json::plan::JsonTests;
use crate::text::Sources;
use crate::workflow::activity::Reports;

/// A plan and what is told with it.
#[derive(Debug, Clone, Copy)]
pub struct PlanPage<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// What there is to say about it; that of many tenants together.
    pub findings: &'a [Finding],
    /// What is desired.
    pub config: &'a Configuration,
    /// The files.
    pub sources: &'a Sources,
    /// What it means for people.
    pub consequences: &'a Consequences,
    /// The day of the version it was made from; nothing before the first one.
    pub recorded_on: Option<Date>,
    /// What the tests say.
    pub tests: &'a JsonTests,
    /// The reports that people were counted by, and what becomes of the contact in them; none for a
    /// plan that is saved.
    pub activity: Option<(&'a Reports, &'a Seen)>,
    /// Whether to leave nothing out.
    pub full: bool,
}

#[cfg(test)]
mod tests;
