//! The examples, and the sessions that README files show: they are run as they are written.
//!
//! A session is a `console` block; each line that begins with `$ guestlist` is run in a copy of the
//! folder, and what it prints must be what follows. `SNAPSHOTS=overwrite cargo test examples` writes
//! the files anew.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use snapbox::{Assert, Data};
use tempfile::TempDir;

/// A workspace in a folder of its own, so that nothing in the project changes.
struct Copy(TempDir);

impl Copy {
    fn of(example: &Path) -> Self {
        let copy = tempfile::tempdir().unwrap();
        copy_folder(example, &copy.path().join("workspace"));
        Self(copy)
    }

    /// Runs the program; both its streams in the order of their lines.
    fn run(&self, arguments: &[&str]) -> (ExitStatus, String) {
        let (mut both, out) = std::io::pipe().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_guestlist"));
        command
            .args(arguments)
            .current_dir(self.0.path().join("workspace"))
            .env("GUESTLIST_AS_OF", "2026-11-20")
            .env("SOURCE_DATE_EPOCH", "1795168800")
            .env("GUESTLIST_AUTHOR", "ann@contoso.com")
            .env("GUESTLIST_CACHE_DIR", self.0.path().join("cache"))
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::null())
            .stderr(out.try_clone().unwrap())
            .stdout(out);
        let mut child = command.spawn().unwrap();
        // The pipe ends when nobody holds its other end any more.
        drop(command);
        let mut text = String::new();
        both.read_to_string(&mut text).unwrap();
        (child.wait().unwrap(), text)
    }

    fn succeeds(&self, arguments: &[&str]) -> String {
        let (status, text) = self.run(arguments);
        assert!(
            status.success(),
            "guestlist {arguments:?}: {status}\n{text}"
        );
        text
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn examples() -> Vec<PathBuf> {
    let folders = fs::read_dir(project().join("examples")).unwrap();
    let mut examples: Vec<PathBuf> = folders
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    examples.sort();
    assert!(examples.len() >= 6, "{examples:?}");
    examples
}

/// The text of a README with every session run anew.
fn with_sessions_run(readme: &str, workspace: &Copy) -> String {
    let mut text = String::new();
    let mut in_session = false;
    for line in readme.lines() {
        if line == "```" {
            in_session = false;
        }
        let command = line.strip_prefix("$ guestlist ").filter(|_| in_session);
        // Of a session only the commands stay; what they print is made anew.
        if !in_session || command.is_some() {
            text.push_str(line);
            text.push('\n');
        }
        if let Some(command) = command {
            assert!(
                !command.contains(['"', '\'', '|', '>']),
                "no shell is there: {command}"
            );
            let words: Vec<&str> = command.split_whitespace().collect();
            text.push_str(&workspace.succeeds(&words));
        }
        if line == "```console" {
            in_session = true;
        }
    }
    text
}

fn check_sessions(readme: &Path, example: &Path) {
    let written = fs::read_to_string(readme).unwrap();
    assert!(
        written.contains("$ guestlist plan"),
        "{readme:?} shows no plan"
    );
    let made = with_sessions_run(&written, &Copy::of(example));
    let expected = Data::read_from(readme, None).raw();
    Assert::new().action_env("SNAPSHOTS").eq(made, expected);
}

#[test]
fn each_readme_shows_what_its_example_prints() {
    for example in examples() {
        check_sessions(&example.join("README.md"), &example);
    }
}

#[test]
fn each_readme_shows_what_the_plan_means_for_people_and_an_answer_with_its_proof() {
    for example in examples() {
        let readme = fs::read_to_string(example.join("README.md")).unwrap();
        let sessions = readme.split("$ guestlist ").skip(1);
        let sessions: Vec<&str> = sessions.filter_map(|s| s.split("```").next()).collect();
        let plan = sessions.iter().find(|session| session.starts_with("plan"));
        for heading in ["\nLose ", "\nGain "] {
            let told = plan.is_some_and(|plan| plan.contains(heading));
            assert!(told, "{example:?}: {heading:?}\n{plan:?}");
        }
        // A mark, and the file and line that it rests on.
        let is_proof =
            |line: &str| line.trim_start().starts_with(['✓', '✗']) && line.contains(".yaml:");
        let is_answer = |session: &str| {
            let command = session.split(' ').next().unwrap_or_default();
            ["can", "access", "test", "ask"].contains(&command)
        };
        let mut answers = sessions.iter().filter(|session| is_answer(session));
        let proved = answers.any(|answer| answer.lines().any(is_proof));
        assert!(proved, "{example:?} shows no answer with its proof");
    }
}

#[test]
fn the_readme_of_the_project_shows_what_the_allow_list_prints() {
    check_sessions(
        &project().join("README.md"),
        &project().join("examples/allow-list"),
    );
}

#[test]
fn each_example_is_recorded_and_then_has_no_changes() {
    for example in examples() {
        let copy = Copy::of(&example);
        copy.succeeds(&["validate"]);
        let plan: serde_json::Value =
            serde_json::from_str(&copy.succeeds(&["plan", "--format", "json"])).unwrap();
        assert_eq!(plan["valid"], true, "{example:?}");
        assert!(
            !plan["changes"].as_array().unwrap().is_empty(),
            "{example:?}"
        );
        copy.succeeds(&["apply", "--auto-approve"]);
        let after = copy.succeeds(&["plan", "--detailed-exitcode"]);
        assert!(after.starts_with("No changes"), "{example:?}: {after}");
        copy.succeeds(&["state", "verify"]);
    }
}
