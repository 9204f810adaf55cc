//! Configurations of Microsoft365DSC: one block for each resource, or for each of its objects.
//!
//! A configuration says what is to be, not what is to happen. Blocks depend on each other so that what
//! closes comes before what opens; within a block the resource decides.

mod draft;
mod layout;
mod resources;
mod rules;

use std::collections::{BTreeMap, BTreeSet};

use draft::{Draft, Values, values};
use resources::{Key, Resource, carrier};

use super::parts::{Phase, parts};
use super::{Manual, Task, Wanted, Written, manual, quote};
use crate::model::SettingKey;

/// The first line of a configuration, behind `# `: import knows by it that it says what is to be.
pub const MARK: &str = "Written by guestlist for Microsoft365DSC.";

/// A block of the text.
struct Block<'t> {
    draft: Draft<'t>,
    /// What tells the object apart, as PowerShell.
    identity: String,
    /// Its name within the configuration.
    instance: String,
    /// When it comes.
    phase: Phase,
    /// Whether it both opens and closes.
    is_mixed: bool,
}

pub(super) fn write(task: &Task) -> Written {
    let values = values(task);
    let (mut blocks, more) = blocks(task, &values);
    let mut manual = manual::of(task);
    manual.extend(more);
    blocks.sort_by_key(|block| block.phase);
    let carried = blocks.iter().map(|block| block.draft.carried()).sum();
    for block in &mut blocks {
        manual.append(&mut block.draft.manual);
    }
    let text = layout::text(task, &blocks, &manual, carried);
    Written {
        text,
        manual,
        carried,
    }
}

/// What belongs into one block: the resource and the name of the object.
type Place = (&'static str, Option<String>);

/// The blocks of a task in the order of its changes, and what is in none of them.
fn blocks<'t>(task: &'t Task, values: &'t Values<'t>) -> (Vec<Block<'t>>, Vec<Manual>) {
    let mut manual = Vec::new();
    let mut order: BTreeMap<Place, usize> = BTreeMap::new();
    let mut groups: Vec<(&'static Resource, Option<String>, Vec<Asked<'_>>)> = Vec::new();
    for wanted in task.wanted.iter().filter(|w| !w.is_manual()) {
        match carrier(wanted.setting) {
            Err(why) => manual.push(Manual::of(wanted, why)),
            Ok(carrier) => {
                let name = wanted.key.object_name();
                let next = groups.len();
                let place = order.entry((carrier.resource.name, name.clone()));
                let at = *place.or_insert(next);
                if at == next {
                    groups.push((carrier.resource, name, Vec::new()));
                }
                if let Some((_, _, group)) = groups.get_mut(at) {
                    group.push((carrier.property, wanted));
                }
            }
        }
    }
    let phases = phases(task);
    let mut names = BTreeSet::new();
    let mut out = Vec::new();
    for (resource, name, wanted) in groups {
        let of_block: BTreeSet<Phase> = wanted
            .iter()
            .flat_map(|(_, w)| phases.get(&w.key).into_iter().flatten().copied())
            .collect();
        let mut draft = Draft::new(values, resource, name.clone(), &wanted);
        let identity = match identity(task, resource, name.as_deref()) {
            Ok(identity) => identity,
            Err(why) => {
                manual.extend(draft.leave_all(&why));
                continue;
            }
        };
        if draft.deletes() {
            draft.stated.clear();
        } else if let Err(why) = rules::apply(&mut draft) {
            manual.extend(draft.leave_all(&why));
            continue;
        }
        if draft.carried() == 0 {
            manual.append(&mut draft.manual);
            continue;
        }
        out.push(Block {
            identity,
            instance: instance(resource, name.as_deref(), &mut names),
            phase: match of_block.iter().collect::<Vec<_>>()[..] {
                [phase] => *phase,
                _ => Phase::Replace,
            },
            is_mixed: of_block.contains(&Phase::Close) && of_block.contains(&Phase::Open),
            draft,
        });
    }
    (out, manual)
}

/// A change and the place of its property; none for the object itself.
type Asked<'t> = (Option<usize>, &'t Wanted);

/// When the changes of each setting come.
fn phases(task: &Task) -> BTreeMap<SettingKey, Vec<Phase>> {
    let mut out: BTreeMap<SettingKey, Vec<Phase>> = BTreeMap::new();
    for part in parts(task) {
        for item in &part.items {
            let of_setting = out.entry(item.wanted.key.clone()).or_default();
            of_setting.push(part.phase);
        }
    }
    out
}

/// The value of the key property, as PowerShell; or why there is none.
fn identity(task: &Task, resource: &Resource, name: Option<&str>) -> Result<String, String> {
    match (resource.key, name) {
        (Key::Global, _) => Ok("'Global'".to_owned()),
        (Key::Single, _) => Ok("'Yes'".to_owned()),
        (Key::Name(_), name) => Ok(quote::string(name.unwrap_or_default())),
        (Key::TenantId(_), name) => {
            let name = name.unwrap_or_default();
            let id = task.id_of(name);
            id.as_deref().map(quote::string).ok_or_else(|| {
                format!("the tenant id of {name} is not stated: add tenant_id to it, the service knows no names")
            })
        }
    }
}

/// A name for a block: letters, digits and a few signs, and no other block of the resource has it,
/// whatever its letters' case.
fn instance(
    resource: &Resource,
    name: Option<&str>,
    taken: &mut BTreeSet<(&'static str, String)>,
) -> String {
    let plain = |c: char| match c {
        ' ' | '-' | '.' | '_' => c,
        c if c.is_ascii_alphanumeric() => c,
        _ => '_',
    };
    let base: String = match name {
        Some(name) => name.chars().map(plain).take(64).collect(),
        None => resource.name.to_owned(),
    };
    let mut number = 1_usize;
    let mut out = base.clone();
    while !taken.insert((resource.name, out.to_lowercase())) {
        number += 1;
        out = format!("{base} {number}");
    }
    out
}
