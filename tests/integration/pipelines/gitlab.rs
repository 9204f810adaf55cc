//! The template for GitLab, its scripts run as a runner runs them.

use serde_json::Value;

use super::{CLOSED, OPEN, STANDING, bash, clone, programs, project_file, pull_request};
use crate::support::{Run, Workspace};
use crate::tools;

/// Notes what it is asked, answers with the file `notes`, keeps a body that is sent.
const CURL: &str = r#"#!/bin/bash
here=$(dirname "$0")
echo "$*" >> "$here/asked"
for word; do
  case $word in body@*) cp "${word#body@}" "$here/body"; exit ;; esac
done
cat "$here/notes" 2>/dev/null || echo '[]'
"#;

/// Runs the job in a shallow clone.
fn job(clone: &Workspace, more: &[(&str, &str)]) -> Run {
    let template = project_file("ci/guestlist.gitlab-ci.yml");
    let mut variables: Vec<(String, String)> = Vec::new();
    for (name, value) in template["variables"].as_object().unwrap() {
        variables.push((name.clone(), value.as_str().unwrap().to_owned()));
    }
    for (name, value) in more {
        variables.push(((*name).to_owned(), (*value).to_owned()));
    }
    let job = &template["guestlist"];
    let lines = |key: &str| job[key].as_array().unwrap().clone();
    let script: Vec<Value> = [lines("before_script"), lines("script")].concat();
    let script: Vec<&str> = script.iter().map(|line| line.as_str().unwrap()).collect();
    let programs = programs(clone, &[("curl", CURL)]);
    bash(
        &clone.path().join("work"),
        &script.join("\n"),
        &programs,
        &variables,
    )
}

fn merge_request(main: &str) -> [(&str, &str); 5] {
    [
        ("CI_MERGE_REQUEST_DIFF_BASE_SHA", main),
        ("CI_MERGE_REQUEST_PROJECT_ID", "3"),
        ("CI_MERGE_REQUEST_IID", "7"),
        ("CI_API_V4_URL", "https://gitlab.example/api/v4"),
        ("GUESTLIST_TOKEN", "secret"),
    ]
}

#[test]
fn a_merge_request_gets_a_report_and_a_comment() {
    if !tools::have_shells(&["jq"]) {
        return;
    }
    let (repository, main) = pull_request(OPEN, CLOSED);
    let clone = clone(&repository);
    let run = job(&clone, &merge_request(&main));
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let report: Value =
        serde_json::from_str(&clone.read("work/gl-code-quality-report.json")).unwrap();
    assert!(report.is_array());
    let body = clone.read("programs/body");
    assert!(
        body.contains("contoso will talk to fabrikam.com and to nobody else"),
        "{body}"
    );
    assert_eq!(body, clone.read("work/guestlist-plan.md"));
    let notes = "https://gitlab.example/api/v4/projects/3/merge_requests/7/notes";
    let asked = clone.read("programs/asked");
    assert!(
        asked.contains(&format!("--output /dev/null {notes}\n")),
        "{asked}"
    );

    // The note that is there is renewed.
    let mark = body.lines().next().unwrap();
    let found = serde_json::json!([{ "id": 5, "body": "other" }, { "id": 6, "body": mark }]);
    clone.write("programs/notes", &found.to_string());
    let run = job(&clone, &merge_request(&main));
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(
        clone
            .read("programs/asked")
            .contains(&format!("{notes}/6\n"))
    );
}

#[test]
fn a_merge_request_without_a_token_keeps_the_plan_as_a_file() {
    let (repository, main) = pull_request(OPEN, CLOSED);
    let clone = clone(&repository);
    let run = job(&clone, &merge_request(&main)[..4]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(clone.read("work/guestlist-plan.md").contains("nobody else"));
    assert!(!clone.path().join("programs/asked").exists());
}

#[test]
fn what_is_denied_and_what_is_faulty_fails() {
    let (repository, main) = pull_request(OPEN, CLOSED);
    let cloned = clone(&repository);
    let mut variables = merge_request(&main)[..4].to_vec();
    variables.push(("GUESTLIST_DENY", "warning"));
    let run = job(&cloned, &variables);
    assert_eq!(run.code, 3, "{}{}", run.out, run.err);

    let (repository, main) = pull_request(OPEN, &CLOSED.replace("enabled: true", "enabled: 1"));
    let cloned = clone(&repository);
    let run = job(&cloned, &merge_request(&main)[..4]);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    let report: Value =
        serde_json::from_str(&cloned.read("work/gl-code-quality-report.json")).unwrap();
    assert_eq!(report[0]["check_name"], "wrong-type");
}

#[test]
fn what_stood_there_already_fails_no_merge_request_and_fails_the_default_branch() {
    let before = format!("{OPEN}{STANDING}");
    let (repository, main) = pull_request(&before, &format!("# ours\n{before}"));
    let mut variables = merge_request(&main)[..4].to_vec();
    variables.push(("GUESTLIST_DENY", "warning"));
    let run = job(&clone(&repository), &variables);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let run = job(&clone(&repository), &[("GUESTLIST_DENY", "warning")]);
    assert_eq!(run.code, 3, "{}{}", run.out, run.err);
    let why = "guestlist validate --deny warning shows them";
    assert!(run.out.contains(why), "{}", run.out);
}

#[test]
fn the_default_branch_has_a_report_alone() {
    let (repository, _) = pull_request(OPEN, CLOSED);
    let clone = clone(&repository);
    let run = job(&clone, &[]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(
        clone
            .path()
            .join("work/gl-code-quality-report.json")
            .exists()
    );
    assert!(!clone.path().join("work/guestlist-plan.md").exists());
}
