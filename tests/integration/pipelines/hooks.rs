//! .pre-commit-hooks.yaml, with pre-commit itself.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use super::{CLOSED, OPEN, programs};
use crate::support::{Run, Workspace};
use crate::tools;

const MANIFEST: &str = ".pre-commit-hooks.yaml";

/// A repository that uses the hooks as somebody would who has guestlist installed.
struct Hooked {
    w: Workspace,
    outside: Workspace,
    pre_commit: Command,
}

impl Hooked {
    fn new(hooks: &[&str]) -> Option<Self> {
        let python = tools::python()?;
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        let manifest = std::fs::read_to_string(project.join(MANIFEST)).unwrap();
        // Hooks come from a repository, at a commit.
        let outside = Workspace::new(&[("hooks/.pre-commit-hooks.yaml", &manifest)]);
        outside.git(&["init", "--quiet", "hooks"]);
        outside.git(&["-C", "hooks", "add", "."]);
        outside.git(&["-C", "hooks", "commit", "--quiet", "--message", "Hooks"]);
        let commit = outside.git(&["-C", "hooks", "rev-parse", "HEAD"]);
        let repository = outside.path().join("hooks");
        let mut config = format!(
            "repos:\n- repo: {}\n  rev: {}\n  hooks:\n",
            repository.display(),
            commit.trim()
        );
        for hook in hooks {
            // The program under test in the place of one that pre-commit builds.
            writeln!(config, "  - id: {hook}\n    language: system").unwrap();
        }
        let w = Workspace::of(OPEN);
        w.write(".pre-commit-config.yaml", &config);
        w.commit();
        let programs = programs(&outside, &[]);
        let path = std::env::var("PATH").unwrap();
        let mut pre_commit = Command::new(python.parent().unwrap().join("pre-commit"));
        pre_commit
            .current_dir(w.path())
            .env("PATH", format!("{}:{path}", programs.display()))
            .env("PRE_COMMIT_HOME", outside.path().join("home"))
            .env("GUESTLIST_CACHE_DIR", outside.path().join("cache"))
            .env("GUESTLIST_AS_OF", crate::support::TODAY)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .args(["run", "--color=never"]);
        Some(Self {
            w,
            outside,
            pre_commit,
        })
    }

    /// Runs the hooks on what is about to be committed.
    fn run(&mut self) -> Run {
        self.w.git(&["add", "--all", "."]);
        let run = Run::of(&self.pre_commit.output().unwrap());
        assert!(self.outside.path().join("home").exists());
        run
    }
}

#[test]
fn validate_lets_good_files_pass_and_holds_faulty_ones() {
    let Some(mut hooked) = Hooked::new(&["guestlist-validate"]) else {
        return;
    };
    hooked.w.write("guestlist.yaml", CLOSED);
    let run = hooked.run();
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(run.out.contains("Passed"), "{}", run.out);
    hooked
        .w
        .write("guestlist.yaml", &CLOSED.replace("enabled", "enabeld"));
    let run = hooked.run();
    assert_ne!(run.code, 0);
    assert!(run.out.contains("guestlist.yaml:6:7"), "{}", run.out);
    assert!(run.out.contains("did you mean"), "{}", run.out);
}

/// The files of the whole workspace count, whichever is committed.
#[test]
fn validate_runs_for_lists_of_any_name_and_files_with_the_wrong_ending() {
    let Some(mut hooked) = Hooked::new(&["guestlist-validate"]) else {
        return;
    };
    hooked.w.write("more.guestlist.yml", "lists: {}\n");
    let run = hooked.run();
    assert_ne!(run.code, 0);
    assert!(run.out.contains("more.guestlist.yml"), "{}", run.out);
    hooked.w.remove("more.guestlist.yml");
    let lists = "lists: { threats: { file: lists/ti.list } }\n";
    hooked.w.write("lists.guestlist.yaml", lists);
    hooked.w.write("lists/ti.list", "fabrikam.com\n");
    let run = hooked.run();
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    hooked.w.commit();
    hooked.w.write("lists/ti.list", "no domain\n");
    let run = hooked.run();
    assert_ne!(run.code, 0, "{}", run.out);
    assert!(run.out.contains("lists/ti.list:1"), "{}", run.out);
    hooked.w.remove("lists/ti.list");
    let run = hooked.run();
    assert_ne!(run.code, 0, "{}", run.out);
    assert!(run.out.contains("lists.guestlist.yaml:1"), "{}", run.out);
}

#[test]
fn fmt_runs_for_lists_of_any_name() {
    let Some(mut hooked) = Hooked::new(&["guestlist-fmt"]) else {
        return;
    };
    let lists = "lists:\n  threats: { file: lists/ti.list }\n";
    hooked.w.write("lists.guestlist.yaml", lists);
    hooked.w.write("lists/ti.list", "fabrikam.com\n");
    hooked.w.commit();
    hooked
        .w
        .write("lists/ti.list", "fabrikam.com\nadatum.com\n");
    let run = hooked.run();
    assert_ne!(run.code, 0, "{}", run.out);
    let sorted = "adatum.com\nfabrikam.com\n";
    assert_eq!(hooked.w.read("lists/ti.list"), sorted);
}

#[test]
fn fmt_sorts_what_is_committed_and_list_files_and_keeps_comments() {
    let Some(mut hooked) = Hooked::new(&["guestlist-fmt"]) else {
        return;
    };
    let list = "lists:\n  mixed:\n    - wingtiptoys.com\n    - adatum.com    # the first\n  \
                rest: { file: rest.txt }\n";
    hooked.w.write("lists.guestlist.yaml", list);
    hooked
        .w
        .write("rest.txt", "tailspintoys.com\nfabrikam.com\n");
    let run = hooked.run();
    assert_ne!(run.code, 0, "{}", run.out);
    assert!(
        run.out.contains("files were modified by this hook"),
        "{}",
        run.out
    );
    let sorted = "lists:\n  mixed:\n    - adatum.com    # the first\n    - wingtiptoys.com\n  \
                  rest: { file: rest.txt }\n";
    assert_eq!(hooked.w.read("lists.guestlist.yaml"), sorted);
    assert_eq!(
        hooked.w.read("rest.txt"),
        "fabrikam.com\ntailspintoys.com\n"
    );
    let run = hooked.run();
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}

#[test]
fn schema_is_kept_up_to_date() {
    let Some(mut hooked) = Hooked::new(&["guestlist-schema"]) else {
        return;
    };
    hooked.w.write("guestlist.yaml", CLOSED);
    hooked.w.write(".guestlist/guestlist.schema.json", "{}\n");
    let run = hooked.run();
    assert_ne!(run.code, 0, "{}", run.out);
    assert!(
        run.out.contains("files were modified by this hook"),
        "{}",
        run.out
    );
    let schema = hooked.w.read(".guestlist/guestlist.schema.json");
    assert_eq!(schema, hooked.w.ok(&["schema"]));
    let run = hooked.run();
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}

#[test]
fn the_manifest_is_one_that_pre_commit_takes() {
    let Some(python) = tools::python() else {
        return;
    };
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join(MANIFEST);
    let mut pre_commit = Command::new(python.parent().unwrap().join("pre-commit"));
    let run = Run::of(
        &pre_commit
            .arg("validate-manifest")
            .arg(manifest)
            .output()
            .unwrap(),
    );
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}
