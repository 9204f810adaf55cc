//! A page of a plan, as plain data.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::plan::{Group, StepState};
use crate::render::json::is_zero;
use crate::render::json::plan::JsonAction;
use crate::text::{Sources, Span};

/// What of a plan fits on a page, as plain data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// What happens to people, in one to three sentences.
    pub headline: String,
    /// Which lines of shared lists and baselines are behind it; absent if none are.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub behind: String,
    /// Who can do less.
    pub lose: Section,
    /// Who can do more.
    pub gain: Section,
    /// Who keeps contact.
    pub keep: Section,
    /// The way in for new guests, where a step of it moves.
    pub ways_in: Vec<PageWayIn>,
    /// Pairs of parties whose answers change and that are in no group.
    pub untold: usize,
    /// What might be thought to change and does not.
    pub untouched: Vec<String>,
    /// What the comparison takes for granted.
    pub assumed: Vec<String>,
    /// What the numbers of people rest on; absent without reports.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counted: Vec<String>,
    /// Lists and baselines of which lines changed, each with what changes by them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shared: Vec<Shared>,
    /// Lines behind what changes by them; absent if there are none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub lines: usize,
    /// Settings that change by them; absent if there are none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub by_lines: usize,
    /// Settings that change, by tenant; alike ones together.
    pub blocks: Vec<Block>,
    /// Settings that change and are in no block.
    pub omitted: usize,
    /// Settings that change.
    pub settings: usize,
    /// Tenants that change.
    pub tenants: usize,
    /// Partners that change; absent if there are none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub partners: usize,
    /// Tenants that were compared.
    pub compared_tenants: usize,
    /// Settings that were compared.
    pub compared_settings: usize,
    /// The day of the version that it was compared with, as `2026-11-14`; null before the first one.
    pub recorded_on: Option<String>,
    /// Patterns that chose the tenants; empty for all.
    pub chosen: Vec<String>,
}

/// Some groups of people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// The groups.
    pub groups: Vec<Group>,
    /// Groups that are left out.
    pub omitted: usize,
}

/// The way in for a new guest; every step must be open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "WayIn")]
pub struct PageWayIn {
    /// Whose guest.
    pub host: String,
    /// The steps, in order.
    pub steps: Vec<PageStep>,
}

/// One step of the way in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Step")]
pub struct PageStep {
    /// Where it is decided: `Teams`.
    pub area: String,
    /// What must be so.
    pub what: String,
    /// Whether it is.
    pub state: PageStepState,
    /// Where the value comes from, if no file states it.
    pub origin: String,
    /// Where a file states it.
    pub place: Option<Place>,
}

/// What a step of the way in does to a new guest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "StepState")]
pub enum PageStepState {
    /// It lets through, as before.
    Open,
    /// It lets through now.
    Opens,
    /// It lets through those whom an administrator adds.
    Limited,
    /// It lets through only those whom a list or an object names.
    Named,
    /// It is not known.
    Unknown,
    /// It stops, as before.
    Shut,
    /// It stops now.
    Shuts,
}

impl From<StepState> for PageStepState {
    fn from(state: StepState) -> Self {
        match state {
            StepState::Open => Self::Open,
            StepState::Opens => Self::Opens,
            StepState::Limited => Self::Limited,
            StepState::Named => Self::Named,
            StepState::Unknown => Self::Unknown,
            StepState::Shut => Self::Shut,
            StepState::Shuts => Self::Shuts,
        }
    }
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Path relative to the workspace's root.
    pub file: String,
    /// Counted from 1.
    pub line: u32,
    /// Set if it is in the file as it was earlier, and gone now.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub removed: bool,
}

/// A change of one setting, or the same change of many tenants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// The tenants: one, or some of those that change alike; or partners, as `partners.northwind`.
    pub tenants: Vec<String>,
    /// How many tenants.
    pub count: usize,
    /// The setting, as a path below a tenant or partner.
    pub setting: String,
    /// A few words for it.
    pub title: String,
    /// What happens to it.
    pub action: JsonAction,
    /// Before and after in words, or one text.
    pub values: Vec<String>,
    /// Whether it lets more people in, or lets them do more.
    pub wider: bool,
    /// Where the value stands.
    pub place: Option<Place>,
    /// Why it had been there, if it is gone from the files; absent without notes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Lists and others, of which lines changed, that are behind it as well; empty if that is said
    /// above it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
    /// Entries that come and go.
    pub entries: Vec<Line>,
    /// Entries that are left out.
    pub omitted: usize,
}

/// Lists, baselines and organisations of which lines changed, and what changes by these lines alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shared {
    /// Each of them with its lines.
    pub holders: Vec<Holding>,
    /// Lines of others that are left out.
    pub omitted: usize,
    /// The settings that change.
    pub blocks: Vec<Block>,
}

/// A list, baseline or organisation of which lines changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Holding {
    /// `list resellers`
    pub name: String,
    /// The lines.
    pub lines: Vec<Line>,
    /// Lines that are left out.
    pub omitted: usize,
}

/// An entry that comes or goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Whether it comes.
    pub added: bool,
    /// Set if it says something else: it neither comes nor goes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub changed: bool,
    /// The entry, as it was written.
    pub entry: String,
    /// Why it is there, or had been, and until when; may be empty.
    pub notes: Vec<String>,
    /// Where it stands.
    pub place: Option<Place>,
}

impl Place {
    /// Where a span starts.
    #[must_use]
    pub fn of(span: Span, sources: &Sources) -> Self {
        let file = sources.file(span.file);
        Self {
            file: file.path().to_owned(),
            line: file.position(span.start).0,
            removed: span.is_earlier(),
        }
    }
}

impl Page {
    /// Whether it says beside people which tenants change.
    pub(super) fn names_tenants(&self) -> bool {
        let sections = [&self.lose, &self.gain, &self.keep];
        let mut groups = sections.iter().flat_map(|section| &section.groups);
        groups.any(|group| !group.tenants.is_empty())
    }
}
