//! §5 as far as the commands show it: history, restore, forget, the guard.

use serde_json::{Value, json};

use super::{assert_says, contoso, tenant};
use crate::support::{Run, Workspace};

fn versions(w: &Workspace) -> Vec<Value> {
    w.json(&["state", "log"]).1["versions"]
        .as_array()
        .unwrap()
        .clone()
}

fn twice() -> Workspace {
    let w = contoso("enabled: true");
    w.ok(&["apply", "--auto-approve", "--message", "first"]);
    w.write("guestlist.yaml", &tenant("contoso", "enabled: false"));
    w.ok(&["apply", "--auto-approve", "--message", "second"]);
    w
}

#[test]
fn the_history_is_a_chain() {
    let w = twice();
    let log = versions(&w);
    assert_eq!(log.len(), 2);
    assert_eq!(
        (&log[0]["serial"], &log[1]["serial"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(log[0]["lineage"], log[1]["lineage"]);
    assert_eq!(log[0]["previous"], log[1]["digest"]);
    assert_eq!(log[1]["previous"], Value::Null);
    assert_eq!(log[0]["message"], "second");
    assert_says(&w.ok(&["state", "log"]), &["first", "second", "Ann"]);
    assert_says(&w.ok(&["state", "show"]), &["second", "enabled"]);
    assert_says(&w.ok(&["state", "show", "1"]), &["first"]);
    let past = w.json(&["show", "--at", "1"]).1;
    assert_eq!(past["tenants"][0]["settings"][0]["value"], true);
    assert_eq!(
        w.json(&["show"]).1["tenants"][0]["settings"][0]["value"],
        false
    );
    // An apply without changes records nothing.
    w.apply();
    assert_eq!(versions(&w).len(), 2);
}

#[test]
fn restore_records_a_new_version() {
    let w = twice();
    w.ok(&[
        "state",
        "restore",
        "1",
        "--auto-approve",
        "--message",
        "back",
    ]);
    let log = versions(&w);
    assert_eq!(log.len(), 3);
    assert_eq!(
        (&log[0]["kind"], &log[0]["restored"]),
        (&json!("restore"), &json!(1))
    );
    assert_eq!(
        w.json(&["show"]).1["tenants"][0]["settings"][0]["value"],
        true
    );
    let plan = w.json(&["plan"]).1;
    assert_eq!(plan["changes"][0]["before"], true);
    // Restoring what is there changes nothing: nothing is recorded.
    assert_says(
        &w.ok(&["state", "restore", "3", "--auto-approve"]),
        &["othing was recorded"],
    );
    assert_says(&w.ok(&["state", "restore", "1"]), &["othing was recorded"]);
    assert_eq!(versions(&w).len(), 3);
    for wrong in ["0", "4", "99"] {
        assert_eq!(
            w.run(&["state", "restore", wrong, "--auto-approve"]).code,
            1,
            "{wrong}"
        );
    }
    assert_eq!(versions(&w).len(), 3);
    w.ok(&["state", "verify"]);
}

#[test]
fn forget_takes_a_tenant_out() {
    let w = twice();
    w.ok(&["state", "forget", "contoso", "--auto-approve"]);
    assert_eq!(w.json(&["show"]).1["tenants"], json!([]));
    assert_eq!(
        w.json(&["show", "--at", "2"]).1["tenants"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        w.run(&["state", "forget", "contoso", "--auto-approve"])
            .code,
        1
    );
    assert_eq!(versions(&w)[0]["kind"], "forget");
    assert_eq!(w.json(&["plan"]).1["summary"]["create"], 1);
}

#[test]
fn verify_takes_a_known_head() {
    let w = twice();
    let digests: Vec<String> = versions(&w)
        .iter()
        .map(|v| v["digest"].as_str().unwrap().to_owned())
        .collect();
    for digest in &digests {
        w.ok(&["state", "verify", "--head", digest]);
    }
    let other: String = digests[0].chars().rev().collect();
    let run = w.run(&["state", "verify", "--head", &other]);
    assert_eq!(run.code, 1, "{}", run.out);
    // A rewritten history.
    std::fs::remove_dir_all(w.path().join(".guestlist/state")).unwrap();
    w.apply();
    assert_eq!(w.run(&["state", "verify", "--head", &digests[0]]).code, 1);
}

#[test]
fn any_changed_byte_is_noticed() {
    let w = twice();
    let folder = w.path().join(".guestlist/state");
    let mut files = Vec::new();
    let mut folders = vec![folder.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    assert!(files.len() >= 4, "{files:?}");
    for file in files {
        let good = std::fs::read(&file).unwrap();
        let middle = good.len() / 2;
        let mut flipped = good.clone();
        flipped[middle] ^= 1;
        let mut longer = good.clone();
        longer.push(b'\n');
        let mut damages = vec![flipped, longer, good[..middle].to_vec(), Vec::new()];
        damages.retain(|d| *d != good);
        for damage in damages {
            std::fs::write(&file, &damage).unwrap();
            let run = w.run(&["state", "verify"]);
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            assert_eq!(run.code, 1, "{name}: {}", run.out);
            assert_says(&format!("{}{}", run.out, run.err), &[&name]);
        }
        std::fs::write(&file, &good).unwrap();
        w.ok(&["state", "verify"]);
    }
    w.write(".guestlist/state/stray.txt", "x");
    assert_eq!(w.run(&["state", "verify"]).code, 1);
}

#[test]
fn damage_stops_a_plan_with_the_file_named() {
    let w = twice();
    let log = w.path().join(".guestlist/state/log/0000000002.json");
    let good = std::fs::read_to_string(&log).unwrap();
    std::fs::write(&log, good.replacen("second", "secund", 1)).unwrap();
    w.write("guestlist.yaml", &tenant("contoso", "enabled: true"));
    for arguments in [
        &["plan"][..],
        &["apply", "--auto-approve"],
        &["show"],
        &["state", "list"],
        &["state", "log"],
    ] {
        let run = w.run(arguments);
        assert_eq!(run.code, 1, "{arguments:?} {}", run.out);
        assert_says(&format!("{}{}", run.out, run.err), &["0000000002.json"]);
    }
    assert!(
        !w.path()
            .join(".guestlist/state/log/0000000003.json")
            .exists()
    );
}

#[test]
fn another_place_for_the_state() {
    let w = Workspace::of(
        "version: 1\nstate: record/here\ntenants: { a: { domains: [a.com], external_access: { enabled: true } } }\n",
    );
    w.apply();
    assert!(w.path().join("record/here/log").exists());
    for wrong in [
        "../out",
        "a/../../out",
        "/tmp/out",
        "https://x.blob.core.windows.net/y",
        "\"\"",
        ".",
        "5",
        "[a]",
    ] {
        let w = Workspace::of(&format!(
            "version: 1\nstate: {wrong}\ntenants: {{ a: {{ domains: [a.com], external_access: {{ enabled: true }} }} }}\n"
        ));
        let run = w.run(&["apply", "--auto-approve"]);
        assert_eq!(run.code, 1, "{wrong}: {}{}", run.out, run.err);
        // Nobody looks for it where it is not.
        for arguments in [&["state", "log"][..], &["show"], &["state", "verify"]] {
            let run = w.run(arguments);
            assert_eq!(run.code, 1, "{wrong} {arguments:?}: {}", run.out);
        }
    }
}

#[test]
fn a_root_file_that_cannot_be_read_does_not_hide_the_state() {
    let w = Workspace::of(
        "version: 1\nstate: kept\ntenants: { a: { domains: [a.com], external_access: { enabled: true } } }\n",
    );
    w.apply();
    w.write(
        "guestlist.yaml",
        "version: 1\nstate: kept\ntenants: { a: [\n",
    );
    for arguments in [
        &["state", "log"][..],
        &["show"],
        &["state", "restore", "1", "--auto-approve"],
    ] {
        let run = w.run(arguments);
        assert_eq!(run.code, 1, "{arguments:?}: {}", run.out);
        assert_says(&run.err, &["guestlist validate"]);
    }
}

#[test]
fn the_first_apply_writes_gitattributes() {
    let w = twice();
    assert!(w.path().join(".guestlist/.gitattributes").exists());
    // A plan writes nothing into the workspace.
    let w = contoso("enabled: true");
    w.ok(&["plan"]);
    w.ok(&["validate"]);
    assert!(!w.path().join(".guestlist").exists());
}

fn crowd(n: usize) -> String {
    let mut text = "version: 1\ntenants:\n".to_owned();
    for i in 0..n {
        text.push_str(&format!(
            "  t{i}: {{ domains: [t{i}.com], external_access: {{ enabled: true }} }}\n"
        ));
    }
    text
}

#[test]
fn forgetting_many_tenants_is_guarded() {
    // More than three and more than a fifth.
    for (before, after, guarded) in [
        (10, 6, true),
        (10, 7, false),
        (20, 16, false),
        (20, 15, true),
        (4, 0, true),
        (3, 0, false),
    ] {
        let w = Workspace::of(&crowd(before));
        w.apply();
        w.write(
            "guestlist.yaml",
            if after == 0 { "version: 1\n" } else { "" },
        );
        if after > 0 {
            w.write("guestlist.yaml", &crowd(after));
        }
        let document = w.json(&["plan"]).1;
        assert_eq!(
            Workspace::rules(&document).contains(&"many-tenants-forgotten"),
            guarded,
            "{before} {after}"
        );
        let run = w.run(&["apply", "--auto-approve"]);
        if guarded {
            assert_eq!(run.code, 1, "{before} {after}");
            assert_says(&run.err, &["plan --out"]);
            assert_eq!(versions(&w).len(), 1);
            w.ok(&["plan", "--out", "p.plan"]);
            w.ok(&["apply", "p.plan"]);
        } else {
            assert_eq!(run.code, 0, "{before} {after}: {}", run.err);
        }
        assert_eq!(w.json(&["plan"]).1["changes"], json!([]));
    }
}

#[test]
fn the_author_is_a_claim_of_the_environment() {
    let w = contoso("enabled: true");
    let mut command = w.command(&["apply", "--auto-approve"]);
    command
        .env_remove("GUESTLIST_AUTHOR")
        .env("HOME", w.path())
        .env("USER", "ann")
        .env("LOGNAME", "ann")
        .env("GIT_CONFIG_NOSYSTEM", "1");
    let run = Run::of(&command.output().unwrap());
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(versions(&w)[0]["author"], "ann");
}
