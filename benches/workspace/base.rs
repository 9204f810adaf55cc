//! `plan --base` where many tenants share one list: 2,000 lines of it change, or one. What grows faster
//! than lines and tenants together shows in how many times as long the many take.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::access::command;
use crate::measure::{self, Measured, median};
use crate::table::{bytes, time, times};

/// Tenants that use the list.
const TENANTS: usize = 300;
/// Lines of the list, beside every other tenant's domain.
const LINES: usize = 3_000;
/// Lines that change.
const CHANGED: [usize; 2] = [1, 2_000];

/// Measures and prints both.
pub(crate) fn print(program: &Path, runs: usize) {
    println!(
        "\n{:34} {:>9} {:>9} {:>9}",
        format!("plan --base, {TENANTS} tenants"),
        "wall",
        "processor",
        "memory"
    );
    let [one, many] = CHANGED.map(|changed| {
        let measured = of(program, changed, runs);
        let lines = format!("{changed} of {LINES} lines");
        println!(
            "{lines:34} {:>9} {:>9} {:>9}",
            time(measured.wall),
            time(measured.processor),
            bytes(measured.memory)
        );
        measured
    });
    let ratio = |of: fn(&Measured) -> f64| times(of(&many) / of(&one));
    println!(
        "{:34} {:>9} {:>9} {:>9}",
        "times",
        ratio(|m| m.wall.as_secs_f64()),
        ratio(|m| m.processor.as_secs_f64()),
        ratio(|m| m.memory as f64)
    );
}

fn of(program: &Path, changed: usize, runs: usize) -> Measured {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, 0);
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.arg("-C").arg(root);
        git.args([
            "-c",
            "user.name=benchmark",
            "-c",
            "user.email=benchmark@example.org",
        ]);
        assert!(git.args(arguments).status().unwrap().success());
    };
    git(&["init", "--quiet"]);
    git(&["add", "guestlist.yaml"]);
    git(&["commit", "--quiet", "--message", "before"]);
    write(root, changed);
    let run = |_| {
        let mut plan = command(program, root, &["plan", "--base", "HEAD"]);
        measure::run(&mut plan, &root.join("nothing"))
    };
    median((0..runs).map(run).collect())
}

/// A list for contact, of which some lines are gone or others now, and one for files with some of the
/// same domains: whoever is taken off the first is looked for on the second.
fn write(root: &Path, changed: usize) {
    let mut text = String::from("version: 1\nlists:\n  shared:\n");
    for tenant in (0..TENANTS).step_by(2) {
        writeln!(text, "    - t{tenant:05}.com").unwrap();
    }
    for line in 0..LINES {
        match line {
            line if line >= changed => writeln!(text, "    - p{line:05}.com").unwrap(),
            line if line % 2 == 1 => writeln!(text, "    - new{line:05}.com").unwrap(),
            _ => {}
        }
    }
    text.push_str("  files:\n");
    for line in (0..LINES).step_by(7) {
        writeln!(text, "    - p{line:05}.com").unwrap();
    }
    text.push_str(
        "baselines:
  standard:
    external_access: { enabled: true, allowed_domains: [{ list: shared }] }
    sharepoint: { domain_restriction: { mode: allow_list, allowed_domains: [{ list: files }] } }
tenants:\n",
    );
    for tenant in 0..TENANTS {
        let domain = format!("t{tenant:05}.com");
        writeln!(
            text,
            "  t{tenant:05}: {{ domains: [{domain}], baseline: standard }}"
        )
        .unwrap();
    }
    fs::write(root.join("guestlist.yaml"), text).unwrap();
}
