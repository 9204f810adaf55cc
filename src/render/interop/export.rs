//! What `export` says beside what it writes.

use crate::interop::write::Written;
use crate::model::Name;
use crate::state::Serial;
use crate::text::{printable, words};

/// A file that was written.
#[derive(Debug)]
pub struct ExportedFile {
    /// Whose settings.
    pub tenant: Name,
    /// Whether it takes back what another file does.
    pub undo: bool,
    /// Where it is.
    pub path: String,
    /// How many settings it can't take back, because no earlier value is recorded.
    pub unknown: usize,
    /// What is in it.
    pub written: Written,
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
    let mut out = String::new();
    for file in files {
        let carried = words::count(file.written.carried, "setting");
        let path = printable(&file.path);
        match file.undo {
            false => out.push_str(&format!("{path}  {carried} of {}\n", file.tenant)),
            true => out.push_str(&format!("{path}  takes it back\n")),
        }
        if file.unknown > 0 {
            out.push_str(&format!(
                "    {} not in it: no earlier value is recorded\n",
                words::count(file.unknown, "setting")
            ));
        }
        if !file.undo && !file.written.manual.is_empty() {
            out.push_str(&format!(
                "    {} for a person, listed in the file\n",
                words::count(file.written.manual.len(), "step")
            ));
        }
    }
    out.push_str("Nothing was sent to Microsoft 365. Read a file before you run it.\n");
    out
}
