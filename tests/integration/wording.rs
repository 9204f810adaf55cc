//! Small things that people read: accepts that do not count, one finding instead of many, hints.

use std::process::Command;

use serde_json::Value;

use crate::support::Workspace;

fn finding<'d>(document: &'d Value, rule: &str) -> Vec<&'d Value> {
    let findings = document["findings"].as_array().unwrap();
    findings.iter().filter(|f| f["rule"] == rule).collect()
}

fn accepting(accept: &str) -> Vec<(String, String)> {
    let w = Workspace::of(&format!(
        "version: 1\ntenants:\n  contoso:\n    domains: [contoso.com]\n    external_access: {{ allowed_domains: all }}\n    accept:\n      - {{ reason: Meant, {accept} }}\n"
    ));
    let (_, document) = w.json(&["validate"]);
    let text = |f: &Value, key: &str| f[key].as_str().unwrap().to_owned();
    let found = finding(&document, "accept-unused");
    let found = found.iter().map(|f| (text(f, "message"), text(f, "help")));
    found.collect()
}

#[test]
fn an_accept_that_does_not_count_says_why() {
    assert_eq!(accepting("rule: open-federation"), []);
    // Only a plan can tell.
    assert_eq!(accepting("rule: allow-list-blocks-rest"), []);
    for (accept, message, help) in [
        (
            "rule: open-federation, expires: 2026-11-01",
            "this accept of open-federation ended on 2026-11-01; the finding counts again",
            "decide again and write a later day",
        ),
        (
            "rule: allow-list-blocks-rest, expires: 2026-11-01",
            "this accept of allow-list-blocks-rest ended on 2026-11-01 and matches nothing",
            "delete this accept",
        ),
        (
            "rule: open-federation, address: contoso.guest_access",
            "no finding of open-federation at or below contoso.guest_access",
            "there is one at contoso.external_access.allowed_domains",
        ),
        (
            "rule: open-federation, address: external_access.allowed_domains",
            "no finding of open-federation at or below external_access.allowed_domains",
            "an address starts with the name of a tenant",
        ),
        (
            "rule: lists-while-off",
            "nothing to accept: no finding of lists-while-off here",
            "delete this accept",
        ),
    ] {
        let found = accepting(accept);
        assert_eq!(found.len(), 1, "{accept}: {found:?}");
        assert_eq!(found[0].0, message);
        assert!(found[0].1.contains(help), "{}", found[0].1);
    }
}

fn guests(enabled: bool) -> String {
    let tenant = |name: &str| {
        format!(
            "  {name}:\n    domains: [{name}.com]\n    guest_access: {{ enabled: {enabled} }}\n"
        )
    };
    let tenants: String = ["adatum", "contoso", "litware"].map(tenant).concat();
    format!("version: 1\ntenants:\n{tenants}")
}

#[test]
fn guest_settings_that_changed_lately_are_one_finding() {
    let w = Workspace::of(&guests(true));
    w.apply();
    let (_, document) = w.json(&["plan"]);
    let found = finding(&document, "guest-change-pending");
    assert_eq!(found.len(), 1, "{document:#}");
    let message = found[0]["message"].as_str().unwrap();
    assert!(
        message.starts_with("guest settings of 3 tenants changed on "),
        "{message}"
    );
    assert_eq!(found[0]["detail"], "Tenants: adatum, contoso, litware.");
}

#[test]
fn closing_to_everybody_has_a_warning_of_its_own() {
    let of = |settings: &str| {
        format!(
            "version: 1\ntenants:\n  contoso:\n    domains: [contoso.com]\n    external_access: {{ {settings} }}\n"
        )
    };
    let open = of("enabled: true, allowed_domains: all");
    let listed = of("enabled: true, allowed_domains: [fabrikam.com]");
    for (before, after, own, other) in [
        (&open, of("enabled: true, allowed_domains: none"), 1, 0),
        (&open, of("enabled: false, allowed_domains: all"), 1, 0),
        (&open, of("enabled: false, allowed_domains: none"), 1, 0),
        (
            &listed,
            of("enabled: false, allowed_domains: [fabrikam.com]"),
            1,
            0,
        ),
        (&listed, of("enabled: true, allowed_domains: none"), 0, 1),
        (
            &open,
            of("enabled: true, allowed_domains: [fabrikam.com]"),
            0,
            0,
        ),
    ] {
        let w = Workspace::of(before);
        w.apply();
        w.write("guestlist.yaml", &after);
        let (_, document) = w.json(&["plan"]);
        let number = |rule: &str| finding(&document, rule).len();
        let found = (
            number("external-access-closed"),
            number("last-allowed-removed"),
        );
        assert_eq!(found, (own, other), "{after}");
    }
}

#[test]
fn a_default_is_said_to_be_one() {
    let w = Workspace::of(
        "version: 1\ntenants:\n  contoso:\n    domains: [contoso.com]\n    external_access: { enabled: true }\n",
    );
    let (_, document) = w.json(&["validate"]);
    let found = finding(&document, "open-federation");
    let detail = found[0]["detail"].as_str().unwrap();
    assert!(
        detail.contains("Microsoft's default is \"all\""),
        "{detail}"
    );
}

#[test]
fn an_empty_block_of_rules_is_misplaced_too() {
    let w = Workspace::new(&[
        ("guestlist.yaml", "version: 1\n"),
        ("a.guestlist.yaml", "rules: {}\n"),
    ]);
    let (_, document) = w.json(&["validate"]);
    assert_eq!(finding(&document, "misplaced-key").len(), 1, "{document:#}");
}

#[test]
fn a_name_behind_plan_is_answered_with_the_flag() {
    let w = Workspace::of(&guests(true));
    let run = w.run(&["plan", "contoso"]);
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("guestlist plan --tenant contoso"),
        "{}",
        run.err
    );
}

#[test]
fn into_a_pipe_goes_utf_8_unless_the_locale_is_c() {
    let w = Workspace::of(&guests(true));
    let out = |locale: Option<&str>| {
        let mut command = w.command(&["plan"]);
        command.envs(locale.map(|locale| ("LC_ALL", locale)));
        command.output().unwrap().stdout
    };
    assert!(!out(None).is_ascii());
    assert!(!out(Some("en_US.ISO-8859-1")).is_ascii());
    assert!(out(Some("C")).is_ascii() && out(Some("POSIX")).is_ascii());
}

#[test]
fn an_unfinished_merge_of_the_state_is_told() {
    let w = Workspace::of(&guests(true));
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(w.path()).args(arguments);
        for (key, value) in [
            ("GIT_AUTHOR_NAME", "Ann"),
            ("GIT_AUTHOR_EMAIL", "ann@contoso.com"),
            ("GIT_COMMITTER_NAME", "Ann"),
            ("GIT_COMMITTER_EMAIL", "ann@contoso.com"),
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ] {
            command.env(key, value);
        }
        command.output().unwrap().status.success()
    };
    w.write(".gitignore", ".cache\n");
    assert!(git(&["init", "-q", "-b", "main"]));
    w.apply();
    let commit = || assert!(git(&["add", "-A"]) && git(&["commit", "-q", "-m", "x"]));
    commit();
    assert!(git(&["checkout", "-q", "-b", "other"]));
    w.write("guestlist.yaml", &guests(false));
    w.apply();
    commit();
    assert!(git(&["checkout", "-q", "main"]));
    w.write(
        "guestlist.yaml",
        &guests(true).replace("litware", "litwareinc"),
    );
    w.apply();
    commit();
    assert!(!git(&["merge", "-q", "other"]));
    w.write("guestlist.yaml", &guests(false));
    let told = "git has not finished merging the recorded state";
    // The second plan changes nothing, and is answered from the cache.
    w.write(
        "guestlist.yaml",
        &guests(true).replace("litware", "litwareinc"),
    );
    for command in [
        &["plan"][..],
        &["plan"],
        &["show"],
        &["state", "list"],
        &["state", "log"],
        &["state", "show"],
        &["can", "anyone", "chat", "contoso", "--recorded"],
        &["access"],
        &["test"],
        &["entries"],
    ] {
        let run = w.run(command);
        assert_eq!(run.code, 0, "{command:?} {}", run.err);
        let said = Workspace::said(&run);
        assert!(
            said.contains(&format!("warning: {told}")),
            "{command:?}: {said}"
        );
        let advice = "git rm -rfq -- .guestlist/state git checkout MERGE_HEAD -- .guestlist/state";
        assert!(said.contains(advice), "{command:?}: {said}");
    }
    w.write("guestlist.yaml", &guests(false));
    for command in [
        &["apply", "--auto-approve"][..],
        &["state", "restore", "1", "--auto-approve"],
        &["state", "forget", "litwareinc", "--auto-approve"],
    ] {
        let run = w.run(command);
        let said = Workspace::said(&run);
        assert_eq!(run.code, 1, "{command:?}: {said}");
        assert!(said.contains(&format!("error: {told}")), "{said}");
        assert!(said.contains("Nothing was recorded"), "{said}");
    }
    let (code, document) = w.json(&["state", "verify"]);
    assert_eq!((code, &document["unmerged"]), (1, &true.into()));
    assert_eq!(document["intact"], true, "{document:#}");
    assert!(git(&["rm", "-rfq", "--", ".guestlist/state"]));
    assert!(git(&["checkout", "MERGE_HEAD", "--", ".guestlist/state"]));
    assert!(!Workspace::said(&w.run(&["plan"])).contains("git has not"));
    assert_eq!(w.json(&["state", "verify"]).1["unmerged"], false);
    // In a rebase the other branch's side is HEAD.
    assert!(git(&["checkout", "-q", "-f", "other"]));
    assert!(!git(&["rebase", "-q", "main"]));
    w.write("guestlist.yaml", &guests(true));
    let said = Workspace::said(&w.run(&["plan"]));
    let advice =
        "git checkout HEAD -- .guestlist/state # what you rebase onto git checkout REBASE_HEAD";
    assert!(said.contains(advice), "{said}");
}

#[test]
fn what_a_killed_process_left_is_taken_away_a_day_later() {
    let w = Workspace::of(&guests(true));
    w.apply();
    for name in ["old", "young"] {
        w.write(&format!(".guestlist/state/log/.tmp-{name}"), "{");
    }
    let old = w.path().join(".guestlist/state/log/.tmp-old");
    let file = std::fs::File::options().write(true).open(&old).unwrap();
    let day = std::time::Duration::from_secs(25 * 60 * 60);
    file.set_modified(std::time::SystemTime::now() - day)
        .unwrap();
    w.write("guestlist.yaml", &guests(false));
    w.apply();
    assert!(!old.exists());
    assert!(w.path().join(".guestlist/state/log/.tmp-young").exists());
}
