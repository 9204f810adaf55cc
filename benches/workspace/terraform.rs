//! Terraform's side: the same files, the same steps.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::measure::{self, Measured, median};
use crate::workspace::{self, Size};

/// `terraform_data` is built in: nothing is downloaded. Each instance reads its own file: collected
/// into one local value first, the same takes Terraform nine times as long.
const CONFIGURATION: &str = r#"
resource "terraform_data" "tenant" {
  for_each = fileset(path.module, "tenants/*.guestlist.yaml")
  input    = yamldecode(file("${path.module}/${each.key}"))
}
"#;

/// What is on PATH; nothing if it is not there.
pub(crate) fn version() -> Option<String> {
    let answer = Command::new("terraform")
        .env_remove("TF_CLI_CONFIG_FILE")
        .arg("version")
        .output();
    let answer = String::from_utf8(answer.ok()?.stdout).ok()?;
    Some(answer.lines().next()?.to_owned())
}

/// How often each step is run: once where it takes minutes.
pub(crate) fn runs(size: Size, wanted: usize) -> usize {
    if size.all_domains() <= 10_000 {
        wanted
    } else {
        1
    }
}

/// Measures every step.
pub(crate) fn measure(size: Size, runs: usize) -> Vec<Measured> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    workspace::write(root, size);
    fs::write(root.join("main.tf"), CONFIGURATION).unwrap();

    let run = |arguments: &[&str]| measure::run(&mut command(root, arguments), root);
    let apply = ["apply", "-auto-approve", "-input=false", "-no-color"];
    let plan = ["plan", "-input=false", "-no-color"];
    let often = |arguments: &[&str]| median((0..runs).map(|_| run(arguments)).collect());

    run(&["init", "-input=false", "-no-color"]);
    let validate = often(&["validate", "-no-color"]);
    let first_plan = often(&plan);
    let first_applies = (0..runs).map(|_| {
        let _ = fs::remove_file(root.join("terraform.tfstate"));
        let _ = fs::remove_file(root.join("terraform.tfstate.backup"));
        run(&apply)
    });
    let first_apply = median(first_applies.collect());
    let no_change = often(&plan);
    let (mut plans, mut applies) = (Vec::new(), Vec::new());
    for changed in 0..runs {
        workspace::change_one_domain(root, size, changed);
        plans.push(run(&plan));
        applies.push(run(&apply));
    }
    vec![
        validate,
        first_plan,
        first_apply,
        no_change, // it keeps no cache: this and the next are the same step
        no_change,
        median(plans),
        median(applies),
    ]
}

fn command(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("terraform");
    command.args(arguments).current_dir(root);
    // Neither a user's settings nor the question whether there is a newer one.
    command
        .env_remove("TF_CLI_CONFIG_FILE")
        .env("CHECKPOINT_DISABLE", "1");
    command
}
