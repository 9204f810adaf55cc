//! Whether places are hyperlinks, and where they lead.

use crate::render::hyperlinks::Hyperlinks;
use crate::workflow::load::Workspace;

/// Which streams show links.
#[derive(Debug, Clone, Copy)]
pub(super) struct Linking {
    /// Standard output.
    pub(super) out: bool,
    /// Standard error.
    pub(super) err: bool,
}

/// Whether a stream shows links: never into a pipe, nor where no colours are wanted, unless
/// `FORCE_HYPERLINK` says so; `FORCE_HYPERLINK=0` is never.
pub(super) fn shown(is_terminal: bool, colour: bool) -> bool {
    let forced = variable("FORCE_HYPERLINK").is_some();
    let finds_places_itself = matches!(variable("TERM_PROGRAM").as_deref(), Some("vscode" | "zed"));
    // It opens a place in its own text at the line, which a link to the file would take away.
    let wanted = is_terminal && colour && !finds_places_itself;
    (forced || wanted) && supports_hyperlinks::supports_hyperlinks()
}

/// Links to the files of a workspace.
pub(super) fn to_files_of(workspace: &Workspace) -> Option<Hyperlinks> {
    let host = gethostname::gethostname();
    let names = workspace.sources.iter().map(|(_, file)| file.path());
    let folder = workspace.root.path();
    Hyperlinks::new(&host.to_string_lossy(), folder, names, takes_lines())
}

/// Whether the terminal opens `file://…#LINE` at the line. Others look for a file of that name.
fn takes_lines() -> bool {
    variable("TERM").as_deref() == Some("xterm-kitty")
        || variable("TERM_PROGRAM").as_deref() == Some("iTerm.app")
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
