//! What `export` says beside what it writes.

use std::path::PathBuf;

use crate::interop::write::{Target, Task, Written};
use crate::model::Name;
use crate::state::Serial;
use crate::text::{printable, words};

/// Above this number tenants are summed.
const TENANTS: usize = 10;

/// A file that is written.
#[derive(Debug)]
pub struct ExportedFile {
    /// Whose settings.
    pub tenant: Name,
    /// Whether it takes back what another file does.
    pub undo: bool,
    /// Where it is.
    pub path: PathBuf,
    /// How many settings it can't take back, because no earlier value is recorded.
    pub unknown: usize,
    /// What is in it; nothing where there is nothing to take back.
    pub written: Option<Written>,
    /// That it can't check where it runs.
    pub unchecked: Option<String>,
}

impl ExportedFile {
    /// What a task comes to.
    #[must_use]
    pub fn new(task: &Task, target: Target, path: PathBuf) -> Self {
        let is_empty = task.undo && task.wanted.is_empty();
        Self {
            tenant: task.tenant.name.clone(),
            undo: task.undo,
            path,
            unknown: if task.undo { task.released.len() } else { 0 },
            written: (!is_empty).then(|| task.write(target)),
            unchecked: unchecked(task, target),
        }
    }
}

/// That what is written can't check where it runs, if it can't: a script asks for the id.
#[must_use]
pub fn unchecked(task: &Task, target: Target) -> Option<String> {
    let is_blind = matches!(target, Target::Graph | Target::M365Dsc);
    let name = &task.tenant.name;
    (is_blind && task.tenant.tenant_id.is_none()).then(|| {
        format!(
            "{name} has no tenant_id: state it, so that what is written is for that tenant alone"
        )
    })
}

/// Whether a plan was recorded, for people.
#[must_use]
pub fn status_of_plan(applied: Option<Serial>, now: Serial) -> String {
    match applied {
        Some(serial) if serial < now => format!(
            "This plan was recorded as version {serial}; later versions are not in what is written.\n"
        ),
        Some(serial) => format!("This plan was recorded as version {serial}.\n"),
        None => "This plan is not recorded yet: guestlist apply does that.\n".to_owned(),
    }
}

/// What was written, for people.
#[must_use]
pub fn exported(files: &[ExportedFile]) -> String {
    let tenants = files.iter().filter(|file| !file.undo).count();
    let mut out = match tenants > TENANTS {
        true => summed(files, tenants),
        false => files.iter().map(one).collect(),
    };
    out.push_str("Nothing was sent to Microsoft 365. Read a file before you run it.\n");
    out
}

fn one(file: &ExportedFile) -> String {
    let path = file.path.display().to_string();
    let path = printable(&path);
    let Some(written) = &file.written else {
        return "    nothing to take back: no earlier value is recorded\n".to_owned();
    };
    let mut out = match file.undo {
        false => {
            let carried = words::count(written.carried, "setting");
            format!("{path}  {carried} of {}\n", file.tenant)
        }
        true => format!("{path}  takes it back\n"),
    };
    if file.unknown > 0 {
        let unknown = words::count(file.unknown, "setting");
        out.push_str(&format!(
            "    {unknown} not in it: no earlier value is recorded\n"
        ));
    }
    if !file.undo && !written.manual.is_empty() {
        let steps = words::count(written.manual.len(), "step");
        out.push_str(&format!("    {steps} for a person, listed in the file\n"));
    }
    if let Some(unchecked) = file.unchecked.as_ref().filter(|_| !file.undo) {
        out.push_str(&format!("    {unchecked}\n"));
    }
    out
}

fn summed(files: &[ExportedFile], tenants: usize) -> String {
    let folder = files.first().and_then(|file| file.path.parent());
    let folder = folder.map_or_else(String::new, |folder| folder.display().to_string());
    let written = || {
        files
            .iter()
            .filter(|f| !f.undo)
            .filter_map(|f| f.written.as_ref())
    };
    let back = files
        .iter()
        .filter(|f| f.undo && f.written.is_some())
        .count();
    let mut out = format!(
        "{}  {} of {}, one file each\n    {} beside them take back what they do\n",
        printable(&folder),
        words::count(written().map(|w| w.carried).sum(), "setting"),
        words::count(tenants, "tenant"),
        words::count(back, "file"),
    );
    let manual: usize = written().map(|w| w.manual.len()).sum();
    if manual > 0 {
        let steps = words::count(manual, "step");
        out.push_str(&format!("    {steps} for a person, listed in the files\n"));
    }
    let unchecked: Vec<&str> = files
        .iter()
        .filter(|f| !f.undo && f.unchecked.is_some())
        .map(|f| f.tenant.as_str())
        .collect();
    if !unchecked.is_empty() {
        let names = words::some(&unchecked, 6);
        out.push_str(&format!(
            "    without tenant_id, and so for any tenant: {names}\n"
        ));
    }
    out
}
