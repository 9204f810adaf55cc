//! The objects that a script reads: what it calls them, and how it reads each.

use std::collections::{BTreeMap, BTreeSet};

use crate::interop::write::{Part, Task, Wanted};
use crate::model::SettingKey;

/// How an object is read.
pub(super) struct Read {
    /// PowerShell.
    pub(super) command: String,
    /// Whether Graph is asked in its beta.
    pub(super) is_beta: bool,
}

/// An object that the script reads.
pub(super) struct Object {
    /// How the script calls it.
    pub(super) id: String,
    /// The official object.
    pub(super) object: &'static str,
    /// Its name.
    pub(super) name: Option<String>,
    /// How it is read.
    pub(super) read: String,
}

pub(super) fn id(object: &str, name: Option<&str>) -> String {
    match name {
        Some(name) => format!("{object} {name}"),
        None => object.to_owned(),
    }
}

/// How the script calls the object of a setting.
pub(super) fn id_of(wanted: &Wanted) -> String {
    id(wanted.setting.object, wanted.key.object_name().as_deref())
}

/// The objects of which something is read, each once.
pub(super) fn objects<'w>(
    parts: &[Part<'_>],
    read: impl Iterator<Item = &'w Wanted>,
    reads: &BTreeMap<String, Read>,
) -> Vec<Object> {
    // Each that is taken is taken out, so that none comes twice.
    let mut open: BTreeSet<String> = read.map(id_of).collect();
    let mut out = Vec::new();
    for part in parts {
        let id = id(part.object, part.name.as_deref());
        if let Some(read) = reads.get(&id)
            && open.remove(&id)
        {
            out.push(Object {
                id,
                object: part.object,
                name: part.name.clone(),
                read: read.command.clone(),
            });
        }
    }
    out
}

/// The root site of the tenant, where all the sites that are known are of one host; the one of personal
/// sites (`-my`) is not it.
pub(super) fn root_site(task: &Task) -> Option<String> {
    let known = task.wanted.iter().map(|w| &w.key).chain(task.known.keys());
    let sites = known.filter(|key| key.as_str().starts_with("sharepoint.sites["));
    let hosts: BTreeSet<String> = sites
        .filter_map(SettingKey::object_name)
        .filter_map(|url| {
            let rest = url.strip_prefix("https://")?;
            let host = rest.split_once('/').map_or(rest, |(host, _)| host);
            (!host.contains("-my.")).then(|| host.to_lowercase())
        })
        .collect();
    match hosts.iter().collect::<Vec<_>>().as_slice() {
        [host] => Some(format!("https://{host}")),
        _ => None,
    }
}
