//! What an editor shows in files of guestlist: the YAML language server that VS Code, Neovim and
//! Helix run, on a workspace as `init` writes it; and whether other validators agree.

mod completion;
mod hover;
mod problems;
mod server;
mod validators;

use serde_json::{Value, json};

use crate::support::Workspace;
use server::Editor;

/// The first line of every file that `init` writes.
const MODELINE: &str = "# yaml-language-server: $schema=.guestlist/guestlist.schema.json\n";

/// A workspace from `init`, open in an editor that knows nothing but the first line of each file.
fn editor() -> Option<(Workspace, Editor)> {
    open(&json!({}))
}

fn open(schemas: &Value) -> Option<(Workspace, Editor)> {
    let workspace = Workspace::new(&[]);
    workspace.ok(&["init"]);
    let settings = json!({
        "validate": true, "hover": true, "completion": true, "schemas": schemas,
        "schemaStore": { "enable": false },
    });
    let editor = Editor::start(&workspace, settings)?;
    Some((workspace, editor))
}
