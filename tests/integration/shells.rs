//! Completions in the shells that load them, and manual pages as `man` shows them.

use std::path::Path;
use std::process::Command;

use crate::support::{Run, Workspace};
use crate::tools;

/// Every command but `help`, from the program's own help.
fn commands(workspace: &Workspace) -> Vec<String> {
    commands_of(workspace, &[])
}

/// Every command below these but `help`.
fn commands_of(workspace: &Workspace, above: &[&str]) -> Vec<String> {
    let help = workspace.ok(&[above, &["--help"]].concat());
    let list = help.split("Commands:\n").nth(1).unwrap();
    let list = list.split("\n\n").next().unwrap();
    let starts = list.lines().filter(|line| !line.starts_with("   "));
    let names = starts.map(|line| line.split_whitespace().next().unwrap().to_owned());
    names.filter(|name| name != "help").collect()
}

#[test]
fn every_command_has_examples_in_its_help() {
    let w = Workspace::new(&[]);
    let top = commands(&w);
    let mut all: Vec<Vec<&str>> = top.iter().map(|name| vec![name.as_str()]).collect();
    let below = commands_of(&w, &["state"]);
    assert!(below.len() >= 6, "{below:?}");
    all.extend(below.iter().map(|name| vec!["state", name.as_str()]));
    for command in all {
        for flag in ["--help", "-h"] {
            let help = w.ok(&[&command[..], &[flag]].concat());
            let called = format!("  guestlist {}", command.join(" "));
            let (_, examples) = help.split_once("\nExample").unwrap_or_default();
            assert!(examples.contains(&called), "{command:?} {flag}\n{help}");
        }
    }
}

#[test]
fn bash_completes_commands_flags_and_values() {
    if !tools::have_shells(&["bash"]) {
        return;
    }
    let w = Workspace::new(&[]);
    w.write("completions.bash", &w.ok(&["completions", "bash"]));
    // As readline calls it: command, word, word before.
    let script = r#"
        source completions.bash
        complete -p guestlist
        try() {
          COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
          _guestlist "$1" "${!#}" "${@: -2:1}"
          echo "${COMPREPLY[*]}"
        }
        try guestlist pla
        try guestlist plan --detailed
        try guestlist validate --deny ''
        try guestlist state rest
        try guestlist completions z
    "#;
    let output = Command::new("bash")
        .args(["--noprofile", "--norc", "-euc", script])
        .current_dir(w.path())
        .output();
    let run = Run::of(&output.unwrap());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    snapbox::assert_data_eq!(
        run.out,
        snapbox::str![[r#"
complete -o bashdefault -o default -o nosort -F _guestlist guestlist
plan
--detailed-exitcode
warning note
restore
zsh

"#]]
    );
}

#[test]
fn zsh_completes_commands_flags_and_values() {
    if !tools::have_shells(&["zsh"]) {
        return;
    }
    let w = Workspace::new(&[]);
    w.write("functions/_guestlist", &w.ok(&["completions", "zsh"]));
    // A shell that waits for ever must not hold the tests.
    let output = Command::new("timeout")
        .args(["120", "zsh", "-f"])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/complete.zsh"))
        .arg(w.path().join("functions"))
        .args([
            "guestlist pla",
            "guestlist plan --detailed",
            "guestlist validate --deny w",
        ])
        .args(["guestlist state rest", "guestlist completions z"])
        .env("TERM", "xterm")
        .output();
    let run = Run::of(&output.unwrap());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    snapbox::assert_data_eq!(
        run.out,
        snapbox::str![[r#"
guestlist plan
guestlist plan --detailed-exitcode
guestlist validate --deny warning
guestlist state restore
guestlist completions zsh

"#]]
    );
}

#[test]
fn man_shows_every_page_without_a_complaint() {
    if !tools::have_shells(&["man"]) {
        return;
    }
    let w = Workspace::new(&[]);
    let commands = commands(&w);
    assert!(commands.len() > 15, "{commands:?}");
    let pages = std::iter::once(vec!["man"]);
    let pages = pages.chain(commands.iter().map(|command| vec!["man", command]));
    for page in pages {
        w.write("page.1", &w.ok(&page));
        let output = Command::new("man")
            .args(["--warnings", "--local-file", "page.1"])
            .env("LC_ALL", "C.UTF-8")
            .env("MANWIDTH", "80")
            .env("MAN_KEEP_FORMATTING", "")
            .current_dir(w.path())
            .output();
        let run = Run::of(&output.unwrap());
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{page:?}");
        for part in ["NAME\n", "SYNOPSIS\n", "DESCRIPTION\n", "OPTIONS\n"] {
            assert!(run.out.contains(part), "{page:?} has no {part}{}", run.out);
        }
        let name = page.join("-").replacen("man", "guestlist", 1);
        assert!(
            run.out.contains(&format!("{name}(1)")),
            "{page:?}: {}",
            run.out
        );
        if page.len() > 1 {
            assert!(run.out.contains("Example"), "{page:?} has no example");
        }
    }
}
