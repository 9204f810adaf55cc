//! action.yml: its steps, one after the other, as a runner takes them.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use super::{CLOSED, OPEN, STANDING, bash, clone, programs, project_file, pull_request};
use crate::support::{Run, Workspace};

/// Notes what it is asked, answers a search with the file `found`, keeps a body that is sent.
const GH: &str = r#"#!/bin/bash
here=$(dirname "$0")
asked="$*"
echo "$asked" >> "$here/asked"
[ ! -e "$here/forbidden" ] || { echo 'HTTP 403' >&2; exit 1; }
case $asked in
  *--paginate*) cat "$here/found" 2>/dev/null || true ;;
  *body=@*) cp "${asked##*body=@}" "$here/body" ;;
esac
"#;

/// A run of the action in the clone of a repository.
struct Action {
    clone: Workspace,
    /// What expressions such as `inputs.path` are.
    context: BTreeMap<String, String>,
}

impl Action {
    fn new(repository: &Workspace) -> Self {
        let mut context: BTreeMap<String, String> = BTreeMap::new();
        let inputs = project_file("action.yml")["inputs"].clone();
        for (name, input) in inputs.as_object().unwrap() {
            let default = input["default"].as_str().unwrap().to_owned();
            context.insert(format!("inputs.{name}"), default);
        }
        context.insert("inputs.token".to_owned(), "secret".to_owned());
        context.insert("github.action_path".to_owned(), "/action".to_owned());
        context.insert(
            "github.event.pull_request.base.sha".to_owned(),
            String::new(),
        );
        context.insert("github.event.pull_request.number".to_owned(), String::new());
        let clone = clone(repository);
        programs(&clone, &[("gh", GH)]);
        Self { clone, context }
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.context.insert(name.to_owned(), value.to_owned());
        self
    }

    fn on_pull_request(self, base: &str) -> Self {
        self.with("github.event.pull_request.base.sha", base)
            .with("github.event.pull_request.number", "7")
    }

    /// Runs every step whose condition holds, until one fails.
    fn run(&mut self) -> Run {
        let mut all = Run {
            code: 0,
            out: String::new(),
            err: String::new(),
        };
        for step in project_file("action.yml")["runs"]["steps"]
            .as_array()
            .unwrap()
        {
            if step["if"]
                .as_str()
                .is_some_and(|condition| !self.holds(condition))
            {
                continue;
            }
            let Some(script) = step["run"].as_str() else {
                all.out
                    .push_str(&format!("uses {}\n", step["uses"].as_str().unwrap()));
                continue;
            };
            assert_eq!(step["shell"], "bash");
            assert!(
                !script.contains("${{"),
                "text of others in a script: {script}"
            );
            let run = self.step(step, script);
            all.out.push_str(&run.out);
            all.err.push_str(&run.err);
            all.code = run.code;
            if run.code != 0 {
                break;
            }
        }
        all
    }

    fn step(&mut self, step: &Value, script: &str) -> Run {
        let file = |name: &str| self.clone.path().join(name).display().to_string();
        fs::write(file("output"), "").unwrap();
        let mut variables = vec![
            ("GITHUB_OUTPUT".to_owned(), file("output")),
            ("GITHUB_STEP_SUMMARY".to_owned(), file("summary")),
            ("GITHUB_REPOSITORY".to_owned(), "contoso/rules".to_owned()),
            ("GITHUB_REF".to_owned(), "refs/pull/7/merge".to_owned()),
            (
                "RUNNER_TEMP".to_owned(),
                self.clone.path().display().to_string(),
            ),
        ];
        for (name, value) in step["env"].as_object().into_iter().flatten() {
            variables.push((name.clone(), self.value(value.as_str().unwrap())));
        }
        let folder = self.clone.path().join("work");
        let programs = self.clone.path().join("programs");
        let run = bash(&folder, script, &programs, &variables);
        if let Some(id) = step["id"].as_str() {
            for line in self.clone.read("output").lines() {
                let (name, value) = line.split_once('=').unwrap();
                self.context
                    .insert(format!("steps.{id}.outputs.{name}"), value.to_owned());
            }
        }
        run
    }

    /// What `${{ … }}` stands for; the output of a step that did not run is empty.
    fn value(&self, text: &str) -> String {
        let inner = text
            .strip_prefix("${{ ")
            .and_then(|rest| rest.strip_suffix(" }}"));
        self.look_up(inner.unwrap_or_else(|| panic!("{text}")))
    }

    fn look_up(&self, name: &str) -> String {
        match self.context.get(name) {
            Some(value) => value.clone(),
            None if name.starts_with("steps.") => String::new(),
            None => panic!("nothing is known of {name}"),
        }
    }

    /// Comparisons joined by `&&`: all that the action uses.
    fn holds(&self, condition: &str) -> bool {
        let inner = condition.trim_start_matches("${{ ").trim_end_matches(" }}");
        inner.split(" && ").all(|part| {
            let word = |text: &str| text.trim_matches('\'').to_owned();
            if let Some((name, wanted)) = part.split_once(" == ") {
                self.look_up(name) == word(wanted)
            } else {
                let (name, unwanted) = part.split_once(" != ").unwrap();
                self.look_up(name) != word(unwanted)
            }
        })
    }

    fn asked(&self) -> String {
        fs::read_to_string(self.clone.path().join("programs/asked")).unwrap_or_default()
    }
}

#[test]
fn a_pull_request_gets_a_comment_annotations_and_outputs() {
    let (repository, main) = pull_request(OPEN, CLOSED);
    // The branch of which GitHub's event speaks may be older than the merge.
    let old = repository.git(&["rev-parse", "main~1"]);
    let mut action = Action::new(&repository).on_pull_request(old.trim());
    let run = action.run();
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert_eq!(action.look_up("steps.base.outputs.commit"), main);
    assert_eq!(action.look_up("steps.plan.outputs.changes"), "true");
    let annotation = "::warning file=guestlist.yaml,line=7,";
    assert!(run.out.contains(annotation), "{}", run.out);
    assert!(
        run.out.contains("title=allow-list-blocks-rest::"),
        "{}",
        run.out
    );
    let body = action.clone.read("programs/body");
    assert!(body.starts_with("<!-- guestlist:plan:root -->\n"), "{body}");
    assert!(
        body.contains("contoso will talk to fabrikam.com and to nobody else"),
        "{body}"
    );
    assert_eq!(action.clone.read("summary"), body);
    let asked = action.asked();
    assert!(
        asked.contains("--method POST repos/contoso/rules/issues/7/comments"),
        "{asked}"
    );
    assert!(
        asked.contains("startswith(\"<!-- guestlist:plan:root -->\")"),
        "{asked}"
    );
    let sarif: Value = serde_json::from_str(&action.clone.read("guestlist.sarif")).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    assert!(!run.out.contains("uses "), "{}", run.out);
}

#[test]
fn a_comment_that_is_there_is_renewed() {
    let (repository, main) = pull_request(OPEN, CLOSED);
    let mut action = Action::new(&repository).on_pull_request(&main);
    action.clone.write("programs/found", "41\n42\n");
    let run = action.run();
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let asked = action.asked();
    assert!(
        asked.contains("--method PATCH repos/contoso/rules/issues/comments/41 "),
        "{asked}"
    );
    assert!(!asked.contains("POST"), "{asked}");
}

#[test]
fn a_token_that_may_not_write_is_no_failure() {
    let (repository, main) = pull_request(OPEN, CLOSED);
    let mut action = Action::new(&repository).on_pull_request(&main);
    action.clone.write("programs/forbidden", "");
    let run = action.run();
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(
        run.out
            .contains("::notice title=guestlist::The comment could not be written")
    );
    assert!(action.clone.read("summary").contains("nobody else"));
}

#[test]
fn what_is_denied_fails_after_everything_was_shown() {
    let (repository, main) = pull_request(OPEN, CLOSED);
    let mut action = Action::new(&repository)
        .on_pull_request(&main)
        .with("inputs.deny", "warning");
    let run = action.run();
    assert_eq!(run.code, 3, "{}{}", run.out, run.err);
    assert!(action.clone.read("programs/body").contains("nobody else"));
    assert_eq!(action.look_up("steps.plan.outputs.changes"), "true");
}

#[test]
fn what_stood_there_already_fails_no_pull_request_and_fails_a_push() {
    let before = format!("{OPEN}{STANDING}");
    let (repository, main) = pull_request(&before, &format!("# ours\n{before}"));
    let denying = || Action::new(&repository).with("inputs.deny", "warning");
    let run = denying().on_pull_request(&main).run();
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let run = denying().run();
    assert_eq!(run.code, 3, "{}{}", run.out, run.err);
    let last = run.out.lines().last().unwrap_or_default();
    assert!(last.contains("the step Validate shows them"), "{}", run.out);
    assert!(run.out.contains("title=entry-expired::"), "{}", run.out);
}

#[test]
fn a_failed_expectation_does_not_hide_whether_settings_change() {
    let test = "tests:
  open: [{ from: adatum.com, can: chat, by: external, to: contoso, expect: unknown }]
";
    let (repository, main) = pull_request(&format!("{OPEN}{test}"), &format!("{CLOSED}{test}"));
    let mut action = Action::new(&repository).on_pull_request(&main);
    let run = action.run();
    assert_eq!(run.code, 3, "{}{}", run.out, run.err);
    assert_eq!(action.look_up("steps.plan.outputs.changes"), "true");
    let last = run.out.lines().last().unwrap_or_default();
    assert!(last.contains("A failed expectation"), "{}", run.out);

    // It fails in both, and nothing changes.
    let failing = format!("{CLOSED}{test}");
    let (repository, main) = pull_request(&failing, &format!("# ours\n{failing}"));
    let mut action = Action::new(&repository).on_pull_request(&main);
    let run = action.run();
    assert_eq!(run.code, 3, "{}{}", run.out, run.err);
    assert_eq!(action.look_up("steps.plan.outputs.changes"), "false");
}

#[test]
fn faults_stand_in_the_comment_and_fail() {
    let faulty = CLOSED.replace("allowed_domains", "alowed_domains");
    let (repository, main) = pull_request(OPEN, &faulty);
    let mut action = Action::new(&repository)
        .on_pull_request(&main)
        .with("inputs.sarif", "true");
    let run = action.run();
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    assert!(
        run.out.contains("::error file=guestlist.yaml,line=7,"),
        "{}",
        run.out
    );
    assert!(
        action
            .clone
            .read("programs/body")
            .contains("alowed_domains")
    );
    assert_eq!(action.look_up("steps.plan.outputs.changes"), "");
    assert!(
        run.out.contains("uses github/codeql-action/upload-sarif@"),
        "{}",
        run.out
    );
}

#[test]
fn without_a_pull_request_the_findings_are_annotated() {
    let (repository, _) = pull_request(OPEN, &CLOSED.replace("all]", "all"));
    let mut action = Action::new(&repository);
    action.clone.write(
        "work/late.guestlist.yaml",
        "lists: { old: [{ domain: tailspintoys.com, expires: 2026-01-01 }] }\n",
    );
    let run = action.run();
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(
        run.out
            .contains("::warning file=late.guestlist.yaml,line=1,"),
        "{}",
        run.out
    );
    assert!(run.out.contains("title=entry-expired::"), "{}", run.out);
    assert_eq!(action.asked(), "");
}

#[test]
fn a_branch_can_be_named_to_compare_with() {
    let (repository, main) = pull_request(OPEN, CLOSED);
    // As it is called here, and as the remote calls it.
    for name in ["origin/main", "refs/remotes/origin/main", "main", &main] {
        let mut action = Action::new(&repository).with("inputs.base", name);
        let run = action.run();
        assert_eq!(run.code, 0, "{name}: {}{}", run.out, run.err);
        assert_eq!(action.look_up("steps.base.outputs.commit"), main, "{name}");
        assert!(action.clone.read("summary").contains("nobody else"));
        // There is no pull request to comment on.
        assert_eq!(action.asked(), "");
    }
}

#[test]
fn a_commit_that_the_remote_does_not_know_is_answered_by_the_plan() {
    let (repository, _) = pull_request(OPEN, CLOSED);
    for name in ["HEAD~1", "--upload-pack=touch pwned", "x\nsarif=other"] {
        let mut action = Action::new(&repository).with("inputs.base", name);
        let run = action.run();
        assert_eq!(run.code, 1, "{name}: {}{}", run.out, run.err);
        assert!(run.err.contains("commit"), "{name}: {}", run.err);
        assert!(!action.clone.path().join("work/pwned").exists());
        assert_eq!(action.look_up("steps.base.outputs.sarif"), "");
    }
}

#[test]
fn inputs_are_never_run() {
    let (repository, main) = pull_request(OPEN, CLOSED);
    let hostile = "$(touch pwned)\"; touch pwned; #";
    for input in ["inputs.path", "inputs.base", "inputs.deny"] {
        let mut action = Action::new(&repository)
            .on_pull_request(&main)
            .with(input, hostile);
        let run = action.run();
        assert_ne!(run.code, 0, "{input}");
        assert!(!action.clone.path().join("work/pwned").exists(), "{input}");
    }
}

#[test]
fn the_action_says_what_it_needs() {
    let text = include_str!("../../../action.yml");
    for permission in [
        "contents: read",
        "pull-requests: write",
        "security-events: write",
    ] {
        assert!(text.contains(permission), "{permission}");
    }
    for (name, input) in project_file("action.yml")["inputs"].as_object().unwrap() {
        assert!(input["description"].is_string(), "{name}");
    }
}
