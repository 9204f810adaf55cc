//! §2: what is asked at a terminal, and what the answers do.
//!
//! The terminal is real: Python's `pty` makes it. Without Python these tests say so and pass.

use std::process::Command;

use super::{assert_says, contoso};
use crate::support::Workspace;

/// Runs the program at a terminal, sends the keys once `wait` was shown; exit code and screen.
///
/// `None` without Python.
fn at_terminal(w: &Workspace, arguments: &[&str], wait: &str, keys: &str) -> Option<(i32, String)> {
    at_terminal_with(w, arguments, wait, keys, &[])
}

/// The same with more environment.
#[expect(clippy::print_stdout, reason = "a test that can't run here says so")]
fn at_terminal_with(
    w: &Workspace,
    arguments: &[&str],
    wait: &str,
    keys: &str,
    environment: &[(&str, &str)],
) -> Option<(i32, String)> {
    const SCRIPT: &str = r#"
import os, pty, sys, time, select
wait, keys = sys.argv[1].encode(), sys.argv[2].encode()
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[3], sys.argv[3:])
screen, sent, end = b"", False, time.time() + 60
while time.time() < end:
    if select.select([fd], [], [], 1)[0]:
        try:
            part = os.read(fd, 65536)
        except OSError:
            break
        if not part:
            break
        screen += part
    if not sent and wait in screen:
        sent = True
        os.write(fd, keys)
_, status = os.waitpid(pid, 0)
os.write(1, screen)
os._exit(os.waitstatus_to_exitcode(status) & 255)
"#;
    let there = Command::new("python3").args(["-c", "import pty"]).status();
    if !there.is_ok_and(|status| status.success()) {
        println!("skipped: python3 with pty is not here");
        return None;
    }
    let program = w.command(arguments);
    let mut python = Command::new("python3");
    python
        .args(["-c", SCRIPT, wait, keys])
        .arg(program.get_program())
        .args(arguments)
        .current_dir(w.path())
        .env_clear()
        .env("TERM", "xterm")
        .env("LC_ALL", "C.UTF-8");
    for (name, value) in program.get_envs() {
        if let Some(value) = value {
            python.env(name, value);
        }
    }
    python.envs(environment.iter().copied());
    let output = python.output().unwrap();
    let screen = String::from_utf8_lossy(&output.stdout).into_owned();
    Some((output.status.code().unwrap_or(-1), screen))
}

fn versions(w: &Workspace) -> usize {
    let log = w.json(&["state", "log"]).1;
    log["versions"].as_array().unwrap().len()
}

#[test]
fn yes_records_and_anything_else_does_not() {
    for (keys, code, recorded) in [
        ("yes\n", 0, 1),
        ("no\n", 1, 0),
        ("\n", 1, 0),
        ("y\n", 1, 0),
        ("\u{4}", 1, 0),
        ("\u{3}", 130, 0),
    ] {
        let w = contoso("enabled: true");
        let Some((ended, screen)) = at_terminal(&w, &["apply"], "Record this?", keys) else {
            return;
        };
        assert_eq!(
            (ended, versions(&w)),
            (code, recorded),
            "{keys:?}: {screen}"
        );
        if recorded == 0 && code == 1 {
            assert_says(&screen, &["Nothing was recorded"]);
        }
    }
}

#[test]
fn many_forgotten_tenants_ask_for_their_number() {
    for (keys, code, recorded) in [("yes\n", 1, 1), ("4\n", 1, 1), ("5\n", 0, 2)] {
        let crowd: String = (0..8)
            .map(|n| {
                format!("  t{n}: {{ domains: [t{n}.com], external_access: {{ enabled: true }} }}\n")
            })
            .collect();
        let w = Workspace::of(&format!("version: 1\ntenants:\n{crowd}"));
        w.apply();
        let few: String = crowd.lines().take(3).map(|l| format!("{l}\n")).collect();
        w.write("guestlist.yaml", &format!("version: 1\ntenants:\n{few}"));
        let Some((ended, screen)) = at_terminal(&w, &["apply"], "write that number", keys) else {
            return;
        };
        assert_eq!(
            (ended, versions(&w)),
            (code, recorded),
            "{keys:?}: {screen}"
        );
        assert_says(&screen, &["5 tenants"]);
    }
}

#[test]
fn a_saved_plan_and_an_approval_ask_nothing() {
    let w = contoso("enabled: true");
    w.ok(&["plan", "--out", "p.plan"]);
    let Some((ended, screen)) = at_terminal(&w, &["apply", "p.plan"], "never shown", "") else {
        return;
    };
    assert_eq!(ended, 0, "{screen}");
    assert!(!screen.contains("Write yes"), "{screen}");
    assert_eq!(versions(&w), 1);
}

#[test]
fn the_state_commands_ask_too() {
    let w = contoso("enabled: true");
    w.apply();
    let forget = ["state", "forget", "contoso"];
    let Some((ended, screen)) = at_terminal(&w, &forget, "Write yes", "no\n") else {
        return;
    };
    assert_eq!((ended, versions(&w)), (1, 1), "{screen}");
    let (ended, screen) = at_terminal(&w, &forget, "Write yes", "yes\n").unwrap();
    assert_eq!((ended, versions(&w)), (0, 2), "{screen}");
}

#[test]
fn colours_at_a_terminal_and_none_with_the_variable() {
    let w = contoso("enabled: true\nallowed_domains: [fabrikam.com]");
    let Some((_, screen)) = at_terminal(&w, &["plan"], "never shown", "") else {
        return;
    };
    assert!(screen.contains("\u{1b}["), "{screen}");
    let (_, screen) = at_terminal(&w, &["--color", "never", "plan"], "never shown", "").unwrap();
    assert!(!screen.contains("\u{1b}["), "{screen}");
    let arguments = ["NO_COLOR=1", env!("CARGO_BIN_EXE_guestlist"), "plan"];
    let (_, screen) = at_env(&w, &arguments).unwrap();
    assert!(!screen.contains("\u{1b}["), "{screen}");
}

#[test]
fn places_are_links_where_a_terminal_shows_links_and_nowhere_else() {
    let w = contoso("enabled: true\nallowed_domains: [fabrikam.com]");
    let kitty = ("TERM", "xterm-kitty");
    let screen = |arguments: &[&str], environment: &[(&str, &str)]| {
        at_terminal_with(&w, arguments, "never shown", "", environment)
    };
    let Some((_, linked)) = screen(&["validate"], &[kitty]) else {
        return;
    };
    let file = w.path().join("guestlist.yaml");
    let file = file.canonicalize().unwrap();
    let start = linked.find("\u{1b}]8;;file://").unwrap();
    let link = linked[start..].split("\u{1b}\\").next().unwrap();
    let end = format!("{}#", file.display());
    assert!(link.contains(&end), "{link:?} does not lead to {end}");
    let without = |screen: &str| !screen.contains("\u{1b}]8");
    for (arguments, environment) in [
        (&["validate"][..], &[][..]),
        (&["validate"], &[kitty, ("NO_COLOR", "1")]),
        (&["validate"], &[kitty, ("FORCE_HYPERLINK", "0")]),
        (&["--color", "never", "validate"], &[kitty]),
        (&["validate", "--format", "json"], &[kitty]),
        // It opens the place itself, at the line.
        (&["validate"], &[("TERM_PROGRAM", "vscode")]),
    ] {
        let (_, screen) = screen(arguments, environment).unwrap();
        assert!(without(&screen), "{arguments:?} {environment:?}: {screen}");
    }
    let piped = |variable: (&str, &str), arguments: &[&str]| {
        let mut command = w.command(arguments);
        let run = crate::support::Run::of(&command.envs([kitty, variable]).output().unwrap());
        run.out + &run.err
    };
    let coloured = ["--color", "always", "validate"];
    assert!(without(&piped(("A", "b"), &coloured)));
    assert!(!without(&piped(("FORCE_HYPERLINK", "1"), &["validate"])));
    let machine = ["validate", "--format", "sarif"];
    assert!(without(&piped(("FORCE_HYPERLINK", "1"), &machine)));
}

/// `env NAME=value … program …` at a terminal.
fn at_env(w: &Workspace, arguments: &[&str]) -> Option<(i32, String)> {
    let script = w.path().join("env.sh");
    std::fs::write(&script, format!("exec env {}\n", arguments.join(" "))).unwrap();
    let mut python = Command::new("python3");
    python
        .args([
            "-c",
            "import pty,sys,os; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))",
        ])
        .args(["sh", script.to_str().unwrap()])
        .current_dir(w.path())
        .env("GUESTLIST_AS_OF", crate::support::TODAY)
        .env("GUESTLIST_CACHE_DIR", w.path().join(".cache"));
    let output = python.output().ok()?;
    Some((
        output.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&output.stdout).into_owned(),
    ))
}

/// What stands on a terminal after its output: carriage returns overwrite.
fn lines(screen: &str) -> Vec<String> {
    let overwritten = |line: &str| {
        let mut cells: Vec<char> = Vec::new();
        for part in line.trim_end_matches('\r').split('\r') {
            for (at, letter) in part.chars().enumerate() {
                match cells.get_mut(at) {
                    Some(cell) => *cell = letter,
                    None => cells.push(letter),
                }
            }
        }
        cells.into_iter().collect::<String>().trim_end().to_owned()
    };
    screen.split('\n').map(overwritten).collect()
}

#[cfg(unix)]
#[test]
fn long_work_tells_its_progress_at_a_terminal_alone() {
    use std::os::unix::fs::PermissionsExt;
    let w = contoso("enabled: true");
    // git takes its time: it is asked which commit is recorded.
    w.write("bin/git", "#!/bin/sh\nsleep 1\nexit 1\n");
    let git = w.path().join("bin/git");
    std::fs::set_permissions(&git, std::fs::Permissions::from_mode(0o755)).unwrap();
    let slow = |arguments: &[&str]| {
        let path = format!("{}:/usr/bin:/bin", w.path().join("bin").display());
        at_terminal_with(&w, arguments, "never sent", "", &[("PATH", &path)])
    };
    let Some((code, screen)) = slow(&["apply", "--auto-approve"]) else {
        return;
    };
    assert_eq!(code, 0, "{screen}");
    assert!(screen.contains("\rRecording…"), "{screen:?}");
    let left = lines(&screen).join("\n");
    assert!(left.contains("Recorded as version 1"), "{left}");
    assert!(
        !left.contains("Recording…") && !left.contains("Reading files…"),
        "{left}"
    );
    let told = |screen: &str| screen.contains("Recording…") || screen.contains("Reading files…");
    // What is quick is not told, and with -q nothing is.
    w.write(
        "guestlist.yaml",
        &w.read("guestlist.yaml").replace("true", "false"),
    );
    let (_, quiet) = slow(&["-q", "apply", "--auto-approve"]).unwrap();
    assert!(quiet.contains("version 2") && !told(&quiet), "{quiet:?}");
    w.write(
        "guestlist.yaml",
        &w.read("guestlist.yaml").replace("false", "true"),
    );
    let mut piped = w.command(&["apply", "--auto-approve"]);
    let path = format!("{}:/usr/bin:/bin", w.path().join("bin").display());
    let piped = crate::support::Run::of(&piped.env("PATH", path).output().unwrap());
    assert_eq!(piped.code, 0, "{}", piped.err);
    assert!(!told(&piped.err), "{}", piped.err);
}
