//! A workspace in a folder of its own, and the program run in it as a user would.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// The day of all tests.
pub(crate) const TODAY: &str = "2026-11-20";

/// A workspace that is gone with the test.
pub(crate) struct Workspace {
    folder: TempDir,
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Workspace {
    /// A workspace of these files; `guestlist.yaml` comes first.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let workspace = Self {
            // Without the dot that temporary folders start with: editors leave hidden folders alone.
            folder: tempfile::Builder::new()
                .prefix("workspace-")
                .tempdir()
                .unwrap(),
        };
        for (name, text) in files {
            workspace.write(name, text);
        }
        workspace
    }

    /// A workspace of one file.
    pub(crate) fn of(text: &str) -> Self {
        Self::new(&[("guestlist.yaml", text)])
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap()
    }

    pub(crate) fn remove(&self, name: &str) {
        std::fs::remove_file(self.path().join(name)).unwrap();
    }

    /// The program, ready to run here: nothing of the tester's own environment decides.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_guestlist"));
        command
            .current_dir(self.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("GUESTLIST_AUTHOR", "Ann <ann@contoso.com>")
            .env("GUESTLIST_AS_OF", TODAY)
            .env("GUESTLIST_CACHE_DIR", self.path().join(".cache"))
            .env("SOURCE_DATE_EPOCH", "1795168800")
            .stdin(std::process::Stdio::null())
            .args(arguments);
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(&self.command(arguments).output().unwrap())
    }

    /// What is said beside the data, on one line.
    pub(crate) fn said(run: &Run) -> String {
        run.err.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Runs what must succeed.
    pub(crate) fn ok(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?}\n{}{}", run.out, run.err);
        run.out
    }

    /// Runs a command with `--format json` and reads its document.
    pub(crate) fn json(&self, arguments: &[&str]) -> (i32, serde_json::Value) {
        let arguments: Vec<&str> = arguments
            .iter()
            .copied()
            .chain(["--format", "json"])
            .collect();
        let run = self.run(&arguments);
        let document = serde_json::from_str(&run.out);
        (
            run.code,
            document.unwrap_or_else(|e| panic!("{e}: {}{}", run.out, run.err)),
        )
    }

    /// A document must be as its published schema says.
    pub(crate) fn assert_by_schema(&self, name: &str, document: &serde_json::Value) {
        let text = self.ok(&["schema", name]);
        let schema: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
        let validator = jsonschema::draft7::new(&schema).unwrap();
        let wrong: Vec<String> = validator
            .iter_errors(document)
            .map(|e| format!("{}: {e}", e.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{name}: {wrong:?}\n{document}");
    }

    /// Records what the files say.
    pub(crate) fn apply(&self) {
        self.ok(&["apply", "--auto-approve"]);
    }

    /// Runs git here, on a fixed day and without anybody's own settings.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let output = Command::new("git")
            .current_dir(self.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_AUTHOR_DATE", "2026-11-19T12:00:00Z")
            .env("GIT_COMMITTER_DATE", "2026-11-19T12:00:00Z")
            .args(["-c", "user.name=Ann", "-c", "user.email=ann@contoso.com"])
            .args(["-c", "init.defaultBranch=main"])
            .args(arguments)
            .output()
            .unwrap();
        let run = Run::of(&output);
        assert_eq!(run.code, 0, "git {arguments:?}\n{}{}", run.out, run.err);
        run.out
    }

    /// Commits everything that is here.
    pub(crate) fn commit(&self) {
        if !self.path().join(".git").exists() {
            self.git(&["init", "--quiet"]);
        }
        self.git(&["add", "--all", "."]);
        self.git(&["commit", "--quiet", "--message", "A change"]);
    }

    /// The rules of the findings of a document, in order.
    pub(crate) fn rules(document: &serde_json::Value) -> Vec<&str> {
        let findings = document["findings"].as_array().unwrap();
        findings
            .iter()
            .map(|f| f["rule"].as_str().unwrap())
            .collect()
    }
}

impl Run {
    pub(crate) fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Self {
            code: output.status.code().unwrap_or(-1),
            out: text(&output.stdout),
            err: text(&output.stderr),
        }
    }
}
