//! Reports on external domain activity: which file is of which tenant, and what all of them say.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::exports::{self, ExportError};
use crate::access::Activity;
use crate::interop::activity::{self, ActivityError, ActivityReport};
use crate::interop::{TextError, decode};
use crate::model::Name;
use crate::text::words;

/// Tenants that an error names.
const NAMED: usize = 5;

/// Reports, by the tenant that each is of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reports {
    /// What all of them say.
    pub activity: Activity,
    /// The files, in the order in which they were given.
    pub files: Vec<ReportFile>,
}

/// A report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportFile {
    /// Whose people it counts.
    pub tenant: Name,
    /// Its name without folders.
    pub name: String,
    /// What it says.
    pub report: ActivityReport,
}

/// Why a report can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The file can't be read.
    #[error(transparent)]
    File(#[from] ExportError),
    /// It is no text.
    #[error("{}: {error}", .path.display())]
    Text {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        error: TextError,
    },
    /// It is no such report.
    #[error("{}: {error}", .path.display())]
    Report {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        error: ActivityError,
    },
    /// Nobody said which tenant it is of.
    #[error(
        "{file} names no tenant, and there are {}: say whose people it counts, as in --activity \
         {}={file}",
        words::some(.tenants, NAMED), .tenants.first().map_or("contoso", |name| name.as_str())
    )]
    Whose {
        /// The file.
        file: String,
        /// Which tenants it could be of.
        tenants: Vec<String>,
    },
    /// There is no tenant.
    #[error("{0} counts people of a tenant, and no tenant is declared")]
    NoTenants(String),
    /// No tenant is called so.
    #[error(
        "there is no tenant \"{name}\"{}: --activity takes TENANT=FILE, or FILE alone; a file whose name \
         holds = is written with its folder, as ./{name}={file}",
        .near.as_ref().map(|n| format!(" (did you mean {n}?)")).unwrap_or_default()
    )]
    NoSuchTenant {
        /// What was written.
        name: Name,
        /// The rest.
        file: String,
        /// A tenant's name like it.
        near: Option<String>,
    },
}

/// Reads reports. Each argument is a file or `TENANT=FILE`; without a name it is of `only`, or of the
/// one tenant there is. Relative paths start at `here`. Several reports of one tenant are taken
/// together: the larger number counts where both name a domain.
pub fn read(
    arguments: &[String],
    tenants: &BTreeSet<&Name>,
    only: Option<&Name>,
    here: &Path,
) -> Result<Reports, ReportError> {
    let mut reports = Reports::default();
    for argument in arguments {
        let (tenant, file) = whose(argument, tenants, only)?;
        let path = here.join(file);
        let bytes = exports::bytes(&path)?;
        let text = decode(&bytes);
        let text = text.map_err(|error| ReportError::Text {
            path: path.clone(),
            error,
        })?;
        drop(bytes);
        let report = activity::read(&text);
        let report = report.map_err(|error| ReportError::Report {
            path: path.clone(),
            error,
        })?;
        let known = reports.activity.tenants.entry(tenant.clone()).or_default();
        for (domain, people) in &report.people {
            let known = known.entry(domain.clone()).or_default();
            *known = (*known).max(*people);
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        reports.files.push(ReportFile {
            tenant,
            name: name.into_owned(),
            report,
        });
    }
    Ok(reports)
}

fn whose<'a>(
    argument: &'a str,
    tenants: &BTreeSet<&Name>,
    only: Option<&Name>,
) -> Result<(Name, &'a str), ReportError> {
    let named = argument.split_once('=');
    let named = named.and_then(|(name, file)| Some((Name::parse(name).ok()?, file)));
    if let Some((name, file)) = named {
        if tenants.contains(&name) {
            return Ok((name, file));
        }
        let names = tenants.iter().map(|name| name.as_str());
        return Err(ReportError::NoSuchTenant {
            near: words::nearest(name.as_str(), names).map(ToOwned::to_owned),
            name,
            file: file.to_owned(),
        });
    }
    if let Some(only) = only {
        return Ok((only.clone(), argument));
    }
    let mut all = tenants.iter();
    match (all.next(), all.next()) {
        (Some(tenant), None) => Ok(((*tenant).clone(), argument)),
        (None, _) => Err(ReportError::NoTenants(argument.to_owned())),
        _ => Err(ReportError::Whose {
            file: argument.to_owned(),
            tenants: tenants.iter().map(ToString::to_string).collect(),
        }),
    }
}
