//! The worked example of docs/first-change.md: run as it is written; its script against a simulated
//! tenant that is as the export says.

use std::fs;
use std::path::{Path, PathBuf};

use guestlist::interop::{Options, read};

use crate::generated::{Values, task};
use crate::imports::samples::samples;
use crate::pages::{Shell, followed, shows_what_it_prints};
use crate::powershell;
use crate::support::Workspace;

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page() -> PathBuf {
    project().join("docs/first-change.md")
}

/// The shell of somebody who has the project at `~/guestlist`.
fn shell() -> Shell {
    let shell = Shell::new();
    std::os::unix::fs::symlink(project(), shell.path("guestlist")).unwrap();
    shell
}

/// What an export says.
fn values(file: &Path) -> Values {
    let seen = read(&fs::read_to_string(file).unwrap(), &Options::default()).unwrap();
    seen.values.into_iter().map(|(k, v)| (k, v.value)).collect()
}

/// Carries out a script in a tenant that is as an export says.
fn carried_out(script: &str, export: &Path, tenant_id: &str) -> powershell::Ended {
    let mut known = task(&values(export), &Values::new());
    known.tenant.tenant_id = Some(tenant_id.to_owned());
    for wanted in &mut known.wanted {
        wanted.before = Some(wanted.after.clone());
    }
    let ended = powershell::carry_out(script, &known);
    assert_eq!(ended.code, 0, "{}", ended.printed.join("\n"));
    ended
}

/// Runs the script that the block names; what it saves is put where it ran.
fn powershell(shell: &Shell, block: &str) -> String {
    let folder = PathBuf::from(shell.run("pwd").trim());
    let script = fs::read_to_string(folder.join(block.trim())).unwrap();
    let export = project().join("tests/fixtures/imports/scubagear.json");
    let ended = carried_out(&script, &export, "6babcaad-604b-40ac-a9d7-9fd97c0b779f");
    for (name, text) in &ended.files {
        fs::write(folder.join(name), text).unwrap();
    }
    let lines: Vec<String> = ended
        .printed
        .iter()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect();
    lines.concat()
}

#[test]
fn the_page_shows_what_its_commands_print() {
    shows_what_it_prints(&page(), &shell(), &mut powershell);
}

#[test]
fn what_was_requested_is_seen_in_the_end() {
    let written = fs::read_to_string(page()).unwrap();
    let shell = shell();
    let mut blocks = Vec::new();
    followed(&written, &shell, &mut powershell, |block, printed| {
        blocks.push((block.to_owned(), printed.to_owned()));
    });
    let printed = |line: &str| {
        let found = blocks
            .iter()
            .find(|(block, _)| block.lines().any(|l| l.starts_with(line)));
        found
            .unwrap_or_else(|| panic!("no block has {line}"))
            .1
            .as_str()
    };
    assert!(printed("guestlist import").contains("57 settings taken over"));
    assert!(printed("guestlist plan").contains("No changes."));
    assert!(
        printed("./scripts/contoso.ps1")
            .contains("Read back: all 2 settings are as they should be.")
    );
    assert!(printed("guestlist export --to powershell").contains("Nothing to carry out"));
    let requested = "guestlist show --format json | grep -c '\"known\": \"requested\"'";
    assert_eq!(shell.run(requested), "0\n");
    assert_eq!(
        shell.run("guestlist plan --detailed-exitcode > ../out 2>&1; echo $?"),
        "0\n"
    );
}

/// The same with the published export of a real tenant, where it is here.
#[test]
fn the_published_export_goes_the_same_way() {
    let Some(folder) = samples() else { return };
    let export = folder.join("scubagear/provider-settings-2026.json");
    let workspace = Workspace::of("version: 1\n");
    workspace.ok(&["import", export.to_str().unwrap(), "--tenant", "contoso"]);
    let path = "tenants/contoso.guestlist.yaml";
    let text = workspace.read(path);
    let changed = text
        .replacen("- domains.r.us", "- fabrikam.com", 1)
        .replacen(
            "      enabled: false\n      allowed",
            "      enabled: true\n      allowed",
            1,
        );
    assert_ne!(changed, text);
    workspace.write(path, &changed);
    workspace.ok(&["plan", "--out", "first.plan"]);
    workspace.ok(&["apply", "first.plan"]);
    let script = workspace.ok(&["export", "first.plan", "--to", "powershell"]);
    let ended = carried_out(&script, &export, "ca08493a-c9c8-4db0-a9e8-d3b4bafac269");
    let (_, after) = ended
        .files
        .iter()
        .find(|(name, _)| name.contains("-after-"))
        .unwrap();
    workspace.write("after.json", after);
    workspace.ok(&["drift", "after.json", "--accept"]);
    let run = workspace.run(&["export", "--to", "powershell"]);
    assert!(
        run.err.contains("Nothing to carry out"),
        "{}{}",
        run.out,
        run.err
    );
    assert_eq!(workspace.run(&["plan", "--detailed-exitcode"]).code, 0);
}
