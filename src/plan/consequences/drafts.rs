//! Sentences about tenants that fare alike, before they are put into words.

use std::collections::HashMap;

use super::groups::subject;
use super::headline::{Sentence, verb};
use crate::model::{Configuration, Name};

/// What comes of contact with somebody.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Moved {
    /// There is none any longer.
    Shut,
    /// There is.
    Open,
    /// Open on this side: the other one is not known.
    OpenHere,
    /// It is not known any longer.
    Unclear,
}

/// What a sentence says.
pub(super) enum Says {
    /// All of it.
    Whole(String),
    /// What comes of contact with these.
    Of(Moved, String),
}

/// A sentence about tenants.
pub(super) struct Draft<'a> {
    /// Of whom.
    pub(super) tenants: Vec<&'a Name>,
    /// What.
    pub(super) says: Says,
    /// Whether somebody loses something.
    pub(super) loses: bool,
}

impl Draft<'_> {
    /// The sentence.
    pub(super) fn sentence(self, config: &Configuration) -> Sentence {
        let who = subject(&self.tenants, config);
        let any = who.replacen("all your", "any of your", 1);
        let text = match self.says {
            Says::Whole(text) => text,
            Says::Of(Moved::Shut, names) => format!("{names} can no longer chat with {any}."),
            Says::Of(Moved::Open, names) => format!("{names} may chat with {who}."),
            Says::Of(Moved::OpenHere, names) => {
                let opens = verb(&self.tenants, "opens", "open");
                format!("{who} {opens} to {names}.")
            }
            Says::Of(Moved::Unclear, names) => {
                format!("whether {names} may chat with {any} is not known any longer.")
            }
        };
        Sentence {
            text,
            loses: self.loses,
        }
    }
}

/// Tenants of which the same is said, in one sentence: what else happens to them may differ.
pub(super) fn together<'a>(drafts: impl Iterator<Item = Draft<'a>>) -> Vec<Draft<'a>> {
    let mut out: Vec<Draft<'a>> = Vec::new();
    let mut known: HashMap<(Moved, String), usize> = HashMap::new();
    for draft in drafts {
        let at = match &draft.says {
            Says::Whole(_) => out.len(),
            Says::Of(moved, names) => *known.entry((*moved, names.clone())).or_insert(out.len()),
        };
        match out.get_mut(at) {
            Some(same) => {
                same.tenants.extend(draft.tenants);
                same.tenants.sort_unstable();
            }
            None => out.push(draft),
        }
    }
    out
}
