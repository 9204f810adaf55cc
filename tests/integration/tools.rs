//! Programs of others that tests run: Node.js with pinned packages, Python with pinned packages,
//! shells. What is missing skips a test with a line that says so, unless it is required.

use std::fmt::Display;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// Set where a missing program must fail the tests instead of skipping them.
const NODE_REQUIRED: &str = "GUESTLIST_REQUIRE_NODE";
const PYTHON_REQUIRED: &str = "GUESTLIST_REQUIRE_PYTHON";
const SHELLS_REQUIRED: &str = "GUESTLIST_REQUIRE_SHELLS";

/// The folder with the packages of tests/tools/package-lock.json, installed there once by npm.
pub(crate) fn node_packages() -> Option<&'static Path> {
    static PACKAGES: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let packages = PACKAGES.get_or_init(|| {
        need("node")?;
        need("npm")?;
        let files = ["package.json", "package-lock.json"];
        install("node", &files, |folder| {
            let mut npm = Command::new("npm");
            npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
            run(npm.current_dir(folder))
        })
    });
    use_or_skip(NODE_REQUIRED, packages)
}

/// The Python that has the packages of tests/tools/requirements.txt, in an environment of its own.
pub(crate) fn python() -> Option<&'static Path> {
    static PYTHON: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let python = PYTHON.get_or_init(|| {
        need("python3")?;
        let folder = install("python", &["requirements.txt"], |folder| {
            run(Command::new("python3")
                .args(["-m", "venv", "."])
                .current_dir(folder))?;
            let mut pip = Command::new(folder.join("bin/python"));
            pip.args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
            ]);
            run(pip.args(["-r", "requirements.txt"]).current_dir(folder))
        })?;
        Ok(folder.join("bin/python"))
    });
    use_or_skip(PYTHON_REQUIRED, python)
}

/// Whether all these programs are there; otherwise says that the test is skipped.
pub(crate) fn have_shells(programs: &[&str]) -> bool {
    let missing = programs.iter().find_map(|p| need(p).err());
    use_or_skip(SHELLS_REQUIRED, &missing.map_or(Ok(PathBuf::new()), Err)).is_some()
}

/// Makes `target/tools/NAME` hold what the files of tests/tools ask for. Built beside it and moved
/// into place, so that a run that was cut off leaves nothing half-made.
fn install(
    name: &str,
    files: &[&str],
    make: impl Fn(&Path) -> Result<(), String>,
) -> Result<PathBuf, String> {
    let wanted = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools");
    let tools = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../tools");
    fs::create_dir_all(&tools).map_err(text)?;
    let folder = tools.canonicalize().map_err(text)?.join(name);
    let mark = folder.join("installed");
    let mut stamp = Vec::new();
    for file in files {
        stamp.extend(fs::read(wanted.join(file)).map_err(text)?);
    }
    if fs::read(&mark).is_ok_and(|is| is == stamp) {
        return Ok(folder);
    }
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(text)?;
    }
    fs::create_dir_all(&folder).map_err(text)?;
    for file in files {
        fs::copy(wanted.join(file), folder.join(file)).map_err(text)?;
    }
    make(&folder)?;
    fs::write(mark, stamp).map_err(text)?;
    Ok(folder)
}

fn need(program: &str) -> Result<(), String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).any(|folder| folder.join(program).is_file());
    found
        .then_some(())
        .ok_or(format!("{program} is not installed"))
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.stdin(Stdio::null()).output().map_err(text)?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{command:?} failed: {said}"))
}

fn text(error: impl Display) -> String {
    error.to_string()
}

fn use_or_skip<'p>(variable: &str, tool: &'p Result<PathBuf, String>) -> Option<&'p Path> {
    match tool {
        Ok(path) => Some(path),
        Err(why) => {
            assert!(
                std::env::var_os(variable).is_none(),
                "{variable} is set, and {why}"
            );
            // Past the harness, which keeps what passing tests print to itself.
            let line = format!("skipped: {why}\n");
            std::io::stderr().write_all(line.as_bytes()).unwrap();
            None
        }
    }
}
