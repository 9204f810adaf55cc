//! The file of a tenant: written, checked as a part of the workspace, and written anew without what
//! guestlist refuses in it.

use std::collections::BTreeMap;

use super::{ImportError, Prepared};
use crate::interop::{NotTaken, SeenValue, TenantIdentity, Why, yaml};
use crate::model::{Name, SettingKey};
use crate::text::words;
use crate::workflow::exports::Export;
use crate::workflow::files::RelPath;
use crate::workflow::init::SCHEMA_FILE;
use crate::workflow::load::{self, Workspace};

/// How often a file is checked anew after something in it was refused.
const ROUNDS: usize = 40;
/// Tells editors where the schema is, from the folder of tenants.
const MODELINE: &str = "yaml-language-server: $schema=../.guestlist/guestlist.schema.json";
/// Comments at the top of a file about what was not taken over.
const COMMENTS: usize = 40;

/// What of an export goes into the file, and what does not.
struct Taken {
    identity: TenantIdentity,
    values: BTreeMap<SettingKey, SeenValue>,
    not_taken: Vec<NotTaken>,
}

/// Writes the file until guestlist refuses nothing in it.
pub(super) fn checked(
    workspace: &Workspace,
    export: &Export,
    name: Name,
    path: RelPath,
) -> Result<Prepared, ImportError> {
    let mut taken = Taken {
        identity: export.observed.identity.clone(),
        values: export.observed.values.clone(),
        not_taken: export.observed.not_taken.clone(),
    };
    let has_schema = workspace.root.path().join(SCHEMA_FILE).is_file();
    for _ in 0..ROUNDS {
        let mut comments = comments(export, &taken.not_taken);
        if has_schema {
            comments.insert(0, MODELINE.to_owned());
        }
        let written = yaml::tenant(&name, &taken.identity, &taken.values, &comments);
        let more = (path.clone(), written.text.clone());
        let read = load::load_with(workspace.root.clone(), Some(more))?;
        if read.is_valid() {
            return Ok(Prepared {
                name,
                path,
                text: written.text,
                values: taken.values,
                not_taken: taken.not_taken,
            });
        }
        let mut dropped = false;
        for fault in &read.faults {
            let places = fault.place.iter().chain(&fault.related);
            let mut own = places.filter(|p| read.sources.file(p.span.file).path() == path.as_str());
            let Some(place) = own.next() else { continue };
            let file = read.sources.file(place.span.file);
            let (line, _) = file.position(place.span.start);
            let Some(key) = written.lines.get(&line) else {
                continue;
            };
            dropped = true;
            taken.leave_out(key, file.line(line), &fault.message);
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

impl Taken {
    /// Leaves out what a line of the file is about, because guestlist refuses it.
    fn leave_out(&mut self, key: &SettingKey, line: &str, message: &str) {
        let refused = Why::Refused(message.to_owned());
        match key.as_str() {
            "domains" => {
                let entry = line.trim().trim_start_matches("- ").trim_matches('"');
                if !self.identity.domains.remove(entry) {
                    self.identity.domains.clear();
                }
                self.not_taken.push(NotTaken {
                    at: format!("domain {entry}"),
                    why: refused,
                });
            }
            "tenant_id" => self.identity.tenant_id = None,
            "display_name" => self.identity.display_name = None,
            _ => {
                let goes = |other: &SettingKey| {
                    other == key || (key.is_object() && other.object().as_ref() == Some(key))
                };
                let gone = self.values.extract_if(.., |other, _| goes(other));
                self.not_taken.extend(gone.map(|(_, seen)| NotTaken {
                    at: seen.at,
                    why: refused.clone(),
                }));
            }
        }
    }
}

/// What stands at the top of the file.
fn comments(export: &Export, not_taken: &[NotTaken]) -> Vec<String> {
    let mut out = Vec::new();
    for file in &export.files {
        out.push(format!("Taken over from {}.", file.dated_source()));
    }
    let matter: Vec<&NotTaken> = not_taken.iter().filter(|n| n.why.matters()).collect();
    if !matter.is_empty() {
        out.push("Not taken over, and so left alone:".to_owned());
    }
    for one in matter.iter().take(COMMENTS) {
        out.push(format!("- {}: {}", one.at, one.why.reason()));
    }
    if matter.len() > COMMENTS {
        let more = words::thousands(matter.len() - COMMENTS);
        out.push(format!("- {more} more; guestlist import listed them"));
    }
    out
}
