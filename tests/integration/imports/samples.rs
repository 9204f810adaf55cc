//! Published samples of other projects, where they lie beside this one: each is taken over, is valid,
//! and leaves a plan nothing to do. The project's own fixtures hold the same shapes.

use std::path::{Path, PathBuf};

use super::{empty, fixture, imported, is_settled};

/// Samples, or nothing if they are not here.
#[allow(clippy::print_stderr, reason = "says what was not run")]
fn samples() -> Option<PathBuf> {
    let named = std::env::var_os("GUESTLIST_SAMPLES").map(PathBuf::from);
    let folder =
        named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/fixtures"));
    let there = folder.is_dir();
    if !there {
        eprintln!("not run: there are no samples in {}", folder.display());
    }
    there.then_some(folder)
}

#[test]
fn every_fixture_is_taken_over_and_leaves_a_plan_nothing_to_do() {
    for name in [
        "scubagear.json",
        "m365dsc.ps1",
        "graph-partners.json",
        "graph-users.json",
    ] {
        let path = fixture(name);
        let arguments = [path.to_str().unwrap(), "--tenant", "contoso"];
        let (workspace, _) = imported(arguments[0], &arguments[1..]);
        is_settled(&workspace, &arguments);
    }
}

#[test]
fn every_published_sample_is_taken_over_and_leaves_a_plan_nothing_to_do() {
    let Some(folder) = samples() else { return };
    for name in [
        "scubagear/provider-settings-2023.json",
        "scubagear/provider-settings-2026.json",
        "m365dsc/tenant-export.ps1",
        "graph/authorizationPolicy.get.json",
        "graph/crossTenantAccessPolicy.default.get.json",
        "graph/crossTenantAccessPolicy.partners.list.json",
    ] {
        let path = folder.join(name);
        let arguments = [path.to_str().unwrap(), "--tenant", "contoso"];
        let (workspace, _) = imported(arguments[0], &arguments[1..]);
        is_settled(&workspace, &arguments);
    }
    // Nothing of it is about external collaboration.
    let path = folder.join("graph/configurationMonitor.create.json");
    let run = empty().run(&["import", path.to_str().unwrap(), "--tenant", "contoso"]);
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("nothing in it is a setting"),
        "{}",
        run.err
    );
}
