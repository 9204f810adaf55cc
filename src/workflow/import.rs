//! Taking a tenant under management: from an export to a file and to recorded values.
//!
//! The file is checked as a part of the workspace before it is written; what guestlist refuses in it
//! is left out and said. What is recorded are the values that the files then state, so that a plan
//! right after an import has nothing to change.

mod carry_out;
mod file;

use std::collections::BTreeMap;

use similar::TextDiff;

use super::atomic_file::WriteError;
use super::exports::{Export, OtherTenant};
use super::files::{FILE_SUFFIX, RelPath};
use super::load::Workspace;
use crate::document::SchemaError;
use crate::interop::{NotTaken, SeenValue, yaml};
use crate::model::configuration::Tenant;
use crate::model::{Name, SettingKey};
use crate::state::StateError;
use crate::text::words;

pub use carry_out::carry_out;

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
        /// The tenant that is there; nothing where only its file is.
        tenant: Option<Name>,
    },
    /// The tenant is in the files already, and they state what was seen.
    #[error("the tenant {tenant} is there already, in {file}, and states what the export says")]
    Same {
        /// The tenant.
        tenant: Name,
        /// Its file.
        file: String,
    },
    /// Another tenant's export.
    #[error(transparent)]
    Tenant(#[from] OtherTenant),
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
    let name = match (wanted, export.owner(config)) {
        (Some(wanted), _) => name_of(wanted)?,
        (None, Some(owner)) => owner.clone(),
        (None, None) => match &export.observed.identity.name {
            Some(name) => name_of(name)?,
            None => guessed_name(export)?,
        },
    };
    let path = format!("tenants/{name}{FILE_SUFFIX}");
    let Some(path) = RelPath::parse(&path) else {
        return Err(ImportError::NoName);
    };
    let there = config
        .tenants
        .get(&name)
        .or_else(|| config.tenants.get(export.owner(config)?));
    if let Some(tenant) = there {
        export.same_tenant(tenant)?;
        let file = workspace.sources.file(tenant.span.file).path();
        let diff = difference(tenant, export, file);
        if diff.is_empty() {
            return Err(ImportError::Same {
                tenant: tenant.name.clone(),
                file: file.to_owned(),
            });
        }
        let what = format!("the tenant {} is there already, in {file}", tenant.name);
        return Err(ImportError::Exists {
            what,
            diff,
            tenant: Some(tenant.name.clone()),
        });
    }
    if path.under(&workspace.root).symlink_metadata().is_ok() {
        let what = format!(
            "{path} is there already, without a tenant {name}",
            path = path.as_str()
        );
        return Err(ImportError::Exists {
            what,
            diff: String::new(),
            tenant: None,
        });
    }
    file::checked(workspace, export, name, path)
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
