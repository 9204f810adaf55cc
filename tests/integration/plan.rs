//! `plan` and `apply`: from files to the recorded state.

use serde_json::json;

use crate::support::Workspace;

const OPEN: &str = "\
version: 1
tenants:
  contoso:
    domains: [contoso.com]
    external_access: { enabled: true, allowed_domains: all }
  litware:
    domains: [litwareinc.com]
    external_access: { enabled: true }
partners:
  northwind: { domains: [northwindtraders.com, northwind.de] }
";

fn with_allowed(domains: &str) -> String {
    OPEN.replace(
        "allowed_domains: all",
        &format!("allowed_domains: {domains}"),
    )
}

#[test]
fn plan_after_apply_is_empty_and_an_apply_without_changes_records_nothing() {
    let w = Workspace::of(OPEN);
    let (code, first) = w.json(&["plan"]);
    assert_eq!(code, 0);
    assert_eq!(
        first["summary"],
        json!({"create": 3, "update": 0, "delete": 0, "forget": 0})
    );
    assert_eq!(first["base"], json!({"lineage": null, "serial": 0}));
    w.apply();
    let (_, second) = w.json(&["plan"]);
    assert_eq!(second["changes"], json!([]));
    assert_eq!(second["base"]["serial"], 1);
    let before = w.ok(&["state", "log"]);
    w.apply();
    assert_eq!(w.ok(&["state", "log"]), before);
}

#[test]
fn the_first_allow_entry_is_a_change_with_its_warning() {
    let w = Workspace::of(OPEN);
    w.apply();
    w.write("guestlist.yaml", &with_allowed("[fabrikam.com]"));
    let (code, plan) = w.json(&["plan", "--detailed-exitcode"]);
    assert_eq!(code, 2);
    assert_eq!(plan["format_version"], "1.0");
    assert_eq!(plan["as_of"], "2026-11-20");
    assert_eq!(plan["valid"], true);
    let change = &plan["changes"][0];
    assert_eq!(change["address"], "contoso.external_access.allowed_domains");
    assert_eq!(change["tenant"], "contoso");
    assert_eq!(change["section"], "external_access");
    assert_eq!(change["setting"], "allowed_domains");
    assert_eq!(change["action"], "update");
    assert_eq!(change["before"], "all");
    assert_eq!(change["after"], json!(["fabrikam.com"]));
    assert_eq!(change["added"], json!(["fabrikam.com"]));
    assert_eq!(change["removed"], json!([]));
    let warning = plan["findings"].as_array().unwrap().iter();
    let warning = warning
        .clone()
        .find(|f| f["rule"] == "allow-list-blocks-rest")
        .unwrap();
    assert_eq!(warning["severity"], "warning");
    assert_eq!(warning["location"]["file"], "guestlist.yaml");
    assert_eq!(warning["location"]["line"], 5);
    assert_eq!(w.run(&["plan", "--deny", "warning"]).code, 3);
}

#[test]
fn what_is_no_longer_stated_is_forgotten_and_its_value_stays() {
    let w = Workspace::of(OPEN);
    w.apply();
    w.write(
        "guestlist.yaml",
        &OPEN.replace(", allowed_domains: all", ""),
    );
    let (_, plan) = w.json(&["plan"]);
    assert_eq!(plan["summary"]["forget"], 1);
    assert_eq!(plan["changes"][0]["before"], "all");
    assert_eq!(plan["changes"][0]["after"], json!(null));
    w.apply();
    // Stated again unchanged: no change.
    w.write("guestlist.yaml", OPEN);
    assert_eq!(w.json(&["plan"]).1["changes"], json!([]));
    // Stated again with another value: an update of the value that stayed.
    w.write("guestlist.yaml", &with_allowed("none"));
    let (_, plan) = w.json(&["plan"]);
    assert_eq!(plan["changes"][0]["action"], "update");
    assert_eq!(plan["changes"][0]["before"], "all");
}

#[test]
fn a_faulty_configuration_prints_its_document_and_writes_no_plan() {
    let w = Workspace::of(&with_allowed("[]"));
    let (code, plan) = w.json(&["plan", "--out", "p"]);
    assert_eq!(code, 1);
    assert_eq!(plan["valid"], false);
    for key in ["summary", "changes", "effects"] {
        assert_eq!(plan[key], json!(null), "{key}");
    }
    assert_eq!(Workspace::rules(&plan), ["empty-list"]);
    assert!(!w.path().join("p").exists());
    assert_eq!(w.run(&["apply", "--auto-approve"]).code, 1);
    assert!(!w.path().join(".guestlist").exists());
}

#[test]
fn without_a_terminal_apply_asks_nobody_and_records_nothing() {
    let w = Workspace::of(OPEN);
    let run = w.run(&["apply"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("--auto-approve"), "{}", run.err);
    assert!(!w.path().join(".guestlist").exists());
}

#[test]
fn a_saved_plan_is_applied_exactly_or_not_at_all() {
    let w = Workspace::of(OPEN);
    w.ok(&["plan", "--out", "first.plan"]);
    w.ok(&["apply", "first.plan"]);
    let again = w.run(&["apply", "first.plan"]);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("applied already"), "{}", again.err);

    w.write("guestlist.yaml", &with_allowed("[fabrikam.com]"));
    w.ok(&["plan", "--out", "second.plan"]);
    w.write("guestlist.yaml", &with_allowed("[tailspintoys.com]"));
    let other = w.run(&["apply", "second.plan"]);
    assert_eq!(other.code, 1);
    assert!(other.err.contains("contoso"), "{}", other.err);

    // Comments, order and spelling are not the configuration.
    w.write(
        "guestlist.yaml",
        &format!("# why\n{}", with_allowed("[FABRIKAM.com.]")),
    );
    let text = w.read("second.plan");
    w.write("edited.plan", &text.replace("fabrikam.com", "fabrikan.com"));
    let edited = w.run(&["apply", "edited.plan"]);
    assert_eq!(edited.code, 1);
    assert!(edited.err.contains("edited"), "{}", edited.err);
    w.ok(&["apply", "second.plan"]);
    assert_eq!(w.json(&["plan"]).1["changes"], json!([]));
}

#[test]
fn a_saved_plan_is_refused_once_the_state_moved_on() {
    let w = Workspace::of(OPEN);
    w.apply();
    w.write("guestlist.yaml", &with_allowed("[fabrikam.com]"));
    w.ok(&["plan", "--out", "p"]);
    w.write("guestlist.yaml", &with_allowed("none"));
    w.apply();
    w.write("guestlist.yaml", &with_allowed("[fabrikam.com]"));
    let stale = w.run(&["apply", "p"]);
    assert_eq!(stale.code, 1);
    assert!(
        stale.err.contains("version 1") && stale.err.contains('2'),
        "{}",
        stale.err
    );
}

#[test]
fn a_denied_plan_is_saved_and_its_apply_is_denied() {
    let w = Workspace::of(OPEN);
    w.apply();
    w.write("guestlist.yaml", &with_allowed("[fabrikam.com]"));
    assert_eq!(w.run(&["plan", "--out", "p", "--deny", "warning"]).code, 3);
    let denied = w.run(&["apply", "p"]);
    assert_eq!(denied.code, 3);
    assert_eq!(w.json(&["plan"]).1["base"]["serial"], 1);
}

#[test]
fn chosen_tenants_count_as_desired_and_others_as_recorded() {
    let w = Workspace::of(OPEN);
    let (_, plan) = w.json(&["plan", "--tenant", "litware"]);
    assert_eq!(plan["summary"]["create"], 1);
    w.ok(&["apply", "--auto-approve", "--tenant", "lit*"]);
    let (_, plan) = w.json(&["plan"]);
    assert_eq!(plan["summary"]["create"], 2);
    let misspelled = w.run(&["plan", "--tenant", "litwear"]);
    assert_eq!(misspelled.code, 1);
    assert!(misspelled.err.contains("litware"), "{}", misspelled.err);
}

#[test]
fn order_of_files_keys_and_entries_never_matters() {
    let w = Workspace::of(&with_allowed("[b.example.com, a.example.com]"));
    let (_, one) = w.json(&["plan"]);
    let reversed = Workspace::new(&[
        ("guestlist.yaml", "version: 1\n"),
        (
            "z.guestlist.yaml",
            "tenants:\n  litware:\n    external_access: { enabled: true }\n    domains: [litwareinc.com]\n",
        ),
        (
            "a.guestlist.yaml",
            "partners:\n  northwind: { domains: [northwind.de, northwindtraders.com] }\ntenants:\n  contoso:\n    external_access: { allowed_domains: [a.example.com, b.example.com], enabled: true }\n    domains: [contoso.com]\n",
        ),
    ]);
    let (_, two) = reversed.json(&["plan"]);
    assert_eq!(one["fingerprint"], two["fingerprint"]);
    assert_eq!(one["changes"], two["changes"]);
}

#[test]
fn same_input_same_bytes() {
    let w = Workspace::of(&with_allowed("[fabrikam.com, tailspintoys.com]"));
    assert_eq!(
        w.ok(&["plan", "--format", "json"]),
        w.ok(&["plan", "--format", "json"])
    );
    w.apply();
    // The second run is remembered, and must not differ either.
    let fresh = w.ok(&["plan", "--format", "json"]);
    assert_eq!(fresh, w.ok(&["plan", "--format", "json"]));
    std::fs::remove_dir_all(w.path().join(".cache")).unwrap();
    assert_eq!(fresh, w.ok(&["plan", "--format", "json"]));
}

#[test]
fn a_remembered_plan_is_not_recalled_once_anything_moved() {
    let w = Workspace::new(&[
        (
            "guestlist.yaml",
            "version: 1\nlists: { few: { file: few.txt } }\ntenants: { contoso: { domains: [contoso.com], external_access: { blocked_domains: [{ list: few }] } } }\n",
        ),
        ("few.txt", "a.example.com\n"),
    ]);
    w.apply();
    for _ in 0..2 {
        assert_eq!(w.json(&["plan"]).1["changes"], json!([]));
    }
    w.write("few.txt", "a.example.com\nb.example.com\n");
    assert_eq!(
        w.json(&["plan"]).1["changes"][0]["added"],
        json!(["b.example.com"])
    );
    w.write("few.txt", "a.example.com\n");
    assert_eq!(w.json(&["plan"]).1["changes"], json!([]));
    w.write(
        "more.guestlist.yaml",
        "tenants: { litware: { domains: [litwareinc.com], guest_access: { enabled: true } } }\n",
    );
    assert_eq!(w.json(&["plan"]).1["summary"]["create"], 1);
    w.remove("more.guestlist.yaml");
    w.ok(&["state", "forget", "contoso", "--auto-approve"]);
    assert_eq!(w.json(&["plan"]).1["summary"]["create"], 1);
}

#[test]
fn forgetting_many_tenants_takes_a_saved_plan() {
    let tenants = |range: std::ops::Range<u32>| {
        let tenant = |n: u32| {
            format!("  t{n}: {{ domains: [t{n}.example], guest_access: {{ enabled: true }} }}\n")
        };
        format!(
            "version: 1\ntenants:\n{}",
            range.map(tenant).collect::<String>()
        )
    };
    let w = Workspace::of(&tenants(0..10));
    w.apply();
    w.write("guestlist.yaml", &tenants(0..5));
    let (_, plan) = w.json(&["plan"]);
    assert!(Workspace::rules(&plan).contains(&"many-tenants-forgotten"));
    let run = w.run(&["apply", "--auto-approve"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("saved plan"), "{}", run.err);
    assert_eq!(w.json(&["plan"]).1["summary"]["forget"], 5);
    w.ok(&["plan", "--out", "p"]);
    w.ok(&["apply", "p"]);
    assert_eq!(w.json(&["plan"]).1["changes"], json!([]));
    // Three are no mistake.
    w.write("guestlist.yaml", &tenants(0..2));
    w.apply();
}

const TESTED: &str = "\
version: 1
tenants:
  contoso:
    domains: [contoso.com]
    external_access: { allowed_domains: all }
  litware:
    domains: [litwareinc.com]
    external_access: { enabled: true }
tests:
  sisters-can-talk:
    - { from: [contoso], can: chat, by: external, to: litware, expect: yes }
  strangers:
    - { from: anyone, can: chat, by: external, to: litware, expect: unknown }
    - { from: anyone, can: files, by: external, to: litware, expect: no }
";

#[test]
fn tests_that_pass_are_counted() {
    let w = Workspace::of(TESTED);
    let (code, plan) = w.json(&["plan"]);
    assert_eq!(code, 0);
    let passed = json!({"passed": 3, "failed": 0, "failures": []});
    assert_eq!(plan["tests"], passed);
    let says_so = || {
        let page = w.ok(&["plan"]);
        let words: Vec<&str> = page.split_whitespace().collect();
        assert!(words.join(" ").contains("tests 3 of 3 pass"), "{page}");
    };
    says_so();
    w.apply();
    says_so();
}

#[test]
fn a_failed_test_is_shown_above_the_changes_and_blocks_apply() {
    let w = Workspace::of(TESTED);
    w.apply();
    w.write(
        "guestlist.yaml",
        &TESTED.replace("allowed_domains: all", "allowed_domains: [fabrikam.com]"),
    );
    let (code, plan) = w.json(&["plan", "--detailed-exitcode"]);
    assert_eq!(code, 3);
    assert_eq!(
        (&plan["tests"]["passed"], &plan["tests"]["failed"]),
        (&json!(2), &json!(1))
    );
    let failure = &plan["tests"]["failures"][0];
    assert_eq!(failure["test"], "sisters-can-talk");
    assert_eq!(
        (&failure["expected"], &failure["answer"]),
        (&json!("yes"), &json!("no"))
    );
    assert_eq!(failure["location"]["line"], 11);
    let reason = failure["reasons"][0].as_str().unwrap();
    assert!(
        reason.ends_with("contoso allows 1 domain; litwareinc.com is not it"),
        "{reason}"
    );
    let page = w.run(&["plan"]).out;
    let (test, change) = (
        page.find("\n\u{2717} test fails").unwrap(),
        page.find("\nChange").unwrap(),
    );
    assert!(test < change && page.contains("1 test fails"), "{page}");

    let refused = w.run(&["apply", "--auto-approve"]);
    assert_eq!(refused.code, 3);
    assert!(
        refused
            .err
            .contains("1 test fails, so nothing was recorded"),
        "{}",
        refused.err
    );
    assert_eq!(w.run(&["plan", "--out", "p"]).code, 3);
    let refused = w.run(&["apply", "p"]);
    assert_eq!(refused.code, 3);
    assert!(refused.err.contains("1 test fails"), "{}", refused.err);
    assert!(w.ok(&["show", "p"]).contains("\u{2717} test fails"));
    assert_eq!(w.json(&["plan"]).1["base"]["serial"], 1);
}

#[test]
fn a_failed_test_is_never_remembered_and_an_error_outweighs_it() {
    let w = Workspace::of(TESTED);
    w.apply();
    let wrong = TESTED.replace("to: litware, expect: yes", "to: litware, expect: no");
    w.write("guestlist.yaml", &wrong);
    for _ in 0..2 {
        let (code, plan) = w.json(&["plan"]);
        assert_eq!((code, &plan["changes"]), (3, &json!([])));
    }
    // Nothing to record is refused as well.
    assert_eq!(w.run(&["apply", "--auto-approve"]).code, 3);
    // What can never be is an error, and an error outweighs a failed test.
    let never =
        "    - { from: contoso, can: add-users-to-chat-with-external, to: litware, expect: yes }\n";
    let wrong = wrong.replace("version: 1\n", "version: 1\ncapabilities: 2019\n");
    w.write("guestlist.yaml", &(wrong + never));
    let (code, plan) = w.json(&["plan", "--out", "p"]);
    assert_eq!(code, 1);
    assert_eq!(Workspace::rules(&plan)[0], "capability-impossible");
    assert!(!w.path().join("p").exists());
    w.write("guestlist.yaml", TESTED);
    assert_eq!(w.run(&["plan"]).code, 0);
}

#[test]
fn tests_are_asked_of_the_planned_result() {
    let w = Workspace::of(TESTED);
    w.apply();
    // litware is not chosen, so it counts as recorded: the test fails only with contoso's change.
    let both = TESTED
        .replace(
            "allowed_domains: all",
            "allowed_domains: [{ tenant: litware }]",
        )
        .replace("{ enabled: true }", "{ enabled: false }");
    w.write("guestlist.yaml", &both);
    assert_eq!(w.run(&["plan", "--tenant", "contoso"]).code, 0);
    assert_eq!(w.run(&["plan", "--tenant", "litware"]).code, 3);
    assert_eq!(w.run(&["plan"]).code, 3);
}
