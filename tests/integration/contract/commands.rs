//! §2 Commands: flags, streams, exit codes.

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use serde_json::Value;

use super::{assert_says, contoso, tenant};
use crate::support::{Run, Workspace};

const COMMANDS: &[&str] = &[
    "init",
    "validate",
    "fmt",
    "plan",
    "apply",
    "show",
    "entries",
    "rules",
    "explain",
    "state",
    "schema",
    "completions",
    "man",
];
const STATE: &[&str] = &["list", "log", "show", "verify", "restore", "forget"];

#[test]
fn help_is_data_with_examples() {
    let w = Workspace::new(&[]);
    for flag in ["--help", "-h"] {
        let run = w.run(&[flag]);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        assert_says(&run.out, COMMANDS);
        assert_says(&run.out, &["-C", "--color", "--quiet", "--as-of"]);
    }
    for command in COMMANDS {
        let run = w.run(&[command, "--help"]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{command}");
        assert_says(&run.out, &["Examples:", &format!("guestlist {command}")]);
        assert!(
            run.out.lines().all(|l| l.chars().count() <= 100),
            "{command}"
        );
        assert_eq!(w.run(&["help", command]).code, 0);
    }
    for command in STATE {
        let run = w.run(&["state", command, "--help"]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{command}");
        assert_says(&run.out, &["Usage: guestlist state"]);
    }
    let version = w.ok(&["--version"]);
    assert_eq!(
        version,
        format!("guestlist {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn usage_errors_end_with_1_and_leave_standard_output_alone() {
    let w = contoso("enabled: true");
    let date = "2026-13-01";
    for arguments in [
        vec![],
        vec!["plann"],
        vec!["plan", "--nope"],
        vec!["plan", "--format", "yaml"],
        vec!["validate", "--deny", "error"],
        vec!["validate", "--deny"],
        vec!["fmt", "missing.guestlist.yaml"],
        vec!["fmt", "."],
        vec!["plan", "extra"],
        vec!["--as-of", date, "validate"],
        vec!["--as-of", "tomorrow", "validate"],
        vec!["--color", "sometimes", "validate"],
        vec!["apply", "x.plan", "--tenant", "contoso"],
        vec!["plan", "--tenant", "nobody"],
        vec!["plan", "--tenant", "tag:none"],
        vec!["plan", "--tenant", "[a"],
        vec!["plan", "--tenant", ""],
        vec!["apply", "--auto-approve", "--tenant", "nobody"],
        vec!["apply", "missing.plan"],
        vec!["show", "missing.plan"],
        vec!["show", "--at", "7"],
        vec!["show", "--at", "0"],
        vec!["state", "show", "0"],
        vec!["show", "--at", "x"],
        vec!["state"],
        vec!["state", "show", "7"],
        vec!["state", "restore", "7", "--auto-approve"],
        vec!["state", "forget", "nobody", "--auto-approve"],
        vec!["state", "verify", "--head", "xyz"],
        vec!["rules", "no-such-rule"],
        vec!["explain", "contoso.nope"],
        vec!["explain", ""],
        vec!["schema", "nope"],
        vec!["completions", "tcsh"],
        vec!["man", "nope"],
        vec!["-C"],
    ] {
        let run = w.run(&arguments);
        assert_eq!(run.code, 1, "{arguments:?}\n{}{}", run.out, run.err);
        assert_eq!(run.out, "", "{arguments:?}");
        assert!(!run.err.is_empty(), "{arguments:?}");
    }
    assert!(!w.path().join(".guestlist").exists());
}

#[test]
fn a_wrong_day_of_the_environment_is_an_error_too() {
    let w = contoso("enabled: true");
    let run = Run::of(
        &w.command(&["validate"])
            .env("GUESTLIST_AS_OF", "soon")
            .output()
            .unwrap(),
    );
    assert_eq!(run.code, 1);
    assert_says(&run.err, &["soon"]);
}

#[test]
fn today_enters_through_one_flag_or_one_variable() {
    let w = contoso("enabled: true");
    let day = |arguments: &[&str], variable: Option<&str>| {
        let mut command = w.command(arguments);
        match variable {
            Some(day) => command.env("GUESTLIST_AS_OF", day),
            None => command.env_remove("GUESTLIST_AS_OF"),
        };
        let document: Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
        document["as_of"].as_str().unwrap().to_owned()
    };
    let plan = ["plan", "--format", "json"];
    assert_eq!(day(&plan, Some("2026-01-02")), "2026-01-02");
    // The flag wins, before and after the command.
    assert_eq!(
        day(
            &["--as-of", "2027-01-02", "plan", "--format", "json"],
            Some("2026-01-02")
        ),
        "2027-01-02"
    );
    assert_eq!(
        day(&["plan", "--format", "json", "--as-of", "2027-01-02"], None),
        "2027-01-02"
    );
}

#[test]
fn exit_codes_of_plan_and_apply() {
    // A change without warnings, a change with one, no change, a fault; each by flags.
    let changes = || contoso("shared_sip_address_space: true");
    let warns = || contoso("enabled: true\nallowed_domains: [fabrikam.com]");
    let faulty = || contoso("allowed_domains: []");
    let plan = |w: &Workspace, flags: &[&str]| {
        let mut all = vec!["plan"];
        all.extend(flags);
        w.run(&all).code
    };
    let deny = ["--deny", "warning"];
    let detailed = ["--detailed-exitcode"];
    let both = ["--detailed-exitcode", "--deny", "warning"];
    for (w, codes) in [
        (changes(), [0, 0, 2, 2]),
        (warns(), [0, 3, 2, 3]),
        (faulty(), [1, 1, 1, 1]),
    ] {
        let got = [
            plan(&w, &[]),
            plan(&w, &deny),
            plan(&w, &detailed),
            plan(&w, &both),
        ];
        assert_eq!(got, codes, "{}", w.read("guestlist.yaml"));
    }
    let w = changes();
    w.apply();
    for flags in [&[][..], &deny, &detailed, &both] {
        assert_eq!(plan(&w, flags), 0);
    }
    // Apply.
    let w = warns();
    let denied = w.run(&["apply", "--auto-approve", "--deny", "warning"]);
    assert_eq!(denied.code, 3);
    assert_says(&denied.err, &["othing was recorded"]);
    assert!(!w.path().join(".guestlist/state").exists());
    assert_eq!(w.run(&["apply", "--auto-approve"]).code, 0);
    assert_eq!(faulty().run(&["apply", "--auto-approve"]).code, 1);
    assert_eq!(warns().run(&["apply"]).code, 1);
    // 1 beats 3.
    let w = warns();
    assert_eq!(w.run(&["apply", "--deny", "warning"]).code, 3);
    let raised = w.read("guestlist.yaml").replace(
        "version: 1",
        "version: 1\nrules: { allow-list-blocks-rest: error }",
    );
    w.write("guestlist.yaml", &raised);
    for arguments in [
        vec!["plan"],
        vec!["plan", "--deny", "note"],
        vec!["plan", "--detailed-exitcode"],
        vec!["apply", "--auto-approve"],
        vec!["apply", "--auto-approve", "--deny", "note"],
    ] {
        assert_eq!(w.run(&arguments).code, 1, "{arguments:?}");
    }
    // On exit 1 no file is written.
    assert_eq!(w.run(&["plan", "--out", "p.plan"]).code, 1);
    assert!(!w.path().join("p.plan").exists());
    assert!(!w.path().join(".guestlist/state").exists());
}

#[test]
fn a_standing_error_ends_every_plan_with_1() {
    let w = contoso("blocked_domains: [github.io]");
    w.apply();
    let raised = w
        .read("guestlist.yaml")
        .replace("version: 1", "version: 1\nrules: { private-suffix: error }");
    w.write("guestlist.yaml", &raised);
    assert_eq!(w.run(&["validate"]).code, 1);
    let (code, document) = w.json(&["plan"]);
    assert_eq!(code, 1, "{document}");
    assert!(Workspace::rules(&document).contains(&"private-suffix"));
    assert_eq!(w.run(&["apply", "--auto-approve"]).code, 1);
}

#[test]
fn paths_are_relative_to_the_directory_flag() {
    let w = Workspace::new(&[
        ("ws/guestlist.yaml", &tenant("contoso", "enabled: true")),
        ("ws/sub/x.txt", ""),
    ]);
    w.ok(&["-C", "ws/sub", "plan", "--out", "p.plan"]);
    assert!(w.path().join("ws/sub/p.plan").exists());
    w.ok(&["-C", "ws/sub", "show", "p.plan"]);
    w.ok(&["-C", "ws/sub", "apply", "p.plan"]);
    assert!(w.path().join("ws/.guestlist/state").exists());
    w.ok(&["-C", "ws", "init", "other"]);
    assert!(w.path().join("ws/other/guestlist.yaml").exists());
}

#[test]
fn tenants_are_chosen_by_name_glob_and_tag() {
    let w = Workspace::of(
        "version: 1\ntenants:\n  contoso: { domains: [a.com], tags: [nl], external_access: { enabled: true } }\n  \
         contoso-nl: { domains: [b.com], tags: [nl, eu], external_access: { enabled: true } }\n  \
         litware: { domains: [c.com], external_access: { enabled: true } }\n",
    );
    let chosen = |patterns: &[&str]| {
        let mut all = vec!["plan"];
        for pattern in patterns {
            all.extend(["--tenant", pattern]);
        }
        let document = w.json(&all).1;
        let changes = document["changes"].as_array().unwrap();
        let names: Vec<_> = changes
            .iter()
            .map(|c| c["tenant"].as_str().unwrap().to_owned())
            .collect();
        names.join(" ")
    };
    assert_eq!(chosen(&["contoso"]), "contoso");
    assert_eq!(chosen(&["contoso*"]), "contoso contoso-nl");
    assert_eq!(chosen(&["tag:nl"]), "contoso contoso-nl");
    assert_eq!(chosen(&["tag:eu", "litware"]), "contoso-nl litware");
    assert_eq!(chosen(&["*"]), "contoso contoso-nl litware");
    // One value each: a second word is no pattern.
    assert_eq!(w.run(&["plan", "--tenant", "contoso", "litware"]).code, 1);
    // What was not chosen is as recorded.
    w.ok(&["apply", "--auto-approve", "--tenant", "litware"]);
    assert_eq!(chosen(&["*"]), "contoso contoso-nl");
    let text = w.read("guestlist.yaml");
    let without: String = text
        .lines()
        .filter(|l| !l.contains("litware"))
        .map(|l| format!("{l}\n"))
        .collect();
    w.write("guestlist.yaml", &without);
    assert_eq!(chosen(&["contoso"]), "contoso");
    assert_eq!(chosen(&["litware"]), "litware");
    assert_says(&w.ok(&["show", "--tenant", "lit*"]), &["litware"]);
}

#[test]
fn colours_are_asked_for_or_absent() {
    let w = contoso("enabled: true\nallowed_domains: [fabrikam.com]");
    let plain = w.ok(&["plan"]);
    assert!(!plain.contains('\u{1b}'));
    assert!(!w.ok(&["--color", "never", "plan"]).contains('\u{1b}'));
    let coloured = w.ok(&["--color", "always", "plan"]);
    assert!(coloured.contains('\u{1b}'));
    assert!(w.ok(&["plan", "--color=always"]).contains('\u{1b}'));
    // Data for programs has none.
    assert!(
        !w.ok(&["--color", "always", "plan", "--format", "json"])
            .contains('\u{1b}')
    );
    // A flag outweighs the variable.
    let run = Run::of(
        &w.command(&["--color", "always", "plan"])
            .env("NO_COLOR", "1")
            .output()
            .unwrap(),
    );
    assert!(run.out.contains('\u{1b}'));
    let faulty = contoso("allowed_domains: []");
    let run = faulty.run(&["--color", "always", "validate"]);
    assert!(run.out.contains('\u{1b}'));
    let run = faulty.run(&["validate"]);
    assert!(!run.out.contains('\u{1b}') && !run.err.contains('\u{1b}'));
}

#[test]
fn quiet_says_nothing_but_results_and_errors() {
    let w = contoso("enabled: true");
    let run = w.run(&["-q", "plan", "--out", "p.plan"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(!run.out.is_empty());
    let run = w.run(&["apply", "-q", "p.plan"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let run = w.run(&["-q", "apply", "p.plan"]);
    assert_eq!(run.code, 1);
    assert!(!run.err.is_empty());
}

#[test]
fn data_goes_to_standard_output_and_the_rest_to_standard_error() {
    let w = contoso("enabled: true");
    for arguments in [
        &["validate"][..],
        &["plan"],
        &["plan", "--format", "json"],
        &["apply", "--auto-approve"],
        &["show"],
        &["entries"],
        &["rules"],
        &["state", "log"],
        &["state", "list"],
        &["state", "verify"],
        &["schema"],
        &["man"],
    ] {
        let run = w.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?} {}", run.err);
        assert!(
            !run.out.is_empty() && run.err.is_empty(),
            "{arguments:?}: {}",
            run.err
        );
    }
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let mut text = "version: 1\ntenants:\n".to_owned();
    for n in 0..300 {
        text.push_str(&format!("  t{n}: {{ domains: [t{n}.com], external_access: {{ enabled: true, allowed_domains: [p{n}.com] }} }}\n"));
    }
    let w = Workspace::of(&text);
    for arguments in [
        &["plan", "--full"][..],
        &["plan", "--format", "json"],
        &["schema"],
        &["entries"],
    ] {
        let mut child = w
            .command(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        let mut reader = BufReader::with_capacity(16, child.stdout.take().unwrap());
        reader.read_line(&mut first).unwrap();
        drop(reader);
        let status = child.wait().unwrap();
        let mut said = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
        assert!(
            !said.contains("panicked") && !said.contains("error"),
            "{arguments:?}: {said}"
        );
        assert!(
            status.code().is_some_and(|code| code == 0),
            "{arguments:?}: {status:?}"
        );
    }
}

#[test]
fn nothing_asks_without_a_terminal() {
    let w = contoso("enabled: true");
    let run = w.run(&["apply"]);
    assert_eq!(run.code, 1);
    assert_says(&run.err, &["--auto-approve"]);
    assert!(!w.path().join(".guestlist/state").exists());
    w.apply();
    w.write("guestlist.yaml", &tenant("contoso", "enabled: false"));
    w.apply();
    for arguments in [
        &["state", "restore", "1"][..],
        &["state", "forget", "contoso"],
    ] {
        let run = w.run(arguments);
        assert_eq!(run.code, 1, "{arguments:?}");
        assert_says(&run.err, &["--auto-approve"]);
    }
    // Nothing to record is nothing to ask.
    assert_eq!(w.run(&["apply"]).code, 0);
    assert_eq!(
        w.json(&["state", "log"]).1["versions"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn the_last_lines_of_apply_say_that_nothing_was_sent() {
    let w = contoso("enabled: true");
    let out = w.ok(&["apply", "--auto-approve"]);
    let last: Vec<&str> = out.lines().rev().take(4).collect();
    assert_says(
        &last.join(" "),
        &["othing was sent to Microsoft 365", "export"],
    );
    w.write("guestlist.yaml", &tenant("contoso", "enabled: false"));
    w.ok(&["plan", "--out", "p.plan"]);
    assert_says(
        &w.ok(&["apply", "p.plan", "--message", "CHG-1"]),
        &["othing was sent to Microsoft 365"],
    );
    assert_eq!(
        w.json(&["state", "log"]).1["versions"][0]["message"],
        "CHG-1"
    );
}

#[test]
fn completions_for_every_shell_and_a_manual() {
    let w = Workspace::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let out = w.ok(&["completions", shell]);
        assert_says(&out, &["guestlist", "validate", "detailed-exitcode"]);
    }
    assert_says(&w.ok(&["man"]), &[".TH", "guestlist"]);
    for command in COMMANDS {
        assert_says(&w.ok(&["man", command]), &[".TH", command]);
    }
}

#[test]
fn init_makes_a_workspace_that_validates_and_overwrites_nothing() {
    let w = Workspace::new(&[]);
    w.ok(&["init", "ws"]);
    w.ok(&["-C", "ws", "validate"]);
    assert_eq!(w.run(&["-C", "ws", "plan"]).code, 0);
    w.write("ws/guestlist.yaml", "version: 1\n# mine\n");
    let _ = w.run(&["init", "ws"]);
    assert_eq!(w.read("ws/guestlist.yaml"), "version: 1\n# mine\n");
    let schema = w.ok(&["schema"]);
    let written = std::fs::read_dir(w.path().join("ws/.guestlist"))
        .unwrap()
        .any(|f| std::fs::read_to_string(f.unwrap().path()).is_ok_and(|t| t == schema));
    assert!(written);
}

#[test]
fn rules_and_entries_and_explain_in_their_formats() {
    let w = Workspace::of(
        "version: 1\npartners: { northwind: { domains: [n.com], owner: bob, expires: 2026-12-01 } }\ntenants:\n  contoso:\n    \
         domains: [contoso.com]\n    external_access:\n      allowed_domains: [{ domain: f.com, owner: ann, expires: 2027-12-31 }, { partner: northwind }]\n",
    );
    let all = w.json(&["rules"]).1;
    assert!(all["format_version"].is_string());
    let one = w.json(&["rules", "allow-list-blocks-rest"]).1;
    assert!(one["format_version"].is_string());
    assert_says(&w.ok(&["rules", "unknown-key"]), &["unknown-key"]);
    let entries = w.json(&["entries"]).1;
    assert!(entries["format_version"].is_string());
    let csv = w.ok(&["entries", "--format", "csv"]);
    assert_says(&csv, &["f.com", "ann"]);
    assert!(csv.lines().next().unwrap().contains("owner"));
    let soon = w.ok(&["entries", "--expires-within", "30", "--format", "csv"]);
    assert!(
        soon.contains("northwind") && !soon.contains("f.com"),
        "{soon}"
    );
    let his = w.ok(&["entries", "--owner", "ann", "--format", "csv"]);
    assert!(his.contains("f.com") && !his.contains("bob"), "{his}");
    let explained = w
        .json(&["explain", "contoso.external_access.allowed_domains"])
        .1;
    assert!(explained["format_version"].is_string(), "{explained}");
    for address in [
        "contoso",
        "contoso.external_access",
        "partners.northwind",
        "contoso.domains",
        "contoso.external_access.allowed_domains[f.com]",
        "contoso.external_access.trial_tenants",
        "contoso.guest_access.messaging",
    ] {
        assert_says(
            &w.ok(&["explain", address]),
            &[address
                .split('[')
                .next()
                .unwrap()
                .rsplit('.')
                .next()
                .unwrap()],
        );
    }
    assert_says(
        &w.ok(&["explain", "contoso.external_access.allowed_domains"]),
        &["guestlist.yaml:7", "AllowedDomains"],
    );
    assert!(
        entries["entries"]
            .as_array()
            .is_some_and(|all| !all.is_empty()),
        "{entries}"
    );
}

#[test]
fn every_rule_has_a_page() {
    let w = Workspace::new(&[]);
    let all = w.json(&["rules"]).1;
    let rules = all["rules"].as_array().unwrap();
    assert!(rules.len() > 50, "{}", rules.len());
    for rule in rules {
        let id = rule["rule"].as_str().or(rule["id"].as_str()).unwrap();
        assert_says(&w.ok(&["rules", id]), &[id]);
        assert_eq!(w.json(&["rules", id]).0, 0);
    }
}

#[test]
fn without_a_day_it_is_today_in_utc() {
    let w = contoso("enabled: true");
    let today = || {
        jiff::Timestamp::now()
            .to_zoned(jiff::tz::TimeZone::UTC)
            .date()
            .to_string()
    };
    let before = today();
    let mut command = w.command(&["plan", "--format", "json"]);
    command
        .env_remove("GUESTLIST_AS_OF")
        .env("TZ", "Pacific/Kiritimati");
    let document: Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    assert!([before, today()].contains(&document["as_of"].as_str().unwrap().to_owned()));
}
