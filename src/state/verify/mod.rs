//! Checks every byte of a recorded state, and says what a damage means.

mod history;
mod objects;
mod texts;

use super::format::{FORMAT_VERSION, Fault};
use super::log::LogError;
use super::objects::ObjectError;
use super::{Damage, Digest, Part, Serial, StateError, Store, StrayKind, Version};
use history::History;
use objects::Objects;

/// What a check of the whole state found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The newest version, if its entry is intact.
    pub head: Option<Version>,
    /// How many entries there are.
    pub entries: usize,
    /// How many objects there are.
    pub objects: usize,
    /// How many of them are intact but named by no version: a killed process or a refused commit
    /// left them. No damage.
    pub unnamed: usize,
    /// How many unfinished files killed processes left. No damage.
    pub unfinished: usize,
    /// The version whose digest was asked for; it need not be the newest.
    pub known_head: Option<Serial>,
    /// What is damaged: the log first, then objects, then what does not belong there.
    pub damage: Vec<Damage>,
}

/// Reads and checks every file of the state.
///
/// `head` is the digest of a version that is known to have been recorded, from a place that whoever
/// can write the state can't write: with it a rewritten history is noticed, and newest versions that
/// were deleted.
///
/// Damage is reported, not an error; an error is a store that can't be read, or a newer format.
pub fn verify(store: &dyn Store, head: Option<&Digest>) -> Result<Report, StateError> {
    let mut history = History::read(store)?;
    let objects = Objects::read(store, std::mem::take(&mut history.uses))?;
    let mut damage = Vec::new();
    for fault in &history.faults {
        damage.push(texts::log_damage(store, &history, fault));
    }
    for (name, fault) in &objects.faults {
        if let Fault::Newer(found) = fault {
            return Err(newer(store.object_place(name), *found));
        }
        let uses = objects.uses.get(name).map_or(&[][..], Vec::as_slice);
        damage.push(texts::object_damage(store, &history, *name, fault, uses));
    }
    let known_head = head.and_then(|head| history.digests.get(head).copied());
    if let Some(head) = head.filter(|_| known_head.is_none()) {
        damage.push(texts::head_damage(store, &history, head));
    }
    let strays = store.strays()?;
    let unfinished = |stray: &&_| {
        matches!(
            stray,
            super::Stray {
                kind: StrayKind::Unfinished,
                ..
            }
        )
    };
    let unfinished = strays.iter().filter(unfinished).count();
    damage.extend(
        strays
            .into_iter()
            .filter_map(|stray| texts::stray_damage(&history, stray)),
    );
    Ok(Report {
        head: history.head,
        entries: history.entries,
        objects: objects.found,
        unnamed: objects.unnamed,
        unfinished,
        known_head,
        damage,
    })
}

fn newer(file: String, found: u64) -> StateError {
    StateError::NewerFormat {
        file,
        found,
        known: FORMAT_VERSION,
    }
}

/// What to say about a log that could not be read: the whole log is checked, to tell what is intact.
pub(super) fn diagnose_log(store: &dyn Store, error: LogError) -> StateError {
    let (serial, fault) = match error {
        LogError::Store(error) => return error,
        LogError::Fault(serial, Fault::Newer(found)) => {
            return newer(store.log_place(serial), found);
        }
        LogError::Fault(serial, fault) => (serial, fault.to_string()),
        LogError::Chain(serial) => (serial, "does not follow the entry before it".to_owned()),
    };
    let is_log = |part: Part| matches!(part, Part::Log(_));
    diagnose(store, is_log, || Damage {
        part: Part::Log(serial),
        file: store.log_place(serial),
        problem: fault,
        intact: "not known".to_owned(),
        advice: "the file changed while it was read: try again".to_owned(),
    })
}

/// What to say about an object that could not be read or put.
pub(super) fn diagnose_object(store: &dyn Store, error: ObjectError) -> StateError {
    let (name, fault) = match error {
        ObjectError::Store(error) => return error,
        ObjectError::Fault(name, Fault::Newer(found)) => {
            return newer(store.object_place(&name), found);
        }
        ObjectError::Fault(name, fault) => (name, fault),
    };
    diagnose(
        store,
        |part| part == Part::Object(name),
        || Damage {
            part: Part::Object(name),
            file: store.object_place(&name),
            problem: fault.to_string(),
            intact: "not known".to_owned(),
            advice: "the file changed while it was read: try again".to_owned(),
        },
    )
}

fn diagnose(
    store: &dyn Store,
    concerns: impl Fn(Part) -> bool,
    otherwise: impl FnOnce() -> Damage,
) -> StateError {
    let mut damage = match verify(store, None) {
        Ok(report) => report.damage,
        Err(error) => return error,
    };
    damage.retain(|damage| concerns(damage.part));
    if damage.is_empty() {
        damage.push(otherwise());
    }
    StateError::Damaged(damage)
}
