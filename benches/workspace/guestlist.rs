//! guestlist's side.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::measure::{self, Measured, median};
use crate::workspace::{self, Size};

/// 18 November 2026 in seconds since 1970. Two days on, no guest setting is still on its way, which
/// every plan would say tenant by tenant.
pub(crate) const RECORDED: &str = "1794996000";
pub(crate) const TODAY: &str = "2026-11-20";

/// Measures every step.
pub(crate) fn measure(program: &Path, size: Size, runs: usize) -> Vec<Measured> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("workspace");
    let cache = folder.path().join("cache");
    workspace::write(&root, size);
    fs::write(root.join("guestlist.yaml"), "version: 1\n").unwrap();

    let kept = root.join(".guestlist");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(program);
        command.arg("-C").arg(&root).args(arguments);
        command
            .env("GUESTLIST_CACHE_DIR", &cache)
            .env("GUESTLIST_AUTHOR", "benchmark")
            .env("SOURCE_DATE_EPOCH", RECORDED)
            .env("GUESTLIST_AS_OF", TODAY);
        measure::run(&mut command, &kept)
    };
    let apply = ["apply", "--auto-approve"];
    let often = |arguments: &[&str]| median((0..runs).map(|_| run(arguments)).collect());

    let validate = often(&["validate"]);
    let first_plan = often(&["plan"]);
    let first_applies = (0..runs).map(|_| {
        let _ = fs::remove_dir_all(&kept);
        let _ = fs::remove_dir_all(&cache);
        run(&apply)
    });
    let first_apply = median(first_applies.collect());
    let forgetful = (0..runs).map(|_| {
        let _ = fs::remove_dir_all(&cache);
        run(&["plan"])
    });
    let without_cache = median(forgetful.collect());
    let no_change = often(&["plan"]);
    let (mut plans, mut applies) = (Vec::new(), Vec::new());
    for changed in 0..runs {
        workspace::change_one_domain(&root, size, changed);
        plans.push(run(&["plan"]));
        applies.push(run(&apply));
    }
    vec![
        validate,
        first_plan,
        first_apply,
        without_cache,
        no_change,
        median(plans),
        median(applies),
    ]
}
