//! What other tools can run or read, for one tenant.
//!
//! A [`Task`] says what is to happen, setting by setting. `parts` brings its changes into the order
//! that never opens more than both ends do; `official` says values as the service does; each format
//! is one file that only writes. Every value from YAML passes through the quoting of its format.

mod graph;
mod json;
mod m365dsc;
mod manual;
mod official;
mod parts;
mod powershell;
mod quote;
mod remote_domain;
mod restriction;
mod words;

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

pub use graph::{GRAPH_MARK, GraphDocument, GraphPermission, GraphStep};
pub use json::{ExportDocument, MARK};
pub use m365dsc::MARK as M365DSC_MARK;
pub use parts::{Deed, Item, Part, Phase, parts};

use crate::model::section::{ABSENT, Api, Form, PRESENT, Setting};
use crate::model::sections::{setting, settings};
use crate::model::{Name, SettingKey, Value};

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A PowerShell script that carries the changes out and checks them.
    PowerShell,
    /// Requests to Microsoft Graph, as JSON.
    Graph,
    /// A configuration of Microsoft365DSC.
    M365Dsc,
    /// Everything, as JSON, in guestlist's own form.
    Json,
}

impl Target {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::PowerShell, Self::Graph, Self::M365Dsc, Self::Json];

    /// The word on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::PowerShell => "powershell",
            Self::Graph => "graph",
            Self::M365Dsc => "m365dsc",
            Self::Json => "json",
        }
    }

    /// The end of a file's name.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Self::PowerShell => ".ps1",
            Self::Graph => ".graph.json",
            Self::M365Dsc => ".dsc.ps1",
            Self::Json => ".json",
        }
    }
}

impl FromStr for Target {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|t| t.word() == word);
        found.ok_or_else(|| format!("write {}", Self::ALL.map(Self::word).join(", ")))
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Whose settings are to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskTenant {
    /// Its name.
    pub name: Name,
    /// Its name for people.
    pub display_name: Option<String>,
    /// Its id (a GUID): a script refuses to run elsewhere.
    pub tenant_id: Option<String>,
    /// Its domains.
    pub domains: Vec<String>,
}

/// A setting that is to be another one.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The setting.
    pub setting: &'static Setting,
    /// Its key; for a setting of a named object with that name.
    pub key: SettingKey,
    /// What it is now, as far as that is recorded.
    pub before: Option<Value>,
    /// What it is to be. `present` or `absent` for a named object itself.
    pub after: Value,
    /// The line that states it, such as `tenants/contoso.guestlist.yaml:14`.
    pub place: Option<String>,
}

impl Wanted {
    /// Whether a named object is to be there.
    #[must_use]
    pub fn makes(&self) -> bool {
        self.key.is_object() && self.after.as_text() == Some(PRESENT)
    }

    /// Whether a named object goes.
    #[must_use]
    pub fn deletes(&self) -> bool {
        self.key.is_object() && self.after.as_text() == Some(ABSENT)
    }

    /// Whether no interface is known: a person must do it.
    #[must_use]
    pub fn is_manual(&self) -> bool {
        self.setting.api == Api::Nobody
    }
}

/// What is to happen to one tenant.
#[derive(Debug, Clone)]
pub struct Task {
    /// The tenant.
    pub tenant: TaskTenant,
    /// Where the changes come from, for people: `the plan of 2026-11-21, made from version 12`.
    pub origin: String,
    /// Whether it takes back what another task does.
    pub undo: bool,
    /// The changes.
    pub wanted: Vec<Wanted>,
    /// Settings that are to stay as they are, as far as they are known: some interfaces take a list or
    /// an object only whole.
    pub known: BTreeMap<SettingKey, Value>,
    /// Settings that are no longer managed and stay as they are: nothing is written for them.
    pub released: Vec<SettingKey>,
    /// Ids of organisations by name: the service knows partners by id alone.
    pub ids: BTreeMap<String, String>,
    /// How to test afterwards, one step each.
    pub tests: Vec<String>,
}

/// Something that a person has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manual {
    /// The setting.
    pub key: SettingKey,
    /// What to do.
    pub todo: String,
    /// Why no script does it.
    pub why: String,
}

/// What came of a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The text.
    pub text: String,
    /// What a person has to do.
    pub manual: Vec<Manual>,
    /// How many settings the text sets.
    pub carried: usize,
}

impl Task {
    /// What is written for it.
    #[must_use]
    pub fn write(&self, target: Target) -> Written {
        match target {
            Target::Json => json::write(self),
            Target::PowerShell => powershell::write(self),
            Target::Graph => graph::write(self),
            Target::M365Dsc => m365dsc::write(self),
        }
    }

    /// The id of an organisation that is named, or is an id already.
    fn id_of(&self, name: &str) -> Option<String> {
        match Form::Guid.fits(name) {
            true => Some(name.to_lowercase()),
            false => self.ids.get(name).cloned(),
        }
    }

    /// What takes it back: before and after exchanged, and what goes with a deleted object put back. What
    /// it was before is not known for everything, neither of what changes nor of what goes with an object:
    /// that is listed as released.
    #[must_use]
    pub fn undone(&self) -> Self {
        let mut out = self.clone();
        out.undo = !self.undo;
        out.released.clear();
        out.wanted.clear();
        for wanted in &self.wanted {
            let Some(before) = &wanted.before else {
                out.released.push(wanted.key.clone());
                continue;
            };
            out.known.insert(wanted.key.clone(), before.clone());
            out.wanted.push(Wanted {
                before: Some(wanted.after.clone()),
                after: before.clone(),
                place: None,
                ..wanted.clone()
            });
            if wanted.deletes() {
                let of_object = self.known.iter().filter(|(key, _)| {
                    !key.is_object() && key.object().as_ref() == Some(&wanted.key)
                });
                for (key, value) in of_object {
                    let Some(setting) = setting(&key.declared()) else {
                        continue;
                    };
                    out.wanted.push(Wanted {
                        setting,
                        key: key.clone(),
                        before: None,
                        after: value.clone(),
                        place: None,
                    });
                }
                out.released.extend(self.unrecorded(wanted));
            }
        }
        out
    }

    /// The settings of an object of which nothing is recorded.
    fn unrecorded(&self, object: &Wanted) -> Vec<SettingKey> {
        let name = object.key.object_name().unwrap_or_default();
        let is_told = |key: &SettingKey| {
            self.known.contains_key(key) || self.wanted.iter().any(|wanted| wanted.key == *key)
        };
        let below = settings().iter().filter(|setting| {
            let start = object.setting.key.as_str();
            let rest = setting.key.as_str().strip_prefix(start);
            let is_below = rest.is_some_and(|rest| rest.starts_with('.'));
            is_below && setting.retired.is_none() && setting.api != Api::Nobody
        });
        below
            .map(|setting| setting.key.with_object(&name))
            .filter(|key| !is_told(key))
            .collect()
    }
}
