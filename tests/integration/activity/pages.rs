//! What people and programs read.

use serde_json::{Value, json};
use snapbox::{assert_data_eq, file};

use super::{CONTOSO, contoso, narrowed, report, words};
use crate::support::Workspace;

#[test]
fn a_plan_says_how_many_people_it_touches() {
    let workspace = narrowed();
    let out = workspace.ok(&["plan", "--activity", "activity.csv"]);
    assert_data_eq!(out, file!["plan.txt"].raw());
    let full = workspace.ok(&["plan", "--activity", "activity.csv", "--full"]);
    assert!(words(&full).contains("org211.example.net (2)"), "{full}");
    let page = workspace.ok(&["plan", "--activity", "activity.csv", "--format", "markdown"]);
    assert_data_eq!(page, file!["plan.md"].raw());
    let run = workspace.run(&["apply", "--activity", "activity.csv"]);
    assert!(
        words(&run.out).contains("212 of the 214 organisations"),
        "{}",
        run.out
    );
}

#[test]
fn a_plan_for_programs_counts_by_tenant() {
    let workspace = narrowed();
    let (_, without) = workspace.json(&["plan"]);
    let (_, mut plan) = workspace.json(&["plan", "--activity", "activity.csv"]);
    workspace.assert_by_schema("plan", &plan);
    let activity = plan.as_object_mut().unwrap().remove("activity").unwrap();
    assert_eq!(plan, without, "everything else stays");
    let contoso = &activity["tenants"][0];
    assert_eq!(contoso["tenant"], "contoso");
    let count = |kind: &str| {
        (
            contoso[kind]["organisations"].clone(),
            contoso[kind]["people"].clone(),
        )
    };
    assert_eq!(count("all"), (json!(214), json!(2114)));
    assert_eq!(count("lose"), (json!(213), json!(1804)));
    assert_eq!(count("gain"), (json!(0), json!(0)));
    assert_eq!(count("keep"), (json!(1), json!(310)));
    assert_eq!(count("shut"), (json!(0), json!(0)));
    assert_eq!(
        contoso["changes"][0],
        json!({"domain": "litwareinc.com", "organisation": null, "people": 1120, "before": "unknown", "after": "no"})
    );
    assert_eq!(contoso["changes"][1]["organisation"], "northwind");
    let file = &activity["reports"]["files"][0];
    assert_eq!(
        file["columns"],
        json!(["External domain", "Internal users"])
    );
    assert_eq!(file["repeated"], json!(["litwareinc.com"]));
    assert_eq!(file["left_out_count"], 2);
    assert_eq!(
        file["left_out"][0],
        json!({"line": 218, "text": "=cmd|'/C calc'!A0", "because": "no_domain"})
    );
}

#[test]
fn neither_a_saved_plan_nor_its_fingerprint_rests_on_a_report() {
    let workspace = narrowed();
    workspace.ok(&["plan", "--out", "without.plan"]);
    workspace.ok(&["plan", "--out", "with.plan", "--activity", "activity.csv"]);
    assert_eq!(workspace.read("without.plan"), workspace.read("with.plan"));
    workspace.remove("activity.csv");
    workspace.ok(&["apply", "with.plan"]);
}

#[test]
fn what_was_printed_without_a_report_is_not_taken_for_what_is_printed_with_one() {
    let workspace = contoso();
    let plain = workspace.ok(&["plan", "--format", "json"]);
    let with = |file: &str| workspace.ok(&["plan", "--format", "json", "--activity", file]);
    assert!(with("activity.csv").contains("\"organisations\": 214"));
    workspace.write("activity.csv", "Domain,Users\nfabrikam.com,3\n");
    assert!(with("activity.csv").contains("\"organisations\": 1"));
    assert_eq!(workspace.ok(&["plan", "--format", "json"]), plain);
}

#[test]
fn a_plan_that_opens_or_blocks_counts_those_it_is_about() {
    let workspace = narrowed();
    workspace.apply();
    workspace.write("guestlist.yaml", CONTOSO);
    let out = workspace.ok(&["plan", "--activity", "activity.csv"]);
    let said = words(&out);
    assert!(
        said.contains("everybody else 212 of the 214 organisations your people had contact with (1,752 people)"),
        "{out}"
    );
    workspace.apply();
    let blocked = "blocked_domains: [litwareinc.com, northwind.de, unseen.example]";
    workspace.write(
        "guestlist.yaml",
        &CONTOSO.replace("blocked_domains: []", blocked),
    );
    let out = workspace.ok(&["plan", "--activity", "activity.csv"]);
    let said = words(&out);
    assert!(said.contains("- blocked: litwareinc.com (1,120 people), northwind.de (of northwind) (45 people), unseen.example"), "{out}");
    assert!(
        said.contains(
            "Keep everybody else, if they allow contoso.com: not known here; 212 of the 214"
        ),
        "{out}"
    );
    // Beside a commit too.
    workspace.commit();
    workspace.write(
        "guestlist.yaml",
        &CONTOSO.replace("allowed_domains: all", "allowed_domains: none"),
    );
    let out = workspace.ok(&["plan", "--base", "HEAD", "--activity", "activity.csv"]);
    assert!(words(&out).contains("of the 214"), "{out}");
}

#[test]
fn a_plan_about_something_else_says_that_no_contact_changes() {
    let workspace = contoso();
    let guests = "    guest_access: { enabled: false }\nrules:";
    workspace.write("guestlist.yaml", &CONTOSO.replace("rules:", guests));
    let out = workspace.ok(&["plan", "--activity", "activity.csv"]);
    assert!(
        words(&out).contains("Counted: none of the contact in the reports changes; people of"),
        "{out}"
    );
}

#[test]
fn subdomains_of_blocked_domains_are_counted() {
    let workspace =
        Workspace::of(&CONTOSO.replace("blocked_domains: []", "blocked_domains: [example.net]"));
    workspace.apply();
    let text = CONTOSO.replace(
        "blocked_domains: []",
        "blocked_domains: [example.net]\n      block_subdomains: true",
    );
    workspace.write("guestlist.yaml", &text);
    workspace.write("activity.csv", &report());
    let out = workspace.ok(&["plan", "--activity", "activity.csv"]);
    let said = words(&out);
    assert!(
        said.contains(
            "all subdomains of 1 blocked domain 211 of the 214 organisations your people"
        ),
        "{out}"
    );
}

#[test]
fn access_shows_who_was_in_contact() {
    let workspace = narrowed();
    let out = workspace.ok(&["access", "--activity", "activity.csv"]);
    assert_data_eq!(out, file!["access.txt"].raw());
    let doors = workspace.ok(&["access", "northwind", "--activity", "activity.csv"]);
    assert!(
        doors.contains("\n  Contact seen: 52 people of contoso\n"),
        "{doors}"
    );
    let doors = workspace.ok(&["access", "adatum.com", "--activity", "activity.csv"]);
    assert!(doors.contains("Contact seen: nobody of contoso"), "{doors}");
    let doors = workspace.ok(&["access", "anyone", "--activity", "activity.csv"]);
    assert!(!doors.contains("Contact seen"), "{doors}");
    for name in [None, Some("northwind")] {
        for format in ["markdown", "html"] {
            let mut arguments = vec!["access"];
            arguments.extend(name);
            arguments.extend(["--activity", "activity.csv", "--format", format]);
            let page = workspace.ok(&arguments);
            assert!(page.contains("people of contoso"), "{page}");
        }
    }
    let (_, matrix) = workspace.json(&["access", "--activity", "activity.csv"]);
    let contacts = &matrix["activity"]["tenants"][0]["contacts"];
    assert_eq!(
        contacts[0],
        json!({"domain": "litwareinc.com", "organisation": null, "people": 1120, "direct_chat": "no"})
    );
    let (_, doors) = workspace.json(&["access", "northwind", "--activity", "activity.csv"]);
    assert_eq!(doors["tenants"][0]["people"], 52);
    assert_eq!(doors["reports"]["files"][0]["file"], "activity.csv");
    let (_, doors) = workspace.json(&["access", "northwind"]);
    assert_eq!(
        (&doors["tenants"][0]["people"], &doors["reports"]),
        (&Value::Null, &Value::Null)
    );
    workspace.ok(&["access", "--recorded", "--activity", "contoso=activity.csv"]);
}

const ENTRIES: &str = "\
version: 1
lists:
  resellers:
    - fabrikam.com
    - { domain: unused.example, reason: Old }
    - example.net
  evil: [evil.example]
  small: { file: small.txt }
partners:
  northwind: { domains: [northwindtraders.com, northwind.de] }
  tailspin: { domains: [tailspintoys.com] }
tenants:
  contoso:
    domains: [contoso.com]
    external_access:
      allowed_domains: [{ list: resellers }, { list: small }, { partner: northwind }, adatum.com]
      blocked_domains: [{ list: evil }]
    entra_b2b: { invitations: { allowed_domains: [{ partner: tailspin }], blocked_domains: [] } }
";

#[test]
fn entries_shows_which_nobody_used() {
    let files = [
        ("guestlist.yaml", ENTRIES),
        ("small.txt", "org1.example.net\nsmall.example\n"),
    ];
    let workspace = Workspace::new(&files);
    workspace.write("activity.csv", &report());
    let out = workspace.ok(&["entries", "--activity", "activity.csv"]);
    assert_data_eq!(out, file!["entries.txt"].raw());
    let (_, document) = workspace.json(&["entries", "--activity", "activity.csv"]);
    let entries = document["entries"].as_array().unwrap();
    let contact = |address: &str| {
        let entry = entries.iter().find(|e| e["address"] == address);
        entry.unwrap_or_else(|| panic!("{address}: {document}"))["contact"].clone()
    };
    let seen = |people: u64, people_below: u64, unused: bool| json!({"tenants": ["contoso"], "people": people, "people_below": people_below, "unused": unused});
    assert_eq!(
        contact("lists.resellers[fabrikam.com]"),
        seen(310, 0, false)
    );
    assert_eq!(contact("lists.resellers[unused.example]"), seen(0, 0, true));
    assert_eq!(contact("lists.resellers[example.net]"), seen(0, 632, false));
    assert_eq!(contact("lists.small[small.example]"), seen(0, 0, true));
    assert_eq!(contact("partners.northwind"), seen(52, 0, false));
    // The report is about external access: it says nothing of invitations, nor of who is blocked.
    assert_eq!(contact("partners.tailspin"), Value::Null);
    assert_eq!(contact("lists.evil[evil.example]"), Value::Null);
    let csv = workspace.ok(&[
        "entries",
        "--activity",
        "activity.csv",
        "--unused",
        "--format",
        "csv",
    ]);
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), 4, "{csv}");
    assert!(
        lines[0].ends_with(",file,line,people,people_below,unused"),
        "{csv}"
    );
    assert!(
        lines.iter().skip(1).all(|line| line.ends_with(",0,0,true")),
        "{csv}"
    );
    assert!(
        !workspace
            .ok(&["entries", "--format", "csv"])
            .contains("people")
    );
    assert_eq!(workspace.run(&["entries", "--unused"]).code, 1);
}

#[test]
fn what_is_left_out_by_unused_is_counted_all_the_same() {
    let workspace = Workspace::of(
        "version: 1
tenants:
  contoso:
    domains: [contoso.com]
    external_access: { allowed_domains: [litwareinc.com, unused.example] }
",
    );
    workspace.write("activity.csv", &report());
    let all = workspace.ok(&["entries", "--activity", "activity.csv"]);
    assert!(words(&all).contains("1 of 2 entries in allow"), "{all}");
    let unused = workspace.ok(&["entries", "--activity", "activity.csv", "--unused"]);
    assert!(
        words(&unused).contains("1 of 2 entries in allow"),
        "{unused}"
    );
    let refused = workspace.run(&["import", "activity.csv"]).err;
    assert!(
        words(&refused).contains(
            "report on external domain activity goes to plan, access or entries with --activity"
        ),
        "{refused}"
    );
}

#[test]
fn a_drawing_shows_the_numbers_and_formats_without_people_say_that_they_have_none() {
    let w = narrowed();
    let drawn = w.ok(&[
        "access",
        "--activity",
        "activity.csv",
        "--format",
        "mermaid",
    ]);
    assert!(drawn.contains("subgraph seen"), "{drawn}");
    assert!(
        drawn.contains("[\"contoso#58; 214 organisations, "),
        "{drawn}"
    );
    assert!(
        drawn.contains("Counted#58; people of contoso by activity.csv"),
        "{drawn}"
    );
    let plain = w.ok(&["access", "--format", "mermaid"]);
    assert!(!plain.contains("seen"), "{plain}");
    let door = [
        "access",
        "fabrikam.com",
        "--activity",
        "activity.csv",
        "--format",
    ];
    for format in ["human", "markdown", "mermaid", "html"] {
        let text = w.ok(&[&door[..], &[format]].concat());
        assert!(text.contains("310 people of contoso"), "{format}: {text}");
    }
    for format in ["sarif", "github", "gitlab"] {
        let run = w.run(&["plan", "--activity", "activity.csv", "--format", format]);
        assert!(
            run.err
                .contains("this format holds findings alone, without numbers of people"),
            "{format}: {}",
            run.err
        );
        assert_eq!(w.run(&["plan", "--format", format]).err, "", "{format}");
    }
}
