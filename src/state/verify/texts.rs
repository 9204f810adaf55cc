//! What is said about each kind of damage.

use std::collections::BTreeSet;

use super::history::{History, LogFault, Use};
use crate::state::format::Fault;
use crate::state::{Damage, Digest, Lineage, Part, Serial, Store, Stray, StrayKind};
use crate::text::words;

/// `version 3`, `versions 1–11 and 64–70`, `no version`.
pub(super) fn versions(serials: impl IntoIterator<Item = Serial>) -> String {
    let mut ranges: Vec<(Serial, Serial)> = Vec::new();
    for serial in serials {
        match ranges.last_mut() {
            Some((_, last)) if serial <= last.next() => *last = serial.max(*last),
            _ => ranges.push((serial, serial)),
        }
    }
    let texts: Vec<String> = ranges
        .iter()
        .map(|(first, last)| match first == last {
            true => first.to_string(),
            false => format!("{first}–{last}"),
        })
        .collect();
    match ranges.as_slice() {
        [] => "no version".to_owned(),
        [(first, last)] if first == last => format!("version {first}"),
        _ => format!("versions {}", words::and(&texts)),
    }
}

/// What is wrong with an entry.
pub(super) fn log_damage(store: &dyn Store, history: &History, fault: &LogFault) -> Damage {
    let serial = match fault {
        LogFault::Entry(serial, _)
        | LogFault::Gap(serial, _)
        | LogFault::Chain(serial)
        | LogFault::Lineage(serial, _)
        | LogFault::List(serial) => *serial,
    };
    let (problem, advice) = match fault {
        LogFault::Entry(_, fault) => {
            let advice = entry_advice(store, history, serial, fault);
            (fault.to_string(), advice)
        }
        LogFault::Gap(first, last) => {
            (gap_problem(*first, *last), gap_advice(store, *first, *last))
        }
        LogFault::Chain(_) => (chain_problem(serial), merge_advice(store, fork(serial))),
        LogFault::Lineage(_, lineage) => lineage_texts(store, *lineage),
        LogFault::List(_) => list_texts(&store.log_place(serial)),
    };
    Damage {
        part: Part::Log(serial),
        file: store.log_place(serial),
        problem,
        intact: versions(history.readable.iter().copied()),
        advice,
    }
}

fn lineage_texts(store: &dyn Store, lineage: Lineage) -> (String, String) {
    let problem = format!(
        "belongs to another state: its lineage is {lineage}, that of the versions before is another"
    );
    let merged = merge_advice(store, Serial::NONE);
    let advice = format!("{merged}. If nobody merged, it was copied here: take it away");
    (problem, advice)
}

fn list_texts(file: &str) -> (String, String) {
    let problem = "lists tenants in a way to which the entries before it do not lead: \
                   history was rewritten";
    let advice = format!("take it from a clone or a backup: {}", checkout(file));
    (problem.to_owned(), advice)
}

fn checkout(file: &str) -> String {
    format!("git checkout -- {file}")
}

fn gap_problem(first: Serial, last: Serial) -> String {
    if first == last {
        format!("is missing, though there are later versions than {first}")
    } else {
        format!(
            "is missing, and so are all entries up to that of version {last}, \
             though there are later ones"
        )
    }
}

fn gap_advice(store: &dyn Store, first: Serial, last: Serial) -> String {
    let folder = store.log_place(first);
    let folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
    let what = if first == last {
        store.log_place(first)
    } else {
        folder.to_owned()
    };
    format!(
        "{} brings it back if it was committed; else take it from a backup",
        checkout(&what)
    )
}

/// The last version that both branches had, where the entry does not follow the one before.
fn fork(serial: Serial) -> Serial {
    Serial(serial.0.saturating_sub(2))
}

fn chain_problem(serial: Serial) -> String {
    match serial.before() {
        Some(before) => format!(
            "does not follow the version {before} that is here: \
             it was recorded upon another version {before}"
        ),
        None => "is the first entry but says that it follows another one".to_owned(),
    }
}

fn merge_advice(store: &dyn Store, last_common: Serial) -> String {
    let log = store.log_place(Serial(1));
    let folder = log
        .rsplit_once("/log/")
        .map_or(log.as_str(), |(folder, _)| folder);
    let when = match last_common {
        Serial::NONE => "before the first version was there".to_owned(),
        last => format!("after version {last}"),
    };
    // Of a merge that is committed git no longer knows ours and theirs; and choosing between entries
    // of one number leaves the later ones of the other side.
    format!(
        "two branches both applied {when}, and both left versions here. Take one side's folder whole: \
         git rm -rfq -- {folder}, then git checkout SIDE -- {folder}. SIDE is HEAD or MERGE_HEAD \
         while the merge is unfinished; once it is committed, \"HEAD^1\" or \"HEAD^2\" (with the merge's \
         commit for HEAD if others followed). Then plan and apply the other change again"
    )
}

fn entry_advice(store: &dyn Store, history: &History, serial: Serial, fault: &Fault) -> String {
    let file = store.log_place(serial);
    match fault {
        Fault::Markers => merge_advice(store, Serial(serial.0 - 1)),
        Fault::LineEnds => format!(
            "delete it and run {}; the .gitattributes that guestlist wrote for the state \
             has to be committed, so that git leaves line ends alone",
            checkout(&file)
        ),
        _ if serial == history.newest => {
            let before = match serial.before() {
                Some(before) => format!("version {before} is the newest again"),
                None => "nothing is recorded".to_owned(),
            };
            format!(
                "{} brings it back; if it was never committed, delete it: \
                 then {before}, and you can plan and apply anew",
                checkout(&file)
            )
        }
        _ => format!(
            "{} brings it back; else take it from a backup",
            checkout(&file)
        ),
    }
}

/// What is wrong with an object.
pub(super) fn object_damage(
    store: &dyn Store,
    history: &History,
    name: Digest,
    fault: &Fault,
    uses: &[Use],
) -> Damage {
    let file = store.object_place(&name);
    let damage = |problem, intact, advice| Damage {
        part: Part::Object(name),
        file: file.clone(),
        problem,
        intact,
        advice,
    };
    if uses.is_empty() {
        return damage(
            format!("{fault}; no version names it"),
            versions(history.readable.iter().copied()),
            "delete it".to_owned(),
        );
    }
    let affected: BTreeSet<Serial> = history
        .readable
        .iter()
        .copied()
        .filter(|at| uses.iter().any(|u| u.from <= *at && *at <= u.to))
        .collect();
    let whole: Vec<Serial> = history
        .readable
        .iter()
        .copied()
        .filter(|s| !affected.contains(s))
        .collect();
    let lost = who(uses);
    let touched = versions(affected.iter().copied());
    let intact = match whole.last() {
        None => format!("everything else of {touched}"),
        Some(_) => format!(
            "{}, and everything else of {touched}",
            versions(whole.iter().copied())
        ),
    };
    let advice = if affected.contains(&history.newest) {
        let restore = whole.last().map(|last| {
            format!("; without git, guestlist state restore {last} records version {last} anew")
        });
        format!(
            "{} brings it back{}",
            checkout(&file),
            restore.unwrap_or_default()
        )
    } else {
        format!(
            "{} brings it back; the newest version does not need it",
            checkout(&file)
        )
    };
    damage(
        format!("{fault}, so {lost} of {touched} can't be read"),
        intact,
        advice,
    )
}

/// Whose values an object holds.
fn who(uses: &[Use]) -> String {
    let tenants: BTreeSet<&str> = uses
        .iter()
        .filter_map(|used| Some(used.tenant.as_ref()?.0.as_str()))
        .collect();
    let tenants: Vec<&str> = tenants.into_iter().collect();
    match tenants.as_slice() {
        [] => "the partners".to_owned(),
        [one] => format!("tenant {one}"),
        several => format!("tenants {}", words::some(several, 3)),
    }
}

/// What is wrong with something that does not belong there; nothing if that is no damage.
pub(super) fn stray_damage(history: &History, stray: Stray) -> Option<Damage> {
    let file = &stray.file;
    let (problem, advice) = match stray.kind {
        StrayKind::Unfinished => return None,
        StrayKind::Link => (
            "is a link; the state is made of files and folders only".to_owned(),
            "put what it points to in its place, or delete it".to_owned(),
        ),
        StrayKind::NotAFile => (
            "does not belong here: a state has only the folders log and objects, with files in them"
                .to_owned(),
            "move it out of the state's folder".to_owned(),
        ),
        StrayKind::MergeCopy => (
            "is a copy of an entry that a merge left".to_owned(),
            "delete it once the merge is settled: the entry without the suffix is what counts"
                .to_owned(),
        ),
        StrayKind::Unknown => (
            "is no file that guestlist wrote".to_owned(),
            "move it out of the state's folder".to_owned(),
        ),
        StrayKind::Attributes => (
            "is missing or was changed, so git may convert or merge files of the state".to_owned(),
            format!("{} brings it back; its line is: * -text -merge -filter -ident", checkout(file)),
        ),
    };
    Some(Damage {
        part: Part::Other,
        problem,
        intact: versions(history.readable.iter().copied()),
        advice,
        file: stray.file,
    })
}

/// The version that was to be there is not.
pub(super) fn head_damage(store: &dyn Store, history: &History, head: &Digest) -> Damage {
    let newest = history.newest.max(Serial(1));
    Damage {
        part: Part::History,
        file: store.log_place(newest),
        problem: format!(
            "is not of a history that holds the version with the digest {head}: \
             newest versions were deleted, or history was rewritten"
        ),
        intact: format!(
            "{}, as far as their own digests tell",
            versions(history.readable.iter().copied())
        ),
        advice:
            "compare with a clone or a backup that has that version, and take the folder from there"
                .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_named_by_ranges() {
        let text = |serials: &[u64]| versions(serials.iter().copied().map(Serial));
        assert_eq!(text(&[]), "no version");
        assert_eq!(text(&[4]), "version 4");
        assert_eq!(text(&[1, 2, 3]), "versions 1–3");
        assert_eq!(text(&[1, 2, 64, 66, 67]), "versions 1–2, 64 and 66–67");
    }
}
