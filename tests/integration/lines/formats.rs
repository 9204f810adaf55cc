//! Places that are gone, in formats for programs.

use serde_json::Value;

use super::{left, told};
use crate::support::Workspace;

const OLD: &str = "version: 1
rules: { entry-without-reason: warning, two-own-tenants-not-federated: off }
partners:
  tailspin: { domains: [tailspintoys.com], reason: Joint launch }
tenants:
  contoso:
    domains: [contoso.com]
    external_access: { allowed_domains: [fabrikam.com, { partner: tailspin, reason: Toys }] }
";

fn document(workspace: &Workspace) -> Value {
    let (_, plan) = workspace.json(&["plan", "--base", "main"]);
    let schema: Value = serde_json::from_str(&workspace.ok(&["schema", "plan"])).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&plan)
        .map(|e| e.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    plan
}

#[test]
fn the_document_names_the_line_and_what_changes_by_it() {
    let plan = document(&left());
    let lines = plan["lines"].as_array().unwrap();
    assert_eq!(lines.len(), 1);
    let line = &lines[0];
    assert_eq!(line["address"], "lists.resellers");
    assert_eq!(line["entry"], "partner: tailspin");
    assert_eq!(
        (&line["action"], &line["ticket"]),
        (&"removed".into(), &"SEC-0933".into())
    );
    let location = &line["location"];
    assert_eq!(location["file"], "lists.guestlist.yaml");
    assert_eq!(
        (location["line"].as_u64(), &location["removed"]),
        (Some(5), &true.into())
    );
    let changes = plan["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 41);
    assert!(changes.iter().all(|c| c["lines"] == serde_json::json!([0])));
    let findings = plan["findings"].as_array().unwrap();
    let of = |rule: &str| findings.iter().filter(|f| f["rule"] == rule).count();
    assert_eq!((of("partner-still-let-in"), of("test-weakened")), (11, 1));
    let rules = ["partner-still-let-in", "test-weakened"];
    let mut gone = findings
        .iter()
        .filter(|f| rules.iter().any(|r| f["rule"] == *r));
    assert!(gone.all(|f| f["location"]["removed"] == true));
}

/// Who reads these formats sees only the files of the change: lines of other files would be wrong.
#[test]
fn formats_beside_lines_never_point_at_a_line_that_is_gone() {
    let workspace = left();
    let count = |file: &str| workspace.read(file).lines().count() as u64;
    let sarif: Value = serde_json::from_str(&told(&workspace, &["--format", "sarif"])).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let of = |rule: &str| results.iter().find(|r| r["ruleId"] == rule).unwrap();
    let weakened = of("test-weakened");
    let place = &weakened["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "tests.guestlist.yaml");
    assert!(place.get("region").is_none(), "{place}");
    let text = weakened["message"]["text"].as_str().unwrap();
    assert!(
        text.contains("It stood at tests.guestlist.yaml:5 before this change."),
        "{text}"
    );
    let still = &of("partner-still-let-in")["locations"][0]["physicalLocation"];
    assert_eq!(still["artifactLocation"]["uri"], "tenants.guestlist.yaml");
    let line = still["region"]["startLine"].as_u64().unwrap();
    let text = workspace.read("tenants.guestlist.yaml");
    let line = text
        .lines()
        .nth(usize::try_from(line).unwrap() - 1)
        .unwrap();
    assert!(line.contains("allowed_domains"), "{line}");

    let github = told(&workspace, &["--format", "github"]);
    let weakened = github
        .lines()
        .find(|l| l.contains("title=test-weakened"))
        .unwrap();
    assert!(
        weakened.contains("file=tests.guestlist.yaml,title"),
        "{weakened}"
    );
    let gitlab: Value = serde_json::from_str(&told(&workspace, &["--format", "gitlab"])).unwrap();
    for issue in gitlab.as_array().unwrap() {
        let path = issue["location"]["path"].as_str().unwrap();
        let line = issue["location"]["lines"]["begin"].as_u64().unwrap();
        assert!(line <= count(path), "{issue}");
    }
}

#[test]
fn a_file_that_is_gone_leaves_its_findings_at_the_file_of_the_workspace() {
    let workspace = left();
    workspace.remove("tests.guestlist.yaml");
    let sarif: Value = serde_json::from_str(&told(&workspace, &["--format", "sarif"])).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let weakened = results
        .iter()
        .find(|r| r["ruleId"] == "test-weakened")
        .unwrap();
    let place = &weakened["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "guestlist.yaml");
}

fn changed(from: &str, to: &str) -> Workspace {
    let workspace = Workspace::new(&[("guestlist.yaml", OLD), (".gitignore", ".cache/\n")]);
    workspace.commit();
    assert!(OLD.contains(from), "{from}");
    workspace.write("guestlist.yaml", &OLD.replace(from, to));
    workspace
}

#[test]
fn a_partner_that_is_no_longer_declared_has_the_place_where_it_was() {
    let workspace = changed(", { partner: tailspin, reason: Toys }", "");
    let text = workspace.read("guestlist.yaml").replace(
        "partners:\n  tailspin: { domains: [tailspintoys.com], reason: Joint launch }\n",
        "",
    );
    workspace.write("guestlist.yaml", &text);
    let plan = document(&workspace);
    let changes = plan["changes"].as_array().unwrap();
    let partner = changes
        .iter()
        .find(|c| c["address"] == "partners.tailspin.domains")
        .unwrap();
    assert_eq!(partner["location"]["line"], 4);
    assert_eq!(partner["location"]["removed"], true);
    let text = told(&workspace, &[]);
    for part in [
        "tailspin can no longer chat with contoso.",
        "  - tailspin  partner (tailspintoys.com)",
        "- partner: tailspin                               guestlist.yaml:8 (removed)",
        "        Toys · no end date",
        "    The partner's domains                             guestlist.yaml:4 (removed)",
        "        Joint launch · no end date",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn a_severity_that_is_gone_has_the_place_where_it_was() {
    let plan = document(&changed("entry-without-reason: warning, ", ""));
    let findings = plan["findings"].as_array().unwrap();
    let relaxed = findings
        .iter()
        .find(|f| f["rule"] == "rule-relaxed")
        .unwrap();
    assert_eq!(relaxed["location"]["line"], 2);
    assert_eq!(relaxed["location"]["removed"], true);
}

#[test]
fn a_finding_that_is_accepted_no_longer_is_news() {
    let accept = "    accept: [{ rule: entry-without-reason, reason: Known for years }]\n";
    let workspace = Workspace::new(&[
        ("guestlist.yaml", &format!("{OLD}{accept}")),
        (".gitignore", ".cache/\n"),
    ]);
    workspace.commit();
    workspace.write("guestlist.yaml", OLD);
    let plan = document(&workspace);
    let findings = plan["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 1, "{plan}");
    let related = &findings[0]["related"][0]["location"];
    assert_eq!(
        (related["line"].as_u64(), &related["removed"]),
        (Some(9), &true.into())
    );
    let text = told(&workspace, &[]);
    assert!(text.contains("guestlist.yaml:9 (removed)"), "{text}");
    assert!(
        text.contains("It was accepted until now: Known for years."),
        "{text}"
    );
    assert_eq!(text.matches("until now").count(), 1, "{text}");
    let sarif = told(&workspace, &["--format", "sarif"]);
    assert!(
        sarif.contains("It stood at guestlist.yaml:9 before this change."),
        "{sarif}"
    );
    assert_eq!(
        workspace
            .run(&["plan", "--base", "main", "--deny", "warning"])
            .code,
        3
    );
}
