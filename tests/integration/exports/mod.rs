//! `guestlist export`, through the program: what is written, for whom, and when it is refused.

mod json;
mod laws;
mod round;

use crate::support::Workspace;

/// Two tenants, of which one says how it wants its guests.
const TWO: &str = "version: 1\ntenants:\n  contoso:\n    tenant_id: \
                   6babcaad-604b-40ac-a9d7-9fd97c0b779f\n    domains: [contoso.com]\n    \
                   external_access:\n      enabled: true\n      allowed_domains: [fabrikam.com]\n    \
                   guest_access:\n      enabled: false\n  litware:\n    domains: [litwareinc.com]\n    \
                   guest_access: { enabled: true }\n";

/// Keys of the settings in an export to JSON.
fn keys(document: &serde_json::Value) -> Vec<&str> {
    let settings = document["settings"].as_array().unwrap().iter();
    settings.map(|s| s["key"].as_str().unwrap()).collect()
}

fn document(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// What is exported of a tenant as JSON.
fn exported(workspace: &Workspace, arguments: &[&str]) -> serde_json::Value {
    let mut all = vec!["export", "--to", "json"];
    all.extend(arguments);
    document(&workspace.ok(&all))
}

#[test]
fn a_plan_file_means_exactly_its_changes() {
    let workspace = Workspace::of(TWO);
    workspace.apply();
    let changed = TWO.replace("enabled: false", "enabled: true");
    workspace.write("guestlist.yaml", &changed);
    workspace.ok(&["plan", "--out", "change.plan"]);
    let run = workspace.run(&["export", "change.plan", "--to", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("not recorded yet"), "{}", run.err);
    let export = document(&run.out);
    assert_eq!(keys(&export), ["guest_access.enabled"]);
    assert_eq!(export["settings"][0]["before"], false);
    assert_eq!(export["settings"][0]["after"], true);
    assert_eq!(export["settings"][0]["place"], "guestlist.yaml:10");

    workspace.ok(&["apply", "change.plan"]);
    let run = workspace.run(&["export", "change.plan", "--to", "json"]);
    assert_eq!(keys(&document(&run.out)), ["guest_access.enabled"]);
    assert!(run.err.contains("recorded as version 2"), "{}", run.err);
}

#[test]
fn without_a_file_it_is_what_nobody_has_seen_and_what_a_plan_would_change() {
    let workspace = Workspace::of(TWO);
    let all = [
        "external_access.enabled",
        "external_access.allowed_domains",
        "guest_access.enabled",
    ];
    let here = ["--tenant", "contoso"];
    assert_eq!(keys(&exported(&workspace, &here)), all, "planned");
    workspace.apply();
    assert_eq!(keys(&exported(&workspace, &here)), all, "requested");

    // Once an export of the service shows two of them, the third is left, and what changes since.
    workspace.write(
        "seen.json",
        r#"{"Identity":"Global","AllowFederatedUsers":true,"AllowedDomains":{"AllowedDomain":[{"Domain":"fabrikam.com"}]},
            "BlockedDomains":[],"AllowTeamsConsumer":true}"#,
    );
    workspace.ok(&["drift", "seen.json", "--tenant", "contoso", "--accept"]);
    assert_eq!(keys(&exported(&workspace, &here)), ["guest_access.enabled"]);
    workspace.write(
        "guestlist.yaml",
        &TWO.replace("[fabrikam.com]", "[fabrikam.com, northwindtraders.com]"),
    );
    let export = exported(&workspace, &here);
    assert_eq!(
        keys(&export),
        ["external_access.allowed_domains", "guest_access.enabled"]
    );
    // What was seen is what it comes from; of the other nothing was ever seen.
    assert_eq!(
        export["settings"][0]["before"],
        serde_json::json!(["fabrikam.com"])
    );
    assert_eq!(export["settings"][1]["before"], serde_json::Value::Null);

    workspace.write("guestlist.yaml", TWO);
    workspace.write(
        "client.json",
        r#"{"Identity":"Global","AllowGuestUser":false,"AllowBox":true}"#,
    );
    workspace.ok(&["drift", "client.json", "--tenant", "contoso", "--accept"]);
    let run = workspace.run(&["export", "--to", "json", "--tenant", "contoso"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert!(run.err.contains("Nothing to carry out"), "{}", run.err);
    assert_eq!(
        keys(&exported(&workspace, &["--tenant", "contoso", "--all"])),
        all
    );
}

#[test]
fn several_tenants_are_files_never_one_text() {
    let workspace = Workspace::of(TWO);
    let run = workspace.run(&["export", "--to", "powershell"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    let said = Workspace::said(&run);
    assert!(said.contains("2 tenants: contoso, litware"), "{said}");
    assert!(
        said.contains("--out DIR") && said.contains("--tenant"),
        "{said}"
    );

    // Nothing was recorded before: there is nothing to take back.
    let run = workspace.run(&["export", "--to", "powershell", "--out", "first"]);
    assert!(run.err.contains("nothing to take back"), "{}", run.err);
    assert!(!workspace.path().join("first/contoso-undo.ps1").exists());
    workspace.apply();
    let changed = TWO.replace("enabled: true", "enabled: maybe");
    let changed = changed.replace("enabled: false", "enabled: true");
    let changed = changed.replace("enabled: maybe", "enabled: false");
    workspace.write("guestlist.yaml", &changed);
    workspace.ok(&["plan", "--out", "change.plan"]);

    for format in ["powershell", "graph", "m365dsc", "json"] {
        let run = workspace.run(&[
            "export",
            "change.plan",
            "--to",
            format,
            "--out",
            "scripts/new",
        ]);
        assert_eq!(
            (run.code, run.out.as_str()),
            (0, ""),
            "{format}: {}",
            run.err
        );
        assert!(run.err.contains("takes it back"), "{}", run.err);
        assert!(
            run.err.contains("Nothing was sent to Microsoft 365"),
            "{}",
            run.err
        );
    }
    let mut files: Vec<String> = std::fs::read_dir(workspace.path().join("scripts/new"))
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    assert_eq!(
        files,
        [
            "contoso-undo.dsc.ps1",
            "contoso-undo.graph.json",
            "contoso-undo.json",
            "contoso-undo.ps1",
            "contoso.dsc.ps1",
            "contoso.graph.json",
            "contoso.json",
            "contoso.ps1",
            "litware-undo.dsc.ps1",
            "litware-undo.graph.json",
            "litware-undo.json",
            "litware-undo.ps1",
            "litware.dsc.ps1",
            "litware.graph.json",
            "litware.json",
            "litware.ps1",
        ]
    );
}

#[test]
fn files_of_others_are_not_replaced() {
    let workspace = Workspace::of(TWO);
    workspace.ok(&["export", "--to", "powershell", "--out", "out"]);
    workspace.ok(&["export", "--to", "powershell", "--out", "out"]);
    workspace.remove("out/contoso.ps1");
    workspace.write("out/litware-undo.ps1", "Get-Process\n");
    let run = workspace.run(&["export", "--to", "powershell", "--out", "out"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("litware-undo.ps1"), "{}", run.err);
    assert_eq!(workspace.read("out/litware-undo.ps1"), "Get-Process\n");
    assert!(
        !workspace.path().join("out/contoso.ps1").exists(),
        "nothing was written"
    );
}

#[test]
fn a_file_that_would_take_back_something_else_goes() {
    let workspace = Workspace::of(TWO);
    workspace.apply();
    workspace.write(
        "guestlist.yaml",
        &TWO.replace("enabled: false", "enabled: true"),
    );
    workspace.ok(&["plan", "--out", "change.plan"]);
    workspace.ok(&[
        "export",
        "change.plan",
        "--to",
        "powershell",
        "--out",
        "out",
    ]);
    assert!(workspace.path().join("out/contoso-undo.ps1").exists());
    workspace.ok(&["export", "--to", "powershell", "--out", "out"]);
    assert!(!workspace.path().join("out/contoso-undo.ps1").exists());
}

#[test]
fn many_tenants_are_summed() {
    let mut text = String::from("version: 1\ntenants:\n");
    for n in 0..40 {
        let enabled = format!(
            "  t{n}:\n    domains: [t{n}.example]\n    external_access: {{ enabled: true }}\n"
        );
        text.push_str(&enabled);
    }
    let workspace = Workspace::of(&text);
    let run = workspace.run(&["export", "--to", "graph", "--out", "out"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err.contains("0 settings of 40 tenants, one file each"),
        "{}",
        run.err
    );
    assert!(
        run.err
            .contains("without tenant_id, and so for any tenant: t0, "),
        "{}",
        run.err
    );
    assert!(run.err.lines().count() < 8, "{}", run.err);
}

#[test]
fn what_depends_on_other_tenants_is_judged_with_them() {
    let tests = "tests:\n  talk:\n    - { from: contoso, can: chat, by: external, to: litware, expect: yes }\n";
    let open = TWO.replace("[fabrikam.com]", "all").replace(
        "    guest_access: { enabled: true }\n",
        "    external_access: { enabled: true, allowed_domains: all }\n",
    );
    let workspace = Workspace::of(&format!("{open}{tests}"));
    for more in [&["--all"][..], &[]] {
        let arguments = [&["--tenant", "litware"], more].concat();
        assert_eq!(
            exported(&workspace, &arguments)["tenant"]["name"],
            "litware"
        );
    }
}

#[test]
fn what_apply_would_refuse_is_not_written() {
    let workspace = Workspace::of(TWO);
    workspace.write(
        "tests.guestlist.yaml",
        "tests:\n  talk:\n    - { from: contoso, can: chat, by: external, to: litware, expect: yes }\n",
    );
    let run = workspace.run(&["export", "--to", "powershell", "--out", "out"]);
    assert_eq!(run.code, 3, "{}", run.err);
    assert!(run.err.contains("1 test fails"), "{}", run.err);
    let run = workspace.run(&["plan", "--out", "failing.plan"]);
    assert_eq!(run.code, 3);
    let run = workspace.run(&[
        "export",
        "failing.plan",
        "--to",
        "powershell",
        "--out",
        "out",
    ]);
    assert_eq!(run.code, 3, "{}", run.err);
    assert!(!workspace.path().join("out").exists());

    workspace.remove("tests.guestlist.yaml");
    workspace.ok(&["plan", "--out", "old.plan"]);
    workspace.write(
        "guestlist.yaml",
        &TWO.replace("fabrikam.com", "northwindtraders.com"),
    );
    workspace.apply();
    let run = workspace.run(&["export", "old.plan", "--to", "json", "--tenant", "contoso"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(
        run.err.contains("the recorded state moved on"),
        "{}",
        run.err
    );

    workspace.write(
        "guestlist.yaml",
        &TWO.replace("enabled: false", "enabled: maybe"),
    );
    let run = workspace.run(&["export", "--to", "powershell", "--all", "--out", "out"]);
    assert_eq!(run.code, 1);
    assert!(!workspace.path().join("out").exists());
}

#[test]
fn usage_errors_say_the_form() {
    let workspace = Workspace::of(TWO);
    for (arguments, says) in [
        (&["export"][..], "--to"),
        (
            &["export", "--to", "bash"],
            "powershell, graph, m365dsc, json",
        ),
        (
            &["export", "x.plan", "--all", "--to", "json"],
            "cannot be used with",
        ),
        (&["export", "missing.plan", "--to", "json"], "missing.plan"),
        (&["export", "--to", "json", "--tenant", "nobody"], "nobody"),
    ] {
        let run = workspace.run(arguments);
        assert_eq!(run.code, 1, "{arguments:?}");
        assert!(
            Workspace::said(&run).contains(says),
            "{arguments:?}: {}",
            run.err
        );
    }
}

#[test]
fn what_is_released_is_named_and_nothing_is_written_for_it() {
    let workspace = Workspace::of(TWO);
    workspace.apply();
    workspace.write(
        "guestlist.yaml",
        &TWO.replace("    guest_access:\n      enabled: false\n", ""),
    );
    workspace.ok(&["plan", "--out", "release.plan"]);
    let export = exported(&workspace, &["release.plan"]);
    assert!(keys(&export).is_empty());
    assert_eq!(
        export["released"],
        serde_json::json!(["guest_access.enabled"])
    );
    let script = workspace.ok(&["export", "release.plan", "--to", "powershell"]);
    assert!(
        script.contains("No longer managed, and left as it is:\n#   guest_access.enabled"),
        "{script}"
    );
}

/// What a script saved before it refused becomes what was before.
#[test]
fn what_nobody_recorded_is_recorded_from_what_a_script_saved() {
    let workspace = Workspace::of(TWO);
    workspace.apply();
    let key = "external_access.allowed_domains";
    let before = |workspace: &Workspace| {
        let json = exported(workspace, &["--tenant", "contoso"]);
        let settings = json["settings"].as_array().unwrap().clone();
        let mut settings = settings.into_iter();
        settings.find(|s| s["key"] == key).unwrap()["before"].clone()
    };
    assert_eq!(before(&workspace), serde_json::Value::Null);
    let saved = serde_json::json!({
        "format_version": "1.0",
        "guestlist": "settings",
        "read_at": "2099-01-01T00:00:00Z",
        "tenant": { "name": "contoso" },
        "objects": [{
            "object": "CsTenantFederationConfiguration",
            "name": "",
            "properties": { "AllowedDomains": { "AllowedDomain": ["mitre.org"] } },
        }],
    });
    workspace.write("before.json", &saved.to_string());
    workspace.ok(&["drift", "before.json", "--tenant", "contoso", "--accept"]);
    assert_eq!(before(&workspace), serde_json::json!(["mitre.org"]));
}

#[test]
fn undoing_writes_what_was_recorded_and_says_what_it_does_not_know() {
    let workspace = Workspace::of(TWO);
    workspace.apply();
    let changed = TWO
        .replace("[fabrikam.com]", "[northwindtraders.com]")
        .replace(
            "enabled: false",
            "enabled: false\n      messaging: { chat: false }",
        );
    workspace.write("guestlist.yaml", &changed);
    workspace.ok(&["plan", "--out", "change.plan"]);
    let undo = exported(&workspace, &["change.plan", "--undo"]);
    assert_eq!(keys(&undo), ["external_access.allowed_domains"]);
    assert_eq!(
        undo["settings"][0]["after"],
        serde_json::json!(["fabrikam.com"])
    );
    assert_eq!(
        undo["released"],
        serde_json::json!(["guest_access.messaging.chat"])
    );
}

#[test]
fn apply_says_how_to_carry_it_out() {
    let workspace = Workspace::of(TWO);
    let out = workspace.ok(&["apply", "--auto-approve"]);
    assert!(out.contains("Nothing was sent to Microsoft 365"), "{out}");
    assert!(
        out.ends_with("guestlist export --to powershell --out scripts\n"),
        "{out}"
    );
}

#[test]
fn a_place_that_takes_no_files_is_named_with_what_to_do() {
    let workspace = Workspace::of(TWO);
    workspace.write("notes.txt", "mine\n");
    for (out, says) in [
        (
            "notes.txt",
            "notes.txt is a file, and --out writes into a folder",
        ),
        (
            "notes.txt/new",
            "notes.txt is a file, and --out writes into a folder",
        ),
    ] {
        let run = workspace.run(&["export", "--to", "json", "--out", out]);
        let said = Workspace::said(&run);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{out}: {said}");
        assert!(said.contains(says), "{out}: {said}");
        assert!(said.contains("nothing was written"), "{out}: {said}");
        assert!(!said.contains("os error"), "{out}: {said}");
    }
    assert_eq!(workspace.read("notes.txt"), "mine\n");

    // A folder where a file is to be is nobody's export.
    workspace.write("out/contoso.json/kept.txt", "mine\n");
    let run = workspace.run(&["export", "--to", "json", "--out", "out"]);
    let said = Workspace::said(&run);
    assert_eq!(run.code, 1, "{said}");
    assert!(
        said.contains("contoso.json is there and can't be read"),
        "{said}"
    );
    assert!(
        !workspace.path().join("out/litware.json").exists(),
        "{said}"
    );
}

/// Root may write everywhere: then there is nothing to refuse.
#[cfg(unix)]
#[test]
fn a_folder_without_the_right_to_write_is_named_with_what_to_do() {
    use std::os::unix::fs::PermissionsExt;
    let workspace = Workspace::of(TWO);
    workspace.write("locked/kept.txt", "mine\n");
    let locked = workspace.path().join("locked");
    let mode = |mode: u32| {
        std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    mode(0o555);
    if std::fs::write(locked.join("probe"), "").is_err() {
        for out in ["locked", "locked/new"] {
            let run = workspace.run(&["export", "--to", "json", "--out", out]);
            let said = Workspace::said(&run);
            assert_eq!(run.code, 1, "{out}: {said}");
            assert!(said.contains("that you may write into"), "{out}: {said}");
            assert!(said.contains("nothing was written"), "{out}: {said}");
            assert!(!said.contains("os error"), "{out}: {said}");
        }
    }
    mode(0o755);
}
