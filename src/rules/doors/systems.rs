//! The doors of a tenant, system by system: which settings say whether one organisation comes in.
//!
//! That a door is open says only that this tenant's own settings let the organisation through; the
//! other side has doors too.

use super::Organisation;
use super::decision::Decision;
use super::table::{DOORS, Door, Lists};
use crate::model::SettingKey;
use crate::rules::{Basis, View};
use crate::text::Span;

/// How a door stands for an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DoorState {
    /// It lets the organisation through.
    Open,
    /// Some of its domains come through, others do not.
    Partly,
    /// It depends on what is not known.
    Unknown,
    /// It does not let it through.
    Shut,
}

impl DoorState {
    /// The word in output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Partly => "partly",
            Self::Shut => "shut",
            Self::Unknown => "unknown",
        }
    }
}

/// A setting that decided, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Which.
    pub key: SettingKey,
    /// What it says, in words.
    pub text: String,
    /// Where a file states it.
    pub span: Option<Span>,
    /// What the value rests on.
    pub basis: Basis,
}

/// A door as it stands for an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemDoor {
    /// What comes through it, in a few words.
    pub title: &'static str,
    /// How it stands.
    pub state: DoorState,
    /// Whether a file states any setting that decides here; otherwise the door is not managed.
    pub is_managed: bool,
    /// What decided.
    pub reasons: Vec<Reason>,
}

/// Every door of a tenant as it stands for an organisation. With `no_defaults` a documented default
/// counts as unknown.
#[must_use]
pub fn doors(view: &View<'_>, organisation: &Organisation, no_defaults: bool) -> Vec<SystemDoor> {
    let seen = |door: &Door| {
        let decision = Decision {
            view,
            organisation,
            no_defaults,
            reasons: Vec::new(),
        };
        door.seen(decision)
    };
    DOORS.iter().map(seen).collect()
}

impl Door {
    fn seen(&self, mut decision: Decision<'_>) -> SystemDoor {
        for gate in self.gates {
            decision.gate(gate);
        }
        match &self.lists {
            Lists::None => {}
            Lists::AllowThenBlock(allowed, blocked) => decision.allow_then_block(allowed, blocked),
            Lists::Mode {
                mode,
                allowed,
                blocked,
            } => decision.mode(mode, allowed, blocked),
            Lists::Objects(lists) => decision.objects(lists),
            Lists::OrDefault { of_object, default } => decision.or_default(of_object, default),
        }
        let reasons = decision.reasons;
        // One step after another: what stops is told, and what lets through only where nothing does.
        let state = reasons.iter().map(|(s, _)| *s).max();
        let is_managed = reasons.iter().any(|(_, r)| r.basis == Basis::Stated);
        let deciding = reasons.into_iter().filter(|(s, _)| Some(*s) == state);
        SystemDoor {
            title: self.title,
            state: state.unwrap_or(DoorState::Unknown),
            is_managed,
            reasons: deciding.map(|(_, reason)| reason).collect(),
        }
    }
}
