//! Taking a tenant under management: from an export to a file and to recorded values.
//!
//! The file is checked as a part of the workspace before it is written; what guestlist refuses in it
//! is left out and said. What is recorded are the values that the files then state, so that a plan
//! right after an import has nothing to change.

use std::collections::BTreeMap;
use std::path::PathBuf;

use similar::TextDiff;

use super::atomic_file::{self, WriteError};
use super::exports::Export;
use super::files::{FILE_SUFFIX, RelPath};
use super::load::{self, Workspace};
use crate::document::SchemaError;
use crate::interop::{NotTaken, SeenValue, Why, yaml};
use crate::model::configuration::{Owner, Tenant};
use crate::model::{Configuration, Domain, Name, SettingKey, Value};
use crate::plan;
use crate::state::{
    Base, Draft, Kind, Origin, RecordedTenant, State, StateError, Summary, Version,
};
use crate::text::words;

/// How often a file is checked anew after something in it was refused.
const ROUNDS: usize = 40;
/// Comments at the top of a file about what was not taken over.
const COMMENTS: usize = 40;

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Nothing tells the tenant's name.
    #[error(
        "the file does not say whose settings these are: give the tenant a name with --tenant NAME"
    )]
    NoName,
    /// The name can't be one.
    #[error("\"{name}\" is no name for a tenant: {why}. Choose one with --tenant NAME")]
    BadName {
        /// The word.
        name: String,
        /// Why.
        why: String,
    },
    /// There is nothing in it that guestlist manages.
    #[error("{files}: nothing in it is a setting that guestlist knows, so nothing was imported")]
    Nothing {
        /// The files.
        files: String,
    },
    /// The tenant is in the files already.
    #[error("{what}; nothing was written or recorded")]
    Exists {
        /// What is there.
        what: String,
        /// What the files state, against what was seen, to copy from.
        diff: String,
    },
    /// The export is of another tenant than the one it is to be.
    #[error(
        "the export is of tenant {seen}, and {name} is {stated} in the files: is it the right export?"
    )]
    OtherTenant {
        /// The tenant in the files.
        name: Name,
        /// Its id there.
        stated: String,
        /// The id in the export.
        seen: String,
    },
    /// The workspace would have faults that lie elsewhere.
    #[error("with this tenant the workspace would have a fault: {0}")]
    Fault(String),
    /// Written and not read.
    #[error(
        "{0} is left out of the workspace, by .gitignore or because of a guestlist.yaml in that \
         folder: nothing was written or recorded"
    )]
    LeftOut(String),
    /// The file can't be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The recorded state.
    #[error(transparent)]
    State(#[from] StateError),
    /// A mistake in guestlist.
    #[error(transparent)]
    Schema(#[from] SchemaError),
}

/// A tenant that is ready to be taken over.
#[derive(Debug)]
pub struct Prepared {
    /// Its name.
    pub name: Name,
    /// Its file.
    pub path: RelPath,
    /// What the file will hold.
    pub text: String,
    /// What was taken over.
    pub values: BTreeMap<SettingKey, SeenValue>,
    /// What was not.
    pub not_taken: Vec<NotTaken>,
}

/// The tenant that an export is of, among those that are declared.
#[must_use]
pub fn owner<'c>(config: &'c Configuration, export: &Export) -> Option<&'c Name> {
    let identity = &export.observed.identity;
    let by_id = identity.tenant_id.as_ref().and_then(|id| {
        let is_it = |t: &&Tenant| {
            let stated = t.spec.tenant_id.as_ref();
            stated.is_some_and(|stated| stated.value.eq_ignore_ascii_case(id))
        };
        config.tenants.values().find(is_it).map(|t| &t.name)
    });
    by_id.or_else(|| {
        identity.domains.iter().find_map(|domain| {
            match config.owners.get(&Domain::parse(domain).ok()?) {
                Some(Owner::Tenant(name)) => Some(name),
                _ => None,
            }
        })
    })
}

/// Refuses an export of another tenant.
pub fn same_tenant(tenant: &Tenant, export: &Export) -> Result<(), ImportError> {
    let stated = tenant
        .spec
        .tenant_id
        .as_ref()
        .map(|id| id.value.to_lowercase());
    match (stated, &export.observed.identity.tenant_id) {
        (Some(stated), Some(seen)) if stated != *seen => Err(ImportError::OtherTenant {
            name: tenant.name.clone(),
            stated,
            seen: seen.clone(),
        }),
        _ => Ok(()),
    }
}

/// Makes the file of a tenant, and checks it as a part of the workspace.
pub fn prepare(
    workspace: &Workspace,
    export: &Export,
    wanted: Option<&str>,
) -> Result<Prepared, ImportError> {
    let config = &workspace.config;
    let files = || {
        let names: Vec<&str> = export.files.iter().map(|f| f.name.as_str()).collect();
        words::and(&names)
    };
    if export.observed.values.is_empty() {
        return Err(ImportError::Nothing { files: files() });
    }
    let name = match (wanted, owner(config, export)) {
        (Some(wanted), _) => name_of(wanted)?,
        (None, Some(owner)) => owner.clone(),
        (None, None) => guessed_name(export)?,
    };
    let path = format!("tenants/{name}{FILE_SUFFIX}");
    let Some(path) = RelPath::parse(&path) else {
        return Err(ImportError::NoName);
    };
    let there = config
        .tenants
        .get(&name)
        .or_else(|| config.tenants.get(owner(config, export)?));
    if let Some(tenant) = there {
        same_tenant(tenant, export)?;
        let file = workspace.sources.file(tenant.span.file).path();
        let what = format!("the tenant {} is there already, in {file}", tenant.name);
        let diff = difference(tenant, export, file);
        return Err(ImportError::Exists { what, diff });
    }
    if path.under(&workspace.root).symlink_metadata().is_ok() {
        let what = format!(
            "{path} is there already, without a tenant {name}",
            path = path.as_str()
        );
        return Err(ImportError::Exists {
            what,
            diff: String::new(),
        });
    }
    checked(workspace, export, name, path)
}

/// Writes the file until guestlist refuses nothing in it.
fn checked(
    workspace: &Workspace,
    export: &Export,
    name: Name,
    path: RelPath,
) -> Result<Prepared, ImportError> {
    let mut identity = export.observed.identity.clone();
    let mut values = export.observed.values.clone();
    let mut not_taken = export.observed.not_taken.clone();
    for _ in 0..ROUNDS {
        let comments = comments(export, &not_taken);
        let written = yaml::tenant(&name, &identity, &values, &comments);
        let more = (path.clone(), written.text.clone());
        let read = load::load_with(workspace.root.clone(), Some(more))?;
        if read.is_valid() {
            let text = written.text;
            return Ok(Prepared {
                name,
                path,
                text,
                values,
                not_taken,
            });
        }
        let mut dropped = false;
        for fault in &read.faults {
            let places = fault.place.iter().chain(&fault.related);
            let mut own = places.filter(|p| read.sources.file(p.span.file).path() == path.as_str());
            let Some(place) = own.next() else { continue };
            let (line, _) = read
                .sources
                .file(place.span.file)
                .position(place.span.start);
            let Some(key) = written.lines.get(&line) else {
                continue;
            };
            dropped = true;
            let refused = Why::Refused(fault.message.clone());
            match key.as_str() {
                "domains" => {
                    let entry = read.sources.file(place.span.file).line(line);
                    let entry = entry
                        .trim()
                        .trim_start_matches("- ")
                        .trim_matches('"')
                        .to_owned();
                    if !identity.domains.remove(&entry) {
                        identity.domains.clear();
                    }
                    not_taken.push(NotTaken {
                        at: format!("domain {entry}"),
                        why: refused,
                    });
                }
                "tenant_id" => identity.tenant_id = None,
                "display_name" => identity.display_name = None,
                _ => {
                    let goes = |other: &SettingKey| {
                        other == key || (key.is_object() && other.object().as_ref() == Some(key))
                    };
                    let gone: Vec<SettingKey> =
                        values.keys().filter(|k| goes(k)).cloned().collect();
                    for key in gone {
                        if let Some(seen) = values.remove(&key) {
                            not_taken.push(NotTaken {
                                at: seen.at,
                                why: refused.clone(),
                            });
                        }
                    }
                }
            }
        }
        if !dropped {
            let first = read.faults.first().map(|f| f.message.clone());
            return Err(ImportError::Fault(first.unwrap_or_default()));
        }
    }
    Err(ImportError::Fault(
        "guestlist refuses too much of the file".to_owned(),
    ))
}

/// What stands at the top of the file.
fn comments(export: &Export, not_taken: &[NotTaken]) -> Vec<String> {
    let mut out = Vec::new();
    for file in &export.files {
        let day = file
            .time
            .map(|t| t.strftime(", read on %Y-%m-%d").to_string());
        out.push(format!(
            "Taken over from {}{}.",
            file.source(),
            day.unwrap_or_default()
        ));
    }
    let matter: Vec<&NotTaken> = not_taken.iter().filter(|n| n.why.matters()).collect();
    if !matter.is_empty() {
        out.push("Not taken over, and so left alone:".to_owned());
    }
    for one in matter.iter().take(COMMENTS) {
        let why = match one.why.detail() {
            "" => one.why.group(),
            detail => detail,
        };
        out.push(format!("- {}: {why}", one.at));
    }
    if matter.len() > COMMENTS {
        let more = words::thousands(matter.len() - COMMENTS);
        out.push(format!("- {more} more; guestlist import listed them"));
    }
    out
}

fn name_of(word: &str) -> Result<Name, ImportError> {
    Name::parse(word).map_err(|error| ImportError::BadName {
        name: word.to_owned(),
        why: error.to_string(),
    })
}

/// A name out of the first domain, or of the name for people.
fn guessed_name(export: &Export) -> Result<Name, ImportError> {
    let identity = &export.observed.identity;
    let labels = identity.domains.iter().filter_map(|d| d.split('.').next());
    let display = identity.display_name.as_deref();
    let tidy = |text: &str| -> String {
        let lower = text.to_lowercase();
        let kept = lower
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' });
        let kept: String = kept.collect();
        kept.trim_matches(|c: char| c == '-' || c.is_ascii_digit())
            .to_owned()
    };
    let initial = identity
        .domains
        .iter()
        .filter(|d| d.ends_with(".onmicrosoft.com"));
    let initial = initial.filter_map(|d| d.split('.').next());
    let mut candidates = display.into_iter().chain(initial).chain(labels).map(tidy);
    let found = candidates.find_map(|word| Name::parse(&word).ok());
    found.ok_or(ImportError::NoName)
}

/// What a tenant's files state against what was seen, setting by setting, in the same form.
fn difference(tenant: &Tenant, export: &Export, file: &str) -> String {
    let stated: BTreeMap<SettingKey, SeenValue> = export
        .observed
        .values
        .keys()
        .filter_map(|key| {
            let desired = tenant.settings.get(key)?;
            let value = desired.value.clone();
            Some((
                key.clone(),
                SeenValue {
                    value,
                    at: String::new(),
                    note: "",
                },
            ))
        })
        .collect();
    let (stated, seen) = (yaml::block(&stated), yaml::block(&export.observed.values));
    let sources: Vec<String> = export.files.iter().map(|f| f.name.clone()).collect();
    let diff = TextDiff::from_lines(&stated, &seen);
    let mut diff = diff.unified_diff();
    let from = format!("{file} (and its baselines): {}", tenant.name);
    diff.context_radius(2)
        .header(&from, &words::and(&sources))
        .to_string()
}

/// A tenant that was taken over.
#[derive(Debug)]
pub struct Imported {
    /// The recorded version.
    pub version: Version,
    /// What it changed.
    pub summary: Summary,
}

/// Writes the file and records what it states as observed. If the values can't be recorded, the file
/// goes again.
pub fn carry_out(
    workspace: &Workspace,
    state: &mut State,
    export: &Export,
    prepared: &Prepared,
    origin: Origin,
) -> Result<Imported, ImportError> {
    let path = prepared.path.under(&workspace.root);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|source| WriteError::Other {
            path: folder.to_owned(),
            source,
        })?;
    }
    atomic_file::write_new(&path, prepared.text.as_bytes())?;
    recorded(workspace, state, export, prepared, origin).inspect_err(|_| withdraw(&path))
}

/// Takes back the file that this run wrote.
fn withdraw(path: &PathBuf) {
    // What can't be removed is a valid file that states what was seen; the error that led here is said.
    let _ = std::fs::remove_file(path);
}

fn recorded(
    workspace: &Workspace,
    state: &mut State,
    export: &Export,
    prepared: &Prepared,
    origin: Origin,
) -> Result<Imported, ImportError> {
    let read = load::load(workspace.root.clone())?;
    let Some(declared) = read.config.tenants.get(&prepared.name) else {
        return Err(ImportError::LeftOut(prepared.path.as_str().to_owned()));
    };
    let before = state.tenant(&prepared.name)?;
    let after = plan::imported(declared, before.as_ref(), origin.time, &export.seen);
    let summary = summary(before.as_ref(), &after);
    // The first version records partners beside the settings, whatever makes it.
    let partners = state.head().is_none().then(|| plan::partners(&read.config));
    let base: Base = state.base();
    let draft = Draft {
        kind: Kind::Import,
        origin,
        plan: None,
        summary,
        tenants: BTreeMap::from([(prepared.name.clone(), Some(after))]),
        partners,
    };
    let version = state.commit(&base, draft)?.clone();
    Ok(Imported { version, summary })
}

/// What differs between two records of a tenant.
pub(super) fn summary(before: Option<&RecordedTenant>, after: &RecordedTenant) -> Summary {
    let mut summary = Summary::default();
    let value = |key: &SettingKey| -> Option<&Value> { Some(&before?.settings.get(key)?.value) };
    for (key, setting) in &after.settings {
        match value(key) {
            None => summary.create += 1,
            Some(old) if *old != setting.value => summary.update += 1,
            Some(_) => {}
        }
    }
    let gone = |key: &&SettingKey| !after.settings.contains_key(*key);
    let gone = before.map_or(0, |before| before.settings.keys().filter(gone).count());
    summary.delete = gone as u64;
    summary
}
