//! What runs beside the program: the GitHub action, the GitLab template, the pre-commit hooks, each
//! run in real git repositories.

mod github;
mod gitlab;
mod hooks;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::support::{Run, Workspace};

/// Two organisations, open to everybody.
const OPEN: &str = "version: 1
tenants:
  contoso:
    domains: [contoso.com]
    external_access:
      enabled: true
      allowed_domains: all
";

/// The first allow entry: everybody else is shut out.
const CLOSED: &str = "version: 1
tenants:
  contoso:
    domains: [contoso.com]
    external_access:
      enabled: true
      allowed_domains: [fabrikam.com]
";

/// What every run warns of, whatever changes: a list with an entry that ended long ago.
const STANDING: &str = "lists:
  old: [{ domain: tailspintoys.com, expires: 2026-01-01 }]
";

/// A file of the project, as data.
fn project_file(name: &str) -> Value {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
    let options = serde_yaml::options! { strict_booleans: true };
    serde_yaml::from_str_with_options(&text, options).unwrap()
}

/// A folder for programs that stand in for others, and `guestlist` itself, to be found first.
fn programs(w: &Workspace, stand_ins: &[(&str, &str)]) -> PathBuf {
    let folder = w.path().join("programs");
    std::fs::create_dir_all(&folder).unwrap();
    let program = |name: &str, script: &str| {
        use std::os::unix::fs::PermissionsExt as _;
        let file = folder.join(name);
        std::fs::write(&file, script).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
    };
    let guestlist = env!("CARGO_BIN_EXE_guestlist");
    program(
        "guestlist",
        &format!("#!/bin/sh\nexec '{guestlist}' \"$@\"\n"),
    );
    for (name, script) in stand_ins {
        program(name, script);
    }
    folder
}

/// Bash as pipelines call it, in a folder.
fn bash(folder: &Path, script: &str, programs: &Path, variables: &[(String, String)]) -> Run {
    let path = std::env::var("PATH").unwrap();
    let output = Command::new("bash")
        .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
        .current_dir(folder)
        .env_clear()
        .env("PATH", format!("{}:{path}", programs.display()))
        .env("GUESTLIST_AS_OF", crate::support::TODAY)
        .env("GUESTLIST_CACHE_DIR", programs.join("cache"))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .envs(variables.iter().map(|(name, value)| (name, value)))
        .output();
    Run::of(&output.unwrap())
}

/// A repository as a pull request finds it: `main` went on after the branch left it, and what is
/// checked out is the merge of both. Gives the commit of `main`.
fn pull_request(before: &str, after: &str) -> (Workspace, String) {
    let w = Workspace::of(before);
    w.commit();
    w.git(&["checkout", "--quiet", "-b", "change"]);
    w.write("guestlist.yaml", after);
    w.commit();
    w.git(&["checkout", "--quiet", "main"]);
    w.write(
        "other.guestlist.yaml",
        "partners: { northwind: { domains: [northwind.de] } }\n",
    );
    w.commit();
    let main = w.git(&["rev-parse", "HEAD"]).trim().to_owned();
    w.git(&["checkout", "--quiet", "-b", "merged"]);
    w.git(&["merge", "--quiet", "--no-edit", "change"]);
    (w, main)
}

/// A shallow clone of what is checked out, as pipelines make it.
fn clone(of: &Workspace) -> Workspace {
    let clone = Workspace::new(&[]);
    let origin = format!("file://{}", of.path().display());
    clone.git(&[
        "clone",
        "--quiet",
        "--depth=1",
        "--branch=merged",
        &origin,
        "work",
    ]);
    clone
}
