//! `plan --base`: a change of the files against a git commit, without any recorded state.

use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::support::{Run, Workspace};

const ROOT: &str = "version: 1
lists:
  resellers:
    - fabrikam.com
    - domain: tailspintoys.com
      reason: Joint launch
      ticket: SEC-1412
  threats: { file: lists/threats.txt }
baselines:
  standard:
    external_access:
      enabled: true
      allowed_domains: [{ list: resellers }]
";
const TENANTS: &str = "tenants:
  contoso:
    domains: [contoso.com]
    baseline: standard
    guest_access: { enabled: false }
  litware:
    domains: [litwareinc.com]
    external_access: { allowed_domains: all, blocked_domains: [{ list: threats }] }
";

/// A committed workspace in a folder of its repository, or at its top.
fn committed(folder: &str) -> Workspace {
    let at = |name: &str| format!("{folder}{name}");
    let files = [
        (at("guestlist.yaml"), ROOT),
        (at("tenants.guestlist.yaml"), TENANTS),
        (at("lists/threats.txt"), "evil.example\n"),
        (".gitignore".to_owned(), ".cache/\n"),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), *t)).collect();
    let workspace = Workspace::new(&files);
    workspace.commit();
    workspace
}

fn changes(document: &Value) -> Vec<(&str, &str)> {
    let changes = document["changes"].as_array().unwrap().iter();
    let parts = changes.map(|c| (c["address"].as_str(), c["action"].as_str()));
    parts
        .map(|(address, action)| (address.unwrap(), action.unwrap()))
        .collect()
}

fn replace(workspace: &Workspace, file: &str, from: &str, to: &str) {
    let text = workspace.read(file);
    assert!(text.contains(from), "{from} is not in {file}");
    workspace.write(file, &text.replace(from, to));
}

#[test]
fn nothing_differs_from_the_commit_that_is_checked_out() {
    let workspace = committed("");
    let (code, plan) = workspace.json(&["plan", "--base", "HEAD", "--detailed-exitcode"]);
    assert_eq!((code, changes(&plan)), (0, vec![]));
    let id = workspace.git(&["rev-parse", "HEAD"]);
    assert_eq!(plan["base"], serde_json::json!({ "commit": id.trim() }));
    let text = workspace.ok(&["plan", "--base", "main"]);
    let with = format!("with main at {} (2026-11-19).", &id[..7]);
    assert!(text.contains(&with), "{text}");
}

#[test]
fn the_document_is_what_its_schema_says() {
    let workspace = committed("");
    replace(&workspace, "guestlist.yaml", "    - fabrikam.com\n", "");
    let schema: Value = serde_json::from_str(&workspace.ok(&["schema", "plan"])).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let (_, plan) = workspace.json(&["plan", "--base", "main"]);
    let errors: Vec<String> = validator
        .iter_errors(&plan)
        .map(|e| e.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn a_tenant_that_is_declared_no_longer_and_one_that_is_new() {
    let workspace = committed("");
    replace(
        &workspace,
        "tenants.guestlist.yaml",
        "  litware:\n    domains: [litwareinc.com]",
        "  adatum:\n    domains: [adatum.com]",
    );
    let (_, plan) = workspace.json(&["plan", "--base", "main"]);
    let expected = vec![
        ("adatum.external_access.allowed_domains", "create"),
        ("adatum.external_access.blocked_domains", "create"),
        ("litware.external_access.allowed_domains", "forget"),
        ("litware.external_access.blocked_domains", "forget"),
    ];
    assert_eq!(changes(&plan), expected);
    let text = workspace.ok(&["plan", "--base", "main"]);
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    assert!(text.contains("litware is no longer declared"), "{text}");
}

#[test]
fn files_that_were_renamed_and_tenants_that_moved_are_no_change() {
    let workspace = committed("");
    let tenants = workspace.read("tenants.guestlist.yaml");
    workspace.remove("tenants.guestlist.yaml");
    let (contoso, litware) = tenants.split_once("  litware:").unwrap();
    workspace.write("a/contoso.guestlist.yaml", contoso);
    workspace.write(
        "b/litware.guestlist.yaml",
        &format!("tenants:\n  litware:{litware}"),
    );
    fs::rename(
        workspace.path().join("lists"),
        workspace.path().join("moved"),
    )
    .unwrap();
    replace(
        &workspace,
        "guestlist.yaml",
        "lists/threats.txt",
        "moved/threats.txt",
    );
    let (code, plan) = workspace.json(&["plan", "--base", "main"]);
    assert_eq!((code, changes(&plan)), (0, vec![]));
}

#[test]
fn list_files_and_baselines_are_those_of_the_commit() {
    let workspace = committed("");
    workspace.write("lists/threats.txt", "evil.example\nworse.example\n");
    replace(&workspace, "guestlist.yaml", "    - fabrikam.com\n", "");
    let (code, plan) = workspace.json(&["plan", "--base", "main", "--detailed-exitcode"]);
    let expected = vec![
        ("contoso.external_access.allowed_domains", "update"),
        ("litware.external_access.blocked_domains", "update"),
    ];
    assert_eq!((code, changes(&plan)), (2, expected));
    assert_eq!(
        plan["changes"][0]["removed"],
        serde_json::json!(["fabrikam.com"])
    );
    assert_eq!(
        plan["changes"][1]["added"],
        serde_json::json!(["worse.example"])
    );
}

#[test]
fn the_recorded_state_is_never_read() {
    let workspace = committed("");
    workspace.write(".guestlist/state/log/0000000001.json", "damaged");
    let (code, plan) = workspace.json(&["plan", "--base", "main"]);
    assert_eq!((code, changes(&plan)), (0, vec![]));
}

#[test]
fn a_setting_that_no_file_states_counts_with_its_default() {
    let workspace = committed("");
    replace(
        &workspace,
        "tenants.guestlist.yaml",
        "    guest_access: { enabled: false }\n",
        "",
    );
    let (_, plan) = workspace.json(&["plan", "--base", "main"]);
    assert_eq!(
        changes(&plan),
        vec![("contoso.guest_access.enabled", "forget")]
    );
    let effects = plan["effects"].as_array().unwrap();
    assert!(!effects.is_empty(), "guests are let in by default");
    let text = workspace.ok(&["plan", "--base", "main"]);
    assert!(
        text.contains("false → not stated (default: true)"),
        "{text}"
    );
    assert!(!text.contains("recorded"), "{text}");
}

#[test]
fn the_work_tree_and_the_index_stay_as_they_are() {
    let workspace = committed("policy/");
    workspace.write("policy/lists/threats.txt", "worse.example\n");
    let before = (
        workspace.git(&["status", "--porcelain=v2"]),
        fs::read(workspace.path().join(".git/index")).unwrap(),
    );
    workspace.run(&["-C", "policy", "plan", "--base", "main"]);
    let after = (
        workspace.git(&["status", "--porcelain=v2"]),
        fs::read(workspace.path().join(".git/index")).unwrap(),
    );
    assert_eq!(before, after);
}

#[test]
fn a_subfolder_and_a_worktree_work() {
    let workspace = committed("policy/");
    workspace.write("policy/lists/threats.txt", "worse.example\n");
    let below = ["-C", "policy/lists", "plan", "--base", "main"];
    let (_, plan) = workspace.json(&below);
    assert_eq!(changes(&plan).len(), 1);
    workspace.git(&["worktree", "add", "--quiet", "other", "-b", "other"]);
    let (code, plan) = workspace.json(&["-C", "other/policy", "plan", "--base", "main"]);
    assert_eq!((code, changes(&plan)), (0, vec![]));
}

/// The command of an error, run as it stands there.
fn run_advice(clone: &Workspace, run: &Run) -> String {
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    let mut commands = run.err.lines().filter(|line| line.starts_with("  git "));
    let command = commands.next().unwrap_or_else(|| panic!("{}", run.err));
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(clone.path().join("work"))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output();
    let done = Run::of(&output.unwrap());
    assert_eq!(done.code, 0, "{command}: {}", done.err);
    command.trim().to_owned()
}

/// A clone of a workspace in the folder `work`.
fn clone_of(workspace: &Workspace, options: &[&str]) -> Workspace {
    let clone = Workspace::new(&[]);
    let from = format!("file://{}", workspace.path().display());
    clone.git(&[&["clone", "--quiet"], options, &[&from, "work"]].concat());
    clone
}

/// A branch `sx` with two commits, beside `main`, which went on with two.
fn with_a_branch() -> Workspace {
    let workspace = committed("");
    workspace.git(&["checkout", "--quiet", "-b", "sx"]);
    for list in ["worse.example\n", "worst.example\n"] {
        workspace.write("lists/threats.txt", list);
        workspace.commit();
    }
    workspace.git(&["checkout", "--quiet", "main"]);
    for list in ["evil.example\nbad.example\n", "evil.example\n"] {
        workspace.write("lists/threats.txt", list);
        workspace.commit();
    }
    workspace.git(&["tag", "--annotate", "--message=First", "v1"]);
    workspace
}

#[test]
fn a_shallow_clone_says_how_to_get_the_commit_and_that_helps() {
    let workspace = with_a_branch();
    let first = workspace.git(&["rev-parse", "main~1"]);
    for (name, advice) in [
        (
            "origin/main",
            "git fetch --depth=1 origin main:refs/remotes/origin/main",
        ),
        (
            "origin/main~1",
            "git fetch --depth=2 origin main:refs/remotes/origin/main",
        ),
        ("HEAD~1", "git fetch --deepen=1"),
        ("sx^^", "git fetch --deepen=2 origin "),
        (
            "main",
            "git fetch --depth=1 origin main    # then --base FETCH_HEAD",
        ),
        (
            "main~1",
            "git fetch --depth=2 origin main    # then --base FETCH_HEAD~1",
        ),
        (
            "v1",
            "git fetch --depth=1 origin v1    # then --base FETCH_HEAD",
        ),
        (first.trim(), "git fetch --depth=1 origin "),
        (&first[..9], "git fetch --unshallow "),
    ] {
        let clone = clone_of(&workspace, &["--depth=1", "--branch=sx"]);
        let plan = |name: &str| clone.run(&["-C", "work", "plan", "--base", name]);
        let run = plan(name);
        assert!(run.err.contains("shallow"), "{name}: {}", run.err);
        let command = run_advice(&clone, &run);
        assert!(command.starts_with(advice), "{name}: {command}");
        let (_, instead) = command.split_once("--base ").unwrap_or(("", name));
        let run = plan(instead);
        assert_eq!(run.code, 0, "{name}: {}", run.err);
    }
}

#[test]
fn a_shallow_clone_of_a_commit_alone_is_deepened_where_it_ends() {
    let workspace = with_a_branch();
    let clone = clone_of(&workspace, &["--depth=1", "--branch=sx"]);
    clone.git(&["-C", "work", "checkout", "--quiet", "--detach"]);
    clone.git(&[
        "-C",
        "work",
        "config",
        "remote.origin.fetch",
        "+refs/heads/main:refs/x",
    ]);
    let plan = ["-C", "work", "plan", "--base", "HEAD~2"];
    run_advice(&clone, &clone.run(&plan));
    clone.ok(&plan);
}

#[test]
fn a_partial_clone_says_how_to_get_the_files_and_that_helps() {
    let workspace = committed("");
    let earlier = workspace.git(&["rev-parse", "HEAD"]);
    workspace.write("lists/threats.txt", "worse.example\n");
    workspace.commit();
    workspace.git(&["config", "uploadpack.allowFilter", "true"]);
    for filter in ["--filter=blob:none", "--filter=tree:0"] {
        let clone = clone_of(&workspace, &[filter]);
        let plan = ["-C", "work", "plan", "--base", earlier.trim()];
        let run = clone.run(&plan);
        assert!(run.err.contains("partial clone"), "{filter}: {}", run.err);
        run_advice(&clone, &run);
        clone.ok(&plan);
    }
}

#[test]
fn what_is_no_commit_is_told() {
    let workspace = committed("");
    for name in ["nothing", "--all", "", "main:guestlist.yaml"] {
        let run = workspace.run(&["plan", &format!("--base={name}")]);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{name}");
        assert!(
            run.err.contains("no commit") || run.err.contains("no name"),
            "{}",
            run.err
        );
    }
    let alone = Workspace::of("version: 1\n");
    let run = Run::of(
        &alone
            .command(&["plan", "--base", "main"])
            .env("GIT_CEILING_DIRECTORIES", alone.path().parent().unwrap())
            .output()
            .unwrap(),
    );
    assert!(
        run.code == 1 && run.err.contains("not a git repository"),
        "{}",
        run.err
    );
    let run = workspace.run(&["plan", "--base", "main", "--out", "x.plan"]);
    assert!(run.code == 1 && run.err.contains("--out"), "{}", run.err);
}

#[test]
fn a_commit_without_a_workspace_makes_everything_new() {
    let workspace = Workspace::new(&[("readme.txt", "nothing yet")]);
    workspace.commit();
    workspace.write("guestlist.yaml", "version: 1\ntenants:\n  contoso:\n    domains: [contoso.com]\n    guest_access: { enabled: true }\n");
    let (code, plan) = workspace.json(&["plan", "--base", "main"]);
    assert_eq!(
        (code, changes(&plan)),
        (0, vec![("contoso.guest_access.enabled", "create")])
    );
    let text = workspace.ok(&["plan", "--base", "main"]);
    assert!(text.contains("which has no"), "{text}");
}

#[test]
fn faults_of_the_commit_are_told_in_every_format() {
    let workspace = committed("");
    replace(
        &workspace,
        "guestlist.yaml",
        "version: 1",
        "version: 1\nnonsense: 1",
    );
    workspace.commit();
    replace(&workspace, "guestlist.yaml", "nonsense: 1\n", "");
    let (code, plan) = workspace.json(&["plan", "--base", "main"]);
    assert_eq!((code, &plan["valid"]), (1, &Value::Bool(false)));
    assert_eq!(Workspace::rules(&plan), vec!["faulty-base"]);
    for format in ["human", "markdown", "sarif", "github", "gitlab"] {
        let run = workspace.run(&["plan", "--base", "main", "--format", format]);
        assert_eq!(run.code, 1);
        assert!(run.out.contains("nonsense"), "{format}: {}", run.out);
    }
}

#[cfg(unix)]
#[test]
fn links_in_the_commit_are_followed_below_the_root_alone() {
    use std::os::unix::fs::symlink;
    let workspace = committed("");
    let path = |name: &str| workspace.path().join(name);
    fs::rename(path("lists"), path("data")).unwrap();
    symlink("data", path("lists")).unwrap();
    fs::rename(path("tenants.guestlist.yaml"), path("tenants.txt")).unwrap();
    symlink("tenants.txt", path("tenants.guestlist.yaml")).unwrap();
    workspace.commit();
    let (code, plan) = workspace.json(&["plan", "--base", "main"]);
    assert_eq!((code, changes(&plan)), (0, vec![]));
    fs::remove_file(path("tenants.guestlist.yaml")).unwrap();
    symlink("/etc/hostname", path("tenants.guestlist.yaml")).unwrap();
    workspace.commit();
    fs::remove_file(path("tenants.guestlist.yaml")).unwrap();
    let (_, plan) = workspace.json(&["plan", "--base", "main"]);
    assert_eq!(Workspace::rules(&plan), vec!["faulty-base"]);
}

const GUARDED: &str = "version: 1
rules: { open-federation: error }
accept:
  - { rule: federation-partner-unknown, reason: Known to us }
tenants:
  contoso:
    domains: [contoso.com]
    tags: [eu]
    external_access: { allowed_domains: [{ tenant: litware }, fabrikam.com] }
  litware:
    domains: [litwareinc.com]
    external_access: { allowed_domains: [{ tenant: contoso }] }
tests:
  sisters: [{ from: litware, can: chat, by: external, to: contoso, expect: yes }]
  europe: [{ from: fabrikam.com, can: chat, by: external, to: \"tag:eu\", expect: unknown }]
";

fn guarded() -> Workspace {
    let workspace = Workspace::of(GUARDED);
    workspace.write(".gitignore", ".cache/\n");
    workspace.commit();
    workspace
}

/// The findings of one rule.
fn found<'d>(document: &'d Value, rule: &str) -> Vec<&'d Value> {
    let findings = document["findings"].as_array().unwrap();
    findings.iter().filter(|f| f["rule"] == rule).collect()
}

#[test]
fn a_test_that_is_removed_while_it_would_fail_is_told() {
    let workspace = guarded();
    replace(
        &workspace,
        "guestlist.yaml",
        "  sisters: [{ from: litware, can: chat, by: external, to: contoso, expect: yes }]\n",
        "",
    );
    let (code, plan) = workspace.json(&["plan", "--base", "main"]);
    assert_eq!(
        (code, found(&plan, "test-weakened").len()),
        (0, 0),
        "it still holds"
    );
    replace(&workspace, "guestlist.yaml", "{ tenant: litware }, ", "");
    let (code, plan) = workspace.json(&["plan", "--base", "main", "--deny", "warning"]);
    let weakened = found(&plan, "test-weakened");
    assert_eq!((code, weakened.len()), (3, 1));
    let message = weakened[0]["message"].as_str().unwrap();
    assert!(
        message.contains("litware must be able to chat with contoso"),
        "{message}"
    );
}

#[test]
fn a_test_that_expects_less_or_is_renamed() {
    let workspace = guarded();
    replace(&workspace, "guestlist.yaml", "{ tenant: litware }, ", "");
    replace(
        &workspace,
        "guestlist.yaml",
        "to: contoso, expect: yes",
        "to: contoso, expect: no",
    );
    let (_, plan) = workspace.json(&["plan", "--base", "main"]);
    assert_eq!(found(&plan, "test-weakened").len(), 1);
    // Under another name it is the same test, and fails as such.
    replace(
        &workspace,
        "guestlist.yaml",
        "to: contoso, expect: no",
        "to: contoso, expect: yes",
    );
    replace(&workspace, "guestlist.yaml", "  sisters:", "  family:");
    let (code, plan) = workspace.json(&["plan", "--base", "main"]);
    assert_eq!((code, found(&plan, "test-weakened").len()), (3, 0));
    assert_eq!(plan["tests"]["failed"], 1);
}

#[test]
fn a_tag_that_no_longer_covers_a_tenant_weakens_its_test() {
    let workspace = guarded();
    replace(&workspace, "guestlist.yaml", ", fabrikam.com]", "]");
    replace(&workspace, "guestlist.yaml", "    tags: [eu]\n", "");
    replace(
        &workspace,
        "guestlist.yaml",
        "    domains: [litwareinc.com]\n    external_access: { allowed_domains: [{ tenant: contoso }] }",
        "    domains: [litwareinc.com]\n    tags: [eu]\n    external_access: { allowed_domains: [{ tenant: contoso }, fabrikam.com] }",
    );
    let (_, plan) = workspace.json(&["plan", "--base", "main"]);
    assert_eq!(plan["tests"]["failed"], 0);
    assert_eq!(found(&plan, "test-weakened").len(), 1, "{plan}");
}

#[test]
fn a_rule_that_the_change_itself_relaxes_is_told() {
    let workspace = guarded();
    replace(
        &workspace,
        "guestlist.yaml",
        "allowed_domains: [{ tenant: contoso }]",
        "allowed_domains: all",
    );
    for (rules, how) in [
        (
            "{ open-federation: off, rule-relaxed: off }",
            "switches it off",
        ),
        ("{ open-federation: note }", "makes it a note"),
        ("{ open-federation: warning }", "accepts it"),
    ] {
        let mut text = GUARDED
            .replace("{ open-federation: error }", rules)
            .replace(
                "allowed_domains: [{ tenant: contoso }]",
                "allowed_domains: all",
            );
        if how == "accepts it" {
            text = text.replace(
                "allowed_domains: all }",
                "allowed_domains: all }\n    accept: [{ rule: open-federation, reason: We say so }]",
            );
        }
        workspace.write("guestlist.yaml", &text);
        let (_, plan) = workspace.json(&["plan", "--base", "main"]);
        let relaxed = found(&plan, "rule-relaxed");
        assert_eq!(relaxed.len(), 1, "{how}: {plan}");
        let message = relaxed[0]["message"].as_str().unwrap();
        assert!(
            message.contains("1 error") && message.contains(how),
            "{message}"
        );
        assert_eq!(relaxed[0]["location"]["file"], "guestlist.yaml");
    }
}

#[test]
fn an_accept_that_the_change_widens_is_told() {
    let workspace = Workspace::of(
        "version: 1
rules: { open-federation: warning }
tenants:
  contoso:
    domains: [contoso.com]
    external_access: { allowed_domains: all }
    accept: [{ rule: open-federation, reason: For now }]
  litware:
    domains: [litwareinc.com]
    external_access: { allowed_domains: none }
",
    );
    workspace.commit();
    let (_, plan) = workspace.json(&["plan", "--base", "main"]);
    assert_eq!(found(&plan, "rule-relaxed").len(), 0, "{plan}");
    replace(
        &workspace,
        "guestlist.yaml",
        "allowed_domains: none }\n",
        "allowed_domains: all }\n    accept: [{ rule: open-federation, reason: Also }]\n",
    );
    let (_, plan) = workspace.json(&["plan", "--base", "main"]);
    assert_eq!(found(&plan, "rule-relaxed").len(), 1, "{plan}");
}

#[test]
fn tenants_that_are_not_chosen_count_as_in_the_commit() {
    let workspace = committed("");
    workspace.write("lists/threats.txt", "worse.example\n");
    replace(&workspace, "guestlist.yaml", "    - fabrikam.com\n", "");
    let (_, plan) = workspace.json(&["plan", "--base", "main", "--tenant", "litware"]);
    assert_eq!(
        changes(&plan),
        vec![("litware.external_access.blocked_domains", "update")]
    );
}

#[test]
fn a_hook_of_git_does_not_lead_elsewhere() {
    let workspace = committed("");
    let mut command: Command = workspace.command(&["plan", "--base", "HEAD"]);
    let run = Run::of(&command.env("GIT_DIR", "/nowhere").output().unwrap());
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn removed_tests_are_named_with_the_places_where_they_stood() {
    let workspace = guarded();
    let tests = &GUARDED[GUARDED.find("tests:").unwrap()..];
    replace(&workspace, "guestlist.yaml", tests, "");
    let (code, plan) = workspace.json(&["plan", "--base", "main"]);
    let removed = plan["tests"]["removed"].as_array().unwrap();
    assert_eq!((code, removed.len()), (0, 2), "{plan}");
    let told = &removed[1];
    assert_eq!(told["test"], "sisters");
    assert_eq!(
        told["asked"],
        "from litware, can chat, to contoso, by external, expect yes"
    );
    assert_eq!(
        (&told["location"]["line"], &told["location"]["removed"]),
        (&14.into(), &true.into())
    );
    let human = workspace.run(&["plan", "--base", "main"]).out;
    assert!(
        human.contains("sisters: from litware, can chat, to contoso")
            && human.contains("    guestlist.yaml:14 (removed)\n"),
        "{human}"
    );
    let comment = workspace.run(&["plan", "--base", "main", "--format", "markdown"]);
    assert!(
        comment.out.contains(
            "<b>test removed</b> <code>sisters</code>: from litware, can chat, to contoso, by \
             external, expect yes<br><code>guestlist.yaml:14</code> (removed)"
        ),
        "{}",
        comment.out
    );
}

#[test]
fn what_the_base_brought_meanwhile_is_not_blamed_on_the_change() {
    let workspace = committed("policy/");
    workspace.git(&["branch", "--quiet", "feature"]);
    workspace.write("README.md", "beside the workspace");
    workspace.git(&["add", "."]);
    workspace.git(&["commit", "--quiet", "--message", "elsewhere"]);
    let entry = "    - fabrikam.com\n";
    let file = "policy/guestlist.yaml";
    replace(
        &workspace,
        file,
        entry,
        "    - fabrikam.com\n    - adatum.com\n",
    );
    workspace.git(&["commit", "--quiet", "--all", "--message", "meanwhile"]);
    workspace.git(&["checkout", "--quiet", "feature"]);
    let plan = |base: &str, format: &str| {
        workspace.ok(&["-C", "policy", "plan", "--base", base, "--format", format])
    };
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for format in ["human", "markdown"] {
        let text = words(&plan("main", format));
        let told = "main has 1 commit that is not here yet: what came with that is told as if this \
                    change took it back. Merge main first.";
        assert!(text.contains(told), "{text}");
    }
    // From where the two part there is nothing, and no commit that is not here.
    let parted = workspace.git(&["merge-base", "main", "HEAD"]);
    assert!(plan(parted.trim(), "human").starts_with("No changes."));
    replace(&workspace, file, entry, "");
    assert!(!plan(parted.trim(), "human").contains("not here yet"));
    let run = workspace.run(&["-C", "policy", "plan", "--base", "main...HEAD"]);
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("is a range") && run.err.contains("git merge-base"),
        "{}",
        run.err
    );
}

#[test]
fn a_list_in_a_submodule_is_told_as_that() {
    let feed = Workspace::new(&[("threats.txt", "evil.example\n")]);
    feed.commit();
    let workspace = committed("");
    let from = feed.path().to_str().unwrap();
    let allowed = "protocol.file.allow=always";
    workspace.git(&[
        "-c",
        allowed,
        "submodule",
        "--quiet",
        "add",
        from,
        "lists/feed",
    ]);
    let file = "guestlist.yaml";
    replace(
        &workspace,
        file,
        "lists/threats.txt",
        "lists/../lists/feed/threats.txt",
    );
    workspace.git(&["add", "."]);
    workspace.git(&["commit", "--quiet", "--message", "feed"]);
    let run = workspace.run(&["plan", "--base", "HEAD"]);
    assert_eq!(run.code, 1);
    assert!(
        run.err
            .contains("lists/feed/threats.txt at HEAD is in the submodule lists/feed"),
        "{}",
        run.err
    );
    // What the files name today lies in the work tree.
    assert_eq!(workspace.run(&["plan", "--base", "HEAD~1"]).code, 0);
}

#[test]
fn a_pointer_of_lfs_is_no_list() {
    let workspace = committed("");
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n";
    workspace.write("lists/threats.txt", pointer);
    let run = workspace.run(&["validate"]);
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("Git LFS") || run.out.contains("Git LFS"),
        "{} {}",
        run.out,
        run.err
    );
    assert!(!run.out.contains("can't be listed"), "{}", run.out);
    workspace.git(&["commit", "--quiet", "--all", "--message", "pointer"]);
    workspace.write("lists/threats.txt", "evil.example\n");
    let (code, plan) = workspace.json(&["plan", "--base", "HEAD"]);
    assert_eq!(code, 1);
    let why = plan["findings"][0].to_string();
    assert!(
        why.contains("has 1 error of its own") && why.contains("Git LFS"),
        "{why}"
    );
}

/// Several tenants share the line: each issue says whose it is.
#[test]
fn code_quality_of_gitlab_names_the_tenant() {
    let workspace = committed("");
    replace(
        &workspace,
        "tenants.guestlist.yaml",
        "guest_access: { enabled: false }",
        "guest_access: { enabled: true }",
    );
    let text = workspace.ok(&["plan", "--base", "main", "--format", "gitlab"]);
    let issues: Value = serde_json::from_str(&text).unwrap();
    let latency = issues.as_array().unwrap().iter();
    let mut latency = latency.filter(|issue| issue["check_name"] == "guest-latency-24h");
    let told = latency.next().unwrap()["description"].as_str().unwrap();
    assert!(told.starts_with("contoso: Allow up to 24 hours"), "{told}");
}
